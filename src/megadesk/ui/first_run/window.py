"""The window of the first run: the picture, the page that is shown, and at its foot back, what goes on, and forward.

    typed, pressed --> Journey (viewmodels/first_run) --> shown          its work --> actions --> the engine --> Journey

What the engine is asked can be cancelled; Escape does it, too. Return goes on. Closing the window while the recovery
key stands there unkept is asked about once, on the page.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QScrollArea, QSizePolicy, QStackedWidget, QWidget
from shiboken6 import isValid

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions import first_run as actions
from megadesk.ui.actions import settings as settings_actions
from megadesk.ui.app_state import AppState
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.first_run.account import AccountPage
from megadesk.ui.first_run.choice_pages import KeysPage, PurposePage, WelcomePage
from megadesk.ui.first_run.choose import ChoosePage
from megadesk.ui.first_run.device import DevicePage
from megadesk.ui.first_run.done import DonePage
from megadesk.ui.first_run.hands import Hands
from megadesk.ui.first_run.picture import PicturePanel
from megadesk.ui.first_run.recovery import RecoveryPage
from megadesk.ui.first_run.second_factor import SecondFactorPage
from megadesk.ui.first_run.server import ServerPage
from megadesk.ui.first_run.step_page import StepPage
from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels import first_run_words as words
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.viewmodels.first_run import Fault, FirstRunFill, Journey, Purpose, Step, Way, Work
from megadesk.ui.viewmodels.overall import overall
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Banner, line
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column, row
from megadesk.ui.widgets.pulse import Pulse

SIZE: Final = QSize(720, 520)
PICTURE_ABOVE_PX: Final = 600
LOOK_AFTER_MS: Final = 500
"""After the last key: a server is not asked at each letter, nor is a folder looked through."""

PAGES: Final[dict[Step, Callable[[], StepPage]]] = {
    Step.WELCOME: WelcomePage,
    Step.SERVER: ServerPage,
    Step.ACCOUNT: AccountPage,
    Step.KEYS: KeysPage,
    Step.SECOND_FACTOR: SecondFactorPage,
    Step.RECOVERY_KEY: RecoveryPage,
    Step.DEVICE: DevicePage,
    Step.PURPOSE: PurposePage,
    Step.CHOOSE: ChoosePage,
    Step.DONE: DonePage,
}


class FirstRun(QDialog):
    """Signals: finished_by_person() when “Open megadesk” was pressed; try_wanted(); closed() when the window is gone."""

    finished_by_person = Signal()
    try_wanted = Signal()
    closed = Signal()

    def __init__(
        self, desk: Desk, prefill: FirstRunFill | None = None, *, chance: Callable[[int], bytes] = os.urandom
    ) -> None:
        super().__init__()
        self.desk = desk
        self.journey = journeys.begin(prefill, device_name=platform.node())
        self._pages: dict[Step, StepPage] = {}
        self._asking: Asking | None = None
        self._looking: Asking | None = None
        self._asked_to_close = False
        self._was_at: QWidget | None = None
        self._hands = Hands(self, chance)
        self._look_timer = QTimer(self)
        self._look_timer.setSingleShot(True)
        self._look_timer.setInterval(LOOK_AFTER_MS)
        self._look_timer.timeout.connect(self._look)
        self._build()
        desk.state.changed.connect(self._follow)
        self._show_journey()

    def _build(self) -> None:
        self.setObjectName("sheet")
        self.setWindowTitle("megadesk")
        self.setWindowFlag(Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(max(SIZE.width(), look().px(SIZE.width())), max(SIZE.height(), look().px(SIZE.height())))
        self._picture = PicturePanel()
        self.heading, self._context = Label(role="title", wrap=True), Label(role="muted", wrap=True)
        self._fixed, self._fault = Banner("lock", NOTHING), Banner("circle-alert", NOTHING, "error")
        self._stack = QStackedWidget()
        inner = QWidget()
        inner.setObjectName("scrolled")
        inner.setLayout(
            column(
                self.heading, self._context, 8, self._fixed, self._stack, self._fault, None, margins=(28, 24, 28, 16), spacing=6
            )
        )  # fmt: skip
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.back = Button(text("Back"), icon_name="arrow-right" if is_mirrored else "arrow-left")
        self.forward = Button(text("Continue"), "primary")
        self.cancel = Button(text("Cancel"))
        for button in (self.back, self.cancel):
            button.setAutoDefault(False)
        self._busy, self._pulse = Label(role="small", wrap=True), Pulse(text("In progress"))
        self._busy.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        foot = row(self.back, self.cancel, self._busy, self.forward, margins=(28, 12, 28, 16), spacing=12)
        right = QWidget()
        right.setLayout(column(area, self._pulse, line(), foot))
        self.setLayout(row(self._picture, right, spacing=0))
        self.forward.setDefault(True)  # only now: before it has a dialog around it, it would not stay the default
        self.back.clicked.connect(self._go_back)
        self.forward.clicked.connect(self.go_on)
        self.cancel.clicked.connect(self._cancel)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave the picture out where large text needs all the room."""
        super().resizeEvent(event)
        self._picture.setVisible(self.width() >= look().px(PICTURE_ABOVE_PX))

    # -- the journey --------------------------------------------------------------------------------------------------

    def put(self, journey: Journey) -> None:
        """Show another state of the journey, and ask what it needs."""
        before, self.journey = self.journey, journey
        if journey.is_busy and not before.is_busy:
            self._was_at = self.focusWidget()
        if journey.work is not before.work and journey.is_busy:
            self._work()
        self._show_journey()
        if journey.step is not before.step:
            self._enter()
        elif before.is_busy and not journey.is_busy:
            self._come_back()
        if journey.fault is not None and journey.fault != before.fault:
            self._show_fault_field()

    def take(self, name: str, value: object) -> None:
        """Take what was typed or chosen on a page."""
        self.put(journeys.typed(self.journey, **{name: value}))
        if name in {"server", "local", "remote", "purpose"}:
            self._look_later()

    def go_on(self) -> None:
        """Go to the next page, or finish."""
        if self.journey.step is Step.DONE:
            self.finished_by_person.emit()
            self.close()
            return
        self.put(journeys.forward(self.journey))

    def page(self) -> StepPage:
        """Return the page that is shown."""
        return self._page(self.journey.step)

    def _go_back(self) -> None:
        self._stop_asking()
        self.put(journeys.back(self.journey))

    def _cancel(self) -> None:
        self._stop_asking()
        self.put(journeys.cancelled(self.journey))
        self.forward.setFocus()

    # -- the engine ---------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        self._stop_looking()
        work, address = self.journey.work, self.journey.typed.server.strip()

        def failed(error: MegadeskError) -> None:
            if work in {Work.PROBE, Work.TRUST}:
                self.put(journeys.probe_failed(self.journey, address, error))
            else:
                self.put(journeys.failed(self.journey, error))

        self._asking = actions.do_work(
            self.desk, self.journey, then=lambda answer: self._answered(work, address, answer), failed=failed, owner=self
        )  # fmt: skip

    def _answered(self, work: Work, address: str, answer: Any) -> None:
        now = self.journey
        match work:
            case Work.PROBE | Work.TRUST:
                now = journeys.probed(now, address, answer, words.probe_words(answer))
            case Work.SIGN:
                now = journeys.signed_in(now, answer)
            case Work.SHOW_KEY:
                now = journeys.key_shown(now, answer.recovery_key)
            case Work.RENAME:
                now = journeys.renamed(now)
            case _:
                now = journeys.added(now, answer)
        self.put(now)
        if work is Work.TRUST and self.journey.fault is None:
            self.forward.setFocus()  # the button that trusts is gone

    def _stop_asking(self) -> None:
        asking, self._asking = self._asking, None
        if asking is not None and not asking.is_over:
            asking.cancel()

    def _follow(self, state: AppState) -> None:
        """Take in what happened although nobody waited for it any more: an account that was made after all."""
        if state.is_signed_in and self.journey.signed is None and not self.journey.is_busy:
            self.desk.link.ask(m.WHO_AM_I, m.Nothing(), then=self._is_signed_in, owner=self)
        if self.journey.step is Step.DONE:
            self._show_done()

    def _is_signed_in(self, body: m.SignedIn) -> None:
        if self.journey.signed is None:
            self.put(journeys.signed_in(self.journey, body))

    # -- looking while something is typed -----------------------------------------------------------------------------

    def _look_later(self) -> None:
        self._stop_looking()
        self._look_timer.start()

    def _stop_looking(self) -> None:
        self._look_timer.stop()
        looking, self._looking = self._looking, None
        if looking is not None and not looking.is_over:
            looking.cancel()

    def _look(self) -> None:
        now = self.journey
        if now.is_busy or now.is_fixed:
            return
        if now.step is Step.SERVER and now.typed.server.strip():
            self._probe(now.typed.server.strip())
        elif now.step is Step.CHOOSE and now.typed.purpose is Purpose.SYNC and now.typed.local and now.typed.remote:
            self._preview((now.typed.local.strip(), now.typed.remote.strip()))

    def _probe(self, address: str) -> None:
        self._looking = actions.probe(
            self.desk,
            address,
            then=lambda answer: self.put(journeys.probed(self.journey, address, answer, words.probe_words(answer))),
            failed=lambda error: self.put(journeys.probe_failed(self.journey, address, error)),
            owner=self,
        )

    def _preview(self, places: tuple[str, str]) -> None:
        self.put(journeys.looking(self.journey, 0))
        self._looking = actions.preview(
            self.desk,
            places,
            then=lambda answer: self.put(journeys.previewed(self.journey, places, answer)),
            failed=lambda error: self.put(journeys.previewed(self.journey, places, app_words_of_error(error))),
            progress=lambda piece: self.put(journeys.looking(self.journey, int(piece.get("done_files", 0)))),
            owner=self,
        )

    # -- what pages want ----------------------------------------------------------------------------------------------

    def do(self, word: str) -> None:
        """Do what a page wants."""
        match word:
            case "try":
                self.try_wanted.emit()
            case "trust":
                self.put(replace(self.journey, work=Work.TRUST, fault=None))
            case "log-in":
                self.put(journeys.typed(self.journey, way=Way.LOG_IN, email=self.journey.typed.email))
            case "show-key":
                self.put(replace(self.journey, work=Work.SHOW_KEY, fault=None))
            case "another":
                self.put(journeys.another(self.journey))
            case "start-at-login" | "no-start-at-login":
                settings_actions.start_at_login(
                    self.desk, is_on=word == "start-at-login", owner=self, then=self._show_start
                )
            case _:
                self._hands.do(word)

    def show_error(self, error: MegadeskError, field: str = "") -> None:
        """Say on the page what did not work."""
        self.put(replace(self.journey, fault=Fault(field, app_words_of_error(error))))

    # -- showing ------------------------------------------------------------------------------------------------------

    def _page(self, step: Step) -> StepPage:
        if step not in self._pages:
            page = PAGES[step]()
            page.changed.connect(self.take)
            page.wanted.connect(self.do)
            self._pages[step] = page
            self._stack.addWidget(page)
        return self._pages[step]

    def _show_journey(self) -> None:
        now, shown = self.journey, words.heading(self.journey)
        page = self._page(now.step)
        for (
            other
        ) in self._pages.values():  # the stack is as high as its highest page: those that are hidden count for nothing
            policy = QSizePolicy.Policy.Preferred if other is page else QSizePolicy.Policy.Ignored
            other.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        self._stack.setCurrentWidget(page)
        page.show_journey(now)
        self.heading.show_words(shown.title)
        self._context.show_words(shown.context)
        self._context.setVisible(bool(shown.context))
        self.forward.show_words(shown.forward)
        self.forward.setEnabled(not now.is_busy)
        self.back.setVisible(now.step not in {Step.WELCOME, Step.DONE} and not now.is_busy)
        busy = words.busy_words(now.work, now.typed.way)
        self._busy.show_words(busy)
        self.cancel.setVisible(now.is_busy)
        self._pulse.setVisible(now.is_busy)
        self._show_banners()
        self._picture.show_picture(words.picture(now), *words.position(now))

    def _show_banners(self) -> None:
        now, fixed = self.journey, words.fixed_words(self.journey)
        self._fixed.show_words("lock", fixed, "accent")
        self._fixed.setVisible(bool(fixed))
        has_place = now.fault is not None and now.fault.field in self.page().fields
        is_said = now.fault is not None and not has_place
        self._fault.show_words("circle-alert", now.fault.words if now.fault is not None else NOTHING, "error")
        self._fault.setVisible(is_said)

    def _enter(self) -> None:
        """A page is shown: the keyboard goes to its first field, what can be found out about it is looked for."""
        self._asked_to_close = False
        field = self.page().first_field()
        if field is None or not field.isEnabled():
            field = self.forward
        field.setFocus(Qt.FocusReason.TabFocusReason)
        if self.journey.step is Step.DONE:
            self._show_done()
            settings_actions.read(self.desk, then=self._show_start, owner=self)
        elif self.journey.step in {Step.SERVER, Step.CHOOSE}:
            self._look_later()

    def _come_back(self) -> None:
        """Give the keyboard back to where it was before a field or a button had to rest: Qt gives it to nobody."""
        was_at, self._was_at = self._was_at, None
        if was_at is None or not isValid(was_at) or not was_at.isEnabled() or not was_at.isVisibleTo(self):
            was_at = self.page().first_field() or self.forward
        was_at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_fault_field(self) -> None:
        assert self.journey.fault is not None, "it has just come"
        field = self.page().fields.get(self.journey.fault.field)
        if field is not None:
            field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            field.edit.selectAll()

    def _show_done(self) -> None:
        page = self._page(Step.DONE)
        assert isinstance(page, DonePage), "it is the page of that step"
        page.show_now(self.journey, overall(self.desk.state.now))

    def _show_start(self, found: m.SettingsInfo) -> None:
        page = self._page(Step.DONE)
        assert isinstance(page, DonePage), "it is the page of that step"
        page.show_start(is_on=found.start_at_login, is_possible=found.can_start_at_login)

    # -- keys and closing ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Let Escape end what runs, never the window: too much was typed into it."""
        if event.key() == Qt.Key.Key_Escape:
            if self.journey.is_busy:
                self._cancel()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """Close; but a recovery key that is not kept is lost with the window, so that is said once."""
        now = self.journey
        is_unkept = now.step is Step.RECOVERY_KEY and bool(now.recovery_key) and not now.kept and not now.typed.knows
        if is_unkept and not self._asked_to_close:
            self._asked_to_close = True
            warning = text("The recovery key is shown only here. Save it first, or close again to leave without it.")
            self.put(replace(now, fault=Fault("", warning)))
            event.ignore()
            return
        self._stop_asking()
        self._stop_looking()
        super().closeEvent(event)
        self.closed.emit()

    def showEvent(self, event: Any) -> None:  # noqa: N802 -- Qt's name
        """Begin with the keyboard where it is needed."""
        super().showEvent(event)
        self._enter()
        self.setWindowTitle(say(text("Set up megadesk")))
