"""Whose files there are after root looked after a server that is another user's."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fakes.people import Person, blob, upload
from fakes.servers import serving
from megadesk.model.errors import AccessDenied, BadUsage
from megadesk.server import owner
from megadesk.server.owner import become_owner, refuse_stranger, stranger

pytestmark = pytest.mark.xfail(sys.platform == "win32", reason="users and owners of POSIX", strict=True)

NOBODY = 65_534
IS_ROOT = sys.platform != "win32" and os.geteuid() == 0


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of a service, in a folder that only root may enter as systemd has it; without root, our own."""
    closed = tmp_path / "private"
    folder = closed / "server"
    folder.mkdir(parents=True)

    async def fill() -> None:
        async with serving(folder) as server:
            await upload(await Person().join(server.client), blob("large", 70_000), blob("small", 300))

    asyncio.run(fill())
    if IS_ROOT:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    closed.chmod(0o700)
    return folder


def admin(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the operator in a process of its own."""
    command = [sys.executable, "-m", "megadesk", "server", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def owners(folder: Path) -> set[int]:
    """Return whose the files in a folder are, with the folder."""
    return {path.lstat().st_uid for path in (folder, *folder.rglob("*"))}


def test_what_root_does_belongs_to_the_service(data: Path, tmp_path: Path) -> None:
    """Commands that write leave files of the folder's owner only, there and in a backup in a folder of root."""
    whose = owners(data)
    assert whose == {NOBODY if IS_ROOT else os.geteuid()}
    backup = tmp_path / "backup"
    for words in (("user", "add", "bob@example.org"), ("gc", "--now")):
        done = admin(*words, "--data", data)
        assert done.returncode == 0, done.stderr
    done = admin("backup", "--data", data, backup)
    assert done.returncode == 0, done.stderr
    assert "bob@example.org" in admin("user", "list", "--data", data).stdout
    assert owners(data) == owners(backup) == whose


def test_a_link_that_the_service_made_leads_root_nowhere(data: Path, tmp_path: Path) -> None:
    """Whoever has taken over the service has the operator's commands write or remove nothing in a folder of root."""
    whose = data.stat()
    packs, roots = data / "blobs" / "packs", tmp_path / "roots"
    packs.rename(roots)
    os.chown(roots, os.geteuid(), os.getegid())
    roots.chmod(0o755 if IS_ROOT else 0o555)
    packs.symlink_to(roots)
    os.chown(packs, whose.st_uid, whose.st_gid, follow_symlinks=False)
    before = sorted(roots.iterdir())
    assert before
    for path in before:
        os.truncate(path, 10)  # damaged, and so to be set aside
    for words in (("scrub",), ("gc", "--now")):
        admin(*words, "--data", data)
    assert sorted(roots.iterdir()) == before
    roots.chmod(0o755)


def test_a_restore_belongs_to_who_has_the_folder(data: Path, tmp_path: Path) -> None:
    """A folder that was made for the service beforehand is the service's afterwards, with all in it."""
    backup, fresh = tmp_path / "backup", tmp_path / "fresh"
    assert admin("backup", "--data", data, backup).returncode == 0
    fresh.mkdir()
    os.chown(fresh, data.stat().st_uid, data.stat().st_gid)
    done = admin("restore", "--data", fresh, backup)
    assert done.returncode == 0, done.stderr
    assert owners(fresh) == owners(data)


def test_root_starts_no_server_of_somebody_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It says whose it is; a folder of root's own, or one that is not there yet, is nobody else's."""
    monkeypatch.setattr("os.geteuid", lambda: tmp_path.stat().st_uid + 1)
    assert stranger(tmp_path) is None
    monkeypatch.setattr(owner, "ROOT", tmp_path.stat().st_uid + 1)
    assert stranger(tmp_path) == (tmp_path.stat().st_uid, tmp_path.stat().st_gid)
    assert stranger(tmp_path / "new") is None
    with pytest.raises(BadUsage, match=f"belongs to user {tmp_path.stat().st_uid}"):
        refuse_stranger(tmp_path)
    monkeypatch.setattr(owner, "ROOT", tmp_path.stat().st_uid)
    refuse_stranger(tmp_path)


def test_a_root_that_may_not_change_says_whose_the_folder_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As in a container whose root has nothing of root."""

    def refuse(_groups: list[int]) -> None:
        raise PermissionError

    monkeypatch.setattr(owner, "stranger", lambda _data: (12_345, 1))
    monkeypatch.setattr(owner, "_keep_capabilities", lambda: False)
    monkeypatch.setattr("os.setgroups", refuse)
    with pytest.raises(AccessDenied, match="belongs to user 12345"):
        become_owner(tmp_path)


def test_root_becomes_the_owner_where_there_are_only_the_calls_of_every_unix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no setresuid on macOS. Groups go first and the user last: afterwards nothing of it may be done any more."""
    done = list[tuple[str, object]]()
    for name in ("setresuid", "setresgid"):
        monkeypatch.delattr(os, name, raising=False)
    for name in ("setgroups", "setgid", "setuid"):
        monkeypatch.setattr(os, name, lambda what, name=name: done.append((name, what)))
    monkeypatch.setattr(owner, "_keep_capabilities", lambda: False)
    monkeypatch.setattr(owner, "stranger", lambda _: (501, 20))
    become_owner(tmp_path)
    assert done == [("setgroups", []), ("setgid", 20), ("setuid", 501)]
