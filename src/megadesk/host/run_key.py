r"""What starts at login on Windows: a value of the Run key, and beside it what a person said in the settings of the system.

    HKCU\Software\Microsoft\Windows\CurrentVersion\Run                             megadesk = "C:\...\megadeskw.exe" --background
    HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run    megadesk = 02 00 ...   an odd first byte: off

The registry comes as a value with the calls of ``winreg`` that are made here, so that all of this runs, and is tested,
on every system.
"""

from __future__ import annotations

import importlib
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final, Protocol

from megadesk.host.private import file_error

RUN: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED: Final = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"


class Registry(Protocol):
    """What we use of ``winreg``; FileNotFoundError for what is not there, PermissionError for what may not be."""

    HKEY_CURRENT_USER: Any
    KEY_SET_VALUE: int
    REG_SZ: int

    def OpenKey(self, key: Any, sub_key: str, reserved: int = 0, access: int = ...) -> AbstractContextManager[Any]:  # noqa: N802 -- winreg's names
        """Open a key that is there."""

    def CreateKey(self, key: Any, sub_key: str) -> AbstractContextManager[Any]:  # noqa: N802
        """Open a key, made now if it is not there."""

    def QueryValueEx(self, key: Any, name: str) -> tuple[Any, int]:  # noqa: N802
        """Return a value and its type."""

    def SetValueEx(self, key: Any, name: str, reserved: int, kind: int, value: Any) -> None:  # noqa: N802
        """Write a value."""

    def DeleteValue(self, key: Any, name: str) -> None:  # noqa: N802
        """Take a value away."""


def system_registry() -> Registry:
    """Return the registry of this computer; there is one on Windows only."""
    found: Any = importlib.import_module("winreg")
    registry: Registry = found
    return registry


class RunKey:
    """One value of the Run key."""

    def __init__(self, name: str, registry: Registry | None = None) -> None:
        self._name = name
        self._registry = registry or system_registry()

    def value(self) -> str:
        """Return the command that starts at login; nothing if there is none."""
        found = self._read(RUN)
        return found if isinstance(found, str) else ""

    def is_on(self) -> bool:
        """Whether there is one that was not switched off in the settings of the system."""
        if not self.value():
            return False
        said = self._read(APPROVED)
        return not (isinstance(said, bytes) and said[:1] and said[0] & 1)

    def turn(self, command: str | None) -> None:
        """Have a command start at login, None: nothing any more. AccessDenied if that is not allowed."""
        registry = self._registry
        try:
            with registry.CreateKey(registry.HKEY_CURRENT_USER, RUN) as key:
                if command is not None:
                    registry.SetValueEx(key, self._name, 0, registry.REG_SZ, command)
                else:
                    registry.DeleteValue(key, self._name)
        except FileNotFoundError:
            pass  # it was not there
        except OSError as e:
            raise file_error(e, Path(RUN)) from e
        # Who switches it on here means it, whatever was said in the settings of the system before.
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, APPROVED, 0, registry.KEY_SET_VALUE) as key:
                registry.DeleteValue(key, self._name)
        except OSError:
            return

    def _read(self, path: str) -> object:
        registry = self._registry
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, path) as key:
                return registry.QueryValueEx(key, self._name)[0]
        except OSError:
            return None


def program_of(command: str) -> str:
    """Return the program of a command line as Windows reads it: up to the next quotation mark, or to the first blank."""
    command = command.strip()
    if command.startswith('"'):
        return command[1:].partition('"')[0]
    return command.partition(" ")[0]
