"""cat: the bytes of a file of the account's tree, block by block, each verified before it is passed on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from megadesk.crypto.content import open_block
from megadesk.engine.cloud_files import CloudFiles
from megadesk.model.errors import BadUsage
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.relpath import parse_cloud_path


def cat(files: CloudFiles, path: str, start: int, end: int | None, check: Callable[[], None]) -> Iterator[bytes]:
    """Yield the bytes of a file from ``start`` up to before ``end``; ``check`` may end it before each block."""
    files.refresh()
    _, node = files.existing(parse_cloud_path(path))
    manifest = files.folder().manifest(node.id)
    if manifest is None:
        raise BadUsage(what="cat", path=path, reason="folder")
    stop = manifest.size_bytes if end is None else min(end, manifest.size_bytes)
    if start < 0 or (end is not None and end < start):
        raise BadUsage(what="range", value=f"{start}-{end}")
    for index in range(start // BLOCK_BYTES, -(-stop // BLOCK_BYTES)):
        check()
        ref = manifest.blocks[index]
        plain = open_block(ref, files.world.blobs.get(ref.id))
        at = index * BLOCK_BYTES
        yield plain[max(0, start - at) : stop - at]
