"""The popup of the tray."""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QWidget

from fakes.desk import QUIET, FakeDesk, status
from megadesk.ipc import messages as m
from megadesk.ui.tray.popup import Popup
from ui.gallery import Scene

GIB = 1 << 30
SIZE = (400, 600)

PAIRS = [
    m.PairStatus(
        id="p1", name="Photos", local="/home/anna/Photos", remote="/Photos", direction="both", state="syncing", pending=2,
        files=12_408, bytes=31 * GIB, issues=1,
        held=[m.HeldPath(id="i1", path="Budget.xlsx", code="file_busy", message="", remedy="", arguments={"path": "Budget.xlsx"})],
    ),
    m.PairStatus(
        id="p2", name="Documents", local="/home/anna/Documents", remote="/Documents", direction="both", state="synced",
        pending=0, files=1200, bytes=2 * GIB, issues=0,
    ),
]  # fmt: skip
QUOTA = m.Quota(used=42 * GIB, total=50 * GIB, files=31 * GIB, versions=4 * GIB, bin=GIB, backups=6 * GIB, kept_days=60)
MOVING = [
    m.TransferRow(id="u1", direction="up", path="/Documents/Quarterly report 2026.docx", local="/home/anna/Documents/Quarterly report 2026.docx", pair="p2", state="active", bytes_done=31 << 20, bytes_total=50 << 20, bps=4_400_000, seconds_left=12),
    m.TransferRow(id="d1", direction="down", path="/Films/Holiday video, Norway.mp4", local="/home/anna/Films/Holiday video, Norway.mp4", pair="p1", state="active", bytes_done=1800 << 20, bytes_total=6400 << 20, bps=9_100_000, seconds_left=540),
]  # fmt: skip
DONE = [
    ("h1", "up", "/Photos/IMG_20261031_181502.heic", "completed", "2026-11-26T09:59:40Z"),
    ("h2", "down", "/Music/Sessions/demo-take-3.flac", "completed", "2026-11-26T09:56:00Z"),
    ("h3", "up", "/Archive/photos-2019.zip", "completed", "2026-11-26T09:33:00Z"),
    (
        "h4",
        "down",
        "/Notes/A rather long name of a note that nobody would want to read twice but here it is.md",
        "completed",
        "2026-11-25T18:12:00Z",
    ),
]


def scenes() -> list[Scene]:
    """Return its states."""
    head = {"main": m.HeadStatus(seq=812, hash="a1", verified=True)}
    moving = msgspec.structs.replace(
        QUIET, active=2, up_bps=4_400_000, down_bps=9_100_000, bytes_left=4 * GIB, seconds_left=540
    )
    full = status("syncing", pairs=PAIRS, quota=QUOTA, head=head, issues=3, transfers=moving)
    calm = status(
        "synced",
        pairs=[msgspec.structs.replace(pair, held=[], state="synced", pending=0) for pair in PAIRS],
        quota=QUOTA,
        head=head,
    )
    paused = msgspec.structs.replace(calm, state="paused", paused=True, paused_until="2026-11-26T11:00:00Z")
    out = status("signed_out", account=None, server=None)
    return [
        Scene(
            name="popup-syncing",
            build=lambda desk: _popup(desk, full, MOVING),
            size=SIZE,
            also=("large", "german", "mirrored", "contrast"),
        ),
        Scene(name="popup-synced", build=lambda desk: _popup(desk, calm, []), size=SIZE),
        Scene(name="popup-paused", build=lambda desk: _popup(desk, paused, []), size=SIZE),
        Scene(name="popup-signed-out", build=lambda desk: _popup(desk, out, [], done=False), size=SIZE),
    ]


def _popup(desk: FakeDesk, state: m.Status, moving: list[m.TransferRow], *, done: bool = True) -> QWidget:
    rows = (
        [
            m.TransferRow(
                id=id_, direction=way, path=path, local=f"/home/anna{path}", pair="p1", state=word, ended=ended
            )
            for id_, way, path, word, ended in DONE
        ]
        if done
        else []
    )
    desk.link.answer(
        m.LIST_TRANSFERS, m.Transfers(transfers=rows, total=len(rows), counts={}, queue_version=1, history_version=1)
    )
    desk.link.tell(m.STATUS_TOPIC, state)
    desk.link.tell(
        m.TRANSFERS_TOPIC,
        m.TransfersChanged(transfers=state.transfers, moving=moving, queue_version=1, history_version=1),
    )
    made = Popup(desk)
    made.present()
    return made
