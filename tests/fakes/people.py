"""Somebody with an account: real keys and signatures, no password stretching, boxes of random bytes.

A Person keeps a MemorySpace as a device would: it makes the commits that the server has to check.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from fakes.asgi import Client, Reply
from fakes.crypto import NOW_MS, MemorySpace, node_id
from megadesk.crypto.commits import SealedCommit, put_op
from megadesk.crypto.identity import (
    KDF_DEFAULT,
    KdfBlock,
    PublicBundle,
    ReauthOp,
    login_body,
    reauth_body,
    sign_login,
    sign_public_bundle,
    sign_reauth,
)
from megadesk.crypto.keys import KemKeys, LoginKey, RecoveryKey, RecoveryLoginKey
from megadesk.crypto.structure import block_id, encode_record, encode_record_header
from megadesk.model.commit import Delete, Op, Put
from megadesk.model.ids import AccountId, BlockId, SpaceId
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, encode
from megadesk.wire.frames import pack

ORIGIN = "http://127.0.0.1:8480"

Sensitive = TypeVar("Sensitive", m.ChangeKeys, m.ChangeSecondFactor)


def blob(name: str, size_bytes: int = 272) -> tuple[BlockId, bytes]:
    """Return a blob that depends on the name only, with its id."""
    data = hashlib.shake_256(name.encode()).digest(size_bytes)
    return block_id(data), data


class Person:
    """An account and one device of it."""

    def __init__(self, name: str = "ada") -> None:
        self.login = f"{name}@example.org"
        self.space = MemorySpace(name)
        entropy = self.space.entropy
        self.account, self.device = self.space.account, self.space.device
        self.login_key: LoginKey | RecoveryLoginKey = LoginKey(entropy(32))
        self.recovery_key = RecoveryKey(entropy(32))
        self.kdf = KdfBlock(parameters=KDF_DEFAULT, salt=entropy(16)).encode()
        bundle = PublicBundle(
            account=self.account, version=1, identity_public=self.space.identity.public,
            kem_public=KemKeys.fresh(entropy).public, time_ms=NOW_MS, login=self.login,
        )  # fmt: skip
        self.bundle = sign_public_bundle(self.space.identity, bundle)
        self.boxes = entropy(96), entropy(96), entropy(300)

    @property
    def space_id(self) -> SpaceId:
        """The root space."""
        return self.space.acl.space

    def sign_up(self, **changes: Any) -> m.SignUp:
        """Return the sign-up, with a first commit of one record; ``changes`` replace fields."""
        first = self.commit(self.put("drive"))
        body = m.SignUp(
            login=self.login, account=self.account, kdf_block=self.kdf, login_public=self.login_key.public,
            recovery_public=self.recovery_key.login().public, box_password=self.boxes[0], box_recovery=self.boxes[1],
            bundle_sealed=self.boxes[2], bundle_public=self.bundle, genesis_acl=self.space.genesis,
            genesis_signature=self.space.genesis_signature,
            first_commit=m.CommitPair(header=first.signed_header, ops=first.ops),
        )  # fmt: skip
        return msgspec.structs.replace(body, **changes)

    # -- commits ----------------------------------------------------------------------------------------------------

    def put(self, name: str, refs: Sequence[BlockId] = (), *, version: int | None = None) -> Put:
        """Return the op that makes a record with these references current, one version up from what is."""
        node = node_id(name)
        up = self.space.current.get(node, (0, b""))[0] + 1 if version is None else version
        header = encode_record_header(node, up, self.space.acl.epoch, refs)
        return put_op(encode_record(header, self.space.entropy(192)))

    def delete(self, name: str) -> Delete:
        """Return the op that removes the current record."""
        node = node_id(name)
        return Delete(node, self.space.current[node][0])

    def make(self, *ops: Op) -> SealedCommit:
        """Return a commit on top of what this device has; nothing moves yet."""
        return self.space.make(ops)

    def commit(self, *ops: Op) -> SealedCommit:
        """Return a commit after moving to it."""
        return self.space.commit(*ops)

    # -- requests ---------------------------------------------------------------------------------------------------

    async def join(self, client: Client, **login: Any) -> Client:
        """Sign up, log in, and return a client that is signed in."""
        await client.ask(m.SignUpDone, routes.SIGN_UP, self.sign_up())
        return await self.log_in(client, **login)

    async def log_in(self, client: Client, **changes: Any) -> Client:
        """Return a client with a session of its own."""
        reply = await client.call(routes.LOGIN_FINISH, await self.answer(client, **changes))
        assert reply.status == 200, reply.body
        return Client(client._app, address=client.address, token=reply.message(m.LoginDone).token)

    async def answer(
        self, client: Client, *, origin: str = ORIGIN, recovery: bool = False, code: str = ""
    ) -> m.LoginFinish:
        """Return the answer to a fresh login challenge."""
        start = await client.ask(m.LoginChallenge, routes.LOGIN_START, m.LoginStart(login=self.login))
        return self.signed(start, origin=origin, recovery=recovery, code=code)

    def signed(
        self, start: m.LoginChallenge, *, origin: str = ORIGIN, recovery: bool = False, code: str = ""
    ) -> m.LoginFinish:
        """Return a challenge as this person signs it."""
        body = login_body(
            account=AccountId(start.account), challenge=start.challenge, device=self.device, now_ms=NOW_MS,
            kdf_block=start.kdf_block, origin=origin,
        )  # fmt: skip
        signer = self.recovery_key.login() if recovery else self.login_key
        return m.LoginFinish(
            login=self.login, account=start.account, challenge=start.challenge, device=self.device, time_ms=NOW_MS,
            origin=origin, signature=sign_login(signer, body), recovery=recovery, code=code,
        )  # fmt: skip

    async def new_keys(self, client: Client, **changes: Any) -> m.ChangeKeys:
        """Return a signed change of keys to a fresh login key."""
        challenge = (await client.ask(m.Challenge, routes.CHALLENGE)).challenge
        request = m.ChangeKeys(
            challenge=challenge, kdf_block=self.kdf, login_public=LoginKey(self.space.entropy(32)).public,
            box_password=self.space.entropy(96),
        )  # fmt: skip
        return self.reauthorised(msgspec.structs.replace(request, **changes))

    async def new_factor(self, client: Client, **changes: Any) -> m.ChangeSecondFactor:
        """Return a signed change of the second factor; ``changes`` are its fields."""
        challenge = (await client.ask(m.Challenge, routes.CHALLENGE)).challenge
        return self.reauthorised(m.ChangeSecondFactor(challenge=challenge, **changes))

    def reauthorised(self, request: Sensitive, *, by_recovery: bool = False) -> Sensitive:
        """Return the request, signed freshly."""
        if isinstance(request, m.ChangeSecondFactor):
            op = ReauthOp.CHANGE_TWO_FACTOR
        else:
            op = ReauthOp.CHANGE_PASSWORD if request.recovery_public is None else ReauthOp.CHANGE_RECOVERY
        unsigned = encode(request, Encoding.JSON)
        body = reauth_body(account=self.account, challenge=request.challenge, op=op, request_body=unsigned)
        signer = self.recovery_key.login() if by_recovery else self.login_key
        return msgspec.structs.replace(request, signature=sign_reauth(signer, body))

    async def append(self, client: Client, *ops: Op, turn: bytes = b"") -> Reply:
        """Append a commit of these ops and move to it; the server must take it."""
        made = self.make(*ops)
        reply = await self.offer(client, made, turn=turn)
        assert reply.status == 200, reply.body
        self.space.apply(made.verified)
        return reply

    async def offer(self, client: Client, made: SealedCommit, *, turn: bytes = b"") -> Reply:
        """Return the answer to an append."""
        body = m.Append(header=made.signed_header, ops=made.ops, turn=turn)
        return await client.call(routes.APPEND, body, space=self.space_id)


async def upload(client: Client, *blobs: tuple[BlockId, bytes]) -> None:
    """Store blobs in one request; the server must take them."""
    await client.ask(m.Stored, routes.BLOBS_PUT, pack(blobs))
