"""A restore in words, before it is done."""

from __future__ import annotations

from fakes import past
from megadesk.ipc.messages import RewindPlan, RewindStep, RewindSummary
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.restore import ICONS, Figures, figures_lines, size_words, step_row, summed


def test_figures_of_several_restores_are_added_up() -> None:
    """One line for each kind of thing that would be done; none for what would not."""
    page = past.plan(RewindPlan(path="/Documents"))
    figures = summed([page, page])
    assert figures.changes == 6
    lines = [plainly(words) for _, _, words in figures_lines(figures)]
    assert lines == [
        "4 items are restored from the bin.",
        "2 files get their earlier content; the newer ones are kept as versions.",
        "8 items added since then stay.",
        "62 items are unchanged.",
    ]
    assert "Nothing has to be uploaded" in plainly(size_words(figures))


def test_nothing_to_do_is_said() -> None:
    """In a sentence, not by an empty list."""
    assert "Nothing to do" in plainly(size_words(Figures(same=3)))
    assert not size_words(summed([]).__class__(counts={"move": 1}))


def test_every_deed_has_words_and_a_shape() -> None:
    """In the figures and as a step."""
    counts = dict.fromkeys(ICONS, 1)
    figures = Figures()
    figures.add(RewindSummary(counts=counts, replaced=0, bytes=0, same=0, along=2))
    assert len(figures_lines(figures)) == len(ICONS) + 1
    rows = [
        step_row(RewindStep(deed=deed, path="/a/b", was="/c/b", kind="file", size=3, replaces=True)) for deed in ICONS
    ]
    assert len({plainly(row.below) for row in rows}) == len(ICONS)
    assert all("now in c" in plainly(row.below) for row in rows)
