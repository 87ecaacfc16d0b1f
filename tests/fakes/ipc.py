"""A handler for the engine's listener that a test can steer: streams, waits, errors and bugs on request."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from megadesk.ipc.listener import Call
from megadesk.ipc.protocol import Request
from megadesk.model.errors import NotFound


class Steered:
    """Answers ``echo``, ``count`` (a stream), ``wait`` (until cancelled), ``missing`` (an error) and ``bug``."""

    def __init__(self) -> None:
        self.waiting = threading.Event()
        self.cancelled = threading.Event()
        self.seen: list[str] = []

    def __call__(self, request: Request, call: Call) -> object:
        """Do what the method's name says."""
        self.seen.append(request.method)
        answer: Callable[[Request, Call], object] = getattr(self, f"do_{request.method}")
        return answer(request, call)

    def do_echo(self, request: Request, _: Call) -> dict[str, Any]:
        """Return what was sent."""
        return request.params

    def do_count(self, request: Request, call: Call) -> str:
        """Emit the numbers up to ``to``, each with ``padding`` bytes."""
        try:
            for number in range(request.params["to"]):
                call.emit([number, "x" * request.params.get("padding", 0)])
        finally:
            if call.cancelled.is_set():
                self.cancelled.set()
        return "done"

    def do_report(self, request: Request, call: Call) -> str:
        """Report the numbers up to ``to``; only the newest has to arrive."""
        for number in range(request.params["to"]):
            call.report(number)
        return "done"

    def do_wait(self, _: Request, call: Call) -> None:
        """Wait until the client no longer does."""
        self.waiting.set()
        if call.cancelled.wait(60):
            self.cancelled.set()
        call.check()

    def do_missing(self, _: Request, __: Call) -> None:
        """Raise an error with arguments."""
        raise NotFound("no such path", path="/a")

    def do_bug(self, _: Request, __: Call) -> None:
        """Raise what no handler should."""
        raise KeyError("/home/ann/secret.txt")

    def do_huge(self, _: Request, __: Call) -> str:
        """Return more than an envelope holds."""
        return "x" * (17 * 1024 * 1024)

    def do_unknown_kind(self, _: Request, __: Call) -> object:
        """Return what JSON cannot hold."""
        return object()
