"""The pages there are, in the order of the rail, each made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from megadesk.ui.desk import Desk
from megadesk.ui.pages.page import Page
from megadesk.ui.text import Text, text


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its word, its title and icon on the rail, and what makes it."""

    word: str
    title: Text
    icon: str
    make: Callable[[Desk], Page]


def book() -> list[Entry]:
    """Return all pages. Their modules are imported when they are made, so that the window opens fast."""
    return [
        Entry("files", text("Files"), "folder", _files),
        Entry("transfers", text("Transfers"), "arrow-up-down", _transfers),
        Entry("sync", text("Sync"), "folder-sync", _sync),
        Entry("problems", text("Problems"), "triangle-alert", _problems),
        Entry("backups", text("Backups"), "hard-drive", _backups),
        Entry("rewind", text("Rewind"), "history", _rewind),
        Entry("activity", text("Activity"), "activity", _activity),
        Entry("settings", text("Settings"), "settings", _settings),
    ]


def _files(desk: Desk) -> Page:
    from megadesk.ui.pages.files import FilesPage

    return FilesPage(desk)


def _transfers(desk: Desk) -> Page:
    from megadesk.ui.pages.transfers import TransfersPage

    return TransfersPage(desk)


def _sync(desk: Desk) -> Page:
    from megadesk.ui.pages.sync import SyncPage

    return SyncPage(desk)


def _problems(desk: Desk) -> Page:
    from megadesk.ui.pages.problems import ProblemsPage

    return ProblemsPage(desk)


def _activity(desk: Desk) -> Page:
    from megadesk.ui.pages.activity import ActivityPage

    return ActivityPage(desk)


def _backups(desk: Desk) -> Page:
    from megadesk.ui.pages.backups import BackupsPage

    return BackupsPage(desk)


def _rewind(desk: Desk) -> Page:
    from megadesk.ui.pages.rewind import RewindPage

    return RewindPage(desk)


def _settings(desk: Desk) -> Page:
    from megadesk.ui.pages.settings import SettingsPage

    return SettingsPage(desk)
