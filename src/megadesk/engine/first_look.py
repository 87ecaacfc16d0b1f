"""What a new pair would do before it is one: what is only here, only there, the same, and different.

    folder --Scanner, its ignore rules--> files here --+
    cloud  --tree-----------------------> files there -+--by path--> same size? --read, hashed--> same, or different

Nothing is made, here or there, and nothing is remembered. What would be refused is refused, with the same errors as
``sync.add``. Names that differ in letters alone count as different, whatever the disk makes of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final

from megadesk.disk.hashing import digests
from megadesk.disk.loose import LooseRoot
from megadesk.disk.scanner import Scanner
from megadesk.engine.new_pairs import check_folder
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists, BadUsage, MegadeskError
from megadesk.model.listing import Entry, Listing
from megadesk.model.pair import Links
from megadesk.model.relpath import CloudPath, RelPath, parse_cloud_path, printable
from megadesk.model.tree import Kind, Node, Tree
from megadesk.sync.ignore import IGNORED
from megadesk.sync.ports import VolumeTraits

if TYPE_CHECKING:
    from megadesk.engine.engine import Engine
    from megadesk.ipc.listener import Call

EXAMPLES: Final = 20
BATCH_BYTES: Final = 64 << 20
BATCH_FILES: Final = 500
"""So much is read between two reports."""

FOLDERS_A_REPORT: Final = 100


@dataclass(slots=True)
class _Pile:
    """Files of one kind: how many, how large, and the first of them."""

    sizes: dict[RelPath, int] = field(default_factory=dict)

    def share(self) -> m.Share:
        """Return it as front ends see it."""
        return m.Share(
            files=len(self.sizes), bytes=sum(self.sizes.values()),
            examples=[printable(path) for path in sorted(self.sizes)[:EXAMPLES]],
        )  # fmt: skip


def preview(engine: Engine, body: m.PreviewPair, call: Call) -> m.PairPreview:
    """Return what a pair of these would do. Errors as of Engine.add_pair; Stale once the caller has gone."""
    from megadesk.engine.engine import parse_direction, parse_links

    parse_direction(body.direction)
    links = parse_links(body.symlinks)
    root = engine.local_root(body.local)
    where = parse_cloud_path(body.remote)
    if where.area != "drive" or not where.names:
        raise BadUsage(what="remote", value=body.remote, reason="not_a_folder_of_the_drive")
    engine.check_apart(root)
    check_folder(root)
    space = engine.supervisor.world.space
    drive = space.tree(space.root("drive"))
    above, there = found_in(drive, where)
    engine.check_cloud_apart(above.id if above is not None else drive.root, body.remote, is_there=there is not None)

    is_here = root.is_dir()
    here, held = _here(str(root), links, call) if is_here else (Listing(entries={}), 0)
    remote = _there(space.tree(there.id)) if there is not None else {}
    piles = _compared(here, remote, _same(LooseRoot(str(root)), here, remote, call) if is_here else frozenset())
    return m.PairPreview(
        local=printable(str(root)), remote=str(where), local_exists=is_here, remote_exists=there is not None, held=held,
        only_here=piles["here"].share(), only_there=piles["there"].share(), same=piles["same"].share(),
        differ=piles["differ"].share(),
    )  # fmt: skip


def found_in(drive: Tree, where: CloudPath) -> tuple[Node | None, Node | None]:
    """Return the last folder on the way to a place that is there, and the place itself; None each for what is not.

    AlreadyExists if a file stands in the way, or at the place itself.
    """
    at, found = drive.root, None
    for depth, name in enumerate(where.names):
        node = drive.child_named(at, name)
        if node is None:
            return found, None
        if not node.is_folder:
            raise AlreadyExists(what="path", path=str(CloudPath("drive", where.names[: depth + 1])))
        at, found = node.id, node
    return found, found


def _here(root: str, links: Links, call: Call) -> tuple[Listing, int]:
    """Return the files of a folder as a first scan would see them, and how much of it sync could not take as it is."""
    seen = count(1)

    def check() -> None:
        call.check()
        if next(seen) % FOLDERS_A_REPORT == 1:
            call.report(m.Progress(phase="scan"))

    listing = Scanner(LooseRoot(root), VolumeTraits(), keeps_links=links is Links.KEEP, check=check).scan(None, None)
    return listing, sum(one.reason != IGNORED for one in listing.unknown.values())


def _there(folder: Tree) -> Mapping[RelPath, Node]:
    """Return the files of a folder of the cloud, by their paths in it."""
    return {path: node for path, node in folder.paths().items() if not node.is_folder}


def _paired(here: Listing, remote: Mapping[RelPath, Node]) -> Iterator[tuple[Entry, Node | None]]:
    """Yield each file here, with the one of the same path there."""
    for path, entry in here.entries.items():
        if entry.kind is not Kind.FOLDER:
            yield entry, remote.get(RelPath(unicodedata.normalize("NFC", path)))


def _same(root: LooseRoot, here: Listing, remote: Mapping[RelPath, Node], call: Call) -> frozenset[RelPath]:
    """Return which files hold the same as those there: read, where the sizes do not tell already."""
    pairs = [
        (entry, node) for entry, node in _paired(here, remote)
        if node is not None and node.kind is entry.kind and node.size_bytes == entry.fingerprint.size_bytes
    ]  # fmt: skip
    contents = {entry.path: node.content for entry, node in pairs}
    total_bytes = sum(entry.fingerprint.size_bytes for entry, _ in pairs)
    found: set[RelPath] = set()
    done_files = done_bytes = 0
    for batch in _batches([entry for entry, _ in pairs]):
        call.report(
            m.Progress(
                phase="hash",
                total_files=len(pairs),
                total_bytes=total_bytes,
                done_files=done_files,
                done_bytes=done_bytes,
            )
        )
        for path, digest in digests(root, batch, call.check).items():
            # What cannot be read now counts as different: then both are kept, which is what sync would do with it.
            if not isinstance(digest, MegadeskError) and digest.file_hash == contents[path]:
                found.add(path)
        done_files += len(batch)
        done_bytes += sum(entry.fingerprint.size_bytes for entry in batch)
    return frozenset(found)


def _batches(entries: Iterable[Entry]) -> Iterator[Sequence[Entry]]:
    batch: list[Entry] = []
    size_bytes = 0
    for entry in entries:
        batch.append(entry)
        size_bytes += entry.fingerprint.size_bytes
        if size_bytes >= BATCH_BYTES or len(batch) >= BATCH_FILES:
            yield batch
            batch, size_bytes = [], 0
    if batch:
        yield batch


def _compared(here: Listing, remote: Mapping[RelPath, Node], same: frozenset[RelPath]) -> dict[str, _Pile]:
    """Return the files as piles; of those that differ the size of the one here."""
    piles = {name: _Pile() for name in ("here", "there", "same", "differ")}
    matched: set[RelPath] = set()
    for entry, node in _paired(here, remote):
        name = "here" if node is None else "same" if entry.path in same else "differ"
        piles[name].sizes[entry.path] = entry.fingerprint.size_bytes
        if node is not None:
            matched.add(RelPath(unicodedata.normalize("NFC", entry.path)))
    for path, node in remote.items():
        if path not in matched:
            piles["there"].sizes[path] = node.size_bytes
    return piles
