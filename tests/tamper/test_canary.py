"""Names and contents never leave a device: words that are planted here are found nowhere over there.

A whole day is played through a proxy that records every byte; then all that the server has, all that was sent and all
that was logged is searched for the planted words, as text and in the codings that bytes travel in.
"""

from __future__ import annotations

import base64
import secrets
from pathlib import Path

import pytest

from fakes.canary import everything_below, found
from fakes.processes import PASSWORD, Device, cli
from fakes.tampering import Stage, save
from megadesk.ipc import messages as m

CANARY_BYTES = 12
EMAIL = "day@example.org"


def test_the_search_finds_what_is_there() -> None:
    """A planted word is found in each of its codings, in the middle of other bytes."""
    word = secrets.token_hex(CANARY_BYTES)
    text = f"name={word}&"
    for data in (
        text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode().hex().encode(),
        base64.b64encode(text.encode()), base64.b64encode(b"." + text.encode()), base64.b64encode(b".." + text.encode()),
        base64.b64encode(text.encode("utf-16-le")),
    ):  # fmt: skip
        assert found([word], data) == [word], data
    assert found([word], secrets.token_bytes(5000)) == []


@pytest.mark.attack("E6")
def test_i4_no_name_and_no_content_reaches_the_server_or_a_log(stage: Stage) -> None:
    """Sign-up, sync, edit, rename, conflict, put, get, mv, rm and a new password: no planted word is found outside."""
    name, content, folder, edit, other, password = (secrets.token_hex(CANARY_BYTES) for _ in range(6))
    words = [name, content, folder, edit, other, password, PASSWORD]
    stage.server.start()
    stage.proxy.be_honest()
    first, second = stage.new_device("first"), stage.new_device("second")
    here, there = stage.live / "first's folder", stage.live / "second's folder"
    save(here / f"{folder}/{name}.txt", f"{content} {'and more ' * 50}{content}".encode())
    save(here / f"{name}.bin", content.encode() * 60_000)
    sign_up(stage, first)
    sign_up_second(stage, second)
    first.add_pair(here, f"/{folder}")
    second.add_pair(there, f"/{folder}")
    settle(first, second)
    assert (there / f"{folder}/{name}.txt").exists()
    play(stage, first, second, here, there, (name, folder, edit, other))
    code, _, error = cli(
        first.home, "password", "change", "--password-stdin", stdin=f"{PASSWORD}\n{password} {password}\n"
    )
    assert code == 0, error
    for device in (first, second):
        device.stop()
    stage.server.stop()
    check_nowhere(stage, words, (first, second))
    # The same search finds them where they belong.
    assert set(found(words, b"".join(data for _, data in everything_below(here)))) >= {content, edit}
    assert found(words, "\n".join(path for path, _ in everything_below(here)).encode()) != []


def play(
    stage: Stage, first: Device, second: Device, here: Path, there: Path, words: tuple[str, str, str, str]
) -> None:
    """Edit, rename, let both sides edit at once, and use the file commands."""
    name, folder, edit, other = words
    save(here / f"{folder}/{name}.txt", f"{edit} edited".encode())
    (here / f"{name}.bin").rename(here / f"{other}.bin")
    settle(first, second)
    stage.server.kill()
    save(here / f"{folder}/{name}.txt", f"{edit} here".encode())
    save(there / f"{folder}/{name}.txt", f"{other} there".encode())
    stage.server.start()
    settle(first, second)
    assert len([path for path in here.rglob("*") if "conflicted copy" in path.name]) == 1
    loose = stage.live / f"{other}.loose"
    save(loose, edit.encode() * 1000)
    for words_typed in (
        ("put", str(loose), f"/{folder}"),
        ("mkdir", f"/{folder}/{edit}"),
        ("mv", f"/{folder}/{other}.loose", f"/{folder}/{edit}"),
        ("ls", "-R", "/"),
        ("get", f"/{folder}/{edit}/{other}.loose", str(stage.live / f"{name}.down")),
        ("cat", f"/{folder}/{edit}/{other}.loose"),
        ("rm", f"/{folder}/{edit}"),
        ("stat", f"/{folder}/{name}-is-not-there"),
    ):
        code, _, error = cli(first.home, *words_typed)
        assert code == (4 if words_typed[0] == "stat" else 0), (words_typed[0], error)
    settle(first, second)


def check_nowhere(stage: Stage, words: list[str], devices: tuple[Device, ...]) -> None:
    """Search all that the server has, all that passed, and all that was logged."""
    searched = 0
    for path, data in stage.server.stores.everything():
        assert (path, found(words, data)) == (path, [])
        assert found(words, path.encode()) == []
        searched += len(data)
    logs = [stage.live / "server.log", *(device.home.parent / f"{device.home.name}.log" for device in devices)]
    for device in devices:
        logs += sorted((device.home / "logs").iterdir())
    for log in logs:
        assert (log.name, found(words, log.read_bytes())) == (log.name, [])
    for at, piece in enumerate(stage.proxy.traffic):
        assert (at, found(words, piece)) == (at, [])
    assert searched > 1 << 20
    assert len(logs) >= 5
    assert sum(map(len, stage.proxy.traffic)) > 1 << 20


def sign_up(stage: Stage, device: Device) -> None:
    """Make an account of its own for this day, through the proxy."""
    device.ask(
        m.SIGN_UP,
        m.SignUp(server=stage.proxy.address, email=EMAIL, password=PASSWORD, device_name="first", key_store="file"),
    )


def sign_up_second(stage: Stage, device: Device) -> None:
    """Sign the second device in to it."""
    device.ask(
        m.LOG_IN,
        m.LogIn(server=stage.proxy.address, email=EMAIL, password=PASSWORD, device_name="second", key_store="file"),
    )


def settle(first: Device, second: Device) -> None:
    """Return once both devices have nothing left to do."""
    while True:
        before = second.wait().head["main"].seq
        first.wait()
        if second.wait().head["main"].seq == before:
            return
