"""A check finds every fault that is planted, and none in what a server has made."""

from __future__ import annotations

import asyncio
import errno
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from fakes.people import Person, blob, upload
from fakes.servers import serving
from megadesk.crypto.public import block_id
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobstore import UNREADABLE, Stored
from megadesk.server.check import faults_in
from megadesk.server.config import ServerConfig

LARGE, SMALL, FREE = blob("large", 70_000), blob("small", 300), blob("free", 400)
BLOCKS = [blob(f"block {n}", 70_000 + n) for n in range(3)]
_BODY = b"\x01\x12" + (3).to_bytes(4, "big") + b"".join(block for block, _ in BLOCKS) + bytes(3 * 68 + 16)
MANIFEST = block_id(_BODY), _BODY

Look: TypeAlias = Callable[..., "tuple[list[str], list[str]]"]


@pytest.fixture
def config(tmp_path: Path) -> ServerConfig:
    """A data folder with two accounts, records that came and went, a manifest, and an upload that nothing names."""

    async def fill() -> None:
        async with serving(tmp_path) as server:
            ada, bob = Person(), Person("bob")
            client = await ada.join(server.client)
            await upload(client, LARGE, SMALL, *BLOCKS, MANIFEST)
            await ada.append(client, ada.put("a", [LARGE[0]]), ada.put("b", [SMALL[0]]), ada.put("m", [MANIFEST[0]]))
            await ada.append(client, ada.put("a"), ada.delete("b"), ada.put("n", [MANIFEST[0], BLOCKS[0][0]]))
            await ada.append(client, ada.delete("n"))
            stranger = await bob.join(server.client)
            await upload(stranger, SMALL, FREE)
            await bob.append(stranger, bob.put("s", [SMALL[0]]))

    asyncio.run(fill())
    return ServerConfig(data=tmp_path)


@pytest.fixture
def look(config: ServerConfig) -> Look:
    """Change rows behind the server's back, and check: ``look(statement, values)``."""

    def run(statement: str = "", *values: object, reads_blobs: bool = False) -> tuple[list[str], list[str]]:
        if statement:
            raw = sqlite3.connect(config.database_file)
            with raw:
                assert raw.execute(statement, values).rowcount
            raw.close()
        return faults_in(config, reads_blobs=reads_blobs)

    return run


def test_a_whole_store_has_no_faults(look: Look) -> None:
    """With and without reading every blob."""
    assert look() == look(reads_blobs=True) == ([], [])


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM acls WHERE space = 1", "the membership chain does not end in the current list"),
        ("UPDATE spaces SET header = (SELECT header FROM commits WHERE space = 1 AND seq = 3) WHERE key = 1",
         "the journal does not end in the head"),
        ("UPDATE records SET element = zeroblob(32) WHERE space = 1 AND to_seq IS NULL",
         "the current records do not give the signed state"),
        ("DELETE FROM records WHERE space = 1 AND to_seq IS NULL", "the current records do not give the signed state"),
        ("UPDATE spaces SET n_records = n_records + 1 WHERE key = 1", "the current records do not give the signed state"),
        ("UPDATE bucket_rows SET digests = x'' WHERE space = 1", "stored digests of group"),
        ("UPDATE spaces SET groups = zeroblob(8192) WHERE key = 1", "stored group digests are not those of the records"),
    ],
)  # fmt: skip
def test_faults_of_the_head_are_found(look: Look, statement: str, said: str) -> None:
    """Whatever row was touched."""
    faults, _ = look(statement)
    assert any(fault.startswith("space ") and said in fault for fault in faults), faults
    assert not any("space 2" in fault for fault in faults)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM commits WHERE space = 1 AND seq = 2", "commit 3 does not follow the one before"),
        ("DELETE FROM commits WHERE space = 1 AND seq > 2", "commits after 2 are not there"),
        ("DELETE FROM records WHERE space = 1 AND to_seq = 3 AND key = (SELECT min(key) FROM records WHERE to_seq = 3)",
         "state 2 is not what was signed"),
        ("UPDATE records SET to_seq = 4 WHERE space = 1 AND to_seq = 3", "states 3 to 4 are not what was signed"),
        ("UPDATE records SET from_seq = 2 WHERE space = 1 AND from_seq = 3", "states 2 to 4 are not what was signed"),
        ("UPDATE records SET from_seq = 4 WHERE space = 1 AND from_seq = 2 AND to_seq IS NULL",
         "states 2 to 3 are not what was signed"),
        ("UPDATE records SET body = (SELECT body FROM records WHERE space = 2 LIMIT 1) WHERE space = 1 AND to_seq = 4",
         "of commit 3 is not what its row says"),
        ("UPDATE records SET body = x'00' WHERE space = 1 AND to_seq = 4", "of commit 3: malformed"),
        ("UPDATE records SET version = 9 WHERE space = 1 AND to_seq = 4", "of commit 3 is not what its row says"),
    ],
)  # fmt: skip
def test_faults_of_the_past_are_found(look: Look, statement: str, said: str) -> None:
    """In the chain of commits, in records that are current no more, in when they were: named by state and commit."""
    faults, _ = look(statement)
    assert any(said in fault for fault in faults), faults


def test_states_that_are_not_kept_are_not_looked_at(look: Look, config: ServerConfig) -> None:
    """What retention has let go is no fault; what it keeps is held to its root, and versions that stay are none of a state."""
    raw = sqlite3.connect(config.database_file)
    with raw:
        raw.execute("UPDATE spaces SET kept_from_seq = 3 WHERE key = 1")
    raw.close()
    assert look() == ([], [])
    faults, _ = look("UPDATE records SET to_seq = 4 WHERE space = 1 AND to_seq = 3 AND version = 1")
    assert any("states 3 to 4 are not" in fault for fault in faults)
    assert not any("state 2" in fault or "states 2" in fault for fault in faults)


@pytest.mark.parametrize(
    "change", ["n_current = n_current + 1", "n_total = n_total + 1", "n_current = 0", "n_total = 0"]
)
@pytest.mark.parametrize(
    "one", [LARGE, SMALL, MANIFEST, BLOCKS[0], BLOCKS[2]], ids=["kept", "both", "list", "b0", "b2"]
)
def test_counts_that_are_wrong_are_found(look: Look, change: str, one: tuple[bytes, bytes]) -> None:
    """Too high or too low, of a blob, of a manifest or of what it lists."""
    is_so = one[0] in {LARGE[0], SMALL[0]} and change == "n_current = 0"
    faults, _ = look(f"UPDATE blob_refs SET {change} WHERE space = 1 AND blob = ?", one[0])
    assert any(one[0].hex()[:16] in fault for fault in faults) != is_so, faults


def test_references_that_are_gone_or_too_many_are_found(look: Look) -> None:
    """One is named by records and not noted, one noted and not named."""
    faults, _ = look("DELETE FROM blob_refs WHERE space = 1 AND blob = ?", BLOCKS[1][0])
    assert any(f"blob {BLOCKS[1][0].hex()[:16]}: noted as referred to by 0 current records of 0, counted 1 of 1" in one
               for one in faults)  # fmt: skip
    faults, _ = look("INSERT INTO blob_refs VALUES (?, 2, 1, 1)", FREE[0])
    assert any(f"blob {FREE[0].hex()[:16]}: noted as referred to by 1 current records of 1, counted 0 of 0" in one
               for one in faults)  # fmt: skip


def test_a_blob_without_a_row_is_found(look: Look) -> None:
    """Records name it, and nobody could read it."""
    faults, _ = look("DELETE FROM blobs WHERE id = ?", LARGE[0])
    assert any("is referred to, and nobody has brought it" in fault for fault in faults)


@pytest.mark.parametrize("figure", ["current", "kept"])
@pytest.mark.parametrize("by", [1, -1])
def test_bytes_that_are_wrong_are_found(look: Look, figure: str, by: int) -> None:
    """Of the space whose they are, to the byte."""
    faults, _ = look(f"UPDATE spaces SET bytes_{figure} = bytes_{figure} + ? WHERE key = 2", by)
    assert len(faults) == 1
    assert f"bytes {figure}: noted" in faults[0]


@pytest.mark.parametrize(
    ("statement", "said"),
    [("UPDATE accounts SET bytes_pending = bytes_pending + 1 WHERE login LIKE 'bob%'", "account bob@example.org: bytes of uploads"),
     ("DELETE FROM uploads_pending", "account bob@example.org: bytes of uploads: noted 400, counted 0"),
     ("UPDATE packs SET live_bytes = 1 WHERE live_blobs > 0", ", bytes: noted"),
     ("UPDATE packs SET live_blobs = 9 WHERE live_blobs > 0", ", blobs: noted"),
     ("DELETE FROM packs WHERE live_blobs > 0", ", blobs: noted"),
     ("INSERT INTO second_factors VALUES (x'0badc0de', x'00', 1, 1, 0, 0)", "account 0badc0de: there is a second factor"),
     ("INSERT INTO one_time_codes SELECT id, x'00' FROM accounts", "or a code of one, that belongs to nobody")],
)  # fmt: skip
def test_sums_that_are_wrong_are_found(look: Look, statement: str, said: str) -> None:
    """Of uploads that nothing names, of packs; and second factors that belong to nobody."""
    faults, _ = look(statement)
    assert any(said in fault for fault in faults), faults


def path_of(config: ServerConfig, one: tuple[bytes, bytes]) -> Path:
    """Return the file of a large blob."""
    return config.blobs_folder / "files" / one[0].hex()[:2] / one[0].hex()


def test_damaged_blobs_are_found(look: Look, config: ServerConfig) -> None:
    """A lost one at once, a changed one when every blob is read."""
    path_of(config, LARGE).write_bytes(LARGE[1][:-1] + b"\0")
    assert look() == ([], [])
    assert look(reads_blobs=True)[0] == [f"blob {LARGE[0].hex()[:16]}: its bytes are not those its name says"]
    path_of(config, LARGE).unlink()
    assert look()[0] == [f"blob {LARGE[0].hex()[:16]}: absent"]


@pytest.mark.parametrize("reads_blobs", [False, True])
def test_what_the_disk_cannot_read_is_found_and_the_check_goes_on(
    look: Look, config: ServerConfig, monkeypatch: pytest.MonkeyPatch, reads_blobs: bool
) -> None:
    """Also a manifest, whose blocks it would count; any other fault of the system says nothing of a blob."""
    real, hit, codes = FileBlobs.read, {LARGE[0], MANIFEST[0]}, [errno.EIO]

    def read(store: FileBlobs, one: Stored, start: int = 0, length: int | None = None) -> bytes:
        if one.id in hit:
            raise OSError(codes[-1], "no")
        return real(store, one, start, length)

    monkeypatch.setattr(FileBlobs, "read", read)
    path_of(config, BLOCKS[0]).unlink()
    found = {LARGE[0]: UNREADABLE, MANIFEST[0]: UNREADABLE, BLOCKS[0][0]: "absent"}
    faults, _ = look(reads_blobs=reads_blobs)
    assert sorted(faults) == sorted(f"blob {one.hex()[:16]}: {why}" for one, why in found.items())
    codes.append(errno.EMFILE)
    with pytest.raises(OSError, match="no"):
        look(reads_blobs=reads_blobs)


@pytest.mark.parametrize("is_changed", [True, False])
def test_a_lost_manifest_excuses_counts_that_are_too_high(look: Look, config: ServerConfig, is_changed: bool) -> None:
    """Nobody knows what it listed; counts that are too low are faults all the same."""
    raw = sqlite3.connect(config.database_file)
    (pack, at) = raw.execute('SELECT pack, "offset" FROM blobs WHERE id = ?', (MANIFEST[0],)).fetchone()
    raw.close()
    path = config.blobs_folder / "packs" / f"{pack:016x}"
    held = bytearray(path.read_bytes())
    held[at + 200] ^= 1
    path.write_bytes(held)
    faults, _ = look()
    assert faults == []
    if is_changed:
        faults, _ = look("UPDATE blob_refs SET n_total = 0 WHERE space = 1 AND blob = ?", LARGE[0])
        assert any(LARGE[0].hex()[:16] in fault for fault in faults)


def test_an_upload_that_a_power_cut_took_is_no_fault(look: Look, config: ServerConfig) -> None:
    """No commit names it; it is said, and the store is whole."""
    one = blob("under way", 70_000)

    async def begin() -> None:
        async with serving(config.data) as server:
            await upload(await Person().log_in(server.client), one)

    asyncio.run(begin())
    path_of(config, one).unlink()
    faults, notes = look(reads_blobs=True)
    assert faults == []
    assert notes == [f"upload {one[0].hex()[:16]}: absent; no commit names it, it will be asked for again if one does"]


def test_a_check_does_not_end_uploads_under_way(look: Look, config: ServerConfig) -> None:
    """It looks on: what grows in a server that runs is left alone."""
    growing = config.blobs_folder / "tmp" / "growing"
    growing.write_bytes(b"half")
    assert look(reads_blobs=True) == ([], [])
    assert growing.read_bytes() == b"half"
