"""Collection can be held for a while: until then nobody removes stored bytes, or moves them elsewhere.

A backup that has a copy of the database needs the bytes that it names to be there until they are copied too. The hold has
an end, so that a backup that died holds nobody for ever; who needs longer says so again. What is decided under it, in
the same write transaction that removes something, is decided for all processes.
"""

from __future__ import annotations

from typing import Final

from megadesk.server import metadata as md

HOLD_UNTIL: Final = "hold_collection_until_ms"


def hold_collection(tx: md.Writing, until_ms: int) -> None:
    """Hold collection until then; a hold that lasts longer stays."""
    if until_ms > held_until_ms(tx):
        tx.put_setting(HOLD_UNTIL, until_ms.to_bytes(8, "big"))


def release_collection(tx: md.Writing) -> None:
    """End the hold."""
    tx.put_setting(HOLD_UNTIL, bytes(8))


def held_until_ms(tx: md.Reading) -> int:
    """Return until when collection is held; 0 if it never was."""
    return int.from_bytes(tx.setting(HOLD_UNTIL) or b"", "big")


def is_held(tx: md.Reading, now_ms: int) -> bool:
    """Whether collection may remove nothing now."""
    return now_ms < held_until_ms(tx)
