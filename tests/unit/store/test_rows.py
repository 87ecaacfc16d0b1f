"""Nodes, names and numbers in rows."""

from __future__ import annotations

import gc
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megadesk.model.attributes import Attributes
from megadesk.model.ids import FileHash, NodeId
from megadesk.model.tree import Kind, Node
from megadesk.store.rows import (
    many_objects,
    pack_name,
    pack_node,
    pack_number,
    sharing,
    unpack_name,
    unpack_node,
    unpack_number,
    upsert,
)

ANY_NUMBER = st.integers(-(1 << 70), 1 << 70)
ANY_NAME = st.text(st.characters(exclude_categories=()))
ANY_NODE = st.builds(
    Node, st.binary(min_size=16, max_size=16).map(NodeId), st.binary(min_size=16, max_size=16).map(NodeId),
    st.sampled_from(Kind), ANY_NAME, st.none() | st.binary(min_size=32, max_size=32).map(FileHash), ANY_NUMBER, ANY_NUMBER,
    st.booleans(), ANY_NUMBER,
)  # fmt: skip


def through_sqlite(*values: object) -> tuple[object, ...]:
    """Return values as a table gives them back."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE TABLE t ({', '.join(f'c{at} INTEGER' for at in range(len(values)))})")
    connection.execute(f"INSERT INTO t VALUES ({', '.join('?' * len(values))})", values)
    row: tuple[object, ...] = connection.execute("SELECT * FROM t").fetchone()
    connection.close()
    return row


@given(ANY_NODE, st.integers().filter(lambda number: number not in set(Kind)))
def test_a_kind_that_is_none_cannot_be_read(node: Node, number: int) -> None:
    """It is damage, as the database takes a ValueError of its readers, and no bug."""
    row = pack_node(node)
    with pytest.raises(ValueError, match=str(number)):
        unpack_node((*row[:2], number, *row[3:]))


@given(ANY_NUMBER)
def test_numbers_come_back(value: int) -> None:
    """Any whole number survives the table, as a number."""
    (stored,) = through_sqlite(pack_number(value))
    assert isinstance(stored, int | bytes)
    assert unpack_number(stored) == value
    assert type(unpack_number(stored)) is int


@pytest.mark.parametrize("value", [(1 << 63) - 1, 1 << 63, -(1 << 63), -(1 << 63) - 1, (1 << 64) - 1])
def test_numbers_at_the_border(value: int) -> None:
    """The last numbers of 64 bits, signed and not, survive too."""
    (stored,) = through_sqlite(pack_number(value))
    assert isinstance(stored, int | bytes)
    assert unpack_number(stored) == value


@given(ANY_NAME)
def test_names_come_back(name: str) -> None:
    """Any text Python can hold survives, lone surrogates and zeros included."""
    (stored,) = through_sqlite(pack_name(name))
    assert isinstance(stored, bytes)
    assert unpack_name(stored) == name


@given(ANY_NODE)
def test_nodes_come_back(node: Node) -> None:
    """A node survives with all its values and their types."""
    back = unpack_node(through_sqlite(*pack_node(node)))
    assert back == node
    assert repr(back) == repr(node)


def test_upsert_writes_rows_whole() -> None:
    """The statement adds a row or replaces all that is not its key."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (a, b, c, d, UNIQUE (a, b))")
    statement = upsert("t", ("a", "b"), ("c", "d"))
    connection.executemany(statement, [(1, 1, "x", "x"), (1, 2, "y", "y"), (1, 1, None, "z")])
    assert connection.execute("SELECT * FROM t ORDER BY b").fetchall() == [(1, 1, None, "z"), (1, 2, "y", "y")]
    connection.close()


@pytest.mark.parametrize("was_on", [True, False])
def test_collection_is_as_before_afterwards(was_on: bool) -> None:
    """The garbage collector rests inside the block and is as it was after it, also after an error."""
    before = gc.isenabled()
    seen = []

    def fail() -> None:
        with many_objects():
            seen.append(gc.isenabled())
            raise KeyError

    (gc.enable if was_on else gc.disable)()
    try:
        with pytest.raises(KeyError):
            fail()
        assert seen == [False]
        assert gc.isenabled() is was_on
    finally:
        (gc.enable if before else gc.disable)()


def test_whole_attributes_stand_in_the_columns_of_a_plain_node() -> None:
    """Of a node in a backup the whole mode stands where others have the bit; it comes back, and is shared if it is the same."""
    whole = Attributes(0o100640, 1234)
    node = Node(NodeId(b"n" * 16), NodeId(b"p" * 16), Kind.FILE, "f", None, 3, 1234, whole, 2)
    row = through_sqlite(*pack_node(node))
    found = unpack_node(row)
    assert found == node
    assert found.executable == whole
    assert isinstance(found.executable, Attributes)
    assert sharing({node.id: node})(row) is node
    touched = (*row[:6], 1235, *row[7:])
    assert sharing({node.id: node})(touched).executable == Attributes(0o100640, 1235)
