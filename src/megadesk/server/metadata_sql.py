"""The metadata store's questions in SQL that every database takes: accounts, sessions, spaces, journal.

The bulk statements of uploads and appends are each database's own (``metadata_sqlite``); what is here runs a few times
a request, through SQLAlchemy Core over ``metadata_tables``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from megadesk.model.errors import AlreadyExists
from megadesk.model.ids import NO_COMMIT, AccountId, AclHash, BlockId, CommitId, DeviceId, SpaceId
from megadesk.server import metadata as md
from megadesk.server import metadata_tables as t

T = TypeVar("T")

_COUNTED_BYTES = 400
"""What a commit weighs besides its ops, when pages are cut by size."""


class SqlTransaction:
    """One transaction on one connection; see ``metadata.Reading`` and ``metadata.Writing``."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def _one(self, query: sa.Select[Any]) -> sa.Row[Any] | None:
        return self._c.execute(query).first()

    # -- the server itself ------------------------------------------------------------------------------------------

    def setting(self, name: str) -> bytes | None:
        """Return a value the server keeps about itself (``server_key``, ``incarnation``)."""
        value: bytes | None = self._c.execute(
            sa.select(t.settings.c.value).where(t.settings.c.name == name)
        ).scalar_one_or_none()
        return value

    def put_setting(self, name: str, value: bytes) -> None:
        """Set a value the server keeps about itself."""
        changed = self._c.execute(sa.update(t.settings).where(t.settings.c.name == name).values(value=value))
        if not changed.rowcount:
            self._c.execute(sa.insert(t.settings).values(name=name, value=value))

    # -- accounts ---------------------------------------------------------------------------------------------------

    def account(self, account: AccountId, *, lock: bool = False) -> md.Account | None:
        """Return an account."""
        query = sa.select(t.accounts).where(t.accounts.c.id == account)
        row = self._one(query.with_for_update() if lock else query)
        return None if row is None else _account(row)

    def account_by_login(self, login: str) -> md.Account | None:
        """Return the account with this login name, in its normal form."""
        row = self._one(sa.select(t.accounts).where(t.accounts.c.login == login))
        return None if row is None else _account(row)

    def accounts(self, after: str, limit: int) -> Sequence[md.Account]:
        """Return accounts by login name, those after ``after``."""
        query = sa.select(t.accounts).where(t.accounts.c.login > after).order_by(t.accounts.c.login).limit(limit)
        return [_account(row) for row in self._c.execute(query)]

    def add_account(self, account: md.Account) -> None:
        """Add an account; AlreadyExists if its id or login name is taken."""
        try:
            self._c.execute(sa.insert(t.accounts).values(account._asdict() | {"is_disabled": int(account.is_disabled)}))
        except IntegrityError as e:
            raise AlreadyExists(what="account") from e

    def set_keys(self, account: AccountId, change: md.KeyChange) -> None:
        """Replace an account's keys."""
        values = {name: value for name, value in change._asdict().items() if value is not None}
        self._c.execute(sa.update(t.accounts).where(t.accounts.c.id == account).values(values))

    def set_quota(self, account: AccountId, quota_bytes: int) -> None:
        """Set what an account may store."""
        self._c.execute(sa.update(t.accounts).where(t.accounts.c.id == account).values(quota_bytes=quota_bytes))

    def set_disabled(self, account: AccountId, is_disabled: bool) -> None:
        """Shut an account out, or let it in again."""
        self._c.execute(sa.update(t.accounts).where(t.accounts.c.id == account).values(is_disabled=int(is_disabled)))

    def usage(self, account: AccountId) -> md.Usage:
        """Return what an account takes and may take; zeros if there is none."""
        owned = sa.select(
            sa.func.coalesce(sa.func.sum(t.spaces.c.bytes_current), 0),
            sa.func.coalesce(sa.func.sum(t.spaces.c.bytes_kept), 0),
        ).where(t.spaces.c.owner == account)
        current, kept = self._c.execute(owned).one()
        row = self._one(
            sa.select(t.accounts.c.quota_bytes, t.accounts.c.bytes_pending).where(t.accounts.c.id == account)
        )
        quota, pending = (0, 0) if row is None else tuple(row)
        return md.Usage(quota, int(current), int(kept), pending)

    # -- sessions and challenges ------------------------------------------------------------------------------------

    def sessions(self, account: AccountId, now_ms: int) -> Sequence[md.Session]:
        """Return an account's sessions that have not expired, newest first."""
        c = t.sessions.c
        query = sa.select(t.sessions).where(c.account == account, c.expires_ms > now_ms)
        return [_session(row) for row in self._c.execute(query.order_by(c.created_ms.desc(), c.id))]

    def add_session(self, session: md.Session) -> None:
        """Add a session."""
        self._c.execute(sa.insert(t.sessions).values(session._asdict() | {"is_recovery": int(session.is_recovery)}))

    def see_session(self, session: bytes, last_seen_ms: int, expires_ms: int) -> None:
        """Note that a session was used."""
        self._c.execute(
            sa.update(t.sessions)
            .where(t.sessions.c.id == session)
            .values(last_seen_ms=last_seen_ms, expires_ms=expires_ms)
        )

    def settle_session(self, session: bytes) -> None:
        """Make a session that was opened by a recovery key an ordinary one."""
        self._c.execute(sa.update(t.sessions).where(t.sessions.c.id == session).values(is_recovery=0))

    def end_sessions(self, account: AccountId, *, only: bytes | None = None, but: bytes | None = None) -> list[bytes]:
        """End one session by id, or all (but one); return the ids of those that were there."""
        which = [t.sessions.c.account == account]
        if only is not None:
            which.append(t.sessions.c.id == only)
        if but is not None:
            which.append(t.sessions.c.id != but)
        ended = list(self._c.execute(sa.select(t.sessions.c.id).where(*which)).scalars())
        self._c.execute(sa.delete(t.sessions).where(*which))
        return ended

    def add_challenge(self, challenge: md.Challenge, now_ms: int) -> None:
        """Add a challenge, and forget those that have expired."""
        self._c.execute(sa.delete(t.challenges).where(t.challenges.c.expires_ms <= now_ms))
        self._c.execute(sa.insert(t.challenges).values(challenge._asdict()))

    def take_challenge(self, challenge: bytes, account: AccountId, purpose: str, now_ms: int) -> bool:
        """Use a challenge up; whether it was there, for this account and purpose, and had not expired."""
        c = t.challenges.c
        taken = self._c.execute(
            sa.delete(t.challenges).where(
                c.id == challenge, c.account == account, c.purpose == purpose, c.expires_ms > now_ms
            )
        )
        return bool(taken.rowcount)

    # -- spaces -----------------------------------------------------------------------------------------------------

    def spaces(self, account: AccountId) -> Sequence[tuple[SpaceId, int, CommitId]]:
        """Return id, sequence number and commit of each space the account is a member of."""
        joined = t.members.join(t.spaces, t.spaces.c.key == t.members.c.space)
        query = sa.select(t.spaces.c.id, t.spaces.c.seq, t.spaces.c.commit_id).select_from(joined)
        rows = self._c.execute(query.where(t.members.c.account == account).order_by(t.spaces.c.key))
        return [(SpaceId(space), seq, CommitId(commit)) for space, seq, commit in rows]

    def space(self, space: SpaceId, *, lock: bool = False) -> md.SpaceRow | None:
        """Return a space at its head."""
        query = sa.select(t.spaces).where(t.spaces.c.id == space)
        row = self._one(query.with_for_update() if lock else query)
        return None if row is None else _space(row)

    def all_spaces(self, after_key: int, limit: int) -> Sequence[md.SpaceRow]:
        """Return spaces in the order of their keys."""
        query = sa.select(t.spaces).where(t.spaces.c.key > after_key).order_by(t.spaces.c.key).limit(limit)
        return [_space(row) for row in self._c.execute(query)]

    def add_space(self, space: SpaceId, owner: AccountId) -> md.SpaceRow:
        """Add a space without commits; AlreadyExists if there is one with this id."""
        values: dict[str, Any] = {
            "id": space, "owner": owner, "seq": 0, "commit_id": NO_COMMIT, "header": b"", "acl_seq": 0, "acl_body": b"",
            "n_records": 0, "bytes_current": 0, "bytes_kept": 0, "groups": bytes(8192),
        }  # fmt: skip
        try:
            self._c.execute(sa.insert(t.spaces).values(values))
        except IntegrityError as e:
            raise AlreadyExists(what="space") from e
        return _space(self._c.execute(sa.select(t.spaces).where(t.spaces.c.id == space)).one())

    def move_head(self, space_key: int, move: md.HeadMove) -> None:
        """Move a space to its next head."""
        values = move._asdict()
        values["commit_id"] = values.pop("commit")
        self._c.execute(sa.update(t.spaces).where(t.spaces.c.key == space_key).values(values))

    def role(self, space_key: int, account: AccountId) -> int | None:
        """Return a member's role."""
        m = t.members.c
        role: int | None = self._c.execute(
            sa.select(m.role).where(m.account == account, m.space == space_key)
        ).scalar_one_or_none()
        return role

    def set_members(self, space_key: int, roles: Mapping[AccountId, int]) -> None:
        """Replace the members of a space."""
        self._c.execute(sa.delete(t.members).where(t.members.c.space == space_key))
        rows = [{"account": account, "space": space_key, "role": role} for account, role in roles.items()]
        self._c.execute(sa.insert(t.members), rows)

    def acls(self, space_key: int) -> Sequence[tuple[bytes, bytes]]:
        """Return bodies and signatures of the membership chain, from genesis on."""
        a = t.acls.c
        query = sa.select(a.body, a.signature).where(a.space == space_key).order_by(a.seq)
        return [(body, signature) for body, signature in self._c.execute(query)]

    def add_acl(self, space_key: int, seq: int, body: bytes, signature: bytes) -> None:
        """Append to the membership chain."""
        self._c.execute(sa.insert(t.acls).values(space=space_key, seq=seq, body=body, signature=signature))

    # -- the journal ------------------------------------------------------------------------------------------------

    def header(self, space_key: int, seq: int) -> bytes | None:
        """Return one signed header."""
        found = self.headers(space_key, seq, seq)
        return found[0] if found else None

    def headers(self, space_key: int, first: int, last: int) -> Sequence[bytes]:
        """Return signed headers from first to last, those there are."""
        c = t.commits.c
        query = sa.select(c.header).where(c.space == space_key, c.seq >= first, c.seq <= last).order_by(c.seq)
        return list(self._c.execute(query).scalars())

    def commits(self, space_key: int, after: int, *, limit: int, limit_bytes: int) -> Sequence[md.CommitRow]:
        """Return the commits after a sequence number: at most ``limit`` and ``limit_bytes``, but at least one."""
        c = t.commits.c
        query = sa.select(c.seq, c.header, c.ops).where(c.space == space_key, c.seq > after, c.ops.is_not(None))
        found: list[md.CommitRow] = []
        size = 0
        with self._c.execute(query.order_by(c.seq).limit(limit)) as rows:
            for row in rows:
                size += len(row.ops) + _COUNTED_BYTES
                if found and size > limit_bytes:
                    break
                found.append(md.CommitRow(*row))
        return found

    def add_commit(
        self, space_key: int, commit: md.CommitRow, commit_id: CommitId, *, acl: AclHash, time_ms: int
    ) -> None:
        """Append to the journal."""
        self._c.execute(
            sa.insert(t.commits).values(
                space=space_key,
                seq=commit.seq,
                commit_id=commit_id,
                acl_hash=acl,
                time_ms=time_ms,
                header=commit.header,
                ops=commit.ops,
            )
        )

    # -- for the operator -------------------------------------------------------------------------------------------

    def all_blobs(self, after: bytes, limit: int) -> Sequence[md.BlobRow]:
        """Return blobs in the order of their ids, those after ``after``."""
        b = t.blobs.c
        query = sa.select(b.id, b.size_bytes, b.pack, b.offset, b.n_blocks).where(b.id > after).order_by(b.id)
        return [blob_row(row) for row in self._c.execute(query.limit(limit))]

    def totals(self) -> md.Totals:
        """Count everything; slow."""

        def count(table: sa.Table) -> int:
            return self._c.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()

        size = sa.select(sa.func.coalesce(sa.func.sum(t.blobs.c.size_bytes), 0))
        return md.Totals(
            accounts=count(t.accounts), spaces=count(t.spaces), records=count(t.records), commits=count(t.commits),
            blobs=count(t.blobs), blob_bytes=int(self._c.execute(size).scalar_one()),
        )  # fmt: skip


def in_pieces(values: Collection[T], size: int) -> list[list[T]]:
    """Return values in lists of at most ``size``: databases bound the parameters of one statement."""
    every = list(values)
    return [every[at : at + size] for at in range(0, len(every), size)]


def blob_row(row: Sequence[Any]) -> md.BlobRow:
    """Return id, size, pack, offset and block count as a BlobRow."""
    blob, size_bytes, pack, offset, n_blocks = row
    return md.BlobRow(BlockId(blob), size_bytes, md.Place(pack, offset), n_blocks)


def _space(row: Sequence[Any]) -> md.SpaceRow:
    return md.SpaceRow(*row)


def _account(row: Sequence[Any]) -> md.Account:
    made = md.Account(*row)
    return made._replace(id=AccountId(made.id), root_space=SpaceId(made.root_space), is_disabled=bool(made.is_disabled))


def _session(row: Sequence[Any]) -> md.Session:
    made = md.Session(*row)
    return made._replace(
        account=AccountId(made.account), device=DeviceId(made.device), is_recovery=bool(made.is_recovery)
    )


session_row = _session
