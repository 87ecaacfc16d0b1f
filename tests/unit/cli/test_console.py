"""On a terminal: tables and bars by rich; elsewhere plain lines."""

from __future__ import annotations

import re
import sys

import msgspec
import pytest

from fakes.cli import stream, written
from megadesk.cli.console import Meter, phase_line, print_blocks
from megadesk.cli.render import Grid
from megadesk.ipc.messages import Progress

GRID = Grid(("Name", "Size"), (("[bold]a[/] :smile:", "1"),), frozenset({1}))
HALF = Progress(phase="uploading", done_bytes=1, total_bytes=2, done_files=1, total_files=2)


def test_a_pipe_gets_plain_lines() -> None:
    """No colour, no box, no cut."""
    out = stream()
    print_blocks(["first", GRID], out)
    assert written(out).decode() == "first\nName                Size\n[bold]a[/] :smile:     1\n"


def test_a_terminal_gets_a_table_with_names_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that looks like markup or an emoji code is still that name."""
    monkeypatch.setenv("TERM", "dumb")
    out = stream(terminal=True)
    print_blocks(["[red]first[/]", GRID], out)
    shown = written(out).decode()
    assert "[red]first[/]" in shown
    assert "[bold]a[/] :smile:" in shown
    assert "Size" in shown


def terminal_of(columns: int, grid: Grid, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the lines that a terminal of so many columns shows of a grid."""
    monkeypatch.setenv("TERM", "xterm")  # one that is dumb has 80 columns, whatever it says
    monkeypatch.setenv("COLUMNS", str(columns))
    out = stream(terminal=True)
    print_blocks([grid], out)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", written(out).decode())
    return [line.rstrip() for line in plain.splitlines() if line.strip()]


def test_one_long_column_is_folded_and_the_others_stay_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """An id, a state or a title is never broken; a long path may be."""
    lines = terminal_of(60, Grid(("Id", "Path", "State"), (("258a2846cc", "p" * 80, "synced"),)), monkeypatch)
    assert "258a2846cc" in lines[2]
    assert lines[2].endswith("synced")
    assert sum(line.count("p") for line in lines) == 80
    assert max(map(len, lines)) <= 60


def test_a_table_that_does_not_fit_is_stacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row is a block of lines then, and nothing is broken."""
    row = ("8027f41a", "/home/ada/Documents/Work", "/Documents/Work", "both", "")
    lines = terminal_of(50, Grid(("Id", "Local", "Remote", "Direction", "Reason"), (row,)), monkeypatch)
    assert lines == [
        "Id         8027f41a", "Local      /home/ada/Documents/Work", "Remote     /Documents/Work", "Direction  both"
    ]  # fmt: skip


def test_a_command_to_type_is_not_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is to be copied stands on one line, however narrow the terminal."""
    command = "  megadesk issues resolve 258a2846cc --keep local"
    lines = terminal_of(40, Grid(("", ""), ((command, "the conflict copy takes the name"),)), monkeypatch)
    assert lines == [f"{command}  the conflict copy takes the name"]


def test_a_phase_is_one_line_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log does not fill with progress."""
    err = stream()
    monkeypatch.setattr(sys, "stderr", err)
    with Meter(is_quiet=False) as meter:
        for payload in ({"phase": "scanning"}, {"phase": "uploading", "total_files": 1}, {"phase": "uploading"}):
            meter.update(payload)
    assert written(err).decode() == "Scanning …\nUploading: 1 file, 0 bytes\n"


def test_a_bar_is_shown_on_a_terminal_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports move it, and it is closed when the transfer is over, however it ends."""
    err = stream(terminal=True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", err)

    def transfer() -> None:
        with Meter(is_quiet=False) as meter:
            meter.show(HALF)
            meter.show(msgspec.structs.replace(HALF, bps=2 << 20, seconds_left=75))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        transfer()
    shown = written(err).decode()
    assert "Uploading 1/2" in shown
    assert "2.0 MiB/s, 75 seconds left" in shown  # the units that sizes have everywhere


def test_quiet_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """With --json nothing is said on the way, terminal or not."""
    err = stream(terminal=True)
    monkeypatch.setattr(sys, "stderr", err)
    with Meter(is_quiet=True) as meter:
        meter.update({"anything": 1})
    assert written(err) == b""


def test_a_phase_without_files_has_no_count() -> None:
    """What is not known is not shown."""
    assert phase_line(Progress(phase="looking")) == "Looking …"
