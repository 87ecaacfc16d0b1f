"""Answers found in bytes as they come."""

from __future__ import annotations

import pytest
from benchmarks.load.http import Incoming, chunks

PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nserver: x\r\n\r\nhello"
CHUNKED = (
    b"HTTP/1.1 409 Conflict\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n"
)


@pytest.mark.parametrize(
    ("raw", "status", "body", "closes"), [(PLAIN, 200, b"hello", False), (CHUNKED, 409, b"hello!", True)]
)
def test_an_answer_is_whole_at_its_last_byte(raw: bytes, status: int, body: bytes, closes: bool) -> None:
    """However it is cut up on the way, it is whole with its last byte and not before."""
    incoming = Incoming()
    assert not any(incoming.feed(raw[at : at + 1]) for at in range(len(raw) - 1))
    assert incoming.feed(raw[-1:])
    assert (incoming.status, incoming.body(), incoming.closes) == (status, body, closes)


def test_a_chunk_that_is_not_there_yet_is_waited_for() -> None:
    """A stream is read chunk by chunk, and nothing of it is lost or told twice."""
    found, left = chunks(b"3\r\nabc\r\n4\r\nde")
    assert (found, left) == ([b"abc"], b"4\r\nde")
    assert chunks(left + b"fg\r\n") == ([b"defg"], b"")
