"""What a safety check asks about, as a tree."""

from __future__ import annotations

from fakes.issues import LOSSES, REMOVAL
from megadesk.ipc import messages as m
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.losses import LossNode, loss_branches, node_files, node_name, sum_words


def shown(nodes: tuple[LossNode, ...], depth: int = 0) -> list[str]:
    """Return a tree as lines."""
    lines = []
    for node in nodes:
        lines.append(f"{'  ' * depth}{plainly(node_name(node))} {node.files}{' whole' if node.is_whole else ''}")
        lines += shown(node.below, depth + 1)
    return lines


def test_folders_count_what_would_go_in_them() -> None:
    """A folder that goes whole is one line."""
    branches = loss_branches(m.IssueDetail(issue=REMOVAL, losses=LOSSES, files=312, bytes=1))
    assert [plainly(branch.title) for branch in branches] == ["Would be deleted in the cloud and on your devices"]
    assert shown(branches[0].nodes) == [
        "2026 299", "  Lisbon 208 whole", "  Porto 91", "    raw 90 whole", "    notes.txt 1", "Archive 13",
    ]  # fmt: skip


def test_a_chain_of_single_folders_is_one_line() -> None:
    """Nobody wants to open five of them."""
    lines = [m.IssueLoss(where="local", path="a/b/c/d", kind="folder", files=4, bytes=8)]
    branches = loss_branches(m.IssueDetail(issue=REMOVAL, losses=lines, files=4, bytes=8))
    assert shown(branches[0].nodes) == ["a/b/c/d 4 whole"]
    assert plainly(branches[0].title) == "Would be deleted on this computer"


def test_both_sides_and_files_at_the_top_stand_apart() -> None:
    """Each below its own title."""
    lines = [
        m.IssueLoss(where="local", path="x", kind="file", files=1, bytes=2),
        m.IssueLoss(where="remote", path="", kind="files", files=30, bytes=60),
        m.IssueLoss(where="change", path="a", kind="files", files=3, bytes=6),
    ]
    branches = loss_branches(m.IssueDetail(issue=REMOVAL, losses=lines, files=34, bytes=68))
    assert [shown(branch.nodes) for branch in branches] == [["files at the top level 30"], ["x 1"], ["a 3"]]
    assert plainly(node_files(branches[1].nodes[0])) == ""
    assert plainly(node_files(branches[2].nodes[0])) == "3 files"


def test_what_is_not_shown_is_counted() -> None:
    """So that the sum is of all."""
    detail = m.IssueDetail(issue=REMOVAL, losses=LOSSES, files=1312, bytes=5 << 20)
    assert plainly(sum_words(detail)) == "1,312 files in total · 5.0 MiB · 1,000 more not shown"
