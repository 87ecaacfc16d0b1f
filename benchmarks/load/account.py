"""An account by its number: the same keys each time, so that nothing but sessions has to be kept between runs.

Account(seed, number) --sign_up--> m.SignUp       real keys and signatures; boxes are random bytes, which only devices open
                      --answer---> m.LoginFinish  no password is stretched: that is the device's work, not the server's
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from benchmarks.load.space import Space
from blake3 import blake3

from megadesk.crypto.acl import Acl, genesis_body, sign_acl, verify_genesis
from megadesk.crypto.identity import KDF_DEFAULT, KdfBlock, PublicBundle, login_body, sign_login, sign_public_bundle
from megadesk.crypto.keys import EpochKey, IdentityKey, KemKeys, LoginKey, RecoveryKey
from megadesk.model.commit import Head
from megadesk.model.ids import NO_COMMIT, AccountId, CommitId, DeviceId
from megadesk.wire import messages as m

MADE_MS = 1_760_000_000_000
"""When accounts say that they were made: it is in what they sign, and has to be the same each time."""


def now_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass(slots=True)
class Session:
    """A device that is signed in, how far it is, and its one hand: a device does one thing at a time."""

    device: DeviceId
    token: bytes
    seq: int = 0
    commit: CommitId = NO_COMMIT
    hand: asyncio.Lock = field(default_factory=asyncio.Lock)

    def move(self, head: Head) -> None:
        """Be at this head, unless the device is further."""
        if head.seq > self.seq:
            self.seq, self.commit = head.seq, head.commit_id


class Account:
    """Keys, a space, sessions."""

    def __init__(self, seed: int, number: int) -> None:
        self.seed, self.number = seed, number
        self.login = f"load-{seed}-{number}@example.org"
        self.id = AccountId(self.derived("account", 16))
        self.sessions: list[Session] = []
        self.sent: tuple[int, DeviceId, float] = (0, DeviceId(bytes(16)), 0.0)
        """Of the last commit that a device of it offered: its number, which device, when."""

    def derived(self, purpose: str, size_bytes: int) -> bytes:
        """Return bytes that depend on the account and the purpose only."""
        return blake3(f"{self.seed}/{self.number}/{purpose}".encode()).digest(length=size_bytes)

    def _entropy(self, purpose: str) -> Callable[[int], bytes]:
        calls = 0

        def entropy(size_bytes: int) -> bytes:
            nonlocal calls
            calls += 1
            return self.derived(f"{purpose}/{calls}", size_bytes)

        return entropy

    @cached_property
    def identity(self) -> IdentityKey:
        return IdentityKey.fresh(self._entropy("identity"))

    @cached_property
    def _login_key(self) -> LoginKey:
        return LoginKey(self.derived("login", 32))

    @cached_property
    def epoch_key(self) -> EpochKey:
        return EpochKey.fresh(self._entropy("epoch"))

    @cached_property
    def _genesis(self) -> tuple[Acl, bytes, bytes]:
        body = genesis_body(
            account=self.id,
            identity_public=self.identity.public,
            key_commit=self.epoch_key.commitment(),
            now_ms=MADE_MS,
        )
        raw, signature = body.encode(), sign_acl(self.identity, body)
        return verify_genesis(raw, signature), raw, signature

    @cached_property
    def space(self) -> Space:
        """The root space, empty until it is filled."""
        return Space(self._genesis[0])

    @property
    def _kdf_block(self) -> bytes:
        return KdfBlock(parameters=KDF_DEFAULT, salt=self.derived("salt", 16)).encode()

    def sign_up(self) -> m.SignUp:
        """Return the sign-up, with a first commit of one record; the space has moved to it."""
        _, genesis, signature = self._genesis
        bundle = PublicBundle(
            account=self.id, version=1, identity_public=self.identity.public,
            kem_public=KemKeys.fresh(self._entropy("kem")).public, time_ms=MADE_MS, login=self.login,
        )  # fmt: skip
        first = self.space.make(
            [self.space.new_put(self.derived)], self.identity, account=self.id, device=self.device(0), now_ms=MADE_MS
        )
        self.space.apply(first.verified)
        return m.SignUp(
            login=self.login, account=self.id, kdf_block=self._kdf_block, login_public=self._login_key.public,
            recovery_public=RecoveryKey(self.derived("recovery", 32)).login().public,
            box_password=self.derived("box", 96), box_recovery=self.derived("other box", 96),
            bundle_sealed=self.derived("bundle", 300), bundle_public=sign_public_bundle(self.identity, bundle),
            genesis_acl=genesis, genesis_signature=signature,
            first_commit=m.CommitPair(header=first.signed_header, ops=first.ops),
        )  # fmt: skip

    def device(self, number: int) -> DeviceId:
        return DeviceId(self.derived(f"device {number}", 16))

    def answer(self, challenge: m.LoginChallenge, device: DeviceId, origin: str) -> m.LoginFinish:
        """Return the signed challenge."""
        time_ms = now_ms()
        body = login_body(
            account=AccountId(challenge.account), challenge=challenge.challenge, device=device, now_ms=time_ms,
            kdf_block=challenge.kdf_block, origin=origin,
        )  # fmt: skip
        return m.LoginFinish(
            login=self.login, account=challenge.account, challenge=challenge.challenge, device=device, time_ms=time_ms,
            origin=origin, signature=sign_login(self._login_key, body),
        )  # fmt: skip
