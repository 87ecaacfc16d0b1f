"""The words for everything that can be wrong, and for how things stand: one place, so that all front ends say the same.

    error or problem code + arguments --> Words(sentence, remedy)
    state + plain numbers             --> one sentence

A template names its arguments in braces, with what stands there when there is none: ``{path|This file}``. Arguments
called ``*_bytes`` and ``*_s`` are shown as sizes and times. A code may have special words by its ``what`` and
``reason`` arguments ("bad_usage/password/too_short"); the most special ones are taken. A code that is not in the table
gets a true, if general, sentence. Tone: what happened, what it means for your files, what you can do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from megadesk.model.error_phrases import ERROR_PHRASES
from megadesk.model.errors import Argument, MegadeskError
from megadesk.model.past_phrases import PAST_PHRASES
from megadesk.model.problem_phrases import PROBLEM_PHRASES
from megadesk.model.relpath import printable

KIB: Final = 1024
ONE_DECIMAL_BELOW: Final = 99.95
NO_ARGUMENTS: Final[Mapping[str, Argument]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Words:
    """What happened, as one sentence, and what a person can do about it; both end with a full stop."""

    sentence: str
    remedy: str


def words_for(code: str, arguments: Mapping[str, Argument] = NO_ARGUMENTS, detail: str = "") -> Words:
    """Return the words for an error, problem or notice code; ``detail`` helps where the code alone says little."""
    for key in _keys(code, arguments):
        found = ERROR_PHRASES.get(key) or PAST_PHRASES.get(key) or PROBLEM_PHRASES.get(key)
        if found is not None:
            facts = _with_clauses(arguments, detail)
            return Words(*(_fill(template, facts) for template in found))
    about = _fill("{path|Something}", arguments)
    return Words(f"{about} is held back with the code “{printable(code)}”.", "The log says more: run “megadesk logs”.")


def words_of(error: MegadeskError) -> Words:
    """Return the words for an error."""
    return words_for(error.code, error.arguments, error.detail)


def _keys(code: str, arguments: Mapping[str, Argument]) -> list[str]:
    what, reason = arguments.get("what"), arguments.get("reason")
    special = [f"{code}/{what}/{reason}"] if what and reason else []
    # What is asked has words of its own, whoever asks.
    asked = [str(reason)] if code == "decision_needed" and reason else []
    return [*special, *(f"{code}/{part}" for part in (what, reason) if part), *asked, code]


def _with_clauses(arguments: Mapping[str, Argument], detail: str) -> dict[str, Argument]:
    """Return the arguments with the clauses that a sentence may end with: ``: why``."""
    reason = detail or arguments.get("reason")
    clause = f": {reason}" if reason else None
    clauses: dict[str, Argument] = {"detail_of": clause, "bare_detail_of": None if arguments.get("path") else clause}
    if detail:
        clauses["said"] = detail[:1].upper() + detail[1:].removesuffix(".")
    if server_code := arguments.get("server_code"):
        clauses["server_code_of"] = f" with the code “{server_code}”"
    if pair := arguments.get("pair") or arguments.get("id"):
        clauses["pair_of"] = f": “{pair}”"
    if oldest := arguments.get("oldest"):
        clauses["oldest_of"] = f"; the oldest it keeps is of {oldest}"
    if email := arguments.get("email"):
        clauses["email_of"] = f" as {email}"
    if direction := arguments.get("direction"):
        clauses["direction_of"] = " on this computer" if direction == "local" else " in the cloud"
    return {**arguments, **clauses, **_standing_clauses(arguments), **_change_clauses(arguments)}


def _change_clauses(arguments: Mapping[str, Argument]) -> dict[str, Argument]:
    """Return the clauses that say what a mass change did to names, how far it came, and what leads back."""
    clauses: dict[str, Argument] = {}
    name = f", as that of “{arguments['name']}”" if arguments.get("name") else ""
    if ending := arguments.get("ending"):
        clauses["ending_of"] = f", and their names end in “{ending}” now{name}"
    if isinstance(uploaded := arguments.get("uploaded"), int) and uploaded:
        verb = "is" if uploaded == 1 else "are"
        clauses["uploaded_of"] = f"{count_text(uploaded)} of them {verb} so in the cloud already; the rest waits"
    if rewind := arguments.get("rewind"):
        clauses["rewind_of"] = f", and “{rewind}” the rest, as it was before it began"
    return clauses


def _standing_clauses(arguments: Mapping[str, Argument]) -> dict[str, Argument]:
    """Return the clauses that say how a path stands, as they end the sentences of “megadesk why”."""
    clauses: dict[str, Argument] = {}
    if version := arguments.get("version"):
        when = arguments.get("when")
        clauses["version_of"] = f" (version {version}" + (f", last in step {when})" if when else ")")
    if isinstance(ahead := arguments.get("ahead"), int) and ahead:
        clauses["behind_of"] = f" behind {counted(ahead, 'other file')}"
    if (percent := arguments.get("percent")) is not None:
        clauses["progress_of"] = f" ({percent} %)"
    if when := arguments.get("when"):
        clauses["when_of"] = f" at {when}"
    if rule := arguments.get("rule"):
        clauses["rule_of"] = f": “{rule}”"
    if roots := arguments.get("roots"):
        clauses["roots_of"] = f"; those are {roots}"
        clauses["looked_at_of"] = f"; looked at: the cloud, and the synced folders {roots}"
    return clauses


_NUMBERS_THAT_NAME: Final = frozenset({"pid", "status", "seq", "wanted"})
"""These are not counts, or are to be typed: their thousands stay together."""

_FIELD: Final = re.compile(r"“\{(\w+)(?:\|([^}]*))?\}”|\{(\w+)(?:\|([^}]*))?\}")
"""A field, or one in quotation marks, which fall away with what is missing: “This” quotes nothing."""


def _fill(template: str, arguments: Mapping[str, Argument]) -> str:
    """Return the template with each field replaced by its argument, or by what stands there for none."""

    def shown(field: re.Match[str]) -> str:
        quoted, instead_quoted, bare, instead = field.groups()
        value = arguments.get(quoted or bare)
        if value in {None, ""}:
            return instead_quoted or instead or ""
        return f"“{_shown(quoted, value)}”" if quoted else _shown(bare, value)

    return _FIELD.sub(shown, template)


def _shown(name: str, value: Argument) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if name.endswith("_bytes"):
            return size_text(int(value))
        if name.endswith("_s"):
            return duration_text(value)
        return str(value) if name in _NUMBERS_THAT_NAME else count_text(int(value))
    return printable(str(value))


# -- quantities -----------------------------------------------------------------------------------------------------


def count_text(count: int) -> str:
    """Return a count with its thousands apart: ``12,408``."""
    return f"{count:,}"


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: ``1 file``, ``12,408 files``."""
    return f"{count_text(count)} {one if count == 1 else many or one + 's'}"


def size_text(size_bytes: int) -> str:
    """Return a size: ``512 bytes``, ``6.0 MiB``, ``1.2 GiB``."""
    if size_bytes < KIB:
        return counted(size_bytes, "byte")
    size, unit = size_bytes / KIB, "KiB"
    for larger in ("MiB", "GiB", "TiB"):
        if size < KIB - 0.05:
            break
        size, unit = size / KIB, larger
    return f"{size:.1f} {unit}" if size < ONE_DECIMAL_BELOW else f"{size:,.0f} {unit}"


def duration_text(duration_s: float) -> str:
    """Return a time to wait: ``1 second``, ``4 minutes``, ``2 hours``, ``3 days``; rounded up, never nothing."""
    for limit_s, unit_s, unit in ((90, 1, "second"), (5400, 60, "minute"), (129_600, 3600, "hour")):
        if duration_s <= limit_s:
            return counted(max(1, -int(-duration_s // unit_s)), unit)
    return counted(-int(-duration_s // 86_400), "day")


# -- how things stand -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The plain numbers behind a state's sentence. ``pairs`` counts sync pairs, ``held`` files that are not synced."""

    files: int = 0
    pairs: int = 0
    pending: int = 0
    held: int = 0
    conflicts: int = 0
    bps: int = 0
    seconds_left: int | None = None
    reason: str | None = None
    """The code of the error or problem that is behind damaged, attention, waiting or offline."""
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    """Those of the reason."""


def state_sentence(state: str, facts: Facts) -> str:
    """Return one sentence for a state of UI and CLI; ``facts.reason`` decides the words of the states that need one."""
    match state:
        case "synced":
            return _synced(facts)
        case "syncing":
            return _syncing(facts)
        case "scanning":
            return "Looking for changes."
        case "paused":
            return "Paused. Nothing is sent or received until you resume."
        case "signed_out":
            return "Not signed in on this computer."
        case "offline":
            return _because("Offline. Your changes are kept here and sent later.", facts)
        case "waiting":
            return _because("Waiting. It goes on by itself.", facts)
        case "attention":
            return _because("A decision is needed from you.", facts)
        case "damaged":
            return _because(
                "The data on the server is not what it must be. Nothing on this computer was changed.", facts
            )
        case _:
            return f"The state is “{printable(state)}”."


def _synced(facts: Facts) -> str:
    if not facts.pairs:
        return "Signed in. No folder is synced yet."
    safe = f"All {counted(facts.files, 'file')} are safe." if facts.files != 1 else "Your one file is safe."
    if not facts.files:
        safe = "Everything is in step; there are no files yet."
    if facts.held:
        safe = f"{counted(facts.files, 'file')} safe; {counted(facts.held, 'issue')}, each with a reason."
    if not facts.conflicts:
        return safe
    look = "is a conflict copy" if facts.conflicts == 1 else "are conflict copies"
    return f"{safe} {count_text(facts.conflicts)} of them {look}: “megadesk issues list”."


def _syncing(facts: Facts) -> str:
    parts = [f"Syncing {counted(facts.pending, 'change')}" if facts.pending else "Syncing"]
    if facts.bps:
        parts.append(f"{size_text(facts.bps)}/s")
    if facts.seconds_left is not None:
        parts.append(f"{duration_text(facts.seconds_left)} left")
    return ", ".join(parts) + "."


def _because(sentence: str, facts: Facts) -> str:
    return f"{words_for(facts.reason, facts.arguments).sentence} {sentence}" if facts.reason else sentence
