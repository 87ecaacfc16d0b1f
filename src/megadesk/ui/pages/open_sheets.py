"""The sheets that are open beside a page, each once: who asks for the same again comes back to what they were at."""

from __future__ import annotations

from collections.abc import Callable

from megadesk.ui.widgets.sheet import Sheet


class OpenSheets:
    """By a word of the page's own."""

    def __init__(self) -> None:
        self._open: dict[str, Sheet] = {}

    def open(self, word: str, make: Callable[[], Sheet]) -> None:
        """Open a sheet, or come back to it if it is open."""
        sheet = self._open.get(word)
        if sheet is None:
            sheet = self._open[word] = make()
            sheet.closed.connect(lambda: self._open.pop(word, None))
            sheet.show()
        sheet.raise_()
        sheet.activateWindow()
