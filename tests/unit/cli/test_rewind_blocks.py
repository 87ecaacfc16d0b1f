"""What the past looks like to people."""

from __future__ import annotations

from megadesk.cli import rewind_blocks
from megadesk.cli.render import Block, plain_lines
from megadesk.ipc.messages import (
    DiffEntries,
    DiffEntry,
    MomentInfo,
    PastEntries,
    PastEntry,
    RewindRestored,
    RewindSummary,
    Timeline,
    TimelineStep,
)
from megadesk.model.values import replace

THEN = MomentInfo(seq=7, time="2026-11-20T14:00:03Z", device="Desk", changes=3)
NOW = MomentInfo(seq=9, time="2026-11-21T14:00:03Z", device="Lap\x1btop", changes=1)
NOTHING = RewindSummary(counts={}, replaced=0, bytes=0, same=4, along=0)


def text(blocks: list[Block]) -> str:
    """Return blocks as they are printed."""
    return "\n".join(plain_lines(blocks))


def test_a_listing_names_what_became_of_each() -> None:
    """Names cannot write on the terminal; below a folder they are relative to it."""
    folder = PastEntry(
        path="/D/d", kind="folder", size=0, mtime="1970-01-01T00:00:00Z", id="a", version=1, since="same"
    )
    file = replace(folder, path="/D/d/a\x1b", kind="file", size=2048, since="moved_edited")
    page = PastEntries(moment=THEN, path="/D", entries=[folder, file], more=False, unreadable=1)
    shown = text(rewind_blocks.listing(page, is_recursive=True))
    assert "d/a\\x1b" in shown
    assert "moved, edited" in shown
    assert "2.0 KiB" in shown
    assert "1 record of that moment cannot be read" in shown
    assert text(rewind_blocks.listing(replace(page, entries=[], unreadable=0), is_recursive=False)).endswith(
        "It was empty."
    )


def test_differences_name_both_places() -> None:
    """And count by kind."""
    one = DiffEntry(
        path="/a",
        change="moved",
        kind="file",
        now="/b",
        id="a",
        size_then=1,
        size_now=1,
        mtime_then=None,
        mtime_now=None,
    )
    page = DiffEntries(since=THEN, until=NOW, counts={"moved": 1, "added": 2}, entries=[one], total=1, more=False)
    shown = text(rewind_blocks.differences(page))
    assert "/a -> /b" in shown
    assert "1 moved, 2 added." in shown
    assert "nothing has changed" in text(rewind_blocks.differences(replace(page, entries=[])))


def test_a_timeline_has_bars() -> None:
    """The longest where most was changed, and none so short that it is not seen."""
    step = TimelineStep(
        time="2026-11-20T00:00:00Z", first_seq=1, last_seq=3, commits=3, changes=1000, devices={"Desk": 1000}
    )
    few = replace(step, time="2026-11-21T00:00:00Z", changes=1)
    shown = text(rewind_blocks.timeline(Timeline(oldest=THEN, newest=NOW, steps=[step, few])))
    assert [line.count("▇") for line in shown.splitlines()[-2:]] == [rewind_blocks.BAR_WIDTH, 1]
    assert "Lap\\x1btop" in shown


def test_undoing_is_said_as_it_is_typed() -> None:
    """A rewind where something was there before, a removal where nothing was, nothing where nothing was done."""
    done = RewindRestored(
        moment=THEN, before=NOW, existed=False, path="/C opy", kept=[],
        summary=replace(NOTHING, counts={"create": 2}, replaced=1, same=0, along=3),
    )  # fmt: skip
    shown = text(rewind_blocks.restored(done))
    assert "To undo it: megadesk rm '/C opy'" in shown
    assert "2 created, 3 along with their folders." in shown
    assert "1 file gets its earlier content; the newer one is kept as a version." in shown
    moved = replace(done, path="/D/a b", summary=replace(NOTHING, counts={"move": 1}))
    assert "rewind restore /D --at '#9' --exact" in text(rewind_blocks.restored(moved))
    assert "rewind restore / --at '#9' --exact" in text(rewind_blocks.restored(replace(moved, path="/a")))
    same = text(rewind_blocks.restored(replace(done, summary=NOTHING)))
    assert "Nothing to restore: 4 entries are as then." in same
    assert "undo" not in same


def test_what_stays_is_named_as_far_as_it_goes() -> None:
    """The first of it, and how many more."""
    summary = replace(NOTHING, counts={"keep": 3})
    done = RewindRestored(moment=THEN, before=NOW, existed=True, path="/", summary=summary, kept=["/x"])
    assert "and 2 more" in text(rewind_blocks.restored(done))


def test_a_clock_that_was_wrong_is_said() -> None:
    """A time may mean another commit than a person thinks; its number is exact."""
    assert rewind_blocks.moment_text(THEN) == "2026-11-20 14:00:03Z (#7, Desk)"
    assert "a clock was wrong" in rewind_blocks.moment_text(replace(THEN, disputed=True))
