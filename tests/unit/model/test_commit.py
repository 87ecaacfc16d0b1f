"""What moves a space forward: values whose sealed parts stay out of sight."""

from __future__ import annotations

from megadesk.model.commit import ChangeAcl, Put
from megadesk.model.ids import BlockId, NodeId


def test_sealed_bytes_do_not_show() -> None:
    """The repr of an op names the node and its version, and no bytes that would fill a log."""
    put = Put(id=NodeId(b"n" * 16), version=3, epoch=1, refs=(BlockId(b"r" * 32),), record=b"sealed")
    assert "version=3" in repr(put)
    assert "sealed" not in repr(put)
    assert "rrrr" not in repr(put)
    assert "secret" not in repr(ChangeAcl(body=b"secret", signature=b"secret"))
