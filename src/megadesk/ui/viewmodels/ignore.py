"""Ignore rules as they are edited: faults by line, and what a text takes out of sync, lets in, and fetches.

IgnoreTried --tried_view--> TriedView(faults, effects)        nothing of it deletes a file, and it says so
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Size, Text, joined, plural, text
from megadesk.ui.viewmodels.errors import said


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultLine:
    """One line of the text that is no rule."""

    line: int
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing that a text does: how many files, what it means for them, and the first of them."""

    word: str
    icon: str
    tone: str
    title: Text
    meaning: Text
    examples: tuple[str, ...]
    more: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedView:
    """What comes of a text. ``summary``: in one line, also where it does nothing."""

    faults: tuple[FaultLine, ...]
    effects: tuple[Effect, ...]
    summary: Text
    is_other: bool


def tried_view(tried: m.IgnoreTried) -> TriedView:
    """Return what comes of a text."""
    effects = tuple(_effects(tried))
    return TriedView(
        faults=tuple(fault_lines(tried.faults)),
        effects=effects,
        summary=_summary(tried, effects),
        is_other=tried.changed,
    )


def fault_lines(faults: Sequence[m.IgnoreFault]) -> list[FaultLine]:
    """Return the lines that are no rules, in their order."""
    made = []
    for fault in sorted(faults, key=lambda each: each.line):
        words = (
            said(fault.code, fault.arguments) if fault.code else text("This line is not a valid rule and is not used.")
        )
        made.append(FaultLine(line=fault.line, words=words))
    return made


def _effects(tried: m.IgnoreTried) -> list[Effect]:
    made = [
        _effect(
            "taken_out", "circle-minus", "warn", tried.taken_out,
            plural("{n} file will no longer be synced", "{n} files will no longer be synced", tried.taken_out.files),
            text("Stays where it is, here and in the cloud."),
        ),
        _effect(
            "let_in", "circle-plus", "ok", tried.let_in,
            plural("{n} file on this computer will be synced again", "{n} files on this computer will be synced again", tried.let_in.files),
            text("Compared with the cloud as at the first sync. Where files differ, both are kept."),
        ),
        _effect(
            "fetched", "circle-arrow-down", "accent", tried.fetched,
            plural("{n} file will be downloaded from the cloud", "{n} files will be downloaded from the cloud", tried.fetched.files),
            text("Ignored on this computer until now."),
        ),
    ]  # fmt: skip
    return [effect for effect in made if effect is not None]


def _effect(word: str, icon: str, tone: str, found: m.IgnoreEffect, title: Text, meaning: Text) -> Effect | None:
    if not found.files:
        return None
    rest = found.files - len(found.examples)
    return Effect(
        word=word, icon=icon, tone=tone, title=joined([title, text("{size}", size=Size(found.bytes))]), meaning=meaning,
        examples=tuple(found.examples), more=plural("and {n} more", "and {n} more", rest) if rest > 0 else NOTHING,
    )  # fmt: skip


def _summary(tried: m.IgnoreTried, effects: Sequence[Effect]) -> Text:
    if tried.faults:
        return plural(
            "{n} line is not a valid rule and is not used.",
            "{n} lines are not valid rules and are not used.",
            len(tried.faults),
        )
    if not tried.changed:
        return text("These rules are in effect.")
    if not effects:
        return text("This change affects no files, neither here nor in the cloud.")
    return text("This deletes no files, neither here nor in the cloud.")
