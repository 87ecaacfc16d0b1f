"""Files of the cloud: name, move, remove with undo, send, fetch, open."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import BadName, MegadeskError, error_from_code
from megadesk.model.relpath import cloud_name
from megadesk.ui.actions.local import open_local
from megadesk.ui.actions.portions import Outcome, in_portions, restoring
from megadesk.ui.desk import Desk
from megadesk.ui.text import Text, plural, text
from megadesk.ui.viewmodels.files import is_folder, name_in, named
from megadesk.ui.viewmodels.places import child_of, parent_of, place_name

A = TypeVar("A", bound=m.Body)
Done = Callable[[], None]


def nothing() -> None:
    """Do nothing more."""


def rename(desk: Desk, entry: m.CloudEntry, name: str, *, then: Done = nothing, refused: Done = nothing) -> None:
    """Give an entry another name, which is neither a way to elsewhere nor the name of a folder to put it into.

    Undo gives the old one back. refused: it keeps its name, and why was said.
    """

    def fail(error: MegadeskError) -> None:
        desk.notices.failed(error)
        refused()

    try:
        name = cloud_name(name)
    except BadName as error:
        fail(error)
        return
    old, new = entry.path, child_of(parent_of(entry.path), name)

    def undo() -> None:
        back = m.Move(sources=[new], target=old, exact=True)
        desk.link.ask(m.MOVE_FILES, back, then=lambda _: then(), failed=desk.notices.failed)

    def done(_: m.CloudEntries) -> None:
        desk.notices.done(text("{old} was renamed to {new}.", old=name_in(old), new=name), undo=undo)
        then()

    desk.link.ask(m.MOVE_FILES, m.Move(sources=[old], target=new, exact=True), then=done, failed=fail)


def move(desk: Desk, entries: Sequence[m.CloudEntry], folder: str, *, then: Done = nothing) -> None:
    """Move entries into a folder; undo moves each back to where it was."""
    going = [entry for entry in entries if parent_of(entry.path) != folder and entry.path != folder]
    if not going:
        there = [entry for entry in entries if entry.path != folder]
        if there:
            desk.notices.done(
                plural(
                    "{what} is already in {folder}.",
                    "{what} are already in {folder}.",
                    len(there),
                    what=named(there),
                    folder=place_name(folder),
                )
            )
        return

    def finished(outcome: Outcome[m.CloudEntries]) -> None:
        _tell_fault(desk, outcome)
        then()

    def undo(moved: Sequence[m.CloudEntry]) -> None:
        back: dict[str, list[str]] = {}
        for entry in moved:
            back.setdefault(parent_of(entry.path), []).append(child_of(folder, name_in(entry.path)))
        for parent, places in back.items():
            in_portions(desk, m.MOVE_FILES, places, _into(parent), words=_moving, then=finished)

    def done(outcome: Outcome[m.CloudEntries]) -> None:
        moved = going[: outcome.done]
        if moved:
            words = text("{what} moved to {folder}.", what=named(moved), folder=place_name(folder))
            desk.notices.done(words, undo=lambda: undo(moved))
        finished(outcome)

    paths = [entry.path for entry in going]
    in_portions(desk, m.MOVE_FILES, paths, _into(folder), words=_moving, then=done)


def remove(desk: Desk, entries: Sequence[m.CloudEntry], *, then: Done = nothing) -> None:
    """Put entries into the bin; undo brings them back. Nobody is asked: nothing is gone."""
    going = list(entries)

    def undone(outcome: Outcome[m.Restored]) -> None:
        if count := outcome.done:
            one = text("{what} was restored.", what=named(going[:count]))
            desk.notices.done(
                one if count == 1 else plural("{n} item was restored.", "{n} items were restored.", count)
            )
        _tell_fault(desk, outcome)
        then()

    def undo(gone: Sequence[str]) -> None:
        in_portions(desk, m.RESTORE_BIN, gone, lambda part: m.BinRestore(ids=part), words=restoring, then=undone)

    def done(outcome: Outcome[m.Nothing]) -> None:
        gone = [entry.id for entry in going[: outcome.done]]
        if gone:
            desk.notices.done(
                text("{what} moved to the bin.", what=named(going[: outcome.done])),
                undo=lambda: undo(gone),
                about=frozenset(gone),
            )
        _tell_fault(desk, outcome)
        then()

    if going:
        paths = [entry.path for entry in going]
        in_portions(desk, m.REMOVE_FILES, paths, lambda part: m.Remove(paths=part), words=deleting, then=done)


def _tell_fault(desk: Desk, outcome: Outcome[A]) -> None:
    """Say what ended it; after what was done, which can still be taken back."""
    if outcome.error is not None:
        desk.notices.failed(outcome.error)


def _moving(done: int, count: int) -> Text:
    return text("Moving files: {n} of {count}", n=done, count=count)


def deleting(done: int, count: int) -> Text:
    """Return how far it is of what goes to the bin."""
    return text("Deleting files: {n} of {count}", n=done, count=count)


def _into(folder: str) -> Callable[[list[str]], m.Move]:
    """Return what moves a part into a folder."""
    return lambda part: m.Move(sources=part, target=folder)


def upload(desk: Desk, files: Sequence[str], folder: str, *, then: Callable[[m.ErrandStatus], None]) -> None:
    """Send files and folders of this computer into a folder of the cloud; names that are taken are asked about."""
    if files:
        desk.link.ask(
            m.START_PUT,
            m.PutFiles(locals=list(files), remote=folder, recursive=True, on_conflict="ask", on_folder="ask"),
            then=then,
            failed=desk.notices.failed,
        )


def download(
    desk: Desk, entries: Sequence[m.CloudEntry], folder: str, *, then: Callable[[m.ErrandStatus], None]
) -> None:
    """Fetch entries into a folder of this computer; names that are taken are asked about."""
    if entries:
        desk.link.ask(
            m.START_GET,
            m.GetFiles(
                remotes=[entry.path for entry in entries],
                local=folder,
                recursive=any(map(is_folder, entries)),
                on_conflict="ask",
                on_folder="ask",
            ),
            then=then,
            failed=desk.notices.failed,
        )


def open_entry(desk: Desk, entry: m.CloudEntry, *, owner: QObject) -> None:
    """Open a file: the one on this computer, else a copy that is fetched, which says of itself that it is read only."""
    if entry.local and os.path.lexists(entry.local):
        open_local(desk, entry.local)
        return

    def fetched(paths: list[str]) -> None:
        if paths:
            desk.notices.done(
                text(
                    "{name} is open as a read-only copy: changes you make in it are not saved to the cloud.",
                    name=name_in(entry.path),
                )
            )
            open_local(desk, paths[0])

    desk.notices.done(text("Downloading {name} to open it.", name=name_in(entry.path)))
    fetch_aside(desk, [entry], is_to_look=True, then=fetched, owner=owner)


def fetch_aside(
    desk: Desk,
    entries: Sequence[m.CloudEntry],
    *,
    is_to_look: bool = False,
    then: Callable[[list[str]], None],
    owner: QObject,
) -> None:
    """Fetch entries as copies into a folder of their own; ``then`` gets where those are that came.

    is_to_look: they are read only, so that nobody takes them for the file itself. They are cleared once they are old.
    """
    folder = desk.asides.make()

    def over(status: m.ErrandStatus) -> None:
        if status.state != "done" and status.reason:
            desk.notices.failed(error_from_code(status.reason, "", status.arguments))
        found = [folder / name_in(entry.path) for entry in entries]
        if is_to_look:
            for path in found:
                if path.is_file():
                    path.chmod(0o400)
        desk.asides.note(folder)
        then([str(path) for path in found if path.exists()])

    def fail(error: MegadeskError) -> None:
        desk.notices.failed(error)
        then([])

    def begun(status: m.ErrandStatus) -> None:
        desk.link.ask(m.WATCH_ERRAND, m.ErrandName(id=status.id), then=over, failed=fail, owner=owner)

    body = m.GetFiles(
        remotes=[entry.path for entry in entries],
        local=f"{folder}{os.sep}",
        recursive=any(map(is_folder, entries)),
        on_conflict="rename",
    )
    desk.link.ask(m.START_GET, body, then=begun, failed=fail, owner=owner)
