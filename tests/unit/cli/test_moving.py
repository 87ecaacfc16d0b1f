"""put, get, cat."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import msgspec
import pytest

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.cli.moving import parse_range
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    AnswerErrand,
    Cat,
    Chunk,
    ErrandName,
    ErrandProblems,
    ErrandStatus,
    GetFiles,
    Issue,
    Nothing,
    ProblemPage,
    Progress,
    PutFiles,
    Question,
    QuestionPage,
    Side,
)
from megadesk.model.errors import BadUsage, EngineUnavailable

STARTED = ErrandStatus(id="0000beef", way="put", sources=["/a"], target="/x", state="queued")
DONE = msgspec.structs.replace(STARTED, state="done", files=1, bytes=3)
DOWN = msgspec.structs.replace(DONE, way="get")
REPORT = Progress(phase="upload", done_files=0, total_files=2, total_bytes=2048)
MADE = msgspec.structs.replace(REPORT, phase="create")
LATER = Progress(phase="upload", total_files=2, reason="The server cannot be reached.")


def test_put_reports_and_counts(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """Phases go to stderr as lines, the result to stdout; without a terminal a taken name fails."""
    engine.answer(messages.START_PUT, STARTED)
    engine.answer(messages.WATCH_ERRAND, [MADE, REPORT, REPORT, LATER, DONE])
    outcome = cli("put", str(tmp_path / "a"), "/x", "-r")
    assert outcome.code == 0, outcome.err
    assert outcome.out == "Uploaded 1 file, 3 bytes.\n"
    assert outcome.err == "Uploading: 2 files, 2.0 KiB\nWaiting: The server cannot be reached.\n"
    request = PutFiles(locals=[str(tmp_path / "a")], remote="/x", recursive=True, on_conflict="fail")
    assert engine.asked == [request, ErrandName(id="0000beef")]


def test_put_with_json_is_one_document(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """Nothing but the result, nowhere."""
    engine.answer(messages.START_PUT, STARTED)
    engine.answer(messages.WATCH_ERRAND, [REPORT, DONE])
    outcome = cli("put", "a", "/x", "--on-conflict", "rename", "--json")
    assert outcome.document == {
        "files": 1, "folders": 0, "bytes": 3, "skipped": 0, "problems": [], "id": "0000beef", "state": "done",
    }  # fmt: skip
    assert outcome.err == ""


def test_in_the_background(cli: Cli, engine: FakeEngine) -> None:
    """The id, and nothing is waited for; questions wait for whoever answers them."""
    engine.answer(messages.START_PUT, STARTED)
    assert cli("put", "a", "/x", "--background").out == "0000beef\n"
    assert cli("put", "a", "/x", "--background", "--json").document == {"id": "0000beef", "state": "queued"}
    assert cli("put", "a", "/x", "--background", "--on-conflict", "ask").code == 0
    asked = [(one.on_conflict, one.on_folder) for one in engine.asked if isinstance(one, PutFiles)]
    assert asked == [("fail", "merge"), ("fail", "merge"), ("ask", "ask")]


def test_asking_needs_a_terminal(cli: Cli, engine: FakeEngine) -> None:
    """A script that asks to be asked is told so at once."""
    assert cli("put", "a", "/x", "--on-conflict", "ask").code == 2
    assert cli("put", "a", "/x", "--on-conflict", "ask", "--json", terminal=True).code == 2
    assert engine.asked == []


@pytest.mark.parametrize(
    ("options", "terminal", "sent"),
    [
        ((), False, ("fail", "merge")),
        ((), True, ("ask", "ask")),
        (("--on-conflict", "ask"), True, ("ask", "ask")),
        (("--on-conflict", "merge"), True, ("ask", "merge")),
        (("--on-conflict", "merge"), False, ("fail", "merge")),
        (("--on-conflict", "skip"), True, ("skip", "merge")),
        (("--on-conflict", "replace"), False, ("replace", "merge")),
        (("--on-conflict", "fail"), True, ("fail", "merge")),
    ],
)
def test_what_is_said_about_taken_names(
    cli: Cli, engine: FakeEngine, options: tuple[str, ...], terminal: bool, sent: tuple[str, str]
) -> None:
    """Files and folders: on a terminal one is asked, elsewhere nothing is replaced; folders are merged when files are decided."""
    engine.answer(messages.START_GET, STARTED)
    engine.answer(messages.WATCH_ERRAND, DOWN)
    assert cli("get", "/x/a", "here", *options, terminal=terminal).code == 0
    (request,) = [one for one in engine.asked if isinstance(one, GetFiles)]
    assert (request.on_conflict, request.on_folder) == sent


def question(number: int, case: str = "file") -> Question:
    """Return what an engine asks."""
    kind = "folder" if case == "folder" else "file"
    side = Side(kind=kind, size=5, mtime="2026-11-20T14:00:00Z")
    answers = ["merge", "rename", "skip"] if case == "folder" else ["replace", "rename", "skip"]
    return Question(number=number, path=f"/x/{number}", case=case, new=side, there=side, answers=answers)


def test_put_asks_on_a_terminal(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """What the engine asks is asked here, page by page, and each answer goes to its question."""
    asking = msgspec.structs.replace(STARTED, state="asking", questions=3)
    watched = [asking, asking, DONE]
    pages = [[question(1), question(2)], [question(3, "folder")]]
    engine.answer(messages.START_PUT, STARTED)
    engine.answer(messages.WATCH_ERRAND, lambda _: watched.pop(0))
    engine.answer(messages.ERRAND_QUESTIONS, lambda _: QuestionPage(questions=pages.pop(0), total=2))
    engine.answer(messages.ANSWER_ERRAND, asking)
    outcome = cli("put", "a", "/x", stdin="r\ns\nM\n", terminal=True)
    assert outcome.code == 0, outcome.err
    assert "/x/1 already exists (there: 5 bytes of 2026-11-20 14:00:00Z; new: 5 bytes" in outcome.err
    assert [one for one in engine.asked if isinstance(one, AnswerErrand)] == [
        AnswerErrand(id="0000beef", answer="replace", questions=[1]),
        AnswerErrand(id="0000beef", answer="skip", questions=[2]),
        AnswerErrand(id="0000beef", answer="merge", questions=[3], to_all=True),
    ]


def test_whoever_stops_answering_cancels(cli: Cli, engine: FakeEngine) -> None:
    """Control-C, or an end of the input, ends the errand: nobody would answer."""
    asking = msgspec.structs.replace(STARTED, state="asking", questions=1)
    engine.answer(messages.START_PUT, STARTED)
    engine.answer(messages.WATCH_ERRAND, asking)
    engine.answer(messages.ERRAND_QUESTIONS, QuestionPage(questions=[question(1)], total=1))
    engine.answer(messages.CANCEL_ERRAND, msgspec.structs.replace(STARTED, state="cancelled"))
    assert cli("put", "a", "/x", terminal=True).code == 130
    assert engine.asked[-1] == ErrandName(id="0000beef")


def test_a_slash_at_the_end_names_a_folder(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """Which is made if it is not there; without one, a new name is the file's."""
    engine.answer(messages.START_PUT, STARTED)
    engine.answer(messages.START_GET, STARTED)
    for typed, sent in (("/x/", "/x/"), ("/x//", "/x/"), ("/", "/"), ("/x", "/x")):
        cli("put", "a", typed, "--background")
        assert engine.asked[-1].remote == sent  # type: ignore[attr-defined]
    for typed, sent in ((f"{tmp_path}/new/", f"{tmp_path}/new/"), (f"{tmp_path}/new", f"{tmp_path}/new"), ("/", "/")):
        cli("get", "/a", typed, "--background")
        assert engine.asked[-1].local == sent  # type: ignore[attr-defined]


def test_an_engine_that_ends_meanwhile_does_not_end_the_errand(cli: Cli, engine: FakeEngine) -> None:
    """To run the command again would ask for a second one: the way to the first is named."""
    engine.answer(messages.START_PUT, STARTED)
    engine.answer(messages.WATCH_ERRAND, EngineUnavailable(reason="gone"))
    outcome = cli("put", "a", "/x")
    assert outcome.code == 1
    assert "again" not in outcome.err
    assert "“megadesk errands watch 0000beef”" in outcome.err


@pytest.mark.parametrize(
    ("ended", "code"),
    [
        ({"state": "cancelled"}, 1),
        ({"state": "asking", "questions": 1}, 8),
        ({"state": "failed", "reason": "already_exists", "arguments": {"path": "/x/a"}}, 1),
        ({"state": "failed", "reason": "access_denied"}, 5),
    ],
)
def test_what_did_not_come_to_its_end_is_an_exit_code(
    cli: Cli, engine: FakeEngine, ended: dict[str, object], code: int
) -> None:
    """A script notices."""
    engine.answer(messages.START_PUT, STARTED)
    engine.answer(messages.WATCH_ERRAND, msgspec.structs.replace(STARTED, **ended))
    outcome = cli("put", "a", "/x")
    assert outcome.code == code
    assert ("/x/a" in outcome.err) == ("arguments" in ended)


def test_all_that_was_left_out_is_named(cli: Cli, engine: FakeEngine) -> None:
    """However much it is: the rest comes in pages."""
    issues = [
        Issue(pair="", path=f"/x/{number}", code="missing", message="It is lost.", since="") for number in range(5)
    ]
    ended = msgspec.structs.replace(DONE, problems=issues[:2], problem_count=5)
    pages = [ProblemPage(problems=issues[2:4], total=5), ProblemPage(problems=issues[4:], total=5)]
    engine.answer(messages.START_PUT, STARTED)
    engine.answer(messages.WATCH_ERRAND, ended)
    engine.answer(messages.ERRAND_PROBLEMS, lambda _: pages.pop(0))
    outcome = cli("put", "a", "/x", "--json")
    assert (outcome.code, [one["path"] for one in outcome.document["problems"]]) == (7, [one.path for one in issues])
    asked = [one.offset for one in engine.asked if isinstance(one, ErrandProblems)]
    assert asked == [2, 4]


def test_cat_writes_bytes_as_they_are(cli: Cli, engine: FakeEngine) -> None:
    """Every byte, in order, and nothing else; the range reaches the engine with its end excluded."""
    every = bytes(range(256))
    engine.answer(messages.CAT_FILE, [Chunk(data=every), Chunk(data=b"end"), Nothing()])
    outcome = cli("cat", "/a", "--range", "5-9")
    assert outcome.raw == every + b"end"
    assert engine.asked == [Cat(path="/a", start=5, end=10)]


def test_cat_of_the_past(cli: Cli, engine: FakeEngine) -> None:
    """A version by its number, or a moment; not both."""
    engine.answer(messages.CAT_FILE, [Chunk(data=b"then"), Nothing()])
    assert cli("cat", "/a", "--version", "3").raw == b"then"
    assert cli("cat", "/a", "--at", "#7").raw == b"then"
    assert cli("cat", "/a", "--at", "2026-11-20T14:00:00Z").raw == b"then"
    assert engine.asked == [
        Cat(path="/a", version=3), Cat(path="/a", seq=7), Cat(path="/a", time="2026-11-20T14:00:00Z"),
    ]  # fmt: skip
    assert cli("cat", "/a", "--at", "#7", "--version", "3").code == 2


def test_cat_with_json_is_a_document_a_piece(cli: Cli, engine: FakeEngine) -> None:
    """Streams are one document a line."""
    engine.answer(messages.CAT_FILE, [Chunk(data=b"one"), Chunk(data=b"two"), Nothing()])
    lines = cli("cat", "/a", "--json").out.splitlines()
    assert [base64.b64decode(json.loads(line)["data"]) for line in lines] == [b"one", b"two"]


@pytest.mark.parametrize(("text", "bounds"), [("", (0, None)), ("0-0", (0, 1)), ("5-9", (5, 10)), ("7-", (7, None))])
def test_a_range_names_its_first_and_last_byte(text: str, bounds: tuple[int, int | None]) -> None:
    """As in HTTP, both ends are included."""
    assert parse_range(text) == bounds


@pytest.mark.parametrize("text", ["-", "-5", "a-b", "9-5", "1-2-3", "5", "²-3", "0-" + "9" * 5000])
def test_what_is_no_range_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(BadUsage):
        parse_range(text)
