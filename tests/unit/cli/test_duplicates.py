"""Asking about taken names: what is found, what is asked, and which requests follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fakes.cli import entry
from megadesk.cli import duplicates
from megadesk.ipc.messages import GetFiles, Moved, PutFiles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file, a file in a folder whose name is NFD, and a link."""
    top = tmp_path / "top"
    (top / "u\u0308").mkdir(parents=True)
    (top / "a.txt").write_text("a")
    (top / "u\u0308" / "b.txt").write_text("b")
    (top / "link").symlink_to(top / "a.txt")
    return top


def test_names_that_are_taken_in_the_cloud(folder: Path) -> None:
    """Files are found at any depth, by the cloud's spelling; links are none."""
    request = PutFiles(locals=[str(folder)], remote="/x", recursive=True)
    there = [entry("/x/top/a.txt"), entry("/x/top/ü/b.txt"), entry("/x/top/link"), entry("/x/top/other")]
    found = duplicates.taken_by_put(request, there)
    assert sorted(one.where for one in found) == ["/x/top/a.txt", "/x/top/ü/b.txt"]
    assert {one.alone.remote for one in found} == {"/x/top", "/x/top/ü"}
    assert duplicates.taken_by_put(PutFiles(locals=[str(folder)], remote="/x"), there) == []


def test_names_that_are_taken_at_the_top_of_the_drive(folder: Path) -> None:
    """The root's slash is not doubled."""
    request = PutFiles(locals=[str(folder / "a.txt")], remote="/")
    (found,) = duplicates.taken_by_put(request, [entry("/a.txt")])
    assert found.alone == PutFiles(locals=[str(folder / "a.txt")], remote="/")


def test_names_that_are_taken_here(folder: Path) -> None:
    """A broken link takes a name too; what is not there is not asked about."""
    (folder / "broken").symlink_to("nowhere")
    request = GetFiles(remotes=["/x"], local=str(folder), recursive=True)
    wanted = {"/x/a.txt": "a.txt", "/x/broken": "broken", "/x/new": "new"}
    found = duplicates.taken_by_get(request, wanted)
    assert [one.alone.remotes for one in found] == [["/x/a.txt"], ["/x/broken"]]


def taken(*names: str) -> list[duplicates.Taken[PutFiles]]:
    """Taken names."""
    return [duplicates.Taken(name, "", PutFiles(locals=[name], remote="/")) for name in names]


def asker(*answers: str) -> tuple[Iterator[str], Callable[[str, dict[str, str]], str]]:
    """The answers still to be given, and what gives them."""
    waiting = iter(answers)
    return waiting, lambda _question, _choices: next(waiting)


def test_an_answer_for_all_ends_the_questions() -> None:
    """Small letters are for one, capitals for this and all that follow."""
    waiting, ask = asker("r", "S", "never asked")
    decisions = duplicates.decide(taken("a", "b", "c", "d"), ask)
    assert [answer for _, answer in decisions] == ["replace", "skip", "skip", "skip"]
    assert next(waiting) == "never asked"


REQUEST = PutFiles(locals=["a", "b", "c"], remote="/")


def test_nothing_taken_is_one_request_that_fails_on_surprises() -> None:
    """A name taken in the meantime is not overwritten unasked."""
    assert [part.on_conflict for part in duplicates.parts(REQUEST, [])] == ["fail"]


def test_one_answer_is_one_request() -> None:
    """Everything at once, as it was asked for."""
    decisions = [(one, "rename") for one in taken("a", "b")]
    (part,) = duplicates.parts(REQUEST, decisions)
    assert (part.locals, part.on_conflict) == (REQUEST.locals, "rename")


def test_several_answers_skip_first_and_then_do_what_was_said() -> None:
    """No file gets an answer that was given for another, and the count of skipped files is what was decided."""
    decisions = list(zip(taken("a", "b", "c"), ["replace", "skip", "rename"], strict=True))
    found = [(part.locals, part.on_conflict) for part in duplicates.parts(REQUEST, decisions)]
    assert found == [(["a", "b", "c"], "skip"), (["a"], "replace"), (["c"], "rename")]
    done = [
        Moved(files=0, folders=1, bytes=0, skipped=3),
        Moved(files=1, folders=0, bytes=5),
        Moved(files=1, folders=0, bytes=7),
    ]
    assert duplicates.together(done, decisions) == Moved(files=2, folders=1, bytes=12, skipped=1)
