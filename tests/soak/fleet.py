"""A server and any number of devices of one account, as real processes, and a person who answers what they ask.

The processes are those of fakes.processes; here is what they are put through (kills, pauses, nights without a server),
and how a run comes to its rest.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from fakes.processes import Device, Server
from megadesk.ipc import messages as m
from megadesk.model.errors import DecisionNeeded, MegadeskError, NotFound
from megadesk.sync.problems import CONFLICT

SETTLE_S: Final = 900
WAIT_S: Final = 60
LISTENING_S: Final = 5
"""Whoever waits for an engine makes it listen at once."""

REMOTE: Final = "/Sync"


class RestlessError(AssertionError):
    """The devices do not come to rest."""


class Member:
    """One device of the fleet: its process, its folder and its pair."""

    def __init__(self, name: str, base: Path) -> None:
        self.name = name
        self.device = Device(base / f"profile {name}")
        self.root = base / f"folder {name}"
        self.pair = ""
        self.is_up = False
        self.is_paused = False

    def start(self) -> None:
        """Start the engine."""
        self.device.start()
        self.is_up = True

    def kill(self) -> None:
        """End the engine without any warning."""
        self.device.kill()
        self.is_up = False

    def stop(self) -> None:
        """Ask the engine to end."""
        assert self.device.stop() == 0, "an engine did not end well"
        self.is_up = False

    def signal(self, number: signal.Signals) -> None:
        """Send the engine a signal, such as stop and continue: a computer that sleeps."""
        assert self.device.process is not None
        os.kill(self.device.process.child.pid, number)

    def pause(self, *, paused: bool) -> None:
        """Pause the pair, or let it go on."""
        self.device.ask(m.PAUSE_PAIR if paused else m.RESUME_PAIR, m.Pair(pair=self.pair))
        self.is_paused = paused

    def status(self) -> m.PairStatus:
        """Return how the pair stands."""
        return next(pair for pair in self.device.status().pairs if pair.id == self.pair)

    def status_when_online(self) -> m.Status:
        """Return the state of everything, once the engine listens to the server again or has had the time to."""
        deadline = time.monotonic() + LISTENING_S
        while (status := self.device.status()).state == "offline" and time.monotonic() < deadline:
            continue
        return status

    def answer(self) -> bool:
        """Say yes to a guard that asks; return whether one did. Whoever pauses a pair is not asked."""
        with suppress(MegadeskError):
            if not self.is_paused and self.status().state == "attention":
                yes = m.ResolveIssues(action="approve", all=True, pair=self.pair)
                return bool(self.device.ask(m.RESOLVE_ISSUES, yes).resolved)
        return False


class Fleet:
    """One server, devices named one, two, three."""

    def __init__(self, base: Path, n_devices: int) -> None:
        self.server = Server(base / "server")
        self.is_serving = False
        self.members = [Member(name, base) for name in ("one", "two", "three", "four")[:n_devices]]

    def start(self) -> None:
        """Start all, sign in, tie the folders."""
        self.serve()
        for number, member in enumerate(self.members):
            member.root.mkdir()
            member.start()
            if number:
                member.device.log_in(self.server, member.name)
            else:
                member.device.sign_up(self.server, member.name)
            member.pair = member.device.add_pair(member.root, REMOTE)

    def serve(self) -> None:
        """Start the server."""
        self.server.start()
        self.is_serving = True

    def kill_server(self) -> None:
        """End the server without any warning."""
        self.server.kill()
        self.is_serving = False

    def stop_server(self) -> None:
        """Ask the server to end."""
        self.server.stop()
        self.is_serving = False

    def close(self) -> None:
        """End every process that still runs."""
        ends: list[Device | Server] = [*(member.device for member in self.members), self.server]
        for one in ends:
            if one.process is not None and one.process.child.poll() is None:
                one.kill()

    # -- rest ---------------------------------------------------------------------------------------------------------

    def settle(self) -> int:
        """Return once nobody has anything left to do, whatever each made the others do; how often a guard was answered.

        What is held by its name is given another by ``rename`` of the hands: see ``held``.
        """
        answered, deadline, calm, heads = 0, time.monotonic() + SETTLE_S, 0, [-1]
        while calm < 2:
            if time.monotonic() > deadline:
                raise RestlessError(self.describe())
            before, heads = heads, []
            for member in self.members:
                try:
                    heads.append(member.device.wait(WAIT_S).head["main"].seq)
                except DecisionNeeded:
                    answered += member.answer()
                except MegadeskError as error:
                    print(f"{member.name}: {error.code} {error.arguments}", flush=True)
            is_calm = len(heads) == len(self.members) and len({*heads, *before}) == 1
            calm = calm + 1 if is_calm else 0
        return answered

    def held(self) -> dict[str, list[m.HeldPath]]:
        """Return what each device holds back, once both versions of all conflicts were kept, as a person may decide."""
        for member in self.members:
            with suppress(NotFound):  # there are none
                member.device.ask(m.RESOLVE_ISSUES, m.ResolveIssues(action="keep_both", all=True, code=CONFLICT))
        return {member.name: member.status().held for member in self.members}

    def describe(self) -> str:
        """Return how all stand, for people."""
        lines = []
        for member in self.members:
            try:
                pair = member.status()
                lines.append(
                    f"{member.name}: {pair.state} pending {pair.pending} reason {pair.reason} held {pair.held}"
                )
            except MegadeskError as error:
                lines.append(f"{member.name}: {error.code}")
        return "\n".join(lines)
