"""versions and restore."""

from __future__ import annotations

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    ErrandStatus,
    GetFiles,
    MomentInfo,
    RestoreVersion,
    RewindPlan,
    RewindPlanned,
    RewindRestore,
    RewindRestored,
    RewindSummary,
    VersionEntries,
    VersionEntry,
    VersionRestored,
    VersionsOf,
)
from megadesk.model.values import replace

BEFORE = MomentInfo(seq=9, time="2026-11-21T14:00:03Z", device="Desk", changes=1)
NEW = VersionEntry(
    version=5, time="2026-11-21T14:00:03Z", size=2048, device="Desk", current=True, seq=9, path="a", confirmed=True
)
OLD = replace(NEW, version=2, current=False, confirmed=False, size=1)


def test_versions_are_listed_newest_first(cli: Cli, engine: FakeEngine) -> None:
    """With what cannot be confirmed said so; --json is the list of CLI.md."""
    engine.answer(messages.LIST_VERSIONS, VersionEntries(path="/a", versions=[NEW, OLD], total=2, more=False))
    shown = cli("versions", "/a").out
    assert "current" in shown
    assert "Not confirmed: the commit is no longer kept" in shown
    document = cli("versions", "/a", "--json").document
    assert {"version", "time", "size", "device", "current"} <= set(document[0])
    assert engine.asked == [VersionsOf(path="/a")] * 2
    engine.answer(messages.LIST_VERSIONS, VersionEntries(path="/a", versions=[NEW], total=1, more=False))
    assert "confirmed" not in cli("versions", "/a").out


def test_every_page_is_listed(cli: Cli, engine: FakeEngine) -> None:
    """As many as there are."""
    pages = [
        VersionEntries(path="/a", versions=[NEW], total=2, more=True),
        VersionEntries(path="/a", versions=[OLD], total=2, more=False),
    ]
    engine.answer(messages.LIST_VERSIONS, lambda body: pages[body.after])
    assert [one["version"] for one in cli("versions", "/a", "--json").document] == [5, 2]


def test_restore_by_number(cli: Cli, engine: FakeEngine) -> None:
    """In place or as a copy, with how it is undone."""
    engine.answer(
        messages.RESTORE_VERSION, VersionRestored(path="/a b", version=6, size=1, changed=True, before=BEFORE)
    )
    assert "megadesk restore '/a b' --at '#9'" in cli("restore", "/a b", "--version", "2").out
    engine.answer(
        messages.RESTORE_VERSION, VersionRestored(path="/c/a b", version=1, size=1, changed=True, before=BEFORE)
    )
    copied = cli("restore", "/a b", "--version", "2", "--to", "/c/").out
    assert "/c/a b is a copy of version 2, with 1 byte." in copied
    assert "To undo it: megadesk rm '/c/a b'" in copied
    assert engine.asked == [RestoreVersion(path="/a b", version=2), RestoreVersion(path="/a b", version=2, to="/c/")]
    engine.answer(
        messages.RESTORE_VERSION, VersionRestored(path="/a b", version=5, size=1, changed=False, before=BEFORE)
    )
    assert "holds that version already" in cli("restore", "/a b", "--version", "5").out


def test_restore_by_time_is_a_rewind_of_one_file(cli: Cli, engine: FakeEngine) -> None:
    """Also of one that was removed."""
    summary = RewindSummary(counts={"return": 1}, replaced=0, bytes=0, same=0, along=0)
    engine.answer(
        messages.REWIND_RESTORE,
        RewindRestored(moment=BEFORE, before=BEFORE, existed=False, path="/a", summary=summary, kept=[]),
    )
    assert "1 restored from the bin." in cli("restore", "/a", "--at", "#7").out
    assert engine.asked == [RewindRestore(path="/a", seq=7)]


def test_restore_needs_to_know_what_to_go_back_to(cli: Cli, engine: FakeEngine) -> None:
    """One of the two, and not both."""
    for words in ([], ["--version", "2", "--at", "#7"]):
        found = cli("restore", "/a", *words)
        assert (found.code, engine.asked) == (2, [])
        assert "either --version or --at" in found.err
    assert "0 is not in the range x>=1" in cli("restore", "/a", "--version", "0").err


def test_a_version_comes_to_this_computer(cli: Cli, engine: FakeEngine) -> None:
    """By its number or as of a time; a copy in the cloud is something else."""
    done = ErrandStatus(id="0000000a", way="get", sources=["/a"], target="/x", state="done", files=1, version=2)
    engine.answer(messages.START_GET, done)
    engine.answer(messages.WATCH_ERRAND, done)
    assert "Downloaded 1 file" in cli("restore", "/a", "--version", "2", "--to-local", "x", "--on-conflict", "skip").out
    request = engine.asked[0]
    assert isinstance(request, GetFiles)
    assert (request.remotes, request.version, request.seq, request.on_conflict) == (["/a"], 2, 0, "skip")
    cli("restore", "/a", "--at", "#7", "--to-local", "x")
    request = engine.asked[2]
    assert isinstance(request, GetFiles)
    assert (request.version, request.seq) == (0, 7)
    assert cli("restore", "/a", "--version", "2", "--to-local", "x", "--to", "/b").code == 2
    assert cli("restore", "/a", "--version", "2", "--background").code == 2


def test_a_dry_run_says_what_would_become_of_it(cli: Cli, engine: FakeEngine) -> None:
    """By number or by time; nothing is done."""
    would = VersionRestored(path="/a", version=6, size=1, changed=True, before=BEFORE)
    engine.answer(messages.RESTORE_VERSION, would)
    assert (
        cli("restore", "/a", "--version", "2", "--dry-run").out
        == "/a would become version 6, with the earlier content (1 byte).\n"
    )
    summary = RewindSummary(counts={"return": 1}, replaced=0, bytes=0, same=0, along=0)
    engine.answer(messages.REWIND_PLAN, RewindPlanned(moment=BEFORE, summary=summary, steps=[], total=0, more=False))
    assert "1 to restore from the bin." in cli("restore", "/a", "--at", "#7", "--dry-run").out
    assert engine.asked == [RestoreVersion(path="/a", version=2, dry_run=True), RewindPlan(path="/a", seq=7)]
