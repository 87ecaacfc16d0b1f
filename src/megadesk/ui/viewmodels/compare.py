"""A file then and now, side by side: the lines of a text with what was taken away and what came, or why there is none to see.

bytes --as_text--> str | None        then, now --side_by_side--> Lines of equal number
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

TEXT_MAX_BYTES: Final = 256 * 1024
IMAGE_MAX_BYTES: Final = 24 * 1024 * 1024
LINES_COMPARED: Final = 4000
"""Of longer texts nothing is marked: the comparison of very different ones takes time that grows with the square."""


@dataclass(frozen=True, slots=True)
class Side:
    """One line of one side. mark: “-” was taken away, “+” came, “” is the same, “ ” stands in for one of the other side."""

    words: str
    mark: str = ""


def as_text(content: bytes, *, is_cut: bool = False) -> str | None:
    """Return content as text, None if it is none. is_cut: its end is missing, perhaps in the middle of a letter."""
    if b"\0" in content:
        return None
    for missing in range(4 if is_cut else 1):
        try:
            return content[: len(content) - missing].decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
    return None


def side_by_side(then: str, now: str) -> tuple[list[Side], list[Side]]:
    """Return the lines of both, so that what is the same stands at the same height."""
    before, later = then.splitlines(), now.splitlines()
    if max(len(before), len(later)) > LINES_COMPARED:
        return [Side(one) for one in before], [Side(one) for one in later]
    left: list[Side] = []
    right: list[Side] = []
    for what, first, last, other_first, other_last in SequenceMatcher(None, before, later, autojunk=True).get_opcodes():
        if what == "equal":
            left += [Side(one) for one in before[first:last]]
            right += [Side(one) for one in later[other_first:other_last]]
            continue
        for one, other in zip_longest(before[first:last], later[other_first:other_last]):
            left.append(Side("", " ") if one is None else Side(one, "-"))
            right.append(Side("", " ") if other is None else Side(other, "+"))
    return left, right
