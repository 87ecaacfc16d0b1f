"""Whether what lies at a blob's place is the blob, and setting aside what is not: for a scrub, and for whoever uploads it again.

    upload of what is stored already --> its bytes, hashed    whole: the upload is not needed
                                                              else:  set aside, its place QUARANTINED: the upload mends it

A device that offers a blob again has found it damaged. That its row says “stored” must not keep it from mending it.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final

from megadesk.crypto.public import block_id
from megadesk.model.errors import MissingBlock, ServerUnavailable
from megadesk.server import metadata as md
from megadesk.server.blobstore import UNREADABLE, BlobStore, Stored, stored

CHANGED: Final = "its bytes are not those its name says"


def fault_of(blob: Stored, read: Callable[[Stored], bytes]) -> str:
    """Return what is wrong with what lies at a blob's place, or nothing."""
    try:
        return "" if block_id(read(blob)) == blob.id else CHANGED
    except MissingBlock as error:
        return str(error.arguments.get("reason", error.code))
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return UNREADABLE


def set_aside(
    metadata: md.MetadataStore, blobs: BlobStore, row: md.BlobRow, read: Callable[[Stored], bytes]
) -> str:  # fmt: skip
    """Let a blob count as missing, if it is still where it was and still not whole; return what is wrong with it then."""
    return (_set_aside_alone if blobs.reuses_names else _set_aside_beside)(metadata, blobs, row, read)


def _set_aside_alone(
    metadata: md.MetadataStore, blobs: BlobStore, row: md.BlobRow, read: Callable[[Stored], bytes]
) -> str:  # fmt: skip
    """All in one transaction, because nobody can bring it again meanwhile: what lies there is what was looked at."""
    with metadata.write() as tx:
        now = tx.blobs([row.id]).get(row.id)
        fault = fault_of(stored(row), read) if now is not None and now.place == row.place else ""
        if fault:
            tx.move_blob(row.id, row.place, row.place.lost)
            blobs.set_aside(stored(row))
        return fault


def _set_aside_beside(
    metadata: md.MetadataStore, blobs: BlobStore, row: md.BlobRow, read: Callable[[Stored], bytes]
) -> str:  # fmt: skip
    """What lies under a name that is used once stays what it is: nobody waits while it is read, and then moved."""
    fault = fault_of(stored(row), read)
    if not fault:
        return ""
    with metadata.write() as tx:
        if not tx.move_blob(row.id, row.place, row.place.lost):
            return ""
    with suppress(ServerUnavailable):  # then it stays where it is, and nobody reads it there
        blobs.set_aside(stored(row))
    return fault


def doubt(metadata: md.MetadataStore, blobs: BlobStore, rows: Iterable[md.BlobRow]) -> bool:
    """Look at blobs that somebody uploads though they are stored; return whether any of them counts as missing by now."""
    damaged = [row for row in rows if fault_of(stored(row), blobs.read)]
    if not damaged:
        return False
    blobs.check_ready()  # a folder that is not there is no damage
    faults = [set_aside(metadata, blobs, row, blobs.read_anew) for row in damaged]
    return any(faults)
