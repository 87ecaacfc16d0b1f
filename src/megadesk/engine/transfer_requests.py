"""Requests about transfers: the list, what is done about them, and the limits.

Request --> TransferRequests --> TransferDesk (transfers.py), Governor (governor.py)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from megadesk.engine.engine import Engine
from megadesk.engine.governor import InForce
from megadesk.engine.transfers import TransferDesk
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call
from megadesk.model.errors import BadUsage, NotFound
from megadesk.model.values import replace
from megadesk.sync.events import ContentArrived
from megadesk.transfers.timetable import DAYS, Limits, Policy, Window

KIB_MIN: Final = 8
"""Slower than that a block of 4 MiB would not arrive before the server gives up on it, however often it is tried."""
KIB_MAX: Final = 1 << 30
"""A tebibyte a second: larger numbers are mistakes."""
WINDOWS_MAX: Final = 100

_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_HOUR_MINUTES: Final = 60


class TransferRequests:
    """Answers for one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def _desk(self) -> TransferDesk:
        return TransferDesk(self._engine.supervisor)

    def list_transfers(self, body: m.ListTransfers, _call: Call) -> m.Transfers:
        """A page of all transfers."""
        return self._desk.page(body)

    def steer(self, body: m.SteerTransfers, _call: Call) -> m.Steered:
        """Something is done about some of them."""
        try:
            return self._desk.steer(body)
        except NotFound:
            # A pair that just hears of the end of a transfer has it in no list until it has made its next report.
            for runner in self._engine.supervisor.roster.all():
                self._engine.await_ticket(runner, runner.post(ContentArrived(())))
            return self._desk.steer(body)

    def clear(self, body: m.ClearTransfers, _call: Call) -> m.Cleared:
        """What is over is forgotten."""
        return self._desk.clear(body)

    def bring_back(self, body: m.BringBackTransfers, _call: Call) -> m.Cleared:
        """What was forgotten last is in the list again."""
        return self._desk.bring_back(body)

    def get_limits(self, _body: m.Nothing, _call: Call) -> m.TransferLimits:
        """What is set, and what holds."""
        return shown(self._engine.supervisor.governor.now())

    def set_limits(self, body: m.SetLimits, _call: Call) -> m.TransferLimits:
        """Other limits, from now on."""
        up, down = checked_rate(body.up), checked_rate(body.down)
        windows = None if body.schedule is None else tuple(map(parse_window, body.schedule))
        if windows is not None and len(windows) > WINDOWS_MAX:
            raise BadUsage(what="schedule", value=len(windows), reason="too_many")

        def change(policy: Policy) -> Policy:
            limits = policy.limits
            if up is not None:
                limits = replace(limits, up_kib=up or None)
            if down is not None:
                limits = replace(limits, down_kib=down or None)
            return Policy(limits=limits, windows=policy.windows if windows is None else windows)

        return shown(self._engine.supervisor.governor.set_policy(change))


def checked_rate(kib: int | None) -> int | None:
    """Return a rate; BadUsage for one that is none, and for one at which no large file would ever get through."""
    if kib is not None and kib != 0 and kib < KIB_MIN:
        raise BadUsage(what="limit", value=kib, reason="low", least=KIB_MIN)
    if kib is not None and kib > KIB_MAX:
        raise BadUsage(what="limit", value=kib, reason="high")
    return kib


def parse_window(body: m.LimitWindow) -> Window:
    """Return a window of the timetable; BadUsage names what is not right."""
    days = [DAYS.index(day) for day in body.days if day in DAYS]
    if not days or len(days) != len(body.days):
        raise BadUsage(what="weekdays", value=", ".join(body.days))
    return Window(
        days=frozenset(days),
        start=_minute(body.start),
        end=_minute(body.end),
        limits=Limits(up_kib=checked_rate(body.up), down_kib=checked_rate(body.down)),
    )


def _minute(text: str) -> int:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise BadUsage(what="time_of_day", value=text)
    return int(found[1]) * _HOUR_MINUTES + int(found[2])


def shown(now: InForce) -> m.TransferLimits:
    """Return the limits as front ends see them."""
    policy = now.settings.policy
    return m.TransferLimits(
        up=policy.limits.up_kib,
        down=policy.limits.down_kib,
        schedule=shown_windows(policy.windows),
        up_now=now.limits.up_kib,
        down_now=now.limits.down_kib,
        window=now.window,
        paused=sorted(way.value for way in now.settings.paused),
    )


def shown_windows(windows: Sequence[Window]) -> list[m.LimitWindow]:
    """Return a timetable as front ends see it."""
    return [
        m.LimitWindow(
            days=[DAYS[day] for day in sorted(window.days)], start=_clock(window.start), end=_clock(window.end),
            up=window.limits.up_kib, down=window.limits.down_kib,
        )
        for window in windows
    ]  # fmt: skip


def _clock(minute: int) -> str:
    return f"{minute // _HOUR_MINUTES:02d}:{minute % _HOUR_MINUTES:02d}"
