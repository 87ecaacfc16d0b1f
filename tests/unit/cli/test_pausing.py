"""pause and resume."""

from __future__ import annotations

from msgspec.structs import replace

from fakes.cli import STATUS, Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import Nothing, PauseAll

PAUSED = replace(STATUS, state="paused", sentence="Paused until 2026-11-26T15:00:00Z.", paused=True)


def test_pause_for_some_time_or_for_good(cli: Cli, engine: FakeEngine) -> None:
    """The time is asked for in seconds; the answer is the state in one sentence."""
    engine.answer(messages.ENGINE_PAUSE, PAUSED)
    assert cli("pause", "--for", "1h").out == f"{PAUSED.sentence}\n"
    assert cli("pause").code == 0
    assert engine.asked == [PauseAll(for_s=3600), PauseAll()]
    assert cli("pause", "--json").document["paused"] is True
    assert cli("pause", "--for", "soon").code == 2


def test_resume(cli: Cli, engine: FakeEngine) -> None:
    """Everything goes on, and the state is said."""
    engine.answer(messages.ENGINE_RESUME, STATUS)
    assert cli("resume").out == f"{STATUS.sentence}\n"
    assert engine.asked == [Nothing()]
