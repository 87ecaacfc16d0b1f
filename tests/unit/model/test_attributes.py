"""What a file system keeps of a node beside name and bytes."""

from __future__ import annotations

import stat

from megadesk.model.attributes import Attributes, is_whole
from megadesk.model.ids import NodeId
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace

FILE = Attributes(stat.S_IFREG | 0o640, 7)
SCRIPT = Attributes(stat.S_IFREG | 0o750, 7)
FOLDER = Attributes(stat.S_IFDIR | 0o755, 7)


def test_all_of_it_counts_beside_its_like() -> None:
    """Another mode or time is another value; the same is equal, and hashes alike."""
    assert Attributes(stat.S_IFREG | 0o640, 7) == FILE
    assert hash(Attributes(stat.S_IFREG | 0o640, 7)) == hash(FILE)
    assert not Attributes(stat.S_IFREG | 0o640, 7) != FILE  # noqa: SIM202 -- both operators are used
    assert replace(FILE, mtime_ns=8) != FILE
    assert not replace(FILE, mtime_ns=8) == FILE  # noqa: SIM201
    assert replace(FILE, mode=stat.S_IFREG | 0o600) != FILE


def test_beside_a_bit_only_the_bit_counts() -> None:
    """A sync pair knows one bit: a node that came out of a backup is the same for it, whatever else is kept of it."""
    assert FILE == False  # noqa: E712 -- what is compared is the point
    assert SCRIPT == True  # noqa: E712
    assert FILE != True  # noqa: E712
    assert not FILE != False  # noqa: E712, SIM202
    assert not SCRIPT != True  # noqa: E712, SIM202
    assert False == FILE  # noqa: E712, SIM300
    assert not False != FILE  # noqa: E712, SIM202, SIM300
    assert FOLDER == False  # noqa: E712 -- who may enter a folder does not make it a program
    assert (hash(FILE), hash(SCRIPT)) == (hash(False), hash(True))
    assert SCRIPT != 1, "a number is neither"


def test_nodes_compare_by_what_both_know() -> None:
    """The same holds for nodes, from either side: rules that compare trees need not know of backups."""
    plain = Node(NodeId(b"n" * 16), NodeId(b"p" * 16), Kind.FILE, "run.sh", executable=True)
    whole = replace(plain, executable=SCRIPT)
    assert plain.same_content(whole)
    assert whole.same_content(plain)
    assert not whole.same_content(replace(plain, executable=replace(SCRIPT, mtime_ns=8)))


def test_permissions_are_what_chmod_takes() -> None:
    """The bits that say what it is are no permissions; they say that all of a record's mode counts."""
    assert Attributes(stat.S_IFREG | 0o4755, 0).permissions == 0o4755
    assert is_whole(FILE.mode)
    assert not is_whole(0o755)
