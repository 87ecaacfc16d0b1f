"""A check of everything: the engine does it, one page of what it found is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking

SHOWN: Final = 500
"""A person reads no more; the command line has them all."""


def verify(
    desk: Desk, *, heal: bool, progress: Callable[[Any], None], then: Callable[[m.VerifyReport], None],
    failed: Callable[[MegadeskError], None], owner: QObject,
) -> Asking:  # fmt: skip
    """Begin to check state and content of the account; cancel what is returned, and it ends. progress: plain."""
    body = m.Verify(content=True, heal=heal, limit=SHOWN)
    return desk.link.ask(m.VERIFY, body, then=then, failed=failed, progress=progress, owner=owner)
