"""Files outside any synced folder: read from a plain folder, landed in one."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from megadesk.disk import loose as loose_module
from megadesk.disk.atomic import put
from megadesk.disk.loose import Landing, LooseRoot
from megadesk.disk.root import Roots, Spot
from megadesk.disk.staging import DiskStaging
from megadesk.model.attributes import Attributes
from megadesk.model.errors import AlreadyExists, DecisionNeeded, DiskFull, MegadeskError, NotFound, Stale
from megadesk.model.ids import NodeId, PairId
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import StagedFile
from megadesk.model.values import replace

PAIR = PairId("0badf00d")
WORD = "0123456789abcdef"


def staged(landing: Landing, data: bytes = b"new", name: int = 1) -> StagedFile:
    """Return a finished download."""
    roots = Roots()
    roots.add(PAIR, landing.root)
    staging = DiskStaging(roots, reserve_bytes=0)
    return staging.write_small(PAIR, NodeId(bytes([name]) * 16), bytes([name]) * 32, data, 1, False)


def test_loose_root_needs_no_marker(tmp_path: Path) -> None:
    """A folder without marker is read from; one that is not there is not found."""
    (tmp_path / "a.txt").write_bytes(b"a")
    root = LooseRoot(str(tmp_path))
    root.check()
    with root.spot(RelPath("a.txt")) as spot:
        assert spot.stat().st_size == 1
    with pytest.raises(NotFound):
        LooseRoot(str(tmp_path / "nowhere")).check()


def test_loose_root_stays_the_same_folder(tmp_path: Path) -> None:
    """Another folder under the name is noticed: nothing is read from it or put into it."""
    folder = tmp_path / "folder"
    folder.mkdir()
    root = LooseRoot(str(folder))
    root.check()
    root.check()
    folder.rename(tmp_path / "old")
    folder.mkdir()
    with pytest.raises(Stale):
        root.check()
    with pytest.raises(Stale):
        root.check(anew=True)
    with pytest.raises((Stale, DecisionNeeded)):
        root.spot(RelPath("a.txt"))


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Landing]:
    """A landing that is removed in the end."""
    landing = Landing(str(folder), WORD)
    landing.open()
    try:
        yield landing
    finally:
        assert landing.remove()


def test_what_takes_the_name_meanwhile_is_not_opened_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder where others write, a link to something private may stand there a moment later."""
    secret = tmp_path / "secret"
    secret.write_bytes(b"private")
    secret.chmod(0o600)
    folder = tmp_path / "shared"
    folder.mkdir()

    def put_and_lose(source: Spot, target: Spot) -> None:
        put(source, target)
        (folder / "a.txt").unlink()
        (folder / "a.txt").symlink_to(secret)

    monkeypatch.setattr(loose_module, "put", put_and_lose)
    with opened(folder) as landing:
        landing.land(staged(landing), RelPath("a.txt"))
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_a_link_that_takes_the_place_of_a_folder_is_not_dressed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a backup had is given to what was made for it, not to where a link leads that stands there a moment later."""
    secret, folder = tmp_path / "secret", tmp_path / "shared" / "made"
    secret.mkdir(mode=0o700)
    folder.mkdir(parents=True, mode=0o700)
    seen = Spot.stat

    def stat_and_lose(spot: Spot) -> os.stat_result:
        found = seen(spot)
        folder.rmdir()
        folder.symlink_to(secret)
        return found

    landing = Landing(str(folder.parent), WORD)
    landing.folder.check()
    monkeypatch.setattr(Spot, "stat", stat_and_lose)
    with pytest.raises(MegadeskError):
        landing.dress(RelPath("made"), Attributes(mode=stat.S_IFDIR | 0o755, mtime_ns=1))
    assert stat.S_IMODE(secret.stat().st_mode) == 0o700


def test_landing_gives_names_and_leaves_nothing(tmp_path: Path) -> None:
    """A finished file gets its name; what was not finished goes with the hidden folder."""
    with opened(tmp_path) as landing:
        landing.land(staged(landing), RelPath("a.txt"))
        staged(landing, b"never landed", 2)
        (hidden,) = (path for path in tmp_path.iterdir() if path.name.startswith("."))
        assert hidden.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.txt": b"new"}
    assert Landing(str(tmp_path), WORD).remove()


def test_landing_is_found_again(tmp_path: Path) -> None:
    """By its word, with what was staged; by another word it is another one."""
    before = Landing(str(tmp_path), WORD)
    before.open()
    file = staged(before)
    with opened(tmp_path) as after:
        after.land(file, RelPath("a.txt"))
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    before.open()
    with pytest.raises(AlreadyExists):
        Landing(str(tmp_path), WORD[:8] + "another").open()
    assert before.remove()


def test_taken_name_is_kept(tmp_path: Path) -> None:
    """What stands there stays, to the byte, a file or a folder."""
    (tmp_path / "a.txt").write_bytes(b"old")
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "b").write_bytes(b"kept")
    with opened(tmp_path) as landing:
        for name in ("a.txt", "f"):
            with pytest.raises(Stale):
                landing.land(staged(landing), RelPath(name))
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert (tmp_path / "f" / "b").read_bytes() == b"kept"


def test_link_on_the_way_is_not_followed(tmp_path: Path) -> None:
    """A link in the place of a folder leads nowhere."""
    outside = tmp_path / "outside"
    outside.mkdir()
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "sub").symlink_to(outside)
    with opened(inside) as landing, pytest.raises(Stale):
        landing.land(staged(landing), RelPath("sub/a.txt"))
    assert list(outside.iterdir()) == []


def test_landing_that_cannot_be_prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk at the start leaves nothing that is not removed."""

    def full(path: str, _marker: str) -> str:
        Path(path, "half").write_bytes(b"x")
        raise DiskFull

    monkeypatch.setattr(loose_module, "prepare_root", full)
    with pytest.raises(DiskFull):
        Landing(str(tmp_path), WORD).open()
    assert Landing(str(tmp_path), WORD).remove()
    assert list(tmp_path.iterdir()) == []


def test_landing_nowhere(tmp_path: Path) -> None:
    """A folder that is not there is not found."""
    with pytest.raises(NotFound):
        Landing(str(tmp_path / "nowhere"), WORD).open()


def test_landed_file_is_as_open_as_the_umask_says(tmp_path: Path) -> None:
    """What is downloaded by hand has the mode that any program of this person would give it, not that of staging."""
    mask = os.umask(0o022)
    try:
        with opened(tmp_path) as landing:
            landing.land(staged(landing), RelPath("a.txt"))
    finally:
        os.umask(mask)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o644


def test_landed_file_of_a_backup_is_as_it_was(tmp_path: Path) -> None:
    """Permissions and time are those it had, before it has its name."""
    with opened(tmp_path) as landing:
        landing.land(staged(landing), RelPath("a.txt"), Attributes(stat.S_IFREG | 0o4401, 5))
    found = (tmp_path / "a.txt").stat()
    assert (stat.S_IMODE(found.st_mode), found.st_mtime_ns) == (0o4401, 5)


def test_links_are_made_and_never_followed(tmp_path: Path) -> None:
    """A link comes with its time and takes nobody's name; where it leads nothing is touched."""
    aim = tmp_path / "aim"
    aim.write_bytes(b"mine")
    before = aim.stat()
    whole = Attributes(stat.S_IFLNK | 0o777, 9)
    with opened(tmp_path) as landing:
        landing.link(b"aim", RelPath("link"), whole)
        assert landing.link_text(RelPath("link")) == b"aim"
        assert landing.link_text(RelPath("nothing")) is None
        with pytest.raises(Stale):
            landing.link(b"other", RelPath("aim"), whole)
        landing.dress(RelPath("link"), replace(whole, mtime_ns=11))
    assert ((tmp_path / "link").readlink(), (tmp_path / "link").lstat().st_mtime_ns) == (Path("aim"), 11)
    assert (aim.stat().st_mtime_ns, aim.stat().st_mode) == (before.st_mtime_ns, before.st_mode)


def test_folder_is_dressed_and_nothing_else_is(tmp_path: Path) -> None:
    """A folder gets what it had; if something else has its name by now, that stays as it is."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "file").write_bytes(b"")
    whole = Attributes(stat.S_IFDIR | 0o511, 3)
    before = (tmp_path / "file").stat()
    with opened(tmp_path) as landing:
        landing.dress(RelPath("sub"), whole)
        landing.dress(RelPath("file"), whole)
        with pytest.raises(Stale):
            landing.dress(RelPath("nothing"), whole)
    found = (tmp_path / "sub").stat()
    assert (stat.S_IMODE(found.st_mode), found.st_mtime_ns) == (0o511, 3)
    assert (tmp_path / "file").stat() == before
