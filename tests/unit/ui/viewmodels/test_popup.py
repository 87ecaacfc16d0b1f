"""The popup at one glance."""

from __future__ import annotations

import msgspec

from fakes.desk import NOW_MS, QUIET, status
from megadesk.ipc.messages import HeldPath, PairStatus, TransferRow, TransfersChanged
from megadesk.model.wording import words_for
from megadesk.ui.app_state import AppState, connected, with_status, with_transfers
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.popup import popup

PAIR = PairStatus(
    id="p1",
    name="Photos",
    local="/home/anna/Photos",
    remote="/Photos",
    direction="both",
    state="synced",
    pending=0,
    files=3,
    bytes=1,
    issues=0,
)
UP = TransferRow(
    id="u1",
    direction="up",
    path="/Photos/a.jpg",
    local="/home/anna/Photos/a.jpg",
    pair="p1",
    state="active",
    bytes_done=1,
    bytes_total=4,
    bps=2048,
    seconds_left=240,
)
DONE = TransferRow(
    id="h1",
    direction="down",
    path="/b.mp4",
    local="/home/anna/b.mp4",
    pair="p1",
    state="completed",
    ended="2026-11-26T09:55:00Z",
)


def test_what_moves_stands_before_what_was_moved() -> None:
    """Each as one sentence, too."""
    state = with_transfers(
        with_status(connected(AppState()), status(pairs=[PAIR])),
        TransfersChanged(transfers=QUIET, moving=[UP], queue_version=1, history_version=1),
    )
    shown = popup(state, [DONE], NOW_MS)
    assert [(row.look.name, row.is_live, row.look.part) for row in shown.rows] == [
        ("a.jpg", True, 0.25),
        ("b.mp4", False, None),
    ]
    assert plainly(shown.rows[0].spoken) == "a.jpg: Uploading · 2.0 KiB/s · 4 minutes left"
    assert plainly(shown.rows[1].look.below).startswith("Cloud drive · ")
    assert shown.folders == (("Photos", "/home/anna/Photos"),)


def test_a_failure_says_why() -> None:
    """In place of where and when."""
    failed = msgspec.structs.replace(DONE, state="failed", reason="disk_full")
    shown = popup(with_status(AppState(), status()), [failed], NOW_MS)
    assert plainly(shown.rows[0].look.below) == words_for("disk_full").sentence


def test_the_first_problem_is_named_and_the_others_counted() -> None:
    """What holds a whole folder comes first."""
    held = HeldPath(id="i1", path="a?.txt", code="name_not_allowed", message="…", remedy="…")
    pair = msgspec.structs.replace(PAIR, held=[held])
    strip = popup(with_status(AppState(), status(pairs=[pair], issues=4)), [], NOW_MS).strip
    assert strip is not None
    assert (strip.what, plainly(strip.more)) == ("i1", "3 more")
    stalled = msgspec.structs.replace(pair, state="attention", code="disk_full")
    strip = popup(with_status(AppState(), status("attention", pairs=[stalled], issues=1)), [], NOW_MS).strip
    assert strip is not None
    assert (strip.what, plainly(strip.words)) == ("", f"Photos: {words_for('disk_full').sentence}")
    assert popup(AppState(), [], NOW_MS).strip is None
