"""Files are dragged between the app and another program, both ways, with the pointer alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest

from fakes import other_program
from fakes.desktop import Desktop
from fakes.pairing import Pairing
from fakes.person import until
from fakes.processes import cli

pytestmark = pytest.mark.e2e

APP_PX = (1000, 700)
OTHER_AT = (1020, 40)


@dataclass(frozen=True, slots=True)
class Other:
    """The other program, as the pointer knows it."""

    desktop: Desktop
    log: Path
    file: Path

    @property
    def source(self) -> tuple[int, int]:
        """Where its file can be taken."""
        return OTHER_AT[0] + other_program.SIDE_PX // 2, OTHER_AT[1] + other_program.SIDE_PX // 4

    @property
    def target(self) -> tuple[int, int]:
        """Where it takes files."""
        return self.source[0], OTHER_AT[1] + other_program.SIDE_PX * 3 // 4

    def says(self, line: str) -> bool:
        """Whether it wrote a line that begins so."""
        return any(each.startswith(line) for each in self.log.read_text().splitlines()) if self.log.exists() else False

    def drag(self, from_: tuple[int, int], to: tuple[int, int], *, until_so: Callable[[], bool]) -> None:
        """Press, move, and let go once whoever is below says that it would be taken there."""
        self.log.write_text("")
        self._point("mousemove", *from_)
        self.desktop.run("xdotool", "mousedown", "1")
        for step in range(1, 9):  # a drag begins some way off, and is told of its way
            self._point("mousemove", *(a + (b - a) * step // 8 for a, b in zip(from_, to, strict=True)))
        asides = cycle((4, 0))

        def is_taken() -> bool:  # a place that was told while the last was thought over is told by the next move
            self._point("mousemove", to[0] + next(asides), to[1])
            return until_so()

        until(is_taken)
        self.desktop.run("xdotool", "mouseup", "1")

    def _point(self, command: str, *place: int) -> None:
        self.desktop.run("xdotool", command, "--sync", *map(str, place))


@pytest.fixture
def other(desktop: Desktop, pairing: Pairing, tmp_path: Path) -> Iterator[Other]:
    """The app with its list of files, and beside it the other program."""
    (pairing.here / "Synced.txt").write_text("it is on this computer")
    (tmp_path / "Loose.txt").write_text("it is in the cloud alone")
    code, _, error = cli(pairing.one.home, "put", str(tmp_path / "Loose.txt"), "/")
    assert code == 0, error
    pairing.settle()
    made = Other(desktop, tmp_path / "other.log", tmp_path / "From outside.txt")
    made.file.write_text("it came from another program")
    app = desktop.start_app(pairing.one.home)
    desktop.eyes.await_("table cell", "Loose.txt")
    (window, *_) = desktop.run("xdotool", "search", "--onlyvisible", "--class", "megadesk").split()
    desktop.run("xdotool", "windowsize", "--sync", window, *map(str, APP_PX), "windowmove", window, "0", "0")
    desktop.start(sys.executable, other_program.__file__, str(made.log), str(made.file), *map(str, OTHER_AT))
    until(lambda: made.says("ready"))
    yield made
    app.terminate()
    app.wait(20)


def says(desktop: Desktop, line: str) -> bool:
    """Whether the app shows a line."""
    return any(each.name == line for each in desktop.eyes.all("label"))


def test_a_file_of_another_program_is_uploaded_where_it_is_dropped(
    desktop: Desktop, pairing: Pairing, other: Other
) -> None:
    """Into the folder that is shown, and into one that it is held over; where it would go is said before."""
    table = desktop.eyes.await_("table", "")
    below = table.x + table.width // 2, table.y + table.height - 40
    other.drag(other.source, below, until_so=lambda: says(desktop, "Drop to upload to “Cloud drive”"))
    desktop.eyes.await_("table cell", other.file.name)
    row = desktop.eyes.await_("table cell", "Sync").middle
    other.drag(other.source, row, until_so=lambda: says(desktop, "Drop to upload to “Sync”"))
    until((pairing.there / other.file.name).exists)
    assert (pairing.there / other.file.name).read_text() == other.file.read_text()


def test_files_of_the_cloud_are_dropped_on_another_program(desktop: Desktop, pairing: Pairing, other: Other) -> None:
    """What is on this computer is named as it is; what is not is fetched once it is dropped."""
    is_over = partial(other.says, "entered")
    other.drag(desktop.eyes.await_("table cell", "Loose.txt").middle, other.target, until_so=is_over)
    until(lambda: other.says("dropped"))
    fetched = Path(other.log.read_text().splitlines()[-1].removeprefix("dropped "))
    assert fetched.name == "Loose.txt"
    assert fetched.read_text() == "it is in the cloud alone"
    row = desktop.eyes.await_("table cell", "Sync")
    desktop.run("xdotool", "mousemove", *map(str, row.middle), "click", "--repeat", "2", "--delay", "40", "1")
    other.drag(desktop.eyes.await_("table cell", "Synced.txt").middle, other.target, until_so=is_over)
    until(lambda: other.says("dropped"))
    assert other.log.read_text().splitlines()[-1] == f"dropped {pairing.here / 'Synced.txt'}"
