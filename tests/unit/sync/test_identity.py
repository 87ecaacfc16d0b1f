"""Which node each thing on disk is, over scans of an imaginary disk."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any

import pytest

from fakes.trees import ROOT_ID, content, word
from megadesk.model.attributes import Attributes
from megadesk.model.errors import AccessDenied, FileBusy, MegadeskError
from megadesk.model.ids import NodeId
from megadesk.model.listing import Digest, Entry, Fingerprint, Listing, LocalNode, Unknown
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind, Node, Tree
from megadesk.model.values import replace
from megadesk.sync import identity
from megadesk.sync.conclusion import conclude
from megadesk.sync.ignore import IGNORED
from megadesk.sync.ports import LocalState


@dataclass
class Seen:
    """A disk as a scan sees it: path to (inode, content, mtime); no content is a folder."""

    at: dict[str, tuple[int, str | None, int]] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    device: int = 1

    def listing(self) -> Listing:
        """Return it as a listing, parents first."""
        entries = {}
        for path in sorted(self.at):
            inode, held, mtime = self.at[path]
            kind = Kind.FOLDER if held is None else Kind.FILE
            kind = Kind.SYMLINK if path in self.links else kind
            size, bit = (0, False) if held is None else (len(held.rstrip("*")), held.endswith("*"))
            entries[RelPath(path)] = Entry(
                RelPath(path), kind, Fingerprint(self.device, inode, size, mtime, mtime, bit)
            )
        unknown = {RelPath(path): Unknown(RelPath(path), reason) for path, reason in self.unknown.items()}
        return Listing(entries=entries, unknown=unknown)


class Disk:
    """Scans in a row. ``scan`` returns the state and remembers which files had to be read."""

    def __init__(self, **options: bool) -> None:
        self.known: dict[NodeId, LocalNode] = {}
        self.read: list[str] = []
        self._options: dict[str, Any] = options
        self._drawn = 0

    def _entropy(self, size: int) -> bytes:
        drawn = b"".join(number.to_bytes(16) for number in range(self._drawn + 1, self._drawn + 1 + size // 16))
        self._drawn += size // 16
        return drawn

    def scan(
        self, seen: Seen, renamed: dict[str, str] | None = None, gave_way: frozenset[NodeId] = frozenset()
    ) -> LocalState:
        """Look once."""
        paths = {RelPath(new): RelPath(old) for new, old in (renamed or {}).items()}
        found = identity.match(self.known, seen.listing(), ROOT_ID, renamed=paths, gave_way=gave_way, **self._options)
        self.read = [str(path) for path in found.need_digest]
        state = conclude(found, {path: self._digest(seen, path) for path in found.need_digest}, self._entropy)
        changed = {local.node.id: local for local in state.changed}
        assert {**self.known, **changed}.keys() - set(state.dropped) == state.nodes.keys()
        assert all(self.known.get(key) == local or key in changed for key, local in state.nodes.items())
        self.known = dict(state.nodes)
        return state

    def _digest(self, seen: Seen, path: RelPath) -> Digest | MegadeskError:
        if path in seen.busy:
            return FileBusy()
        held = (seen.at[path][1] or "").rstrip("*")
        return Digest(len(held), content(held), ())

    def ids(self) -> dict[str, NodeId]:
        """Return every node by its path on disk."""
        return {str(path): key for key, path in identity.known_paths(self.known, ROOT_ID).items()}

    def at(self, path: str) -> LocalNode:
        """Return the node at a path."""
        return self.known[self.ids()[path]]


def scanned(*states: dict[str, tuple[int, str | None, int]], **options: bool) -> tuple[Disk, list[dict[str, NodeId]]]:
    """Return a disk after scans of these states, and the ids after each."""
    disk, ids = Disk(**options), []
    for state in states:
        disk.scan(Seen(state))
        ids.append(disk.ids())
    return disk, ids


def test_unchanged_disk_changes_nothing() -> None:
    """Row 17: nothing is read, nothing is new, the nodes are the very same objects."""
    state = {"d": (1, None, 0), "d/a": (2, "x", 0)}
    disk = Disk()
    first = disk.scan(Seen(state))
    again = disk.scan(Seen(state))
    assert not disk.read
    assert not again.changed
    assert not again.dropped
    assert all(again.nodes[key] is local for key, local in first.nodes.items())


def test_new_things_get_ids_and_parents() -> None:
    """Rows 1, 4 and 92: a new tree is new nodes, each in its folder."""
    disk, _ = scanned({"d": (1, None, 0), "d/e": (2, None, 0), "d/e/a": (3, "x", 5)})
    tree = Tree(ROOT_ID, {key: known.node for key, known in disk.known.items()})
    assert sorted(tree.paths()) == ["d", "d/e", "d/e/a"]
    assert (word(disk.at("d/e/a").node.content), disk.at("d/e/a").node.mtime_ns) == ("x", 5)
    assert sorted(disk.known) == [number.to_bytes(16) for number in (1, 2, 3)]  # as they were drawn, and no more


@pytest.mark.parametrize(
    ("rows", "before", "after", "kept", "read"),
    [
        ("rule_1_edit", {"a": (1, "x", 0)}, {"a": (1, "y", 1)}, {"a": "a"}, ["a"]),
        ("row_18_touch", {"a": (1, "x", 0)}, {"a": (1, "x", 1)}, {"a": "a"}, ["a"]),
        ("row_64_rename", {"a": (1, "x", 0)}, {"b": (1, "x", 0)}, {"b": "a"}, []),
        ("row_116_case", {"a": (1, "x", 0)}, {"A": (1, "x", 0)}, {"A": "a"}, []),
        ("row_66_folder", {"d": (1, None, 0), "d/a": (2, "x", 0)}, {"e": (1, None, 9), "e/a": (2, "x", 0)},
         {"e": "d", "e/a": "d/a"}, []),
        ("row_80_folder_and_child", {"d": (1, None, 0), "d/a": (2, "x", 0), "d/k": (3, "k", 0)},
         {"e": (1, None, 0), "e/b": (2, "x", 0), "e/k": (3, "k", 0)}, {"e": "d", "e/b": "d/a", "e/k": "d/k"}, []),
        ("row_80_folder_and_only_child", {"d": (1, None, 0), "d/a": (2, "x", 0)},
         {"e": (1, None, 0), "e/b": (2, "x", 0)}, {"e": "d", "e/b": "d/a"}, []),
        ("folder_and_child_inodes_reused", {"d": (1, None, 0), "d/a": (2, "x", 0), "d/f": (3, None, 0)},
         {"e": (1, None, 0), "e/z": (2, "z", 1), "e/g": (3, None, 0)}, {"e": None, "e/z": None, "e/g": "d/f"}, ["e/z"]),
        ("row_81_swap", {"a": (1, "x", 0), "b": (2, "y", 0)}, {"a": (2, "y", 0), "b": (1, "x", 0)},
         {"a": "b", "b": "a"}, []),
        ("row_82_rotation", {"a": (1, "x", 0), "b": (2, "y", 0), "c": (3, "z", 0)},
         {"b": (1, "x", 0), "c": (2, "y", 0), "a": (3, "z", 0)}, {"b": "a", "c": "b", "a": "c"}, []),
        ("swapped_folders", {"d": (1, None, 0), "d/a": (2, "x", 0), "e": (3, None, 0), "e/a": (4, "y", 0)},
         {"e": (1, None, 0), "e/a": (2, "x", 0), "d": (3, None, 0), "d/a": (4, "y", 0)},
         {"e": "d", "e/a": "d/a", "d": "e", "d/a": "e/a"}, []),
        ("swapped_empty_folders", {"d": (1, None, 0), "e": (3, None, 0)}, {"d": (3, None, 0), "e": (1, None, 0)},
         {"d": "e", "e": "d"}, []),
        ("empty_folder_replaced", {"d": (1, None, 0)}, {"d": (9, None, 0), "d.old": (1, None, 0)},
         {"d": "d", "d.old": None}, []),
        ("renamed_over_another", {"a": (1, "x", 0), "b": (2, "y", 0)}, {"a": (2, "y", 0)}, {"a": "b"}, []),
        ("row_98_in_a_folder", {"d": (1, None, 0), "d/a": (2, "x", 0)}, {"d": (1, None, 0), "d/a": (9, "y", 1)},
         {"d": "d", "d/a": "d/a"}, ["d/a"]),
        ("link_of_one_that_stays", {"a": (1, "x", 0), "b": (1, "x", 0)}, {"b": (1, "x", 0), "c": (1, "x", 0)},
         {"b": "b", "c": "a"}, ["c"]),
        ("two_of_one_content_and_touched", {"a": (1, "x", 0), "b": (2, "x", 0)}, {"c": (1, "x", 5), "d": (2, "x", 5)},
         {"c": "a", "d": "b"}, ["c", "d"]),
        ("two_of_one_content_now_one_file", {"a": (1, "x", 0), "b": (2, "x", 0)}, {"c": (1, "x", 5), "d": (1, "x", 5)},
         {"c": None, "d": None}, ["c", "d"]),
        ("two_of_one_content_once_one_file", {"a": (1, "x", 0), "b": (1, "x", 0)}, {"c": (1, "x", 5), "d": (9, "x", 5)},
         {"c": None, "d": None}, ["c", "d"]),
        ("empty_folder_renamed", {"d": (1, None, 0)}, {"e": (1, None, 0)}, {"e": "d"}, []),
        ("row_96_inode_reused", {"a": (1, "x", 0)}, {"b": (1, "other", 9)}, {"b": None}, ["b"]),
        ("folder_inode_reused", {"d": (1, None, 0), "d/a": (2, "x", 0)}, {"e": (1, None, 0), "e/z": (7, "z", 1)},
         {"e": None, "e/z": None}, ["e/z"]),
        ("folder_inode_reused_empty", {"d": (1, None, 0), "d/a": (2, "x", 0)}, {"e": (1, None, 0)}, {"e": None}, []),
        ("row_98_safe_save", {"a": (1, "x", 0)}, {"a": (9, "y", 1)}, {"a": "a"}, ["a"]),
        ("row_98_with_backup", {"a": (1, "x", 0)}, {"a": (9, "y", 1), "a~": (1, "x", 0)}, {"a": "a", "a~": None},
         ["a", "a~"]),
        ("folder_replaced_and_kept", {"d": (1, None, 0), "d/a": (2, "x", 0)},
         {"d": (9, None, 0), "d.old": (1, None, 0), "d.old/a": (2, "x", 0)},
         {"d": None, "d.old": "d", "d.old/a": "d/a"}, []),
        ("rule_4_by_content", {"a": (1, "x", 0)}, {"b": (9, "x", 5)}, {"b": "a"}, ["b"]),
        ("rule_4_empty_is_nothing", {"a": (1, "", 0)}, {"b": (9, "", 5)}, {"b": None}, ["b"]),
        ("rule_4_not_unique", {"a": (1, "x", 0), "b": (2, "x", 0)}, {"c": (8, "x", 5)}, {"c": None}, ["c"]),
        ("row_11_copy", {"a": (1, "x", 0)}, {"a": (1, "x", 0), "b": (9, "x", 0)}, {"a": "a", "b": None}, ["b"]),
        ("hard_link", {"a": (1, "x", 0)}, {"a": (1, "x", 0), "b": (1, "x", 0)}, {"a": "a", "b": None}, ["b"]),
        ("hard_link_moves_nothing", {"a": (1, "x", 0)}, {"b": (1, "x", 0), "c": (1, "x", 0)}, {"b": None, "c": None},
         ["b", "c"]),
        ("row_105_file_to_folder", {"a": (1, "x", 0)}, {"a": (9, None, 0)}, {"a": None}, []),
        ("row_59_out_of_removed", {"d": (1, None, 0), "d/a": (2, "x", 0), "d/b": (3, "y", 0)}, {"a": (2, "x", 0)},
         {"a": "d/a"}, []),
        ("into_its_place", {"d": (1, None, 0), "d/a": (2, "x", 0)}, {"d": (2, "x", 0)}, {"d": "d/a"}, []),
        ("safe_save_in_moved_folder", {"d": (1, None, 0), "d/a": (2, "x", 0), "d/k": (3, "k", 0)},
         {"e": (1, None, 0), "e/a": (9, "y", 1), "e/a~": (2, "x", 0), "e/k": (3, "k", 0)},
         {"e": "d", "e/a": "d/a", "e/a~": None, "e/k": "d/k"}, ["e/a", "e/a~"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_who_is_who(
    rows: str,
    before: dict[str, tuple[int, str | None, int]],
    after: dict[str, tuple[int, str | None, int]],
    kept: dict[str, str | None],
    read: list[str],
) -> None:
    """Each path is the node it was, or a new one, and only what is in doubt is read."""
    disk, (old, new) = scanned(before, after)
    fresh = {path for path in new if new[path] not in old.values()}
    assert {
        path: None if path in fresh else next(one for one in old if old[one] == key) for path, key in new.items()
    } == kept
    assert sorted(disk.read) == read
    assert all(disk.at(path).node.name == path.rpartition("/")[2] for path in new)


def test_rename_with_edit_needs_a_witness() -> None:
    """Row 68: renamed and edited is one node if the rename was watched; else the inode alone proves nothing."""
    disk, (old,) = scanned({"a": (1, "x", 0)})
    disk.scan(Seen({"b": (1, "longer", 1)}), renamed={"b": "a"})
    assert disk.ids()["b"] == old["a"]
    assert word(disk.at("b").node.content) == "longer"


def test_touched_file_keeps_its_node() -> None:
    """Row 18: only the fingerprint is new."""
    disk, _ = scanned({"a": (1, "x", 0)})
    node = disk.at("a").node
    disk.scan(Seen({"a": (1, "x", 1)}))
    assert disk.at("a").node is node
    assert disk.at("a").fingerprint.mtime_ns == 1


def test_other_device_number_is_not_read() -> None:
    """Device numbers change when a computer restarts: nothing is read for it."""
    disk, _ = scanned({"d": (1, None, 0), "d/a": (2, "x", 0)})
    disk.scan(Seen({"d": (1, None, 0), "d/a": (2, "x", 0)}, device=7))
    assert not disk.read
    assert disk.at("d/a").fingerprint.device == 7


def test_without_stable_inodes_paths_and_contents_tell() -> None:
    """On a volume that renumbers, unchanged files stay what they are and a rename is found by content."""
    disk, (old,) = scanned({"a": (1, "x", 0), "b": (2, "y", 0)}, stable_inodes=False)
    disk.scan(Seen({"a": (8, "x", 0), "c": (9, "y", 0)}))
    assert disk.ids() == {"a": old["a"], "c": old["b"]}


@pytest.mark.parametrize("name", ["a.txt", "A.TXT"])
@pytest.mark.parametrize("stable_inodes", [True, False])
def test_what_took_the_place_of_what_gave_way_is_not_it(name: str, stable_inodes: bool) -> None:
    """We took a file away and gave its name to another, and died before either was noted: the other is who it was."""
    seen = Seen({"a.txt": (1, "old", 0), "A (case conflict).TXT": (2, "other", 0)})
    disk = Disk(stable_inodes=stable_inodes, case_sensitive=False)
    disk.scan(seen)
    old = disk.ids()
    disk.scan(Seen({name: (2 if stable_inodes else 7, "other", 0)}), gave_way=frozenset([old["a.txt"]]))
    assert disk.ids() == {name: old["A (case conflict).TXT"]}


@pytest.mark.parametrize("stable_inodes", [True, False])
def test_what_came_new_to_the_place_of_what_gave_way_is_new(stable_inodes: bool) -> None:
    """We took a file away and placed another: that one gets its own id."""
    disk, (old,) = scanned({"a": (1, "old", 0)}, stable_inodes=stable_inodes)
    disk.scan(Seen({"a": (2, "placed", 5)}), gave_way=frozenset([old["a"]]))
    assert disk.ids()["a"] != old["a"]
    assert old["a"] not in disk.known


@pytest.mark.parametrize("stable_inodes", [True, False])
def test_what_was_to_give_way_and_did_not_stays(stable_inodes: bool) -> None:
    """We died before we took it away: it is who it was, edited or only looking otherwise."""
    disk, (old,) = scanned({"a": (1, "old", 0)}, stable_inodes=stable_inodes)
    disk.scan(Seen({"a": (1, "old", 5)}), gave_way=frozenset([old["a"]]))
    assert disk.ids() == old


def test_executable_bit_is_content() -> None:
    """Row 149: the bit is taken over where the volume keeps it, and left alone where it does not."""
    disk, _ = scanned({"a": (1, "x", 0)})
    disk.scan(Seen({"a": (1, "x*", 1)}))
    assert disk.at("a").node.executable
    plain = Disk(keeps_executable=False)
    plain.scan(Seen({"a": (1, "x", 0)}))
    (key,) = plain.known
    plain.known[key] = replace(plain.known[key], node=replace(plain.known[key].node, executable=True))
    plain.scan(Seen({"a": (1, "y", 1)}))
    assert plain.at("a").node.executable


def test_unreadable_folder_is_not_gone() -> None:
    """Row 152: what is in an unreadable folder is held, not removed, and comes back as it was."""
    state: dict[str, tuple[int, str | None, int]] = {"d": (1, None, 0), "d/a": (2, "x", 0), "b": (3, "y", 0)}
    disk, (old,) = scanned(state)
    held = disk.scan(Seen({"b": (3, "y", 0)}, unknown={"d": "access_denied"}))
    assert held.held == {old["d"]: "access_denied", old["d/a"]: "access_denied"}
    assert not held.occupied
    assert not disk.scan(Seen(state)).held
    assert disk.ids() == old


def test_unknown_below_a_moved_folder_is_found() -> None:
    """A file that cannot be read is held also where its folder was renamed."""
    disk, (old,) = scanned({"d": (1, None, 0), "d/a": (2, "x", 0), "d/k": (3, "k", 0)})
    state = disk.scan(Seen({"e": (1, None, 0), "e/k": (3, "k", 0)}, unknown={"e/a": "access_denied"}))
    assert state.held == {old["d/a"]: "access_denied"}
    assert disk.ids()["e/a"] == old["d/a"]


def test_what_a_rule_leaves_out_where_its_folder_is_now_is_detached() -> None:
    """A file that went with its folder to where a rule is about it is left out, and not removed."""
    disk, (old,) = scanned({"d": (1, None, 0), "d/a": (2, "x", 0), "d/k": (3, "k", 0)})
    state = disk.scan(Seen({"e": (1, None, 0), "e/k": (3, "k", 0)}, unknown={"e/a": IGNORED}))
    assert state.detached == (old["d/a"],) == state.dropped
    assert not state.held


def test_unknown_path_without_a_node_takes_its_place() -> None:
    """Rows 51 and 128: what has no node keeps its name and its folder from us."""
    disk, (old,) = scanned({"d": (1, None, 0)})
    state = disk.scan(Seen({"d": (1, None, 0)}, unknown={"d/\udcff": "bad_name"}))
    assert state.occupied == {(old["d"], "\udcff")}
    assert set(state.unknown) == {"d/\udcff"}


@pytest.mark.parametrize("name", ["\udcff", "a\x01", "a\\b", "ä" * 200, "x" * 256], ids=ascii)
def test_name_no_node_may_carry_is_held(name: str) -> None:
    """Row 128: such an entry is no node, nor is anything in it, and its neighbours are."""
    disk = Disk()
    state = disk.scan(Seen({name: (1, None, 0), f"{name}/a": (2, "x", 0), "ok": (3, "y", 0)}))
    assert list(disk.ids()) == ["ok"]
    assert state.unknown[RelPath(name)].reason == "bad_name"
    assert (ROOT_ID, unicodedata.normalize("NFC", name)) in state.occupied


def test_kept_link_is_a_node_of_its_kind() -> None:
    """A link that the scan shows is a node whose content is its target; edited and moved it stays the same node."""
    disk = Disk()
    disk.scan(Seen({"l": (1, "x", 0)}, links={"l"}))
    (first,) = disk.ids().values()
    assert disk.read == ["l"]
    assert (disk.at("l").node.kind, word(disk.at("l").node.content)) == (Kind.SYMLINK, "x")
    disk.scan(Seen({"l": (2, "y", 1)}, links={"l"}))
    assert disk.ids() == {"l": first}
    disk.scan(Seen({"m": (2, "y", 1)}, links={"m"}))
    assert disk.ids() == {"m": first}


def test_link_and_file_are_never_one_node() -> None:
    """What was a file is gone where a link has its name, its inode, or its very bytes."""
    for now in ({"f": (2, "x", 1)}, {"f": (1, "x", 0)}, {"g": (1, "x", 0)}, {"g": (2, "x", 1)}):
        disk, (old,) = scanned({"f": (1, "x", 0)})
        state = disk.scan(Seen(dict(now), links=set(now)))
        assert state.dropped == (old["f"],)
        assert {local.node.kind for local in disk.known.values()} == {Kind.SYMLINK}


def test_own_folder_is_never_a_node() -> None:
    """What is in our private folder is not there for sync."""
    disk, _ = scanned({".megadesk": (1, None, 0), ".megadesk/tmp": (2, "x", 0)})
    assert not disk.known


def test_busy_files_are_held() -> None:
    """Row 156: a known file that changes while it is read keeps what was known, a new one is no node yet."""
    disk, (old,) = scanned({"a": (1, "x", 0)})
    state = disk.scan(Seen({"a": (1, "yy", 1), "b": (2, "z", 0)}, busy={"a", "b"}))
    assert state.held == {old["a"]: "file_busy"}
    assert word(disk.at("a").node.content) == "x"
    assert state.unknown[RelPath("b")].reason == "file_busy"
    assert state.occupied == {(ROOT_ID, "b")}
    disk.scan(Seen({"a": (1, "yy", 1), "b": (2, "z", 0)}))
    assert word(disk.at("a").node.content) == "yy"
    assert "b" in disk.ids()


def test_row_122_decomposed_names_are_one_node() -> None:
    """A name in the disk's own form has the composed form in the cloud."""
    spelling = unicodedata.normalize("NFD", "ä.txt")
    disk, _ = scanned({spelling: (1, "x", 0)})
    assert disk.at(spelling).node.name == "ä.txt"
    assert disk.at(spelling).spelling == spelling


def test_alias_that_the_disk_respells_stays_an_alias() -> None:
    """A disk that keeps names decomposed gives the alias back so: that is no rename, which everybody would get."""
    alias = "Ä (case conflict).txt"
    disk, ids = scanned({alias: (1, "x", 0)})
    node = ids[0][alias]
    known = disk.known[node]
    disk.known[node] = replace(known, node=replace(known.node, name="Ä.txt"))
    disk.scan(Seen({unicodedata.normalize("NFD", alias): (1, "x", 0)}))
    assert disk.known[node].node.name == "Ä.txt"
    assert disk.known[node].spelling == unicodedata.normalize("NFD", alias)


@pytest.mark.parametrize("options", [{}, {"case_sensitive": False}])
def test_folders_that_the_disk_respells_stay_the_same(options: dict[str, bool]) -> None:
    """A disk that keeps names decomposed shows what we made by other names; a folder of only such ones too."""
    made, kept = "ä/ö/ü", unicodedata.normalize("NFD", "ä/ö/ü")
    disk, (old, new) = scanned(_nested(made), _nested(kept), **options)
    assert new == {unicodedata.normalize("NFD", path): key for path, key in old.items()}
    assert disk.at(kept).node.name == "ü"


def _nested(path: str) -> dict[str, tuple[int, str | None, int]]:
    """Return folders within each other."""
    parts = path.split("/")
    return {"/".join(parts[:depth]): (depth, None, 0) for depth in range(1, len(parts) + 1)}


NO_CASE = {"stable_inodes": False, "case_sensitive": False}


def test_another_case_is_the_same_node_where_inodes_say_nothing() -> None:
    """What is respelt on such a volume stays what it is, with all below, whatever the bytes can tell."""
    disk, (old, new) = scanned(
        {"d": (1, None, 0), "d/e": (2, None, 0), "d/a": (3, "", 0), "d/b": (4, "same", 0), "d/c": (5, "same", 0)},
        {"D": (11, None, 0), "D/e": (12, None, 0), "D/A": (13, "", 0), "D/B": (14, "same", 0), "D/c": (15, "new", 9)},
        **NO_CASE,
    )
    assert new == {"D": old["d"], "D/e": old["d/e"], "D/A": old["d/a"], "D/B": old["d/b"], "D/c": old["d/c"]}
    assert (disk.at("D/A").node.name, disk.at("D").node.name) == ("A", "D")


def test_another_case_is_another_node_if_anything_speaks_against_it() -> None:
    """A kind of its own, an inode that says otherwise, a volume that tells case apart."""
    cases: list[tuple[dict[str, bool], dict[str, tuple[int, str | None, int]]]] = [
        (NO_CASE, {"A": (2, None, 0)}),
        ({"case_sensitive": False}, {"A": (2, "y", 5)}),
        ({"stable_inodes": False}, {"A": (2, "y", 5)}),
    ]
    for options, after in cases:
        _, (old, new) = scanned({"a": (1, "x", 0)}, after, **options)
        assert new["A"] != old["a"]


def test_respelt_and_edited_in_one_moment_is_one_node() -> None:
    """Where inodes are kept and case is not told apart, place and inode are two witnesses."""
    disk, (old, new) = scanned({"a": (1, "x", 0)}, {"A": (1, "more", 5)}, case_sensitive=False)
    assert (new["A"], word(disk.at("A").node.content)) == (old["a"], "more")


def test_row_124_two_spellings_of_one_name() -> None:
    """The first maps, the second is held; a node that has the name keeps it."""
    composed, decomposed = "ä", unicodedata.normalize("NFD", "ä")
    disk = Disk()
    state = disk.scan(Seen({composed: (1, "x", 0), decomposed: (2, "y", 0)}))
    assert list(disk.ids()) == [min(composed, decomposed)]
    assert state.unknown[RelPath(max(composed, decomposed))].reason == "unicode_conflict"
    other, _ = scanned({composed: (1, "x", 0)}, {composed: (1, "x", 0), decomposed: (2, "y", 0)})
    assert list(other.ids()) == [composed]


def test_row_124_what_was_moved_to_another_spelling_is_held() -> None:
    """It is neither there nor gone, with all in it, and not read, until the name is free; then it was moved."""
    composed, decomposed = "ä", unicodedata.normalize("NFD", "ä")
    first = {composed: (1, "x", 0), "d": (2, None, 0), "d/b": (3, "y", 0), "d/c": (4, None, 0), "o": (5, "o", 0)}
    disk, (old, _) = scanned(first, first)
    moved = Seen({
        composed: (1, "x", 0), decomposed: (2, None, 0), f"{decomposed}/b": (3, "edited", 1), f"{decomposed}/new": (6, "n", 0),
        f"{decomposed}/c": (4, None, 0), f"{decomposed}/c/o": (5, "o", 0), f"{decomposed}/c/more": (7, None, 0),
    })  # fmt: skip
    for _ in range(2):
        state = disk.scan(moved)
        assert not state.changed
        assert not state.dropped
        assert disk.ids() == old
        assert {path: why.reason for path, why in state.unknown.items()} == {decomposed: "unicode_conflict"}
        assert state.held == {old[path]: "unicode_conflict" for path in ("d", "d/b", "d/c", "o")}
        assert not disk.read
    del moved.at[composed]
    state = disk.scan(moved)
    assert state.dropped == (old[composed],)
    assert not state.unknown
    assert not state.held
    now = disk.ids()
    assert now[decomposed] == old["d"]
    assert disk.known[old["d"]].node.name == composed
    assert [now[f"{decomposed}/{name}"] for name in ("b", "c", "c/o")] == [old["d/b"], old["d/c"], old["o"]]
    assert {f"{decomposed}/new", f"{decomposed}/c/more"} < now.keys()


def test_row_124_who_stands_there_keeps_the_name_in_a_folder_that_was_moved() -> None:
    """Also if the other, moved into it at the same moment, comes first by path."""
    spellings = sorted(["ä", unicodedata.normalize("NFD", "ä")])
    disk, (old, _) = scanned(*[{"d": (1, None, 0), f"d/{spellings[1]}": (2, "x", 0), "a": (3, "y", 0)}] * 2)
    state = disk.scan(Seen({"e": (1, None, 0), f"e/{spellings[1]}": (2, "x", 0), f"e/{spellings[0]}": (3, "y", 0)}))
    assert state.held == {old["a"]: "unicode_conflict"}
    assert list(state.unknown) == [f"e/{spellings[0]}"]


def test_vanished_tree_is_dropped() -> None:
    """Row 9: all nodes of a removed folder are gone."""
    disk, _ = scanned({"d": (1, None, 0), "d/a": (2, "x", 0)})
    state = disk.scan(Seen({}))
    assert (len(state.dropped), state.detached) == (2, ())
    assert not disk.known


def test_same_bytes_twice_are_told_apart_by_inode() -> None:
    """Two files of the same bytes that both moved keep their ids, without being read."""
    disk, (old, new) = scanned({"a": (1, "x", 0), "b": (2, "x", 0)}, {"c": (1, "x", 0), "d": (2, "x", 0)})
    assert new == {"c": old["a"], "d": old["b"]}
    assert not disk.read


def test_folder_below_what_cannot_be_seen_is_not_found_elsewhere() -> None:
    """While a folder cannot be read, one with the inode of its child is another: the child may be where it was."""
    disk = Disk()
    disk.scan(Seen({"d": (1, None, 0), "d/e": (2, None, 0), "d/e/f": (3, "one", 5)}))
    before = disk.ids()
    state = disk.scan(Seen({"x": (2, None, 0), "x/f": (3, "one", 5)}, unknown={"d": "unreadable"}))
    assert disk.ids()["x"] != before["d/e"]
    assert before["d/e"] in state.held


def test_what_was_taken_over_keeps_its_id() -> None:
    """A new entry that another pair had is that node, before its bytes are looked for among what is gone here."""
    disk, (old,) = scanned({"gone": (1, "x", 0)})
    seen = Seen({"came": (9, "x", 0), "made": (8, "y", 0)})
    found = identity.match(disk.known, seen.listing(), ROOT_ID)
    digests = {path: disk._digest(seen, path) for path in found.need_digest}
    other = NodeId(b"o" * 16)
    state = conclude(found, digests, disk._entropy, {RelPath("came"): other})
    assert state.dropped == (old["gone"],)
    assert {local.spelling: local.node.id == other for local in state.changed} == {"came": True, "made": False}


def test_what_stays_while_its_folder_becomes_another_is_in_that_other() -> None:
    """A thing at the same path under a folder that another took the name of is in the other one now, not in the old."""
    disk, seen = Disk(), Seen()
    seen.at = {
        "box": (1, None, 5), "box/in": (2, None, 5), "box/a": (3, "aa", 5), "crate": (4, None, 5), "crate/k": (5, "kk", 5),
    }  # fmt: skip
    before = {local.node.name: local.node.id for local in disk.scan(seen).nodes.values()}
    seen.at = {"box": (4, None, 6), "box/in": (2, None, 5), "box/a": (3, "aa", 5), "box/k": (5, "kk", 5)}
    state = disk.scan(seen)
    assert state.dropped == (before["box"],)
    assert {key: local.node.parent for key, local in state.nodes.items()} == {
        before["crate"]: ROOT_ID, before["in"]: before["crate"], before["a"]: before["crate"],
        before["k"]: before["crate"],
    }  # fmt: skip
    assert disk.read == []


@pytest.mark.parametrize(
    ("after", "nodes", "paths"),
    [
        ({"b": (5, "longer", 6)}, ["b"], ["b"]),
        ({"b": None, "c": (5, "bb", 5)}, ["b"], ["c"]),
        ({"box/a": None}, ["box/a"], []),
        (
            {"crate": None, "crate/k": None, "box": (4, None, 6), "box/k": (6, "kk", 5)},
            ["box", "crate", "crate/k"],
            ["box", "box/k"],
        ),
    ],
    ids=["edit", "rename", "removal", "a folder that takes the place of another"],
)
def test_part_of_a_look_comes_to_what_the_whole_would(
    after: dict[str, tuple[int, str | None, int] | None], nodes: list[str], paths: list[str]
) -> None:
    """Told what has to be compared, it says the same of everything, also of what did not move in a folder that did."""
    before: dict[str, tuple[int, str | None, int] | None] = {
        "box": (1, None, 5), "box/in": (2, None, 5), "box/a": (3, "aa", 5), "crate": (4, None, 5), "crate/k": (6, "kk", 5),
        "b": (5, "bb", 5),
    }  # fmt: skip
    disk, seen = Disk(), Seen({path: one for path, one in before.items() if one is not None})
    disk.scan(seen)
    ids = disk.ids()
    seen = Seen({path: one for path, one in (before | after).items() if one is not None})
    among = identity.Among(frozenset(ids[path] for path in nodes), frozenset(map(RelPath, paths)), ids.get)
    whole = identity.match(disk.known, seen.listing(), ROOT_ID)
    part = identity.match(disk.known, seen.listing(), ROOT_ID, among=among)
    for path in map(RelPath, before | after):
        assert part.at.get(path) == whole.at.get(path), path
    digests = {path: disk._digest(seen, path) for path in whole.need_digest}
    assert conclude(part, digests, disk._entropy) == conclude(whole, digests, disk._entropy)


def test_node_in_a_folder_that_nobody_knows_is_gone() -> None:
    """It has no place where it could be."""
    key, nobody = NodeId(b"k" * 16), NodeId(b"?" * 16)
    seen = Seen({"d": (1, None, 0)})
    (entry,) = seen.listing().entries.values()
    known = {key: LocalNode(Node(key, nobody, Kind.FOLDER, "d"), "d", replace(entry.fingerprint, inode=9))}
    found = identity.match(known, seen.listing(), ROOT_ID)
    assert (found.vanished, found.new) == ((key,), ("d",))


def test_what_is_in_a_twin_is_no_node_and_nobody_who_moved() -> None:
    """Bytes in a folder that is held because of its spelling do not keep alive what is gone elsewhere."""
    composed, decomposed = "ä", unicodedata.normalize("NFD", "ä")
    disk, (old,) = scanned({composed: (1, None, 0), "gone": (2, "x", 0)})
    state = disk.scan(Seen({composed: (1, None, 0), decomposed: (3, None, 0), f"{decomposed}/came": (4, "x", 9)}))
    assert state.dropped == (old["gone"],)
    assert list(disk.ids()) == [composed]


def test_why_a_new_file_could_not_be_read_is_said() -> None:
    """The error's own word; that somebody is writing, if nobody got to it."""
    found = identity.match({}, Seen({"a": (1, "x", 0), "b": (2, "y", 0)}).listing(), ROOT_ID)
    state = conclude(found, {RelPath("a"): AccessDenied()}, bytes)
    assert {path: unknown.reason for path, unknown in state.unknown.items()} == {"a": "access_denied", "b": "file_busy"}


def test_where_the_disk_keeps_no_bit_new_files_have_none() -> None:
    """And those that have one keep theirs."""
    disk, _ = scanned({"a": (1, "x*", 0)})
    disk._options = {"keeps_executable": False}
    disk.scan(Seen({"a": (1, "y", 1), "b": (2, "z*", 0)}))
    assert (disk.at("a").node.executable, disk.at("b").node.executable) == (True, False)


def test_time_of_a_node_is_that_of_its_bytes() -> None:
    """New bytes bring theirs; another bit, or the same bytes saved again, are no newer."""
    disk, _ = scanned({"a": (1, "x", 5), "b": (2, "x", 5), "c": (3, "x", 5)})
    disk.scan(Seen({"a": (1, "y", 9), "b": (2, "x*", 9), "c": (3, "x", 9)}))
    assert [disk.at(name).node.mtime_ns for name in "abc"] == [9, 5, 5]


def test_folder_is_a_name_and_no_size() -> None:
    """Whatever the disk says of the size of its list."""
    disk, _ = scanned({"d": (1, None, 7)})
    key = disk.ids()["d"]
    assert disk.at("d").node == Node(key, ROOT_ID, Kind.FOLDER, "d", None, 0, 7)


def test_leftovers_are_told_by_their_folder() -> None:
    """What may go with its folder, spelt as the disk has it; nothing of folders that are no nodes."""
    disk = Disk()
    disk.scan(Seen({"d": (1, None, 0)}))
    there = (("top.tmp", True), ("d/e\u0308.tmp", True), ("d/x.tmp", True), ("d/held", False), ("shut/y.tmp", True))
    unknown = {RelPath(path): Unknown(RelPath(path), IGNORED, junk=junk) for path, junk in there}
    found = identity.match(
        disk.known, Listing(entries=Seen({"d": (1, None, 0)}).listing().entries, unknown=unknown), ROOT_ID
    )
    state = conclude(found, {}, disk._entropy)
    assert state.junk == {ROOT_ID: ["top.tmp"], disk.ids()["d"]: ["e\u0308.tmp", "x.tmp"]}


def whole_listing(folder: Attributes, file: Attributes, *, inode: int = 2) -> Listing:
    """Return a folder with a file as a backup sees them."""
    marks = {"d": Fingerprint(0, 1, 0, 0, 0, folder), "d/f": Fingerprint(0, inode, 3, file.mtime_ns, 7, file)}
    kinds = {"d": Kind.FOLDER, "d/f": Kind.FILE}
    return Listing(entries={RelPath(path): Entry(RelPath(path), kinds[path], mark) for path, mark in marks.items()})


def look(known: dict[NodeId, LocalNode], listing: Listing) -> LocalState:
    """Look at it once; the file holds the same each time."""
    found = identity.match(known, listing, ROOT_ID, keeps_executable=False)
    digests = {path: Digest(3, content("one"), ()) for path in found.need_digest}
    drawn = iter(b"dfx")
    return conclude(found, digests, lambda size: b"".join(bytes([next(drawn)]) * 16 for _ in range(size // 16)))


def test_in_a_backup_permissions_and_times_alone_make_another_node() -> None:
    """Files and folders keep their identity and content; what the disk shows of them is taken over, and once."""
    folder, file = Attributes(0o40755, 10), Attributes(0o100644, 20)
    known = dict(look({}, whole_listing(folder, file)).nodes)
    nodes = {local.node.name: local.node for local in known.values()}
    assert (nodes["d"].executable, nodes["d"].mtime_ns) == (folder, 10)
    assert (nodes["f"].executable, nodes["f"].mtime_ns) == (file, 20)
    assert not look(known, whole_listing(folder, file)).changed
    private, touched = Attributes(0o40700, 11), Attributes(0o100400, 21)
    state = look(known, whole_listing(private, touched))
    changed = {local.node.name: local.node for local in state.changed}
    assert {name: (node.executable, node.mtime_ns) for name, node in changed.items()} == {
        "d": (private, 11), "f": (touched, 21)
    }  # fmt: skip
    assert all(changed[name].id == nodes[name].id for name in nodes)
    assert changed["f"].content == nodes["f"].content
