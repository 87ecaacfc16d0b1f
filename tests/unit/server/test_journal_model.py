"""A model of the journal beside the real one: whatever is appended, in whatever order, both agree on every answer."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from fakes.crypto import node_id
from fakes.people import Person
from fakes.postgres import fresh_database
from megadesk.crypto.commits import SealedCommit
from megadesk.crypto.public import StateTree, element, parse_record
from megadesk.model.errors import ServerRefused
from megadesk.server.accounts import Accounts
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.call import Body, Call
from megadesk.server.config import ServerConfig
from megadesk.server.journal import Moved, append
from megadesk.server.metadata import MetadataStore
from megadesk.server.metadata_postgres import PostgresMetadata
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.notify import LocalNotifier
from megadesk.server.services import Services
from megadesk.wire import routes

NAMES = st.sampled_from("abcdefgh")


class Journal(RuleBasedStateMachine):
    """One device that writes well, writes late, or writes nonsense; the server keeps the state its commits say."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        config = ServerConfig(data=Path(self.folder.name), reserve_bytes=0)
        self.services = Services(
            config, self.opened(config), FileBlobs(config.blobs_folder), LocalNotifier(), origins=("x",)
        )
        self.ada = Person()
        Accounts(self.services).sign_up(_call(self.ada))
        self.taken: list[SealedCommit] = []
        self.late: list[SealedCommit] = []

    def opened(self, config: ServerConfig) -> MetadataStore:
        """Return the store that the journal is in."""
        return SqliteMetadata(config.database_file)

    def offer(self, made: SealedCommit) -> int | Moved:
        """Return what the journal says."""
        with self.services.metadata.write(beside=True) as tx:
            return append(
                tx, self.ada.space_id, made.signed_header, made.ops, account=self.ada.account, manifest=lambda _: (),
                check=lambda _tx, _rows: None, now_ms=0,
            )  # fmt: skip

    @rule(names=st.sets(NAMES, min_size=1, max_size=6))
    def put(self, names: set[str]) -> None:
        """Well-made commits are taken, each as the next."""
        made = self.ada.make(*[self.ada.put(name) for name in sorted(names)])
        assert self.offer(made) == self.ada.space.head.seq + 1
        self.ada.space.apply(made.verified)
        self.taken.append(made)

    @precondition(lambda self: len(self.ada.space.current) > 1)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """So are removals."""
        there = [name for name in "abcdefgh" if node_id(name) in self.ada.space.current]
        if there:
            made = self.ada.make(self.ada.delete(data.draw(st.sampled_from(there))))
            assert self.offer(made) == self.ada.space.head.seq + 1
            self.ada.space.apply(made.verified)
            self.taken.append(made)

    @rule(name=NAMES)
    def keep_for_later(self, name: str) -> None:
        """Make a commit and do not send it yet."""
        self.late.append(self.ada.make(self.ada.put(name)))

    @precondition(lambda self: self.late)
    @rule()
    def offer_late(self) -> None:
        """A commit on an older head is answered with what it misses; one on the head is taken."""
        made = self.late.pop(0)
        outcome = self.offer(made)
        head = self.ada.space.head
        if made.verified.header.previous == head.commit_id:
            assert outcome == head.seq + 1
            self.ada.space.apply(made.verified)
            self.taken.append(made)
            return
        assert isinstance(outcome, Moved)
        missed = self.taken[made.verified.head.seq - 2 :]
        assert [(one.header, one.ops) for one in outcome.commits] == [(one.signed_header, one.ops) for one in missed]

    @precondition(lambda self: self.taken)
    @rule()
    def repeat(self) -> None:
        """A commit that was taken is taken again as the same."""
        assert self.offer(self.taken[0]) == self.taken[0].verified.head.seq

    @rule(name=NAMES, at=st.integers(0, 285), flip=st.integers(1, 255))
    def damage(self, name: str, at: int, flip: int) -> None:
        """No byte of a signed header can be changed: the commit is refused, or does not follow."""
        made = self.ada.make(self.ada.put(name))
        header = bytearray(made.signed_header)
        header[at] ^= flip
        damaged = SealedCommit(signed_header=bytes(header), ops=made.ops, verified=made.verified)
        try:
            outcome: object = self.offer(damaged)
        except ServerRefused:
            outcome = None
        assert outcome is None or isinstance(outcome, Moved)

    @invariant()
    def the_server_keeps_just_that(self) -> None:
        """Head, records and digests are those of the model."""
        with self.services.metadata.read() as tx:
            row = tx.space(self.ada.space_id)
            assert row is not None
            records, _ = tx.records_from(row.key, 0, limit_bytes=1 << 30)
        held = [(parse_record(raw).id, element(raw)) for raw in records]
        assert (row.seq, row.commit) == (self.ada.space.head.seq, self.ada.space.head.commit_id)
        assert row.groups == self.ada.space.tree.groups == StateTree.of_sorted(held).groups
        assert row.bytes_current == sum(map(len, records))

    def teardown(self) -> None:
        """Close the stores."""
        self.services.close()
        self.folder.cleanup()


def _call(ada: Person) -> Call:
    async def nothing(*_: object) -> dict[str, object]:
        return {}

    return Call(
        route=routes.SIGN_UP, ids={}, query={}, headers={}, client="test", receive=nothing, send=nothing,  # type: ignore[arg-type]  # never used here
        body=Body(nothing, {}, limit_bytes=0, silence_s=1), message=ada.sign_up(),
    )  # fmt: skip


class JournalInPostgres(Journal):
    """The same in PostgreSQL."""

    def opened(self, config: ServerConfig) -> MetadataStore:
        """Return a store in a new database."""
        self.database = ExitStack()
        return PostgresMetadata(self.database.enter_context(fresh_database()))

    def teardown(self) -> None:
        """Close the stores, and take the database away."""
        super().teardown()
        self.database.close()


TestJournal = Journal.TestCase
TestJournal.settings = settings(max_examples=12, stateful_step_count=20, suppress_health_check=[HealthCheck.too_slow])
TestJournalInPostgres = pytest.mark.needs("postgresql")(JournalInPostgres.TestCase)
TestJournalInPostgres.settings = settings(
    max_examples=5, stateful_step_count=20, suppress_health_check=[HealthCheck.too_slow]
)
