"""When how much was changed, as bars: what the engine counted by hour or minute, put together for the width there is.

Timeline --stretches--> Stretch... --gathered(edges)--> Bar...        before, after: the next one with changes
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from megadesk.ipc import messages as m
from megadesk.ui.text import Clock, Day, Exactly, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.moments import moment_ms
from megadesk.ui.viewmodels.when import DAY_MS

MASS_LEAST: Final = 100
MASS_TIMES: Final = 8
"""A bar stands out as a mass change if it has so many changes, and so many times those of the usual bar."""

DEVICES_NAMED: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What the engine counted in one step of time."""

    start_ms: int
    first_seq: int
    last_seq: int
    commits: int
    changes: int
    devices: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: a span of time in which something was changed. ``is_mass``: far more than is usual."""

    start_ms: int
    end_ms: int
    first_seq: int
    last_seq: int
    commits: int
    changes: int
    devices: tuple[tuple[str, int], ...]
    is_mass: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point in time to be shown below the bars: a run of a backup, at the moment ``seq``."""

    time_ms: int
    seq: int
    words: Text


def stretches(found: m.Timeline) -> list[Stretch]:
    """Return what the engine counted, oldest first."""
    return [
        Stretch(
            start_ms=moment_ms(step.time), first_seq=step.first_seq, last_seq=step.last_seq, commits=step.commits,
            changes=step.changes, devices=tuple(sorted(step.devices.items(), key=lambda one: (-one[1], one[0]))),
        )
        for step in found.steps
    ]  # fmt: skip


def merged(coarse: Sequence[Stretch], fine: Sequence[Stretch], start_ms: int, end_ms: int) -> list[Stretch]:
    """Return both: of the span from start to end the fine ones, of all else the coarse ones."""
    first = bisect_left(coarse, start_ms, key=lambda one: one.start_ms)
    last = bisect_left(coarse, end_ms, key=lambda one: one.start_ms)
    return [*coarse[:first], *fine, *coarse[last:]]


def gathered(counted: Sequence[Stretch], edges: Sequence[int]) -> list[Bar]:
    """Return a bar for each span between two edges in which something was changed."""
    if len(edges) < 2:
        return []
    found: dict[int, list[Stretch]] = {}
    first = bisect_left(counted, edges[0], key=lambda one: one.start_ms)
    last = bisect_left(counted, edges[-1], key=lambda one: one.start_ms)
    for one in counted[first:last]:
        found.setdefault(bisect_right(edges, one.start_ms) - 1, []).append(one)
    sums = [sum(one.changes for one in ones) for ones in found.values()]
    mass = max(MASS_LEAST, MASS_TIMES * median(sums)) if len(sums) > 1 else MASS_LEAST * MASS_TIMES
    return [_bar(ones, edges[at], edges[at + 1], mass) for at, ones in sorted(found.items())]


def _bar(ones: Iterable[Stretch], start_ms: int, end_ms: int, mass: float) -> Bar:
    ones = list(ones)
    devices: Counter[str] = Counter()
    for one in ones:
        devices.update(dict(one.devices))
    changes = sum(one.changes for one in ones)
    return Bar(
        start_ms=start_ms, end_ms=end_ms, first_seq=min(one.first_seq for one in ones), last_seq=max(one.last_seq for one in ones),
        commits=sum(one.commits for one in ones), changes=changes, devices=tuple(devices.most_common()), is_mass=changes >= mass,
    )  # fmt: skip


def before(bars: Sequence[Bar], seq: int) -> Bar | None:
    """Return the last bar that was over before the moment ``seq``: stepping back leads to the end of it."""
    return next((bar for bar in reversed(bars) if bar.last_seq < seq), None)


def after(bars: Sequence[Bar], seq: int) -> Bar | None:
    """Return the first bar that holds a change after the moment ``seq``."""
    return next((bar for bar in bars if bar.last_seq > seq), None)


def bar_words(bar: Bar) -> Text:
    """Return what a bar says: when, how much, and by whom."""
    span = bar.end_ms - bar.start_ms
    if span < DAY_MS // 2:
        when = text("{when} to {end}", when=Exactly(bar.start_ms), end=Clock(bar.end_ms))
    elif span < 2 * DAY_MS:
        when = text("{when}", when=Day(bar.start_ms))
    else:
        when = text("{when} to {end}", when=Day(bar.start_ms), end=Day(bar.end_ms - 1))
    how_much = plural("{n} change", "{n} changes", bar.changes)
    if bar.is_mass:
        how_much = text("{changes}, far more than usual", changes=how_much)
    return joined([when, how_much, devices_words([name for name, _ in bar.devices])])


def devices_words(names: Sequence[str]) -> Text:
    """Return by whom: up to two devices by name."""
    if len(names) == 1:
        return text("by {device}", device=verbatim(names[0]))
    if len(names) == DEVICES_NAMED:
        return text("by {device} and {other}", device=verbatim(names[0]), other=verbatim(names[1]))
    return plural("by {device}", "by {device} and {n} others", len(names) - 1, device=verbatim(names[0]))


def run_marks(runs: Sequence[m.BackupRun]) -> list[Mark]:
    """Return a mark for each run of a backup, oldest first."""
    return [
        Mark(
            time_ms=moment_ms(run.finished),
            seq=run.seq,
            words=joined(
                [
                    text("Backup run {number}", number=run.run),
                    text("{when}", when=Exactly(moment_ms(run.finished))),
                    plural("{n} file", "{n} files", run.files),
                ]
            ),
        )
        for run in sorted(runs, key=lambda run: run.seq)
    ]
