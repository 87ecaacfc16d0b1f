"""One reason for each path, conflict copies by their names, and names of issues that last."""

from __future__ import annotations

from fakes.trees import tree
from megadesk.model.errors import DecisionNeeded, Forged
from megadesk.model.ids import NodeId, PairId
from megadesk.model.listing import Fingerprint, LocalNode, Unknown
from megadesk.model.pair import Problem
from megadesk.model.relpath import ROOT, RelPath
from megadesk.model.tree import Tree
from megadesk.sync.problems import conflicts_of, issue_id, of_unknown, one_each, problem_of_error, subject_of

PAIR = PairId("0badf00d")
A, B = NodeId(b"a" * 16), NodeId(b"b" * 16)
COPY = "report (conflicted copy lap 2026-11-20 140503).txt"


class Disk:
    """A disk with the nodes of a tree, as far as names of conflict copies go."""

    def __init__(self, shown: Tree) -> None:
        self.tree = shown
        self.local = {key: LocalNode(node, node.name, Fingerprint(0, 1, 1, 1, 1)) for key, node in shown.nodes.items()}
        self.copies = set(shown.nodes)

    def at_place(self, parent: NodeId, name: str) -> NodeId | None:
        """Return the node of that name in a folder."""
        found = self.tree.child_named(parent, name)
        return None if found is None else found.id

    def path(self, node: NodeId) -> RelPath:
        """Return where a node is."""
        return self.tree.path(node)


def conflicts(*lines: str) -> list[tuple[str, object]]:
    """Return path and original name of each conflict that is found."""
    return [(problem.path, problem.arguments["name"]) for problem in conflicts_of(Disk(tree(*lines)))]


def test_row_38_conflict_is_there_while_both_are() -> None:
    """A copy beside its original is a conflict; alone, renamed, or in another folder it is a file like any other."""
    assert conflicts("d/report.txt=1", f"d/{COPY}=2") == [(f"d/{COPY}", "report.txt")]
    assert conflicts(f"d/{COPY}=2") == []
    assert conflicts("d/report.txt=1", "d/mine.txt=2") == []
    assert conflicts("report.txt=1", f"d/{COPY}=2") == []


def test_several_copies_of_one_are_several() -> None:
    """Each copy is a conflict of its own."""
    second = COPY.replace("140503", "140503 2")
    assert {path for path, _ in conflicts("report.txt=1", f"{COPY}=2", f"{second}=3")} == {COPY, second}


def test_each_path_has_one_reason() -> None:
    """What the scan saw goes before what the plan found, and that before what a step met; ignored is no problem."""
    unknown = {
        RelPath("a"): Unknown(RelPath("a"), "unreadable", "Permission denied"),
        RelPath("i"): Unknown(RelPath("i"), "ignored"),
        RelPath("n"): Unknown(RelPath("n"), "bad_name", "dots"),
    }
    planned = [Problem(code="case_conflict", path=RelPath(path), node=B) for path in ("a", "b")]
    held = [
        Problem(code="access_denied", path=RelPath(path), node=node)
        for node, path in ((A, "a"), (B, "b"), (A, "c"), (A, ""))
    ]
    found = one_each(of_unknown(unknown), planned, held)
    assert [(problem.code, problem.path) for problem in found] == [
        ("unreadable", "a"), ("bad_name", "n"), ("case_conflict", "b"), ("access_denied", "c"), ("access_denied", ""),
    ]  # fmt: skip
    assert found[0].arguments == {"detail": "Permission denied"}
    assert found[1].arguments == {"reason": "dots"}


def test_two_nodes_of_one_path_have_a_reason_each() -> None:
    """One is there on this disk and cannot have its new name, the other is to come there and cannot either."""
    planned = [Problem(code="name_kept", path=RelPath("a"), node=B)]
    held = [Problem(code="bad_name", path=RelPath("a"), node=node) for node in (A, B)]
    assert [(one.code, one.node) for one in one_each(planned, held)] == [("name_kept", B), ("bad_name", A)]


def test_what_holds_a_pair_is_named_by_its_reason() -> None:
    """A missing folder is its own code; an error without a question keeps its code."""
    missing = problem_of_error(DecisionNeeded(reason="root_missing", path="/x"))
    assert (missing.code, missing.path) == ("root_missing", ROOT)
    assert problem_of_error(Forged()).code == "forged"


def test_issue_keeps_its_name_for_as_long_as_it_is_the_same() -> None:
    """Named by pair, code and node, not by words, place or time; a question by what it asks; a path by its bytes."""
    one = Problem(code="conflict", path=RelPath("a"), node=A, since_ms=1)
    moved = Problem(code="conflict", path=RelPath("b"), node=A, since_ms=2)
    assert issue_id(PAIR, one) == issue_id(PAIR, moved)
    others = [
        issue_id(PairId("0ddba11"), one),
        issue_id(PAIR, Problem(code="symlink", path=RelPath("a"), node=A)),
        issue_id(PAIR, Problem(code="conflict", path=RelPath("a"), node=B)),
    ]
    assert len({issue_id(PAIR, one), *others}) == 4
    question = Problem(code="mass_removal", path=RelPath("d"), arguments={"digest": "00ff", "files": 3})
    assert subject_of(question) == b"\x00\xff"
    assert subject_of(Problem(code="not_unicode", path=RelPath("\udcff"))) == b"\xed\xb3\xbf"
