"""What Rewind shows."""

from __future__ import annotations

import pytest

from fakes import past
from megadesk.ipc.messages import MomentInfo, PastEntry
from megadesk.model.values import replace
from megadesk.ui.text import plainly, text
from megadesk.ui.viewmodels.moments import When
from megadesk.ui.viewmodels.rewind import (
    MARKS,
    Chosen,
    change_words,
    chips,
    chosen_of,
    chosen_words,
    difference,
    folder_of,
    in_words,
    is_in,
    moment_words,
    name_of,
    outermost,
    page_context,
    place_title,
    restore_label,
    steps_down,
    whole,
)  # fmt: skip
from megadesk.ui.viewmodels.rewind import (
    past as past_row,
)

BY_PATH = {entry.path: entry for entry in past.differing()}


def test_each_change_has_a_shape_and_words_of_its_own() -> None:
    """Colour alone says nothing."""
    assert len({icon for icon, _ in MARKS.values()}) == 4  # moved, and moved and changed, share one and differ in words
    assert len({plainly(change_words(change)) for change in MARKS}) == len(MARKS)


def test_a_row_says_what_where_and_how_large() -> None:
    """As a line below the name, and as one sentence."""
    shown = difference(BY_PATH["/Documents/Contract.pdf"])
    assert plainly(shown.below) == "Changed since · in Documents · 178 KiB then, 196 KiB now"
    assert plainly(shown.speech).startswith("Contract.pdf, Changed since")
    gone = difference(BY_PATH["/Old plans.zip"])
    assert (gone.mark, plainly(gone.below)) == ("trash-2", "Deleted since · at the top level · 12.0 MiB")
    moved = difference(BY_PATH["/Photos/2026 Norway/Fjord at night, long exposure.heic"])
    assert "now in Photos/Best of" in plainly(moved.below)
    renamed = difference(replace(BY_PATH["/Notes.txt"], change="moved", now="/Notices.txt"))
    assert "now called Notices.txt" in plainly(renamed.below)


def test_a_row_of_the_tree_says_what_became_of_it() -> None:
    """A folder has no size."""
    entry = PastEntry(path="/a.txt", kind="file", size=5, mtime="", id="", version=1, since="removed")
    assert past_row(entry).mark == "trash-2"
    folder = past_row(replace(entry, kind="folder", since="same"))
    assert (folder.is_folder, folder.mark, plainly(folder.below)) == (True, "", "")


def test_filters_have_counts() -> None:
    """What was moved and changed is in both."""
    found = {chip.word: chip.count for chip in chips({"edited": 2, "moved_edited": 3, "added": 1})}
    assert found == {"all": 6, "removed": 0, "edited": 5, "moved": 3, "added": 1}


def test_what_is_in_a_chosen_folder_comes_along_with_it() -> None:
    """A name that only begins alike does not."""
    assert outermost(["/a/b", "/a", "/ab", "/a/b/c"]) == ["/a", "/ab"]
    assert is_in("/a/b", "/")
    assert not is_in("/ab", "/a")
    chosen = chosen_of([("/a", True), ("/a/b", False), ("/c.txt", False)])
    assert (chosen.paths, chosen.files, chosen.folders) == (("/a", "/c.txt"), 1, 1)


@pytest.mark.parametrize(
    ("chosen", "label", "words"),
    [
        (Chosen(), "Restore…", "Select what to restore, on the left or on the right."),
        (Chosen(added=2), "Restore…", "They were added later: there is no earlier state to restore."),
        (whole("/"), "Restore everything…", "Everything selected."),
        (whole("/Photos"), "Restore this folder…", "All of “Photos” selected."),
        (Chosen(("/a.txt",), files=1), "Restore 1 file…", "“a.txt” selected."),
        (Chosen(("/a", "/b", "/c"), files=3), "Restore 3 files…", "3 items selected."),
        (Chosen(("/a", "/b"), folders=2), "Restore 2 folders…", "2 items selected."),
        (Chosen(("/a", "/b"), files=1, folders=1), "Restore 2 items…", "2 items selected."),
        (Chosen(("/a",), files=1, unread=999), "Restore 1,000 items…", "1,000 items selected."),
    ],
)
def test_the_button_says_what_it_restores(chosen: Chosen, label: str, words: str) -> None:
    """With its count, and so does the line beside it."""
    assert plainly(restore_label(chosen)) == label
    assert plainly(chosen_words(chosen)) == words
    assert "Go back in time" in plainly(chosen_words(chosen, is_now=True))


def test_the_page_says_which_moment_it_shows_and_what_changed_since() -> None:
    """Or that it is now."""
    moment = MomentInfo(seq=3, time="2026-11-26T09:00:00Z", device="Laptop", changes=1)
    assert "at any time" in plainly(page_context(None, When(seq=3), None))
    assert "This is the present" in plainly(page_context(moment, When(), 3))
    assert plainly(page_context(moment, When(seq=3), 0)).endswith("nothing here has changed since")
    assert plainly(page_context(moment, When(seq=3), 1204)).endswith("1,204 changes here since")
    assert "·" not in plainly(page_context(moment, When(seq=3), None))
    assert plainly(moment_words(moment)).endswith("by Laptop")
    assert "A device had the wrong time" in plainly(moment_words(replace(moment, disputed=True)))


def test_paths_of_all_places() -> None:
    """Of the drive, of a backup, of the bin."""
    assert (name_of("/"), name_of("/a/b.txt"), name_of("backups:/laptop"), name_of("bin:/")) == (
        "",
        "b.txt",
        "laptop",
        "",
    )
    assert (folder_of("/a"), folder_of("/a/b"), folder_of("backups:/laptop")) == ("/", "/a", "backups:/")
    assert steps_down("/", "/a/b") == ["/", "/a", "/a/b"]
    assert steps_down("backups:/l/d", "backups:/l/d/x") == ["backups:/l/d", "backups:/l/d/x"]
    assert plainly(in_words("/")) == "at the top level"
    assert plainly(in_words("bin:/")) == "in the bin"
    assert plainly(in_words("backups:/l/d")) == "in l/d"
    assert plainly(place_title("/", [])) == "All files"
    assert plainly(place_title("backups:/l/d", [("backups:/l/d", text("Backup"))])) == "Backup"
    assert plainly(place_title("backups:/l/d", [])) == "d"
