"""A report says how things stand, and names nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.people import ORIGIN
from fakes.workbench import EMAIL, Workbench
from megadesk import __version__
from megadesk.engine.bug_report import LOG_LINES, TEXT_MAX_BYTES
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists, BadUsage, NotFound


def preview(bench: Workbench, engine: Engine) -> str:
    """Return the report."""
    return bench.ask(engine, m.REPORT_PREVIEW, m.Nothing()).text


@pytest.fixture
def docs(bench: Workbench, engine: Engine, tmp_path: Path) -> Path:
    """A synced folder with something that is held back."""
    folder = tmp_path / "Private papers"
    folder.mkdir()
    (folder / "diary.txt").write_text("x")
    (folder / "shortcut to diary").symlink_to("diary.txt")
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(folder), remote="/Papers of mine"))
    bench.wait(engine)
    return folder


def test_it_says_what_runs_and_how_it_stands(bench: Workbench, engine: Engine, docs: Path) -> None:
    """Versions, states by their codes, folders by their ids, problems counted."""
    text = preview(bench, engine)
    (pair,) = engine.status().pairs
    assert f"megadesk {__version__}" in text
    assert "state: synced" in text
    assert f"{pair.id}: sync, both, symlinks skip, synced" in text
    assert "  symlink 1" in text
    assert "key store: file" in text


def test_it_names_nothing(bench: Workbench, engine: Engine, docs: Path) -> None:
    """No file, folder, device, server or person, not even if a line of the log has one; no key and no address."""
    log = engine.profile.log_dir / "engine.log"
    lines = [
        f'{{"message": "{docs}/diary.txt of {EMAIL} on desk, {ORIGIN}", "logger": "megadesk.x"}}',
        "password=hunter2 zork",
    ]
    log.write_text("\n".join(["first"] * LOG_LINES + lines) + "\n")
    text = preview(bench, engine)
    for name in (str(docs), "Private papers", "shortcut to diary", "Papers of mine", EMAIL, ORIGIN, "hunter2", "desk,"):
        assert name not in text, name
    assert text.endswith("zork\n")
    assert '"megadesk.x"' in text  # the device is called “desk”
    assert text.count("first") == LOG_LINES - 2


def test_one_is_made_before_anybody_has_signed_in(bench: Workbench) -> None:
    """That is when it may be needed most."""
    text = preview(bench, bench.engine())
    assert "signed in: no" in text
    assert "== Folders\nnone" in text


def test_it_is_written_as_it_was_looked_at(bench: Workbench, tmp_path: Path) -> None:
    """To a file that is not there yet; what cannot be is refused, and changes nothing."""
    engine, file = bench.engine(), tmp_path / "report.txt"
    written = bench.ask(engine, m.REPORT_WRITE, m.WriteReport(file=str(file), text="as seen ß\n"))
    assert (written.file, file.read_text()) == (str(file), "as seen ß\n")
    for body, error in (
        (m.WriteReport(file=str(file)), AlreadyExists),
        (m.WriteReport(file="relative.txt"), BadUsage),
        (m.WriteReport(file=str(tmp_path / "no" / "folder.txt")), NotFound),
        (m.WriteReport(file=str(tmp_path / "large.txt"), text="x" * (TEXT_MAX_BYTES + 1)), BadUsage),
    ):
        with pytest.raises(error):
            bench.ask(engine, m.REPORT_WRITE, body)
    assert file.read_text() == "as seen ß\n"
    bench.ask(engine, m.REPORT_WRITE, m.WriteReport(file=str(tmp_path / "now.txt")))
    assert (tmp_path / "now.txt").read_text().startswith("== megadesk bug report\n")
