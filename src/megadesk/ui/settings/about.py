"""What this is: the versions of all that takes part, and the licences of what it is made of, each with its text."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from megadesk import __version__
from megadesk.host.resources import resource_folder
from megadesk.ipc import messages as m
from megadesk.ui.actions import engine as actions
from megadesk.ui.desk import Desk
from megadesk.ui.language import say
from megadesk.ui.settings.part import Part
from megadesk.ui.text import NOTHING, Text, joined, text, verbatim
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.file_facts import Fact
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Icon, card, titled
from megadesk.ui.widgets.facts import Facts
from megadesk.ui.widgets.inputs import Combo
from megadesk.ui.widgets.labels import Label, muted, section
from megadesk.ui.widgets.layout import column, row

MADE_OF: Final = (
    "PySide6-Essentials", "appdirs", "blake3", "cryptography", "keyring", "msgspec", "pathspec", "requests", "rich", "segno",
    "typer", "watchdog", "zxcvbn",
)  # fmt: skip
"""What an installation of the app brings along."""

MARK_PX: Final = 44
LETTERS: Final = 24
"""So many of a name and a licence are to be seen at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """The licence of one part. words: in full, where its package brings it along."""

    name: str
    version: str
    licence: str
    words: str


class AboutPart(Part):
    """Says it; there is nothing to set."""

    def __init__(self, desk: Desk) -> None:
        self._engine: m.EngineStatus | None = None
        self._server: m.Probed | None = None
        self.facts = Facts()
        self.copy = Button(text("Copy"), icon_name="copy", tip=text("Copy the versions, for a report of a problem"))
        self.copy.clicked.connect(self._copy)
        what = muted(
            text("Your folders, the same on all your computers. The server that stores them cannot read them."),
            wrap=True,
        )
        names = column(section(text("megadesk {version}", version=__version__)), what, spacing=2)
        head = row(Icon("megadesk", size=MARK_PX), names, spacing=14)
        head.setStretch(1, 1)
        self.licences = {each.name: each for each in licences()}
        self.which = Combo(
            text("Licence of"), [(name, verbatim(_line(each))) for name, each in self.licences.items()], "megadesk"
        )
        self.which.chosen.connect(self.show_licence)
        self.which.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(LETTERS)
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(say(text("Licences")))
        self.words.setMinimumHeight(look().px(240))
        super().__init__(
            desk,
            card(column(head, 4, self.facts, 4, row(self.copy, None), margins=(16, 16, 16, 16), spacing=8)),
            titled(
                section(text("Licences")),
                Label(text("megadesk is free software (Apache-2.0). It uses:"), "muted", wrap=True),
                self.which,
                self.words,
            ),
        )
        self.show_licence("megadesk")
        self._show()

    def read(self) -> None:
        """Ask the engine, and it the server, which they are."""
        actions.engine_status(self.desk, then=self._take_engine, failed=lambda _: None, owner=self)
        status = self.desk.state.now.status
        if status is not None and status.server:
            actions.server(self.desk, status.server, then=self._take_server, failed=lambda _: None, owner=self)

    def show_licence(self, name: str) -> None:
        """Show the text of one."""
        found = self.licences[name]
        self.words.setPlainText(found.words or f"{found.name} {found.version}: {found.licence}")

    def _take_engine(self, found: m.EngineStatus) -> None:
        self._engine = found
        self._show()

    def _take_server(self, found: m.Probed) -> None:
        self._server = found
        self._show()

    def _show(self) -> None:
        self.facts.show_facts(versions(self._engine, self._server))

    def _copy(self) -> None:
        lines = [say(joined([fact.label, fact.value], ": ")) for fact in versions(self._engine, self._server)]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.desk.notices.done(text("Copied."))


def versions(engine: m.EngineStatus | None, server: m.Probed | None) -> list[Fact]:
    """Return the version of each thing that takes part; of what did not answer, nothing."""
    found = [
        Fact(word="app", label=text("App"), value=verbatim(__version__)),
        Fact(word="engine", label=text("Sync engine"), value=verbatim(engine.version) if engine else NOTHING),
        Fact(word="server", label=text("Server"), value=_server_words(server)),
        Fact(word="python", label=text("Python"), value=verbatim(platform.python_version())),
        Fact(word="qt", label=text("Qt"), value=verbatim(qVersion())),
        Fact(word="system", label=text("System"), value=verbatim(f"{platform.system()} {platform.release()}".strip())),
    ]
    return [fact for fact in found if fact.value]


def _server_words(server: m.Probed | None) -> Text:
    if server is None or not server.version:
        return NOTHING
    return text("{version} at {address}", version=verbatim(server.version), address=verbatim(server.address))


def licences() -> list[Licence]:
    """Return ours, those of the parts, and that of the icons."""
    own = Licence(name="megadesk", version=__version__, licence="Apache-2.0", words=_words("megadesk"))
    parts = [
        Licence(name=name, version=version, licence=licence, words=_words(name))
        for name, version, licence in map(_facts, MADE_OF)
        if version
    ]
    icons = (resource_folder("icons") / "LICENSE").read_text(encoding="utf-8")
    return [own, *parts, Licence(name="Lucide", version="", licence="ISC", words=icons)]


def _line(each: Licence) -> str:
    named = f"{each.name} {each.version}" if each.version else each.name
    return f"{named}: {each.licence}"


def _words(name: str) -> str:
    """Return the texts that a package brings along as its licence; "" if it brings none, or is not installed as one."""
    try:
        files = metadata.distribution(name).files or []
    except metadata.PackageNotFoundError:
        return ""
    texts = [
        file.read_text(encoding="utf-8")
        for file in files
        if file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE")) and Path(file.locate()).is_file()
    ]
    return "\n\n".join(texts)


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
