"""A check of everything in words: how far it is, what came of it, and each thing that is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Lasting, Size, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.errors import said


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyView:
    """What came of it. tone: ok or error; lines: what is wrong; can_heal: whether repairing may help."""

    words: Text
    tone: str
    lines: tuple[Text, ...]
    can_heal: bool


def progress_words(progress: m.Progress) -> Text:
    """Return what is looked at just now, and how far that is."""
    done, total = progress.done_files, progress.total_files
    match progress.phase:
        case "verify_server":
            return text("Checking the server's records: {done} of {total}", done=done, total=total)
        case "verify_own":
            return text("Checking this computer's records: {done} of {total}", done=done, total=total)
        case _:
            words = text(
                "Checking files: {done} of {total}", done=Size(progress.done_bytes), total=Size(progress.total_bytes)
            )
            if progress.seconds_left is None:
                return words
            return joined([words, text("{time} left", time=Lasting(progress.seconds_left))])


def progress_part(progress: m.Progress) -> float:
    """Return how much of the phase is done, from 0 to 1."""
    if progress.total_bytes:
        return progress.done_bytes / progress.total_bytes
    return progress.done_files / progress.total_files if progress.total_files else 0.0


def verify_view(report: m.VerifyReport) -> VerifyView:
    """Return what came of a check."""
    damaged = report.total - report.healed
    lines = [_line(one) for one in report.findings]
    left = report.total - len(report.findings)
    if left:
        lines.append(plural("… and {n} more", "… and {n} more", left))
    return VerifyView(
        words=_words(report, damaged), tone="error" if damaged else "ok", lines=tuple(lines),
        can_heal=report.frozen is None and any(not one.healed and one.area != "space" for one in report.findings),
    )  # fmt: skip


def _words(report: m.VerifyReport, damaged: int) -> Text:
    if damaged and report.frozen:
        return plural(
            "{n} problem found. Syncing is stopped, and nothing is uploaded. Ask the server's administrator.",
            "{n} problems found. Syncing is stopped, and nothing is uploaded. Ask the server's administrator.",
            damaged,
        )
    if damaged:
        return plural("{n} problem found.", "{n} problems found.", damaged)
    checked = plural(
        "{n} file, {size}: the server has every byte, and nobody has changed any of it.",
        "{n} files, {size}: the server has every byte, and nobody has changed any of it.",
        report.files,
        size=Size(report.bytes),
    )
    healed = plural("{n} repaired.", "{n} repaired.", report.healed) if report.healed else NOTHING
    return joined([healed, checked], " ") if report.healed else checked


def _line(one: m.VerifyFinding) -> Text:
    words = said(one.code, one.arguments)
    if one.healed:
        return text("Repaired: {words}", words=words)
    return words if not one.path or "path" in one.arguments else joined([verbatim(one.path), words], ": ")
