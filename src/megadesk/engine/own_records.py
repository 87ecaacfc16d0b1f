"""The records that a device keeps for the others: the account's, which says which wraps are current, and its own name.

    check_wraps      what the server served at sign-in is what the account record says, or becomes it, or is warned of
    write_device     this device stands in the journal under its name

Both look at the records as of the last fetch: who calls fetches first. Read next: ``supervisor.py``, which does.
"""

from __future__ import annotations

from collections.abc import Callable

from megadesk.crypto.identity import WrapSet
from megadesk.crypto.records import account_node_id, device_node_id
from megadesk.engine.wiring import World
from megadesk.model.errors import Damaged, Stale
from megadesk.remote.publisher import Change
from megadesk.remote.session import device_meta, wrapset_meta


class OwnRecords:
    """Those of one unlocked account. Safe from any thread."""

    def __init__(
        self,
        world: World,
        *,
        device_name: Callable[[], str],
        wraps_recorded: Callable[[WrapSet], None],
        warn: Callable[[], None],
    ) -> None:
        """wraps_recorded: called with what the account record says. warn: called when the server serves old wraps."""
        self._world = world
        self._device_name = device_name
        self._wraps_recorded = wraps_recorded
        self._warn = warn
        self.unlocked = world.unlocked
        """The account with the wraps that are to be held against the record."""

    def check_wraps(self) -> None:
        """Hold the wraps against the account record.

        Old ones are a warning that stays, not an end: the person must hear of it, and has the keys already.
        """
        unlocked, space = self.unlocked, self._world.space
        if unlocked.wrapset is None:
            return
        record = space.opened(account_node_id(space.id))
        recorded = record.meta.wrapset if record is not None else None
        if recorded is None:
            raise Damaged("the account record is missing")
        after = unlocked.wrapset_after
        if recorded.digest == unlocked.wrapset:
            self._wraps_recorded(recorded)
        elif unlocked.wrapset_is_new and (after is None or recorded.version <= after):
            self._write_wraps(unlocked.wrapset, recorded, record.version if record is not None else 0)
        else:
            self._warn()

    def _write_wraps(self, digest: bytes, recorded: WrapSet, version: int) -> None:
        """Write down which wraps are current, for the other devices."""
        space = self._world.space
        now = WrapSet(recorded.version + 1, digest)
        change = Change(id=account_node_id(space.id), version=version, meta=wrapset_meta(now.version, digest))
        _, stale = self._world.publisher.publish([change], owner=self, since=space.head.seq if space.head else 0)
        if stale:
            raise Stale("another device wrote the account record")
        self._wraps_recorded(now)

    def wraps_version(self) -> int:
        """Return the version of the account record, as of the server's head of now. Errors as of a fetch."""
        self._world.journal.fetch()
        record = self._world.space.opened(account_node_id(self._world.space.id))
        if record is None or record.meta.wrapset is None:
            raise Damaged("the account record is missing")
        return record.meta.wrapset.version

    def write_device(self) -> None:
        """Write down what this device is called, unless it stands there."""
        unlocked, space = self._world.unlocked, self._world.space
        node = device_node_id(space.id, unlocked.facts.device)
        record = space.opened(node)
        name = self._device_name()
        if record is not None and record.meta.name == name:
            return
        change = Change(
            id=node,
            version=record.version if record is not None else 0,
            meta=device_meta(unlocked.facts.device, name, self._world.clock.wall_ms()),
        )
        self._world.publisher.publish([change], owner=self, since=space.head.seq if space.head else 0)
