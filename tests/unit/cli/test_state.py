"""status and logs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from fakes.cli import STATUS, Cli
from fakes.engine import FakeEngine
from megadesk.cli.state import log_line, tail
from megadesk.ipc import messages
from megadesk.ipc.messages import Wait
from megadesk.model.errors import DecisionNeeded, TimedOut

FIELDS = {"account", "server", "online", "state", "pairs", "backups", "transfers", "quota", "issues", "head"}
LINE = json.dumps(
    {"time": "2026-11-20T14:00:00.000Z", "level": "info", "logger": "megadesk.engine", "message": "ready"}
)


def test_status_has_the_fields_of_the_contract(cli: Cli, engine: FakeEngine) -> None:
    """At least these."""
    engine.answer(messages.STATUS, STATUS)
    document = cli("status", "--json").document
    assert set(document) >= FIELDS
    assert set(document["transfers"]) >= {
        "active",
        "queued",
        "failed",
        "up_bps",
        "down_bps",
        "bytes_left",
        "seconds_left",
    }
    assert set(document["quota"]) == {"used", "total", "files", "versions", "bin", "backups", "kept_days"}
    assert cli("status").out.startswith(STATUS.sentence)


def test_waiting_returns_the_state_or_why_not(cli: Cli, engine: FakeEngine) -> None:
    """0 once all is done, 124 on a time-out, 8 when a person is needed."""
    engine.answer(messages.WAIT, STATUS)
    assert cli("status", "--wait", "--timeout", "2.5").code == 0
    assert engine.asked == [Wait(timeout_s=2.5)]
    for wrong in ("-1", "nan", "1e400", "99999999999"):
        assert cli("status", "--wait", "--timeout", wrong).code == 2
    engine.answer(messages.WAIT, TimedOut())
    assert cli("status", "--wait").code == 124
    engine.answer(messages.WAIT, DecisionNeeded(reason="mass_removal"))
    assert cli("status", "--wait").code == 8


def test_no_command_shows_state_and_help_and_starts_nothing(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """With an engine its state, without one a line that says so."""
    engine.answer(messages.STATUS, STATUS)
    shown = cli()
    assert shown.code == 0
    assert STATUS.sentence in shown.out
    assert "megadesk try" in shown.out
    other = cli("--home", str(tmp_path / "other"))
    assert "not running" in other.out
    assert not (tmp_path / "other").exists()


def test_logs_are_for_people_or_as_they_are(cli: Cli, home: Path) -> None:
    """The last lines, readable; with --json the lines of the log."""
    assert cli("logs").code == 4
    (home / "logs").mkdir(parents=True)
    (home / "logs" / "engine.log").write_text(f"{LINE}\n" * 3)
    assert cli("logs", "-n", "1").out == "2026-11-20T14:00:00.000Z info    megadesk.engine: ready\n"
    assert cli("logs", "--json").out == f"{LINE}\n" * 3
    assert cli("logs", "-n", "0").out == ""


def test_a_line_that_is_not_ours_stays_as_it_is() -> None:
    """Nothing is lost, and nothing writes on the terminal."""
    assert log_line("plain \x1b[2J") == "plain \\x1b[2J"
    assert log_line("[1]") == "[1]"
    assert log_line("[" * 100_000) == "[" * 100_000
    traced = json.dumps({**json.loads(LINE), "traceback": "Traceback\n  ZeroDivisionError"})
    assert log_line(traced).endswith("ready\nTraceback\n  ZeroDivisionError")


def test_following_goes_over_to_a_new_log(tmp_path: Path) -> None:
    """Lines come as they are written, half ones when they are whole, and none is lost when the log is rotated."""
    path = tmp_path / "engine.log"

    def rotate() -> None:
        _append(path, "four\n")
        path.rename(tmp_path / "engine.log.1")

    acts: Iterator[Callable[[], None]] = iter(
        [
            lambda: _append(path, "one\ntwo\n"),
            lambda: _append(path, "thr"),
            lambda: _append(path, "ee\n"),
            rotate,
            lambda: _append(path, "five\n"),
        ]
    )

    def act() -> None:
        next(acts)()

    lines = tail(path, 1, wait=act)
    assert [next(lines) for _ in range(4)] == ["two", "three", "four", "five"]


def _append(path: Path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)
