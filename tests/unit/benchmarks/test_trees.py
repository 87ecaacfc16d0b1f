"""Whether two folders are the same."""

from __future__ import annotations

from pathlib import Path

from benchmarks.trees import difference


def test_what_differs_is_named(tmp_path: Path) -> None:
    """Another content, a missing file, a folder in the place of a file; not what programs keep for themselves."""
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        (folder / "sub").mkdir(parents=True)
        (folder / "sub" / "same").write_bytes(b"same")
    (one / "changed").write_bytes(b"one")
    (two / "changed").write_bytes(b"two")
    (one / "sub" / "missing").write_bytes(b"")
    (one / "kind").mkdir()
    (two / "kind").write_bytes(b"")
    (one / ".megadesk").mkdir()
    (one / ".megadesk" / "debris").write_bytes(b"x")
    assert difference(one, two) == ["changed", "kind", "sub/missing"]
    assert difference(one, one) == []
