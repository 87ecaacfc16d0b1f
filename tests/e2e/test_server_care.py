"""The operator takes care of a server that two devices use: backup, restore to an older moment, scrub."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from fakes.pairing import Pairing
from fakes.processes import Process, cli, cli_json, run, tree_of
from fakes.tampering import failure_of
from fakes.volumes import Volume

BLOCK = 4 << 20


def operate(*words: str) -> tuple[int, Any]:
    """Run an operator's command; return its exit code and document."""
    code, out, errors = run("server", *words, "--json")
    return code, json.loads(out) if out else errors


def data_of(pairing: Pairing) -> tuple[str, ...]:
    """Return the words that name the server's data."""
    return pairing.server.stores.where


def restore_into_its_place(pairing: Pairing, backup: Path) -> dict[str, Any]:
    """Lose the server, make it anew from a backup, and start it where devices know it."""
    pairing.server.kill()
    pairing.server.stores.lose()
    code, told = operate("restore", str(backup), *data_of(pairing))
    assert code == 0, told
    pairing.server.start()
    found: dict[str, Any] = told
    return found


@pytest.mark.timeout(300)
def test_devices_ahead_of_a_restored_server_lose_nothing(pairing: Pairing, tmp_path: Path) -> None:
    """It was backed up while they worked, and lost with all that came later. They stop and say so, and the way out works.

    What a device still has is sent again; what was edited, made, moved and removed in the lost time, and while the
    server was away, is kept under one name or another on both devices.
    """
    for n in range(20):
        (pairing.here / f"{n}.txt").write_bytes(random.Random(n).randbytes(300 + n * 5_000))
    (pairing.here / "big").write_bytes(random.Random("big").randbytes(2 * BLOCK + 5))
    pairing.settle()
    backup = tmp_path / "backup"
    assert operate("backup", str(backup), *data_of(pairing))[0] == 0
    (pairing.here / "0.txt").write_bytes(b"edited after the backup")
    (pairing.there / "new.txt").write_bytes(random.Random("new").randbytes(80_000))
    (pairing.there / "1.txt").unlink()
    (pairing.there / "2.txt").rename(pairing.there / "moved.txt")
    with (pairing.here / "big").open("r+b") as file:
        file.write(b"changed")
    pairing.settle()
    told = restore_into_its_place(pairing, backup)
    assert told["incarnation"] > 1
    (pairing.there / "while away.txt").write_bytes(b"written while it was away")
    before = tree_of(pairing.here) | tree_of(pairing.there)
    for device in (pairing.two, pairing.one):
        assert failure_of(device.wait).code in {"rollback", "fork"}
        assert tree_of(pairing.here) | tree_of(pairing.there) == before or device is pairing.one
        shown = cli_json(device.home, "space", "show")
        assert shown["frozen"] in {"rollback", "fork"}
        assert shown["restored"] is not None
        assert cli(device.home, "space", "accept-fork", "--head", shown["server"]["hash"])[0] == 0
        assert [pair.state for pair in device.wait().pairs] == ["synced"]
    pairing.settle()
    assert tree_of(pairing.here) == tree_of(pairing.there)
    kept = set(tree_of(pairing.here).values())
    assert {content for content in before.values() if content is not None} <= kept
    for device in (pairing.one, pairing.two):
        assert device.status().frozen is None
    assert operate("check", *data_of(pairing), "--content") == (0, {"faults": [], "notes": []})
    assert operate("backup", str(backup), *data_of(pairing))[0] == 0


@pytest.mark.timeout(300)
def test_devices_that_saw_no_more_than_the_backup_go_on(pairing: Pairing, tmp_path: Path) -> None:
    """They notice nothing: nobody is asked, and what was made while the server was away is sent."""
    (pairing.here / "a.txt").write_bytes(b"a")
    pairing.settle()
    backup = tmp_path / "backup"
    assert operate("backup", str(backup), *data_of(pairing))[0] == 0
    pairing.server.kill()
    (pairing.here / "b.txt").write_bytes(b"b")
    pairing.server.start()
    pairing.server.kill()
    pairing.server.stores.lose()
    assert operate("restore", str(backup), *data_of(pairing))[0] == 0
    pairing.server.start()
    pairing.settle()
    assert tree_of(pairing.there) == {"a.txt": b"a", "b.txt": b"b"}


@pytest.mark.timeout(300)
def test_a_damaged_block_comes_again_from_a_device(pairing: Pairing, tmp_path: Path) -> None:
    """A scrub of the running server sets it aside; the next version of the file brings it, though it changed elsewhere."""
    content = random.Random("film").randbytes(3 * BLOCK)
    (pairing.here / "film").write_bytes(content)
    pairing.settle()
    held = [(blob, blob.read_bytes()) for blob in pairing.server.stores.blobs()]
    hit = [(blob, data) for blob, data in held if len(data) > BLOCK]
    assert len(hit) == 3
    for blob, data in hit:
        blob.write_bytes(data[:1000] + b"rot" + data[1003:])
    code, told = operate("scrub", *data_of(pairing))
    assert (code, len(told["damaged"])) == (7, 3)
    with (pairing.here / "film").open("r+b") as file:
        file.write(b"changed")
    pairing.settle()
    code, told = operate("scrub", *data_of(pairing))
    # The first block is another now; it is missing still, for versions that name it.
    assert (code, len(told["damaged"]), len(told["missing"])) == (7, 0, 1)
    assert (pairing.there / "film").read_bytes() == b"changed" + content[7:]


@pytest.mark.embedded("a disk of blobs that is full")
@pytest.mark.timeout(300)
def test_a_scrub_of_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """It finds what it can, says that there is no room, and with room again sets aside what is damaged. What is whole stays."""
    volume = Volume(tmp_path / "volume", 64 << 20)
    pairing = Pairing(tmp_path)
    pairing.server.data = volume.folder / "server"
    pairing.server.options = ("--config", str(tmp_path / "server.toml"))
    (tmp_path / "server.toml").write_text("reserve_bytes = 0\n")
    try:
        pairing.start()
        for n in range(4):
            (pairing.here / f"{n}").write_bytes(random.Random(n).randbytes(300_000 if n % 2 else 300))
        pairing.settle()
        large = max((pairing.server.data / "blobs" / "files").rglob("*"), key=lambda path: path.stat().st_size)
        pack = next((pairing.server.data / "blobs" / "packs").iterdir())
        for path, at in ((large, 1000), (pack, 300)):
            with path.open("r+b") as file:
                file.seek(at)
                file.write(b"rot")
        volume.fill()
        assert operate("scrub", *data_of(pairing))[0] in {1, 7}
        volume.free()
        code, told = operate("scrub", "--anew", *data_of(pairing))
        found = {one["blob"] for one in told["damaged"] + told["missing"]}
        assert (code, len(found)) == (7, 2)
        assert large.name in found
        assert operate("scrub", *data_of(pairing))[1]["damaged"] == []
        assert len(list((pairing.server.data / "blobs" / "quarantine").iterdir())) == 2
        code, told = operate("check", "--content", *data_of(pairing))
        assert sorted(fault.removeprefix("blob ")[:16] for fault in told["faults"]) == sorted(one[:16] for one in found)
    finally:
        pairing.close()
        volume.close()


@pytest.mark.embedded("restored into data folders on a disk that is full")
@pytest.mark.timeout(300)
def test_a_backup_onto_a_full_disk_leaves_the_one_before(pairing: Pairing, tmp_path: Path) -> None:
    """However much room there is: the first one stays whole, and the second is made once there is room."""
    (pairing.here / "a").write_bytes(random.Random("a").randbytes(BLOCK))
    pairing.settle()
    volume = Volume(tmp_path / "volume", 64 << 20)
    try:
        backup = volume.folder / "backup"
        assert operate("backup", str(backup), *data_of(pairing))[0] == 0
        before = tree_of(pairing.here)
        (pairing.here / "b").write_bytes(random.Random("b").randbytes(BLOCK))
        pairing.settle()
        for room_bytes in (0, 4096, 100_000, 1 << 20, 3 << 20):
            volume.fill(leave_bytes=room_bytes)
            code, told = operate("backup", str(backup), *data_of(pairing))
            assert (code, told["error"]["code"]) == (1, "disk_full"), room_bytes
            volume.free()
            assert operate("restore", str(backup), "--data", str(tmp_path / f"new {room_bytes}"))[0] == 0
        volume.fill(leave_bytes=2 << 20)
        code, told = operate("restore", str(backup), "--data", str(volume.folder / "new"))
        assert (code, told["error"]["code"]) == (1, "disk_full")
        started = Process(["server", "run", "--data", str(volume.folder / "new")], tmp_path / "refused.log")
        assert started.child.wait(30) == 2
        volume.free()
        assert operate("restore", str(backup), "--data", str(volume.folder / "new"))[0] == 0
        assert operate("backup", str(backup), *data_of(pairing))[0] == 0
        assert tree_of(pairing.here).keys() > before.keys()
    finally:
        volume.close()
