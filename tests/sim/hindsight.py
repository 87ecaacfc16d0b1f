"""What is handed on instead of looked for, held against what looking would have found.

    with hindsight(): run a fleet
    with hindsight(many=3): the same, where more than three changes are none that anybody remembers

Every plan and every look of it is then told only what may have changed, and asks here whether that was all: a look
comes to the same as one that compares every node, trees differ nowhere but where they say they may, and nothing is
unsettled that is not known to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from unittest import mock

from megadesk.model.ids import NodeId
from megadesk.model.tree import Tree
from megadesk.sync import apart, identity
from megadesk.sync.apart import MANY, Apart
from megadesk.sync.diff import is_recorded, others, same
from megadesk.sync.identity import Match

_TOLD = (
    "seen_anew", "new", "need_digest", "vanished", "detached", "held", "held_at", "refused", "keeps_executable",
)  # fmt: skip


class Missed(BaseException):
    """Something was not handed on. No Exception: a pilot takes those for a passing fault, and plans again."""


class Counted:
    """How often each was asked, so that a run in which nothing was handed on proves nothing."""

    looks = 0
    partial_looks = 0
    comparisons = 0
    partial_comparisons = 0
    indexes = 0


@contextmanager
def hindsight(many: int = MANY) -> Iterator[Counted]:
    """Check all that is handed on while this lasts; raises Missed in the midst of the run if anything was."""
    counted = Counted()
    with (
        mock.patch.object(apart, "MANY", many),
        mock.patch.object(identity, "match", _checked_match(identity.match, counted)),
        mock.patch.object(Tree, "apart", _checked_apart(Tree.apart, counted)),
        mock.patch.object(Tree, "derived", _checked_derived(Tree.derived, counted)),
        mock.patch.object(Apart, "ids", _checked_ids(Apart.ids)),
    ):
        yield counted


def expect(holds: bool, *what: object) -> None:
    """Raise if something was missed."""
    if not holds:
        raise Missed(*what)


def _checked_match(match: Any, counted: Counted) -> Any:
    def checked(*arguments: Any, among: Any = None, **options: Any) -> Match:
        found: Match = match(*arguments, among=among, **options)
        counted.looks += 1
        if among is not None:
            counted.partial_looks += 1
            whole: Match = match(*arguments, **options)
            for told in _TOLD:
                expect(_in_order(found, told) == _in_order(whole, told), told, getattr(found, told))
            for path in found.listing.entries:
                expect(found.at.get(path) == whole.at.get(path), "at", path)
        return found

    return checked


def _in_order(found: Match, told: str) -> Any:
    """Return what a look told: in which order, is of no account."""
    value = getattr(found, told)
    return sorted(value) if isinstance(value, tuple) else value


def _checked_apart(compare: Any, counted: Counted) -> Any:
    def checked(self: Tree, other: Tree) -> frozenset[NodeId] | None:
        found: frozenset[NodeId] | None = compare(self, other)
        counted.comparisons += 1
        if found is not None:
            counted.partial_comparisons += 1
            missed = {key for key in others(self.nodes, other.nodes) - found if not _alike(self, other, key)}
            expect(not missed, "apart", missed)
        return found

    return checked


def _alike(left: Tree, right: Tree, key: NodeId) -> bool:
    one, other = left.nodes.get(key), right.nodes.get(key)
    return one is not None and other is not None and same(one, other)


def _checked_derived(derived: Any, counted: Counted) -> Any:
    def checked(self: Tree, *arguments: Any, **options: Any) -> Tree:
        made: Tree = derived(self, *arguments, **options)
        for name in ("_children", "links"):
            if name in made.__dict__:
                counted.indexes += 1
                found_out: cached_property[Any] = Tree.__dict__[name]
                expect(made.__dict__[name] == found_out.func(Tree(made.root, made.nodes)), name)
        return made

    return checked


def _checked_ids(ids: Any) -> Any:
    def checked(self: Apart, remote: Tree) -> set[NodeId]:
        found: set[NodeId] = ids(self, remote)
        base, local = _nodes(self, "_base"), _nodes(self, "_local")
        for key in {*base, *local, *remote.nodes} - found:
            here, there, agreed = local.get(key), remote.nodes.get(key), base.get(key)
            settled = here is not None and there is not None and same(here, there) and is_recorded(agreed, there)
            expect(settled, "settled", agreed, here, there)
        return found

    return checked


def _nodes(kept: Apart, name: str) -> Mapping[NodeId, Any]:
    nodes: Mapping[NodeId, Any] = getattr(kept, name).nodes
    return nodes
