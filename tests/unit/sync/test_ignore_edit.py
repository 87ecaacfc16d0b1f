"""One rule changed in a text, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megadesk.model.relpath import ROOT
from megadesk.sync.ignore_edit import has_rule, with_rule, without_rule
from megadesk.sync.ignore_lines import parse


@pytest.mark.parametrize(
    ("text", "pattern", "junk", "expected"),
    [
        ("", "a", False, "a\n"),
        ("# ours\n\nb", "a", False, "# ours\n\nb\na\n"),
        ("b\r\n", "a", False, "b\r\na\r\n"),
        ("b\n", "a", True, "b\n#!junk\na\n"),
        ("#!junk\nb\n\n", "a", True, "#!junk\nb\n\na\n"),
        ("#!junk\nb\n", "a", False, "#!junk\nb\n#!\na\n"),
        ("\ufeffb\n", "a", False, "\ufeffb\na\n"),
    ],
)
def test_rule_is_added_at_the_end(text: str, pattern: str, junk: bool, expected: str) -> None:
    """It is the strongest there; what stands before keeps its order, its comments and its line ends."""
    assert with_rule(text, pattern, junk=junk) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n", ""), ("# ours\na \nb\na\n", "# ours\nb\n"), ("b\r\na\r\nc", "b\r\nc"), ("b\n#!junk\na\n", "b\n"),
        ("#!junk\na\n#!\nb\n", "#!junk\n#!\nb\n"), ("!a\naa\n#a\n", "!a\naa\n#a\n"),
    ],
)  # fmt: skip
def test_rule_is_removed_wherever_it_stands(text: str, expected: str) -> None:
    """Every line that is this rule goes, and no other."""
    assert without_rule(text, "a") == expected


def test_rule_is_found_in_its_section() -> None:
    """The same pattern as junk is another rule."""
    text = "a\n#!junk\nb\n#!\nc\\ \n"
    assert has_rule(text, "a")
    assert has_rule(text, "a", junk=False)
    assert not has_rule(text, "a", junk=True)
    assert has_rule(text, "b", junk=True)
    assert has_rule(text, "c\\ ")
    assert not has_rule(text, "c")


LINES = st.lists(st.sampled_from(["a", "b", "!a", "# c", "", "#!junk", "#!", "a/"]), max_size=8)


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_added_and_removed_is_as_before(lines: list[str], end: str, junk: bool) -> None:
    """A rule that was not there and goes again leaves the rules as they were."""
    text = end.join(lines)
    added = with_rule(text, "new", junk=junk)
    assert has_rule(added, "new", junk=junk)

    def read(said: str) -> list[tuple[str, bool]]:
        return [(line.text, line.junk) for line in parse(said, source="", folder=ROOT, fold=False).lines]

    assert read(added) == [*read(text), ("new", junk)]
    assert read(without_rule(added, "new")) == read(text)
