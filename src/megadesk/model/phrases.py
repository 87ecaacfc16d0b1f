"""How the tables of words are written: those of errors (error_phrases), problems, the past, and states.

A key is a code, or a code with its ``what`` and ``reason``: the most special key wins. A value is (sentence, remedy);
fields in braces are filled by ``wording``, with what stands after the bar where an argument is missing. A field that is
called ``*_of`` is a clause (clauses.py). Where the words hang on a number, a ``Counted`` has both forms of the whole
sentence. To translate: every template passes through a ``Tongue`` before it is filled. To improve a sentence, edit it
there; the tests hold that each code has one and that the tone stays calm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Counted:
    """A template that hangs on the argument ``of``: for one of it, and for all other numbers, also if it is missing."""

    of: str
    one: str
    many: str


Template: TypeAlias = str | Counted
Phrase: TypeAlias = tuple[Template, Template]

BY_ITSELF: Final = "Nothing to do: it is retried automatically."
RENAME: Final = "Rename it to sync it."


def texts(template: Template) -> Iterator[str]:
    """Yield the texts of a template: one, or two that hang on a number."""
    if isinstance(template, Counted):
        yield template.one
        yield template.many
    else:
        yield template
