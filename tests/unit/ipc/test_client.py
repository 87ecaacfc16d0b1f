"""The front end's side: answers, streams, events, and an engine that goes."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from fakes.ipc import Steered
from megadesk.ipc.client import Client, Ending
from megadesk.ipc.listener import EngineListener
from megadesk.model.errors import Cancelled, EngineUnavailable, Malformed, OurBug


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A typed body."""

    name: str
    data: bytes = b""


def test_call_returns_the_result(client: Client) -> None:
    """Plain in, plain out."""
    assert client.call("echo", {"a": [1, None, "ä"]}) == {"a": [1, None, "ä"]}


def test_ask_returns_a_typed_result(client: Client) -> None:
    """Struct in, struct out; what does not fit is refused."""
    assert client.ask(Pair, "echo", Pair("n", b"\x00\xff")) == Pair("n", b"\x00\xff")
    with pytest.raises(Malformed):
        client.ask(Pair, "echo", {"other": 1})


def test_stream_arrives_whole_in_order_and_before_the_result(client: Client) -> None:
    """More pieces than any queue between holds; the caller's thread gets them."""
    got: list[int] = []
    threads: set[int] = set()

    def piece(payload: Any) -> None:
        got.append(payload[0])
        threads.add(threading.get_ident())

    assert client.call("count", {"to": 2000}, on_progress=piece) == "done"
    assert got == list(range(2000))
    assert threads == {threading.get_ident()}


def test_reports_end_with_the_newest(client: Client) -> None:
    """Old ones may be left out, the last one not."""
    got: list[int] = []
    assert client.call("report", {"to": 500}, on_progress=got.append) == "done"
    assert got[-1] == 499
    assert got == sorted(got)


def test_calls_from_many_threads_keep_their_answers(client: Client) -> None:
    """Each caller gets its own answer."""
    wrong: list[object] = []

    def ask_often(me: int) -> None:
        sent = [{"me": me, "n": number} for number in range(50)]
        wrong.extend(each for each in sent if client.call("echo", each) != each)

    threads = [threading.Thread(target=ask_often, args=(me,)) for me in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_long_call_does_not_hold_up_a_short_one(client: Client, handler: Steered) -> None:
    """Requests of one client run side by side."""

    def wait() -> None:
        with pytest.raises(EngineUnavailable):
            client.call("wait")

    thread = threading.Thread(target=wait)
    thread.start()
    assert handler.waiting.wait(30)
    assert client.call("echo") == {}
    client.close()
    thread.join()


def test_timeout_cancels_the_request(client: Client, handler: Steered) -> None:
    """The caller goes on, and the engine stops working for nobody."""
    with pytest.raises(EngineUnavailable) as caught:
        client.call("wait", timeout_s=0.01)
    assert caught.value.arguments["reason"] == "timeout"
    assert handler.cancelled.wait(30)
    assert client.call("echo") == {}


def test_interrupted_stream_cancels_the_request(client: Client, handler: Steered) -> None:
    """Control-C in the middle of a download ends it in the engine too, and the connection stays usable."""

    def interrupt(_: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        client.call("count", {"to": 100_000, "padding": 1000}, on_progress=interrupt)
    assert handler.cancelled.wait(30)
    assert client.call("echo") == {}


def test_subscriber_gets_its_topics_and_no_others(client: Client, listener: EngineListener) -> None:
    """Events come with their payload; other topics do not come."""
    got: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
    client.subscribe(["status"], lambda topic, payload: got.put((topic, payload)))
    client.call("echo")
    listener.publish("other", 1)
    listener.publish("status", {"state": "synced"})
    assert got.get(timeout=30) == ("status", {"state": "synced"})
    assert got.empty()


def test_engine_that_goes_ends_calls_and_says_so_once(
    client: Client, listener: EngineListener, handler: Steered
) -> None:
    """Nobody waits for an engine that was killed."""
    lost: queue.SimpleQueue[str] = queue.SimpleQueue()
    client.subscribe([], lambda topic, payload: None, lambda: lost.put("lost"))
    errors: list[BaseException] = []

    def wait() -> None:
        try:
            client.call("wait")
        except EngineUnavailable as e:
            errors.append(e)

    thread = threading.Thread(target=wait)
    thread.start()
    assert handler.waiting.wait(30)
    listener.close()
    thread.join()
    assert [error.arguments["reason"] for error in errors if isinstance(error, EngineUnavailable)] == ["gone"]
    assert lost.get(timeout=30) == "lost"
    with pytest.raises(EngineUnavailable):
        client.call("echo")
    client.close()
    assert lost.empty()


def test_close_is_not_a_loss(client: Client) -> None:
    """A front end that closes is not told that it lost the engine."""
    lost: list[str] = []
    client.subscribe([], lambda topic, payload: None, lambda: lost.append("lost"))
    client.close()
    client.close()
    assert lost == []


def test_call_from_the_reading_thread_is_our_bug(client: Client, listener: EngineListener) -> None:
    """It would wait for itself for ever."""
    got: queue.SimpleQueue[BaseException] = queue.SimpleQueue()

    def on_event(_: str, __: Any) -> None:
        try:
            client.call("echo")
        except OurBug as e:
            got.put(e)

    client.subscribe(["t"], on_event)
    client.call("echo")
    listener.publish("t", 1)
    assert isinstance(got.get(timeout=30), OurBug)


def test_many_clients_at_once_are_served(dial: Callable[[], Client]) -> None:
    """App, command line and file manager talk at the same time."""
    assert [each.call("echo", {"n": n}) for n, each in enumerate([dial() for _ in range(10)])] == [
        {"n": n} for n in range(10)
    ]


def test_a_call_can_be_ended_from_elsewhere(client: Client, handler: Steered) -> None:
    """The engine is told; one that was ended before it began never waits."""
    ending = Ending()
    caught: list[BaseException] = []

    def wait() -> None:
        try:
            client.call("wait", ending=ending)
        except Cancelled as e:
            caught.append(e)

    thread = threading.Thread(target=wait)
    thread.start()
    assert handler.waiting.wait(10)
    ending.end()
    thread.join(10)
    assert len(caught) == 1
    assert handler.cancelled.wait(10)
    with pytest.raises(Cancelled):
        client.call("wait", ending=ending)
