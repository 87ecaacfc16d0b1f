"""How new folders are synced; each folder has its own settings on the page Sync."""

from __future__ import annotations

from megadesk.ui.desk import Desk, Place
from megadesk.ui.prefs import DIRECTION, SYMLINKS
from megadesk.ui.settings.part import Part
from megadesk.ui.settings.setting import setting
from megadesk.ui.text import text
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import titled
from megadesk.ui.widgets.inputs import Combo
from megadesk.ui.widgets.labels import section


class SyncPart(Part):
    """Writes to the app's preferences."""

    def __init__(self, desk: Desk) -> None:
        prefs = desk.prefs
        directions = [
            ("both", text("Both ways")),
            ("up", text("To the cloud only")),
            ("down", text("From the cloud only")),
        ]
        self.direction = Combo(text("Direction of new folders"), directions, prefs.new_direction)
        self.direction.chosen.connect(lambda word: prefs.keep(DIRECTION, word))
        links = [("skip", text("Skip them")), ("keep", text("Keep them as links"))]
        self.links = Combo(text("Symbolic links in new folders"), links, prefs.new_symlinks)
        self.links.chosen.connect(lambda word: prefs.keep(SYMLINKS, word))
        self.folders = Button(text("Show folders"))
        self.folders.clicked.connect(lambda: desk.go(Place("sync")))
        super().__init__(
            desk,
            titled(
                section(text("New folders")),
                setting(text("Direction"), self.direction, text("You can change this for each folder at any time.")),
                setting(text("Symbolic links"), self.links, text("megadesk never follows a link out of a folder.")),
            ),
            titled(
                section(text("Synced folders")),
                setting(
                    text("Folder settings"),
                    self.folders,
                    text("Direction, ignore rules and pause are in each folder's menu on the Sync page."),
                ),
            ),
        )
