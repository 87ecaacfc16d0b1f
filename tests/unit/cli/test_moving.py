"""put, get, cat."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from fakes.cli import Cli, entry
from fakes.engine import FakeEngine
from megadesk.cli.moving import parse_range
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    Cat,
    Chunk,
    CloudEntries,
    CloudStat,
    GetFiles,
    Moved,
    Nothing,
    Progress,
    PutFiles,
)
from megadesk.model.errors import BadUsage

DONE = Moved(files=1, folders=0, bytes=3)
REPORT = Progress(phase="uploading", done_files=0, total_files=2, total_bytes=2048)


def test_put_reports_and_counts(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """Phases go to stderr as lines, the result to stdout; without a terminal a taken name fails."""
    engine.answer(messages.PUT_FILES, [REPORT, REPORT, DONE])
    outcome = cli("put", str(tmp_path / "a"), "/x", "-r")
    assert outcome.code == 0, outcome.err
    assert outcome.out == "Uploaded 1 file, 3 bytes.\n"
    assert outcome.err == "Uploading: 2 files, 2.0 KiB\n"
    assert engine.asked == [PutFiles(locals=[str(tmp_path / "a")], remote="/x", recursive=True, on_conflict="fail")]


def test_put_with_json_is_one_document(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """Nothing but the result, nowhere."""
    engine.answer(messages.PUT_FILES, [REPORT, DONE])
    outcome = cli("put", "a", "/x", "--on-conflict", "rename", "--json")
    assert outcome.document == {"files": 1, "folders": 0, "bytes": 3, "skipped": 0, "problems": []}
    assert outcome.err == ""


def test_asking_needs_a_terminal(cli: Cli, engine: FakeEngine) -> None:
    """A script that asks to be asked is told so at once."""
    assert cli("put", "a", "/x", "--on-conflict", "ask").code == 2
    assert cli("put", "a", "/x", "--on-conflict", "ask", "--json", terminal=True).code == 2
    assert engine.asked == []


def test_put_asks_on_a_terminal(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """A taken name is asked about before anything moves; different answers become several requests."""
    for name in ("a", "b"):
        (tmp_path / name).write_text("new")
    engine.answer(messages.LIST_FILES, CloudEntries(entries=[entry("/x/a"), entry("/x/b")]))
    engine.answer(
        messages.PUT_FILES,
        lambda request: DONE if request.on_conflict != "skip" else Moved(files=0, folders=0, bytes=0, skipped=2),
    )
    outcome = cli("put", str(tmp_path / "a"), str(tmp_path / "b"), "/x", stdin="r\ns\n", terminal=True)
    assert outcome.code == 0, outcome.err
    assert outcome.out == "Uploaded 1 file, 3 bytes; 1 file skipped.\n"
    puts = [request for request in engine.asked if isinstance(request, PutFiles)]
    assert [(len(put.locals), put.on_conflict) for put in puts] == [(2, "skip"), (1, "replace")]


def test_get_asks_about_files_that_are_there(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """One answer for all is one request."""
    (tmp_path / "a").write_text("old")
    body = CloudStat(path="/x/a", id="0f", kind="file", size=1, mtime="", version=1, device=None, state="synced")
    engine.answer(messages.STAT_FILE, body)
    engine.answer(messages.GET_FILES, DONE)
    outcome = cli("get", "/x/a", str(tmp_path), stdin="N\n", terminal=True)
    assert outcome.code == 0, outcome.err
    assert engine.asked[-1] == GetFiles(remotes=["/x/a"], local=str(tmp_path), on_conflict="rename")
    assert str(tmp_path / "a") in outcome.err


def test_cat_writes_bytes_as_they_are(cli: Cli, engine: FakeEngine) -> None:
    """Every byte, in order, and nothing else; the range reaches the engine with its end excluded."""
    every = bytes(range(256))
    engine.answer(messages.CAT_FILE, [Chunk(data=every), Chunk(data=b"end"), Nothing()])
    outcome = cli("cat", "/a", "--range", "5-9")
    assert outcome.raw == every + b"end"
    assert engine.asked == [Cat(path="/a", start=5, end=10)]


def test_cat_with_json_is_a_document_a_piece(cli: Cli, engine: FakeEngine) -> None:
    """Streams are one document a line."""
    engine.answer(messages.CAT_FILE, [Chunk(data=b"one"), Chunk(data=b"two"), Nothing()])
    lines = cli("cat", "/a", "--json").out.splitlines()
    assert [base64.b64decode(json.loads(line)["data"]) for line in lines] == [b"one", b"two"]


@pytest.mark.parametrize(("text", "bounds"), [("", (0, None)), ("0-0", (0, 1)), ("5-9", (5, 10)), ("7-", (7, None))])
def test_a_range_names_its_first_and_last_byte(text: str, bounds: tuple[int, int | None]) -> None:
    """As in HTTP, both ends are included."""
    assert parse_range(text) == bounds


@pytest.mark.parametrize("text", ["-", "-5", "a-b", "9-5", "1-2-3", "5", "²-3"])
def test_what_is_no_range_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(BadUsage):
        parse_range(text)
