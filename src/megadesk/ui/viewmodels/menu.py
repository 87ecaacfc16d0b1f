"""The menu of the tray: how everything stands first, since some desktops open only the menu."""

from __future__ import annotations

from dataclasses import dataclass

from megadesk.ui.app_state import AppState
from megadesk.ui.text import NOTHING, Text, joined, text
from megadesk.ui.viewmodels.overall import overall


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLine:
    """One line: a word for the application ("" for a line that only says something), and its words. Nothing: a divider."""

    word: str = ""
    words: Text = NOTHING


DIVIDER = MenuLine()


def tray_menu(state: AppState, now_ms: int) -> tuple[MenuLine, ...]:
    """Return its lines."""
    shown = overall(state, now_ms)
    status = state.status
    first = MenuLine(
        words=joined([shown.title, shown.sentence], ": ") if shown.sentence != shown.title else shown.title
    )
    lines = [first, MenuLine(word="window", words=text("Open megadesk"))]
    if shown.action and shown.action not in {"resume", "problems"}:
        lines.append(MenuLine(word=shown.action, words=shown.action_label))
    if status is not None and status.account:
        lines += [DIVIDER, *_folders(state), *_pauses(is_paused=status.paused)]
        if status.issues:
            lines.append(MenuLine(word="page:problems", words=text("Problems ({n})", n=status.issues)))
        lines += [
            MenuLine(word="page:transfers", words=text("Transfers")),
            MenuLine(word="page:rewind", words=text("Rewind")),
        ]
    return (
        *lines,
        DIVIDER,
        MenuLine(word="page:settings", words=text("Settings")),
        MenuLine(word="quit", words=text("Quit megadesk")),
    )


def _folders(state: AppState) -> list[MenuLine]:
    pairs = state.status.pairs if state.status else []
    return [
        MenuLine(word=f"folder:{pair.local}", words=text("Open “{folder}”", folder=pair.name)) for pair in pairs[:5]
    ]


def _pauses(*, is_paused: bool) -> list[MenuLine]:
    if is_paused:
        return [MenuLine(word="resume", words=text("Resume"))]
    return [
        MenuLine(word="pause:600", words=text("Pause for 10 minutes")),
        MenuLine(word="pause:3600", words=text("Pause for 1 hour")),
        MenuLine(word="pause", words=text("Pause until I resume")),
    ]
