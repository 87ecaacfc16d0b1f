"""megadesk as it is in this tree: the bundled server and two engines, asked over their own sockets."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import ClassVar, Final

from benchmarks.peers.group import Group
from benchmarks.peers.port import Place
from benchmarks.peers.programs import Programs

from fakes.processes import Device, Process, Server, cli
from megadesk import __version__

WAIT_S: Final = 1800


class Megadesk:
    """Signed in, engines running; ``add_pair`` is `megadesk sync add`, ``wait`` is `megadesk status --wait`."""

    name: ClassVar[str] = "megadesk"
    encrypted: ClassVar[bool] = True
    how: ClassVar[str] = (
        "end-to-end encrypted; engines run and are signed in; bundled server with its defaults; a commit and all"
        " that it names are on the disk when the server answers it, placed files before the engine takes them for synced"
    )
    resident: ClassVar[bool] = True
    skips: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def missing(cls, programs: Programs) -> str | None:  # noqa: ARG003 -- it is this tree
        return None

    @classmethod
    def title(cls, programs: Programs) -> str:  # noqa: ARG003
        return f"megadesk {__version__}{_state()}"

    def __init__(self, place: Place) -> None:
        self.place = place
        self.one, self.two = Group(place.work / "one.log"), Group(place.work / "two.log")
        self.server = Server(place.work / "server")
        self.devices = Device(place.work / "one"), Device(place.work / "two")

    def prepare(self) -> None:
        self.place.settle()
        self.server.start()
        self._start(0)
        self.devices[0].sign_up(self.server, "one")

    def upload(self) -> None:
        self.devices[0].add_pair(self.place.here)
        self.devices[0].wait(WAIT_S)

    def fresh(self) -> None:
        self._start(1)
        self.devices[1].log_in(self.server, "two")

    def download(self) -> None:
        self.devices[1].add_pair(self.place.there)
        self.devices[1].wait(WAIT_S)

    def rest(self) -> None:
        self.devices[1].stop()
        self.two.pids.clear()

    def rescan(self) -> None:
        self.devices[0].wait(WAIT_S)

    def command(self) -> None:
        """The same as a person would ask for it: one more program is started."""
        code, _, error = cli(self.devices[0].home, "status", "--wait")
        assert code == 0, error

    def publish(self) -> None:
        self.devices[0].wait(WAIT_S)

    def follow(self) -> None:
        if self.devices[1].process is None or self.devices[1].process.child.poll() is not None:
            self._start(1)
        self.devices[1].wait(WAIT_S)

    def watch(self) -> None:
        """Both have followed, so both watch."""

    def close(self) -> None:
        _end(*(device.process for device in self.devices), self.server.process)

    def _start(self, number: int) -> None:
        device, group = self.devices[number], (self.one, self.two)[number]
        device.start()
        assert device.process is not None
        group.pids.add(device.process.child.pid)


def _end(*processes: Process | None) -> None:
    """End them, hard if asking does not help: nothing here is needed any more."""
    for process in processes:
        if process is not None and process.child.poll() is None:
            try:
                process.stop()
            except subprocess.TimeoutExpired:
                process.kill()


def _state() -> str:
    """Return which commit this tree is at, and whether it was changed since."""
    root = Path(__file__).parents[2]
    said = subprocess.run(
        ["git", "-C", root, "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    return f" ({said.stdout.strip()})" if said.returncode == 0 else ""
