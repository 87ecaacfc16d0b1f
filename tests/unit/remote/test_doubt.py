"""A lie about the past freezes the space, until the same question is answered truly."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress

import msgspec
import pytest

from fakes.crypto import node_id
from fakes.journal_server import JournalServer, Reader
from megadesk.crypto.commits import moment_of, parse_signed_header
from megadesk.model.errors import Forged, Forked, LimitExceeded, Malformed, MegadeskError, OurBug
from megadesk.model.moment import Moment
from megadesk.remote.chain import Chain
from megadesk.remote.doubt import Doubt
from megadesk.remote.past import Past, Version
from megadesk.remote.publisher import Change
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.routes import Route


@pytest.fixture
def server() -> JournalServer:
    """A space with a past."""
    made = JournalServer()
    made.commit(made.file("a"), made.file("b", b"one"))
    made.commit(made.file("b", b"two"))
    made.commit(made.delete("a"), made.file("c"))
    return made


@pytest.fixture
def reader(server: JournalServer) -> Reader:
    """A device that is up to date."""
    made = Reader(server)
    made.journal.fetch()
    return made


@pytest.fixture
def past(reader: Reader) -> Past:
    """What that device sees of it."""
    return Past(reader.api, reader.space, Chain(reader.api, reader.space, reader.store))


def moment(server: JournalServer, seq: int) -> Moment:
    """Return a moment as the server's header says."""
    return moment_of(parse_signed_header(server.commits[seq - 1].header))


def show_state(server: JournalServer, past: Past) -> None:
    """Leave a record out of a state."""
    server.lie(routes.PAST, records=lambda of: of[1:])
    past.state(moment(server, 2))


def show_headers(server: JournalServer, past: Past) -> None:
    """Show the header of another commit."""
    other = JournalServer("another")
    other.commit(other.file("x"))
    server.lie(routes.HEADERS, headers=[one.header for one in other.commits[:2]])
    past.chain.header(Moment(2, moment(server, 2).commit_id, 0, moment(server, 2).device, 2))


def show_version(server: JournalServer, past: Past) -> None:
    """Move a version to another commit."""

    def shifted(of: list[m.RecordVersion]) -> list[m.RecordVersion]:
        return [msgspec.structs.replace(one, from_seq=2 if one.from_seq == 3 else one.from_seq) for one in of[1:]]

    server.lie(routes.VERSIONS, versions=shifted)
    past.is_confirmed(past.versions(node_id("b"))[0])


def publish(reader: Reader) -> None:
    """Send a removal."""
    version = reader.space.versions([node_id("b")])[node_id("b")]
    reader.publisher.publish([Change(id=node_id("b"), version=version, meta=None)], owner=None, since=reader.seq)


@pytest.mark.parametrize(
    ("lie", "kind"), [(show_state, Forged), (show_headers, (Forked, Malformed)), (show_version, Forged)]
)
@pytest.mark.attack("D7")
def test_a_lie_freezes_until_the_truth_is_told(
    server: JournalServer, reader: Reader, past: Past, lie: Callable[[JournalServer, Past], None],
    kind: type[MegadeskError],
) -> None:  # fmt: skip
    """Nothing is sent meanwhile, however often the present verifies; the truth thaws it by itself."""
    past.chain.between(1, 4)
    for _ in range(3):  # what does not parse counts at the third time
        with pytest.raises(kind):
            lie(server, past)
    error = reader.space.frozen
    assert isinstance(error, kind)
    server.sent.clear()
    for _ in range(3):
        with pytest.raises(MegadeskError):
            reader.journal.fetch()
        assert reader.space.frozen is not None
        with pytest.raises(MegadeskError):
            publish(reader)
    assert "append" not in [name for name, _ in server.sent]
    server.be_honest()
    reader.journal.fetch()
    assert reader.space.frozen is None
    publish(reader)
    assert node_id("b") not in server.records


def test_who_shows_nothing_any_more_does_not_lie(server: JournalServer, reader: Reader, past: Past) -> None:
    """A past that was pruned meanwhile keeps nobody frozen."""
    with pytest.raises(Forged):
        show_state(server, past)
    server.be_honest()
    server.oldest_seq = 3
    reader.journal.fetch()
    assert reader.space.frozen is None


def test_what_does_not_parse_counts_at_the_third_time(server: JournalServer, reader: Reader, past: Past) -> None:
    """Before, it may be the line; and a good answer in between starts the count anew."""
    for _ in range(2):
        server.lie(routes.PAST, next_after=2)
        with pytest.raises(Malformed):
            past.state(moment(server, 2))
        assert reader.space.frozen is None
    server.be_honest()
    past.state(moment(server, 3))
    server.lie(routes.PAST, next_after=2)
    for _ in range(2):
        with pytest.raises(Malformed):
            past.state(moment(server, 2))
    assert reader.space.frozen is None
    with pytest.raises(Malformed):
        past.state(moment(server, 2))
    assert isinstance(reader.space.frozen, Malformed)


@pytest.mark.parametrize(
    ("error", "tries"),
    [(Malformed("x"), 3), (LimitExceeded("x"), 3), (Forged("x"), 1), (Forked("x"), 1)],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_each_kind_of_lie_freezes_in_its_time(reader: Reader, error: MegadeskError, tries: int) -> None:
    """From the very first answer on."""
    doubt = Doubt(reader.space)
    for _ in range(tries):
        assert reader.space.frozen is None
        with pytest.raises(type(error)), doubt.held_to(lambda: None):
            raise error
    assert reader.space.frozen is error
    reader.journal.fetch()
    assert reader.space.frozen is None


def test_too_much_counts_like_what_does_not_parse(server: JournalServer, reader: Reader, past: Past) -> None:
    """An answer beyond all limits is none, and the third one freezes."""

    def too_large() -> None:
        raise LimitExceeded("answer")

    server.before["past"] = too_large
    for _ in range(3):
        assert reader.space.frozen is None
        with pytest.raises(LimitExceeded):
            past.state(moment(server, 2))
    assert isinstance(reader.space.frozen, LimitExceeded)


def test_a_lie_found_while_a_commit_is_under_way_stops_the_next(
    server: JournalServer, reader: Reader, past: Past
) -> None:
    """Another thread looks at the past while this one publishes in several commits."""
    server.commit(*(server.file(f"f{number}") for number in range(1000)))
    server.commit(*(server.file(f"g{number}") for number in range(1000)))
    reader.journal.fetch()
    names = [f"{letter}{number}" for letter in "fg" for number in range(1000)]
    gone = [Change(id=node_id(name), version=1, meta=None) for name in names]

    def look() -> None:
        server.before.pop("append")
        with pytest.raises(Forged):
            show_state(server, past)

    server.before["append"] = look
    with pytest.raises(Forged):
        reader.publisher.publish(gone, owner=None, since=reader.seq)
    assert [name for name, _ in server.sent].count("append") == 1


def test_a_confirmed_version_vouches_for_no_other(server: JournalServer, past: Past) -> None:
    """That one record was in a commit says nothing of another that is said to have been."""
    good = past.versions(node_id("b"))[0]
    assert past.is_confirmed(good)
    other = past.versions(node_id("b"))[1]
    with pytest.raises(Forged):
        past.is_confirmed(Version(good.moment, None, other.record, other.raw))


@pytest.mark.attack("E5")
def test_no_more_came_later_than_was_ever_put(server: JournalServer, past: Past) -> None:
    """However many nodes a server names, memory has an end: the commits in between are known, and signed."""
    server.lie(routes.PAST, newer=[number.to_bytes(16, "big") for number in range(5000)])
    with pytest.raises(Forged) as caught:
        past.state(moment(server, 2))
    assert caught.value.arguments == {"n_ops": 3}


def test_versions_that_this_device_has_not_caught_up_with_are_left_out(server: JournalServer, past: Past) -> None:
    """Another device was quicker: its version comes with its commit, and is no error until then."""
    server.commit(server.file("b", b"three"))
    found = past.versions(node_id("b"))
    assert [(one.moment.seq, one.until_seq) for one in found] == [(2, 3), (3, None)]


ASKED: tuple[tuple[Route, Callable[[Past, Moment], object]], ...] = (
    (routes.PAST, lambda past, at: past.state(at).trees["drive"].paths()),
    (routes.HEADERS, lambda past, at: past.chain.header(at)),
    (routes.VERSIONS, lambda past, _: [one.raw for one in past.versions(node_id("b"))]),
    (routes.COMMITS, lambda past, _: [past.is_confirmed(one) for one in past.versions(node_id("b"))]),
    (routes.HEAD, lambda past, _: past.oldest_seq()),
)  # fmt: skip
"""What is asked of the past, and by which route."""


@pytest.mark.attack("A13")
@pytest.mark.parametrize(("route", "ask"), ASKED, ids=[route.name for route, _ in ASKED])
def test_broken_answers_are_errors_with_a_code(
    server: JournalServer, reader: Reader, route: Route, ask: Callable[[Past, Moment], object]
) -> None:
    """Cut off or with any byte changed: an error, or the truth; after it has ended, all goes on."""

    def fresh() -> Past:
        return Past(reader.api, reader.space, Chain(reader.api, reader.space, reader.store))

    at = fresh().chain.at(2)
    truth = ask(fresh(), at)
    whole: list[bytes] = []

    def seen(body: bytes) -> bytes:
        whole.append(body)
        return body

    server.lies[route.name] = seen
    ask(fresh(), at)
    chance, size = random.Random(route.name), len(whole[0])
    broken = [b"", b"{}", b"[]", b"null", *(whole[0][:cut] for cut in {1, size // 2, size - 1})]
    for _ in range(150):
        changed = bytearray(whole[0])
        changed[chance.randrange(size)] ^= 1 << chance.randrange(8)
        broken.append(bytes(changed))
    for body in broken:
        server.lies[route.name] = lambda _, body=body: body  # type: ignore[misc]
        try:
            found = ask(fresh(), at)
        except OurBug:
            raise
        except MegadeskError:
            continue
        # What is the oldest moment, and whether a version or a commit is still kept, is the server's word.
        assert found == truth or route in {routes.HEAD, routes.VERSIONS, routes.COMMITS}
    for status in (404, 410, 500, 403):
        server.be_honest()
        server.refuse(route, status, "past_gone" if status == 410 else "not_found")
        with suppress(MegadeskError):
            ask(fresh(), at)
    server.be_honest()
    reader.journal.fetch()
    assert reader.space.frozen is None
    assert ask(fresh(), at) == truth
