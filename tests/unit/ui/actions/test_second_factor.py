"""What a person does with the second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject

from fakes.desk import FakeDesk
from fakes.settings import CODES, DRAFT, FACTOR
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions import second_factor as actions
from megadesk.ui.desk import Notice
from megadesk.ui.text import plainly

Ask = Callable[[FakeDesk, Callable[..., None], Callable[[MegadeskError], None], QObject], object]

ASKS: list[tuple[m.Method[Any, Any], m.Body, m.Body, Ask, tuple[Any, ...], str]] = [
    (m.SECOND_FACTOR, m.Nothing(), FACTOR,
     lambda desk, then, failed, owner: actions.read(desk, then=then, failed=failed, owner=owner), (FACTOR,), ""),
    (m.SECOND_FACTOR_DRAFT, m.Nothing(), DRAFT,
     lambda desk, then, failed, owner: actions.draft(desk, then=then, failed=failed, owner=owner), (DRAFT,), ""),
    (m.ENABLE_SECOND_FACTOR, m.EnableSecondFactor(password="a", secret="S", code="1"), CODES,
     lambda desk, then, failed, owner: actions.turn_on(desk, "a", "S", "1", then=then, failed=failed, owner=owner),
     (CODES.codes,), "Two-factor sign-in is on."),
    (m.RENEW_ONE_TIME_CODES, m.RenewOneTimeCodes(password="a", code="1"), CODES,
     lambda desk, then, failed, owner: actions.renew_codes(desk, "a", "1", then=then, failed=failed, owner=owner),
     (CODES.codes,), ""),
    (m.DISABLE_SECOND_FACTOR, m.DisableSecondFactor(password="a", code="1"), m.Nothing(),
     lambda desk, then, failed, owner: actions.turn_off(desk, "a", "1", then=then, failed=failed, owner=owner), (),
     "Two-factor sign-in is off."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "request_body", "answer", "ask", "given", "notice"), ASKS, ids=[each[0].name for each in ASKS]
)
def test_it_is_asked_and_said(
    desk: FakeDesk,
    method: m.Method[Any, Any],
    request_body: m.Body,
    answer: m.Body,
    ask: Ask,
    given: tuple[Any, ...],
    notice: str,
) -> None:
    """What was done is said once it is; what did not work goes to who asked."""
    owner = QObject()
    came: list[tuple[Any, ...]] = []
    errors: list[MegadeskError] = []
    notices: list[Notice] = []
    desk.notices.came.connect(notices.append)
    ask(desk, lambda *found: came.append(found), errors.append, owner)
    assert (len(errors), came, notices) == (1, [], [])
    desk.link.answer(method, answer)
    ask(desk, lambda *found: came.append(found), errors.append, owner)
    assert desk.link.asked(method) == [request_body, request_body]
    assert (came, [plainly(each.words) for each in notices]) == ([given], [notice] if notice else [])
