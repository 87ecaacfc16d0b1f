"""ls, tree, stat, mkdir, mv, rm."""

from __future__ import annotations

from msgspec.structs import replace

from fakes.cli import Cli, entry
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    CloudEntries,
    CloudPathBody,
    CloudStat,
    FindFiles,
    List,
    MakeFolder,
    Move,
    Nothing,
    Remove,
)

TWO = CloudEntries(entries=[entry("/a/b", "folder"), entry("/a/b/c.txt", size=3)])


def test_ls_prints_the_fields_of_the_contract(cli: Cli, engine: FakeEngine) -> None:
    """``ls --json -R`` is a list of path, kind, size, mtime and id, who wrote it, where it is here, how it stands."""
    engine.answer(messages.LIST_FILES, TWO)
    document = cli("ls", "-R", "/a", "--json").document
    assert [set(one) for one in document] == [{"path", "kind", "size", "mtime", "id", "device", "local", "state"}] * 2
    assert engine.asked == [List(path="/a", recursive=True)]


def test_ls_shows_the_drive_by_default(cli: Cli, engine: FakeEngine) -> None:
    """Without a path it is the drive; one name a line, for pipes."""
    engine.answer(messages.LIST_FILES, TWO)
    assert cli("ls").out == "b/\nc.txt\n"
    assert "3 bytes" in cli("ls", "-l").out
    assert engine.asked[0] == List(path="/", recursive=False)


def test_ls_lists_every_page(cli: Cli, engine: FakeEngine) -> None:
    """The next one goes on after the last path."""
    pages = {"": CloudEntries(entries=[entry("/a")], more=True), "/a": CloudEntries(entries=[entry("/b")])}
    engine.answer(messages.LIST_FILES, lambda body: pages[body.after])
    assert cli("ls", "-R").out == "a\nb\n"
    assert engine.asked == [List(path="/", recursive=True), List(path="/", recursive=True, after="/a")]


def test_a_long_list_says_who_wrote_it_and_how_it_stands(cli: Cli, engine: FakeEngine) -> None:
    """In one word each: what kind of reason there is."""
    states = {"synced": "synced", "cloud": "cloud", "ignored": "ignored", "offline": "waiting", "binned": "bin"}
    entries = [replace(entry(f"/{state}"), state=state, device="lap") for state in states]
    engine.answer(messages.LIST_FILES, CloudEntries(entries=entries))
    lines = [line for line in cli("ls", "-l").out.splitlines() if "lap" in line]
    assert [line.split()[-2:] for line in lines] == [[word, state] for state, word in states.items()]


def test_find(cli: Cli, engine: FakeEngine) -> None:
    """A part of a name, or with signs a whole one; every page; whole paths."""
    pages = {"": CloudEntries(entries=[entry("/a/b.txt")], more=True), "/a/b.txt": CloudEntries(entries=[entry("/b")])}
    engine.answer(messages.FIND_FILES, lambda body: pages[body.after])
    assert cli("find", "b").out == "a/b.txt\nb\n"
    assert cli("find", "*.txt", "/a", "--json").document[0]["path"] == "/a/b.txt"
    assert engine.asked[0] == FindFiles(text="b")
    assert engine.asked[2] == FindFiles(text="*.txt", path="/a", is_pattern=True)


def test_tree_is_a_drawing_or_the_same_list(cli: Cli, engine: FakeEngine) -> None:
    """People get branches, scripts the list."""
    engine.answer(messages.LIST_FILES, TWO)
    assert cli("tree", "/a").out == "/a\n└── b/\n    └── c.txt\n"
    assert cli("tree", "/a", "--json").document == cli("ls", "-R", "/a", "--json").document


def test_stat_prints_the_fields_of_the_contract(cli: Cli, engine: FakeEngine) -> None:
    """Those of the contract, then where it is here, in which pair, how many versions there are, and why."""
    body = CloudStat(path="/a", id="0f", kind="file", size=1, mtime="t", version=3, device="laptop", state="synced")
    engine.answer(messages.STAT_FILE, body)
    document = cli("stat", "/a", "--json").document
    assert list(document) == [
        "path", "id", "kind", "size", "mtime", "version", "device", "state", "local", "pair", "versions", "message", "said",
    ]  # fmt: skip
    assert engine.asked == [CloudPathBody(path="/a")]


def test_folders_are_made_moved_and_removed(cli: Cli, engine: FakeEngine) -> None:
    """Paths reach the engine in their one spelling, options as flags."""
    engine.answer(messages.MAKE_FOLDER, entry("/x/y", "folder"))
    engine.answer(messages.MOVE_FILES, TWO)
    engine.answer(messages.REMOVE_FILES, Nothing())
    assert cli("mkdir", "-p", "//x/y/").code == 0
    assert cli("mv", "/a", "/b", "/c").out == "Now /a/b.\nNow /a/b/c.txt.\n"
    assert cli("rm", "/a", "bin:/b", "--permanent").out == "Permanently deleted 2 paths.\n"
    assert cli("rm", "/a").out == "Moved 1 path to the bin.\n"
    assert engine.asked == [
        MakeFolder(path="/x/y", parents=True),
        Move(sources=["/a", "/b"], target="/c"),
        Remove(paths=["/a", "bin:/b"], permanent=True),
        Remove(paths=["/a"], permanent=False),
    ]
