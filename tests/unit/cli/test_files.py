"""ls, tree, stat, mkdir, mv, rm."""

from __future__ import annotations

from fakes.cli import Cli, entry
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import CloudEntries, CloudPathBody, CloudStat, List, MakeFolder, Move, Nothing, Remove

TWO = CloudEntries(entries=[entry("/a/b", "folder"), entry("/a/b/c.txt", size=3)])


def test_ls_prints_the_fields_of_the_contract(cli: Cli, engine: FakeEngine) -> None:
    """``ls --json -R`` is a list of path, kind, size, mtime and id, no more and no less."""
    engine.answer(messages.LIST_FILES, TWO)
    document = cli("ls", "-R", "/a", "--json").document
    assert [set(one) for one in document] == [{"path", "kind", "size", "mtime", "id"}] * 2
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


def test_tree_is_a_drawing_or_the_same_list(cli: Cli, engine: FakeEngine) -> None:
    """People get branches, scripts the list."""
    engine.answer(messages.LIST_FILES, TWO)
    assert cli("tree", "/a").out == "/a\n└── b/\n    └── c.txt\n"
    assert cli("tree", "/a", "--json").document == cli("ls", "-R", "/a", "--json").document


def test_stat_prints_the_fields_of_the_contract(cli: Cli, engine: FakeEngine) -> None:
    """Exactly those of the contract."""
    body = CloudStat(path="/a", id="0f", kind="file", size=1, mtime="t", version=3, device="laptop", state="synced")
    engine.answer(messages.STAT_FILE, body)
    document = cli("stat", "/a", "--json").document
    assert set(document) == {"path", "id", "kind", "size", "mtime", "version", "device", "state"}
    assert engine.asked == [CloudPathBody(path="/a")]


def test_folders_are_made_moved_and_removed(cli: Cli, engine: FakeEngine) -> None:
    """Paths reach the engine in their one spelling, options as flags."""
    engine.answer(messages.MAKE_FOLDER, entry("/x/y", "folder"))
    engine.answer(messages.MOVE_FILES, TWO)
    engine.answer(messages.REMOVE_FILES, Nothing())
    assert cli("mkdir", "-p", "//x/y/").code == 0
    assert cli("mv", "/a", "/b", "/c").out == "Now /a/b.\nNow /a/b/c.txt.\n"
    assert cli("rm", "/a", "bin:/b", "--permanent").out == "Removed 2 paths for good.\n"
    assert cli("rm", "/a").out == "Removed 1 path to the bin.\n"
    assert engine.asked == [
        MakeFolder(path="/x/y", parents=True),
        Move(sources=["/a", "/b"], target="/c"),
        Remove(paths=["/a", "bin:/b"], permanent=True),
        Remove(paths=["/a"], permanent=False),
    ]
