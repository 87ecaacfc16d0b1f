"""What the first run asks of the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.viewmodels.first_run import Journey
from megadesk.ui.viewmodels.first_run_requests import request_of


def do_work(
    desk: Desk,
    journey: Journey,
    *,
    then: Callable[[Any], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> Asking:
    """Ask what the journey's work needs."""
    method, request = request_of(journey)
    return desk.link.ask(method, request, then=then, failed=failed, owner=owner)


def probe(
    desk: Desk,
    server: str,
    *,
    then: Callable[[m.Probed], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> Asking:
    """Look at a server while its address is typed."""
    return desk.link.ask(m.PROBE, m.Probe(server=server), then=then, failed=failed, owner=owner)


def preview(
    desk: Desk,
    places: tuple[str, str],
    *,
    then: Callable[[m.PairPreview], None],
    failed: Callable[[MegadeskError], None],
    progress: Callable[[Any], None],
    owner: QObject,
) -> Asking:
    """Find out what the first link of two folders would do."""
    local, remote = places
    request = m.PreviewPair(local=local, remote=remote)
    return desk.link.ask(m.PREVIEW_PAIR, request, then=then, failed=failed, progress=progress, owner=owner)
