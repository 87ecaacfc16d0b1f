"""The facts of a certificate."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fakes.first_run import CERTIFICATE
from megadesk.ui.text import verbatim
from megadesk.ui.viewmodels.first_run_words import certificate_facts, spaced
from megadesk.ui.widgets.certificate import CertificateGrid, Digest


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


def test_the_lines_of_a_digest_are_even(qtbot: QtBot) -> None:
    """Sixteen pairs each; eight or four where it is narrow, never some and the rest."""
    digest = Digest(verbatim(spaced("5fd1" * 16)))
    qtbot.addWidget(digest)
    digest.show()
    shown = {}
    for width in (800, digest._width_of(16), digest._width_of(16) - 1, digest._width_of(8) - 1):
        digest.resize(width, 100)
        shown[width] = {line.rstrip(":").count(":") + 1 for line in digest.text().split("\n")}
    assert list(shown.values()) == [{16}, {16}, {8}, {4}]
    assert digest.minimumSizeHint().width() == digest._width_of(4)
