"""What commits changed is what they were signed for, or the space is frozen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fakes.crypto import node_id
from fakes.journal_server import JournalServer, Reader
from megadesk.crypto.commits import put_op
from megadesk.crypto.records import RecordKind, RecordMeta
from megadesk.model.errors import Forged, Malformed, PastGone, ServerUnavailable
from megadesk.model.ids import DeviceId
from megadesk.remote import chapters as chapters_module
from megadesk.remote.chain import Chain
from megadesk.remote.chapters import Chapters
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import decode, encode


@pytest.fixture
def server() -> JournalServer:
    """A space in which files came, changed and went."""
    made = JournalServer()
    made.commit(made.folder("d"), made.file("a"))
    made.commit(made.file("a", b"two"))
    made.commit(made.delete("a"))
    return made


@pytest.fixture
def reader(server: JournalServer) -> Reader:
    """A device that is up to date."""
    made = Reader(server)
    made.journal.fetch()
    return made


def chapters_of(reader: Reader) -> Chapters:
    """Return the commits as a device sees them."""
    return Chapters(reader.api, reader.space, Chain(reader.api, reader.space, reader.store))


def is_frozen(reader: Reader) -> bool:
    """Whether nothing goes on before the server shows the truth."""
    return reader.space.frozen is not None


def told(
    reader: Reader, first: int, last: int, made: Chapters | None = None
) -> list[tuple[int, dict[str, int | None]]]:
    """Return what each commit changed: the size of files, None for what is gone."""
    made = made or chapters_of(reader)
    names = {node_id(name): name for name in ("a", "d")}
    return [
        (one.moment.seq, {names[key]: None if node is None else node.size_bytes for key, node in one.nodes.items()})
        for one in made.between(first, last)
    ]


def test_each_commit_says_what_it_changed(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In their order, however many come at once."""
    every = [(2, {"d": 0, "a": 4}), (3, {"a": 3}), (4, {"a": None})]
    assert told(reader, 2, 4) == every
    assert told(reader, 3, 3) == [(3, {"a": 3})]
    server.asked.clear()
    assert told(reader, 2, 4) == every
    assert server.asked == ["commits"]
    monkeypatch.setattr(chapters_module, "PAGE", 1)
    server.asked.clear()
    assert told(reader, 2, 4) == every
    assert server.asked == ["commits"] * 3


def test_as_many_come_at_once_as_the_server_likes(server: JournalServer, reader: Reader) -> None:
    """Fewer than were asked for, and then the rest is; or more, which are not looked at."""
    server.lie(routes.COMMITS, commits=lambda of: of[:1])
    assert told(reader, 2, 4) == [(2, {"d": 0, "a": 4}), (3, {"a": 3}), (4, {"a": None})]
    server.lie(routes.COMMITS, commits=server.commits[2:])
    assert told(reader, 3, 3) == [(3, {"a": 3})]


def test_what_is_no_file_is_nowhere(server: JournalServer, reader: Reader) -> None:
    """A record of a device, say."""
    record = server.record(
        node_id("a"), RecordMeta(parent=server.drive, kind=RecordKind.DEVICE, name="desk", device=DeviceId(bytes(16)))
    )
    server.commit(put_op(record))
    reader.journal.fetch()
    assert told(reader, 5, 5) == [(5, {"a": None})]


def test_what_does_not_open_is_left_out(server: JournalServer, reader: Reader) -> None:
    """Its neighbours are told."""
    server.commit(server.noise("a"), server.later("x"), server.folder("d", node_id("e")))
    reader.journal.fetch()
    assert told(reader, 5, 5) == [(5, {"d": 0})]


@pytest.mark.parametrize("what", ["another", "ops", "none"])
def test_a_lie_freezes_the_space(server: JournalServer, reader: Reader, what: str) -> None:
    """Another commit in its place, other ops, or nothing at all; and it thaws once the same is shown truly."""
    second, third = server.commits[1], server.commits[2]
    other = JournalServer()
    other.commit(other.file("z"))
    shown = {"another": [other.commits[1]], "ops": [type(second)(header=second.header, ops=third.ops)], "none": []}[
        what
    ]
    server.lie(routes.COMMITS, commits=shown)
    made = chapters_of(reader)
    for _ in range(3):
        with pytest.raises(Malformed if what == "none" else Forged):
            told(reader, 2, 2, made)
    assert is_frozen(reader)
    server.lies[routes.COMMITS.name] = after_the_first(server.lies[routes.COMMITS.name])
    with pytest.raises((Forged, ServerUnavailable)):
        reader.journal.fetch()
    assert is_frozen(reader)
    server.be_honest()
    reader.journal.fetch()
    assert not is_frozen(reader)
    assert told(reader, 2, 2)


def after_the_first(lie: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """Return a lie that is told from the second answer on: the first one says truly that there is nothing new."""
    none_yet = [True]

    def told_later(body: bytes) -> bytes:
        is_present, none_yet[0] = none_yet[0], False
        return body if is_present else lie(body)

    return told_later


def test_a_history_that_was_given_up_is_not_asked_about_again() -> None:
    """Who accepts another one is not held to a lie about the one before."""
    first, second = JournalServer(), JournalServer()
    for number in range(3):
        first.commit(first.file(f"f{number}"))
        second.commit(second.file(f"g{number}"))
    reader = Reader(first)
    reader.journal.fetch()
    first.lie(routes.COMMITS, commits=second.commits[1:2])
    with pytest.raises(Forged):
        told(reader, 2, 2)
    reader.api._server = second
    reader.journal.accept(reader.journal.offered())
    assert not is_frozen(reader)


def test_what_is_no_longer_kept(server: JournalServer, reader: Reader) -> None:
    """Is said so, and is no lie."""
    server.oldest_seq = 3
    with pytest.raises(PastGone):
        told(reader, 2, 2)
    assert reader.space.frozen is None
    assert told(reader, 4, 4)


def test_a_page_of_commits_is_no_more_than_an_answer_holds(reader: Reader) -> None:
    """The server sends no more, whoever asks."""
    assert told(reader, 3, 3)
    pair = m.CommitPair(header=bytes(286), ops=b"ops")
    commits = m.Commits(commits=[pair] * chapters_module.PAGE, head_seq=1)
    body = encode(commits, routes.COMMITS.response_encoding)
    assert decode(m.Commits, body, routes.COMMITS.response_encoding) == commits
