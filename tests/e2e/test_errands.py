"""Puts and gets by hand with real processes: killed in the middle, cancelled in each phase, asked over the socket.

One device talks to its server through a relay that counts; what it has is in no synced folder.
"""

from __future__ import annotations

import copy
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.processes import Device, Server, cli, cli_json, environment, megadesk
from fakes.relay import Relay
from megadesk.ipc import messages as m
from megadesk.ipc.messages import ErrandStatus

MEBIBYTE = 1 << 20
BLOCK_BYTES = 4 * MEBIBYTE
FILES, FILE_BYTES = 4, 16 * MEBIBYTE
KILL_AT_BYTES = 24 * MEBIBYTE
MORE_BYTES = 8 * BLOCK_BYTES
"""What was on its way when the engine was killed may move again: as many blocks as there are requests at once, at most."""


class Room:
    """A server, a relay before it, and a device."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.server = Server(base / "server")
        self.relay = Relay(self.server.port)
        self.server.options = ("--origin", self.relay.address)
        self.device = Device(base / "device")

    def start(self) -> None:
        """Start all and sign in."""
        self.server.start()
        self.device.start()
        relayed = copy.copy(self.server)
        relayed.address = self.relay.address
        self.device.sign_up(relayed, "desk")
        self.device.wait()

    def close(self) -> None:
        """End every process."""
        for one in (self.device, self.server):
            if one.process is not None and one.process.child.poll() is None:
                one.kill()
        self.relay.close()

    def tree(self, folder: str, *, files: int = FILES, size_bytes: int = FILE_BYTES) -> dict[str, bytes]:
        """Write a folder of large files, and a small one; return what is in it."""
        made = {f"large {number}": os.urandom(size_bytes) for number in range(files)} | {"sub/small": b"small"}
        for name, data in made.items():
            path = self.base / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return made

    def put(self, folder: str, to: str = "/", *, on_conflict: str = "fail", on_folder: str = "merge") -> str:
        """Begin to upload a folder."""
        body = m.PutFiles(
            locals=[str(self.base / folder)], remote=to, recursive=True, on_conflict=on_conflict, on_folder=on_folder
        )
        return self.device.ask(m.START_PUT, body).id

    def get(self, remote: str, folder: Path, *, on_conflict: str = "fail") -> str:
        """Begin to download a folder."""
        body = m.GetFiles(remotes=[remote], local=str(folder), recursive=True, on_conflict=on_conflict)
        return self.device.ask(m.START_GET, body).id

    def watch(self, errand: str) -> ErrandStatus:
        """Return an errand when it is over or asks."""
        return self.device.ask(m.WATCH_ERRAND, m.ErrandName(id=errand))

    def cancel(self, errand: str) -> ErrandStatus:
        """End an errand."""
        return self.device.ask(m.CANCEL_ERRAND, m.ErrandName(id=errand))

    def paths(self, remote: str = "/") -> list[str]:
        """Return what is in the cloud."""
        return [one.path for one in self.device.ask(m.LIST_FILES, m.List(path=remote, recursive=True)).entries]

    def kill_after(self, size_bytes: int) -> threading.Event:
        """Kill the engine when so much has travelled from now on."""
        assert self.device.process is not None
        self.relay.forget()
        return self.relay.after(size_bytes, self.device.process.kill)

    def again(self) -> None:
        """Start the engine that was killed."""
        self.device.kill()
        self.device.start()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room of this test."""
    made = Room(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.close()


def files_below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, the hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_killed_in_the_middle_of_a_put_and_of_a_get(room: Room, tmp_path: Path) -> None:
    """Killed with -9, a new engine, nobody asks again: every byte arrives, and hardly a block travels twice."""
    made = room.tree("f")
    killed = room.kill_after(KILL_AT_BYTES)
    errand = room.put("f")
    assert killed.wait(60)
    room.again()
    done = room.watch(errand)
    assert (done.state, done.files, done.problems) == ("done", len(made), [])
    assert room.relay.up_bytes < FILES * FILE_BYTES + MORE_BYTES
    assert room.paths() == sorted(["/f", "/f/sub", *(f"/f/{name}" for name in made)])

    out = tmp_path / "out"
    out.mkdir()
    killed = room.kill_after(KILL_AT_BYTES)
    errand = room.get("/f", out)
    assert killed.wait(60)
    room.again()
    done = room.watch(errand)
    assert (done.state, done.files, done.problems) == ("done", len(made), [])
    assert room.relay.down_bytes < FILES * FILE_BYTES + MORE_BYTES
    assert files_below(out / "f") == made
    assert [one.name for one in out.iterdir()] == ["f"]


@pytest.mark.parametrize("at_bytes", [1, KILL_AT_BYTES], ids=["at once", "while bytes move"])
def test_cancelled(room: Room, tmp_path: Path, at_bytes: int) -> None:
    """Whenever: what was finished stays whole, nothing half is left, and a later one brings the rest."""
    made = room.tree("f")
    room.relay.forget()
    moving = room.relay.slow_after(at_bytes)
    errand = room.put("f")
    assert moving.wait(60)
    assert room.cancel(errand).state == "cancelled"
    room.relay.hurry()
    arrived = [path.removeprefix("/f/") for path in room.paths() if path.removeprefix("/f/") in made]
    done = room.watch(room.put("f", on_conflict="replace"))
    assert (done.state, done.files + done.skipped, done.skipped) == ("done", len(made), len(arrived))

    out = tmp_path / "out"
    out.mkdir()
    room.relay.forget()
    moving = room.relay.slow_after(at_bytes)
    errand = room.get("/f", out)
    assert moving.wait(60)
    assert room.cancel(errand).state == "cancelled"
    room.relay.hurry()
    left = files_below(out)
    assert all(made[name.removeprefix("f/")] == data for name, data in left.items())
    done = room.watch(room.get("/f", out, on_conflict="skip"))
    assert (done.state, done.skipped) == ("done", len(left))
    assert files_below(out / "f") == made


def test_asked_over_the_socket(room: Room) -> None:
    """An app gets the questions of a page, answers one and the rest alike, and a kill in between changes nothing."""
    room.tree("f", files=3, size_bytes=1000)
    assert room.watch(room.put("f")).state == "done"
    made = room.tree("f", files=4, size_bytes=1001)
    errand = room.put("f", on_conflict="ask", on_folder="ask")
    assert room.watch(errand).state == "asking"
    (top,) = room.device.ask(m.ERRAND_QUESTIONS, m.AskErrand(id=errand)).questions
    assert (top.case, top.path, top.answers) == ("folder", "/f", ["merge", "rename", "skip"])
    room.device.kill()
    room.device.start()
    room.device.ask(m.ANSWER_ERRAND, m.AnswerErrand(id=errand, answer="merge", questions=[top.number], to_all=True))
    assert room.watch(errand).state == "asking"
    page = room.device.ask(m.ERRAND_QUESTIONS, m.AskErrand(id=errand))
    assert [(one.path, one.new.size, one.there.size) for one in page.questions] == [
        *((f"/f/large {number}", 1001, 1000) for number in range(3)), ("/f/sub/small", 5, 5),
    ]  # fmt: skip
    first = page.questions[0]
    room.device.ask(m.ANSWER_ERRAND, m.AnswerErrand(id=errand, answer="skip", questions=[first.number]))
    room.device.ask(m.ANSWER_ERRAND, m.AnswerErrand(id=errand, answer="replace", case="file"))
    done = room.watch(errand)
    assert (done.state, done.files, done.skipped) == ("done", 3, 2)
    sizes = {one["path"]: one["size"] for one in cli_json(room.device.home, "ls", "-R", "/f")}
    assert [sizes[f"/f/large {number}"] for number in range(4)] == [1000, 1001, 1001, 1001]
    assert len(made) == 5


def test_from_the_command_line(room: Room, tmp_path: Path) -> None:
    """Begun in the background it goes on alone; Control-C in the foreground ends it, and nothing half is left."""
    made = room.tree("f")
    home = room.device.home
    code, out, error = cli(home, "put", "-r", str(room.base / "f"), "/", "--background")
    assert (code, error) == (0, "")
    assert cli(home, "errands", "watch", out.strip())[0] == 0
    assert cli_json(home, "errands", "show", out.strip())["files"] == len(made)
    (tmp_path / "out").mkdir()
    room.relay.forget()
    moving = room.relay.slow_after(KILL_AT_BYTES)
    child = subprocess.Popen(
        megadesk("--home", str(home), "get", "-r", "/f", str(tmp_path / "out")),
        env=environment(),
        stderr=subprocess.DEVNULL,
    )
    assert moving.wait(60)
    child.send_signal(signal.SIGINT)
    assert child.wait(60) == 130
    assert cli_json(home, "errands", "list") == []
    assert all(made[name.removeprefix("f/")] == data for name, data in files_below(tmp_path / "out").items())
