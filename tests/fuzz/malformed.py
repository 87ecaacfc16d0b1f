"""Requests that no client sends, as bytes for a socket: seeded, endless, signed in or not.

    Malformed(seed, token, ids).request() --> bytes      send them, say no more, read until the server has had enough

Broken request lines, headers without end or sense, lengths that do not fit, garbage in chunks, many requests in one
breath, bodies cut off, wrong encodings, and every route of the table with a mutated body.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from fuzz.calls import QUERIES, honest_body
from fuzz.mutate import mutations
from megadesk.wire.codec import Encoding
from megadesk.wire.routes import ROUTES, Route

HEADER_MAX_BYTES = 1 << 20
"""What the server takes in of a head before it gives up (server/run.py)."""

_METHODS = (
    b"GET",
    b"POST",
    b"PUT",
    b"DELETE",
    b"HEAD",
    b"OPTIONS",
    b"TRACE",
    b"CONNECT",
    b"PATCH",
    b"get",
    b"",
    b"G\0T",
    b"PRI",
)
_TARGETS = (
    b"/v1/limits", b"*", b"http://other/v1/limits", b"/../../etc/passwd", b"/%00", b"/%", b"//v1//limits", b"/v1/limits?" + b"a=1&" * 40,
    b"/\xff\xfe", b"/v1/limits#x", b"", b"/v1/spaces/" + b"zz" * 32 + b"/head", b"/v1/blobs/" + b"0" * 5000, b"/" * 3000,
)  # fmt: skip
_VERSIONS = (
    b"HTTP/1.1",
    b"HTTP/1.0",
    b"HTTP/0.9",
    b"HTTP/2.0",
    b"HTTP/9",
    b"http/1.1",
    b"",
    b"HTTP/1.1 more",
    b"HTTP/1.1\0",
)
_HEADERS = (
    b"Content-Length: -1", b"Content-Length: 99999999999999999999", b"Content-Length: 5, 6", b"Content-Length: 0x5",
    b"Content-Length: 3\r\nContent-Length: 4", b"Content-Length: 4\r\nTransfer-Encoding: chunked", b"Content-Length: \xc2\xb2",
    b"Transfer-Encoding: gzip", b"Transfer-Encoding: chunked, chunked", b"Transfer-Encoding: \x0bchunked", b"no colon here",
    b": no name", b"X: a\0b", b"X:\r\n folded", b" X: leading", b"X : space", b"X" * 2000 + b": 1", b"Host: a\r\nHost: b",
    b"Expect: 100-continue", b"Upgrade: h2c\r\nConnection: upgrade, http2-settings", b"Connection: close, keep-alive",
    b"Authorization: Bearer " + b"g" * 64, b"Authorization: Basic " + b"A" * 3000, b"Authorization:", b"Range: bytes=9-1",
    b"Range: bytes=0-0,5-9", b"Range: bytes=" + b"9" * 400 + b"-", b"Accept-Encoding: " + b"gzip, " * 500, b"X-Request-Id: \x1b[2J",
    b"X-Forwarded-For: " + b"1.2.3.4, " * 300, b"Content-Encoding: gzip", b"Content-Type: text/html; charset=\xff",
)  # fmt: skip
_CHUNKS = (
    b"5\r\nhello\r\n0\r\n\r\n", b"-1\r\nx\r\n", b"FFFFFFFFFFFFFFFFF\r\n", b"7fffffff\r\nabc", b"5\r\nhi", b"zz\r\n", b"5;" + b"e" * 5000 + b"\r\nhello\r\n",
    b"0\r\nTrailer: " + b"t" * 5000 + b"\r\n\r\n", b"\r\n\r\n", b"1\nx\n0\n\n", b"5\r\nhello0\r\n\r\n", b"3\r\nabc\r\n" * 300,
)  # fmt: skip
_OTHERS = (
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"r" * 300,
    b"\r\n\r\n\r\n", b"\0" * 400, b"HELP\r\n", b"",
)  # fmt: skip
_CLOSE = b"Connection: close"


class Malformed:
    """An endless row of such requests; the same seed gives the same row."""

    def __init__(self, seed: str, token: bytes, ids: Mapping[str, str]) -> None:
        self._chance = random.Random(seed)
        self._token = token
        self._ids = {"session": "ab" * 16, **ids}
        self._bodies: dict[str, bytes] = {route.name: honest_body(route) for route in ROUTES}
        self._ways: Sequence[Callable[[], bytes]] = (
            self._mutated, self._mutated, self._mutated, self._broken_line, self._broken_head, self._broken_head,
            self._in_chunks, self._many_at_once, self._cut_off, self._wrong_encoding, self._other_protocol,
        )  # fmt: skip

    def request(self) -> bytes:
        """Return the next one."""
        return self._chance.choice(self._ways)()

    # -- parts of honest ones -----------------------------------------------------------------------------------------

    def _route(self) -> Route:
        """Return any route but those that end the session or do not end by themselves."""
        return self._chance.choice([route for route in ROUTES if route.name not in {"logout", "events"}])

    def _line(self, route: Route) -> bytes:
        ids = (
            self._ids
            if self._chance.randrange(8)
            else dict.fromkeys(self._ids, self._chance.choice(("", "x", "0" * 64)))
        )
        query = QUERIES.get(route.name, "")
        if query and not self._chance.randrange(3):
            query = self._chance.choice(
                (query.replace("1", "9" * 30), query.replace("=", "=-"), "", "&" * 50, query * 9)
            )
        return f"{route.method} {route.path.format(**ids)}{'?' if query else ''}{query} HTTP/1.1".encode()

    def _head(self, route: Route, *more: bytes) -> bytes:
        lines = [self._line(route), b"Host: test", *more]
        if self._chance.randrange(3):
            lines.append(b"Authorization: Bearer " + self._token.hex().encode())
        return b"\r\n".join(lines) + b"\r\n\r\n"

    def _body(self, route: Route) -> bytes:
        honest = [self._bodies[route.name], self._chance.choice([*self._bodies.values()])]
        return next(mutations(honest, str(self._chance.random()), 1, 1 << 16))

    # -- ways of being broken -----------------------------------------------------------------------------------------

    def _mutated(self) -> bytes:
        """Return a request that is right but for its body."""
        route = self._route()
        body = self._body(route)
        kind = route.request_encoding.value.encode()
        return self._head(route, b"Content-Length: %d" % len(body), b"Content-Type: " + kind, _CLOSE) + body

    def _broken_line(self) -> bytes:
        words = [self._chance.choice(words) for words in (_METHODS, _TARGETS, _VERSIONS)]
        between = self._chance.choice((b" ", b" ", b"  ", b"\t", b""))
        return between.join(words) + b"\r\nHost: test\r\n" + _CLOSE + b"\r\n\r\n"

    def _broken_head(self) -> bytes:
        route = self._route()
        found = [self._chance.choice(_HEADERS) for _ in range(self._chance.choice((1, 1, 2, 5)))]
        if not self._chance.randrange(40):
            found.append(b"X-Large: " + b"x" * self._chance.choice((70_000, HEADER_MAX_BYTES + 5)))
        if not self._chance.randrange(20):
            found += [b"X-%d: y" % number for number in range(self._chance.choice((90, 300)))]
        return self._head(route, *found) + self._body(route)[:2000]

    def _in_chunks(self) -> bytes:
        pieces = b"".join(self._chance.choice(_CHUNKS) for _ in range(self._chance.choice((1, 1, 3))))
        return self._head(self._route(), b"Transfer-Encoding: chunked") + pieces

    def _many_at_once(self) -> bytes:
        return b"".join(self._chance.choice(self._ways[:6])() for _ in range(self._chance.randrange(2, 12)))

    def _cut_off(self) -> bytes:
        """Return less than was announced: of the body, or of the head."""
        whole = self._mutated()
        if self._chance.randrange(2):
            return whole[: self._chance.randrange(len(whole))]
        route = self._route()
        return (
            self._head(
                route,
                b"Content-Length: %d"
                % self._chance.choice((10, 5000, route.request_limit_bytes, route.request_limit_bytes + 1)),
            )
            + b"cut"
        )

    def _wrong_encoding(self) -> bytes:
        """Return a body in another encoding than its route's, or of another route."""
        route, other = self._route(), self._route()
        body = self._bodies[other.name] * self._chance.choice((1, 1, 3))
        kind = self._chance.choice([one.value for one in Encoding]).encode()
        return self._head(route, b"Content-Length: %d" % len(body), b"Content-Type: " + kind, _CLOSE) + body

    def _other_protocol(self) -> bytes:
        return self._chance.choice((*_OTHERS, self._chance.randbytes(200)))
