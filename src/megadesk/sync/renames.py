"""From where things came that were seen to be renamed, until somebody has looked at them.

    a -> b, b -> c      c came from a            d -> e after d/a -> d/b      e/b came from d/a

A scan alone cannot tell a file that was renamed and edited from a new one with an old one's inode: inodes are used
again. That somebody saw the rename is the second witness (matching.py, row 68). Where nobody did, nothing is lost but
the file's history under its old name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, TypeAlias

from megadesk.model.relpath import RelPath

Renamed: TypeAlias = tuple[RelPath, RelPath]
"""Old path and new path."""

LIMIT: Final = 5_000
"""More than these and they are not remembered: it is a folder being sorted, not a file being saved."""


class Renames:
    """What was seen since the last look."""

    def __init__(self) -> None:
        self._origins: dict[RelPath, RelPath] = {}

    def seen(self, renamed: Iterable[Renamed]) -> None:
        """Note renames, in the order in which they happened."""
        for old, new in renamed:
            below = [path for path in self._origins if path.startswith(old + "/")]
            moved = {RelPath(new + path[len(old) :]): self._origins.pop(path) for path in below}
            self._origins.update(moved)
            origin = self._origins.pop(old, old)
            self._origins.pop(new, None)
            if origin != new:
                self._origins[new] = origin
        if len(self._origins) > LIMIT:
            self._origins.clear()

    @property
    def origins(self) -> Mapping[RelPath, RelPath]:
        """New path to old of everything that was not looked at since."""
        return self._origins

    def looked_at(self, dirty: Collection[RelPath] | None) -> None:
        """Forget what was looked at; None: everything."""
        for path in list(self._origins) if dirty is None else dirty:
            self._origins.pop(path, None)
