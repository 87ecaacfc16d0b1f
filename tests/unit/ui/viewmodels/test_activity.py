"""What was done in the cloud, as lines by day."""

from __future__ import annotations

import pytest

from fakes.desk import NOW_MS
from fakes.doing import example, line, page_of, week
from megadesk.ipc import messages as m
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.activity import Asked, Head, by_day, context, empty, merged, shown


def day_of(time_ms: int) -> int:
    """Return the day, by a clock of no place."""
    return time_ms // 86_400_000


@pytest.mark.parametrize(
    ("one", "title", "below"),
    [
        (example("/Docs/a.txt"), "a.txt was added", "/Docs"),
        (example("/a.txt", "edited"), "a.txt was changed", "/"),
        (example("/Docs/a.txt", "removed"), "a.txt was deleted", "/Docs"),
        (example("/Docs/b.txt", "moved", was="/Docs/a.txt"), "a.txt was renamed to b.txt", "Before: /Docs/a.txt"),
        (example("/Docs/a.txt", "moved", was="/In/a.txt"), "a.txt was moved to Docs", "Before: /In/a.txt"),
        (example("/a.txt", "moved", was="/In/a.txt"), "a.txt was moved to your cloud drive", "Before: /In/a.txt"),
    ],
)
def test_one_file_is_named(one: m.ActivityExample, title: str, below: str) -> None:
    """With what happened to it."""
    show = shown(line(5, [one], folder="/Docs"))
    assert (plainly(show.title), plainly(show.below)) == (title, below)
    assert show.kind == "document"


@pytest.mark.parametrize("change", ["added", "edited", "moved", "removed"])
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_many_of_a_kind_are_counted(change: str, kind: str) -> None:
    """With some of them by name."""
    examples = [example(f"/Photos/{name}.jpg", change, kind) for name in "abcde"]
    counts = {change: 214}
    show = shown(line(5, examples, counts=counts) if kind == "file" else line(5, examples, folders=counts))
    said = {"added": "added in", "edited": "changed in", "moved": "moved in", "removed": "deleted from"}[change]
    assert plainly(show.title) == f"214 {kind}s were {said} Photos"
    assert plainly(show.below) == "a.jpg, b.jpg, c.jpg and 211 more"
    assert show.mark
    assert show.kind == ("image" if kind == "file" else "folder")


def test_several_kinds_of_change_are_told_apart() -> None:
    """Below; the title says how many there are."""
    show = shown(week()[5])
    assert plainly(show.title) == "18 changes in Work"
    assert plainly(show.below) == "14 added · 3 changed · 1 deleted · plan.md, budget.xlsx and 16 more"
    assert show.mark == ""
    both = shown(line(1, [example("/a"), example("/b", "added", "folder")]))
    assert plainly(both.title) == "1 file was added in Photos"
    assert plainly(both.below) == "a, b · 1 folder too"


def test_a_line_leads_somewhere() -> None:
    """To the file, to the folder, or, of what is gone, only to its moment."""
    found = [(show.path, show.is_file, show.seq) for show in map(shown, week())]
    assert found == [
        ("/Docs/Steuer 2025.pdf", True, 90),
        ("/Photos/2026", False, 89),
        ("/Docs/Rent contract.pdf", True, 80),
        ("/Music/mix.flac", True, 79),
        ("", False, 75),
        ("/Work", False, 70),
        ("", False, 69),
        ("/Videos", False, 60),
    ]


def test_this_computer_is_named() -> None:
    """And all of it is one sentence."""
    show = shown(week()[0])
    assert plainly(show.device) == "Study (this computer)"
    assert plainly(show.spoken).startswith("Steuer 2025.pdf was changed, /Docs, Study (this computer), ")
    assert plainly(shown(week()[1]).device) == "Anna's laptop"


def test_days_have_titles() -> None:
    """Today and yesterday by name."""
    found = by_day(week(), day_of, NOW_MS)
    heads = [(row, plainly(each.words)) for row, each in enumerate(found) if isinstance(each, Head)]
    assert [row for row, _ in heads] == [0, 3, 7]
    assert [words for _, words in heads][:2] == ["Today", "Yesterday"]
    assert heads[2][1].startswith("@")
    assert by_day([], day_of, NOW_MS) == []


def test_a_new_page_is_put_above_what_was_known() -> None:
    """A line that grew takes the place of what it was; where they do not meet, what is between would be missing."""
    before = week()
    grown = line(89, [example("/Photos/new.jpg")], counts={"added": 300})
    new = line(95, [example("/Docs/x")])
    page = m.ActivityPage(lines=[new, before[0], grown], next_seq=89)
    lines, meets = merged(page, before)
    assert meets
    assert [each.last_seq for each in lines] == [95, 90, 89, 80, 79, 75, 70, 69, 60]
    assert lines[2].total == 300
    far = m.ActivityPage(lines=[line(200, [example("/a")])], next_seq=200)
    assert merged(far, before) == (far.lines, False)
    last = page_of(before, m.ListActivity(limit=100))
    assert merged(last, []) == (before, False)


def test_the_head_says_what_was_done_last_or_what_is_shown() -> None:
    """Of all, or of some."""
    assert plainly(context(week(), Asked(), NOW_MS)) == "Last change 30 minutes ago on Study"
    assert plainly(context([], Asked(), NOW_MS)).startswith("What changed")
    assert (
        plainly(context(week(), Asked(kind="edited", path="/Work", device="PC"), NOW_MS)) == "Changed · in Work · on PC"
    )
    assert plainly(context(week(), Asked(device="PC"), NOW_MS)) == "Everything · on PC"
    assert plainly(empty(Asked())[1]) == "No activity yet"
    assert plainly(empty(Asked(kind="moved"))[3]) == "Show all"
