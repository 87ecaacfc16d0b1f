"""The files of one pair whose bytes went from here in the last day, and those that a person said may: see drip.py.

    plan begun --note--> traces, a day         weigh --forget--> those whose bytes are here again
    approved --let_go--> paths that are meant, a month: what a build writes anew each time is asked about once

Kept by the pair's memory. One file saved now and then costs no write: only so many at once are written as matter, so
that a crash forgets fewer than anybody would be asked about. Used from the pair's own thread only.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from typing import Final

from megadesk.model.errors import MegadeskError
from megadesk.model.ids import NodeId
from megadesk.model.relpath import RelPath
from megadesk.model.values import replace
from megadesk.sync.drip import WINDOW_MS, Trace
from megadesk.sync.memory import PairMemory

log = logging.getLogger(__name__)

MEANT_MS: Final = 30 * 86_400_000

WRITTEN_AT_ONCE: Final = 25
"""Half of the smallest number that is asked about."""


class Recent:
    """What one pair lately lost; loaded when it is first asked."""

    def __init__(self, memory: PairMemory) -> None:
        self._memory = memory
        self._traces: dict[RelPath, Trace] = {}
        """In the order of their times."""
        self._nodes: set[NodeId] = set()
        self._meant: dict[RelPath, Trace] = {}
        self._is_loaded = self._is_swept = False
        self._put: dict[RelPath, Trace] = {}
        self._drop: set[RelPath] = set()

    def traces(self, now_ms: int) -> Collection[Trace]:
        """Return those of the last day."""
        self._load()
        if not self._is_swept:
            self._is_swept = True
            self.forget([trace for trace in self._meant.values() if abs(now_ms - trace.at_ms) >= MEANT_MS])
        over: list[Trace] = []
        for trace in self._traces.values():
            # A clock that was set back is believed: what would have happened tomorrow is over, too.
            if abs(now_ms - trace.at_ms) < WINDOW_MS:
                break
            over.append(trace)
        self.forget(over)
        return self._traces.values()

    def is_new(self, trace: Trace) -> bool:
        """Whether a file that loses its bytes has no trace, neither under its name nor under another."""
        self._load()
        is_known = trace.path in self._meant or trace.path in self._traces or trace.node in self._nodes
        return not is_known

    def note(self, traces: Iterable[Trace]) -> None:
        """Keep what a plan takes that is carried out now; what is meant, or was before, is so from now on."""
        self._load()
        for trace in traces:
            if trace.meant or trace.path in self._meant:
                self._drop_one(trace.path)
                self._meant[trace.path] = replace(trace, meant=True)
                self._keep(self._meant[trace.path])
            elif self.is_new(trace):
                self._traces[trace.path] = trace
                self._nodes.add(trace.node)
                self._keep(trace)
        if len(self._put) >= WRITTEN_AT_ONCE:
            self.write()

    def forget(self, traces: Iterable[Trace]) -> None:
        """Drop what is over."""
        for trace in traces:
            self._drop_one(trace.path)
            self._put.pop(trace.path, None)
            self._drop.add(trace.path)

    def let_go(self) -> None:
        """Note that a person says that all of it is meant; durable on return. Errors as the memory's."""
        self._load()
        meant = {path: replace(trace, meant=True) for path, trace in self._traces.items()}
        self._memory.apply_traces(meant.values(), ())
        self._meant.update(meant)
        self._traces.clear()
        self._nodes.clear()
        for path in meant:
            self._put.pop(path, None)

    def write(self) -> None:
        """Keep over a crash what is known by now."""
        if not self._put and not self._drop:
            return
        try:
            self._memory.apply_traces(self._put.values(), self._drop)
        except MegadeskError as error:
            log.warning("a pair's traces cannot be written: %s", error.code)
            return
        self._put, self._drop = {}, set()

    def _keep(self, trace: Trace) -> None:
        self._put[trace.path] = trace
        self._drop.discard(trace.path)

    def _drop_one(self, path: RelPath) -> None:
        self._meant.pop(path, None)
        trace = self._traces.pop(path, None)
        if trace is not None:
            self._nodes.discard(trace.node)

    def _load(self) -> None:
        if self._is_loaded:
            return
        self._is_loaded = True
        try:
            found = self._memory.traces()
        except MegadeskError as error:
            log.warning("a pair's traces cannot be read: %s", error.code)
            return
        self._meant = {trace.path: trace for trace in found if trace.meant}
        self._traces = {trace.path: trace for trace in found if not trace.meant}
        self._nodes = {trace.node for trace in self._traces.values()}
