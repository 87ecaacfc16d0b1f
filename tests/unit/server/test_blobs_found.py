"""What lies in a folder of blobs."""

from __future__ import annotations

from pathlib import Path

from megadesk.server.blobs_found import own_files, pack_sizes


def test_only_what_is_named_as_ours_is_found(tmp_path: Path) -> None:
    """What somebody else put there is nobody's to remove."""
    for name in ("ab" * 32, "AB" * 32, "ab" * 31, "ab" * 32 + ".bak", "0123456789abcdef", "readme"):
        (tmp_path / name).write_bytes(b"12345")
    assert own_files(tmp_path) == [b"\xab" * 32]
    assert pack_sizes(tmp_path) == {0x0123456789ABCDEF: 5}
