r"""One HTTP call: a route, its arguments and a message in; a message out. The only door to requests.

    call(ROUTE, message, **arguments) --encode--> requests --> status, body --decode--> message
                                                           \-> ErrorBody --> model errors

Answers are bounded before they are read and typed before they are used; what does not parse is ServerUnavailable
after the fact that no honest server sends it (the caller counts, and freezes). One connection pool a thread.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urlsplit

import msgspec

from megadesk.model.errors import (
    BadUsage,
    LimitExceeded,
    Malformed,
    MegadeskError,
    NotSignedIn,
    ServerUnavailable,
)
from megadesk.model.transfer import Direction
from megadesk.remote.bodies import REFUSAL_MAX_BYTES, in_pieces, most_bytes_of, read_by_pieces, read_into
from megadesk.remote.network import USUAL, Network, is_loopback, make_session
from megadesk.remote.refusals import check_ours, error_of, number_in
from megadesk.wire.codec import decode, encode
from megadesk.wire.routes import Route

if TYPE_CHECKING:
    import requests

    from megadesk.transfers.throttle import Throttle

log = logging.getLogger(__name__)

CONNECT_TIMEOUT_S: Final = 10.0
READ_TIMEOUT_S: Final = 90.0
LINE_MAX_BYTES: Final = 64 << 10
"""Of an event stream; an event is some hundred bytes."""

M = TypeVar("M", bound=msgspec.Struct)


def check_address(address: str) -> str:
    """Return a server address as ``scheme://host[:port]``; BadUsage unless https, or http to this machine itself."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host, port = parts.hostname, parts.port
    except ValueError as e:
        raise BadUsage(what="server_address", value=address) from e
    if "@" in parts.netloc:
        raise BadUsage(what="server_address", reason="user_in_address")  # not repeated: it may hold a password
    is_plain = parts.path in {"", "/"} and not (parts.query or parts.fragment)
    if parts.scheme not in {"http", "https"} or not is_plain or not host or not _HOST.fullmatch(host):
        raise BadUsage(what="server_address", value=address)
    if parts.scheme == "http" and not is_loopback(host):
        raise BadUsage(what="server_address", value=address, reason="not_encrypted")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port else "")


_HOST: Final = re.compile(r"[\w.-]+|[0-9a-f:.]+")
"""Letters of any script, digits, dots and hyphens; or an IPv6 address."""


class Answer:
    """A raw answer of a blob route: status, headers and body."""

    __slots__ = ("body", "status")

    def __init__(self, status: int, body: bytes) -> None:
        self.status = status
        self.body = body


class Api:
    """Calls to one server. Safe from any thread."""

    def __init__(
        self, address: str, *, network: Callable[[], Network] = lambda: USUAL, throttle: Throttle | None = None,
        read_timeout_s: float = READ_TIMEOUT_S,
    ) -> None:  # fmt: skip
        """``network``: how the server is reached, asked at each call: a person may change it."""
        self._throttle = throttle
        self.address = check_address(address)
        self._network = network
        self._read_timeout_s = read_timeout_s
        self._token: bytes | None = None
        self._local = threading.local()
        self._sessions: list[requests.Session] = []
        self._lock = threading.Lock()
        self._closed = False

    def sign_in(self, token: bytes | None) -> None:
        """Use this session from now on; None: none."""
        self._token = token

    @property
    def is_signed_in(self) -> bool:
        """Whether calls carry a session."""
        return self._token is not None

    def close(self) -> None:
        """Close all connections; calls under way fail."""
        self._closed = True
        with self._lock:
            for session in self._sessions:
                session.close()

    def let_go(self) -> None:
        """Close the connections that are kept for later; calls under way go on. After a sleep they may be dead."""
        with self._lock:
            for session in self._sessions:
                session.close()

    # -- calls ------------------------------------------------------------------------------------------------------

    def call(
        self, route: Route, message: msgspec.Struct | None = None, *, want: type[M],
        query: Mapping[str, str | int] | None = None, **arguments: str,
    ) -> M:  # fmt: skip
        """Return the answer to a message route, as ``want`` (the route's own response type)."""
        body = None if message is None else encode(message, route.request_encoding)
        answer = self.raw(route, body, query=query, accept=(), held_back=False, **arguments)
        try:
            return decode(want, answer.body, route.response_encoding)
        except Malformed as error:
            # It may be kept for long, as what froze a space, and with it all that its frames hold.
            del answer
            error.__cause__ = error.__context__ = None
            raise error.with_traceback(None) from None

    def raw(
        self, route: Route, body: bytes | memoryview | None = None, *,
        query: Mapping[str, str | int] | None = None, accept: tuple[int, ...] = (), held_back: bool = False, **arguments: str,
    ) -> Answer:  # fmt: skip
        """Return the answer to any route. A status that is neither 2xx nor in ``accept`` raises its error.

        ``held_back``: content, which goes no faster than the limits that a person set.
        """
        throttle = self._throttle if held_back else None
        started_s = throttle.now_s if throttle is not None else 0.0
        with self._request(route, body, query, arguments, throttle=throttle) as response:
            if not (200 <= response.status_code < 300 or response.status_code in accept):
                raise self._refusal(route, response)
            content = self._read(response, throttle, most_bytes=most_bytes_of(route))
            if throttle is not None:
                way = Direction.UPLOAD if body is not None and len(body) > len(content) else Direction.DOWNLOAD
                throttle.took(way, max(len(body or b""), len(content)), throttle.now_s - started_s)
            return Answer(response.status_code, content)

    def fetch_into(self, route: Route, buffer: memoryview, **arguments: str) -> memoryview:
        """Return the content that a route answers as the beginning of buffer; LimitExceeded if it is longer.

        Held back, and errors, as with ``raw``.
        """
        throttle = self._throttle
        started_s = throttle.now_s if throttle is not None else 0.0
        with self._request(route, None, None, arguments, throttle=throttle) as response:
            length = number_in(response.headers.get("Content-Length", ""))
            if response.status_code != 200:
                raise self._refusal(route, response)
            if length is None:
                content = self._read(response, most_bytes=len(buffer))
                buffer[: len(content)] = content
                return buffer[: len(content)]
            _check_fits(length, buffer)
            try:
                if read_into(response, buffer[:length], throttle) != length:
                    raise ServerUnavailable("answer cut off", server=self.address)
            except MegadeskError:
                raise
            except Exception as e:  # as in ``_read``
                raise ServerUnavailable(type(e).__name__, server=self.address) from e
        if throttle is not None:
            throttle.took(Direction.DOWNLOAD, length, throttle.now_s - started_s)
        return buffer[:length]

    @contextmanager
    def stream(self, route: Route, *, read_timeout_s: float) -> Iterator[Iterator[bytes]]:
        """Yield the lines of an event stream; leaving the block closes it."""
        with self._request(route, None, None, {}, read_timeout_s=read_timeout_s, stream=True) as response:
            if response.status_code != 200:
                raise self._refusal(route, response)
            if _is_folded(response):
                raise ServerUnavailable("an encoding nobody asked for", server=self.address)
            _be_patient(response)
            yield self._guarded(_lines(response.iter_content(chunk_size=1)))

    def _guarded(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        import requests

        try:
            yield from lines
        except (requests.RequestException, OSError, AttributeError, ValueError) as e:
            # The last two: the connection was closed by another thread in the middle of a read.
            raise ServerUnavailable(type(e).__name__) from e

    @contextmanager
    def _request(
        self, route: Route, body: bytes | memoryview | None, query: Mapping[str, str | int] | None,
        arguments: Mapping[str, str], *, read_timeout_s: float | None = None, stream: bool = True,
        throttle: Throttle | None = None,
    ) -> Iterator[requests.Response]:  # fmt: skip
        import requests

        # identity: bodies are sealed and do not shrink, and what is read by its length must be what was sent.
        headers = {"Accept": route.response_encoding.value, "Accept-Encoding": "identity"}
        if body is not None:
            headers["Content-Type"] = route.request_encoding.value
        token = self._token
        if token is not None and route.rights == "session":
            headers["Authorization"] = f"Bearer {token.hex()}"
        elif route.rights == "session":
            raise NotSignedIn
        url = self.address + route.path.format(**arguments)

        def ask() -> requests.Response:
            return self._session().request(
                route.method, url, params=query, headers=headers, stream=stream, allow_redirects=False,
                data=in_pieces(body, throttle),  # type: ignore[arg-type]  # buffers go out as they are; the stubs know only bytes
                timeout=(CONNECT_TIMEOUT_S, read_timeout_s or self._read_timeout_s),
            )  # fmt: skip

        try:
            response = self._asked(route, ask)
        except requests.exceptions.SSLError as e:
            why = "other_certificate" if self.address in self._network().pins else "certificate"
            raise ServerUnavailable("certificate", server=self.address, reason=why) from e
        except requests.exceptions.ProxyError as e:
            raise ServerUnavailable("proxy", server=self.address, reason="proxy") from e
        except (requests.RequestException, OSError) as e:
            raise ServerUnavailable(type(e).__name__, server=self.address) from e
        try:
            self._check(route, response)
            yield response
        except ServerUnavailable:
            # Whoever it was, the next to be asked is whoever is there then: a way that leads astray is not kept.
            self._close_own()
            raise
        finally:
            response.close()

    def _check(self, route: Route, response: requests.Response) -> None:
        if response.is_redirect:  # ours never sends one; its body says nothing
            raise self._error(route, response.status_code, response.headers, b"")
        if 200 <= response.status_code < 300:
            check_ours(self.address, route, response.headers)

    def _close_own(self) -> None:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is not None:
            session.close()

    def _asked(self, route: Route, ask: Callable[[], requests.Response]) -> requests.Response:
        """Return what is answered; asked once more if all that failed was a connection kept from before.

        A server that was restarted has closed it, and nobody has to hear of that. Nothing that may be done once only is
        asked twice: the first request may have arrived.
        """
        import requests

        from megadesk.remote.connections import was_dead

        try:
            return ask()
        except requests.ConnectionError as e:
            if not (route.repeatable and was_dead(e)):
                raise
        log.info("%s: a kept connection was dead", route.name)
        self._close_own()
        return ask()

    def _session(self) -> requests.Session:

        if self._closed:
            raise ServerUnavailable("closed", server=self.address)
        session: requests.Session | None = getattr(self._local, "session", None)
        buffer_bytes = self._throttle.receive_buffer_bytes() if self._throttle is not None else None
        wanted = buffer_bytes, self._network()
        if session is not None and wanted != self._local.made_for:
            self._forget(session)
            session = None
        if session is None:
            session = make_session(self.address, wanted[1], buffer_bytes)
            self._local.session, self._local.made_for = session, wanted
            with self._lock:
                self._sessions.append(session)
        return session

    def _forget(self, session: requests.Session) -> None:
        """Close the connections of this thread: the next are made for another limit, or another way."""
        session.close()
        with self._lock:
            self._sessions.remove(session)

    def _read(self, response: requests.Response, throttle: Throttle | None = None, *, most_bytes: int) -> bytes:
        """Return the body, refusing to hold more than any honest answer has.

        One in an encoding that was not asked for is as good as empty: what it unfolds to has no bounds.
        """
        if _is_folded(response):
            return b""
        length = number_in(response.headers.get("Content-Length", ""))
        if length is not None and length > most_bytes:
            raise LimitExceeded("answer", allowed=most_bytes)
        try:
            if length is not None:
                # requests.Response.content copies the body in pieces; one read of the known length does not.
                body = read_by_pieces(response, length, throttle)
                if len(body) != length:
                    raise ServerUnavailable("answer cut off", server=self.address)
                response.raw.read(1)
                return body
            pieces: list[bytes] = []
            size = 0
            for piece in response.iter_content(1 << 16):
                size += len(piece)
                if size > most_bytes:
                    pieces.clear()  # the error may be kept, as what froze a space, and with it this frame
                    raise LimitExceeded("answer", allowed=most_bytes)
                pieces.append(piece)
            return b"".join(pieces)
        except MegadeskError:
            raise
        except Exception as e:  # urllib3 raises a family of its own here
            raise ServerUnavailable(type(e).__name__, server=self.address) from e

    def _refusal(self, route: Route, response: requests.Response) -> MegadeskError:
        """Return the error that an answer is. What is too long for ours is the page of some gateway, and says nothing."""
        content = b""
        with suppress(LimitExceeded):
            content = self._read(response, most_bytes=REFUSAL_MAX_BYTES)
        return self._error(route, response.status_code, response.headers, content)

    def _error(self, route: Route, status: int, headers: Mapping[str, str], content: bytes) -> MegadeskError:
        return error_of(self.address, route, status, headers, content)


def _is_folded(response: requests.Response) -> bool:
    """Whether a body is compressed, once or many times over."""
    return response.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}


def _be_patient(response: requests.Response) -> None:
    from megadesk.remote import connections

    answer = getattr(response.raw, "_fp", None)
    if isinstance(answer, connections.Answer):
        answer.be_patient()


def _check_fits(size_bytes: int, buffer: memoryview) -> None:
    if size_bytes > len(buffer):
        raise LimitExceeded("answer", allowed=len(buffer))


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines in the pieces of a stream; LimitExceeded for one that does not end."""
    line = bytearray()
    for piece in pieces:
        line += piece
        while (end := line.find(b"\n")) >= 0:
            yield bytes(line[:end]).rstrip(b"\r")
            del line[: end + 1]
        if len(line) > LINE_MAX_BYTES:
            raise LimitExceeded("event line", allowed=LINE_MAX_BYTES)
