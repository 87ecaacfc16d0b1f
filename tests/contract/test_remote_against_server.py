"""The client's doors against the server as it is run: a real process, real HTTP on the loopback.

What a lying server does is tested in tests/unit/remote; here both sides tell the truth and must understand each other.
"""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Iterator

import pytest

from fakes.processes import Server
from fakes.space_store import MemorySpaceStore
from megadesk.crypto.content import file_hash, open_block, seal_block
from megadesk.crypto.identity import KdfParameters
from megadesk.model.errors import AlreadyExists, MissingBlock, NotSignedIn, ServerUnavailable, WrongCredentials
from megadesk.model.ids import DeviceId, NodeId
from megadesk.model.manifest import Manifest
from megadesk.model.tree import Kind, Node
from megadesk.remote.api import Api
from megadesk.remote.blobs import RemoteBlobs
from megadesk.remote.events import EventStream
from megadesk.remote.journal import Journal
from megadesk.remote.publisher import Author, Publisher
from megadesk.remote.remote_side import CloudFolder
from megadesk.remote.session import AccountTalk, Pins, SignedIn
from megadesk.remote.space import Space, SpaceKeys
from megadesk.sync.ports import BinNode, PutNode
from megadesk.wire import messages as m
from megadesk.wire import routes

CHEAP = KdfParameters(memory_kib=65_536, passes=3, lanes=4)
PASSWORD, NEW_PASSWORD = "correct horse battery", "another good password"
WAIT_S = 30


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all of these tests; each has an account of its own."""
    made = Server(tmp_path_factory.mktemp("server") / "data")
    made.start()
    yield made
    assert made.stop() == 0


def wall_ms() -> int:
    """Return the time."""
    return time.time_ns() // 1_000_000


class Desk:
    """A device that is signed in."""

    def __init__(self, server: Server, signed: SignedIn, device: DeviceId) -> None:
        self.signed, self.device = signed, device
        self.api = Api(server.address)
        self.api.sign_in(signed.token)
        secrets = signed.secrets
        keys = SpaceKeys.of(secrets.root_key, secrets.root_epoch)
        self.space = Space(secrets.root_space, keys, MemorySpaceStore())
        self.journal = Journal(self.api, self.space, evidence=lambda _kind, _data: None)
        author = Author(key=secrets.identity, account=secrets.account, device=device)
        self.publisher = Publisher(self.api, self.space, self.journal, author, wall_ms=wall_ms, entropy=os.urandom)
        self.blobs = RemoteBlobs(self.api)
        self.journal.fetch()
        self.folder = CloudFolder(
            root=self.space.root("drive"), space=self.space, journal=self.journal, publisher=self.publisher,
            blobs=self.blobs, account=secrets.account, wall_ms=wall_ms,
        )  # fmt: skip
        self.folder.tree()

    def names(self) -> set[str]:
        """Return every path of the drive."""
        return {str(path) for path in self.folder.tree().paths()}

    def put_file(self, name: str, text: bytes) -> Node:
        """Upload and publish a small file."""
        node = NodeId(os.urandom(16))
        sealed = seal_block(self.space.keys.blocks, node, 0, text)
        self.blobs.put(sealed.ref.id, bytes(sealed.stored))
        manifest = Manifest(len(text), file_hash(len(text), [sealed.ref.plain_hash]), (sealed.ref,))
        made = Node(node, self.space.root("drive"), Kind.FILE, name, manifest.file_hash, len(text), wall_ms())
        published = self.folder.publish([PutNode(node=made, manifest=manifest)])
        found = published.done[node]
        assert found is not None
        return found


class Person:
    """An account on the server."""

    def __init__(self, server: Server, login: str) -> None:
        self.server, self.login = server, login
        self.signed = self.talk().sign_up(
            login=login, password=PASSWORD, device=DeviceId(os.urandom(16)), device_name="first"
        )
        self.pins = Pins(kdf=self.signed.kdf, bundle=self.signed.bundle)

    def talk(self, token: bytes | None = None) -> AccountTalk:
        """Return a talk of its own, signed in or not."""
        api = Api(self.server.address)
        api.sign_in(token)
        return AccountTalk(api, wall_ms=wall_ms, entropy=os.urandom, parameters=CHEAP)

    def desk(self, password: str = PASSWORD) -> Desk:
        """Log in on a new device."""
        device = DeviceId(os.urandom(16))
        signed = self.talk().log_in(login=self.login, password=password, device=device, pins=Pins())
        return Desk(self.server, signed, device)


@pytest.fixture
def person(server: Server, request: pytest.FixtureRequest) -> Person:
    """Somebody new."""
    return Person(server, f"{request.node.name.lower().replace('_', '-')}@example.org")


def test_account_from_sign_up_to_recovery(person: Person) -> None:
    """Sign up, log in, change the password, renew the recovery key, recover: each way in opens the same account."""
    first = person.signed
    assert first.recovery_key is not None
    with pytest.raises(AlreadyExists):
        Person(person.server, person.login)
    with pytest.raises(WrongCredentials):
        person.desk(NEW_PASSWORD)
    with pytest.raises(WrongCredentials):
        person.talk().recover(
            login=person.login, key=type(first.recovery_key)(bytes(32)), new_password=NEW_PASSWORD,
            device=DeviceId(os.urandom(16)), pins=Pins(),
        )  # fmt: skip

    desk = person.desk()
    talk = person.talk(desk.signed.token)
    _, wrapset = talk.change_password(
        login=person.login, old_password=PASSWORD, new_password=NEW_PASSWORD, pins=person.pins
    )
    assert talk.keys().wrapset() == wrapset
    with pytest.raises(WrongCredentials):
        person.desk()
    ended = Api(person.server.address)
    ended.sign_in(first.token)
    with pytest.raises(NotSignedIn):
        ended.call(routes.ME, want=m.Me)

    key, wrapset = talk.renew_recovery_key(login=person.login, password=NEW_PASSWORD)
    assert talk.keys().wrapset() == wrapset
    done = person.talk().recover(
        login=person.login, key=key, new_password=PASSWORD, device=DeviceId(os.urandom(16)), pins=person.pins
    )
    assert done.secrets.root_space == first.secrets.root_space
    again = person.desk()
    assert again.signed.secrets.root_key.secret_bytes() == first.secrets.root_key.secret_bytes()
    assert again.signed.served.wrapset() == done.new_wrapset


def test_devices_see_what_the_others_publish(person: Person) -> None:
    """Two devices at once: commits are appended, refused, taken in and offered again, until both see the same."""
    one, two = person.desk(), person.desk()
    file = one.put_file("a.txt", b"hello")
    two.put_file("b.txt", b"there")
    one.put_file("c.txt", b"again")
    two.folder.fetch()
    assert one.names() == two.names() == {"a.txt", "b.txt", "c.txt"}
    manifest = two.folder.manifest(file.id)
    assert manifest is not None
    assert open_block(manifest.blocks[0], two.blobs.get(manifest.blocks[0].id)) == b"hello"
    assert two.folder.publish([BinNode(id=file.id, version=1)]).done == {file.id: None}
    assert one.folder.publish([BinNode(id=file.id, version=1)]).stale == {file.id}
    assert one.names() == {"b.txt", "c.txt"}
    fresh = person.desk()
    assert fresh.names() == one.names()
    assert fresh.space.head == two.space.head


def test_many_records_come_page_by_page(person: Person) -> None:
    """A space of several thousand records in several commits comes whole to a new device, and by replay to an old."""
    one, two = person.desk(), person.desk()
    drive = one.space.root("drive")
    ops = [PutNode(node=Node(NodeId(os.urandom(16)), drive, Kind.FOLDER, f"f{at}")) for at in range(2500)]
    published = one.folder.publish(ops)
    assert (len(published.done), published.stale) == (2500, frozenset())
    two.folder.fetch()
    fresh = person.desk()
    assert len(two.names()) == len(fresh.names()) == 2500
    assert fresh.space.state.root == two.space.state.root == one.space.state.root


def test_blocks_are_stored_and_found(person: Person) -> None:
    """What is missing is sent once, alone or in a batch, and comes back bit for bit; another account sees nothing."""
    desk, node = person.desk(), NodeId(bytes(16))
    sealed = [seal_block(desk.space.keys.blocks, node, at, bytes([at]) * 1000) for at in range(40)]
    large = seal_block(desk.space.keys.blocks, node, 99, os.urandom(4 << 20))
    ids = [one.ref.id for one in (*sealed, large)]
    assert desk.blobs.missing(ids) == set(ids)
    desk.blobs.put_many([(one.ref.id, bytes(one.stored)) for one in sealed])
    desk.blobs.put_many([(one.ref.id, bytes(one.stored)) for one in sealed])
    desk.blobs.put(large.ref.id, memoryview(large.stored))
    assert desk.blobs.missing(ids) == set()
    # Only what a record refers to can be read back.
    refs = tuple(one.ref for one in sealed[:16])
    manifest = Manifest(16_000, file_hash(16_000, [ref.plain_hash for ref in refs]), refs)
    drive = desk.space.root("drive")
    for at, ref in enumerate((*refs[:3], large.ref)):
        text = Manifest(ref.length_bytes, file_hash(ref.length_bytes, [ref.plain_hash]), (ref,))
        file = Node(NodeId(os.urandom(16)), drive, Kind.FILE, f"n{at}", text.file_hash, text.size_bytes)
        assert not desk.folder.publish([PutNode(node=file, manifest=text)]).stale
    assert manifest.blocks
    assert desk.blobs.get(large.ref.id) == bytes(large.stored)
    assert desk.blobs.get_many(ids[:3]) == {one.ref.id: bytes(one.stored) for one in sealed[:3]}
    stranger = Person(person.server, f"other-{person.login}").desk()
    assert stranger.blobs.missing(ids) == set(ids)
    with pytest.raises(MissingBlock):
        stranger.blobs.get(large.ref.id)


def test_events_tell_of_heads_and_of_the_end(person: Person) -> None:
    """A listening device hears of another one's commit, and that its session was ended."""
    one, two = person.desk(), person.desk()
    heard: queue.Queue[object] = queue.Queue()
    stream = EventStream(
        one.api, on_event=heard.put, on_connected=lambda is_on, error: heard.put((is_on, error)), jitter=lambda: 0.0
    )
    stream.start()
    assert heard.get(timeout=WAIT_S) == (True, None)
    assert _next_of(heard, "hello").kind == "hello"
    two.put_file("a.txt", b"hello")
    seq = two.space.head.seq if two.space.head else 0
    while _next_of(heard, "head").seq < seq:
        continue
    one.api.call(routes.LOGOUT, want=m.Nothing)
    while True:
        told = heard.get(timeout=WAIT_S)
        if isinstance(told, tuple) and isinstance(told[1], NotSignedIn):
            break
    stream.stop()


def _next_of(heard: queue.Queue[object], kind: str) -> m.Event:
    while True:
        told = heard.get(timeout=WAIT_S)
        if isinstance(told, m.Event) and told.kind == kind:
            return told


def test_server_that_was_killed_has_all_it_acknowledged(person: Person) -> None:
    """Killed without warning and started again, the server is where its devices saw it."""
    desk = person.desk()
    desk.put_file("a.txt", b"hello")
    person.server.kill()
    with pytest.raises(ServerUnavailable):
        desk.folder.fetch()
    person.server.start()
    desk.folder.fetch()
    assert desk.space.frozen is None
    desk.put_file("b.txt", b"there")
    assert person.desk().names() == {"a.txt", "b.txt"}
