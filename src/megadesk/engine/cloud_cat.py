"""cat: the bytes of a file of the account's tree, block by block, each verified before it is passed on.

path, at a moment or in a version --errand_source--> Manifest --> blocks --> bytes from start up to before end
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from megadesk.crypto.content import open_block
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.errand_source import source_then
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage
from megadesk.model.ids import BlockId
from megadesk.model.manifest import BLOCK_BYTES, Manifest


def cat(files: CloudFiles, body: m.Cat, check: Callable[[], None]) -> Iterator[bytes]:
    """Yield the bytes of a file that are asked for; ``check`` may end it before each block. Errors as source_then."""
    source, node = source_then(files, body.path, time=body.time, seq=body.seq, version=body.version)
    manifest = source.manifest(node)
    if manifest is None:
        raise BadUsage(what="cat", path=body.path, reason="folder")
    end = body.end
    if body.max_bytes is not None and (end is None or end > body.start + body.max_bytes):
        end = max(0, body.start) + body.max_bytes
    yield from pieces(manifest, files.world.blobs.get, body.start, end, check)


def pieces(
    manifest: Manifest, get_blob: Callable[[BlockId], bytes], start: int, end: int | None, check: Callable[[], None]
) -> Iterator[bytes]:
    """Yield the bytes of a file from ``start`` up to before ``end``, a block or less at a time."""
    if start < 0 or (end is not None and end < start):
        raise BadUsage(what="range", value=f"{start}-{end}")
    stop = manifest.size_bytes if end is None else min(end, manifest.size_bytes)
    for index in range(start // BLOCK_BYTES, -(-stop // BLOCK_BYTES) if stop > start else 0):
        check()
        ref = manifest.blocks[index]
        plain = open_block(ref, get_blob(ref.id))
        at = index * BLOCK_BYTES
        yield plain[max(0, start - at) : stop - at]
