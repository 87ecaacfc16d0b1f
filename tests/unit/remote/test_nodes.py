"""Nodes of a space by id and by folder."""

from __future__ import annotations

import pytest

from fakes.trees import ROOT_ID, tree
from megadesk.model.ids import NodeId
from megadesk.model.values import replace
from megadesk.remote.nodes import Nodes

A, D, B = tree("a=1", "d/", "d/b=2").nodes.values()


@pytest.mark.parametrize("asked", [True, False], ids=["kept", "found_out"])
def test_folders_follow_their_nodes(asked: bool) -> None:
    """What is in a folder is the same whether it is kept from the first question on or found out at the last."""
    nodes = Nodes([A, D])
    if asked:
        assert set(nodes.below(ROOT_ID)) == {A.id, D.id}
    nodes.put(B)
    nodes.put(replace(A, parent=D.id, version=2))
    nodes.drop(D.id)
    nodes.drop(D.id)
    assert set(nodes.below(ROOT_ID)) == set()
    assert set(nodes.below(D.id)) == {A.id, B.id}
    assert nodes.nodes == {A.id: replace(A, parent=D.id, version=2), B.id: B}


def test_a_node_that_is_put_again_brings_its_key() -> None:
    """The key is the very id of the node: an equal one of another record is let go."""
    nodes = Nodes([A])
    again = replace(A, id=NodeId(bytes(bytearray(A.id))))
    nodes.put(again)
    assert next(iter(nodes.nodes)) is again.id
