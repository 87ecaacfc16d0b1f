"""The ignore rules of a pair as they stand."""

from __future__ import annotations

from fakes.devices import MemoryRules
from megadesk.model.listing import IgnoreText
from megadesk.model.relpath import ROOT, RelPath
from megadesk.sync.rulebook import PROBLEMS_MAX, NoMemory, Rulebook


def test_begins_with_what_was_said_last() -> None:
    """Until a scan has read the files, their last words count; then what it read, which is kept once."""
    memory = MemoryRules()
    memory.own, memory.texts = "here", {ROOT: "before"}
    book = Rulebook(memory, case_sensitive=True)
    assert (book.rules.here, dict(book.rules.texts)) == ("here", {ROOT: "before"})
    assert book.take_in({ROOT: IgnoreText("now")})
    assert not book.take_in({ROOT: IgnoreText("now")})
    book.remember()
    assert memory.texts == {ROOT: "now"}


def test_rules_of_the_device_are_asked_for_anew() -> None:
    """A change there is seen, once."""
    memory = MemoryRules()
    book = Rulebook(memory, case_sensitive=False)
    assert not book.ask_here()
    memory.own = "Build/"
    assert book.ask_here()
    assert not book.ask_here()
    assert book.rules.verdict(RelPath("BUILD"), is_folder=True).ignored


def test_problems_name_file_and_line_and_have_an_end() -> None:
    """What could not be read and what is no rule; not thousands of one file."""
    memory = MemoryRules()
    memory.own = "fine\n["
    book = Rulebook(memory, case_sensitive=True)
    assert [(one.code, one.path, one.arguments["line"]) for one in book.problems] == [("ignore_line", "", 2)]
    book.take_in({ROOT: IgnoreText("[\na", "ignore_not_text"), RelPath("sub"): IgnoreText("[\n" * 500)})
    assert [(one.code, one.path) for one in book.problems[:2]] == [
        ("ignore_not_text", ".deskignore"), ("ignore_line", ".deskignore"),
    ]  # fmt: skip
    assert book.problems[2].path == "sub/.deskignore"
    assert len(book.problems) == PROBLEMS_MAX


def test_knows_what_concerns_rules() -> None:
    """An ignore file, and a folder with one below; not what is in a folder that is not looked into."""
    book = Rulebook(NoMemory(), case_sensitive=True)
    book.take_in({ROOT: IgnoreText("build/"), RelPath("a/b"): IgnoreText("x")})
    assert [book.is_concerned(RelPath(path)) for path in ("a", "a/b", "new/.deskignore", "a/c", "ab")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert [book.is_shut(RelPath(path)) for path in ("build/x", "build/x/y", "build", "a/b", "")] == [
        True, True, False, False, False,
    ]  # fmt: skip
