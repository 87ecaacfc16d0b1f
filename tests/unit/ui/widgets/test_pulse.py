"""Something goes on."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.widgets.pulse import Pulse


def test_it_moves_only_while_it_is_seen(qtbot: QtBot) -> None:
    """And is painted where it is."""
    pulse = Pulse(text("Looking"))
    qtbot.addWidget(pulse)
    pulse.resize(200, 3)
    pulse.show()
    assert pulse._motion.state() is pulse._motion.State.Running
    pulse._move(0.2)
    one = pulse.grab().toImage()
    pulse._move(0.8)
    assert pulse.grab().toImage() != one
    pulse.hide()
    assert pulse._motion.state() is pulse._motion.State.Stopped
    assert (pulse.maximum(), pulse.accessibleName()) == (0, "Looking")
