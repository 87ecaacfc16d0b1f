"""Catalogue E: a file becomes a folder, or the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.rows import Pair, Row, catalogued, play, row


@catalogued(
    row(105, "file replaced by folder there", start="a=1", there="rm a, a/b=2", after="a/b=2", debris="1",
        disk="discard, mkdir, place", cloud=""),
    row(106, "file replaced by folder there edited here", start="a=1", here="a=22", there="rm a, a/b=2",
        after="a/b=2, a{copy}=22", cloud="put", debris="", notices="conflict_copy"),
    row(107, "folder replaced by file there", start="a/b=1, a/c/d=2", there="rm a, a=3", after="a=3", cloud="",
        disk="4 discard, place", debris="1 2"),
    row(109, "folder replaced by file here child edited there", start="d/a=1, d/b=2", here="rm d, d=9", there="d/b=22",
        after="d/b=22, d{copy}=9", bin="1", notices="conflict_copy"),
    row(109, "folder replaced by file here child added there", start="d/a=1", here="rm d, d=9", there="d/n=2",
        after="d/n=2, d{copy}=9", bin="1", notices="conflict_copy"),
    row(111, "file made here folder made there", here="a=1", there="a/b=2", after="a/b=2, a{copy}=1", cloud="put",
        notices="conflict_copy"),
    row(112, "file made here folder moved there", start="e/b=2", here="a=1", there="mv e a", after="a/b=2, a{copy}=1",
        cloud="put", notices="conflict_copy"),
    row(113, "empty folder replaced by file there", start="a/", there="rm a, a=1", after="a=1", disk="discard, place",
        cloud=""),
)  # fmt: skip
def test_row(case: Row, tmp_path: Path) -> None:
    """Both folders and the cloud end as the row says, at the cost it says."""
    play(tmp_path, case)


@pytest.mark.parametrize(("start", "script"), [("a/b=1", "rm a, a=2"), ("a=1", "rm a, a/b=2"), ("a/b=1", "touch a/b")])
def test_row114_hint_at_another_kind(tmp_path: Path, start: str, script: str) -> None:
    """A hint says where to look, never what is there: the look decides."""
    pair = Pair(tmp_path, start)
    pair.here.do(script)
    pair.here.look_at("a", "a/b", "a/never/was")
    shown = pair.here.shown()
    pair.settle()
    assert pair.there.shown() == pair.here.shown() == shown
