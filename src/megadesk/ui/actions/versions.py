"""Versions of a file: bring one back, as the file or as a copy, or save it on this computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError, error_from_code
from megadesk.ui.desk import Desk
from megadesk.ui.text import text
from megadesk.ui.viewmodels.places import name_of, parent_of, place_name

Failed = Callable[[MegadeskError], None]


def restore_version(
    desk: Desk,
    path: str,
    version: int,
    ordinal: int,
    *,
    current: int,
    then: Callable[[], None],
    failed: Failed,
) -> None:
    """Make a version current again. Undo makes current again what was: nothing is lost either way."""

    def undo() -> None:
        desk.link.ask(
            m.RESTORE_VERSION,
            m.RestoreVersion(path=path, version=current),
            then=lambda _: desk.notices.done(text("{name} is back to its previous version.", name=name_of(path))),
            failed=desk.notices.failed,
        )

    def done(restored: m.VersionRestored) -> None:
        if restored.changed:
            words = text("{name} was restored to version {number}.", name=name_of(path), number=ordinal)
            desk.notices.done(words, undo=undo if current else None)
        then()

    desk.link.ask(m.RESTORE_VERSION, m.RestoreVersion(path=path, version=version), then=done, failed=failed)


def copy_version(desk: Desk, path: str, version: int, to: str, *, failed: Failed) -> None:
    """Make a copy of a version in the cloud; the file stays as it is."""

    def done(restored: m.VersionRestored) -> None:
        desk.notices.done(
            text(
                "A copy was saved in {folder} as {name}.",
                folder=place_name(parent_of(restored.path)),
                name=name_of(restored.path),
            )
        )

    desk.link.ask(m.RESTORE_VERSION, m.RestoreVersion(path=path, version=version, to=to), then=done, failed=failed)


def save_version(desk: Desk, path: str, version: int, file: Path, *, failed: Failed) -> None:
    """Save a version on this computer, under a name that a person chose in a file dialog (which asked about a taken one)."""

    def watched(status: m.ErrandStatus) -> None:
        if status.state == "done":
            desk.notices.done(text("{name} was saved.", name=file.name))
        elif status.reason:
            failed(error_from_code(status.reason, "", status.arguments))

    def begun(status: m.ErrandStatus) -> None:
        desk.link.ask(m.WATCH_ERRAND, m.ErrandName(id=status.id), then=watched, failed=failed)

    desk.link.ask(
        m.START_GET,
        m.GetFiles(remotes=[path], local=str(file), version=version, on_conflict="replace"),
        then=begun,
        failed=failed,
    )
