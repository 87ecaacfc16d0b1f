"""Who it is, proven again."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.model.errors import RateLimited, SecondFactorNeeded, ServerUnavailable, WrongCredentials
from megadesk.ui.widgets.proof import CodeField, Proof

MISSING, WRONG = SecondFactorNeeded(reason="missing"), SecondFactorNeeded(reason="wrong")


def _shown(qtbot: QtBot, *, asks_code: bool = False) -> Proof:
    proof = Proof(asks_code=asks_code)
    qtbot.addWidget(proof)
    proof.show()
    return proof


def test_a_code_is_asked_for_once_it_is_wanted(qtbot: QtBot) -> None:
    """Most accounts have no second factor, and see no field for it."""
    proof = _shown(qtbot)
    assert proof.has_fault()
    assert proof.password.edit.accessibleDescription() == "Enter the password."
    proof.password.edit.setText("stone")
    proof.code.edit.setText("123456")
    assert (proof.has_fault(), proof.values()) == (False, ("stone", ""))
    proof.code.edit.clear()
    assert proof.take(MISSING)
    assert proof.asks_code
    assert proof.has_fault()
    assert proof.code.edit.accessibleDescription() == "Enter the code."
    proof.code.edit.setText("123 456")
    assert (proof.has_fault(), proof.values()) == (False, ("stone", "123456"))


def test_what_is_wrong_is_said_at_its_field(qtbot: QtBot) -> None:
    """It goes as soon as something else is typed; what is wrong with neither is for the sheet."""
    proof = _shown(qtbot, asks_code=True)
    assert proof.take(WRONG)
    assert proof.code.edit.accessibleDescription().startswith("This code is wrong")
    proof.code.edit.setText("1")
    assert proof.code.edit.accessibleDescription() == "Or one of your one-time codes."
    assert proof.take(RateLimited(retry_after_s=60, reason="second_factor"))
    assert proof.take(WrongCredentials())
    assert proof.password.edit.accessibleDescription() == "The password is wrong."
    proof.password.edit.setText("other")
    assert proof.password.edit.accessibleDescription() == ""
    assert not proof.take(ServerUnavailable(server="x"))


def test_nothing_is_left_of_it_once_it_is_over(qtbot: QtBot) -> None:
    """And nothing can be typed while it is looked at."""
    proof = _shown(qtbot, asks_code=True)
    proof.password.edit.setText("stone")
    proof.code.edit.setText("123456")
    proof.show_busy(is_busy=True)
    assert not proof.password.edit.isEnabled()
    assert not proof.code.edit.isEnabled()
    proof.show_busy(is_busy=False)
    proof.clear()
    assert (proof.password.edit.isEnabled(), proof.values()) == (True, ("", ""))


def test_a_new_secret_has_no_one_time_codes_yet(qtbot: QtBot) -> None:
    """Only the app's own code shows that it has the secret."""
    field = CodeField(is_new=True)
    qtbot.addWidget(field)
    field.edit.setText("ABCDE-FGHI2")
    assert field.has_fault()
    assert field.edit.accessibleDescription() == "The code has six digits."
