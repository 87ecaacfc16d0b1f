"""What is kept of ignore rules besides the files that hold them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from megadesk.model.ids import PairId
from megadesk.model.relpath import ROOT, RelPath
from megadesk.store.database import Database
from megadesk.store.ignore_rules import IgnoreRules
from megadesk.store.settings import Settings

PAIR = PairId("00000001")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The database of a fresh profile."""
    opened = Database.open(tmp_path / "profile" / "state.db")
    yield opened
    opened.close()


def test_rules_are_kept_by_pair(database: Database) -> None:
    """What was set comes back, for its pair alone; empty is as if it was never set."""
    rules, others = IgnoreRules(database, PAIR), IgnoreRules(database, PairId("00000002"))
    assert (rules.here(), dict(rules.last_said())) == ("", {})
    texts = {ROOT: "*.log\n# ü", RelPath("odd\udcff/ü"): ""}
    rules.set_here("build/\n")
    rules.remember(texts)
    again = IgnoreRules(database, PAIR)
    assert (again.here(), dict(again.last_said())) == ("build/\n", texts)
    assert (others.here(), dict(others.last_said())) == ("", {})
    rules.set_here("")
    rules.remember({})
    assert (again.here(), dict(again.last_said())) == ("", {})


def test_forgotten_with_the_pair(database: Database) -> None:
    """Nothing of a removed pair stays."""
    rules = IgnoreRules(database, PAIR)
    rules.set_here("a")
    rules.remember({ROOT: "b"})
    rules.forget()
    assert (rules.here(), dict(rules.last_said())) == ("", {})


def test_what_cannot_be_made_out_is_nothing(database: Database) -> None:
    """A damaged memory is no reason not to sync: the files are read anyway."""
    Settings(database).set(f"ignore.said/{PAIR}", {"no": "list"})
    assert IgnoreRules(database, PAIR).last_said() == {}
