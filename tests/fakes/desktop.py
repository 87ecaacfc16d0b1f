"""A desktop without a screen: X server, session bus, window manager and a panel with a tray, all of its own.

    with Desktop(tmp_path) as desktop:
        app = desktop.start_app(home)             megadesk as a person starts it
        desktop.eyes.await_("push button", "Pause")    what a screen reader would find, with its place on the screen
        desktop.click(found); desktop.type("..."); desktop.press("ctrl+4"); desktop.picture("name")

Keys and the pointer are synthesized by xdotool; what there is to see is asked over AT-SPI, as assistive technology does,
so that a part without a name cannot even be tested. Nothing waits by the clock: each wait is for something that appears.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from fakes.processes import SOURCE, environment, megadesk
from fakes.session_bus import bus_command

PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0"><property name="configver" type="int" value="2"/>
<property name="panels" type="array"><value type="int" value="1"/><property name="dark-mode" type="bool" value="true"/>
<property name="panel-1" type="empty"><property name="position" type="string" value="p=6;x=0;y=0"/>
<property name="length" type="uint" value="100"/><property name="position-locked" type="bool" value="true"/>
<property name="size" type="uint" value="28"/><property name="plugin-ids" type="array"><value type="int" value="1"/>
<value type="int" value="2"/></property></property></property><property name="plugins" type="empty">
<property name="plugin-1" type="string" value="separator"><property name="expand" type="bool" value="true"/></property>
<property name="plugin-2" type="string" value="systray"/></property></channel>
"""
PANEL_PATH = "xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml"
SCREEN = "1280x800x24"
SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's own, which has the bindings of AT-SPI; a virtual environment does not."""

READY_S = 30
ENDING_S = 20
SAID_CHARS = 3000
TRAY = "org.kde.StatusNotifierWatcher"


def _end(child: subprocess.Popen[bytes]) -> None:
    """Wait for a program of the desktop that was told to end; one that does not, a panel whose bus went first, is ended."""
    try:
        child.wait(ENDING_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One thing on the screen: what it is, what it is called, where it is, and how it stands."""

    role: str
    name: str
    description: str
    x: int
    y: int
    width: int
    height: int
    states: tuple[str, ...]

    @property
    def middle(self) -> tuple[int, int]:
        """Where a person would click."""
        return self.x + self.width // 2, self.y + self.height // 2


class Eyes:
    """What a screen reader finds. A program of the system's Python looks; lines of JSON go to and fro."""

    def __init__(self, environ: dict[str, str], besides: Callable[[], str]) -> None:
        """``besides``: what else there is to say when something does not come."""
        self._besides = besides
        self._child = subprocess.Popen(
            [SYSTEM_PYTHON, str(Path(__file__).with_name("eyes.py"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environ, text=True,
        )  # fmt: skip

    def ask(self, **question: Any) -> Any:
        """Return the answer to one question."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(json.dumps(question) + "\n")
        self._child.stdin.flush()
        line = self._child.stdout.readline()
        assert line, "the eyes have ended"
        return json.loads(line)

    def await_(self, role: str, name: str, *, timeout_s: float = READY_S, state: str = "") -> Seen:
        """Return the first thing of a role whose name begins so and that is shown; fail with all there is if none comes."""
        found = self.ask(do="await", role=role, name=name, timeout_s=timeout_s, state=state)
        assert found is not None, f"no {role} “{name}” came; there is:\n{self._all_there_is()}"
        return Seen(**{**found, "states": tuple(found["states"])})

    def await_gone(self, role: str, name: str, *, timeout_s: float = READY_S) -> None:
        """Return once there is none any more; fail with all there is if one stays."""
        assert self.is_gone(role, name, timeout_s=timeout_s), (
            f"{role} “{name}” stays; there is:\n{self._all_there_is()}"
        )

    def is_gone(self, role: str, name: str, *, timeout_s: float) -> bool:
        """Whether there is none any more, as soon as that is so."""
        return bool(self.ask(do="await_gone", role=role, name=name, timeout_s=timeout_s))

    def all(self, role: str = "", *, state: str = "") -> list[Seen]:
        """Return everything that is shown, of a role, in a state, or at all."""
        found = self.ask(do="all", role=role, state=state)
        return [Seen(**{**each, "states": tuple(each["states"])}) for each in found]

    def outline(self) -> str:
        """Return what there is, a line each."""
        return "\n".join(f"{each.role}: {each.name}" for each in self.all())

    def _all_there_is(self) -> str:
        return f"{self.outline()}\nprograms that can be seen: {self.ask(do='programs')}\n{self._besides()}"

    def close(self) -> None:
        """Look no more."""
        self._child.communicate(timeout=10)


class Desktop:
    """Use it in a ``with``. Pictures go to ``folder``."""

    def __init__(self, folder: Path, *, has_tray: bool = True) -> None:
        self.folder = folder
        self._has_tray = has_tray
        self._children: list[subprocess.Popen[bytes]] = []
        self._apps: list[subprocess.Popen[bytes]] = []
        self.environ: dict[str, str] = {}

    def __enter__(self) -> Self:
        for name in ("run", "config", "cache"):
            (self.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        panel = self.folder / "config" / PANEL_PATH
        panel.parent.mkdir(parents=True)
        panel.write_text(PANEL)
        self.environ = environment() | {
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "LANG": "C.UTF-8",
            "NO_AT_BRIDGE": "0",
        }
        self.environ.pop("WAYLAND_DISPLAY", None)
        display = self._start_telling("Xvfb", "-displayfd", "{fd}", "-screen", "0", SCREEN, "-nolisten", "tcp")
        self.environ["DISPLAY"] = f":{display}"
        bus = self._start_telling(*bus_command(self.folder / "bus"))
        self.environ["DBUS_SESSION_BUS_ADDRESS"] = bus
        self.start("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        self._start_window_manager()
        if self._has_tray:
            self._start_panel()
        self._await_name("org.a11y.Bus")
        self.eyes = Eyes(self.environ, self._stand)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self.picture("failed")
        self.eyes.close()
        for child in reversed(self._children):
            child.terminate()
        for child in reversed(self._children):
            if child in self._apps:
                child.wait(ENDING_S)
            else:
                _end(child)

    def start_app(self, home: Path, *words: str, **environ: str) -> subprocess.Popen[bytes]:
        """Start the app of a profile; it is ended with the desktop."""
        child = self._spawn(
            megadesk("--home", str(home), *words),
            {**self.environ, "PYTHONPATH": str(SOURCE), **environ},
            log=self.folder / "app.log",
        )
        self._apps.append(child)
        return child

    def _stand(self) -> str:
        """Return how the apps stand, and what they and the desktop said last."""
        apps = [
            f"app {app.pid}: {'runs' if app.poll() is None else f'ended with {app.returncode}'}" for app in self._apps
        ]
        logs = [self.folder / name for name in ("app.log", "desktop.log")]
        said = [f"{log.name}:\n{log.read_text(errors='replace')[-SAID_CHARS:]}" for log in logs if log.exists()]
        return "\n".join([*apps, *said])

    # -- hands ------------------------------------------------------------------------------------------------------

    def click(self, seen: Seen, button: int = 1) -> None:
        """Click in the middle of something."""
        x, y = seen.middle
        self.run("xdotool", "mousemove", str(x), str(y), "click", str(button))

    def type(self, words: str) -> None:
        """Type words, as fast as a machine. They may be a password, so no list of processes shows them."""
        self.run("xdotool", "type", "--delay", "4", "--file", "-", typed=words)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other: ``ctrl+4``, ``Tab``, ``Return``."""
        self.run("xdotool", "key", "--delay", "12", *keys)

    def picture(self, name: str) -> Path:
        """Return a picture of the whole screen."""
        path = self.folder / f"{name}.png"
        self.run("import", "-window", "root", str(path))
        return path

    def run(self, *command: str, typed: str = "") -> str:
        """Run a program of this desktop, which reads what is typed; return what it printed."""
        done = subprocess.run(
            command, env=self.environ, input=typed, capture_output=True, text=True, check=True, timeout=READY_S
        )
        return done.stdout

    # -- starting ---------------------------------------------------------------------------------------------------

    def start(self, *command: str) -> None:
        """Start a program of this desktop; it is ended with it."""
        self._spawn(list(command), self.environ, log=self.folder / "desktop.log")

    def _spawn(
        self, command: list[str], environ: dict[str, str], log: Path, fds: tuple[int, ...] = ()
    ) -> subprocess.Popen[bytes]:
        with log.open("ab") as output:
            child = subprocess.Popen(
                command, env=environ, stdin=subprocess.DEVNULL, stdout=output, stderr=output, pass_fds=fds
            )
        self._children.append(child)
        return child

    def _start_telling(self, *command: str) -> str:
        """Start a program that writes one line to a descriptor when it is ready; return the line."""
        reading, writing = os.pipe()
        filled = [part.replace("{fd}", str(writing)) for part in command]
        self._spawn(filled, self.environ, log=self.folder / "desktop.log", fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as pipe:
            return _first_line(pipe)

    def _start_window_manager(self) -> None:
        """Start the window manager and return once it manages; anew if it ends: without one the app would stand bare."""
        deadline = time.monotonic() + READY_S
        self.start("openbox")
        while True:
            with suppress(subprocess.CalledProcessError):
                self.run("xdotool", "get_num_desktops")  # nobody else says how many there are
                return
            if self._children[-1].poll() is not None:
                self._children.pop()
                self.start("openbox")
            assert time.monotonic() < deadline, "no window manager came"

    def _start_panel(self) -> None:
        """Start the panel, anew if its tray does not come: on a busy machine it sometimes gives up for good."""
        for patience_s in (10, 10, READY_S):
            self.start("xfce4-panel", "--disable-wm-check", "--sm-client-disable")
            try:
                self.run("gdbus", "wait", "--session", "--timeout", str(patience_s), TRAY)
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
                panel = self._children.pop()
                panel.kill()
                panel.wait(20)
            else:
                return
        raise AssertionError("no tray came")

    def _await_name(self, name: str) -> None:
        """Return once somebody on the bus has a name."""
        self.run("gdbus", "wait", "--session", "--timeout", str(READY_S), name)


def _first_line(pipe: IO[str]) -> str:
    line = pipe.readline().strip()
    assert line, "a part of the desktop ended at once"
    return line
