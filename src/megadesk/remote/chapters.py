"""What commits of the past changed, node by node: fetched again, and held to the chain.

    chain: the commit at a number  --same id?--> its header, and the ops it is signed for --> Chapter: nodes after it

The server keeps the ops of a commit as long as its state; earlier ones are PastGone. Source: docs/formats/spaces.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.crypto.commits import moment_of, parse_signed_header, verify_ops
from megadesk.crypto.records import open_record
from megadesk.model.commit import Delete, Op, Put
from megadesk.model.errors import Forged, Malformed, Quarantined, TooNew
from megadesk.model.ids import NodeId
from megadesk.model.moment import Moment
from megadesk.model.tree import Node
from megadesk.remote.api import Api
from megadesk.remote.chain import Chain
from megadesk.remote.space import Space, node_of
from megadesk.wire import messages as m
from megadesk.wire import routes

PAGE: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One commit. ``nodes``: what it changed, as it is after it; None: gone, or no file or folder."""

    moment: Moment
    nodes: Mapping[NodeId, Node | None]


class Chapters:
    """The commits of one space. Safe from any thread."""

    def __init__(self, api: Api, space: Space, chain: Chain) -> None:
        self._api = api
        self._space = space
        self._chain = chain

    def between(self, first: int, last: int) -> Iterator[Chapter]:
        """Yield what the commits from first to last changed, all of them there.

        Raises PastGone; Forged, Malformed if the server shows anything else; ServerUnavailable and its kin.
        """
        at = first
        while at <= last:
            moments = self._chain.between(at, min(last, at + PAGE - 1))
            with self._chain.doubt.held_to(lambda moments=moments: self._again(moments)):  # type: ignore[misc]
                page = self._page(moments)
            yield from page
            at += len(page)

    def _again(self, moments: Sequence[Moment]) -> None:
        if self._chain.holds(moments[-1].seq, moments[-1].commit_id):
            self._page(moments)

    def _page(self, moments: Sequence[Moment]) -> list[Chapter]:
        """Return the first of these commits, as many as come at once and at least one."""
        answer = self._api.call(
            routes.COMMITS, want=m.Commits, space=self._space.id.hex(),
            query={"after": moments[0].seq - 1, "limit": len(moments)},
        )  # fmt: skip
        if not answer.commits:
            raise Malformed("commits are kept back")
        return [self._chapter(moment, pair) for moment, pair in zip(moments, answer.commits, strict=False)]

    def _chapter(self, moment: Moment, pair: m.CommitPair) -> Chapter:
        header = parse_signed_header(pair.header)
        if moment_of(header).commit_id != moment.commit_id:
            raise Forged("a commit that is not on the chain", seq=moment.seq)
        nodes: dict[NodeId, Node | None] = {}
        for op in verify_ops(header, pair.ops):
            self._follow(op, nodes)
        return Chapter(moment=moment, nodes=nodes)

    def _follow(self, op: Op, nodes: dict[NodeId, Node | None]) -> None:
        """Note what an op did; a record that does not open tells nothing."""
        if isinstance(op, Delete):
            nodes[op.id] = None
        elif isinstance(op, Put):
            try:
                nodes[op.id] = node_of(open_record(self._space.keys.meta, space=self._space.id, record=op.record))
            except (Quarantined, TooNew):
                return
