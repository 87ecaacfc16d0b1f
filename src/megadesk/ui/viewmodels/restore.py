"""A restore in words: what it would do, in figures and step by step, before it is done.

RewindPlanned... --Figures--> added up        figures_lines --> one line a deed        step_row --> a row a step
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Size, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.rewind import Shown, folder_of, in_words, name_of

ICONS: Final = {
    "create": ("file-plus", "ok"),
    "return": ("archive-restore", "ok"),
    "move": ("move", "accent"),
    "replace": ("history", "accent"),
    "aside": ("pencil", "warn"),
    "remove": ("trash-2", "error"),
    "keep": ("circle-minus", "muted"),
}
"""Each deed has a shape of its own."""


@dataclass(slots=True)
class Figures:
    """What restores of several paths would do together."""

    counts: dict[str, int] = field(default_factory=dict)
    replaced: int = 0
    size_bytes: int = 0
    same: int = 0
    along: int = 0

    def add(self, summary: m.RewindSummary) -> None:
        """Add what one of them would do."""
        for deed, count in summary.counts.items():
            self.counts[deed] = self.counts.get(deed, 0) + count
        self.replaced += summary.replaced
        self.size_bytes += summary.bytes
        self.same += summary.same
        self.along += summary.along

    @property
    def changes(self) -> int:
        """How many things would be changed."""
        return sum(count for deed, count in self.counts.items() if deed != "keep")


def summed(pages: Iterable[m.RewindPlanned]) -> Figures:
    """Return the figures of several plans together."""
    figures = Figures()
    for page in pages:
        figures.add(page.summary)
    return figures


def figures_lines(figures: Figures) -> list[tuple[str, str, Text]]:
    """Return an icon, its tone and a sentence for each kind of thing that would be done."""
    counts = figures.counts
    lines = [
        (*ICONS[deed], _deed_words(deed, counts[deed]))
        for deed in ("create", "return", "move", "replace", "aside", "remove")
        if counts.get(deed)
    ]
    if figures.replaced:
        words = plural(
            "{n} file gets its earlier content; the newer one is kept as a version.",
            "{n} files get their earlier content; the newer ones are kept as versions.",
            figures.replaced,
        )
        lines = [line for line in lines if line[0] != "history"] + [("history", "accent", words)]
    if counts.get("keep"):
        lines.append((*ICONS["keep"], _deed_words("keep", counts["keep"])))
    if figures.along:
        words = plural(
            "{n} more moves along with its folder.", "{n} more move along with their folders.", figures.along
        )
        lines.append(("folder", "muted", words))
    if figures.same:
        words = plural("{n} item is unchanged.", "{n} items are unchanged.", figures.same)
        lines.append(("circle-check", "muted", words))
    return lines


def _deed_words(deed: str, count: int) -> Text:
    match deed:
        case "create":
            return plural("{n} item is created again.", "{n} items are created again.", count)
        case "return":
            return plural("{n} item is restored from the bin.", "{n} items are restored from the bin.", count)
        case "move":
            return plural("{n} item is moved back to its place.", "{n} items are moved back to their places.", count)
        case "replace":
            return plural("{n} file gets its earlier content.", "{n} files get their earlier content.", count)
        case "aside":
            return plural("{n} item is renamed to free its name.", "{n} items are renamed to free their names.", count)
        case "remove":
            return plural(
                "{n} item added since then is moved to the bin.",
                "{n} items added since then are moved to the bin.",
                count,
            )
        case _:
            return plural("{n} item added since then stays.", "{n} items added since then stay.", count)


def step_row(step: Any) -> Shown:
    """Return the row of one step (m.RewindStep)."""
    mark, tone = ICONS.get(step.deed, ("", "muted"))
    is_folder = step.kind == "folder"
    is_elsewhere = bool(step.was) and step.was != step.path
    was = text("now {place}", place=in_words(folder_of(step.was))) if is_elsewhere else NOTHING
    below = joined(
        [
            _step_words(step.deed, replaces=step.replaces),
            in_words(folder_of(step.path)),
            was,
            NOTHING if is_folder else text("{size}", size=Size(step.size)),
        ]
    )
    name = name_of(step.path)
    return Shown(
        name=name, below=below, is_folder=is_folder, is_link=step.kind == "symlink", mark=mark, tone=tone,
        speech=joined([verbatim(name), below], ", "),
    )  # fmt: skip


def _step_words(deed: str, *, replaces: bool) -> Text:
    match deed:
        case "create":
            return text("Created again")
        case "return":
            return text("Restored from the bin, with earlier content") if replaces else text("Restored from the bin")
        case "move":
            return text("Moved back, with earlier content") if replaces else text("Moved back")
        case "replace":
            return text("Earlier content restored")
        case "aside":
            return text("Renamed")
        case "remove":
            return text("Moved to the bin")
        case _:
            return text("Unchanged")


def size_words(figures: Figures) -> Text:
    """Return how much content comes back; nothing of it is uploaded."""
    if not figures.changes:
        return text("Nothing to do: everything is as it was then.")
    if not figures.size_bytes:
        return NOTHING
    return text("{size} will be restored. Nothing has to be uploaded.", size=Size(figures.size_bytes))
