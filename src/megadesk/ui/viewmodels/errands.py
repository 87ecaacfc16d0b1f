"""Uploads and downloads by hand, as cards and lines: what goes where, how far it is, and what it needs.

ErrandStatus (with Progress that is newer) --shown--> ErrandShow, None for one that is over and left nothing out
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Lasting, Size, Speed, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.errors import said
from megadesk.ui.viewmodels.places import last_name, place_name

OVER = frozenset({"done", "failed", "cancelled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandShow:
    """One card or line. action: "answer" or "problems", with its label; may_cancel: whether it goes on; else it can be put away."""

    id: str
    icon: str
    tone: str
    heading: Text
    below: Text
    part: float | None
    action: str = ""
    label: Text = NOTHING
    may_cancel: bool = True


def with_progress(errand: m.ErrandStatus, progress: m.Progress | None) -> m.ErrandStatus:
    """Return how an errand stands by what was heard while it was watched."""
    if progress is None:
        return errand
    return replace(
        errand, state="waiting" if progress.code else "scan" if progress.phase == "scan" else "transfer",
        reason=progress.code, arguments=progress.arguments, files=progress.done_files, bytes=progress.done_bytes,
        total_files=progress.total_files, total_bytes=progress.total_bytes, bps=progress.bps,
        seconds_left=progress.seconds_left,
    )  # fmt: skip


def shown(errand: m.ErrandStatus) -> ErrandShow | None:
    """Return the card of an errand; None for one of which there is nothing to say any more."""
    is_over = errand.state in OVER
    if is_over and not errand.problem_count and errand.state != "failed":
        return None
    icon, tone = _shape(errand)
    action, label = _action(errand)
    return ErrandShow(
        id=errand.id,
        icon=icon,
        tone=tone,
        heading=_heading(errand),
        below=_below(errand),
        part=_part(errand),
        action=action,
        label=label,
        may_cancel=not is_over,
    )


def cards(errands: Iterable[m.ErrandStatus], away: Collection[str]) -> list[ErrandShow]:
    """Return the cards of those that were not put away: what asks first, then what goes on, then what is over."""
    found = [(errand, show) for errand in errands if errand.id not in away and (show := shown(errand)) is not None]
    order = {"ask": 0, "go": 1, "over": 2}
    found.sort(key=lambda each: order["ask" if each[0].questions else "over" if each[0].state in OVER else "go"])
    return [show for _, show in found]


def _heading(errand: m.ErrandStatus) -> Text:
    count = len(errand.sources)
    name = last_name(errand.sources[0]) if errand.sources else ""
    target = place_name(errand.target) if errand.way == "put" else verbatim(last_name(errand.target))
    if errand.way == "put":
        if count == 1:
            return text("Upload of {name} to {folder}", name=name, folder=target)
        return plural("Upload of {n} to {folder}", "Upload of {n} to {folder}", count, folder=target)
    if count == 1:
        return text("Download of {name} to {folder}", name=name, folder=target)
    return plural("Download of {n} to {folder}", "Download of {n} to {folder}", count, folder=target)


def _below(errand: m.ErrandStatus) -> Text:
    left_out = plural("{n} skipped", "{n} skipped", errand.problem_count) if errand.problem_count else NOTHING
    done = text("{n} of {total} files", n=errand.files, total=errand.total_files) if errand.total_files else NOTHING
    match errand.state:
        case "queued":
            return text("Waiting in the queue")
        case "scan" | "create":
            return joined([text("Checking files"), left_out])
        case "asking":
            asked = plural("{n} name is already in use: your answer is needed", "{n} names are already in use: your answer is needed", errand.questions)  # fmt: skip
            return joined([asked, done])
        case "waiting":
            return joined([said(errand.reason, errand.arguments) if errand.reason else text("Waiting"), done])
        case "failed":
            return said(errand.reason, errand.arguments) if errand.reason else text("It did not work.")
        case "done":
            return joined([plural("{n} file transferred", "{n} files transferred", errand.files), left_out])
        case "cancelled":
            return joined([text("Cancelled"), done, left_out])
        case _:
            asks = (
                plural("{n} name already in use", "{n} names already in use", errand.questions)
                if errand.questions
                else NOTHING
            )
            size = text("{done} of {total}", done=Size(errand.bytes), total=Size(errand.total_bytes))
            speed = text("{speed}", speed=Speed(errand.bps)) if errand.bps else NOTHING
            left = (
                text("{time} left", time=Lasting(errand.seconds_left)) if errand.seconds_left is not None else NOTHING
            )
            return joined([done, size, speed, left, asks, left_out])


def _shape(errand: m.ErrandStatus) -> tuple[str, str]:
    if errand.questions:
        return "circle-help", "warn"
    if errand.state == "failed":
        return "circle-alert", "error"
    if errand.state in OVER:
        return "triangle-alert", "warn"
    if errand.state == "waiting":
        return "hourglass", "warn"
    return ("cloud-upload" if errand.way == "put" else "cloud-download"), "accent"


def _part(errand: m.ErrandStatus) -> float | None:
    if errand.state in OVER or not errand.total_bytes:
        return None
    return min(1.0, errand.bytes / errand.total_bytes)


def _action(errand: m.ErrandStatus) -> tuple[str, Text]:
    if errand.questions:
        return "answer", text("Answer…")
    if errand.problem_count:
        return "problems", text("What was skipped")
    return "", NOTHING


def problem_lines(problems: Iterable[m.Issue]) -> list[tuple[Text, Text]]:
    """Return what was left out: where it is, and why."""
    return [(verbatim(problem.path or ""), said(problem.code, problem.arguments)) for problem in problems]
