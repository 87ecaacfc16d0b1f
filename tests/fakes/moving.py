"""Transfers and errands as an engine tells of them, for tests and pictures of the app."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.filekind import kind_of

STATES = ("queued", "active", "paused", "waiting", "retrying", "completed", "failed", "cancelled")


def transfer(
    name: str, state: str = "queued", direction: str = "up", *, done: float = 0.0, size: int = 1_000_000, path: str = "/Docs",
    number: str = "", **more: Any,
) -> m.TransferRow:  # fmt: skip
    """Return one row; ``done``: how far it is, 0 to 1."""
    is_over = state in {"completed", "failed"}
    return m.TransferRow(
        id=number or f"{'h' if is_over else direction[0]}{name}", direction=direction, path=f"{path}/{name}",
        local=f"/home/anna{path}/{name}", pair="0000000a", state=state, kind=kind_of(name).value,
        bytes_done=size if state == "completed" else int(size * done), bytes_total=size, **more,
    )  # fmt: skip


def sums(rows: Sequence[m.TransferRow], **changed: Any) -> m.TransferStatus:
    """Return the sums of some rows."""
    states = [row.state for row in rows]
    found: dict[str, Any] = {
        "active": states.count("active"), "queued": states.count("queued") + states.count("retrying"),
        "paused": states.count("paused"), "failed": states.count("failed"),
        "up_bps": sum(row.bps for row in rows if row.direction == "up"),
        "down_bps": sum(row.bps for row in rows if row.direction == "down"),
        "bytes_left": sum(row.bytes_total - row.bytes_done for row in rows if row.state not in {"completed", "failed"}),
        "seconds_left": max((row.seconds_left or 0 for row in rows), default=0) or None,
    }  # fmt: skip
    return m.TransferStatus(**found | changed)


def page_of(rows: Sequence[m.TransferRow], body: m.ListTransfers, versions: tuple[int, int] = (1, 1)) -> m.Transfers:
    """Answer for a list as an engine does."""
    which = body.which
    found = [
        row
        for row in rows
        if (not which.states or row.state in which.states)
        and (not which.directions or row.direction in which.directions)
        and (not which.kinds or row.kind in which.kinds)
        and which.text.casefold() in row.path.casefold()
    ]
    if body.sort:
        key = {"name": lambda row: row.path.rpartition("/")[2], "size": lambda row: row.bytes_total}[body.sort]
        found.sort(key=key, reverse=body.descending)
    return m.Transfers(
        transfers=found[body.offset : body.offset + body.limit],
        total=len(found),
        counts={state: sum(row.state == state for row in rows) for state in STATES},
        directions={way: sum(row.direction == way for row in rows) for way in ("up", "down")},
        queue_version=versions[0],
        history_version=versions[1],
    )


def told(rows: Sequence[m.TransferRow], versions: tuple[int, int] = (1, 1), **changed: Any) -> m.TransfersChanged:
    """Return the event of an engine with these rows."""
    moving = [row for row in rows if row.state == "active"]
    return m.TransfersChanged(
        transfers=sums(rows, **changed), moving=moving, queue_version=versions[0], history_version=versions[1]
    )


def crowd(desk: FakeDesk, rows: Sequence[m.TransferRow], versions: tuple[int, int] = (1, 1), **changed: Any) -> None:
    """Let an engine have these transfers, and say so."""
    desk.link.answer(m.LIST_TRANSFERS, lambda body: page_of(rows, body, versions))
    desk.link.answer(m.STEER_TRANSFERS, lambda body: m.Steered(count=len(body.ids) or len(rows), transfers=sums(rows)))
    desk.link.answer(m.CLEAR_TRANSFERS, m.Cleared(count=2))
    if not desk.link.has_answer(m.LIST_ERRANDS):
        desk.link.answer(m.LIST_ERRANDS, m.ErrandList(errands=[]))
    desk.link.tell(m.TRANSFERS_TOPIC, told(rows, versions, **changed))


def errand(
    name: str, way: str = "put", state: str = "transfer", *, done: float = 0.0, size: int = 0, **more: Any
) -> m.ErrandStatus:
    """Return one errand."""
    sources = ["/home/anna/Pictures"] if way == "put" else ["/Photos/2026", "/Photos/2025"]
    return m.ErrandStatus(
        id=name, way=way, state=state, sources=sources, target="/Photos" if way == "put" else "/home/anna/Downloads",
        bytes=int(size * done), total_bytes=size, **more,
    )  # fmt: skip


def limits(**changed: Any) -> m.TransferLimits:
    """Return limits with a schedule: slow while people work, nothing in the evening."""
    workdays = ["mon", "tue", "wed", "thu", "fri"]
    found: dict[str, Any] = {
        "up": None, "down": 4000, "up_now": 200, "down_now": None, "window": 0, "paused": [],
        "schedule": [
            m.LimitWindow(days=workdays, start="08:00", end="18:00", up=200, down=None),
            m.LimitWindow(days=["sat", "sun"], start="19:30", end="23:00", up=0, down=0),
            m.LimitWindow(days=["fri"], start="22:00", end="02:00", up=0, down=1000),
        ],
    }  # fmt: skip
    return m.TransferLimits(**found | changed)
