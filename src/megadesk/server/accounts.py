"""Accounts: sign up, sign in, sessions, keys.

    sign_up        account, root space and first commit in one transaction, through the journal's own checks
    login_start    a challenge; for a name nobody has, one that looks and costs the same
    login_finish   signature over the challenge, then the code of a second factor -> session
    change_keys    fresh signature, then the code -> new keys; all other sessions end

The server never sees a password or anything derived from it that could be replayed: a database thief can open no
session. Source: docs/formats/account.md.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from megadesk.crypto.public import (
    CHALLENGE_BYTES,
    TOKEN_BYTES,
    Acl,
    ReauthOp,
    check_public_key,
    decoy,
    equal,
    login_body,
    normal_login,
    parse_kdf_block,
    parse_public_bundle,
    sha256,
    verify_genesis,
    verify_login,
)
from megadesk.model.errors import (
    BadUsage,
    Damaged,
    Forged,
    Forked,
    Malformed,
    NotFound,
    NotSignedIn,
    OurBug,
    TooNew,
    WrongCredentials,
)
from megadesk.model.ids import AccountId, DeviceId, parse_account_id, parse_device_id
from megadesk.server import metadata as md
from megadesk.server.call import Call
from megadesk.server.invitations import admitted, terms_at_sign_up
from megadesk.server.journal import extend, roles_of
from megadesk.server.limits import whereabouts
from megadesk.server.metadata_invitations import Invitation
from megadesk.server.plans import terms_of
from megadesk.server.reauth import REAUTH, check_unchanged, reauthorised
from megadesk.server.refusals import refused
from megadesk.server.second_factor import refusal, refusal_of_change
from megadesk.server.services import Services
from megadesk.wire import messages as m

LOGIN: Final = "login"


def no_manifest(_row: md.BlobRow) -> tuple[()]:
    """Return nothing: a first commit refers to no blobs."""
    return ()


def nothing_named(_tx: md.Reading, rows: Collection[md.BlobRow]) -> None:
    """Pass: a first commit comes before any upload."""
    if rows:
        raise OurBug("a first commit that names blobs of an account that has none")


class Accounts:
    """Handlers under /v1/accounts, /v1/login and /v1/me. All run in worker threads."""

    def __init__(self, services: Services) -> None:
        self._services = services

    # -- signing up ---------------------------------------------------------------------------------------------------

    def sign_up(self, call: Call) -> m.SignUpDone:
        """Make the account, its root space and the first commit, or nothing."""
        body: m.SignUp = call.message
        config = self._services.config
        self._services.rates.take("sign_up", whereabouts(call.client), config.sign_up_by_address)
        self._services.rates.take("sign_up_name", body.login, config.sign_up_by_name)
        _check_spelling(body.login)  # before a database is asked: not all of them take every text
        now_ms = self._services.clock_ms()
        with self._services.metadata.read() as look:
            admitted(look, config, body.login, body.invitation, now_ms)  # before anything costly is checked
        try:
            acl = _checked_sign_up(body)
            with self._services.metadata.write() as tx:
                invitation = admitted(tx, config, body.login, body.invitation, now_ms)
                account = self._new_account(body, acl, invitation, now_ms)
                tx.drop_invitation(account.login)
                tx.add_account(account)
                row = tx.add_space(acl.space, account.id)
                tx.add_acl(row.key, 0, body.genesis_acl, body.genesis_signature)
                tx.set_members(row.key, roles_of(acl))
                first = body.first_commit
                extend(
                    tx,
                    row._replace(acl_body=body.genesis_acl),
                    first.header,
                    first.ops,
                    manifest=no_manifest,
                    check=nothing_named,
                    now_ms=account.created_ms,
                )
        except (Damaged, TooNew, Forked) as e:
            raise refused(e) from e
        return m.SignUpDone(account=account.id, space=acl.space)

    def _new_account(self, body: m.SignUp, acl: Acl, invitation: Invitation | None, now_ms: int) -> md.Account:
        given = terms_at_sign_up(self._services.config, invitation)
        return md.Account(
            id=parse_account_id(body.account), login=body.login, kdf_block=body.kdf_block,
            login_public=body.login_public, recovery_public=body.recovery_public, box_password=body.box_password,
            box_recovery=body.box_recovery, bundle_sealed=body.bundle_sealed, bundle_public=body.bundle_public,
            root_space=acl.space, is_disabled=False, quota_bytes=given.quota_bytes, bytes_pending=0, created_ms=now_ms,
            plan=given.plan, quota_is_own=given.quota_is_own,
        )  # fmt: skip

    # -- signing in ---------------------------------------------------------------------------------------------------

    def login_start(self, call: Call) -> m.LoginChallenge:
        """Answer with a challenge and what the client derives its keys from; alike for every name."""
        body: m.LoginStart = call.message
        login = normal_login(body.login)
        self._services.rates.take("login", whereabouts(call.client), self._services.config.login_by_address)
        fake = decoy(self._services.server_key, login)
        with self._services.metadata.read() as tx:
            found = tx.account_by_login(login)
        account = fake.account if found is None else found.id
        challenge = self._challenge(account, LOGIN)
        kdf_block = fake.kdf_block.encode() if found is None else found.kdf_block
        return m.LoginChallenge(account=account, kdf_block=kdf_block, challenge=challenge)

    def _challenge(self, account: AccountId, purpose: str) -> bytes:
        now_ms = self._services.clock_ms()
        challenge = self._services.entropy(CHALLENGE_BYTES)
        expires_ms = now_ms + self._services.config.challenge_s * 1000
        with self._services.metadata.write(beside=True) as tx:
            tx.add_challenge(md.Challenge(challenge, account, purpose, expires_ms), now_ms)
        return challenge

    def login_finish(self, call: Call) -> m.LoginDone:
        """Open a session for a signed challenge. WrongCredentials says not what was wrong, nor whether a code is asked for."""
        body: m.LoginFinish = call.message
        login = normal_login(body.login)
        self._services.rates.take("login_name", login, self._services.config.login_by_name)
        now_ms = self._services.clock_ms()
        fake = decoy(self._services.server_key, login)
        with self._services.metadata.write(beside=True) as tx:  # a challenge is taken by one of all who try
            found = tx.account_by_login(login)
            account = fake.account if found is None else found.id
            is_fresh = tx.take_challenge(body.challenge, account, LOGIN, now_ms)
        key, kdf_block = fake.login_public, fake.kdf_block.encode()
        if found is not None:
            key, kdf_block = found.recovery_public if body.recovery else found.login_public, found.kdf_block
        is_signed = self._is_signed(body, account, key, kdf_block)
        if found is None or found.is_disabled or not (is_fresh and is_signed):
            raise WrongCredentials
        return self._open_session(found, body, now_ms)

    def _is_signed(self, body: m.LoginFinish, account: AccountId, key: bytes, kdf_block: bytes) -> bool:
        """Whether the key signed the challenge, for this account and one of our origins."""
        try:
            signed = login_body(
                account=account, challenge=body.challenge, device=parse_device_id(body.device), now_ms=body.time_ms,
                kdf_block=kdf_block, origin=body.origin,
            )  # fmt: skip
            verify_login(key, signed, body.signature)
        except (Forged, Malformed):
            return False
        return equal(body.account, account) and body.origin in self._services.origins

    def _open_session(self, account: md.Account, body: m.LoginFinish, now_ms: int) -> m.LoginDone:
        token = self._services.entropy(TOKEN_BYTES)
        expires_ms = now_ms + self._services.config.session_idle_s * 1000
        session = md.Session(
            id=self._services.entropy(16), token_sha256=sha256(token), account=account.id, device=DeviceId(body.device),
            is_recovery=body.recovery, created_ms=now_ms, last_seen_ms=now_ms, expires_ms=expires_ms,
        )  # fmt: skip
        with self._services.metadata.write(beside=True) as tx:
            check_unchanged(tx, account)  # and locks: two codes of one account are looked at one after the other
            error = refusal(tx, account.id, body.code, now_ms)
            if error is None:
                tx.add_session(session)
        if error is not None:
            raise error
        return m.LoginDone(token=token, expires_ms=expires_ms, keys=_keys(account))

    # -- the account --------------------------------------------------------------------------------------------------

    def me(self, call: Call) -> m.Me:
        """Return the account's own figures."""
        with self._services.metadata.read() as tx:
            account = _account(tx, call)
            usage = tx.usage(account.id)
        terms = terms_of(self._services.config, account)
        return m.Me(
            account=account.id, login=account.login, root_space=account.root_space, quota_bytes=usage.quota_bytes,
            used_bytes=usage.used_bytes, bytes_current=usage.bytes_current, bytes_kept=usage.bytes_kept,
            incarnation=self._services.incarnation, retention_days=terms.retention_days,
            versions_min=terms.versions_min, bin_days=terms.bin_days, now_ms=self._services.clock_ms(),
        )  # fmt: skip

    def account_keys(self, call: Call) -> m.AccountKeys:
        """Return the sealed account."""
        with self._services.metadata.read() as tx:
            return _keys(_account(tx, call))

    def challenge(self, call: Call) -> m.Challenge:
        """Return a challenge for a fresh signature."""
        return m.Challenge(challenge=self._challenge(call.session.account, REAUTH))

    def change_keys(self, call: Call) -> m.Nothing:
        """Replace the account's keys, if their owner signed just that, just now; end all other sessions."""
        body: m.ChangeKeys = call.message
        session = call.session
        self._services.rates.take("change_keys", session.account.hex(), self._services.config.login_by_name)
        is_recovery_renewed = body.recovery_public is not None
        if is_recovery_renewed != (body.box_recovery is not None) or (session.is_recovery and not is_recovery_renewed):
            raise BadUsage("recovery_public and box_recovery belong together", what="recovery")
        try:
            _check_keys(body.kdf_block, body.login_public, body.recovery_public)
        except (Damaged, TooNew) as e:
            raise refused(e) from e
        op = ReauthOp.CHANGE_RECOVERY if is_recovery_renewed else ReauthOp.CHANGE_PASSWORD
        account = reauthorised(self._services, call, body, op)
        change = md.KeyChange(
            body.kdf_block, body.login_public, body.box_password, body.recovery_public, body.box_recovery
        )
        ended: list[bytes] = []
        with self._services.metadata.write() as tx:
            check_unchanged(tx, account)
            error = refusal_of_change(tx, session, body.code, self._services.clock_ms())
            if error is None:
                tx.set_keys(account.id, change)
                ended = tx.end_sessions(account.id, but=session.id)
                tx.settle_session(session.id)
        if error is not None:
            raise error
        self._services.notifier.sessions_ended(account.id, ended)
        return m.Nothing()

    # -- sessions -----------------------------------------------------------------------------------------------------

    def sessions(self, call: Call) -> m.Sessions:
        """Return the account's sessions."""
        with self._services.metadata.read() as tx:
            found = tx.sessions(call.session.account, self._services.clock_ms())
        return m.Sessions(
            sessions=[
                m.SessionInfo(
                    id=one.id, device=one.device, created_ms=one.created_ms, last_seen_ms=one.last_seen_ms,
                    expires_ms=one.expires_ms, current=one.id == call.session.id,
                )
                for one in found
            ]
        )  # fmt: skip

    def session_end(self, call: Call) -> m.Nothing:
        """End one of the account's sessions."""
        self._end(call, call.ids["session"])
        return m.Nothing()

    def logout(self, call: Call) -> m.Nothing:
        """End the caller's own session."""
        self._end(call, call.session.id)
        return m.Nothing()

    def _end(self, call: Call, session: bytes) -> None:
        account = call.session.account
        with self._services.metadata.write(beside=True) as tx:
            ended = tx.end_sessions(account, only=session)
        if not ended:
            raise NotFound(what="session")
        self._services.notifier.sessions_ended(account, ended)


def _account(tx: md.Reading, call: Call) -> md.Account:
    account = tx.account(call.session.account)
    if account is None:
        raise NotSignedIn
    return account


def _keys(account: md.Account) -> m.AccountKeys:
    return m.AccountKeys(
        account=account.id, login=account.login, kdf_block=account.kdf_block, login_public=account.login_public,
        recovery_public=account.recovery_public, box_password=account.box_password, box_recovery=account.box_recovery,
        bundle_sealed=account.bundle_sealed, bundle_public=account.bundle_public, root_space=account.root_space,
    )  # fmt: skip


def _check_keys(kdf_block: bytes, login_public: bytes, recovery_public: bytes | None) -> None:
    parse_kdf_block(kdf_block)
    check_public_key(login_public)
    if recovery_public is not None:
        check_public_key(recovery_public)


def _check_spelling(login: str) -> None:
    if normal_login(login) != login:
        raise refused(Malformed("login is not in its normal form"))


def _checked_sign_up(body: m.SignUp) -> Acl:
    """Return the genesis list after everything that holds a new account together was checked."""
    _check_keys(body.kdf_block, body.login_public, body.recovery_public)
    bundle = parse_public_bundle(body.bundle_public)
    acl = verify_genesis(body.genesis_acl, body.genesis_signature)
    owner = acl.by_account.get(AccountId(body.account))
    if bundle.account != body.account or bundle.login != body.login:
        raise Forged("the public bundle is that of another account")
    if owner is None or len(acl.by_account) != 1 or owner.identity_public != bundle.identity_public:
        raise Forged("the root space is not the account's own")
    return acl
