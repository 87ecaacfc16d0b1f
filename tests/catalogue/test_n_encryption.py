"""Catalogue N: what end-to-end encryption adds."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.rows import Pair
from megadesk.sync.ports import PutNode


@pytest.mark.parametrize("which", ["d", "a"], ids=["folder", "file"])
def test_row211_record_that_does_not_open(tmp_path: Path, which: str) -> None:
    """The node and all below it stay as they are on both sides; the rest goes on; once it opens, so do they."""
    pair = Pair(tmp_path, "d/x=1, d/e/y=2, a=3, b=4")
    bad = next(node.id for node in pair.cloud.tree().values() if node.name == which)
    pair.there.do("d/x=11, a=33, b=44, d/n=5")
    pair.there.sync()
    pair.reset()
    pair.here.view.faulted = {bad: "quarantined"}
    for _ in range(3):
        pair.here.one_round()
    held = {"d": ["a=33", "b=44", "d/e/y=2", "d/x=1"], "a": ["a=3", "b=44", "d/e/y=2", "d/n=5", "d/x=11"]}
    assert pair.here.shown() == held[which]
    assert pair.told() == ""
    pair.here.view.faulted = {}
    pair.settle()
    pair.check("a=33, b=44, d/e/y=2, d/n=5, d/x=11")


@pytest.mark.parametrize("start", ["", "a=0"], ids=["created", "edited"])
def test_row214_two_publish_at_once(tmp_path: Path, start: str) -> None:
    """Who comes second is told, looks again, and makes a copy of its own: one device resolves, never both."""
    pair = Pair(tmp_path, start)

    def be_quicker() -> None:
        pair.here.view.before_publish = lambda: None
        pair.there.do("a=22")
        pair.there.sync()

    pair.here.view.before_publish = be_quicker
    pair.here.do("a=1")
    pair.here.sync()
    pair.settle()
    pair.check("a=22, a{copy}=1")
    assert pair.there.notices == []
    assert sum(isinstance(op, PutNode) for op in pair.cloud.ops) == 2
