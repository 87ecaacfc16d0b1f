"""Routes --> handlers, and what stands around them. A pure ASGI application: any ASGI server can run it.

    Gate      request id, metrics, log, errors to answers, closing        every request
      Router  paths of wire.routes
        Endpoint   who asks, limits, body, decode --> handler --> encode, send

Requests with large bodies are authenticated before a byte of them is read. What blocks runs in worker threads.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl

import msgspec
from starlette.exceptions import HTTPException
from starlette.routing import Route as PathRoute
from starlette.routing import Router

from megadesk.crypto.public import TOKEN_BYTES, sha256
from megadesk.model.errors import BadUsage, MegadeskError, NotSignedIn
from megadesk.server.accounts import Accounts
from megadesk.server.blobs import Blobs, Manifests
from megadesk.server.call import Answer, Body, Call, Receive, Scope, Send, ids_of
from megadesk.server.durability import Durability
from megadesk.server.events import Events
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.metadata import Session
from megadesk.server.operation import FORWARDED, Operation
from megadesk.server.refusals import answer_for, busy
from megadesk.server.second_factor import SecondFactors
from megadesk.server.services import Services
from megadesk.server.spaces import Spaces
from megadesk.wire import routes
from megadesk.wire.codec import decode, encode
from megadesk.wire.routes import SMALL, Route

log = logging.getLogger(LOGGER)

Result: TypeAlias = msgspec.Struct | Answer
Direct: TypeAlias = Callable[[Call], Result]
Streaming: TypeAlias = Callable[[Call], Awaitable[Answer | None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

_REQUEST_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_SEEN_EVERY_MS: Final = 3_600_000
_BEARER: Final = b"Bearer "
_SERVER_ERROR: Final = 500
_HELD: Final = (routes.LOGIN_START, routes.LOGIN_FINISH)
"""Answered after a set time, however they end: that of the database tells a name that has an account from one that has none."""
_QUERY_FIELDS_MAX: Final = 16


class Handlers:
    """One handler for each route of the table: those that read or write in a worker thread, and those that await."""

    def __init__(self, services: Services) -> None:
        accounts, factors, operation = Accounts(services), SecondFactors(services), Operation(services)
        manifests = Manifests(services.blobs)
        durability = Durability(services.metadata, services.blobs)
        spaces, blobs, events = Spaces(services, manifests, durability), Blobs(services, durability), Events(services)
        self.reading: dict[str, Direct] = {
            "me": accounts.me, "account_keys": accounts.account_keys, "sessions": accounts.sessions,
            "second_factor": factors.status,
            "spaces": spaces.spaces, "head": spaces.head, "acl": spaces.acl, "headers": spaces.headers,
            "commits": spaces.commits, "state": spaces.state, "records": spaces.records,
            "past": spaces.past, "versions": spaces.versions,
            "blobs_missing": blobs.missing, "blobs_get": blobs.get_many, "blob_get": blobs.get,
            "blob_possess": blobs.possess,
            "limits": operation.limits, "healthz": operation.healthz,
        }  # fmt: skip
        self.writing: dict[str, Direct] = {
            "sign_up": accounts.sign_up, "login_start": accounts.login_start, "login_finish": accounts.login_finish,
            "challenge": accounts.challenge, "change_keys": accounts.change_keys, "session_end": accounts.session_end,
            "logout": accounts.logout, "change_second_factor": factors.change,
        }  # fmt: skip
        self.streaming: dict[str, Streaming] = {
            "append": spaces.append, "blobs_put": blobs.put_many, "blob_put": blobs.put, "events": events.events,
            "metrics": operation.metrics, "readyz": operation.readyz,
        }  # fmt: skip


class Endpoint:
    """One route: from an ASGI call to its handler and back."""

    def __init__(self, route: Route, services: Services, handlers: Handlers) -> None:
        self.route = route
        self._services = services
        self._streaming = handlers.streaming.get(route.name)
        self._direct = handlers.reading.get(route.name) or handlers.writing.get(route.name)
        self._work = services.reading if route.name in handlers.reading else services.writing
        self._is_early = self._streaming is not None or route.request_limit_bytes > SMALL

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        hold = self._services.held if self.route in _HELD else contextlib.nullcontext
        async with hold():
            answer = await self._work_on(scope, receive, send)
        if answer is not None:
            await answer.send(send)

    async def _work_on(self, scope: Scope, receive: Receive, send: Send) -> Answer | None:
        """Return what is answered; None if the handler has sent it itself."""
        call = self._call(scope, receive, send)
        scope["megadesk.body"] = call.body
        if self._streaming is not None:
            await self._authenticate(call)
            if self.route.request is not None:
                call.message = decode(self.route.request, await call.body.read(), self.route.request_encoding)
            return await self._streaming(call)
        call.body.check_length()
        if self._is_early:
            await self._authenticate(call)
        body = await call.body.read()
        return await self._work(self._answer, call, body)

    def _call(self, scope: Scope, receive: Receive, send: Send) -> Call:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        return Call(
            route=self.route,
            ids=ids_of(scope["path_params"]),
            query=_query(scope["query_string"]),
            headers=headers,
            client=_client(scope, headers, self._services.config.trusted_proxies),
            body=Body(
                receive, headers, limit_bytes=self.route.request_limit_bytes,
                silence_s=self._services.config.body_silence_s,
            ),
            receive=receive,
            send=send,
            request=scope.get("megadesk.request", ""),
        )  # fmt: skip

    async def _authenticate(self, call: Call) -> None:
        if self.route.rights == "session":
            await self._services.reading(self._find_session, call)

    def _find_session(self, call: Call) -> None:
        """Find out who asks. In a worker thread."""
        now_ms = self._services.clock_ms()
        digest = sha256(_token(call.headers))
        with self._services.metadata.read() as tx:
            session = tx.session(digest, now_ms)
        if session is None:
            raise NotSignedIn
        if now_ms - session.last_seen_ms > _SEEN_EVERY_MS:
            self._services.later(lambda: self._see(session, now_ms))
        call.signed_in = session

    def _see(self, session: Session, now_ms: int) -> None:
        with self._services.metadata.write(beside=True) as tx:
            tx.see_session(session.id, now_ms, now_ms + self._services.config.session_idle_s * 1000)

    def _answer(self, call: Call, body: bytes) -> Answer:
        """Authenticate, decode, handle and encode in one worker thread: one change of threads a request."""
        if self.route.rights == "session" and call.signed_in is None:
            self._find_session(call)
        if self.route.request is not None:
            call.message = decode(self.route.request, body, self.route.request_encoding)
        assert self._direct is not None, "a route without a handler is refused at start"
        result = self._direct(call)
        if isinstance(result, Answer):
            return result
        encoding = self.route.response_encoding
        return Answer(encode(result, encoding), 200, encoding)


def _query(raw: bytes) -> dict[str, str]:
    """Return what a query says; BadUsage if it says more than any of ours does."""
    try:
        return dict(parse_qsl(raw.decode("ascii", "replace"), max_num_fields=_QUERY_FIELDS_MAX)) if raw else {}
    except ValueError as e:
        raise BadUsage(what="query") from e


def _token(headers: Mapping[bytes, bytes]) -> bytes:
    given = headers.get(b"authorization", b"")
    try:
        token = bytes.fromhex(given.removeprefix(_BEARER).decode("ascii"))
    except ValueError:
        token = b""
    if not given.startswith(_BEARER) or len(token) != TOKEN_BYTES:
        raise NotSignedIn
    return token


def _client(scope: Scope, headers: Mapping[bytes, bytes], trusted: tuple[str, ...]) -> str:
    """Return the address of whoever asks: the nearest one that is no trusted proxy."""
    peer = scope.get("client")
    address: str = peer[0] if peer else ""
    hops = headers.get(FORWARDED, b"").decode("latin-1").split(",")
    while address in trusted and hops:
        hop = hops.pop().strip()
        if hop:
            address = hop
    return address


class Gate:
    """Stands before the router: ids, figures, log lines, and every error becomes an answer."""

    def __init__(self, inner: Application, services: Services) -> None:
        self._inner = inner
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through."""
        if scope["type"] != "http":
            await self._lifespan(receive, send)
            return
        started_s = time.perf_counter()
        request_id = _request_id(scope)
        scope["megadesk.request"] = request_id.decode()
        status = 0

        async def counted(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id)]
            await send(message)

        self._services.enter()
        try:
            await self._through(scope, receive, counted)
        except Exception as error:  # noqa: BLE001 -- the last line of defence: a handler's fault is an answer too
            if status == 0:
                body: Body | None = scope.get("megadesk.body")
                is_done = body.is_done if body is not None else not _has_body(scope)
                await answer_for(error, is_body_done=is_done, allowed=_allowed(scope)).send(counted)
            _report(error, status, request_id)
        finally:
            self._services.leave()
            name = _route_name(scope)
            seconds = time.perf_counter() - started_s
            self._services.metrics.request(name, status, seconds)
            if log.isEnabledFor(logging.DEBUG):
                fields = {
                    "route": name,
                    "status": status,
                    "ms": round(seconds * 1000, 1),
                    "request": request_id.decode(),
                }
                log.debug("request", extra={EXTRA: fields})

    async def _through(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._services.closing.is_set() and scope["path"] not in {"/healthz", "/readyz"}:
            raise busy(2.0)
        scope["app"] = self  # lets the router report a wrong method as an exception
        await self._inner(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        """Answer the server's start and stop; stores are opened and closed by whoever made them."""
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return


def _has_body(scope: Scope) -> bool:
    headers = dict(scope["headers"])
    return headers.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in headers


def _request_id(scope: Scope) -> bytes:
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value):
            return bytes(value)
    return os.urandom(8).hex().encode()


def _route_name(scope: Scope) -> str:
    endpoint = scope.get("endpoint")
    return endpoint.route.name if isinstance(endpoint, Endpoint) else "none"


def _allowed(scope: Scope) -> tuple[str, ...]:
    """Return the methods that the path of a request has."""
    endpoint = scope.get("endpoint")
    path = endpoint.route.path if isinstance(endpoint, Endpoint) else None
    return tuple(route.method for route in routes.ROUTES if route.path == path)


def _report(error: Exception, status: int, request_id: bytes) -> None:
    """Log what is our fault with its traceback, refusals as a line."""
    fields = {"request": request_id.decode(), "status": status, "kind": type(error).__name__}
    if status >= _SERVER_ERROR and not isinstance(error, MegadeskError | HTTPException):
        log.error("a request failed", extra={EXTRA: fields}, exc_info=error)
    else:
        log.debug("a request was refused", extra={EXTRA: fields})


def make_app(services: Services) -> Gate:
    """Return the ASGI application over these services. Called on a running event loop or before one."""
    handlers = Handlers(services)
    known = handlers.reading.keys() | handlers.writing.keys() | handlers.streaming.keys()
    if known != {route.name for route in routes.ROUTES}:
        raise BadUsage("routes without handlers, or handlers without routes", what="routes")
    paths = [_path(Endpoint(route, services, handlers)) for route in routes.ROUTES]
    return Gate(Router(paths, redirect_slashes=False), services)


_NOT_FIXED: Final = "".join(f"(?!{re.escape(route.path)}" + r"\Z)" for route in routes.ROUTES if "{" not in route.path)
"""No argument of a path is a word that has a path of its own: with another method that is 405, and no bad argument."""


def _path(endpoint: Endpoint) -> PathRoute:
    made = PathRoute(endpoint.route.path, endpoint, methods=[endpoint.route.method], name=endpoint.route.name)
    made.methods = {endpoint.route.method}  # without HEAD, which Starlette adds to GET
    pattern = made.path_regex.pattern.removeprefix("^").removesuffix("$")  # $ would let a line end pass
    first = _NOT_FIXED if made.param_convertors else ""
    made.path_regex = re.compile(f"^{first}{pattern}" + r"\Z")
    return made
