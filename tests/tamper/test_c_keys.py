"""What the server can learn from what it holds: keys and salts that occur twice, sizes, and what is equal.

Nothing lies here. Devices are killed, set back and doubled; then all that lies on the server's disk is looked at, with
the keys of the account.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fakes.evil import Asked, Reply, flipped
from fakes.processes import tree_of
from fakes.tampering import MEBIBYTE, Stage, failure_of, save
from megadesk.crypto.content import seal_block
from megadesk.crypto.records import OpenRecord, RecordKind, open_record
from megadesk.crypto.structure import block_id, padme, parse_record
from megadesk.model.ids import BlockId
from megadesk.model.manifest import BLOCK_BYTES, BlockRef
from megadesk.remote.api import Api
from megadesk.wire import routes
from megadesk.wire.frames import pack

SALT_BYTES = 16


@dataclass
class Disk:
    """What the server has: every version of every record of ada's, and the id and size of every blob."""

    records: list[tuple[OpenRecord, bytes]]
    blobs: dict[BlockId, int]

    def refs(self) -> Iterator[tuple[OpenRecord, BlockRef]]:
        """Yield every block that stands in a record."""
        for record, _ in self.records:
            for ref in record.meta.blocks:
                yield record, ref


def on_disk(stage: Stage) -> Disk:
    """Read it."""
    secrets = stage.ada.secrets
    bodies = stage.server.stores.rows(
        "SELECT body FROM records JOIN spaces ON spaces.key = records.space WHERE spaces.id = ?", secrets.root_space
    )
    blobs = stage.server.stores.rows("SELECT id, size_bytes FROM blobs")
    opened = [(open_record(secrets.root_key.meta(), space=secrets.root_space, record=raw), raw) for (raw,) in bodies]
    return Disk(opened, {BlockId(blob): size for blob, size in blobs})


def check_nothing_twice(stage: Stage, contents: list[bytes]) -> int:
    """Hold that no key seals two blocks and no salt two records, also of blobs that no record names; return how many keys.

    contents: all that was ever written to a file that was uploaded.
    """
    disk = on_disk(stage)
    salts = Counter(parse_record(raw).sealed[:SALT_BYTES] for _, raw in disk.records)
    assert [salt for salt, times in salts.items() if times > 1] == []
    by_key: dict[bytes, set[BlockId]] = {}
    for _, ref in disk.refs():
        by_key.setdefault(ref.key, set()).add(ref.id)
    known = {ref.id for _, ref in disk.refs()}
    root = stage.ada.secrets.root_key.blocks()
    for node in {record.id for record, _ in disk.records if record.meta.kind is RecordKind.FILE}:
        for content in contents:
            for index, start in enumerate(range(0, len(content), BLOCK_BYTES)):
                ref = seal_block(root, node, index, content[start : start + BLOCK_BYTES]).ref
                if ref.id in disk.blobs:
                    by_key.setdefault(ref.key, set()).add(ref.id)
                    known.add(ref.id)
    assert [ids for ids in by_key.values() if len(ids) > 1] == []
    assert disk.blobs.keys() - known == set(), "a blob that is no block of anything that was written"
    return len(by_key)


def killed_while_it_uploads(stage: Stage, path: Path, content: bytes) -> None:
    """Save a file, and kill device one when the server has stored the first block of it."""
    process = stage.one.process
    assert process is not None

    def kill(asked: Asked, _reply: Reply) -> Reply | None:
        if asked.is_for(routes.BLOB_PUT) or asked.is_for(routes.BLOBS_PUT):
            process.child.kill()
        return None

    stage.proxy.lie(kill)
    save(path, content)
    process.child.wait(60)
    stage.proxy.be_honest()


def set_back(stage: Stage, path: Path, first: bytes, second: bytes) -> None:
    """Save one thing, set the profile back to what it was before, and save another."""
    aside = stage.live / "set aside"
    stage.one.stop()
    shutil.copytree(stage.one.home, aside)
    for content in (first, second):
        save(path, content)
        stage.one.start()
        stage.one.wait()
        stage.one.stop()
        shutil.rmtree(stage.one.home)
        shutil.copytree(aside, stage.one.home)
    stage.one.start()
    stage.one.wait()


def both_at_once(stage: Stage, here: bytes, there: bytes) -> None:
    """Let two devices change one file while they know nothing of each other."""
    stage.two.start()
    stage.two.wait()
    stage.one.stop()
    stage.two.stop()
    save(stage.here / "again.bin", here)
    save(stage.there / "again.bin", there)
    for device in (stage.one, stage.two):
        device.start()
    for device in (stage.one, stage.two, stage.one):
        device.wait()


def test_c7_no_key_and_no_salt_is_used_twice(stage: Stage) -> None:
    """Killed in the middle of an upload, set back to an older copy of its profile, two devices at once: none of it does."""
    chance = random.Random(7)
    path = stage.here / "again.bin"
    whole = chance.randbytes(6 * MEBIBYTE)
    contents = [chance.randbytes(3 * MEBIBYTE), whole, whole[:BLOCK_BYTES] + chance.randbytes(2 * MEBIBYTE)]
    contents += [chance.randbytes(size) for size in (5 * MEBIBYTE, 5 * MEBIBYTE, 3000, 3000)]
    stage.server.start()
    stage.one.start()
    save(path, contents[0])
    stage.one.wait()
    killed_while_it_uploads(stage, path, contents[1])
    save(path, contents[2])
    stage.one.start()
    stage.one.wait()
    set_back(stage, path, *contents[3:5])
    both_at_once(stage, *contents[5:])
    assert check_nothing_twice(stage, contents) > len(contents)
    assert {tree_of(stage.here)[name] for name in tree_of(stage.here) if name.startswith("again")} >= set(contents[4:])
    stage.check_secret()


# -- sizes ------------------------------------------------------------------------------------------------------------------


@pytest.mark.attack("C9", "C10")
def test_c8_sizes_and_what_is_equal(stage: Stage) -> None:
    """Blobs are of one size but for the last, which is padded; records too; and of equal files no two blobs are equal."""
    chance = random.Random(8)
    sizes = [*range(4865, 5121, 16), *(chance.randrange(1, 200_000) for _ in range(40)), 5 * MEBIBYTE + 12_345]
    old = on_disk(stage)
    for at, size in enumerate(sizes):
        save(stage.here / f"sizes/{at:03}.bin", chance.randbytes(size))
        save(stage.here / f"zeros/{at:03}.bin", bytes(size))
    for length in range(5, 79):
        save(stage.here / f"names/{'n' * length}", b"x" * length)
    equal = chance.randbytes(20_000)
    for at in range(100):
        save(stage.here / f"equal/{at}", equal)
    with (stage.here / "zeros.bin").open("wb") as zeros:
        zeros.truncate(10 * BLOCK_BYTES)
    stage.server.start()
    stage.one.start()
    stage.one.wait()
    check_sizes(stage, old, on_disk(stage))
    stage.check_secret()


def check_sizes(stage: Stage, old: Disk, now: Disk) -> None:
    """Look at what came."""
    known = {raw for _, raw in old.records}
    names = {record.id: record.meta.name for record, _ in now.records}
    by_parent: dict[str, list[tuple[OpenRecord, bytes]]] = {}
    for record, raw in now.records:
        if raw not in known:
            by_parent.setdefault(names.get(record.meta.parent, ""), []).append((record, raw))
    lengths = {padme(ref.length_bytes) + 16 for _, ref in now.refs()}
    assert {size for blob, size in now.blobs.items() if blob not in old.blobs} <= lengths
    assert all(now.blobs[ref.id] == padme(ref.length_bytes) + 16 for _, ref in now.refs())
    near = [record for record, _ in by_parent["sizes"] if 4865 <= (record.meta.size_bytes or 0) <= 5120]
    assert len({now.blobs[ref] for record in near for ref in record.meta.refs}) == 1
    assert len({len(raw) for record, raw in by_parent["sizes"] if record in near}) == 1
    assert {len(raw) for _, raw in by_parent["names"]} == {384}
    assert len({record.meta.refs[0] for record, _ in by_parent["equal"]}) == 100
    (zeros,) = [record for record, _ in now.records if record.meta.name == "zeros.bin"]
    assert len(set(zeros.meta.refs)) == 10


# -- garbage under a good name --------------------------------------------------------------------------------------------


def test_c11_garbage_under_a_name_that_others_use(stage: Stage) -> None:
    """The server does not take it; of an evil one that has it nobody makes a file, and what is sent again mends it."""
    blob = stage.files()["big.bin"].blobs[1]
    place = stage.server.stores.blob(blob)
    good = place.read_bytes()
    stage.server.start()
    owner = Api(f"http://127.0.0.1:{stage.server.port}")
    owner.sign_in(stage.ada.token)
    garbage = flipped(good, 4711)
    refused = failure_of(lambda: owner.raw(routes.BLOB_PUT, garbage, blob=blob_of(b"never seen").hex()))
    assert refused.code == "server_refused"
    refused = failure_of(lambda: owner.raw(routes.BLOBS_PUT, pack([(blob_of(b"never seen"), b"garbage")])))
    assert refused.code == "server_refused"
    place.write_bytes(garbage)
    stage.open_beside()
    status = stage.two.wait()
    assert [(one.path, one.code) for pair in status.pairs for one in pair.held] == [("big.bin", "missing")]
    assert not (stage.there / "big.bin").exists()
    owner.raw(routes.BLOB_PUT, good, blob=blob.hex())
    stage.check_recovers()


def blob_of(data: bytes) -> BlockId:
    """Return the name of these bytes."""
    return block_id(data)
