"""What is dragged out of the list of files: places of the cloud for ourselves, files of this computer for others.

What is on this computer is named as it is. What is only in the cloud is a promise: other programs get the name it will
have, and once it is dropped and they ask again, ``fetch`` brings it there first.

Places of the cloud mean something to this process alone: another window may be that of another account.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QMetaType, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication

from megadesk.ipc import messages as m

CLOUD_PATHS: Final = "application/x-megadesk-paths"
_OURS: Final = secrets.token_bytes(16)
"""What this process writes before its places, so that it knows them again."""
PROMISE_BYTES_MAX: Final = 64 << 20
"""Whoever takes what is dropped stands still until it is here: some seconds, at the speeds of today."""
URLS: Final = "text/uri-list"

Fetch = Callable[[Sequence[m.CloudEntry]], list[str]]
"""Brings entries to this computer and returns where they are; waits for it."""


class DragData(QMimeData):
    """Entries on their way. ``promise``: what fetches those that are only in the cloud."""

    def __init__(self, entries: Sequence[m.CloudEntry]) -> None:
        super().__init__()
        self.entries = list(entries)
        self._fetch: Fetch | None = None
        self._fetched: list[str] | None = None
        self.setData(CLOUD_PATHS, _OURS + "\0".join(entry.path for entry in entries).encode())
        here = [entry.local for entry in entries if entry.local]
        if here:
            self.setUrls([QUrl.fromLocalFile(path) for path in here])

    @property
    def is_all_here(self) -> bool:
        """Whether all of it is on this computer."""
        return all(entry.local for entry in self.entries)

    def promise(self, fetch: Fetch) -> None:
        """Say what brings the rest."""
        self._fetch = fetch

    def hasFormat(self, mimetype: str) -> bool:  # noqa: N802 -- Qt's name
        """Say that there are files, also while they are not here."""
        return (mimetype == URLS and self._fetch is not None) or super().hasFormat(mimetype)

    def formats(self) -> list[str]:
        """Return what can be asked for."""
        found = super().formats()
        return found if URLS in found or self._fetch is None else [*found, URLS]

    def retrieveData(self, mimetype: str, preferred: QMetaType | QMetaType.Type) -> Any:  # noqa: N802 -- Qt's name
        """Return the files; once they are dropped, fetch first what is missing."""
        if mimetype != URLS or self._fetch is None or self.is_all_here:
            return super().retrieveData(mimetype, preferred)
        is_held = bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)
        if self._fetched is None and not is_held:
            self._fetched = self._fetch([entry for entry in self.entries if not entry.local])
        here = [entry.local for entry in self.entries if entry.local]
        return [QUrl.fromLocalFile(path) for path in [*here, *(self._fetched or [])]]


def can_wait_for(entries: Sequence[m.CloudEntry]) -> bool:
    """Return whether another program can wait until these are here: a folder may hold anything."""
    away = [entry for entry in entries if not entry.local]
    return all(entry.kind != "folder" for entry in away) and sum(entry.size for entry in away) <= PROMISE_BYTES_MAX


def dragged_paths(data: QMimeData) -> list[str]:
    """Return the places of the cloud that this window drags; empty if it is something else."""
    if not data.hasFormat(CLOUD_PATHS):
        return []
    told = bytes(data.data(CLOUD_PATHS).data())
    return told.removeprefix(_OURS).decode().split("\0") if told.startswith(_OURS) else []


def dropped_files(data: QMimeData) -> list[str]:
    """Return the files of this computer that others drop; none for our own entries, of which some may be a promise."""
    if dragged_paths(data):
        return []
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
