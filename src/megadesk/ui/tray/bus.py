"""Messages over the session bus of a Linux desktop (Desktop Notifications Specification 1.2, freedesktop.org).

Qt's own D-Bus cannot say an unsigned number from Python, which the first argument of Notify is; jeepney can. It waits in
a thread of its own, so that a desktop that does not answer holds up nobody.
"""

from __future__ import annotations

import queue
import sys
import threading
from contextlib import suppress
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from megadesk.ui.tips import unmarked

SERVICE: Final = "org.freedesktop.Notifications"
PATH: Final = "/org/freedesktop/Notifications"
ANSWER_S: Final = 5.0
LISTEN_S: Final = 1.0
"""How long one wait for a click lasts before it is looked whether there is something new to say."""


class DesktopBus(QObject):
    """Signals: clicked(place) of a message that was posted; refused(title, body) if nobody shows any."""

    clicked = Signal(object)
    refused = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posts: queue.Queue[tuple[str, str, object] | None] = queue.Queue()
        self._places: dict[int, object] = {}
        self._thread: threading.Thread | None = None

    @staticmethod
    def is_possible() -> bool:
        """Return whether this system has such a bus at all."""
        return sys.platform not in {"win32", "darwin"}

    def post(self, title: str, body: str, place: object) -> None:
        """Show a message; a click on it gives the place back."""
        self._posts.put((title, body, place))
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="desktop-bus", daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Listen no more."""
        self._posts.put(None)

    # -- the thread -------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        try:
            self._serve()
        except Exception:  # noqa: BLE001 -- whatever a bus may do: it must never end the app
            self._refuse_all()

    def _serve(self) -> None:
        from jeepney import DBusAddress, MatchRule, message_bus, new_method_call
        from jeepney.io.blocking import Proxy, open_dbus_connection

        address = DBusAddress(PATH, bus_name=SERVICE, interface=SERVICE)
        rule = MatchRule(type="signal", interface=SERVICE, member="ActionInvoked", path=PATH)
        with open_dbus_connection(bus="SESSION") as connection, connection.filter(rule) as clicks:
            Proxy(message_bus, connection).AddMatch(rule)
            told = connection.send_and_get_reply(new_method_call(address, "GetCapabilities"), timeout=ANSWER_S)
            reads_markup = "body-markup" in _words(told)
            while True:
                with suppress(queue.Empty):
                    post = self._posts.get(timeout=LISTEN_S if not self._places else 0)
                    if post is None:
                        return
                    title, body, place = post
                    shown = unmarked(body) if reads_markup else body
                    arguments: tuple[Any, ...] = ("megadesk", 0, "megadesk", title, shown, ["default", ""], {}, -1)
                    call = new_method_call(address, "Notify", "susssasa{sv}i", arguments)
                    reply = connection.send_and_get_reply(call, timeout=ANSWER_S)
                    self._take_reply(reply, title, body, place)
                with suppress(TimeoutError):
                    self._take_click(connection.recv_until_filtered(clicks, timeout=LISTEN_S).body)

    def _take_reply(self, reply: Any, title: str, body: str, place: object) -> None:
        from jeepney import MessageType

        if reply.header.message_type is MessageType.method_return:
            self._places[int(reply.body[0])] = place
        else:
            self.refused.emit(title, body)

    def _take_click(self, body: tuple[Any, ...]) -> None:
        place = self._places.pop(int(body[0]), None)
        if place is not None:
            self.clicked.emit(place)

    def _refuse_all(self) -> None:
        self._thread = None
        while not self._posts.empty():
            post = self._posts.get()
            if post is not None:
                self.refused.emit(post[0], post[1])


def _words(reply: Any) -> list[str]:
    """Return what a desktop says it can do; nothing if it does not say."""
    found = reply.body[0] if reply.body else []
    return [word for word in found if isinstance(word, str)] if isinstance(found, list) else []
