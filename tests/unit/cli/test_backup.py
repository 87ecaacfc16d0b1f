"""backup add, list, now, pause, resume, stop, takeover."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.cli import PAIR, Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    AddBackup,
    Backup,
    BackupRun,
    BackupRuns,
    Backups,
    BackupStatus,
    ChangeBackup,
    Nothing,
    RunsOf,
    StopBackup,
    StoppedBackup,
    TakeOver,
)

FACTS = {name: getattr(PAIR, name) for name in PAIR.__struct_fields__}
ONE = BackupStatus(**{**FACTS, "state": "scheduled"}, every="6h", run=7, last_run="2026-11-20T14:00:00Z")
STOPPED = StoppedBackup(
    id="00c0ffee", name="docs", local="/docs", remote="backups:/desk/docs", target=None, files=2, folders=1, bytes=2048
)
DOCS = str(Path("docs").absolute())


def test_a_backup_is_added(cli: Cli, engine: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The path is made absolute, an interval is told in one spelling; none is all the time, and so is the word for it."""
    engine.answer(messages.ADD_BACKUP, ONE)
    monkeypatch.chdir(tmp_path)
    outcome = cli("backup", "add", "docs", "--name", "papers", "--every", "24h")
    assert outcome.code == 0, outcome.err
    assert cli("backup", "add", "docs", "--continuous").code == 0
    assert engine.asked == [
        AddBackup(local=str(tmp_path / "docs"), name="papers", every="daily"), AddBackup(local=str(tmp_path / "docs")),
    ]  # fmt: skip


@pytest.mark.parametrize("words", [("--every", "soon"), ("--every", "1m"), ("--every", "6h", "--continuous")])
def test_no_interval_is_wrong_usage(cli: Cli, engine: FakeEngine, words: tuple[str, ...]) -> None:
    """Nothing is asked of the engine."""
    assert cli("backup", "add", "docs", *words).code == 2
    assert engine.asked == []


def test_backups_are_listed(cli: Cli, engine: FakeEngine) -> None:
    """As one document with both lists, or as tables."""
    engine.answer(messages.LIST_BACKUPS, Backups(backups=[ONE]))
    document = cli("backup", "list", "--json").document
    assert {"every", "run", "last_run", "next_run", "running", "state"} <= set(document["backups"][0])
    assert document["elsewhere"] == []
    assert "scheduled" in cli("backup", "list").out
    assert engine.asked == [Nothing(), Nothing()]


@pytest.mark.parametrize("word", ["now", "pause", "resume"])
def test_a_backup_is_named_by_its_id_or_folder(cli: Cli, engine: FakeEngine, word: str) -> None:
    """Each command asks for its own method with what was typed."""
    method = {"now": messages.RUN_BACKUP, "pause": messages.PAUSE_BACKUP, "resume": messages.RESUME_BACKUP}[word]
    engine.answer(method, ONE)
    assert cli("backup", word, "docs").code == 0
    assert engine.asked == [Backup(backup="docs", folder=DOCS)]


def test_a_backup_runs_at_other_times(cli: Cli, engine: FakeEngine) -> None:
    """At an interval or all the time; one of the two must be said."""
    engine.answer(messages.CHANGE_BACKUP, ONE)
    assert cli("backup", "schedule", "docs", "--every", "24h").code == 0
    assert cli("backup", "schedule", "docs", "--continuous").code == 0
    assert cli("backup", "schedule", "docs").code == 2
    assert engine.asked == [
        ChangeBackup(backup="docs", folder=DOCS, every="daily"), ChangeBackup(backup="docs", folder=DOCS),
    ]  # fmt: skip


def test_stop_asks_first(cli: Cli, engine: FakeEngine) -> None:
    """With --yes it is done; where nobody can be asked it is refused and says how; nothing is done then."""
    engine.answer(messages.STOP_BACKUP, STOPPED)
    refused = cli("backup", "stop", "docs", "--delete")
    assert (refused.code, "--yes" in refused.err, engine.asked) == (2, True, [])
    assert cli("backup", "stop", "docs", "--move", "/Old/", "--yes").code == 0
    assert engine.asked == [StopBackup(backup="docs", folder=DOCS, move="/Old")]
    assert cli("backup", "stop", "docs", "--delete", "--yes", "--json").document["files"] == 2


def test_stop_says_what_it_would_do(cli: Cli, engine: FakeEngine) -> None:
    """A person sees what is moved or removed before they agree; no is no."""
    engine.answer(messages.STOP_BACKUP, STOPPED)
    refused = cli("backup", "stop", "docs", "--delete", stdin="n\n", terminal=True)
    assert "backups:/desk/docs (2 files in 1 folder, 2.0 KiB) to the bin" in refused.err
    assert refused.code == 130
    assert cli("backup", "stop", "docs", "--delete", stdin="y\n", terminal=True).code == 0
    assert [one.ask for one in engine.asked if isinstance(one, StopBackup)] == [True, True, False]


def test_a_backup_is_taken_over(cli: Cli, engine: FakeEngine) -> None:
    """The source is passed on as it was typed."""
    engine.answer(messages.TAKE_OVER_BACKUP, ONE)
    assert cli("backup", "takeover", "old/docs", "docs", "--every", "1h").code == 0
    assert engine.asked == [TakeOver(source="old/docs", local=DOCS, every="1h")]


def test_runs_are_listed_by_name_id_or_place(cli: Cli, engine: FakeEngine) -> None:
    """A backup of this computer by its name or id, any other by its place; each run is a moment."""
    run = BackupRun(
        run=12,
        seq=345,
        started="2026-11-20T14:00:00Z",
        finished="2026-11-20T14:00:03Z",
        files=1,
        bytes=2,
        device="Desk",
    )
    engine.answer(messages.LIST_BACKUPS, Backups(backups=[ONE]))
    engine.answer(messages.BACKUP_RUNS, BackupRuns(path="backups:/Desk/my docs", runs=[run]))
    shown = cli("backup", "runs", "backups:/Desk/my docs").out
    assert "#345" in shown
    assert "megadesk rewind show 'backups:/Desk/my docs' --at 'run 12'" in shown
    for typed in (ONE.name, ONE.id, ONE.id[:5], "Desk/other"):
        cli("backup", "runs", typed)
    asked = [one.path for one in engine.asked if isinstance(one, RunsOf)]
    assert asked == ["backups:/Desk/my docs", ONE.remote, ONE.remote, ONE.remote, "backups:/Desk/other"]
    engine.answer(messages.BACKUP_RUNS, BackupRuns(path="backups:/Desk/my docs", runs=[]))
    assert cli("backup", "runs", "backups:/Desk/my docs").out == "No run of it is complete yet.\n"
