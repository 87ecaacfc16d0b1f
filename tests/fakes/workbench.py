"""Engines in this process, over profiles in a temporary folder and a LyingServer.

Workbench(base, server).engine("one")    an Engine, started; the same name again is the same profile
    .sign_up(engine), .log_in(engine)    through the real handlers
    .ask(engine, METHOD, body)           what a front end would ask
until(engine.supervisor, condition)      wait for what its threads do
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from fakes.lying_server import LyingServer
from fakes.people import ORIGIN
from megadesk.crypto.identity import KdfParameters
from megadesk.engine.engine import Engine
from megadesk.engine.handlers import Handlers
from megadesk.engine.rebuilding import fill_database
from megadesk.engine.supervisor import Supervisor
from megadesk.host.paths import find_profile, prepare_profile
from megadesk.ipc import messages as m
from megadesk.ipc.protocol import Request, to_plain
from megadesk.store.database import Database
from megadesk.store.keepsake import Keepsake

CHEAP = KdfParameters(memory_kib=65_536, passes=3, lanes=4)
EMAIL, PASSWORD, NEW_PASSWORD = "ada@example.org", "correct horse battery", "another good password"
REST_S = 60

PATIENCE_S = 60.0
LOOK_S = 0.2

Q = TypeVar("Q", bound=m.Body)
A = TypeVar("A", bound=m.Body)


def until(running: Supervisor, holds: Callable[[], bool]) -> None:
    """Return once something holds: looked at after each change, and now and then, for not all wake those who wait."""
    last = time.monotonic() + PATIENCE_S
    with running.changed:
        while not holds():
            assert time.monotonic() < last, "it does not come about"
            running.changed.wait(LOOK_S)


class Quiet:
    """A call of a front end that only listens; ``cancelled`` makes its next check fail."""

    def __init__(self) -> None:
        self.emitted: list[Any] = []
        self.reports: list[Any] = []
        self.before_check: list[Any] = []

    def emit(self, payload: object) -> None:
        """Take a piece of a stream."""
        self.emitted.append(payload)

    def report(self, payload: object) -> None:
        """Take a report."""
        self.reports.append(payload)

    def check(self) -> None:
        """Go on, after what a test wants to happen first."""
        while self.before_check:
            self.before_check.pop(0)()


class Workbench:
    """Makes engines and closes them."""

    def __init__(self, base: Path, server: LyingServer) -> None:
        self.base = base
        self.server = server
        self.engines: list[Engine] = []

    def engine(self, name: str = "one", *, start: bool = True) -> Engine:
        """Return an engine over the profile of this name."""
        profile = find_profile(str(self.base / name), {})
        prepare_profile(profile)
        return self._made(Engine(profile, Database.open(profile.state_dir / "megadesk.db")), start=start)

    def begun(self, name: str) -> Engine:
        """Return an engine that begins as the program does: a database that is damaged is filled with what was kept."""
        profile = find_profile(str(self.base / name), {})
        prepare_profile(profile)
        database = Database.open(profile.state_dir / "megadesk.db")
        keepsake = Keepsake(profile.state_dir / "megadesk.keep")
        notes = fill_database(database, keepsake)
        return self._made(Engine(profile, database, notes=notes, at_rest=lambda: keepsake.keep(database)), start=True)

    def _made(self, engine: Engine, *, start: bool) -> Engine:
        engine.keeper._make_api = self.server.api
        engine.keeper._parameters = CHEAP
        self.engines.append(engine)
        if start:
            engine.start()
        return engine

    def close(self) -> None:
        """Close all engines."""
        self.server.is_down = True
        for engine in self.engines:
            engine.close()

    def end(self, engine: Engine) -> None:
        """Close an engine."""
        engine.close()
        self.engines.remove(engine)

    def restart(self, engine: Engine) -> Engine:
        """Close an engine and start another over its profile."""
        self.end(engine)
        assert engine.profile.home is not None
        return self.engine(engine.profile.home.name)

    def ask(self, engine: Engine, method: m.Method[Q, A], body: Q, call: Quiet | None = None) -> A:
        """Return the handler's answer to a request."""
        params = to_plain(body)
        assert isinstance(params, dict)
        answer = Handlers(engine)(Request(1, method.name, params), call or Quiet())  # type: ignore[arg-type]  # as a Call
        assert isinstance(answer, method.result)
        return answer

    def sign_up(self, engine: Engine, *, key_store: str = "file", email: str = EMAIL) -> m.SignedIn:
        """Make the account."""
        body = m.SignUp(server=ORIGIN, email=email, password=PASSWORD, device_name="desk", key_store=key_store)
        return self.ask(engine, m.SIGN_UP, body)

    def log_in(
        self, engine: Engine, password: str = PASSWORD, *, key_store: str = "file", email: str = EMAIL
    ) -> m.SignedIn:
        """Sign in to it."""
        body = m.LogIn(server=ORIGIN, email=email, password=password, device_name="lap", key_store=key_store)
        return self.ask(engine, m.LOG_IN, body)

    def rest(self, engine: Engine) -> m.Status:
        """Wait until nothing is left to do, and what that led to is taken in: our own commits come back as news."""
        self.wait(engine)
        running = engine.supervisor
        with running.changed:
            assert running.changed.wait_for(lambda: not any(one.busy for one in running.reports()), REST_S)
        return engine.status()

    def wait(self, engine: Engine, timeout_s: float = 60) -> m.Status:
        """Return once nothing is left to do."""
        return self.ask(engine, m.WAIT, m.Wait(timeout_s=timeout_s))
