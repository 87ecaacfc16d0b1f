"""What makes the words of another language: a front end hands one in, and every template passes through it unfilled.

    template --say--> template of that language, with the same fields --filled by wording--> sentence
    one, many, count --plural--> the template that fits the count

All templates there are: ``wording.templates``. A front end may also have other words of the same language said, where
it has a button and the command line a command.
"""

from __future__ import annotations

from typing import Final


class Tongue:
    """English, as the tables have it. Another language overrides what differs."""

    def say(self, template: str) -> str:
        """Return a template in this language, its fields in braces where they belong there."""
        return template

    def plural(self, one: str, many: str, count: int) -> str:
        """Return the template for so many, in this language."""
        return one if count == 1 else many

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number for people: ``12,408``, ``6.0``."""
        return f"{value:,.{decimals}f}"

    def name(self, words: str) -> str:
        """Return a name, a path, whatever is somebody's own, as it stands in a sentence."""
        return words

    def moment(self, time: str) -> str:
        """Return a time for people, from RFC 3339 text; what is none comes back as it is."""
        return time


ENGLISH: Final = Tongue()
