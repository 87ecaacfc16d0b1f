"""A space and its pin: shown, and given up only for the head that a person has named."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.workbench import Workbench
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, Refused, Rollback
from megadesk.wire import routes


def freeze(bench: Workbench, engine: Engine) -> None:
    """Let the server seem to have lost everything, once."""
    bench.server.lie(routes.COMMITS, head_seq=0, commits=[])
    with pytest.raises(Rollback):
        engine.supervisor.world.journal.fetch()


def test_show_compares_pin_and_server(bench: Workbench, engine: Engine) -> None:
    """Where all is well both heads are the same; without a server only the pin is known."""
    found = bench.ask(engine, m.SHOW_SPACE, m.Nothing())
    assert found.verified is not None
    assert (found.server, found.frozen, found.server_error) == (found.verified, None, None)
    bench.server.is_down = True
    found = bench.ask(engine, m.SHOW_SPACE, m.Nothing())
    assert (found.server, found.server_error) == (None, "server_unavailable")


def test_show_says_what_stopped_it(bench: Workbench, engine: Engine) -> None:
    """A frozen space has its code and its sentence."""
    freeze(bench, engine)
    found = bench.ask(engine, m.SHOW_SPACE, m.Nothing())
    assert found.frozen == "rollback"
    assert found.message is not None
    assert "older state" in found.message


@pytest.mark.parametrize(
    ("incarnation", "said"), [(1, None), (999_999_999, None), (1_790_000_000, "2026-09-21T14:13:20Z")]
)
def test_show_quotes_a_server_that_was_restored(
    bench: Workbench, engine: Engine, incarnation: int, said: str | None
) -> None:
    """By its incarnation, where it has stopped; where all is well nobody asks."""
    bench.server.lie(routes.HEAD, incarnation=incarnation)
    assert bench.ask(engine, m.SHOW_SPACE, m.Nothing()).restored is None
    freeze(bench, engine)
    assert bench.ask(engine, m.SHOW_SPACE, m.Nothing()).restored == said


def test_nothing_is_accepted_where_nothing_is_wrong(bench: Workbench, engine: Engine) -> None:
    """A pin that fits is not given up."""
    head = bench.ask(engine, m.SHOW_SPACE, m.Nothing()).server
    assert head is not None
    with pytest.raises(Refused):
        bench.ask(engine, m.ACCEPT_FORK, m.AcceptFork(head=head.hash))


@pytest.mark.parametrize("chosen", ["", "00000000", "short"])
def test_only_a_head_that_is_shown_is_accepted(bench: Workbench, engine: Engine, chosen: str) -> None:
    """A head that the server does not show, or too little of one, changes nothing."""
    freeze(bench, engine)
    with pytest.raises(BadUsage):
        bench.ask(engine, m.ACCEPT_FORK, m.AcceptFork(head=chosen))
    assert engine.status().frozen == "rollback"


def test_accepted_head_thaws(bench: Workbench, engine: Engine) -> None:
    """The first eight characters are enough, and what runs goes on."""
    freeze(bench, engine)
    head = bench.ask(engine, m.SHOW_SPACE, m.Nothing()).server
    assert head is not None
    assert bench.ask(engine, m.ACCEPT_FORK, m.AcceptFork(head=head.hash[:8].upper())).verified == head
    bench.server.be_honest()
    engine.supervisor.world.journal.fetch()
    assert engine.status().frozen is None


def test_pause_outlives_another_history(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """A pair that was paused since it began to run is paused after a fork was accepted."""
    engine.add_pair(str(tmp_path / "p"), "/p", "p")
    bench.wait(engine)
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="p"))
    freeze(bench, engine)
    head = bench.ask(engine, m.SHOW_SPACE, m.Nothing()).server
    assert head is not None
    bench.ask(engine, m.ACCEPT_FORK, m.AcceptFork(head=head.hash))
    assert [(report.state.value, report.pair.paused) for report in engine.supervisor.reports()] == [("paused", True)]
