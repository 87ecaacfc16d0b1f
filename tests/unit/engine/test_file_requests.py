"""What front ends ask about files: one node in full, with what only the server or the pair knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.hands import Hands
from fakes.workbench import Quiet, Workbench
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage
from megadesk.model.wording import sentences


def stat(bench: Workbench, engine: Engine, path: str) -> m.CloudStat:
    """Ask about one node."""
    return bench.ask(engine, m.STAT_FILE, m.CloudPathBody(path=path))


def test_a_file_in_full(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """Where it is here, in which pair, how many versions there are; nothing to explain while it is in step."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("one")
    pair = bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(folder), remote="/Sync"))
    bench.wait(engine)
    (folder / "a.txt").write_text("the second")
    bench.wait(engine)
    found = stat(bench, engine, "/Sync/a.txt")
    assert (found.local, found.pair, found.state) == (str(folder / "a.txt"), pair.id, "synced")
    assert (found.versions, found.message, found.device) == (2, "", "desk")
    top = stat(bench, engine, "/Sync")
    assert (top.local, top.versions, top.message) == (str(folder), 0, "")
    (listed,) = bench.ask(engine, m.FIND_FILES, m.FindFiles(text="A.TXT")).entries
    assert (listed.path, listed.local, listed.state, listed.device) == ("/Sync/a.txt", found.local, "synced", "desk")


def test_a_file_that_is_not_in_step_says_why(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """In a sentence, as “why” says it; without the server its versions are not known, and the rest is told."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("one")
    pair = bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(folder), remote="/Sync"))
    bench.wait(engine)
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair=pair.id))
    Hands(bench, engine, tmp_path / "other").file("b.txt")
    Hands(bench, engine, tmp_path).put(str(tmp_path / "other" / "b.txt"), to="/Sync")
    found = stat(bench, engine, "/Sync/b.txt")
    assert (found.state, found.local, found.pair, found.versions) == ("paused", "", pair.id, 1)
    assert "paused" in found.message
    assert sentences(found.said) == found.message
    bench.server.is_down = True
    assert (stat(bench, engine, "/Sync/b.txt").versions, stat(bench, engine, "/Sync/a.txt").state) == (None, "synced")


def test_who_wrote_a_file_is_found_out(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """On a device that came later: by the commit that made what is current, once; then lists say it too."""
    hands = Hands(bench, engine, tmp_path)
    hands.put(hands.file("a", b"one"))
    other = bench.engine("two")
    bench.log_in(other)
    assert stat(bench, other, "/a").device == "desk"
    assert [one.device for one in bench.ask(other, m.LIST_FILES, m.List(path="/")).entries] == ["desk"]
    bench.server.is_down = True
    assert stat(bench, other, "/a").device == "desk"


def test_an_empty_search_is_refused(bench: Workbench, engine: Engine) -> None:
    """It would be a list of everything."""
    with pytest.raises(BadUsage):
        bench.ask(engine, m.FIND_FILES, m.FindFiles(text=""))


def test_a_file_comes_in_pieces(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """Of a mebibyte each."""
    hands, call = Hands(bench, engine, tmp_path), Quiet()
    hands.put(hands.file("a", b"x" * ((2 << 20) + 5)))
    bench.ask(engine, m.CAT_FILE, m.Cat(path="/a"), call)
    assert [len(chunk.data) for chunk in call.emitted] == [1 << 20, 1 << 20, 5]
