"""Files of the cloud: what is asked for, what is said, what can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from fakes.cloud import FakeCloud, entry
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.actions import files as act
from megadesk.ui.actions import portions
from megadesk.ui.desk import Notice, Work
from megadesk.ui.text import plainly, text


@pytest.fixture
def cloud(desk: FakeDesk) -> FakeCloud:
    """Return everybody's files."""
    return FakeCloud(desk.link)


@pytest.fixture
def words(desk: FakeDesk) -> list[str]:
    """Return what is said."""
    found: list[str] = []

    def take(notice: Notice) -> None:
        found.append(f"{plainly(notice.words)}{' [undo]' if notice.undo else ''}")

    desk.notices.came.connect(take)
    return found


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what was opened by the system."""
    found: list[str] = []
    monkeypatch.setattr(act, "open_local", lambda _, path: found.append(path))
    return found


def test_a_name_is_given_and_taken_back(desk: FakeDesk, cloud: FakeCloud, words: list[str]) -> None:
    """By undo."""
    act.rename(desk, cloud.entries["/notes.md"], "ideas.md")
    assert "/ideas.md" in cloud.entries
    assert words == ["notes.md was renamed to ideas.md. [undo]"]
    desk.notices.undo()
    assert "/notes.md" in cloud.entries


def test_a_name_is_neither_a_way_nor_a_folder_beside_it(desk: FakeDesk, cloud: FakeCloud, words: list[str]) -> None:
    """A name with a slash would move the file away, that of a folder into it: neither is what renaming says."""
    before = set(cloud.entries)
    act.rename(desk, cloud.entries["/notes.md"], "Photos/notes.md")
    act.rename(desk, cloud.entries["/notes.md"], "Photos")
    assert set(cloud.entries) == before
    assert words == [
        "Photos/notes.md contains a slash or a backslash.",
        "/Photos already exists.",
    ]


def test_entries_move_and_go_back_each_to_its_place(desk: FakeDesk, cloud: FakeCloud, words: list[str]) -> None:
    """What is there already stays."""
    going = [cloud.entries[path] for path in ("/notes.md", "/Documents/minutes.txt", "/Photos/2025")]
    act.move(desk, going, "/Photos")
    assert {"notes.md", "minutes.txt", "2025"} <= set(cloud.names("/Photos"))
    assert words == ["2 files moved to Photos. [undo]"]
    desk.notices.undo()
    assert {"/notes.md", "/Documents/minutes.txt", "/Photos/2025"} <= set(cloud.entries)
    act.move(desk, [cloud.entries["/notes.md"]], "/")
    act.move(desk, [cloud.entries["/notes.md"], cloud.entries["/budget 2026.xlsx"]], "/")
    assert words[1:] == ["notes.md is already in Cloud drive.", "2 files are already in Cloud drive."]


def test_what_is_removed_comes_back(desk: FakeDesk, cloud: FakeCloud, words: list[str]) -> None:
    """Nobody is asked before: nothing is gone."""
    done: list[int] = []
    act.remove(desk, [cloud.entries["/notes.md"]], then=lambda: done.append(1))
    assert "/notes.md" not in cloud.entries
    desk.notices.undo()
    assert "/notes.md" in cloud.entries
    assert words == ["notes.md moved to the bin. [undo]", "notes.md was restored."]
    assert len(done) == 2


def test_very_many_go_in_parts(desk: FakeDesk, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """And if one part fails, what was done before can be taken back; that it failed is said last."""
    monkeypatch.setattr(portions, "PORTION", 2)
    cloud = FakeCloud(desk.link, tuple(entry(f"/{number}.txt") for number in range(5)))
    entries = list(cloud.entries.values())
    del cloud.entries["/3.txt"]
    act.remove(desk, entries)
    assert sorted(cloud.entries) == ["/4.txt"]
    assert words == ["2 files moved to the bin. [undo]", "/3.txt was not found."]
    desk.notices.undo()
    assert {"/0.txt", "/1.txt"} <= set(cloud.entries)
    assert words[2:] == ["2 items were restored."]


def test_what_takes_long_says_how_far_it_is(desk: FakeDesk, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever cancels it has what was done until then, and can take it back."""
    monkeypatch.setattr(portions, "PORTION", 2)
    cloud = FakeCloud(desk.link, tuple(entry(f"/{number}.txt") for number in range(5)))
    works: list[str] = []

    def take(work: Work | None) -> None:
        works.append(plainly(work.words) if work is not None else "")
        if work is not None and work.words == text("Deleting files: {n} of {count}", n=2, count=5):
            work.cancel()

    desk.notices.worked.connect(take)
    act.remove(desk, list(cloud.entries.values()))
    assert works == ["Deleting files: 0 of 5", "Deleting files: 2 of 5", ""]
    assert sorted(cloud.entries) == ["/4.txt"]
    assert words == ["4 files moved to the bin. [undo]"]
    works.clear()
    desk.notices.undo()
    assert works == ["Restoring files: 0 of 4", "Restoring files: 2 of 4", ""]
    assert len(cloud.entries) == 5


def test_what_does_not_come_is_told_too(desk: FakeDesk, words: list[str]) -> None:
    """Whoever waits for it does not wait for ever."""
    desk.link.answer(m.START_GET, ServerUnavailable())
    found: list[list[str]] = []
    act.fetch_aside(desk, [entry("/a.txt", 1)], then=found.append, owner=QObject(desk))
    desk.link.answer(m.START_GET, status())
    desk.link.answer(m.WATCH_ERRAND, ServerUnavailable())
    act.fetch_aside(desk, [entry("/a.txt", 1)], then=found.append, owner=QObject(desk))
    assert found == [[], []]
    assert len(words) == 2


def test_what_does_not_work_is_said(desk: FakeDesk, cloud: FakeCloud, words: list[str]) -> None:
    """And nothing else is."""
    act.rename(desk, cloud.entries["/notes.md"], "budget 2026.xlsx")
    assert len(words) == 1
    assert "undo" not in words[0]


def status(state: str = "queued") -> m.ErrandStatus:
    """Return how a put or get stands."""
    return m.ErrandStatus(id="e1", way="get", sources=[], target="/x", state=state)


def test_names_that_are_taken_are_asked_about(desk: FakeDesk) -> None:
    """In both directions; folders go with what is in them."""
    begun: list[m.ErrandStatus] = []
    desk.link.answer(m.START_PUT, status())
    desk.link.answer(m.START_GET, status())
    act.upload(desk, ["/home/anna/a"], "/Photos", then=begun.append)
    act.upload(desk, [], "/Photos", then=begun.append)
    act.download(desk, [entry("/Photos"), entry("/a.txt", 1)], "/home/anna", then=begun.append)
    put, get = desk.link.asked(m.START_PUT)[0], desk.link.asked(m.START_GET)[0]
    assert (put.locals, put.remote, put.recursive, put.on_conflict, put.on_folder) == (
        ["/home/anna/a"], "/Photos", True, "ask", "ask",
    )  # fmt: skip
    assert (get.remotes, get.local, get.recursive, get.on_conflict) == (
        ["/Photos", "/a.txt"],
        "/home/anna",
        True,
        "ask",
    )
    assert len(begun) == 2


def test_what_is_here_is_opened_as_it_is(desk: FakeDesk, opened: list[str], tmp_path: Path) -> None:
    """Without asking anybody."""
    here = tmp_path / "a.txt"
    here.write_text("x")
    act.open_entry(desk, entry("/a.txt", 1, local=str(here)), owner=QObject(desk))
    assert opened == [str(here)]
    assert desk.link.requests == []


def test_what_is_only_in_the_cloud_is_opened_as_a_copy(desk: FakeDesk, opened: list[str], words: list[str]) -> None:
    """That cannot be written to, since nothing would come of it; who does so all the same is told where it is."""

    def got(body: m.GetFiles) -> m.ErrandStatus:
        (Path(body.local) / "a.txt").write_text("x")
        return status()

    desk.link.answer(m.START_GET, got)
    desk.link.answer(m.WATCH_ERRAND, status("done"))
    act.open_entry(desk, entry("/a.txt", 1, local=""), owner=QObject(desk))
    (copy,) = opened
    assert Path(copy).is_relative_to(desk.profile.state_dir)
    assert Path(copy).stat().st_mode & 0o222 == 0
    assert desk.asides.changed() == []
    Path(copy).chmod(0o600)
    Path(copy).write_text("edited")
    assert desk.asides.changed() == [Path(copy)]
    assert words[0] == "Downloading a.txt to open it."
