"""Which moment a person means: by time or by number, on the verified chain of the account's space.

    "2026-11-20T14:00:00Z" --Chain.until--> the latest commit signed then or before --> Moment --> what people are told of it
    4711                   --Chain.at----->

A time before the first commit means nothing; one in the future means now.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from megadesk.engine.clock import rfc3339
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, NotFound, OurBug
from megadesk.model.ids import DeviceId
from megadesk.model.moment import Moment
from megadesk.model.relpath import printable
from megadesk.remote.chain import Chain
from megadesk.remote.space import Space

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


class Moments:
    """Moments of one space, for people. Safe from any thread."""

    def __init__(self, space: Space, chain: Chain, device_label: Callable[[DeviceId], str]) -> None:
        self.chain = chain
        self._space = space
        self.device_label = device_label

    def named(self, time: str, seq: int) -> Moment:
        """Return the moment that is meant; neither time nor number: now.

        BadUsage for what is no time, NotFound if there was nothing yet; errors of the chain.
        """
        if seq:
            return self.chain.at(seq)
        if not time:
            return self.newest()
        found = self.chain.until(parse_time(time))
        if found is None:
            raise NotFound(what="moment", reason="too_early", oldest=rfc3339(self.chain.at(1).time_ms))
        return found

    def newest(self) -> Moment:
        """Return the moment of the pin."""
        head = self._space.head
        if head is None:
            raise OurBug("a past was asked for before there was a present")
        return self.chain.at(head.seq)

    def told(self, moment: Moment, time: str = "") -> m.MomentInfo:
        """Return a moment as people are told of it; ``time``: what it was named by."""
        return m.MomentInfo(
            seq=moment.seq, time=rfc3339(moment.time_ms), device=self.device_label(moment.device), changes=moment.n_ops,
            disputed=bool(time) and self.chain.is_disputed(moment, parse_time(time)),
        )  # fmt: skip


def parse_time(text: str) -> int:
    """Return an RFC 3339 time in milliseconds since 1970; BadUsage if it is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise BadUsage(what="moment", value=printable(text))
    # A time to the second means all of that second.
    rest_ms = 0 if "." in text else 999
    return (at - _EPOCH) // _MILLISECOND + rest_ms
