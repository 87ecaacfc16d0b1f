"""The one connection of the app to its engine.

    ask(METHOD, request, then=..., failed=...)   answers reach the caller in the GUI's thread
    told(topic, body)                            what the engine says by itself
    connected, lost(error)                       the engine came, went or does not start; it is sought for ever

A thread of its own keeps the connection: it finds the engine, starts one where none runs, and begins again when it is
gone. Waiting happens in threads; nothing here makes the GUI wait. Callbacks of a destroyed owner are dropped.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from megadesk.host.paths import Profile
from megadesk.ipc import messages as m
from megadesk.ipc import reach
from megadesk.ipc.client import Client, Ending
from megadesk.ipc.protocol import LAGGED, to_typed
from megadesk.model.errors import EngineUnavailable, MegadeskError, OurBug

Q = TypeVar("Q", bound=m.Body)
A = TypeVar("A", bound=m.Body)

THREADS_MAX: Final = 32
"""Each wait has a thread while it lasts; what comes beyond waits for one."""

AGAIN_S: Final = 2.0
"""Between two attempts to find an engine."""

STARTING_S: Final = 10.0
"""So long an app that ends waits for an engine that it is just starting."""

TOPICS: Final[Mapping[str, type[m.Body]]] = {
    m.STATUS_TOPIC: m.Status,
    m.TRANSFERS_TOPIC: m.TransfersChanged,
    m.ACTIVITY_TOPIC: m.ActivityChanged,
}
"""What is subscribed to, and what it carries."""


class Asking:
    """One question on its way. ``cancel``: nobody wants the answer any more; no callback comes then."""

    def __init__(self) -> None:
        self.ending = Ending()
        self.is_over = False

    def cancel(self) -> None:
        """Want no answer any more; the engine stops as soon as it can."""
        self.is_over = True
        self.ending.end()


class Link(Protocol):
    """What pages know of the connection; tests put a fake in its place."""

    def ask(
        self,
        method: m.Method[Q, A],
        request: Q,
        *,
        then: Callable[[A], None] | None = None,
        failed: Callable[[MegadeskError], None] | None = None,
        progress: Callable[[Any], None] | None = None,
        owner: QObject | None = None,
    ) -> Asking:
        """Ask the engine. ``then`` gets the answer, ``failed`` the error, ``progress`` each piece (plain) before; all later."""
        ...


class EngineLink(QObject):
    """Signals: connected(), lost(MegadeskError), told(topic, body)."""

    connected = Signal()
    lost = Signal(object)
    told = Signal(str, object)
    _posted = Signal(object)

    def __init__(
        self,
        profile: Profile,
        *,
        connect: Callable[[Profile], Client] = reach.connect_running,
        start: Callable[[Profile], Client] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._profile = profile
        self._connect = connect
        self._start = start or (lambda profile: reach.start(profile, os.environ))
        self._client: Client | None = None
        self._has_client = threading.Condition()
        self._wake = threading.Event()
        self._gone = threading.Event()
        self._is_closing = False
        self._is_starting = False
        self._pool = ThreadPoolExecutor(THREADS_MAX, thread_name_prefix="ask")
        self._keeper = threading.Thread(target=self._keep, name="engine-link", daemon=True)
        self._posted.connect(_run, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Look for the engine, from now on."""
        self._keeper.start()

    def close(self) -> None:
        """End the connection; waits for no answer, but for an engine that is just being started.

        Until that has its profile nobody finds it: whoever ends the app and then the engine would leave it behind.
        """
        self._is_closing = True
        self._wake.set()
        self._gone.set()
        client = self._client
        if client is not None:
            client.close()
        with self._has_client:
            self._has_client.notify_all()
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._keeper.is_alive():
            self._keeper.join(STARTING_S if self._is_starting else AGAIN_S)

    def ask(
        self,
        method: m.Method[Q, A],
        request: Q,
        *,
        then: Callable[[A], None] | None = None,
        failed: Callable[[MegadeskError], None] | None = None,
        progress: Callable[[Any], None] | None = None,
        owner: QObject | None = None,
    ) -> Asking:
        """Ask the engine; see Link."""
        asking = Asking()

        def post(callback: Callable[[Any], None] | None, value: object, *, is_last: bool) -> None:
            def deliver() -> None:
                if asking.is_over or (owner is not None and not isValid(owner)):
                    return
                asking.is_over = is_last
                if callback is not None:
                    callback(value)

            with contextlib.suppress(RuntimeError):  # the application has ended
                self._posted.emit(deliver)

        def wait() -> None:
            on_progress = None if progress is None else (lambda piece: post(progress, piece, is_last=False))
            try:
                client = self._reached()
                answer = client.ask(method.result, method.name, request, on_progress=on_progress, ending=asking.ending)
            except MegadeskError as error:
                post(failed, error, is_last=True)
            except Exception as error:  # noqa: BLE001 -- a bug of ours must not leave somebody waiting
                post(failed, OurBug(type(error).__name__), is_last=True)
            else:
                post(then, answer, is_last=True)

        if not self._is_closing:  # whoever still asks while the app ends gets no answer
            self._pool.submit(wait)
        return asking

    def _reached(self) -> Client:
        """Return the connection, waiting for it a while; EngineUnavailable if there is none then."""
        with self._has_client:
            if not self._has_client.wait_for(lambda: self._client is not None or self._is_closing, AGAIN_S * 5):
                raise EngineUnavailable("no engine", reason="gone")
            if self._client is None:
                raise EngineUnavailable("the app ends", reason="gone")
            return self._client

    # -- the keeper's thread ----------------------------------------------------------------------------------------

    def _keep(self) -> None:
        while not self._is_closing:
            self._gone = gone = threading.Event()
            try:
                client = self._find(gone)
            except MegadeskError as error:
                self._tell_lost(error)
                self._wake.wait(AGAIN_S)
                continue
            with self._has_client:
                self._client = client
                self._has_client.notify_all()
            self._emit(self.connected.emit)
            if not self._is_closing:
                gone.wait()
            with self._has_client:
                self._client = None
            client.close()
            if not self._is_closing:
                self._tell_lost(EngineUnavailable("the connection has ended", reason="gone"))

    def _find(self, gone: threading.Event) -> Client:
        try:
            client = self._connect(self._profile)
        except EngineUnavailable as error:
            if error.arguments.get("reason") != "not_running":
                raise
            client = self._started()
        client.subscribe(TOPICS, self._on_event, gone.set)
        self._on_event(m.STATUS_TOPIC, client.call(m.STATUS.name))
        return client

    def _started(self) -> Client:
        """Start an engine, unless the app ends: said first, so that either ``close`` sees it or this sees that."""
        self._is_starting = True
        try:
            if self._is_closing:
                raise EngineUnavailable("the app ends", reason="gone")
            return self._start(self._profile)
        finally:
            self._is_starting = False

    def _on_event(self, topic: str, payload: Any) -> None:
        kind = TOPICS.get(topic)
        if kind is not None:
            body = to_typed(kind, payload)
            self._emit(lambda: self.told.emit(topic, body))
        elif topic == LAGGED:
            self._emit(lambda: self.told.emit(LAGGED, None))

    def _tell_lost(self, error: MegadeskError) -> None:
        self._emit(lambda: self.lost.emit(error))

    def _emit(self, emit: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the application has ended
            emit()


def _run(deliver: Callable[[], None]) -> None:
    deliver()
