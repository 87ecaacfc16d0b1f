"""What is put aside is somewhere, whole, and can be found again."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from megadesk.disk import trash
from megadesk.disk.private import prepare_root
from megadesk.disk.trash import put_aside
from megadesk.model.errors import Stale

STAMP = "2026-11-26T03:14:15"


@pytest.fixture(autouse=True)
def _own_trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own trash is touched."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def aside(path: Path) -> str:
    """Put a file aside."""
    return put_aside(str(path), today=lambda: "2026-11-26", stamp=STAMP)


def test_into_the_trash_of_the_desktop(tmp_path: Path) -> None:
    """With the note that lets the desktop put it back; a second of that name beside it."""
    for data in (b"one", b"two"):
        (tmp_path / "ä b.txt").write_bytes(data)
        aside(tmp_path / "ä b.txt")
    home = tmp_path / "data" / "Trash"
    found = {one.name: one.read_bytes() for one in (home / "files").iterdir()}
    assert found == {"ä b.txt": b"one", "ä b.txt.2": b"two"}
    first, path, when = (home / "info" / "ä b.txt.trashinfo").read_text().splitlines()
    assert (first, unquote(path), when) == ("[Trash Info]", f"Path={tmp_path / 'ä b.txt'}", f"DeletionDate={STAMP}")
    assert {one.name for one in (home / "info").iterdir()} == {"ä b.txt.trashinfo", "ä b.txt.2.trashinfo"}


def test_into_the_debris_of_a_synced_folder(tmp_path: Path) -> None:
    """As everything that sync takes away there."""
    (tmp_path / "pair" / "sub").mkdir(parents=True)
    prepare_root(str(tmp_path / "pair"), "w" * 32)
    (tmp_path / "pair" / "sub" / "a").write_bytes(b"mine")
    aside(tmp_path / "pair" / "sub" / "a")
    kept = tmp_path / "pair" / ".megadesk" / "debris" / "2026-11-26" / "sub" / "a"
    assert kept.read_bytes() == b"mine"
    assert not (tmp_path / "pair" / "sub" / "a").exists()
    assert not (tmp_path / "data").exists()


def test_beside_where_there_is_no_trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a name that says what happened, and that nobody has."""
    monkeypatch.setattr(trash, "_trashes", lambda _path: iter(()))
    for data in (b"one", b"two"):
        (tmp_path / "a.txt").write_bytes(data)
        aside(tmp_path / "a.txt")
    assert (tmp_path / "a (replaced).txt").read_bytes() == b"one"
    assert (tmp_path / "a (replaced 2).txt").read_bytes() == b"two"


def test_a_trash_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something else has its name: the next place is taken, and the file is whole."""
    (tmp_path / "none").write_text("no folder")
    places = [(str(tmp_path / name), "a") for name in ("none", "some")]
    monkeypatch.setattr(trash, "_trashes", lambda _path: iter(places))
    (tmp_path / "a").write_bytes(b"mine")
    assert Path(aside(tmp_path / "a")) == tmp_path / "some" / "files" / "a"
    assert (tmp_path / "some" / "files" / "a").read_bytes() == b"mine"


def test_what_is_gone_already(tmp_path: Path) -> None:
    """Somebody was quicker."""
    with pytest.raises(Stale):
        aside(tmp_path / "a")
