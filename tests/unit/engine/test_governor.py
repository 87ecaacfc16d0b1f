"""The limits that a person set are kept."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from megadesk.engine.governor import SETTING, Governor, local_time
from megadesk.model.transfer import BOTH_WAYS, Direction, Rest
from megadesk.model.values import replace
from megadesk.store.database import Database
from megadesk.store.settings import Settings
from megadesk.transfers.throttle import Throttle
from megadesk.transfers.timetable import DAY_MINUTES, Limits, LocalTime, Policy, Window

UP, DOWN = Direction.UPLOAD, Direction.DOWNLOAD
OFFICE = Window(days=frozenset({0}), start=480, end=1080, limits=Limits(up_kib=100, down_kib=0))
PATIENCE_S = 30.0


class Moves:
    """Writes down who rests."""

    def __init__(self) -> None:
        self.resting: set[tuple[Direction, Rest]] = set()
        self.changed = threading.Condition()

    def rest(self, ways: Collection[Direction], who: Rest) -> None:
        """Let it rest."""
        with self.changed:
            self.resting |= {(way, who) for way in ways}
            self.changed.notify_all()

    def go_on(self, ways: Collection[Direction], who: Rest) -> None:
        """Let it go on."""
        with self.changed:
            self.resting -= {(way, who) for way in ways}
            self.changed.notify_all()


class Desk:
    """A governor on a clock that the test sets."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.time = LocalTime(weekday=0, minute=0, second=0)
        self.moves, self.throttle = Moves(), Throttle(lambda: 0.0)
        self.governor = Governor(settings, self.moves, self.throttle, self.shown)

    def shown(self, ahead_s: float) -> LocalTime:
        """Return what the clock shows in so many seconds."""
        minutes, second = divmod(self.time.week_s + int(ahead_s), 60)
        weekday, minute = divmod(minutes, DAY_MINUTES)
        return LocalTime(weekday=weekday % 7, minute=minute, second=second)

    def limits(self) -> tuple[int | None, int | None]:
        """Return the rates in force."""
        return self.throttle.limit(UP), self.throttle.limit(DOWN)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A fresh profile."""
    database = Database.open(tmp_path / "state.db")
    yield Desk(Settings(database))
    database.close()


def test_limits_are_in_force_at_once_and_kept(desk: Desk) -> None:
    """KiB become bytes; another engine on the profile has them too."""
    desk.governor.set_policy(lambda policy: replace(policy, limits=Limits(up_kib=200)))
    assert desk.limits() == (200 * 1024, None)
    again = Desk(desk.settings)
    again.governor.apply()
    assert again.limits() == (200 * 1024, None)


def test_a_pause_outlives_a_restart(desk: Desk) -> None:
    """Who paused uploads on Friday finds them paused on Monday."""
    desk.governor.pause([UP])
    assert desk.moves.resting == {(UP, Rest.PERSON)}
    again = Desk(desk.settings)
    again.governor.apply()
    assert again.moves.resting == {(UP, Rest.PERSON)}
    again.governor.pause(BOTH_WAYS)
    again.governor.resume([UP])
    assert again.moves.resting == {(DOWN, Rest.PERSON)}


def test_the_timetable_counts_by_the_clock(desk: Desk) -> None:
    """A rate, and rest; afterwards what holds without a time."""
    desk.governor.set_policy(lambda _policy: Policy(limits=Limits(up_kib=7), windows=(OFFICE,)))
    assert desk.limits() == (7 * 1024, None)
    desk.time = LocalTime(weekday=0, minute=600, second=0)
    desk.governor.apply()
    assert desk.limits() == (100 * 1024, None)
    assert desk.moves.resting == {(DOWN, Rest.SCHEDULE)}
    now = desk.governor.now()
    assert (now.window, now.limits) == (0, OFFICE.limits)
    desk.time = LocalTime(weekday=0, minute=1080, second=0)
    desk.governor.apply()
    assert desk.moves.resting == set()


def test_its_thread_looks_again_when_it_is_told(desk: Desk) -> None:
    """After a sleep, or when the clock was set; and ends when it is told."""
    desk.governor.set_policy(lambda _policy: Policy(windows=(OFFICE,)))
    desk.governor.start()
    desk.time = LocalTime(weekday=0, minute=600, second=0)
    desk.governor.look_again()
    with desk.moves.changed:
        assert desk.moves.changed.wait_for(lambda: (DOWN, Rest.SCHEDULE) in desk.moves.resting, PATIENCE_S)
    desk.governor.stop()
    desk.governor._thread.join(PATIENCE_S)
    assert not desk.governor._thread.is_alive()


def test_it_wakes_at_the_next_edge(desk: Desk) -> None:
    """To the second; never without a timetable, and once an hour with one."""
    assert desk.governor._patience_s() is None
    desk.governor.set_policy(lambda _policy: Policy(windows=(OFFICE,)))
    assert desk.governor._patience_s() == 3600
    desk.time = LocalTime(weekday=0, minute=470, second=20)
    assert desk.governor._patience_s() == 580


def test_settings_that_are_none_are_passed_over(desk: Desk) -> None:
    """Of a newer version, or damaged: no limits, and the engine starts."""
    desk.settings.set(SETTING, {"policy": 5})
    again = Desk(desk.settings)
    again.governor.apply()
    assert again.limits() == (None, None)


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The zone of Berlin, as a rule: no list of zones is needed for it, nor is this computer there."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize(
    ("now_s", "clock", "in_an_hour"),
    [
        (1_774_745_100, (1, 45), (3, 45)),  # 2026-03-29, 00:45 UTC
        (1_792_885_500, (1, 45), (2, 45)),  # 2026-10-24, 23:45 UTC
        (1_792_889_100, (2, 45), (2, 45)),  # an hour later
    ],
)
def test_what_the_clock_will_show(
    monkeypatch: pytest.MonkeyPatch, now_s: int, clock: tuple[int, int], in_an_hour: tuple[int, int]
) -> None:
    """By the rules of the zone, also over the hour that is left out or comes twice."""
    monkeypatch.setattr(time, "time", lambda: float(now_s))
    assert divmod(local_time().minute, 60) == clock
    assert divmod(local_time(3600.0).minute, 60) == in_an_hour
    assert (local_time().weekday, local_time().second) == (6, 0)


@pytest.mark.usefixtures("in_berlin")
def test_who_travels_gets_the_zone_of_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though nobody tells a program that runs."""
    monkeypatch.setattr(time, "time", lambda: 1_792_840_000.0)
    assert local_time().minute // 60 == 13
    monkeypatch.setenv("TZ", "JST-9")
    assert local_time().minute // 60 == 20
    assert local_time(3600.0).minute // 60 == 21


def test_the_clock_of_this_computer() -> None:
    """A week of minutes."""
    now = local_time()
    assert 0 <= now.weekday < 7
    assert 0 <= now.minute < 1440
    assert 0 <= now.second < 62
