"""One run of the command line: its profile, its connection to the engine, and where its output goes.

ask(METHOD, request)     the engine's typed answer; an engine is started if none runs
show(answer, blocks)     --json: the answer itself; else what ``blocks`` makes of it
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from megadesk import __version__
from megadesk.cli.arguments import Line
from megadesk.model.errors import BadUsage, EngineUnavailable, MegadeskError, OurBug

if TYPE_CHECKING:
    import typer

    from megadesk.cli.render import Block
    from megadesk.host.paths import Profile
    from megadesk.ipc.client import Client, OnProgress
    from megadesk.ipc.messages import Body, Method

Q = TypeVar("Q", bound="Body")
A = TypeVar("A", bound="Body")


class Front:
    """What a command works with."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._client: Client | None = None

    @property
    def as_json(self) -> bool:
        """Whether stdout carries JSON and nothing else."""
        return self._line.as_json

    @property
    def home(self) -> str | None:
        """What --home named."""
        return self._line.home

    @cached_property
    def profile(self) -> Profile:
        """The profile of this run; making it touches nothing."""
        from megadesk.host.paths import find_profile

        return find_profile(self._line.home, os.environ)

    # -- asking the engine ------------------------------------------------------------------------------------------

    def ask(
        self,
        method: Method[Q, A],
        request: Q,
        *,
        on_progress: OnProgress | None = None,
        timeout_s: float | None = None,
    ) -> A:
        """Return the engine's answer; an engine is started if none runs. Raises what the engine raises."""
        client = self._client or self._connect_or_start()
        return self._ask(client, method, request, on_progress, timeout_s)

    def ask_running(self, method: Method[Q, A], request: Q) -> A:
        """Return the answer of an engine that runs already; EngineUnavailable if there is none."""
        self._client = self._client or connect_running(self.profile)
        return self._ask(self._client, method, request, None, None)

    def _ask(
        self, client: Client, method: Method[Q, A], request: Q, on_progress: OnProgress | None, timeout_s: float | None
    ) -> A:
        try:
            return client.ask(method.result, method.name, request, on_progress=on_progress, timeout_s=timeout_s)
        except UnicodeEncodeError as e:
            raise BadUsage("an argument is not readable text") from e

    def _connect_or_start(self) -> Client:
        try:
            self._client = connect_running(self.profile)
        except EngineUnavailable as e:
            if e.arguments.get("reason") != "not_running":
                raise
            self._client = start(self.profile)
        return self._client

    def close(self) -> None:
        """End the connection, if there is one."""
        if self._client is not None:
            self._client.close()
            self._client = None

    # -- showing ----------------------------------------------------------------------------------------------------

    def show(self, answer: object, blocks: Callable[[], Sequence[Block]]) -> None:
        """Print the answer as JSON, or what ``blocks`` makes of it for people."""
        if self.as_json:
            self.print_json(answer)
        else:
            from megadesk.cli.console import print_blocks

            print_blocks(blocks(), sys.stdout)

    def say(self, sentence: str, answer: object = None) -> None:
        """Print one sentence, or with --json the answer (by default an empty object)."""
        self.show({} if answer is None else answer, lambda: [sentence])

    def print_json(self, answer: object) -> None:
        """Print one JSON document, on one line."""
        # Paths of this disk may hold what is no text; it is shown as in every other place, never left out.
        sys.stdout.write(msgspec.json.encode(answer).decode("utf-8") + "\n")

    def show_version(self) -> None:
        """Print the version."""
        self.say(f"megadesk {__version__}", {"version": __version__})

    # -- our own mistakes -------------------------------------------------------------------------------------------

    @property
    def log_hint(self) -> str:
        """Where the engine's log is; empty if not even that is known."""
        with contextlib.suppress(MegadeskError):
            return str(self.profile.log_dir / "engine.log")
        return ""

    def log_bug(self, error: BaseException) -> OurBug:
        """Return the error for people, having written the traceback to the log of the command line."""
        try:
            from logging import getLogger

            from megadesk.host.logs import close_log, open_log
            from megadesk.host.paths import prepare_profile

            prepare_profile(self.profile)
            handler = open_log(self.profile.log_dir, "cli")
            getLogger(__name__).error("a command ended unexpectedly", exc_info=error)
            close_log(handler)
        except Exception:  # noqa: BLE001 -- a log that cannot be written must not hide what happened
            return OurBug(type(error).__name__)
        return OurBug(type(error).__name__, log=str(self.profile.log_dir / "cli.log"))


def front_of(context: typer.Context) -> Front:
    """Return the run that a command belongs to."""
    front: Any = context.find_root().obj
    assert isinstance(front, Front), "main hands it to typer"
    return front


def connect_running(profile: Profile) -> Client:
    """Return a connection to the engine that runs for a profile; EngineUnavailable(not_running) if none does."""
    from megadesk.ipc import reach

    return reach.connect_running(profile)


def start(profile: Profile) -> Client:
    """Return a connection to an engine that was started for a profile."""
    from megadesk.ipc import reach

    return reach.start(profile, os.environ)
