"""Two-factor sign-in, as a person turns it on and meets it again on another computer."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fakes.desktop import Desktop
from fakes.person import Person, prefer
from fakes.processes import EMAIL, PASSWORD, Device, Server
from megadesk.crypto.primitives import totp_code
from megadesk.crypto.second_factor import STEP_MS
from megadesk.ipc import messages as m

pytestmark = pytest.mark.e2e

APP_FIELD = "Code from your authenticator app"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has an account on."""
    made = Server(tmp_path / "server")
    made.start()
    yield made
    made.kill()


@contextmanager
def in_front_of(desktop: Desktop, home: Path, by: str, look: str) -> Iterator[Person]:
    """Yield somebody before the app of a profile; the app is ended, its engine is not."""
    prefer(home, look)
    app = desktop.start_app(home)
    yield Person(desktop, by, look, home)
    app.terminate()
    app.wait(20)


def code_of(letters: str) -> str:
    """Return what an authenticator app shows now for a secret as it stands on the screen."""
    return totp_code(base64.b32decode(letters.replace(" ", "")), int(time.time() * 1000) // STEP_MS)


def turn_on(person: Person) -> list[str]:
    """Turn it on with the mouse; return the one-time codes."""
    person.go("settings")
    person.choose("check box", "Account and devices", first="General")
    person.use("push button", "Turn on…")
    person.fill("Password", PASSWORD, "password text")
    person.agree("Continue")
    secret = person.sees("panel", "Secret for your authenticator app").description
    person.picture("second-factor-secret")
    person.fill(APP_FIELD, code_of(secret))
    person.agree("Turn on")
    codes = person.sees("panel", "One-time codes").description.split()
    person.picture("second-factor-codes")
    person.use("check box", "I have kept them")
    person.use("push button", "Done")
    person.sees("label", "10 one-time codes left")
    return codes


def sign_in(person: Person, server: Server, code: str) -> None:
    """Sign a new computer in with the keyboard: a wrong code is said, a one-time code lets in."""
    person.sees("dialog", "Set up megadesk")
    person.choose("radio button", "Log in", first="Create an account")
    person.agree("Continue")
    person.fill("Server address", server.address)
    person.sees("label", f"Connected to {server.address}.")
    person.agree("Continue")
    person.fill("E-mail address", EMAIL)
    person.fill("Password", PASSWORD, "password text")
    person.agree("Log in")
    person.sees("label", "Where should your keys be kept?")
    person.agree("Continue")
    person.sees("label", "Two-factor sign-in")
    person.fill(APP_FIELD, "AAAAA-AAAAA")
    person.agree("Log in")
    person.sees("label", "This code is wrong or was used before.")
    person.picture("second-factor-wrong")
    person.fill(APP_FIELD, code)
    person.agree("Log in")
    person.sees("label", "Name this device")


def test_it_is_turned_on_and_lets_another_computer_in(desktop: Desktop, server: Server, tmp_path: Path) -> None:
    """The app is shown the secret, one device keeps the codes, and a second one gets in with one of them, once."""
    one, two = Device(tmp_path / "one"), Device(tmp_path / "two")
    one.start()
    one.sign_up(server, "one")
    try:
        with in_front_of(desktop, one.home, "mouse", "light") as person:
            code, *others = turn_on(person)
        with in_front_of(desktop, two.home, "keys", "dark") as person:
            sign_in(person, server, code)
        two.connect_again()
        two.ask(m.ENGINE_STOP, m.Nothing())
        found = one.ask(m.SECOND_FACTOR, m.Nothing())
        assert (found.enabled, found.codes_left, len(others)) == (True, 9, 9)
    finally:
        one.kill()
