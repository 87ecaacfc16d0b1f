"""Sealed blocks over the api, from a server that may have lost or changed them."""

from __future__ import annotations

import pytest

from fakes.journal_server import JournalServer, Reader
from megadesk.crypto.structure import block_id, possession_proof
from megadesk.model.errors import Malformed, MissingBlock, ServerRefused, ServerUnavailable
from megadesk.model.ids import BlockId
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.frames import pack


def block(at: int) -> tuple[BlockId, bytes]:
    """Return a block with its id."""
    data = at.to_bytes(4, "big") * 68
    return block_id(data), data


A, B, C = block(1), block(2), block(3)


@pytest.fixture
def server() -> JournalServer:
    """A server that holds A and B."""
    made = JournalServer()
    made.blobs.update([A, B])
    return made


@pytest.fixture
def reader(server: JournalServer) -> Reader:
    """A device of it."""
    return Reader(server)


def test_missing_says_what_must_be_sent(server: JournalServer, reader: Reader) -> None:
    """Only what was asked for comes back, whatever the server says."""
    assert reader.blobs.missing([A[0], C[0]]) == {C[0]}
    assert reader.blobs.missing([]) == set()
    server.lie(routes.BLOBS_MISSING, ids=[C[0], B[0]])
    assert reader.blobs.missing([A[0], C[0]]) == {C[0]}


def test_many_questions_are_split(server: JournalServer, reader: Reader) -> None:
    """More ids than a request holds are asked in several."""
    ids = [block(at)[0] for at in range(m.BLOB_IDS_MAX + 1)]
    server.asked.clear()
    assert reader.blobs.missing(ids) == set(ids) - {A[0], B[0]}
    assert server.asked == ["blobs_missing", "blobs_missing"]


def test_put_stores(server: JournalServer, reader: Reader) -> None:
    """One alone, and many in a request; none is no request."""
    reader.blobs.put(C[0], memoryview(C[1]))
    reader.blobs.put_many([block(4), (block(5)[0], memoryview(block(5)[1]))])
    assert {C[0], block(4)[0], block(5)[0]} <= server.blobs.keys()
    server.asked.clear()
    reader.blobs.put_many([])
    assert server.asked == []


@pytest.mark.parametrize("way", ["fresh", "reused"])
def test_get_checks_the_hash(server: JournalServer, reader: Reader, way: str) -> None:
    """What comes is what the id names, or it is missing: absent, corrupt, cut short, or another block."""
    buffer = memoryview(bytearray(1 << 20))

    def get(block: BlockId) -> bytes:
        return reader.blobs.get(block) if way == "fresh" else bytes(reader.blobs.get_into(block, buffer))

    assert get(A[0]) == A[1]
    for lie, reason in ((None, "absent"), (A[1][:-1], "corrupt"), (B[1], "corrupt"), (b"", "corrupt")):
        if lie is None:
            del server.blobs[A[0]]
        else:
            server.blobs[A[0]] = lie
        with pytest.raises(MissingBlock) as caught:
            get(A[0])
        assert caught.value.arguments["reason"] == reason
    assert get(B[0]) == B[1]


def test_bytes_that_the_server_lost_are_missing(server: JournalServer, reader: Reader) -> None:
    """A server that knows a blob and cannot read it says so with an error of its own: that is a missing block, too."""
    server.refuse(routes.BLOB_GET, 422, "missing")
    for get in (reader.blobs.get, lambda block: reader.blobs.get_into(block, memoryview(bytearray(9)))):
        with pytest.raises(MissingBlock) as caught:
            get(A[0])
        assert caught.value.arguments["reason"] == "absent"
    server.refuse(routes.BLOB_GET, 422, "forged")
    with pytest.raises(ServerRefused):
        reader.blobs.get(A[0])


def test_possession_is_what_the_server_says(server: JournalServer, reader: Reader) -> None:
    """The proof is handed on as it is; of a blob that is not there none is given."""
    assert reader.blobs.possess(A[0], b"n" * 16) == possession_proof(b"n" * 16, A[1])
    with pytest.raises(MissingBlock):
        reader.blobs.possess(C[0], b"n" * 16)
    server.refuse(routes.BLOB_POSSESS, 422, "missing")
    with pytest.raises(MissingBlock):
        reader.blobs.possess(A[0], b"n" * 16)


def test_a_block_that_does_not_fit_is_missing(reader: Reader) -> None:
    """The buffer is as large as a block may be: nothing is written behind it, and the connection serves on."""
    buffer = memoryview(bytearray(b"#" * (len(A[1]) + 1)))
    with pytest.raises(MissingBlock) as caught:
        reader.blobs.get_into(A[0], buffer[: len(A[1]) - 1])
    assert caught.value.arguments["reason"] == "length"
    assert reader.blobs.get_into(A[0], buffer[: len(A[1])]) == A[1]
    assert bytes(buffer[-1:]) == b"#"


def test_get_many_leaves_out_what_is_not_right(server: JournalServer, reader: Reader) -> None:
    """Absent and corrupt ones are left out, and so is what nobody asked for."""
    assert reader.blobs.get_many([A[0], B[0], C[0]]) == dict([A, B])
    assert reader.blobs.get_many([]) == {}
    server.blobs[A[0]] = B[1]
    assert reader.blobs.get_many([A[0], B[0]]) == {B[0]: B[1]}
    server.lies["blobs_get"] = lambda _: pack([B, C])
    assert reader.blobs.get_many([B[0]]) == {B[0]: B[1]}


@pytest.mark.parametrize(
    "body",
    [b"", b"x", pack([A])[:-1], A[0] + b"\xff" * 4, pack([(A[0], b"")] * 3000)],
    ids=["empty", "noise", "cut", "endless", "too many"],
)
def test_get_many_of_noise_is_nothing(server: JournalServer, reader: Reader, body: bytes) -> None:
    """An answer that is no frames has none of them."""
    server.lies["blobs_get"] = lambda _: body
    assert reader.blobs.get_many([A[0]]) == {}


def test_errors_are_passed_on(server: JournalServer, reader: Reader) -> None:
    """A server that is down or answers nonsense is not one that lost blocks."""
    for route in (routes.BLOBS_GET, routes.BLOB_GET, routes.BLOBS_MISSING):
        server.refuse(route, 500, "bug")
    with pytest.raises(ServerUnavailable):
        reader.blobs.get_many([A[0]])
    with pytest.raises(ServerUnavailable):
        reader.blobs.get(A[0])
    with pytest.raises(ServerUnavailable):
        reader.blobs.missing([A[0]])
    server.be_honest()
    server.lies["blobs_missing"] = lambda _: b""
    with pytest.raises(Malformed):
        reader.blobs.missing([A[0]])
