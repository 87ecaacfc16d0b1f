"""An account, from nothing to signed in.

    make_account        login, password      -> what signing up sends, the secrets, the recovery key to write down
    derive_password_keys   password, KDF block  -> PasswordKeys: the login signature, and the way to the master key
    open_account_with_password / _with_recovery   keys, what the server keeps -> AccountSecrets
    change_password     old and new password -> new KDF block, login key, box
    recover             recovery key, new password -> new wraps and a new recovery key

The server keeps an account as ServedAccount: public keys and boxes. Nothing it serves is believed: after the bundle is
open, every public key is derived from the secrets and compared with the served one (IdentityChanged). No function here
makes a key because something was absent. Source: docs/formats/account.md.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Final

from megadesk.crypto.acl import genesis_body, sign_acl, space_id
from megadesk.crypto.bundle import AccountSecrets, open_bundle, seal_bundle
from megadesk.crypto.identity import (
    KdfBlock,
    KdfParameters,
    PublicBundle,
    argon_salt,
    new_kdf_block,
    normal_login,
    parse_kdf_block,
    parse_public_bundle,
    sign_public_bundle,
    wrapset_digest,
)
from megadesk.crypto.keys import (
    EpochKey,
    IdentityKey,
    KemKeys,
    KeyEncryptionKey,
    LoginKey,
    MasterKey,
    PasswordRoot,
    RecoveryKey,
)
from megadesk.crypto.primitives import KEY_BYTES, SALT_BYTES, argon2id, equal
from megadesk.model.errors import BadUsage, Forged, IdentityChanged, Malformed, Rollback, WrongCredentials
from megadesk.model.ids import AccountId, Entropy, new_account_id

PASSWORD_MIN_BYTES: Final = 12
PASSWORD_MAX_BYTES: Final = 1024

_FIRST_VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedAccount:
    """What the server keeps of an account and hands out after a login. ``bundle_public`` is signed by the account."""

    account: AccountId
    kdf_block: bytes
    login_public: bytes
    box_password: bytes = field(repr=False)
    recovery_public: bytes
    box_recovery: bytes = field(repr=False)
    bundle_sealed: bytes = field(repr=False)
    bundle_public: bytes = field(repr=False)

    def wrapset(self) -> bytes:
        """Return the digest that the account record must show for these wraps."""
        return wrapset_digest(
            kdf_block=self.kdf_block, login_public=self.login_public, box_password=self.box_password,
            recovery_public=self.recovery_public, box_recovery=self.box_recovery,
        )  # fmt: skip

    def check_wrapset(self, recorded: bytes) -> None:
        """Pass if the account record in the root space shows these wraps; Rollback if the server serves others."""
        if not equal(self.wrapset(), recorded):
            raise Rollback("the server serves another password or recovery wrap than the account last set")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    """What a new account sends. ``genesis`` is the first member list of its root space, signed."""

    login: str
    served: ServedAccount
    genesis: bytes = field(repr=False)
    genesis_signature: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """The outcome of make_account. The recovery key is shown once and kept nowhere."""

    request: SignUp
    secrets: AccountSecrets
    recovery_key: RecoveryKey
    login_key: LoginKey


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordKeys:
    """What a password gives for one KDF block."""

    kdf: KdfBlock
    wrapping: KeyEncryptionKey
    login: LoginKey


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordWrap:
    """What the server replaces, in one transaction, when a password changes."""

    kdf_block: bytes
    login_public: bytes
    box_password: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChange:
    """A change of password: what is sent, the keys to sign in with, the digest for the account record."""

    wrap: PasswordWrap
    keys: PasswordKeys
    wrapset: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """A recovery: new wraps for both ways in, and the recovery key that replaces the one used."""

    wrap: PasswordWrap
    recovery_public: bytes
    box_recovery: bytes = field(repr=False)
    keys: PasswordKeys
    recovery_key: RecoveryKey
    secrets: AccountSecrets
    wrapset: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryRenewal:
    """A new recovery key for an account whose password is known."""

    wrap: PasswordWrap
    recovery_public: bytes
    box_recovery: bytes = field(repr=False)
    recovery_key: RecoveryKey
    wrapset: bytes


# ---- passwords ------------------------------------------------------------------------------------------------


def normal_password(password: str) -> bytes:
    """Return the bytes that are stretched: NFKC, UTF-8.

    Raises BadUsage with reason ``too_short`` (under 12 bytes), ``too_long`` (over 1024) or ``not_unicode``.
    """
    try:
        raw = unicodedata.normalize("NFKC", password).encode()
    except UnicodeEncodeError:
        raise BadUsage(what="password", reason="not_unicode") from None
    if len(raw) < PASSWORD_MIN_BYTES:
        raise BadUsage(what="password", reason="too_short")
    if len(raw) > PASSWORD_MAX_BYTES:
        raise BadUsage(what="password", reason="too_long")
    return raw


def derive_password_keys(
    *, login: str, password: str, kdf_block: bytes, pinned: KdfBlock | None = None
) -> PasswordKeys:
    """Return the keys a password gives; takes most of a second and the memory the block asks for.

    The block is checked first, also against ``pinned``, the one this device used last: Downgrade, LimitExceeded,
    Malformed or TooNew before anything is computed or sent. What no password can be is a wrong one: WrongCredentials.
    """
    block = parse_kdf_block(kdf_block)
    block.check_not_below(pinned)
    try:
        raw_password = normal_password(password)
    except BadUsage:
        raise WrongCredentials from None
    return _stretch(raw_password, login, block)


def _stretch(password: bytes, login: str, block: KdfBlock) -> PasswordKeys:
    cost = block.parameters
    raw = argon2id(password, argon_salt(block, login), memory_kib=cost.memory_kib, passes=cost.passes, lanes=cost.lanes)
    root = PasswordRoot(raw)
    return PasswordKeys(kdf=block, wrapping=root.wrapping(), login=root.login())


# ---- wraps of the master key ------------------------------------------------------------------------------------


def _password_ad(account: AccountId, keys: PasswordKeys) -> bytes:
    return account + keys.kdf.encode() + keys.login.public


def _wrap_for_password(account: AccountId, keys: PasswordKeys, master: MasterKey, entropy: Entropy) -> PasswordWrap:
    box = keys.wrapping.seal(_password_ad(account, keys), master.secret_bytes(), salt=entropy(SALT_BYTES))
    return PasswordWrap(kdf_block=keys.kdf.encode(), login_public=keys.login.public, box_password=box)


def _unwrap_with_password(served: ServedAccount, keys: PasswordKeys) -> MasterKey:
    return _master(keys.wrapping.open(_password_ad(served.account, keys), served.box_password))


def _wrap_for_recovery(account: AccountId, key: RecoveryKey, master: MasterKey, entropy: Entropy) -> bytes:
    return key.wrapping().seal(account + key.login().public, master.secret_bytes(), salt=entropy(SALT_BYTES))


def _unwrap_with_recovery(served: ServedAccount, key: RecoveryKey) -> MasterKey:
    return _master(key.wrapping().open(served.account + key.login().public, served.box_recovery))


def _master(raw: bytes) -> MasterKey:
    if len(raw) != KEY_BYTES:
        raise Malformed("master key: length")
    return MasterKey(raw)


# ---- the public bundle -----------------------------------------------------------------------------------------


def public_bundle(secrets: AccountSecrets, now_ms: int) -> bytes:
    """Return the account's public bundle, signed, for its current secrets."""
    bundle = PublicBundle(
        account=secrets.account,
        version=secrets.bundle_version,
        identity_public=secrets.identity.public,
        kem_public=secrets.kem.public,
        time_ms=now_ms,
        login=secrets.login,
    )
    return sign_public_bundle(secrets.identity, bundle)


# ---- signing up -------------------------------------------------------------------------------------------------


def make_account(*, login: str, password: str, parameters: KdfParameters, now_ms: int, entropy: Entropy) -> NewAccount:
    """Return a new account; nothing of it exists anywhere until its request is sent.

    Raises BadUsage for a login name or password out of bounds.
    """
    name = normal_login(login)
    raw_password = normal_password(password)
    keys = _stretch(raw_password, name, new_kdf_block(parameters, entropy))
    account = new_account_id(entropy)
    identity, root_key = IdentityKey.fresh(entropy), EpochKey.fresh(entropy)
    genesis = genesis_body(
        account=account, identity_public=identity.public, key_commit=root_key.commitment(), now_ms=now_ms
    )
    secrets = AccountSecrets(
        account=account,
        login=name,
        bundle_version=_FIRST_VERSION,
        identity=identity,
        kem=KemKeys.fresh(entropy),
        root_space=space_id(genesis.encode()),
        root_epoch=0,
        root_key=root_key,
    )
    recovery_key = RecoveryKey.fresh(entropy)
    served = _first_served(secrets, keys, recovery_key, now_ms, entropy)
    request = SignUp(login=name, served=served, genesis=genesis.encode(), genesis_signature=sign_acl(identity, genesis))
    return NewAccount(request=request, secrets=secrets, recovery_key=recovery_key, login_key=keys.login)


def _first_served(
    secrets: AccountSecrets, keys: PasswordKeys, recovery_key: RecoveryKey, now_ms: int, entropy: Entropy
) -> ServedAccount:
    master = MasterKey.fresh(entropy)
    wrap = _wrap_for_password(secrets.account, keys, master, entropy)
    return ServedAccount(
        account=secrets.account,
        kdf_block=wrap.kdf_block,
        login_public=wrap.login_public,
        box_password=wrap.box_password,
        recovery_public=recovery_key.login().public,
        box_recovery=_wrap_for_recovery(secrets.account, recovery_key, master, entropy),
        bundle_sealed=seal_bundle(master, secrets, entropy),
        bundle_public=public_bundle(secrets, now_ms),
    )


# ---- opening ----------------------------------------------------------------------------------------------------


def open_account_with_password(
    served: ServedAccount, keys: PasswordKeys, *, login: str, pinned: PublicBundle | None = None
) -> AccountSecrets:
    """Return the secrets of an account whose login the server accepted.

    Raises Forged, Malformed or TooNew if a box or bundle is not what this account sealed; IdentityChanged if the served
    public keys or name are not ours, or not the ``pinned`` ones; Rollback for an older bundle. After any of these
    nothing may be sent.
    """
    if served.kdf_block != keys.kdf.encode() or served.login_public != keys.login.public:
        raise Forged("the server answered with another account's password wrap")
    return _open_account(served, _unwrap_with_password(served, keys), login, pinned)


def open_account_with_recovery(
    served: ServedAccount, key: RecoveryKey, *, login: str, pinned: PublicBundle | None = None
) -> AccountSecrets:
    """Return the secrets of an account by its recovery key; raises as open_account_with_password."""
    if served.recovery_public != key.login().public:
        raise Forged("the server answered with another account's recovery wrap")
    return _open_account(served, _unwrap_with_recovery(served, key), login, pinned)


def _open_account(served: ServedAccount, master: MasterKey, login: str, pinned: PublicBundle | None) -> AccountSecrets:
    name = normal_login(login)
    secrets = open_bundle(master, served.bundle_sealed, account=served.account, login=name)
    public = parse_public_bundle(served.bundle_public)
    if (public.account, public.login) != (served.account, name):
        raise IdentityChanged("the public bundle is that of another account")
    check_own_bundle(secrets, public)
    if pinned is not None:
        check_own_bundle(secrets, pinned)
        if public.version < pinned.version:
            raise Rollback("the public bundle is older than the one this device has seen")
    if secrets.bundle_version != public.version:
        raise Rollback("the sealed and the public bundle are of different versions")
    return secrets


def check_own_bundle(secrets: AccountSecrets, public: PublicBundle) -> None:
    """Pass if a bundle shows exactly the public keys that our secrets give, else raise IdentityChanged."""
    if (public.identity_public, public.kem_public) != (secrets.identity.public, secrets.kem.public):
        raise IdentityChanged("public keys that are not ours under our name")


# ---- changing ---------------------------------------------------------------------------------------------------


def change_password(
    served: ServedAccount,
    keys: PasswordKeys,
    *,
    login: str,
    new_password: str,
    parameters: KdfParameters,
    entropy: Entropy,
) -> PasswordChange:
    """Return new wraps for a new password; the recovery key stays. ``keys`` are those of the old password.

    Whether ``served`` is what the account record shows is the caller's to say (``check_wrapset``): who is warned of old
    wraps is to change the password, and must be able to. Raises BadUsage for a password out of bounds, Forged or
    Malformed if the old box does not open, Downgrade for costs below those now in use.
    """
    raw_password = normal_password(new_password)
    master = _unwrap_with_password(served, keys)
    block = new_kdf_block(parameters, entropy)
    block.check_not_below(keys.kdf)
    new_keys = _stretch(raw_password, login, block)
    wrap = _wrap_for_password(served.account, new_keys, master, entropy)
    return PasswordChange(
        wrap=wrap, keys=new_keys, wrapset=_wrapset_of(wrap, served.recovery_public, served.box_recovery)
    )


def recover(
    served: ServedAccount,
    key: RecoveryKey,
    *,
    login: str,
    new_password: str,
    parameters: KdfParameters,
    entropy: Entropy,
) -> Recovery:
    """Return new wraps and a new recovery key for an account whose password is lost; the used key is spent.

    Raises BadUsage for a password out of bounds, and as open_account_with_recovery.
    """
    raw_password = normal_password(new_password)
    secrets = open_account_with_recovery(served, key, login=login)
    master = _unwrap_with_recovery(served, key)
    keys = _stretch(raw_password, login, new_kdf_block(parameters, entropy))
    wrap = _wrap_for_password(served.account, keys, master, entropy)
    new_key = RecoveryKey.fresh(entropy)
    box = _wrap_for_recovery(served.account, new_key, master, entropy)
    return Recovery(
        wrap=wrap,
        recovery_public=new_key.login().public,
        box_recovery=box,
        keys=keys,
        recovery_key=new_key,
        secrets=secrets,
        wrapset=_wrapset_of(wrap, new_key.login().public, box),
    )


def renew_recovery_key(served: ServedAccount, keys: PasswordKeys, *, entropy: Entropy) -> RecoveryRenewal:
    """Return a new recovery key and its wrap; the password and its wrap stay, the old recovery key is void.

    The account record as for ``change_password``. Raises Forged or Malformed if the password box does not open.
    """
    master = _unwrap_with_password(served, keys)
    key = RecoveryKey.fresh(entropy)
    wrap = PasswordWrap(kdf_block=served.kdf_block, login_public=served.login_public, box_password=served.box_password)
    box = _wrap_for_recovery(served.account, key, master, entropy)
    return RecoveryRenewal(
        wrap=wrap,
        recovery_public=key.login().public,
        box_recovery=box,
        recovery_key=key,
        wrapset=_wrapset_of(wrap, key.login().public, box),
    )


def _wrapset_of(wrap: PasswordWrap, recovery_public: bytes, box_recovery: bytes) -> bytes:
    return wrapset_digest(
        kdf_block=wrap.kdf_block, login_public=wrap.login_public, box_password=wrap.box_password,
        recovery_public=recovery_public, box_recovery=box_recovery,
    )  # fmt: skip
