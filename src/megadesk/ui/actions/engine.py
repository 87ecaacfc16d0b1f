"""The engine itself: what runs, begin it anew, and a report of it for who mends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from megadesk.host.process import end_engine
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.text import text

Failed = Callable[[MegadeskError], None]


def engine_status(desk: Desk, *, then: Callable[[m.EngineStatus], None], failed: Failed, owner: QObject) -> None:
    """Read which engine runs."""
    desk.link.ask(m.ENGINE_STATUS, m.Nothing(), then=then, failed=failed, owner=owner)


def restart_engine(desk: Desk, *, owner: QObject) -> None:
    """End the engine; the link starts another one as soon as it is gone."""

    def done(_: m.Nothing) -> None:
        desk.notices.done(text("The sync engine is restarting. Work in progress continues afterwards."))

    desk.link.ask(m.ENGINE_STOP, m.Nothing(), then=done, failed=desk.notices.failed, owner=owner)


def end_other_engine(desk: Desk, *, failed: Failed) -> None:
    """End an engine that takes no messages of ours; the link starts another one as soon as it is gone."""
    try:
        end_engine(desk.profile)
    except MegadeskError as error:
        failed(error)


def report(desk: Desk, *, then: Callable[[str], None], failed: Failed, owner: QObject) -> None:
    """Read what a report would hold."""
    desk.link.ask(m.REPORT_PREVIEW, m.Nothing(), then=lambda found: then(found.text), failed=failed, owner=owner)


def write_report(
    desk: Desk, file: Path, words: str, *, then: Callable[[str], None], failed: Failed, owner: QObject
) -> None:
    """Write a report that was looked at to a new file."""
    request = m.WriteReport(file=str(file), text=words)
    desk.link.ask(m.REPORT_WRITE, request, then=lambda written: then(written.file), failed=failed, owner=owner)


def limits(desk: Desk, *, then: Callable[[m.TransferLimits], None], owner: QObject) -> None:
    """Read how fast files may move."""
    desk.link.ask(m.GET_LIMITS, m.Nothing(), then=then, failed=desk.notices.failed, owner=owner)


def server(desk: Desk, address: str, *, then: Callable[[m.Probed], None], failed: Failed, owner: QObject) -> None:
    """Look at the account's server and its certificate."""
    desk.link.ask(m.PROBE, m.Probe(server=address), then=then, failed=failed, owner=owner)


def trust(
    desk: Desk, address: str, sha256: str, *, then: Callable[[m.Probed], None], failed: Failed, owner: QObject
) -> None:
    """Trust a certificate for an address; "" trusts none any more."""
    desk.link.ask(m.TRUST, m.Trust(server=address, sha256=sha256), then=then, failed=failed, owner=owner)
