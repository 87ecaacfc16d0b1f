"""Which node a conflict copy stands beside. What is decided is tested through whole engines, in test_issues.py."""

from __future__ import annotations

from fakes.trees import node_id, tree
from megadesk.engine.conflicts import original_of

COPY = "a (conflicted copy bob 2026-11-20 140503).txt"


def test_original_of_a_copy() -> None:
    """It has the copy's first name, in the same folder; without one there is no conflict."""
    shown = tree("d/a.txt=1", f"copy@d/{COPY}=2", f"alone@{COPY}=3", "plain@b.txt=4")
    original = original_of(shown, shown[node_id("copy")])
    assert original is not None
    assert shown.path(original.id) == "d/a.txt"
    assert original_of(shown, shown[node_id("alone")]) is None
    assert original_of(shown, shown[node_id("plain")]) is None
