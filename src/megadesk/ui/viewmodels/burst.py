"""Many files that lost their content at once: what happened to them, and the moment before it began."""

from __future__ import annotations

from dataclasses import dataclass

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Exactly, Text, joined, text, verbatim
from megadesk.ui.viewmodels.when import time_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class BurstView:
    """lines: what is known of it. moment: where Rewind shows the moment before, as its page knows places; empty without need."""

    lines: tuple[Text, ...]
    rewind: Text = NOTHING
    moment: str = ""


def burst_view(change: m.IssueChange, cloud: str) -> BurstView:
    """Return what a mass change is; ``cloud``: the folder of the cloud that it is in."""
    began = time_ms(change.since)
    lines = [
        text("It started {time}.", time=Exactly(began)) if began is not None else NOTHING,
        text("For example {names}", names=joined([verbatim(name) for name in change.names[:3]], ", "))
        if change.names
        else NOTHING,
    ]
    if not change.uploaded:
        return BurstView(lines=tuple(line for line in lines if line))
    return BurstView(
        lines=tuple(line for line in lines if line),
        rewind=text("Files that were already uploaded can be restored in Rewind, from before it started."),
        moment=f"{cloud}@{change.before}",
    )
