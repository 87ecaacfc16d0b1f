"""Files of the cloud: name, move, remove with undo, send, fetch, open."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import error_from_code
from megadesk.ui.actions.local import open_local
from megadesk.ui.desk import Desk
from megadesk.ui.text import text
from megadesk.ui.viewmodels.files import is_folder, name_in, named
from megadesk.ui.viewmodels.places import child_of, parent_of, place_name

Done = Callable[[], None]


def nothing() -> None:
    """Do nothing more."""


def rename(desk: Desk, entry: m.CloudEntry, name: str, *, then: Done = nothing) -> None:
    """Give an entry another name; undo gives the old one back."""
    old, new = entry.path, child_of(parent_of(entry.path), name)

    def undo() -> None:
        desk.link.ask(
            m.MOVE_FILES, m.Move(sources=[new], target=old), then=lambda _: then(), failed=desk.notices.failed
        )

    def done(_: m.CloudEntries) -> None:
        desk.notices.done(text("{old} is called {new} now.", old=name_in(old), new=name), undo=undo)
        then()

    desk.link.ask(m.MOVE_FILES, m.Move(sources=[old], target=new), then=done, failed=desk.notices.failed)


def move(desk: Desk, entries: Sequence[m.CloudEntry], folder: str, *, then: Done = nothing) -> None:
    """Move entries into a folder; undo moves each back to where it was."""
    going = [entry for entry in entries if parent_of(entry.path) != folder and entry.path != folder]
    if not going:
        return
    back: dict[str, list[str]] = {}
    for entry in going:
        back.setdefault(parent_of(entry.path), []).append(child_of(folder, name_in(entry.path)))

    def undo() -> None:
        for parent, paths in back.items():
            desk.link.ask(
                m.MOVE_FILES, m.Move(sources=paths, target=parent), then=lambda _: then(), failed=desk.notices.failed
            )

    def done(_: m.CloudEntries) -> None:
        desk.notices.done(text("{what} moved to {folder}.", what=named(going), folder=place_name(folder)), undo=undo)
        then()

    desk.link.ask(
        m.MOVE_FILES,
        m.Move(sources=[entry.path for entry in going], target=folder),
        then=done,
        failed=desk.notices.failed,
    )


def remove(desk: Desk, entries: Sequence[m.CloudEntry], *, then: Done = nothing) -> None:
    """Put entries into the bin; undo brings them back. Nobody is asked: nothing is gone."""
    going = list(entries)
    if not going:
        return

    def undone(_: m.Restored) -> None:
        desk.notices.done(text("{what} is back.", what=named(going)))
        then()

    def undo() -> None:
        ids = [entry.id for entry in going]
        desk.link.ask(m.RESTORE_BIN, m.BinRestore(ids=ids), then=undone, failed=desk.notices.failed)

    def done(_: m.Nothing) -> None:
        desk.notices.done(text("{what} moved to the bin.", what=named(going)), undo=undo)
        then()

    desk.link.ask(
        m.REMOVE_FILES, m.Remove(paths=[entry.path for entry in going]), then=done, failed=desk.notices.failed
    )


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
            Path(paths[0]).chmod(0o400)
            desk.notices.done(
                text(
                    "{name} is open as a copy to look at: what you change in it stays there.", name=name_in(entry.path)
                )
            )
            open_local(desk, paths[0])

    desk.notices.done(text("Fetching {name} to open it.", name=name_in(entry.path)))
    fetch_aside(desk, [entry], then=fetched, owner=owner)


def fetch_aside(
    desk: Desk, entries: Sequence[m.CloudEntry], *, then: Callable[[list[str]], None], owner: QObject
) -> None:
    """Fetch entries into a folder of their own, below the system's for what is temporary; then gets where they are."""
    folder = Path(tempfile.mkdtemp(prefix="megadesk-"))

    def over(status: m.ErrandStatus) -> None:
        if status.state != "done" and status.reason:
            desk.notices.failed(error_from_code(status.reason, "", status.arguments))
        found = [folder / name_in(entry.path) for entry in entries]
        then([str(path) for path in found if path.exists()])

    def begun(status: m.ErrandStatus) -> None:
        desk.link.ask(m.WATCH_ERRAND, m.ErrandName(id=status.id), then=over, failed=desk.notices.failed, owner=owner)

    desk.link.ask(
        m.START_GET,
        m.GetFiles(
            remotes=[entry.path for entry in entries],
            local=f"{folder}{os.sep}",
            recursive=any(map(is_folder, entries)),
            on_conflict="rename",
        ),
        then=begun,
        failed=desk.notices.failed,
        owner=owner,
    )
