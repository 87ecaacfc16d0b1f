"""An engine that only shows transfers: as many rows as are wanted, some of which move many times a second.

It answers over the same socket as the real one, so that the app that is measured reads, decodes and draws as always; but
it tells of changes as often as it is asked to, where the real one holds back (five times a second).
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Any, Final

from fakes.desk import status
from megadesk import __version__
from megadesk.host.paths import Profile, find_profile, prepare_profile
from megadesk.host.process import forget_endpoint, publish_endpoint
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call, EngineListener
from megadesk.ipc.protocol import Request, to_typed
from megadesk.model.errors import NotFound

MOVING: Final = 50
SIZE: Final = 40_000_000
FINISH_S: Final = 0.5
"""So often one is over, and all others have another place."""


class AppEngine:
    """``rows`` transfers of a device that is signed in."""

    def __init__(self, home: Path, rows: int, updates_per_s: float) -> None:
        self._profile: Profile = find_profile(str(home), {})
        prepare_profile(self._profile)
        self._rows = rows
        self._pause_s = 1 / updates_per_s
        self._done = 0
        self._step = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._tell_all, daemon=True)
        endpoint = publish_endpoint(self._profile, __version__, os.urandom)
        self._listener = EngineListener(endpoint.address, endpoint.authkey, self._answer, version=__version__)
        self.told = 0

    def start(self) -> None:
        """Listen, and begin to tell."""
        self._listener.start()
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopping.set()
        self._thread.join()
        self._listener.close()
        forget_endpoint(self._profile)

    def _answer(self, request: Request, call: Call) -> Any:  # noqa: ARG002 -- a Handler
        match request.method:
            case m.STATUS.name:
                return status("syncing", transfers=self._sums())
            case m.LIST_TRANSFERS.name:
                return self._page(to_typed(m.ListTransfers, request.params))
            case m.LIST_ERRANDS.name:
                return m.ErrandList(errands=[])
            case _:
                raise NotFound(what="method", value=request.method)

    def _page(self, body: m.ListTransfers) -> m.Transfers:
        behind = min(self._rows, body.offset + body.limit)
        return m.Transfers(
            transfers=[self._row(number) for number in range(body.offset, behind)],
            total=self._rows,
            counts={"active": MOVING, "queued": self._rows - MOVING},
            directions={"up": self._rows, "down": 0},
            queue_version=self._done,
            history_version=self._done,
        )

    def _row(self, place: int) -> m.TransferRow:
        number = place + self._done
        is_active = place < MOVING
        done = (self._step * 40_000 + number * 1_000_003) % SIZE if is_active else 0
        return m.TransferRow(
            id=f"u{number}", direction="up", path=f"/Photos/2026/IMG_{number:06d}.jpg",
            local=f"/home/anna/Photos/2026/IMG_{number:06d}.jpg", pair="0000000a", kind="image",
            state="active" if is_active else "queued", bytes_done=done, bytes_total=SIZE,
            bps=1_000_000 + self._step % 1000 if is_active else 0, seconds_left=40 if is_active else None,
        )  # fmt: skip

    def _sums(self) -> m.TransferStatus:
        return m.TransferStatus(
            active=MOVING, queued=self._rows - MOVING, failed=0, up_bps=50_000_000 + self._step, down_bps=0,
            bytes_left=self._rows * SIZE, seconds_left=4000,
        )  # fmt: skip

    def _tell_all(self) -> None:
        finish_at = time.monotonic() + FINISH_S
        due = time.monotonic()
        while not self._stopping.is_set():
            self._step += 1
            if time.monotonic() >= finish_at:
                self._done += 1
                finish_at += FINISH_S
            moving = [self._row(place) for place in range(MOVING)]
            body = m.TransfersChanged(
                transfers=self._sums(), moving=moving, queue_version=self._done, history_version=self._done
            )
            self._listener.publish(m.TRANSFERS_TOPIC, body, kind=self._step % 4)
            self.told += 1
            due += self._pause_s
            self._stopping.wait(max(0.0, due - time.monotonic()))
