"""A desk for tests of the app: answers that a test has put in, and what was asked.

    desk = make_desk(tmp_path)
    desk.link.answer(LIST_PAIRS, Pairs(pairs=[]))      a body, an error, or a function of the request
    desk.link.tell(STATUS_TOPIC, status)               as if the engine had said it
    desk.link.asked(ADD_PAIR)                          the requests of one method, in order

Answers come at once, unless ``link.hold()`` was said: then they wait for ``link.release()``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from megadesk.host.paths import find_profile
from megadesk.ipc.messages import Body, Method, Status, TransferStatus
from megadesk.model.errors import MegadeskError, NotFound
from megadesk.ui import app_state
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.prefs import Prefs

NOW_MS = 1_795_687_200_000
"""26 November 2026, 10:00 UTC: the time of all tests of the app."""

Answer = Body | MegadeskError | Sequence[Body] | Callable[[Any], Any]

QUIET = TransferStatus(active=0, queued=0, failed=0, up_bps=0, down_bps=0, bytes_left=0, seconds_left=None)


def status(state: str = "synced", **changed: Any) -> Status:
    """Return a status of a signed-in device with nothing in it, but what is changed."""
    plain = Status(
        state=state, sentence="", account="anna@example.org", server="https://cloud.example.org", online=True, key_store="file",
        pairs=[], backups=[], transfers=QUIET, quota=None, issues=0, head={},
    )  # fmt: skip
    return msgspec.structs.replace(plain, **changed)


class FakeLink(QObject):
    """Stands for EngineLink. Signals: connected(), lost(error), told(topic, body)."""

    connected = Signal()
    lost = Signal(object)
    told = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._answers: dict[str, Answer] = {}
        self._held: list[Callable[[], None]] | None = None
        self.requests: list[tuple[str, Body]] = []

    def answer(self, method: Method[Any, Any], answer: Answer) -> None:
        """Answer a method so from now on. A list: all but the last are pieces that come before the answer."""
        self._answers[method.name] = answer

    def has_answer(self, method: Method[Any, Any]) -> bool:
        """Whether an answer was put in."""
        return method.name in self._answers

    def asked(self, method: Method[Any, Any]) -> list[Any]:
        """Return the requests of one method, in order."""
        return [request for name, request in self.requests if name == method.name]

    def tell(self, topic: str, body: Body | None) -> None:
        """Say what an engine says by itself."""
        self.told.emit(topic, body)

    def hold(self) -> None:
        """Let answers wait from now on."""
        self._held = []

    def release(self) -> None:
        """Give the answers that waited."""
        held, self._held = self._held or [], None
        for give in held:
            give()

    def ask(
        self,
        method: Method[Any, Any],
        request: Any,
        *,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[MegadeskError], None] | None = None,
        progress: Callable[[Any], None] | None = None,
        owner: QObject | None = None,
    ) -> Asking:
        """Answer what was put in; NotFound if nothing was."""
        asking = Asking()
        self.requests.append((method.name, request))

        def give() -> None:
            if asking.is_over or (owner is not None and not isValid(owner)):
                return
            answer = self._answers.get(method.name, NotFound(what="method", value=method.name))
            found = answer(request) if callable(answer) else answer
            pieces, last = (found[:-1], found[-1]) if isinstance(found, list | tuple) else ([], found)
            for piece in pieces:
                if progress is not None:
                    progress(msgspec.to_builtins(piece))
            asking.is_over = True
            if isinstance(last, MegadeskError):
                if failed is not None:
                    failed(last)
            elif then is not None:
                then(last)

        if self._held is None:
            give()
        else:
            self._held.append(give)
        return asking


class FakeDesk(Desk):
    """A desk whose link is a FakeLink."""

    link: FakeLink


def make_desk(home: Path, state: Status | None = None) -> FakeDesk:
    """Return a desk of a signed-in device that is connected; its profile is below ``home``."""
    link = FakeLink()
    desk = FakeDesk(profile=find_profile(str(home), {}), link=link, prefs=Prefs(home / "config"), now_ms=lambda: NOW_MS)
    link.connected.connect(desk.state._on_connected)
    link.lost.connect(lambda error: desk.state.put(app_state.lost(desk.state.now, error)))
    link.told.connect(desk.state._on_event)
    link.connected.emit()
    desk.state.put(app_state.with_status(desk.state.now, state or status()))
    return desk
