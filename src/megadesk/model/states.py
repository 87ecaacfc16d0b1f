"""How everything stands, as the parts of what is said: a state and its plain numbers --> codes and arguments.

The words are in state_phrases.py; ``wording.sentences`` makes one text of the parts, in whichever language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from megadesk.model.errors import Argument
from megadesk.model.wording import sentences


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence that is to be said, with its remedy if so asked."""

    code: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    remedy: bool = False


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
    all_paused: bool = False
    """Whether a person paused everything, not each folder; ``until``: when that ends, as RFC 3339 text."""
    until: str | None = None
    reason: str | None = None
    """The code of the error or problem that is behind damaged, attention, waiting or offline."""
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    """Those of the reason."""


_PLAIN: Final = frozenset({"scanning", "signed_out"})
_WITH_A_REASON: Final = frozenset({"offline", "waiting", "attention", "damaged"})


def state_parts(state: str, facts: Facts) -> Iterator[Part]:
    """Yield what is to be said of a state of UI and CLI; ``facts.reason`` comes first in those that need one."""
    if state == "synced":
        yield from _synced(facts)
    elif state == "syncing":
        numbers = {"pending": facts.pending, "speed_bytes": facts.bps or None, "left_s": facts.seconds_left}
        yield Part("state_syncing", numbers)
    elif state == "attention" and facts.conflicts and not facts.reason:
        yield Part("state_conflicts_ask", {"conflicts": facts.conflicts})
    elif state in _WITH_A_REASON:
        if facts.reason:
            yield Part(facts.reason, facts.arguments)
        yield Part(f"state_{state}")
    elif state == "paused":
        yield _paused(facts)
    elif state in _PLAIN:
        yield Part(f"state_{state}")
    else:
        yield Part("state_other", {"state": state})


def state_sentence(state: str, facts: Facts) -> str:
    """Return what is said of a state, in English."""
    return sentences(state_parts(state, facts))


def _paused(facts: Facts) -> Part:
    if not facts.all_paused:
        return Part("state_pairs_paused")
    return Part("state_paused_until", {"until": facts.until}) if facts.until else Part("state_paused")


def _synced(facts: Facts) -> Iterator[Part]:
    if not facts.pairs:
        yield Part("state_no_pairs")
        return
    if facts.held:
        yield Part("state_synced_but", {"files": facts.files, "held": facts.held})
    else:
        yield Part("state_synced", {"files": facts.files}) if facts.files else Part("state_no_files")
