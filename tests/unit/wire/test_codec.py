"""Messages to bytes and back, and everything that is refused."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from megadesk.model.errors import Malformed
from megadesk.wire import messages as m
from megadesk.wire.codec import Encoding, decode, encode

BOTH = (Encoding.JSON, Encoding.MSGPACK)
QUERY = m.BlobQuery(ids=[b"a" * 32, b"b" * 32])


@pytest.mark.parametrize("encoding", BOTH, ids=["json", "msgpack"])
def test_message_comes_back(encoding: Encoding) -> None:
    """What is encoded decodes to the same."""
    assert decode(m.BlobQuery, encode(QUERY, encoding), encoding) == QUERY


@pytest.mark.parametrize("encoding", BOTH, ids=["json", "msgpack"])
@pytest.mark.parametrize(
    "body",
    [
        {"ids": [b"short"]},
        {"ids": [b"a" * 33]},
        {"ids": [b"a" * 32] * (m.BLOB_IDS_MAX + 1)},
        {"ids": "text"},
        {"ids": [], "more": 1},
        {},
        [],
        None,
    ],
    ids=["short_id", "long_id", "too_many", "text", "unknown_field", "missing_field", "a_list", "nothing"],
)
def test_what_is_out_of_bounds_is_malformed(encoding: Encoding, body: object) -> None:
    """Wrong lengths, types, counts and fields are refused, with the type and never the value in the message."""
    raw = msgspec.json.encode(body) if encoding is Encoding.JSON else msgspec.msgpack.encode(body)
    with pytest.raises(Malformed) as caught:
        decode(m.BlobQuery, raw, encoding)
    assert "BlobQuery" in caught.value.detail


@given(st.binary(max_size=200), st.sampled_from(BOTH))
def test_garbage_is_malformed(body: bytes, encoding: Encoding) -> None:
    """Any bytes either are a message or raise Malformed, nothing else."""
    try:
        decode(m.LoginFinish, body, encoding)
    except Malformed:
        return
    raise AssertionError("garbage was taken for a login")


def test_deep_nesting_is_malformed() -> None:
    """A body that nests without end does not end the process."""
    with pytest.raises(Malformed):
        decode(m.BlobQuery, b"[" * 100_000, Encoding.JSON)


def test_messages_are_not_written_as_raw_bytes() -> None:
    """Asking for an encoding that holds no messages is our own mistake."""
    with pytest.raises(AssertionError):
        encode(QUERY, Encoding.RAW)
    with pytest.raises(AssertionError):
        decode(m.BlobQuery, b"", Encoding.FRAMES)
