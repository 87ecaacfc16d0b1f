"""A folder as the disk shows it."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.folders import DiskBench
from megadesk.disk import scanner as scanner_module
from megadesk.disk.fingerprint import attributes
from megadesk.disk.ignore_files import read_ignore_file
from megadesk.disk.root import Root
from megadesk.disk.scanner import Scanner
from megadesk.model.attributes import Attributes
from megadesk.model.errors import DecisionNeeded
from megadesk.model.listing import IgnoreText, Listing
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind
from megadesk.sync.ignore import Rules
from megadesk.sync.ports import VolumeTraits
from megadesk.sync.stopping import Stopped


def reasons(listing: Listing) -> dict[str, str]:
    """Return why each unknown path is so."""
    return {str(path): one.reason for path, one in listing.unknown.items()}


def names(listing: Listing) -> set[str]:
    """Return the paths with an entry."""
    return {str(path) for path in listing.entries}


@pytest.fixture
def denied(monkeypatch: pytest.MonkeyPatch, bench: DiskBench) -> set[str]:
    """Return a set of folders that may not be read as long as they are in it (tests may run as root)."""
    paths: set[str] = set()
    real = bench.root.listing_target

    def listing_target(path: RelPath) -> int | str:
        if path in paths:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(bench.root, "listing_target", listing_target)
    return paths


def test_links_and_special_files_are_unknown(bench: DiskBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows 145 and 148: never followed, never opened, never gone; a pipe does not hold the scan."""
    bench.write("sub/a", b"1")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_bytes(b"1")
    (bench.path / "link").symlink_to(outside)
    (bench.path / "sub" / "broken").symlink_to("nowhere")
    os.mkfifo(bench.path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(bench.path)  # a socket's path must be short
        listener.bind("socket")
    listing = bench.side.scan(None, None)
    assert names(listing) == {"sub", "sub/a"}
    assert reasons(listing) == {
        "link": "symlink",
        "sub/broken": "symlink",
        "pipe": "special_file",
        "socket": "special_file",
    }


def test_ignored_names_pin_their_folder(bench: DiskBench) -> None:
    """Row 144: litter is neither synced nor does the folder look empty."""
    bench.put("sub/Thumbs.db", b"1")
    bench.put("film.part", b"1")
    listing = bench.side.scan(None, None)
    assert names(listing) == {"sub"}
    assert reasons(listing) == {"sub/Thumbs.db": "ignored", "film.part": "ignored"}


def test_own_folder_is_not_seen(bench: DiskBench) -> None:
    """Our folder is invisible; one deeper down, of a pair of another profile, is there and left out."""
    bench.put("sub/.megadesk/x", b"1")
    listing = bench.side.scan(None, None)
    assert names(listing) == {"sub"}
    assert reasons(listing) == {"sub/.megadesk": "ignored"}


def test_names_no_node_can_carry(bench: DiskBench) -> None:
    """Row 128: a name that is no Unicode is unknown; its neighbours are not."""
    (bench.path / "bad\udcff").write_bytes(b"")
    (bench.path / "dir\udcfe").mkdir()
    bench.write("good", b"1")
    bench.put("back\\slash", b"1")
    listing = bench.side.scan(None, None)
    assert names(listing) == {"good"}
    assert reasons(listing) == {"bad\udcff": "not_unicode", "dir\udcfe": "not_unicode", "back\\slash": "separator"}


def test_long_and_odd_names_are_entries(bench: DiskBench) -> None:
    """255 bytes of emoji, trailing dots, blanks and decomposed letters keep the disk's own spelling."""
    odd = ["\U0001f600" * 63 + "abc", "dots...", " blank ", "e\u0301", "CON", "a:b"]
    for name in odd:
        bench.write(name, b"1")
    assert names(bench.side.scan(None, None)) == set(odd)


def test_unreadable_folder_is_unknown(bench: DiskBench, denied: set[str]) -> None:
    """Row 152: what is below is not gone; once it can be read again it is all there."""
    bench.write("closed/deep/x", b"1")
    bench.write("open/y", b"1")
    first = bench.side.scan(None, None)
    denied.add("closed")
    second = bench.side.scan(first, None)
    assert names(second) == {"open", "open/y"}
    assert reasons(second) == {"closed": "unreadable"}
    third = bench.side.scan(first, [RelPath("closed")])
    assert (names(third), reasons(third)) == (names(second), reasons(second))
    denied.clear()
    assert bench.side.scan(third, [RelPath("closed")]).entries == first.entries


def test_unreadable_entry_is_unknown(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose stat fails (a folder one may list but not enter) is unknown."""
    bench.write("a", b"1")
    real = scanner_module._stat

    def refuse(item: os.DirEntry[str]) -> os.stat_result:
        if item.name == "a":
            raise PermissionError(13, "Permission denied")
        return real(item)

    monkeypatch.setattr(scanner_module, "_stat", refuse)
    assert reasons(bench.side.scan(None, None)) == {"a": "unreadable"}


def test_entry_gone_while_listing_is_gone(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file deleted between listing and stat is simply not there."""
    bench.write("a", b"1")

    def vanish(_item: os.DirEntry[str]) -> os.stat_result:
        raise FileNotFoundError(2, "gone")

    monkeypatch.setattr(scanner_module, "_stat", vanish)
    listing = bench.side.scan(None, None)
    assert (names(listing), reasons(listing)) == (set(), {})


def test_folder_that_vanishes_before_it_is_read_is_unknown(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder renamed in the middle of the scan is not taken for deleted."""
    bench.write("sub/a", b"1")
    real = bench.root.listing_target

    def listing_target(path: RelPath) -> int | str:
        if path == "sub":
            (bench.path / "sub").rename(bench.path / "moved")
        return real(path)

    monkeypatch.setattr(bench.root, "listing_target", listing_target)
    listing = bench.side.scan(None, None)
    assert reasons(listing) == {"sub": "vanished"}


def test_folder_that_moves_on_while_a_scan_goes_is_seen_once(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two folders change places between the reading of one and of the other: both are read again, and tell the truth."""
    bench.write("a/one", b"1")
    bench.write("c/b/other", b"2")
    before = bench.side.scan(None, None)
    real = bench.root.listing_target
    renames = [("a", "x"), ("c/b", "a"), ("x", "c/b")]

    def listing_target(path: RelPath) -> int | str:
        if path == "c":  # the top, with both of its folders, was read already
            while renames:
                source, target = renames.pop(0)
                (bench.path / source).rename(bench.path / target)
        return real(path)

    monkeypatch.setattr(bench.root, "listing_target", listing_target)
    after = bench.side.scan(before, None)
    assert names(after) == {"a", "a/other", "c", "c/b", "c/b/one"}
    numbers = {str(path): one.fingerprint.inode for path, one in after.entries.items()}
    assert (numbers["a"], numbers["c/b"]) == tuple(before.entries[RelPath(at)].fingerprint.inode for at in ("c/b", "a"))


def test_two_folders_of_one_number_end_the_scan(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A volume that counts so for good has both of them in the listing, after a few looks more."""
    bench.write("a/one", b"1")
    bench.write("c/other", b"2")
    monkeypatch.setattr(
        scanner_module, "doubles", lambda entries, _changed: {RelPath("a"), RelPath("c")} & entries.keys()
    )
    listing = bench.side.scan(None, None)
    assert names(listing) == {"a", "a/one", "c", "c/other"}
    assert listing.read_folders == 3 + 2 * scanner_module.DOUBLES_ROUNDS


def test_folder_swapped_for_a_link_is_not_followed(
    bench: DiskBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that becomes a link between its parent's reading and its own is unknown."""
    bench.write("sub/a", b"1")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_bytes(b"1")
    real = bench.root.listing_target

    def listing_target(path: RelPath) -> int | str:
        if path == "sub":
            (bench.path / "sub").rename(tmp_path / "was")
            (bench.path / "sub").symlink_to(tmp_path / "outside")
        return real(path)

    monkeypatch.setattr(bench.root, "listing_target", listing_target)
    listing = bench.side.scan(None, None)
    assert names(listing) == set()
    assert set(reasons(listing)) == {"sub"}


def test_mounted_folder_is_unknown(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 154: what is mounted below is not entered, also if it is a folder or file of the same volume."""
    bench.write("mounted/x", b"1")
    bench.write("file", b"1")
    bench.write("plain", b"1")
    monkeypatch.setattr(scanner_module, "mounts_below", lambda _path: frozenset({"mounted", "file"}))
    listing = bench.side.scan(None, None)
    assert names(listing) == {"plain"}
    assert reasons(listing) == {"mounted": "other_volume", "file": "other_volume"}


def test_other_volume_by_number(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry of another volume number is unknown where there is no table of mounts."""
    bench.write("sub/a", b"1")
    real = scanner_module._stat

    def other(item: os.DirEntry[str]) -> os.stat_result:
        fields = list(real(item))
        fields[2] += item.name == "sub"
        return os.stat_result(fields)

    monkeypatch.setattr(scanner_module, "_stat", other)
    assert reasons(bench.side.scan(None, None)) == {"sub": "other_volume"}


def test_root_gone_before_or_during_the_scan(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows 178 and 180: a scan without its root gives nothing to conclude from."""
    bench.write("a", b"1")
    real = scanner_module._stat

    def unplug(item: os.DirEntry[str]) -> os.stat_result:
        found = real(item)
        bench.path.rename(bench.path.with_name("unplugged"))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(scanner_module, "_stat", unplug)
        with pytest.raises(DecisionNeeded):
            bench.side.scan(None, None)
    with pytest.raises(DecisionNeeded):
        bench.side.scan(None, None)


def test_executable_bit(bench: DiskBench) -> None:
    """Row 149: the bit of the owner counts, where the volume keeps it."""
    bench.write("run", b"1")
    (bench.path / "run").chmod(0o744)
    assert bench.seen("run").executable
    careless = Scanner(bench.root, VolumeTraits(keeps_executable=False))
    assert not careless.scan(None, None).entries[RelPath("run")].fingerprint.executable


def test_full_scan_reuses_equal_entries(bench: DiskBench) -> None:
    """An entry that did not change is the same object: a rescan of a still folder makes nothing."""
    bench.write("sub/a", b"1")
    bench.write("b", b"1")
    first = bench.side.scan(None, None)
    bench.write("b", b"22")
    second = bench.side.scan(first, None)
    assert second.entries[RelPath("sub/a")] is first.entries[RelPath("sub/a")]
    assert second.entries[RelPath("b")].fingerprint.size_bytes == 2


def test_partial_scan_reads_only_dirty_folders(bench: DiskBench) -> None:
    """Nothing else is read: one folder of many costs one folder."""
    for number in range(20):
        bench.write(f"d{number}/x", b"1")
    first = bench.side.scan(None, None)
    assert first.read_folders == 21
    bench.write("d3/y", b"1")
    second = bench.side.scan(first, [RelPath("d3/y")])
    assert second.read_folders == 1
    assert names(second) == names(first) | {"d3/y"}
    assert "d3/y" not in first.entries


def test_partial_scan_of_a_listing_from_elsewhere(bench: DiskBench) -> None:
    """A listing another scanner made (after a restart, say) serves as well."""
    bench.write("sub/a", b"1")
    bench.write("sub/gone", b"1")
    old = Scanner(bench.root, VolumeTraits()).scan(None, None)
    bench.remove("sub/gone")
    assert names(bench.side.scan(old, [RelPath("sub/gone")])) == {"sub", "sub/a"}


def test_partial_scan_of_kind_changes(bench: DiskBench) -> None:
    """File to folder, folder to file, folder to link, another folder of the same name: all are seen."""
    bench.write("file", b"1")
    for name in ("folder", "linked", "other"):
        bench.write(f"{name}/deep/x", b"1")
    first = bench.side.scan(None, None)
    bench.remove("file")
    bench.write("file/new", b"1")
    for name in ("folder", "linked", "other"):
        (bench.path / name).rename(bench.path / ".megadesk" / name)
    bench.write("folder", b"1")
    (bench.path / "linked").symlink_to("folder")
    bench.write("other/else", b"1")
    dirty = [RelPath(name) for name in ("file", "folder", "linked", "other")]
    second = bench.side.scan(first, dirty)
    assert names(second) == {"file", "file/new", "folder", "other", "other/else"}
    assert reasons(second) == {"linked": "symlink"}
    assert second.entries[RelPath("folder")].kind is Kind.FILE


def test_dirty_root_reads_the_top(bench: DiskBench) -> None:
    """The root itself may be dirty."""
    first = bench.side.scan(None, None)
    bench.write("a", b"1")
    assert names(bench.side.scan(first, [RelPath("")])) == {"a"}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["write", "remove", "mkdir", "move", "link"]),
        st.sampled_from(["a", "b", "a/c", "a/d", "b/c", "a/c/e", "b/c/e"]),
        st.sampled_from(["a", "b", "a/c", "b/d", "c"]),
    ),
    max_size=8,
)


@settings(max_examples=40)
@given(rounds=st.lists(STEPS, min_size=1, max_size=4))
def test_partial_scans_never_drift(
    rounds: list[list[tuple[str, str, str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After any changes, told of as the watcher would, a chain of partial scans shows what a full scan shows.

    And each names every path at which it shows anything else than the one before.
    """
    bench = DiskBench(tmp_path_factory.mktemp("drift"))
    listing = bench.side.scan(None, None)
    full = Scanner(bench.root, bench.side.traits)
    for steps in rounds:
        dirty = [RelPath(path) for step in steps for path in do(bench.path, *step)]
        before = listing
        listing = bench.side.scan(before, dirty)
        for known, now in ((before.entries, listing.entries), (before.unknown, listing.unknown)):
            assert listing.changed is not None
            assert {path for path in {*known, *now} if known.get(path) != now.get(path)} <= listing.changed
        expected = full.scan(None, None)
        assert expected.changed is None
        assert dict(listing.entries) == dict(expected.entries)
        assert dict(listing.unknown) == dict(expected.unknown)
        order = {path: index for index, path in enumerate(listing.entries)}
        assert all(order[RelPath(path.rpartition("/")[0])] < order[path] for path in order if "/" in path)


def do(root: Path, what: str, path: str, other: str) -> list[str]:
    """Do one thing in the folder if it can be done, and return the touched paths."""
    target = root / path
    try:
        if what == "write":
            target.write_bytes(os.urandom(3))
        elif what == "remove":
            target.unlink()
        elif what == "mkdir":
            target.mkdir()
        elif what == "link":
            target.symlink_to("nowhere")
        else:
            target.rename(root / other)
            return [path, other]
    except OSError:
        return []
    return [path]


def test_links_are_entries_where_they_are_kept(tmp_path: Path) -> None:
    """A pair that keeps links sees each as what it is, also one that leads out, nowhere or into a folder."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_bytes(b"secret")
    bench = DiskBench(tmp_path / "root", keeps_links=True)
    bench.write("folder/a", b"1")
    for name, target in (("out", str(tmp_path / "outside")), ("lost", "nowhere"), ("in", "folder"), ("self", "self")):
        (bench.path / name).symlink_to(target)
    first = bench.side.scan(None, None)
    links = {path: entry for path, entry in first.entries.items() if entry.kind is Kind.SYMLINK}
    assert set(links) == {"out", "lost", "in", "self"}
    assert set(first.entries) == {*links, "folder", "folder/a"}
    assert links[RelPath("lost")].fingerprint.size_bytes == len("nowhere")
    assert not any(entry.fingerprint.executable for entry in links.values())
    assert not first.unknown
    assert bench.side.scan(first, [RelPath("in")]).entries == first.entries
    (bench.path / "lost").unlink()
    (bench.path / "lost").symlink_to("elsewhere")
    assert bench.side.scan(first, [RelPath("lost")]).entries[RelPath("lost")] != first.entries[RelPath("lost")]


def test_rules_of_a_folder_that_cannot_be_read_stay(bench: DiskBench, denied: set[str]) -> None:
    """What is in it is held, and left out as it was; the same for a folder above it."""
    bench.put("top/sub/.deskignore", b"*.log")
    first = bench.side.scan(None, None)
    rules = Rules(texts={at: said.text for at, said in first.ignore_texts.items()})
    for closed in ("top/sub", "top"):
        denied.clear()
        denied.add(closed)
        for dirty in (None, [RelPath(closed)]):
            found = bench.side.scan(first, dirty, rules)
            assert {at: said.text for at, said in found.ignore_texts.items()} == {"top/sub": "*.log"}


def test_ignore_file_is_read_again_only_if_it_changed(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole scan of what did not change reads no file; one that was edited, or was no text, is."""
    read: list[RelPath] = []

    def counted(root: Root, path: RelPath, last_said: str) -> IgnoreText:
        read.append(path)
        return read_ignore_file(root, path, last_said)

    monkeypatch.setattr(scanner_module, "read_ignore_file", counted)
    bench.put("sub/.deskignore", b"*.log")
    listing = bench.side.scan(None, None)
    listing = bench.side.scan(listing, None)
    assert read == ["sub/.deskignore"]
    bench.put("sub/.deskignore", b"\xff")
    for _ in range(2):
        listing = bench.side.scan(listing, None, Rules(texts={RelPath("sub"): "*.log"}))
        assert listing.ignore_texts == {RelPath("sub"): IgnoreText("*.log", "ignore_not_text")}
    assert len(read) == 3


def test_scan_ends_between_two_folders(bench: DiskBench) -> None:
    """Whoever is to end reads no further folder, and what was found of half a disk is nobody's listing."""
    for name in "abc":
        bench.write(f"{name}/x", b"1")
    read: list[str] = []

    def check() -> None:
        read.append("folder")
        if len(read) > 2:
            raise Stopped

    scanner = Scanner(bench.root, VolumeTraits(), check=check)
    with pytest.raises(Stopped):
        scanner.scan(None, None)
    assert len(read) == 3
    assert len(Scanner(bench.root, VolumeTraits()).scan(None, None).entries) == 6


def test_of_a_backup_folders_are_looked_at_whole(bench: DiskBench) -> None:
    """A folder's time and permissions are seen anew with it, also where only something in it was hinted at."""
    bench.put("sub/deep/a", b"1")
    scanner = Scanner(bench.root, bench.side.traits, keeps_links=True, whole=True)
    first = scanner.scan(None, None)
    os.utime(bench.path / "sub" / "deep", ns=(7, 7))
    (bench.path / "sub").chmod(0o700)
    deep, sub = RelPath("sub/deep"), RelPath("sub")
    second = scanner.scan(first, {RelPath("sub/deep/a")})
    assert second.entries[deep].fingerprint.executable == Attributes(stat.S_IFDIR | 0o755, 7)
    assert second.entries[sub] is first.entries[sub], "nobody said anything of it"
    assert second.changed is not None
    assert deep in second.changed
    third = scanner.scan(second, {sub})
    assert third.entries[sub].fingerprint.executable == attributes((bench.path / "sub").stat())
    assert third.entries[deep] is second.entries[deep]
    assert scanner.scan(third, None).entries == third.entries


def test_of_a_backup_a_file_that_was_only_touched_is_another(bench: DiskBench) -> None:
    """Its permissions alone make a new entry; what is untouched keeps its own."""
    bench.put("a", b"1")
    bench.put("b", b"1")
    scanner = Scanner(bench.root, bench.side.traits, whole=True)
    first = scanner.scan(None, None)
    (bench.path / "a").chmod(0o400)
    second = scanner.scan(first, {RelPath("a")})
    assert second.entries[RelPath("a")].fingerprint.executable == attributes((bench.path / "a").stat())
    assert second.entries[RelPath("b")] is first.entries[RelPath("b")]
