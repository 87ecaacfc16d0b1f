"""Which pair a path of this computer is in: one rule for every command that takes a path.

as it was typed | with the folders above it resolved | resolved whole  --the first that is in a pair--> Place
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from megadesk.model.pair import SyncPair
from megadesk.model.relpath import RelPath


@dataclass(frozen=True, slots=True)
class Place:
    """A path in a pair; "" is the pair's folder."""

    pair: SyncPair
    path: RelPath


def place_of(pairs: Iterable[SyncPair], local: str) -> Place | None:
    """Return where an absolute path is; None if it is in no pair, whether anything is there or not.

    A link that is in a pair is itself what is meant. One that leads into a pair from outside means what it leads to.
    """
    pairs = list(pairs)
    folder, name = os.path.split(local)
    for at in (local, str(Path(os.path.realpath(folder), name)), os.path.realpath(local)):
        for pair in pairs:
            if Path(at).is_relative_to(pair.local):
                below = Path(at).relative_to(pair.local).as_posix()
                return Place(pair, RelPath("" if below == "." else below))
    return None
