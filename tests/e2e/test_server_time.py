"""Retention and collection beside two devices at work: what is past its time goes, and nobody misses anything."""

from __future__ import annotations

import json
import random
import subprocess

import pytest

from fakes.pairing import Pairing
from fakes.processes import EMAIL, environment, megadesk, run, tree_of

BLOCK = 4 << 20


def operate(pairing: Pairing, *words: str) -> str:
    """Run an operator's command that goes well; return what it prints."""
    code, out, errors = run("server", *words, *pairing.server.stores.where)
    assert code == 0, out + errors
    return out


def files(pairing: Pairing) -> int:
    """Return how many blobs have files of their own."""
    return len(pairing.server.stores.blobs())


@pytest.mark.timeout(300)
@pytest.mark.both_stacks
def test_what_is_past_its_time_goes_while_everybody_works(pairing: Pairing) -> None:
    """Asked for beside the running server. A device that was away the whole time catches up by the state of now.

    The blocks of old contents are gone, and of packs what nobody uses; all else is whole, and what was there before comes
    back as if it were new.
    """
    film, again = random.Random("film").randbytes(3 * BLOCK), random.Random("again").randbytes(3 * BLOCK)
    (pairing.here / "film").write_bytes(film)
    for n in range(40):
        (pairing.here / f"{n}.txt").write_bytes(random.Random(n).randbytes(3000))
    pairing.settle()
    pairing.two.stop()
    (pairing.here / "film").write_bytes(again)
    pairing.one.wait()
    for n in range(30):
        (pairing.here / f"{n}.txt").write_bytes(random.Random(100 + n).randbytes(3000))
    pairing.one.wait()
    before = files(pairing)
    operate(pairing, "user", "retention", EMAIL, "--days", "0", "--versions", "0")
    done = json.loads(operate(pairing, "gc", "--now", "--json"))
    assert done["retention"]["records"] >= 31
    assert done["collection"]["files"] >= 3
    assert files(pairing) == before - done["collection"]["files"]
    assert json.loads(operate(pairing, "check", "--content", "--json")) == {"faults": [], "notes": []}
    pairing.two.start()
    pairing.settle()
    assert tree_of(pairing.there) == tree_of(pairing.here)
    assert (pairing.there / "film").read_bytes() == again
    (pairing.there / "film").write_bytes(film)
    pairing.settle()
    assert (pairing.here / "film").read_bytes() == film
    assert json.loads(operate(pairing, "check", "--content", "--json")) == {"faults": [], "notes": []}


@pytest.mark.timeout(300)
def test_a_server_that_is_killed_meanwhile_goes_on(pairing: Pairing) -> None:
    """Whoever asked does it himself then, or the next server does; nothing that is kept is missing."""
    for n in range(300):
        (pairing.here / f"{n}.txt").write_bytes(random.Random(n).randbytes(70_000))
    pairing.settle()
    for n in range(100):
        (pairing.here / f"{n}.txt").write_bytes(random.Random(1000 + n).randbytes(70_000))
    pairing.settle()
    operate(pairing, "user", "retention", EMAIL, "--days", "0", "--versions", "0")
    before = files(pairing)
    asking = subprocess.Popen(
        megadesk("server", "gc", "--now", *pairing.server.stores.where),
        stdout=subprocess.PIPE, text=True, env=environment(),
    )  # fmt: skip
    try:
        while files(pairing) == before and asking.poll() is None:
            pass
        pairing.server.kill()
        said, _ = asking.communicate(timeout=120)
    finally:
        asking.kill()
    assert asking.returncode == 0
    assert said.startswith("retention")
    assert files(pairing) == before - 100
    pairing.server.start()
    (pairing.there / "more.txt").write_bytes(b"more")
    pairing.settle()
    assert tree_of(pairing.there) == tree_of(pairing.here)
    assert json.loads(operate(pairing, "check", "--content", "--json")) == {"faults": [], "notes": []}
