"""Renames where another program may be writing, on volumes with fewer calls. Every moment: tests/sim/test_interleaving."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable

import pytest

from fakes.folders import DiskBench
from megadesk.disk import atomic, passage
from megadesk.disk.debris import Debris, Kept
from megadesk.disk.local_side import open_side
from megadesk.disk.root import Spot
from megadesk.model.errors import BadName, FileBusy, Stale
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind

A, B, SUB_A = RelPath("a"), RelPath("b"), RelPath("sub/a")


class EndedError(Exception):
    """The process ends here."""


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A volume without rename flags and without links."""

    def no_link(*_args: object, **_how: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(atomic, "_rename_with_flags", lambda: None)
    monkeypatch.setattr(os, "link", no_link)


@pytest.fixture(params=["links", "nothing"])
def volume(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A volume without rename flags; without links too."""
    monkeypatch.setattr(atomic, "_rename_with_flags", lambda: None)
    if request.param == "nothing":
        request.getfixturevalue("bare")


def at_call(monkeypatch: pytest.MonkeyPatch, name: str, number: int, act: Callable[[], object]) -> None:
    """Let ``act`` happen right before the n-th call of one of the functions that renames are made of."""
    real, calls = getattr(passage, name), list[object]()

    def wrapped(*args: object) -> object:
        calls.append(args)
        if len(calls) == number:
            act()
        return real(*args)

    monkeypatch.setattr(passage, name, wrapped)


def end() -> None:
    """End the process."""
    raise EndedError


def after_crash(bench: DiskBench) -> dict[str, bytes]:
    """Return every file there is, once the next process has looked."""
    bench.side = open_side(bench.root, bench.staging.durability(bench.root), lambda: bench.today)
    return {path: bench.read(path) for path, entry in bench.entries().items() if entry.kind is Kind.FILE}


def held(bench: DiskBench) -> list[str]:
    """Return the shelves that are not days."""
    return [one.name for one in (bench.path / ".megadesk/debris").iterdir() if not one.name.startswith("20")]


@pytest.mark.usefixtures("volume")
def test_replace_move_and_discard(bench: DiskBench) -> None:
    """All goes as on any volume: the same files, the same debris, nothing left in our own folder."""
    placed = bench.side.place(bench.stage(b"new"), SUB_A, bench.write("sub/a", b"old"))
    assert (bench.read("sub/a"), bench.seen("sub/a"), bench.debris()) == (b"new", placed, {"sub/a": b"old"})
    moved = bench.side.move(SUB_A, B, placed)
    assert (bench.read("b"), bench.seen("b"), bench.exists("sub/a")) == (b"new", moved, False)
    bench.side.discard(B, Kind.FILE, moved)
    assert bench.debris() == {"sub/a": b"old", "b": b"new"}
    assert (bench.leftovers(), held(bench)) == ([], [])


@pytest.mark.usefixtures("volume")
def test_name_is_taken_while_the_file_is_held(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who saves in the moment without the name keeps it; the old file is kept, and ours can be placed later."""
    expected = bench.write("a", b"old")
    staged = bench.stage(b"new")
    at_call(monkeypatch, "put_at_once", 1, lambda: bench.put("a", b"theirs"))
    with pytest.raises(Stale):
        bench.side.place(staged, A, expected)
    assert (bench.read("a"), bench.debris()) == (b"theirs", {"a": b"old"})
    bench.side.place(staged, A, bench.seen("a"))
    assert bench.read("a") == b"new"


@pytest.mark.usefixtures("volume")
def test_move_to_a_name_that_is_taken_meanwhile(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both files have their names."""
    expected = bench.write("a", b"ours")
    at_call(monkeypatch, "put_at_once", 1, lambda: bench.put("b", b"theirs"))
    with pytest.raises(Stale):
        bench.side.move(A, B, expected)
    assert (bench.read("a"), bench.read("b"), bench.debris()) == (b"ours", b"theirs", {})


@pytest.mark.usefixtures("volume")
def test_name_is_refused_before_the_file_is_taken(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a move is tried again every hour: nobody is to see the file go and come back each time."""
    expected = bench.write("a", b"ours")
    real, taken = os.open, list[RelPath]()

    def refuse(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if flags & os.O_CREAT and path.endswith("1:2"):
            raise OSError(errno.EINVAL, "no such name here")
        return real(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refuse)
    at_call(monkeypatch, "take", 1, lambda: taken.append(A))
    with pytest.raises(BadName):
        bench.side.move(A, RelPath("1:2"), expected)
    assert (taken, bench.read("a"), bench.leftovers()) == ([], b"ours", [])


@pytest.mark.usefixtures("volume")
def test_disk_fails_while_the_file_is_held(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """If it cannot even go back, the next look brings it back before it says that it is gone."""
    expected = bench.write("a", b"old")

    def fail(_source: Spot, _target: Spot) -> bool:
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as broken:
        broken.setattr(passage, "put_at_once", fail)
        with pytest.raises(FileBusy):
            bench.side.place(bench.stage(b"new"), A, expected)
    assert not bench.exists("a")
    assert list(bench.entries()) == ["a"]
    assert (bench.read("a"), held(bench)) == (b"old", [])


@pytest.mark.usefixtures("volume")
def test_crash_before_the_new_file_has_its_name(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old one is there again."""
    expected = bench.write("sub/a", b"old")
    at_call(monkeypatch, "put_at_once", 1, end)
    with pytest.raises(EndedError):
        bench.side.place(bench.stage(b"new"), SUB_A, expected)
    assert after_crash(bench) == {"sub/a": b"old"}
    assert (bench.debris(), held(bench)) == ({}, [])


@pytest.mark.usefixtures("volume")
def test_crash_after_the_new_file_has_its_name(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new one is there, the old one in the debris."""
    expected = bench.write("sub/a", b"old")
    at_call(monkeypatch, "take", 4, end)  # to the debris and back, held, to the debris
    with pytest.raises(EndedError):
        bench.side.place(bench.stage(b"new"), SUB_A, expected)
    assert after_crash(bench) == {"sub/a": b"new"}
    assert (bench.debris(), held(bench)) == ({"sub/a": b"old"}, [])


@pytest.mark.usefixtures("volume")
def test_crash_and_somebody_saves_before_the_next_start(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their file has the name; what was held, which may be a save too, is beside it."""
    expected = bench.write("a.txt", b"old")
    at_call(monkeypatch, "put_at_once", 1, end)
    with pytest.raises(EndedError):
        bench.side.place(bench.stage(b"new"), RelPath("a.txt"), expected)
    bench.put("a.txt", b"theirs")
    assert after_crash(bench) == {"a.txt": b"theirs", "a (restored).txt": b"old"}


@pytest.mark.usefixtures("bare")
def test_crash_leaves_a_placeholder(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The empty file that only kept a name goes; one that somebody made there later does not."""
    expected = bench.write("a", b"old")

    is_over = list[bool]()

    def no_rename(source: str, target: str, **how: int) -> None:
        if target == "b":
            is_over.append(True)
            raise EndedError
        rename(source, target, **how)

    def no_unlink(name: str, **how: int) -> None:
        if is_over:
            raise EndedError
        unlink(name, **how)

    rename, unlink = os.rename, os.unlink
    with monkeypatch.context() as ends:
        ends.setattr(os, "rename", no_rename)
        ends.setattr(os, "unlink", no_unlink)
        with pytest.raises(EndedError):
            bench.side.move(A, B, expected)
    assert (bench.path / "b").stat().st_size == 0
    assert after_crash(bench) == {"a": b"old"}
    bench.put("b", b"")
    assert after_crash(bench) == {"a": b"old", "b": b""}


@pytest.mark.usefixtures("volume")
def test_folder_of_what_was_held_is_closed_now(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes back at the top, where it is seen, rather than stop every look."""
    expected = bench.write("sub/a", b"old")
    at_call(monkeypatch, "put_at_once", 1, end)
    with pytest.raises(EndedError):
        bench.side.move(SUB_A, B, expected)
    real = Debris.give_back

    def give_back(debris: Debris, kept: Kept, path: RelPath | None = None) -> RelPath:
        if path is None:
            raise PermissionError(errno.EACCES, "closed")
        return real(debris, kept, path)

    monkeypatch.setattr(Debris, "give_back", give_back)
    assert after_crash(bench) == {"a": b"old"}


def test_empty_shelves_are_tidied_away(bench: DiskBench) -> None:
    """A crash before anything was taken leaves folders only."""
    (bench.path / ".megadesk/debris/held x1/sub").mkdir(parents=True)
    assert after_crash(bench) == {}
    assert held(bench) == []
