"""What every metadata store must do, in one class that each database runs."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fakes.postgres import fresh_database
from megadesk.model.errors import AlreadyExists
from megadesk.model.ids import AccountId, AclHash, BlockId, CommitId, DeviceId, NodeId, SpaceId
from megadesk.server import metadata as md
from megadesk.server import metadata_sql_care
from megadesk.server.metadata_care import ENDED, HELD, VERSION, Object
from megadesk.server.metadata_factor import Factor
from megadesk.server.metadata_invitations import Invitation
from megadesk.server.metadata_postgres import PostgresMetadata
from megadesk.server.metadata_sqlite import SqliteMetadata


def name16(name: str) -> bytes:
    """Return an id."""
    return hashlib.sha256(name.encode()).digest()[:16]


def name32(name: str) -> bytes:
    """Return a long id."""
    return hashlib.sha256(name.encode()).digest()


ADA, BOB, CYD = AccountId(name16("ada")), AccountId(name16("bob")), AccountId(name16("cyd"))
HOME = SpaceId(name32("home"))
HOUR_MS = 3_600_000


def account(who: AccountId, login: str) -> md.Account:
    """Return an account with keys of no meaning."""
    return md.Account(
        id=who, login=login, kdf_block=b"k" * 27, login_public=b"l" * 32, recovery_public=b"r" * 32, box_password=b"p",
        box_recovery=b"q", bundle_sealed=b"s", bundle_public=b"b", root_space=HOME, is_disabled=False, quota_bytes=1000,
        bytes_pending=0, created_ms=5,
    )  # fmt: skip


def session(name: str, who: AccountId, created_ms: int = 1, expires_ms: int = 100) -> md.Session:
    """Return a session."""
    return md.Session(
        name16(name), name32(name), who, DeviceId(name16("device")), False, created_ms, created_ms, expires_ms
    )


def blob_row(name: str, size_bytes: int = 10) -> md.BlobRow:
    """Return a blob's row."""
    return md.BlobRow(BlockId(name32(name)), size_bytes, md.Place(1, 0), 0)


def record(node: bytes, version: int = 1, body: bytes = b"body") -> md.NewRecord:
    """Return a record."""
    return md.NewRecord(NodeId(node), version, name32(f"{node!r}{version}"), body)


def node(bucket: int, last: int) -> bytes:
    """Return a node id in a bucket."""
    return bucket.to_bytes(2, "big") + bytes(13) + bytes((last,))


def pack_counts(tx: md.Writing) -> dict[int, tuple[int, int]]:
    """Return how many blobs and bytes of each pack are used."""
    return {row.number: (row.live_blobs, row.live_bytes) for row in tx.packs()}


def _add_twice(tx: md.Writing) -> None:
    tx.add_account(account(ADA, "ada"))
    tx.add_account(account(ADA, "ada"))


class MetadataStoreContract:
    """Run on each store; ``store`` is empty."""

    def test_settings_are_kept(self, store: md.MetadataStore) -> None:
        """The last value counts; an unknown name has none."""
        with store.write() as tx:
            tx.put_setting("a", b"1")
            tx.put_setting("a", b"2")
        with store.read() as tx:
            assert (tx.setting("a"), tx.setting("b")) == (b"2", None)

    def test_an_exception_undoes_everything(self, store: md.MetadataStore) -> None:
        """A transaction is all or nothing."""
        with pytest.raises(AlreadyExists), store.write() as tx:
            _add_twice(tx)
        with store.read() as tx:
            assert tx.account(ADA) is None

    def test_accounts_are_found_by_id_and_name(self, store: md.MetadataStore) -> None:
        """Both lead to the same account; a second one of the same name or id is refused and changes nothing."""
        made = account(ADA, "ada")
        with store.write() as tx:
            tx.add_account(made)
        for twin in (account(BOB, "ada"), account(ADA, "bob")):
            with pytest.raises(AlreadyExists), store.write() as tx:
                tx.add_account(twin)
        with store.read() as tx:
            assert tx.account(ADA) == tx.account_by_login("ada") == made
            assert tx.account_by_login("bob") is None
            assert tx.accounts("", 10) == [made]
            assert tx.accounts("ada", 10) == []

    def test_attempts_are_counted(self, store: md.MetadataStore) -> None:
        """A burst is taken, and then none for a while that is named; one that is refused costs nothing; keys do not share."""
        key, other = name32("a"), name32("b")
        with store.write(durable=False) as tx:
            waits = [tx.take_attempt(key, burst=3, every_ms=HOUR_MS) for _ in range(5)]
            assert tx.take_attempt(other, burst=1, every_ms=HOUR_MS) == 0
        assert waits[:3] == [0, 0, 0]
        assert 0 < waits[4] <= waits[3] <= HOUR_MS
        with store.write() as tx:
            assert 0 < tx.take_attempt(key, burst=3, every_ms=HOUR_MS) <= waits[4]
            assert tx.take_attempt(key, burst=4, every_ms=HOUR_MS) == 0
            assert 0 < tx.take_attempt(key, burst=3, every_ms=HOUR_MS) <= HOUR_MS

    def test_attempts_come_back(self, store: md.MetadataStore) -> None:
        """One each interval, by the database's clock, from one transaction to the next; a row of before the clock was set back too."""
        key = name32("a")

        def wait_ms(burst: int, every_ms: int) -> int:
            with store.write(durable=False) as tx:
                return tx.take_attempt(key, burst=burst, every_ms=every_ms)

        for _ in range(50):
            assert wait_ms(50, 1000 * HOUR_MS) == 0
        waits = [wait_ms(2, 20)]
        while waits[-1]:
            waits.append(wait_ms(2, 20))
        assert 0 < waits[0] <= 20

    def test_attempts_are_taken_one_after_another(self, store: md.MetadataStore) -> None:
        """Of many at once no more pass than one after another would."""
        key, waits = name32("a"), list[int]()

        def try_it() -> None:
            for _ in range(10):
                with store.write(durable=False) as tx:
                    waits.append(tx.take_attempt(key, burst=7, every_ms=HOUR_MS))

        threads = [threading.Thread(target=try_it) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (len(waits), waits.count(0)) == (40, 7)

    def test_attempts_that_limit_nobody_are_forgotten(self, store: md.MetadataStore) -> None:
        """No more than asked for at once, and none of a bucket that is not full."""
        kept = name32("kept")
        with store.write() as tx:
            for at in range(5):
                tx.take_attempt(name32(str(at)), burst=1, every_ms=1)
            tx.take_attempt(kept, burst=1, every_ms=HOUR_MS)
        n_forgotten: list[int] = []
        while sum(n_forgotten) < 5:
            with store.write(durable=False) as tx:
                n_forgotten.append(tx.forget_attempts(2))
        assert max(n_forgotten) == 2
        with store.write() as tx:
            assert tx.forget_attempts(2) == 0
            assert tx.take_attempt(kept, burst=1, every_ms=HOUR_MS) > 0
            assert tx.take_attempt(name32("0"), burst=1, every_ms=HOUR_MS) == 0

    def test_keys_quota_and_state_change(self, store: md.MetadataStore) -> None:
        """Recovery keys stay unless they are given."""
        with store.write() as tx:
            tx.add_account(account(ADA, "ada"))
            tx.set_keys(ADA, md.KeyChange(b"K" * 27, b"L" * 32, b"P", None, None))
            tx.set_quota(ADA, 7)
            tx.set_disabled(ADA, True)
            found = tx.account(ADA, lock=True)
        assert found is not None
        assert (found.kdf_block, found.login_public, found.box_password) == (b"K" * 27, b"L" * 32, b"P")
        assert (found.recovery_public, found.box_recovery) == (b"r" * 32, b"q")
        assert (found.quota_bytes, found.is_disabled) == (7, True)

    def test_sessions_end_and_expire(self, store: md.MetadataStore) -> None:
        """A token opens while it stands, has not expired, and its account is not shut out."""
        with store.write() as tx:
            tx.add_account(account(ADA, "ada"))
            for at, name in enumerate("xyz"):
                tx.add_session(session(name, ADA, created_ms=at))
        with store.read() as tx:
            assert tx.session(name32("x"), 50) == session("x", ADA, created_ms=0)
            assert tx.session(name32("x"), 100) is None
            assert [one.id for one in tx.sessions(ADA, 50)] == [name16("z"), name16("y"), name16("x")]
        with store.write() as tx:
            tx.see_session(name16("x"), 60, 200)
            tx.see_session(name16("x"), 50, 150)  # of an earlier request, whose note comes late
            assert tx.end_sessions(ADA, only=name16("y")) == [name16("y")]
            assert tx.end_sessions(BOB) == []
            assert tx.end_sessions(ADA, but=name16("x")) == [name16("z")]
            assert tx.session(name32("y"), 50) is None
            assert tx.session(name32("x"), 150) is not None
            tx.set_disabled(ADA, True)
            assert tx.session(name32("x"), 150) is None

    def test_a_challenge_works_once(self, store: md.MetadataStore) -> None:
        """For its account and purpose, before it expires, and never again."""
        with store.write() as tx:
            for name in "abc":
                tx.add_challenge(md.Challenge(name32(name), ADA, "login", 100), 1)
            assert not tx.take_challenge(name32("a"), BOB, "login", 50)
            assert not tx.take_challenge(name32("a"), ADA, "reauth", 50)
            assert not tx.take_challenge(name32("b"), ADA, "login", 100)
            assert tx.take_challenge(name32("a"), ADA, "login", 50)
            assert not tx.take_challenge(name32("a"), ADA, "login", 50)

    def test_a_second_factor_is_as_it_was_last_put(self, store: md.MetadataStore) -> None:
        """One for each account; taking it away takes its one-time codes along, and nobody else's."""
        with store.write() as tx:
            assert tx.factor(ADA) is None
            for whose in (ADA, BOB):
                tx.put_factor(Factor(whose, b"s" * 20, since_ms=5, last_step=7))
                tx.set_one_time_codes(whose, [name32("a"), name32("b")])
            tx.put_factor(Factor(ADA, b"t" * 20, since_ms=6, last_step=8, tries=4, locked_until_ms=9))
        with store.read() as tx:
            assert tx.factor(ADA, lock=False) == Factor(ADA, b"t" * 20, 6, 8, 4, 9)
            assert tx.factor(BOB) == Factor(BOB, b"s" * 20, 5, 7, 0, 0)
        with store.write() as tx:
            tx.drop_factor(ADA)
            assert (tx.factor(ADA, lock=True), tx.one_time_codes(ADA)) == (None, 0)
            assert (tx.factor(BOB, lock=True) is not None, tx.one_time_codes(BOB)) == (True, 2)

    def test_an_invitation_is_as_it_was_last_put(self, store: md.MetadataStore) -> None:
        """One for each name, in order of names; gone when taken away, or past its time."""
        ada = Invitation("ada", name32("a"), None, "", created_ms=1, expires_ms=9)
        bob = Invitation("bob", name32("b"), 5, "big", created_ms=1, expires_ms=7)
        with store.write() as tx:
            assert (tx.invitation("ada"), tx.invitations(), tx.is_anybody_invited(0)) == (None, [], False)
            for one in (bob, ada._replace(quota_bytes=3), ada):
                tx.put_invitation(one)
        with store.read() as tx:
            assert (tx.invitation("ada"), tx.invitation("bob")) == (ada, bob)
            assert tx.invitations() == [ada, bob]
            assert (tx.is_anybody_invited(8), tx.is_anybody_invited(9)) == (True, False)
        with store.write() as tx:
            tx.expire_invitations(7)
            assert tx.invitations() == [ada]
            assert (tx.drop_invitation("ada"), tx.drop_invitation("ada")) == (True, False)

    def test_a_one_time_code_is_taken_once(self, store: md.MetadataStore) -> None:
        """By its account; new ones replace those that are left."""
        with store.write() as tx:
            tx.set_one_time_codes(ADA, [name32("a"), name32("b")])
            assert not tx.take_one_time_code(BOB, name32("a"))
            assert tx.take_one_time_code(ADA, name32("a"))
            assert not tx.take_one_time_code(ADA, name32("a"))
            assert tx.one_time_codes(ADA) == 1
            tx.set_one_time_codes(ADA, [name32("c"), name32("d")])
            assert not tx.take_one_time_code(ADA, name32("b"))
            assert tx.one_time_codes(ADA) == 2

    def test_second_factors_of_nobody_are_found(self, store: md.MetadataStore) -> None:
        """One without its account, and codes without their second factor; those that belong together are not named."""
        with store.write() as tx:
            tx.add_account(account(ADA, "ada"))
            for whose in (ADA, BOB):
                tx.put_factor(Factor(whose, b"s" * 20, since_ms=5, last_step=7))
            tx.set_one_time_codes(ADA, [name32("a")])
            assert list(tx.stray_factors()) == [BOB.hex()]
            tx.set_one_time_codes(CYD, [name32("a")])
            assert list(tx.stray_factors()) == sorted([BOB.hex(), CYD.hex()])

    def test_spaces_show_to_their_members(self, store: md.MetadataStore) -> None:
        """Membership is as last set; a space's id is unique."""
        with store.write() as tx:
            row = tx.add_space(HOME, ADA)
            tx.set_members(row.key, {ADA: 3, BOB: 0})
            tx.set_members(row.key, {ADA: 3})
            tx.add_acl(row.key, 0, b"body", b"s" * 64)
        with pytest.raises(AlreadyExists), store.write() as tx:
            tx.add_space(HOME, BOB)
        with store.read() as tx:
            assert tx.spaces(ADA) == [(HOME, 0, CommitId(bytes(32)))]
            assert tx.spaces(BOB) == []
            assert (tx.role(row.key, ADA), tx.role(row.key, BOB)) == (3, None)
            assert tx.acls(row.key) == [(b"body", b"s" * 64)]
            assert tx.all_spaces(0, 10) == [row]
            assert tx.space(SpaceId(bytes(32))) is None

    def test_the_head_moves_and_counts(self, store: md.MetadataStore) -> None:
        """The space's row is as last moved, and its owner is charged for it."""
        move = md.HeadMove(1, CommitId(name32("c")), b"h" * 286, 0, b"acl", 2, 30, 12, b"g" * 8192)
        with store.write() as tx:
            tx.add_account(account(ADA, "ada"))
            row = tx.add_space(HOME, ADA)
            tx.move_head(row.key, move)
            tx.add_pending(ADA, {BlockId(name32("p")): 5}, 100)
        with store.write() as tx:
            found = tx.space(HOME, lock=True)
            assert found == md.SpaceRow(row.key, HOME, ADA, *move)
            usage = tx.usage(ADA)
        assert usage == md.Usage(1000, 30, 12, 5)
        assert usage.used_bytes == 47

    def test_commits_come_in_pages(self, store: md.MetadataStore) -> None:
        """By count and by size, but never none where there are some."""
        with store.write() as tx:
            key = tx.add_space(HOME, ADA).key
            for seq in range(1, 6):
                commit = md.CommitRow(seq, bytes((seq,)) * 286, bytes(1000))
                tx.add_commit(key, commit, CommitId(name32(str(seq))), acl=AclHash(bytes(32)), time_ms=seq, stored_ms=7)
        with store.read() as tx:
            assert [one.seq for one in tx.commits(key, 1, limit=2, limit_bytes=1 << 20)] == [2, 3]
            assert [one.seq for one in tx.commits(key, 0, limit=9, limit_bytes=3000)] == [1, 2]
            assert [one.seq for one in tx.commits(key, 2, limit=9, limit_bytes=1)] == [3]
            assert tx.commits(key, 5, limit=9, limit_bytes=1) == []
            assert tx.headers(key, 2, 3) == [b"\2" * 286, b"\3" * 286]
            assert (tx.header(key, 5), tx.header(key, 6)) == (b"\5" * 286, None)

    def test_records_have_their_time(self, store: md.MetadataStore) -> None:
        """Only the last version is current; a removed one is not, and may come again as version 1."""
        a, b = NodeId(node(1, 1)), NodeId(node(1, 2))
        with store.write() as tx:
            key = tx.add_space(HOME, ADA).key
            tx.add_records(key, [record(a, 1, b"old"), record(b)], 1)
            tx.close_records(key, [a, b], 2)
            tx.add_records(key, [record(a, 2, b"new")], 2)
            assert {one: version for one, version, _ in tx.elements(key, [1])} == {a: 2}
            assert tx.current_bodies(key, [a, b]) == {a: b"new"}
            tx.add_records(key, [record(b, 1, b"again")], 3)
        with store.read() as tx:
            assert tx.current_bodies(key, [a, b]) == {a: b"new", b: b"again"}
            assert list(tx.elements(key, [0, 2])) == []
            assert list(tx.elements(key + 1, [1])) == []

    def test_record_pages_hold_whole_buckets(self, store: md.MetadataStore) -> None:
        """A page ends between buckets, holds at least one, and says where to go on."""
        rows = [record(node(bucket, last), body=b"x" * 100) for bucket in (3, 7, 9) for last in (2, 1)]
        with store.write() as tx:
            key = tx.add_space(HOME, ADA).key
            tx.add_records(key, rows, 1)
        with store.read() as tx:
            first, then = tx.records_from(key, 0, limit_bytes=1)
            assert (len(first), then) == (2, 7)
            rest, end = tx.records_from(key, 7, limit_bytes=1 << 20)
            assert (len(rest), end) == (4, None)
            assert tx.records_from(key, 10, limit_bytes=1) == ([], None)

    def test_bucket_rows_are_replaced(self, store: md.MetadataStore) -> None:
        """Some or all groups can be asked for."""
        with store.write() as tx:
            key = tx.add_space(HOME, ADA).key
            tx.put_bucket_rows(key, {1: b"a", 2: b"b"})
            tx.put_bucket_rows(key, {2: b"c"})
            assert tx.bucket_rows(key) == {1: b"a", 2: b"c"}
            assert tx.bucket_rows(key, [2, 5]) == {2: b"c"}

    def test_reach_is_by_space_or_own_upload(self, store: md.MetadataStore) -> None:
        """Nobody sees a blob that neither a space of theirs refers to nor they have uploaded."""
        mine, shared, other = blob_row("mine"), blob_row("shared"), blob_row("other")
        ids = [mine.id, shared.id, other.id, BlockId(bytes(32))]
        with store.write() as tx:
            tx.add_account(account(ADA, "ada"))
            tx.add_account(account(BOB, "bob"))
            key = tx.add_space(HOME, ADA).key
            tx.set_members(key, {ADA: 3, BOB: 0})
            tx.add_blobs([mine, shared, other], 1)
            tx.add_blobs([mine._replace(size_bytes=99)], 2)
            tx.add_pending(ADA, {mine.id: 10}, 100)
            tx.change_refs(key, {shared.id: md.RefCount(1, 2)})
        with store.read() as tx:
            assert tx.blobs_in_reach(ADA, ids) == {mine.id: mine, shared.id: shared}
            assert tx.blobs_in_reach(BOB, ids) == {shared.id: shared}
            assert set(tx.blobs(ids)) == {mine.id, shared.id, other.id}
            assert tx.refs(key, ids) == {shared.id: md.RefCount(1, 2)}
            assert [row.id for row in tx.all_blobs(b"", 10)] == sorted(ids[:3])

    def test_pending_counts_once(self, store: md.MetadataStore) -> None:
        """The same upload twice lives longer and is charged once; taken, it is charged no more."""
        one, two = BlockId(name32("1")), BlockId(name32("2"))
        with store.write() as tx:
            tx.add_account(account(ADA, "ada"))
            tx.add_pending(ADA, {one: 10, two: 20}, 100)
            tx.add_pending(ADA, {one: 10}, 200)
            assert tx.usage(ADA).bytes_pending == 30
            assert tx.pending(ADA, [one, two]) == {one: 200, two: 100}
            tx.take_pending(ADA, [one, BlockId(bytes(32))])
            tx.take_pending(ADA, [one])
            assert tx.usage(ADA).bytes_pending == 20

    def test_what_any_space_refers_to_is_found(self, store: md.MetadataStore) -> None:
        """Also by a space of somebody else, also if only older records do; each once."""
        ids = [BlockId(name32(name)) for name in ("twice", "once", "none")]
        with store.write() as tx:
            first, second = tx.add_space(HOME, ADA), tx.add_space(SpaceId(name32("second")), BOB)
            tx.change_refs(first.key, {ids[0]: md.RefCount(1, 1), ids[1]: md.RefCount(0, 1)})
            tx.change_refs(second.key, {ids[0]: md.RefCount(1, 1)})
            assert tx.referred(ids) == set(ids[:2])
            assert tx.referred([]) == set()

    def test_a_blob_moves_if_it_is_where_it_was(self, store: md.MetadataStore) -> None:
        """And not if somebody else moved it first, or it is gone."""
        row = blob_row("one")
        lost = md.Place(md.QUARANTINED, 0)
        with store.write() as tx:
            tx.add_blobs([row], 5)
            assert not tx.move_blob(row.id, md.Place(1, 1), lost)
            assert tx.move_blob(row.id, row.place, lost)
            assert not tx.move_blob(row.id, row.place, lost)
            assert not tx.move_blob(blob_row("two").id, row.place, lost)
        with store.read() as tx:
            assert tx.blobs([row.id])[row.id].place == lost

    def test_a_lost_blob_has_its_place_again_once_it_is_added(self, store: md.MetadataStore) -> None:
        """One that is not lost keeps the place it has."""
        row = blob_row("one")
        again, later = row._replace(place=md.Place(7, 8), n_blocks=3), row._replace(place=md.Place(9, 9))
        with store.write() as tx:
            tx.add_blobs([row._replace(place=md.Place(md.QUARANTINED, 0))], 5)
            tx.add_blobs([again], 6)
            tx.add_blobs([later], 7)
        with store.read() as tx:
            assert tx.blobs([row.id])[row.id] == again

    def test_who_names_a_blob_is_told(self, store: md.MetadataStore) -> None:
        """The owners of spaces that refer to it, each once and in order, not who has uploaded it."""
        one, other = blob_row("one"), blob_row("other")
        with store.write() as tx:
            tx.add_account(account(BOB, "bob"))
            tx.add_account(account(ADA, "ada"))
            tx.add_blobs([one, other], 5)
            for name, owner in (("a", BOB), ("b", ADA), ("c", BOB)):
                key = tx.add_space(SpaceId(name32(name)), owner).key
                tx.change_refs(key, {one.id: md.RefCount(0, 1)})
            tx.add_pending(ADA, {other.id: 10}, 50)
        with store.read() as tx:
            assert (tx.named_by(one.id), tx.named_by(other.id)) == (["ada", "bob"], [])

    def test_the_first_commit_after_a_time_is_found(self, store: md.MetadataStore) -> None:
        """In the order of numbers, also if the clock went back; what is in the future can be pulled forward."""
        with store.write() as tx:
            key = tx.add_space(HOME, ADA).key
            for seq, stored_ms in ((1, 10), (2, 20), (3, 90), (4, 15)):
                commit = md.CommitRow(seq, b"header", b"ops")
                tx.add_commit(
                    key, commit, CommitId(name32(str(seq))), acl=AclHash(bytes(32)), time_ms=seq, stored_ms=stored_ms
                )
            found = [
                tx.first_stored_after(key, after, ms) for after, ms in ((0, 5), (0, 15), (1, 20), (3, 14), (3, 15))
            ]
            assert found == [(1, 10), (2, 20), (3, 90), (4, 15), None]
            tx.pull_forward(key, 1, 50)
            assert tx.first_stored_after(key, 2, 0) == (3, 50)
            assert tx.commit_time(key, 3) == 3

    def test_ops_are_forgotten_in_pieces(self, store: md.MetadataStore) -> None:
        """By size, at least one commit's; headers stay, and the row knows where ops begin."""
        with store.write() as tx:
            key = tx.add_space(HOME, ADA).key
            for seq in range(1, 6):
                commit = md.CommitRow(seq, b"header %d" % seq, bytes(1000))
                tx.add_commit(key, commit, CommitId(name32(str(seq))), acl=AclHash(bytes(32)), time_ms=seq, stored_ms=0)
            assert [tx.last_ops(key, 1, 4, size) for size in (1, 2800, 1 << 20)] == [1, 2, 4]
            tx.forget_ops(key, 1, 2)
            row = tx.space(HOME)
            assert row is not None
            assert row.ops_from_seq == 3
            assert [one.seq for one in tx.commits(key, 0, limit=9, limit_bytes=1 << 20)] == [3, 4, 5]
            assert len(tx.headers(key, 1, 9)) == 5

    @pytest.mark.parametrize("at_once", [1, 2, 500])
    def test_what_has_ended_is_judged_and_goes(
        self, store: md.MetadataStore, monkeypatch: pytest.MonkeyPatch, at_once: int
    ) -> None:
        """Each once, the oldest first; what was judged is found by its standing only, until it is judged again."""
        monkeypatch.setattr(metadata_sql_care, "_PAGE", at_once)
        nodes = [NodeId(node(1, n)) for n in range(3)]
        with store.write() as tx:
            key = tx.add_space(HOME, ADA).key
            for seq in (1, 2, 3):
                tx.close_records(key, nodes, seq)
                tx.add_records(key, [record(one, seq, b"%d" % seq) for one in nodes], seq)
            assert list(tx.ended_until(key, 1, 9)) == []
            assert sorted(tx.ended_until(key, 2, 9)) == nodes
            assert len(tx.ended_until(key, 3, 2)) == 2
            rows = list(tx.ended_rows(key, nodes[0]))
            assert [(one.to_seq, one.standing, one.body) for one in rows] == [(3, ENDED, b"2"), (2, ENDED, b"1")]
            tx.set_standing([one.key for one in rows], VERSION)
            assert sorted(tx.ended_until(key, 3, 9)) == nodes[1:]
            assert (tx.has_standing(key, VERSION), tx.has_standing(key, HELD)) == (True, False)
            assert [one.to_seq for one in tx.versions(key, nodes[0], 0)] == [2, 3, 0]
            assert (tx.judge_again(key, VERSION, 1), tx.judge_again(key, VERSION, 5)) == (1, 1)
            assert sorted(tx.ended_until(key, 3, 9)) == nodes
            tx.remove_records([rows[0].key])
            assert [one.to_seq for one in tx.ended_rows(key, nodes[0])] == [2]

    def test_uploads_end_only_when_their_time_is_over(self, store: md.MetadataStore) -> None:
        """Looked at again where they are dropped: what was asked for meanwhile lives longer. They are charged no more."""
        rows = [blob_row("a"), blob_row("b"), blob_row("c")]
        with store.write() as tx:
            tx.add_account(account(ADA, "ada"))
            tx.add_blobs(rows, 5)
            tx.add_pending(ADA, {rows[0].id: 10, rows[1].id: 10}, 50)
            tx.add_pending(ADA, {rows[2].id: 10}, 60)
            found = tx.expired_uploads(50, (AccountId(b""), BlockId(b"")), 9)
            assert {one.blob for one in found} == {rows[0].id, rows[1].id}
            assert tx.expired_uploads(50, found[0][:2], 9) == found[1:]
            tx.add_pending(ADA, {rows[0].id: 10}, 70)
            assert tx.drop_uploads(found, 50) == [rows[1].id]
            assert tx.usage(ADA).bytes_pending == 20
            assert tx.uploaded([row.id for row in rows]) == {rows[0].id, rows[2].id}

    def test_orphans_wait_and_die(self, store: md.MetadataStore) -> None:
        """Oldest first; one that lives again and is let go of once more waits anew."""
        ids = [BlockId(name32(name)) for name in "abc"]
        with store.write() as tx:
            tx.add_orphans([ids[1]], 5)
            tx.add_orphans([ids[0], ids[2]], 8)
            assert tx.orphans(7, 9) == [ids[1]]
            assert tx.orphans(8, 1) == [ids[1]]
            tx.let_die([Object(ids[0], 0), Object(ids[1], 1 << 61)])
            tx.drop_orphans(ids[:2])
            assert (tx.orphans(9, 9), tx.dying(9)) == ([ids[2]], [(ids[1], 1 << 61), (ids[0], 0)])
            assert tx.dying(1) == [(ids[1], 1 << 61)]
            tx.drop_dying([Object(ids[0], 0), Object(ids[1], 5), Object(ids[2], 0)])
            assert (tx.orphans(9, 9), tx.dying(9)) == ([ids[2]], [(ids[1], 1 << 61)])
            tx.let_die([Object(ids[2], 7)])
            tx.add_orphans([ids[2]], 20)
            assert (tx.orphans(19, 9), tx.orphans(20, 9)) == ([], [ids[2]])

    def test_plans_and_terms_of_accounts(self, store: md.MetadataStore) -> None:
        """A quota follows the plan until the account has one of its own."""
        with store.write() as tx:
            tx.add_account(account(ADA, "ada"))
            tx.add_account(account(BOB, "bob"))
            tx.set_plan(ADA, "big", 7)
            tx.set_plan(BOB, "big", None)
            tx.set_quota(BOB, 9)
            tx.set_plan_quota("big", 8)
            tx.set_terms(ADA, retention_days=0, versions_min=None, bin_days=3)
            found = [tx.account(one) for one in (ADA, BOB)]
        told = [(one.plan, one.quota_bytes, one.quota_is_own) for one in found if one is not None]
        assert told == [("big", 8, False), ("big", 9, True)]
        assert found[0] is not None
        assert (found[0].retention_days, found[0].versions_min, found[0].bin_days) == (0, None, 3)

    def test_empty_packs_are_noted_once(self, store: md.MetadataStore) -> None:
        """When it was first seen; one that is used again is not empty."""
        row = blob_row("a")
        with store.write() as tx:
            tx.add_blobs([row], 5)
            tx.note_packs([1, 2], 10)
            tx.note_packs([1, 2], 20)
            assert [(one.number, one.emptied_ms) for one in tx.packs()] == [(1, 0), (2, 10)]
            assert tx.move_blob(row.id, row.place, md.Place(2, 0))
            tx.note_packs([1, 2], 30)
            assert [(one.number, one.emptied_ms) for one in tx.packs()] == [(1, 30), (2, 0)]
            tx.drop_pack(1)
            assert [one.number for one in tx.packs()] == [2]

    def test_what_is_used_of_a_pack_is_counted(self, store: md.MetadataStore) -> None:
        """Each blob once, where it lies now: added, added again, moved, dropped."""
        names = ["a", "b", "c"]
        rows = [blob_row(name, size) for name, size in zip(names, (10, 20, 40), strict=True)]
        own = blob_row("own")._replace(place=md.Place(md.OWN_FILE, 0))
        with store.write() as tx:
            tx.add_blobs(rows[:2], 5)
            tx.add_blobs([*rows, own], 5)
            assert pack_counts(tx) == {1: (3, 70)}
            assert tx.move_blob(rows[0].id, rows[0].place, md.Place(2, 8))
            assert not tx.move_blob(rows[0].id, rows[0].place, md.Place(2, 9))
            assert pack_counts(tx) == {1: (2, 60), 2: (1, 10)}
            tx.drop_blobs([rows[1].id, own.id])
            assert pack_counts(tx) == {1: (1, 40), 2: (1, 10)}
            assert tx.move_blob(rows[2].id, rows[2].place, md.Place(md.QUARANTINED, 0))
            assert pack_counts(tx) == {1: (0, 0), 2: (1, 10)}
            tx.add_blobs([rows[2]], 9)
            assert pack_counts(tx) == {1: (1, 40), 2: (1, 10)}

    # -- everything there is, for a check -----------------------------------------------------------------------------

    def test_all_records_come_in_the_order_in_which_they_began(self, store: md.MetadataStore) -> None:
        """With when they were current; those of one space only."""
        with store.write() as tx:
            home = tx.add_space(HOME, ADA).key
            other = tx.add_space(SpaceId(name32("other")), ADA).key
            tx.add_records(home, [record(node(9, 1)), record(node(3, 1))], 1)
            tx.add_records(other, [record(node(3, 9))], 1)
            tx.close_records(home, [NodeId(node(9, 1))], 2)
            tx.add_records(home, [record(node(9, 1), version=2, body=b"next")], 2)
        with store.read() as tx:
            rows = list(tx.all_records(home))
            assert [row.from_seq for row in rows] == [1, 1, 2]
            assert sorted((row.bucket, row.id, row.version, row.from_seq, row.to_seq, row.body) for row in rows) == [
                (3, node(3, 1), 1, 1, 0, b"body"), (9, node(9, 1), 1, 1, 2, b"body"), (9, node(9, 1), 2, 2, 0, b"next"),
            ]  # fmt: skip
            assert {row.element for row in rows if row.bucket == 3} == {record(node(3, 1)).element}

    def test_all_references_come_by_blob_and_space(self, store: md.MetadataStore) -> None:
        """With what is known of the blob, and without it if there is none."""
        rows = sorted([blob_row(f"{n}", 10 + n) for n in range(3)], key=lambda row: row.id)
        with store.write() as tx:
            keys = [tx.add_space(SpaceId(name32(name)), ADA).key for name in "ab"]
            tx.add_blobs(rows[:2], 5)
            for key in reversed(keys):
                tx.change_refs(key, {row.id: md.RefCount(key, 9) for row in rows})
        with store.read() as tx:
            assert [tuple(one) for one in tx.all_refs()] == [
                (row.id, key, key, 9, *((row.size_bytes, 0) if row in rows[:2] else (None, None)))
                for row in rows for key in keys
            ]  # fmt: skip

    def test_sums_that_differ_are_told(self, store: md.MetadataStore) -> None:
        """Of an account's uploads and of packs; none if all are exact."""
        rows = [blob_row("one", 10), blob_row("two", 20)._replace(place=md.Place(255, 0))]
        with store.write() as tx:
            tx.add_account(account(ADA, "ada"))
            tx.add_account(account(BOB, "bob"))
            tx.add_blobs(rows, 5)
            tx.add_pending(BOB, {row.id: row.size_bytes for row in rows}, 50)
        with store.read() as tx:
            assert (list(tx.differing_uploads()), list(tx.differing_packs())) == ([], [])
        with store.write() as tx:
            tx.add_account(account(AccountId(name16("eve")), "eve")._replace(bytes_pending=7))
        with store.read() as tx:
            assert [tuple(one) for one in tx.differing_uploads()] == [("eve", 7, 0)]

    def test_dropped_blobs_are_gone_and_charged_no_more(self, store: md.MetadataStore) -> None:
        """For everybody who uploaded them; all others stay, and an upload afterwards counts as if it were the first."""
        gone, stays = blob_row("gone"), blob_row("stays")
        with store.write() as tx:
            for who, login in ((ADA, "ada"), (BOB, "bob")):
                tx.add_account(account(who, login))
                tx.add_pending(who, {gone.id: 10, stays.id: 10}, 5)
            tx.add_blobs([gone, stays], 0)
            tx.drop_blobs([gone.id, BlockId(name32("unknown"))])
            for who in (ADA, BOB):
                assert tx.usage(who).bytes_pending == 10
                assert tx.pending(who, [gone.id, stays.id]) == {stays.id: 5}
                assert tx.blobs_in_reach(who, [gone.id, stays.id]).keys() == {stays.id}
            tx.add_blobs([gone], 1)
            tx.add_pending(ADA, {gone.id: 10}, 5)
            assert tx.usage(ADA).bytes_pending == 20
            assert tx.blobs([gone.id, stays.id]).keys() == {gone.id, stays.id}

    def test_what_need_not_be_durable_is_there_for_everybody(self, store: md.MetadataStore) -> None:
        """At once, for readers and writers; an exception undoes it as well."""
        with store.write(durable=False) as tx:
            tx.put_setting("a", b"1")
        with store.read() as tx:
            assert tx.setting("a") == b"1"
        with pytest.raises(AlreadyExists), store.write(durable=False) as tx:
            _add_twice(tx)
        with store.write() as tx:
            assert (tx.setting("a"), tx.account(ADA)) == (b"1", None)

    def test_many_ids_at_once(self, store: md.MetadataStore) -> None:
        """As many as a request may name."""
        rows = [blob_row(str(n)) for n in range(2048)]
        with store.write() as tx:
            tx.add_account(account(ADA, "ada"))
            tx.add_blobs(rows, 1)
            tx.add_pending(ADA, {row.id: row.size_bytes for row in rows}, 100)
            assert len(tx.blobs_in_reach(ADA, [row.id for row in rows])) == 2048
            tx.take_pending(ADA, [row.id for row in rows])
            assert tx.usage(ADA).bytes_pending == 0

    def test_totals(self, store: md.MetadataStore) -> None:
        """Everything is counted, and the database finds nothing wrong with itself."""
        with store.write() as tx:
            tx.add_account(account(ADA, "ada"))
            key = tx.add_space(HOME, ADA).key
            tx.add_records(key, [record(node(1, 1))], 1)
            tx.add_blobs([blob_row("a", 10), blob_row("b", 5)], 1)
            tx.add_pending(ADA, {blob_row("a").id: 10}, 50)
            tx.close_records(key, [NodeId(node(1, 1))], 2)
            tx.add_kept_bytes(key, 4)
            tx.add_orphans([blob_row("b").id], 5)
            assert tx.totals() == md.Totals(
                accounts=1, spaces=1, records=1, commits=0, blobs=2, blob_bytes=15, bytes_current=0, bytes_kept=4,
                bytes_pending=10, records_ended=1, orphans=1, packs=1, pack_live_bytes=15,
            )  # fmt: skip
        with store.read() as tx:
            assert tx.check() == []

    def test_all_of_it_is_copied(self, store: md.MetadataStore, tmp_path: Path) -> None:
        """Into a file of SQLite, as it was at one moment: what is written meanwhile is not in it."""

        def write_more() -> None:
            with store.write() as tx:
                tx.put_setting("later", b"2")

        with store.write() as tx:
            tx.put_setting("a", b"1")
            tx.add_account(account(ADA, "ada"))
            key = tx.add_space(HOME, ADA).key
            tx.add_records(key, [record(node(1, n)) for n in range(3)], 1)
        store.copy_into(tmp_path / "copy", write_more)
        with closing(SqliteMetadata(tmp_path / "copy")) as copy, copy.write() as there, store.read() as here:
            assert (there.setting("a"), there.setting("later"), here.setting("later")) == (b"1", None, b"2")
            assert there.account(ADA) == here.account(ADA)
            assert list(there.all_records(key)) == list(here.all_records(key))
            assert there.add_space(SpaceId(name32("next")), ADA).key > key

    def test_writers_queue(self, store: md.MetadataStore) -> None:
        """Many threads that read and then write lose no update."""

        def count_up() -> None:
            for _ in range(25):
                with store.write() as tx:
                    tx.put_setting("n", b"%d" % (int(tx.setting("n") or b"0") + 1))

        threads = [threading.Thread(target=count_up) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with store.read() as tx:
            assert tx.setting("n") == b"100"

    def test_a_reader_sees_one_moment(self, store: md.MetadataStore) -> None:
        """What is written meanwhile does not show in a view that has begun."""
        with store.read() as tx:
            assert tx.setting("a") is None
            with store.write() as writing:
                writing.put_setting("a", b"1")
            assert tx.setting("a") is None
        with store.read() as tx:
            assert tx.setting("a") == b"1"


class TestSqlite(MetadataStoreContract):
    """SQLite in a file."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[md.MetadataStore]:
        """A new file."""
        made = SqliteMetadata(tmp_path / "server.sqlite3")
        yield made
        made.close()


@pytest.mark.needs("postgresql")
class TestPostgres(MetadataStoreContract):
    """PostgreSQL, a new database for each."""

    @pytest.fixture
    def store(self) -> Iterator[md.MetadataStore]:
        """A new database."""
        with fresh_database() as url, closing(PostgresMetadata(url)) as made:
            yield made
