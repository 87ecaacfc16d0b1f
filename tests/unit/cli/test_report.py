"""report."""

from __future__ import annotations

from pathlib import Path

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import Report, WriteReport, Written

TEXT = "== megadesk bug report\n"


def test_a_report_is_shown_and_then_written_as_it_was_shown(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """Without a file it is only shown; the path is made absolute."""
    file = str(tmp_path / "r.txt")
    engine.answer(messages.REPORT_PREVIEW, Report(text=TEXT))
    engine.answer(messages.REPORT_WRITE, Written(file=file))
    assert cli("report").out == TEXT
    shown = cli("report", file)
    assert shown.out == f"{TEXT}Report saved to {file}. It was not sent anywhere.\n"
    assert engine.asked[-1] == WriteReport(file=file, text=TEXT)
    assert cli("report", file, "--json").document["file"] == file
    assert cli("report", "--json").document == {"text": TEXT}


def test_a_person_at_a_terminal_is_asked(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """Who says no gets none written."""
    engine.answer(messages.REPORT_PREVIEW, Report(text=TEXT))
    engine.answer(messages.REPORT_WRITE, Written(file="/r"))
    assert cli("report", str(tmp_path / "r"), stdin="n\n", terminal=True).out.endswith("Nothing was written.\n")
    assert not [one for one in engine.asked if isinstance(one, WriteReport)]
    assert cli("report", str(tmp_path / "r"), stdin="y\n", terminal=True).code == 0
    assert [one for one in engine.asked if isinstance(one, WriteReport)]
