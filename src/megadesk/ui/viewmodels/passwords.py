"""How good a password is, and a new one made of chance that is handed in.

zxcvbn says how many guesses it takes; it is imported when the first password is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.ui.text import NOTHING, Text, joined, text

PASSWORD_MIN: Final = 12
"""As the engine holds it (docs/formats/keys.md)."""

LOOKED_AT_MAX: Final = 64
"""zxcvbn takes the longer the longer a password is, and what is this long has enough in it."""

LETTERS: Final = "abcdefghijkmnpqrstuvwxyz23456789"
"""32 that are not taken for each other, and can be typed on every keyboard."""

GROUPS: Final = 5
GROUP: Final = 5
GENERATED_BYTES: Final = GROUPS * GROUP
"""Five bits of each byte make one letter: 125 bits in all."""


@dataclass(frozen=True, slots=True)
class Strength:
    """part: 0 to 1, for a bar. tone: error, warn or ok. words: nothing for an empty password."""

    part: float
    tone: str
    words: Text


def strength(password: str, known: Sequence[str] = ()) -> Strength:
    """Return how hard a password is to guess for who knows the words ``known``: an address, a name."""
    if not password:
        return Strength(0.0, "warn", NOTHING)
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # it has none

    parts = [part for word in known for part in word.replace("@", ".").split(".") if len(part) > 2]
    found = zxcvbn(password[:LOOKED_AT_MAX], user_inputs=parts)
    score = int(found["score"])
    return Strength(
        (score + 1) / 5, TONES[score], joined([LABELS[score], _why(str(found["feedback"]["warning"]))], " ")
    )


def new_password_fault(password: str, again: str) -> tuple[str, Text]:
    """Return which of the two fields is wrong, and why; nothing if neither is."""
    if not password:
        return "password", text("Enter the password.")
    if len(password) < PASSWORD_MIN:
        return "password", text("Use at least {n} characters. A few words in a row are fine.", n=PASSWORD_MIN)
    if password != again:
        return "again", text("The passwords do not match.")
    return "", NOTHING


def generated(chance: bytes) -> str:
    """Return a password made of GENERATED_BYTES of chance."""
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in chance)
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


TONES: Final = ("error", "error", "warn", "ok", "ok")
LABELS: Final = (
    text("Very easy to guess."),
    text("Easy to guess."),
    text("Could be stronger."),
    text("Strong."),
    text("Very strong."),
)


def _why(warning: str) -> Text:
    """Return why it is easy to guess; zxcvbn's sentences in ours, so that they can be translated."""
    for start, words in WARNINGS:
        if warning.startswith(start):
            return words
    return NOTHING


WARNINGS: Final = (
    ("Straight rows", text("Keyboard patterns are easy to guess.")),
    ("Short keyboard", text("Keyboard patterns are easy to guess.")),
    ("Repeats", text("Repetition does not make it stronger.")),
    ("Sequences", text("Sequences like abc or 6543 are easy to guess.")),
    ("Recent years", text("Years are easy to guess.")),
    ("Dates", text("Dates are easy to guess.")),
    ("This is a top", text("Many people use this password.")),
    ("This is a very common", text("Many people use this password.")),
    ("This is similar to a commonly", text("It is similar to a common password.")),
    ("A word by itself", text("One word is not enough. Use several.")),
    ("Names and surnames", text("Names are easy to guess.")),
    ("Common names", text("Names are easy to guess.")),
)
