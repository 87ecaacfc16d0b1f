"""A server as it is reached from outside: behind nginx as packages set it up, and speaking TLS itself."""

from __future__ import annotations

import json
import random
import ssl
from collections.abc import Iterator
from http.client import HTTPSConnection
from pathlib import Path

import pytest

from fakes.people import Person, blob
from fakes.processes import EMAIL, PASSWORD, Device, run, tree_of
from fakes.web import FrontedServer, SecureServer
from megadesk.ipc import messages as m
from megadesk.wire import messages as wire
from megadesk.wire.codec import Encoding, decode, encode
from megadesk.wire.frames import BLOB_BYTES_MAX

KINDS = [FrontedServer, SecureServer]
SETTINGS = """
sign_up = "closed"
trusted_proxies = ["127.0.0.1"]
login_by_address = { burst = 10, every_s = 3600 }
"""


@pytest.fixture(params=KINDS, ids=["nginx", "tls"])
def public(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FrontedServer | SecureServer]:
    """A server that runs."""
    settings = tmp_path / "server.toml"
    settings.write_text(SETTINGS)
    made: FrontedServer | SecureServer = request.param(tmp_path / "served" / "server", "--config", str(settings))
    try:
        made.start()
        yield made
    finally:
        made.kill()


@pytest.fixture
def devices(tmp_path: Path) -> Iterator[list[Device]]:
    """Two computers on which nobody has signed in yet."""
    made = [Device(tmp_path / "one"), Device(tmp_path / "two")]
    try:
        for device in made:
            device.start()
        yield made
    finally:
        for device in made:
            device.kill()


def invite(server: FrontedServer | SecureServer, login: str) -> str:
    """Let somebody in, as an operator does, and return the code."""
    code, out, err = run("server", "user", "add", login, *server.stores.where, "--json")
    assert code == 0, err
    said: str = json.loads(out)["code"]
    return said


def settle(devices: list[Device]) -> None:
    """Return once no device has anything left to do, whatever they made each other do."""
    seen = [-1, -1]
    while (now := [device.wait().head["main"].seq for device in devices]) != seen:
        seen = now


def test_two_devices_sync_through_it(
    public: FrontedServer | SecureServer, devices: list[Device], tmp_path: Path
) -> None:
    """An invited person signs up on a server that is closed, large and small files arrive, and a restart of it is survived."""
    folders = [tmp_path / "here", tmp_path / "there"]
    for device, folder in zip(devices, folders, strict=True):
        folder.mkdir()
        device.ask(m.SET_SETTINGS, m.SetSettings(ca_file=str(public.certificate)))
    devices[0].ask(
        m.SIGN_UP,
        m.SignUp(
            server=public.address, email=EMAIL, password=PASSWORD, device_name="one", key_store="file",
            invitation=invite(public, EMAIL),
        ),
    )  # fmt: skip
    devices[1].log_in(public, "two")
    for device, folder in zip(devices, folders, strict=True):
        device.add_pair(folder)
    chance = random.Random(3)
    (folders[0] / "large").write_bytes(chance.randbytes(9 << 20))
    for at in range(50):
        (folders[0] / f"small {at}").write_bytes(chance.randbytes(2_000))
    settle(devices)
    assert public.stop() == 0
    public.start()
    (folders[1] / "after").write_bytes(b"the restart")
    settle(devices)
    trees = [tree_of(folder) for folder in folders]
    assert trees[0] == trees[1]
    assert len(trees[0]) == 52


def connection_to(server: FrontedServer | SecureServer) -> HTTPSConnection:
    """Return a connection that trusts the server's certificate."""
    context = ssl.create_default_context(cafile=str(server.certificate))
    return HTTPSConnection(server.address.removeprefix("https://"), timeout=60, context=context)


def ask(
    connection: HTTPSConnection, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, bytes]:
    """Return status and body of an answer."""
    connection.request(
        method, path, body=body, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )
    response = connection.getresponse()
    return response.status, response.read()


def signed_in(server: FrontedServer | SecureServer, connection: HTTPSConnection, who: Person) -> str:
    """Sign up by invitation, and in; return what a request says to be let in."""
    sign_up = encode(who.sign_up(invitation=invite(server, who.login)), Encoding.JSON)
    assert ask(connection, "POST", "/v1/accounts", sign_up)[0] == 200
    start = encode(wire.LoginStart(login=who.login), Encoding.JSON)
    _, raw = ask(connection, "POST", "/v1/login/start", start)
    finish = who.signed(decode(wire.LoginChallenge, raw, Encoding.JSON), origin=server.address)
    _, raw = ask(connection, "POST", "/v1/login/finish", encode(finish, Encoding.JSON))
    return f"Bearer {decode(wire.LoginDone, raw, Encoding.JSON).token.hex()}"


def test_what_a_proxy_could_spoil_goes_through(public: FrontedServer | SecureServer) -> None:
    """Events come while the stream is open, the largest blob there is goes up and down, and errors are the server's own."""
    uploading, streaming = connection_to(public), connection_to(public)
    word = signed_in(public, uploading, Person())
    streaming.request("GET", "/v1/events", headers={"Authorization": word})
    stream = streaming.getresponse()
    assert b"hello" in stream.readline()
    block, data = blob("largest", BLOB_BYTES_MAX)
    assert ask(uploading, "PUT", f"/v1/blobs/{block.hex()}", data, Authorization=word)[0] == 200
    assert ask(uploading, "GET", f"/v1/blobs/{block.hex()}", Authorization=word) == (200, data)
    status, raw = ask(uploading, "GET", "/v1/me")
    assert (status, json.loads(raw)["code"]) == (401, "not_signed_in")
    assert public.stop() == 0
    assert any(b"closing" in line for line in stream)
    streaming.close()
    uploading.close()


@pytest.mark.parametrize("public", [FrontedServer], ids=["nginx"], indirect=True)
def test_who_is_outside_sees_no_figures_and_is_counted(public: FrontedServer) -> None:
    """The metrics are not there, and nobody gets more tries by making up an address."""
    connection = connection_to(public)
    (public.data / "metrics.word").write_text("a word of sixteen letters")
    assert ask(connection, "GET", "/metrics", Authorization="Bearer a word of sixteen letters")[0] == 404
    start = encode(wire.LoginStart(login=EMAIL), Encoding.JSON)
    answers = [
        ask(connection, "POST", "/v1/login/start", start, X_Forwarded_For=f"192.0.2.{at}")[0] for at in range(11)
    ]
    assert answers == [200] * 10 + [429]
    connection.close()
