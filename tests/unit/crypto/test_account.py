"""Accounts: every way in leads to the same secrets, and nothing a server swaps is believed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from fakes.crypto import NOW_MS, seeded_entropy
from megadesk.crypto import account as accounts
from megadesk.crypto.account import (
    NewAccount,
    PasswordKeys,
    ServedAccount,
    change_password,
    derive_password_keys,
    make_account,
    normal_password,
    open_account_with_password,
    open_account_with_recovery,
    recover,
)
from megadesk.crypto.acl import Role, verify_genesis
from megadesk.crypto.bundle import AccountSecrets, secret_fields
from megadesk.crypto.identity import KdfParameters, PublicBundle, parse_public_bundle, sign_public_bundle
from megadesk.crypto.keys import IdentityKey, KemKeys, RecoveryKey
from megadesk.model.errors import (
    BadUsage,
    Downgrade,
    Forged,
    IdentityChanged,
    Malformed,
    MegadeskError,
    Rollback,
    TooNew,
    WrongCredentials,
)
from megadesk.model.values import replace

CHEAP = KdfParameters(memory_kib=65_536, passes=3, lanes=4)
LOGIN = "Ann@Example.org"
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Case:
    """An account and the keys of its password."""

    made: NewAccount
    keys: PasswordKeys

    @property
    def served(self) -> ServedAccount:
        """What the server keeps of it."""
        return self.made.request.served


@cache
def case(seed: str = "ann", login: str = LOGIN) -> Case:
    """Return an account; stretching takes its time, so each is made once."""
    made = make_account(login=login, password=PASSWORD, parameters=CHEAP, now_ms=NOW_MS, entropy=seeded_entropy(seed))
    keys = derive_password_keys(login=login, password=PASSWORD, kdf_block=made.request.served.kdf_block)
    return Case(made, keys)


def contents(secrets: AccountSecrets) -> object:
    """Return everything that two openings of one account must agree on."""
    return secrets.account, secrets.login, secrets.bundle_version, secret_fields(secrets)


def test_password_and_recovery_key_lead_to_the_same_secrets() -> None:
    """What was made at sign-up is what both ways open."""
    ann = case()
    expected = contents(ann.made.secrets)
    assert contents(open_account_with_password(ann.served, ann.keys, login="ann@example.ORG")) == expected
    opened = open_account_with_recovery(ann.served, ann.made.recovery_key, login=LOGIN)
    assert contents(opened) == expected


def test_sign_up_brings_the_genesis_of_the_root_space() -> None:
    """The root space belongs to the account alone, is named by its genesis, and is committed to its key."""
    made = case().made
    acl = verify_genesis(made.request.genesis, made.request.genesis_signature, expected=made.secrets.root_space)
    assert acl.require(made.secrets.account, Role.OWNER).role is Role.OWNER
    made.secrets.root_key.check(acl.body.key_commit)
    assert made.request.login == "ann@example.org"
    assert made.login_key.public == case().keys.login.public


def test_another_password_signs_with_another_key() -> None:
    """A wrong password is found by the server, which sees another login key, before any box is asked for."""
    ann = case()
    wrong = derive_password_keys(login=LOGIN, password=PASSWORD + "!", kdf_block=ann.served.kdf_block)
    assert wrong.login.public != ann.served.login_public
    with pytest.raises(Forged):
        open_account_with_password(ann.served, wrong, login=LOGIN)


@pytest.mark.parametrize("password", ["short", "", "x" * 1025, "lone surrogate \ud800"])
def test_what_no_password_can_be_is_a_wrong_one(password: str) -> None:
    """Who opens an account is not told to choose a longer password."""
    with pytest.raises(WrongCredentials):
        derive_password_keys(login=LOGIN, password=password, kdf_block=case().served.kdf_block)


def flip(raw: bytes, at: int) -> bytes:
    """Return raw with one bit changed."""
    return raw[:at] + bytes((raw[at] ^ 1,)) + raw[at + 1 :]


@pytest.mark.parametrize("at", range(0, 96, 3))
def test_a_changed_password_box_is_forged(at: int) -> None:
    """No byte of the wrapped master key can change."""
    ann = case()
    served = replace(ann.served, box_password=flip(ann.served.box_password, at))
    with pytest.raises(Forged):
        open_account_with_password(served, ann.keys, login=LOGIN)


@pytest.mark.parametrize("at", [0, 1, 2, 5, 6, 22, 54, 60, 200, 300, 325])
def test_a_changed_bundle_is_refused(at: int) -> None:
    """No byte of the sealed bundle can change, its version included."""
    ann = case()
    served = replace(ann.served, bundle_sealed=flip(ann.served.bundle_sealed, at))
    with pytest.raises((Forged, Malformed, TooNew)):
        open_account_with_password(served, ann.keys, login=LOGIN)


def other_bundle(served: ServedAccount, version: int = 1, login: str = "ann@example.org") -> bytes:
    """Return a validly signed bundle with an attacker's keys under the victim's account."""
    entropy = seeded_entropy("mallory")
    identity = IdentityKey.fresh(entropy)
    bundle = PublicBundle(
        account=served.account,
        version=version,
        identity_public=identity.public,
        kem_public=KemKeys.fresh(entropy).public,
        time_ms=NOW_MS,
        login=login,
    )
    return sign_public_bundle(identity, bundle)


def own_bundle(**changes: Any) -> bytes:
    """Return a bundle that Ann's own key signed, with other secrets than hers."""
    return accounts.public_bundle(replace(case().made.secrets, **changes), NOW_MS)


SWAPS: dict[str, tuple[Callable[[ServedAccount, ServedAccount], ServedAccount], type[MegadeskError]]] = {
    "recovery box in the password slot": (lambda a, _: replace(a, box_password=a.box_recovery), Forged),
    "sealed bundle of another account": (lambda a, b: replace(a, bundle_sealed=b.bundle_sealed), Forged),
    "password box of another account": (lambda a, b: replace(a, box_password=b.box_password), Forged),
    "all of another account": (lambda _, b: b, Forged),
    "another account id": (lambda a, b: replace(a, account=b.account), Forged),
    "own name, attacker's keys": (lambda a, _: replace(a, bundle_public=other_bundle(a)), IdentityChanged),
    "the same, newer": (lambda a, _: replace(a, bundle_public=other_bundle(a, 2)), IdentityChanged),
    "public bundle of another account": (lambda a, b: replace(a, bundle_public=b.bundle_public), IdentityChanged),
    "public bundle changed": (lambda a, _: replace(a, bundle_public=flip(a.bundle_public, 30)), Forged),
    "own keys under another name": (lambda a, _: replace(a, bundle_public=own_bundle(login="bob")), IdentityChanged),
    "own keys under another id": (
        lambda a, b: replace(a, bundle_public=own_bundle(account=b.account)),
        IdentityChanged,
    ),
    "another KEM key beside the own one": (
        lambda a, _: replace(a, bundle_public=own_bundle(kem=KemKeys.fresh(seeded_entropy("kem")))),
        IdentityChanged,
    ),
    "another login key beside the right box": (lambda a, b: replace(a, login_public=b.login_public), Forged),
    "another KDF block beside the right box": (lambda a, b: replace(a, kdf_block=b.kdf_block), Forged),
    "empty box": (lambda a, _: replace(a, box_password=b""), Malformed),
    "empty bundle": (lambda a, _: replace(a, bundle_sealed=b""), Malformed),
    "empty public bundle": (lambda a, _: replace(a, bundle_public=b""), Malformed),
}


@pytest.mark.attack("A6")
@pytest.mark.parametrize("name", SWAPS)
def test_a_swapped_part_is_refused(name: str) -> None:
    """Cut and paste between slots and accounts opens nothing and is believed nowhere."""
    swap, error = SWAPS[name]
    ann, bob = case(), case("bob", "bob")
    with pytest.raises(error):
        open_account_with_password(swap(ann.served, bob.served), ann.keys, login=LOGIN)


def test_recovery_wrap_of_another_key_is_forged() -> None:
    """A recovery key opens the box made for it only."""
    ann = case()
    with pytest.raises(Forged):
        open_account_with_recovery(ann.served, RecoveryKey(bytes(32)), login=LOGIN)
    other = replace(ann.served, recovery_public=bytes(32))
    with pytest.raises(Forged):
        open_account_with_recovery(other, ann.made.recovery_key, login=LOGIN)
    swapped = replace(ann.served, box_recovery=ann.served.box_password)
    with pytest.raises(Forged):
        open_account_with_recovery(swapped, ann.made.recovery_key, login=LOGIN)


def test_pinned_bundle_is_compared() -> None:
    """A device that has seen the account refuses other keys and older versions."""
    ann = case()
    pinned = parse_public_bundle(ann.served.bundle_public)
    open_account_with_password(ann.served, ann.keys, login=LOGIN, pinned=pinned)
    with pytest.raises(Rollback):
        open_account_with_password(ann.served, ann.keys, login=LOGIN, pinned=replace(pinned, version=2))
    other = replace(pinned, identity_public=bytes(32))
    with pytest.raises(IdentityChanged):
        open_account_with_password(ann.served, ann.keys, login=LOGIN, pinned=other)


def test_bundles_of_two_versions_are_a_rollback() -> None:
    """The sealed and the public bundle move together."""
    ann = case()
    newer = accounts.public_bundle(replace(ann.made.secrets, bundle_version=2), NOW_MS)
    with pytest.raises(Rollback):
        open_account_with_password(replace(ann.served, bundle_public=newer), ann.keys, login=LOGIN)


def test_weaker_stretching_than_last_time_stops_before_anything_is_computed() -> None:
    """A block at the minimum is refused by a device that used more."""
    ann = case()
    pinned = replace(ann.keys.kdf, parameters=replace(CHEAP, passes=4))
    with pytest.raises(Downgrade):
        derive_password_keys(login=LOGIN, password=PASSWORD, kdf_block=ann.served.kdf_block, pinned=pinned)


def test_changed_password_opens_and_the_old_wrap_is_noticed() -> None:
    """The new password opens the same secrets; serving the old wraps fails against the account record."""
    ann = case()
    change = change_password(
        ann.served, ann.keys, login=LOGIN, new_password="another good password", parameters=CHEAP,
        entropy=seeded_entropy("change"),
    )  # fmt: skip
    wrap = change.wrap
    served = replace(
        ann.served, kdf_block=wrap.kdf_block, login_public=wrap.login_public, box_password=wrap.box_password
    )
    opened = open_account_with_password(served, change.keys, login=LOGIN)
    assert contents(opened) == contents(ann.made.secrets)
    served.check_wrapset(change.wrapset)
    with pytest.raises(Rollback):
        ann.served.check_wrapset(change.wrapset)
    with pytest.raises(Forged):
        open_account_with_password(served, ann.keys, login=LOGIN)


def test_password_change_does_not_weaken_the_stretching() -> None:
    """Costs below those in use are refused before the new password is stretched."""
    ann = case()
    strong = replace(ann.keys, kdf=replace(ann.keys.kdf, parameters=replace(CHEAP, passes=4)))
    box = strong.wrapping.seal(accounts._password_ad(ann.served.account, strong), bytes(32), salt=bytes(16))
    with pytest.raises(Downgrade):
        change_password(
            replace(ann.served, box_password=box), strong, login=LOGIN, new_password="another good password",
            parameters=CHEAP, entropy=seeded_entropy(),
        )  # fmt: skip


def test_recovery_gives_a_new_password_and_a_new_recovery_key() -> None:
    """After recovery both new ways open the same secrets, and the old ones none of the new wraps."""
    ann = case()
    done = recover(
        ann.served, ann.made.recovery_key, login=LOGIN, new_password="yet another password", parameters=CHEAP,
        entropy=seeded_entropy("recover"),
    )  # fmt: skip
    served = replace(
        ann.served, kdf_block=done.wrap.kdf_block, login_public=done.wrap.login_public,
        box_password=done.wrap.box_password, recovery_public=done.recovery_public, box_recovery=done.box_recovery,
    )  # fmt: skip
    served.check_wrapset(done.wrapset)
    expected = contents(ann.made.secrets)
    assert contents(done.secrets) == expected
    assert contents(open_account_with_password(served, done.keys, login=LOGIN)) == expected
    assert contents(open_account_with_recovery(served, done.recovery_key, login=LOGIN)) == expected
    with pytest.raises(Forged):
        open_account_with_recovery(served, ann.made.recovery_key, login=LOGIN)


@pytest.mark.parametrize(
    ("password", "reason"),
    [("short", "too_short"), ("x" * 1025, "too_long"), ("lone surrogate \ud800", "not_unicode"), ("", "too_short")],
)
def test_password_out_of_bounds_says_why(password: str, reason: str) -> None:
    """Bounds are in bytes of the normal form; the password is in no message."""
    with pytest.raises(BadUsage) as caught:
        normal_password(password)
    assert caught.value.arguments == {"what": "password", "reason": reason}


def test_password_has_one_spelling() -> None:
    """The same letters typed on another system stretch to the same key."""
    assert normal_password("\u212bngström units") == normal_password("A\u030angstro\u0308m units")


def test_secrets_show_no_key() -> None:
    """The repr of everything an account consists of holds neither keys nor boxes."""
    ann = case()
    shown = repr(ann.made) + repr(ann.keys)
    for secret in (
        ann.made.secrets.root_key.secret_bytes(),
        ann.made.secrets.identity.secret_seed(),
        ann.made.recovery_key.secret_bytes(),
        ann.served.box_password,
    ):
        assert repr(secret)[2:-1] not in shown
        assert secret.hex() not in shown


@pytest.mark.parametrize("password", ["x" * 12, "x" * 1024])
def test_a_password_may_be_as_short_and_as_long_as_this(password: str) -> None:
    """Twelve bytes, and 1024."""
    assert normal_password(password) == password.encode()


@pytest.mark.parametrize("raw", [b"", bytes(31), bytes(33)])
def test_a_wrap_of_something_else_than_a_master_key_is_malformed(raw: bytes) -> None:
    """Also when whoever sealed it knew the key: what is in it is looked at before it is used."""
    ann = case()
    key = RecoveryKey(bytes(32))
    lead = ann.served.account + key.login().public
    box = key.wrapping().seal(lead, raw, salt=bytes(16))
    served = replace(ann.served, recovery_public=key.login().public, box_recovery=box)
    with pytest.raises(Malformed, match="master key"):
        open_account_with_recovery(served, key, login=LOGIN)
