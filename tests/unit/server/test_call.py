"""Bodies and answers."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from megadesk.model.errors import BadUsage, LimitExceeded, Malformed, NotSignedIn, ServerUnavailable, TimedOut
from megadesk.server.call import Answer, Body, Call, id_from_hex
from megadesk.wire import routes

CHUNKED = {b"transfer-encoding": b"chunked"}


def body(messages: list[dict[str, Any]], headers: dict[bytes, bytes] = CHUNKED, *, limit_bytes: int = 10) -> Body:
    """Return a body that comes as these messages, then is silent."""

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    return Body(receive, headers, limit_bytes=limit_bytes, silence_s=0.01)


def piece(data: bytes, *, more: bool = True) -> dict[str, Any]:
    """Return a message."""
    return {"type": "http.request", "body": data, "more_body": more}


def test_pieces_add_up() -> None:
    """Up to just the limit, empty ones in between."""
    whole = body([piece(b"hello"), piece(b""), piece(b"world", more=False)])
    assert asyncio.run(whole.read()) == b"helloworld"
    assert whole.is_done


@pytest.mark.parametrize(
    ("messages", "error"),
    [([piece(b"hello"), piece(b"worlds")], LimitExceeded), ([piece(b"hello")], TimedOut),
     ([piece(b"hello"), {"type": "http.disconnect"}], ServerUnavailable)],
    ids=["too much", "silence", "gone"],
)  # fmt: skip
def test_what_is_wrong_with_a_body(messages: list[dict[str, Any]], error: type[Exception]) -> None:
    """One byte too many, silence, and a client that went away each have their error."""
    with pytest.raises(error):
        asyncio.run(body(messages).read())


def test_a_length_is_checked_before_reading() -> None:
    """Too large or no number: refused at once; none and no chunks: an empty body."""
    with pytest.raises(LimitExceeded):
        body([], {b"content-length": b"11"}).check_length()
    for silly in (b"-1", b"1e3", b""):
        with pytest.raises(Malformed):
            body([], {b"content-length": silly})
    assert asyncio.run(body([], {}).read()) == b""


def test_ids_in_paths() -> None:
    """Hex of just the length, nothing else."""
    assert id_from_hex("00ff", 2) == b"\x00\xff"
    for silly in ("00", "00ff00", "zzzz", "00 f", "0 0f"):
        with pytest.raises(Malformed):
            id_from_hex(silly, 2)


def test_numbers_of_a_query() -> None:
    """Plain digits below 2**53 or so, or the default."""

    async def nothing(*_: object) -> Any:
        return {}

    def call(**query: str) -> Call:
        return Call(
            route=routes.ME, ids={}, query=query, headers={}, client="", body=body([]), receive=nothing, send=nothing
        )

    assert call(n="9007199254740991").number("n") == (1 << 53) - 1
    assert (call(n="12").number("n"), call().number("n", 5)) == (12, 5)
    for silly in ("", "-1", "1.5", "x", "9" * 17, "²", "9007199254740992"):
        with pytest.raises(BadUsage):
            call(n=silly).number("n", 5)
    with pytest.raises(BadUsage):
        call().number("n")
    with pytest.raises(NotSignedIn):
        _ = call().session


def test_an_answer_says_its_length() -> None:
    """Start and body, with type, length and no caching."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Answer(b"abc", 206, None, ((b"x", b"y"),)).send(send))
    assert sent[0]["status"] == 206
    assert {(b"content-length", b"3"), (b"cache-control", b"no-store"), (b"x", b"y")} <= set(sent[0]["headers"])
    assert sent[1]["body"] == b"abc"
