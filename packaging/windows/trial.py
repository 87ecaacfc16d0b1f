r"""Try the installer on a system: install, upgrade over a running version, move, uninstall, and look at what is there.

    PYTHONPATH=packaging python3 -m windows.trial --target amd64-unicode      under Wine, in a prefix of its own
    ... python -m windows.trial --here                                        on a Windows that can be thrown away

What is installed are two small programs that write down how they were called (trial_program.nsi), so that it takes
seconds; the installer around them is built by release/windows.py from the script that releases use. Every claim is one
line of output, and the exit code says whether all hold.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Final

from release.windows import PROGRAMS, build_installer

HERE: Final = Path(__file__).parent
UNINSTALL: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\megadesk"
RUN: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
SCHEME: Final = r"HKCU\Software\Classes\megadesk"
ENVIRONMENT: Final = r"HKCU\Environment"

DONE: Final = 0
GIVEN_UP: Final = 2
PATIENCE_S: Final = 120
POLL_S: Final = 0.05

_VALUE: Final = re.compile(r"    (?P<name>.+?)    (?P<kind>REG_\w+)    ?(?P<text>.*)")


class System:
    """A Windows: its programs, its files and its registry. This one, or Wine in a prefix below ``work``."""

    def __init__(self, work: Path, *, here: bool) -> None:
        self._environ = dict(os.environ)
        self._wine: list[str] = []
        if here:
            self.local = Path(os.environ["LOCALAPPDATA"])
        else:
            self._wine = [_wine()]
            self._environ |= {
                "WINEPREFIX": str(work / "prefix"), "WINEARCH": "win64", "WINEDEBUG": "-all", "DISPLAY": "",
                # No browser, no .NET, no entries in the menus of this computer.
                "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d",
            }  # fmt: skip
            self.run("wineboot", "-i")
            self.run("winecfg", "/v", "win10")
            self.local = next((work / "prefix" / "drive_c" / "users").glob("[!P]*/AppData/Local"))
        self.app = self.local / "Programs" / "megadesk"
        self.notes = self.local / "megadesk-trial"

    def run(self, program: str | Path, *words: str) -> int:
        """Return the exit code of a program that was waited for."""
        return self.start(program, *words).wait(PATIENCE_S)

    def start(self, program: str | Path, *words: str) -> subprocess.Popen[bytes]:
        """Return a program that runs.

        It has no pipe to us: what Wine keeps running would hold its end open for good.
        """
        return subprocess.Popen(
            [*self._wine, str(program), *words], env=self._environ, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def end(self) -> None:
        """Have Wine end all that it keeps running."""
        if self._wine:
            self.run("wineboot", "--kill")

    def name_of(self, path: Path) -> str:
        """Return a path of this computer as Windows has it."""
        if not self._wine:
            return str(path)
        below = path.relative_to(self.local.parents[3])
        return "C:\\" + "\\".join(below.parts)

    def values(self, key: str) -> dict[str, tuple[str, str]]:
        """Return the kind and the text of each value of a key, by name."""
        command = [*self._wine, "reg", "query", key]
        with tempfile.TemporaryFile() as said:
            subprocess.run(command, env=self._environ, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False)
            said.seek(0)
            lines = said.read().decode("ascii", "replace").splitlines()
        found = map(_VALUE.fullmatch, lines)
        return {match["name"]: (match["kind"], match["text"]) for match in found if match}

    def put(self, key: str, name: str, text: str, kind: str = "REG_SZ") -> None:
        """Write a value."""
        self.run("reg", "add", key, "/v", name, "/t", kind, "/d", text, "/f")

    def take(self, key: str, name: str) -> None:
        """Take a value away."""
        self.run("reg", "delete", key, "/v", name, "/f")

    def files(self) -> set[str]:
        """Return all files of the installation."""
        return {path.relative_to(self.app).as_posix() for path in self.app.rglob("*") if path.is_file()}

    def calls(self) -> list[str]:
        """Return the arguments of each call of our programs so far, and forget them."""
        file = self.notes / "calls.txt"
        if not file.exists():
            return []
        lines = file.read_text(encoding="ascii").splitlines()
        file.unlink()
        return [re.sub(r'^"[^"]*"\s*|^\S+\s*', "", line) for line in lines]


def _wine() -> str:
    places = (shutil.which("wine64"), shutil.which("wine"), "/usr/lib/wine/wine64")
    return next(place for place in places if place and Path(place).exists())


class Trial:
    """The claims, one after the other, on one system."""

    def __init__(self, system: System, work: Path, target: str) -> None:
        self._system = system
        self._work = work
        self._target = target
        self.failed = 0
        self._seen: list[str] = []
        self._first = self._installer(
            "1.0.0", {"_internal/base.zip": b"1", "_internal/gone/old.dll": b"1", "_internal/gone/METADATA": b""}
        )
        self._second = self._installer("1.1.0", {"_internal/base.zip": b"2", "_internal/new.dll": b"2"})

    def _installer(self, version: str, files: dict[str, bytes]) -> Path:
        frozen = self._work / version
        for place, content in files.items():
            (frozen / place).parent.mkdir(parents=True, exist_ok=True)
            (frozen / place).write_bytes(content)
        for program in PROGRAMS:
            words = [f"-DOUT={frozen / program}", *([f"-DTARGET={self._target}"] if self._target else [])]
            subprocess.run(["makensis", "-V1", "-NOCD", *words, "trial_program.nsi"], cwd=HERE, check=True)
        return build_installer(frozen, self._work / "out", version, target=self._target)

    def claim(self, words: str, *, holds: bool) -> None:
        """Say one claim, and whether it holds."""
        print("ok     " if holds else "FAILED ", words, flush=True)  # noqa: T201 -- that is what it is for
        self.failed += not holds

    def run(self) -> None:
        """Try all of it; each part begins where the one before ended."""
        self.fresh()
        self.upgrade()
        self.deaf()
        self.move()
        self.uninstall()
        self.long_path()

    def fresh(self) -> None:
        """The first installation."""
        system, app = self._system, self._system.name_of(self._system.app)
        system.put(ENVIRONMENT, "Path", r"%USERPROFILE%\bin;C:\tools", "REG_EXPAND_SZ")
        self.claim("a first installation ends well", holds=system.run(self._first, "/S") == DONE)
        there = {
            *PROGRAMS,
            "_internal/base.zip",
            "_internal/gone/old.dll",
            "_internal/gone/METADATA",
            "installed-files.txt",
            "uninstall-megadesk.exe",
        }
        self.claim("all files are there, and no others", holds=system.files() == there)
        run = system.values(RUN).get("megadesk")
        self.claim(
            "it starts at login, as the app would write it",
            holds=run == ("REG_SZ", rf'"{app}\megadeskw.exe" --background'),
        )
        command = system.values(rf"{SCHEME}\shell\open\command")
        self.claim("it opens its addresses", holds=("REG_SZ", rf'"{app}\megadeskw.exe" "%1"') in command.values())
        self.claim("the scheme is marked as one", holds="URL Protocol" in system.values(SCHEME))
        path = system.values(ENVIRONMENT).get("Path")
        self.claim(
            "PATH has its folder, and all that it had",
            holds=path == ("REG_EXPAND_SZ", rf"%USERPROFILE%\bin;C:\tools;{app}"),
        )
        shown = {name: text for name, (_, text) in system.values(UNINSTALL).items()}
        self.claim("the list of apps has its version", holds=shown.get("DisplayVersion") == "1.0.0")
        self.claim("the list of apps has a size", holds=int(shown.get("EstimatedSize", "0"), 16) > 0)
        quiet = rf'"{app}\uninstall-megadesk.exe" /S'
        self.claim("the list of apps can remove it without a word", holds=shown.get("QuietUninstallString") == quiet)
        self.claim("the start menu has it, the desktop has not", holds=self._links() == ["Programs"])

    def upgrade(self) -> None:
        """A new version over one that runs, of a person who has changed some things."""
        system = self._system
        (system.app / "mine.txt").write_text("mine", encoding="ascii")
        system.take(RUN, "megadesk")
        running = system.start(system.app / "megadeskw.exe", "--background")
        self._wait_for_call()
        self.claim("a new version installs over one that runs", holds=system.run(self._second, "/S") == DONE)
        self.claim("app and engine were asked to end", holds=self._calls(3)[:2] == ["--quit", "engine stop"])
        self.claim("and the app has ended", holds=running.wait(PATIENCE_S) == 0)
        self.claim("and goes on as the new version", holds=self._seen[2:] == ["--background"])
        there = {
            *PROGRAMS,
            "_internal/base.zip",
            "_internal/new.dll",
            "installed-files.txt",
            "uninstall-megadesk.exe",
            "mine.txt",
        }
        self.claim("what the new version has not is gone, what is a person's is there", holds=system.files() == there)
        self.claim("an empty folder of the old version is gone", holds=not (system.app / "_internal" / "gone").exists())
        self.claim("files are the new ones", holds=(system.app / "_internal" / "base.zip").read_bytes() == b"2")
        self.claim("who switched off the start at login is left alone", holds="megadesk" not in system.values(RUN))
        self.claim(
            "the list of apps has the new version", holds=system.values(UNINSTALL)["DisplayVersion"][1] == "1.1.0"
        )
        path = system.values(ENVIRONMENT)["Path"][1]
        self.claim("PATH has its folder once", holds=path.count("megadesk") == 1)

    def deaf(self) -> None:
        """A program that does not end when it is asked to."""
        system = self._system
        before = system.files()
        running = system.start(system.app / "megadeskw.exe", "--deaf")
        self._wait_for_call()
        self.claim("an installation over what does not end gives up", holds=system.run(self._first, "/S") == GIVEN_UP)
        uninstaller = system.app / "uninstall-megadesk.exe"
        # _?= has it stay in its folder, so that its exit code can be seen.
        gave_up = system.run(uninstaller, "/S", f"_?={system.name_of(system.app)}") == GIVEN_UP
        self.claim("so does an uninstall", holds=gave_up)
        self.claim("and nothing has changed", holds=system.files() == before and "Path" in system.values(ENVIRONMENT))
        (system.notes / "over").touch()
        running.wait(PATIENCE_S)
        system.calls()

    def move(self) -> None:
        """The same version into another folder."""
        system = self._system
        old, system.app = system.app, system.local / "Other"
        new = system.name_of(system.app)
        self.claim("it installs into another folder", holds=system.run(self._second, "/S", f"/D={new}") == DONE)
        self.claim(
            "the first folder keeps what is a person's alone",
            holds=[path.name for path in old.iterdir()] == ["mine.txt"],
        )
        path = system.values(ENVIRONMENT)["Path"][1]
        self.claim("PATH has the new folder and not the old one", holds=path == rf"%USERPROFILE%\bin;C:\tools;{new}")

    def uninstall(self) -> None:
        """The way back."""
        system, app = self._system, self._system.name_of(self._system.app)
        profile = system.local / "megadesk"
        profile.mkdir(exist_ok=True)
        (profile / "keys").write_text("keys", encoding="ascii")
        system.put(RUN, "megadesk", f"{app}\\megadeskw.exe --background")
        system.put(RUN, "megadesk-0123abcd", f"{app}\\megadeskw.exe --home D --background")
        system.put(RUN, "another", r"C:\another.exe")
        system.put(APPROVED, "megadesk", "0300", "REG_BINARY")
        system.run(system.app / "uninstall-megadesk.exe", "/S", f"_?={app}")
        system.run(system.app / "uninstall-megadesk.exe", "/S")
        self.claim("app and engine were asked to end", holds=system.calls()[-2:] == ["--quit", "engine stop"])
        self.claim("the files are gone", holds=system.files() <= {"uninstall-megadesk.exe"})
        self.claim("nothing of it starts at login, all else does", holds=set(system.values(RUN)) == {"another"})
        self.claim("nor is anything left of what was said about that", holds=system.values(APPROVED) == {})
        self.claim(
            "addresses, shortcuts and the list of apps forget it",
            holds=not (system.values(SCHEME) or system.values(UNINSTALL) or self._links()),
        )
        path = system.values(ENVIRONMENT).get("Path")
        self.claim("PATH is what it was", holds=path == ("REG_EXPAND_SZ", r"%USERPROFILE%\bin;C:\tools"))
        self.claim("the profile is there", holds=(profile / "keys").read_text(encoding="ascii") == "keys")
        system.take(RUN, "another")

    def long_path(self) -> None:
        """A PATH that does not fit into a string of the installer."""
        system = self._system
        long = ";".join(rf"C:\folder{number:03}" for number in range(400))
        system.put(ENVIRONMENT, "Path", long)
        self.claim("a PATH that is too long does not stop an installation", holds=system.run(self._first, "/S") == DONE)
        self.claim("and is left as it is", holds=system.values(ENVIRONMENT)["Path"] == ("REG_SZ", long))
        system.run(system.app / "uninstall-megadesk.exe", "/S")

    def _links(self) -> list[str]:
        users = self._system.local.parents[1]
        return sorted(path.parent.name for path in users.rglob("megadesk.lnk"))

    def _calls(self, count: int) -> list[str]:
        """Return the calls of our programs, once there are so many: who starts one does not wait for it."""
        pause, self._seen = threading.Event(), self._system.calls()
        while len(self._seen) < count:
            pause.wait(POLL_S)
            self._seen += self._system.calls()
        return self._seen

    def _wait_for_call(self) -> None:
        """Return once a program that was started says so."""
        calls, pause = self._system.notes / "calls.txt", threading.Event()
        while not calls.exists():
            pause.wait(POLL_S)
        self._system.calls()


def main() -> int:
    """Return 0 if every claim holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--here", action="store_true", help="in this Windows, whose PATH and installation it changes")
    parser.add_argument("--target", default="", help="a kind of installer, for example amd64-unicode")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="megadesk-trial-") as folder:
        system = System(Path(folder), here=options.here)
        try:
            trial = Trial(system, Path(folder), options.target)
            trial.run()
        finally:
            system.end()
    return 1 if trial.failed else 0


if __name__ == "__main__":
    sys.exit(main())
