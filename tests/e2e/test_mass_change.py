"""Something encrypts a synced folder, a few files at a time, on one of two real devices."""

from __future__ import annotations

import json
import os
import shlex
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fakes.pairing import Pairing
from fakes.processes import Device, cli, cli_json, tree_of

FILES = 1000
EVERY_S = 0.01
"""Slow enough that every look at the folder sees a few files, and none sees many."""


@contextmanager
def malware(folder: Path) -> Iterator[threading.Thread]:
    """Rewrite and rename every file of a folder, at a steady drip."""
    halt = threading.Event()

    def encrypt() -> None:
        for path in sorted(folder.glob("*/*.txt")):
            if halt.wait(EVERY_S):
                return
            path.write_bytes(b"\x00" + path.name.encode() * 20)
            path.rename(path.with_name(path.name + ".locked"))

    thread = threading.Thread(target=encrypt)
    thread.start()
    try:
        yield thread
    finally:
        halt.set()
        thread.join()


def write_good(folder: Path, count: int) -> None:
    """Write so many files in ten folders."""
    for at in range(count):
        path = folder / f"{at % 10}" / f"{at:04}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"good {at}")


def settle_saying_yes(pairing: Pairing) -> None:
    """Settle, letting everything happen that is asked about, until nothing is."""
    while any([_say_yes(device) for device in (pairing.one, pairing.two)]):  # noqa: C419 - both are asked
        pass
    pairing.settle()


def _say_yes(device: Device) -> bool:
    """Wait for a device, and answer what it asks; whether it asked. A question that has changed meanwhile is asked anew."""
    if cli(device.home, "status", "--wait", "--timeout", "120")[0] != 8:
        return False
    for asked in cli_json(device.home, "issues", "list"):
        cli(device.home, "issues", "resolve", asked["id"], "--approve")
    return True


def asked_about(device: Device, files: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Wait until a device asks about a change of so many files; return the issue in the list, and as it is shown.

    While the device still finds more of the change, its question is replaced by one about more; then that is read.
    """
    while True:
        code, _, error = cli(device.home, "status", "--wait", "--timeout", "120")
        assert code == 8, error
        for asked in cli_json(device.home, "issues", "list", "--code", "mass_change"):
            code, out, failed = cli(device.home, "issues", "show", asked["id"], "--json")
            shown = json.loads(out)
            if code == 0 and shown["change"]["files"] == files:
                return asked, shown
            assert code in (0, 4), failed


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a synced folder."""
    return {path: held for path, held in tree_of(folder).items() if held is not None}


def test_drip_of_rewritten_files_is_stopped_and_the_other_device_keeps_its_own(pairing: Pairing) -> None:
    """It is asked about long before most files are gone from the cloud; the answer brings back all that was not sent."""
    write_good(pairing.here, FILES)
    pairing.settle()
    good = files_of(pairing.there)
    assert len(good) == FILES
    home = pairing.one.home
    with malware(pairing.here) as thread:
        thread.join()
        asked, shown = asked_about(pairing.one, FILES)
    _, _, error = cli(home, "status", "--wait", "--timeout", "120")
    assert f"issues resolve {asked['id']} --approve" in error
    change = shown["change"]
    assert change["ending"] == ".locked"
    assert 0 < change["uploaded"] < FILES // 4
    assert change["rewind"] == f"megadesk rewind restore /Sync --at {change['before']}"
    assert change["rewind"] in asked["remedy"]
    pairing.two.wait()
    kept = {path: held for path, held in files_of(pairing.there).items() if not path.endswith(".locked")}
    assert len(kept) == FILES - change["uploaded"]
    assert kept.items() <= good.items()
    pairing.one.kill()
    pairing.one.start()
    assert cli(home, "status", "--wait", "--timeout", "60")[0] == 8
    (again,) = cli_json(home, "issues", "list", "--code", "mass_change")
    assert again == asked
    code, _, error = cli(home, "issues", "resolve", asked["id"], "--restore")
    assert (code, error) == (0, "")
    pairing.settle()
    now = tree_of(pairing.here)
    assert now == tree_of(pairing.there)
    assert kept.items() <= now.items()
    # The command that the issue names, as it is typed; --exact takes the encrypted files away as well.
    program, *command = shlex.split(change["rewind"])
    assert program == "megadesk"
    code, _, error = cli(home, *command, "--exact")
    assert code == 0, error
    settle_saying_yes(pairing)
    assert files_of(pairing.here) == files_of(pairing.there) == good
    assert cli_json(home, "issues", "list") == []


def test_a_thousand_files_that_were_let_go_come_back(pairing: Pairing) -> None:
    """Approved by mistake, encrypted on both devices: one command brings the minute before back, bit for bit."""
    write_good(pairing.here, FILES)
    pairing.settle()
    good = files_of(pairing.there)
    for path in sorted(pairing.here.glob("*/*.txt")):
        path.write_bytes(os.urandom(200))
        path.rename(path.with_name(path.name + ".locked"))
    began = asked_about(pairing.one, FILES)[1]["change"]["before"]
    settle_saying_yes(pairing)
    lost = files_of(pairing.there)
    assert len(lost) == FILES
    assert not good.keys() & lost.keys()
    code, _, error = cli(pairing.two.home, "rewind", "restore", "/Sync", "--at", began, "--exact")
    assert code == 0, error
    settle_saying_yes(pairing)
    assert files_of(pairing.here) == files_of(pairing.there) == good
