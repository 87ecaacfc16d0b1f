"""The bins: bring back, elsewhere too, and remove for good what a person was asked about, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.text import plural, text
from megadesk.ui.viewmodels.files import name_in

Done = Callable[[], None]


def bring_back(desk: Desk, entries: Sequence[m.BinEntry], *, then: Done) -> None:
    """Put entries back where they were; whose name is taken gets another beside it."""
    if not entries:
        return

    ids = [entry.id for entry in entries]

    def done(restored: m.Restored) -> None:
        desk.notices.overtaken(frozenset(ids))  # that they were removed can no more be undone
        _say(desk, restored.entries)
        then()

    desk.link.ask(m.RESTORE_BIN, m.BinRestore(ids=ids), then=done, failed=desk.notices.failed)


def bring_back_to(desk: Desk, entries: Sequence[m.BinEntry], to: str, *, then: Done) -> None:
    """Put entries into another folder: the engine takes one at a time, so the next when the one before is there."""
    waiting = list(entries)
    found: list[m.BinRestored] = []

    def over() -> None:
        if found:
            _say(desk, found)
        then()

    def failed(error: MegadeskError) -> None:
        desk.notices.failed(error)
        then()

    def next_one(restored: m.Restored | None = None) -> None:
        if restored is not None:
            desk.notices.overtaken(frozenset(one.id for one in restored.entries))
            found.extend(restored.entries)
        if not waiting:
            over()
            return
        entry = waiting.pop(0)
        desk.link.ask(m.RESTORE_BIN, m.BinRestore(ids=[entry.id], to=to), then=next_one, failed=failed)

    next_one()


def remove_for_good(desk: Desk, ids: Sequence[str], *, then: Done, failed: Callable[[MegadeskError], None]) -> None:
    """Remove just these for good."""

    def done(emptied: m.Emptied) -> None:
        count = emptied.local + emptied.cloud
        desk.notices.overtaken(frozenset(ids))
        desk.notices.done(plural("{n} item was permanently deleted.", "{n} items were permanently deleted.", count))
        then()

    desk.link.ask(m.EMPTY_BIN, m.BinEmpty(only=list(ids)), then=done, failed=failed)


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
