"""ignore show, add, remove, test."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    IgnoreAdd,
    IgnoreChange,
    IgnoreDraft,
    IgnoreEffect,
    IgnoreFault,
    IgnorePlace,
    IgnoreRemove,
    IgnoreRule,
    IgnoreRules,
    IgnoreTest,
    IgnoreText,
    IgnoreTried,
    IgnoreVerdict,
)

NONE = IgnoreEffect(files=0, bytes=0, examples=[])
SOME = IgnoreEffect(files=1234, bytes=6 << 20, examples=["a.log", "b.log"])
RULE = IgnoreRule(source=".deskignore", line=2, pattern="*.log")
CHANGE = IgnoreChange(
    pair="00c0ffee", source=".deskignore", pattern="*.log", changed=True, dry_run=False, taken_out=SOME, let_in=NONE,
    fetched=NONE,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_rules_are_listed(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """As one document, or as a table with the place of each."""
    engine.answer(messages.IGNORE_SHOW, IgnoreRules(pair="00c0ffee", name="Photos", rules=[RULE], faults=[]))
    found = cli("ignore", "show", "Photos", "--json").document
    assert found["rules"] == [{"source": ".deskignore", "line": 2, "pattern": "*.log", "junk": False}]
    assert ".deskignore:2" in cli("ignore", "show", "Photos").out
    assert engine.asked[0] == IgnorePlace(pair="Photos", path=str(tmp_path / "Photos"))


def test_a_rule_is_shown_before_it_is_made(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """Two requests, the first of them dry; the effect stands before the done."""
    engine.answer(messages.IGNORE_ADD, CHANGE)
    out = cli("ignore", "add", "Photos", "*.log", "--here-only", "--junk").out
    assert out.index("1,234 files, 6.0 MiB (a.log, b.log, …)") < out.index("Changed: “*.log” in .deskignore.")
    wanted = IgnoreAdd(
        pair="Photos", path=str(tmp_path / "Photos"), pattern="*.log", here_only=True, junk=True, dry_run=True
    )
    assert [asked.dry_run for asked in engine.asked if isinstance(asked, IgnoreAdd)] == [True, False]
    assert engine.asked[0] == wanted


def test_dry_run_asks_once_and_says_nothing_is_done(cli: Cli, engine: FakeEngine) -> None:
    """Only to see it."""
    engine.answer(messages.IGNORE_REMOVE, CHANGE)
    out = cli("ignore", "remove", "Photos", "*.log", "--dry-run").out
    assert "Changed" not in out
    assert [asked.dry_run for asked in engine.asked if isinstance(asked, IgnoreRemove)] == [True]


def test_json_is_one_document(cli: Cli, engine: FakeEngine) -> None:
    """What came of it, with what it does."""
    engine.answer(messages.IGNORE_ADD, CHANGE)
    found = cli("ignore", "add", "Photos", "*.log", "--json").document
    assert (found["changed"], found["taken_out"]["files"]) == (True, 1234)
    assert [asked.dry_run for asked in engine.asked if isinstance(asked, IgnoreAdd)] == [False]


def test_a_path_is_tested(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """Relative to here or in the cloud; a slash at the end makes it a folder."""
    engine.answer(
        messages.IGNORE_TEST, IgnoreVerdict(pair="00c0ffee", path="x.log", ignored=True, junk=False, rule=RULE)
    )
    assert cli("ignore", "test", "x.log").out == "x.log is ignored by .deskignore:2: *.log\n"
    assert cli("ignore", "test", "build/", "--json").document["rule"]["line"] == 2
    assert engine.asked == [
        IgnoreTest(path="x.log", local=str(tmp_path / "x.log"), is_folder=False),
        IgnoreTest(path="build/", local=str(tmp_path / "build"), is_folder=True),
    ]


TEXT = IgnoreText(pair="00", folder="", text="*.log\r\n", exists=True, version="1", here="/mine\n", here_version="2")
TRIED = IgnoreTried(
    pair="00", folder="", changed=True, version="3", let_in=NONE, fetched=NONE,
    faults=[IgnoreFault(source=".deskignore", line=2, text="[", message="Line 2 is none.")],
    taken_out=IgnoreEffect(files=9, bytes=1, examples=[f"{number}.log" for number in range(9)]),
)  # fmt: skip


def test_a_text_is_read_as_it_is(cli: Cli, engine: FakeEngine) -> None:
    """To the byte, so that it can be sent into a file."""
    engine.answer(messages.IGNORE_READ, TEXT)
    assert cli("ignore", "read", "Photos").raw == b"*.log\r\n"
    assert cli("ignore", "read", "Photos", "--here-only").raw == b"/mine\n"
    assert cli("ignore", "read", "Photos", "--json").document["version"] == "1"


def test_a_text_is_tried_before_it_is_written(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """From a file or standard input; what it does is said first, and with --dry-run nothing else."""
    engine.answer(messages.IGNORE_TRY, TRIED)
    engine.answer(messages.IGNORE_WRITE, TRIED)
    (tmp_path / "rules").write_bytes(b"*.log\n")
    out = cli("ignore", "write", "Photos", "rules").out
    assert out.index("Line 2 is none.") < out.index("9 files, 1 byte (0.log, 1.log, 2.log, 3.log, 4.log, …)")
    assert out.endswith("Changed.\n")
    assert [type(asked) for asked in engine.asked] == [IgnoreDraft, IgnoreDraft]
    assert engine.asked[0] == IgnoreDraft(pair="Photos", path=str(tmp_path / "Photos"), text="*.log\n")
    engine.asked.clear()
    assert "Changed" not in cli("ignore", "write", "Photos", "-", "--dry-run", stdin="x\n").out
    assert engine.asked == [IgnoreDraft(pair="Photos", path=str(tmp_path / "Photos"), text="x\n")]
    assert cli("ignore", "write", "Photos", "rules", "--json").document["changed"] is True
    assert cli("ignore", "write", "Photos", "rules", "--dry-run", "--json").document["version"] == "3"
    assert cli("ignore", "write", "Photos", "missing").code == 4
    (tmp_path / "latin").write_bytes(b"\xff")
    assert cli("ignore", "write", "Photos", "latin").code == 2
