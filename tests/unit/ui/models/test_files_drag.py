"""What is dragged out of the list of files."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QMimeData, QUrl

from fakes.cloud import entry
from megadesk.ipc import messages as m
from megadesk.ui.models.files_drag import (
    CLOUD_PATHS,
    PROMISE_BYTES_MAX,
    URLS,
    DragData,
    can_wait_for,
    dragged_paths,
    dropped_files,
)

HERE = entry("/a.txt", 1)
AWAY = entry("/b.txt", 1, state="cloud", local="")


def test_what_is_here_is_named_as_it_is() -> None:
    """For other programs by its file, for ourselves by its place in the cloud."""
    data = DragData([HERE])
    assert [url.toLocalFile() for url in data.urls()] == [HERE.local]
    assert dragged_paths(data) == ["/a.txt"]
    assert data.is_all_here


def test_what_is_only_in_the_cloud_is_fetched_once_it_is_dropped() -> None:
    """Once, however often it is asked for."""
    asked: list[Sequence[m.CloudEntry]] = []

    def fetch(entries: Sequence[m.CloudEntry]) -> list[str]:
        asked.append(entries)
        return ["/tmp/x/b.txt"]

    data = DragData([HERE, AWAY])
    data.promise(fetch)
    assert data.hasFormat(URLS)
    assert URLS in data.formats()
    assert asked == []
    for _ in range(2):
        assert [url.toLocalFile() for url in data.urls()] == [HERE.local, "/tmp/x/b.txt"]
    assert asked == [[AWAY]]
    assert b"b.txt" in bytes(data.data(URLS).data())


def test_a_name_may_hold_anything_but_a_slash() -> None:
    """Two lines in one name are not two places."""
    assert dragged_paths(DragData([entry("/two\nlines.txt", 1), HERE])) == ["/two\nlines.txt", "/a.txt"]


@pytest.mark.parametrize("told", [b"", b"/a.txt", b"\xff\xfe", bytes(16) + b"/a.txt"])
def test_places_of_another_window_mean_nothing_here(told: bytes) -> None:
    """It may be that of another account: its files are taken as those of any program are."""
    data = QMimeData()
    data.setData(CLOUD_PATHS, told)
    data.setUrls([QUrl.fromLocalFile("/home/anna/a.txt")])
    assert dragged_paths(data) == []
    assert dropped_files(data) == ["/home/anna/a.txt"]


def test_nobody_is_made_to_wait_long() -> None:
    """What is large, or a folder, is downloaded by its button."""
    large = entry("/film.mp4", PROMISE_BYTES_MAX + 1, state="cloud", local="")
    assert [can_wait_for(some) for some in ([HERE, AWAY], [large], [entry("/d", local="")], [entry("/d")])] == [
        True,
        False,
        False,
        True,
    ]


def test_a_drop_on_our_own_folders_fetches_nothing() -> None:
    """It is a move in the cloud."""
    data = DragData([AWAY])
    data.promise(lambda _: pytest.fail("nobody wants it here"))
    assert dropped_files(data) == []
    assert dragged_paths(data) == ["/b.txt"]


def test_without_a_promise_there_is_nothing_for_others() -> None:
    """Of what is not here."""
    data = DragData([AWAY])
    assert not data.hasFormat(URLS)
    assert dropped_files(data) == []


def test_what_others_drop() -> None:
    """Files of this computer, and nothing else."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/home/anna/c.txt"), QUrl("https://example.org/d")])
    assert dropped_files(data) == ["/home/anna/c.txt"]
    assert dragged_paths(data) == []
