"""The words for everything that can be wrong, and for how things stand: one place, so that all front ends say the same.

    error, problem or state code + arguments --> Words(sentence, remedy)         in whichever Tongue is handed in

A template names its arguments in braces, with what stands there when there is none: ``{path|This file}``. Arguments
called ``*_bytes`` and ``*_s`` are shown as sizes and times, those called ``*_of`` are clauses (clauses.py). A code may
have special words by its ``what`` and ``reason`` arguments ("bad_usage/password/too_short"); the most special ones are
taken. A code that is not in the table gets a true, if general, sentence. Tone: what happened, what it means for your
files, what you can do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from megadesk.model.clauses import CLAUSES, Clause
from megadesk.model.error_phrases import ERROR_PHRASES
from megadesk.model.errors import Argument, MegadeskError
from megadesk.model.past_phrases import PAST_PHRASES
from megadesk.model.phrases import Counted, Phrase, Template
from megadesk.model.problem_phrases import PROBLEM_PHRASES
from megadesk.model.relpath import printable
from megadesk.model.state_phrases import STATE_PHRASES
from megadesk.model.tongue import ENGLISH, Tongue
from megadesk.model.verify_phrases import VERIFY_PHRASES

KIB: Final = 1024
ONE_DECIMAL_BELOW: Final = 99.95
NO_ARGUMENTS: Final[Mapping[str, Argument]] = MappingProxyType({})

BECAUSE: Final = "because"
"""An argument that is a code itself, with its own arguments as ``because.path`` and so on: ``{because_of}`` says it."""

UNKNOWN: Final[Phrase] = (
    "{path|Something} cannot be synced. Code: “{code}”.",
    "The log has more details: run “megadesk logs”.",
)
"""What is said of a code that is in no table, of a newer engine."""

_TABLES: Final = (ERROR_PHRASES, PAST_PHRASES, PROBLEM_PHRASES, STATE_PHRASES, VERIFY_PHRASES)


@dataclass(frozen=True, slots=True)
class Words:
    """What happened, as one sentence, and what a person can do about it; both end with a full stop."""

    sentence: str
    remedy: str


class Said(Protocol):
    """What a sentence is made of. ``remedy``: whether what to do about it is said right after it."""

    @property
    def code(self) -> str:
        """The code."""

    @property
    def arguments(self) -> Mapping[str, Argument]:
        """What fills its templates."""

    @property
    def remedy(self) -> bool:
        """Whether the remedy is said, too."""


def words_for(
    code: str, arguments: Mapping[str, Argument] = NO_ARGUMENTS, detail: str = "", say: Tongue = ENGLISH
) -> Words:
    """Return the words for an error, problem, notice or state code; ``detail`` helps where the code alone says little."""
    facts = _facts(arguments, detail)
    for key in _keys(code, arguments):
        for table in _TABLES:
            if key in table:
                return _words(table[key], facts, say)
    return _words(UNKNOWN, {**facts, "code": code}, say)


def words_of(error: MegadeskError, say: Tongue = ENGLISH) -> Words:
    """Return the words for an error."""
    return words_for(error.code, error.arguments, error.detail, say)


def facts_of(error: MegadeskError) -> dict[str, Argument]:
    """Return all that the words for an error are made of, beside its code: what ``words_for`` needs as arguments."""
    return {**error.arguments, "detail": error.detail} if error.detail else dict(error.arguments)


def sentences(parts: Iterable[Said], say: Tongue = ENGLISH) -> str:
    """Return what a front end is told in parts, as the sentences that they are."""
    return " ".join(_said(words_for(part.code, part.arguments, say=say), part.remedy) for part in parts)


def _said(words: Words, remedy: bool) -> str:
    return f"{words.sentence} {words.remedy}" if remedy else words.sentence


def because(error: MegadeskError) -> dict[str, Argument]:
    """Return an error as arguments of what happens because of it."""
    return {BECAUSE: error.code} | {f"{BECAUSE}.{name}": value for name, value in facts_of(error).items()}


def templates() -> Iterator[Template]:
    """Yield every template that may be handed to a Tongue, each as it stands in its table."""
    for phrase in (UNKNOWN, *(phrase for table in _TABLES for phrase in table.values())):
        yield from phrase
    yield from (one.words for alternatives in CLAUSES.values() for one in alternatives)
    yield from (*_SIZES, *_DURATIONS)


def _keys(code: str, arguments: Mapping[str, Argument]) -> list[str]:
    what, reason = arguments.get("what"), arguments.get("reason")
    special = [f"{code}/{what}/{reason}"] if what and reason else []
    # What is asked has words of its own, whoever asks.
    asked = [str(reason)] if code == "decision_needed" and reason else []
    return [*special, *(f"{code}/{part}" for part in (what, reason) if part), *asked, code]


def _facts(arguments: Mapping[str, Argument], detail: str) -> dict[str, Argument]:
    """Return the arguments with what a developer wrote, as a sentence or the end of one."""
    detail = detail or str(arguments.get("detail") or "")
    reason = detail or arguments.get("reason")
    facts = {**arguments, "detail": reason, "bare_detail": None if arguments.get("path") else reason}
    if detail:
        facts["said"] = detail[:1].upper() + detail[1:].removesuffix(".")
    return facts


_NUMBERS_THAT_NAME: Final = frozenset({"pid", "status", "seq", "wanted"})
"""These are not counts, or are to be typed: their thousands stay together."""

_MOMENTS: Final = frozenset({"when", "oldest", "time", "until"})
"""These are times, as RFC 3339 text."""

_FIELD: Final = re.compile(r"([“„«])\{(\w+)(?:\|([^}]*))?\}([”“»])|\{(\w+)(?:\|([^}]*))?\}")
"""A field, or one in the quotation marks of some language, which fall away with what is missing: “This” quotes nothing."""


def _words(phrase: Phrase, facts: Mapping[str, Argument], say: Tongue) -> Words:
    return Words(*(_filled(template, facts, say) for template in phrase))


def _filled(template: Template, facts: Mapping[str, Argument], say: Tongue) -> str:
    """Return the template in a language, each field replaced by its argument or clause, or by what stands for none."""

    def shown(field: re.Match[str]) -> str:
        opening, quoted, instead_quoted, closing, bare, instead = field.groups()
        value = _value(quoted or bare, facts, say)
        if not value:
            return instead_quoted or instead or ""
        return f"{opening}{value}{closing}" if quoted else value

    return _FIELD.sub(shown, _in_words(template, facts, say))


def _in_words(template: Template, facts: Mapping[str, Argument], say: Tongue) -> str:
    """Return the text of a template in a language, by its number if it hangs on one."""
    if isinstance(template, str):
        return say.say(template)
    count = facts.get(template.of)
    # Without its number a sentence is of many: “Many files would be deleted.”
    return say.plural(template.one, template.many, count if isinstance(count, int) else 2)


def _value(name: str, facts: Mapping[str, Argument], say: Tongue) -> str:
    """Return what stands for a field; empty for nothing."""
    if name == f"{BECAUSE}_of":
        return _because(facts, say)
    if name in CLAUSES:
        return next((_filled(one.words, facts, say) for one in CLAUSES[name] if _is_true(one, facts)), "")
    value = facts.get(name)
    return "" if value in {None, ""} else _shown(name, value, say)


def _is_true(clause: Clause, facts: Mapping[str, Argument]) -> bool:
    """Whether a clause can be said: what it names is there, and what it counts is some."""
    if clause.when is not None:
        return facts.get(clause.when[0]) == clause.when[1]
    words = clause.words
    if isinstance(words, Counted):
        return isinstance(count := facts.get(words.of), int) and (count > 0 or clause.even_none)
    return all(facts.get(field[1] or field[4]) not in {None, ""} for field in _FIELD.findall(words))


def _because(facts: Mapping[str, Argument], say: Tongue) -> str:
    """Return, with a blank before it, the sentence of the code that is behind another one."""
    code = facts.get(BECAUSE)
    if not code:
        return ""
    own = {name.removeprefix(f"{BECAUSE}."): value for name, value in facts.items() if name.startswith(f"{BECAUSE}.")}
    return f" {words_for(str(code), own, say=say).sentence}"


def _shown(name: str, value: Argument, say: Tongue) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if name.endswith("_bytes"):
            return size_text(int(value), say)
        if name.endswith("_s"):
            return duration_text(value, say)
        return str(value) if name in _NUMBERS_THAT_NAME else count_text(int(value), say)
    return printable(say.moment(str(value))) if name in _MOMENTS else say.name(printable(str(value)))


# -- quantities -----------------------------------------------------------------------------------------------------

_BYTES: Final = Counted("size", "{size} byte", "{size} bytes")
_UNITS: Final = ("{size} KiB", "{size} MiB", "{size} GiB", "{size} TiB")
_SIZES: Final[tuple[Template, ...]] = (_BYTES, *_UNITS)
_SECONDS, _MINUTES, _HOURS, _DAYS = _DURATIONS = (
    Counted("time", "{time} second", "{time} seconds"),
    Counted("time", "{time} minute", "{time} minutes"),
    Counted("time", "{time} hour", "{time} hours"),
    Counted("time", "{time} day", "{time} days"),
)
"""Their fields are filled with numbers as they are written in the language."""


def count_text(count: int, say: Tongue = ENGLISH) -> str:
    """Return a count with its thousands apart: ``12,408``."""
    return say.number(count)


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun, in English: ``1 file``, ``12,408 files``."""
    return f"{count_text(count)} {one if count == 1 else many or one + 's'}"


def size_text(size_bytes: int, say: Tongue = ENGLISH) -> str:
    """Return a size: ``512 bytes``, ``6.0 MiB``, ``1.2 GiB``."""
    if size_bytes < KIB:
        return say.plural(_BYTES.one, _BYTES.many, size_bytes).replace("{size}", say.number(size_bytes))
    size, unit = size_bytes / KIB, _UNITS[0]
    for larger in _UNITS[1:]:
        if size < KIB - 0.05:
            break
        size, unit = size / KIB, larger
    return say.say(unit).replace("{size}", say.number(size, 1 if size < ONE_DECIMAL_BELOW else 0))


def duration_text(duration_s: float, say: Tongue = ENGLISH) -> str:
    """Return a time to wait: ``1 second``, ``4 minutes``, ``2 hours``, ``3 days``; rounded up, never nothing."""
    for limit_s, unit_s, unit in ((90, 1, _SECONDS), (5400, 60, _MINUTES), (129_600, 3600, _HOURS)):
        if duration_s <= limit_s:
            return _in_units(max(1, -int(-duration_s // unit_s)), unit, say)
    return _in_units(-int(-duration_s // 86_400), _DAYS, say)


def _in_units(count: int, unit: Counted, say: Tongue) -> str:
    return say.plural(unit.one, unit.many, count).replace("{time}", say.number(count))
