"""What lies in the bins, as rows; and what would be gone for good."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from fakes.desk import NOW_MS
from megadesk.engine.clock import rfc3339
from megadesk.ipc import messages as m
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.binned import NAMES_MAX, bin_line, bin_row, doom, shown_of
from megadesk.ui.viewmodels.when import HOUR_MS


def binned(path: str = "/Photos/a.jpg", **changed: Any) -> m.BinEntry:
    """Return a file in the bin of the cloud, or what the test says."""
    plain = m.BinEntry(
        id="b1", side="cloud", path=path, pair=None, kind="file", size=2048, removed=rfc3339(NOW_MS - HOUR_MS)
    )
    return replace(plain, **changed)


def test_a_row_says_where_it_was_and_when_it_went() -> None:
    """And in which bin it lies."""
    row = bin_row(binned(), NOW_MS)
    assert (row.look.name, row.look.kind, row.look.mark) == ("a.jpg", "image", "cloud")
    assert plainly(row.look.below) == "from /Photos · deleted 1 hour ago · 2.0 KiB · Cloud bin"
    here = bin_row(binned("notes/todo.md", side="local", pair="Work"), NOW_MS)
    assert plainly(here.look.below) == "from Work/notes · deleted 1 hour ago · 2.0 KiB · Kept on this computer"
    assert here.look.mark == "laptop"


def test_some_are_looked_for() -> None:
    """By side and by words."""
    entries = [binned(), binned("b.txt", side="local", pair="Work")]
    assert shown_of(entries, "local", "") == entries[1:]
    assert shown_of(entries, "", "PHOTO") == entries[:1]


def test_the_line_says_how_much() -> None:
    """Or that there is nothing, or more."""
    lines = [bin_line(some, has_more=more) for some, more in (([], False), ([binned()], False), ([binned()] * 2, True))]
    assert [plainly(line) for line in lines] == [
        "The bin is empty.",
        "1 deleted item · 2.0 KiB",
        "The 2 most recently deleted items · 4.0 KiB",
    ]


def test_what_goes_is_named() -> None:
    """Each by its name, as far as a person reads; the rest by its count."""
    one = doom([binned()])
    assert plainly(one.heading) == "Permanently delete “a.jpg”?"
    assert [plainly(name) for name in one.names] == ["a.jpg · /Photos"]
    many = doom(
        [binned(f"/{n}.txt") for n in range(NAMES_MAX + 5)],
        m.Emptied(local=0, local_bytes=0, cloud=1, cloud_bytes=1 << 20),
        unnamed=7,
    )
    assert plainly(many.heading) == f"Permanently delete {NAMES_MAX + 12} items?"
    assert plainly(many.sentence) == "This frees 1.0 MiB. It cannot be undone on any device."
    assert (len(many.names), plainly(many.more)) == (NAMES_MAX, "and 12 more")
