r"""Whether the app starts when its person logs in, in the way each system has for it.

    Linux     ~/.config/autostart/megadesk.desktop     macOS     ~/Library/LaunchAgents/org.megadesk.megadesk.plist
    Windows   HKCU ... CurrentVersion\Run              (run_key.py)

What stands there is the truth: it is read each time, since people switch things off in the settings of their system as
well. The texts are made by functions of their own; only ``Autostart`` touches anything. ``renew``: programs move, an
AppImage from one folder to the next, and what starts at login would start nothing. What a person wrote into an entry stays.
"""

from __future__ import annotations

import plistlib
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from xml.parsers.expat import ExpatError

from megadesk.host.paths import Profile
from megadesk.host.private import file_error, write_private
from megadesk.host.program import own_command
from megadesk.host.run_key import Registry, RunKey, program_of

APP: Final = "megadesk"
ICON: Final = "org.megadesk.Megadesk"
FLATPAK: Final = Path("/.flatpak-info")
"""Inside a Flatpak only a portal may ask for it."""

_OFF: Final = ("Hidden=true", "X-GNOME-Autostart-enabled=false")


def app_command(profile: Profile, environ: Mapping[str, str]) -> list[str]:
    """Return the command that starts the app of a profile in the background."""
    home = [] if profile.home is None else ["--home", str(profile.home)]
    return own_command([*home, "--background"], environ, is_windowed=True)


def entry_name(profile: Profile) -> str:
    """Return what the entry of a profile is called: two profiles start side by side."""
    return APP if profile.home is None else f"{APP}-{profile.id[:8]}"


# -- the texts --------------------------------------------------------------------------------------------------------


def desktop_entry(command: Sequence[str]) -> str:
    """Return an XDG autostart file."""
    return (
        "[Desktop Entry]\nType=Application\nName=megadesk\nComment=Keep folders in step\n"
        f"Exec={exec_line(command)}\nIcon={ICON}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"
    )


def exec_line(command: Sequence[str]) -> str:
    """Return a command as an Exec key takes it: each word in quotation marks, twice escaped, no field codes."""
    return " ".join(map(_exec_word, command))


def _exec_word(word: str) -> str:
    quoted = "".join(f"\\{char}" if char in '"`$\\' else char for char in word)
    return f'"{quoted}"'.replace("\\", "\\\\").replace("%", "%%").replace("\n", "\\n")


def program_of_entry(text: str) -> str:
    """Return the program that an autostart file of ours starts; nothing if it has none."""
    line = re.search(r"^Exec=(.*)$", text, re.MULTILINE)
    # Escaped twice: as a word in quotation marks, and then as any text of such a file.
    once = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], line[1] if line else "")
    word = re.match(r'"((?:[^"\\]|\\.)*)"', once, re.DOTALL)
    return re.sub(r"\\(.)", r"\1", word[1]).replace("%%", "%") if word else ""


def is_entry_on(text: str) -> bool:
    """Whether an autostart file is in force: people and desktops switch one off by a line in it."""
    lines = {line.strip().replace(" ", "").lower() for line in text.splitlines()}
    return not any(off.lower() in lines for off in _OFF)


def keys_of_entry(text: str) -> set[str]:
    """Return what an autostart file says something about."""
    return {key.strip() for key, sign, _ in (line.partition("=") for line in text.splitlines()) if sign}


def read_agent(data: bytes) -> Mapping[str, Any]:
    """Return what a property list for launchd says; nothing if it cannot be read."""
    try:
        found = plistlib.loads(data)
    except (plistlib.InvalidFileException, ExpatError, ValueError, LookupError, TypeError, AttributeError):
        return {}
    return found if isinstance(found, dict) else {}


def program_of_agent(agent: Mapping[str, Any]) -> str:
    """Return the program that launchd starts by this; nothing if there is none."""
    words = agent.get("ProgramArguments")
    return str(words[0]) if isinstance(words, list) and words else ""


def launch_agent(label: str, command: Sequence[str]) -> bytes:
    """Return a property list for launchd."""
    return plistlib.dumps(
        {"Label": label, "ProgramArguments": list(command), "RunAtLoad": True, "ProcessType": "Interactive"}
    )


def run_value(command: Sequence[str]) -> str:
    """Return a command as the Run key of Windows takes it.

    The program always stands in quotation marks: the installer writes the same line, and knows no folder's name before.
    """
    program, *words = command
    return f'"{program}" {subprocess.list2cmdline(words)}'


# -- the entry --------------------------------------------------------------------------------------------------------


class Autostart:
    """The entry of one profile. Safe from any thread, since each call stands for itself."""

    def __init__(
        self,
        profile: Profile,
        environ: Mapping[str, str],
        *,
        platform: str = sys.platform,
        flatpak: Path = FLATPAK,
        registry: Registry | None = None,
    ) -> None:
        self._platform = platform
        self._name = entry_name(profile)
        self._command = app_command(profile, environ)
        self._environ = environ
        self._run_key = RunKey(self._name, registry) if platform == "win32" else None
        self.is_possible = platform != "linux" or not flatpak.exists()

    @property
    def file(self) -> Path:
        """Where the entry stands; not on Windows, where it is no file."""
        home = Path(self._environ.get("HOME") or Path.home())
        if self._platform == "darwin":
            return home / "Library" / "LaunchAgents" / f"org.megadesk.{self._name}.plist"
        config = self._environ.get("XDG_CONFIG_HOME", "")
        base = Path(config) if Path(config).is_absolute() else home / ".config"
        return base / "autostart" / f"{self._name}.desktop"

    def is_on(self) -> bool:
        """Whether the app starts at login, as the system would have it now."""
        if self._run_key is not None:
            return self._run_key.is_on()
        data = self._read()
        return data is not None and (self._platform == "darwin" or is_entry_on(data.decode("utf-8", "replace")))

    def turn(self, *, on: bool) -> None:
        """Have it start at login, or not any more. AccessDenied, DiskFull if that cannot be written down."""
        if self._run_key is not None:
            self._run_key.turn(run_value(self._command) if on else None)
            return
        file = self.file
        try:
            if not on:
                file.unlink(missing_ok=True)
                return
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise file_error(e, file) from e
        write_private(file, self._text())

    def renew(self) -> None:
        """Have an entry start this program that starts one which is not there any more, or ours in another way.

        What is off stays off, and an entry of another installation that is there is left to it. AccessDenied, DiskFull.
        """
        if self.is_possible and self.is_on() and self._is_stale():
            self.turn(on=True)

    def _is_stale(self) -> bool:
        if self._run_key is not None:
            value = self._run_key.value()
            program = program_of(value)
            return value != run_value(self._command) and (program == self._command[0] or _is_gone(program))
        data, right = self._read() or b"", self._text()
        (program, keys), (_, own_keys) = self._said(data), self._said(right)
        if not keys:
            return True  # nothing of it can be read: it starts nothing
        is_as_we_write = program == self._command[0] and keys <= own_keys
        return data != right and (is_as_we_write or _is_gone(program))

    def _said(self, data: bytes) -> tuple[str, set[str]]:
        """Return which program an entry starts, nothing if that is not written as we do, and what it speaks of."""
        if self._platform == "darwin":
            agent = read_agent(data)
            return program_of_agent(agent), set(agent)
        text = data.decode("utf-8", "replace")
        return program_of_entry(text), keys_of_entry(text)

    def _text(self) -> bytes:
        if self._platform == "darwin":
            return launch_agent(f"org.megadesk.{self._name}", self._command)
        return desktop_entry(self._command).encode()

    def _read(self) -> bytes | None:
        try:
            return self.file.read_bytes()
        except OSError:
            return None


def _is_gone(program: str) -> bool:
    return program != "" and not Path(program).is_file()
