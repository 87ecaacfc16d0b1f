"""What is known of one entry, line by line, and why it is not in step."""

from __future__ import annotations

from dataclasses import dataclass

from megadesk.ipc import messages as m
from megadesk.model.reasons import ReasonKind, reason_of
from megadesk.ui.text import NOTHING, Size, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.errors import said
from megadesk.ui.viewmodels.files import changed_ms, is_folder, kind_words, size_words, state_look
from megadesk.ui.viewmodels.when import ago, exactly


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line: what, and how much. word: what it is about; tip: said on hover."""

    word: str
    label: Text
    value: Text
    tip: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class StateFact:
    """How it stands: shape, words, and why, if it is not in step. is_problem: the page of problems says more."""

    icon: str
    tone: str
    words: Text
    why: Text
    is_problem: bool


def facts(entry: m.CloudEntry, stat: m.CloudStat | None, now_ms: int) -> list[Fact]:
    """Return what is known; ``stat``: None while it is on its way."""
    when = changed_ms(entry)
    found = [
        Fact(word="kind", label=text("Kind"), value=kind_words(entry)),
        Fact(word="size", label=text("Size"), value=size_words(entry), tip=_exact_size(entry)),
        Fact(word="changed", label=text("Changed"), value=ago(when, now_ms), tip=exactly(when)),
        Fact(word="device", label=text("Changed by"), value=verbatim(entry.device) if entry.device else NOTHING),
        Fact(word="versions", label=text("Versions"), value=_versions(entry, stat)),
        Fact(word="path", label=text("In the cloud"), value=verbatim(entry.path)),
        Fact(
            word="local",
            label=text("On this computer"),
            value=verbatim(entry.local)
            if entry.local
            else text("Not on this computer", note="a file that is only in the cloud"),
        ),
    ]
    return [fact for fact in found if fact.value]


def state_fact(entry: m.CloudEntry, stat: m.CloudStat | None) -> StateFact:
    """Return how it stands."""
    shown = state_look(stat.state if stat else entry.state)
    kind = reason_of(stat.state if stat else entry.state).kind
    why = NOTHING
    if stat is not None and stat.said:
        why = joined([said(one.code, one.arguments) for one in stat.said], " ")
    elif stat is not None and stat.message:
        why = verbatim(stat.message)
    elif entry.state == "cloud":
        why = text("This folder is not synced to this computer.")
    return StateFact(
        icon=shown.icon,
        tone=shown.tone,
        words=shown.words,
        why=why,
        is_problem=entry.state not in {"cloud", "synced"}
        and kind in {ReasonKind.ASKED, ReasonKind.FAILED, ReasonKind.HELD},
    )


def _exact_size(entry: m.CloudEntry) -> Text:
    return NOTHING if is_folder(entry) else plural("{n} byte", "{n} bytes", entry.size)


def _versions(entry: m.CloudEntry, stat: m.CloudStat | None) -> Text:
    if is_folder(entry) or stat is None or stat.versions is None:
        return NOTHING
    return plural("{n} kept", "{n} kept", stat.versions)


def many_facts(entries: list[m.CloudEntry]) -> list[Fact]:
    """Return what is known of several."""
    folders = sum(map(is_folder, entries))
    files = len(entries) - folders
    size = sum(entry.size for entry in entries if not is_folder(entry))
    found = [
        Fact(word="folders", label=text("Folders"), value=text("{n}", n=folders) if folders else NOTHING),
        Fact(word="files", label=text("Files"), value=text("{n}", n=files) if files else NOTHING),
        Fact(word="size", label=text("Size"), value=text("{size}", size=Size(size)) if files else NOTHING),
    ]
    return [fact for fact in found if fact.value]
