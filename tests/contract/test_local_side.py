"""What every local side must do (sync.ports.LocalSide): run over the real disk, and over any fake that offers the bench.

A bench is a local side plus a person and a downloader: ``side, write, make_folder, read, exists, remove, seen, entries,
stage, debris``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.crypto import node_id
from fakes.folders import MTIME_NS, DiskBench, hash_of
from fakes.trees import ROOT_ID
from megadesk.model.errors import BadName, FileBusy, Stale
from megadesk.model.ids import FileHash
from megadesk.model.listing import Digest, Fingerprint, IgnoreText, Unknown
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind, Node
from megadesk.sync.ignore import Rules
from megadesk.sync.ports import LocalSide
from sim.bench import VirtualBench
from sim.virtual_os import VirtualOs, on_virtual_disk
from sim.volume import KINDS

A, B, SUB, SUB_A = RelPath("a"), RelPath("b"), RelPath("sub"), RelPath("sub/a")
NODE = node_id("aside")
NEVER = Fingerprint(0, 999_999_999, 3, 1, 1)


class LocalSideSuite:
    """The promises of the port, one by one. Subclasses give ``bench``."""

    def test_is_a_local_side(self, bench: DiskBench) -> None:
        """The bench's side has every method of the port."""
        side: LocalSide = bench.side
        side.check_root()
        assert side.traits.name_max_bytes >= 255

    # ---- scan and digests -------------------------------------------------------------------------------------

    def test_scan_shows_files_and_folders_parents_first(self, bench: DiskBench) -> None:
        """Every file and folder has an entry, and a folder stands before what is in it."""
        bench.write("sub/deep/x", b"1")
        bench.write("a", b"22")
        paths = list(bench.side.scan(None, None).entries)
        assert set(paths) == {A, SUB, RelPath("sub/deep"), RelPath("sub/deep/x")}
        assert paths.index(SUB) < paths.index(RelPath("sub/deep")) < paths.index(RelPath("sub/deep/x"))

    def test_unchanged_file_keeps_its_fingerprint(self, bench: DiskBench) -> None:
        """Two scans of the same folder are equal."""
        bench.write("a", b"1")
        assert bench.side.scan(None, None).entries == bench.side.scan(None, None).entries

    def test_partial_scan_equals_full_scan(self, bench: DiskBench) -> None:
        """Re-reading the dirty folders gives what reading everything gives."""
        bench.write("sub/a", b"1")
        bench.write("gone/x/y", b"1")
        bench.write("other/z", b"1")
        before = bench.side.scan(None, None)
        bench.write("sub/a", b"22")
        bench.write("new/deep/file", b"3")
        bench.remove("gone/x/y")
        dirty = [SUB_A, RelPath("new"), RelPath("gone/x/y")]
        after = bench.side.scan(before, dirty)
        assert dict(after.entries) == dict(bench.side.scan(None, None).entries)
        assert after.entries[RelPath("other/z")] == before.entries[RelPath("other/z")]

    def test_digest_tells_what_a_file_holds(self, bench: DiskBench) -> None:
        """Size, file hash and block hashes are those of the bytes; an empty file has no block."""
        bench.write("a", b"hello")
        bench.write("b", b"")
        found = bench.side.digests(list(bench.entries().values()))
        digest, empty = found[A], found[B]
        assert isinstance(digest, Digest)
        assert (digest.size_bytes, digest.file_hash, len(digest.block_hashes)) == (5, hash_of(b"hello"), 1)
        assert isinstance(empty, Digest)
        assert empty.block_hashes == ()

    def test_digest_of_a_changed_file_is_busy(self, bench: DiskBench) -> None:
        """A file that is no longer as in its entry gets no digest, and neither does one that is gone."""
        bench.write("a", b"one")
        bench.write("b", b"one")
        entries = list(bench.entries().values())
        bench.write("a", b"other")
        bench.remove("b")
        found = bench.side.digests(entries)
        assert isinstance(found[A], FileBusy)
        assert isinstance(found[B], FileBusy)

    # ---- ignore rules -----------------------------------------------------------------------------------------

    def test_scan_leaves_out_what_rules_say(self, bench: DiskBench) -> None:
        """Rules of the device and of files count together; what is left out is unknown, with the line that says so."""
        bench.write("sub/a.log", b"1")
        bench.write("b/x/y", b"1")
        bench.write("sub/.deskignore", b"*.log")
        found = bench.side.scan(None, None, Rules(here="#!junk\nb/"))
        assert set(found.entries) == {SUB, RelPath("sub/.deskignore")}
        assert dict(found.unknown) == {
            RelPath("sub/a.log"): Unknown(RelPath("sub/a.log"), "ignored", "sub/.deskignore:1: *.log"),
            B: Unknown(B, "ignored", "this device:2: b/", junk=True),
        }
        assert dict(found.ignore_texts) == {SUB: IgnoreText("*.log")}
        assert found.read_folders == 2

    def test_changed_rules_are_read_with_all_below(self, bench: DiskBench) -> None:
        """A hint of the file alone is enough: its whole folder is judged anew, also when it is gone."""
        bench.write("sub/deep/a.log", b"1")
        bench.write("sub/deep/b.txt", b"1")
        listing = bench.side.scan(None, None)
        path = RelPath("sub/.deskignore")
        for text, left_out in ((b"*.log", "sub/deep/a.log"), (b"*.txt", "sub/deep/b.txt"), (b"deep/", "sub/deep")):
            bench.write("sub/.deskignore", text)
            listing = bench.side.scan(listing, [path])
            assert set(listing.unknown) == {left_out}
            assert dict(listing.entries) == dict(bench.side.scan(None, None).entries)
        bench.remove("sub/.deskignore")
        listing = bench.side.scan(listing, [path])
        assert not listing.unknown
        assert not listing.ignore_texts
        assert dict(listing.entries) == dict(bench.side.scan(None, None).entries)

    def test_junk_goes_to_the_debris_with_its_folder(self, bench: DiskBench) -> None:
        """Whatever it is, with all that is in it; what is gone by now is fine."""
        bench.write("sub/cache/x", b"1")
        bench.write("sub/leftover", b"2")
        bench.side.discard(SUB, Kind.FOLDER, bench.seen("sub"), ["cache", "gone", "leftover"])
        assert not bench.exists("sub")
        assert bench.debris() == {"sub/cache/x": b"1", "sub/leftover": b"2"}

    def test_junk_stays_if_its_folder_has_to(self, bench: DiskBench) -> None:
        """Somebody has put a file beside it: nothing in the folder is touched."""
        bench.write("sub/leftover", b"2")
        bench.write("sub/a", b"1")
        with pytest.raises(Stale):
            bench.side.discard(SUB, Kind.FOLDER, bench.seen("sub"), ["leftover"])
        assert bench.read("sub/leftover") == b"2"
        assert bench.read("sub/a") == b"1"
        assert bench.debris() == {}

    # ---- folders and moves ------------------------------------------------------------------------------------

    def test_make_folder(self, bench: DiskBench) -> None:
        """A made folder is what the next scan shows; a second time it is stale."""
        made = bench.side.make_folder(SUB)
        assert bench.seen("sub") == made
        with pytest.raises(Stale):
            bench.side.make_folder(SUB)

    def test_make_folder_without_parent_is_stale(self, bench: DiskBench) -> None:
        """A folder whose parent is not there is not made."""
        with pytest.raises(Stale):
            bench.side.make_folder(RelPath("no/such"))

    def test_move_file(self, bench: DiskBench) -> None:
        """A moved file has its bytes at the new place, and the fingerprint that came back."""
        bench.make_folder("sub")
        moved = bench.side.move(A, SUB_A, bench.write("a", b"1"))
        assert not bench.exists("a")
        assert bench.read("sub/a") == b"1"
        assert bench.seen("sub/a") == moved

    def test_move_folder_with_content(self, bench: DiskBench) -> None:
        """A folder moves with everything in it, whatever happened below since the scan."""
        bench.write("sub/a", b"1")
        expected = bench.seen("sub")
        bench.write("sub/later", b"2")
        bench.side.move(SUB, B, expected)
        assert bench.read("b/a") == b"1"
        assert bench.read("b/later") == b"2"

    def test_move_never_replaces(self, bench: DiskBench) -> None:
        """A taken target is stale, and both files stay."""
        expected = bench.write("a", b"1")
        bench.write("b", b"2")
        with pytest.raises(Stale):
            bench.side.move(A, B, expected)
        assert (bench.read("a"), bench.read("b")) == (b"1", b"2")

    def test_move_of_a_changed_file_is_stale(self, bench: DiskBench) -> None:
        """A file edited since the scan stays where it is."""
        expected = bench.write("a", b"1")
        bench.write("a", b"edited")
        with pytest.raises(Stale):
            bench.side.move(A, B, expected)
        assert bench.read("a") == b"edited"
        assert not bench.exists("b")

    def test_move_of_nothing_is_stale(self, bench: DiskBench) -> None:
        """A source that is gone is stale."""
        with pytest.raises(Stale):
            bench.side.move(A, B, NEVER)

    def test_move_changes_case_alone(self, bench: DiskBench) -> None:
        """A name may change only its case; the scan shows the new spelling."""
        bench.side.move(A, RelPath("A"), bench.write("a", b"1"))
        assert list(bench.entries()) == [RelPath("A")]

    def test_aside_and_back(self, bench: DiskBench) -> None:
        """A node steps aside, is known to be there, is not in the listing, and comes back with its bytes."""
        expected = bench.write("a", b"1")
        bench.side.step_aside(A, NODE, expected)
        assert list(bench.side.staged_aside()) == [NODE]
        assert A not in bench.entries()
        back = bench.side.step_back(NODE, B, expected)
        assert bench.read("b") == b"1"
        assert bench.seen("b") == back
        assert list(bench.side.staged_aside()) == []

    def test_step_back_never_replaces(self, bench: DiskBench) -> None:
        """A taken target is stale, and the node stays in the stage."""
        expected = bench.write("a", b"1")
        bench.side.step_aside(A, NODE, expected)
        bench.write("a", b"2")
        with pytest.raises(Stale):
            bench.side.step_back(NODE, A, expected)
        assert bench.read("a") == b"2"
        assert list(bench.side.staged_aside()) == [NODE]

    def test_step_aside_of_a_changed_file_is_stale(self, bench: DiskBench) -> None:
        """A file edited since the scan does not step aside."""
        expected = bench.write("a", b"1")
        bench.write("a", b"edited")
        with pytest.raises(Stale):
            bench.side.step_aside(A, NODE, expected)
        assert bench.read("a") == b"edited"

    # ---- contents ---------------------------------------------------------------------------------------------

    def test_place_new(self, bench: DiskBench) -> None:
        """A staged file gets its name, its time and its executable bit."""
        placed = bench.side.place(bench.stage(b"new", executable=True), A, None)
        assert bench.read("a") == b"new"
        assert bench.seen("a") == placed
        assert placed.mtime_ns == bench.seen_time(MTIME_NS)
        assert placed.executable is bench.side.traits.keeps_executable

    def test_place_new_on_a_taken_name_is_stale(self, bench: DiskBench) -> None:
        """A name that must be free and is not: nothing is touched, and the staged file can be placed elsewhere."""
        bench.write("a", b"mine")
        staged = bench.stage(b"new")
        with pytest.raises(Stale):
            bench.side.place(staged, A, None)
        assert bench.read("a") == b"mine"
        bench.side.place(staged, B, None)
        assert bench.read("b") == b"new"

    def test_place_over_keeps_the_old_bytes(self, bench: DiskBench) -> None:
        """The new bytes have the name, the old ones are in the debris under their path."""
        expected = bench.write("sub/a", b"old")
        placed = bench.side.place(bench.stage(b"new"), SUB_A, expected)
        assert bench.read("sub/a") == b"new"
        assert bench.seen("sub/a") == placed
        assert bench.debris() == {"sub/a": b"old"}

    def test_place_over_a_changed_file_is_stale(self, bench: DiskBench) -> None:
        """An edit since the scan wins over the placing; the staged file stays usable."""
        expected = bench.write("a", b"old")
        current = bench.write("a", b"edited")
        staged = bench.stage(b"new")
        with pytest.raises(Stale):
            bench.side.place(staged, A, expected)
        assert bench.read("a") == b"edited"
        assert bench.debris() == {}
        bench.side.place(staged, A, current)
        assert bench.read("a") == b"new"

    def test_place_over_a_folder_or_nothing_is_stale(self, bench: DiskBench) -> None:
        """What was a file and is a folder, or is gone, is not placed over."""
        expected = bench.write("a", b"old")
        bench.remove("a")
        with pytest.raises(Stale):
            bench.side.place(bench.stage(b"new"), A, expected)
        folder = bench.make_folder("a")
        for fingerprint in (expected, folder):
            with pytest.raises(Stale):
                bench.side.place(bench.stage(b"new"), A, fingerprint)

    def test_place_twice_over_keeps_both_olds(self, bench: DiskBench) -> None:
        """Two replacements on one day lose neither of the old contents."""
        first = bench.side.place(bench.stage(b"2"), A, bench.write("a", b"1"))
        bench.side.place(bench.stage(b"3"), A, first)
        assert sorted(bench.debris().values()) == [b"1", b"2"]

    def test_what_was_written_among_the_staged_is_rescued(self, bench: DiskBench) -> None:
        """A staged file stays where it is while it is what was staged; what somebody wrote to comes back from the stage."""
        ours, theirs = Node(NODE, ROOT_ID, Kind.FILE, "a", FileHash(hash_of(b"new"))), node_id("other")
        staged = [bench.stage(b"new", node=NODE), bench.stage(b"untouched", node=theirs)]
        placed = [
            ours,
            Node(theirs, ROOT_ID, Kind.FILE, "b", FileHash(hash_of(b"untouched"))),
            Node(NODE, ROOT_ID, Kind.FOLDER, "c"),
        ]
        bench.side.secure(staged)
        bench.side.rescue(placed)
        assert list(bench.side.staged_aside()) == []
        bench.put(f".megadesk/tmp/{staged[0].token}", b"new and more")
        bench.side.rescue(placed)
        assert list(bench.side.staged_aside()) == [NODE]
        bench.side.step_back(NODE, A, None)
        assert bench.read("a") == b"new and more"
        bench.side.rescue(placed)
        bench.side.place(staged[1], B, None)
        assert bench.read("b") == b"untouched"

    def test_set_executable_changes_nothing_else(self, bench: DiskBench) -> None:
        """The bit goes on and off; content and time stay."""
        expected = bench.write("a", b"1")
        on = bench.side.set_executable(A, executable=True, expected=expected)
        assert bench.seen("a") == on
        assert on.executable is bench.side.traits.keeps_executable
        off = bench.side.set_executable(A, executable=False, expected=on)
        assert (off.executable, off.mtime_ns, off.inode) == (False, expected.mtime_ns, expected.inode)

    def test_discard_file_goes_to_debris(self, bench: DiskBench) -> None:
        """A discarded file is in the debris."""
        bench.side.discard(SUB_A, Kind.FILE, bench.write("sub/a", b"1"))
        assert not bench.exists("sub/a")
        assert bench.debris() == {"sub/a": b"1"}

    def test_discard_of_a_changed_file_is_stale(self, bench: DiskBench) -> None:
        """An edit since the scan wins over the removal."""
        expected = bench.write("a", b"1")
        bench.write("a", b"edited")
        with pytest.raises(Stale):
            bench.side.discard(A, Kind.FILE, expected)
        assert bench.read("a") == b"edited"

    def test_discard_empty_folder(self, bench: DiskBench) -> None:
        """A folder with nothing in it goes; one with something in it is stale and stays."""
        expected = bench.make_folder("sub")
        bench.write("sub/a", b"1")
        with pytest.raises(Stale):
            bench.side.discard(SUB, Kind.FOLDER, expected)
        assert bench.read("sub/a") == b"1"
        bench.remove("sub/a")
        bench.side.discard(SUB, Kind.FOLDER, expected)
        assert not bench.exists("sub")

    def test_discard_of_another_kind_is_stale(self, bench: DiskBench) -> None:
        """A folder is not discarded as a file, nor a file as a folder."""
        folder = bench.make_folder("sub")
        file = bench.write("a", b"1")
        with pytest.raises(Stale):
            bench.side.discard(SUB, Kind.FILE, folder)
        with pytest.raises(Stale):
            bench.side.discard(A, Kind.FOLDER, file)

    @pytest.mark.parametrize(
        "path", ["..", "../out", "sub/../../out", ".megadesk/tmp/x", ".megadesk", "x\0y", "n" * 300]
    )
    def test_names_that_lead_elsewhere_are_refused(self, bench: DiskBench, path: str) -> None:
        """No name reaches out of the folder, into our own, or past what the disk takes: row 130."""
        bench.make_folder("sub")
        with pytest.raises(BadName):
            bench.side.make_folder(RelPath(path))
        with pytest.raises(BadName):
            bench.side.place(bench.stage(b"1"), RelPath(path), None)

    def test_flush_returns(self, bench: DiskBench) -> None:
        """Flushing changes nothing that can be seen, with and without something to flush."""
        bench.side.flush()
        bench.side.place(bench.stage(b"1"), A, None)
        before = bench.entries()
        bench.side.flush()
        assert bench.entries() == before


class TestDiskSide(LocalSideSuite):
    """The real one, on a real disk."""

    @pytest.fixture
    def bench(self, tmp_path: Path) -> DiskBench:
        """Return a prepared root."""
        return DiskBench(tmp_path / "root")


class TestVirtualSide(LocalSideSuite):
    """The same code on volumes in RAM, on which whole devices are simulated."""

    @pytest.fixture(params=KINDS)
    def bench(self, request: pytest.FixtureRequest) -> Iterator[DiskBench]:
        """Return a prepared root on a volume of each kind."""
        with on_virtual_disk(VirtualOs()) as vos:
            bench = VirtualBench(vos, KINDS[request.param])
            yield bench
            assert vos.handles(bench.volume) == [], "a handle was left open"
