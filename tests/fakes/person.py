"""Somebody who works with the app: with the mouse, or with the keyboard alone. What they want is said in the same words.

    person.go("sync"); person.use("push button", "Add a folder"); person.fill("Folder on this computer", "/home/anna/Work")

With the mouse a thing is found on the screen and clicked. With the keyboard it is reached by Tab, as far as that takes,
and pressed: what Tab does not come to cannot be used, and the test fails with the way it went.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fakes.desktop import READY_S, Desktop, Seen
from megadesk.host.paths import find_profile
from megadesk.ui.pages.book import book
from megadesk.ui.text import plainly

PICTURES = "MEGADESK_PICTURES"
"""A folder that keeps the pictures of the journeys, for people to look at."""

TABS_MAX = 120

NO_FOCUS = {"frame", "dialog", "table cell", "list item", "tree item"}

WAYS = (("mouse", "light"), ("keys", "dark"))
"""Each journey is made in both: so each page is seen in both looks."""


def prefer(home: Path, look: str) -> None:
    """Let the app of a profile be light or dark, as if somebody had set it so."""
    folder = find_profile(str(home), {}).config_dir
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "app.ini").write_text(f"[General]\nappearance={look}\n")


def until(is_so: Callable[[], bool]) -> None:
    """Return once something is so."""
    deadline = time.monotonic() + READY_S
    while not is_so():
        assert time.monotonic() < deadline, "it does not come to be so"


@dataclass(frozen=True, slots=True)
class Person:
    """``by``: mouse or keys. ``look``: the appearance they chose, for the names of pictures. ``home``: of their profile."""

    desktop: Desktop
    by: str
    look: str
    home: Path

    @property
    def has_mouse(self) -> bool:
        """Whether there is a mouse."""
        return self.by == "mouse"

    # -- seeing -----------------------------------------------------------------------------------------------------

    def sees(self, role: str, name: str, *, state: str = "", timeout_s: float = READY_S) -> Seen:
        """Wait for something."""
        return self.desktop.eyes.await_(role, name, state=state, timeout_s=timeout_s)

    def sees_no(self, role: str, name: str) -> None:
        """Wait until it is gone."""
        self.desktop.eyes.await_gone(role, name)

    def picture(self, name: str) -> None:
        """Take a picture, and keep it where people look at them."""
        taken = self.desktop.picture(f"{name}-{self.look}")
        kept = os.environ.get(PICTURES)
        if kept:
            Path(kept).mkdir(parents=True, exist_ok=True)
            shutil.copy(taken, kept)

    # -- doing ------------------------------------------------------------------------------------------------------

    def go(self, page: str) -> None:
        """Show a page of the window: on the rail, or by its keys."""
        words = [entry.word for entry in book()]
        number = words.index(page)
        title = plainly(book()[number].title)
        if self.has_mouse:
            self.desktop.click(self._rail(number))
        else:
            self.desktop.press(f"ctrl+{number + 1}")
        self.sees("label", title)

    def choose(self, role: str, name: str, *, first: str) -> None:
        """Choose one of several that stand below each other: Tab comes to the one that is chosen, arrows to the others."""
        if self.has_mouse:
            self.use(role, name)
            return
        here: Seen | None = self.reach(role, first)
        while here is None or not here.name.startswith(name):
            self.desktop.press("Down")
            self._await_other(here)
            here = self._focus()
            assert here is None or here.role == role, f"Down leads out of them to {here}"

    def follow(self, address: str) -> None:
        """Open an address of the app, as the desktop does when somebody clicks on it."""
        assert self.desktop.start_app(self.home, address).wait(READY_S) == 0

    def use(self, role: str, name: str) -> None:
        """Press a button, or whatever is pressed."""
        if self.has_mouse:
            self.desktop.click(self._into_view(role, name))
        else:
            self.reach(role, name)
            self.desktop.press("space")

    def choose_command(self, menu: str, command: str, keys: str) -> None:
        """Do what stands in a menu, by its keys where there is no mouse."""
        if self.has_mouse:
            self.desktop.click(self.sees("menu item", menu))
            self.desktop.click(self.sees("menu item", command))
        else:
            self.desktop.press(keys)

    def pick(self, table: str, row: str) -> None:
        """Choose a row of a table: with the keyboard by going down to it."""
        cell = self.sees("table cell", row)
        if self.has_mouse:
            self.desktop.click(cell)
            self.sees("table cell", row, state="selected")
            return
        self.reach("table", table)
        self.desktop.press("ctrl+Home")
        for _ in range(len(self.desktop.eyes.all("table cell"))):
            current = self.desktop.eyes.all("table cell", state="focused")
            if any(each.name.startswith(row) for each in current):
                if not any("selected" in each.states for each in current):
                    self.desktop.press("ctrl+space")
                self.sees("table cell", row, state="selected")
                return
            self.desktop.press("Down")
            self._await_row(current)
        raise AssertionError(f"Down does not come to “{row}”")

    def open_row(self, table: str, row: str) -> None:
        """Open what a row stands for."""
        if self.has_mouse:  # choosing it first would be a third click, which goes to whatever opened
            x, y = self.sees("table cell", row).middle
            self.desktop.run("xdotool", "mousemove", str(x), str(y), "click", "--repeat", "2", "--delay", "40", "1")
        else:
            self.pick(table, row)
            self.desktop.press("Return")

    def fill(self, name: str, words: str, role: str = "text") -> None:
        """Write into a field in place of what stands there."""
        if self.has_mouse:
            self.desktop.click(self.sees(role, name, state="enabled"))
            self.sees(role, name, state="focused")
        else:
            self.reach(role, name)
        self.desktop.press("ctrl+a")
        self.desktop.type(words)

    def name_file(self, dialog: str, file: Path) -> None:
        """Say in a dialog which file; its field has the keyboard when it opens.

        Once more if that did not do: proposals open and close while one types, and a key may go with them.
        """
        self.sees("dialog", dialog)
        for patience_s in (10, 10, READY_S):
            self.sees("text", "File name:", state="focused")
            self.desktop.press("ctrl+a")
            self.desktop.type(str(file))
            self.desktop.press("Return")
            if self.desktop.eyes.is_gone("dialog", dialog, timeout_s=patience_s):
                return
        raise AssertionError(f"dialog “{dialog}” stays; there is:\n{self.desktop.eyes.outline()}")

    def agree(self, name: str) -> None:
        """Press the primary button of a window: with the keyboard that is Return."""
        self.sees("push button", name, state="enabled")
        if not self.has_mouse:
            self.desktop.press("Return")
            return
        buttons = self.desktop.eyes.all("push button", state="enabled")
        self.desktop.click([each for each in buttons if each.name.startswith(name)][-1])  # that of the window on top

    def confirm(self, name: str) -> None:
        """Press the button that does what cannot be taken back: Return would not."""
        if self.has_mouse:
            self.agree(name)
        else:
            self.use("push button", name)

    def reach(self, role: str, name: str) -> Seen:
        """Go to something with Tab."""
        self.sees(role, name, state="enabled")
        way: list[str] = []
        for _ in range(TABS_MAX):
            here = self._focus()
            if here is not None:
                way.append(f"{here.role}: {here.name}")
                if here.role == role and here.name.startswith(name):
                    return here
            self.desktop.press("Tab")
            self._await_other(here)
        raise AssertionError(f"Tab does not come to {role} “{name}”; it went by\n" + "\n".join(way))

    # -- inside -----------------------------------------------------------------------------------------------------

    def _into_view(self, role: str, name: str) -> Seen:
        """Turn the wheel until something is within its window."""
        deadline = time.monotonic() + READY_S
        while True:
            found = self.sees(role, name, state="enabled")
            windows = self.desktop.eyes.all("frame", state="showing")
            if not windows or found.y + found.height < windows[0].y + windows[0].height:
                return found
            assert time.monotonic() < deadline, f"the wheel does not bring {role} “{name}” into view"
            x, y = windows[0].middle
            self.desktop.run("xdotool", "mousemove", str(x), str(y), "click", "5")

    def _rail(self, number: int) -> Seen:
        """Return a button of the rail, counted from 0: what they are called says how many problems there are."""
        deadline = time.monotonic() + READY_S
        while True:
            found = self.desktop.eyes.all("check box")  # the rail comes first of all
            if len(found) >= len(book()):
                return found[number]
            assert time.monotonic() < deadline, f"there is no rail:\n{self.desktop.eyes.outline()}"

    def _focus(self) -> Seen | None:
        """Return what has the keyboard. A table says of its current cell that it has it, whoever really does."""
        found = [each for each in self.desktop.eyes.all(state="focused") if each.role not in NO_FOCUS]
        return found[-1] if found else None

    def _await_other(self, before: Seen | None) -> None:
        deadline = time.monotonic() + READY_S
        while self._focus() in {before, None}:
            assert time.monotonic() < deadline, f"Tab leads nowhere from {before}"

    def _await_row(self, before: list[Seen]) -> None:
        deadline = time.monotonic() + READY_S
        while [(each.name, each.y) for each in self.desktop.eyes.all("table cell", state="focused")] == [
            (each.name, each.y) for each in before
        ]:
            assert time.monotonic() < deadline, f"Down leads nowhere from {before}"
