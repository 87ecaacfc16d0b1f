#!/usr/bin/env python3
"""Install the packages into a fresh Debian, use them, upgrade them under running programs, and remove them.

    sudo python3 packaging/installed_test.py ROOT DIST NEWER

ROOT     a folder for the system: made with debootstrap if it is not there (a minute), else used as it is
DIST     a folder with megadesk_*.deb and megadesk-server_*.deb
NEWER    a folder with the same of a higher version (dev.py package frozen deb --version ... --out NEWER)

There is no systemd in such a root, so what the unit of the server says is done by hand: its command, its user, its folder. The
person is a user without any rights. Everything is asked of what apt installed; nothing of this source tree is used.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from trying import PATIENCE_S, Wrong, step, until

MIRROR: Final = "http://deb.debian.org/debian"
SUITE: Final = "bookworm"
PATH: Final = "/usr/sbin:/usr/bin:/sbin:/bin"
PROGRAM: Final = "/usr/lib/megadesk/megadesk"
PACKAGES: Final = ("megadesk", "megadesk-server")
SERVICE_UID: Final = 64_987
"""What systemd would make up for DynamicUser."""

EMAIL: Final = "anna@example.org"
PASSWORD: Final = "a password that was made up for this test"


class Machine:
    """The system in ROOT."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *words: str, user: str = "root", typed: str = "", environ: dict[str, str] | None = None) -> str:
        """Return what a command prints; Wrong if it fails."""
        done = subprocess.run(
            self.line(*words, user=user), env=self.environ(user) | (environ or {}), input=typed, capture_output=True,
            text=True, timeout=PATIENCE_S * 4, check=False,
        )  # fmt: skip
        if done.returncode:
            raise Wrong(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout

    def line(self, *words: str, user: str = "root") -> list[str]:
        """Return a command as a user of this system runs it."""
        groups = ["--userspec", user] if user != "root" else []
        return ["chroot", *groups, str(self.root), *words]

    def environ(self, user: str) -> dict[str, str]:
        """Return the environment after a login without a desktop."""
        home = "/root" if user == "root" else f"/home/{user.split(':', maxsplit=1)[0]}"
        return {"PATH": PATH, "HOME": home, "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}

    def apt(self, *words: str) -> str:
        """Run apt-get without questions."""
        return self.run("apt-get", "-y", "--no-install-recommends", *words)

    def place(self, inside: str) -> Path:
        """Return where a file of this system is."""
        return self.root / inside.lstrip("/")

    def processes(self) -> list[int]:
        """Return every process of the installed program, also of one that was replaced since."""
        return [number for number, file in _programs() if file.removesuffix(" (deleted)") == str(self.place(PROGRAM))]


def _programs() -> Iterator[tuple[int, str]]:
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            with suppress(OSError):
                yield int(process.name), str((process / "exe").readlink())


class Person:
    """Somebody on that system, and their devices: each is a profile."""

    def __init__(self, machine: Machine, name: str) -> None:
        self.machine = machine
        self.name = name
        self.home = Path("/home") / name

    def __call__(self, device: str, *words: str, typed: str = "") -> str:
        """Return what a command prints."""
        return self.machine.run(
            "megadesk", "--home", str(self.home / device), *words, user=f"{self.name}:{self.name}", typed=typed
        )

    def json(self, device: str, *words: str) -> Any:
        """Return what a command prints with --json."""
        return json.loads(self(device, *words, "--json"))

    def file(self, *parts: str) -> Path:
        """Return where a file of theirs is."""
        return self.machine.place(str(self.home.joinpath(*parts)))

    def write(self, words: str, *parts: str) -> None:
        """Write a file as they would."""
        file = self.file(*parts)
        file.write_text(words)
        shutil.chown(file, *self.ids)

    def folder(self, *parts: str) -> str:
        """Make a folder of theirs; return it as they call it."""
        self.file(*parts).mkdir()
        shutil.chown(self.file(*parts), *self.ids)
        return str(self.home.joinpath(*parts))

    @property
    def ids(self) -> tuple[int, int]:
        """Their numbers."""
        about = self.machine.place(str(self.home)).stat()
        return about.st_uid, about.st_gid


# -- the steps --------------------------------------------------------------------------------------------------------


def made(root: Path) -> Machine:
    """Return the machine in ROOT, made if it is not there."""
    if not (root / "usr" / "bin" / "apt-get").exists():
        subprocess.run(["debootstrap", "--variant=minbase", SUITE, str(root), MIRROR], check=True, capture_output=True)
    shutil.copy("/etc/resolv.conf", root / "etc" / "resolv.conf")
    return Machine(root)


def install(machine: Machine, dist: Path) -> str:
    """Install the packages with apt, which finds what they depend on."""
    debs = machine.place("/root/debs")
    shutil.rmtree(debs, ignore_errors=True)
    debs.mkdir()
    for name in PACKAGES:
        (found,) = dist.glob(f"{name}_*.deb")
        shutil.copy(found, debs)
    machine.apt("install", *(f"/root/debs/{file.name}" for file in sorted(debs.iterdir())))
    version = json.loads(machine.run("megadesk", "--version", "--json"))["version"]
    return str(version)


def has_everything(machine: Machine) -> str:
    """What a desktop, a shell and a service manager look for is where they look for it."""
    wanted = (
        "/usr/share/applications/org.megadesk.Megadesk.desktop", "/usr/share/metainfo/org.megadesk.Megadesk.metainfo.xml",
        "/usr/share/icons/hicolor/256x256/apps/org.megadesk.Megadesk.png", "/usr/share/man/man1/megadesk.1.gz",
        "/usr/share/bash-completion/completions/megadesk", "/usr/lib/systemd/user/megadesk-engine.service",
        "/usr/lib/systemd/system/megadesk-server.service", "/etc/megadesk/server.toml",
        "/usr/share/doc/megadesk/licences/README.txt",
    )  # fmt: skip
    listed = set(machine.run("dpkg", "--listfiles", *PACKAGES).splitlines())
    missing = [file for file in wanted if file not in listed]
    if missing:
        raise Wrong(f"not installed: {', '.join(missing)}")
    return f"{len(listed)} files"


@contextmanager
def service(machine: Machine) -> Iterator[subprocess.Popen[bytes]]:
    """Run what the unit of the server says, as systemd would, for the block."""
    unit = machine.place("/usr/lib/systemd/system/megadesk-server.service").read_text()
    said = dict(line.split("=", 1) for line in unit.splitlines() if "=" in line and not line.startswith("#"))
    state = machine.place(f"/var/lib/{said['StateDirectory']}")
    state.mkdir(mode=0o700, exist_ok=True)
    os.chown(state, SERVICE_UID, SERVICE_UID)
    user = f"{SERVICE_UID}:{SERVICE_UID}"
    with machine.place("/var/log/megadesk-server.log").open("ab") as log:
        child = subprocess.Popen(
            machine.line(*said["ExecStart"].split(), user=user), env={"PATH": PATH}, stdin=subprocess.DEVNULL, stdout=log,
            stderr=log,
        )  # fmt: skip
    try:
        until("the server listens", (state / "server.json").exists)
        yield child
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(PATIENCE_S)


def address_of(machine: Machine) -> str:
    """Return where the server says it listens."""
    return str(json.loads(machine.place("/var/lib/megadesk-server/server.json").read_text())["address"])


def syncs(anna: Person) -> str:
    """An account is made on the packaged server, and a folder of one device comes to another."""
    account = ("--server", address_of(anna.machine), "--email", EMAIL, "--password-stdin", "--key-store", "file")
    anna("laptop", "signup", *account, typed=PASSWORD)
    anna("desktop", "login", *account, typed=PASSWORD)
    for device in ("laptop", "desktop"):
        anna(device, "sync", "add", anna.folder(f"Documents of {device}"), "/Documents")
    comes(anna, "Plan.txt", "before the upgrade")
    listed = anna.machine.run("megadesk", "server", "user", "list")
    if EMAIL not in listed:
        raise Wrong(f"the operator does not see the account: {listed}")
    foreign = [
        file.name for file in anna.machine.place("/var/lib/megadesk-server").rglob("*") if file.stat().st_uid == 0
    ]
    if foreign:
        raise Wrong(f"root left files that the service cannot write: {', '.join(foreign)}")
    return "one account, two devices"


def comes(anna: Person, name: str, words: str) -> str:
    """Write a file on one device and see it come to the other."""
    anna.write(words, "Documents of laptop", name)
    there = anna.file("Documents of desktop", name)
    until(f"{name} arrives", lambda: there.exists() and there.read_text() == words)
    return f"{name} arrived"


def upgraded(anna: Person, newer: Path, before: str) -> str:
    """Engines that ran through the upgrade are of the new version by themselves, and go on."""
    after = install(anna.machine, newer)
    if after == before:
        raise Wrong(f"the upgrade is none: both are {after}")
    for device in ("laptop", "desktop"):
        until(f"the engine of {device} is the new one", lambda device=device: _engine(anna, device) == after)  # type: ignore[misc]
    return f"{before} to {after}"


def _engine(anna: Person, device: str) -> str:
    with suppress(Wrong):  # it may be between the two
        return str(anna.json(device, "engine", "status")["version"])
    return ""


def removed(anna: Person) -> str:
    """Nothing of the program stays, no process and no file; everything that people have stays."""
    machine = anna.machine
    running = len(machine.processes())
    machine.apt("remove", *PACKAGES)
    if machine.processes():
        raise Wrong(f"still running: {machine.processes()}")
    left = [file for file in ("/usr/lib/megadesk", "/usr/bin/megadesk") if os.path.lexists(machine.place(file))]
    if left:
        raise Wrong(f"left behind: {', '.join(left)}")
    machine.apt("purge", *PACKAGES)
    if machine.place("/etc/megadesk").exists():
        raise Wrong("a purge left the settings")
    for kept in (
        anna.file("Documents of desktop", "Plan.txt"),
        anna.file("laptop", "state"),
        machine.place("/var/lib/megadesk-server/server.sqlite3"),
    ):
        if not kept.exists():
            raise Wrong(f"{kept} went along")
    return f"{running} processes ended; files, profiles and the server's data are there"


# -- all of it --------------------------------------------------------------------------------------------------------


@contextmanager
def mounted(root: Path) -> Iterator[None]:
    """Have the processes of this machine seen in ROOT for the block."""
    subprocess.run(["mount", "-t", "proc", "proc", str(root / "proc")], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(root / "proc")], check=True)


def tried(machine: Machine, dist: Path, newer: Path) -> None:
    """Go through everything."""
    machine.apt("update")
    version = step("apt installs", lambda: install(machine, dist))
    step("everything is where it belongs", lambda: has_everything(machine))
    machine.run("useradd", "--create-home", "anna")
    anna = Person(machine, "anna")
    with service(machine):
        step("signs up and syncs", lambda: syncs(anna))
        step("an upgrade under running programs", lambda: upgraded(anna, newer, version))
    with service(machine):  # systemd restarts it at the end of an upgrade
        step("goes on", lambda: comes(anna, "Later.txt", "after the upgrade"))
    step("removes cleanly", lambda: removed(anna))


def main(words: list[str]) -> int:
    """Return the exit code."""
    if len(words) != 3 or os.geteuid() != 0:  # noqa: PLR2004 -- those of the header
        print(__doc__, file=sys.stderr)
        return 2
    root, dist, newer = map(Path, words)
    machine = made(root.resolve())
    with mounted(machine.root):
        try:
            tried(machine, dist, newer)
        except (Wrong, subprocess.SubprocessError, OSError, ValueError, KeyError) as why:
            print(f"failed: {why}", file=sys.stderr)
            return 1
        finally:
            for process in machine.processes():
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
