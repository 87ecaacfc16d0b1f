"""How the tables of words are written: those of errors (error_phrases) and those of problems (problem_phrases).

A key is a code, or a code with its ``what`` and ``reason``: the most special key wins. A value is (sentence, remedy);
fields in braces are filled by ``wording``, with what stands after the bar where an argument is missing. To translate
or to improve a sentence, edit it there; the tests hold that each code has one and that the tone stays calm.
"""

from __future__ import annotations

from typing import Final, TypeAlias

Phrase: TypeAlias = tuple[str, str]

BY_ITSELF: Final = "Nothing to do: it is tried again by itself."
RENAME: Final = "Rename it, and it is synced."
