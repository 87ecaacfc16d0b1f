"""put: every byte arrives, what was there stays, and one bad file does not stop the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fakes.hands import Hands
from fakes.workbench import Workbench
from megadesk.engine.cloud_files import CloudFiles
from megadesk.model.errors import AlreadyExists, BadName, BadUsage, MegadeskError, NotFound
from megadesk.wire import routes


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

    monkeypatch.setattr("megadesk.engine.cloud_put.os.listdir", listdir)
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
