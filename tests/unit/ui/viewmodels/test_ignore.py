"""Ignore rules as they are edited."""

from __future__ import annotations

import msgspec

from megadesk.ipc import messages as m
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.ignore import fault_lines, tried_view

NONE = m.IgnoreEffect(files=0, bytes=0, examples=[])
TRIED = m.IgnoreTried(
    pair="p1", folder="", changed=True, version="v", faults=[], taken_out=m.IgnoreEffect(files=38, bytes=2048, examples=["a", "b"]),
    let_in=m.IgnoreEffect(files=1, bytes=5, examples=["c"]), fetched=NONE,
)  # fmt: skip
FAULT = m.IgnoreFault(
    source=".deskignore", line=3, text="x", message="…", code="ignore_line",
    arguments={"path": ".deskignore", "text": "x", "line": 3},
)  # fmt: skip


def test_what_a_text_does_is_said_with_the_first_files() -> None:
    """And how many there are beside them."""
    view = tried_view(TRIED)
    told = [(plainly(effect.title), effect.examples, plainly(effect.more)) for effect in view.effects]
    assert told == [
        ("38 files will no longer be synced · 2.0 KiB", ("a", "b"), "and 36 more"),
        ("1 file on this computer will be synced again · 5 bytes", ("c",), ""),
    ]
    assert plainly(view.summary) == "This deletes no files, neither here nor in the cloud."


def test_what_does_nothing_says_so() -> None:
    """Since an empty side would look as if it was not ready."""
    idle = msgspec.structs.replace(TRIED, taken_out=NONE, let_in=NONE)
    assert plainly(tried_view(idle).summary) == "This change affects no files, neither here nor in the cloud."
    same = msgspec.structs.replace(idle, changed=False)
    assert plainly(tried_view(same).summary) == "These rules are in effect."
    fetched = msgspec.structs.replace(idle, fetched=m.IgnoreEffect(files=2, bytes=3, examples=["d"]))
    assert plainly(tried_view(fetched).effects[0].title) == "2 files will be downloaded from the cloud · 3 bytes"


def test_lines_that_are_no_rules_come_first() -> None:
    """In their order, each with its reason."""
    later = msgspec.structs.replace(FAULT, line=9, code="")
    view = tried_view(msgspec.structs.replace(TRIED, faults=[later, FAULT]))
    assert [fault.line for fault in view.faults] == [3, 9]
    assert plainly(view.summary) == "2 lines are not valid rules and are not used."
    assert "is not a valid rule and is not used" in plainly(fault_lines([FAULT])[0].words)
    assert plainly(view.faults[1].words) == "This line is not a valid rule and is not used."
