"""What is said to a person, before it is in a language: a template, and what fills it.

    text("{name} is safe", name=verbatim("a.jpg"))          plural("{n} file", "{n} files", count)
    Size(5 << 20)  Speed(...)  Lasting(90)  Day(ms)  ...     quantities, which each language writes in its way

Every sentence of the app is a literal first argument of ``text`` or ``plural``: tools/translations finds them there.
No sentence is made by joining words. ``language.say`` makes the words; ``plainly`` makes the English ones for tests and
for logs. No Qt here: view-models return these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from megadesk.model.tongue import ENGLISH, Tongue
from megadesk.model.wording import count_text, duration_text, size_text, words_for


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes."""

    size_bytes: int


@dataclass(frozen=True, slots=True)
class Speed:
    """Bytes a second."""

    bps: int


@dataclass(frozen=True, slots=True)
class Lasting:
    """A length of time, to be rounded: ``4 minutes``."""

    duration_s: float


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, ``14:05``, of a moment in milliseconds since 1970."""

    time_ms: int


@dataclass(frozen=True, slots=True)
class Day:
    """A date, ``26 November 2026``, of a moment in milliseconds since 1970. ``short``: ``26 Nov``; with ``year``: ``26 Nov 2026``."""

    time_ms: int
    short: bool = False
    year: bool = False


@dataclass(frozen=True, slots=True)
class Exactly:
    """A date with its time of day, for where the relative one is not enough."""

    time_ms: int


@dataclass(frozen=True, slots=True)
class Percent:
    """A part of a whole, 0 to 1."""

    part: float


@dataclass(frozen=True, slots=True)
class Text:
    """A template in English with ``{name}`` where something is filled in. ``many``: for all counts but one.

    note: what a translator should know where one English word has two meanings. is_verbatim: a name, a path, a word of
    somebody's: shown as it is in every language. code: with the fills as its arguments, put into words by the same
    tables that the command line uses; part: sentence or remedy (``engine_words``).
    """

    source: str = ""
    fills: tuple[tuple[str, Fill], ...] = ()
    many: str = ""
    count: int | None = None
    note: str = ""
    is_verbatim: bool = False
    code: str = ""
    part: str = "sentence"

    def __bool__(self) -> bool:
        return bool(self.source or self.code or self.fills)


Quantity: TypeAlias = Size | Speed | Lasting | Clock | Day | Exactly | Percent
Fill: TypeAlias = str | int | float | Quantity | Text

NOTHING: Final = Text()


def text(source: str, /, *, note: str = "", **fills: Fill) -> Text:
    """Return a sentence or a label. A ``str`` among the fills is shown as it is, whatever the language."""
    return Text(source, tuple(fills.items()), note=note)


def plural(one: str, many: str, count: int, /, **fills: Fill) -> Text:
    """Return a sentence that depends on a count, which is ``{n}`` in it."""
    return Text(one, (("n", count), *fills.items()), many=many, count=count)


def verbatim(words: str) -> Text:
    """Return words that are the same in every language: a name, a path, an address."""
    return Text(words, is_verbatim=True)


def joined(parts: Iterable[Text], separator: str = " · ") -> Text:
    """Return facts side by side, those left out that are empty. For lists of facts, never to build a sentence."""
    kept = [part for part in parts if part]
    if len(kept) == 1:
        return kept[0]
    return Text("", tuple((separator, part) for part in kept), is_verbatim=True)


def engine_words(code: str, arguments: tuple[tuple[str, str | int | float], ...], part: str = "sentence") -> Text:
    """Return what the engine says with a code and arguments: ``part`` is sentence or remedy (model/wording)."""
    return Text(code=code, fills=tuple(arguments), part=part)


def plainly(words: Text) -> str:
    """Return the English words, without Qt: for tests, logs and what no person reads."""
    if words.code:
        return engine_sentence(words)
    if words.is_verbatim:
        return words.source or _joined_plainly(words)
    template = words.many if words.many and words.count != 1 else words.source
    return fill(template, {name: _plain(value) for name, value in words.fills})


def engine_sentence(words: Text, tongue: Tongue = ENGLISH) -> str:
    """Return what model/wording says for a code, in a language."""
    arguments = {name: value for name, value in words.fills if isinstance(value, str | int | float)}
    found = words_for(words.code, arguments, say=tongue)
    return found.remedy if words.part == "remedy" else found.sentence


def fill(template: str, shown: dict[str, str]) -> str:
    """Return a template with each ``{name}`` replaced. What is filled in is never looked into again."""
    parts = template.split("{")
    done = [parts[0]]
    for part in parts[1:]:
        name, brace, rest = part.partition("}")
        done.append(shown[name] + rest if brace and name in shown else "{" + part)
    return "".join(done)


def _joined_plainly(words: Text) -> str:
    separator = words.fills[0][0] if words.fills else ""
    return separator.join(_plain(part) for _, part in words.fills)


def _plain(value: Fill) -> str:
    match value:
        case Text():
            return plainly(value)
        case Size(size_bytes):
            return size_text(size_bytes)
        case Speed(bps):
            return f"{size_text(bps)}/s"
        case Lasting(duration_s):
            return duration_text(duration_s)
        case Percent(part):
            return f"{int(part * 100)} %"
        case Clock(time_ms) | Day(time_ms) | Exactly(time_ms):
            return f"@{time_ms}"
        case int():
            return count_text(value)
        case _:
            return str(value)
