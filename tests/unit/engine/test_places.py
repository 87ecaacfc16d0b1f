"""Which pair a path is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from megadesk.engine.places import Place, place_of
from megadesk.model.ids import NodeId, PairId, SpaceId
from megadesk.model.pair import SyncPair
from megadesk.model.relpath import RelPath


@pytest.fixture
def pair(tmp_path: Path) -> SyncPair:
    """A pair with a file, a folder and a link in it, and links to it from outside."""
    root = tmp_path / "docs"
    (root / "sub").mkdir(parents=True)
    (root / "sub/a.txt").write_text("a")
    (root / "link").symlink_to("sub")
    (tmp_path / "to-docs").symlink_to(root)
    (tmp_path / "to-file").symlink_to(root / "sub/a.txt")
    (tmp_path / "docs too").mkdir()
    return SyncPair(
        id=PairId("docs0000"),
        name="docs",
        local=str(root),
        space=SpaceId(b"s" * 32),
        root=NodeId(b"r" * 16),
        marker="m",
    )


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("docs", ""),
        ("docs/sub/a.txt", "sub/a.txt"),
        ("docs/not/there", "not/there"),
        ("docs/link", "link"),
        ("docs/link/a.txt", "link/a.txt"),
        ("to-docs", ""),
        ("to-docs/sub", "sub"),
        ("to-docs/link", "link"),
        ("to-file", "sub/a.txt"),
    ],
)
def test_place_in_a_pair(pair: SyncPair, tmp_path: Path, typed: str, path: str) -> None:
    """Whether it is there or not, by whatever way it is reached; a link in the pair is itself what is meant."""
    assert place_of([pair], str(tmp_path / typed)) == Place(pair, RelPath(path))


@pytest.mark.parametrize("typed", ["", "docs too", "docs2", "elsewhere/docs"])
def test_place_in_no_pair(pair: SyncPair, tmp_path: Path, typed: str) -> None:
    """Neither the folder around it nor one whose name begins alike."""
    assert place_of([pair], str(tmp_path / typed)) is None
    assert place_of([], str(tmp_path / "docs")) is None
