"""From a name and a password to a signed-in account, and the changes a person can make to it.

    sign_up            make_account -> first commit (roots, device, account record) -> one request -> log_in
    log_in, recover    start -> challenge, KDF block (checked before anything is computed) -> signature -> boxes -> secrets
    change_password, renew_recovery_key, change_second_factor    fresh challenge -> fresh signature over the very request

Every box is opened in crypto/account; after one that does not open nothing more is said to the server.
Source: docs/formats/account.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import msgspec

from megadesk.crypto import account as accounts
from megadesk.crypto.acl import verify_genesis
from megadesk.crypto.bundle import AccountSecrets
from megadesk.crypto.commits import SealedCommit, first_head, make_commit, put_op
from megadesk.crypto.identity import (
    KDF_DEFAULT,
    KdfBlock,
    KdfParameters,
    PublicBundle,
    ReauthOp,
    Signer,
    WrapSet,
    login_body,
    normal_login,
    parse_kdf_block,
    parse_public_bundle,
    reauth_body,
    sign_login,
    sign_reauth,
)
from megadesk.crypto.keys import RecoveryKey
from megadesk.crypto.primitives import SALT_BYTES
from megadesk.crypto.records import (
    RecordKind,
    RecordMeta,
    account_node_id,
    device_node_id,
    root_node_id,
    seal_record,
)
from megadesk.crypto.second_factor import normal_code, one_time_hash
from megadesk.crypto.statetree import StateTree
from megadesk.model.commit import Op
from megadesk.model.errors import Forged, IdentityChanged, WrongCredentials
from megadesk.model.ids import TOP, DeviceId, Entropy, NodeId, parse_account_id
from megadesk.model.relpath import AREAS
from megadesk.remote.api import Api
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, encode


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A session with everything that opens the account. ``recovery_key`` only when a new one was made."""

    secrets: AccountSecrets = field(repr=False)
    token: bytes = field(repr=False)
    kdf: KdfBlock
    served: accounts.ServedAccount = field(repr=False)
    bundle: PublicBundle
    recovery_key: RecoveryKey | None = field(default=None, repr=False)
    new_wrapset: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """What this device has seen of the account before: the server may not show less."""

    kdf: KdfBlock | None = None
    bundle: PublicBundle | None = None


NO_PINS: Final = Pins()
CODE_MAX_CHARS: Final = 32
"""Of a code as the server takes it; what is longer is none."""


def origin_of(address: str) -> str:
    """Return scheme://host:port as it was dialled, the port always said."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


class AccountTalk:
    """Talks to one server about one account."""

    def __init__(
        self, api: Api, *, wall_ms: Callable[[], int], entropy: Entropy, parameters: KdfParameters = KDF_DEFAULT
    ) -> None:
        self._api = api
        self._wall_ms = wall_ms
        self._entropy = entropy
        self._parameters = parameters

    # -- in -----------------------------------------------------------------------------------------------------------

    def sign_up(
        self, *, login: str, password: str, device: DeviceId, device_name: str, invitation: str = ""
    ) -> SignedIn:
        """Return the signed-in new account. Raises AlreadyExists, BadUsage, ServerRefused, RateLimited and its kin."""
        new = accounts.make_account(
            login=login, password=password, parameters=self._parameters, now_ms=self._wall_ms(), entropy=self._entropy
        )
        served = new.request.served
        first = self._first_commit(new, device, device_name)
        self._api.call(
            routes.SIGN_UP,
            m.SignUp(
                login=new.request.login,
                account=served.account,
                kdf_block=served.kdf_block,
                login_public=served.login_public,
                recovery_public=served.recovery_public,
                box_password=served.box_password,
                box_recovery=served.box_recovery,
                bundle_sealed=served.bundle_sealed,
                bundle_public=served.bundle_public,
                genesis_acl=new.request.genesis,
                genesis_signature=new.request.genesis_signature,
                first_commit=m.CommitPair(header=first.signed_header, ops=first.ops),
                invitation=invitation,
            ),
            want=m.SignUpDone,
        )
        challenge = self._start(new.request.login)
        if (challenge.account, challenge.kdf_block) != (served.account, served.kdf_block):
            raise Forged("the server answered with another account than was just made")
        done = self._finish(new.request.login, challenge, new.login_key, device)
        return SignedIn(
            secrets=new.secrets, token=done.token, kdf=parse_kdf_block(served.kdf_block), served=served,
            bundle=parse_public_bundle(served.bundle_public), recovery_key=new.recovery_key,
        )  # fmt: skip

    def log_in(self, *, login: str, password: str, device: DeviceId, pins: Pins, code: str = "") -> SignedIn:
        """Return the signed-in account. Raises WrongCredentials, Downgrade, IdentityChanged, Forged, RateLimited, ..."""
        name = normal_login(login)
        challenge = self._start(name)
        keys = accounts.derive_password_keys(
            login=name, password=password, kdf_block=challenge.kdf_block, pinned=pins.kdf
        )
        done = self._finish(name, challenge, keys.login, device, code=code)
        served = served_account(done.keys)
        secrets = accounts.open_account_with_password(served, keys, login=name, pinned=pins.bundle)
        _check_asked_for(done.keys, challenge, secrets)
        return SignedIn(
            secrets=secrets, token=done.token, kdf=keys.kdf, served=served,
            bundle=parse_public_bundle(served.bundle_public),
        )  # fmt: skip

    def recover(
        self, *, login: str, key: RecoveryKey, new_password: str, device: DeviceId, pins: Pins, code: str = ""
    ) -> SignedIn:
        """Return the account signed in with its recovery key, under a new password and a new recovery key."""
        name = normal_login(login)
        challenge = self._start(name)
        parse_kdf_block(challenge.kdf_block).check_not_below(pins.kdf)
        done = self._finish(name, challenge, key.login(), device, recovery=True, code=code)
        served = served_account(done.keys)
        accounts.open_account_with_recovery(served, key, login=name, pinned=pins.bundle)
        change = accounts.recover(
            served, key, login=name, new_password=new_password, parameters=self._parameters, entropy=self._entropy
        )
        _check_asked_for(done.keys, challenge, change.secrets)
        self._api.sign_in(done.token)
        self._change_keys(
            key.login(), served, ReauthOp.CHANGE_RECOVERY, change.wrap, change.recovery_public, change.box_recovery
        )
        return SignedIn(
            secrets=change.secrets, token=done.token, kdf=change.keys.kdf, served=served,
            bundle=parse_public_bundle(served.bundle_public), recovery_key=change.recovery_key,
            new_wrapset=change.wrapset,
        )  # fmt: skip

    def _start(self, login: str) -> m.LoginChallenge:
        return self._api.call(routes.LOGIN_START, m.LoginStart(login=login), want=m.LoginChallenge)

    def _finish(
        self, login: str, challenge: m.LoginChallenge, signer: Signer, device: DeviceId, *,
        recovery: bool = False, code: str = "",
    ) -> m.LoginDone:  # fmt: skip
        origin = origin_of(self._api.address)
        now_ms = self._wall_ms()
        body = login_body(
            account=parse_account_id(challenge.account), challenge=challenge.challenge, device=device, now_ms=now_ms,
            kdf_block=challenge.kdf_block, origin=origin,
        )  # fmt: skip
        return self._api.call(
            routes.LOGIN_FINISH,
            m.LoginFinish(
                login=login, account=challenge.account, challenge=challenge.challenge, device=device, time_ms=now_ms,
                origin=origin, signature=sign_login(signer, body), recovery=recovery, code=_sent(code),
            ),
            want=m.LoginDone,
        )  # fmt: skip

    # -- changes ------------------------------------------------------------------------------------------------------

    def keys(self) -> accounts.ServedAccount:
        """Return the account as the server keeps it now."""
        return served_account(self._api.call(routes.ACCOUNT_KEYS, want=m.AccountKeys))

    def change_password(
        self, *, login: str, old_password: str, new_password: str, pins: Pins = NO_PINS, code: str = ""
    ) -> tuple[KdfBlock, bytes]:
        """Set a new password; return its KDF block and the new wrap set. WrongCredentials if the old one is not it."""
        served, keys = self._reopened(login, old_password, pins)
        change = accounts.change_password(
            served, keys, login=normal_login(login), new_password=new_password, parameters=keys.kdf.parameters,
            entropy=self._entropy,
        )  # fmt: skip
        self._change_keys(keys.login, served, ReauthOp.CHANGE_PASSWORD, change.wrap, None, None, code)
        return change.keys.kdf, change.wrapset

    def renew_recovery_key(
        self, *, login: str, password: str, pins: Pins = NO_PINS, code: str = ""
    ) -> tuple[RecoveryKey, bytes]:
        """Make a new recovery key, the old one is void; return it and the new wrap set."""
        served, keys = self._reopened(login, password, pins)
        change = accounts.renew_recovery_key(served, keys, entropy=self._entropy)
        self._change_keys(
            keys.login, served, ReauthOp.CHANGE_RECOVERY, change.wrap, change.recovery_public, change.box_recovery, code
        )
        return change.recovery_key, change.wrapset

    def second_factor(self) -> m.SecondFactor:
        """Return whether the account has a second factor, as the server says: it alone asks for the codes."""
        return self._api.call(routes.SECOND_FACTOR, want=m.SecondFactor)

    def change_second_factor(
        self, *, login: str, password: str, code: str, secret: bytes | None = None, codes: Sequence[str] = (),
        pins: Pins = NO_PINS,
    ) -> None:  # fmt: skip
        """Turn the second factor on (secret and one-time codes), renew the codes (codes alone), or turn it off.

        Raises WrongCredentials, SecondFactorNeeded, RateLimited; AlreadyExists if it is on, NotFound if it is off.
        """
        served, keys = self._reopened(login, password, pins)
        challenge = self._api.call(routes.CHALLENGE, want=m.Challenge).challenge
        unsigned = m.ChangeSecondFactor(
            challenge=challenge, secret=secret, code=_sent(code),
            code_hashes=[one_time_hash(served.account, one) for one in codes],
        )  # fmt: skip
        signature = _signature(keys.login, served, ReauthOp.CHANGE_TWO_FACTOR, unsigned)
        self._api.call(
            routes.CHANGE_SECOND_FACTOR, msgspec.structs.replace(unsigned, signature=signature), want=m.Nothing
        )

    def _reopened(self, login: str, password: str, pins: Pins) -> tuple[accounts.ServedAccount, accounts.PasswordKeys]:
        served = self.keys()
        _check_ours(served, pins.bundle)
        keys = accounts.derive_password_keys(
            login=normal_login(login), password=password, kdf_block=served.kdf_block, pinned=pins.kdf
        )
        if keys.login.public != served.login_public:
            raise WrongCredentials
        return served, keys

    def _change_keys(
        self, signer: Signer, served: accounts.ServedAccount, op: ReauthOp, wrap: accounts.PasswordWrap,
        recovery_public: bytes | None, box_recovery: bytes | None, code: str = "",
    ) -> None:  # fmt: skip
        challenge = self._api.call(routes.CHALLENGE, want=m.Challenge).challenge
        unsigned = m.ChangeKeys(
            challenge=challenge, kdf_block=wrap.kdf_block, login_public=wrap.login_public,
            box_password=wrap.box_password, recovery_public=recovery_public, box_recovery=box_recovery,
            code=_sent(code),
        )  # fmt: skip
        signed = msgspec.structs.replace(unsigned, signature=_signature(signer, served, op, unsigned))
        self._api.call(routes.CHANGE_KEYS, signed, want=m.Nothing)

    # -- the first commit ---------------------------------------------------------------------------------------------

    def _first_commit(self, new: accounts.NewAccount, device: DeviceId, device_name: str) -> SealedCommit:
        secrets = new.secrets
        space = secrets.root_space
        acl = verify_genesis(new.request.genesis, new.request.genesis_signature, expected=space)
        metas: list[tuple[NodeId, RecordMeta]] = [
            (root_node_id(space, area), RecordMeta(parent=TOP, kind=RecordKind.FOLDER, name=area)) for area in AREAS
        ]
        metas.append((device_node_id(space, device), device_meta(device, device_name, self._wall_ms())))
        metas.append((account_node_id(space), wrapset_meta(1, new.request.served.wrapset())))
        ops: list[Op] = [
            put_op(
                seal_record(
                    secrets.root_key.meta(),
                    space=space,
                    node=node,
                    version=1,
                    epoch=secrets.root_epoch,
                    meta=meta,
                    salt=self._entropy(SALT_BYTES),
                )
            )
            for node, meta in metas
        ]
        return make_commit(
            secrets.identity, ops, author=secrets.account, device=device, now_ms=self._wall_ms(), head=first_head(acl),
            acl=acl, current=_NothingYet(), tree=StateTree.empty(),
        )  # fmt: skip


class _NothingYet:
    """The records of a space before its first commit."""

    @staticmethod
    def in_buckets(_buckets: object) -> tuple[()]:
        """Yield nothing."""
        return ()


def device_meta(device: DeviceId, name: str, now_ms: int) -> RecordMeta:
    """Return the record that tells the account's other devices of this one."""
    return RecordMeta(parent=TOP, kind=RecordKind.DEVICE, name=name, mtime_ns=now_ms * 1_000_000, device=device)


def wrapset_meta(version: int, digest: bytes) -> RecordMeta:
    """Return the record that says which wraps of the master key are current."""
    return RecordMeta(parent=TOP, kind=RecordKind.ACCOUNT, wrapset=WrapSet(version, digest))


def _sent(code: str) -> str:
    """Return a code as it is sent: without what a person puts between its characters, and not longer than any is."""
    return normal_code(code)[:CODE_MAX_CHARS]


def _signature(
    signer: Signer, served: accounts.ServedAccount, op: ReauthOp, unsigned: m.ChangeKeys | m.ChangeSecondFactor
) -> bytes:
    """Return the fresh signature over a request whose own signature is still empty."""
    request = encode(unsigned, Encoding.JSON)
    body = reauth_body(account=served.account, challenge=unsigned.challenge, op=op, request_body=request)
    return sign_reauth(signer, body)


def _check_asked_for(keys: m.AccountKeys, challenge: m.LoginChallenge, secrets: AccountSecrets) -> None:
    """Pass if what was served is what was asked and signed for, to the last field; Forged if not."""
    if (keys.account, keys.login, keys.root_space) != (challenge.account, secrets.login, secrets.root_space):
        raise Forged("the server answered with another account than it was asked for")


def _check_ours(served: accounts.ServedAccount, pinned: PublicBundle | None) -> None:
    """Pass if the account that is served is the one this device is signed in to; IdentityChanged if not.

    Before a password is held against it: with another account's keys the right one would look wrong.
    """
    if pinned is None:
        return
    shown = parse_public_bundle(served.bundle_public)
    known = (pinned.account, pinned.account, pinned.identity_public, pinned.kem_public)
    if (served.account, shown.account, shown.identity_public, shown.kem_public) != known:
        raise IdentityChanged("the server shows another account than the one of this device")


def served_account(keys: m.AccountKeys) -> accounts.ServedAccount:
    """Return what crypto opens, from what the server sent."""
    return accounts.ServedAccount(
        account=parse_account_id(keys.account),
        kdf_block=keys.kdf_block,
        login_public=keys.login_public,
        box_password=keys.box_password,
        recovery_public=keys.recovery_public,
        box_recovery=keys.box_recovery,
        bundle_sealed=keys.bundle_sealed,
        bundle_public=keys.bundle_public,
    )
