"""cat: any range of a file, and nothing unverified."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fakes.hands import Hands
from fakes.timeline import Life
from fakes.workbench import Quiet, Workbench
from megadesk.engine.cloud_cat import cat
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, MissingBlock, NotFound
from megadesk.model.manifest import BLOCK_BYTES


def test_cat_ranges(hands: Hands) -> None:
    """Any range of a file, over the border of blocks, beyond its end; a folder has no bytes."""
    data = os.urandom(BLOCK_BYTES + 100)
    hands.put(hands.file("a", data))
    for start, end in ((0, None), (1, 10), (BLOCK_BYTES - 5, BLOCK_BYTES + 5), (BLOCK_BYTES, None), (0, 0), (7, 7)):
        assert hands.cat("/a", start, end) == data[start:end]
    assert hands.cat("/a", len(data) + 5) == b""
    assert hands.cat("/a", 5, len(data) * 2) == data[5:]
    for start, end in ((-1, None), (5, 4)):
        with pytest.raises(BadUsage):
            hands.cat("/a", start, end)
    hands.put(hands.file("b"), to="/f/b")
    with pytest.raises(BadUsage):
        hands.cat("/f")


def test_cat_of_the_past(bench: Workbench, tmp_path: Path) -> None:
    """At a moment, also of what is gone since or has another name; of a version; in the bin."""
    life = Life(bench, tmp_path)
    then = life.write(a=b"one", b=b"gone")
    later = life.write(a=b"the second")
    life.remove("b")
    life.rename("a", "c")

    def read(path: str, **at: object) -> bytes:
        return b"".join(cat(life.files, m.Cat(path=path, **at), lambda: None))  # type: ignore[arg-type]

    assert read("/Docs/c") == b"the second"
    assert (read("/Docs/c", seq=then), read("/Docs/a", seq=then), read("/Docs/a", seq=later)) == (
        b"one", b"one", b"the second",
    )  # fmt: skip
    assert (read("/Docs/b", seq=then), read("bin:/b")) == (b"gone", b"gone")
    versions = bench.ask(life.engine, m.LIST_VERSIONS, m.VersionsOf(path="/Docs/c")).versions
    assert [read("/Docs/c", version=one.version) for one in versions] == [b"the second", b"one"]
    assert read("/Docs/c", version=versions[1].version, seq=99) == b"one"
    assert read("/Docs/c", time=versions[0].time) == b"the second"
    for path, at in (
        ("/Docs/b", {}),
        ("/Docs/d", {"seq": then}),
        ("/Docs/c", {"version": 99}),
        ("/Docs/c", {"seq": 99}),
    ):
        with pytest.raises(NotFound):
            read(path, **at)
    for path, at in (("/", {}), ("/Docs", {"seq": then}), ("/Docs", {"version": 1}), ("bin:/", {"seq": then})):
        with pytest.raises(BadUsage):
            read(path, **at)


def test_cat_of_so_many_bytes(hands: Hands) -> None:
    """No more than these, from the start of the range; no block beyond them is fetched."""
    data = os.urandom(2 * BLOCK_BYTES)
    hands.put(hands.file("a", data))
    before = len(hands.bench.server.asked)
    for start, end, most in ((0, None, 10), (5, 8, 10), (5, None, 0), (BLOCK_BYTES - 1, None, 2), (9, None, len(data))):
        call = Quiet()
        hands.bench.ask(hands.engine, m.CAT_FILE, m.Cat(path="/a", start=start, end=end, max_bytes=most), call)
        assert b"".join(chunk.data for chunk in call.emitted) == data[start:end][:most]
    assert hands.bench.server.asked[before:].count("blob_get") == 1 + 1 + 0 + 2 + 2
    with pytest.raises(BadUsage):
        hands.bench.ask(hands.engine, m.CAT_FILE, m.Cat(path="/a", start=-1, max_bytes=5))


def test_cat_gives_nothing_unverified(bench: Workbench, hands: Hands) -> None:
    """A block with one wrong bit is an error, and not one byte of it comes out."""
    hands.put(hands.file("a", b"secret" * 100))
    bench.server.lies["blob_get"] = lambda body: body[:-1] + bytes((body[-1] ^ 1,))
    call = Quiet()
    with pytest.raises(MissingBlock):
        bench.ask(hands.engine, m.CAT_FILE, m.Cat(path="/a"), call)
    assert call.emitted == []
