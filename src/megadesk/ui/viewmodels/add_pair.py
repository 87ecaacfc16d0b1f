"""A new synced folder before it is one: what is wrong with what was chosen, and what the first sync would do.

local, remote, pairs --faults--> a sentence for each field        FirstLink --link_lines--> what becomes of which files
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Size, Text, plural, text

CLOUD_ROOT: Final = "/"

_WHOLE: Final = re.compile(r"/|[A-Za-z]:[/\\]|\\\\")
"""How the path of a folder begins, on any system."""

_BETWEEN: Final = re.compile(r"[/\\]")


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with either end; nothing: it is well, as far as can be seen from here."""

    local: Text = NOTHING
    remote: Text = NOTHING

    def __bool__(self) -> bool:
        return bool(self.local or self.remote)


def faults(local: str, remote: str, pairs: Sequence[m.PairStatus]) -> Faults:
    """Return what is wrong with what was chosen; ``local`` without detours. An empty field is only not filled in yet."""
    return Faults(_local_fault(local, pairs), _remote_fault(remote))


def _local_fault(local: str, pairs: Sequence[m.PairStatus]) -> Text:
    if not local:
        return NOTHING
    if _WHOLE.match(local) is None:
        return text("Enter the full path, starting with “/”.")
    chosen = _parts(local)
    for pair in pairs:
        other = _parts(pair.local)
        if chosen == other:
            return text("This folder is already synced as “{name}”.", name=pair.name)
        if chosen[: len(other)] == other:
            return text("This is inside a folder that is already synced: “{name}”.", name=pair.name)
        if other[: len(chosen)] == chosen:
            return text("This folder contains a folder that is already synced: “{name}”.", name=pair.name)
    return NOTHING


def _parts(path: str) -> list[str]:
    return [part for part in _BETWEEN.split(path) if part]


def _remote_fault(remote: str) -> Text:
    if remote and not remote.startswith(CLOUD_ROOT):
        return text("A path in the cloud starts with “/”.")
    return NOTHING


def suggested_remote(local: str) -> str:
    """Return the place in the cloud that fits a folder of this computer: the one of its name."""
    parts = _parts(local)
    return f"{CLOUD_ROOT}{parts[-1]}" if parts else ""


@dataclass(frozen=True, slots=True)
class Amount:
    """So many files, and how large they are together."""

    files: int = 0
    size_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLink:
    """What two folders have that meet for the first time. ``is_made``: the one of this computer is not there yet."""

    only_here: Amount = Amount()
    only_there: Amount = Amount()
    same: Amount = Amount()
    differ: Amount = Amount()
    held: int = 0
    is_made: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is no file on either side."""
        return not (self.only_here.files or self.only_there.files or self.same.files or self.differ.files)


def first_link(found: m.PairPreview) -> FirstLink:
    """Return what the engine saw."""

    def amount(share: m.Share) -> Amount:
        return Amount(share.files, share.bytes)

    return FirstLink(
        only_here=amount(found.only_here), only_there=amount(found.only_there), same=amount(found.same),
        differ=amount(found.differ), held=found.held, is_made=not found.local_exists,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One line: a picture of what happens, how many files, and what becomes of them."""

    icon: str
    what: Text
    then: Text


def link_lines(link: FirstLink, direction: str) -> list[LinkLine]:
    """Return what the first sync would do, the same files last: nothing happens to them."""
    made = LinkLine(
        "folder-plus",
        text("This folder does not exist on this computer yet"),
        text("It will be created. Check that the path is correct."),
    )
    if link.is_empty and not link.held:
        words = text("Both folders are empty. Files you add to one are synced to the other.")
        nothing = LinkLine("folder-sync", text("Nothing to transfer"), words)
        return [made, nothing] if link.is_made else [nothing]
    lines = [
        made if link.is_made else None,
        LinkLine("cloud-upload", _only_here(link.only_here), _fate_here(direction)) if link.only_here.files else None,
        LinkLine("cloud-download", _only_there(link.only_there), _fate_there(direction))
        if link.only_there.files
        else None,
        LinkLine("copy", _differ(link.differ), _fate_of_different(direction)) if link.differ.files else None,
        LinkLine("circle-check", _same(link.same), text("Already up to date: nothing is transferred."))
        if link.same.files
        else None,
        LinkLine("circle-minus", _held(link.held), text("Stays here as it is. Problems shows why and what you can do."))
        if link.held
        else None,
    ]
    return [line for line in lines if line is not None]


def _only_here(found: Amount) -> Text:
    size = Size(found.size_bytes)
    return plural("{n} file only here, {size}", "{n} files only here, {size}", found.files, size=size)


def _only_there(found: Amount) -> Text:
    size = Size(found.size_bytes)
    return plural("{n} file only in the cloud, {size}", "{n} files only in the cloud, {size}", found.files, size=size)


def _differ(found: Amount) -> Text:
    return plural("{n} file differs", "{n} files differ", found.files)


def _same(found: Amount) -> Text:
    return plural("{n} file is the same on both sides", "{n} files are the same on both sides", found.files)


def _held(files: int) -> Text:
    return plural("{n} file cannot be synced", "{n} files cannot be synced", files)


def _fate_here(direction: str) -> Text:
    if direction == "down":
        return text("Stays here and is not uploaded, because changes only come from the cloud.")
    return text("Uploaded to the cloud.")


def _fate_there(direction: str) -> Text:
    if direction == "up":
        return text("Stays in the cloud and is not downloaded, because changes only go to the cloud.")
    return text("Downloaded to this computer.")


def _fate_of_different(direction: str) -> Text:
    if direction == "both":
        return text("Both versions are kept. The one on this computer gets a second name.")
    return text("Both sides stay as they are until you decide.")
