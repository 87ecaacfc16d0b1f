"""Both versions of what a person decides about, and what is in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fakes.hands import Hands
from fakes.workbench import Quiet, Workbench
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, FileBusy, NotFound, ServerUnavailable

STAMP = "(conflicted copy bob 2026-11-20 140503)"
COPY = f"report {STAMP}.txt"


@pytest.fixture
def folder(bench: Workbench, engine: Engine, tmp_path: Path) -> Path:
    """A synced folder with a conflict in it."""
    made = tmp_path / "folder"
    made.mkdir()
    (made / "report.txt").write_text("theirs")
    (made / COPY).write_text("mine, longer")
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(made), remote="/Sync", name="docs"))
    bench.wait(engine)
    return made


def issue(bench: Workbench, engine: Engine) -> m.IssueDetail:
    """Return the only issue there is."""
    (row,) = bench.ask(engine, m.LIST_ISSUES, m.ListIssues()).issues
    return bench.ask(engine, m.SHOW_ISSUE, m.IssueName(id=row.id))


def preview(bench: Workbench, engine: Engine, keep: str, max_bytes: int = 100) -> bytes:
    """Return what is in a version of the only issue."""
    call = Quiet()
    body = m.PreviewIssue(id=issue(bench, engine).issue.id, keep=keep, max_bytes=max_bytes)
    bench.ask(engine, m.PREVIEW_ISSUE, body, call)
    return b"".join(chunk.data for chunk in call.emitted)


def test_both_versions_of_a_conflict(bench: Workbench, engine: Engine, folder: Path) -> None:
    """By the words that “issues show” has for them; as much as is wanted; nothing else has a version."""
    assert [one.keep for one in issue(bench, engine).versions] == ["copy", "name"]
    assert (preview(bench, engine, "copy"), preview(bench, engine, "name")) == (b"mine, longer", b"theirs")
    assert preview(bench, engine, "copy", 4) == b"mine"
    for keep in ("local", "both", ""):
        with pytest.raises(BadUsage):
            preview(bench, engine, keep)
    with pytest.raises(NotFound):
        bench.ask(engine, m.PREVIEW_ISSUE, m.PreviewIssue(id="0badcafe", keep="copy"))


def test_what_is_on_this_disk_needs_no_server(bench: Workbench, engine: Engine, folder: Path) -> None:
    """What is not as it was last seen is taken from the cloud, where it is what the person is asked about."""
    before = len(bench.server.asked)
    assert preview(bench, engine, "name") == b"theirs"
    assert "blob_get" not in bench.server.asked[before:]
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="docs"))
    (folder / "report.txt").write_text("something else")
    assert preview(bench, engine, "name") == b"theirs"
    assert "blob_get" in bench.server.asked[before:]
    bench.server.is_down = True
    with pytest.raises(ServerUnavailable):
        preview(bench, engine, "name")
    assert preview(bench, engine, "copy") == b"mine, longer"


def test_a_large_version_comes_in_pieces(bench: Workbench, engine: Engine, folder: Path) -> None:
    """From this disk and from the cloud alike."""
    data = os.urandom((2 << 20) + 7)
    (folder / COPY).write_bytes(data)
    bench.wait(engine)
    assert preview(bench, engine, "copy", len(data)) == data
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="docs"))
    (folder / COPY).unlink()
    assert preview(bench, engine, "copy", len(data) - 1) == data[:-1]


@pytest.fixture
def down(bench: Workbench, engine: Engine, tmp_path: Path) -> Path:
    """A folder that only listens, with a file in it."""
    made = tmp_path / "down"
    made.mkdir()
    hands = Hands(bench, engine, tmp_path)
    bench.ask(engine, m.MAKE_FOLDER, m.MakeFolder(path="/Down"))
    hands.put(hands.file("f.txt", b"theirs"), to="/Down")
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(made), remote="/Down", name="down", direction="down"))
    bench.wait(engine)
    return made


def test_both_versions_of_a_change_that_does_not_travel(bench: Workbench, engine: Engine, down: Path) -> None:
    """The file here and the one of the cloud, with whose they are."""
    (down / "f.txt").write_text("mine!")
    bench.wait(engine)
    versions = issue(bench, engine).versions
    assert [(one.keep, one.path, one.size, one.device) for one in versions] == [
        ("local", "f.txt", 5, "desk"), ("remote", "f.txt", 6, "desk"),
    ]  # fmt: skip
    assert (preview(bench, engine, "local"), preview(bench, engine, "remote")) == (b"mine!", b"theirs")
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="down"))
    (down / "f.txt").write_text("mine, and not seen yet")
    with pytest.raises(FileBusy):
        preview(bench, engine, "local")


def test_one_of_the_two_may_not_be_there(bench: Workbench, engine: Engine, down: Path) -> None:
    """New here: nothing in the cloud; removed here: nothing on this disk."""
    (down / "new.txt").write_text("new")
    bench.wait(engine)
    assert [one.keep for one in issue(bench, engine).versions] == ["local"]
    assert preview(bench, engine, "local") == b"new"
    (down / "new.txt").unlink()
    (down / "f.txt").unlink()
    bench.wait(engine)
    assert [one.keep for one in issue(bench, engine).versions] == ["remote"]
    assert preview(bench, engine, "remote") == b"theirs"
