"""Where the outcome of what a sheet began is told: in the sheet while it is open, at the foot of the window once it is gone."""

from __future__ import annotations

from collections.abc import Callable

from shiboken6 import isValid

from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.widgets.sheet import Sheet


def faults_to(sheet: Sheet, desk: Desk) -> Callable[[MegadeskError], None]:
    """Return what takes an error and tells it where a person looks."""

    def tell(error: MegadeskError) -> None:
        if isValid(sheet) and sheet.isVisible():
            sheet.show_fault(words_of_error(error))
        else:
            desk.notices.failed(error)

    return tell


def while_open(sheet: Sheet, do: Callable[[], None]) -> Callable[[], None]:
    """Return what does something if the sheet is still there."""

    def done() -> None:
        if isValid(sheet):
            do()

    return done
