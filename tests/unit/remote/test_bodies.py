"""Bodies that are read into memory of the caller's, over a real socket."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests

from megadesk.remote.bodies import read_into

DATA = bytes(number % 251 for number in range(300_000))


class Answers(BaseHTTPRequestHandler):
    """Answers ``/ANNOUNCED/SENT`` with so many bytes on a connection that stays open if they are as many."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer."""
        announced, sent = map(int, self.path.strip("/").split("/"))
        self.send_response(200)
        self.send_header("Content-Length", str(announced))
        self.end_headers()
        self.wfile.write(DATA[:sent])
        self.close_connection = announced != sent

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- named so by the library
        """Say nothing."""


class Counting(HTTPServer):
    """Counts its connections; one is served at a time."""

    connections = 0

    def verify_request(self, request: object, client_address: object) -> bool:
        """Count."""
        del request, client_address
        self.connections += 1
        return True


@pytest.fixture
def server() -> Iterator[Counting]:
    """A server that keeps connections open."""
    with Counting(("127.0.0.1", 0), Answers) as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join(10)


@pytest.mark.parametrize("known", [True, False], ids=["urllib3 as we know it", "another urllib3"])
@pytest.mark.parametrize("size", [0, 1, 300_000])
def test_the_view_is_filled_and_the_connection_kept(server: Counting, size: int, *, known: bool) -> None:
    """The next request goes over the same connection: every byte of the body was taken from it, and urllib3 knows."""
    view = memoryview(bytearray(300_001))
    with requests.Session() as session:
        session.trust_env = False
        for _ in range(3):
            response = session.get(f"http://127.0.0.1:{server.server_port}/{size}/{size}", stream=True, timeout=10)
            if not known:
                response.raw.length_remaining = None
            assert read_into(response, view[:size], None) == size
            assert view[:size] == DATA[:size]
            response.close()
    assert server.connections == 1
    assert view[size:] == bytes(300_001 - size)


def test_a_body_that_ends_early_is_told(server: Counting) -> None:
    """As far as it came; the rest of the view is the caller's to forget."""
    view = memoryview(bytearray(100))
    with requests.Session() as session:
        session.trust_env = False
        response = session.get(f"http://127.0.0.1:{server.server_port}/100/60", stream=True, timeout=10)
        assert read_into(response, view, None) == 60
        response.close()
    assert view[:60] == DATA[:60]
