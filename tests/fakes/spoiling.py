"""Damage on the disk of a server: what a failing disk, or somebody with access to it, does to one blob."""

from __future__ import annotations

from megadesk.model.ids import BlockId
from megadesk.server.services import Services


def spoil(services: Services, block: BlockId, how: str) -> None:
    """Let a blob be ``absent`` (only one with a file of its own), ``cut short`` or ``changed``."""
    with services.metadata.read() as tx:
        place = tx.blobs([block])[block].place
    folder, name = services.config.blobs_folder, block.hex()
    path = folder / "packs" / f"{place.pack:016x}" if place.pack else folder / "files" / name[:2] / name
    if how == "absent":
        path.unlink()
    elif how == "cut short":
        path.write_bytes(path.read_bytes()[:-10])
    else:
        held = bytearray(path.read_bytes())
        held[place.offset * bool(place.pack) + 100] ^= 1
        path.write_bytes(held)
