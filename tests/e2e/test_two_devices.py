"""Two real devices and a real server: what people do, and what they get."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from fakes.pairing import Pairing
from fakes.processes import EMAIL, PASSWORD, cli, cli_json, tree_of

MEBIBYTE = 1 << 20


def write(path: Path, data: bytes) -> None:
    """Save a file, folders included."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def check_equal(pairing: Pairing) -> dict[str, bytes | None]:
    """Fail unless both folders are the same; return what is in them."""
    here = tree_of(pairing.here)
    assert here == tree_of(pairing.there)
    return here


@pytest.mark.both_stacks
def test_a_folder_travels_and_stays_the_same(pairing: Pairing) -> None:
    """Files, folders, an edit, a rename, a removal and a large file with one changed block arrive on the other device."""
    chance = random.Random(7)
    pairing.here.joinpath("empty folder").mkdir()
    write(pairing.here / "a.txt", b"alpha")
    write(pairing.here / "deep/er/ünïcödé 🐙.bin", chance.randbytes(70_000))
    write(pairing.here / "zero", b"")
    write(pairing.here / ("n" * 250 + ".txt"), b"a long name")
    write(pairing.here / "big.bin", chance.randbytes(9 * MEBIBYTE))
    (pairing.here / "run.sh").write_bytes(b"#!/bin/sh\n")
    (pairing.here / "run.sh").chmod(0o755)
    pairing.settle()
    check_equal(pairing)
    assert os.access(pairing.there / "run.sh", os.X_OK)

    with (pairing.here / "big.bin").open("r+b") as file:
        file.seek(5 * MEBIBYTE)
        file.write(b"changed")
    (pairing.here / "deep").rename(pairing.here / "renamed")
    (pairing.there / "a.txt").unlink()
    write(pairing.there / "from there.txt", b"hello")
    pairing.settle()
    found = check_equal(pairing)
    assert "a.txt" not in found
    assert found["from there.txt"] == b"hello"
    assert any(path.startswith("renamed/er/") for path in found)


def test_both_sides_change_while_offline(pairing: Pairing) -> None:
    """What both devices did without a server is merged: both edits are kept, everything else is the union."""
    write(pairing.here / "shared.txt", b"base")
    write(pairing.here / "gone.txt", b"to be removed")
    pairing.settle()
    pairing.server.kill()
    write(pairing.here / "shared.txt", b"one's edit")
    write(pairing.there / "shared.txt", b"two's edit")
    (pairing.here / "gone.txt").unlink()
    write(pairing.there / "new from two.txt", b"2")
    pairing.server.start()
    pairing.settle()
    found = check_equal(pairing)
    assert {b"one's edit", b"two's edit", b"2"} <= set(found.values())
    assert "gone.txt" not in found
    assert len([path for path in found if "conflicted copy" in path]) == 1


def test_an_engine_that_starts_without_a_network_gets_online_by_itself(pairing: Pairing) -> None:
    """It says that it is offline, that nothing is wrong, and takes what is saved; nobody has to tell it that the server is there."""
    assert pairing.one.stop() == 0
    pairing.server.kill()
    pairing.one.start()
    while pairing.one.status().state != "offline":
        assert pairing.one.status().issues == 0
    write(pairing.here / "saved offline.txt", b"kept until then")
    assert cli_json(pairing.one.home, "status")["online"] is False
    pairing.server.start()
    while pairing.one.status().state != "synced":
        assert pairing.one.status().issues == 0
    pairing.settle()
    assert check_equal(pairing)["saved offline.txt"] == b"kept until then"


def test_engines_pick_up_what_changed_while_they_did_not_run(pairing: Pairing) -> None:
    """Changes made while no engine runs are found at the next start; what was synced is not sent again."""
    write(pairing.here / "kept.txt", b"kept")
    write(pairing.here / "folder/moved.txt", b"moves")
    pairing.settle()
    seq = pairing.one.status().head["main"].seq
    assert pairing.one.stop() == 0
    assert pairing.two.stop() == 0
    (pairing.here / "folder").rename(pairing.here / "other place")
    write(pairing.there / "late.txt", b"late")
    pairing.one.start()
    pairing.two.start()
    pairing.settle()
    found = check_equal(pairing)
    assert {"kept.txt", "late.txt", "other place/moved.txt"} <= set(found)
    assert pairing.one.status().head["main"].seq == seq + 2


def test_command_line_works_on_the_same_tree(pairing: Pairing, tmp_path: Path) -> None:
    """The commands see what sync made, and sync sees what the commands made."""
    home = pairing.one.home
    write(pairing.here / "docs/report.txt", b"0123456789")
    pairing.settle()
    listed = cli_json(home, "ls", "-R", "/Sync")
    assert {entry["path"] for entry in listed} == {"/Sync/docs", "/Sync/docs/report.txt"}
    assert cli(home, "cat", "--range", "2-5", "/Sync/docs/report.txt")[1] == "2345"
    assert cli(home, "mkdir", "-p", "/Sync/made/by/hand")[0] == 0
    upload = tmp_path / "upload.bin"
    upload.write_bytes(random.Random(1).randbytes(6 * MEBIBYTE))
    assert cli(home, "put", str(upload), "/Sync/made")[0] == 0
    assert cli(home, "mv", "/Sync/docs/report.txt", "/Sync/made/renamed.txt")[0] == 0
    pairing.settle()
    found = check_equal(pairing)
    assert found["made/upload.bin"] == upload.read_bytes()
    assert found["made/renamed.txt"] == b"0123456789"
    assert cli(home, "get", "-r", "/Sync/made", str(tmp_path / "down"))[0] == 0
    assert (tmp_path / "down" / "upload.bin").read_bytes() == upload.read_bytes() or (
        tmp_path / "down" / "made" / "upload.bin"
    ).read_bytes() == upload.read_bytes()
    assert cli(home, "rm", "/Sync/made")[0] == 0
    pairing.settle()
    assert "made" not in check_equal(pairing)
    assert [entry["path"] for entry in cli_json(home, "ls", "bin:/")] == ["bin:/made"]


def test_account_changes(pairing: Pairing, tmp_path: Path) -> None:
    """Password, recovery key, sessions and device name change, and every device keeps working or says why not."""
    one = pairing.one.home
    passwords = f"{PASSWORD}\nanother horse battery\n"
    code, _, error = cli(one, "password", "change", "--password-stdin", stdin=passwords)
    assert code == 0, error
    code, _, error = cli(pairing.two.home, "ls", "/")
    assert code == 3, error
    key_file = tmp_path / "key.txt"
    code, _, error = cli(
        one, "recovery-key", "export", str(key_file), "--password-stdin", stdin="another horse battery\n"
    )
    assert code == 0, error
    assert cli(one, "device", "rename", "study")[0] == 0
    sessions = cli_json(one, "sessions", "list")
    rows = sessions["sessions"] if isinstance(sessions, dict) else sessions
    assert [row["device_name"] for row in rows if row["current"]] == ["study"]
    third = tmp_path / "third"
    code, out, error = cli(
        third, "password", "recover", "--server", pairing.server.address, "--email", EMAIL, "--recovery-key",
        str(key_file), "--key-store", "file", "--password-stdin", stdin="a third horse battery\n",
    )  # fmt: skip
    assert code == 0, (out, error)
    assert cli(third, "whoami")[0] == 0
    assert cli(third, "engine", "stop")[0] == 0
    code, _, _ = cli(
        tmp_path / "fourth", "login", "--server", pairing.server.address, "--email", EMAIL, "--key-store", "file",
        "--password-stdin", stdin="another horse battery\n",
    )  # fmt: skip
    assert code == 3
    cli(tmp_path / "fourth", "engine", "stop")


def test_plain_errors(pairing: Pairing, tmp_path: Path) -> None:
    """Wrong password, unknown server, missing paths and taken folders get one line and their exit code."""
    fresh = tmp_path / "fresh"

    def login(server: str, password: str) -> tuple[int, str, str]:
        return cli(
            fresh, "login", "--server", server, "--email", EMAIL, "--key-store", "file", "--password-stdin",
            stdin=f"{password}\n",
        )  # fmt: skip

    cases = [
        (login(pairing.server.address, "not the password"), 3),
        (login("http://127.0.0.1:9", PASSWORD), 6),
        (login("http://files.example.org", PASSWORD), 2),
        (cli(pairing.one.home, "ls", "/nowhere"), 4),
        (cli(pairing.one.home, "cat", "/nowhere"), 4),
        (cli(pairing.one.home, "sync", "add", str(pairing.here / "inside"), "/Other"), 1),
        (cli(pairing.one.home, "sync", "pause", "no such pair"), 4),
    ]
    cli(fresh, "engine", "stop")
    for (code, out, error), expected in cases:
        assert code == expected, (code, out, error)
        assert error.count("\n") == 1, error
        assert "Traceback" not in error


def test_missing_folder_is_asked_about_not_removed(pairing: Pairing) -> None:
    """A folder that vanishes, as when a drive is unplugged, stops its pair; nothing is removed anywhere."""
    write(pairing.here / "photo.jpg", b"the only copy")
    pairing.settle()
    away = pairing.here.rename(pairing.here.with_name("unplugged"))
    code, _, error = cli(pairing.one.home, "status", "--wait", "--timeout", "60")
    assert code == 8, error
    assert pairing.two.wait().state == "synced"
    assert (pairing.there / "photo.jpg").read_bytes() == b"the only copy"
    away.rename(pairing.here)
    pairing.settle()
    check_equal(pairing)
