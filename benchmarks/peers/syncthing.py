"""Syncthing: two devices that trust each other not at all with a third in between that sees only ciphertext.

one (sends and receives) ---- server (receives encrypted) ---- two (sends and receives): our topology, with its means.
"""

from __future__ import annotations

import http.client
import json
import re
import subprocess
from pathlib import Path
from typing import Any, ClassVar, Final

from benchmarks.peers.group import Group, ProgramFailed, await_true
from benchmarks.peers.port import Place
from benchmarks.peers.programs import Programs, free_port

FOLDER: Final = "data"
PASSWORD: Final = "correct horse battery"
API_KEY: Final = "only-for-this-run"
ASK_S: Final = 600
ENVIRON: Final = {"STNOUPGRADE": "1", "STNODEFAULTFOLDER": "1"}

QUIET_OPTIONS: Final = {
    "globalAnnounceEnabled": False,
    "localAnnounceEnabled": False,
    "relaysEnabled": False,
    "natEnabled": False,
    "crashReportingEnabled": False,
    "urAccepted": -1,
    "autoUpgradeIntervalH": 0,
    "reconnectionIntervalS": 1,
    "startBrowser": False,
    "setLowPriority": False,
}
"""Nobody but the three is spoken to; they find each other again within a second, and step back for nobody."""


class Syncthing:
    """Scans are asked for and begin at once; its watcher is as fast as it can be set."""

    name: ClassVar[str] = "syncthing"
    encrypted: ClassVar[bool] = True
    how: ClassVar[str] = (
        "end-to-end encrypted: device one - untrusted device with a folder that receives encrypted - device two, direct"
        " over TLS, no relays, no discovery; scans are asked for over its API and begin at once; watcher delay 1 s"
        " instead of 10; normal priority instead of its low one; each file is forced to the disk on the receiver, its default. Upload begins with both connected"
        " and the data moved into the folder at once; download begins when the untrusted device may speak to device two, and"
        " has half a second of connecting in it"
    )
    resident: ClassVar[bool] = True
    skips: ClassVar[frozenset[str]] = frozenset({"10k-same-command"})

    @classmethod
    def missing(cls, programs: Programs) -> str | None:
        return programs.missing("syncthing")

    @classmethod
    def title(cls, programs: Programs) -> str:
        return f"Syncthing {programs.version('syncthing')}, encrypted"

    def __init__(self, place: Place) -> None:
        self.place = place
        program = place.programs.get("syncthing")
        self.one, self.two = Group(place.work / "one.log"), Group(place.work / "two.log")
        self.server = Group(place.work / "server.log")
        self.nodes = {
            "one": Node(program, place.work / "one", self.one),
            "server": Node(program, place.work / "server", self.server),
            "two": Node(program, place.work / "two", self.two),
        }

    def prepare(self) -> None:
        self.place.here.mkdir()
        self.place.there.mkdir()
        one, server, two = self.nodes.values()
        for node in (one, server, two):
            node.generate()
        server.start()
        server.configure(
            self.place.work / "stored",
            {"type": "receiveencrypted"},
            [one.as_device(), {**two.as_device(), "paused": True}],
            [{"deviceID": one.id}, {"deviceID": two.id}],
        )
        self._start_client("one", self.place.here)
        await_true(lambda: one.sees(server), self.one)

    def upload(self) -> None:
        for each in self.place.filled.iterdir():
            each.rename(self.place.here / each.name)
        one, server = self.nodes["one"], self.nodes["server"]
        one.ask("POST", f"db/scan?folder={FOLDER}")
        # Not has_all alone: of a device that has not spoken of the folder yet it says that it needs nothing.
        await_true(
            lambda: one.has_all(server) and server.rests() and server.holds()[0] == one.holds()[0],
            self.one,
            every_s=0.02,
        )

    def fresh(self) -> None:
        self._start_client("two", self.place.there)

    def download(self) -> None:
        one, server, two = self.nodes.values()
        server.ask("PATCH", f"config/devices/{two.id}", {"paused": False})
        # Not has_all: of a device that was never connected the server says that it needs nothing.
        await_true(lambda: two.rests() and two.holds() == one.holds(), self.two, every_s=0.02)

    def rest(self) -> None:
        self.nodes["two"].stop()

    def rescan(self) -> None:
        self.publish()

    def command(self) -> None:
        """It has none."""
        raise AssertionError("skipped")

    def publish(self) -> None:
        one, server = self.nodes["one"], self.nodes["server"]
        one.ask("POST", f"db/scan?folder={FOLDER}")
        await_true(lambda: one.has_all(server), self.one, every_s=0.02)

    def follow(self) -> None:
        if not self.two.pids:
            self.nodes["two"].start()
        server, two = self.nodes["server"], self.nodes["two"]
        await_true(lambda: two.sees(server) and server.has_all(two) and two.rests(), self.two)

    def watch(self) -> None:
        """Both run, so both watch."""

    def close(self) -> None:
        for group in (self.one, self.two, self.server):
            group.close()

    def _start_client(self, name: str, folder: Path) -> None:
        node, server = self.nodes[name], self.nodes["server"]
        node.start()
        node.configure(
            folder,
            {"type": "sendreceive", "fsWatcherEnabled": True, "fsWatcherDelayS": 1},
            [server.as_device()],
            [{"deviceID": server.id, "encryptionPassword": PASSWORD}],
        )


class Node:
    """One running program, asked over its API."""

    def __init__(self, program: Path, home: Path, group: Group) -> None:
        self.program, self.home, self.group = program, home, group
        self.api, self.listen = free_port(), free_port()
        self.id = ""
        self.pid = 0

    def generate(self) -> None:
        """Make its keys, which are its name to the others."""
        made = [str(self.program), "generate", "--home", str(self.home), "--no-default-folder", "--skip-port-probing"]
        self.group.run(made, ENVIRON)
        asked = [str(self.program), "--home", str(self.home), "--device-id"]
        said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        found = re.search(r"[A-Z2-7]{7}(-[A-Z2-7]{7}){7}", said)
        if found is None:
            raise ProgramFailed(f"no device id in {said!r}")
        self.id = found[0]

    def start(self) -> None:
        """Start it; return when it answers."""
        gui = ["--gui-address", f"http://127.0.0.1:{self.api}", "--gui-apikey", API_KEY]
        self.pid = self.group.start([self.program, "serve", "--home", self.home, "--no-browser", *gui], ENVIRON)
        await_true(self._answers, self.group, within_s=60)

    def stop(self) -> None:
        """End it."""
        self.group.stop(self.pid)

    def as_device(self) -> dict[str, Any]:
        """Return how the others know it."""
        return {"deviceID": self.id, "addresses": [f"tcp://127.0.0.1:{self.listen}"], "compression": "never"}

    def configure(
        self, path: Path, folder: dict[str, Any], devices: list[dict[str, Any]], shared: list[dict[str, Any]]
    ) -> None:
        """Give it the one folder and the devices it is shared with."""
        path.mkdir(exist_ok=True)
        config = self.ask("GET", "config")
        config["options"] |= {**QUIET_OPTIONS, "listenAddresses": [f"tcp://127.0.0.1:{self.listen}"]}
        myself = [each for each in config["devices"] if each["deviceID"] == self.id]
        config["devices"] = [*myself, *devices]
        config["folders"] = [{"id": FOLDER, "label": FOLDER, "path": str(path), "devices": shared, **folder}]
        self.ask("PUT", "config", config)

    def sees(self, other: Node) -> bool:
        """Return whether another is connected."""
        return bool(self.ask("GET", "system/connections")["connections"].get(other.id, {}).get("connected"))

    def has_all(self, other: Node) -> bool:
        """Return whether another has everything this one has, as it said itself."""
        seen = self.ask("GET", f"db/completion?folder={FOLDER}&device={other.id}")
        return bool(seen["completion"] == 100) and not (seen["needItems"] or seen["needDeletes"] or seen["needBytes"])

    def rests(self) -> bool:
        """Return whether it has nothing to do."""
        seen = self.ask("GET", f"db/status?folder={FOLDER}")
        return bool(seen["state"] == "idle") and not seen["needTotalItems"]

    def holds(self) -> tuple[int, int]:
        """Return how many files and bytes its own folder has."""
        seen = self.ask("GET", f"db/status?folder={FOLDER}")
        return int(seen["localFiles"]), int(seen["localBytes"])

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Return the answer of its API."""
        connection = http.client.HTTPConnection("127.0.0.1", self.api, timeout=ASK_S)
        try:
            connection.request(
                method, f"/rest/{path}", None if body is None else json.dumps(body), {"X-API-Key": API_KEY}
            )
            answer = connection.getresponse()
            said = answer.read()
        finally:
            connection.close()
        if answer.status != http.client.OK:
            raise ProgramFailed(f"{method} {path}: {answer.status} {said[:500]!r}")
        return json.loads(said) if said.strip() else None

    def _answers(self) -> bool:
        try:
            return bool(self.ask("GET", "system/ping"))
        except OSError:
            return False
