"""One put or get that a person asked for, and everything it names: what is written down of it before bytes move.

    Errand     what was asked, what was answered, how far it is
    Item       one file or folder of it: where from, where to, which node, what was decided
    There      what has the name that an item wants, as the person was shown it

Decisions are functions of these: ``engine/errand_plan.py``. They are kept by ``store/errands.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from megadesk.model.errors import MegadeskError
from megadesk.model.ids import NodeId, PairId
from megadesk.model.listing import Fingerprint
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import Direction
from megadesk.model.tree import Kind


class Phase(Enum):
    """How far an errand is; the value is public."""

    SCAN = "scan"
    CREATE = "create"
    TRANSFER = "transfer"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OVER: Final = frozenset({Phase.DONE, Phase.FAILED, Phase.CANCELLED})


class ItemState(Enum):
    """How far one file or folder is."""

    NEW = "new"
    """Nothing is decided yet, or no longer."""
    ASKING = "asking"
    READY = "ready"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"


class Case(Enum):
    """What meets what at a name that is taken; each has answers of its own."""

    FILE = "file"
    FOLDER = "folder"
    MIXED = "mixed"
    """A file and a folder: neither ever replaces the other."""


class Answer(Enum):
    """What is to be done about a taken name. FAIL: the whole errand is not begun; REFUSE: this one is left out, and said."""

    ASK = "ask"
    REPLACE = "replace"
    RENAME = "rename"
    SKIP = "skip"
    MERGE = "merge"
    FAIL = "fail"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class There:
    """What has a name. ``version``: of the record (put); ``inode``, ``changed_ns``: of the file (get); else 0."""

    kind: Kind
    size_bytes: int
    mtime_ns: int
    version: int = 0
    inode: int = 0
    changed_ns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file or folder of an errand.

    number, above: its own and its folder's; 0 is the place that the errand goes to. root: which of the errand's local
    folders ``path`` is below (put); a get has the path in the cloud. node: the one it becomes (put) or is (get).
    there: what has the name, as it was when that was decided or asked; None if it is free.
    """

    number: int
    above: int
    kind: Kind
    path: RelPath
    name: str
    found: Fingerprint
    root: int = 0
    renamed: str | None = None
    node: NodeId | None = None
    there: There | None = None
    state: ItemState = ItemState.NEW
    answer: Answer | None = None
    error: MegadeskError | None = None

    @property
    def goal(self) -> str:
        """The name it gets."""
        return self.renamed or self.name

    @property
    def is_folder(self) -> bool:
        """Whether it is one."""
        return self.kind is Kind.FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What an errand did, and what there is to do."""

    files: int = 0
    folders: int = 0
    bytes: int = 0
    skipped: int = 0
    total_files: int = 0
    total_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """What a get is of, if not of now: the commit at whose moment it looks, by its number and its id in hex.

    version, node: of an errand that fetches one earlier version of one file; the commit is the one that made it.
    """

    seq: int
    commit: str
    time_ms: int
    version: int = 0
    node: NodeId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One put or get. ``pair``: what the transfer manager calls it, and people too.

    sources: local paths (put) or places in the cloud (get), as asked. target: where they go. name: what a single one is
    to be called there; empty: as it is called. roots: the folders that local paths are below. word: of the hidden folder
    in which a get grows. then: of a get that looks at the past.
    """

    pair: PairId
    way: Direction
    sources: Sequence[str]
    target: str
    name: str = ""
    roots: Sequence[str] = ()
    word: str = ""
    then: Then | None = None
    answers: Mapping[Case, Answer] = field(default_factory=dict)
    phase: Phase = Phase.SCAN
    counts: Counts = Counts()
    created_ms: int = 0
    ended_ms: int | None = None
    error: MegadeskError | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return self.phase in OVER
