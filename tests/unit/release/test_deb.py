"""The Debian packages: what stands in their control files, and that the same source gives the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from release import deb
from release.source import Source, Version
from release.tools import ROOT, place, write

SOURCE = Source(root=ROOT, version=Version("1.2.3rc1"))
PACKAGE = deb.Package(
    name="megadesk", summary="a summary", description=("One line.", "Another."), relations={"Depends": "libc6"},
    architecture="all", conffiles=("/etc/megadesk/x",), scripts=("prerm",),
)  # fmt: skip


def pack(folder: Path, *, mtime_s: int = 0, umask: int = 0o022) -> Path:
    """Return a package with one file and one setting, made as somebody with that umask makes it."""
    root = folder / "root"
    before = os.umask(umask)
    try:
        words = write(root / "usr" / "share" / "words", "words")
        if mtime_s:
            os.utime(words, (mtime_s, mtime_s))
        write(root / "etc" / "megadesk" / "x", "a setting")
        return deb._pack(PACKAGE, root, SOURCE, deb.Moment(epoch_s=1_700_000_000), folder)
    finally:
        os.umask(before)


def asked(file: Path, *words: str) -> str:
    """Return what dpkg-deb says of a package."""
    return subprocess.run(["dpkg-deb", *words, str(file)], capture_output=True, text=True, check=True).stdout


def test_a_package_is_read_back(tmp_path: Path) -> None:
    """Name, version and files are what was put in; all of it belongs to root."""
    file = pack(tmp_path)
    assert file.name == "megadesk_1.2.3~rc1_all.deb"
    assert asked(file, "--show") == "megadesk\t1.2.3~rc1\n"
    listed = asked(file, "--contents").splitlines()
    assert {line.split()[5] for line in listed if line.startswith("-")} >= {"./usr/share/words", "./etc/megadesk/x"}
    assert {line.split()[1] for line in listed} == {"root/root"}
    assert " a summary\n One line.\n .\n Another.\n" in asked(file, "--field").replace("Description:", "")


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    """Who builds it again can compare, also where files are older, or are made with other rights."""
    one, two = pack(tmp_path / "one"), pack(tmp_path / "two", mtime_s=1_500_000_000, umask=0o077)
    assert one.read_bytes() == two.read_bytes()


def test_everybody_can_read_what_is_installed(tmp_path: Path) -> None:
    """Though who builds it keeps their own files to themselves."""
    listed = asked(pack(tmp_path, umask=0o077), "--contents").splitlines()
    assert {line[0]: line.split()[0] for line in listed} == {"d": "drwxr-xr-x", "-": "-rw-r--r--"}


def test_a_package_removes_no_file_of_a_running_program() -> None:
    """Before it is removed it ends every process of its program; an upgrade leaves that to them."""
    for name in ("megadesk", "megadesk-headless"):
        script = deb._script(name, "prerm")
        assert f"end_processes /usr/lib/{name}/megadesk" in script
        assert "@" not in script.replace('"$@"', "")
        assert subprocess.run(["sh", "-n"], input=script, text=True, check=False).returncode == 0


@pytest.mark.parametrize("script", ["postinst", "prerm", "postrm"])
def test_the_scripts_of_the_service_are_shell(script: str) -> None:
    """And so is what is read by every shell of Debian."""
    text = deb._script("megadesk-server", script)
    assert text.startswith("#!/bin/sh\nset -e\n")
    assert subprocess.run(["sh", "-n"], input=text, text=True, check=False).returncode == 0


UNITS = ("megadesk-server.service", "megadesk-server-scrub.timer", "megadesk-server-backup.timer")
NIGHTLY = Path("etc/systemd/system/timers.target.wants/megadesk-server-backup.timer")
ALWAYS = Path("etc/systemd/system/multi-user.target.wants/megadesk-server.service")


class Machine:
    """A system with systemd below a folder, and the units of the server installed; what systemd is told is noted."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.told = root / "told"
        for name in UNITS:
            place(deb.SERVER / name, root / "usr" / "lib" / "systemd" / "system" / name)
        for folder in ("run/systemd/system", "etc/systemd/system"):
            (root / folder).mkdir(parents=True)
        for name in ("systemctl", "deb-systemd-invoke"):
            write(root / "stubs" / name, f'#!/bin/sh\necho "$@" >> {self.told}\n', mode=0o755)

    def run(self, script: str, *words: str) -> list[str]:
        """Run a maintainer script as dpkg does; return what systemd was told."""
        self.told.unlink(missing_ok=True)
        environ = {"PATH": f"{self.root / 'stubs'}:/usr/sbin:/usr/bin:/bin", "DPKG_ROOT": str(self.root),
                   "DPKG_MAINTSCRIPT_PACKAGE": "megadesk-server"}  # fmt: skip
        text = deb._script("megadesk-server", script)
        subprocess.run(["sh", "-s", "--", *words], input=text, text=True, env=environ, check=True, capture_output=True)
        return self.told.read_text().splitlines() if self.told.exists() else []

    def enable(self, link: Path) -> None:
        """Do what ``systemctl enable`` does."""
        (self.root / link).parent.mkdir(parents=True, exist_ok=True)
        (self.root / link).symlink_to(f"/usr/lib/systemd/system/{link.name}")

    def links(self) -> set[str]:
        """Return what stands in the folder of the operator's own units."""
        folder = self.root / "etc" / "systemd" / "system"
        return {str(path.relative_to(self.root)) for path in folder.rglob("*") if path.is_symlink()}


def test_a_first_installation_starts_the_service_and_no_timer(tmp_path: Path) -> None:
    """It is enabled; timers are the operator's."""
    machine = Machine(tmp_path)
    assert "start megadesk-server.service" in machine.run("postinst", "configure", "")
    assert machine.links() == {str(ALWAYS)}


def test_an_upgrade_keeps_what_the_operator_has_switched(tmp_path: Path) -> None:
    """A service that was disabled stays so, a timer that was enabled too; and again, if dpkg has to try twice."""
    machine = Machine(tmp_path)
    machine.run("postinst", "configure", "")
    (machine.root / ALWAYS).unlink()
    machine.enable(NIGHTLY)
    for words in (("configure", "1.2.2"), ("configure", "1.2.2"), ("abort-upgrade", "1.2.4")):
        assert "restart megadesk-server.service" in machine.run("postinst", *words)
        assert machine.links() == {str(NIGHTLY)}


def test_a_removal_stops_all_that_could_start_the_program_again(tmp_path: Path) -> None:
    """Timers first, then what they have started, then the service; a reinstallation starts those that were on."""
    machine = Machine(tmp_path)
    machine.run("postinst", "configure", "")
    machine.enable(NIGHTLY)
    stopped = [line.removeprefix("stop ") for line in machine.run("prerm", "remove")]
    assert stopped[:2] == ["megadesk-server-scrub.timer", "megadesk-server-backup.timer"]
    assert set(stopped) == {*UNITS, "megadesk-server-scrub.service", "megadesk-server-backup.service"}
    machine.run("postrm", "remove")
    told = machine.run("postinst", "configure", "1.2.3")
    assert "start megadesk-server-backup.timer" in told
    assert "start megadesk-server-scrub.timer" not in told
    assert machine.links() == {str(ALWAYS), str(NIGHTLY)}


def test_a_purge_leaves_no_link_to_a_unit_that_is_gone(tmp_path: Path) -> None:
    """Neither those of the installation nor those of the operator, and nothing masked; twice is as good as once."""
    machine = Machine(tmp_path)
    machine.run("postinst", "configure", "")
    machine.enable(NIGHTLY)
    machine.run("prerm", "remove")
    machine.run("postrm", "remove")
    shutil.rmtree(machine.root / "usr")
    for _ in range(2):
        machine.run("postrm", "purge")
        assert machine.links() == set()


def test_no_script_removes_what_people_have_stored() -> None:
    """Not even a purge."""
    for script in sorted(deb.DEBIAN.iterdir()):
        assert "rm -" not in script.read_text(), script.name


def test_a_day_is_written_in_english() -> None:
    """Whatever the language of the machine."""
    moment = deb.Moment(epoch_s=1_800_000_000)
    assert (moment.date, moment.in_changelogs) == ("2027-01-15", "Fri, 15 Jan 2027 08:00:00 +0000")
