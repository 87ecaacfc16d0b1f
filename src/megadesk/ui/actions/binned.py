"""The bins: bring back, elsewhere too, and remove for good what a person was asked about, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.portions import PORTION, Outcome, in_portions, restoring
from megadesk.ui.desk import Desk
from megadesk.ui.text import Text, plural, text
from megadesk.ui.viewmodels.files import name_in

Done = Callable[[], None]


def bring_back(desk: Desk, entries: Sequence[m.BinEntry], *, then: Done) -> None:
    """Put entries back where they were; whose name is taken gets another beside it."""
    if not entries:
        return

    def make(part: list[str]) -> m.BinRestore:
        return m.BinRestore(ids=part)

    _bring(desk, [entry.id for entry in entries], make, then, PORTION)


def bring_back_to(desk: Desk, entries: Sequence[m.BinEntry], to: str, *, then: Done) -> None:
    """Put entries into another folder: the engine takes one at a time, so the next when the one before is there."""

    def make(part: list[str]) -> m.BinRestore:
        return m.BinRestore(ids=part, to=to)

    _bring(desk, [entry.id for entry in entries], make, then, 1)


def _bring(
    desk: Desk, ids: Sequence[str], make: Callable[[list[str]], m.BinRestore], then: Done, portion: int
) -> None:  # fmt: skip
    def done(outcome: Outcome[m.Restored]) -> None:
        found = [one for answer in outcome.answers for one in answer.entries]
        if found:
            desk.notices.overtaken(frozenset(one.id for one in found))  # that they were removed can no more be undone
            _say(desk, found)
        if outcome.error is not None:
            desk.notices.failed(outcome.error)
        then()

    in_portions(desk, m.RESTORE_BIN, ids, make, words=restoring, then=done, size=portion)


def remove_for_good(desk: Desk, ids: Sequence[str], *, then: Done, failed: Callable[[MegadeskError], None]) -> None:
    """Remove just these for good."""

    def done(outcome: Outcome[m.Emptied]) -> None:
        if outcome.done:
            gone = sum(answer.local + answer.cloud for answer in outcome.answers)
            desk.notices.overtaken(frozenset(ids[: outcome.done]))
            desk.notices.done(plural("{n} item was permanently deleted.", "{n} items were permanently deleted.", gone))
        if outcome.error is not None:
            failed(outcome.error)
        else:
            then()

    in_portions(desk, m.EMPTY_BIN, ids, lambda part: m.BinEmpty(only=part), words=_deleting, then=done)


def _deleting(done: int, count: int) -> Text:
    return text("Permanently deleting: {n} of {count}", n=done, count=count)


def _say(desk: Desk, restored: Sequence[m.BinRestored]) -> None:
    renamed = sum(one.renamed for one in restored)
    if len(restored) == 1:
        name = name_in(restored[0].path)
        words = (
            text("Restored as {name}, because its old name is taken.", name=name)
            if renamed
            else text("{what} was restored.", what=name)
        )
    elif renamed:
        words = text("{n} items were restored, {renamed} of them under a new name.", n=len(restored), renamed=renamed)
    else:
        words = plural("{n} item was restored.", "{n} items were restored.", len(restored))
    desk.notices.done(words)
