"""Copies to look at: gone once they are old, never with an edit in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from megadesk.ui.aside import KEPT_S, Asides, open_in_some_program


class Clock:
    """A time that the test sets, from when the files were made."""

    late_s = 0.0
    open: bool = False

    def __init__(self, made_at: Path) -> None:
        self._start_s = made_at.stat().st_mtime

    def __call__(self) -> float:
        """Return it."""
        return self._start_s + self.late_s


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    """Return the time."""
    return Clock(tmp_path)


@pytest.fixture
def asides(tmp_path: Path, clock: Clock) -> Asides:
    """Return the copies of a profile."""
    return Asides(tmp_path / "aside", now_s=clock, is_open=lambda _: clock.open)


def fetched(asides: Asides, *names: str) -> Path:
    """Return a folder with copies in it."""
    folder = asides.make()
    for name in names:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
        path.chmod(0o400)
    asides.note(folder)
    return folder


def test_what_is_old_goes(asides: Asides, clock: Clock, tmp_path: Path) -> None:
    """Not before, and with all that was noted of it."""
    fetched(asides, "a.txt", "Photos/b.jpg")
    asides.clear()
    assert len(list((tmp_path / "aside").iterdir())) == 2
    clock.late_s = KEPT_S + 60
    asides.clear()
    assert list((tmp_path / "aside").iterdir()) == []
    assert asides.changed() == []


def test_an_edit_is_never_lost(asides: Asides, clock: Clock) -> None:
    """Written into the file or put in its place; it is told of once, and kept from then on."""
    clock.late_s = KEPT_S + 60
    written, replaced, beside, same = (fetched(asides, "a.txt") for _ in range(4))
    (written / "a.txt").chmod(0o600)
    (written / "a.txt").write_text("edited")
    (replaced / "new").write_text("a.txt")
    (replaced / "new").replace(replaced / "a.txt")
    (beside / "a (mine).txt").write_text("saved as")
    asides.clear()
    assert not same.exists()
    assert {*asides.changed()} == {written / "a.txt", replaced / "a.txt", beside / "a (mine).txt"}
    assert asides.changed() == []
    asides.clear()
    assert (written / "a.txt").read_text() == "edited"


def test_what_is_open_stays(asides: Asides, clock: Clock) -> None:
    """Until it is closed."""
    clock.late_s, clock.open = KEPT_S + 60, True
    folder = fetched(asides, "a.txt")
    asides.clear()
    assert (folder / "a.txt").exists()
    clock.open = False
    asides.clear()
    assert not folder.exists()


def test_a_fetch_that_was_cut_off_is_cleared_later(asides: Asides, clock: Clock) -> None:
    """Nobody was told of it; from the next time on it is as any other."""
    folder = asides.make()
    (folder / "a.txt").write_text("a")
    asides.clear()
    assert asides.changed() == []
    clock.late_s = KEPT_S + 60
    asides.clear()
    assert folder.exists()
    clock.late_s = 2 * KEPT_S + 120
    os.utime(folder.with_name(folder.name + ".list"), (clock() - KEPT_S - 1, clock() - KEPT_S - 1))
    asides.clear()
    assert not folder.exists()


def test_what_was_taken_away_is_no_edit(asides: Asides, clock: Clock, tmp_path: Path) -> None:
    """Whoever it was handed to may move it; a removal that was cut off goes on."""
    folder = fetched(asides, "a.txt", "b.txt")
    (folder / "a.txt").unlink()
    folder.rename(folder.with_name(folder.name + ".going"))
    clock.late_s = KEPT_S + 60
    asides.clear()
    assert list((tmp_path / "aside").iterdir()) == []


def test_what_cannot_be_seen_is_left(asides: Asides, tmp_path: Path) -> None:
    """No folder yet; a list that is none."""
    asides.clear()
    assert asides.changed() == []
    folder = fetched(asides, "a.txt")
    folder.with_name(folder.name + ".list").write_text("[]")
    asides.clear()
    assert asides.changed() == []
    asides.note(tmp_path / "nowhere" / "x")
    assert folder.exists()


def test_the_system_knows_what_is_open(tmp_path: Path) -> None:
    """As long as some program of ours holds it."""
    copy = tmp_path / "aside" / "a.txt"
    copy.parent.mkdir()
    copy.write_text("a")
    with copy.open():
        assert open_in_some_program(copy.parent)
        assert not open_in_some_program(tmp_path / "asid")
    assert not open_in_some_program(copy.parent)
    assert not open_in_some_program(copy.parent, tmp_path)
