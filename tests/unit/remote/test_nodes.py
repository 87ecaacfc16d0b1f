"""Nodes of a space by id and by folder."""

from __future__ import annotations

import pytest

from fakes.trees import ROOT_ID, tree
from megadesk.model.ids import NodeId
from megadesk.model.values import replace
from megadesk.remote.nodes import Nodes, Overlay

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


def test_a_folder_notes_each_node_once() -> None:
    """Who stays, changed or not, is noted once; who left is noted no more once the folder was looked into."""
    nodes = Nodes([A, D])
    nodes.below(ROOT_ID)
    for version in (2, 3):
        nodes.put(replace(A, version=version))
    assert nodes._below is not None
    assert nodes._below[ROOT_ID] == [A.id, D.id]
    nodes.put(replace(A, parent=D.id))
    assert nodes._below[ROOT_ID] == [A.id, D.id]
    assert set(nodes.below(ROOT_ID)) == {D.id}
    assert nodes._below[ROOT_ID] == [D.id]
    nodes.drop(D.id)
    nodes.below(ROOT_ID)
    assert ROOT_ID not in nodes._below


def test_an_overlay_is_what_would_be_there() -> None:
    """Some are others, some are not there, some are new; the nodes below it stand as they are."""
    nodes = Nodes([A, D])
    moved = replace(A, parent=D.id)
    overlay = Overlay(nodes, {A.id: moved, D.id: None, B.id: B})
    assert (dict(overlay), len(overlay)) == ({A.id: moved, B.id: B}, 2)
    assert list(overlay.every()) == [moved, B]
    assert overlay.nodes is overlay
    assert D.id not in overlay
    with pytest.raises(KeyError):
        overlay[D.id]
    assert (set(overlay.below(D.id)), set(overlay.below(ROOT_ID))) == ({A.id, B.id}, set())
    assert set(Overlay(nodes, {}).below(ROOT_ID)) == {A.id, D.id}
    assert nodes.nodes == {A.id: A, D.id: D}
