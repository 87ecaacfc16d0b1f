"""What a person does with the account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject

from fakes.desk import FakeDesk
from fakes.first_run import RECOVERY_KEY, SIGNED_IN
from fakes.settings import SESSIONS
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions import account as actions
from megadesk.ui.desk import Notice
from megadesk.ui.text import plainly

Ask = Callable[[FakeDesk, Callable[..., None], Callable[[MegadeskError], None], QObject], object]

ASKS: list[tuple[m.Method[Any, Any], m.Body, m.Body, Ask, str]] = [
    (m.CHANGE_PASSWORD, m.ChangePassword(old_password="a", new_password="b", code="1"), m.Nothing(),
     lambda desk, then, failed, owner: actions.change_password(desk, "a", "b", "1", then=then, failed=failed, owner=owner),
     "Password changed. All other sessions were signed out."),
    (m.EXPORT_RECOVERY_KEY, m.ExportRecoveryKey(password="a", show=True, code="1"), m.Written(file="", recovery_key=RECOVERY_KEY),
     lambda desk, then, failed, owner: actions.new_recovery_key(desk, "a", "1", then=then, failed=failed, owner=owner), ""),
    (m.RENAME_DEVICE, m.RenameDevice(name="Desk"), m.Nothing(),
     lambda desk, then, failed, owner: actions.rename_device(desk, "Desk", then=then, failed=failed, owner=owner),
     "This device is now called Desk."),
    (m.SESSIONS, m.Nothing(), SESSIONS,
     lambda desk, then, failed, owner: actions.sessions(desk, then=then, failed=failed, owner=owner), ""),
    (m.REVOKE_SESSION, m.RevokeSession(id="b1"), m.Nothing(),
     lambda desk, then, failed, owner: actions.end_session(desk, "b1", then=then, failed=failed, owner=owner),
     "The session was ended."),
    (m.LOG_OUT, m.Nothing(), m.Nothing(),
     lambda desk, then, failed, owner: actions.log_out(desk, then=then, failed=failed, owner=owner),
     "Signed out. The files on this computer stay where they are."),
    (m.UNLOCK, m.Unlock(password="a", code="1"), SIGNED_IN,
     lambda desk, then, failed, owner: actions.unlock(desk, "a", "1", then=then, failed=failed, owner=owner), ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "request_body", "answer", "ask", "notice"), ASKS, ids=[each[0].name for each in ASKS]
)
def test_it_is_asked_and_said(
    desk: FakeDesk, method: m.Method[Any, Any], request_body: m.Body, answer: m.Body, ask: Ask, notice: str
) -> None:
    """What was done is said once it is; what did not work goes to who asked."""
    owner = QObject()
    came: list[object] = []
    errors: list[MegadeskError] = []
    notices: list[Notice] = []
    desk.notices.came.connect(notices.append)
    ask(desk, lambda *found: came.append(found), errors.append, owner)
    assert (len(errors), came) == (1, [])
    desk.link.answer(method, answer)
    ask(desk, lambda *found: came.append(found), errors.append, owner)
    assert desk.link.asked(method) == [request_body, request_body]
    assert (len(came), [plainly(each.words) for each in notices]) == (1, [notice] if notice else [])


def test_copies_that_were_looked_at_go_with_the_account(desk: FakeDesk) -> None:
    """Whoever sits here next finds nothing of it; what was edited stays."""
    looked, edited = desk.asides.make(), desk.asides.make()
    for folder in (looked, edited):
        (folder / "Letter.txt").write_text("as it was")
        desk.asides.note(folder)
    (edited / "Letter.txt").write_text("as somebody changed it")
    desk.link.answer(m.LOG_OUT, m.Nothing())
    actions.log_out(desk, then=lambda: None, failed=lambda _: None, owner=QObject())
    assert (looked.exists(), (edited / "Letter.txt").read_text()) == (False, "as somebody changed it")
