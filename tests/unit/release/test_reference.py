"""Pages that are made from the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from release import reference


def test_every_page_is_written_where_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file for each, whatever was there."""
    monkeypatch.setattr(reference, "FOLDER", tmp_path / "reference")
    monkeypatch.setattr(reference, "FILES", dict.fromkeys(reference.FILES, str))
    monkeypatch.setattr(reference, "ROOT", tmp_path / "source")
    for name in reference.FILES:
        (tmp_path / "source" / name).parent.mkdir(parents=True)
    reference.write_pages()
    assert all((tmp_path / "source" / name).is_file() for name in reference.FILES)
    assert sorted(path.name for path in (tmp_path / "reference").iterdir()) == sorted(reference.PAGES)
    assert all(path.read_text(encoding="utf-8").startswith("# ") for path in (tmp_path / "reference").iterdir())
