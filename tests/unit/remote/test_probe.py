"""A server before anybody signs in."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fakes.processes import free_port
from fakes.tls import context_of, der_of, make_certificate
from megadesk.model.errors import ServerUnavailable
from megadesk.remote.api import Api
from megadesk.remote.probe import Found, look, shown_certificate

LIMITS = {
    "protocol": 1, "blob_bytes": 1, "batch_bytes": 1, "batch_blobs": 1, "commit_ops": 1, "commit_bytes": 1,
    "uploads_at_once": 1, "heartbeat_s": 1, "origin": "http://x:1", "time_ms": 1,
}  # fmt: skip


def test_a_server_says_who_may_sign_up(scripted: Any) -> None:
    """And which version it is; one that says neither is a server all the same."""
    api = Api(scripted.address)
    scripted.answer(body=msgspec.json.encode({**LIMITS, "sign_up": "invitation", "version": "1.2"}))
    assert look(api) == Found(sign_up="invitation", version="1.2")
    scripted.answer(body=msgspec.json.encode(LIMITS))
    assert look(api) == Found(sign_up="", version="")


@pytest.mark.parametrize(("status", "body"), [("200 OK", b"<html>"), ("404 Not Found", b"<html>"), ("301 Moved", b"")])
def test_another_server_is_none_of_ours(scripted: Any, status: str, body: bytes) -> None:
    """A web site answers, too."""
    scripted.answer(status, body)
    with pytest.raises(ServerUnavailable) as caught:
        look(Api(scripted.address))
    assert caught.value.arguments["reason"] == "no_server"


def test_a_server_that_is_out_of_order_is_not_another_one(scripted: Any) -> None:
    """A gateway answers for it."""
    scripted.answer("502 Bad Gateway", b"<html>")
    with pytest.raises(ServerUnavailable) as caught:
        look(Api(scripted.address))
    assert caught.value.arguments["reason"] == "status"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """One that nobody vouches for."""
    return make_certificate(tmp_path / "server.pem")


@pytest.fixture
def encrypted(certificate: Path, scripted: Any) -> Iterator[Any]:
    """The scripted server, behind TLS."""
    server = type(scripted)(context_of(certificate))
    yield server
    server.close()


def test_a_certificate_is_seen_and_nothing_is_said(encrypted: Any, certificate: Path) -> None:
    """The very bytes that the server shows, whoever signed them."""
    assert shown_certificate(encrypted.address).sha256 == sha256(der_of(certificate)).hexdigest()
    assert [asked for asked in encrypted.asked if asked] == []


def test_no_certificate_where_nobody_listens() -> None:
    """And nothing but our own error."""
    with pytest.raises(ServerUnavailable):
        shown_certificate(f"https://127.0.0.1:{free_port()}")
