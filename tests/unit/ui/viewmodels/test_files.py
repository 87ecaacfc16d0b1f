"""Entries of the cloud, as a list shows them."""

from __future__ import annotations

import pytest

from fakes.cloud import FILES, entry
from fakes.desk import NOW_MS
from megadesk.model.reasons import REASONS
from megadesk.ui.text import Day, plainly, text
from megadesk.ui.viewmodels.files import (
    changed_words,
    chosen_line,
    context_line,
    drop_line,
    found_line,
    name_in,
    name_key,
    named,
    ordered,
    spoken,
    state_look,
)
from megadesk.ui.viewmodels.when import DAY_MS, HOUR_MS


@pytest.mark.parametrize("state", [*REASONS, "cloud", "binned", "something of a newer engine"])
def test_every_state_has_a_shape_and_words(state: str) -> None:
    """Colour alone says nothing."""
    shown = state_look(state)
    assert shown.icon
    assert plainly(shown.words)


def test_states_are_in_the_order_of_what_to_look_at() -> None:
    """What needs a decision before what failed, waits, or is well."""
    states = ["synced", "waiting", "conflict", "unreadable", "quarantine", "cloud"]
    assert sorted(states, key=lambda state: state_look(state).rank) == [
        "conflict", "quarantine", "unreadable", "waiting", "synced", "cloud",
    ]  # fmt: skip


def test_numbers_in_names_count_by_their_value() -> None:
    """And letters without their case."""
    names = ["img10.jpg", "IMG2.jpg", "b", "A"]
    assert sorted(names, key=name_key) == ["A", "b", "IMG2.jpg", "img10.jpg"]


@pytest.mark.parametrize(
    ("column", "is_descending", "names"),
    [
        ("name", False, ["alpha", "beta", "a.txt", "b.txt", "c.txt"]),
        ("name", True, ["beta", "alpha", "c.txt", "b.txt", "a.txt"]),
        ("size", False, ["alpha", "beta", "c.txt", "a.txt", "b.txt"]),
        ("changed", True, ["beta", "alpha", "c.txt", "b.txt", "a.txt"]),
        ("device", False, ["alpha", "beta", "b.txt", "a.txt", "c.txt"]),
        ("state", False, ["alpha", "beta", "c.txt", "a.txt", "b.txt"]),
    ],
)
def test_folders_come_first_whichever_way(column: str, is_descending: bool, names: list[str]) -> None:
    """Equal ones by their names."""
    entries = [
        entry("/b.txt", 9, 2 * HOUR_MS, device="Alpha"),
        entry("/beta", age_ms=HOUR_MS),
        entry("/a.txt", 5, 3 * HOUR_MS, device="beta"),
        entry("/alpha", age_ms=2 * HOUR_MS),
        entry("/c.txt", 1, HOUR_MS, device="gamma", state="conflict"),
    ]
    keys = [name_key(name_in(one.path)) for one in entries]
    order = ordered(entries, keys, column, is_descending=is_descending)
    assert [name_in(entries[at].path) for at in order] == names


def test_what_is_said_of_a_folder() -> None:
    """How much there is, and what of it needs a look."""
    assert plainly(context_line(FILES, is_reading=False)) == "8 folders · 7 files · 46.2 GiB · 1 needs attention"
    assert plainly(context_line([], is_reading=True)) == "Loading…"
    assert plainly(context_line([], is_reading=False)) == "This folder is empty."
    assert plainly(context_line([entry("/a")], is_reading=True)) == "1 folder · still loading"


def test_what_is_said_of_a_search() -> None:
    """Also that there is more."""
    lines = [
        found_line(0, "ab", is_reading=True, has_more=False),
        found_line(1, "ab", is_reading=False, has_more=False),
        found_line(7, "ab", is_reading=False, has_more=False),
        found_line(5000, "ab", is_reading=False, has_more=True),
    ]
    assert [plainly(line) for line in lines] == [
        "Searching for “ab”…",
        "1 name contains “ab”",
        "7 names contain “ab”",
        "First 5,000 names that contain “ab”",
    ]


def test_what_is_said_of_a_choice() -> None:
    """One by its name, many by their count."""
    one, folder = entry("/a.txt", 2048), entry("/b")
    assert [plainly(chosen_line(some)) for some in ([], [one], [one, folder])] == [
        "",
        "1 selected · 2.0 KiB",
        "2 selected · 2.0 KiB",
    ]
    assert [plainly(named(some)) for some in ([one], [one, one], [folder, folder], [one, folder])] == [
        "a.txt",
        "2 files",
        "2 folders",
        "2 items",
    ]


def test_one_sentence_for_a_screen_reader() -> None:
    """With all that the columns say."""
    shown = entry("/film.mp4", 5 << 20, 3 * HOUR_MS, state="waiting")
    assert plainly(spoken(shown, NOW_MS)) == "film.mp4, Video, 5.0 MiB, changed 3 hours ago, Waiting"


def test_long_ago_is_a_short_date_with_its_year() -> None:
    """So that it fits a column."""
    old = entry("/a.txt", 1, 400 * DAY_MS)
    assert changed_words(old, NOW_MS) == text("{day}", day=Day(NOW_MS - 400 * DAY_MS, short=True, year=True))


def test_what_letting_go_would_do() -> None:
    """The top of the cloud has a name, too."""
    assert [plainly(drop_line(folder, is_ours=ours)) for folder, ours in (("/", False), ("/a/b", True))] == [
        "Drop to upload to “Cloud drive”",
        "Drop to move to “b”",
    ]
