"""One run: its engine is found, or started, or missed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fakes.cli import STATUS, Cli
from fakes.engine import FakeEngine
from megadesk.cli import front
from megadesk.cli.arguments import Line
from megadesk.cli.front import Front, connect_running
from megadesk.host.paths import Profile
from megadesk.ipc import messages
from megadesk.ipc.client import Client
from megadesk.ipc.messages import Nothing
from megadesk.model.errors import EngineUnavailable


def test_an_engine_is_started_if_none_runs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking starts one, and only one, and asks it."""
    started: list[FakeEngine] = []

    def start(profile: Profile) -> Client:
        engine = FakeEngine(home)
        engine.answer(messages.STATUS, STATUS)
        started.append(engine.__enter__())
        return connect_running(profile)

    monkeypatch.setattr(front, "start", start)
    run = Front(Line(words=(), home=str(home)))
    try:
        assert run.ask(messages.STATUS, Nothing()) == STATUS
        assert run.ask(messages.STATUS, Nothing()) == STATUS
        assert len(started) == 1
    finally:
        run.close()
        for engine in started:
            engine.__exit__(None, None, None)


def test_an_engine_that_does_not_start_is_said(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last line that it wrote stands in the error."""
    monkeypatch.setattr(
        "megadesk.host.process.engine_command",
        lambda: ["/bin/sh", "-c", "echo the disk is on fire; exit 3"],
    )
    monkeypatch.setattr("megadesk.host.process.START_GRACE_S", 0.0)
    outcome = cli("status")
    assert outcome.code == 1
    assert "the disk is on fire" in outcome.err


def test_what_is_not_a_missing_engine_is_not_answered_by_starting_one(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A busy or an older engine still owns the profile."""

    def busy(_: Profile) -> Client:
        raise EngineUnavailable(reason="busy")

    def must_not(_: Profile) -> Client:
        raise AssertionError("an engine was started beside another")

    monkeypatch.setattr(front, "connect_running", busy)
    monkeypatch.setattr(front, "start", must_not)
    with pytest.raises(EngineUnavailable):
        Front(Line(words=(), home=str(home))).ask(messages.STATUS, Nothing())


def test_json_is_one_document_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Structs as they are, in UTF-8, without line breaks inside."""
    Front(Line(words=(), as_json=True)).show({"name": "ü\n"}, _never)
    assert capsys.readouterr().out == '{"name":"ü\\n"}\n'


_never: Callable[[], list[str]] = lambda: pytest.fail("text was made for --json")  # noqa: E731
