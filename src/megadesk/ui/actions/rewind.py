"""Bringing the past back: one path after the other, with how far it is, and one “Undo” for all of them.

restore(desk, Wanted, ...) --> rewind.restore per path --> Restored...        undo(desk, Restored...) --> the moment before
fetch_here(desk, Wanted) --> a download of what was then
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk, Place
from megadesk.ui.engine_link import Asking
from megadesk.ui.text import Text, plural, text, verbatim
from megadesk.ui.viewmodels.rewind import folder_of, name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to come back, of which moment. to: a folder of the cloud for copies. exact: what is only there now goes."""

    paths: tuple[str, ...]
    seq: int
    to: str = ""
    exact: bool = False


@dataclass(slots=True)
class Going:
    """A restore under way; ``cancel`` leaves what is not begun yet."""

    asking: Asking | None = None
    is_cancelled: bool = False
    done: list[m.RewindRestored] = field(default_factory=list)

    def cancel(self) -> None:
        """Begin nothing more, and leave what is under way."""
        self.is_cancelled = True
        if self.asking is not None:
            self.asking.cancel()


def restore(
    desk: Desk,
    wanted: Wanted,
    *,
    owner: QObject,
    progress: Callable[[int, Any], None],
    done: Callable[[Sequence[m.RewindRestored]], None],
    failed: Callable[[MegadeskError, Sequence[m.RewindRestored]], None],
) -> Going:
    """Bring paths back, one after the other. progress: which of them, and the engine's Progress (plain)."""
    going = Going()

    def begin(number: int) -> None:
        if number == len(wanted.paths):
            done(going.done)
            return
        progress(number, None)
        going.asking = desk.link.ask(
            m.REWIND_RESTORE,
            m.RewindRestore(path=wanted.paths[number], seq=wanted.seq, to=wanted.to, exact=wanted.exact),
            then=lambda answer: over(number, answer),
            failed=lambda error: failed(error, going.done),
            progress=lambda piece: progress(number, piece),
            owner=owner,
        )

    def over(number: int, answer: m.RewindRestored) -> None:
        going.done.append(answer)
        if not going.is_cancelled:
            begin(number + 1)

    begin(0)
    return going


def offer_undo(
    desk: Desk, done: Sequence[m.RewindRestored], *, begun: Callable[[], None], finished: Callable[[], None]
) -> Callable[[], None] | None:
    """Return what takes restores back, once; Ctrl+Z does it, too. None if nothing was changed. begun: it is being done."""
    changed = [one for one in done if changes(one)]

    def take_back() -> None:
        if changed:
            begun()
            undo(desk, tuple(changed), finished=finished)
            changed.clear()

    if not changed:
        return None
    desk.notices.can_undo(take_back)
    return take_back


def changes(done: m.RewindRestored) -> bool:
    """Return whether a restore had anything to do."""
    return any(count for deed, count in done.summary.counts.items() if deed != "keep")


def restored_words(done: Sequence[m.RewindRestored], *, is_copy: bool = False) -> Text:
    """Return what came back, in one sentence. is_copy: to another place than where it was."""
    count = sum(n for one in done for deed, n in one.summary.counts.items() if deed != "keep")
    if not count:
        return text("Nothing to restore: everything is already as it was then.")
    if is_copy:
        place = verbatim(done[0].path if len(done) == 1 else folder_of(done[0].path))
        return plural("{n} item was copied to {place}.", "{n} items were copied to {place}.", count, place=place)
    if len(done) == 1 and name_of(done[0].path):
        return plural(
            "“{name}” is as it was then. {n} item was changed.",
            "“{name}” is as it was then. {n} items were changed.",
            count,
            name=verbatim(name_of(done[0].path)),
        )
    return plural("{n} item was restored.", "{n} items were restored.", count)


def undo(desk: Desk, done: Sequence[m.RewindRestored], *, finished: Callable[[], None] | None = None) -> None:
    """Take restores back, the last one first: each place goes to the moment before it."""
    left = list(done)

    def go_on(_answer: object = None) -> None:
        if not left:
            desk.notices.done(text("The restore was undone. Everything is as it was before."))
            if finished is not None:
                finished()
            return
        _undo_one(desk, left.pop(), go_on)

    go_on()


def _undo_one(desk: Desk, done: m.RewindRestored, then: Callable[[object], None]) -> None:
    """What was not there before goes to the bin; but what was moved there from beside it goes back to where it was."""
    if not done.existed and "move" not in done.summary.counts:
        desk.link.ask(m.REMOVE_FILES, m.Remove(paths=[done.path]), then=then, failed=desk.notices.failed)
        return
    path = done.path if done.existed else folder_of(done.path)
    body = m.RewindRestore(path=path, seq=done.before.seq, exact=True)
    desk.link.ask(m.REWIND_RESTORE, body, then=then, failed=desk.notices.failed)


def fetch_here(desk: Desk, wanted: Wanted, local: str, *, then: Callable[[], None], failed: Callable[[MegadeskError], None], owner: QObject) -> None:  # fmt: skip
    """Download what was then into a folder of this computer. Nothing is written over: taken names are asked about."""

    def begun(_errand: m.ErrandStatus) -> None:
        folder = verbatim(local)
        desk.notices.done(text("Downloading to {folder}. You can follow the progress in Transfers.", folder=folder))
        then()

    body = m.GetFiles(remotes=list(wanted.paths), local=local, recursive=True, on_conflict="ask", seq=wanted.seq)
    desk.link.ask(m.START_GET, body, then=begun, failed=failed, owner=owner)


def show_in_files(desk: Desk, path: str) -> None:
    """Show where it is now."""
    desk.go(Place("files", path))
