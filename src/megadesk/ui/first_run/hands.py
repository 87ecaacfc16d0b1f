"""What the first run does on this computer itself: dialogs for files and folders, the clipboard, the printer, chance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.secrets import read_secret
from megadesk.ui.keep_key import KeyKeeper
from megadesk.ui.language import say
from megadesk.ui.text import Text, text
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.first_run import recovery_key_in
from megadesk.ui.viewmodels.first_run_words import recovery_page
from megadesk.ui.viewmodels.passwords import GENERATED_BYTES, generated

if TYPE_CHECKING:
    from megadesk.ui.first_run.window import FirstRun


class Hands:
    """Works for one window of the first run."""

    def __init__(self, window: FirstRun, chance: Callable[[int], bytes]) -> None:
        self._window = window
        self._chance = chance
        self._keeper = KeyKeeper(window)
        self._keeper.kept.connect(lambda how: window.put(journeys.kept(window.journey, how)))
        self._keeper.failed.connect(window.show_error)

    def do(self, word: str) -> None:
        """Do what a page wants."""
        match word:
            case "generate":
                self.generate()
            case "copy-password":
                QGuiApplication.clipboard().setText(self._window.journey.typed.password)
            case "open-key":
                self._choose_key_file()
            case "local":
                self._choose_local()
            case "remote":
                self._choose_remote()
            case "save" | "print" | "copy":
                self._keeper.keep(word, *self._paper())

    def generate(self) -> None:
        """Fill in a new password, readable, since nobody knows it yet."""
        password = generated(self._chance(GENERATED_BYTES))
        reveal = getattr(self._window.page(), "reveal", None)
        if reveal is not None:
            reveal()
        self._window.put(journeys.typed(self._window.journey, password=password, again=password))

    def open_key(self, file: str) -> None:
        """Take the recovery key from a file."""
        try:
            key = recovery_key_in(read_secret(Path(file)))
        except MegadeskError as error:
            self._window.show_error(error, "recovery_key")
            return
        self._window.take("recovery_key", key)

    def _paper(self) -> tuple[str, str, Text]:
        now = self._window.journey
        assert now.signed is not None, "a key belongs to an account"
        return now.recovery_key, now.signed.email, recovery_page(now.recovery_key, now.signed.email, now.signed.server)

    def _choose_key_file(self) -> None:
        dialog = QFileDialog(self._window, say(text("Open the recovery key")), _home())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.open_key)
        dialog.open()

    def _choose_local(self) -> None:
        dialog = QFileDialog(
            self._window, say(text("Choose a folder on this computer")), self._window.journey.typed.local or _home()
        )
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self._window.take("local", folder))
        dialog.open()

    def _choose_remote(self) -> None:
        from megadesk.ui.dialogs.choose_cloud_folder import ChooseCloudFolder

        sheet = ChooseCloudFolder(self._window.desk, parent=self._window)
        sheet.chosen.connect(lambda path: self._window.take("remote", path))
        sheet.show()


def _home() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
