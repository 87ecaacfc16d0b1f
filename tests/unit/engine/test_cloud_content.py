"""put, get and cat: every byte arrives, what was there stays, and one bad file does not stop the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fakes.workbench import Quiet, Workbench
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists, BadName, BadUsage, MegadeskError, MissingBlock, NotFound, Stale
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.wire import routes


class Hands:
    """Short names for what a person does."""

    def __init__(self, bench: Workbench, engine: Engine, base: Path) -> None:
        self.bench, self.engine, self.base = bench, engine, base
        self.call = Quiet()

    def file(self, name: str, data: bytes = b"hello") -> str:
        """Write a local file; return its path."""
        path = self.base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return str(path)

    def put(self, *locals_: str, to: str = "/", recursive: bool = False, on_conflict: str = "fail") -> m.Moved:
        """Upload."""
        body = m.PutFiles(locals=list(locals_), remote=to, recursive=recursive, on_conflict=on_conflict)
        return self.bench.ask(self.engine, m.PUT_FILES, body, self.call)

    def get(self, *remotes: str, to: str, recursive: bool = False, on_conflict: str = "fail") -> m.Moved:
        """Download."""
        body = m.GetFiles(remotes=list(remotes), local=to, recursive=recursive, on_conflict=on_conflict)
        return self.bench.ask(self.engine, m.GET_FILES, body, self.call)

    def cat(self, path: str, start: int = 0, end: int | None = None) -> bytes:
        """Return the bytes of a file in the cloud."""
        call = Quiet()
        self.bench.ask(self.engine, m.CAT_FILE, m.Cat(path=path, start=start, end=end), call)
        return b"".join(chunk.data for chunk in call.emitted)

    def paths(self, path: str = "/") -> list[str]:
        """Return every path in the cloud."""
        return [one.path for one in CloudFiles(self.engine.supervisor).entries(path, recursive=True)]


@pytest.fixture
def hands(bench: Workbench, engine: Engine, tmp_path: Path) -> Hands:
    """Somebody with files."""
    (tmp_path / "local").mkdir()
    return Hands(bench, engine, tmp_path / "local")


# -- put --------------------------------------------------------------------------------------------------------------


def test_put_one_file(hands: Hands) -> None:
    """A file goes into a folder, or to a name that is free; folders on the way are made."""
    done = hands.put(hands.file("a.txt"))
    assert (done.files, done.bytes, done.problems) == (1, 5, [])
    hands.put(hands.file("a.txt"), to="/deep/er/b.txt")
    hands.put(hands.file("a.txt"), to="/new/")
    assert hands.paths() == ["/a.txt", "/deep", "/deep/er", "/deep/er/b.txt", "/new", "/new/a.txt"]
    assert hands.cat("/deep/er/b.txt") == b"hello"
    assert [one.phase for one in hands.call.reports][:2] == ["scan", "upload"]


def test_put_a_folder(hands: Hands) -> None:
    """A folder needs --recursive; then all of it comes, empty files and folders too, links and pipes as problems."""
    hands.file("f/a.txt", b"a")
    hands.file("f/sub/empty", b"")
    hands.file("f/.megadesk/marker", b"word")
    (hands.base / "f" / "hollow").mkdir()
    (hands.base / "f" / "link").symlink_to("a.txt")
    os.mkfifo(hands.base / "f" / "pipe")
    with pytest.raises(BadUsage):
        hands.put(str(hands.base / "f"))
    done = hands.put(str(hands.base / "f"), recursive=True)
    assert (done.files, done.folders) == (2, 3)
    assert {Path(one.path).name for one in done.problems} == {"link", "pipe"}
    assert hands.paths() == ["/f", "/f/a.txt", "/f/hollow", "/f/sub", "/f/sub/empty"]
    assert hands.cat("/f/sub/empty") == b""


def test_put_into_what_is_there(hands: Hands) -> None:
    """A taken name fails, is skipped, renamed or replaced, as asked; the same bytes are not sent again."""
    hands.put(hands.file("a.txt", b"one"))
    two = hands.file("a.txt", b"two")
    with pytest.raises(AlreadyExists):
        hands.put(two)
    assert hands.put(two, on_conflict="skip").skipped == 1
    assert hands.cat("/a.txt") == b"one"
    hands.put(two, on_conflict="rename")
    hands.put(two, on_conflict="rename")
    assert hands.paths() == ["/a (2).txt", "/a (3).txt", "/a.txt"]
    assert hands.put(two, on_conflict="replace").files == 1
    assert hands.cat("/a.txt") == b"two"
    assert hands.put(two, on_conflict="replace").skipped == 1
    assert hands.put(two, on_conflict="skip").skipped == 1
    with pytest.raises(BadUsage):
        hands.put(two, on_conflict="perhaps")


def test_file_does_not_replace_a_folder(hands: Hands) -> None:
    """A folder of that name stays, also when replacing was asked for."""
    hands.put(hands.file("x/inner.txt"), to="/a.txt/inner.txt")
    with pytest.raises(AlreadyExists):
        hands.put(hands.file("a.txt"), to="/", on_conflict="replace")
    assert hands.paths() == ["/a.txt", "/a.txt/inner.txt"]


def test_put_that_cannot_be(hands: Hands) -> None:
    """Not there, not absolute, not in the drive, a name no node may carry: refused before anything is sent."""
    file = hands.file("a.txt")
    cases: list[tuple[str, str, type[MegadeskError]]] = [
        (str(hands.base / "nowhere"), "/", NotFound),
        ("a.txt", "/", BadUsage),
        ("./local/a.txt", "/", BadUsage),
        (file, "bin:/", BadUsage),
        (file, "backups:/x", BadUsage),
        (hands.file("b\\c"), "/", BadName),
    ]
    for local, to, kind in cases:
        with pytest.raises(kind):
            hands.put(local, to=to)
    assert hands.paths() == []


def test_bad_name_in_a_folder_is_a_problem(hands: Hands) -> None:
    """One file no node can be called after is held back, the others travel."""
    hands.file("f/b\\c")
    hands.file("f/fine")
    done = hands.put(str(hands.base / "f"), recursive=True)
    assert (done.files, [one.code for one in done.problems]) == (1, ["bad_name"])


def test_file_that_vanishes_is_a_problem(hands: Hands) -> None:
    """A file removed while its folder is looked through does not stop the others."""
    hands.file("f/a", b"a")
    gone = Path(hands.file("f/b", b"b"))
    hands.file("f/c", b"c")
    # The check before b: nothing, a, then b.
    hands.call.before_check = [gone.unlink]
    done = hands.put(str(hands.base / "f"), recursive=True)
    assert done.files == 2
    assert [Path(one.path).name for one in done.problems] == ["b"]
    assert hands.paths() == ["/f", "/f/a", "/f/c"]


def test_unreadable_folder_is_a_problem(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be listed is named; what is beside it travels."""
    hands.file("f/shut/a")
    hands.file("f/open/b")
    real = os.listdir

    def listdir(path: str | Path) -> list[str]:
        if str(path).endswith("shut"):
            raise PermissionError
        return real(path)

    monkeypatch.setattr("megadesk.engine.cloud_content.os.listdir", listdir)
    done = hands.put(str(hands.base / "f"), recursive=True)
    assert (done.files, len(done.problems)) == (1, 1)
    assert hands.paths() == ["/f", "/f/open", "/f/open/b", "/f/shut"]


def test_folder_taken_away_meanwhile_is_a_problem(bench: Workbench, hands: Hands) -> None:
    """The folder that a file goes into is removed by another device: the file does not end up somewhere else."""
    other = bench.engine("two")
    bench.log_in(other)
    theirs, ours = CloudFiles(other.supervisor), hands.engine.supervisor
    file = hands.file("f/a.txt")

    def take_away() -> None:
        theirs.remove(["/f"], permanent=False)
        ours.world.journal.fetch()

    # Checks: before the only entry, before making the folder, before hashing.
    hands.call.before_check = []
    content_check = hands.call.check
    seen: list[int] = []

    def check() -> None:
        seen.append(1)
        if len(seen) == 3:
            take_away()
        content_check()

    hands.call.check = check  # type: ignore[method-assign]  # the third check is the one before hashing
    done = hands.put(str(Path(file).parent), recursive=True)
    assert (done.files, [one.code for one in done.problems]) == (0, ["stale"])
    assert hands.paths() == []


def test_failed_upload_is_a_problem(bench: Workbench, hands: Hands) -> None:
    """What the server does not take is named, and nothing of it is published."""
    bench.server.refuse(routes.BLOBS_PUT, 422, "forged")
    bench.server.refuse(routes.BLOB_PUT, 422, "forged")
    done = hands.put(hands.file("a.txt"))
    assert (done.files, len(done.problems)) == (0, 1)
    assert hands.paths() == []


def test_cancelled_put_stops(hands: Hands) -> None:
    """A front end that goes away ends the request; nothing hangs on to it."""

    def cancel() -> None:
        raise Stale(reason="cancelled")

    hands.call.before_check = [cancel]
    with pytest.raises(Stale):
        hands.put(hands.file("a.txt"))
    assert hands.engine.supervisor._waiting_results == {}


# -- get --------------------------------------------------------------------------------------------------------------


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


def test_get_over_what_is_there(hands: Hands, tmp_path: Path) -> None:
    """A file that is there stays unless replacing was asked for."""
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


# -- cat --------------------------------------------------------------------------------------------------------------


def test_cat_ranges(hands: Hands) -> None:
    """Any range of a file, over the border of blocks, beyond its end; a folder has no bytes."""
    data = os.urandom(BLOCK_BYTES + 100)
    hands.put(hands.file("a", data))
    for start, end in ((0, None), (1, 10), (BLOCK_BYTES - 5, BLOCK_BYTES + 5), (BLOCK_BYTES, None), (0, 0), (7, 7)):
        assert hands.cat("/a", start, end) == data[start:end]
    assert hands.cat("/a", len(data) + 5) == b""
    assert hands.cat("/a", 5, len(data) * 2) == data[5:]
    for start, end in ((-1, None), (5, 4)):
        with pytest.raises(BadUsage):
            hands.cat("/a", start, end)
    hands.put(hands.file("b"), to="/f/b")
    with pytest.raises(BadUsage):
        hands.cat("/f")


def test_cat_gives_nothing_unverified(bench: Workbench, hands: Hands) -> None:
    """A block with one wrong bit is an error, and not one byte of it comes out."""
    hands.put(hands.file("a", b"secret" * 100))
    bench.server.lies["blob_get"] = lambda body: body[:-1] + bytes((body[-1] ^ 1,))
    call = Quiet()
    with pytest.raises(MissingBlock):
        bench.ask(hands.engine, m.CAT_FILE, m.Cat(path="/a"), call)
    assert call.emitted == []
