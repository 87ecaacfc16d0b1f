"""Front ends are told what changed, and no more often than they can look."""

from __future__ import annotations

import threading
from collections.abc import Hashable

import pytest

from fakes.transfers import FakeClock
from fakes.workbench import Workbench
from megadesk.engine.engine import Engine
from megadesk.engine.telling import Teller
from megadesk.ipc import messages as m
from megadesk.model.transfer import BOTH_WAYS

PATIENCE_S = 30.0


class Door:
    """Front ends that want events of some topics, and keep what they get."""

    def __init__(self, *topics: str) -> None:
        self.topics = set(topics)
        self.heard: list[tuple[str, object]] = []
        self.changed = threading.Condition()

    def has_subscribers(self, topic: str) -> bool:
        """Whether it is one of theirs."""
        return topic in self.topics

    def publish(self, topic: str, payload: object, *, kind: Hashable = None) -> None:
        """Keep it."""
        with self.changed:
            self.heard.append((topic, payload))
            self.changed.notify_all()

    def wait(self, topic: str) -> None:
        """Return once there is one of a topic."""
        with self.changed:
            assert self.changed.wait_for(lambda: topic in dict(self.heard), PATIENCE_S)


def test_status_is_told_to_those_who_want_it(bench: Workbench, engine: Engine) -> None:
    """When something changed; nobody is told what they did not ask for."""
    teller, door = Teller(), Door(m.STATUS_TOPIC)
    teller.start(engine, door)
    teller.poke()
    door.wait(m.STATUS_TOPIC)
    teller.stop()
    assert {topic for topic, _ in door.heard} == {m.STATUS_TOPIC}


def test_transfers_are_told_by_the_clock_while_somebody_watches(bench: Workbench, engine: Engine) -> None:
    """Without a word from anybody: progress makes none."""
    teller, door = Teller(), Door(m.TRANSFERS_TOPIC)
    teller.start(engine, door)
    teller.poke()
    door.wait(m.TRANSFERS_TOPIC)
    teller.stop()


def test_the_same_is_not_told_twice(bench: Workbench, engine: Engine) -> None:
    """An event comes when something is different: sums, what moves, or that a list is old."""
    teller, door = Teller(), Door(m.TRANSFERS_TOPIC)
    for _ in range(3):
        teller.tell_transfers(engine, door)
    assert len(door.heard) == 1
    engine.supervisor.governor.pause(BOTH_WAYS)
    teller.tell_transfers(engine, door)
    assert len(door.heard) == 2
    first, second = (payload for _, payload in door.heard)
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert second["queue_version"] > first["queue_version"]
    assert second["transfers"]["resting"] == ["down", "up"] or second["transfers"]["resting"] == ["up", "down"]


def test_who_comes_later_is_told_how_it_stands(bench: Workbench, engine: Engine) -> None:
    """Also if nothing has changed since somebody else was told: everything is paused, say."""
    teller, door = Teller(), Door(m.TRANSFERS_TOPIC)
    teller.tell_transfers(engine, door)
    teller.welcome()
    teller.tell_transfers(engine, door)
    assert len(door.heard) == 2


def test_nobody_is_told_without_an_account(bench: Workbench) -> None:
    """There are no transfers then, and that is no error."""
    engine = bench.engine("fresh")
    teller, door = Teller(), Door(m.TRANSFERS_TOPIC, m.STATUS_TOPIC)
    teller.start(engine, door)
    teller.poke()
    door.wait(m.STATUS_TOPIC)
    teller.stop()
    assert {topic for topic, _ in door.heard} == {m.STATUS_TOPIC}


def test_an_open_app_without_an_account_fills_no_log(bench: Workbench, caplog: pytest.LogCaptureFixture) -> None:
    """It is no event that nobody is signed in; it used to be written down six times a second."""
    caplog.set_level("INFO")
    teller, door = Teller(FakeClock()), Door(m.STATUS_TOPIC, m.TRANSFERS_TOPIC, m.ACTIVITY_TOPIC)
    engine = bench.engine("fresh")
    caplog.clear()
    teller.turn(engine, door, changed=True)
    assert not [record for record in caplog.records if record.name.endswith("telling")]


def test_new_commits_are_told_twice_a_second_at_most(bench: Workbench, engine: Engine) -> None:
    """How far the journal is, as this device has verified it or has heard; nothing while it stays where it is."""
    clock, door = FakeClock(), Door(m.ACTIVITY_TOPIC)
    teller = Teller(clock)
    head = engine.supervisor.world.space.head
    assert head is not None
    teller.turn(engine, door, changed=True)
    assert teller.turn(engine, door, changed=True)  # to be called again soon
    for number in range(1, 101):
        clock.advance(0.02)
        engine.supervisor.heard_seq = head.seq + number
        teller.turn(engine, door, changed=True)
    seqs = [payload["seq"] for _, payload in door.heard if isinstance(payload, dict)]
    assert (seqs == sorted(set(seqs)), 4 <= len(seqs) <= 5) == (True, True)
    for _ in range(2):
        clock.advance(1)
        teller.turn(engine, door, changed=True)
    clock.advance(1)
    assert not teller.turn(engine, door, changed=True)
    assert door.heard[-1][1] == {"seq": head.seq + 100}
    assert door.heard[-2][1] != door.heard[-1][1]


def test_what_is_published_here_is_told(bench: Workbench) -> None:
    """Without a pair, and without a word from the server."""
    teller, door = Teller(), Door(m.ACTIVITY_TOPIC)
    engine = bench.engine(start=False)
    engine.on_change = teller.poke
    engine.start()
    bench.sign_up(engine)
    bench.wait(engine)
    teller.start(engine, door)
    bench.ask(engine, m.MAKE_FOLDER, m.MakeFolder(path="/new"))
    door.wait(m.ACTIVITY_TOPIC)
    teller.stop()


def test_what_another_device_did_is_told_though_nobody_fetches_it(bench: Workbench) -> None:
    """A device without a pair hears of it, and whoever looks at a list asks for the rest."""
    teller, door = Teller(), Door(m.ACTIVITY_TOPIC)
    engine = bench.engine(start=False)
    engine.on_change = teller.poke
    engine.start()
    bench.sign_up(engine)
    bench.wait(engine)
    other = bench.engine("two")
    bench.log_in(other)
    bench.wait(other)
    teller.start(engine, door)
    bench.ask(other, m.MAKE_FOLDER, m.MakeFolder(path="/new"))
    head = other.supervisor.world.space.head
    assert head is not None
    with door.changed:
        assert door.changed.wait_for(lambda: (m.ACTIVITY_TOPIC, {"seq": head.seq}) in door.heard, PATIENCE_S)
    teller.stop()


def test_ten_thousand_changes_a_second_are_five_events(bench: Workbench, engine: Engine) -> None:
    """Whatever happens between two of them is in the next one; each holds the first of what moves and no more."""
    clock, door = FakeClock(), Door(m.TRANSFERS_TOPIC)
    teller = Teller(clock)
    for _ in range(10_000):
        clock.advance(0.0001)
        engine.supervisor.world.transfers._board.register.version += 1
        teller.turn(engine, door, changed=True)
    assert 4 <= len(door.heard) <= 6
    assert {topic for topic, _ in door.heard} == {m.TRANSFERS_TOPIC}
