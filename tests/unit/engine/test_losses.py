"""What a guard asks about, as lines a person can read."""

from __future__ import annotations

from fakes.trees import tree
from megadesk.engine.losses import LOSSES_SHOWN, change_of, losses_of, way_back
from megadesk.ipc.messages import IssueLoss
from megadesk.model.pair import Problem
from megadesk.model.relpath import ROOT, RelPath
from megadesk.model.tree import Node, Tree
from megadesk.sync.drip import Burst
from megadesk.sync.guard import Losses, Question


def shown(base: Tree, losses: Losses) -> tuple[list[tuple[str, str, str, int, int]], int, int]:
    """Return the lines, and the sums."""
    question = Question(Problem(code="mass_removal", path=ROOT, arguments={"digest": "00"}), losses)
    made = losses_of(question, lambda node: base.path(node) if node in base else None)
    return [line(one) for one in made.shown], made.files, made.bytes


def line(one: IssueLoss) -> tuple[str, str, str, int, int]:
    """Return a line as a tuple."""
    return one.where, one.path, one.kind, one.files, one.bytes


def nodes(base: Tree, *prefixes: str) -> tuple[Node, ...]:
    """Return all nodes below these paths."""
    return tuple(node for path, node in base.paths().items() if path.startswith(prefixes))


def test_a_whole_folder_is_one_line() -> None:
    """With all that is in it counted; single files stand by themselves, and each direction is told."""
    base = tree("d/a=11", "d/e/b=22", "d/e/f/", "x/c=3", "keep=4", "edited=55")
    lost = Losses(here=nodes(base, "x/c"), there=nodes(base, "d"), changed=nodes(base, "edited"))
    lines, files, size = shown(base, lost)
    assert lines == [
        ("local", "x/c", "file", 1, 1), ("remote", "d", "folder", 2, 4), ("change", "edited", "file", 1, 2),
    ]  # fmt: skip
    assert (files, size) == (4, 7)


def test_very_many_files_of_one_folder_are_one_line() -> None:
    """More lines than a person reads are put together by folder; the sums are of all."""
    base = tree(*(f"d/{at:04}=x" for at in range(LOSSES_SHOWN + 1)), "e/one=1")
    lines, files, _ = shown(base, Losses(there=nodes(base, "d/", "e/")))
    assert lines[0][:4] == ("remote", "d", "files", LOSSES_SHOWN + 1)
    assert ("remote", "e/one", "file", 1, 1) in lines
    assert files == LOSSES_SHOWN + 2


def test_lines_are_never_more_than_a_person_reads() -> None:
    """Also of very many folders, the largest are shown."""
    base = tree(*(f"{at:04}/{file}=x" for at in range(LOSSES_SHOWN + 5) for file in range(1 + (at == 150))))
    lines, files, _ = shown(base, Losses(there=tuple(base.values())))
    assert len(lines) == LOSSES_SHOWN
    assert lines[0][1] == "0150"
    assert files == LOSSES_SHOWN + 6


def test_a_node_that_is_nowhere_is_shown_by_its_name() -> None:
    """Whatever base has become meanwhile, there is an answer."""
    base = tree("a=1")
    lines, _, _ = shown(tree(), Losses(there=tuple(base.values())))
    assert lines[0][1] == "a"


def test_way_back_is_a_command_to_type() -> None:
    """To the millisecond before the first file changed, with the cloud folder quoted; none while nothing is uploaded."""
    burst = Burst(files=60, uploaded=50, ending=".lo\x1bck", since_ms=1_700_000_000_000, names=(RelPath("a\x1b.txt"),))
    problem = Problem(code="mass_change", path=ROOT, arguments={"since_ms": burst.since_ms, "uploaded": burst.uploaded})
    found = change_of(burst, problem, "/My Files")
    assert found.rewind == "megadesk rewind restore '/My Files' --at 2023-11-14T22:13:19.999Z"
    assert (found.since, found.before) == ("2023-11-14T22:13:20.000Z", "2023-11-14T22:13:19.999Z")
    assert "\x1b" not in found.ending + found.names[0]
    fresh = Problem(code="mass_change", path=ROOT, arguments={"since_ms": burst.since_ms, "uploaded": 0})
    assert (
        way_back(fresh, "/Docs") == way_back(problem, "") == way_back(Problem(code="conflict", path=ROOT), "/D") == ""
    )
