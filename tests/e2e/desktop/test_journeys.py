"""The main journeys of a person through the app, each with the mouse and with the keyboard alone.

The engine, the server and the second device are real; what a journey leads to is looked up at the second device, in bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from fakes.pairing import Pairing
from fakes.person import Person, until
from megadesk.ipc import messages as m

pytestmark = pytest.mark.e2e

LARGE = 2 << 20
"""Bytes of a file that is a transfer of its own: small ones go together."""


def test_a_folder_is_added_and_its_files_come_to_the_other_device(person: Person, home: Pairing) -> None:
    """What the first sync would do is read before; then the card of the folder stands in step."""
    work = home.here.parent / f"Work {person.by}"
    work.mkdir()
    (work / "Plan.txt").write_text("first things first")
    person.go("sync")
    person.use("push button", "Add a folder")
    person.fill("Folder on this computer", str(work))
    person.sees("label", "1 file only here")
    person.picture("add-folder")
    person.agree("Start syncing")
    person.sees_no("dialog", "Add a folder to sync")
    person.sees("panel", f"{work.name}, Up to date, 1 file")
    person.picture("sync")
    there = home.there.parent / f"There {person.by}"
    there.mkdir()
    home.two.add_pair(there, f"/{work.name}")
    home.settle()
    assert (there / "Plan.txt").read_text() == "first things first"


def test_everything_is_paused_and_goes_on(person: Person, home: Pairing) -> None:
    """While all is paused nothing leaves this computer."""
    person.go("sync")
    person.choose_command("File", "Pause or resume everything", "ctrl+p")
    person.sees("label", "Paused")
    person.picture("paused")
    assert home.one.status().paused
    (home.here / f"Later {person.by}.txt").write_text("later")
    assert not (home.there / f"Later {person.by}.txt").exists()
    person.choose_command("File", "Pause or resume everything", "ctrl+p")
    person.sees("label", "Up to date")
    home.settle()
    assert (home.there / f"Later {person.by}.txt").read_text() == "later"


def test_a_conflict_is_solved_by_keeping_one(person: Person, home: Pairing) -> None:
    """Both devices changed a file; a person looks at both, keeps one, and both devices have its bytes."""
    name = f"Minutes {person.by}.txt"
    (home.here / name).write_text("as agreed")
    home.settle()
    home.one.ask(m.ENGINE_PAUSE, m.PauseAll())
    (home.here / name).write_text("as Anna wrote it here")
    (home.there / name).write_text("as Berta wrote it there, and she wrote more")
    home.two.wait()
    home.one.ask(m.ENGINE_RESUME, m.Nothing())
    home.settle()
    person.go("problems")
    person.sees("push button", "Keep this one: one")
    person.sees("text", "Preview")
    person.picture("conflict")
    person.use("push button", "Keep this one: two")
    person.sees("label", "Solved")
    person.picture("conflict-solved")
    home.settle()
    for folder in (home.here, home.there):
        minutes = [path.read_text() for path in folder.iterdir() if path.name.startswith(f"Minutes {person.by}")]
        assert minutes == ["as Berta wrote it there, and she wrote more"]


def test_a_transfer_goes_first(person: Person, home: Pairing) -> None:
    """Large files creep along; the last of them is put to the top, and that is the order they are taken in."""
    films = [f"Film {number} {person.by}.mp4" for number in range(6)]
    last = films[-1]
    with creeping(home):
        for name in films:
            (home.here / name).write_bytes(os.urandom(LARGE))
        person.go("transfers")
        person.sees("table cell", f"{last}, upload, Waiting in the queue")
        person.pick("Transfers", last)
        person.use("push button", "Move to top of queue")
        until(lambda: order(home)[0] == f"/Sync/{last}")
        person.picture("transfers")
    home.settle()
    assert (home.there / last).read_bytes() == (home.here / last).read_bytes()


def test_a_file_comes_back_as_it_was_before(person: Person, home: Pairing) -> None:
    """In Files an earlier version is looked at and restored; both devices have it."""
    folder, name = f"Letters {person.by}", "Letter.txt"
    here, there = home.here / folder / name, home.there / folder / name
    save(here.parent, {name: b"Dear Anna"})
    home.settle()
    here.write_text("Dear Berta, who was never meant to be written to")
    home.settle()
    person.go("files")
    person.open_row("Files", "Sync")
    person.open_row("Files", folder)
    person.pick("Files", name)
    person.choose_command("Files", "Versions…", "ctrl+shift+h")
    person.sees("dialog", f"Versions of {name}")
    person.picture("versions")
    person.pick("Versions", "Version 1")
    person.sees("text", "Preview")
    person.agree("Restore this version")
    person.sees_no("dialog", f"Versions of {name}")
    person.picture("files")
    home.settle()
    assert here.read_text() == there.read_text() == "Dear Anna"


def test_a_whole_folder_goes_back_in_time_and_on_again(person: Person, home: Pairing) -> None:
    """It is read first what that does; both devices follow, back and, by “Undo”, on again."""
    album = f"Album {person.by}"
    before, after = {"Sea.txt": b"blue", "Hill.txt": b"green"}, {"Sea.txt": b"all spoilt", "Note.txt": b"new"}
    save(home.here / album, before)
    home.settle()
    seq = home.one.ask(m.REWIND_TIMELINE, m.RewindTimeline()).newest.seq
    save(home.here / album, after)
    (home.here / album / "Hill.txt").unlink()
    home.settle()
    person.follow(f"megadesk://rewind/{quote(f'/Sync/{album}', safe='')}@{seq}")
    person.sees("label", f"All of “{album}” selected")
    person.picture("rewind")
    person.use("push button", "Restore")
    person.sees("label", "1 file gets its earlier content")
    person.picture("rewind-summary")
    person.agree("Restore")
    person.sees("push button", "Undo")
    home.settle()
    assert saved(home.there / album) == saved(home.here / album) == before | {"Note.txt": b"new"}
    person.picture("rewound")
    person.use("push button", "Undo")
    person.sees("label", "The restore was undone")
    home.settle()
    assert saved(home.there / album) == saved(home.here / album) == after


def test_a_backup_is_stopped_and_what_it_kept_is_among_the_files(person: Person, home: Pairing) -> None:
    """What becomes of it is said in full before; the folder here stays as it is."""
    name = f"Photos {person.by}"
    photos = home.here.parent / name
    save(photos, {"Beach.jpg": b"sand"})
    home.one.ask(m.ADD_BACKUP, m.AddBackup(local=str(photos)))
    home.one.wait()
    person.go("backups")
    person.sees("panel", name)
    person.picture("backups")
    if person.has_mouse:
        person.choose_command("Backups", "Stop backup…", "")
    else:
        person.reach("panel", name)
        person.desktop.press("Delete")
    person.sees("label", "In the cloud, all of it")
    person.picture("stop-backup")
    person.agree("Stop backup")
    person.sees_no("panel", name)
    found = home.two.ask(m.LIST_FILES, m.List(path=f"/{name}")).entries
    assert [entry.path for entry in found] == [f"/{name}/Beach.jpg"]
    assert saved(photos) == {"Beach.jpg": b"sand"}


def save(folder: Path, files: dict[str, bytes]) -> None:
    """Write files."""
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def saved(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def order(home: Pairing) -> list[str]:
    """Return what moves at the first device and what waits, in the order in which it is taken."""
    found = home.one.ask(m.LIST_TRANSFERS, m.ListTransfers()).transfers
    return [row.path for row in found if not row.ended]


@contextmanager
def creeping(home: Pairing) -> Iterator[None]:
    """Let the first device send next to nothing for a while."""
    home.one.ask(m.SET_LIMITS, m.SetLimits(up=64))
    try:
        yield
    finally:
        home.one.ask(m.SET_LIMITS, m.SetLimits(up=0))
