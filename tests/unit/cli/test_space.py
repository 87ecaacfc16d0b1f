"""space show, accept-fork."""

from __future__ import annotations

from msgspec.structs import replace

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import AcceptFork, Nothing, SpaceHead, SpaceStatus

HERE = SpaceHead(seq=12, hash="ab" * 32, time="2026-11-20T14:00:00Z", records=3)
THERE = SpaceHead(seq=9, hash="cd" * 32, time="2026-11-19T14:00:00Z", records=2)
CALM = SpaceStatus(id="00" * 32, verified=HERE, server=HERE)
FROZEN = SpaceStatus(
    id="00" * 32, verified=HERE, server=THERE, frozen="rollback", message="The server shows an older state."
)


def test_show_says_that_both_are_the_same(cli: Cli, engine: FakeEngine) -> None:
    """Equal heads are one line."""
    engine.answer(messages.SHOW_SPACE, CALM)
    outcome = cli("space", "show")
    assert outcome.code == 0
    assert "abababababababab" in outcome.out
    assert "the same" in outcome.out


def test_show_says_what_is_wrong(cli: Cli, engine: FakeEngine) -> None:
    """Both heads and the sentence."""
    engine.answer(messages.SHOW_SPACE, FROZEN)
    outcome = cli("space", "show")
    assert "cdcdcdcdcdcdcdcd" in outcome.out
    assert "older state" in outcome.out


def test_a_server_that_says_it_was_restored_is_quoted(cli: Cli, engine: FakeEngine) -> None:
    """Where both heads are shown, and before anybody types one; not where it does not say so."""
    engine.answer(messages.SHOW_SPACE, FROZEN)
    assert "restored from a backup" not in cli("space", "show").out
    engine.answer(messages.SHOW_SPACE, replace(FROZEN, restored="2026-11-26T09:00:00Z"))
    assert "says that it was restored from a backup" in " ".join(cli("space", "show").out.split())
    assert "says that it was restored from a backup" in cli("space", "accept-fork", stdin="\n", terminal=True).err


def test_head_is_typed(cli: Cli, engine: FakeEngine) -> None:
    """A person reads what it means and types the head's first characters."""
    engine.answer(messages.SHOW_SPACE, FROZEN)
    engine.answer(messages.ACCEPT_FORK, CALM)
    outcome = cli("space", "accept-fork", stdin="cdcdcdcd\n", terminal=True)
    assert outcome.code == 0, outcome.err
    assert "Nothing on this computer is deleted" in outcome.err
    assert engine.asked == [Nothing(), AcceptFork(head="cdcdcdcd")]


def test_script_names_the_head(cli: Cli, engine: FakeEngine) -> None:
    """With --head nothing is asked."""
    engine.answer(messages.ACCEPT_FORK, CALM)
    assert cli("space", "accept-fork", "--head", "cdcdcdcd").code == 0
    assert engine.asked == [AcceptFork(head="cdcdcdcd")]


def test_without_a_terminal_the_head_must_be_named(cli: Cli, engine: FakeEngine) -> None:
    """A script that pipes something in has not read what it is about."""
    engine.answer(messages.SHOW_SPACE, FROZEN)
    outcome = cli("space", "accept-fork", stdin="cdcdcdcd\n")
    assert outcome.code == 2
    assert engine.asked == [Nothing()]


def test_nothing_to_accept_is_said(cli: Cli, engine: FakeEngine) -> None:
    """A space that is not frozen asks for nothing."""
    engine.answer(messages.SHOW_SPACE, CALM)
    outcome = cli("space", "accept-fork", terminal=True)
    assert outcome.code == 1
    assert "nothing to accept" in outcome.err
