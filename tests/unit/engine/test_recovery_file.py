"""A new recovery key lands in a file of its own, or in no file."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from fakes.crypto import seeded_entropy
from megadesk.crypto.keys import RecoveryKey, parse_recovery_key
from megadesk.engine.recovery_file import recovery_target, write_recovery_key
from megadesk.model.errors import AlreadyExists, BadUsage, MegadeskError, NotFound

KEY = RecoveryKey.fresh(seeded_entropy("recovery file"))


def test_without_a_name_it_is_the_account_s(tmp_path: Path) -> None:
    """What a file's name cannot have is left out of the address; a name that is given is taken as it is."""
    assert recovery_target("", folder=tmp_path, email="a/b:ä@x.org").name == "recovery key a_b_ä@x.org.txt"
    named = tmp_path / "my key"
    assert recovery_target(str(named), folder=tmp_path / "else", email="a@x.org") == named


@pytest.mark.parametrize(
    ("named", "kind"), [("key.txt", BadUsage), ("{}/there", AlreadyExists), ("{}/no/key.txt", NotFound)]
)
def test_where_it_cannot_go_is_said_first(tmp_path: Path, named: str, kind: type[MegadeskError]) -> None:
    """A place that depends on where the engine runs, a file that is there, a folder that is not."""
    (tmp_path / "there").write_text("mine")
    with pytest.raises(kind):
        recovery_target(named.format(tmp_path), folder=tmp_path, email="a@x.org")
    assert (tmp_path / "there").read_text() == "mine"


def test_the_file_has_all_that_is_needed_and_is_its_owner_s(tmp_path: Path) -> None:
    """Account, server and key; without a file the key itself comes back, and nothing is written."""
    target = tmp_path / "key.txt"
    assert write_recovery_key(target, KEY, email="a@x.org", server="https://s.example") == target
    text = target.read_text()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert parse_recovery_key(text.split("\n\n")[2]).text() == KEY.text()
    assert "a@x.org" in text
    assert "https://s.example" in text
    assert write_recovery_key(None, KEY, email="a@x.org", server="https://s.example") is KEY
    assert [path.name for path in tmp_path.iterdir()] == ["key.txt"]
