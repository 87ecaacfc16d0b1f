"""Two processes of one server, over PostgreSQL and an object store and behind nginx, while they are killed and restarted."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from fakes import postgres
from fakes.people import Person
from fakes.processes import EMAIL, PASSWORD, Device, tree_of
from fakes.stack import Stack
from megadesk.ipc import messages as m
from megadesk.wire import messages as wire
from megadesk.wire.codec import Encoding, decode, encode

pytestmark = [
    pytest.mark.needs("postgresql", "seaweedfs"),
    pytest.mark.embedded("brings the other stack along by itself"),
]


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """A stack that runs."""
    with postgres.fresh_database() as database:
        made = Stack(tmp_path, database)
        try:
            made.start()
            yield made
        finally:
            made.end()


def ask(port: int, method: str, path: str, body: bytes | None = None, **headers: str) -> bytes:
    """Return what a process answers when it is asked past nginx."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body=body, headers=headers)
    response = connection.getresponse()
    answer = response.read()
    connection.close()
    assert response.status == 200, answer
    return answer


def signed_in(stack: Stack, who: Person) -> str:
    """Sign up, and in, each half through another process; return what a request says to be let in."""
    here, there = stack.front.ports
    ask(here, "POST", "/v1/accounts", encode(who.sign_up(), Encoding.JSON))
    raw = ask(there, "POST", "/v1/login/start", encode(wire.LoginStart(login=who.login), Encoding.JSON))
    finish = who.signed(decode(wire.LoginChallenge, raw, Encoding.JSON), origin=stack.front.address)
    raw = ask(here, "POST", "/v1/login/finish", encode(finish, Encoding.JSON))
    return f"Bearer {decode(wire.LoginDone, raw, Encoding.JSON).token.hex()}"


def test_a_commit_through_one_wakes_the_streams_of_both(stack: Stack) -> None:
    """Whichever takes it, and each stream hears of each."""
    who = Person()
    word = signed_in(stack, who)
    connections = [HTTPConnection("127.0.0.1", port, timeout=60) for port in stack.front.ports]
    for connection in connections:
        connection.request("GET", "/v1/events", headers={"Authorization": word})
    streams = [connection.getresponse() for connection in connections]
    for port in stack.front.ports * 2:
        made = who.make(who.put(f"file {who.space.head.seq}"))
        body = encode(wire.Append(header=made.signed_header, ops=made.ops), Encoding.MSGPACK)
        ask(port, "POST", f"/v1/spaces/{who.space_id.hex()}/commits", body, Authorization=word)
        who.space.apply(made.verified)
        for stream in streams:
            seen = 0
            while seen != who.space.head.seq:
                line = stream.readline()
                assert line, "the stream ended"
                if line.startswith(b"data: "):
                    seen = json.loads(line[6:]).get("seq") or 0
    for stream, connection in zip(streams, connections, strict=True):
        stream.close()
        connection.close()


def settle(devices: list[Device]) -> None:
    """Return once no device has anything left to do, and all have the same head."""
    seen = [-1]
    while (now := [device.wait().head["main"].seq for device in devices]) != seen or len(set(now)) > 1:
        seen = now


def test_devices_sync_while_processes_end(stack: Stack, tmp_path: Path) -> None:
    """Each process is killed amid uploads and commits, then each is restarted: nothing is lost, and nobody stays behind."""
    devices = [Device(tmp_path / "one"), Device(tmp_path / "two")]
    folders = [tmp_path / "here", tmp_path / "there"]
    chance = random.Random(9)
    try:
        for device, folder in zip(devices, folders, strict=True):
            folder.mkdir()
            device.start()
            device.ask(m.SET_SETTINGS, m.SetSettings(ca_file=str(stack.front.certificate)))
        address = stack.front.address
        devices[0].ask(
            m.SIGN_UP, m.SignUp(server=address, email=EMAIL, password=PASSWORD, device_name="one", key_store="file")
        )
        devices[1].ask(
            m.LOG_IN, m.LogIn(server=address, email=EMAIL, password=PASSWORD, device_name="two", key_store="file")
        )
        for device, folder in zip(devices, folders, strict=True):
            device.add_pair(folder)
        for at, process in enumerate(stack.processes * 2):
            before = devices[0].status().head["main"].seq
            for folder in folders:
                (folder / f"{folder.name} large {at}").write_bytes(chance.randbytes(3 << 20))
                for small in range(10):
                    (folder / f"{folder.name} {at} {small}").write_bytes(chance.randbytes(3_000))
            while devices[0].status().head["main"].seq == before:
                pass  # until something of it is committed: the rest is under way
            if at < len(stack.processes):
                process.kill()
            else:
                assert process.stop() == 0
            process.start()
        settle(devices)
        trees = [tree_of(folder) for folder in folders]
        assert trees[0] == trees[1]
        assert len(trees[0]) == 4 * 2 * 11
    finally:
        for device in devices:
            device.kill()
