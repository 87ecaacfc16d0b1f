"""What a person can do about uploads and downloads by hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.text import text


def list_errands(desk: Desk, then: Callable[[m.ErrandList], None], owner: QObject) -> None:
    """Ask for all that are remembered. What is over counts too: it may have left something out."""
    desk.link.ask(m.LIST_ERRANDS, m.ListErrands(over=True), then=then, owner=owner)


def cancel_errand(desk: Desk, name: str, then: Callable[[], None]) -> None:
    """End one; what has arrived stays."""

    def done(_: m.Body) -> None:
        desk.notices.done(text("Cancelled. Files that were already transferred stay."))
        then()

    desk.link.ask(m.CANCEL_ERRAND, m.ErrandName(id=name), then=done, failed=desk.notices.failed)


def errand_problems(
    desk: Desk,
    name: str,
    then: Callable[[m.ProblemPage], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> None:
    """Ask what one left out."""
    desk.link.ask(m.ERRAND_PROBLEMS, m.ErrandProblems(id=name, limit=1000), then=then, failed=failed, owner=owner)
