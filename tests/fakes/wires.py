"""What a server says in a login, made by hand from an account whose keys the test knows.

keys_of(account) --> Answers --with_keys, with_kdf--> bodies --replaying--> what an EvilProxy invents
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

import msgspec

from fakes.evil import Asked, Invent, Reply
from fakes.tampering import Stage
from megadesk.crypto.account import ServedAccount
from megadesk.crypto.bundle import AccountSecrets
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, encode

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Answers:
    """What the server says in one login."""

    start: m.LoginChallenge
    finish: m.LoginDone

    def with_keys(self, **changes: object) -> Answers:
        """Return the same with other keys of the account."""
        keys = msgspec.structs.replace(self.finish.keys, **changes)
        return Answers(self.start, msgspec.structs.replace(self.finish, keys=keys))

    def with_kdf(self, kdf_block: bytes) -> Answers:
        """Return the same with another way to stretch the password, said consistently."""
        start = msgspec.structs.replace(self.start, kdf_block=kdf_block)
        return Answers(start, self.finish).with_keys(kdf_block=kdf_block)

    def bodies(self) -> tuple[bytes, bytes]:
        """Return both as they travel."""
        return encode(self.start, Encoding.JSON), encode(self.finish, Encoding.JSON)


def keys_of(served: ServedAccount, secrets: AccountSecrets) -> m.AccountKeys:
    """Return an account as the server keeps it."""
    return m.AccountKeys(
        account=served.account, login=secrets.login, kdf_block=served.kdf_block, login_public=served.login_public,
        recovery_public=served.recovery_public, box_password=served.box_password, box_recovery=served.box_recovery,
        bundle_sealed=served.bundle_sealed, bundle_public=served.bundle_public, root_space=secrets.root_space,
    )  # fmt: skip


def true_answers(stage: Stage) -> Answers:
    """Return what an honest server would answer ada, with a session that it knows."""
    keys = keys_of(stage.ada.served, stage.ada.secrets)
    start = m.LoginChallenge(account=keys.account, kdf_block=keys.kdf_block, challenge=os.urandom(32))
    expires_ms = time.time_ns() // 1_000_000 + DAY_MS
    return Answers(start, m.LoginDone(token=stage.ada.token, expires_ms=expires_ms, keys=keys))


def replaying(start: bytes, finish: bytes) -> Invent:
    """Return what answers both halves of a login with these bodies."""

    def invent(asked: Asked) -> Reply | None:
        if asked.is_for(routes.LOGIN_START):
            return Reply(200, start)
        return Reply(200, finish) if asked.is_for(routes.LOGIN_FINISH) else None

    return invent
