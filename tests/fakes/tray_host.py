"""The tray as its panel sees it: over D-Bus, so that no pixel has to be hunted.

Source: StatusNotifierItem (freedesktop.org draft) and com.canonical.dbusmenu.
"""

from __future__ import annotations

import ast
import re
import time
from dataclasses import dataclass

from fakes.desktop import READY_S, Desktop

WATCHER = "org.kde.StatusNotifierWatcher"


@dataclass(frozen=True, slots=True)
class TrayItem:
    """The item of the app. ``await_item`` finds it."""

    desktop: Desktop
    service: str
    path: str

    def activate(self) -> None:
        """Click on it."""
        self._call(self.path, "org.kde.StatusNotifierItem.Activate", "10", "10")

    def title(self) -> str:
        """Return what a panel says when it is pointed at."""
        return self._call(self.path, "org.freedesktop.DBus.Properties.Get", "org.kde.StatusNotifierItem", "ToolTip")

    def menu(self) -> dict[str, int]:
        """Return the lines of its menu, and their numbers."""
        layout = self._call("/MenuBar", "com.canonical.dbusmenu.GetLayout", "0", "int32 -1", "@as []")
        lines = re.findall(r"\((\d+), \{[^{}]*'label': <'((?:[^'\\]|\\.)*)'>", layout)
        return {ast.literal_eval(f"'{label}'").replace("_", ""): int(number) for number, label in lines}

    def choose(self, label: str) -> None:
        """Choose a line of its menu."""
        number = next(number for words, number in self.menu().items() if words.startswith(label))
        self._call("/MenuBar", "com.canonical.dbusmenu.Event", str(number), "clicked", "<''>", "0")

    def await_title(self, words: str) -> None:
        """Return once it says so."""
        deadline = time.monotonic() + READY_S
        while words not in self.title():
            assert time.monotonic() < deadline, f"“{words}” is not in {self.title()}"

    def _call(self, path: str, method: str, *arguments: str) -> str:
        return self.desktop.run(
            "gdbus", "call", "--session", "--dest", self.service, "--object-path", path, "--method", method, *arguments
        )


def await_item(desktop: Desktop) -> TrayItem:
    """Return the item of the app once the panel knows it."""
    deadline = time.monotonic() + READY_S
    while True:
        answer = desktop.run(
            "gdbus", "call", "--session", "--dest", WATCHER, "--object-path", "/StatusNotifierWatcher",
            "--method", "org.freedesktop.DBus.Properties.Get", WATCHER, "RegisteredStatusNotifierItems",
        )  # fmt: skip
        found = re.search(r"'([^'/]+)(/[^']*)'", answer)
        if found is not None:
            return TrayItem(desktop, found[1], found[2])
        assert time.monotonic() < deadline, "no item came"
