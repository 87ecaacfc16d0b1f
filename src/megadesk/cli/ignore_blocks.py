"""Answers about ignore rules for people. Pure, as ``render``."""

from __future__ import annotations

from typing import Final

from megadesk.cli.render import Block, Grid
from megadesk.ipc.messages import IgnoreChange, IgnoreEffect, IgnoreRule, IgnoreRules, IgnoreTried, IgnoreVerdict
from megadesk.model.relpath import printable
from megadesk.model.wording import counted, size_text

EXAMPLES: Final = 5


def rules(body: IgnoreRules) -> list[Block]:
    """Return every rule with its place, the last one the strongest, and the lines that are none."""
    rows = tuple((printable(rule.pattern), _place(rule), _note(rule)) for rule in body.rules)
    return [
        f"Ignore rules of “{printable(body.name)}”; of two rules the lower one counts.",
        Grid(("Pattern", "Where", ""), rows),
        *(printable(fault.message) for fault in body.faults),
    ]


def tried(body: IgnoreTried) -> list[Block]:
    """Return which lines of a text are no rules, and what it does."""
    return [*(printable(fault.message) for fault in body.faults), *effects(body)]


def effects(body: IgnoreChange | IgnoreTried) -> list[Block]:
    """Return what a change does."""
    lines = [
        _effect("No longer syncs", body.taken_out, "They stay where they are, here and in the cloud."),
        _effect("Syncs again from this computer", body.let_in, "Both sides are compared; nothing is deleted."),
        _effect("Downloads from the cloud", body.fetched, ""),
    ]
    found: list[Block] = [line for line in lines if line]
    return found or ["No existing file is affected."]


def done(body: IgnoreChange) -> list[Block]:
    """Return what came of a change."""
    where = f"“{printable(body.pattern)}” in {printable(body.source)}"
    return [f"Changed: {where}." if body.changed else f"The rule already exists: {where}."]


def verdict(body: IgnoreVerdict) -> list[Block]:
    """Return what becomes of a path, and the line that decides."""
    path = printable(body.path) or "The folder itself"
    if body.rule is None:
        return [f"{path} is not ignored: no rule matches it."]
    place = f"{_place(body.rule)}: {printable(body.rule.pattern)}"
    if not body.ignored:
        return [f"{path} is not ignored: it is included again by {place}"]
    return [f"{path} is ignored{' as junk' if body.junk else ''} by {place}"]


def _effect(what: str, effect: IgnoreEffect, consequence: str) -> str:
    if not effect.files:
        return ""
    examples = ", ".join(map(printable, effect.examples[:EXAMPLES]))
    more = ", …" if effect.files > min(EXAMPLES, len(effect.examples)) else ""
    return (
        f"{what}: {counted(effect.files, 'file')}, {size_text(effect.bytes)} ({examples}{more}). {consequence}".rstrip()
    )


def _place(rule: IgnoreRule) -> str:
    return f"{printable(rule.source)}:{rule.line}" if rule.line else printable(rule.source)


def _note(rule: IgnoreRule) -> str:
    return "takes back" if rule.pattern.startswith("!") else "junk" if rule.junk else ""
