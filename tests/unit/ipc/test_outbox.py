"""The queue to one client: order, bounds, and who waits for whom."""

from __future__ import annotations

import threading

from megadesk.ipc.outbox import EVENTS_MAX, STREAM_MAX_BYTES, STREAM_MAX_MESSAGES, Outbox


def take_all(outbox: Outbox, count: int) -> list[bytes | None]:
    """Return the next messages."""
    return [outbox.take() for _ in range(count)]


def test_answers_come_out_in_order() -> None:
    """First in, first out."""
    outbox = Outbox(b"lagged")
    for number in range(5):
        outbox.put(b"%d" % number)
    assert take_all(outbox, 5) == [b"0", b"1", b"2", b"3", b"4"]


def test_newer_event_takes_the_place_of_the_one_that_waits() -> None:
    """A slow reader sees the newest state once, at the place of the first."""
    outbox = Outbox(b"lagged")
    outbox.put_latest("status", b"old")
    outbox.put(b"answer")
    outbox.put_latest("status", b"new")
    outbox.put_latest("other", b"o")
    assert take_all(outbox, 3) == [b"new", b"answer", b"o"]


def test_too_many_kinds_become_one_lagged_event_and_answers_stay() -> None:
    """Memory is bounded; the client learns that it has to ask for the state."""
    outbox = Outbox(b"lagged")
    outbox.put(b"answer")
    for number in range(EVENTS_MAX + 1):
        outbox.put_latest(number, b"e")
    outbox.put_latest("fresh", b"f")
    assert take_all(outbox, 3) == [b"answer", b"lagged", b"f"]


def test_events_without_end_stay_bounded() -> None:
    """A client that never reads costs a fixed amount."""
    outbox = Outbox(b"lagged")
    for number in range(10 * EVENTS_MAX):
        outbox.put_latest(number, b"e")
    outbox.put(b"end")
    count = 0
    while outbox.take() != b"end":
        count += 1
    assert count <= EVENTS_MAX


def put_in_thread(outbox: Outbox, data: bytes, stop: threading.Event) -> tuple[threading.Thread, threading.Event]:
    """Put a piece of a stream from another thread; the event says when it went through."""
    done = threading.Event()

    def put() -> None:
        outbox.put_stream(data, stop)
        done.set()

    thread = threading.Thread(target=put)
    thread.start()
    return thread, done


def test_stream_waits_for_room_and_loses_nothing() -> None:
    """The handler of a slow client waits; when the client reads, all pieces come, in order."""
    outbox, stop = Outbox(b"lagged"), threading.Event()
    for number in range(STREAM_MAX_MESSAGES):
        outbox.put_stream(b"%d" % number, stop)
    thread, done = put_in_thread(outbox, b"last", stop)
    assert not done.is_set()
    got = take_all(outbox, STREAM_MAX_MESSAGES + 1)
    thread.join()
    assert got == [*(b"%d" % number for number in range(STREAM_MAX_MESSAGES)), b"last"]


def test_stream_is_bounded_by_bytes_too() -> None:
    """Few large pieces fill it as well."""
    outbox, stop = Outbox(b"lagged"), threading.Event()
    outbox.put_stream(b"x" * STREAM_MAX_BYTES, stop)
    thread, done = put_in_thread(outbox, b"more", stop)
    assert not done.is_set()
    assert outbox.take() == b"x" * STREAM_MAX_BYTES
    thread.join()
    assert outbox.take() == b"more"


def test_full_stream_does_not_hold_up_answers_and_events() -> None:
    """Other requests of the same client go on."""
    outbox, stop = Outbox(b"lagged"), threading.Event()
    outbox.put_stream(b"x" * STREAM_MAX_BYTES, stop)
    outbox.put(b"answer")
    outbox.put_latest("t", b"event")
    assert take_all(outbox, 3)[1:] == [b"answer", b"event"]


def test_cancelled_stream_stops_waiting_and_sends_nothing() -> None:
    """A request that was cancelled lets its handler go."""
    outbox, stop = Outbox(b"lagged"), threading.Event()
    outbox.put_stream(b"x" * STREAM_MAX_BYTES, stop)
    thread, _ = put_in_thread(outbox, b"more", stop)
    stop.set()
    outbox.wake()
    thread.join()
    outbox.put(b"after")
    assert take_all(outbox, 2)[1] == b"after"


def test_close_lets_everybody_go() -> None:
    """Writer and handlers end; what comes later is dropped."""
    outbox, stop = Outbox(b"lagged"), threading.Event()
    outbox.put_stream(b"x" * STREAM_MAX_BYTES, stop)
    thread, _ = put_in_thread(outbox, b"more", stop)
    outbox.close()
    thread.join()
    outbox.put(b"late")
    assert outbox.take() is None


def test_finished_outbox_hands_out_what_waits_and_takes_no_more() -> None:
    """Before the end, what was promised is sent."""
    outbox, stop = Outbox(b"lagged"), threading.Event()
    outbox.put(b"answer")
    outbox.put_stream(b"x" * STREAM_MAX_BYTES, stop)
    thread, _ = put_in_thread(outbox, b"more", stop)
    outbox.finish()
    thread.join()
    outbox.put(b"late")
    assert take_all(outbox, 3) == [b"answer", b"x" * STREAM_MAX_BYTES, None]
