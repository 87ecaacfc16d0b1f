"""Two spellings of one name, side by side on a disk that tells them apart: which has it, and which has to wait (ADR 13).

    settled | arrived | fresh --losers--> paths whose name in the cloud another has already
                                 `--shut_in--> those, and all that is in them

The cloud can have the name once. Who stands where it stood keeps it; then a node that was moved here has it, then what
is new; among equals the first by path. What has to wait stays as it is on disk and in the cloud, in a folder all of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from typing import Final

from megadesk.model.relpath import RelPath, name_of, parent_of, parents

UNICODE_CONFLICT: Final = "unicode_conflict"


def losers(settled: Iterable[RelPath], arrived: Iterable[RelPath], fresh: Iterable[RelPath]) -> frozenset[RelPath]:
    """Return those that arrived, or are new, whose name another has, spelt otherwise."""
    coming = [*_spelt(arrived), *_spelt(fresh)]
    if not coming:
        return frozenset()
    holders: dict[tuple[RelPath, str], RelPath] = {}
    for path in (*_spelt(settled), *coming):
        holders.setdefault(_place(path), path)
    return frozenset(path for path in coming if holders[_place(path)] != path)


def shut_in(waiting: Collection[RelPath], paths: Iterable[RelPath]) -> frozenset[RelPath]:
    """Return which of these paths wait, or are in a folder that does."""
    return frozenset(path for path in paths if path in waiting or any(above in waiting for above in parents(path)))


def _spelt(paths: Iterable[RelPath]) -> list[RelPath]:
    """Return the paths that may be spelt in several ways, in their order."""
    return sorted(path for path in paths if not path.isascii())


def _place(path: RelPath) -> tuple[RelPath, str]:
    return (parent_of(path), unicodedata.normalize("NFC", name_of(path)))
