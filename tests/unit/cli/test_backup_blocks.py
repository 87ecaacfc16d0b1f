"""Backups for people."""

from __future__ import annotations

import msgspec

from fakes.cli import PAIR, STATUS
from megadesk.cli.backup_blocks import backups, listing, stopped, stopping
from megadesk.cli.render import plain_lines, status
from megadesk.ipc.messages import BackupElsewhere, Backups, BackupStatus, StoppedBackup

FACTS = {name: getattr(PAIR, name) for name in PAIR.__struct_fields__}
ONE = BackupStatus(
    **{**FACTS, "name": "docs\x1b", "reason": "It waits.", "remedy": "Do this."}, every="6h", run=1234,
    last_run="2026-11-20T14:00:00Z",
)  # fmt: skip
OTHER = BackupElsewhere(
    path="backups:/old/docs", device="old", name="docs", files=3, bytes=2048, run=2, last_run="2026-11-20T14:00:00Z"
)
NEVER = BackupElsewhere(
    path="backups:/old/new", device="old", name="new", files=None, bytes=None, run=None, last_run=None
)
STOP = StoppedBackup(
    id="1", name="docs", local="/docs", remote="backups:/desk/docs", target="/Old/docs", files=1, folders=2, bytes=1
)


def text(blocks: list[object]) -> str:
    """Return blocks as plain lines."""
    return "\n".join(plain_lines(blocks))  # type: ignore[arg-type]  # blocks they are


def test_a_list_has_a_row_for_each() -> None:
    """Runs, times and reasons; a name cannot write on the terminal."""
    shown = text([*backups([ONE, msgspec.structs.replace(ONE, last_run=None, run=None, reason=None)])])
    assert "1,234" in shown
    assert "never" in shown
    assert "docs\\x1b: It waits. Do this." in shown
    assert "\x1b" not in shown


def test_nothing_and_others() -> None:
    """How to begin is said; what others have backed up stands below, also if it never ran."""
    assert text([*listing(Backups(backups=[]))]) == "No folder is backed up yet. Add one: megadesk backup add LOCAL"
    shown = text([*listing(Backups(backups=[ONE], elsewhere=[OTHER, NEVER]))])
    assert "backups:/old/docs" in shown
    assert shown.rstrip().endswith("never")


def test_stopping_says_exactly_what_goes_where() -> None:
    """Moved, removed, or let go; and that the folder here stays."""
    assert "move backups:/desk/docs (1 file in 2 folders, 1 byte) to /Old/docs?" in stopping(STOP)
    binned = msgspec.structs.replace(STOP, target=None)
    assert "to the bin?" in stopping(binned)
    assert "stays in the cloud" in stopping(msgspec.structs.replace(binned, stays=True))
    assert stopped(STOP) == (
        "No longer backed up. What was in backups:/desk/docs is in /Old/docs now; the files in /docs stay as they are."
    )
    assert "is in the bin now" in stopped(binned)
    assert "No longer a backup of this computer" in stopped(msgspec.structs.replace(binned, stays=True))


def test_status_shows_backups_beside_pairs() -> None:
    """What runs when, and why one waits, stands below the synced folders."""
    shown = text([*status(msgspec.structs.replace(STATUS, backups=[ONE]))])
    assert "docs\\x1b: It waits. Do this." in shown
    assert shown.index("Photos") < shown.index("Last run")
