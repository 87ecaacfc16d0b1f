"""What a file held earlier, and back to it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from fakes.timeline import Life
from fakes.workbench import Workbench
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, Forged, NotFound
from megadesk.model.ids import NodeId
from megadesk.wire import messages as wire


@pytest.fixture
def life(bench: Workbench, tmp_path: Path) -> Life:
    """A folder with a past."""
    return Life(bench, tmp_path)


def versions(life: Life, path: str) -> list[m.VersionEntry]:
    """Return the versions of a file."""
    return life.bench.ask(life.engine, m.LIST_VERSIONS, m.VersionsOf(path=path)).versions


def restore(life: Life, path: str, version: int, to: str = "") -> m.VersionRestored:
    """Make a version current, or a copy of it."""
    return life.bench.ask(life.engine, m.RESTORE_VERSION, m.RestoreVersion(path=path, version=version, to=to))


def test_every_content_is_a_version_and_nothing_else(life: Life) -> None:
    """Newest first, with size, device and moment; a rename makes none, and does not end a file's history."""
    first = life.write(a=b"1")
    life.rename("a", "d/b")
    third = life.write(d__b=b"three")
    found = versions(life, "/Docs/d/b")
    assert [(one.size, one.current, one.device, one.confirmed, one.seq) for one in found] == [
        (5, True, "desk", True, third), (1, False, "desk", True, first),
    ]  # fmt: skip
    assert [one.path for one in found] == ["b", "a"]


def test_versions_come_in_pages(life: Life) -> None:
    """Only what is shown is looked up in its commit."""
    for number in range(4):
        life.write(a=b"x" * (number + 1))
    life.bench.server.asked.clear()
    body = m.VersionsOf(path="/Docs/a", after=1, limit=2)
    page = life.bench.ask(life.engine, m.LIST_VERSIONS, body)
    assert ([one.size for one in page.versions], page.total, page.more) == ([3, 2], 4, True)
    assert life.bench.server.asked.count("commits") <= 4


def test_what_went_back_is_a_version_of_its_own(life: Life) -> None:
    """The same bytes at another time."""
    life.write(a=b"1")
    life.write(a=b"22")
    oldest = versions(life, "/Docs/a")[-1].version
    done = restore(life, "/Docs/a", oldest)
    assert (done.changed, done.size, life.read("/Docs/a")) == (True, 1, b"1")
    assert [one.size for one in versions(life, "/Docs/a")] == [1, 2, 1]
    assert restore(life, "/Docs/a", done.version).changed is False
    life.now()
    assert life.disk() == {"a": b"1"}
    life.restore("/Docs/a", done.before.seq)
    assert life.read("/Docs/a") == b"22"


def test_a_version_keeps_the_place_of_now(life: Life) -> None:
    """The bytes of then under the name of now."""
    life.write(a=b"1")
    life.write(a=b"2")
    life.rename("a", "d/b")
    restore(life, "/Docs/d/b", versions(life, "/Docs/d/b")[-1].version)
    assert life.cloud() == {"d/b": b"1"}


def test_a_copy_of_a_version_is_a_file_of_its_own(life: Life) -> None:
    """In a folder, under a name, beside what has it; also of what lies in the bin."""
    life.write(a=b"1")
    life.write(a=b"2")
    oldest = versions(life, "/Docs/a")[-1].version
    assert restore(life, "/Docs/a", oldest, "/x/y").path == "/x/y"
    assert restore(life, "/Docs/a", oldest, "/x").path == "/x/a"
    assert restore(life, "/Docs/a", oldest, "/x").path == "/x/a (2)"
    assert restore(life, "/Docs/a", oldest, "/new/").path == "/new/a"
    life.remove("a")
    assert restore(life, "bin:/a", oldest, "/z").path == "/z"
    assert {life.read(path) for path in ("/x/y", "/x/a", "/x/a (2)", "/new/a", "/z")} == {b"1"}
    assert life.read("bin:/a") == b"2"


def test_what_cannot_be_is_refused(life: Life) -> None:
    """Folders have no versions; there is none of another number; the bin is no place to go back in."""
    life.write(d__a=b"1")
    life.write(d__a=b"2")
    with pytest.raises(BadUsage):
        versions(life, "/Docs/d")
    with pytest.raises(NotFound):
        restore(life, "/Docs/d/a", 99)
    with pytest.raises(BadUsage):
        restore(life, "/Docs/d/a", 1, "bin:/x")
    life.remove("d/a")
    with pytest.raises(BadUsage):
        restore(life, "bin:/a", 1)
    with pytest.raises(NotFound):
        versions(life, "/Docs/d/a")


def test_a_dry_run_changes_nothing(life: Life) -> None:
    """In place and as a copy."""
    life.write(a=b"1")
    now = life.write(a=b"22")
    oldest = versions(life, "/Docs/a")[-1].version
    for to, path in (("", "/Docs/a"), ("/x/y", "/x/y")):
        body = m.RestoreVersion(path="/Docs/a", version=oldest, to=to, dry_run=True)
        told = life.bench.ask(life.engine, m.RESTORE_VERSION, body)
        assert (told.path, told.size, told.changed) == (path, 1, True)
    assert life.rewind.moments.newest().seq == now


def test_a_file_that_was_gone_for_good_counts_anew(life: Life) -> None:
    """Brought back from before that it begins with one again: the number means the newest, a moment the other."""
    first = life.write(a=b"1")
    life.write(a=b"22")
    life.remove("a")
    life.bench.ask(life.engine, m.EMPTY_BIN, m.BinEmpty(side="cloud"))
    life.restore("/Docs", first)
    life.now()
    life.write(a=b"333")
    assert [(one.version, one.size) for one in versions(life, "/Docs/a")] == [(2, 3), (1, 1), (2, 2), (1, 1)]
    life.write(a=b"4444")
    assert restore(life, "/Docs/a", 2).size == 3


def test_which_version_is_current_nobody_is_believed(life: Life) -> None:
    """A server that hides the newest version cannot make a person think that nothing has to be done."""
    life.write(a=b"1")
    life.write(a=b"22")
    oldest = versions(life, "/Docs/a")[-1].version
    honest = life.rewind.past._version_pages

    def first_alone(node: NodeId) -> list[wire.RecordVersion]:
        return [msgspec.structs.replace(one, to_seq=0) for one in list(honest(node))[:1]]

    life.rewind.past._version_pages = first_alone  # type: ignore[method-assign, assignment]
    assert [one.current for one in versions(life, "/Docs/a")] == [False]
    assert restore(life, "/Docs/a", oldest).changed
    assert life.read("/Docs/a") == b"1"


def test_a_version_that_its_commit_did_not_make_is_not_brought_back(life: Life) -> None:
    """The space is frozen, as for any lie of the server."""
    life.write(a=b"1")
    life.write(a=b"22")
    life.write(a=b"333")
    middle = versions(life, "/Docs/a")[1]
    honest = life.rewind.past._version_pages

    def shifted(node: NodeId) -> list[wire.RecordVersion]:
        first, second, third = honest(node)
        return [msgspec.structs.replace(second, from_seq=first.from_seq), third]

    life.rewind.past._version_pages = shifted  # type: ignore[method-assign, assignment]
    for to in ("", "/copy"):
        with pytest.raises(Forged):
            restore(life, "/Docs/a", middle.version, to)
    assert isinstance(life.engine.supervisor.world.space.frozen, Forged)
