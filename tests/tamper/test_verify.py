"""megadesk verify against a server whose disk and database were changed, and a device whose own database was."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fakes.evil import Asked, Reply, flipped, rewrite
from fakes.processes import cli, tree_of
from fakes.tampering import DAMAGED, Stage
from fakes.which_stack import Blob
from megadesk.model.ids import BlockId
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import encode

BOAST = b"I have it, for sure. Believe me."


def open_with_one(stage: Stage) -> None:
    """Start the server and device one, which has everything; two, which has not, stays away."""
    stage.server.start()
    stage.one.start()
    stage.one.wait()


def verify(home: Path, *options: str) -> tuple[int, list[tuple[str, str, bool]]]:
    """Return the exit code, and code, path and whether it was healed of each finding."""
    code, out, error = cli(home, "verify", "--json", *options)
    assert error == ""
    return code, [(one["code"], one["path"], one["healed"]) for one in json.loads(out)["findings"]]


def blob_path(stage: Stage, blob: BlockId) -> Blob:
    """Return where the server keeps a large blob."""
    return stage.server.stores.blob(blob)


def test_c12_a_server_that_says_it_has_what_it_lost(stage: Stage) -> None:
    """It answers that nothing is missing, and with a proof it cannot have: the blocks are named, and nothing is sent."""
    open_with_one(stage)
    blob_path(stage, stage.files()["big.bin"].blobs[1]).unlink()

    def boast(asked: Asked, reply: Reply) -> Reply | None:
        if asked.is_for(routes.BLOB_POSSESS):
            return Reply(200, encode(m.PossessAnswer(digest=BOAST), routes.BLOB_POSSESS.response_encoding))
        return rewrite(routes.BLOBS_MISSING, m.MissingBlobs, lambda of: m.MissingBlobs(ids=[]))(asked, reply)

    stage.proxy.lie(boast)
    assert verify(stage.one.home, "--content") == (DAMAGED, [("blocks_missing", "/Sync/big.bin", False)])
    assert stage.proxy.changing_since_lie() == []


@pytest.mark.both_stacks
@pytest.mark.attack("C1", "C11")
def test_verify_names_and_heals_what_the_disk_of_the_server_lost(stage: Stage) -> None:
    """A blob that is gone and one with a turned bit: named, mended by who has the files and by nobody else, then whole for all."""
    open_with_one(stage)
    files = stage.files()
    blob_path(stage, files["big.bin"].blobs[1]).unlink()
    turned = blob_path(stage, files["whole.bin"].blobs[0])
    turned.write_bytes(flipped(turned.read_bytes(), 5000))
    three = stage.new_device("three")
    stage.log_in(three)
    three.wait()
    stage.proxy.be_honest()
    code, out, _ = cli(three.home, "verify", "--content", "--heal")
    assert code == DAMAGED
    assert "/Sync/big.bin: 1 block is missing on the server." in out
    assert "/Sync/whole.bin: 1 block is damaged on the server." in out
    assert "no copy of what is still damaged" in out
    assert [asked.path for asked in stage.proxy.log if asked.is_for(routes.BLOB_PUT)] == []
    code, found = verify(stage.one.home, "--content", "--heal")
    assert (code, sorted(found)) == (
        0, [("blocks_damaged", "/Sync/whole.bin", True), ("blocks_missing", "/Sync/big.bin", True)],
    )  # fmt: skip
    assert verify(stage.one.home, "--content", "--download") == (0, [])
    folder = stage.live / "elsewhere"
    folder.mkdir()
    three.add_pair(folder)
    three.wait()
    assert tree_of(folder) == tree_of(stage.here)


def changed_record(stage: Stage, name: str) -> Any:
    """Turn a bit in the current record of a file; return what to do to put it back."""
    node = stage.files()[name].record.id
    ((body,),) = stage.server.stores.rows("SELECT body FROM records WHERE to_seq IS NULL AND id = ?", node)
    put = "UPDATE records SET body = ? WHERE to_seq IS NULL AND id = ?"
    stage.server.stores.change(put, flipped(body, len(body) - 1), node)
    return put, (body, node)


def removed_record(stage: Stage, name: str) -> Any:
    """Remove the current record of a file; return what to do to put it back."""
    node = stage.files()[name].record.id
    (row,) = stage.server.stores.rows("SELECT * FROM records WHERE to_seq IS NULL AND id = ?", node)
    stage.server.stores.change("DELETE FROM records WHERE to_seq IS NULL AND id = ?", node)
    return f"INSERT INTO records VALUES ({', '.join('?' * len(row))})", row


@pytest.mark.attack("C6", "D4")
def test_verify_finds_records_that_were_changed_or_removed(stage: Stage) -> None:
    """Each is named, the space stands still and nothing is sent; put back, one sync is enough."""
    open_with_one(stage)
    stage.proxy.be_honest()
    back = [changed_record(stage, "old.bin"), removed_record(stage, "first.txt")]
    code, found = verify(stage.one.home, "--heal")
    assert (code, sorted(found)) == (
        DAMAGED,
        [("forged", "", False), ("record_missing", "/Sync/new/first.txt", False), ("record_other", "/Sync/old.bin", False)],
    )  # fmt: skip
    assert stage.one.status().frozen == "forged"
    sent = [asked.path for asked in stage.proxy.log if asked.method == "PUT" or asked.is_for(routes.APPEND)]
    assert sent == []
    for statement, values in back:
        stage.server.stores.change(statement, *values)
    assert stage.one.wait().frozen is None
    assert verify(stage.one.home) == (0, [])


def test_the_own_database_that_was_changed_is_found_out(stage: Stage) -> None:
    """What is stored of a file is not what was verified: named, downloaded anew, and the folder stays as it was."""
    stage.server.start()
    before = tree_of(stage.here)
    stage.one.start()
    stage.one.wait()
    with closing(sqlite3.connect(stage.one.home / "state/megadesk.db")) as connection:
        node = stage.files()["old.bin"].record.id
        connection.execute("UPDATE records SET mtime = mtime + 1 WHERE id = ?", (node,))
        connection.commit()
    assert verify(stage.one.home) == (DAMAGED, [("own_record", "/Sync/old.bin", False)])
    assert verify(stage.one.home, "--heal") == (0, [("own_record", "/Sync/old.bin", True)])
    assert verify(stage.one.home) == (0, [])
    stage.one.wait()
    assert tree_of(stage.here) == before
