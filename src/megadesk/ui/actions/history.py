"""The account's signed history: what is verified, and going on with the one that the server shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError, ServerUnavailable
from megadesk.ui.desk import Desk
from megadesk.ui.text import text


def ask_history(desk: Desk, *, then: Callable[[m.SpaceStatus, m.SpaceHead], None], owner: QObject) -> None:
    """Read what is verified and what the server shows; ``then`` gets both while they are not the same history."""

    def take(found: m.SpaceStatus) -> None:
        if found.frozen is None:
            desk.notices.done(
                text("The server's history matches what this computer has verified again. There is nothing to accept.")
            )
        elif found.server is None:
            desk.notices.failed(ServerUnavailable())
        else:
            then(found, found.server)

    desk.link.ask(m.SHOW_SPACE, m.Nothing(), then=take, failed=desk.notices.failed, owner=owner)


def accept_history(
    desk: Desk,
    shown: m.SpaceHead,
    *,
    then: Callable[[], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> None:
    """Go on with the history that was shown; if the server shows another one by now, that is refused."""

    def done(_: m.SpaceStatus) -> None:
        desk.notices.done(text("This device continues with the server's history. Both sides are compared again."))
        then()

    desk.link.ask(m.ACCEPT_FORK, m.AcceptFork(head=shown.hash), then=done, failed=failed, owner=owner)
