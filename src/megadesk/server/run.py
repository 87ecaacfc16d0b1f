"""The server's own process: open the stores, bind, serve with Granian, and end cleanly.

    SIGTERM --> closing: streams are told, new requests refused --> requests under way end --> stores close

SIGINT (Control-C) and SIGHUP (the terminal was closed) mean the same; who was started to outlive its terminal (nohup) does.
The port is bound here, so that port 0 gives a real one before anything is said, a second server on the same port fails,
and nobody else can slip in. ``<data>/server.json`` tells where we are while we run.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any, Final

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from megadesk.model.errors import BadUsage
from megadesk.server.app import Gate, make_app
from megadesk.server.care import Care, stores_of
from megadesk.server.certificates import refuse_bad_certificate
from megadesk.server.config import ServerConfig, shown_host
from megadesk.server.fencing import refuse_copy
from megadesk.server.logs import EXTRA, LOGGER, open_log
from megadesk.server.memory import keep_for_bodies, search_only_news
from megadesk.server.move import refuse_frozen
from megadesk.server.readiness import READY, STOPPING, tell
from megadesk.server.services import Services
from megadesk.server.stores import claim, open_blobs, open_metadata, open_notifier, refuse_lost_database, the_only_one
from megadesk.server.terms import follow_plans

log = logging.getLogger(LOGGER)

BACKLOG: Final = 4096
BACKPRESSURE: Final = 16_384
"""Granian's own default of 1,024 requests at once would hang everybody once so many event streams are open."""
_LINGER_S: Final = 5.0
_UNREAD_MS: Final = 60_000
"""Who takes nothing of an answer for so long has gone. Else each of them would hold the block it asked for, for ever."""
_HEADER_READ_MS: Final = 15_000
_BUFFER_BYTES: Final = 1 << 20
"""How much is read from a connection at a time, and so the most that headers may be; a few bytes while it is quiet.

Bodies come in pieces of this size at most, each of which wakes the event loop and two threads: with 64 KiB a GiB costs 3.1 s of CPU,
with 256 KiB 2.5, with 1 MiB 1.9. More gain nothing: a socket holds no more. Anybody may send 4 MiB to sign up.
"""
RUNNING_FILE: Final = "server.json"


def run_server(config: ServerConfig) -> int:
    """Serve until told to stop; return the exit code. Blocks."""
    refuse_bad_certificate(config)
    open_log(config.log_level)
    keep_for_bodies()
    search_only_news()
    config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with the_only_one(config), bound(config) as listener, _runner() as runner:
        return runner.run(_serve(config, listener))


def _runner() -> asyncio.Runner:
    """Return a runner with the fastest event loop there is."""
    try:
        import uvloop
    except ImportError:
        return asyncio.Runner()
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


def open_services(config: ServerConfig, port: int) -> Services:
    """Return services over the stores that the settings name. Damaged if their database is lost, or is none."""
    refuse_lost_database(config)
    with ExitStack() as opened:
        blobs = opened.enter_context(closing(open_blobs(config)))
        metadata = opened.enter_context(closing(open_metadata(config)))
        with metadata.read() as tx:
            refuse_frozen(tx)
        follow_plans(metadata, config)
        services = Services(config, metadata, blobs, open_notifier(config), origins=config.origins_for(port))
        opened.pop_all()
        opened.callback(services.close)
        claim(config, metadata, blobs)
        refuse_copy(metadata, blobs)
        opened.pop_all()
        return services


async def _serve(config: ServerConfig, listener: socket.socket) -> int:
    port: int = listener.getsockname()[1]
    services = open_services(config, port)
    care = Care(stores_of(services), services.metrics)
    try:
        care.start()
        server = BoundServer(make_app(services), listener, config)
        stopping = asyncio.Event()
        with _on_signals(stopping.set):
            serving = asyncio.get_running_loop().create_task(server.serve())
            waiting = asyncio.get_running_loop().create_task(stopping.wait())
            _announce(config, port)
            await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
            await _wind_down(services, server)
            waiting.cancel()
            await _ended(serving)
        return 0 if stopping.is_set() else 1
    finally:
        with contextlib.suppress(FileNotFoundError):
            (config.data / RUNNING_FILE).unlink()
        await asyncio.to_thread(care.stop)
        services.close()
        log.info("stopped")


async def _wind_down(services: Services, server: BoundServer) -> None:
    """Tell streams, let requests under way end, then let go of the port."""
    tell(STOPPING)
    services.closing.set()
    services.notifier.wake_all()
    if not await services.drained(services.config.drain_s):
        log.warning("requests were cut off", extra={EXTRA: {"count": services.under_way}})
    server.stop()  # type: ignore[no-untyped-call]  # Granian types it not


async def _ended(serving: asyncio.Task[None]) -> None:
    """Return when every connection has ended, or will not: all is answered by now, and some do not take their answers."""
    await asyncio.wait({serving}, timeout=_LINGER_S)
    if serving.done():
        serving.result()
    else:
        log.warning("connections were cut off")
        serving.cancel()


class BoundServer(Server):
    """Granian on a socket that is bound already."""

    def __init__(self, app: Gate, listener: socket.socket, config: ServerConfig) -> None:
        host, port = listener.getsockname()[:2]
        super().__init__(
            app, address=host, port=port, interface=Interfaces.ASGI, http=HTTPModes.http1, websockets=False,
            backlog=BACKLOG, backpressure=BACKPRESSURE, log_enabled=False, ssl_cert=config.tls_cert,
            ssl_key=config.tls_key,
            http1_settings=HTTP1Settings(header_read_timeout=_HEADER_READ_MS, max_buffer_size=_BUFFER_BYTES),
        )  # fmt: skip
        self._listener = listener

    def _init_shared_socket(self) -> None:
        if sys.platform == "win32":
            # There a socket cannot be handed over by its descriptor; the port is free again in this moment.
            self._listener.close()
            super()._init_shared_socket()
            return
        descriptor = self._listener.detach()
        vars(self).update(_sfd=descriptor, _shd=_holder(descriptor), _ssp=None)  # as the method overridden would


def _holder(descriptor: int) -> Any:
    """Return Granian's name for a listening socket; its stubs know no constructor."""
    import granian.net

    make: Any = vars(granian.net)["SocketHolder"]
    return make(descriptor, False, BACKLOG)


# -- around the process -----------------------------------------------------------------------------------------------


@contextmanager
def bound(config: ServerConfig) -> Iterator[socket.socket]:
    """Yield a listening socket; BadUsage if the address is not ours or taken."""
    host, port = config.address
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if sys.platform == "linux":  # connections have it from their listener
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNREAD_MS)
        try:
            listener.bind((host, port))
            listener.listen(BACKLOG)
        except OSError as e:
            raise BadUsage(e.strerror or str(e), what="listen", value=config.listen) from e
        listener.setblocking(False)
        yield listener
    finally:
        listener.close()


def _announce(config: ServerConfig, port: int) -> None:
    """Say where we listen: a line for people, a file for programs."""
    host, _ = config.address
    address = f"{config.scheme}://{shown_host(host)}:{port}"
    path = config.data / RUNNING_FILE
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({"pid": os.getpid(), "address": address}) + "\n", encoding="utf-8")
    fresh.replace(path)
    print(f"megadesk server: listening on {address}", flush=True)  # noqa: T201 -- the one line a person waits for
    log.info("started", extra={EXTRA: {"pid": os.getpid()}})
    tell(READY, f"STATUS=listening on {address}")


@contextmanager
def _on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call stop for the block on every signal by which a person or a system ends a program."""
    loop = asyncio.get_running_loop()
    names = [signal.SIGTERM, signal.SIGINT]
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        names.append(signal.SIGHUP)

    def from_thread(*_: Any) -> None:
        loop.call_soon_threadsafe(stop)

    for name in names:
        if sys.platform == "win32":
            signal.signal(name, from_thread)  # its event loop takes no signals
        else:
            loop.add_signal_handler(name, stop)
    yield
