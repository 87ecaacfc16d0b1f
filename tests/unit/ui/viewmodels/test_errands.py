"""Uploads and downloads by hand, as cards."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from fakes.moving import errand
from megadesk.ipc import messages as m
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.errands import cards, problem_lines, shown, with_progress


def test_one_that_moves() -> None:
    """What goes where, and how far it is."""
    show = shown(errand("e", files=4, total_files=12, done=0.25, size=4 << 20, bps=1 << 20, seconds_left=3))
    assert show is not None
    assert plainly(show.heading) == "Upload of Pictures to Photos"
    assert plainly(show.below) == "4 of 12 files · 1.0 MiB of 4.0 MiB · 1.0 MiB/s · 3 seconds left"
    assert (show.part, show.action, show.may_cancel, show.tone) == (0.25, "", True, "accent")


@pytest.mark.parametrize(
    ("state", "more", "below", "action"),
    [
        ("queued", {}, "Waiting in the queue", ""),
        ("scan", {}, "Checking files", ""),
        ("asking", {"questions": 3}, "3 names are already in use: your answer is needed", "answer"),
        ("transfer", {"questions": 1}, "0 bytes of 0 bytes · 1 name already in use", "answer"),
        ("waiting", {"reason": "server_unavailable"}, "The server of this account cannot be reached.", ""),
        ("waiting", {}, "Waiting", ""),
        ("failed", {"reason": "disk_full"}, "The disk", ""),
        ("failed", {}, "It did not work.", ""),
        ("done", {"files": 40, "problem_count": 3}, "40 files transferred · 3 skipped", "problems"),
        ("cancelled", {"problem_count": 1}, "Cancelled · 1 skipped", "problems"),
    ],
)
def test_each_state_says_what_is_needed(state: str, more: dict[str, Any], below: str, action: str) -> None:
    """One action at most."""
    show = shown(errand("e", state=state, **more))
    assert show is not None
    assert plainly(show.below).startswith(below)
    assert show.action == action


def test_what_was_heard_while_it_was_watched_is_newer() -> None:
    """How far it is, what it waits for; what it asks and what it left out stay."""
    status = errand("e", state="queued", questions=1, problem_count=2)
    heard = m.Progress(
        phase="upload", done_bytes=1 << 20, total_bytes=4 << 20, done_files=1, total_files=3, bps=1 << 20
    )
    show = shown(with_progress(status, replace(heard, seconds_left=40)))
    assert show is not None
    assert plainly(show.below) == (
        "1 of 3 files · 1.0 MiB of 4.0 MiB · 1.0 MiB/s · 40 seconds left · 1 name already in use · 2 skipped"
    )
    assert with_progress(status, None) is status
    assert with_progress(status, replace(heard, phase="scan")).state == "scan"
    waits = shown(with_progress(status, replace(heard, code="server_unavailable")))
    assert waits is not None
    assert plainly(waits.below).startswith("The server of this account cannot be reached.")


def test_what_is_over_and_left_nothing_out_is_not_shown() -> None:
    """The list of transfers has its files."""
    assert shown(errand("e", state="done", files=3)) is None
    assert shown(errand("e", state="cancelled")) is None


def test_what_asks_comes_first() -> None:
    """Then what goes on, then what is over; what was put away is not there."""
    errands = [
        errand("over", state="done", problem_count=1),
        errand("going"),
        errand("asks", "get", questions=1),
        errand("away", state="failed"),
    ]
    found = cards(errands, ["away"])
    assert [show.id for show in found] == ["asks", "going", "over"]
    assert plainly(found[0].heading) == "Download of 2 to Downloads"
    assert not found[-1].may_cancel


def test_what_was_left_out_is_said_with_its_reason() -> None:
    """One line each."""
    issue = m.Issue(pair="", path="/a/b", code="file_busy", message="", since="")
    assert [(plainly(path), plainly(why)) for path, why in problem_lines([issue])] == [
        ("/a/b", "A file is being changed or is in use by another program.")
    ]
