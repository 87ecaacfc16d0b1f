"""Our own folder."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from megadesk.disk.private import marked_above, prepare_root, release_root, restore_folders
from megadesk.disk.root import Root
from megadesk.model.errors import AlreadyExists, BadUsage, DecisionNeeded, NotFound


def test_prepared_folder_has_everything(tmp_path: Path) -> None:
    """Marker and three folders, closed to others."""
    assert prepare_root(str(tmp_path), "word") == str(tmp_path)
    private = tmp_path / ".megadesk"
    assert sorted(one.name for one in private.iterdir()) == ["debris", "marker", "stage", "tmp"]
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o700 for one in (private, private / "tmp", private / "debris"))
    assert (private / "marker").read_text() == "word\n"


def test_repeatable(tmp_path: Path) -> None:
    """A second time changes nothing, and what a crash left of the first is finished; rights are put right."""
    prepare_root(str(tmp_path), "word")
    (tmp_path / ".megadesk" / "marker").rename(tmp_path / ".megadesk" / "tmp" / "marker")
    (tmp_path / ".megadesk").chmod(0o755)
    prepare_root(str(tmp_path), "word")
    Root(str(tmp_path), "word").check()
    assert stat.S_IMODE((tmp_path / ".megadesk").stat().st_mode) == 0o700


def test_link_is_resolved(tmp_path: Path) -> None:
    """A root named by a link is the folder behind it."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert prepare_root(str(tmp_path / "link"), "word") == str(tmp_path / "real")


def test_missing_folder_is_not_made(tmp_path: Path) -> None:
    """A folder that is not there is not found, and not made."""
    with pytest.raises(NotFound):
        prepare_root(str(tmp_path / "no"), "word")
    assert not (tmp_path / "no").exists()


def test_file_is_no_root(tmp_path: Path) -> None:
    """A file is refused."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BadUsage):
        prepare_root(str(tmp_path / "file"), "word")


def test_folder_of_another_pair_is_refused(tmp_path: Path) -> None:
    """Another pair's marker stays, unless it is taken over on purpose; then the other pair notices."""
    prepare_root(str(tmp_path), "first")
    with pytest.raises(AlreadyExists):
        prepare_root(str(tmp_path), "second")
    Root(str(tmp_path), "first").check()
    prepare_root(str(tmp_path), "second", take_over=True)
    with pytest.raises(DecisionNeeded):
        Root(str(tmp_path), "first").check()


@pytest.mark.parametrize("name", [".megadesk", ".megadesk/tmp"])
def test_link_in_our_place_is_refused(tmp_path: Path, name: str) -> None:
    """A link where our folder should be is not followed."""
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / name).parent.mkdir(parents=True)
    outside.mkdir()
    (root / name).symlink_to(outside)
    with pytest.raises(AlreadyExists):
        prepare_root(str(root), "word")
    assert list(outside.iterdir()) == []


def test_deleted_folders_come_back_and_the_marker_does_not(tmp_path: Path) -> None:
    """What somebody cleaned up is made again; a folder without marker stays none of ours."""
    prepare_root(str(tmp_path), "word")
    for name in ("tmp", "stage"):
        (tmp_path / ".megadesk" / name).rmdir()
    root = Root(str(tmp_path), "word")
    restore_folders(root)
    restore_folders(root)
    assert sorted(one.name for one in (tmp_path / ".megadesk").iterdir()) == ["debris", "marker", "stage", "tmp"]
    (tmp_path / ".megadesk" / "marker").unlink()
    with pytest.raises(DecisionNeeded):
        restore_folders(Root(str(tmp_path), "word"))


@pytest.mark.parametrize("name", ["tmp", "stage", "debris"])
@pytest.mark.parametrize("kind", ["link", "file"])
def test_what_stands_in_the_place_of_one_of_ours_is_named(tmp_path: Path, name: str, kind: str) -> None:
    """Nothing is written through it, and a person is told, instead of the pair saying busy for ever."""
    here, outside = tmp_path / "here", tmp_path / "outside"
    here.mkdir()
    outside.mkdir()
    prepare_root(str(here), "word")
    ours = here / ".megadesk" / name
    ours.rmdir()
    if kind == "link":
        ours.symlink_to(outside)
    else:
        ours.write_bytes(b"")
    with pytest.raises(DecisionNeeded) as caught:
        restore_folders(Root(str(here), "word"))
    assert caught.value.arguments == {"reason": "private_replaced", "path": f".megadesk/{name}"}


def test_release_takes_the_marker_only(tmp_path: Path) -> None:
    """A released folder is no root any more; debris stays; a second release, or of a missing one, is fine."""
    prepare_root(str(tmp_path), "word")
    kept = tmp_path / ".megadesk" / "debris" / "kept"
    kept.write_bytes(b"1")
    release_root(Root(str(tmp_path), "word"))
    release_root(Root(str(tmp_path), "word"))
    assert kept.exists()
    with pytest.raises(DecisionNeeded):
        Root(str(tmp_path), "word").check()


def test_release_leaves_another_pairs_marker(tmp_path: Path) -> None:
    """A folder that was replaced is not touched."""
    prepare_root(str(tmp_path), "other")
    release_root(Root(str(tmp_path), "word"))
    Root(str(tmp_path), "other").check()


def test_marker_above_is_found(tmp_path: Path) -> None:
    """The nearest marked folder above is named; the folder's own marker is none above it."""
    outer = tmp_path / "outer"
    (outer / "inner/deep").mkdir(parents=True)
    assert marked_above(str(outer / "inner/deep")) is None
    prepare_root(str(outer), "one")
    prepare_root(str(outer / "inner"), "two")
    assert marked_above(str(outer / "inner/deep")) == str(outer / "inner")
    assert marked_above(str(outer / "inner")) == str(outer)
    assert marked_above(str(outer)) is None
