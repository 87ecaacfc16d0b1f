"""When the desktop should say something."""

from __future__ import annotations

import itertools

import msgspec

from fakes.desk import NOW_MS, status
from megadesk.ipc.messages import BackupStatus, HeldPath, PairStatus, Quota, Session
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.notes import Note, gathered, new_devices, notes

PAIR = PairStatus(
    id="p1",
    name="Photos",
    local="/p",
    remote="/Photos",
    direction="both",
    state="synced",
    pending=0,
    files=3,
    bytes=1,
    issues=0,
)
BACKUP = BackupStatus(
    id="b1",
    name="Mail",
    local="/m",
    remote="backups:/x/Mail",
    direction="up",
    state="scheduled",
    pending=0,
    files=1,
    bytes=1,
    issues=0,
    every="daily",
    last_run="2026-11-25T09:00:00Z",
)


def kinds(found: list[Note]) -> list[str]:
    """Return of which kinds they are."""
    return [note.kind for note in found]


def test_nothing_is_said_of_what_was_so_already() -> None:
    """Not at the start, not of another account, not twice."""
    asked = status("attention", pairs=[msgspec.structs.replace(PAIR, state="attention", code="mass_removal")])
    assert notes(None, asked, NOW_MS) == []
    assert notes(status(account="bob@example.org"), asked, NOW_MS) == []
    assert notes(asked, asked, NOW_MS) == []
    assert kinds(notes(status(pairs=[PAIR]), asked, NOW_MS)) == ["guard"]


def test_conflicts_are_gathered() -> None:
    """One note, that leads to the first."""
    held = [HeldPath(id=f"i{n}", path=f"{n}.txt", code="conflict", message="", remedy="") for n in range(3)]
    found = notes(status(pairs=[PAIR]), status(pairs=[msgspec.structs.replace(PAIR, held=held)]), NOW_MS)
    assert [(note.kind, plainly(note.title), note.what) for note in found] == [
        ("conflict", "3 files were changed in two places", "i0")
    ]
    other = HeldPath(id="x", path="x", code="name_too_long", message="", remedy="")
    assert notes(status(pairs=[PAIR]), status(pairs=[msgspec.structs.replace(PAIR, held=[other])]), NOW_MS) == []


def test_storage_is_said_at_each_step_once() -> None:
    """Ninety per cent, and full."""
    steps = [status(quota=Quota(used=used, total=100)) for used in (80, 91, 95, 100, 120)]
    found = [plainly(note.title) for before, now in itertools.pairwise(steps) for note in notes(before, now, NOW_MS)]
    assert found == ["Your storage is 90 % full", "Your storage is full"]


def test_damage_is_said() -> None:
    """At once, and where to look."""
    assert kinds(notes(status(), status("damaged", frozen="fork"), NOW_MS)) == ["tampering"]


def test_a_backup_that_was_long_ago_has_a_key() -> None:
    """So that it is said once, not at each look."""
    assert notes(status(), status(backups=[BACKUP]), NOW_MS) == []
    late = msgspec.structs.replace(BACKUP, last_run="2026-11-23T09:00:00Z")
    found = notes(status(), status(backups=[late]), NOW_MS)
    assert kinds(found) == ["backup_overdue"]
    assert found[0].key
    paused = msgspec.structs.replace(late, state="paused")
    assert notes(status(), status(backups=[paused]), NOW_MS) == []


def test_a_new_device_is_said() -> None:
    """Unless it is the first look, or this one."""

    def session(id_: str, *, current: bool = False) -> Session:
        return Session(id=id_, device=id_, device_name=f"Device {id_}", created="", last_seen="", current=current)

    sessions = [session("a"), session("b", current=True), session("c")]
    assert new_devices([], sessions) == []
    assert [plainly(note.body).partition("”")[0] for note in new_devices(["a"], sessions)] == ["“Device c"]


def test_several_are_one_message() -> None:
    """It says how many, and what."""
    found = notes(status(pairs=[PAIR]), status("damaged", frozen="fork", quota=Quota(used=100, total=100)), NOW_MS)
    assert plainly(gathered(found).title) == "2 problems need your attention"
    assert gathered(found[:1]) is found[0]
