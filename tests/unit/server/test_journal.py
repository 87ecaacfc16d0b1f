"""What the server checks before it takes a commit, and what it counts when it has."""

from __future__ import annotations

import dataclasses
from typing import Any

import msgspec
import pytest

from fakes.crypto import NOW_MS
from fakes.people import Person, blob, upload
from fakes.servers import Play, Server
from megadesk.crypto.acl import Member as AclMember
from megadesk.crypto.acl import Role, members_in_order, sign_acl
from megadesk.crypto.commits import CommitHeader, SealedCommit, sign_commit
from megadesk.crypto.public import parse_signed_header
from megadesk.crypto.structure import block_id, encode_manifest_lead
from megadesk.model.commit import ChangeAcl
from megadesk.server import references
from megadesk.wire import messages as m
from megadesk.wire import routes


def resigned(ada: Person, made: SealedCommit, **changes: Any) -> SealedCommit:
    """Return a commit with another header, signed well."""
    header = parse_signed_header(made.signed_header)
    fields = {name: getattr(header, name) for name in CommitHeader.__dataclass_fields__}
    signed = sign_commit(ada.space.identity, CommitHeader(**{**fields, **changes}))
    return SealedCommit(signed_header=signed, ops=made.ops, verified=made.verified)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"state_root": bytes(32)}, "forged"), ({"n_records": 9}, "forged"), ({"ops_hash": bytes(32)}, "forged"),
     ({"n_ops": 2}, "malformed"), ({"acl_hash": bytes(32)}, "forged"), ({"space": bytes(32)}, "forged"),
     ({"author": bytes(16)}, "forged"), ({"time_ms": 1 << 53}, "malformed"), ({"time_ms": (1 << 64) - 1}, "malformed")],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value,
)  # fmt: skip
def test_a_well_signed_lie_is_refused(play: Play, change: dict[str, Any], code: str) -> None:
    """422 with the code of the check; nothing moves, and the true commit still goes through."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        made = ada.make(ada.put("a"))
        reply = await ada.offer(client, resigned(ada, made, **change))
        assert (reply.status, reply.code) == (422, code)
        assert (await ada.offer(client, made)).status == 200

    play(scene)


def test_a_bad_signature_and_other_ops_are_refused(play: Play) -> None:
    """Neither a header nobody signed nor ops that were not signed are taken."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        made, other = ada.make(ada.put("a")), ada.make(ada.put("b"))
        unsigned = SealedCommit(signed_header=made.signed_header[:-1] + b"\xff", ops=made.ops, verified=made.verified)
        swapped = SealedCommit(signed_header=made.signed_header, ops=other.ops, verified=made.verified)
        for bad in (unsigned, swapped):
            reply = await ada.offer(client, bad)
            assert (reply.status, reply.code) == (422, "forged")

    play(scene)


def test_a_wrong_version_or_epoch_is_refused(play: Play) -> None:
    """A record follows its current version, under the epoch of the member list."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await ada.append(client, ada.put("a"))
        made = ada.make(ada.put("a"))
        ada.space.current.clear()
        forged = ada.make(ada.put("a", version=1))
        assert made.ops != forged.ops
        assert (await ada.offer(client, forged)).code == "forged"

    play(scene)


def test_what_is_referred_to_must_be_there(play: Play) -> None:
    """Not uploaded, or uploaded by somebody else only: refused with how many are missing."""

    async def scene(server: Server) -> None:
        ada, bob = Person(), Person("bob")
        client, stranger = await ada.join(server.client), await bob.join(server.client)
        mine, his, nowhere = blob("mine"), blob("his"), blob("nowhere")
        await upload(client, mine)
        await upload(stranger, his)
        for ids, count in (([mine[0], his[0], nowhere[0]], 2), ([nowhere[0]], 1)):
            reply = await ada.offer(client, ada.make(ada.put("a", ids)))
            assert (reply.status, reply.code) == (422, "missing")
            assert reply.message(m.ErrorBody).detail["count"] == count
        await ada.append(client, ada.put("a", [mine[0]]))

    play(scene)


async def figures(client: Any) -> tuple[int, int, int]:
    """Return used, current and kept bytes of the account."""
    me = await client.ask(m.Me, routes.ME)
    return me.used_bytes, me.bytes_current, me.bytes_kept


RECORD = 224
"""The size of a record with no references, as Person makes them; each reference adds 32."""


def test_bytes_are_counted_exactly(play: Play) -> None:
    """Pending, current and kept, through upload, reference, copy, update and removal."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        one, two = blob("one", 1000), blob("two", 5000)
        await upload(client, one, two)
        await upload(client, one)
        assert await figures(client) == (6000 + RECORD, RECORD, 0)
        with_ref = RECORD + 32
        await ada.append(client, ada.put("a", [one[0]]), ada.put("b", [one[0]]))
        assert await figures(client) == (6000 + RECORD + 2 * with_ref, 1000 + RECORD + 2 * with_ref, 0)
        await ada.append(client, ada.put("a", [two[0]]))
        assert await figures(client) == (6000 + RECORD + 3 * with_ref, 6000 + RECORD + 2 * with_ref, with_ref)
        await ada.append(client, ada.delete("b"))
        assert await figures(client) == (6000 + RECORD + 3 * with_ref, 5000 + RECORD + with_ref, 1000 + 2 * with_ref)
        await ada.append(client, ada.put("b", [one[0]]))
        assert await figures(client) == (6000 + RECORD + 4 * with_ref, 6000 + RECORD + 2 * with_ref, 2 * with_ref)

    play(scene)


def manifest_of(*blocks: bytes) -> tuple[Any, bytes]:
    """Return a blob that has the shape of a manifest of these blocks, with its id."""
    data = encode_manifest_lead(blocks) + bytes(68 * len(blocks) + 16)  # type: ignore[arg-type]  # ids of blocks
    return block_id(data), data


def test_a_manifest_stands_for_its_blocks(play: Play) -> None:
    """They must be there, are charged while a record refers to it, and can be read after the upload is forgotten."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        blocks = [blob(f"block {n}", 1000) for n in range(20)]
        listed = manifest_of(*[block for block, _ in blocks])
        await upload(client, listed, *blocks[1:])
        reply = await ada.offer(client, ada.make(ada.put("big", [listed[0]])))
        assert (reply.status, reply.code) == (422, "missing")
        await upload(client, blocks[0])
        await ada.append(client, ada.put("big", [listed[0]]))
        size = 20_000 + len(listed[1])
        assert await figures(client) == (size + 2 * RECORD + 32, size + 2 * RECORD + 32, 0)
        missing = await client.ask(m.MissingBlobs, routes.BLOBS_MISSING, m.BlobQuery(ids=[one for one, _ in blocks]))
        assert missing.ids == []
        await ada.append(client, ada.put("big", [listed[0]]))
        assert (await figures(client))[2] == RECORD + 32
        await ada.append(client, ada.delete("big"))
        assert await figures(client) == (size + 3 * RECORD + 64, RECORD, size + 2 * RECORD + 64)
        await ada.append(client, ada.put("back", [listed[0]]))
        assert (await figures(client))[1] == size + 2 * RECORD + 32

    play(scene)


def test_a_commit_whose_manifests_list_too_many_blocks_is_refused(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes waits for it: what comes in and what goes count alike, before a manifest is read, and nothing moves."""
    monkeypatch.setattr(references, "COMMIT_BLOCKS_MAX", 40)

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        blocks = [blob(f"block {n}", 100) for n in range(60)]
        lists = [manifest_of(*[one for one, _ in blocks[at : at + 20]]) for at in (0, 20, 40)]
        await upload(client, *lists, *blocks)
        names = [f"big {n}" for n in range(3)]
        reply = await ada.offer(client, ada.make(*(ada.put(n, [m[0]]) for n, m in zip(names, lists, strict=True))))
        assert (reply.status, reply.code) == (422, "limit")
        await ada.append(client, *(ada.put(n, [m[0]]) for n, m in zip(names[:2], lists[:2], strict=True)))
        await ada.append(client, ada.put(names[2], [lists[2][0]]), ada.put("empty"))
        reply = await ada.offer(client, ada.make(*map(ada.delete, names)))
        assert (reply.status, reply.code) == (422, "limit")
        await ada.append(client, *map(ada.delete, names[:2]))
        await ada.append(client, ada.delete(names[2]), *(ada.put(f"more {n}") for n in range(100)))

    play(scene)


def test_a_used_up_quota_stops_what_adds(play: Play) -> None:
    """507 and nothing moves; removals still go through, and so does everything once there is room."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await ada.append(client, ada.put("a"))
        with server.services.metadata.write() as tx:
            tx.set_quota(ada.account, 2 * RECORD + 10)
        more = ada.make(ada.put("b"))
        reply = await ada.offer(client, more)
        assert (reply.status, reply.code) == (507, "quota_exceeded")
        await ada.append(client, ada.delete("a"))
        with server.services.metadata.write() as tx:
            tx.set_quota(ada.account, 1 << 30)
        await ada.append(client, ada.put("b"))

    play(scene)


def test_members_come_and_write(play: Play) -> None:
    """A new list of members counts from its commit on: a reader reads, a writer appends, and no reader does."""

    async def scene(server: Server) -> None:
        ada, bob = Person(), Person("bob")
        client, other = await ada.join(server.client), await bob.join(server.client)

        def change(role: Role) -> ChangeAcl:
            body = ada.space.acl.body
            owner = (
                body.members if len(body.members) == 1 else [one for one in body.members if one.account != bob.account]
            )
            fresh = AclMember(bob.account, role, bob.space.identity.public)
            new = dataclasses.replace(
                body, space=ada.space.acl.space, seq=body.seq + 1, previous=ada.space.acl.hash, time_ms=NOW_MS,
                members=members_in_order([*owner, fresh]),
            )  # fmt: skip
            return ChangeAcl(new.encode(), sign_acl(ada.space.identity, new))

        await ada.append(client, change(Role.READ))
        assert (await other.call(routes.HEAD, space=ada.space_id)).status == 200
        seen = {one.space for one in (await other.ask(m.Spaces, routes.SPACES)).spaces}
        assert seen == {bob.space_id, ada.space_id}
        ada_made = ada.make(ada.put("x"))
        as_bob = resigned(bob, ada_made, author=bob.account)
        refused = await ada.offer(other, as_bob)
        assert (refused.status, refused.code) == (422, "forged")
        await ada.append(client, change(Role.WRITE))
        assert len((await client.ask(m.AclChain, routes.ACL, space=ada.space_id)).acls) == 3
        made = ada.make(ada.put("x"))
        taken = await ada.offer(other, resigned(bob, made, author=bob.account))
        assert taken.status == 200

    play(scene)


def test_the_body_must_be_an_append(play: Play) -> None:
    """What does not parse is 400, too many bytes 413, both before any check."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        reply = await client.call(routes.APPEND, b"\xff", space=ada.space_id)
        assert (reply.status, reply.code) == (400, "malformed")
        reply = await client.call(routes.APPEND, bytes(routes.COMMIT + 1), space=ada.space_id)
        assert (reply.status, reply.code, reply.headers["connection"]) == (413, "limit", "close")
        made = ada.make(ada.put("a"))
        garbled = msgspec.structs.replace(m.Append(header=made.signed_header, ops=made.ops), header=bytes(286))
        reply = await client.call(routes.APPEND, garbled, space=ada.space_id)
        assert (reply.status, reply.code) == (422, "malformed")

    play(scene)
