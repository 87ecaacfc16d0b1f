"""The metadata store's questions in SQL that every database takes: accounts, sessions, spaces, journal.

    statements, made once over ``metadata_tables``  -->  SqlTransaction: what the rules ask, as rows of ``metadata``
                                                           |  _ask, _tell, _add: each database's own way to run one
                                                         metadata_sqlite, metadata_postgres

The bulk statements of uploads and appends are each database's own; what is here runs a few times a request. Making
a statement takes SQLAlchemy ten times as long as SQLite takes to answer it, so none is made in a request.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from megadesk.model.errors import AlreadyExists
from megadesk.model.ids import NO_COMMIT, AccountId, AclHash, BlockId, CommitId, DeviceId, SpaceId
from megadesk.server import metadata as md
from megadesk.server import metadata_tables as t
from megadesk.server.metadata_sql_attempts import AttemptQuestions
from megadesk.server.metadata_sql_factor import FactorQuestions
from megadesk.server.metadata_sql_invitations import InvitationQuestions
from megadesk.server.metadata_sql_move import MoveQuestions

T = TypeVar("T")

_COUNTED_BYTES = 400
"""What a commit weighs besides its ops, when pages are cut by size."""


class SqlTransaction(AttemptQuestions, FactorQuestions, InvitationQuestions, MoveQuestions):
    """One transaction; see ``metadata.Reading`` and ``metadata.Writing``."""

    @abstractmethod
    def _ask(self, query: sa.Select[Any] | sa.UpdateBase, **values: Any) -> Iterator[Sequence[Any]]:
        """Yield the rows that answer a query, or that a change returns; whoever has seen enough may stop."""

    @abstractmethod
    def _tell(self, statement: sa.UpdateBase, **values: Any) -> int:
        """Change rows; return how many there were."""

    @abstractmethod
    def _add(self, statement: sa.Insert, **values: Any) -> bool:
        """Add a row; return False if there is one with its key."""

    def _one(self, query: sa.Select[Any], **values: Any) -> Sequence[Any] | None:
        return next(iter(self._ask(query, **values)), None)

    # -- the server itself ------------------------------------------------------------------------------------------

    def setting(self, name: str) -> bytes | None:
        """Return a value the server keeps about itself (``server_key``, ``incarnation``)."""
        row = self._one(SETTING, name_is=name)
        return None if row is None else row[0]

    def put_setting(self, name: str, value: bytes) -> None:
        """Set a value the server keeps about itself."""
        if not self._tell(SET_SETTING, name_is=name, value=value):
            self._add(ADD_SETTING, name=name, value=value)

    # -- accounts ---------------------------------------------------------------------------------------------------

    def account(self, account: AccountId, *, lock: bool = False) -> md.Account | None:
        """Return an account."""
        row = self._one(ACCOUNT_LOCKED if lock else ACCOUNT, id_is=account)
        return None if row is None else _account(row)

    def account_by_login(self, login: str) -> md.Account | None:
        """Return the account with this login name, in its normal form."""
        row = self._one(ACCOUNT_BY_LOGIN, login_is=login)
        return None if row is None else _account(row)

    def accounts(self, after: str, limit: int) -> Sequence[md.Account]:
        """Return accounts by login name, those after ``after``."""
        return [_account(row) for row in self._ask(ACCOUNTS, after=after, most=limit)]

    def add_account(self, account: md.Account) -> None:
        """Add an account; AlreadyExists if its id or login name is taken."""
        flags = {"is_disabled": int(account.is_disabled), "quota_is_own": int(account.quota_is_own)}
        if not self._add(ADD_ACCOUNT, **account._asdict() | flags):
            raise AlreadyExists(what="account")

    def set_keys(self, account: AccountId, change: md.KeyChange) -> None:
        """Replace an account's keys."""
        values = {name: value for name, value in change._asdict().items() if value is not None}
        self._tell(SET_ACCOUNT, id_is=account, **values)

    def set_quota(self, account: AccountId, quota_bytes: int) -> None:
        """Set what an account may store, whatever its plan says."""
        self._tell(SET_ACCOUNT, id_is=account, quota_bytes=quota_bytes, quota_is_own=1)

    def set_plan(self, account: AccountId, plan: str, quota_bytes: int | None) -> None:
        """Let an account follow a plan and, unless None, its quota."""
        quota = {} if quota_bytes is None else {"quota_bytes": quota_bytes}
        self._tell(SET_ACCOUNT, id_is=account, plan=plan, quota_is_own=0, **quota)

    def set_plan_quota(self, plan: str, quota_bytes: int) -> None:
        """Set what accounts of a plan may store, but for those whose quota is their own."""
        self._tell(SET_PLAN_QUOTA, plan_is=plan, quota_is_own_is=0, quota_bytes=quota_bytes)

    def set_terms(
        self, account: AccountId, *, retention_days: int | None, versions_min: int | None, bin_days: int | None
    ) -> None:
        """Set an account's own terms; None: as its plan says."""
        self._tell(
            SET_ACCOUNT, id_is=account, retention_days=retention_days, versions_min=versions_min, bin_days=bin_days
        )

    def set_disabled(self, account: AccountId, is_disabled: bool) -> None:
        """Shut an account out, or let it in again."""
        self._tell(SET_ACCOUNT, id_is=account, is_disabled=int(is_disabled))

    def usage(self, account: AccountId) -> md.Usage:
        """Return what an account takes and may take; zeros if there is none."""
        current, kept = self._one(OWNED, owner_is=account) or (0, 0)
        quota, pending = self._one(ALLOWED, id_is=account) or (0, 0)
        return md.Usage(quota, int(current), int(kept), pending)

    # -- sessions and challenges ------------------------------------------------------------------------------------

    def sessions(self, account: AccountId, now_ms: int) -> Sequence[md.Session]:
        """Return an account's sessions that have not expired, newest first."""
        return [session_row(row) for row in self._ask(SESSIONS, account_is=account, now_ms=now_ms)]

    def add_session(self, session: md.Session) -> None:
        """Add a session."""
        self._tell(ADD_SESSION, **session._asdict() | {"is_recovery": int(session.is_recovery)})

    def see_session(self, session: bytes, last_seen_ms: int, expires_ms: int) -> None:
        """Note that a session was used."""
        self._tell(
            SEE_SESSION, id_is=session, seen_before=last_seen_ms, last_seen_ms=last_seen_ms, expires_ms=expires_ms
        )  # fmt: skip

    def settle_session(self, session: bytes) -> None:
        """Make a session that was opened by a recovery key an ordinary one."""
        self._tell(SET_SESSION, id_is=session, is_recovery=0)

    def end_sessions(self, account: AccountId, *, only: bytes | None = None, but: bytes | None = None) -> list[bytes]:
        """End one session by id, or all (but one); return the ids of those that were there."""
        there = [row[0] for row in self._ask(SESSION_IDS, account_is=account)]
        ended = [session for session in there if only in {None, session} and session != but]
        for session in ended:
            self._tell(END_SESSION, id_is=session)
        return ended

    def add_challenge(self, challenge: md.Challenge, now_ms: int) -> None:
        """Add a challenge, and forget those that have expired."""
        self._tell(EXPIRE_CHALLENGES, now_ms=now_ms)
        self._tell(ADD_CHALLENGE, **challenge._asdict())

    def take_challenge(self, challenge: bytes, account: AccountId, purpose: str, now_ms: int) -> bool:
        """Use a challenge up; whether it was there, for this account and purpose, and had not expired."""
        return bool(self._tell(TAKE_CHALLENGE, id_is=challenge, account_is=account, purpose_is=purpose, now_ms=now_ms))

    # -- spaces -----------------------------------------------------------------------------------------------------

    def spaces(self, account: AccountId) -> Sequence[tuple[SpaceId, int, CommitId]]:
        """Return id, sequence number and commit of each space the account is a member of."""
        return [(SpaceId(space), seq, CommitId(commit)) for space, seq, commit in self._ask(SPACES, account_is=account)]

    def space(self, space: SpaceId, *, lock: bool = False) -> md.SpaceRow | None:
        """Return a space at its head."""
        row = self._one(SPACE_LOCKED if lock else SPACE, id_is=space)
        return None if row is None else md.SpaceRow(*row)

    def all_spaces(self, after_key: int, limit: int) -> Sequence[md.SpaceRow]:
        """Return spaces in the order of their keys."""
        return [md.SpaceRow(*row) for row in self._ask(ALL_SPACES, after=after_key, most=limit)]

    def add_space(self, space: SpaceId, owner: AccountId) -> md.SpaceRow:
        """Add a space without commits; AlreadyExists if there is one with this id."""
        values: dict[str, Any] = {
            "id": space, "owner": owner, "seq": 0, "commit_id": NO_COMMIT, "header": b"", "acl_seq": 0, "acl_body": b"",
            "n_records": 0, "bytes_current": 0, "bytes_kept": 0, "groups": bytes(8192),
        }  # fmt: skip
        if not self._add(ADD_SPACE, **values):
            raise AlreadyExists(what="space")
        made = self.space(space)
        assert made is not None, "it was added in this transaction"
        return made

    def move_head(self, space_key: int, move: md.HeadMove) -> None:
        """Move a space to its next head."""
        values = move._asdict()
        values["commit_id"] = values.pop("commit")
        self._tell(MOVE_HEAD, key_is=space_key, **values)

    def role(self, space_key: int, account: AccountId) -> int | None:
        """Return a member's role."""
        row = self._one(ROLE, account_is=account, space_is=space_key)
        return None if row is None else row[0]

    def set_members(self, space_key: int, roles: Mapping[AccountId, int]) -> None:
        """Replace the members of a space."""
        self._tell(DROP_MEMBERS, space_is=space_key)
        for account, role in roles.items():
            self._tell(ADD_MEMBER, account=account, space=space_key, role=role)

    def acls(self, space_key: int) -> Sequence[tuple[bytes, bytes]]:
        """Return bodies and signatures of the membership chain, from genesis on."""
        return [(body, signature) for body, signature in self._ask(ACLS, space_is=space_key)]

    def add_acl(self, space_key: int, seq: int, body: bytes, signature: bytes) -> None:
        """Append to the membership chain."""
        self._tell(ADD_ACL, space=space_key, seq=seq, body=body, signature=signature)

    # -- the journal ------------------------------------------------------------------------------------------------

    def header(self, space_key: int, seq: int) -> bytes | None:
        """Return one signed header."""
        found = self.headers(space_key, seq, seq)
        return found[0] if found else None

    def headers(self, space_key: int, first: int, last: int) -> Sequence[bytes]:
        """Return signed headers from first to last, those there are."""
        return [header for (header,) in self._ask(HEADERS, space_is=space_key, first=first, last=last)]

    def commits(self, space_key: int, after: int, *, limit: int, limit_bytes: int) -> Sequence[md.CommitRow]:
        """Return the commits after a sequence number: at most ``limit`` and ``limit_bytes``, but at least one."""
        found: list[md.CommitRow] = []
        size = 0
        for row in self._ask(COMMITS, space_is=space_key, after=after, most=limit):
            commit = md.CommitRow(*row)
            size += len(commit.ops) + _COUNTED_BYTES
            if found and size > limit_bytes:
                break
            found.append(commit)
        return found

    def add_commit(
        self, space_key: int, commit: md.CommitRow, commit_id: CommitId, *, acl: AclHash, time_ms: int, stored_ms: int
    ) -> None:
        """Append to the journal."""
        self._tell(
            ADD_COMMIT, space=space_key, seq=commit.seq, commit_id=commit_id, acl_hash=acl, time_ms=time_ms,
            header=commit.header, ops=commit.ops, stored_ms=stored_ms,
        )  # fmt: skip

    # -- for the operator -------------------------------------------------------------------------------------------

    def all_blobs(self, after: bytes, limit: int) -> Sequence[md.BlobRow]:
        """Return blobs in the order of their ids, those after ``after``."""
        return [blob_row(row) for row in self._ask(ALL_BLOBS, after=after, most=limit)]

    def totals(self) -> md.Totals:
        """Count everything; slow."""
        row = self._one(TOTALS)
        assert row is not None, "a count is always there"
        return md.Totals(*map(int, row))


# -- the statements ---------------------------------------------------------------------------------------------------
# What a row must be is given as ..._is, what it shall hold by the names of its columns, as SQLAlchemy has it.


def _of(table: sa.Table, *names: str) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that these columns have the values given as ..._is."""
    return [table.c[name] == given(f"{name}_is") for name in names]


def _set(table: sa.Table, key: str) -> sa.Update:
    """Return the statement that sets the columns it is given in the row with this key."""
    return sa.update(table).where(*_of(table, key))


SETTING: Final = sa.select(t.settings.c.value).where(*_of(t.settings, "name"))
SET_SETTING: Final = _set(t.settings, "name")
ADD_SETTING: Final = sa.insert(t.settings)

ACCOUNT: Final = sa.select(t.accounts).where(*_of(t.accounts, "id"))
ACCOUNT_LOCKED: Final = ACCOUNT.with_for_update()
ACCOUNT_BY_LOGIN: Final = sa.select(t.accounts).where(*_of(t.accounts, "login"))
ACCOUNTS: Final = (
    sa.select(t.accounts)
    .where(t.accounts.c.login > given("after"))
    .order_by(t.accounts.c.login)
    .limit(given("most", type_=sa.Integer))
)
ADD_ACCOUNT: Final = sa.insert(t.accounts)
SET_ACCOUNT: Final = _set(t.accounts, "id")
SET_PLAN_QUOTA: Final = sa.update(t.accounts).where(*_of(t.accounts, "plan", "quota_is_own"))
OWNED: Final = sa.select(
    sa.func.coalesce(sa.func.sum(t.spaces.c.bytes_current), 0),
    sa.func.coalesce(sa.func.sum(t.spaces.c.bytes_kept), 0),
).where(*_of(t.spaces, "owner"))
ALLOWED: Final = sa.select(t.accounts.c.quota_bytes, t.accounts.c.bytes_pending).where(*_of(t.accounts, "id"))

SESSIONS: Final = (
    sa.select(t.sessions)
    .where(*_of(t.sessions, "account"), t.sessions.c.expires_ms > given("now_ms"))
    .order_by(t.sessions.c.created_ms.desc(), t.sessions.c.id)
)
SESSION_IDS: Final = (  # locked, in one order for all: two that end the same sessions do not wait for each other in a circle
    sa.select(t.sessions.c.id).where(*_of(t.sessions, "account")).order_by(t.sessions.c.id).with_for_update()
)
ADD_SESSION: Final = sa.insert(t.sessions)
SET_SESSION: Final = _set(t.sessions, "id")
SEE_SESSION: Final = SET_SESSION.where(t.sessions.c.last_seen_ms < given("seen_before"))
END_SESSION: Final = sa.delete(t.sessions).where(*_of(t.sessions, "id"))
ADD_CHALLENGE: Final = sa.insert(t.challenges)
EXPIRE_CHALLENGES: Final = sa.delete(t.challenges).where(t.challenges.c.expires_ms <= given("now_ms"))
TAKE_CHALLENGE: Final = sa.delete(t.challenges).where(
    *_of(t.challenges, "id", "account", "purpose"), t.challenges.c.expires_ms > given("now_ms")
)

SPACES: Final = (
    sa.select(t.spaces.c.id, t.spaces.c.seq, t.spaces.c.commit_id)
    .select_from(t.members.join(t.spaces, t.spaces.c.key == t.members.c.space))
    .where(*_of(t.members, "account"))
    .order_by(t.spaces.c.key)
)
SPACE: Final = sa.select(t.spaces).where(*_of(t.spaces, "id"))
SPACE_LOCKED: Final = SPACE.with_for_update()
ALL_SPACES: Final = (
    sa.select(t.spaces)
    .where(t.spaces.c.key > given("after"))
    .order_by(t.spaces.c.key)
    .limit(given("most", type_=sa.Integer))
)
ADD_SPACE: Final = sa.insert(t.spaces)
MOVE_HEAD: Final = _set(t.spaces, "key")
ROLE: Final = sa.select(t.members.c.role).where(*_of(t.members, "account", "space"))
DROP_MEMBERS: Final = sa.delete(t.members).where(*_of(t.members, "space"))
ADD_MEMBER: Final = sa.insert(t.members)
ACLS: Final = sa.select(t.acls.c.body, t.acls.c.signature).where(*_of(t.acls, "space")).order_by(t.acls.c.seq)
ADD_ACL: Final = sa.insert(t.acls)

HEADERS: Final = (
    sa.select(t.commits.c.header)
    .where(*_of(t.commits, "space"), t.commits.c.seq >= given("first"), t.commits.c.seq <= given("last"))
    .order_by(t.commits.c.seq)
)
COMMITS: Final = (
    sa.select(t.commits.c.seq, t.commits.c.header, t.commits.c.ops)
    .where(*_of(t.commits, "space"), t.commits.c.seq > given("after"), t.commits.c.ops.is_not(None))
    .order_by(t.commits.c.seq)
    .limit(given("most", type_=sa.Integer))
)
ADD_COMMIT: Final = sa.insert(t.commits)

ALL_BLOBS: Final = (
    sa.select(t.blobs.c.id, t.blobs.c.size_bytes, t.blobs.c.pack, t.blobs.c.offset, t.blobs.c.n_blocks)
    .where(t.blobs.c.id > given("after"))
    .order_by(t.blobs.c.id)
    .limit(given("most", type_=sa.Integer))
)


def _count(table: sa.Table) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(table).scalar_subquery()


def _sum(column: sa.ColumnElement[int]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.coalesce(sa.func.sum(column), 0)).scalar_subquery()


TOTALS: Final = sa.select(
    _count(t.accounts), _count(t.spaces), _count(t.records), _count(t.commits), _count(t.blobs),
    _sum(t.blobs.c.size_bytes), _sum(t.spaces.c.bytes_current), _sum(t.spaces.c.bytes_kept),
    _sum(t.accounts.c.bytes_pending),
    sa.select(sa.func.count()).select_from(t.records).where(t.records.c.to_seq.is_not(None)).scalar_subquery(),
    _count(t.orphans), _count(t.packs), _sum(t.packs.c.live_bytes),
)  # fmt: skip


def in_pieces(values: Collection[T], size: int) -> list[list[T]]:
    """Return values in lists of at most ``size``: databases bound the parameters of one statement."""
    every = list(values)
    return [every[at : at + size] for at in range(0, len(every), size)]


def blob_row(row: Sequence[Any]) -> md.BlobRow:
    """Return id, size, pack, offset and block count as a BlobRow."""
    blob, size_bytes, pack, offset, n_blocks = row
    return md.BlobRow(BlockId(blob), size_bytes, md.Place(pack, offset), n_blocks)


def _account(row: Sequence[Any]) -> md.Account:
    made = md.Account(*row)
    return made._replace(
        id=AccountId(made.id), root_space=SpaceId(made.root_space), is_disabled=bool(made.is_disabled),
        quota_is_own=bool(made.quota_is_own),
    )  # fmt: skip


def session_row(row: Sequence[Any]) -> md.Session:
    """Return a row of the sessions."""
    made = md.Session(*row)
    return made._replace(
        account=AccountId(made.account), device=DeviceId(made.device), is_recovery=bool(made.is_recovery)
    )
