"""The window of the first run, by keyboard, on an engine that answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fakes.desk import FakeDesk, make_desk, status
from fakes.first_run import CERTIFICATE, FOLDERS, PROBED, RECOVERY_KEY, SIGNED_IN, nobody
from fakes.settings import SETTINGS
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists, NoKeyStore, SecondFactorNeeded, ServerUnavailable, WrongCredentials
from megadesk.ui.first_run.done import DonePage
from megadesk.ui.first_run.window import FirstRun
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels import first_run_words as words
from megadesk.ui.viewmodels.first_run import FirstRunFill, Purpose, Step, Way, Work
from megadesk.ui.widgets.labels import Label

FILL = FirstRunFill(
    server="files.example.org", email="anna@example.org", password="stone-lantern-river-moss",
    device_name="Anna's laptop", folder="/home/anna/Pictures",
)  # fmt: skip
PAIR = m.PairStatus(
    id="1", name="Pictures", local="/home/anna/Pictures", remote="/Pictures", direction="both", state="scanning",
    pending=0, files=0, bytes=0, issues=0,
)  # fmt: skip


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> FakeDesk:
    """Return a desk on which nobody is signed in, and whose engine answers all questions of the first run."""
    desk = make_desk(tmp_path_factory.mktemp("home"), nobody())
    for method, answer in (
        (m.PROBE, PROBED), (m.SIGN_UP, SIGNED_IN), (m.PREVIEW_PAIR, FOLDERS), (m.ADD_PAIR, PAIR), (m.GET_SETTINGS, SETTINGS), (m.SET_SETTINGS, SETTINGS),
        (m.RENAME_DEVICE, m.Nothing()),
    ):  # fmt: skip
        desk.link.answer(method, answer)
    return desk


@pytest.fixture
def window(fresh: FakeDesk) -> Iterator[FirstRun]:
    """Return the window, filled in and shown."""
    made = FirstRun(fresh, FILL, chance=bytes)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    yield made
    if isValid(made):
        made._asked_to_close = True
        made.close()


def at(window: FirstRun, step: Step) -> FirstRun:
    """Let the window show a page."""
    window.put(replace(window.journey, step=step))
    return window


def test_the_whole_way_by_keyboard_alone(window: FirstRun, fresh: FakeDesk, qtbot: QtBot) -> None:
    """Return goes on, from nothing to a syncing folder; the keyboard is always where something is typed."""
    shown = []
    for _ in range(3):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        shown.append(window.journey.step)
    assert shown == [Step.SERVER, Step.ACCOUNT, Step.RECOVERY_KEY]
    window._hands.do("copy")
    for _ in range(3):
        window.forward.setFocus()
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        shown.append(window.journey.step)
    assert shown[3:] == [Step.DEVICE, Step.PURPOSE, Step.CHOOSE]
    assert isinstance(window.focusWidget(), QLineEdit)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.journey.step is Step.DONE
    finished: list[bool] = []
    window.finished_by_person.connect(lambda: finished.append(True))
    qtbot.keyClick(window.forward, Qt.Key.Key_Return)
    assert finished == [True]
    assert [request.email for request in fresh.link.asked(m.SIGN_UP)] == ["anna@example.org"]
    assert fresh.link.asked(m.ADD_PAIR) == [m.AddPair(local="/home/anna/Pictures", remote="/Pictures")]


def test_a_server_is_looked_at_while_it_is_typed(window: FirstRun, fresh: FakeDesk) -> None:
    """A moment after the last key; what came for another address is let go."""
    at(window, Step.SERVER)
    fresh.link.hold()
    window.page().fields["server"].edit.setText("other.example.org")
    window._look_timer.timeout.emit()
    window.page().fields["server"].edit.setText("third.example.org")
    fresh.link.release()
    assert not window.journey.probed_for
    window._look_timer.timeout.emit()
    assert window.journey.probed == PROBED
    fresh.link.answer(m.PROBE, ServerUnavailable(server="x"))
    window.page().fields["server"].edit.setText("x")
    window._look_timer.timeout.emit()
    assert plainly(window.journey.probe_fault).startswith("The server x cannot be reached.")
    assert [request.server for request in fresh.link.asked(m.PROBE)] == ["other.example.org", "third.example.org", "x"]


def test_what_is_asked_can_be_cancelled(window: FirstRun, fresh: FakeDesk, qtbot: QtBot) -> None:
    """By button and by Escape; the answer that comes all the same is let go, and everything typed is there."""
    at(window, Step.ACCOUNT)
    fresh.link.hold()
    window.go_on()
    assert (window.journey.work, window.forward.isEnabled(), window.cancel.isHidden()) == (Work.SIGN, False, False)
    assert window._busy.text() == "Creating your keys and your account"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    fresh.link.release()
    assert (window.journey.work, window.journey.step, window.journey.signed) == (Work.IDLE, Step.ACCOUNT, None)
    assert window.page().fields["password"].text() == "stone-lantern-river-moss"
    assert window.isVisible()


def test_after_a_certificate_was_trusted_one_goes_on(window: FirstRun, fresh: FakeDesk) -> None:
    """The keyboard was at the button that trusts, which is gone; it is not left at the way back."""
    at(window, Step.SERVER)
    shown = msgspec.structs.replace(PROBED, certificate=CERTIFICATE, trusted=False)
    address = window.journey.typed.server
    window.put(replace(window.journey, probed=shown, probed_for=address))
    fresh.link.answer(m.TRUST, PROBED)
    window.page().fields["server"].edit.setFocus()
    window.do("trust")
    assert window.journey.fault is None
    assert window.focusWidget() is window.forward


@pytest.mark.parametrize("step", [Step.DEVICE, Step.ACCOUNT])
def test_the_keyboard_is_where_it_was_after_something_did_not_work(
    window: FirstRun, fresh: FakeDesk, qtbot: QtBot, step: Step
) -> None:
    """Fields rest while something goes on, and lose it; what went wrong need not be one field's fault."""
    signed = SIGNED_IN if step is Step.DEVICE else None
    window.put(replace(window.journey, step=step, signed=signed))
    for method in (m.RENAME_DEVICE, m.SIGN_UP):
        fresh.link.answer(method, ServerUnavailable(server="x"))
    field = list(window.page().fields.values())[-1].edit
    field.setText(field.text() + "x")
    if step is Step.ACCOUNT:
        window.page().fields["password"].edit.setText(field.text())
    field.setFocus()
    fresh.link.hold()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.journey.is_busy
    assert not field.hasFocus()
    fresh.link.release()
    assert window.journey.step is step
    assert window.focusWidget() is field


def test_an_account_that_was_made_all_the_same_is_taken_in(window: FirstRun, fresh: FakeDesk) -> None:
    """The engine had done it when it was cancelled; a recovery key is made anew."""
    at(window, Step.ACCOUNT)
    fresh.link.answer(m.WHO_AM_I, msgspec.structs.replace(SIGNED_IN, recovery_key=""))
    fresh.link.tell(m.STATUS_TOPIC, status("synced"))
    assert window.journey.is_fixed
    window.go_on()
    fresh.link.answer(m.EXPORT_RECOVERY_KEY, m.Written(file="", recovery_key=RECOVERY_KEY))
    window.do("show-key")
    assert (window.journey.step, window.journey.recovery_key) == (Step.RECOVERY_KEY, RECOVERY_KEY)


def test_where_no_keyring_works_it_is_asked_and_goes_on(window: FirstRun, fresh: FakeDesk) -> None:
    """With the place that was chosen."""
    at(window, Step.ACCOUNT)
    fresh.link.answer(m.SIGN_UP, lambda body: NoKeyStore() if body.key_store == "keyring" else SIGNED_IN)
    window.go_on()
    assert words.position(window.journey) == (4, 9)
    window.page().changed.emit("key_store", "session")
    window.go_on()
    assert window.journey.step is Step.RECOVERY_KEY
    assert [request.key_store for request in fresh.link.asked(m.SIGN_UP)] == ["keyring", "session"]


def test_a_code_is_asked_for_typed_and_found_wrong_by_keyboard(window: FirstRun, fresh: FakeDesk, qtbot: QtBot) -> None:
    """The page comes when the account wants a code; a wrong one is typed over at once, a right one goes on."""
    at(window, Step.ACCOUNT)
    window.take("way", Way.LOG_IN)
    right = "ABCDEFGHIJ"

    def answer(body: m.LogIn) -> m.SignedIn | SecondFactorNeeded:
        reason = "wrong" if body.code else "missing"
        return SIGNED_IN if body.code == right else SecondFactorNeeded(reason=reason)

    fresh.link.answer(m.LOG_IN, answer)
    window.go_on()
    shown = [window.journey.step]
    code = window.page().fields["code"].edit
    assert window.focusWidget() is code
    qtbot.keyClicks(code, "123456")
    qtbot.keyClick(code, Qt.Key.Key_Return)
    assert (window.focusWidget(), code.selectedText()) == (code, "123456")
    QApplication.clipboard().setText(" abcde-fghij\n")
    code.paste()
    qtbot.keyClick(code, Qt.Key.Key_Return)
    shown.append(window.journey.step)
    assert shown == [Step.SECOND_FACTOR, Step.DEVICE]
    assert [request.code for request in fresh.link.asked(m.LOG_IN)] == ["", "123456", right]


def test_a_fault_of_a_page_before_takes_the_keyboard_along(window: FirstRun, fresh: FakeDesk) -> None:
    """A password found wrong only after it was asked where the keys are kept is typed over at once."""
    at(window, Step.ACCOUNT)
    window.take("way", Way.LOG_IN)
    fresh.link.answer(m.LOG_IN, lambda body: NoKeyStore() if body.key_store == "keyring" else WrongCredentials())
    window.go_on()
    window.go_on()
    assert window.journey.step is Step.ACCOUNT
    assert window.focusWidget() is window.page().fields["password"].edit


def test_a_fault_is_said_where_it_is_and_the_keyboard_goes_there(window: FirstRun, fresh: FakeDesk) -> None:
    """At the field, or above the foot where it is nobody's."""
    at(window, Step.ACCOUNT)
    fresh.link.answer(m.SIGN_UP, AlreadyExists(what="account"))
    window.go_on()
    email = window.page().fields["email"].edit
    assert window.focusWidget() is email
    assert email.accessibleDescription() == "An account with this e-mail address already exists."
    window.do("log-in")
    assert window.journey.typed.way is Way.LOG_IN
    fresh.link.answer(m.LOG_IN, ServerUnavailable(server="x"))
    window.go_on()
    assert not window._fault.isHidden()
    window.page().fields["email"].edit.setText("other@example.org")
    assert window._fault.isHidden()


def test_a_folder_is_looked_at_before_it_is_linked(window: FirstRun, fresh: FakeDesk) -> None:
    """Anew for each folder; with how far it is."""
    fresh.link.answer(m.PREVIEW_PAIR, [m.Progress(phase="scan", done_files=7), FOLDERS])
    at(window, Step.CHOOSE)
    window._look_timer.timeout.emit()
    assert window.journey.preview == FOLDERS
    fresh.link.answer(m.PREVIEW_PAIR, AlreadyExists(what="pair_folder", path="/a", other="/b"))
    window.page().fields["local"].edit.setText("/a")
    window._look_timer.timeout.emit()
    assert plainly(window.journey.preview_fault).startswith("/a is already synced")
    window.take("purpose", Purpose.BACKUP)
    window._look_timer.timeout.emit()
    assert len(fresh.link.asked(m.PREVIEW_PAIR)) == 2


def test_going_back_stops_what_runs(window: FirstRun, fresh: FakeDesk) -> None:
    """And brings what was typed."""
    at(window, Step.SERVER)
    fresh.link.hold()
    window.go_on()
    window._go_back()
    fresh.link.release()
    assert (window.journey.step, window.journey.work) == (Step.WELCOME, Work.IDLE)


def test_an_unkept_recovery_key_holds_the_window_open_once(window: FirstRun) -> None:
    """It is shown nowhere else; closing again leaves without it."""
    window.put(replace(window.journey, step=Step.RECOVERY_KEY, signed=SIGNED_IN, recovery_key=RECOVERY_KEY))
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(True))
    window.close()
    assert (closed, window._fault.isHidden()) == ([], False)
    window.close()
    assert closed == [True]


def test_the_end_says_how_it_goes_and_offers_more(window: FirstRun, fresh: FakeDesk) -> None:
    """The state follows the engine; starting with the computer is set; another folder begins anew."""
    window.put(replace(window.journey, step=Step.DONE, signed=SIGNED_IN, made=PAIR))
    fresh.link.tell(m.STATUS_TOPIC, status("syncing"))
    page = window.page()
    assert isinstance(page, DonePage)
    assert "Syncing" in [label.text() for label in page.facts.findChildren(Label)]
    window.do("no-start-at-login")
    assert fresh.link.asked(m.SET_SETTINGS) == [m.SetSettings(start_at_login=False)]
    assert window.back.isHidden()
    window.do("another")
    assert (window.journey.step, window.journey.typed.local) == (Step.PURPOSE, "")


def test_a_trial_is_for_the_application(window: FirstRun) -> None:
    """It starts a server of its own."""
    wanted: list[bool] = []
    window.try_wanted.connect(lambda: wanted.append(True))
    window.do("try")
    assert wanted == [True]


def test_everything_has_a_name(window: FirstRun) -> None:
    """For who hears the window."""
    for step in Step:
        at(window, step)
        for edit in window.page().findChildren(QLineEdit):
            assert edit.accessibleName()
