"""Folders of the cloud: what is in them, page by page, and new ones."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking


def read_folders(
    desk: Desk,
    path: str,
    *,
    then: Callable[[list[m.CloudEntry]], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> Asking:
    """Read the folders that are in a folder, however many files lie between them."""
    found: list[m.CloudEntry] = []

    def take(page: m.CloudEntries) -> None:
        found.extend(entry for entry in page.entries if entry.kind == "folder")
        if page.more and page.entries:
            desk.link.ask(
                m.LIST_FILES, m.List(path=path, after=page.entries[-1].path), then=take, failed=failed, owner=owner
            )
        else:
            then(found)

    return desk.link.ask(m.LIST_FILES, m.List(path=path), then=take, failed=failed, owner=owner)


def make_folder(
    desk: Desk,
    path: str,
    *,
    then: Callable[[m.CloudEntry], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> Asking:
    """Make a folder in the cloud."""
    return desk.link.ask(m.MAKE_FOLDER, m.MakeFolder(path=path), then=then, failed=failed, owner=owner)
