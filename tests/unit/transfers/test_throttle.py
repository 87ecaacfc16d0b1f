"""Who sends or receives is held back."""

from __future__ import annotations

import threading
import time

import pytest

from megadesk.model.errors import ServerUnavailable
from megadesk.model.transfer import Direction
from megadesk.transfers.throttle import PIECE_MAX_BYTES, PIECE_MIN_BYTES, Throttle

UP, DOWN = Direction.UPLOAD, Direction.DOWNLOAD
LONG_BYTES = 1 << 40


def waiter(throttle: Throttle, size_bytes: int) -> tuple[threading.Thread, list[str]]:
    """Return a thread that waits to be let by, and what became of it."""
    came: list[str] = []

    def run() -> None:
        try:
            throttle.let_by(UP, size_bytes)
        except ServerUnavailable:
            came.append("stopped")
        else:
            came.append("let by")

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread, came


def test_without_a_limit_nobody_waits() -> None:
    """However much it is."""
    throttle = Throttle(lambda: 0.0)
    throttle.let_by(UP, LONG_BYTES)
    assert throttle.limit(UP) is None


@pytest.mark.parametrize(
    ("bps", "piece"), [(1, PIECE_MIN_BYTES), (1 << 20, (1 << 20) // 20), (1 << 40, PIECE_MAX_BYTES)]
)
def test_pieces_are_a_part_of_a_second(bps: int, piece: int) -> None:
    """Small enough to move evenly, large enough to cost nothing."""
    throttle = Throttle(lambda: 0.0)
    throttle.set(DOWN, bps)
    assert throttle.piece_bytes(DOWN) == piece


def test_a_fast_line_takes_all_at_once() -> None:
    """As soon as it has shown that it is; a slow one shows how far it is, each way by itself."""
    throttle = Throttle(lambda: 0.0)
    assert throttle.piece_bytes(UP) == PIECE_MAX_BYTES
    throttle.took(UP, 4 << 20, 0.1)
    assert (throttle.piece_bytes(UP), throttle.piece_bytes(DOWN)) == (None, PIECE_MAX_BYTES)
    throttle.took(UP, 1000, 1.0)
    assert throttle.piece_bytes(UP) is None
    throttle.took(UP, 4 << 20, 2.0)
    assert throttle.piece_bytes(UP) == PIECE_MAX_BYTES
    throttle.set(UP, 1 << 20)
    throttle.took(UP, 4 << 20, 0.1)
    assert throttle.piece_bytes(UP) == (1 << 20) // 20


def test_who_watches_is_told_of_the_bytes_of_its_thread() -> None:
    """And not of those of others, nor of those after."""
    throttle, seen = Throttle(lambda: 0.0), list[int]()
    with throttle.watched(seen.append):
        throttle.let_by(UP, 5)
        thread, _ = waiter(throttle, 7)
        thread.join(30)
        throttle.let_by(DOWN, 6)
    throttle.let_by(UP, 8)
    assert seen == [5, 6]


@pytest.mark.parametrize(("act", "came"), [("lift", "let by"), ("stop", "stopped")])
def test_who_waits_is_let_go(act: str, came: str) -> None:
    """A limit that is lifted, or an engine that stops, is not waited out."""
    throttle = Throttle(lambda: 0.0)
    throttle.set(UP, 1)
    thread, found = waiter(throttle, LONG_BYTES)
    if act == "lift":
        throttle.set(UP, None)
    else:
        throttle.stop()
    thread.join(30)
    assert found == [came]


def test_who_comes_after_the_end_is_not_let_by() -> None:
    """Nothing is sent any more."""
    throttle = Throttle(lambda: 0.0)
    throttle.stop()
    with pytest.raises(ServerUnavailable):
        throttle.let_by(UP, 1)


def test_bytes_take_their_time() -> None:
    """On the clock of this machine: never faster than the limit."""
    throttle = Throttle(time.monotonic)
    throttle.set(UP, 1_000_000)
    started = time.monotonic()
    for _ in range(10):
        throttle.let_by(UP, 20_000)
    assert time.monotonic() - started > 0.08
