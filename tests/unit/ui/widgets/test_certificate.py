"""The facts of a certificate."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fakes.first_run import CERTIFICATE
from megadesk.ui.viewmodels.first_run_words import certificate_facts
from megadesk.ui.widgets.certificate import CertificateGrid


def test_a_digest_is_in_two_lines_and_heard_whole(qtbot: QtBot) -> None:
    """Nothing of it is lost by the breaks."""
    grid = CertificateGrid()
    qtbot.addWidget(grid)
    grid.show_facts(certificate_facts(CERTIFICATE))
    shown = next(label for label in grid.findChildren(QLabel) if label.accessibleName().startswith("SHA-256: "))
    assert shown.text().count("\n") == 1
    plain = shown.text().replace("\n", "").replace("\N{ZERO WIDTH SPACE}", "")
    assert shown.accessibleName() == f"SHA-256: {plain}"
    assert plain.replace(":", "").lower() == CERTIFICATE.sha256
    grid.show_facts([])
    assert grid.isHidden()
