"""The chain of commits, found by number and by time, and no other is believed."""

from __future__ import annotations

import pytest

from fakes.crypto import NOW_MS
from fakes.journal_server import JournalServer, Reader
from fakes.space_store import MemorySpaceStore
from megadesk.crypto.commits import moment_of, parse_signed_header
from megadesk.model.errors import Forked, Malformed, NotFound
from megadesk.model.ids import SpaceId
from megadesk.model.moment import Moment
from megadesk.model.values import replace
from megadesk.remote import chain as chain_module
from megadesk.remote.chain import Chain
from megadesk.wire import routes

LENGTH = 12


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> JournalServer:
    """A space with a dozen commits; headers travel five at a time."""
    monkeypatch.setattr(chain_module, "PAGE", 5)
    made = JournalServer()
    for number in range(LENGTH - 1):
        made.commit(made.file(f"f{number}"))
    return made


def chain_of(server: JournalServer, reader: Reader | None = None) -> Chain:
    """Return the chain as a device sees it that has just caught up."""
    one = reader or Reader(server)
    one.journal.fetch()
    return Chain(one.api, one.space, one.store)


def moments(server: JournalServer) -> list[Moment]:
    """Return what the server's headers say."""
    return [moment_of(parse_signed_header(one.header)) for one in server.commits]


def test_a_new_device_reaches_back_page_by_page(server: JournalServer) -> None:
    """It has seen the head alone, and asks for no more than is needed."""
    chain = chain_of(server)
    server.asked.clear()
    assert chain.at(LENGTH) == moments(server)[-1]
    assert server.asked == []
    assert chain.at(LENGTH - 3) == moments(server)[-4]
    assert server.asked == ["headers"]
    assert list(chain.between(1, LENGTH)) == moments(server)
    assert server.asked == ["headers"] * 3
    assert list(chain.between(2, 4)) == moments(server)[1:4]
    assert server.asked == ["headers"] * 3


def test_what_is_known_is_found_out_once(server: JournalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a million commits that takes most of a second; it holds on while the space moves, and while more is fetched."""
    reader = Reader(server)
    chain = chain_of(server, reader)
    asked: list[SpaceId] = []
    find_out = reader.store.known_from

    def known_from(space: SpaceId) -> int:
        asked.append(space)
        return find_out(space)

    monkeypatch.setattr(reader.store, "known_from", known_from)
    assert chain.at(1) == moments(server)[0]
    for number in range(3):
        server.commit(server.file(f"later{number}"))
        reader.journal.fetch()
        assert chain.until(NOW_MS) == moments(server)[-1]
        assert list(chain.between(1, LENGTH + number + 1)) == moments(server)
    assert len(asked) == 1


def test_what_was_fetched_is_kept(server: JournalServer) -> None:
    """A restart asks for nothing again, and what comes later is known from its commits."""
    reader = Reader(server)
    chain_of(server, reader).at(1)
    server.commit(server.file("later"))
    again = Reader(server, reader.store)
    again.journal.fetch()
    server.asked.clear()
    assert list(Chain(again.api, again.space, again.store).between(1, LENGTH + 1)) == moments(server)
    assert server.asked == []


def test_a_device_that_knew_ids_alone_learns_the_rest(server: JournalServer) -> None:
    """As the store of an earlier version left it: not even the pin's own time is known."""
    reader = Reader(server)
    chain = chain_of(server, reader)
    assert isinstance(reader.store, MemorySpaceStore)
    known = reader.store._spaces[server.space].chain
    known.clear()
    assert list(chain.between(LENGTH - 1, LENGTH)) == moments(server)[-2:]


def test_a_moment_is_the_latest_signed_in_time(server: JournalServer) -> None:
    """Of commits signed at one time it is the last; before the first there is none."""
    chain = chain_of(server)
    assert chain.until(NOW_MS) == moments(server)[-1]
    assert chain.until(NOW_MS - 1) is None
    assert chain.until(1 << 60) == moments(server)[-1]


def test_numbers_that_are_none_are_not_found(server: JournalServer) -> None:
    """Before the first and after the head there is nothing; neither is there in a space never fetched."""
    chain = chain_of(server)
    for seq in (0, -1, LENGTH + 1):
        with pytest.raises(NotFound):
            chain.at(seq)
    fresh = Reader(server)
    with pytest.raises(NotFound):
        Chain(fresh.api, fresh.space, fresh.store).at(1)


def test_headers_off_the_chain_are_forked(server: JournalServer) -> None:
    """A header that is changed, swapped or of another history is refused, and nothing of it is kept."""
    other = JournalServer("another")
    for number in range(LENGTH - 1):
        other.commit(other.file(f"f{number}"))
    chain = chain_of(server)
    server.lie(
        routes.HEADERS, headers=lambda of: [other.commits[parse_signed_header(one).seq - 1].header for one in of]
    )
    with pytest.raises(Forked):
        chain.at(5)
    with pytest.raises(Forked):
        chain.header(moments(server)[4])
    server.be_honest()
    assert chain.at(5) == moments(server)[4]
    assert chain.header(chain.at(5)).state_root == parse_signed_header(server.commits[4].header).state_root


def test_headers_kept_back_are_malformed(server: JournalServer) -> None:
    """Absence is no answer."""
    chain = chain_of(server)
    server.lie(routes.HEADERS, headers=[])
    with pytest.raises(Malformed):
        chain.at(3)


def test_a_header_is_fetched_once(server: JournalServer) -> None:
    """It never changes."""
    chain = chain_of(server)
    moment = chain.at(LENGTH)
    server.asked.clear()
    assert chain.header(moment) is chain.header(moment)
    assert server.asked == ["headers"]
    with pytest.raises(Forked):
        chain.header(replace(moment, commit_id=moments(server)[0].commit_id))
