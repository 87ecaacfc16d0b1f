"""Links that macOS hands over reach the app."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from megadesk.ui.addresses import Addresses
from megadesk.ui.application import place_of
from megadesk.ui.desk import Place


def test_link_arrives_as_the_word_of_a_second_start(qapp: QApplication) -> None:
    """As it was written, so that a name with blanks and umlauts leads where it should."""
    said = list[list[str]]()
    addresses = Addresses(qapp, platform="darwin")
    addresses.asked.connect(said.append)
    link = "megadesk://files/Gr%C3%BC%C3%9Fe%20100%25/a%3Fb.txt"
    QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl(link)))
    QCoreApplication.sendEvent(qapp, QEvent(QEvent.Type.ApplicationPaletteChange))
    assert said == [[link]]
    assert place_of(said[0][0]) == Place("files", "/Grüße 100%/a?b.txt")
    addresses.deleteLater()


def test_a_double_click_on_the_app_is_a_second_start_without_words(qapp: QApplication) -> None:
    """Whether it was active or not; that it became active for another reason is none."""
    active, inactive = Qt.ApplicationState.ApplicationActive, Qt.ApplicationState.ApplicationInactive
    said = list[list[str]]()
    addresses = Addresses(qapp, platform="darwin")
    addresses.asked.connect(said.append)
    for state, words in (
        (inactive, 0),
        (active, 0),
        (inactive, 0),
        (active, 0),
        (active, 1),
        (active, 2),
        (inactive, 2),
        (inactive, 2),
    ):
        qapp.applicationStateChanged.emit(state)
        assert said == [[]] * words
    addresses.deleteLater()


def test_elsewhere_a_second_start_is_one(qapp: QApplication) -> None:
    """Nothing that Qt says of the app opens its window."""
    said = list[list[str]]()
    addresses = Addresses(qapp, platform="linux")
    addresses.asked.connect(said.append)
    for _ in range(2):
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert said == []
    addresses.deleteLater()
