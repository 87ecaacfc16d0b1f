"""A registry of Windows in memory, with the calls of ``winreg``: keys, and in them values with their types.

A key is found whatever the case of its letters, as there. ``locked``: keys in which nothing may be written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class _Key:
    path: str
    may_write: bool
    values: dict[str, tuple[str, Any, int]] = field(default_factory=dict)


class FakeRegistry:
    """Raises what winreg raises: FileNotFoundError for what is not there, PermissionError for what may not be written."""

    HKEY_CURRENT_USER = 0x80000001
    KEY_READ = 0x20019
    KEY_SET_VALUE = 0x0002
    REG_SZ = 1
    REG_BINARY = 3

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, tuple[str, Any, int]]] = {}
        self.locked: set[str] = set()

    @contextmanager
    def OpenKey(self, key: Any, sub_key: str, reserved: int = 0, access: int = KEY_READ) -> Iterator[Any]:  # noqa: N802
        """Open a key that is there, as far as was asked for."""
        assert key == self.HKEY_CURRENT_USER
        assert reserved == 0
        path = sub_key.lower()
        if path not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified", sub_key)
        yield self._opened(path, wants_write=bool(access & self.KEY_SET_VALUE), may_read=bool(access & 1))

    @contextmanager
    def CreateKey(self, key: Any, sub_key: str) -> Iterator[Any]:  # noqa: N802
        """Open a key for reading and writing, made if it is not there."""
        assert key == self.HKEY_CURRENT_USER
        path = sub_key.lower()
        opened = self._opened(path, wants_write=True, may_read=True)
        self.keys.setdefault(path, {})
        yield _Key(path, opened.may_write, self.keys[path])

    def _opened(self, path: str, *, wants_write: bool, may_read: bool) -> _Key:
        if wants_write and path in {locked.lower() for locked in self.locked}:
            raise PermissionError(13, "Access is denied", path)
        return _Key(path, wants_write, self.keys.get(path, {}) if may_read or wants_write else {})

    def QueryValueEx(self, key: Any, name: str) -> tuple[Any, int]:  # noqa: N802
        """Return a value and its type."""
        _, value, kind = self._found(key, name)
        return value, kind

    def SetValueEx(self, key: Any, name: str, reserved: int, kind: int, value: Any) -> None:  # noqa: N802
        """Write a value of the type it must have."""
        assert reserved == 0
        assert isinstance(value, str if kind == self.REG_SZ else bytes)
        if not key.may_write:
            raise PermissionError(13, "Access is denied", name)
        key.values[name.lower()] = (name, value, kind)

    def DeleteValue(self, key: Any, name: str) -> None:  # noqa: N802
        """Take a value away."""
        if not key.may_write:
            raise PermissionError(13, "Access is denied", name)
        self._found(key, name)
        del key.values[name.lower()]

    def _found(self, key: Any, name: str) -> tuple[str, Any, int]:
        try:
            found: tuple[str, Any, int] = key.values[name.lower()]
        except KeyError:
            raise FileNotFoundError(2, "The system cannot find the file specified", name) from None
        return found

    # -- what other programs do ---------------------------------------------------------------------------------------

    def put(self, path: str, name: str, value: Any) -> None:
        """Write a value as another program would."""
        kind = self.REG_SZ if isinstance(value, str) else self.REG_BINARY
        self.keys.setdefault(path.lower(), {})[name.lower()] = (name, value, kind)

    def all_values(self) -> dict[str, Any]:
        """Return everything that is in it, by key and name."""
        return {f"{path}:{name}": value for path, values in self.keys.items() for name, value, _ in values.values()}
