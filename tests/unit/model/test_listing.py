"""What a scan saw: values that compare by what was seen and keep hashes out of sight."""

from __future__ import annotations

import pytest

from fakes.trees import node_id
from megadesk.model.ids import FileHash, PlainHash
from megadesk.model.listing import Digest, Entry, Fingerprint, Listing, LocalNode
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind, Node, path_of
from megadesk.model.values import replace

SEEN = Fingerprint(device=1, inode=2, size_bytes=3, mtime_ns=4, changed_ns=5)


@pytest.mark.parametrize(
    "other",
    [
        replace(SEEN, device=9), replace(SEEN, inode=9), replace(SEEN, size_bytes=9), replace(SEEN, mtime_ns=9),
        replace(SEEN, changed_ns=9), replace(SEEN, executable=True),
    ],
)  # fmt: skip
def test_any_difference_means_touched(other: Fingerprint) -> None:
    """Fingerprints are equal only if nothing differs."""
    assert other != SEEN
    assert replace(other) == other


def test_an_empty_listing_says_nothing_is_unknown() -> None:
    """Without more, all that was seen was understood."""
    listing = Listing(entries={RelPath("a"): Entry(RelPath("a"), Kind.FILE, SEEN)})
    assert not listing.unknown
    assert listing.read_folders == 0


def test_node_here_is_where_and_as_this_disk_has_it() -> None:
    """Its path is made of spellings, not of the names in the cloud."""
    root, docs, file = (node_id(name) for name in ("root", "docs", "docs/a"))
    known = {
        docs: LocalNode(Node(docs, root, Kind.FOLDER, "\u00fc"), "u\u0308", SEEN),
        file: LocalNode(Node(file, docs, Kind.FILE, "A"), "A (case conflict)", SEEN),
    }
    assert known[file].place == (docs, "A (case conflict)")
    assert path_of(file, root, known) == "u\u0308/A (case conflict)"


def test_seen_values_cannot_be_changed() -> None:
    """What was seen stays what was seen."""
    with pytest.raises(AttributeError):
        SEEN.size_bytes = 7  # type: ignore[misc]  # that is the point


def test_block_hashes_do_not_show() -> None:
    """The repr of a digest has no hashes of content blocks in it, however large the file."""
    digest = Digest(3, FileHash(bytes(32)), (PlainHash(b"p" * 32),) * 1000)
    assert "pppp" not in repr(digest)
