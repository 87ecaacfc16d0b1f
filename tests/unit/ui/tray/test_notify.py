"""Messages of the desktop."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from fakes.desk import FakeDesk, status
from megadesk.ipc import messages as m
from megadesk.ui.desk import Place
from megadesk.ui.text import text
from megadesk.ui.tray.notify import KNOWN_KEY, Notifier
from megadesk.ui.viewmodels.notes import Note


class FakeBus(QObject):
    """Stands for DesktopBus."""

    clicked = Signal(object)
    refused = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.posts: list[tuple[str, str, object]] = []

    def post(self, title: str, body: str, place: object) -> None:
        """Remember it."""
        self.posts.append((title, body, place))


def note(kind: str, title: str, *, key: str = "") -> Note:
    """Return one note."""
    return Note(kind=kind, title=text("{title}", title=title), body=text("body"), page="problems", what=title, key=key)


def test_one_a_minute_and_the_rest_gathered(desk: FakeDesk) -> None:
    """What comes meanwhile is one message, when the minute is over."""
    bus = FakeBus()
    notifier = Notifier(desk, None, bus)  # type: ignore[arg-type]  # it has what is used
    for number in range(4):
        notifier.say_note(note("conflict", str(number)))
    assert [post[0] for post in bus.posts] == ["0"]
    notifier._gap.timeout.emit()
    assert [post[0] for post in bus.posts] == ["0", "3 problems need your attention"]
    notifier._gap.stop()


def test_a_kind_can_be_switched_off(desk: FakeDesk) -> None:
    """And what was said under a key is not said again."""
    bus = FakeBus()
    notifier = Notifier(desk, None, bus)  # type: ignore[arg-type]  # as above
    desk.prefs.keep("notify.quota", value=False)
    notifier.say_note(note("quota", "a"))
    notifier.say_note(note("backup_overdue", "b", key="k"))
    notifier._gap.stop()
    notifier.say_note(note("backup_overdue", "b", key="k"))
    assert [post[0] for post in bus.posts] == ["b"]
    notifier._gap.stop()


def test_a_click_leads_to_the_place(desk: FakeDesk) -> None:
    """Of the message that was clicked."""
    went: list[Place] = []
    desk.went.connect(went.append)
    bus = FakeBus()
    notifier = Notifier(desk, None, bus)  # type: ignore[arg-type]  # as above
    notifier.say_note(note("guard", "x"))
    bus.clicked.emit(bus.posts[0][2])
    bus.refused.emit("nobody", "shows it")
    assert went == [Place("problems", "x")]
    notifier._gap.stop()


def test_what_became_so_is_said_and_devices_are_known(desk: FakeDesk) -> None:
    """The first look at the sessions says nothing; a new one later is said."""
    one = m.Session(id="a", device="a", device_name="Laptop", created="", last_seen="", current=True)
    two = m.Session(id="b", device="b", device_name="Phone", created="", last_seen="", current=False)
    desk.link.answer(m.SESSIONS, m.Sessions(sessions=[one]))
    bus = FakeBus()
    notifier = Notifier(desk, None, bus)  # type: ignore[arg-type]  # as above
    desk.link.tell(m.STATUS_TOPIC, status("scanning"))
    assert (desk.prefs.words(KNOWN_KEY), bus.posts) == (["a"], [])
    desk.link.answer(m.SESSIONS, m.Sessions(sessions=[one, two]))
    notifier.look_at_sessions()
    assert [post[0] for post in bus.posts] == ["A new device is signed in"]
    notifier._gap.timeout.emit()
    desk.link.tell(m.STATUS_TOPIC, status("damaged", frozen="fork"))
    notifier._gap.timeout.emit()
    assert bus.posts[-1][0] == "Damaged data on the server"
    notifier._gap.stop()
    notifier._sessions.stop()
