"""Backups with real processes: a source tree that is edited while it is backed up, kills, a new computer, and back."""

from __future__ import annotations

import os
import random
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.processes import Device, Server, cli, cli_json

FILES = 400


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server."""
    made = Server(tmp_path / "server")
    made.start()
    yield made
    if made.process is not None and made.process.child.poll() is None:
        made.kill()


@pytest.fixture
def laptop(server: Server, tmp_path: Path) -> Iterator[Device]:
    """A computer that is signed in."""
    made = Device(tmp_path / "laptop")
    made.start()
    made.sign_up(server, "laptop")
    yield made
    end(made)


def end(device: Device) -> None:
    """End a device that still runs."""
    if device.process is not None and device.process.child.poll() is None:
        device.kill()


def all_of(folder: Path) -> dict[str, tuple[int, int, bytes | str | None]]:
    """Return everything in a folder: mode, time and what it holds."""
    found: dict[str, tuple[int, int, bytes | str | None]] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if name.parts[0] != ".megadesk":
            seen = path.lstat()
            held: bytes | str | None = None
            if stat.S_ISLNK(seen.st_mode):
                held = str(path.readlink())
            elif stat.S_ISREG(seen.st_mode):
                held = path.read_bytes()
            found[str(name)] = (seen.st_mode, seen.st_mtime_ns, held)
    return found


def furnish(folder: Path, chance: random.Random) -> None:
    """Make a source tree of some hundred files with odd permissions and times."""
    for number in range(FILES):
        path = folder / f"d{number % 20}" / f"e{number % 3}" / f"f{number}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(chance.randbytes(chance.randrange(3000)))
        path.chmod(chance.choice([0o644, 0o600, 0o755, 0o440, 0o777]))
        os.utime(path, ns=(0, chance.randrange(10**18)))
        if number % 40 == 0:
            (path.parent / f"link{number}").symlink_to(f"../f{number + 1}")
            (path.parent / f"empty{number}").mkdir(mode=0o700)


def edit(folder: Path, chance: random.Random) -> None:
    """Do what people and programs do: write, touch, rename, remove, change permissions."""
    for path in chance.sample([one for one in folder.rglob("f*") if one.is_file()], 20):
        match chance.randrange(5):
            case 0:
                path.chmod(0o644)
                path.write_bytes(chance.randbytes(500))
            case 1:
                path.rename(path.with_name(f"{path.name}x"))
            case 2:
                path.unlink()
            case 3:
                path.chmod(chance.choice([0o640, 0o711]))
            case _:
                os.utime(path, ns=(0, chance.randrange(10**18)))
    os.utime(chance.choice([one for one in folder.iterdir() if one.is_dir() and one.name[0] == "d"]), ns=(0, 10**17))


def test_a_tree_comes_back_as_it_was_through_kills_and_a_new_computer(
    server: Server, laptop: Device, tmp_path: Path
) -> None:
    """Edited and killed in the middle, taken over elsewhere without sending what is there, and given back exactly."""
    chance = random.Random(5)
    docs = tmp_path / "docs"
    furnish(docs, chance)
    made = cli_json(laptop.home, "backup", "add", str(docs))
    for _ in range(4):
        edit(docs, chance)
        laptop.kill()
        edit(docs, chance)
        laptop.start()
    laptop.wait()
    cli_json(laptop.home, "backup", "now", made["id"])  # the first run may have been complete between two edits
    laptop.wait()
    (status,) = cli_json(laptop.home, "backup", "list")["backups"]
    assert (status["id"], status["state"], status["issues"]) == (made["id"], "synced", 0)
    expected = all_of(docs)
    assert status["files"] == sum(held is not None for _, _, held in expected.values())
    given = cli_json(laptop.home, "get", "-r", "backups:/laptop/docs", str(tmp_path / "back") + os.sep)
    assert given["problems"] == []
    assert all_of(tmp_path / "back" / "docs") == expected
    assert stat.S_IMODE((tmp_path / "back" / "docs").stat().st_mode) == stat.S_IMODE(docs.stat().st_mode)

    laptop.stop()
    other = Device(tmp_path / "tower")
    other.start()
    try:
        other.log_in(server, "tower")
        sent = bytes_sent(other)
        cli_json(other.home, "backup", "takeover", "laptop/docs", str(tmp_path / "back" / "docs"))
        edit(tmp_path / "back" / "docs", chance)
        other.wait()
        (taken,) = cli_json(other.home, "backup", "list")["backups"]
        assert (taken["remote"], taken["run"], taken["issues"]) == ("backups:/tower/docs", status["run"] + 1, 0)
        assert bytes_sent(other) - sent <= 20 * 3000, "what is the same was not sent again"
        now = all_of(tmp_path / "back" / "docs")
        cli_json(other.home, "get", "-r", "backups:/tower/docs", str(tmp_path / "again") + os.sep)
        assert all_of(tmp_path / "again" / "docs") == now

        # What was there at the last run on the old computer comes back on the new one.
        at = f"run {status['run']}"
        cli_json(other.home, "rewind", "restore", taken["remote"], "--at", at, "--to-local", str(tmp_path / "then"))
        assert all_of(tmp_path / "then") == expected

        laptop.start()
        (docs / "late").write_bytes(b"late")
        code, _, why = cli(laptop.home, "status", "--wait", "--timeout", "60")
        assert (code, "backups:/tower/docs" in why) == (8, True)
        other.wait()
        assert "backups:/tower/docs/late" not in {
            one["path"] for one in cli_json(other.home, "ls", "backups:/tower/docs")
        }
        code, _, why = cli(other.home, "rm", "backups:/tower/docs/late")
        assert (code, "backup" in why) == (2, True)
        stopped = cli_json(other.home, "backup", "stop", taken["id"], "--move", "/Kept", "--yes")
        assert (stopped["target"], stopped["files"]) == ("/Kept", taken["files"])
        assert all_of(tmp_path / "back" / "docs") == now
        assert cli_json(other.home, "ls", "backups:/tower") == []
    finally:
        end(other)


def bytes_sent(device: Device) -> int:
    """Return how many bytes a device has sent by now."""
    rows = cli_json(device.home, "transfers", "list", "--direction", "up", "--limit", "1000")
    return sum(row["bytes_total"] for row in rows)
