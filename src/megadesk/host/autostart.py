r"""Whether the app starts when its person logs in, in the way each system has for it.

    Linux     ~/.config/autostart/megadesk.desktop     macOS     ~/Library/LaunchAgents/org.megadesk.app.plist
    Windows   HKCU ... CurrentVersion\Run

What stands there is the truth: it is read each time, since people switch things off in the settings of their system as
well. The texts are made by functions of their own; only ``Autostart`` touches anything.
"""

from __future__ import annotations

import plistlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from megadesk.host.paths import Profile
from megadesk.host.private import file_error, write_private
from megadesk.host.process import is_frozen

APP: Final = "megadesk"
RUN_KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED_KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
FLATPAK: Final = Path("/.flatpak-info")
"""Inside a Flatpak only a portal may ask for it."""

_OFF: Final = ("Hidden=true", "X-GNOME-Autostart-enabled=false")


def app_command(profile: Profile) -> list[str]:
    """Return the command that starts the app of a profile in the background."""
    # -P: a file in the current folder must not take the place of a module of ours.
    program = [sys.executable] if is_frozen() else [sys.executable, "-P", "-m", APP]
    home = [] if profile.home is None else ["--home", str(profile.home)]
    return [*program, *home, "--background"]


def entry_name(profile: Profile) -> str:
    """Return what the entry of a profile is called: two profiles start side by side."""
    return APP if profile.home is None else f"{APP}-{profile.id[:8]}"


# -- the texts --------------------------------------------------------------------------------------------------------


def desktop_entry(command: Sequence[str]) -> str:
    """Return an XDG autostart file."""
    return (
        "[Desktop Entry]\nType=Application\nName=megadesk\nComment=Keep folders in step\n"
        f"Exec={exec_line(command)}\nIcon=megadesk\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"
    )


def exec_line(command: Sequence[str]) -> str:
    """Return a command as an Exec key takes it: each word in quotation marks, twice escaped, no field codes."""
    return " ".join(map(_exec_word, command))


def _exec_word(word: str) -> str:
    quoted = "".join(f"\\{char}" if char in '"`$\\' else char for char in word)
    return f'"{quoted}"'.replace("\\", "\\\\").replace("%", "%%").replace("\n", "\\n")


def is_entry_on(text: str) -> bool:
    """Whether an autostart file is in force: people and desktops switch one off by a line in it."""
    lines = {line.strip().replace(" ", "").lower() for line in text.splitlines()}
    return not any(off.lower() in lines for off in _OFF)


def launch_agent(label: str, command: Sequence[str]) -> bytes:
    """Return a property list for launchd."""
    return plistlib.dumps(
        {"Label": label, "ProgramArguments": list(command), "RunAtLoad": True, "ProcessType": "Interactive"}
    )


def run_value(command: Sequence[str]) -> str:
    """Return a command as the Run key of Windows takes it."""
    return subprocess.list2cmdline(command)


# -- the entry --------------------------------------------------------------------------------------------------------


class Autostart:
    """The entry of one profile. Safe from any thread, since each call stands for itself."""

    def __init__(
        self, profile: Profile, environ: Mapping[str, str], *, platform: str = sys.platform, flatpak: Path = FLATPAK
    ) -> None:
        self._platform = platform
        self._name = entry_name(profile)
        self._command = app_command(profile)
        self._environ = environ
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
        if self._platform == "win32":
            return _is_in_registry(self._name)
        try:
            data = self.file.read_bytes()
        except OSError:
            return False
        return self._platform == "darwin" or is_entry_on(data.decode("utf-8", "replace"))

    def turn(self, *, on: bool) -> None:
        """Have it start at login, or not any more. AccessDenied, DiskFull if that cannot be written down."""
        if self._platform == "win32":
            _set_in_registry(self._name, run_value(self._command) if on else None)
            return
        file = self.file
        try:
            if not on:
                file.unlink(missing_ok=True)
                return
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise file_error(e, file) from e
        is_mac = self._platform == "darwin"
        write_private(
            file,
            launch_agent(f"org.megadesk.{self._name}", self._command)
            if is_mac
            else desktop_entry(self._command).encode(),
        )


def _is_in_registry(name: str) -> bool:
    """Whether the Run key of Windows has an entry that was not switched off in the settings of the system."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                winreg.QueryValueEx(key, name)
        except OSError:
            return False
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, APPROVED_KEY) as key:
                said, _ = winreg.QueryValueEx(key, name)
        except OSError:
            return True
        return not (isinstance(said, bytes) and said[:1] and said[0] & 1)
    return False


def _set_in_registry(name: str, value: str | None) -> None:
    """Write an entry into the Run key of Windows, or take it out."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                if value is not None:
                    winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)
                else:
                    winreg.DeleteValue(key, name)
        except FileNotFoundError:
            return
        except OSError as e:
            raise file_error(e, Path(RUN_KEY)) from e
        # Who switches it on here means it, whatever was said in the settings of the system before.
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, APPROVED_KEY, 0, winreg.KEY_SET_VALUE) as key:
                winreg.DeleteValue(key, name)
        except OSError:
            return
