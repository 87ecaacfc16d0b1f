"""What is done about a taken name: the whole table."""

from __future__ import annotations

import pytest

from megadesk.engine.errand_plan import (
    ANSWERS,
    Verdict,
    answers_of,
    case_of,
    check_answer,
    decide,
    free_name,
    numbered,
)
from megadesk.model.errand import Answer, Case, Item, ItemState, There
from megadesk.model.errors import BadUsage
from megadesk.model.listing import Fingerprint
from megadesk.model.relpath import RelPath, check_name
from megadesk.model.tree import Kind

FILE, FOLDER, LINK = Kind.FILE, Kind.FOLDER, Kind.SYMLINK
FOUND = Fingerprint(0, 1, 5, 7, 0)


def item(kind: Kind = FILE, answer: Answer | None = None, there: There | None = None) -> Item:
    """Return an item that wants a name."""
    return Item(
        number=1, above=0, kind=kind, path=RelPath("a"), name="a", found=FOUND, answer=answer, there=there,
        state=ItemState.ASKING if there is not None else ItemState.NEW,
    )  # fmt: skip


def there(kind: Kind, version: int = 3) -> There:
    """Return what has the name."""
    return There(kind, 9, 8, version=version)


@pytest.mark.parametrize("kind", [FILE, FOLDER])
@pytest.mark.parametrize("on_file", ["fail", "ask", "replace", "rename", "skip"])
def test_a_free_name_is_taken(kind: Kind, on_file: str) -> None:
    """Whatever was answered."""
    assert decide(item(kind), None, answers_of(on_file, "ask")) is Verdict.NEW


@pytest.mark.parametrize(
    ("kind", "has", "on_file", "on_folder", "verdict"),
    [
        (FILE, FILE, "fail", "merge", Verdict.FAIL),
        (FILE, FILE, "ask", "merge", Verdict.ASK),
        (FILE, FILE, "replace", "merge", Verdict.REPLACE),
        (FILE, FILE, "rename", "ask", Verdict.RENAME),
        (FILE, FILE, "skip", "ask", Verdict.SKIP),
        (FOLDER, FOLDER, "fail", "merge", Verdict.MERGE),
        (FOLDER, FOLDER, "replace", "ask", Verdict.ASK),
        (FOLDER, FOLDER, "replace", "rename", Verdict.RENAME),
        (FOLDER, FOLDER, "replace", "skip", Verdict.SKIP),
        (FILE, FOLDER, "replace", "merge", Verdict.REFUSE),
        (FOLDER, FILE, "replace", "merge", Verdict.REFUSE),
        (FILE, LINK, "replace", "merge", Verdict.REFUSE),
        (FILE, FOLDER, "fail", "merge", Verdict.FAIL),
        (FILE, FOLDER, "ask", "merge", Verdict.ASK),
        (FOLDER, FILE, "ask", "merge", Verdict.ASK),
        (FILE, FOLDER, "rename", "merge", Verdict.RENAME),
        (FOLDER, FILE, "skip", "merge", Verdict.SKIP),
    ],
)
def test_what_was_answered_beforehand(kind: Kind, has: Kind, on_file: str, on_folder: str, verdict: Verdict) -> None:
    """A file over a file, a folder over a folder, and one over the other have answers of their own."""
    assert decide(item(kind), there(has), answers_of(on_file, on_folder)) is verdict


@pytest.mark.parametrize(
    ("kind", "answer", "asked", "now", "verdict"),
    [
        (FILE, Answer.REPLACE, there(FILE), there(FILE), Verdict.REPLACE),
        (FILE, Answer.REPLACE, there(FILE), there(FILE, 4), Verdict.ASK),
        (FILE, Answer.REPLACE, there(FILE), there(FOLDER), Verdict.ASK),
        (FILE, Answer.REPLACE, there(FILE), None, Verdict.NEW),
        (FILE, Answer.RENAME, there(FILE), there(FILE, 4), Verdict.RENAME),
        (FILE, Answer.SKIP, there(FILE), there(FOLDER), Verdict.SKIP),
        (FILE, Answer.MERGE, there(FILE), there(FILE), Verdict.ASK),
        (FOLDER, Answer.MERGE, there(FOLDER), there(FOLDER, 4), Verdict.MERGE),
        (FOLDER, Answer.MERGE, there(FOLDER), there(FILE), Verdict.ASK),
        (FOLDER, Answer.REPLACE, there(FOLDER), there(FOLDER), Verdict.ASK),
    ],
)
def test_an_answer_counts_for_what_was_shown(
    kind: Kind, answer: Answer, asked: There, now: There | None, verdict: Verdict
) -> None:
    """If something else has the name by now, it is asked again; leaving out and a new name lose nothing."""
    assert decide(item(kind, answer, asked), now, answers_of("ask", "ask")) is verdict


def test_nothing_is_replaced_but_a_file_by_a_file_that_was_shown() -> None:
    """Over all that can be answered, asked and found."""
    for kind in (FILE, FOLDER):
        for has in (FILE, FOLDER, LINK):
            for answer in (None, *Answer):
                for on_file in ("fail", "ask", "rename", "skip"):
                    for asked in (there(has), there(has, 2), None):
                        found = decide(item(kind, answer, asked), there(has), answers_of(on_file, "ask"))
                        if found is Verdict.REPLACE:
                            assert (kind, has, answer, asked) == (FILE, FILE, Answer.REPLACE, there(has))


@pytest.mark.parametrize("kind", [FILE, FOLDER])
@pytest.mark.parametrize("has", [FILE, FOLDER, LINK])
@pytest.mark.parametrize("answer", list(Answer))
def test_what_may_be_answered(kind: Kind, has: Kind, answer: Answer) -> None:
    """Only what fits the case; an answer to nothing is refused."""
    case = case_of(kind, has)
    if answer in ANSWERS[case]:
        assert check_answer(item(kind, there=there(has)), answer) is case
    else:
        with pytest.raises(BadUsage):
            check_answer(item(kind, there=there(has)), answer)
    with pytest.raises(BadUsage):
        check_answer(item(kind), answer)


@pytest.mark.parametrize(("on_file", "on_folder"), [("perhaps", "merge"), ("merge", "merge"), ("ask", "replace")])
def test_what_is_no_answer_is_refused(on_file: str, on_folder: str) -> None:
    """Before anything is begun."""
    with pytest.raises(BadUsage):
        answers_of(on_file, on_folder)


@pytest.mark.parametrize(
    ("name", "is_folder", "other"),
    [
        ("a.txt", False, "a (2).txt"),
        (".profile", False, ".profile (2)"),
        ("a.tar.gz", False, "a.tar (2).gz"),
        ("v1.2", True, "v1.2 (2)"),
    ],
)
def test_another_name_keeps_the_ending(name: str, is_folder: bool, other: str) -> None:
    """The number stands before the last ending of a file's name, and after a folder's."""
    assert numbered(name, 2, is_folder=is_folder) == other


@pytest.mark.parametrize(
    ("name", "is_folder", "other"),
    [
        ("n" * 251 + ".txt", False, "n" * 247 + " (2).txt"),
        ("ä" * 126 + ".b", False, "ä" * 124 + " (2).b"),
        ("f" * 255, True, "f" * 251 + " (2)"),
        ("a." + "e" * 253, False, "a." + "e" * 249 + " (2)"),
    ],
)
def test_another_name_is_one_that_a_node_may_have(name: str, is_folder: bool, other: str) -> None:
    """A long one is cut by whole characters."""
    assert numbered(name, 2, is_folder=is_folder) == other
    assert check_name(other)


def test_the_first_free_number() -> None:
    """None that is taken."""
    assert free_name("a", {"a (2)", "a (3)"}.__contains__, is_folder=False) == "a (4)"
    assert case_of(LINK, LINK) is Case.FILE
