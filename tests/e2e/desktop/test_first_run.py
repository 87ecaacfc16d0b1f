"""From nothing to a syncing folder, as a new person goes: with the mouse, and with the keyboard alone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.desktop import Desktop
from fakes.person import WAYS, Person, prefer
from fakes.processes import PASSWORD, Device, Server
from megadesk.ipc import messages as m

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that nobody has an account on."""
    made = Server(tmp_path_factory.mktemp("new") / "server")
    made.start()
    yield made
    made.kill()


@pytest.fixture(params=WAYS, ids="-".join)
def newcomer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Person]:
    """Somebody who starts the app for the first time, on a profile with nothing in it but the look of the desktop."""
    by, look = request.param
    prefer(tmp_path / "one", look)
    with tempfile.TemporaryDirectory(prefix="md-") as folder, Desktop(Path(folder)) as desktop:
        app = desktop.start_app(tmp_path / "one")
        yield Person(desktop, by, look, tmp_path / "one")
        app.terminate()  # before its engine: it would start another
        app.wait(20)
        engine = Device(tmp_path / "one")
        engine.connect_again()
        engine.ask(m.ENGINE_STOP, m.Nothing())


def test_from_nothing_to_a_syncing_folder_and_out_again(newcomer: Person, server: Server, tmp_path: Path) -> None:
    """The window comes by itself; an account is made, its recovery key saved, and a folder synced: to a second device.

    Then this device is logged out, and the files stay.
    """
    work, key = tmp_path / "Work", tmp_path / "key.txt"
    work.mkdir()
    (work / "Plan.txt").write_text("first things first")
    email = f"{newcomer.by}@example.org"
    newcomer.sees("dialog", "Set up megadesk")
    newcomer.sees_no("check box", "Files")
    newcomer.picture("first-run-welcome")
    newcomer.agree("Continue")
    newcomer.fill("Server address", server.address)
    newcomer.sees("label", f"Connected to {server.address}.")
    newcomer.picture("first-run-server")
    newcomer.agree("Continue")
    newcomer.fill("E-mail address", email)
    newcomer.fill("Password", PASSWORD, "password text")
    newcomer.fill("Confirm password", PASSWORD, "password text")
    newcomer.picture("first-run-account")
    newcomer.agree("Create account")
    newcomer.sees("label", "Where should your keys be kept?")
    newcomer.use("radio button", "In a file that only you can read")
    newcomer.picture("first-run-keys")
    newcomer.agree("Continue")
    newcomer.sees("label", "Save your recovery key")
    newcomer.picture("first-run-recovery")
    newcomer.use("push button", "Save to a file…")
    newcomer.name_file("Save the recovery key", key)
    newcomer.sees("label", "Saved as")
    assert email in key.read_text()
    newcomer.agree("Continue")
    newcomer.sees("label", "Name this device")
    newcomer.fill("Name of this device", "Anna's laptop")
    newcomer.agree("Continue")
    newcomer.sees("label", "What should megadesk do first?")
    newcomer.picture("first-run-purpose")
    newcomer.agree("Continue")
    newcomer.fill("Folder on this computer", str(work))
    newcomer.sees("label", "1 file is only here")
    newcomer.picture("first-run-choose")
    newcomer.agree("Start syncing")
    newcomer.sees("label", "Your folder is being synced")
    newcomer.picture("first-run-done")
    newcomer.agree("Open megadesk")
    newcomer.sees("frame", "Up to date")
    newcomer.picture("first-window")
    assert came_to_another_device(tmp_path, server, email) == "first things first"
    newcomer.go("settings")
    newcomer.choose("check box", "Account and devices", first="General")
    newcomer.use("push button", "Log out…")
    newcomer.sees("dialog", "Log out on this computer?")
    newcomer.picture("log-out")
    newcomer.confirm("Log out")
    newcomer.sees("label", "Nobody is signed in")
    newcomer.picture("logged-out")
    assert (work / "Plan.txt").read_text() == "first things first"
    one = Device(tmp_path / "one")
    one.connect_again()
    assert one.status().account is None


def came_to_another_device(folder: Path, server: Server, email: str) -> str:
    """Return what a second device finds in the file."""
    one, two = Device(folder / "one"), Device(folder / "two")
    one.connect_again()
    one.wait()
    two.start()
    two.ask(
        m.LOG_IN, m.LogIn(server=server.address, email=email, password=PASSWORD, device_name="two", key_store="file")
    )
    there = folder / "there"
    there.mkdir()
    two.add_pair(there, "/Work")
    two.wait()
    two.stop()
    return (there / "Plan.txt").read_text()
