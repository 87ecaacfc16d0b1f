"""A copy of this device at work: noticed by what it commits, and never taken for our own past."""

from __future__ import annotations

import pytest

from fakes.crypto import node_id
from fakes.journal_server import JournalServer, Reader
from megadesk.crypto.records import RecordKind, RecordMeta
from megadesk.model.errors import ServerUnavailable
from megadesk.remote.publisher import Change


@pytest.fixture
def server() -> JournalServer:
    """A space with a folder in it."""
    made = JournalServer()
    made.commit(made.folder("d"))
    return made


def reader(server: JournalServer, name: str = "desk") -> Reader:
    """Return a device that has seen all there is; those of one name are one device."""
    made = Reader(server, name=name)
    made.journal.fetch()
    return made


def make(device: Reader, name: str) -> None:
    """Make a folder."""
    meta = RecordMeta(parent=device.server.drive, kind=RecordKind.FOLDER, name=name)
    device.publisher.publish([Change(id=node_id(name), version=0, meta=meta)], owner=device, since=device.seq)


def test_copy_at_work_is_noticed_by_either(server: JournalServer) -> None:
    """What it commits is of this device and not ours; nothing is lost, and both come to the same."""
    one, copy = reader(server), reader(server)
    make(copy, "of the copy")
    one.journal.fetch()
    make(one, "of one")
    copy.journal.fetch()
    assert (one.twin.is_seen, copy.twin.is_seen) == (True, True)
    assert one.names() == copy.names() == {"d", "of one", "of the copy"}


def test_copy_that_was_quicker_is_noticed(server: JournalServer) -> None:
    """Its commits come with the answer that ours came too late."""
    one, copy = reader(server), reader(server)
    make(copy, "of the copy")
    make(one, "of one")
    assert one.twin.is_seen
    assert one.names() == {"d", "of one", "of the copy"}


def test_other_devices_are_no_copies(server: JournalServer) -> None:
    """Only our own identity counts."""
    one, other = reader(server), reader(server, "lap")
    make(other, "of another")
    one.journal.fetch()
    assert not one.twin.is_seen


def test_profile_that_was_set_back_is_no_copy(server: JournalServer) -> None:
    """It finds what it committed later: at its start, and after the line was lost or the computer slept."""
    later = reader(server)
    one = Reader(server, name="desk")
    make(later, "before the start")
    one.journal.fetch()
    one.twin.deafen()
    make(later, "while it slept")
    one.journal.fetch()
    assert not one.twin.is_seen
    make(later, "while it listens")
    one.journal.fetch()
    assert one.twin.is_seen


def test_commit_whose_answer_was_lost_is_ours(server: JournalServer) -> None:
    """It is met in the journal, and was made here."""
    one = reader(server)
    server.deaf = {"append"}
    with pytest.raises(ServerUnavailable):
        make(one, "sent")
    server.be_honest()
    one.journal.fetch()
    assert "sent" in one.names()
    assert not one.twin.is_seen
