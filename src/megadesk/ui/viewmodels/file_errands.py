"""What puts and gets ask, and what is said of one that is over. How they go on: errands.py."""

from __future__ import annotations

from dataclasses import dataclass

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Size, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.errors import said
from megadesk.ui.viewmodels.places import last_name, place_name
from megadesk.ui.viewmodels.rowlook import kind_word
from megadesk.ui.viewmodels.when import ago, exactly, time_ms


def ended_words(status: m.ErrandStatus) -> tuple[Text, str]:
    """Return what is said of an errand that is over, and in which tone; nothing for one that was cancelled."""
    if status.state == "cancelled":
        return NOTHING, "ok"
    if status.state == "failed":
        return (said(status.reason, status.arguments) if status.reason else text("This did not work.")), "error"
    is_up = status.way == "put"
    moved = (
        plural("{n} file uploaded", "{n} files uploaded", status.files)
        if is_up
        else plural("{n} file downloaded", "{n} files downloaded", status.files)
    )
    left = plural("{n} skipped", "{n} skipped", status.problem_count) if status.problem_count else NOTHING
    skipped = plural("{n} skipped", "{n} skipped", status.skipped) if status.skipped else NOTHING
    return joined([moved, skipped, left]), "warn" if status.problem_count else "ok"


# -- questions --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SideCard:
    """One of two that want a name. marks: what is special about it, against the other: newer, larger."""

    heading: Text
    kind: str
    facts: Text
    exact: Text
    marks: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer. word: the engine's; words: on the button; means: what happens then, in a sentence."""

    word: str
    words: Text
    means: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question. alike: what is said beside “the same for all”."""

    number: int
    case: str
    heading: Text
    context: Text
    new: SideCard
    there: SideCard
    choices: tuple[Choice, ...]
    alike: Text


def asked(question: m.Question, total: int, *, is_up: bool, now_ms: int) -> Asked:
    """Return what is shown for a question, of ``total`` that are open."""
    folder, _, name = question.path.rpartition("/")
    where = place_name(folder or "/") if is_up else verbatim(last_name(folder) or "/")
    there, coming = (
        (text("In the cloud now"), text("From this computer"))
        if is_up
        else (text("On this computer now"), text("From the cloud"))
    )
    return Asked(
        number=question.number,
        case=question.case,
        heading=text("{name} is already in {folder}", name=name, folder=where),
        context=plural("Last question", "{n} questions left", total) if total > 1 else NOTHING,
        new=_card(coming, name, question.new, question.there, now_ms),
        there=_card(there, name, question.there, question.new, now_ms),
        choices=tuple(_choice(word, question.case, is_up=is_up) for word in question.answers),
        alike=_alike(question.case),
    )


def _card(heading: Text, name: str, side: m.Side, other: m.Side, now_ms: int) -> SideCard:
    is_folder = side.kind == "folder"
    when, others = time_ms(side.mtime) or None, time_ms(other.mtime) or None
    marks = [
        text("newer") if when is not None and others is not None and when > others else NOTHING,
        text("larger") if not is_folder and other.kind != "folder" and side.size > other.size else NOTHING,
    ]
    if not is_folder and other.kind != "folder" and side.size == other.size:
        marks.append(text("same size"))
    size = text("Folder") if is_folder else text("{size}", size=Size(side.size))
    changed = text("changed {time}", time=ago(when, now_ms)) if when is not None else NOTHING
    return SideCard(
        heading=heading,
        kind=kind_word(name, is_folder=is_folder, is_link=side.kind == "symlink"),
        facts=joined([size, changed]),
        exact=exactly(when),
        marks=joined(marks),
    )


def _choice(word: str, case: str, *, is_up: bool) -> Choice:
    match word:
        case "replace":
            kept = (
                text("The one in the cloud is kept as an earlier version.")
                if is_up
                else text("The one on this computer is moved to the trash.")
            )
            return Choice(word=word, words=text("Replace"), means=kept)
        case "rename":
            return Choice(word=word, words=text("Keep both"), means=text("The new one gets another name."))
        case "merge":
            means = text("You are asked about each item that is in both folders.")
            return Choice(word=word, words=text("Merge the folders"), means=means)
        case _:
            means = (
                text("The whole new folder is skipped.")
                if case == "folder"
                else text("The existing one stays. Nothing is transferred.")
            )
            return Choice(word="skip", words=text("Skip"), means=means)


def _alike(case: str) -> Text:
    match case:
        case "folder":
            return text("Do the same for all folders whose names are in use")
        case "mixed":
            return text("Do the same wherever a file and a folder have the same name")
        case _:
            return text("Do the same for all files whose names are in use")
