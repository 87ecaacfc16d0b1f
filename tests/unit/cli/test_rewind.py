"""rewind show, diff, timeline, restore."""

from __future__ import annotations

from pathlib import Path

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    DiffEntries,
    DiffEntry,
    ErrandStatus,
    GetFiles,
    MomentInfo,
    PastEntries,
    PastEntry,
    RewindDiff,
    RewindPlan,
    RewindPlanned,
    RewindRestore,
    RewindRestored,
    RewindShow,
    RewindStep,
    RewindSummary,
    RewindTimeline,
    Timeline,
)

THEN = MomentInfo(seq=7, time="2026-11-20T14:00:03Z", device="Desk", changes=3)
NOW = MomentInfo(seq=9, time="2026-11-21T14:00:03Z", device="Lap\x1btop", changes=1)


def entry(path: str, since: str = "same") -> PastEntry:
    """Return a file of then."""
    return PastEntry(path=path, kind="file", size=3, mtime="2026-11-20T14:00:00Z", id="ab", version=1, since=since)


def changed(path: str) -> DiffEntry:
    """Return an edited file."""
    return DiffEntry(
        path=path, change="edited", kind="file", now=path, id="ab", size_then=1, size_now=2, mtime_then=None,
        mtime_now=None,
    )  # fmt: skip


def step(path: str) -> RewindStep:
    """Return what happens to a file."""
    return RewindStep(deed="move", path=path, was=f"{path}.locked", kind="file", size=3, replaces=True)


SUMMARY = RewindSummary(counts={"move": 2, "keep": 1}, replaced=2, bytes=6, same=4, along=0)


def test_show_takes_every_page_of_one_moment(cli: Cli, engine: FakeEngine) -> None:
    """The next page is of the moment of the first, whatever has come since; --json is one document."""
    pages = [
        PastEntries(moment=THEN, path="/D", entries=[entry("/D/a", "edited")], more=True),
        PastEntries(moment=THEN, path="/D", entries=[entry("/D/b")], more=False),
    ]
    engine.answer(messages.REWIND_SHOW, lambda body: pages[1 if body.after else 0])
    shown = cli("rewind", "show", "/D", "--at", "2026-11-20T14:00:05Z", "-R").out
    assert "/D as of 2026-11-20 14:00:03Z (#7, Desk)" in shown
    assert "edited" in shown
    first, second = engine.asked
    assert isinstance(first, RewindShow)
    assert isinstance(second, RewindShow)
    assert (first.time, first.seq, first.recursive, first.after) == ("2026-11-20T14:00:05Z", 0, True, "")
    assert (second.time, second.seq, second.after) == ("", 7, "/D/a")
    document = cli("rewind", "show", "/D", "--at", "#7", "--json").document
    assert [one["path"] for one in document["entries"]] == ["/D/a", "/D/b"]
    assert (document["moment"]["seq"], document["more"]) == (7, False)


def test_diff_is_from_then_to_now_or_between(cli: Cli, engine: FakeEngine) -> None:
    """Page by page between the same two moments."""
    pages = [
        DiffEntries(since=THEN, until=NOW, counts={"edited": 2}, entries=[changed("/a")], total=2, more=True),
        DiffEntries(since=THEN, until=NOW, counts={"edited": 2}, entries=[changed("/b")], total=2, more=False),
    ]
    engine.answer(messages.REWIND_DIFF, lambda body: pages[1 if body.after else 0])
    document = cli("rewind", "diff", "/", "--at", "#7", "--json").document
    assert [one["path"] for one in document["entries"]] == ["/a", "/b"]
    first, second = engine.asked
    assert isinstance(first, RewindDiff)
    assert isinstance(second, RewindDiff)
    assert (first.seq, first.to_seq, second.seq, second.to_seq, second.after) == (7, 0, 7, 9, 1)
    cli("rewind", "diff", "/", "--at", "#7", "--to", "#8")
    assert isinstance(engine.asked[2], RewindDiff)
    assert engine.asked[2].to_seq == 8


def test_timeline_is_by_the_day_unless_said(cli: Cli, engine: FakeEngine) -> None:
    """From the oldest that is kept until now."""
    engine.answer(messages.REWIND_TIMELINE, Timeline(oldest=THEN, newest=NOW, steps=[]))
    assert "Nothing was changed" in cli("rewind", "timeline").out
    cli("rewind", "timeline", "--since", "2026-11-20T14:00:00Z", "--by", "hour")
    assert engine.asked == [
        RewindTimeline(step_s=86_400), RewindTimeline(since="2026-11-20T14:00:00Z", step_s=3600),
    ]  # fmt: skip


def test_dry_run_says_every_step_and_does_nothing(cli: Cli, engine: FakeEngine) -> None:
    """What moves where, and what gets other bytes."""
    pages = [
        RewindPlanned(moment=THEN, summary=SUMMARY, steps=[step("/D/a")], total=2, more=True),
        RewindPlanned(moment=THEN, summary=SUMMARY, steps=[step("/D/b")], total=2, more=False),
    ]
    engine.answer(messages.REWIND_PLAN, lambda body: pages[1 if body.after else 0])
    shown = cli("rewind", "restore", "/D", "--at", "#7", "--dry-run", "--exact").out
    assert "2 to move back; 4 entries are as then." in shown
    assert "/D/a.locked" in shown
    assert all(isinstance(one, RewindPlan) and one.exact for one in engine.asked)


def test_restore_says_what_was_done_and_how_to_undo_it(cli: Cli, engine: FakeEngine) -> None:
    """In place, or as a copy; a slash at the end of a place says that it is a folder."""
    done = RewindRestored(moment=THEN, before=NOW, existed=True, path="/D x", summary=SUMMARY, kept=["/D x/new"])
    engine.answer(messages.REWIND_RESTORE, [messages.Progress(phase="restore", done_files=1, total_files=2), done])
    shown = cli("rewind", "restore", "/D x", "--at", "#7").out
    assert "2 moved back; 4 entries are as then." in shown
    assert "megadesk rewind restore '/D x' --at '#9' --exact" in shown
    assert "/D x/new" in shown
    cli("rewind", "restore", "/D x", "--at", "#7", "--to", "/copy/")
    assert engine.asked == [RewindRestore(path="/D x", seq=7), RewindRestore(path="/D x", seq=7, to="/copy/")]


def test_to_a_folder_of_this_computer_it_is_a_get_of_then(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """Followed to its end, or begun in the background; what is of a restore in the cloud does not go with it."""
    done = ErrandStatus(id="0000000a", way="get", sources=["/D"], target="/x", state="done", files=3)
    engine.answer(messages.START_GET, done)
    engine.answer(messages.WATCH_ERRAND, done)
    shown = cli("rewind", "restore", "/D", "--at", "#7", "--to-local", f"{tmp_path}/")
    assert (shown.code, "Downloaded 3 files" in shown.out) == (0, True)
    request = engine.asked[0]
    assert isinstance(request, GetFiles)
    assert (request.remotes, request.local, request.recursive, request.seq) == (["/D"], f"{tmp_path}/", True, 7)
    assert (request.time, request.on_conflict, request.on_folder) == ("", "fail", "merge")
    more = ("--background", "--on-conflict", "rename")
    assert (
        cli("rewind", "restore", "/D", "--at", "2026-11-20T14:00:00.5Z", "--to-local", "x", *more).out == "0000000a\n"
    )
    request = engine.asked[-1]
    assert isinstance(request, GetFiles)
    assert (request.time, request.on_conflict) == ("2026-11-20T14:00:00.500Z", "rename")
    before = len(engine.asked)
    for wrong in (["--exact"], ["--to", "/E"], ["--dry-run"]):
        assert cli("rewind", "restore", "/D", "--at", "#7", "--to-local", "x", *wrong).code == 2
    for wrong in (["--background"], ["--on-conflict", "skip"]):
        assert cli("rewind", "restore", "/D", "--at", "#7", *wrong).code == 2
    assert len(engine.asked) == before


def test_a_time_that_is_none_is_refused_before_anybody_is_asked(cli: Cli, engine: FakeEngine) -> None:
    """With how times are written."""
    found = cli("rewind", "show", "/", "--at", "when it was")
    assert (found.code, engine.asked) == (2, [])
    assert "yesterday 18:00" in found.err
