"""Envelopes: what goes in comes out, and nothing else gets in."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from megadesk.ipc import messages, protocol
from megadesk.ipc.protocol import (
    Cancel,
    ErrorBody,
    Event,
    FromClient,
    FromEngine,
    Hello,
    Progress,
    Request,
    Response,
    Subscribe,
    body_to_error,
    decode_from_client,
    decode_from_engine,
    encode,
    error_to_body,
    to_plain,
    to_typed,
)
from megadesk.model.errors import BY_CODE, LimitExceeded, Malformed, MegadeskError, RateLimited


class Chunk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body with bytes, which JSON has not."""

    data: bytes
    number: int = 0


@pytest.mark.parametrize(
    "message",
    [
        Hello(1, "0.1"),
        Request(1, "files.list", {"path": "/ä", "deep": [1, None, True]}),
        Cancel(7),
        Subscribe(frozenset({"a", "b"})),
    ],
)
def test_what_a_client_says_arrives(message: FromClient) -> None:
    """Each envelope of a client survives the journey."""
    assert decode_from_client(encode(message)) == message


@pytest.mark.parametrize(
    "message",
    [
        Hello(1, "0.1"),
        Response(1, {"a": 1}),
        Response(2, error=ErrorBody("not_found", "gone", {"path": "/a", "n": 1})),
        Progress(1, [1, 2]),
        Event("status", {"state": "synced"}),
    ],
)
def test_what_an_engine_says_arrives(message: FromEngine) -> None:
    """Each envelope of an engine survives the journey."""
    assert decode_from_engine(encode(message)) == message


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_malformed(data: bytes) -> None:
    """No input gets another exception out of the decoders."""
    for decode in (decode_from_client, decode_from_engine):
        try:
            decode(data)
        except Malformed:
            continue


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"type":"request"}',
        b'{"type":"request","id":"1","method":"a"}',
        b'{"type":"request","id":1,"method":"a","extra":1}',
        b'{"type":"response","id":1}',
        b'{"type":"request","id":1,"method":"a","params":' + b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_bad_message_of_a_client_is_malformed(data: bytes) -> None:
    """Missing, wrong, unknown, another side's, too deep or no text: all refused."""
    with pytest.raises(Malformed):
        decode_from_client(data)


def test_message_larger_than_allowed_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is exact."""
    size = len(encode(Event("t", "x")))
    monkeypatch.setattr(protocol, "MESSAGE_MAX_BYTES", size)
    assert len(encode(Event("t", "x"))) == size
    with pytest.raises(LimitExceeded):
        encode(Event("t", "xy"))


def test_typed_bodies_travel_with_bytes() -> None:
    """A struct becomes plain JSON and the same struct again."""
    plain = to_plain(Chunk(b"\x00\xff", 3))
    request = decode_from_client(encode(Request(1, "m", plain)))
    assert isinstance(request, Request)
    assert to_typed(Chunk, request.params) == Chunk(b"\x00\xff", 3)


def test_body_that_does_not_fit_is_malformed_without_its_value() -> None:
    """The error names the field and never what was in it, which may be a password."""
    with pytest.raises(Malformed, match="number") as caught:
        to_typed(Chunk, {"data": "", "number": "hunter2"})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_error_arrives_as_its_own_class(code: str) -> None:
    """A front end can tell errors apart as the engine does."""
    kind = BY_CODE[code]
    error = RateLimited("d", retry_after_s=2.5) if kind is RateLimited else kind("d", path="/a")
    response = decode_from_engine(encode(Response(1, error=error_to_body(error))))
    assert isinstance(response, Response)
    assert response.error is not None
    back = body_to_error(response.error)
    assert type(back) is kind
    assert (back.detail, back.arguments) == (error.detail, error.arguments)


def test_unknown_error_code_is_an_error_still() -> None:
    """A code this side does not know does not break it."""
    assert type(body_to_error(ErrorBody("from_the_future"))) is MegadeskError


def test_request_shows_no_params() -> None:
    """A password in a request reaches no log through its repr."""
    assert "hunter2" not in repr(Request(1, "account.log_in", {"password": "hunter2"}))


SENTENCES = {"message", "sentence", "detail", "remedy"}


@pytest.mark.parametrize(
    "body", [kind for kind in vars(messages).values() if isinstance(kind, type) and issubclass(kind, messages.Body)]
)
def test_no_sentence_without_what_it_is_made_of(body: type[messages.Body]) -> None:
    """A front end in another language could not say it."""
    fields = set(body.__struct_fields__)
    if fields & SENTENCES and body is not messages.Said:
        assert "said" in fields or "arguments" in fields, body
