"""One line of an ignore file: what it says, and what is wrong with one that says nothing."""

from __future__ import annotations

import random
import warnings

import pytest

from megadesk.model.relpath import ROOT, RelPath
from megadesk.sync.ignore_lines import LINE_MAX_CHARS, LINES_MAX, RuleFile, line_fault, parse


def read(text: str) -> RuleFile:
    """Return the rules of a text at the top."""
    return parse(text, source=".deskignore", folder=ROOT, fold=False)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a[b", "pattern"), ("a[z-a]", "pattern"), ("a\\", "pattern"), ("/", "pattern"), ("!", "pattern"),
        ("[[:space:]]", "pattern"), ("a\0b", "pattern"), ("x" * 2000, "too_long"), ("*a*b*c*d*e", "stars"),
        ("*a*b*/*c*d*/*e*f*", "stars"), ("#!jnuk", "section"),
    ],
)  # fmt: skip
def test_bad_line_is_a_fault_and_the_others_work(line: str, reason: str) -> None:
    """The fault has its number and its reason; lines around it count."""
    found = read(f"first\n{line}\nlast")
    assert [(fault.number, fault.reason) for fault in found.faults] == [(2, reason)]
    assert [str(one) for one in found.lines] == [".deskignore:1: first", ".deskignore:3: last"]


def test_line_may_be_so_long_and_no_longer() -> None:
    """The bound is a number of characters."""
    assert [len(read("x" * length).lines) for length in (LINE_MAX_CHARS, LINE_MAX_CHARS + 1)] == [1, 0]


def test_lines_without_end_are_cut() -> None:
    """What nobody writes by hand is not compiled without bound."""
    found = read("a\n" * (LINES_MAX + 10))
    assert len(found.lines) == LINES_MAX
    assert [fault.reason for fault in found.faults] == ["too_many"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("*.log", None),
        ("!/a/b/", None),
        ("  a", None),
        ("", "empty"),
        ("# a", "empty"),
        ("a\nb", "pattern"),
        ("[", "pattern"),
        ("[Z-a]", None),  # a rule where case counts
        ("*a*b*c*", None),
        ("*a*b*c*d*", "stars"),
        ("*a*b*/*c*d*/*e*/f", None),
        ("*a*b*/*c*d*/*e*/**/f", "stars"),
        ("**/a/**/b/**/c/**/d", None),
    ],
)
def test_one_line_is_checked_before_it_is_written(line: str, reason: str | None) -> None:
    """A person who adds a rule hears at once that it would say nothing."""
    assert line_fault(line) == reason


@pytest.mark.parametrize(
    ("line", "head", "tail", "exact"),
    [
        ("name", "name", "", True), ("*.o", "", ".o", False), ("a*.o", "a", ".o", False), ("x/y*", "y", "", False),
        ("[ab]c", "", "", False), ("a?c[d]", "a", "", False), ("a/**", "", "", False), ("a\\*", "a", "", False),
    ],
)  # fmt: skip
def test_what_a_name_must_begin_and_end_with(line: str, head: str, tail: str, exact: bool) -> None:
    """The short way to tell that a line is not about a name never rules out what it is about."""
    found = read(line).lines[0]
    assert (found.head, found.tail, found.exact) == (head, tail, exact)


def test_a_line_knows_in_which_folders_it_can_be_about_anything() -> None:
    """Tied to a depth, or to anywhere below a `**`."""
    fixed, deep = read("a/*/c\nx/**/y").lines
    assert fixed.may_match_in(("a", "b"))
    assert not fixed.may_match_in(("a",))
    assert not fixed.may_match_in(("z", "b"))
    assert deep.may_match_in(("x", "1", "2"))
    assert not deep.may_match_in(("z",))


def test_a_line_names_the_folders_on_its_way() -> None:
    """Only a `!` line with a path of its own does; nothing is named from a `**` on."""
    named, vague, all_of_it, anywhere, plain = read("!a/b*/c\n!a/**/c\n!a/**\n!**/a/b\na/b").lines
    assert named.names_below("a")
    assert named.names_below("a/bb")
    assert not named.names_below("a/bb/c")
    assert not named.names_below("a/x")
    assert vague.names_below("a")
    assert not vague.names_below("a/x")
    assert all_of_it.names_below("a")
    assert not anywhere.names_below("x")
    assert not plain.names_below("a")


def test_section_is_no_fault() -> None:
    """Junk begins and ends without a word about it."""
    found = read("a\n#!junk\nb\n#!\nc")
    assert [line.junk for line in found.lines] == [False, True, False]
    assert found.faults == ()


def test_what_the_regular_expressions_doubt_is_no_rule() -> None:
    """A pattern that would be read otherwise one day is refused, also where nobody is warned."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert line_fault("x[[y]z") == "pattern"


def test_line_without_a_number_is_named_by_its_source() -> None:
    """As those that are built in: there is no file to look it up in."""
    (line,) = parse("*.part", source="built in", folder=ROOT, fold=True, numbered=False).lines
    assert str(line) == "built in: *.part"


def test_the_text_is_shown_without_what_a_terminal_would_obey() -> None:
    """A line from another device is shown, never obeyed."""
    found = parse("a\x1b31m", source="x/.deskignore", folder=RelPath("x"), fold=False)
    assert str(found.lines[0]) == "x/.deskignore:1: a\\x1b31m"


def test_many_double_stars_over_deep_folders_end() -> None:
    """Eight of them take as many steps as there are names, not every way of sharing these out: that would take for ever."""
    line = read("/".join(["**", "a"] * 8)).lines[0]
    deep = ["a", "b"] * 400
    assert not line.matches("/".join(deep))
    assert line.matches("/".join([*deep, "a"]))
    assert not line.matches("/".join(["b"] * 800 + ["a"]))


def test_double_stars_name_by_name_are_what_the_library_says() -> None:
    """Whatever stands between, before and behind them: the same as its one expression."""
    seed = random.SystemRandom().randrange(1 << 32)
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(1500):
        pattern = "/".join(["**", *chance.choices(["**", "a", "b", "*", "a*", "?b", "**x"], k=chance.randrange(1, 5))])
        found = read(chance.choice(["", "/", "!"]) + pattern).lines
        for line in found:
            path = "/".join(chance.choices(["a", "b", "ab", "x", "ax", "bx"], k=chance.randrange(1, 7)))
            closed = line.regex.pattern.endswith("|$)")
            whole = line.regex.fullmatch(path) if closed else line.regex.search(path)
            assert line.matches(path) is (whole is not None), (pattern, path)
