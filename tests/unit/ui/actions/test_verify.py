"""A check of everything, asked of the engine."""

from __future__ import annotations

from PySide6.QtCore import QObject

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError, ServerUnavailable
from megadesk.ui.actions.verify import SHOWN, verify


def test_state_and_content_are_checked(desk: FakeDesk) -> None:
    """All of it, repaired only if that was wanted; an error is handed on."""
    failed: list[MegadeskError] = []
    owner = QObject()
    desk.link.answer(m.VERIFY, ServerUnavailable())
    for heal in (False, True):
        verify(
            desk, heal=heal, progress=lambda _: None, then=lambda _: None, failed=failed.append, owner=owner
        )  # fmt: skip
    assert desk.link.asked(m.VERIFY) == [m.Verify(content=True, heal=heal, limit=SHOWN) for heal in (False, True)]
    assert [error.code for error in failed] == ["server_unavailable"] * 2
