"""What can be done on the files page: each with its keys, in the menu, on a button, and offered when it fits the choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu

from megadesk.ipc import messages as m
from megadesk.ui.actions import files as act
from megadesk.ui.actions.folders import make_folder
from megadesk.ui.actions.local import open_local, show_local
from megadesk.ui.desk import Place
from megadesk.ui.dialogs.choose_cloud_folder import ChooseCloudFolder
from megadesk.ui.dialogs.properties import PropertiesSheet
from megadesk.ui.dialogs.versions import VersionsSheet
from megadesk.ui.language import say
from megadesk.ui.pages.page import command, fill
from megadesk.ui.text import Text, text
from megadesk.ui.viewmodels.files import is_folder, name_in, named
from megadesk.ui.viewmodels.places import child_of, free_name
from megadesk.ui.widgets.buttons import IconButton

if TYPE_CHECKING:
    from megadesk.ui.pages.files import FilesPage


class FilesCommands:
    """The commands of a page. ``offer`` says which of them fit what is chosen."""

    def __init__(self, page: FilesPage) -> None:
        self._page, self._desk = page, page.desk
        self._buttons: dict[str, IconButton] = {}
        make = self._make
        self.open = make(text("Open"), self._open, "Ctrl+O")
        self.show_here = make(text("Show in file manager"), self._show_here, "Ctrl+Shift+O")
        self.download = make(text("Download…"), lambda: page.download(self.chosen), "Ctrl+D")
        self.upload_files = make(text("Upload files…"), self._choose_files, "Ctrl+U")
        self.upload_folder = make(text("Upload a folder…"), self._choose_folder, "Ctrl+Shift+U")
        self.new_folder = make(text("New folder"), self._new_folder, "Ctrl+Shift+N")
        self.rename = make(text("Rename"), lambda: page.browser.view.rename(), "F2")
        self.move = make(text("Move…"), self._move, "Ctrl+M")
        self.remove = make(text("Move to the bin"), self._remove, "Del")
        self.versions = make(text("Versions…"), self._versions, "Ctrl+Shift+H")
        self.properties = make(text("Properties"), self._properties, "Alt+Return", ["Alt+Enter"])
        self.copy_path = make(text("Copy path"), self._copy_path, "Ctrl+Shift+C")
        self.details = make(text("Details pane"), self._turn_details, "Ctrl+I")
        self.show_bin = make(text("Bin"), lambda: page.open_at("bin:/"), "Ctrl+Shift+B")
        self.back = make(text("Back"), page.go_back, "Alt+Left")
        self.up = make(text("Parent folder"), page.go_up, "Alt+Up", ["Backspace"])

    @property
    def chosen(self) -> list[m.CloudEntry]:
        """What is chosen."""
        return [] if self._page.is_in_bin else self._page.browser.chosen

    def _make(self, words: Text, do: object, keys: str, others: Sequence[str] = ()) -> QAction:
        return command(self._page, words, do, keys, others=others)  # type: ignore[arg-type]  # all are called without arguments

    # -- where they stand ---------------------------------------------------------------------------------------------

    def menu(self) -> list[QAction | None]:
        """Return the page's menu."""
        return [
            self.upload_files, self.upload_folder, self.new_folder, None,
            self.open, self.show_here, self.download, self.versions, self.properties, None,
            self.rename, self.move, self.copy_path, self.remove, None,
            self.back, self.up, self.details, self.show_bin,
        ]  # fmt: skip

    def show_menu(self, point: QPoint) -> None:
        """Show what can be done."""
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)

    def make_menu(self) -> QMenu:
        """Return what can be done with the choice, or with the folder if nothing is chosen."""
        menu = QMenu(self._page)
        with_choice = [
            self.open, self.show_here, self.download, None, self.rename, self.move, self.copy_path, None,
            self.versions, self.properties, None, self.remove,
        ]  # fmt: skip
        without = [self.new_folder, self.upload_files, self.upload_folder, None, self.up, self.show_bin]
        return fill(menu, with_choice if self.chosen else without, only_possible=True)

    def button(self, word: str) -> IconButton:
        """Return a button for a command."""
        icons = {
            "download": ("download", text("Download")),
            "move": ("folder-input", text("Move")),
            "rename": ("pencil", text("Rename")),
            "remove": ("trash-2", text("Move to the bin")),
            "new_folder": ("folder-plus", text("New folder")),
        }
        icon, name = icons[word]
        action: QAction = getattr(self, word)
        button = IconButton(icon, name, keys=action.shortcut().toString())
        button.clicked.connect(action.trigger)
        self._buttons[word] = button
        return button

    def offer(self, chosen: Sequence[m.CloudEntry]) -> None:
        """Let what fits the choice be done, and nothing else."""
        is_one, is_any = len(chosen) == 1, bool(chosen)
        is_file = is_one and not is_folder(chosen[0])
        fits = {
            "open": is_one,
            "show_here": is_one and bool(chosen[0].local),
            "download": is_any,
            "rename": is_one,
            "move": is_any,
            "remove": is_any,
            "versions": is_file,
            "properties": is_one,
            "copy_path": is_any,
        }
        for word, can in fits.items():
            getattr(self, word).setEnabled(can)
            if word in self._buttons:
                self._buttons[word].setEnabled(can)
        for action in (self.upload_files, self.upload_folder, self.new_folder):
            action.setEnabled(not self._page.is_in_bin)

    # -- what they do -------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        for entry in self.chosen[:1]:
            self._page.open_entry(entry)

    def _show_here(self) -> None:
        for entry in self.chosen[:1]:
            self.show_local(entry)

    def show_local(self, entry: m.CloudEntry) -> None:
        """Show where an entry is on this computer."""
        if is_folder(entry):
            open_local(self._desk, entry.local)
        else:
            show_local(self._desk, entry.local)

    def show_versions_of(self, entry: m.CloudEntry) -> None:
        """Show the versions of a file."""
        sheet = VersionsSheet(self._desk, entry.path, parent=self._page)
        sheet.restored.connect(self._page.refresh)
        sheet.show()

    def show_problem(self, _entry: m.CloudEntry) -> None:
        """Show the page on which it can be solved."""
        self._desk.go(Place("problems"))

    def show_transfers(self) -> None:
        """Show the page that has all that moves."""
        self._desk.go(Place("transfers"))

    def _versions(self) -> None:
        for entry in self.chosen[:1]:
            self.show_versions_of(entry)

    def _properties(self) -> None:
        for entry in self.chosen[:1]:
            sheet = PropertiesSheet(self._desk, entry, parent=self._page)
            sheet.versions_wanted.connect(self.show_versions_of)
            sheet.problem_wanted.connect(self.show_problem)
            sheet.local_wanted.connect(self.show_local)
            sheet.show()

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(entry.path for entry in self.chosen))

    def _turn_details(self) -> None:
        self._page.show_details(is_shown=not self._page.browser.details.isVisibleTo(self._page.browser))

    def _choose_files(self) -> None:
        dialog = QFileDialog(self._page, say(text("Choose files to upload")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda files: self._page.upload(files, self._page.browser.path))
        dialog.open()

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self._page, say(text("Choose a folder to upload")))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda folder: self._page.upload([folder], self._page.browser.path))
        dialog.open()

    def _new_folder(self) -> None:
        """Make a folder at once, and let its name be typed over."""
        browser = self._page.browser
        if browser.words:
            self._page.open_at(browser.path)
        name = free_name(say(text("New folder")), [name_in(entry.path) for entry in browser.model.entries])

        def made(entry: m.CloudEntry) -> None:
            browser.model.add([entry])
            browser.states.show_content()
            if browser.choose_name(name_in(entry.path)):
                browser.view.setFocus()
                browser.view.rename()

        make_folder(
            self._desk, child_of(browser.path, name), then=made, failed=self._desk.notices.failed, owner=self._page
        )

    def _move(self) -> None:
        chosen = self.chosen
        sheet = ChooseCloudFolder(
            self._desk, heading=text("Move {what} to…", what=named(chosen)), primary=text("Move here"),
            start=self._page.browser.path, but=[entry.path for entry in chosen if is_folder(entry)], parent=self._page,
        )  # fmt: skip
        sheet.chosen.connect(lambda folder: act.move(self._desk, chosen, folder, then=self._page.refresh))
        sheet.show()

    def _remove(self) -> None:
        act.remove(self._desk, self.chosen, then=self._page.refresh)
