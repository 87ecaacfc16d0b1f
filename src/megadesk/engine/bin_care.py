"""Takes out of the account's bin, for good, what has lain there longer than the account keeps it.

    the server's terms and time --> the journal, verified --> what is old enough --> small commits, each held to the bin

The server cannot see what lies in the bin, so the devices do it, whichever comes first. Nothing may go too early because a
clock is wrong: not that of whoever put it there, so it must have lain there as long by this device's own account; and
not this device's, so nothing is done while the server's clock and this one differ by more than a day. Nor because a server
says so: a week is the least, whatever its terms are. A folder goes from below, and each commit holds only while the
folder still lies in the bin: whoever brings it back keeps what is left of it.
"""

from __future__ import annotations

import logging
import threading
from functools import partial
from typing import TYPE_CHECKING, Final

from megadesk.model.errors import MegadeskError, Quarantined, TooNew
from megadesk.model.ids import NodeId
from megadesk.model.tree import Node
from megadesk.store.bin_seen import BinSeen
from megadesk.store.database import Database
from megadesk.wire import messages as wire
from megadesk.wire import routes

if TYPE_CHECKING:
    from megadesk.engine.supervisor import Supervisor

log = logging.getLogger(__name__)

DAY_MS: Final = 86_400_000
CLOCKS_APART_MS: Final = DAY_MS

LEAST_DAYS: Final = 7
"""So long everything lies there: what a server says must not have a device remove what was put there by mistake just now."""

FIRST_S: Final = 300.0
"""After a start there is more important work."""

EVERY_S: Final = 6 * 3_600.0
AT_ONCE: Final = 200
"""Records in one commit: other devices take it in between two of their own."""


class BinCare:
    """Cares for the bin of one account. Safe from any thread; one of its own does it now and then."""

    def __init__(self, supervisor: Supervisor, database: Database) -> None:
        self._supervisor = supervisor
        self._world = supervisor.world
        self._seen = BinSeen(database, self._world.space.id)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="bin-care", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End soon; what is under way ends with its commit."""
        self._stopping.set()

    def _run(self) -> None:
        wait_s = FIRST_S
        while not self._stopping.wait(wait_s):
            if self._supervisor.rests:
                wait_s = FIRST_S
                continue
            wait_s = EVERY_S
            try:
                self.look()
            except MegadeskError as error:
                log.info("the bin is looked at later: %s", error.code)
            except Exception:
                if self._stopping.is_set():
                    return  # what it works with is being closed
                # Nothing depends on it: it is tried again in some hours.
                log.exception("the bin could not be looked at")

    def look(self) -> int:
        """Take out what is old enough, and return how much of it there was. Errors as of the journal and the server."""
        me = self._world.api.call(routes.ME, want=wire.Me)
        now_ms = self._world.clock.wall_ms()
        if abs(now_ms - me.now_ms) > CLOCKS_APART_MS:
            log.warning(
                "the clock of this computer and that of the server are more than a day apart: the bin stays as it is"
            )
            return 0
        self._world.journal.fetch()  # raises unless what the server shows verifies
        done, days = 0, max(me.bin_days, LEAST_DAYS)
        for node in self._old_enough(now_ms - days * DAY_MS, now_ms):
            if self._is_over:
                break
            done += self._take_out(node)
        if done:
            log.info("%d entries lay in the bin for more than %d days and are gone for good", done, days)
        return done

    @property
    def _is_over(self) -> bool:
        """Whether it is to be gone on with another time."""
        return self._stopping.is_set() or self._supervisor.rests

    def _old_enough(self, before_ms: int, now_ms: int) -> list[NodeId]:
        """Return what lay in the bin before a moment, by whoever put it there and by this device."""
        space = self._world.space
        tree = space.tree(space.root("bin"))
        there = [node.id for node in tree.children(tree.root)]
        seen = self._seen.note(there, now_ms)
        return [node for node in there if seen[node] <= before_ms and self._trashed_ms(node, now_ms) <= before_ms]

    def _trashed_ms(self, node: NodeId, now_ms: int) -> int:
        """Return when a node was put into the bin, as its record says; now if that cannot be read."""
        try:
            record = self._world.space.opened(node)
        except (Quarantined, TooNew):
            record = None
        trashed_ms = record.meta.trashed_ms if record is not None else None
        return now_ms if trashed_ms is None else trashed_ms

    def _take_out(self, node: NodeId) -> bool:
        """Remove a node of the bin and all below it, deepest first; whether all of it is gone."""
        space = self._world.space
        while not self._is_over:
            self._world.journal.fetch()
            folder = self._world.cloud_folder(space.root("bin"))
            tree = folder.tree()
            top = tree.get(node)
            if top is None or top.parent != tree.root:
                return False  # somebody brought it back, or emptied the bin
            doomed = [node, *(below.id for below in tree.below(node))][::-1][:AT_ONCE]
            if folder.remove(doomed, holds=partial(self._is_still, top)).stale:
                return False  # somebody was quicker: what is left is looked at next time
            if doomed[-1] == node:
                return True
        return False

    def _is_still(self, top: Node) -> bool:
        """Whether the record of a node of the bin is the one it was when its removal was decided."""
        return self._world.space.versions([top.id]).get(top.id) == top.version
