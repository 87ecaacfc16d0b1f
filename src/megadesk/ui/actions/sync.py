"""What a person wants of their synced folders. Everything that can be taken back offers “Undo”.

pause_pair, resume_pair, rescan_pair      set_direction, set_links      remove_pair, add_pair
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.text import text
from megadesk.ui.viewmodels.sync import PairCard, direction_name


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPair:
    """What a person chose for a new synced folder."""

    local: str
    remote: str
    name: str = ""
    direction: str = "both"
    symlinks: str = "skip"


def pause_pair(desk: Desk, pair: PairCard) -> None:
    """Stop the sync of a folder until it is resumed."""
    desk.link.ask(
        m.PAUSE_PAIR,
        m.Pair(pair=pair.id),
        then=lambda _: desk.notices.done(
            text("“{name}” is paused.", name=pair.name), undo=lambda: resume_pair(desk, pair)
        ),
        failed=desk.notices.failed,
    )


def resume_pair(desk: Desk, pair: PairCard) -> None:
    """Let the sync of a folder go on."""
    desk.link.ask(
        m.RESUME_PAIR,
        m.Pair(pair=pair.id),
        then=lambda _: desk.notices.done(
            text("“{name}” is resumed.", name=pair.name), undo=lambda: pause_pair(desk, pair)
        ),
        failed=desk.notices.failed,
    )


def rescan_pair(desk: Desk, pair: PairCard) -> None:
    """Look at everything in a folder again."""
    desk.link.ask(
        m.RESCAN_PAIR,
        m.Pair(pair=pair.id),
        then=lambda _: desk.notices.done(text("“{name}” is being rescanned.", name=pair.name)),
        failed=desk.notices.failed,
    )


def set_direction(desk: Desk, pair: PairCard, direction: str) -> None:
    """Let changes travel another way."""
    _set_direction(desk, pair, direction, undo=lambda: _set_direction(desk, pair, pair.direction))


def _set_direction(desk: Desk, pair: PairCard, direction: str, undo: Callable[[], None] | None = None) -> None:
    words = text("“{name}” now syncs {direction}.", name=pair.name, direction=direction_name(direction))
    request = m.SetDirection(pair=pair.id, direction=direction)
    desk.link.ask(
        m.SET_DIRECTION, request, then=lambda _: desk.notices.done(words, undo=undo), failed=desk.notices.failed
    )


def set_links(desk: Desk, pair: PairCard, symlinks: str) -> None:
    """Keep symbolic links, or leave them out."""
    _set_links(desk, pair, symlinks, undo=lambda: _set_links(desk, pair, pair.symlinks))


def _set_links(desk: Desk, pair: PairCard, symlinks: str, undo: Callable[[], None] | None = None) -> None:
    words = (
        text("“{name}” now syncs links as links.", name=pair.name)
        if symlinks == "keep"
        else text("“{name}” now skips links.", name=pair.name)
    )
    request = m.SetSymlinks(pair=pair.id, symlinks=symlinks)
    desk.link.ask(
        m.SET_SYMLINKS, request, then=lambda _: desk.notices.done(words, undo=undo), failed=desk.notices.failed
    )


def remove_pair(desk: Desk, pair: PairCard) -> None:
    """Sync a folder no longer; what is here and in the cloud stays. Undo adds it again."""
    again = NewPair(
        local=pair.local, remote=pair.remote, name=pair.name, direction=pair.direction, symlinks=pair.symlinks
    )
    desk.link.ask(
        m.REMOVE_PAIR,
        m.Pair(pair=pair.id),
        then=lambda _: desk.notices.done(
            text("“{name}” is no longer synced. Its files are still here and in the cloud.", name=pair.name),
            undo=lambda: add_pair(desk, again, failed=desk.notices.failed),
        ),
        failed=desk.notices.failed,
    )


def add_pair(
    desk: Desk,
    new: NewPair,
    *,
    then: Callable[[m.PairStatus], None] | None = None,
    failed: Callable[[MegadeskError], None],
    owner: QObject | None = None,
) -> None:
    """Sync a folder from now on."""

    def done(pair: m.PairStatus) -> None:
        desk.notices.done(text("“{name}” is now synced.", name=pair.name))
        if then is not None:
            then(pair)

    body = m.AddPair(local=new.local, remote=new.remote, name=new.name, direction=new.direction, symlinks=new.symlinks)
    desk.link.ask(m.ADD_PAIR, body, then=done, failed=failed, owner=owner)
