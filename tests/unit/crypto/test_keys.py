"""Key roles: one purpose each, silent about themselves, and a recovery key people can type."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.crypto import node_id, seeded_entropy
from megadesk.crypto import keys
from megadesk.crypto.keys import (
    EpochKey,
    IdentityKey,
    KemKeys,
    LoginKey,
    MasterKey,
    PasswordRoot,
    RecoveryKey,
    SealingKey,
    SecretKey,
    parse_recovery_key,
    suggest_password,
)
from megadesk.model.errors import BadUsage, Forged, OurBug
from megadesk.model.ids import SpaceId

RAW = bytes(range(32))
SPACE = SpaceId(bytes(32))

EVERY_ROLE = [
    *(role(RAW) for role in vars(keys).values() if isinstance(role, type) and issubclass(role, SecretKey)
      and role not in {SecretKey, SealingKey}),
    *(role(RAW) for role in (LoginKey, keys.RecoveryLoginKey, IdentityKey)),
    KemKeys(bytes(64), RAW),
]  # fmt: skip


@pytest.mark.parametrize("key", EVERY_ROLE, ids=repr)
def test_a_key_shows_its_role_only_and_does_not_travel(key: object) -> None:
    """Repr and str hold the class name alone; pickling and copying are refused."""
    assert repr(key) == str(key) == f"<{type(key).__name__}>"
    for travel in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(OurBug):
            travel(key)


def test_every_sealing_role_has_its_own_label() -> None:
    """No two classes that seal share a label."""
    roles = [role for role in vars(keys).values() if isinstance(role, type) and issubclass(role, SealingKey)]
    labels = [role.label for role in roles if role is not SealingKey]
    assert len(labels) == len(set(labels)) == 6


def test_keys_derived_from_one_root_differ() -> None:
    """No two roles get the same bytes from the same root."""
    epoch, recovery, root = EpochKey(RAW), RecoveryKey(RAW), PasswordRoot(RAW)
    derived = [
        epoch.meta().secret_bytes(),
        epoch.blocks().secret_bytes(),
        epoch.commitment(),
        recovery.wrapping().secret_bytes(),
        recovery.login().public,
        root.wrapping().secret_bytes(),
        root.login().public,
        MasterKey(RAW).bundle().secret_bytes(),
    ]
    assert len(set(derived)) == len(derived)


def test_a_signing_role_signs_its_own_labels_only() -> None:
    """A login key cannot sign a commit, an identity cannot sign a login."""
    with pytest.raises(OurBug):
        LoginKey(RAW).sign("commit", b"")
    with pytest.raises(OurBug):
        IdentityKey(RAW).sign("login", b"")
    assert len(IdentityKey(RAW).sign("commit", b"")) == 64


def test_key_of_a_wrong_length_is_our_bug() -> None:
    """A key is 32 bytes or does not exist."""
    with pytest.raises(OurBug):
        EpochKey(RAW[:-1])


def test_previous_epoch_key_comes_back_for_its_epoch_only() -> None:
    """The box of the key before opens for the same space and epoch, and gives the key the older list commits to."""
    entropy = seeded_entropy()
    old, new = EpochKey.fresh(entropy), EpochKey.fresh(entropy)
    box = new.seal_previous(SPACE, 3, old, entropy)
    assert len(box) == 96
    new.open_previous(SPACE, 3, box).check(old.commitment())
    with pytest.raises(Forged):
        new.open_previous(SPACE, 4, box)
    with pytest.raises(Forged):
        new.open_previous(SpaceId(b"\1" * 32), 3, box)
    with pytest.raises(Forged):
        new.check(old.commitment())


def test_block_keys_differ_by_node_index_and_content() -> None:
    """Each of the three is in the key; the same three give the same key again."""
    root = EpochKey(RAW).blocks()
    base = (node_id("a"), 0, bytes(32))
    others = [(node_id("b"), 0, bytes(32)), (node_id("a"), 1, bytes(32)), (node_id("a"), 0, b"\1" * 32)]
    assert root.block_key(*base) == root.block_key(*base)
    assert len({root.block_key(*place) for place in [base, *others]}) == 4


@given(st.binary(min_size=32, max_size=32), st.sampled_from(["", "-", " ", "\n", " - "]), st.booleans())
def test_recovery_key_survives_how_people_type(raw: bytes, between: str, small: bool) -> None:
    """Case, dashes, spaces and line ends do not matter."""
    text = RecoveryKey(raw).text()
    assert [len(group) for group in text.split("-")] == [4] * 14
    typed = between.join(text.split("-"))
    assert parse_recovery_key(typed.lower() if small else typed).secret_bytes() == raw


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda text: text[:-1], "length"),
        (lambda text: "1" + text[1:], "characters"),
        (lambda text: "é" + text[1:], "characters"),
        (lambda text: ("B" if text[0] == "A" else "A") + text[1:], "checksum"),
    ],
)
def test_mistyped_recovery_key_says_why_and_not_what(spoil: object, reason: str) -> None:
    """A slip is found before anything is derived; the message holds no part of the key."""
    text = RecoveryKey(RAW).text()
    assert callable(spoil)
    with pytest.raises(BadUsage) as caught:
        parse_recovery_key(spoil(text))
    assert caught.value.arguments == {"what": "recovery_key", "reason": reason}
    assert text[5:9] not in str(caught.value)


def test_suggested_password_is_worth_100_bits() -> None:
    """Four groups of five from 32 letters and digits, another one each time."""
    entropy = seeded_entropy()
    first, second = suggest_password(entropy), suggest_password(entropy)
    assert first != second
    assert [len(group) for group in first.split("-")] == [5, 5, 5, 5]
    assert set(first) <= set("abcdefghijklmnopqrstuvwxyz234567-")


def test_suggested_password_is_all_that_was_drawn_for_it() -> None:
    """A hundred of the 120 bits that are drawn, from the first on."""
    asked: list[int] = []

    def entropy(size: int) -> bytes:
        asked.append(size)
        return bytes(range(size))

    assert suggest_password(entropy) == "aaaqe-ayeau-daoca-jbifq"
    assert asked == [15]
