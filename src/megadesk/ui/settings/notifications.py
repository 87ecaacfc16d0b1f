"""Which messages of the desktop are shown: one switch a kind."""

from __future__ import annotations

from megadesk.ui.desk import Desk
from megadesk.ui.settings.part import Part
from megadesk.ui.settings.setting import setting
from megadesk.ui.text import text
from megadesk.ui.viewmodels.settings import NOTIFICATIONS
from megadesk.ui.widgets.cards import titled
from megadesk.ui.widgets.inputs import Switch
from megadesk.ui.widgets.labels import muted, section


class NotificationsPart(Part):
    """Writes to the app's preferences, “notify.KIND”; tray/notify follows them."""

    def __init__(self, desk: Desk) -> None:
        self.switches = {
            kind: Switch(name, is_on=desk.prefs.flag(f"notify.{kind}", default=True)) for kind, name, _ in NOTIFICATIONS
        }
        for kind, switch in self.switches.items():
            switch.toggled.connect(lambda is_on, kind=kind: desk.prefs.keep(f"notify.{kind}", is_on))
        lines = [setting(name, self.switches[kind], meaning) for kind, name, meaning in NOTIFICATIONS]
        super().__init__(
            desk,
            titled(
                section(text("Desktop notifications")),
                muted(
                    text("At most one a minute, and none when everything works. “Do not disturb” on your desktop is respected."),
                    wrap=True,
                ),
                *lines,
            ),
        )  # fmt: skip
