"""The list of transfers as it is shown."""

from __future__ import annotations

import pytest

from fakes.desk import NOW_MS
from fakes.moving import sums, transfer
from megadesk.ipc import messages as m
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.transfers import (
    Wanted,
    chosen_words,
    context,
    empty,
    possible,
    rests,
    shown,
    tab_words,
    tabs,
    which_of,
)


def test_a_row_says_how_it_stands() -> None:
    """With its bar, how much of it is through, and how long it will take; and all of it as one sentence."""
    row = transfer("a.mp4", "active", done=0.5, size=2 << 20, bps=1 << 20, seconds_left=4, path="/Videos")
    show = shown(row, NOW_MS)
    assert (show.look.name, plainly(show.look.below), show.look.part, show.look.kind) == (
        "a.mp4",
        "/Videos",
        0.5,
        "video",
    )
    assert plainly(show.size) == "1.0 MiB of 2.0 MiB"
    assert plainly(show.speed) == "1.0 MiB/s"
    assert plainly(show.status) == "Uploading 50 %"
    assert plainly(show.when) == "4 seconds left"
    assert plainly(show.spoken) == "a.mp4, upload, Uploading 50 %, 1.0 MiB of 2.0 MiB, 4 seconds left"


@pytest.mark.parametrize(
    ("row", "status", "tone"),
    [
        (transfer("a", "queued"), "Waiting in the queue", "muted"),
        (transfer("a", "queued", priority="top"), "Next in the queue", "muted"),
        (transfer("a", "paused", reason="schedule"), "Paused by the schedule", "muted"),
        (transfer("a", "paused", reason="this"), "Paused", "muted"),
        (transfer("a", "waiting", code="disk_full"), "Waiting", "warn"),
        (transfer("a", "retrying", attempts=3), "Failed 3 times, will retry", "warn"),
        (transfer("a", "completed"), "Uploaded", "ok"),
        (transfer("a", "completed", "down"), "Downloaded", "ok"),
        (transfer("a", "failed", code="damaged"), "Failed", "error"),
        (transfer("a", "cancelled"), "Cancelled", "muted"),
        (transfer("a", "newer than we"), "newer than we", "muted"),
        (transfer("a", "active", "down", size=0), "Downloading", "accent"),
    ],
)
def test_each_state_has_its_words(row: m.TransferRow, status: str, tone: str) -> None:
    """And its tone."""
    show = shown(row, NOW_MS)
    assert (plainly(show.status), show.tone) == (status, tone)


def test_what_holds_it_up_stands_below_its_name() -> None:
    """Of what waits, failed or is tried again; of others where it is."""
    failed = shown(transfer("a", "failed", code="damaged", ended="2026-11-26T09:55:00Z"), NOW_MS)
    assert plainly(failed.look.below).startswith("Data was damaged or tampered with")
    assert failed.look.tone == "error"
    assert plainly(failed.when) == "5 minutes ago"
    assert failed.exact
    paused = shown(transfer("a", "paused", code="row_paused", done=0.4), NOW_MS)
    assert plainly(paused.look.below) == "/Docs"
    assert paused.look.part == pytest.approx(0.4)
    assert "You paused it." in plainly(paused.whole)
    assert shown(transfer("a", "queued"), NOW_MS).look.part is None


def test_what_is_wanted_is_asked_for() -> None:
    """Each tab is a state or a direction."""
    assert which_of(Wanted()) == m.WhichTransfers()
    assert which_of(Wanted(tab="failed", kinds=frozenset({"video", "audio"}), text="x")) == m.WhichTransfers(
        states=["failed"], kinds=["audio", "video"], text="x"
    )
    assert which_of(Wanted(tab="down")) == m.WhichTransfers(directions=["down"])
    assert Wanted().is_queue
    assert not Wanted(sort="name").is_queue
    assert not Wanted(tab="completed").is_queue


def test_tabs_count() -> None:
    """A tab with nothing in it says no number."""
    found = tabs({"completed": 5, "failed": 0, "queued": 3}, {"up": 6, "down": 2})
    assert [(tab.word, tab.count) for tab in found] == [
        ("all", 8),
        ("down", 2),
        ("up", 6),
        ("completed", 5),
        ("failed", 0),
    ]
    assert [plainly(tab_words(tab)) for tab in found] == [
        "All  8",
        "Downloads  2",
        "Uploads  6",
        "Completed  5",
        "Failed",
    ]


def test_the_context_says_what_is_going_on() -> None:
    """Only what there is."""
    assert plainly(context(sums([]))) == "No transfers running or waiting."
    rows = [transfer("a", "active", bps=1 << 20, seconds_left=90, done=0.5), transfer("b"), transfer("c", "paused")]
    assert plainly(context(sums(rows))) == "1 running · 1 waiting · 1 paused · 1.0 MiB/s up · 90 seconds left"


def test_what_can_be_done_depends_on_the_state() -> None:
    """What is over can be taken out of the list; what waits has a place in it."""
    assert possible([transfer("a", "active")]) == {"pause", "cancel", "show", "open"}
    assert possible([transfer("a", "queued", "down")]) == {"pause", "cancel", "top", "up", "down", "bottom"}
    assert possible([transfer("a", "queued", "down")], is_queue=False) == {"pause", "cancel"}
    assert possible([transfer("a", "paused")]) >= {"resume", "top"}
    assert possible([transfer("a", "failed")]) == {"retry", "clear", "show", "open"}
    assert possible([transfer("a", "completed", "down")]) == {"clear", "show", "open"}
    assert possible([transfer("a", "cancelled", "down")]) == {"retry"}
    assert possible([]) == frozenset()


@pytest.mark.parametrize("tab", ["all", "down", "up", "completed", "failed"])
def test_an_empty_list_says_what_will_be_in_it(tab: str) -> None:
    """And of a search, that nothing fits, and how to see all."""
    _, heading, sentence, action = empty(Wanted(tab=tab), sums([]))
    assert heading
    assert sentence
    assert not action
    _, heading, _, action = empty(Wanted(tab=tab, text="x"), sums([]))
    assert (plainly(heading), plainly(action)) == ("No matches", "Show all")


def test_a_pause_of_all_is_said_in_an_empty_list() -> None:
    """Since then nothing will come into it."""
    paused = sums([], resting=["up", "down"])
    assert rests(paused)
    assert not rests(sums([], resting=["up"]))
    assert not rests(None)
    assert "paused" in plainly(empty(Wanted(), paused)[2])
    assert plainly(chosen_words(1200)) == "1,200 selected"
