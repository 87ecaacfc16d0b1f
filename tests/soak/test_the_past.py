"""A source tree of several thousand files, two hundred steps of two devices, and its past at twenty random moments.

MEGADESK_PAST_FILES, _STEPS, _MOMENTS and _SEED scale it. What it found is printed (pytest -s).
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from random import Random

import pytest

from fakes.long_past import LongPast, content_of
from fakes.pairing import Pairing
from fakes.processes import cli, cli_json
from fakes.volumes import Volume
from megadesk.ipc import messages as m

FILES = int(os.environ.get("MEGADESK_PAST_FILES") or 4000)
STEPS = int(os.environ.get("MEGADESK_PAST_STEPS") or 200)
MOMENTS = int(os.environ.get("MEGADESK_PAST_MOMENTS") or 20)
SEED = int(os.environ.get("MEGADESK_PAST_SEED") or 1)
KILLS = 5
MEBIBYTE = 1 << 20

pytestmark = [pytest.mark.soak, pytest.mark.timeout(0)]


def told(words: str) -> None:
    """Print what was found."""
    print(f"{time.monotonic():9.1f} s  {words}", flush=True)


def test_a_long_past(tmp_path: Path) -> None:
    """Shown, compared, fetched and brought back: exact, also killed in the middle and onto a full disk."""
    pairing = Pairing(tmp_path)
    try:
        pairing.start()
        past = LongPast(pairing, SEED)
        past.begin(FILES)
        told(f"{past.steps[0].files} files are on both devices")
        past.live(STEPS)
        head = past.steps[-1].seq
        told(f"{len(past.steps)} steps, {head} commits, {past.steps[-1].files} files")
        _look(past, tmp_path)
        _bring_back(past)
        _fetch_onto_a_full_disk(past, tmp_path)
        _look(past, tmp_path, moments=3)
    finally:
        pairing.close()


def _look(past: LongPast, base: Path, moments: int = MOMENTS) -> None:
    """Every moment as it is shown, and as it is fetched; and what lies between two."""
    chosen = past.some(moments)
    for seq in chosen:
        began_s = time.monotonic()
        past.compare_shown(seq)
        shown_s = time.monotonic()
        past.compare_fetched(seq, base / "fetched")
        told(f"#{seq}: shown as it was in {shown_s - began_s:.1f} s, fetched in {time.monotonic() - shown_s:.1f} s")
    for since, until in ((chosen[0], chosen[-1]), (chosen[1], chosen[-2])):
        past.compare_diff(since, until)
    told(f"{len(chosen)} moments are as the log has them")


def _bring_back(past: LongPast) -> None:
    """In place, with the engine and the server killed in the middle; the last one goes forward again."""
    rng = Random(f"{SEED}/kills")
    every = sorted(past.then)
    for number in range(KILLS):
        seq = rng.choice(every)
        began_s = time.monotonic()
        _restore_and_kill(past, seq, rng, kills_server=bool(number % 2))
        past.ask_for(seq, exact=True)
        past.compare_restored(seq, exact=True)
        told(f"#{seq}: back on both devices, killed in the middle, in {time.monotonic() - began_s:.1f} s")
    past.restore(rng.choice(every), exact=False)
    past.restore(every[-1], exact=True)
    told("and forward again")


def _restore_and_kill(past: LongPast, seq: int, rng: Random, *, kills_server: bool) -> None:
    """Begin a restore, and kill whoever does it or serves it while it goes on; what was begun is ended by the next."""
    pairing = past.pairing
    asked = threading.Thread(target=cli, args=(past.home, "rewind", "restore", "/Sync", "--at", f"#{seq}", "--exact"))
    asked.start()
    threading.Event().wait(rng.uniform(0.3, 1.5))
    if kills_server:
        pairing.server.kill()
        pairing.server.start()
    else:
        pairing.one.kill()
        pairing.one.start()
    asked.join()


def _fetch_onto_a_full_disk(past: LongPast, base: Path) -> None:
    """It waits for room, is killed, goes on; what is there in the end is the folder of then."""
    seq = past.some(MOMENTS)[1]
    small = Volume(base / "small", 400 * MEBIBYTE)
    try:
        small.fill(leave_bytes=8 * MEBIBYTE)
        target = str(small.folder / "then")
        code, errand, error = cli(
            past.home, "rewind", "restore", "/Sync", "--at", f"#{seq}", "--to-local", target, "--background"
        )
        assert code == 0, error
        device = past.pairing.one
        while device.ask(m.SHOW_ERRAND, m.ErrandName(id=errand.strip())).reason != "disk_full":
            pass
        small.free()
        device.kill()
        device.start()
        assert device.ask(m.WATCH_ERRAND, m.ErrandName(id=errand.strip()), timeout_s=600).state == "done"
        assert content_of(Path(target)) == past.then[seq]
        assert cli_json(past.home, "errands", "list") == []
        told(f"#{seq}: fetched onto a disk that was full meanwhile")
    finally:
        small.close()
