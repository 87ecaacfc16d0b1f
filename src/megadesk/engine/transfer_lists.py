"""What a transfer is, whichever list it stands in, and how people name it. Pure.

TransferLine   in the manager      Later   planned by a pair, and not asked for yet
Held           held back by a pair, or one that failed and may be tried again
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from megadesk.engine.transfer_rows import PAST_MARK, later_state
from megadesk.model.errors import Argument, BadUsage, NotFound
from megadesk.model.ids import FileHash, PairId, TransferId
from megadesk.model.relpath import RelPath, printable
from megadesk.model.transfer import ContentKey, Direction, Subject, TransferLine, TransferState
from megadesk.model.tree import Node
from megadesk.store.transfers import PastTransfer, folded
from megadesk.sync.outlook import Outlook

NUMBER_DIGITS: Final = 18
"""More fit into no row's number."""


class Later(NamedTuple):
    """A file that a pair's plan will ask the manager for. ``reason``: why it is paused, or waits; empty: neither."""

    pair: PairId
    way: Direction
    node: Node
    outlook: Outlook
    reason: str = ""

    @property
    def subject(self) -> Subject:
        """What a person steers with it."""
        return Subject(self.pair, self.way, self.node.id)

    @property
    def state(self) -> TransferState:
        """How it stands."""
        return later_state(self.reason)


@dataclass(frozen=True, slots=True)
class Held:
    """A file that a pair holds back, or one that failed and is asked for again, as a transfer. ``number``: of the past."""

    subject: Subject
    path: RelPath
    state: TransferState
    size_bytes: int
    content: FileHash | None = None
    code: str = ""
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    number: int | None = None


Shown = TransferLine | Later | Held

SORTS: Final = ("", "name", "size")
"""What lists can be sorted by; nothing: the order in which they are taken."""


def checked_sort(word: str) -> str:
    """Return a word of SORTS; BadUsage for another."""
    if word not in SORTS:
        raise BadUsage(what="sort", value=word)
    return word


def in_order(found: Sequence[Shown], sort: str, *, descending: bool) -> list[Shown]:
    """Return transfers by name or size; those that are alike stay as they were."""
    match checked_sort(sort):
        case "name":
            return sorted(found, key=lambda one: folded(_path(one).rpartition("/")[2]), reverse=descending)
        case "size":
            return sorted(found, key=_size_bytes, reverse=descending)
        case _:
            return list(found)


def _path(one: Shown) -> str:
    return one.outlook.path_to_be(one.node.id) if isinstance(one, Later) else one.path


def _size_bytes(one: Shown) -> int:
    match one:
        case TransferLine():
            return one.bytes_total
        case Later():
            return one.node.size_bytes
        case Held():
            return one.size_bytes


def in_line(chosen: Sequence[Shown]) -> list[Shown]:
    """Return those that can pass their neighbours; BadUsage if some are not in line yet. What moves already has none."""
    for one in chosen:
        if not isinstance(one, TransferLine):
            path = one.path if isinstance(one, Held) else one.outlook.path_to_be(one.node.id)
            raise BadUsage(what="transfer", reason="not_in_line", path=printable(path))
    return [one for one in chosen if one.state is not TransferState.ACTIVE]


def again(past: PastTransfer) -> Held:
    """Return one that failed as what may be tried again."""
    return Held(past.subject, past.path, past.state, past.size_bytes, number=past.number)


def content_of(one: Shown) -> ContentKey | None:
    """Return which content is not to be moved; None for one that was moved, or is not known."""
    match one:
        case TransferLine():
            # One that was ended just now may have been asked for again, and not have begun yet.
            return None if one.state is TransferState.COMPLETED else one.key
        case Later():
            content = one.node.content
        case Held():
            content = one.content
    subject = one.subject
    return None if content is None else ContentKey(subject.pair, subject.direction, subject.node, content)


def named(by_id: dict[TransferId, Shown], text: str) -> Shown:
    """Return the transfer with this id, or the only one whose id begins so."""
    exact = by_id.get(TransferId(text))
    if exact is not None:
        return exact
    found = [one for name, one in by_id.items() if text and name.startswith(text)]
    if not found:
        raise NotFound(what="transfer", value=text)
    if len(found) > 1:
        raise BadUsage(what="transfer", value=text, reason="several")
    return found[0]


def number_of(text: str) -> int:
    """Return the number of a transfer that is over."""
    digits = text.removeprefix(PAST_MARK)
    if not (digits.isascii() and digits.isdigit()) or len(digits) > NUMBER_DIGITS:
        raise NotFound(what="transfer", value=text)
    return int(digits)
