"""Which programs are here."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.peers.programs import Programs, version_in


def test_a_program_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And one that is nowhere is missing, with how to get it."""
    program = tmp_path / "restic"
    program.write_text("#!/bin/sh\necho restic 0.14.0 compiled with go1.19\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    programs = Programs()
    assert programs.find("restic") == program
    assert programs.version("restic") == "0.14.0"
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert "apt-get install unison" in str(programs.missing("unison"))


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ("rsync  version 3.2.7  protocol version 32", "3.2.7"),
        ('something v1.19.2-ds1 "Fermium Flea" (go1.19.8)', "1.19.2"),
        ("unison version 2.52.1 (ocaml 4.13.1)", "2.52.1"),
        ("no digits here.", "of unknown version"),
    ],
)
def test_a_version_is_the_first_word_of_digits_and_dots(said: str, version: str) -> None:
    """However a program says it."""
    assert version_in(said) == version
