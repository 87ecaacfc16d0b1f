"""bin list, restore, empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    BinCount,
    BinEmpty,
    BinEntries,
    BinEntry,
    BinList,
    BinRestore,
    BinRestored,
    Counted,
    Emptied,
    Restored,
)

HERE = BinEntry(
    id="local-0123456789ab", side="local", path="sub/a\x1b.jpg", pair="Photos", kind="file", size=3,
    removed="2026-11-20T14:05:03Z",
)  # fmt: skip
THERE = BinEntry(
    id="ab" * 16, side="cloud", path="/Docs/old", pair=None, kind="folder", size=2048, removed="2026-11-19T14:05:03Z"
)
GONE = Emptied(local=1, local_bytes=3, cloud=2, cloud_bytes=2048)


def test_list_shows_both_sides(cli: Cli, engine: FakeEngine) -> None:
    """Where it was, when it went, which side has it; a name cannot write on the terminal; --json is the list itself."""
    engine.answer(messages.LIST_BIN, BinEntries(entries=[HERE, THERE], unread=["Music"]))
    shown = cli("bin", "list").out
    assert "Photos: sub/a\\x1b.jpg" in shown
    assert "/Docs/old/" in shown
    assert "The folder of Music cannot be read right now." in shown
    assert "\x1b" not in shown
    document = cli("bin", "list", "--cloud", "--json").document
    assert [set(one) for one in document] == [{"id", "side", "path", "pair", "kind", "size", "removed"}] * 2
    assert document[1]["id"] == "ab" * 16
    cli("bin", "list", "--local")
    cli("bin", "list", "--local", "--cloud")
    assert engine.asked == [BinList(), BinList(side="cloud"), BinList(side="local"), BinList()]


def test_empty_list_says_so(cli: Cli, engine: FakeEngine) -> None:
    """No table without rows."""
    engine.answer(messages.LIST_BIN, BinEntries(entries=[]))
    assert cli("bin", "list").out == "The bin is empty.\n"


def test_restore_says_where_it_is_now(cli: Cli, engine: FakeEngine) -> None:
    """Several at once; a name that was taken is mentioned; a place to go to is of the side that the entry is of."""
    now = BinRestored(id=HERE.id, side="local", path="/home/a/Photos/x", pair="Photos", renamed=True)
    engine.answer(messages.RESTORE_BIN, Restored(entries=[now]))
    assert cli("bin", "restore", "local-01", "abab").out == "Now /home/a/Photos/x. Its name was already in use.\n"
    assert cli("bin", "restore", "abab", "--to", "/x//y/", "--json").document[0]["renamed"] is True
    cli("bin", "restore", "local-01", "--to", "/home/a/Photos/y")
    assert engine.asked == [
        BinRestore(ids=["local-01", "abab"]),
        BinRestore(ids=["abab"], to="/x/y"),
        BinRestore(ids=["local-01"], to="/home/a/Photos/y"),
    ]


def test_folder_is_named_by_its_path(
    cli: Cli, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is no id is a path of this computer; what was left since it is there already is said."""
    monkeypatch.chdir(tmp_path)
    now = BinRestored(id=HERE.id, side="local", path="/home/a/Photos/x", pair="Photos", renamed=False)
    engine.answer(messages.RESTORE_BIN, Restored(entries=[now], left=2))
    shown = cli("bin", "restore", "photos/", "local-01", "cafe").out
    assert shown.splitlines() == [
        "Now /home/a/Photos/x.", "2 files already exist; their copies stay in the bin, to be restored by id.",
    ]  # fmt: skip
    cli("bin", "restore", "./cafe", "--to", "new")
    assert engine.asked == [
        BinRestore(ids=["local-01", "cafe"], paths=[str(tmp_path / "photos")]),
        BinRestore(ids=[], paths=[str(tmp_path / "cafe")], to=str(tmp_path / "new")),
    ]


def test_list_says_how_a_folder_comes_back(cli: Cli, engine: FakeEngine) -> None:
    """Only where one of this computer is in it."""
    engine.answer(messages.LIST_BIN, BinEntries(entries=[HERE, THERE]))
    assert "megadesk bin restore FOLDER" in cli("bin", "list").out
    engine.answer(messages.LIST_BIN, BinEntries(entries=[THERE]))
    assert "FOLDER" not in cli("bin", "list").out


def test_empty_asks_a_person_first(cli: Cli, engine: FakeEngine) -> None:
    """How much it is stands in the question; no is no, and yes is for exactly that."""
    engine.answer(messages.COUNT_BIN, Counted(amount=GONE, ids=[HERE.id, THERE.id]))
    engine.answer(messages.EMPTY_BIN, GONE)
    asked = cli("bin", "empty", "--local", "--older-than", "7", stdin="n\n", terminal=True)
    assert "Permanently delete: 1 file here (3 bytes), 2 entries in the cloud (2.0 KiB)?" in asked.err
    assert asked.code != 0
    assert engine.asked == [BinCount(side="local", older_than_days=7)]
    agreed = cli("bin", "empty", stdin="y\n", terminal=True)
    assert (agreed.code, agreed.out) == (
        0, "Permanently deleted: 1 file here (3 bytes), 2 entries in the cloud (2.0 KiB).\n",
    )  # fmt: skip
    assert engine.asked[1:] == [BinCount(), BinEmpty(only=[HERE.id, THERE.id])]


def test_empty_without_a_person_needs_yes(cli: Cli, engine: FakeEngine) -> None:
    """A script says that it means it."""
    engine.answer(messages.EMPTY_BIN, GONE)
    for options in ((), ("--json",)):
        assert cli("bin", "empty", *options, terminal=bool(options)).code == 2
    assert engine.asked == []
    assert cli("bin", "empty", "--cloud", "--yes", "--json").document == {
        "local": 1, "local_bytes": 3, "cloud": 2, "cloud_bytes": 2048,
    }  # fmt: skip
    assert engine.asked == [BinEmpty(side="cloud")]


def test_dry_runs_do_nothing(cli: Cli, engine: FakeEngine) -> None:
    """What would go where, and how much would be gone."""
    engine.answer(messages.COUNT_BIN, Counted(amount=GONE, ids=["a"]))
    assert cli("bin", "empty", "--dry-run").out.startswith("Would be permanently deleted: 1 file here")
    where = BinRestored(id=THERE.id, side="cloud", path="/Docs/old", pair=None, renamed=True)
    engine.answer(messages.RESTORE_BIN, Restored(entries=[where]))
    shown = cli("bin", "restore", THERE.id, "--dry-run").out
    assert shown == "Would go to /Docs/old. Its name is already in use; it would get another beside it.\n"
    assert engine.asked == [BinCount(), BinRestore(ids=[THERE.id], dry_run=True)]


def test_every_page_is_listed(cli: Cli, engine: FakeEngine) -> None:
    """As many as there are, in one document."""
    pages = [BinEntries(entries=[HERE], more=True), BinEntries(entries=[THERE])]
    engine.answer(messages.LIST_BIN, lambda body: pages[body.after])
    assert [one["id"] for one in cli("bin", "list", "--json").document] == [HERE.id, THERE.id]
