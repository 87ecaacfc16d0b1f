"""A server that lies: a proxy in front of the real one that changes answers on the way, and remembers what was asked.

    device --HTTP--> EvilProxy --HTTP--> the real server
                       tamper(path, body) -> other body        log: [(method, path, body)]

Event streams pass through unchanged. Devices sign for the proxy's address, so the real server must allow that origin.
"""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

Tamper = Callable[[str, str, bytes], bytes | None]
"""(method, path, body) -> the body to send instead, or None for the true one."""


class EvilProxy:
    """Runs in threads of this process until ``close``."""

    def __init__(self, port: int, behind: int) -> None:
        self.log: list[tuple[str, str, bytes]] = []
        self.traffic: list[bytes] = []
        self.tamper: Tamper = lambda _method, _path, _body: None
        self.tampered = 0
        self._server = _Server(("127.0.0.1", port), _handler(self, behind))
        self._thread = threading.Thread(target=self._server.serve_forever, name="evil", daemon=True)
        self._thread.start()

    def asked(self, start: int, *methods: str) -> list[str]:
        """Return the paths asked since an index of the log, of these methods (all if none is named)."""
        return [path for method, path, _ in self.log[start:] if not methods or method in methods]

    def close(self) -> None:
        """Stop; connections under way break."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients go away in the middle; that is not worth a word."""


def _handler(proxy: EvilProxy, behind: int) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        hop: ClassVar[set[str]] = {"connection", "transfer-encoding", "content-length", "keep-alive"}

        def _forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            proxy.log.append((self.command, self.path, body))
            proxy.traffic += [self.path.encode(), str(self.headers).encode(), body]
            upstream = http.client.HTTPConnection("127.0.0.1", behind, timeout=60)
            headers = {name: value for name, value in self.headers.items() if name.lower() not in self.hop}
            try:
                upstream.request(self.command, self.path, body=body, headers=headers)
                answer = upstream.getresponse()
            except OSError:
                self.close_connection = True
                return
            if self.path.startswith("/v1/events"):
                self._stream(answer)
            else:
                self._answer(answer)
            upstream.close()

        def _answer(self, answer: http.client.HTTPResponse) -> None:
            content = answer.read()
            proxy.traffic.append(content)
            changed = proxy.tamper(self.command, self.path, content)
            if changed is not None and changed != content:
                proxy.tampered += 1
                content = changed
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in self.hop:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def _stream(self, answer: http.client.HTTPResponse) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.getheader("Content-Type") or "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            while piece := answer.read1(65536):
                self.wfile.write(piece)
                self.wfile.flush()

        do_GET = do_POST = do_PUT = do_DELETE = _forward  # noqa: N815 -- names that http.server asks for

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
