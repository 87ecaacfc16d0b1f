"""cat: any range of a file, and nothing unverified."""

from __future__ import annotations

import os

import pytest

from fakes.hands import Hands
from fakes.workbench import Quiet, Workbench
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, MissingBlock
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


def test_cat_gives_nothing_unverified(bench: Workbench, hands: Hands) -> None:
    """A block with one wrong bit is an error, and not one byte of it comes out."""
    hands.put(hands.file("a", b"secret" * 100))
    bench.server.lies["blob_get"] = lambda body: body[:-1] + bytes((body[-1] ^ 1,))
    call = Quiet()
    with pytest.raises(MissingBlock):
        bench.ask(hands.engine, m.CAT_FILE, m.Cat(path="/a"), call)
    assert call.emitted == []
