"""An engine of another version: both are named, and one button has this one go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fakes.desk import FakeDesk, status
from fakes.processes import environment
from megadesk.host.paths import prepare_profile
from megadesk.model.errors import AccessDenied, AlreadyRunning, EngineUnavailable
from megadesk.ui.actions import engine as actions
from megadesk.ui.app_state import AppState, connected, lost, with_status
from megadesk.ui.dialogs.other_version import OtherVersionSheet

OTHER = AlreadyRunning(
    reason="other_version", engine="0.9", version="1.0", program="/usr/bin/megadesk", engine_program="/opt/megadesk"
)
HOLD = """
import sys
from megadesk.host.paths import find_profile
from megadesk.host.process import ProfileLock
lock = ProfileLock.acquire(find_profile(sys.argv[1], {}))
print("locked", flush=True)
input()
"""


@pytest.fixture
def sheet(desk: FakeDesk, qtbot: QtBot) -> Iterator[OtherVersionSheet]:
    """The sheet, open."""
    desk.state.put(lost(AppState(), OTHER))
    window = QWidget()
    qtbot.addWidget(window)
    made = OtherVersionSheet(desk, OTHER, window)
    made.show()
    yield made
    assert isValid(window), "it was there as long as the sheet was"


def test_both_versions_and_their_places_are_named(sheet: OtherVersionSheet) -> None:
    """So that a person knows which one to keep."""
    for part in ("0.9", "1.0", "/usr/bin/megadesk", "/opt/megadesk"):
        assert part in sheet.which.text()


def test_the_other_engine_is_ended(sheet: OtherVersionSheet, desk: FakeDesk) -> None:
    """Whoever owns the profile; the sheet waits for the own engine, and goes when that is there."""
    prepare_profile(desk.profile)
    command = [sys.executable, "-c", HOLD, str(desk.profile.home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        sheet.primary.click()
        assert other.wait(30) == -signal.SIGTERM
    assert not sheet.primary.isEnabled()
    desk.state.put(lost(AppState(), EngineUnavailable(reason="gone")))
    assert not isValid(sheet) or not sheet.isVisible()


def test_an_engine_that_cannot_be_ended_is_said(
    sheet: OtherVersionSheet, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be somebody else's."""

    def refuse(_profile: object) -> bool:
        raise AccessDenied(path=str(Path(os.sep)))

    monkeypatch.setattr(actions, "end_engine", refuse)
    sheet.primary.click()
    assert sheet.primary.isEnabled()
    assert sheet._fault.isVisibleTo(sheet)


def test_it_goes_when_the_other_one_went_by_itself(sheet: OtherVersionSheet, desk: FakeDesk) -> None:
    """There is nothing to choose any more."""
    desk.state.put(with_status(connected(AppState()), status()))
    assert not isValid(sheet) or not sheet.isVisible()
