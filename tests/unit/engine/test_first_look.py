"""What a new pair would do, before it is one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from fakes.hands import Hands
from fakes.workbench import Quiet, Workbench
from megadesk.engine.engine import Engine
from megadesk.engine.first_look import EXAMPLES
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists, BadUsage, MegadeskError, Stale

NONE = m.Share(files=0, bytes=0)


def preview(
    bench: Workbench, engine: Engine, local: Path, remote: str = "/Docs", call: Quiet | None = None, **more: str
) -> m.PairPreview:
    """Ask for it."""
    return bench.ask(engine, m.PREVIEW_PAIR, m.PreviewPair(local=str(local), remote=remote, **more), call)


@pytest.fixture
def docs(tmp_path: Path, hands: Hands) -> Path:
    """A folder here, and one there, each with a file of its own, one that is the same, and two that differ."""
    there = {
        "same.txt": b"same",
        "only there.txt": b"there",
        "size.txt": b"longer",
        "bytes.txt": b"abcd",
        "sub/é.txt": b"e",
    }
    for name, data in there.items():
        hands.file(f"Docs/{name}", data)
    hands.put(str(hands.base / "Docs"), recursive=True)
    docs = tmp_path / "docs"
    here = {
        "same.txt": b"same",
        "only here.txt": b"here!",
        "size.txt": b"short",
        "bytes.txt": b"dcba",
        "sub/é.txt": b"e",
    }
    for name, data in here.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_bytes(data)
    (docs / "link").symlink_to("same.txt")
    (docs / ".deskignore").write_text("*.tmp\n")
    (docs / "left out.tmp").write_bytes(b"x")
    return docs


def test_both_sides_are_compared_and_nothing_is_made(bench: Workbench, engine: Engine, docs: Path) -> None:
    """By their bytes where the sizes do not tell; whatever form the names have; what a rule leaves out is no part of it."""
    engine.supervisor.world.journal.fetch()
    seq, asked = engine.supervisor.world.space.head, len(bench.server.asked)
    before = sorted(one.name for one in docs.iterdir())
    call = Quiet()
    found = preview(bench, engine, docs, call=call)
    assert (found.local, found.remote, found.local_exists, found.remote_exists) == (str(docs), "/Docs", True, True)
    assert found.only_here == m.Share(files=2, bytes=11, examples=[".deskignore", "only here.txt"])
    assert found.only_there == m.Share(files=1, bytes=5, examples=["only there.txt"])
    assert found.same == m.Share(files=2, bytes=5, examples=["same.txt", "sub/é.txt"])
    assert found.differ == m.Share(files=2, bytes=9, examples=["bytes.txt", "size.txt"])
    assert found.held == 1
    assert {report.phase for report in call.reports} == {"scan", "hash"}
    assert engine.supervisor.world.space.head == seq
    assert len(bench.server.asked) == asked
    assert sorted(one.name for one in docs.iterdir()) == before
    assert bench.ask(engine, m.LIST_PAIRS, m.Nothing()).pairs == []


def test_it_is_what_a_pair_then_does(bench: Workbench, engine: Engine, docs: Path) -> None:
    """What is only on one side comes to the other, what differs is kept twice, and what is the same stays as it is."""
    found = preview(bench, engine, docs)
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(docs), remote="/Docs"))
    (pair,) = bench.wait(engine).pairs
    files = found.only_here.files + found.only_there.files + found.same.files + 2 * found.differ.files
    assert pair.files == files
    with pytest.raises(AlreadyExists):
        preview(bench, engine, docs)


def test_folders_that_are_not_there_are_empty(bench: Workbench, engine: Engine, docs: Path, tmp_path: Path) -> None:
    """Neither is made; only what is on the other side counts."""
    found = preview(bench, engine, tmp_path / "new", "/New/Deep")
    assert (found.local_exists, found.remote_exists) == (False, False)
    assert [found.only_here, found.only_there, found.same, found.differ] == [NONE] * 4
    assert preview(bench, engine, tmp_path / "new").only_there.files == 5
    assert preview(bench, engine, docs, "/New").only_here.files == 6
    assert not (tmp_path / "new").exists()


def test_links_count_if_they_are_kept(bench: Workbench, engine: Engine, docs: Path) -> None:
    """They are files then, and not held."""
    found = preview(bench, engine, docs, symlinks="keep")
    assert (found.only_here.files, found.held) == (3, 0)


def test_examples_are_the_first(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """However many there are."""
    (tmp_path / "many").mkdir()
    for number in range(EXAMPLES + 5):
        (tmp_path / "many" / f"{number:03}.txt").write_bytes(b"x")
    found = preview(bench, engine, tmp_path / "many", "/Many").only_here
    assert (found.files, len(found.examples), found.examples[0]) == (EXAMPLES + 5, EXAMPLES, "000.txt")


def test_what_would_be_refused_is_refused_in_the_same_way(
    bench: Workbench, engine: Engine, docs: Path, tmp_path: Path
) -> None:
    """Each pair of places: the very error of adding the pair, and nothing made by either."""
    other = tmp_path / "other"
    other.mkdir()
    (tmp_path / "a file").write_text("x")
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(other), remote="/Other"))
    places = [
        (other, "/Free"), (other / "in", "/Free"), (tmp_path, "/Free"), (docs, "/Other"), (docs, "/Other/in/it"), (docs, "/"),
        (docs, "bin:/x"), (docs, "/Docs/same.txt"), (docs, "/Docs/same.txt/x"), (Path("relative"), "/Free"), (Path("/"), "/Free"),
        (tmp_path / "a file", "/Free"), (engine.profile.state_dir, "/Free"),
    ]  # fmt: skip
    for local, remote in places:
        faults: list[tuple[str, dict[str, object]]] = []
        asks: tuple[Callable[[], object], ...] = (
            partial(bench.ask, engine, m.PREVIEW_PAIR, m.PreviewPair(local=str(local), remote=remote)),
            partial(bench.ask, engine, m.ADD_PAIR, m.AddPair(local=str(local), remote=remote)),
        )
        for ask in asks:
            with pytest.raises(MegadeskError) as caught:
                ask()
            faults.append((caught.value.code, dict(caught.value.arguments)))
        assert faults[0] == faults[1], (local, remote)
    with pytest.raises(BadUsage):
        preview(bench, engine, docs, direction="sideways")


def test_who_goes_away_ends_it(bench: Workbench, engine: Engine, docs: Path) -> None:
    """Before the next folder, or the next block that is read."""

    def gone() -> None:
        raise Stale("the client no longer waits", reason="cancelled")

    call = Quiet()
    call.before_check = [lambda: None, gone]
    with pytest.raises(Stale):
        preview(bench, engine, docs, call=call)
