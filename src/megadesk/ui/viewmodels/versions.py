"""The versions of a file, as rows and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Size, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.places import name_of
from megadesk.ui.viewmodels.when import ago, exactly, time_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version: its number for a restore, and what is said of it. ``ordinal``: 1 for the oldest that is kept."""

    version: int
    ordinal: int
    title: Text
    below: Text
    exact: Text
    size: int
    is_current: bool
    is_doubtful: bool


def version_rows(found: Sequence[m.VersionEntry], total: int, now_ms: int) -> list[VersionRow]:
    """Return rows, the newest first; ``total``: how many there are, of which these are the newest."""
    return [_row(entry, total - number, now_ms) for number, entry in enumerate(found)]


def _row(entry: m.VersionEntry, ordinal: int, now_ms: int) -> VersionRow:
    title = text("Version {number}", number=ordinal)
    if entry.current:
        title = text("Version {number} (current)", number=ordinal)
    when_ms = time_ms(entry.time)
    device = verbatim(entry.device) if entry.device else NOTHING
    doubt = NOTHING if entry.confirmed else text("not confirmed")
    return VersionRow(
        version=entry.version, ordinal=ordinal, title=title,
        below=joined([ago(when_ms, now_ms), text("{size}", size=Size(entry.size)), device, doubt]),
        exact=joined([exactly(when_ms), device]), size=entry.size, is_current=entry.current,
        is_doubtful=not entry.confirmed,
    )  # fmt: skip


def count_line(total: int) -> Text:
    """Return how many there are."""
    return plural("{n} version is kept.", "{n} versions are kept.", total)


def copy_name(path: str, ordinal: int) -> str:
    """Return what a copy of a version is called by default; a number, since a time would need a language."""
    name = name_of(path)
    stem, dot, ending = name.rpartition(".")
    return f"{stem} (v{ordinal}).{ending}" if dot and stem else f"{name} (v{ordinal})"
