"""The two versions that are asked about, side by side: who saved each, when, how large, and what it means to keep it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Exactly, Size, Text, joined, text, verbatim
from megadesk.ui.viewmodels.choices import Choice
from megadesk.ui.viewmodels.when import ago, time_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionCard:
    """One of them. ``keep``: how the engine calls it. note: its name, or who saved it where that does not say whose it is. badge: what tells it from the other. choice: None if it stands elsewhere."""

    keep: str
    name: str
    path: str
    title: Text
    facts: Text
    note: Text
    exact: Text
    badge: Text
    size_bytes: int
    choice: Choice | None = None


def version_cards(detail: m.IssueDetail, now_ms: int) -> list[VersionCard]:
    """Return a card for each version, in the engine's order."""
    return [_card(each, detail, now_ms) for each in detail.versions]


def _card(version: m.IssueVersion, detail: m.IssueDetail, now_ms: int) -> VersionCard:
    changed = time_ms(version.mtime) or None
    is_conflict = detail.issue.code == "conflict"
    name = version.path.rpartition("/")[2]
    saved_by = text("Saved on {device}", device=version.device) if version.device else NOTHING
    return VersionCard(
        keep=version.keep, path=version.path, name=name, note=verbatim(name) if is_conflict else saved_by, title=_title(version, by_device=is_conflict),
        facts=joined([ago(changed, now_ms), text("{size}", size=Size(version.size))]),
        exact=text("Changed: {time}", time=Exactly(changed)) if changed is not None else NOTHING,
        badge=_badge(version, detail.versions), size_bytes=version.size,
        choice=_choice(version, detail) if is_conflict else None,
    )  # fmt: skip


def _title(version: m.IssueVersion, *, by_device: bool) -> Text:
    """Return whose version of a conflict it is; of what does not travel, on which side it is."""
    if version.device and by_device:
        return verbatim(version.device)
    match version.keep:
        case "local":
            return text("This computer")
        case "remote":
            return text("The cloud")
        case _:
            return text("Unknown device")


def _badge(version: m.IssueVersion, versions: Sequence[m.IssueVersion]) -> Text:
    """Return what a person looks for first: which one is newer, or larger if both are of one time."""
    others = [other for other in versions if other is not version]
    mine = time_ms(version.mtime) or 0
    if others and all(mine > (time_ms(other.mtime) or 0) for other in others):
        return text("newer")
    if others and all(mine == (time_ms(other.mtime) or 0) and version.size > other.size for other in others):
        return text("larger")
    return NOTHING


def _choice(version: m.IssueVersion, detail: m.IssueDetail) -> Choice:
    name = str(detail.issue.arguments.get("name") or "") or version.path.rpartition("/")[2]
    return Choice(
        word=f"keep_{version.keep}",
        label=text("Keep this one"),
        meaning=text("It is then named “{name}”. The other version is moved to the cloud bin.", name=name),
    )
