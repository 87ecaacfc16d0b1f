"""issues list, show, resolve: what is asked of the engine, and what a person reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    PREVIEW_MAX_BYTES,
    Chunk,
    Issue,
    IssueDetail,
    IssueName,
    IssueRow,
    Issues,
    ListIssues,
    Nothing,
    PreviewIssue,
    ResolvedIssues,
    ResolveIssues,
    Standing,
    Why,
)
from megadesk.model.errors import NotFound

ROW = IssueRow(
    id="258a2846cc", pair="docs", path="report (conflicted copy two).txt", code="conflict", kind="asked",
    message="It was changed twice.", remedy="Keep one.", since="2026-11-25T13:52:30Z", remedies=["keep_local"],
    actions=["--keep local"],
)  # fmt: skip


def test_issues_are_listed(cli: Cli, engine: FakeEngine) -> None:
    """As a JSON list, or as a table; a filter is passed on."""
    engine.answer(messages.LIST_ISSUES, Issues(issues=[ROW]))
    (found,) = cli("issues", "list", "--json").document
    assert {"id", "pair", "path", "code", "kind", "message", "remedy", "since", "remedies"} <= set(found)
    assert "258a2846cc" in cli("issues", "list", "--pair", "docs", "--code", "conflict").out
    assert engine.asked == [ListIssues(), ListIssues(pair="docs", code="conflict")]
    engine.answer(messages.LIST_ISSUES, Issues(issues=[]))
    assert cli("issues", "list").out == "Nothing needs your attention.\n"
    assert cli("issues", "list", "--code", "conflict").out == "There is no such issue.\n"


def test_all_pages_are_one_list(cli: Cli, engine: FakeEngine) -> None:
    """Asked for one after the other."""
    pages = {0: [ROW], 1: [replace(ROW, id="0123456789")]}
    engine.answer(messages.LIST_ISSUES, lambda body: Issues(issues=pages.get(body.offset, []), total=3))
    assert [one["id"] for one in cli("issues", "list", "--json").document] == ["258a2846cc", "0123456789"]
    assert engine.asked == [ListIssues(), ListIssues(offset=1), ListIssues(offset=2)]


def test_an_issue_is_shown(cli: Cli, engine: FakeEngine) -> None:
    """By its id; one that is not there has the exit code for it."""
    engine.answer(messages.SHOW_ISSUE, IssueDetail(issue=ROW))
    assert cli("issues", "show", "258a", "--json").document["issue"]["id"] == "258a2846cc"
    assert "megadesk issues resolve 258a2846cc --keep local" in cli("issues", "show", "258a").out
    assert engine.asked[0] == IssueName(id="258a")
    engine.answer(messages.SHOW_ISSUE, NotFound(what="issue", value="258a"))
    assert cli("issues", "show", "258a").code == 4


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["258a", "--keep", "local"], ResolveIssues(action="keep_local", id="258a")),
        (["258a", "--keep", "remote"], ResolveIssues(action="keep_remote", id="258a")),
        (["258a", "--keep", "copy"], ResolveIssues(action="keep_copy", id="258a")),
        (["258a", "--keep", "name"], ResolveIssues(action="keep_name", id="258a")),
        (["--all", "--keep", "both"], ResolveIssues(action="keep_both", all=True)),
        (["258a", "--approve"], ResolveIssues(action="approve", id="258a")),
        (["258a", "--restore"], ResolveIssues(action="restore", id="258a")),
        (
            ["--all", "--retry", "--code", "unreadable", "--pair", "docs"],
            ResolveIssues(action="retry", all=True, code="unreadable", pair="docs"),
        ),
    ],
)
def test_an_answer_is_passed_on(cli: Cli, engine: FakeEngine, words: list[str], asked: ResolveIssues) -> None:
    """Each option is one answer, for one issue or for all."""
    engine.answer(messages.RESOLVE_ISSUES, ResolvedIssues(resolved=[ROW]))
    outcome = cli("issues", "resolve", *words)
    assert (outcome.code, outcome.err) == (0, "")
    assert engine.asked == [asked]
    assert outcome.out


def test_a_folder_is_located(cli: Cli, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The path is made absolute."""
    engine.answer(messages.RESOLVE_ISSUES, ResolvedIssues(resolved=[ROW]))
    monkeypatch.chdir(tmp_path)
    assert cli("issues", "resolve", "ff", "--locate", "Photos", "--relink").code == 0
    assert engine.asked == [ResolveIssues(action="locate", id="ff", folder=str(tmp_path / "Photos"), relink=True)]


def test_a_folder_that_is_joined_is_said_to_be(cli: Cli, engine: FakeEngine) -> None:
    """A relink does more than a locate, and says what."""
    engine.answer(messages.RESOLVE_ISSUES, ResolvedIssues(resolved=[replace(ROW, code="root_missing")]))
    assert "merged" in cli("issues", "resolve", "ff", "--locate", "/Photos", "--relink").out
    assert "merged" not in cli("issues", "resolve", "ff", "--locate", "/Photos").out


@pytest.mark.parametrize(
    "words",
    [
        ["258a"], ["--keep", "both"], ["258a", "--all", "--retry"], ["258a", "--approve", "--restore"],
        ["258a", "--keep", "neither"], ["258a", "--relink", "--retry"], ["258a", "--retry", "--pair", "docs"],
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_refused(cli: Cli, engine: FakeEngine, words: list[str]) -> None:
    """No answer, two answers, no issue, or all and one: wrong usage, and the engine is not asked."""
    outcome = cli("issues", "resolve", *words)
    assert outcome.code == 2
    assert outcome.err.count("\n") == 1
    assert engine.asked == []


@pytest.mark.parametrize(
    ("words", "says"),
    [(["258a", "--relink", "--retry"], "“--locate”"), (["258a", "--retry", "--pair", "docs"], "Name either one issue")],
)
def test_what_does_not_go_together_is_named(cli: Cli, engine: FakeEngine, words: list[str], says: str) -> None:
    """The line says which two."""
    assert says in cli("issues", "resolve", *words).err
    assert engine.asked == []


def test_what_was_not_done_has_an_exit_code(cli: Cli, engine: FakeEngine) -> None:
    """A script notices what could not be decided."""
    problem = Issue(pair="docs", path="a", code="stale", message="It changed.", since="2026-11-25T13:52:30Z")
    engine.answer(messages.RESOLVE_ISSUES, ResolvedIssues(resolved=[ROW], problems=[problem]))
    outcome = cli("issues", "resolve", "--all", "--keep", "local")
    assert outcome.code == 1
    assert "Not done: a: It changed." in outcome.out


def test_why_asks_for_the_path_as_typed_and_as_it_is_here(
    cli: Cli, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One document with exactly the fields of the contract, or one sentence with what to do."""
    answer = Standing(
        path="a.txt", state="waiting", reason="paused", detail="a.txt waits.", since="2026-11-25T13:52:30Z",
        remedy="Go on.",
    )  # fmt: skip
    engine.answer(messages.WHY, answer)
    monkeypatch.chdir(tmp_path)
    assert set(cli("why", "a.txt", "--json").document) == {
        "path", "state", "reason", "detail", "since", "remedy", "arguments", "lead",
    }  # fmt: skip
    assert cli("why", "a.txt").out == "a.txt waits. Since 2026-11-25 13:52:30Z. Go on.\n"
    assert engine.asked[0] == Why(path="a.txt", local=str(tmp_path / "a.txt"))
    cli("why", "a\udcff.txt")
    assert engine.asked[-1] == Why(path="a\\xff.txt", local=str(tmp_path / "a\\xff.txt"))
    engine.answer(messages.WHY, NotFound(what="why", path="nope", roots="/home/a/P"))
    outcome = cli("why", "nope")
    assert (outcome.code, outcome.out) == (4, "")
    assert "/home/a/P" in outcome.err


def test_a_version_can_be_looked_at(cli: Cli, engine: FakeEngine) -> None:
    """Its bytes and nothing else; as much as is wanted."""
    engine.answer(messages.PREVIEW_ISSUE, [Chunk(data=b"mi"), Chunk(data=b"ne"), Nothing()])
    assert cli("issues", "preview", "258a", "--keep", "local").raw == b"mine"
    assert cli("issues", "preview", "258a", "--keep", "copy", "--max-bytes", "5").raw == b"mine"
    assert cli("issues", "preview", "258a", "--keep", "copy", "--max-bytes", "1.5M").raw == b"mine"
    assert engine.asked == [
        PreviewIssue(id="258a", keep="local", max_bytes=PREVIEW_MAX_BYTES),
        PreviewIssue(id="258a", keep="copy", max_bytes=5),
        PreviewIssue(id="258a", keep="copy", max_bytes=3 << 19),
    ]
    assert cli("issues", "preview", "258a").code == 2


@pytest.mark.parametrize(
    ("size", "words"),
    [("much", "“much” is not a size. Give it in bytes, or as in 500M"), ("0", "0 is not possible here. Give at least one byte"),
     ("65M", "65M is not possible here. Give at least one byte, and at most 64.0 MiB.")],
)  # fmt: skip
def test_how_much_is_looked_at_is_a_size(cli: Cli, engine: FakeEngine, size: str, words: str) -> None:
    """Anything else is said in a line, and nobody is asked."""
    outcome = cli("issues", "preview", "258a", "--keep", "local", "--max-bytes", size)
    assert (outcome.code, engine.asked) == (2, [])
    assert words in outcome.err
    assert len(outcome.err.splitlines()) == 1
