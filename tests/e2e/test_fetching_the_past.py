"""The past fetched to this computer with real processes: killed in the middle, onto a full disk, over what is there.

One device talks to its server through a relay that counts; what it had is in no synced folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.test_backups import all_of
from e2e.test_errands import FILE_BYTES, FILES, KILL_AT_BYTES, MEBIBYTE, MORE_BYTES, Room, files_below
from fakes.processes import cli, cli_json
from fakes.volumes import Volume
from megadesk.ipc import messages as m


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room of this test."""
    made = Room(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.close()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Volume]:
    """A volume that is soon full."""
    made = Volume(tmp_path / "small", 200 * MEBIBYTE)
    try:
        yield made
    finally:
        made.close()


def history(room: Room) -> tuple[dict[str, bytes], int, dict[str, bytes], int]:
    """Upload a folder, then other bytes under some of its names, and remove the rest; return both, with their moments."""
    before = room.tree("f")
    assert room.watch(room.put("f")).state == "done"
    first = head(room)
    after = {"large 0": os.urandom(1000), "large 1": before["large 1"], "new": b"new"}
    cli(room.device.home, "rm", "/f/sub", "/f/large 2", "/f/large 3")
    for name, data in after.items():
        (room.base / "f" / name).write_bytes(data)
        path = str(room.base / "f" / name)
        assert cli(room.device.home, "put", path, "/f", "--on-conflict", "replace")[0] == 0
    return before, first, after, head(room)


def head(room: Room) -> int:
    """Return the moment of now."""
    return room.device.status().head["main"].seq


def test_killed_in_the_middle_it_goes_on_with_the_same_moment(room: Room, tmp_path: Path) -> None:
    """Killed with -9, a new engine, nobody asks again: the folder is as it was then, and hardly a block travels twice."""
    before, first, after, second = history(room)
    out = tmp_path / "out"
    out.mkdir()
    killed = room.kill_after(KILL_AT_BYTES)
    body = m.GetFiles(remotes=["/f"], local=str(out), recursive=True, seq=first)
    errand = room.device.ask(m.START_GET, body).id
    assert killed.wait(60)
    room.again()
    done = room.watch(errand)
    assert (done.state, done.files, done.problems) == ("done", len(before), [])
    assert room.relay.down_bytes < FILES * FILE_BYTES + MORE_BYTES
    assert files_below(out / "f") == before
    assert [one.name for one in out.iterdir()] == ["f"]
    assert (
        cli(room.device.home, "rewind", "restore", "/f", "--at", f"#{second}", "--to-local", str(out / "now"))[0] == 0
    )
    assert files_below(out / "now") == after


def test_full_disk_is_waited_for(room: Room, small: Volume) -> None:
    """It waits and says why; nothing half has a name; with room again it goes on by itself, or is cancelled without a rest."""
    before, first, _, _ = history(room)
    small.fill(leave_bytes=24 * MEBIBYTE)
    home = room.device.home
    code, errand, _ = cli(
        home, "rewind", "restore", "/f", "--at", f"#{first}", "--to-local", str(small.folder), "--background"
    )
    assert code == 0
    errand = errand.strip()
    while (shown := room.device.ask(m.SHOW_ERRAND, m.ErrandName(id=errand))).reason != "disk_full":
        assert shown.state in {"queued", "scan", "create", "transfer"}
    finished = {name: data for name, data in files_below(small.folder).items() if name.startswith("f/")}
    assert {f"f/{name}": before[name] for name in before}.items() >= finished.items()
    small.free()
    room.again()  # else it looks once in half a minute whether there is room
    assert room.watch(errand).state == "done"
    assert files_below(small.folder / "f") == before
    assert [one.name for one in small.folder.iterdir()] == ["f"]


def test_what_is_there_is_never_written_over(room: Room, tmp_path: Path) -> None:
    """A taken name is refused, or gets the old bytes beside it; one version comes as one file; all of it as JSON."""
    home = room.device.home
    source = tmp_path / "a.txt"
    for words in ("one", "two"):
        source.write_text(words)
        assert cli(home, "put", str(source), "/", "--on-conflict", "replace")[0] == 0
    versions = cli_json(home, "versions", "/a.txt")
    (oldest,) = [one for one in versions if not one["current"]]
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.txt").write_text("mine")
    at = f"#{oldest['seq']}"
    for command in (
        ["restore", "/a.txt", "--version", str(oldest["version"])], ["restore", "/a.txt", "--at", at],
        ["rewind", "restore", "/a.txt", "--at", at],
    ):  # fmt: skip
        assert cli(home, *command, "--to-local", str(out))[0] == 1
        done = cli_json(home, *command, "--to-local", str(out), "--on-conflict", "rename")
        assert (done["files"], done["state"], done["problems"]) == (1, "done", [])
    assert {name: data.decode() for name, data in files_below(out).items()} == {
        "a.txt": "mine", "a (2).txt": "one", "a (3).txt": "one", "a (4).txt": "one",
    }  # fmt: skip
    for wrong in (
        ["--to-local", str(out), "--exact"], ["--to-local", str(out), "--to", "/b"], ["--background"],
        ["--on-conflict", "skip"], ["--to-local", str(out), "--dry-run"],
    ):  # fmt: skip
        assert cli(home, "rewind", "restore", "/a.txt", "--at", at, *wrong)[0] == 2


def test_backup_comes_back_as_it_was_then(room: Room, tmp_path: Path) -> None:
    """Of an earlier moment, with permissions, times, empty folders and links as links, though all of it is another now."""
    home, source, out = room.device.home, tmp_path / "source", tmp_path / "out"
    (source / "d" / "empty").mkdir(parents=True)
    script = source / "d" / "run.sh"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o750)
    os.utime(script, ns=(10**18, 10**18))
    (source / "link").symlink_to("d/run.sh")
    os.utime(source / "d", ns=(10**17, 10**17))
    before = all_of(source)
    assert cli(home, "backup", "add", str(source), "--name", "src")[0] == 0
    room.device.wait()
    first = head(room)
    script.write_text("another")
    script.chmod(0o600)
    (source / "link").unlink()
    (source / "d" / "empty").rmdir()
    room.device.wait()
    assert head(room) > first
    (place,) = [one["path"] for one in cli_json(home, "ls", "backups:/desk")]
    code, _, error = cli(home, "rewind", "restore", place, "--at", f"#{first}", "--to-local", str(out))
    assert code == 0, error
    assert all_of(out) == before
