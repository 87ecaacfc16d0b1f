"""Options, and where the report goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.peers.main import BEGIN, END, PEERS, choose, file_system, given, parse, write_between
from benchmarks.peers.programs import Programs


def test_the_report_replaces_what_stands_between_the_marks(tmp_path: Path) -> None:
    """And nothing else; a document without marks is not written to."""
    document = tmp_path / "page.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    write_between(document, "new\n")
    write_between(document, "newer\n")
    assert document.read_text() == f"before\n{BEGIN}\nnewer\n{END}\nafter\n"
    document.write_text("no marks\n")
    with pytest.raises(ValueError, match="has no"):
        write_between(document, "new\n")
    assert document.read_text() == "no marks\n"


def test_those_who_are_missing_do_not_take_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are named with how to get them; the others run."""
    monkeypatch.setattr(Programs, "find", lambda *_: None)
    found, missing = choose(None, Programs())
    assert [kind.name for kind in found if kind.name in {"megadesk", "restic"}] == ["megadesk"]
    assert any("apt-get install restic" in each for each in missing)


def test_unknown_names_are_refused() -> None:
    """With the names there are."""
    with pytest.raises(ValueError, match="there are megadesk"):
        choose("megadesk,nobody", Programs())
    with pytest.raises(SystemExit):
        parse(["--cases", "10k-up,nothing"])


def test_every_peer_says_how_it_is_set_up() -> None:
    """A figure without that says nothing."""
    assert all(kind.how and kind.name for kind in PEERS)
    assert len({kind.name for kind in PEERS}) == len(PEERS)


def test_the_file_system_of_a_folder_is_told() -> None:
    """The deepest mount that holds it counts."""
    assert file_system(Path("/proc/self")) == "proc"


def test_the_command_that_made_a_table_is_in_it() -> None:
    """With what decides the figures, and nothing of where they go."""
    assert given(parse(["--files", "5", "--repeats", "2", "--big-bytes", "7", "--json", "x", "--peers", "rsync"])) == [
        *("--peers", "rsync", "--repeats", "2", "--files", "5", "--big-bytes", "7", "--live", "20")
    ]
