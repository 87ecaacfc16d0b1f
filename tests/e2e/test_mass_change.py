"""Something encrypts a synced folder, a few files at a time, on one of two real devices."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fakes.pairing import Pairing
from fakes.processes import cli, cli_json, tree_of

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


def test_drip_of_rewritten_files_is_stopped_and_the_other_device_keeps_its_own(pairing: Pairing) -> None:
    """It is asked about long before most files are gone from the cloud; the answer brings back all that was not sent."""
    for at in range(FILES):
        path = pairing.here / f"{at % 10}" / f"{at:04}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"good {at}")
    pairing.settle()
    good = {path: held for path, held in tree_of(pairing.there).items() if held is not None}
    assert len(good) == FILES
    home = pairing.one.home
    with malware(pairing.here) as thread:
        thread.join()
        code, _, error = cli(home, "status", "--wait", "--timeout", "120")
    assert code == 8
    (asked,) = cli_json(home, "issues", "list", "--code", "mass_change")
    assert f"issues resolve {asked['id']} --approve" in error
    shown = cli_json(home, "issues", "show", asked["id"])
    change = shown["change"]
    assert (change["files"], change["ending"]) == (FILES, ".locked")
    assert 0 < change["uploaded"] < FILES // 4
    assert change["rewind"] == f"megadesk rewind restore /Sync --at {change['before']}"
    assert change["rewind"] in asked["remedy"]
    pairing.two.wait()
    kept = {
        path: held for path, held in tree_of(pairing.there).items() if held is not None and not path.endswith(".locked")
    }
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
