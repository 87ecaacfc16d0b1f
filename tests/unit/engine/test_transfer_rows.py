"""One transfer as a row, and which rows somebody asked for."""

from __future__ import annotations

import pytest

from fakes.crypto import node_id
from megadesk.engine.transfer_rows import Which, held_row, later_reason, later_row, line_row, past_row
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, MissingBlock, ServerUnavailable
from megadesk.model.filekind import FileKind
from megadesk.model.ids import FileHash, NodeId, PairId
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import (
    ContentKey,
    Direction,
    Place,
    Rest,
    Subject,
    TransferLine,
    TransferState,
    Wish,
)
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace
from megadesk.model.wording import words_for
from megadesk.store.transfers import Ends, PastTransfer

PAIR = PairId("0000000a")
ENDS = Ends("/home/ada/Photos", "/Photos")
SUBJECT = Subject(PAIR, Direction.UPLOAD, node_id("a"))
KEY = ContentKey(PAIR, Direction.UPLOAD, node_id("a"), FileHash(bytes(32)))
FILE = Node(node_id("a"), NodeId(b"r" * 16), Kind.FILE, "a.jpg", FileHash(bytes(32)), 7)


def test_a_line_of_the_manager() -> None:
    """Where it is, how it stands, and what there is to say."""
    line = TransferLine(
        key=KEY, path=RelPath("2026/a.jpg"), state=TransferState.RETRYING, reason="server_unavailable", bytes_done=3,
        bytes_total=7, bps=5, seconds_left=9, attempts=2, error=ServerUnavailable(), place=Place.TOP,
    )  # fmt: skip
    row = line_row(line, ENDS)
    assert (row.path, row.local, row.kind) == ("/Photos/2026/a.jpg", "/home/ada/Photos/2026/a.jpg", "image")
    assert (row.id, row.priority, row.error, row.attempts) == (SUBJECT.id, "top", "server_unavailable", 2)
    assert row.message.startswith("The server")
    active = {
        reason: line_row(replace(line, state=TransferState.ACTIVE, reason=reason), ENDS).message
        for reason in ("", "this", "person", "schedule", "cancelled")
    }
    assert [reason for reason, message in active.items() if "after the current block" not in message] == [""]
    assert line_row(line, None).path == "2026/a.jpg"
    assert line_row(line, Ends("/", "/")).local == "/2026/a.jpg"


@pytest.mark.parametrize(
    ("wish", "rests", "state", "reason"),
    [
        (None, [], "queued", ""), (Wish(paused=True), [Rest.PERSON], "paused", "this"),
        (None, [Rest.SCHEDULE], "paused", "schedule"), (None, [Rest.SCHEDULE, Rest.PERSON], "paused", "person"),
        (Wish(place=Place.BOTTOM), [], "queued", ""),
    ],
)  # fmt: skip
def test_a_file_that_will_be_asked_for(wish: Wish | None, rests: list[Rest], state: str, reason: str) -> None:
    """What a person decided about it counts already."""
    row = later_row(SUBJECT, FILE, RelPath("a.jpg"), ENDS, wish, later_reason(wish, rests))
    assert (row.state, row.reason, row.bytes_total, row.bytes_done) == (state, reason, 7, 0)
    assert row.priority == ("bottom" if wish is not None and wish.place is Place.BOTTOM else "normal")
    assert bool(row.message) is (state == "paused")


def test_while_the_server_is_away_it_waits() -> None:
    """And says for what; what a person lets rest goes before."""
    reason = later_reason(None, [], is_online=False)
    row = later_row(SUBJECT, FILE, RelPath("a.jpg"), ENDS, None, reason)
    assert (row.state, row.reason) == ("waiting", "server_unavailable")
    assert "cannot be reached" in row.message
    assert later_reason(Wish(paused=True), [], is_online=False) == "this"
    assert later_reason(None, [Rest.SCHEDULE], is_online=False) == "schedule"


def test_a_file_that_is_held_back() -> None:
    """With the words of its problem."""
    row = held_row(SUBJECT, RelPath("a.jpg"), "disk_full", {}, TransferState.WAITING, 7, ENDS)
    assert (row.state, row.reason, row.error, row.path) == ("waiting", "disk_full", "disk_full", "/Photos/a.jpg")
    assert row.message.startswith("The disk is full")
    other = held_row(SUBJECT, RelPath("b.jpg"), "disk_full", {"path": "b.jpg"}, TransferState.WAITING, 7, ENDS)
    assert other.message == row.message
    assert held_row(SUBJECT, RelPath("a"), "cancelled", {}, TransferState.CANCELLED, 7, ENDS).error is None


def test_one_that_is_over() -> None:
    """Its id is that of the history; what failed is not done."""
    past = PastTransfer(
        number=5, subject=SUBJECT, path=RelPath("a.jpg"), ends=ENDS, state=TransferState.FAILED, size_bytes=7, sent_bytes=9,
        took_s=1.0, attempts=3, ended_ms=0, error=MissingBlock(block="ff", reason="absent"),
    )  # fmt: skip
    row = past_row(past)
    assert (row.id, row.ended, row.bytes_done, row.error) == ("h5", "1970-01-01T00:00:00Z", 0, "missing")
    assert row.message


@pytest.mark.parametrize(
    ("which", "fits"),
    [
        (m.WhichTransfers(), True), (m.WhichTransfers(states=["queued", "active"]), True), (m.WhichTransfers(states=["failed"]), False),
        (m.WhichTransfers(directions=["down"]), False), (m.WhichTransfers(pair=PAIR), True), (m.WhichTransfers(pair="other"), False),
        (m.WhichTransfers(kinds=["image"]), True), (m.WhichTransfers(kinds=["audio"], text="a"), False),
        (m.WhichTransfers(text="A.JP"), True), (m.WhichTransfers(text="b"), False),
    ],
)  # fmt: skip
def test_which_fit(which: m.WhichTransfers, fits: bool) -> None:
    """Everything that was asked for has to fit."""
    assert Which(which).fits(TransferState.QUEUED, SUBJECT, lambda: "a.jpg") is fits


def test_what_of_the_past_is_asked_for() -> None:
    """Nothing, if only what is under way was asked for."""
    assert Which(m.WhichTransfers(states=["queued"])).of_the_past() is None
    found = Which(m.WhichTransfers(states=["queued", "failed"], kinds=["image"], text="Ä")).of_the_past()
    assert found is not None
    assert (set(found.states), set(found.kinds), found.text) == ({TransferState.FAILED}, {FileKind.IMAGE}, "ä")
    everything = Which(m.WhichTransfers()).of_the_past()
    assert everything is not None
    assert not everything.states


@pytest.mark.parametrize(
    "body", [m.WhichTransfers(states=["odd"]), m.WhichTransfers(directions=["in"]), m.WhichTransfers(kinds=["pdf"])]
)
def test_words_that_are_none_are_refused(body: m.WhichTransfers) -> None:
    """Not passed over: who asked would see all, and believe it."""
    with pytest.raises(BadUsage):
        Which(body)


def test_what_a_row_says_can_be_said_again() -> None:
    """Code and arguments make the message, without the path that stands in the row."""
    line = TransferLine(
        key=KEY, path=RelPath("a.jpg"), state=TransferState.RETRYING, reason="retry_later", bytes_done=0, bytes_total=7,
        bps=0, seconds_left=None, attempts=1, error=MissingBlock(path="zork"),
    )  # fmt: skip
    held = held_row(SUBJECT, RelPath("a.jpg"), "disk_full", {"path": "zork", "n": 1}, TransferState.WAITING, 7, ENDS)
    past = PastTransfer(
        number=1, subject=SUBJECT, path=RelPath("a.jpg"), ends=ENDS, state=TransferState.FAILED, size_bytes=7,
        sent_bytes=0, took_s=0.0, error=MissingBlock(path="zork"), attempts=1, ended_ms=0,
    )  # fmt: skip
    rows = [line_row(line, ENDS), held, past_row(past), *(
        line_row(replace(line, state=state, reason=reason), ENDS)
        for state in (TransferState.PAUSED, TransferState.ACTIVE)
        for reason in ("this", "person", "schedule")
    )]  # fmt: skip
    for row in rows:
        assert row.message == words_for(row.code, row.arguments).sentence != ""
    assert held.arguments == {"n": 1}
