"""The commits that the pin stands on, by number and by time: known for what this device saw, fetched backwards for the rest.

    pin <--previous-- header <--previous-- header <-- ...      each fetched header is the one that the next one names

So nothing here is believed of a server: a header that is not on the chain is Forked, and freezes the space (``doubt.py``).
What was fetched is kept in the store, and whatever is there is on the chain.
A moment at a time is the latest commit that was signed then or before: a clock that was ahead is passed over by the next
commit, one that was behind makes its commits look older than they are. Source: docs/formats/spaces.md, "The past".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Final

from megadesk.crypto.commits import CommitHeader, moment_of, parse_signed_header
from megadesk.model.errors import Forked, Malformed, NotFound, Stale
from megadesk.model.moment import Moment
from megadesk.remote.api import Api
from megadesk.remote.doubt import Doubt
from megadesk.remote.ports import SpaceStore
from megadesk.remote.space import Space
from megadesk.wire import messages as m
from megadesk.wire import routes

PAGE: Final = 5000
"""Headers a request: 1.4 MiB."""

HEADERS_KEPT: Final = 256


class Chain:
    """The verified past of one space. Safe from any thread."""

    def __init__(self, api: Api, space: Space, store: SpaceStore) -> None:
        self._api = api
        self._space = space
        self._store = store
        self._headers: dict[bytes, CommitHeader] = {}
        self._fetching = Lock()
        self._known: tuple[int, int, bytes] | None = None
        """From where on all is known up to a commit, and that commit: finding it out goes through all of it."""
        self.doubt = Doubt(space)

    def at(self, seq: int) -> Moment:
        """Return a commit by its number; NotFound if there is none. Raises Forked, Malformed, ServerUnavailable and its kin."""
        if seq < 1 or seq > self._pin()[0]:
            raise NotFound(what="moment", value=seq)
        return self.between(seq, seq)[0]

    def until(self, time_ms: int) -> Moment | None:
        """Return the latest commit signed at this time or before; None if all are later. Raises as ``at``."""
        while True:
            found, first = self._store.moment_until(self._space.id, time_ms), self._known_from()
            if found is not None and found.seq >= first:
                return found
            if first <= 1:
                return None
            self._reach_below(first)

    def is_disputed(self, moment: Moment, time_ms: int) -> bool:
        """Whether a commit before the one that a time means was signed after that time: then some clock was wrong."""
        return self._store.is_signed_later(self._space.id, moment.seq, time_ms)

    def between(self, first: int, last: int) -> Sequence[Moment]:
        """Return the commits from first to last, both of them there. Raises as ``at``."""
        found = self._store.moments(self._space.id, first, last)
        if len(found) <= last - first:
            while (known := self._known_from()) > first:
                self._reach_below(known)
            found = self._store.moments(self._space.id, first, last)
        return found

    def walk(self, first: int, last: int) -> Iterator[Moment]:
        """Yield the commits from first to last, a page at a time: there may be millions. Raises as ``at``."""
        for start in range(first, last + 1, PAGE):
            yield from self.between(start, min(last, start + PAGE - 1))

    def holds(self, seq: int, commit: bytes) -> bool:
        """Whether a commit is on the chain. Raises as ``at``."""
        head = self._space.head
        if head is None or not 1 <= seq <= head.seq:
            return False
        return (head.commit_id if head.seq == seq else self.at(seq).commit_id) == commit

    def header(self, moment: Moment) -> CommitHeader:
        """Return the header of a commit, byte for byte the one on the chain. Raises as ``at``."""
        kept = self._headers.get(moment.commit_id)
        if kept is None:
            with self.doubt.held_to(lambda: self.holds(moment.seq, moment.commit_id) and self._header(moment)):
                kept = self._header(moment)
        return kept

    def _header(self, moment: Moment) -> CommitHeader:
        (found,) = self._fetched(moment.seq, moment.seq)
        if moment_of(found).commit_id != moment.commit_id:
            raise Forked("the server shows another commit than the one on the chain", seq=moment.seq)
        with self._fetching:
            while len(self._headers) >= HEADERS_KEPT:
                del self._headers[next(iter(self._headers))]
            self._headers[moment.commit_id] = found
        return found

    # -- reaching further back ----------------------------------------------------------------------------------------

    def _pin(self) -> tuple[int, bytes]:
        head = self._space.head
        if head is None:
            raise NotFound(what="moment")
        return head.seq, head.commit_id

    def _reach_below(self, known: int) -> None:
        """Fetch a page of what is before the lowest commit that is known in full, or of what leads to the pin."""
        with self._fetching, self.doubt.held_to(self._reach_again):
            self._reach(known)

    def _reach_again(self) -> None:
        with self._fetching:
            if (known := self._known_from()) > 1:
                self._reach(known)

    def _reach(self, known: int) -> None:
        seq, expected = self._pin()
        if known <= seq:
            seq, expected = known, self._store.commit_at(self._space.id, known) or b""
        if not expected:
            raise Stale("the history was changed meanwhile")
        if self._known_from() < known:
            return  # somebody else was quicker
        passed: list[Moment] = []
        for header in reversed(self._fetched(max(1, seq - PAGE + 1), seq)):
            moment = moment_of(header)
            if moment.commit_id != expected:
                raise Forked("the server's history is not the one this device has verified", seq=moment.seq)
            passed.append(moment)
            expected = header.previous
        if not self._store.add_moments(self._space.id, passed, below=passed[0]):
            raise Stale("the history was changed meanwhile")
        self._known = None if self._known is None else (passed[-1].seq, *self._known[1:])

    def _known_from(self) -> int:
        """Return from which commit on all are known. That goes on being so while the commit it was found at is on the chain."""
        seq, commit_id = self._pin()
        if self._known is not None:
            first, at, commit = self._known
            if (commit_id if seq == at else self._store.commit_at(self._space.id, at)) == commit:
                return first
        first = self._store.known_from(self._space.id)
        self._known = (first, seq, commit_id) if first <= seq else None
        return first

    def _fetched(self, first: int, last: int) -> list[CommitHeader]:
        """Return what the server says are the headers from first to last, all of them."""
        answer = self._api.call(
            routes.HEADERS, want=m.Headers, space=self._space.id.hex(), query={"from": first, "to": last}
        )
        headers = [parse_signed_header(signed) for signed in answer.headers]
        if [header.seq for header in headers] != list(range(first, last + 1)):
            raise Malformed("headers are kept back")
        return headers
