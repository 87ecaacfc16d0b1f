"""The chain of commits, found by number and by time, and no other is believed."""

from __future__ import annotations

import pytest

from fakes import crypto as crypto_fakes
from fakes.crypto import NOW_MS
from fakes.journal_server import JournalServer, Reader
from fakes.space_store import MemorySpaceStore
from megadesk.crypto.commits import moment_of, parse_signed_header
from megadesk.model.errors import Forked, Malformed, NotFound, Stale
from megadesk.model.ids import SpaceId
from megadesk.model.moment import Moment
from megadesk.model.values import replace
from megadesk.remote import chain as chain_module
from megadesk.remote.chain import Chain
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import decode, encode

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


def test_a_gap_in_what_is_known_is_closed_before_anything_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit from before it is not the latest one in time, as long as those of the gap are not known."""
    server = JournalServer()
    for number in range(LENGTH - 1):
        monkeypatch.setattr(crypto_fakes, "NOW_MS", NOW_MS + 1 + number)
        server.commit(server.file(f"f{number}"))
    reader = Reader(server)
    chain_of(server, reader).at(1)
    assert isinstance(reader.store, MemorySpaceStore)
    for seq in range(5, 9):
        del reader.store._spaces[server.space].chain[seq]
    assert chain_of(server, reader).until(NOW_MS + 6) == moments(server)[6]


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


def test_a_walk_passes_every_commit_once(server: JournalServer) -> None:
    """Whether the last page is full or not, and from wherever it starts."""
    chain, all_of_them = chain_of(server), moments(server)
    for first in (1, 2, 3):
        assert list(chain.walk(first, LENGTH)) == all_of_them[first - 1 :]
        assert list(chain.walk(first, LENGTH - 1)) == all_of_them[first - 1 : -1]


def test_what_is_on_the_chain_is_known(server: JournalServer) -> None:
    """By number and id together; the head without being asked for, and what is no number of a commit never is."""
    chain, ids = chain_of(server), [one.commit_id for one in moments(server)]
    server.asked.clear()
    assert chain.holds(LENGTH, ids[-1])
    assert not chain.holds(LENGTH, ids[0])
    assert not chain.holds(0, ids[0])
    assert not chain.holds(LENGTH + 1, ids[-1])
    assert server.asked == []
    assert chain.holds(1, ids[0])
    assert chain.holds(LENGTH - 1, ids[-2])
    assert not chain.holds(1, ids[1])
    fresh = Reader(server)
    assert not Chain(fresh.api, fresh.space, fresh.store).holds(1, ids[0])


def test_the_pin_itself_is_known_without_asking(server: JournalServer) -> None:
    """A moment that is as late as all that is known is not looked for any further back."""
    chain = chain_of(server)
    server.asked.clear()
    assert chain.until(NOW_MS) == moments(server)[-1]
    assert server.asked == []


@pytest.mark.parametrize("page", [LENGTH - 1, LENGTH])
def test_the_very_first_commit_is_reached(server: JournalServer, monkeypatch: pytest.MonkeyPatch, page: int) -> None:
    """Though it is alone on its page, the only one that was signed in time."""
    monkeypatch.setattr(chain_module, "PAGE", page)
    monkeypatch.setattr(crypto_fakes, "NOW_MS", NOW_MS - 5)
    late = JournalServer("late")
    monkeypatch.setattr(crypto_fakes, "NOW_MS", NOW_MS)
    for number in range(LENGTH - 1):
        late.commit(late.file(f"f{number}"))
    chain = chain_of(late)
    assert chain.until(NOW_MS - 1) == moments(late)[0]
    assert chain.until(NOW_MS - 6) is None


def test_few_headers_are_kept(server: JournalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that was fetched first goes first."""
    monkeypatch.setattr(chain_module, "HEADERS_KEPT", 2)
    chain = chain_of(server)
    first, second, third = chain.between(LENGTH - 2, LENGTH)
    for one in (first, second, third):
        chain.header(one)
    server.asked.clear()
    chain.header(second)
    chain.header(third)
    assert server.asked == []
    chain.header(first)
    assert server.asked == ["headers"]


@pytest.mark.parametrize(("page", "known"), [(5, 4), (LENGTH - 1, 2)])
def test_a_lie_about_older_commits_is_asked_about_again(
    server: JournalServer, monkeypatch: pytest.MonkeyPatch, page: int, known: int
) -> None:
    """What verifies in the present does not thaw the space; the headers that were lied about do, also of the first alone."""
    monkeypatch.setattr(chain_module, "PAGE", page)
    other = JournalServer("another")
    reader = Reader(server)
    chain = chain_of(server, reader)
    chain.at(known)

    def first_changed(headers: list[bytes]) -> list[bytes]:
        return [other.commits[0].header if parse_signed_header(one).seq == 1 else one for one in headers]

    server.lie(routes.HEADERS, headers=first_changed)
    with pytest.raises(Forked):
        chain.at(1)
    for _ in range(2):
        with pytest.raises(Forked):
            reader.journal.fetch()
        assert isinstance(reader.space.frozen, Forked)
    server.be_honest()
    reader.journal.fetch()
    assert reader.space.frozen is None
    server.asked.clear()
    assert chain.at(1) == moments(server)[0]
    assert server.asked == []


def test_a_history_that_is_given_up_meanwhile_is_stale() -> None:
    """A person accepted another one while headers were on their way: no lie, and nothing of them is kept."""
    first, second = JournalServer(), JournalServer()
    for number in range(3):
        first.commit(first.file(f"f{number}"))
        second.commit(second.file(f"g{number}"))
    reader = Reader(first)
    chain = chain_of(first, reader)

    def accept() -> None:
        first.before.clear()
        reader.api._server = second
        reader.journal.accept(reader.journal.offered())

    first.before["headers"] = accept
    with pytest.raises(Stale):
        chain.at(2)
    assert reader.space.frozen is None
    assert chain.at(2) == moments(second)[1]


def test_a_header_of_a_history_that_was_given_up_is_not_asked_for_again() -> None:
    """Who accepts another history is not held to a lie about the one before."""
    first, second = JournalServer(), JournalServer()
    for number in range(3):
        first.commit(first.file(f"f{number}"))
        second.commit(second.file(f"g{number}"))
    reader = Reader(first)
    chain = chain_of(first, reader)
    first.lie(routes.HEADERS, headers=[second.commits[2].header])
    with pytest.raises(Forked):
        chain.header(moments(first)[2])
    reader.api._server = second
    reader.journal.accept(reader.journal.offered())
    assert reader.space.frozen is None


@pytest.mark.parametrize("length", [2, 3, 4])
def test_what_is_known_of_one_history_says_nothing_of_another(length: int) -> None:
    """Whether the one that was accepted is shorter, as long or longer: from where on it is known is found out anew."""
    first, second = JournalServer(), JournalServer()
    for number in range(3):
        first.commit(first.file(f"f{number}"))
    for number in range(length):
        second.commit(second.file(f"g{number}"))
    reader = Reader(first)
    chain = chain_of(first, reader)
    assert chain.at(2) == moments(first)[1]
    reader.api._server = second
    reader.journal.accept(reader.journal.offered())
    assert isinstance(reader.store, MemorySpaceStore)
    del reader.store._spaces[second.space].chain[2]
    assert chain.at(2) == moments(second)[1]


def test_a_commit_that_is_unknown_by_now_is_stale(server: JournalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the store has forgotten from where to go on, the server is asked nothing and blamed for nothing."""
    reader = Reader(server)
    chain = chain_of(server, reader)
    chain.at(LENGTH - 1)
    monkeypatch.setattr(reader.store, "commit_at", lambda _space, _seq: None)
    server.asked.clear()
    with pytest.raises(Stale):
        chain.at(1)
    assert server.asked == []
    assert reader.space.frozen is None


def test_a_page_of_headers_is_no_more_than_an_answer_holds() -> None:
    """Else a long history would look as if headers were kept back."""
    assert chain_of(JournalServer()).at(1).seq == 1
    headers = m.Headers(first_seq=1, headers=[bytes(286)] * chain_module.PAGE)
    body = encode(headers, routes.HEADERS.response_encoding)
    assert decode(m.Headers, body, routes.HEADERS.response_encoding) == headers
