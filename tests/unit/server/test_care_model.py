"""Retention and collection against a model: whatever happens, in whatever order, wherever it ends, nothing promised is lost.

A device uploads, commits, removes; time goes by; retention and collection do a step or many in between, are ended between any
two, or with the process in the middle of one. After everything: each state within the retention verifies and is the
model's; each record, manifest and upload that is kept finds its bytes; every figure is that of a recount. At last, with
nothing going on and time enough, only what is referred to is left.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from fakes.crypto import NOW_MS, node_id
from fakes.objects import Bucket
from fakes.people import Person, blob
from fakes.postgres import fresh_database
from megadesk.crypto.public import StateTree, block_id, element, parse_record, parse_signed_header
from megadesk.crypto.structure import encode_manifest_lead
from megadesk.model.commit import Op
from megadesk.model.errors import MissingBlock, ServerRefused
from megadesk.model.ids import BlockId, NodeId
from megadesk.server import blobs_files, collection, past, retention
from megadesk.server import metadata as md
from megadesk.server.accounts import Accounts
from megadesk.server.blobs import Blobs, Manifests
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobstore import BlobStore, stored
from megadesk.server.call import Body, Call
from megadesk.server.care import Cared, run_once, stores_of
from megadesk.server.check import Check
from megadesk.server.config import ServerConfig
from megadesk.server.durability import Durability
from megadesk.server.hold import hold_collection
from megadesk.server.journal import append
from megadesk.server.metadata_care import Object
from megadesk.server.metadata_postgres import PostgresMetadata
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.notify import LocalNotifier
from megadesk.server.plans import DAY_MS
from megadesk.server.services import Services
from megadesk.wire import routes

NAMES = "abc"
BLOBS = [blob(f"{n}", size) for n, size in enumerate([300, 1200, 310, 320, 1210, 330])]


def _manifest(*blocks: int) -> tuple[BlockId, bytes]:
    data = encode_manifest_lead([BLOBS[n][0] for n in blocks]) + bytes(68 * len(blocks) + 16)
    return block_id(data), data


LISTED = [(0, 1), (1, 2, 3), (0, 1, 2, 3, 4, 5)]
LISTS = {_manifest(*blocks)[0]: tuple(BLOBS[n][0] for n in blocks) for blocks in LISTED}
POOL = [*BLOBS, *(_manifest(*blocks) for blocks in LISTED)]
"""So few that what is gone comes back, and what is about to go is wanted again."""

RETENTION_DAYS, COLLECT_DAYS, PENDING_DAYS = 6, 2, 3


class Ended(Exception):  # noqa: N818 -- named for what happens
    """The process ends in the middle of a step."""


class Mortal:
    """A blob store whose process may end right after it did something; the transaction around it never ends then.

    In all else it is the store that it was made of.
    """

    def __init__(self, store: BlobStore) -> None:
        self._store = store
        self.ends_after = 0

    def __getattr__(self, name: str) -> Any:
        """Do what the store does."""
        return getattr(self._store, name)

    def _do(self, act: Callable[[], Any]) -> Any:
        done = act()
        if self.ends_after:
            self.ends_after -= 1
            if not self.ends_after:
                raise Ended
        return done

    def remove(self, objects: Collection[Object]) -> None:
        """Remove files, each perhaps as the last thing."""
        for one in objects:
            self._do(partial(self._store.remove, [one]))

    def remove_packs(self, numbers: Collection[int]) -> None:
        """Remove packs, each perhaps as the last thing."""
        for number in numbers:
            self._do(partial(self._store.remove_packs, [number]))

    def put_many(self, blobs: Any) -> list[md.Place]:
        """Write to a pack, perhaps as the last thing."""
        places: list[md.Place] = self._do(partial(self._store.put_many, blobs))
        return places


class Life(RuleBasedStateMachine):
    """One account's life on a server that takes care."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.now_ms = NOW_MS
        self.ada = Person()
        self.states: list[dict[NodeId, bytes]] = []
        self.stored_ms: list[int] = []
        self.contents: dict[BlockId, bytes] = {}
        self.steps: Iterator[Cared] | None = None
        self.opened = self._place()

    def _place(self) -> Callable[[], BlobStore]:
        """Return what opens the store, time and again."""
        return lambda: FileBlobs(Path(self.folder.name, "blobs"))

    @initialize(
        versions_min=st.integers(0, 2), step=st.sampled_from([1, 2, 500]), pack_bytes=st.sampled_from([1, 3000])
    )
    def begin(self, versions_min: int, step: int, pack_bytes: int) -> None:
        """Sign up, on a server of small packs and small steps."""
        self.versions_min = versions_min
        self.tuned = [
            (retention, "STEP_RECORDS", step), (retention, "STEP_OPS_BYTES", step), (collection, "STEP_ROWS", step),
            (collection, "STEP_FILES", step), (collection, "COPY_BLOBS", step),
            (blobs_files, "PACK_FULL_BYTES", pack_bytes),
        ]  # fmt: skip
        self.before = [(module, name, getattr(module, name)) for module, name, _ in self.tuned]
        for module, name, value in self.tuned:
            setattr(module, name, value)
        self._open()
        Accounts(self.services).sign_up(_sign_up(self.ada))
        self._happened()

    def _open(self) -> None:
        config = ServerConfig(
            data=Path(self.folder.name), reserve_bytes=0, pack_below_bytes=1000, retention_days=RETENTION_DAYS,
            versions_min=self.versions_min, collect_after_days=COLLECT_DAYS, pending_s=PENDING_DAYS * 86_400,
        )  # fmt: skip
        self.store: Any = Mortal(self.opened())
        self.services = Services(
            config, self._opened(config), self.store, LocalNotifier(), origins=("x",),
            clock_ms=lambda: self.now_ms,
        )  # fmt: skip
        self.durability = Durability(self.services.metadata, self.store)
        self.manifests = Manifests(self.store)
        self.handler = Blobs(self.services, self.durability)
        self.steps = None

    def _opened(self, config: ServerConfig) -> md.MetadataStore:
        return SqliteMetadata(config.database_file)

    def _happened(self) -> None:
        self.states.append({node: raw for node, (_, raw) in self._records().items()})
        self.stored_ms.append(self.now_ms)

    def _records(self) -> dict[NodeId, tuple[int, bytes]]:
        with self.services.metadata.read() as tx:
            bodies, _ = tx.records_from(self._row(tx).key, 0, limit_bytes=1 << 30)
        return {parse_record(raw).id: (parse_record(raw).version, raw) for raw in bodies}

    def _row(self, tx: md.Reading) -> md.SpaceRow:
        row = tx.space(self.ada.space_id)
        assert row is not None
        return row

    # -- what people do -----------------------------------------------------------------------------------------------

    def _upload(self, *blobs: tuple[BlockId, bytes]) -> None:
        self.contents.update(blobs)
        call = SimpleNamespace(session=SimpleNamespace(account=self.ada.account))
        self.handler._store(call, [(one, memoryview(data)) for one, data in blobs])  # type: ignore[arg-type]

    def _in_reach(self) -> list[BlockId]:
        with self.services.metadata.read() as tx:
            return sorted(tx.blobs_in_reach(self.ada.account, self.contents.keys()))

    @rule(which=st.sets(st.sampled_from(range(len(POOL))), min_size=1, max_size=4))
    def upload(self, which: set[int]) -> None:
        """Blobs, small and large, in one go, whatever became of them if they were there before; lists last."""
        some = [POOL[n] for n in sorted(which)]
        reach = {*self._in_reach(), *(one for one, _ in some)}
        self._upload(*[(one, data) for one, data in some if set(LISTS.get(one, ())) <= reach])

    @rule(data=st.data(), names=st.sets(st.sampled_from(NAMES), min_size=1, max_size=3))
    def commit(self, data: st.DataObject, names: set[str]) -> None:
        """Records that name any of what ever was uploaded: taken just if all of it is in reach."""
        reach = self._in_reach()
        is_bold: bool = data.draw(st.booleans())
        known: list[BlockId] = reach if reach and not is_bold else sorted(self.contents)
        picks: st.SearchStrategy[list[BlockId]] = (
            st.lists(st.sampled_from(known), max_size=2, unique=True) if known else st.lists(st.nothing())
        )
        ops: list[Op] = []
        named: set[BlockId] = set()
        for name in sorted(names):
            is_there = node_id(name) in self.ada.space.current
            if is_there and data.draw(st.integers(0, 3)) == 0:
                ops.append(self.ada.delete(name))
                continue
            refs: list[BlockId] = data.draw(picks)
            if is_there and data.draw(st.booleans()):
                refs = list(parse_record(self.states[-1][node_id(name)]).refs)  # renamed
            named.update(refs)
            ops.append(self.ada.put(name, refs))
        named.update(block for one in list(named) for block in LISTS.get(one, ()))
        is_whole = named <= set(self._in_reach())
        made = self.ada.make(*ops)

        def attempt(check: Any) -> object:
            with self.services.metadata.write() as tx:
                return append(
                    tx, self.ada.space_id, made.signed_header, made.ops, account=self.ada.account,
                    manifest=self.manifests.blocks, check=check, now_ms=self.now_ms,
                )  # fmt: skip

        try:
            assert self.durability.assured(attempt) == self.ada.space.head.seq + 1
        except (MissingBlock, ServerRefused) as refusal:
            if is_whole or refusal.arguments.get("server_code", "missing") != "missing":
                raise
            return
        assert is_whole
        self.ada.space.apply(made.verified)
        self._happened()

    # -- what goes by itself ------------------------------------------------------------------------------------------

    @rule(hours=st.sampled_from([1, 26, 60]))
    def time_goes_by(self, hours: int) -> None:
        """An hour, or some days."""
        self.now_ms += hours * 3_600_000

    @rule(hours=st.sampled_from([26, 60, 100]), at_once=st.booleans())
    def time_goes_by_with_care(self, hours: int, at_once: bool) -> None:
        """Some days, and what is due is done."""
        self.now_ms += hours * 3_600_000
        self.steps = None
        self.care(count=1000, at_once=at_once)

    @rule(count=st.sampled_from([1, 2, 3, 10, 1000]), at_once=st.booleans())
    def care(self, count: int, at_once: bool) -> None:
        """Some steps of a run that is under way, or begins."""
        for _ in range(count):
            if self.steps is None:
                self.steps = run_once(stores_of(self.services), at_once=at_once)
            if next(self.steps, None) is None:
                self.steps = None
                return

    @rule()
    def end_between_steps(self) -> None:
        """The process ends; the next finds what there is."""
        self.services.close()
        self._open()

    @rule(acts=st.integers(1, 4), at_once=st.booleans())
    def end_in_a_step(self, acts: int, at_once: bool) -> None:
        """The process ends after something was done to files, before the transaction around it."""
        self.store.ends_after = acts
        try:
            for _ in run_once(stores_of(self.services), at_once=at_once):
                pass
        except Ended:
            pass
        self.end_between_steps()
        self._check()

    def _check(self) -> None:
        """Have it said by the operator's own check, too."""
        faults: list[str] = []
        Check(self.services.metadata, self.store, told=faults.append, noted=lambda _: None).run(reads_blobs=True)
        assert faults == []

    @rule(days=st.integers(1, 3))
    def hold(self, days: int) -> None:
        """A backup holds collection; nothing that is there may be taken meanwhile."""
        with self.services.metadata.write() as tx:
            hold_collection(tx, self.now_ms + days * DAY_MS)
        before = self._files()
        for _ in run_once(stores_of(self.services), at_once=True):
            assert self._files() >= before

    def _files(self) -> set[object]:
        return {*self.store.packs(), *(one for part in range(256) for one in self.store.objects(part))}

    # -- what must hold -----------------------------------------------------------------------------------------------

    @invariant()
    def what_was_promised_is_there(self) -> None:
        """Every state within the retention verifies; what is older says that it is gone."""
        if not self.states:
            return
        until_ms = self.now_ms - RETENTION_DAYS * DAY_MS
        head = len(self.states)
        with self.services.metadata.read() as tx:
            row = self._row(tx)
            for seq in range(1, head + 1):
                is_promised = seq == head or self.stored_ms[seq] > until_ms
                assert not is_promised or seq >= row.kept_from_seq
                if seq < row.kept_from_seq:
                    continue
                found = dict(self.states[-1])
                page = past.page_back(tx, row, seq, head, seq)
                for node in page.newer:
                    del found[node]
                found.update((parse_record(raw).id, raw) for raw in page.records)
                assert found == self.states[seq - 1]
                by_bucket, _ = tx.records_at(row.key, seq, 0, limit_bytes=1 << 30)
                tree = StateTree.of_sorted([(parse_record(raw).id, element(raw)) for raw in by_bucket])
                header, groups = past.States().at(tx, row, seq)
                assert (tree.root, tree.groups) == (parse_signed_header(header).state_root, groups)
            served = tx.commits(row.key, row.kept_from_seq - 1, limit=1000, limit_bytes=1 << 30)
            assert [one.seq for one in served] == list(range(row.kept_from_seq, head + 1))

    @invariant()
    def the_last_versions_stay(self) -> None:
        """However old they are, as many earlier contents of what is there as were promised."""
        if not self.states:
            return
        with self.services.metadata.read() as tx:
            key = self._row(tx).key
            for node in self.states[-1]:
                ever = [parse_record(state[node]).refs if node in state else None for state in self.states]
                since = max((at for at, refs in enumerate(ever) if refs is None), default=-1) + 1
                promised = _contents(ever[since:])[-1 - self.versions_min :]
                kept = _contents([parse_record(one.body).refs for one in tx.versions(key, node, 0)])
                assert kept[-len(promised) :] == promised

    @invariant()
    def what_is_kept_finds_its_bytes(self) -> None:
        """What any record names, also by manifests, and what was uploaded and waits."""
        if not self.states:
            return
        n_total, _, waiting = self._counted()
        needed = set(n_total) | waiting
        with self.services.metadata.read() as tx:
            rows = tx.blobs(needed)
        assert rows.keys() == needed
        for one, row in rows.items():
            assert self.store.read(stored(row)) == self.contents[one]

    def _counted(self) -> tuple[Counter[BlockId], Counter[BlockId], set[BlockId]]:
        """Return how often each blob is referred to, by all and by current records, and what is uploaded and waits."""
        n_total: Counter[BlockId] = Counter()
        n_current: Counter[BlockId] = Counter()
        with self.services.metadata.read() as tx:
            for body, to_seq in tx._rows("SELECT body, to_seq FROM records"):  # type: ignore[attr-defined]
                n_total.update(parse_record(body).refs)
                if to_seq is None:
                    n_current.update(parse_record(body).refs)
            waiting = {BlockId(one) for (one,) in tx._rows("SELECT blob FROM uploads_pending")}  # type: ignore[attr-defined]
        for counts in (n_total, n_current):
            for one in [one for one in counts if one in LISTS]:
                counts.update(set(LISTS[one]))
        return n_total, n_current, waiting

    @invariant()
    def figures_are_those_of_a_recount(self) -> None:
        """References, what is charged as current, kept and pending, and what is used of each pack."""
        if not self.states:
            return
        n_total, n_current, waiting = self._counted()
        sizes = {one: len(data) for one, data in self.contents.items()}
        with self.services.metadata.read() as tx:
            asked: Callable[[str], Any] = tx._rows  # type: ignore[attr-defined]
            refs = {
                one: (current, total) for one, current, total in asked("SELECT blob, n_current, n_total FROM blob_refs")
            }
            assert refs == {one: (n_current[one], n_total[one]) for one in n_total}
            (current,) = next(asked("SELECT sum(length(body)) FROM records WHERE to_seq IS NULL"))
            (kept,) = next(asked("SELECT coalesce(sum(length(body)), 0) FROM records WHERE to_seq IS NOT NULL"))
            usage = tx.usage(self.ada.account)
            assert usage.bytes_current == current + sum(sizes[one] for one in n_total if n_current[one])
            assert usage.bytes_kept == kept + sum(sizes[one] for one in n_total if not n_current[one])
            assert usage.bytes_pending == sum(sizes[one] for one in waiting)
            used = Counter[int]()
            for number, size in asked("SELECT pack, size_bytes FROM blobs WHERE pack > 0"):
                used[number] += size
            assert {one.number: one.live_bytes for one in tx.packs() if one.live_bytes} == used

    def teardown(self) -> None:
        """Let time pass and care be taken until nothing is left to do: then nothing is there that need not be."""
        try:
            if self.states:
                self._settle()
        finally:
            if self.states:
                self.services.close()
                for module, name, value in self.before:
                    setattr(module, name, value)
            self.folder.cleanup()

    def _settle(self) -> None:
        self.end_between_steps()  # which also ends the pack that grew
        for _ in range(12):
            self.now_ms += 2 * DAY_MS
            for _ in run_once(stores_of(self.services), at_once=True):
                pass
        self.what_was_promised_is_there()
        self.the_last_versions_stay()
        self.what_is_kept_finds_its_bytes()
        self.figures_are_those_of_a_recount()
        self._check()
        n_total, _, waiting = self._counted()
        assert not waiting
        with self.services.metadata.read() as tx:
            rows = {row.id: row for row in tx.all_blobs(b"", 10_000)}
            assert rows.keys() == n_total.keys()
            assert (tx.orphans(1 << 50, 9), tx.dying(9)) == ([], [])
            assert self._row(tx).kept_from_seq == len(self.states)
            live = {one.number: one.live_bytes + 36 * one.live_blobs for one in tx.packs()}
        own = {one for part in range(256) for one in self.store.objects(part)}
        assert own == {(one, row.place.offset) for one, row in rows.items() if row.place.pack == md.OWN_FILE}
        for number, size in self.store.packs().items():
            assert 2 * live[number] >= size, "a pack is more than half dead"


def _contents(refs: list[Any]) -> list[Any]:
    """Return what is different from what comes after it, oldest first."""
    return [one for at, one in enumerate(refs) if at + 1 == len(refs) or refs[at + 1] != one]


def _sign_up(ada: Person) -> Call:
    async def nothing(*_: object) -> dict[str, object]:
        return {}

    return Call(
        route=routes.SIGN_UP, ids={}, query={}, headers={}, client="test", receive=nothing, send=nothing,  # type: ignore[arg-type]  # never used here
        body=Body(nothing, {}, limit_bytes=0, silence_s=1), message=ada.sign_up(),
    )  # fmt: skip


class LifeInPostgres(Life):
    """The same in PostgreSQL."""

    def __init__(self) -> None:
        super().__init__()
        self.database = ExitStack()
        self.url = self.database.enter_context(fresh_database())

    def _opened(self, config: ServerConfig) -> md.MetadataStore:
        return PostgresMetadata(self.url)

    def teardown(self) -> None:
        """Close the stores, and take the database away."""
        super().teardown()
        self.database.close()


class LifeInObjects(Life):
    """The same, with blobs in an object store. Nothing is between bytes and row when care is taken, so all of it is old."""

    def _place(self) -> Callable[[], BlobStore]:
        """Return what opens a bucket."""
        bucket = Bucket.in_memory()
        return lambda: bucket.open(stray_after_s=0)


TestLife = Life.TestCase
TestLifeInObjects = LifeInObjects.TestCase
# Not shrunk: that takes many minutes of a disk; the steps that failed are printed, and may be played by hand.
TestLife.settings = settings(
    max_examples=12,
    stateful_step_count=50,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow],
)
TestLifeInObjects.settings = settings(TestLife.settings, max_examples=6)

TestLifeInPostgres = pytest.mark.needs("postgresql")(LifeInPostgres.TestCase)
TestLifeInPostgres.settings = settings(
    max_examples=1,
    stateful_step_count=50,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow],
)
