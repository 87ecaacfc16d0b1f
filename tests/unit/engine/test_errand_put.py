"""put: every byte arrives, what was there stays, and one bad file does not stop the others."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fakes.hands import Hands
from fakes.workbench import Workbench
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.errand_put import PutRun
from megadesk.engine.errand_run import BUSY_TRIES
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
    last = hands.call.reports[-1]
    assert (last.phase, last.done_files, last.done_bytes, last.total_bytes) == ("upload", 1, 5, 5)


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
    done = hands.put(hands.file("a.txt"), to="/", on_conflict="replace")
    assert (done.files, [one.code for one in done.problems]) == (0, ["already_exists"])
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


def before(monkeypatch: pytest.MonkeyPatch, method: str, act: Callable[[], object]) -> None:
    """Have something happen just before a run does something for the first time."""
    real, done = getattr(PutRun, method), list[int]()

    def wrapped(self: PutRun, *arguments: object) -> object:
        if not done:
            done.append(1)
            act()
        return real(self, *arguments)

    monkeypatch.setattr(PutRun, method, wrapped)


def test_file_that_vanishes_is_a_problem(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file removed after its folder was looked through does not stop the others."""
    hands.file("f/a", b"a")
    gone = Path(hands.file("f/b", b"b"))
    hands.file("f/c", b"c")
    before(monkeypatch, "_flights", gone.unlink)
    done = hands.put(str(hands.base / "f"), recursive=True)
    assert done.files == 2
    assert [(one.code, Path(one.path).name) for one in done.problems] == [("not_found", "b")]
    assert hands.paths() == ["/f", "/f/a", "/f/c"]


def test_file_that_changed_is_sent_as_it_is_now(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written after the folder was looked through is what arrives."""
    file = Path(hands.file("a", b"before"))
    before(monkeypatch, "_flights", lambda: file.write_bytes(b"and after"))
    done = hands.put(str(file))
    assert (done.files, done.bytes, done.problems) == (1, 9, [])
    assert hands.cat("/a") == b"and after"


def test_file_that_changes_while_it_is_sent_is_sent_anew(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashed, then changed: the manager finds it busy, and the new content is hashed and sent."""
    monkeypatch.setattr("megadesk.engine.errand_run.BUSY_S", 0.0)
    file = Path(hands.file("a", b"before"))
    before(monkeypatch, "_job", lambda: file.write_bytes(b"and after"))
    assert hands.put(str(file)).problems == []
    assert hands.cat("/a") == b"and after"


@pytest.mark.parametrize("times", [1, 9])
def test_what_the_server_lost_is_sent_again(
    bench: Workbench, hands: Hands, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """It says so when the file is to be published. A server that loses everything is not tried for ever."""
    monkeypatch.setattr("megadesk.engine.errand_run.BUSY_S", 0.0)
    real, tries = PutRun._use, list[int]()

    def use(self: PutRun, *arguments: Any) -> Any:
        tries.append(1)
        if len(tries) <= times:
            bench.server.refuse(routes.APPEND, 422, "missing")
        try:
            return real(self, *arguments)
        finally:
            bench.server.be_honest()

    monkeypatch.setattr(PutRun, "_use", use)
    done = hands.put(hands.file("a.txt"))
    if times == 1:
        assert (done.files, done.problems, len(tries)) == (1, [], 2)
        assert hands.cat("/a.txt") == b"hello"
    else:
        assert (done.files, [one.code for one in done.problems], len(tries)) == (0, ["stale"], BUSY_TRIES)
        assert hands.paths() == []


def test_unreadable_folder_is_a_problem(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be listed is named; what is beside it travels."""
    hands.file("f/shut/a")
    hands.file("f/open/b")
    real = os.listdir

    def listdir(path: str | Path) -> list[str]:
        if str(path).endswith("shut"):
            raise PermissionError
        return real(path)

    monkeypatch.setattr("megadesk.engine.errand_scan.os.listdir", listdir)
    done = hands.put(str(hands.base / "f"), recursive=True)
    assert (done.files, len(done.problems)) == (1, 1)
    assert hands.paths() == ["/f", "/f/open", "/f/open/b", "/f/shut"]


def test_folder_taken_away_meanwhile_is_a_problem(
    bench: Workbench, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder that a file goes into is removed by another device: the file does not end up somewhere else."""
    other = bench.engine("two")
    bench.log_in(other)
    theirs, ours = CloudFiles(other.supervisor), hands.engine.supervisor
    file = hands.file("f/a.txt")

    def take_away() -> None:
        theirs.remove(["/f"], permanent=False)
        ours.world.journal.fetch()

    before(monkeypatch, "_flights", take_away)
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
