"""What files hold, read when it is worth it: not while somebody writes to them.

    wanted --patience--> ready --digests--> what they hold, or why that is not known now
                    `--> busy, to be looked at again at again_ms

Read next: patience.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from megadesk.model.errors import FileBusy, MegadeskError
from megadesk.model.ids import NodeId
from megadesk.model.listing import Digest, Entry
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Node
from megadesk.sync.patience import Patience
from megadesk.sync.ports import LocalSide


class Reading:
    """Reads for one pair. ``patience`` says which files are read now; without it all are. ``base``: a view of it."""

    def __init__(self, local_side: LocalSide, base: Mapping[NodeId, Node], patience: Patience | None) -> None:
        self._side = local_side
        self._base = base
        self._patience = patience

    def read(self, wanted: Sequence[Entry], at: Mapping[RelPath, NodeId]) -> Mapping[RelPath, Digest | MegadeskError]:
        """Return what files hold, or why that is not known now."""
        if self._patience is None:
            return self._side.digests(wanted) if wanted else {}
        ready, busy = self._patience.sift(wanted)
        found = dict(self._side.digests(ready)) if ready else {}
        growing = [
            entry
            for entry in ready
            if isinstance(found.get(entry.path), FileBusy)
            and self._patience.is_stuck(entry.path)
            and self._was_shorter(entry, at.get(entry.path))
        ]
        if growing:
            found.update(self._patience.beginnings(growing))
        self._patience.noted(ready, found)
        return {**found, **busy}

    def _was_shorter(self, entry: Entry, node: NodeId | None) -> bool:
        """Whether a file was synced before and has grown: a log, and not a download on its way."""
        agreed = self._base.get(node) if node is not None else None
        return agreed is not None and 0 < agreed.size_bytes < entry.fingerprint.size_bytes

    @property
    def busy(self) -> Mapping[RelPath, int]:
        """The files that somebody is writing to, and since when (by the clock of ``patience``)."""
        if self._patience is None:
            return {}
        since = {path: self._patience.since_ms(path) for path in self._patience.waiting}
        return {path: since_ms for path, since_ms in since.items() if since_ms is not None}

    @property
    def again_ms(self) -> int | None:
        """When these files are to be looked at again."""
        return None if self._patience is None else self._patience.again_ms
