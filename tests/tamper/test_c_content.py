"""Attacks on content: blobs with bits turned, cut, lengthened, exchanged, left out, or those of another time.

A damaged file is left alone with its reason; its neighbours go on; nothing of it is seen in the folder.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes.evil import Asked, Reply, Tamper, flipped
from fakes.processes import cli, cli_json, tree_of
from fakes.tampering import DAMAGED, MEBIBYTE, Stage, save
from fakes.which_stack import Blob
from megadesk.crypto.records import open_record
from megadesk.model.ids import BlockId
from megadesk.remote.api import Api
from megadesk.wire import routes
from megadesk.wire.frames import pack, unpack

Change = Callable[[bytes], bytes | None]
"""What to send instead of a blob; None: it is not there."""


def with_blobs(changes: dict[BlockId, Change]) -> Tamper:
    """Return a tamper that changes these blobs, however they are asked for."""

    def tamper(asked: Asked, reply: Reply) -> Reply | None:
        if reply.status != 200:
            return None
        if asked.is_for(routes.BLOBS_GET):
            frames = [(blob, changed(blob, bytes(data))) for blob, data in unpack(reply.body)]
            return Reply(200, pack([(blob, data) for blob, data in frames if data is not None]))
        if asked.is_for(routes.BLOB_GET):
            blob = BlockId(bytes.fromhex(asked.path.rsplit("/", 1)[1]))
            data = changed(blob, reply.body)
            gone = b'{"code": "not_found", "message": "no such blob"}'
            return Reply(404, gone) if data is None else Reply(200, data)
        return None

    def changed(blob: BlockId, data: bytes) -> bytes | None:
        change = changes.get(blob)
        return data if change is None else change(data)

    return tamper


def check_one_file_held(stage: Stage, name: str, what: str) -> None:
    """Hold device two to leave one file as it was and bring all others: nothing of the file is seen, nothing is sent."""
    status = stage.two.wait()
    assert (what, status.state, status.frozen) == (what, "synced", None)
    held = [(one.path, one.code) for pair in status.pairs for one in pair.held]
    assert (what, status.issues, held) == (what, 1, [(name, "missing")])
    wanted = tree_of(stage.here) | {"mine.txt": b"an edit that nobody else has"}
    wanted.pop(name)
    if name in stage.before:
        wanted[name] = stage.before[name]
    assert tree_of(stage.there) == wanted, what
    sent = [f"{asked.method} {asked.path}" for asked in stage.proxy.since_lie() if asked.is_for(routes.APPEND)]
    assert (what, len(sent)) == (what, 0)


def check_whole(stage: Stage) -> None:
    """Hold device two to bring the file once the server sends what it should, by one wait."""
    stage.proxy.be_honest()
    status = stage.two.wait()
    assert (status.state, status.issues) == ("synced", 0)
    assert tree_of(stage.there) == tree_of(stage.here) | {"mine.txt": b"an edit that nobody else has"}


def first_look(stage: Stage, changes: dict[BlockId, Change]) -> None:
    """Open the stage, and let two's own edit go its way first, so that nothing has to be sent later."""
    stage.open(with_blobs(changes))
    stage.two.wait()
    stage.proxy.lie(with_blobs(changes))


def at(offset_of: Callable[[int], int]) -> Change:
    """Return what turns a bit at a place that depends on the size."""
    return lambda data: flipped(data, offset_of(len(data)), 3)


REGIONS: dict[str, Change] = {
    "first byte": at(lambda _size: 0),
    "middle": at(lambda size: size // 2),
    "before the tag": at(lambda size: size - 17),
    "tag": at(lambda size: size - 1),
}


def test_c1_bits_turned_in_a_changed_small_file(stage: Stage) -> None:
    """A bit turned anywhere in the blob of a changed file: the old file stays, its neighbours come."""
    blob = stage.files()["old.bin"].blobs[0]
    first_look(stage, {blob: REGIONS["first byte"]})
    for region, change in REGIONS.items():
        stage.proxy.lie(with_blobs({blob: change}))
        check_one_file_held(stage, "old.bin", region)
    check_whole(stage)


@pytest.mark.attack("C13")
def test_c1_bits_turned_in_a_new_large_file(stage: Stage) -> None:
    """A bit turned in any block of a new large file: no part of it appears, its neighbours come."""
    blobs = stage.files()["big.bin"].blobs
    assert len(blobs) == 3
    first_look(stage, dict.fromkeys(blobs, REGIONS["middle"]))
    for n_good in range(len(blobs)):
        # Blocks that came well are kept, so there is one fewer to be damaged each time.
        stage.proxy.lie(with_blobs(dict.fromkeys(blobs[n_good:], REGIONS["middle"])))
        check_one_file_held(stage, "big.bin", f"{n_good} good blocks")
        assert [path.name for path in stage.there.glob("*.part*")] == []
    check_whole(stage)


def test_c1_a_bit_turned_on_the_servers_disk(stage: Stage) -> None:
    """What a failing disk of the server does is noticed as well, and over when the bit is put back."""
    path = file_of(stage, stage.files()["big.bin"].blobs[2])
    good = path.read_bytes()
    path.write_bytes(flipped(good, 1000))
    stage.open()
    status = stage.two.wait()
    assert (status.state, status.issues) == ("synced", 1)
    assert not (stage.there / "big.bin").exists()
    assert (stage.there / "new/first.txt").read_bytes() == (stage.here / "new/first.txt").read_bytes()
    path.write_bytes(good)
    check_whole(stage)


def file_of(stage: Stage, blob: BlockId) -> Blob:
    """Return where the server keeps a large blob."""
    return stage.server.stores.blob(blob)


@pytest.mark.attack("C13")
def test_c1_get_and_cat_refuse_a_damaged_file(stage: Stage, tmp_path: Path) -> None:
    """No file is made by get of a damaged blob, and no byte of it passed on by cat; both end with 7."""
    blobs = stage.files()["big.bin"].blobs
    first_look(stage, {blobs[0]: REGIONS["middle"]})
    home, target = stage.two.home, tmp_path / "target"
    target.mkdir()
    code, out, error = cli(home, "get", "/Sync/big.bin", str(target))
    assert code == DAMAGED, (out, error)
    assert "big.bin: " in out
    assert list(target.iterdir()) == []
    code, out, error = cli(home, "cat", "/Sync/big.bin")
    assert (code, out, error.count("\n")) == (DAMAGED, "", 1)
    stage.proxy.be_honest()
    assert cli(home, "get", "/Sync/big.bin", str(target))[0] == 0
    assert (target / "big.bin").read_bytes() == (stage.here / "big.bin").read_bytes()


def test_c1_the_command_line_says_so(stage: Stage) -> None:
    """The file is counted as held back by status, and stat of it names the reason."""
    blob = stage.files()["old.bin"].blobs[0]
    first_look(stage, {blob: REGIONS["tag"]})
    assert cli_json(stage.two.home, "status")["issues"] == 1
    assert cli_json(stage.two.home, "stat", "/Sync/old.bin")["state"] == "missing"
    assert cli_json(stage.two.home, "stat", "/Sync/big.bin")["state"] == "synced"


@pytest.mark.attack("C3", "C11")
def test_c2_blobs_exchanged_left_out_cut_or_lengthened(stage: Stage) -> None:
    """Blocks in another order, without the last, cut short, lengthened or emptied never make a file."""
    blobs = stage.files()["big.bin"].blobs
    kept = {blob: file_of(stage, blob).read_bytes() for blob in blobs}
    cases: dict[str, dict[BlockId, Change]] = {
        "in another order": {
            blobs[0]: lambda _: kept[blobs[1]],
            blobs[1]: lambda _: kept[blobs[2]],
            blobs[2]: lambda _: kept[blobs[0]],
        },
        # The first two have come by now and are kept.
        "without the last": {blobs[2]: lambda _: None},
        "the first again": {blobs[2]: lambda _: kept[blobs[0]]},
        "cut short": {blobs[2]: lambda data: data[:-1]},
        "cut to a tag": {blobs[2]: lambda data: data[:16]},
        "lengthened": {blobs[2]: lambda data: data + bytes(16)},
        "another's block behind it": {blobs[2]: lambda data: data + kept[blobs[0]]},
        "emptied": {blobs[2]: lambda _: b""},
    }
    first_look(stage, cases["in another order"])
    for what, changes in cases.items():
        stage.proxy.lie(with_blobs(changes))
        check_one_file_held(stage, "big.bin", what)
    check_whole(stage)


def test_c2_small_blobs_exchanged_or_left_out_of_a_batch(stage: Stage) -> None:
    """In a batch of small blobs each is held against its own name: one wrong one keeps no other back."""
    old = stage.files()["old.bin"].blobs[0]
    cases: dict[str, Change] = {"left out": lambda _: None, "emptied": lambda _: b"", "doubled": lambda data: data * 2}
    first_look(stage, {old: cases["left out"]})
    for what, change in cases.items():
        stage.proxy.lie(with_blobs({old: change}))
        check_one_file_held(stage, "old.bin", what)
    check_whole(stage)


def versions_of(stage: Stage, name: str) -> list[BlockId]:
    """Return the first block of every version of a file that the server keeps, oldest first."""
    node, secrets = stage.files()[name].record.id, stage.ada.secrets
    bodies = stage.server.stores.rows("SELECT body FROM records WHERE id = ? ORDER BY version", node)
    key, space = secrets.root_key.meta(), secrets.root_space
    return [open_record(key, space=space, record=body).meta.refs[0] for (body,) in bodies]


def test_c3_an_older_block_and_another_files_under_the_right_name(stage: Stage) -> None:
    """The block of the version before, of just this size, and that of another file: neither is taken for the one asked for."""
    older, newer = versions_of(stage, "old.bin")
    files = stage.files()
    big, whole = files["big.bin"].blobs[0], files["whole.bin"].blobs[0]
    stage.server.start()
    owner = Api(f"http://127.0.0.1:{stage.server.port}")
    owner.sign_in(stage.ada.token)
    old = owner.raw(routes.BLOB_GET, blob=older.hex()).body
    another = owner.raw(routes.BLOB_GET, blob=whole.hex()).body
    stage.server.kill()
    cases: dict[str, dict[BlockId, Change]] = {
        "old.bin": {newer: lambda _: old}, "big.bin": dict.fromkeys(files["big.bin"].blobs, lambda _: another),
    }  # fmt: skip
    assert len(another) == len(file_of(stage, big).read_bytes())
    first_look(stage, cases["old.bin"] | cases["big.bin"])
    held = [(one.path, one.code) for pair in stage.two.status().pairs for one in pair.held]
    assert sorted(held) == [("big.bin", "missing"), ("old.bin", "missing")]
    assert (stage.there / "old.bin").read_bytes() == stage.before["old.bin"]
    stage.proxy.lie(with_blobs(cases["big.bin"]))
    check_one_file_held(stage, "big.bin", "another file's")
    check_whole(stage)
    stage.check_secret()


def test_c13_nothing_is_seen_of_a_file_before_all_of_it_is_checked(stage: Stage) -> None:
    """While its blocks come, and when they stop coming: a new file is not there, and a changed one is the old one."""
    stage.server.start()
    stage.one.start()
    save(stage.here / "whole.bin", random.Random(13).randbytes(9 * MEBIBYTE))
    stage.one.wait()
    stage.one.stop()
    blobs = {name: stage.files()[name].blobs for name in ("big.bin", "whole.bin")}
    last = {ids[-1] for ids in blobs.values()}
    old, seen = (stage.there / "whole.bin").read_bytes(), list[str]()

    def stop_at_the_last(asked: Asked, _reply: Reply) -> Reply | None:
        if not asked.is_for(routes.BLOB_GET):
            return None
        if (stage.there / "big.bin").exists() or (stage.there / "whole.bin").read_bytes() != old:
            seen.append(asked.path)
        gone = Reply(404, b'{"code": "not_found", "message": "no such blob"}')
        return gone if BlockId(bytes.fromhex(asked.path.rsplit("/", 1)[1])) in last else None

    stage.open_beside(stop_at_the_last)
    status = stage.two.wait()
    assert sorted(one.path for pair in status.pairs for one in pair.held) == ["big.bin", "whole.bin"]
    assert sum(asked.is_for(routes.BLOB_GET) for asked in stage.proxy.log) >= 4
    assert seen == []
    assert not (stage.there / "big.bin").exists()
    assert (stage.there / "whole.bin").read_bytes() == old
    check_whole(stage)
    stage.check_secret()
