"""What this is: version, and the licences of what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata
from typing import Final

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from megadesk import __version__
from megadesk.host.resources import resource_folder
from megadesk.ui.desk import Desk
from megadesk.ui.language import say
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.widgets.cards import titled
from megadesk.ui.widgets.labels import muted, section
from megadesk.ui.widgets.layout import column

MADE_OF: Final = (
    "PySide6-Essentials", "appdirs", "blake3", "cryptography", "keyring", "msgspec", "pathspec", "requests", "rich", "typer",
    "watchdog", "zxcvbn",
)  # fmt: skip
"""What an installation of the app brings along."""


class AboutPart(QWidget):
    """Says it; there is nothing to set."""

    def __init__(self, _desk: Desk) -> None:
        super().__init__()
        what = titled(
            section(text("megadesk {version}", version=__version__)),
            muted(
                text("Your folders, the same on all your computers. The server that stores them cannot read them."),
                wrap=True,
            ),
        )
        licences = QPlainTextEdit(licence_text())
        licences.setReadOnly(True)
        licences.setTabChangesFocus(True)
        licences.setAccessibleName(say(text("Licences")))
        licences.setMinimumHeight(look().px(300))
        made = titled(
            section(text("Licences")),
            muted(text("megadesk is free software (Apache-2.0). It is made with:"), wrap=True),
            licences,
        )
        self.setLayout(column(what, made, spacing=16))


def licence_text() -> str:
    """Return name, version and licence of each part, and the licence of the icons in full."""
    lines = [f"{name} {version}: {licence}" for name, version, licence in map(_facts, MADE_OF) if version]
    icons = (resource_folder("icons") / "LICENSE").read_text(encoding="utf-8")
    return "\n".join([*lines, "", "Icons: Lucide", "", icons])


def _facts(name: str) -> tuple[str, str, str]:
    try:
        found = metadata.metadata(name).json
    except metadata.PackageNotFoundError:
        return name, "", ""
    licence = (
        _one(found, "license_expression") or _of_classifiers(found.get("classifier", [])) or _one(found, "license")
    )
    return name, _one(found, "version"), licence or "see its package"


def _one(found: Mapping[str, str | list[str]], key: str) -> str:
    value = found.get(key, "")
    return value.partition("\n")[0] if isinstance(value, str) else ""


def _of_classifiers(classifiers: str | list[str]) -> str:
    lines = [classifiers] if isinstance(classifiers, str) else classifiers
    return ", ".join(line.rpartition(" :: ")[2] for line in lines if line.startswith("License"))
