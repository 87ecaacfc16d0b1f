"""Appending to a space: alone, against others, and against a server that lies or loses answers."""

from __future__ import annotations

import logging

import pytest

from fakes.crypto import node_id
from fakes.journal_server import JournalServer, Reader, wrecked
from megadesk.crypto.commits import COMMIT_BLOCKS_MAX, put_op
from megadesk.crypto.content import file_hash
from megadesk.crypto.records import RecordKind, RecordMeta
from megadesk.model.errors import (
    Forked,
    LimitExceeded,
    OurBug,
    QuotaExceeded,
    Rollback,
    ServerRefused,
    ServerUnavailable,
    Stale,
)
from megadesk.model.ids import TOP, BlockId, FileHash, NodeId
from megadesk.model.manifest import BLOCK_BYTES, MANIFEST_BLOCKS_MAX, ManifestRef
from megadesk.model.values import replace
from megadesk.remote import publisher as publisher_module
from megadesk.remote.publisher import Change
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, decode, encode

OWNER = object()
EMPTY_FILE = RecordMeta(parent=TOP, kind=RecordKind.FILE, name="file", size_bytes=0, file_hash=file_hash(0, ()))


@pytest.fixture
def server() -> JournalServer:
    """A space with a folder and a file in it."""
    made = JournalServer()
    made.commit(made.folder("d"), made.folder("e"), made.file("f", parent=node_id("d")))
    return made


@pytest.fixture
def reader(server: JournalServer) -> Reader:
    """A device that has seen it."""
    made = Reader(server)
    made.journal.fetch()
    return made


def folder(reader: Reader, name: str, parent: NodeId | None = None, *, version: int = 0, label: str = "") -> Change:
    """Return the change that makes a folder of that name."""
    at = reader.server.drive if parent is None else parent
    return Change(
        id=node_id(label or name), version=version, meta=RecordMeta(parent=at, kind=RecordKind.FOLDER, name=name)
    )


def gone(name: str, version: int = 1) -> Change:
    """Return the change that removes a node."""
    return Change(id=node_id(name), version=version, meta=None)


def publish(reader: Reader, *changes: Change, since: int | None = None) -> tuple[set[NodeId], set[NodeId]]:
    """Publish what was decided at the device's head, or at another sequence number."""
    return reader.publisher.publish(changes, owner=OWNER, since=reader.seq if since is None else since)


def ids(*names: str) -> set[NodeId]:
    """Return the ids of these names."""
    return {node_id(name) for name in names}


def test_changes_become_one_commit(server: JournalServer, reader: Reader) -> None:
    """Changes that fit are one commit, durable at the server and applied here."""
    assert publish(reader, folder(reader, "new"), folder(reader, "sub", node_id("new")), gone("f")) == (
        ids("new", "sub", "f"),
        set(),
    )
    assert (reader.seq, len(server.commits)) == (3, 3)
    assert reader.names() == {"d", "e", "new", "new/sub"}
    other = Reader(server)
    other.journal.fetch()
    assert other.names() == reader.names()


def test_the_log_says_which_commit_it_was(
    server: JournalServer, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    """By its number and the beginning of its id, as the server's log does."""
    caplog.set_level(logging.INFO, "megadesk.remote.publisher")
    publish(reader, folder(reader, "new"))
    head = reader.space.head
    assert head is not None
    assert caplog.messages == [f"space {reader.space.id.hex()[:8]}: commit {head.seq} is {head.commit_id.hex()[:16]}"]


def test_own_records_are_not_opened_again(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What this device has just sealed it knows: its nodes are those that everybody else reads, odd dates too."""
    monkeypatch.setattr("megadesk.remote.space.open_parts", None)
    file = replace(EMPTY_FILE, parent=server.drive, mtime_ns=1 << 70)
    changes = [folder(reader, "new"), Change(id=node_id("file"), version=0, meta=file), gone("f")]
    assert publish(reader, *changes)[0] == ids("new", "file", "f")
    monkeypatch.undo()
    other = Reader(server)
    other.journal.fetch()
    for name in ("new", "file", "f"):
        mine, theirs = reader.space.stored(node_id(name)), other.space.stored(node_id(name))
        assert (mine and replace(mine, device=None)) == theirs
        assert reader.space.node(node_id(name)) == other.space.node(node_id(name))


def test_nothing_to_publish_asks_nobody(server: JournalServer, reader: Reader) -> None:
    """No changes, no request."""
    server.asked.clear()
    assert publish(reader) == (set(), set())
    assert server.asked == []


def test_many_changes_are_split(server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit holds so many operations, and so many bytes, and no more."""
    monkeypatch.setattr(publisher_module, "OPS_MAX", 3)
    done, stale = publish(reader, *(folder(reader, f"n{at}") for at in range(7)))
    assert (len(done), stale, len(server.commits)) == (7, set(), 2 + 3)
    monkeypatch.setattr(publisher_module, "_ROOM_BYTES", 900)
    publish(reader, *(folder(reader, f"m{at}") for at in range(4)))
    assert len(server.commits) == 5 + 2


def huge(server: JournalServer, name: str, n_blocks: int) -> RecordMeta:
    """Return what the record of a file of so many blocks says."""
    listed = ManifestRef(BlockId(bytes(32)), bytes(32), n_blocks)
    return RecordMeta(
        parent=server.drive, kind=RecordKind.FILE, name=name, size_bytes=n_blocks * BLOCK_BYTES,
        file_hash=FileHash(bytes(32)), manifest=listed,
    )  # fmt: skip


def test_deletion_of_huge_files_is_split(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commit whose manifests list more blocks than a server goes through at once is refused: honest use never comes there."""
    monkeypatch.setattr(publisher_module, "COMMIT_BLOCKS_MAX", 100)
    for n in range(5):
        server.commit(
            put_op(server.record(node_id(f"huge {n}"), huge(server, f"huge {n}", 40))), server.file(f"small {n}")
        )
    reader.journal.fetch()
    before = len(server.commits)
    done, stale = publish(reader, *(gone(f"{size} {n}") for n in range(5) for size in ("huge", "small")))
    assert (len(done), stale, len(server.commits) - before) == (10, set(), 3)
    publish(reader, *(Change(id=node_id(name), version=0, meta=huge(server, name, 60)) for name in ("x", "y")))
    assert len(server.commits) - before == 5


def test_one_huge_change_is_never_too_large() -> None:
    """A file of as many blocks as there may be, in the place of another: what is asked for is what the server takes."""
    assert 2 * MANIFEST_BLOCKS_MAX <= COMMIT_BLOCKS_MAX


def test_change_of_another_version_is_stale(reader: Reader) -> None:
    """A change replaces the very version it names."""
    assert publish(reader, folder(reader, "d"), gone("e", 2), gone("nowhere")) == (set(), ids("d", "e", "nowhere"))


def test_change_of_what_was_just_changed_is_stale(server: JournalServer, reader: Reader) -> None:
    """Our own change counts as well: what was decided before it replaces another version."""
    done, stale = publish(reader, folder(reader, "d2", version=1, label="d"), gone("e"))
    assert (done, stale) == (ids("d", "e"), set())
    assert reader.names() == {"d2", "d2/f"}
    assert publish(reader, folder(reader, "d3", version=1, label="d")) == (set(), ids("d"))
    assert len(server.commits) == 3


# -- others are quicker ---------------------------------------------------------------------------------------------


def test_unrelated_change_is_offered_again(server: JournalServer, reader: Reader) -> None:
    """A 409 brings the commits that came first; what they do not touch goes through, with the turn that was given."""
    server.commit(server.file("other"))
    server.commit(server.file("another"))
    server.asked.clear()
    server.sent.clear()
    assert publish(reader, folder(reader, "new")) == (ids("new"), set())
    assert server.asked == ["append", "append"]
    assert reader.names() == {"d", "d/f", "e", "new", "other", "another"}
    appends = [decode(m.Append, body, Encoding.MSGPACK) for _, body in server.sent]
    assert [one.turn for one in appends] == [b"", b"turn"]


def test_missing_commits_that_do_not_fit_are_fetched(server: JournalServer, reader: Reader) -> None:
    """When a 409 cannot hold all that is missing, the rest is fetched before the next offer."""
    server.page_commits = 1
    server.commit(server.file("other"))
    server.commit(server.file("another"))
    server.asked.clear()
    assert publish(reader, folder(reader, "new"))[0] == ids("new")
    assert server.asked == ["append", "commits", "commits", "append"]


def test_node_that_others_changed_is_stale(server: JournalServer, reader: Reader) -> None:
    """Another device renamed the folder; our rename of it is decided anew."""
    server.commit(server.folder("d'", node=node_id("d")))
    assert publish(reader, folder(reader, "mine", version=1, label="d")) == (set(), ids("d"))
    assert len(server.commits) == 3


def test_change_below_what_others_moved_is_stale(server: JournalServer, reader: Reader) -> None:
    """Another device moved a folder; what we make below it is decided anew, also in a new folder of ours."""
    server.commit(server.folder("d", parent=node_id("e"), node=node_id("d")))
    changes = (folder(reader, "in", node_id("d")), folder(reader, "deeper", node_id("in")), folder(reader, "beside"))
    assert publish(reader, *changes) == (ids("beside"), ids("in", "deeper"))


@pytest.mark.row(214)
def test_place_that_others_took_is_stale(server: JournalServer, reader: Reader) -> None:
    """Two devices choose one name: the second decides anew."""
    server.commit(server.folder("new", node=node_id("theirs")))
    assert publish(reader, folder(reader, "new"), folder(reader, "fine")) == (ids("fine"), ids("new"))


def test_children_of_a_stale_folder_are_stale(server: JournalServer, reader: Reader) -> None:
    """Nothing is put into a folder that was not made: nobody would ever see it."""
    server.commit(server.folder("new", node=node_id("theirs")))
    changes = (folder(reader, "new"), folder(reader, "child", node_id("new")), folder(reader, "leaf", node_id("child")))
    assert publish(reader, *changes) == (set(), ids("new", "child", "leaf"))
    assert all(reader.space.node(node) is None for node in ids("child", "leaf"))


def test_change_below_a_folder_that_is_nowhere_is_stale(reader: Reader) -> None:
    """A parent without a record is no place, whoever is at fault."""
    assert publish(reader, folder(reader, "x", node_id("nowhere"))) == (set(), ids("x"))


def test_children_of_a_stale_folder_in_the_next_commit_are_stale(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where folder and child would have travelled in different commits."""
    monkeypatch.setattr(publisher_module, "OPS_MAX", 1)
    server.commit(server.folder("new", node=node_id("theirs")))
    assert publish(reader, folder(reader, "new"), folder(reader, "child", node_id("new"))) == (
        set(),
        ids("new", "child"),
    )


def test_removal_of_a_folder_that_others_filled_is_stale(server: JournalServer, reader: Reader) -> None:
    """What another device put into a folder is not removed with it."""
    server.commit(server.file("late", parent=node_id("e")))
    assert publish(reader, gone("e")) == (set(), ids("e"))
    server.commit(server.folder("deep", parent=node_id("e")), server.file("deeper", parent=node_id("deep")))
    assert publish(reader, gone("e"), since=3) == (set(), ids("e"))


def test_removal_of_a_folder_that_others_emptied_is_decided_anew(server: JournalServer, reader: Reader) -> None:
    """What left a folder bears on its removal as well."""
    server.commit(server.file("f", parent=node_id("e"), node=node_id("f")))
    assert publish(reader, gone("d")) == (set(), ids("d"))


def test_unknown_past_makes_all_stale(server: JournalServer, reader: Reader) -> None:
    """If what happened since is no longer known, everything is decided anew."""
    again = Reader(server, reader.store)
    again.journal.fetch()
    assert again.publisher.publish([folder(again, "new")], owner=OWNER, since=1) == (set(), ids("new"))


def test_own_moves_need_no_second_look(server: JournalServer, reader: Reader) -> None:
    """What the same owner published meanwhile does not make his next changes stale."""
    since = reader.seq
    publish(reader, folder(reader, "new"))
    assert publish(reader, folder(reader, "sub", node_id("new")), since=since) == (ids("sub"), set())
    assert reader.publisher.publish([folder(reader, "x", node_id("sub"))], owner=object(), since=since) == (
        set(),
        ids("x"),
    )


def test_everything_stale_after_a_race_ends_it(server: JournalServer, reader: Reader) -> None:
    """When nothing is left of a batch nothing is appended."""
    server.commit(server.folder("new", node=node_id("theirs")))
    server.asked.clear()
    assert publish(reader, folder(reader, "new")) == (set(), ids("new"))
    assert server.asked == ["append"]


def test_race_that_is_always_lost_ends(server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that others always beat gives up for now."""
    monkeypatch.setattr(publisher_module, "RACES_MAX", 3)
    names = iter("uvwxyz")

    def be_quicker() -> None:
        server.commit(server.file(next(names)))

    server.before["append"] = be_quicker
    with pytest.raises(ServerUnavailable):
        publish(reader, folder(reader, "new"))
    assert "new" not in reader.names()


# -- the server lies or breaks --------------------------------------------------------------------------------------


def test_lost_answer_is_found_by_the_next_fetch(server: JournalServer, reader: Reader) -> None:
    """A commit whose answer was lost is not applied here until a fetch shows it; it is not made twice."""
    server.deaf = {"append"}
    with pytest.raises(ServerUnavailable):
        publish(reader, folder(reader, "new"))
    assert (reader.seq, len(server.commits)) == (2, 3)
    server.be_honest()
    reader.journal.fetch()
    assert "new" in reader.names()
    assert publish(reader, folder(reader, "new")) == (set(), ids("new"))
    assert len(server.commits) == 3


def test_commit_that_came_before_itself_is_taken(server: JournalServer, reader: Reader) -> None:
    """A 409 whose first missing commit is the one that was sent says that it was taken: it is ours, and not stale."""
    taken: list[m.CommitPair] = []

    def take() -> None:
        append = decode(m.Append, server.sent[-1][1], Encoding.MSGPACK)
        taken.append(m.CommitPair(header=append.header, ops=append.ops))
        others = m.CommitPair(header=b"x" * len(append.header), ops=b"")
        moved = m.HeadMoved(commits=[taken[0], others], head_seq=4, more=False)
        server.refusals["append"] = (409, encode(moved, Encoding.MSGPACK))

    server.before["append"] = take
    assert publish(reader, folder(reader, "new")) == (ids("new"), set())
    assert (reader.seq, server.asked.count("append")) == (3, 1)
    assert "new" in reader.names()


@pytest.mark.parametrize(
    "answer",
    [b"", b"<html>sign in to the hotel's network</html>", encode(m.Appended(seq=77), Encoding.MSGPACK)],
    ids=["empty", "portal", "other number"],
)
def test_answer_that_is_none_is_no_acknowledgement(server: JournalServer, reader: Reader, answer: bytes) -> None:
    """200 from somebody who is not our server moves no pin: the space would look rolled back ever after."""
    server.lies["append"] = lambda _: answer
    server.before["append"] = lambda: None
    with pytest.raises(ServerUnavailable):
        publish(reader, folder(reader, "new"))
    assert (reader.seq, reader.space.frozen) == (2, None)


def test_acknowledged_and_forgotten_is_a_rollback(server: JournalServer, reader: Reader) -> None:
    """A server that takes a commit and later does not have it is behind what this device has verified."""
    publish(reader, folder(reader, "new"))
    del server.commits[-1]
    with pytest.raises(Rollback):
        reader.journal.fetch()
    with pytest.raises(Rollback):
        publish(reader, folder(reader, "more"))


@pytest.mark.parametrize("body", [b"", b"{}", b"\x80"], ids=["empty", "braces", "empty map"])
def test_conflict_that_does_not_parse_is_a_server_out_of_order(
    server: JournalServer, reader: Reader, body: bytes
) -> None:
    """A 409 without its commits changes nothing."""
    server.refusals["append"] = (409, body)
    with pytest.raises(ServerUnavailable):
        publish(reader, folder(reader, "new"))
    assert (reader.seq, reader.space.frozen) == (2, None)


def test_conflict_with_a_forged_commit_freezes(server: JournalServer, reader: Reader) -> None:
    """What comes with a 409 is verified; nothing is offered on top of a lie."""
    pair = server.commit(server.file("c"))
    server.commits[-1] = m.CommitPair(header=wrecked(60)(pair.header), ops=pair.ops)
    server.asked.clear()
    with pytest.raises(Forked):
        publish(reader, folder(reader, "new"))
    assert isinstance(reader.space.frozen, Forked)
    assert server.asked == ["append"]
    with pytest.raises(Forked):
        publish(reader, folder(reader, "new"))
    assert server.asked == ["append"]


def test_conflict_without_commits_is_looked_into(server: JournalServer, reader: Reader) -> None:
    """A 409 that names nothing is followed by a fetch, and a server that says so for ever is given up."""
    honest = encode(m.HeadMoved(commits=[], head_seq=2, more=False), Encoding.MSGPACK)
    server.refusals["append"] = (409, honest)
    server.asked.clear()
    with pytest.raises(ServerUnavailable):
        publish(reader, folder(reader, "new"))
    assert server.asked.count("append") == publisher_module.RACES_MAX
    assert "commits" in server.asked
    assert reader.space.frozen is None


def test_refusals_are_passed_on(server: JournalServer, reader: Reader) -> None:
    """A full account and a commit that is too large are said; the space is as it was."""
    for status, code, kind in ((507, "quota_exceeded", QuotaExceeded), (413, "limit", LimitExceeded)):
        server.refuse(routes.APPEND, status, code)
        with pytest.raises(kind):
            publish(reader, folder(reader, "new"))
        assert (reader.seq, reader.space.frozen) == (2, None)


def test_first_batches_stay_when_a_later_one_fails(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was appended before the line broke is appended; the device knows it."""
    monkeypatch.setattr(publisher_module, "OPS_MAX", 1)
    server.before["append"] = lambda: server.refuse(routes.APPEND, 500) if len(server.commits) == 3 else None
    with pytest.raises(ServerUnavailable):
        publish(reader, folder(reader, "one"), folder(reader, "two"))
    assert {"one"} <= reader.names()
    assert "two" not in reader.names()


def test_space_that_was_never_read_takes_nothing(server: JournalServer) -> None:
    """Writing before reading is a bug of ours, not a new space."""
    fresh = Reader(server)
    with pytest.raises(OurBug):
        fresh.publisher.publish([folder(fresh, "new", TOP)], owner=OWNER, since=0)
    with pytest.raises(OurBug):
        fresh.publisher.sealed(gone("d"), bytes(16))
    assert "append" not in server.asked


def test_lost_uploads_are_a_reason_to_look_again(server: JournalServer, reader: Reader) -> None:
    """A server that lost what no commit named yet says so: it is to be sent again. Any other refusal is one."""
    server.refuse(routes.APPEND, 422, "missing")
    with pytest.raises(Stale):
        publish(reader, folder(reader, "new"))
    server.refuse(routes.APPEND, 422, "forged")
    with pytest.raises(ServerRefused):
        publish(reader, folder(reader, "new"))
    server.be_honest()
    assert publish(reader, folder(reader, "new")) == (ids("new"), set())
