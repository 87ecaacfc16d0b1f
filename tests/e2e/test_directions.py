"""Pairs of one direction on real devices: what stays, what travels, and the way back to both."""

from __future__ import annotations

from fakes.pairing import Pairing
from fakes.processes import cli, cli_json, tree_of


def told(pairing: Pairing) -> dict[str, str]:
    """Return the code of each path that the second device holds back; conflict copies are told there as well."""
    (pair,) = cli_json(pairing.two.home, "sync", "list")
    return {held["path"]: held["code"] for held in pair["held"] if held["code"] != "conflict"}


def turned(pairing: Pairing, direction: str) -> None:
    """Let the second device's pair go another way, from the command line."""
    (pair,) = cli_json(pairing.two.home, "sync", "list")
    answer = cli_json(pairing.two.home, "sync", "direction", pair["id"], direction)
    assert answer["direction"] == direction


def test_down_up_and_back(pairing: Pairing) -> None:
    """The second device listens, then only speaks, then is merged; a kill in between changes nothing."""
    (pairing.here / "shared.txt").write_bytes(b"one")
    (pairing.here / "old.txt").write_bytes(b"old")
    pairing.settle()

    turned(pairing, "down")
    (pairing.there / "shared.txt").write_bytes(b"edited on two")
    (pairing.there / "old.txt").unlink()
    (pairing.there / "mine.txt").write_bytes(b"only on two")
    (pairing.here / "news.txt").write_bytes(b"from one")
    pairing.settle()
    assert (pairing.there / "news.txt").read_bytes() == b"from one"
    assert (pairing.here / "shared.txt").read_bytes() == b"one"
    assert not (pairing.here / "mine.txt").exists()
    held = {"mine.txt": "only_here_new", "old.txt": "only_here_removed", "shared.txt": "only_here_edited"}
    assert told(pairing) == held
    pairing.two.kill()
    pairing.two.start()
    pairing.settle()
    assert told(pairing) == held

    turned(pairing, "up")
    before = tree_of(pairing.there)
    pairing.settle()
    assert told(pairing) == {}
    assert (pairing.here / "shared.txt").read_bytes() == b"edited on two"
    (pairing.here / "shared.txt").write_bytes(b"edited on one")
    (pairing.here / "new there.txt").write_bytes(b"not for two")
    pairing.settle()
    assert tree_of(pairing.there) == before
    assert (pairing.here / "mine.txt").read_bytes() == b"only on two"
    assert told(pairing) == {"new there.txt": "only_there_new", "shared.txt": "only_there_edited"}
    (pairing.there / "shared.txt").write_bytes(b"edited on two once more")
    pairing.settle()
    assert (pairing.here / "shared.txt").read_bytes() == b"edited on one"

    turned(pairing, "both")
    pairing.settle()
    assert told(pairing) == {}
    merged = tree_of(pairing.here)
    assert merged == tree_of(pairing.there)
    assert {b"edited on one", b"edited on two once more", b"only on two", b"not for two"} <= set(merged.values())


def test_a_new_pair_of_one_direction(pairing: Pairing) -> None:
    """Two folders that meet: what is equal is one, the rest of the silent side is left alone."""
    here, there = pairing.here.parent / "camera", pairing.there.parent / "mirror"
    here.mkdir()
    there.mkdir()
    for folder in (here, there):
        (folder / "same.txt").write_bytes(b"same")
    (here / "photo").write_bytes(b"new")
    (there / "note").write_bytes(b"stays")
    assert cli(pairing.one.home, "sync", "add", str(here), "/Camera", "--direction", "up")[0] == 0
    pairing.one.wait()
    assert cli(pairing.two.home, "sync", "add", str(there), "/Camera", "--direction", "down")[0] == 0
    pairing.settle()
    assert tree_of(there) == {"same.txt": b"same", "photo": b"new", "note": b"stays"}
    assert tree_of(here) == {"same.txt": b"same", "photo": b"new"}
