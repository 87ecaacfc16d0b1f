"""Requests about limits; those about the list are tested with the desk."""

from __future__ import annotations

import pytest

from fakes.workbench import Workbench
from megadesk.engine.engine import Engine
from megadesk.engine.transfer_requests import KIB_MAX, KIB_MIN, WINDOWS_MAX, parse_window, shown_windows
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage

OFFICE = m.LimitWindow(days=["mon", "fri"], start="08:00", end="18:30", up=100, down=0)


def test_a_window_comes_back_as_it_was_set() -> None:
    """Days in their order, times with two digits."""
    given = m.LimitWindow(days=["fri", "mon"], start="8:00", end="18:30", up=100, down=0)
    assert shown_windows([parse_window(given)]) == [OFFICE]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"days": []}, "weekdays"), ({"days": ["monday"]}, "weekdays"), ({"start": "24:00"}, "time_of_day"), ({"end": "8"}, "time_of_day"),
        ({"end": "0\u0668:00"}, "time_of_day"), ({"up": -1}, "limit"), ({"down": KIB_MAX + 1}, "limit"),
        ({"up": KIB_MIN - 1}, "limit"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(change: dict[str, object], what: str) -> None:
    """Nothing is set then."""
    fields: dict[str, object] = {"days": ["mon"], "start": "08:00", "end": "09:00"}
    with pytest.raises(BadUsage) as raised:
        parse_window(m.LimitWindow(**{**fields, **change}))  # type: ignore[arg-type]
    assert raised.value.arguments["what"] == what


def test_limits_are_set_one_by_one(bench: Workbench, engine: Engine) -> None:
    """What is left out stays; 0 takes a limit away; the answer says what holds."""
    ask = bench.ask
    assert ask(engine, m.GET_LIMITS, m.Nothing()).up is None
    assert ask(engine, m.SET_LIMITS, m.SetLimits(up=100, down=200)).up_now == 100
    found = ask(engine, m.SET_LIMITS, m.SetLimits(down=0, schedule=[OFFICE]))
    assert (found.up, found.down, found.schedule) == (100, None, [OFFICE])
    assert ask(engine, m.SET_LIMITS, m.SetLimits(schedule=[])).schedule == []
    again = bench.restart(engine)
    assert ask(again, m.GET_LIMITS, m.Nothing()).up == 100


def test_a_schedule_is_bounded(bench: Workbench, engine: Engine) -> None:
    """Nobody needs a thousand times a week."""
    with pytest.raises(BadUsage):
        bench.ask(engine, m.SET_LIMITS, m.SetLimits(schedule=[OFFICE] * (WINDOWS_MAX + 1)))
