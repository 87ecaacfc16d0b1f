"""What a file system keeps of a file, folder or link beside its name and bytes: permissions, and when it was changed.

A sync pair keeps one bit of it; a backup all (ADR 28). Both stand in the same place of a node, so that every rule that
compares, merges and follows that bit does the same with the whole, and a pair that has only the bit pays for no more.

    Attributes == Attributes    all of it is the same
    Attributes == bool          what both know of is the same: the bit
"""

from __future__ import annotations

import stat
from typing import Final

from megadesk.model.values import Value

_EXECUTABLE: Final = 0o111


class Attributes(Value, frozen=True, eq=False):
    """``mode`` as of stat, with the bits that say what it is; a record that has those keeps all of it."""

    mode: int
    mtime_ns: int

    @property
    def permissions(self) -> int:
        """The bits that chmod takes."""
        return stat.S_IMODE(self.mode)

    def __bool__(self) -> bool:
        """Whether it is a file that may be executed."""
        return stat.S_ISREG(self.mode) and bool(self.mode & _EXECUTABLE)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Attributes):
            return self.mode == other.mode and self.mtime_ns == other.mtime_ns
        return bool(self) is other if isinstance(other, bool) else NotImplemented

    def __ne__(self, other: object) -> bool:
        same = self.__eq__(other)  # what a Struct inherits here compares by identity
        return same if same is NotImplemented else not same

    def __hash__(self) -> int:
        return hash(bool(self))  # as of the bit that it equals


def is_whole(mode: int) -> bool:
    """Whether a mode says what it is the mode of: then all of it counts, and the time too."""
    return bool(stat.S_IFMT(mode))
