"""A new synced folder before it is one."""

from __future__ import annotations

import pytest

from fakes.pairs import pair
from megadesk.ipc import messages as m
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.add_pair import Amount, FirstLink, faults, first_link, link_lines, suggested_remote

OTHERS = [pair("Photos")]


@pytest.mark.parametrize(
    ("local", "fault"),
    [
        ("", ""),
        ("/home/anna/Work", ""),
        ("/home/anna/Photos2", ""),
        ("Photos", "Enter the full path, starting with “/”."),
        ("/home/anna/Photos/", "This folder is already synced as “Photos”."),
        ("C:\\Users\\anna", ""),
        ("/home/anna/Photos/2026", "This is inside a folder that is already synced: “Photos”."),
        ("/home/anna", "This folder contains a folder that is already synced: “Photos”."),
    ],
)
def test_what_can_be_seen_from_here_is_said_at_once(local: str, fault: str) -> None:
    """Before the engine is asked."""
    assert plainly(faults(local, "", OTHERS).local) == fault


def test_a_place_in_the_cloud_begins_at_its_top() -> None:
    """And is the folder's name if nobody says otherwise."""
    assert plainly(faults("", "Photos", []).remote) == "A path in the cloud starts with “/”."
    assert not faults("", "/Photos", [])
    assert suggested_remote("/home/anna/My Photos/") == "/My Photos"
    assert suggested_remote("") == ""


def test_the_first_sync_is_said_before_it_is_done() -> None:
    """Only what there is, what stays the same last."""
    link = FirstLink(only_here=Amount(312, 5 << 20), only_there=Amount(1, 10), differ=Amount(5, 9), same=Amount(7, 9))
    lines = [(plainly(line.what), plainly(line.then)) for line in link_lines(link, "both")]
    assert lines == [
        ("312 files only here, 5.0 MiB", "Uploaded to the cloud."),
        ("1 file only in the cloud, 10 bytes", "Downloaded to this computer."),
        ("5 files differ", "Both versions are kept. The one on this computer gets a second name."),
        ("7 files are the same on both sides", "Already up to date: nothing is transferred."),
    ]


def test_what_becomes_of_files_hangs_on_the_direction() -> None:
    """What may not travel stays where it is."""
    link = FirstLink(only_here=Amount(1, 1), only_there=Amount(1, 1), differ=Amount(1, 1))
    down = [plainly(line.then) for line in link_lines(link, "down")]
    assert down == [
        "Stays here and is not uploaded, because changes only come from the cloud.",
        "Downloaded to this computer.",
        "Both sides stay as they are until you decide.",
    ]
    assert (
        plainly(link_lines(link, "up")[1].then)
        == "Stays in the cloud and is not downloaded, because changes only go to the cloud."
    )


def test_two_empty_folders_have_a_sentence_too() -> None:
    """Not an empty list."""
    assert [plainly(line.what) for line in link_lines(FirstLink(), "both")] == ["Nothing to transfer"]


def test_a_folder_that_is_not_there_is_said_to_be_made() -> None:
    """A path that was mistyped is seen before it is a folder."""
    made = "This folder does not exist on this computer yet"
    lines = link_lines(FirstLink(is_made=True), "both")
    assert [plainly(line.what) for line in lines] == [made, "Nothing to transfer"]
    lines = link_lines(FirstLink(is_made=True, only_there=Amount(2, 9)), "both")
    assert plainly(lines[0].what) == made


def test_what_the_engine_saw_is_taken_over() -> None:
    """With what cannot be synced as it is."""
    share = m.Share(files=2, bytes=9, examples=["a"])
    found = m.PairPreview(
        local="/a", remote="/A", local_exists=True, remote_exists=False, only_here=share, only_there=m.Share(files=0, bytes=0),
        same=share, differ=share, held=1,
    )  # fmt: skip
    link = first_link(found)
    assert link == FirstLink(only_here=Amount(2, 9), same=Amount(2, 9), differ=Amount(2, 9), held=1)
    assert plainly(link_lines(link, "both")[-1].what) == "1 file cannot be synced"
    assert len(link_lines(FirstLink(held=2), "both")) == 1
