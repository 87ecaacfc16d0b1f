"""Files that go from one synced folder to another on the same computer, between real devices."""

from __future__ import annotations

import random

from fakes.pairing import Pairing
from fakes.processes import cli_json, tree_of

MEBIBYTE = 1 << 20


def ids(pairing: Pairing, folder: str) -> dict[str, str]:
    """Return the ids below a folder of the cloud, by path in it."""
    found = cli_json(pairing.one.home, "ls", "-R", folder)
    return {entry["path"].removeprefix(folder + "/"): entry["id"] for entry in found}


def stored_bytes(pairing: Pairing) -> int:
    """Return how much content the server has on its disk (what an engine knows of it may be of a moment ago)."""
    return pairing.server.stores.size_bytes()


def test_move_from_pair_to_pair(pairing: Pairing) -> None:
    """All there is, 200 files and a large one, keeps its ids and versions; nothing is sent, and nobody is asked."""
    chance = random.Random(11)
    archive, mirror = pairing.here.parent / "archive", pairing.there.parent / "mirror"
    pairing.one.add_pair(archive, "/Archive")
    pairing.settle()
    pairing.two.add_pair(mirror, "/Archive")
    big = chance.randbytes(9 * MEBIBYTE)
    (pairing.here / "big.bin").write_bytes(big)
    (pairing.here / "year").mkdir()
    for at in range(200):
        (pairing.here / "year" / f"{at}.txt").write_bytes(chance.randbytes(3000))
    pairing.settle()
    before, stored = ids(pairing, "/Sync"), stored_bytes(pairing)
    kept = tree_of(pairing.here)

    (pairing.here / "big.bin").rename(archive / "big.bin")
    (pairing.here / "year").rename(archive / "2026")
    pairing.settle()
    now = ids(pairing, "/Archive")
    assert {name.replace("2026", "year"): node for name, node in now.items()} == before
    assert ids(pairing, "/Sync") == {}
    assert tree_of(pairing.here) == tree_of(pairing.there) == {}
    assert {name.replace("2026", "year"): data for name, data in tree_of(archive).items()} == kept
    assert tree_of(mirror) == tree_of(archive)
    assert stored_bytes(pairing) - stored < MEBIBYTE

    (archive / "2026").rename(pairing.here / "back")
    pairing.one.kill()
    pairing.one.start()
    pairing.settle()
    assert {name.replace("back", "year") for name in ids(pairing, "/Sync")} == {*before} - {"big.bin"}
    assert tree_of(pairing.here) == tree_of(pairing.there)
    assert set(tree_of(mirror)) == {"big.bin"}
