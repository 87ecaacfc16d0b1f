"""get: every byte arrives, and what was there stays somewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from fakes.hands import Hands
from fakes.workbench import Workbench
from megadesk.disk.names import check_target
from megadesk.engine import errand_get
from megadesk.engine.cloud_files import CloudFiles
from megadesk.model.errors import AlreadyExists, BadName, BadUsage, MegadeskError, MissingBlock, NotFound
from megadesk.model.ids import BlockId
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.relpath import RelPath
from megadesk.remote.blobs import RemoteBlobs
from megadesk.wire import routes


def test_get_brings_bytes_times_and_modes(hands: Hands, tmp_path: Path) -> None:
    """What was put comes back, bit for bit, with time and executable bit, large and small."""
    large = os.urandom(BLOCK_BYTES + 1000)
    hands.file("f/large", large)
    script = Path(hands.file("f/sub/run.sh", b"#!"))
    script.chmod(0o755)
    os.utime(script, ns=(10**18, 10**18))
    hands.put(str(hands.base / "f"), recursive=True)
    done = hands.get("/f", to=str(tmp_path / "out") + os.sep, recursive=True)
    assert (done.files, done.folders, done.problems) == (2, 2, [])
    out = tmp_path / "out" / "f"
    assert (out / "large").read_bytes() == large
    found = (out / "sub" / "run.sh").stat()
    assert (found.st_mtime_ns, bool(found.st_mode & 0o100)) == (10**18, True)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["f"]


def test_get_one_file(hands: Hands, tmp_path: Path) -> None:
    """Into a folder, or to a name that is free."""
    hands.put(hands.file("a.txt"))
    hands.get("/a.txt", to=str(tmp_path))
    hands.get("/a.txt", to=str(tmp_path / "b.txt"))
    assert (tmp_path / "a.txt").read_bytes() == (tmp_path / "b.txt").read_bytes() == b"hello"


def test_what_it_replaces_is_not_fetched_again(
    hands: Hands, tmp_path: Path, trash: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a large file of which a block is another in the cloud, that block travels; the old one is in the trash whole."""
    old = os.urandom(3 * BLOCK_BYTES + 1000)
    new = old[:BLOCK_BYTES] + os.urandom(BLOCK_BYTES) + old[2 * BLOCK_BYTES :]
    hands.put(hands.file("large", new))
    (tmp_path / "out").mkdir()
    there = tmp_path / "out" / "large"
    there.write_bytes(old)
    fetched, whole = [], RemoteBlobs.get_into

    def counted(blobs: RemoteBlobs, block: BlockId, buffer: memoryview) -> memoryview:
        fetched.append(block)
        return whole(blobs, block, buffer)

    monkeypatch.setattr(RemoteBlobs, "get_into", counted)
    hands.get("/large", to=str(there.parent), on_conflict="rename")
    assert len(fetched) == 4
    hands.get("/large", to=str(there.parent), on_conflict="replace")
    assert len(fetched) == 5
    assert there.read_bytes() == (tmp_path / "out" / "large (2)").read_bytes() == new
    assert [one.read_bytes() for one in trash.iterdir()] == [old]


def test_get_over_what_is_there(hands: Hands, tmp_path: Path, trash: Path) -> None:
    """A file that is there stays unless replacing was asked for; then it is in the trash."""
    hands.put(hands.file("a.txt", b"new"))
    there = tmp_path / "a.txt"
    there.write_bytes(b"mine")
    with pytest.raises(AlreadyExists):
        hands.get("/a.txt", to=str(tmp_path))
    assert hands.get("/a.txt", to=str(tmp_path), on_conflict="skip").skipped == 1
    assert there.read_bytes() == b"mine"
    hands.get("/a.txt", to=str(tmp_path), on_conflict="rename")
    hands.get("/a.txt", to=str(tmp_path), on_conflict="rename")
    assert (tmp_path / "a (2).txt").read_bytes() == (tmp_path / "a (3).txt").read_bytes() == b"new"
    assert there.read_bytes() == b"mine"
    hands.get("/a.txt", to=str(tmp_path), on_conflict="replace")
    assert there.read_bytes() == b"new"
    assert [one.read_bytes() for one in trash.iterdir()] == [b"mine"]


def test_two_of_one_name_are_not_one(hands: Hands, tmp_path: Path) -> None:
    """Two files of one name into one folder are refused: neither is passed over in silence."""
    hands.put(hands.file("a.txt"), to="/one/a.txt")
    hands.put(hands.file("a.txt"), to="/two/a.txt")
    with pytest.raises(AlreadyExists):
        hands.get("/one/a.txt", "/two/a.txt", to=str(tmp_path / "out") + os.sep)
    assert hands.get("/one/a.txt", "/one/a.txt", to=str(tmp_path / "out") + os.sep).files == 1


def test_get_that_cannot_be(hands: Hands, tmp_path: Path) -> None:
    """Not there, a folder without --recursive, nowhere to go, a file in the way: refused."""
    hands.put(hands.file("f/a.txt"), to="/f/a.txt")
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "f").write_bytes(b"mine")
    cases: list[tuple[str, str, bool, type[MegadeskError]]] = [
        ("/x", str(tmp_path), False, NotFound),
        ("/f", str(tmp_path), False, BadUsage),
        ("/f/a.txt", str(tmp_path / "no" / "where"), False, NotFound),
        ("/f/a.txt", "relative", False, BadUsage),
        ("/f/a.txt", str(tmp_path / "file") + os.sep, False, AlreadyExists),
        ("/f", str(tmp_path / "out"), True, AlreadyExists),
        ("/", str(tmp_path), True, BadUsage),
    ]
    for remote, to, recursive, kind in cases:
        with pytest.raises(kind):
            hands.get(remote, to=to, recursive=recursive)
    assert (tmp_path / "file").read_bytes() == (tmp_path / "out" / "f").read_bytes() == b"mine"


def test_damaged_file_is_a_problem(bench: Workbench, hands: Hands, tmp_path: Path) -> None:
    """A file whose blocks the server has lost is named; the one beside it arrives; nothing half is left."""
    hands.file("f/bad", os.urandom(BLOCK_BYTES + 5))
    hands.file("f/good", b"good")
    hands.put(str(hands.base / "f"), recursive=True)
    bench.server.refuse(routes.BLOB_GET, 404, "not_found")
    done = hands.get("/f", to=str(tmp_path / "out") + os.sep, recursive=True)
    assert [(one.code, Path(one.path).name) for one in done.problems] == [("missing", "bad")]
    out = tmp_path / "out"
    assert {str(path.relative_to(out)) for path in out.rglob("*")} == {"f", "f/good"}


def test_lost_list_of_blocks_is_a_problem_of_its_file(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large file whose list of blocks is lost does not stop the others."""
    hands.put(hands.file("bad"), hands.file("good"), to="/f/")
    from megadesk.remote.space import Space

    real = Space.manifest
    bad = CloudFiles(hands.engine.supervisor).stat("/f/bad").id

    def manifest(self: Space, node: bytes, get_blob: object) -> object:
        if node.hex() == bad:
            raise MissingBlock
        return real(self, node, get_blob)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(Space, "manifest", manifest)
    done = hands.get("/f", to=str(tmp_path / "out") + os.sep, recursive=True)
    assert (done.files, [one.code for one in done.problems]) == (1, ["missing"])


def test_nobody_gets_anything_into_our_own_folders(hands: Hands, tmp_path: Path) -> None:
    """A synced folder is no place for another's marker, however it is spelt; what is beside it comes."""
    hands.put(hands.file("a.txt"), to="/x/.megadesk/tmp/")
    hands.put(hands.file("a.txt"), to="/x/y/.MegaDesk/")
    hands.put(hands.file("a.txt"), to="/x/y/")
    done = hands.get("/x", to=str(tmp_path), recursive=True)
    assert (done.files, [(one.code, one.path) for one in done.problems]) == (
        1, [("bad_name", "/x/.megadesk"), ("bad_name", "/x/y/.MegaDesk")]
    )  # fmt: skip
    assert sorted(path.name for path in (tmp_path / "x").rglob("*")) == ["a.txt", "y"]
    assert hands.get("/x/.megadesk", to=str(tmp_path), recursive=True).files == 0
    assert not (tmp_path / ".megadesk").exists()


def test_names_that_windows_reads_otherwise_are_left_out(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A colon names a hidden stream there, a dot at the end is dropped, some names are devices."""
    for name in ("a:b", "con.txt", "fine"):
        hands.put(hands.file(name), to="/x/")

    def on_windows(path: RelPath, **known: Any) -> RelPath:
        return check_target(path, **known | {"strips_dots": True, "windows": True})

    monkeypatch.setattr(errand_get, "check_target", on_windows)
    done = hands.get("/x", to=str(tmp_path), recursive=True)
    assert (done.files, [one.code for one in done.problems]) == (1, ["bad_name", "bad_name"])


def test_nothing_to_get_is_no_errand(hands: Hands, tmp_path: Path) -> None:
    """Nor is a path that no system has."""
    with pytest.raises(BadUsage):
        hands.get(to=str(tmp_path))
    with pytest.raises(BadUsage):
        hands.put()
    with pytest.raises(BadUsage):
        hands.put("/tmp/a\0b")


def test_what_is_too_deep_for_this_disk_is_left_out(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first folder that cannot be made is named; nothing below it is fetched, and all else comes."""
    hands.put(hands.file("deep"), to="/x/" + "/".join("d" * 200 for _ in range(30)) + "/")
    hands.put(hands.file("fine"), to="/x/")
    done = hands.get("/x", to=str(tmp_path), recursive=True)
    assert (done.state, done.files, len(done.problems)) == ("done", 1, 1)
    assert (tmp_path / "x" / "fine").read_bytes() == b"hello"
    paths = [entry.path for entry in CloudFiles(hands.engine.supervisor).entries("/x", recursive=True)]
    assert len(paths) == 32


@pytest.mark.parametrize("name", ["n" * 300 + "/", "n" * 300 + "/x"])
def test_a_place_that_no_disk_has_is_refused(hands: Hands, tmp_path: Path, name: str) -> None:
    """In words, not as a mistake of ours; a name that none has is a problem of its file."""
    hands.put(hands.file("a"))
    with pytest.raises((NotFound, BadName)):
        hands.get("/a", to=f"{tmp_path}/{name}")
    done = hands.get("/a", to=f"{tmp_path}/{'n' * 300}")
    assert [one.code for one in done.problems] == ["bad_name"]
