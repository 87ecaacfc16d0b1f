"""Synced folders as an engine tells them, for tests and pictures of the app."""

from __future__ import annotations

from typing import Any

import msgspec

from megadesk.ipc.messages import HeldPath, PairStatus

PHOTOS = PairStatus(
    id="p1", name="Photos", local="/home/anna/Pictures/Photos", remote="/Photos", direction="both", state="synced",
    pending=0, files=12_408, bytes=68_400_000_000, issues=0, last_synced="2026-11-26T09:58:00Z",
)  # fmt: skip


def pair(name: str = "Photos", **changed: Any) -> PairStatus:
    """Return a folder that is in step, but for what is changed."""
    folder = {"id": f"id-{name}", "name": name, "local": f"/home/anna/{name}", "remote": f"/{name}"}
    return msgspec.structs.replace(PHOTOS, **(folder | changed))


def held(path: str = "2026/Lisbon/IMG_0231.jpg", code: str = "unreadable", **arguments: Any) -> HeldPath:
    """Return a file that is held back."""
    return HeldPath(
        id=f"i-{path[-8:]}",
        path=path,
        code=code,
        message="…",
        remedy="…",
        arguments={"path": path, "pair": "p1", **arguments},
    )
