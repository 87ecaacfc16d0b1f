"""Backups from the first day to the last: what comes back is what was there, and nobody else writes into it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from fakes.hands import Hands
from fakes.workbench import Workbench, until
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists, BadUsage, DecisionNeeded, NotFound


def dressed(folder: Path) -> dict[str, tuple[int, int, bytes | str | None]]:
    """Return all that is in a folder: kind and permissions, time, and what it holds; our own folder is left out."""
    found: dict[str, tuple[int, int, bytes | str | None]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] == ".megadesk":
            continue
        seen = path.lstat()
        held: bytes | str | None = None
        if stat.S_ISLNK(seen.st_mode):
            held = str(path.readlink())
        elif stat.S_ISREG(seen.st_mode):
            held = path.read_bytes()
        found[str(name)] = (seen.st_mode, seen.st_mtime_ns, held)
    return found


def furnish(folder: Path) -> None:
    """Make a folder with one of everything that a backup has to keep."""
    (folder / "sub" / "empty").mkdir(parents=True)
    (folder / "sub" / "shut").mkdir()
    (folder / "a.txt").write_bytes(b"text")
    (folder / "sub" / "run.sh").write_bytes(b"#!/bin/sh\n")
    (folder / "sub" / "shut" / "secret").write_bytes(b"s" * 5000)
    (folder / "nothing").write_bytes(b"")
    (folder / "link").symlink_to("sub/run.sh")
    (folder / "sub" / "broken").symlink_to("/nowhere/at/all")
    (folder / "sub" / "run.sh").chmod(0o751)
    (folder / "a.txt").chmod(0o604)
    (folder / "sub" / "shut" / "secret").chmod(0o400)
    os.utime(folder / "a.txt", ns=(10**18, 10**18 + 1))
    os.utime(folder / "link", ns=(10**18, 10**18 + 2), follow_symlinks=False)
    (folder / "sub" / "shut").chmod(0o500)
    os.utime(folder / "sub" / "shut", ns=(10**18, 10**18 + 3))
    (folder / "sub" / "empty").chmod(0o2750)
    os.utime(folder / "sub" / "empty", ns=(10**18, 10**18 + 4))
    os.utime(folder / "sub", ns=(10**18, 10**18 + 5))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder to be backed up."""
    folder = tmp_path / "docs"
    folder.mkdir()
    furnish(folder)
    return folder


def add(bench: Workbench, engine: Engine, folder: Path, **more: str) -> m.BackupStatus:
    """Back up a folder and wait for it, also for what the disk told of it only after that was at rest."""
    made = bench.ask(engine, m.ADD_BACKUP, m.AddBackup(local=str(folder), **more))
    bench.rest(engine)
    while (status := found(bench, engine, made.id)).state == "syncing":
        bench.rest(engine)
    return status


def found(bench: Workbench, engine: Engine, backup: str) -> m.BackupStatus:
    """Return a backup as it stands."""
    return next(one for one in bench.ask(engine, m.LIST_BACKUPS, m.Nothing()).backups if backup in {one.id, one.name})


def test_everything_comes_back_as_it_was(bench: Workbench, engine: Engine, hands: Hands, home: Path) -> None:
    """Permissions, times of files, folders and links, empty folders, links as links: a get gives all of it back."""
    before = dressed(home)
    status = add(bench, engine, home)
    assert (status.remote, status.state, status.run) == ("backups:/desk/docs", "synced", 1)
    to = home.parent / "back"
    done = hands.get("backups:/desk/docs", to=str(to) + os.sep, recursive=True)
    assert done.problems == []
    assert dressed(to / "docs") == before
    assert stat.S_IMODE((to / "docs").stat().st_mode) == stat.S_IMODE(home.stat().st_mode)
    assert dressed(home) == before


def test_attributes_alone_are_a_change(bench: Workbench, engine: Engine, hands: Hands, home: Path) -> None:
    """A chmod, a new time, of a file or a folder: the next get shows it, and no byte was sent for it."""
    add(bench, engine, home)
    version = bench.ask(engine, m.STAT_FILE, m.CloudPathBody(path="backups:/desk/docs/a.txt")).version
    (home / "a.txt").chmod(0o600)
    (home / "sub" / "empty").chmod(0o711)
    os.utime(home / "sub" / "run.sh", ns=(5 * 10**17, 5 * 10**17 + 7))
    os.utime(home / "sub", ns=(6 * 10**17, 6 * 10**17 + 7))
    bench.wait(engine)
    hands.get("backups:/desk/docs", to=str(home.parent / "back") + os.sep, recursive=True)
    assert dressed(home.parent / "back" / "docs") == dressed(home)
    again = bench.ask(engine, m.STAT_FILE, m.CloudPathBody(path="backups:/desk/docs/a.txt")).version
    assert again == version + 1


def test_what_is_removed_here_lies_in_the_bin(bench: Workbench, engine: Engine, home: Path) -> None:
    """A file that is deleted is gone from the backup and not lost: the bin says where it was; it comes back elsewhere."""
    add(bench, engine, home)
    (home / "a.txt").unlink()
    bench.wait(engine)
    assert "backups:/desk/docs/a.txt" not in listed(bench, engine, "backups:/desk/docs")
    (gone,) = bench.ask(engine, m.LIST_BIN, m.BinList(side="cloud")).entries
    assert gone.path == "backups:/desk/docs/a.txt"
    with pytest.raises(BadUsage) as refused:
        bench.ask(engine, m.RESTORE_BIN, m.BinRestore(ids=[gone.id]))
    assert refused.value.arguments["reason"] == "backup_read_only"
    done = bench.ask(engine, m.RESTORE_BIN, m.BinRestore(ids=[gone.id], to="/a.txt"))
    assert [one.path for one in done.entries] == ["/a.txt"]


def listed(bench: Workbench, engine: Engine, path: str) -> list[str]:
    """Return what is in a folder of the cloud."""
    return [one.path for one in bench.ask(engine, m.LIST_FILES, m.List(path=path)).entries]


def test_backups_are_no_pairs_for_people(bench: Workbench, engine: Engine, home: Path) -> None:
    """They stand in a list and a part of the status of their own, and commands for pairs do not know them."""
    status = add(bench, engine, home, name="papers")
    until(engine.supervisor, lambda: bench.ask(engine, m.STATUS, m.Nothing()).state == "synced")
    whole = bench.ask(engine, m.STATUS, m.Nothing())
    assert (whole.pairs, [one.name for one in whole.backups]) == ([], ["papers"])
    assert bench.ask(engine, m.LIST_PAIRS, m.Nothing()).pairs == []
    with pytest.raises(NotFound):
        bench.ask(engine, m.REMOVE_PAIR, m.Pair(pair=status.id))
    why = bench.ask(engine, m.WHY, m.Why(path="a.txt", local=str(home / "a.txt")))
    assert why.reason == "synced"


@pytest.mark.parametrize("place", ["around/docs", "around/docs/sub", "around"])
def test_overlaps_are_refused(bench: Workbench, engine: Engine, home: Path, place: str) -> None:
    """Neither a backup nor a pair may have a folder that is backed up, lies in one or around one."""
    docs = home.parent / "around" / "docs"
    docs.parent.mkdir()
    home.rename(docs)
    add(bench, engine, docs)
    folder = str(home.parent / place)
    with pytest.raises(AlreadyExists) as refused:
        bench.ask(engine, m.ADD_BACKUP, m.AddBackup(local=folder, name="other"))
    assert (refused.value.arguments["what"], refused.value.arguments["other"]) == ("backup_folder", str(docs))
    with pytest.raises(AlreadyExists) as refused:
        bench.ask(engine, m.ADD_PAIR, m.AddPair(local=folder, remote="/other"))
    assert (refused.value.arguments["what"], refused.value.arguments["other"]) == ("backup_folder", str(docs))


def test_a_synced_folder_is_not_backed_up(bench: Workbench, engine: Engine, home: Path) -> None:
    """The other way round, with the same answer; nothing was made in the cloud."""
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(home), remote="/docs"))
    with pytest.raises(AlreadyExists) as refused:
        bench.ask(engine, m.ADD_BACKUP, m.AddBackup(local=str(home / "sub")))
    assert refused.value.arguments["what"] == "pair_folder"
    assert listed(bench, engine, "backups:/") == []


def test_nobody_else_writes_into_a_backup(bench: Workbench, engine: Engine, hands: Hands, home: Path) -> None:
    """Moving, removing, making, putting: each is refused with one clear reason, and reading is not."""
    add(bench, engine, home)
    file = "backups:/desk/docs/a.txt"
    for ask in (
        lambda: bench.ask(engine, m.MOVE_FILES, m.Move(sources=[file], target="/")),
        lambda: bench.ask(engine, m.MOVE_FILES, m.Move(sources=["/"], target="backups:/desk/docs")),
        lambda: bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=[file])),
        lambda: bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=["backups:/desk"], permanent=True)),
        lambda: bench.ask(engine, m.MAKE_FOLDER, m.MakeFolder(path="backups:/desk/docs/new", parents=True)),
        lambda: hands.put(hands.file("x"), to="backups:/desk/docs"),
    ):
        with pytest.raises(BadUsage) as refused:
            ask()
        assert refused.value.arguments["reason"] == "backup_read_only"
    assert hands.cat(file) == b"text"


def test_stop_moves_it_into_the_drive(bench: Workbench, engine: Engine, hands: Hands, home: Path) -> None:
    """First it says what it would do, then it does that: one move; the folder here stays, and syncs with it at once."""
    before = dressed(home)
    status = add(bench, engine, home)
    bench.ask(engine, m.MAKE_FOLDER, m.MakeFolder(path="/Old", parents=False))
    asked = m.StopBackup(backup=status.id, move="/Old", ask=True)
    told = bench.ask(engine, m.STOP_BACKUP, asked)
    assert (told.target, told.files, told.folders, told.bytes) == ("/Old/docs", 6, 3, 5039)
    assert found(bench, engine, status.id).id == status.id
    done = bench.ask(engine, m.STOP_BACKUP, m.StopBackup(backup=status.id, move="/Old"))
    assert done == told
    assert listed(bench, engine, "backups:/desk") == []
    assert "/Old/docs/a.txt" in listed(bench, engine, "/Old/docs")
    assert dressed(home) == before
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(home), remote="/Old/docs", symlinks="keep"))
    head = bench.wait(engine).head["main"].seq
    (pair,) = bench.wait(engine).pairs
    assert (pair.state, pair.issues) == ("synced", 0)
    assert bench.wait(engine).head["main"].seq == head
    assert dressed(home) == before, "nothing was sent or fetched: a pair takes what it knows of it for the same"


def test_stop_puts_it_into_the_bin(bench: Workbench, engine: Engine, home: Path) -> None:
    """Exactly one of the two answers is needed; in the bin it is whole, and the folder here stays."""
    status = add(bench, engine, home)
    for body in (m.StopBackup(backup="docs"), m.StopBackup(backup="docs", move="/x", delete=True)):
        with pytest.raises(BadUsage):
            bench.ask(engine, m.STOP_BACKUP, body)
    done = bench.ask(engine, m.STOP_BACKUP, m.StopBackup(backup=status.id, delete=True))
    assert (done.target, done.stays) == (None, False)
    assert [one.path for one in bench.ask(engine, m.LIST_BIN, m.BinList(side="cloud")).entries] == [
        "backups:/desk/docs"
    ]
    assert (home / "a.txt").read_bytes() == b"text"
    assert bench.ask(engine, m.LIST_BACKUPS, m.Nothing()).backups == []


def test_stop_does_not_move_onto_something(bench: Workbench, engine: Engine, home: Path) -> None:
    """A name that is taken is refused, and the backup goes on."""
    status = add(bench, engine, home)
    bench.ask(engine, m.MAKE_FOLDER, m.MakeFolder(path="/Old/docs", parents=True))
    for target, error in (("/Old", AlreadyExists), ("/no/where", NotFound), ("bin:/x", BadUsage)):
        with pytest.raises(error):
            bench.ask(engine, m.STOP_BACKUP, m.StopBackup(backup=status.id, move=target))
    until(engine.supervisor, lambda: found(bench, engine, status.id).state == "synced")


def test_a_renamed_device_takes_its_backups_along(bench: Workbench, engine: Engine, home: Path) -> None:
    """Its folder gets the new name, in one op, and the backup goes on in it."""
    add(bench, engine, home)
    bench.ask(engine, m.RENAME_DEVICE, m.RenameDevice(name="tower"))
    assert listed(bench, engine, "backups:/") == ["backups:/tower"]
    (home / "new").write_bytes(b"1")
    bench.wait(engine)
    assert "backups:/tower/docs/new" in listed(bench, engine, "backups:/tower/docs")


def test_another_computer_takes_over(bench: Workbench, engine: Engine, home: Path, tmp_path: Path) -> None:
    """It goes on from what is there: the same bytes are not sent again, changes are; the old one stops and says why."""
    status = add(bench, engine, home)
    engine.close()
    bench.engines.remove(engine)
    other = bench.engine("two")
    bench.log_in(other)
    (elsewhere,) = bench.ask(other, m.LIST_BACKUPS, m.Nothing()).elsewhere
    assert (elsewhere.path, elsewhere.run, elsewhere.files) == ("backups:/desk/docs", 1, 6)
    new = tmp_path / "moved" / "docs"
    new.mkdir(parents=True)
    for body in (m.TakeOver(source="desk/docs", local=str(new)), m.TakeOver(source="desk", local=str(home))):
        with pytest.raises(BadUsage):
            bench.ask(other, m.TAKE_OVER_BACKUP, body)
    new.rmdir()
    home.rename(new)
    (new / ".megadesk").rename(tmp_path / "kept")
    (new / "a.txt").unlink()
    (new / "a.txt").write_bytes(b"text")
    (new / "nothing").unlink()
    (new / "fresh").write_bytes(b"fresh")
    ids = {one.path.rpartition("/")[2]: one.id for one in whole(bench, other, "backups:/desk/docs")}
    taken = bench.ask(other, m.TAKE_OVER_BACKUP, m.TakeOver(source="desk/docs", local=str(new)))
    bench.wait(other)
    assert (taken.remote, found(bench, other, taken.id).run) == ("backups:/lap/docs", 2)
    now = {one.path.rpartition("/")[2]: one.id for one in whole(bench, other, "backups:/lap/docs")}
    fresh = now.pop("fresh")
    assert fresh not in ids.values()
    assert now == {name: key for name, key in ids.items() if name != "nothing"}
    assert {line.path.rpartition("/")[2] for line in moved(bench, other)} == {"fresh"}

    (tmp_path / "kept").rename(tmp_path / "docs-marker")
    home.mkdir()
    (tmp_path / "docs-marker").rename(home / ".megadesk")
    old = bench.engine("one")
    with pytest.raises(DecisionNeeded) as stopped:
        bench.wait(old)
    assert (stopped.value.arguments["reason"], stopped.value.arguments["device"]) == ("backup_taken_over", "lap")
    assert {one.path.rpartition("/")[2] for one in whole(bench, old, "backups:/lap/docs")} == {*now, "fresh"}
    gone = bench.ask(old, m.STOP_BACKUP, m.StopBackup(backup=status.id, delete=True))
    assert gone.stays
    assert "backups:/lap/docs/fresh" in listed(bench, old, "backups:/lap/docs")


def whole(bench: Workbench, engine: Engine, path: str) -> list[m.CloudEntry]:
    """Return all that is below a folder of the cloud."""
    return bench.ask(engine, m.LIST_FILES, m.List(path=path, recursive=True)).entries


def moved(bench: Workbench, engine: Engine) -> list[m.TransferRow]:
    """Return the transfers there were."""
    return bench.ask(engine, m.LIST_TRANSFERS, m.ListTransfers()).transfers


def test_a_backup_is_relinked_to_a_folder_made_anew(
    bench: Workbench, engine: Engine, home: Path, tmp_path: Path
) -> None:
    """The disk was replaced and the files copied back: the backup goes on as that folder is, and sends what is new."""
    add(bench, engine, home)
    ids = {one.path: one.id for one in whole(bench, engine, "backups:/desk/docs")}
    copy = tmp_path / "new" / "docs"
    copy.mkdir(parents=True)
    (copy / "a.txt").write_bytes(b"text")
    (copy / "more").write_bytes(b"more")
    home.rename(tmp_path / "lost")
    with pytest.raises(DecisionNeeded):
        bench.wait(engine)
    (issue,) = bench.ask(engine, m.LIST_ISSUES, m.ListIssues()).issues
    body = m.ResolveIssues(id=issue.id, action="locate", folder=str(copy), relink=True)
    bench.ask(engine, m.RESOLVE_ISSUES, body)
    bench.wait(engine)
    now = {one.path: one.id for one in whole(bench, engine, "backups:/desk/docs")}
    more = now.pop("backups:/desk/docs/more")
    assert more not in ids.values()
    assert now == {"backups:/desk/docs/a.txt": ids["backups:/desk/docs/a.txt"]}
