"""What anybody who reaches the port can do to a real server: hold connections, send without end, speak in clear."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.processes import Process, Server, free_port
from fakes.tampering import make_account
from fakes.tls import make_certificate
from megadesk.crypto.content import seal_block
from megadesk.model.ids import NodeId
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.remote.api import Api
from megadesk.remote.blobs import RemoteBlobs
from megadesk.wire import routes

pytestmark = pytest.mark.embedded(
    "what a process of ours bears that is asked directly: nginx in front answers much of it by itself"
)

IDLE = 300
CHUNK = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server in clear on the loopback, which has to outlive every test here."""
    made = Server(tmp_path_factory.mktemp("abused") / "server")
    made.start()
    try:
        yield made
    finally:
        made.kill()


def is_answered(port: int) -> bool:
    """Whether an honest request is answered."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(client):
        client.request("GET", "/v1/limits")
        return client.getresponse().status == 200


def test_connections_that_say_nothing_hold_up_nobody(server: Server) -> None:
    """Hundreds of them, half in the middle of a header, and an honest request is answered."""
    with contextlib.ExitStack() as held:
        for at in range(IDLE):
            connection = held.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=60))
            if at % 2:
                connection.sendall(b"GET /v1/limits HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        assert is_answered(server.port)


def test_a_body_without_end_is_ended(server: Server) -> None:
    """A chunked body that goes on is refused when it is longer than the route takes; the server goes on."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.sendall(
            b"POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        sent = 0
        with contextlib.suppress(ConnectionError):
            while sent < 1 << 30:
                connection.sendall(CHUNK)
                sent += len(CHUNK)
        # What lies in the buffers of both sockets comes on top of the limit.
        assert sent < routes.SIGN_UP.request_limit_bytes + (32 << 20)
    assert is_answered(server.port)


def test_a_body_that_claims_too_much_is_refused_before_it_is_sent(server: Server) -> None:
    """The length alone is enough: 413 without a byte of the body, and the connection is closed."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.sendall(b"POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
        answer = b""
        while piece := connection.recv(65_536):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 413 ")


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A real server that speaks TLS itself, and its certificate."""
    certificate = make_certificate(tmp_path / "certificate.pem")
    port = free_port()
    process = Process(
        [
            "server", "run", "--data", str(tmp_path / "server"), "--listen", f"127.0.0.1:{port}",
            "--tls-cert", str(certificate), "--tls-key", str(certificate),
        ],
        tmp_path / "server.log",
    )  # fmt: skip
    try:
        while process.child.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
        yield port, certificate
    finally:
        process.kill()


def test_a_server_with_a_certificate_speaks_tls_and_nothing_less(guarded: tuple[int, Path]) -> None:
    """TLS 1.3 to who trusts the certificate; no older version, no clear text, and it goes on after both."""
    port, certificate = guarded
    context = ssl.create_default_context(cafile=str(certificate))
    old = ssl.create_default_context(cafile=str(certificate))
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    with (
        socket.create_connection(("127.0.0.1", port), timeout=60) as raw,
        pytest.raises((ssl.SSLError, ConnectionError)),
    ):
        old.wrap_socket(raw, server_hostname="127.0.0.1").recv(1)
    with pytest.raises((http.client.HTTPException, OSError)):
        is_answered(port)
    with contextlib.closing(http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=60)) as good:
        good.request("GET", "/v1/limits")
        assert good.getresponse().status == 200
        assert isinstance(good.sock, ssl.SSLSocket)
        assert good.sock.version() == "TLSv1.3"


def test_a_server_ends_though_nobody_takes_its_answers(tmp_path: Path) -> None:
    """Who asks for a block and does not read it holds up neither others nor the end."""
    server = Server(tmp_path / "server")
    server.start()
    signed = make_account(server.address, "eve@example.org")
    api = Api(server.address)
    api.sign_in(signed.token)
    sealed = seal_block(signed.secrets.root_key.blocks(), NodeId(bytes(16)), 0, bytes(BLOCK_BYTES))
    RemoteBlobs(api).put(sealed.ref.id, bytes(sealed.stored))
    asked = (
        f"GET /v1/blobs/{sealed.ref.id.hex()} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {signed.token.hex()}\r\n\r\n"
    )
    with contextlib.ExitStack() as held:
        for _ in range(3):
            connection = held.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect(("127.0.0.1", server.port))
            connection.sendall(asked.encode())
            assert connection.recv(12) == b"HTTP/1.1 200"
        assert is_answered(server.port)
        assert server.stop() == 0
