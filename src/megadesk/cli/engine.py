"""engine run, start, stop, status; server: the programs behind the commands."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable
from typing import Final

import typer

from megadesk import __version__
from megadesk.cli import render
from megadesk.cli.front import Front, front_of
from megadesk.host.paths import HOME_VARIABLE, Profile
from megadesk.host.process import ProfileLock, end_engine
from megadesk.host.program import own_command
from megadesk.ipc import messages
from megadesk.ipc.messages import EngineStatus, Nothing
from megadesk.model.errors import AlreadyRunning, EngineUnavailable, TimedOut

STOP_TIMEOUT_S: Final = 30.0
STOP_POLL_S: Final = 0.05


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    engine = typer.Typer(help="The program that does the work: one for each profile.")
    engine.command("run")(run_engine)
    engine.command("start")(start_engine)
    engine.command("stop")(stop_engine)
    engine.command("status")(show_engine)
    app.add_typer(engine, name="engine")
    app.command(
        "server",
        add_help_option=False,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )(run_server)


def run_engine(context: typer.Context) -> None:
    """Run the engine in the foreground, for systemd, launchd and containers."""
    front = front_of(context)
    environ = dict(os.environ) if front.home is None else {**os.environ, HOME_VARIABLE: front.home}
    raise typer.Exit(_run(["engine", "run"], environ))


def run_server(context: typer.Context) -> None:
    """Run the bundled server: server run --data DIR. See server --help."""
    raise typer.Exit(_run(["server", *context.args], dict(os.environ)))


def _run(words: list[str], environ: dict[str, str]) -> int:
    """Return the exit code of one of our programs, run in our place. ``__main__`` usually does so without us."""
    with subprocess.Popen(own_command(words), env=environ) as child:
        try:
            return child.wait()
        except KeyboardInterrupt:
            return child.wait()  # the terminal has told the child as well


def start_engine(context: typer.Context) -> None:
    """Start the engine, unless it runs."""
    front = front_of(context)
    _show(front, front.ask(messages.ENGINE_STATUS, Nothing()))


def stop_engine(context: typer.Context) -> None:
    """Stop the engine; returns once it has ended."""
    front = front_of(context)
    told = {_owner(front.profile)}
    try:
        front.ask_running(messages.ENGINE_STOP, Nothing())
    except EngineUnavailable as e:
        if e.arguments.get("reason") not in {"not_running", "gone"}:
            raise
        end_engine(front.profile)  # one that has the profile all the same is just starting, or becoming its upgrade
    except AlreadyRunning:  # of another version, which takes no messages of ours
        end_engine(front.profile)
    front.close()
    wait_until_free(front.profile, met=lambda pid: _end_another(front.profile, pid, told))
    front.say("The engine has stopped.")


def _owner(profile: Profile) -> object:
    """Return which process has the profile; None if nobody has, or has not said so yet."""
    if not profile.state_dir.is_dir():
        return None
    try:
        ProfileLock.acquire(profile).release()
    except AlreadyRunning as e:
        return e.arguments["pid"]
    return None


def _end_another(profile: Profile, pid: object, told: set[object]) -> None:
    """End an engine that came after the one which was told, or had not said yet who it is: an app may have started it."""
    if pid is not None and pid not in told:
        told.add(pid)
        end_engine(profile)


def wait_until_free(
    profile: Profile, timeout_s: float = STOP_TIMEOUT_S, *, met: Callable[[object], None] = lambda _: None
) -> None:
    """Return once no engine owns the profile; TimedOut if one still does after timeout_s. ``met``: told who does, at each look."""
    if not profile.state_dir.is_dir():
        return
    pause, deadline_s = threading.Event(), time.monotonic() + timeout_s
    while True:
        try:
            ProfileLock.acquire(profile).release()
        except AlreadyRunning as e:
            if time.monotonic() >= deadline_s:
                raise TimedOut("the engine does not end") from e
            met(e.arguments["pid"])
        else:
            return
        pause.wait(STOP_POLL_S)


def show_engine(context: typer.Context) -> None:
    """Show whether the engine runs; starts nothing."""
    front = front_of(context)
    try:
        status = front.ask_running(messages.ENGINE_STATUS, Nothing())
    except EngineUnavailable as e:
        if e.arguments.get("reason") not in {"not_running", "gone"}:
            raise
        status = EngineStatus(running=False, pid=0, home=front.profile.shown_home, version=__version__)
    _show(front, status)


def _show(front: Front, status: EngineStatus) -> None:
    front.show(status, lambda: render.engine_status(status))
