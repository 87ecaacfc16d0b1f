"""Asking about names that are taken, before anything moves.

    request --taken_by_put, taken_by_get--> Taken... --decide (asks)--> Decisions --parts--> requests to run

A request carries one answer for all its files. So where answers differ, the whole request runs with "skip", which
does everything that is not in question, and then each answer runs for the files it was given to.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

import msgspec

from megadesk.cli.prompts import ask_choice
from megadesk.ipc.messages import CloudEntry, GetFiles, Moved, PutFiles
from megadesk.model.relpath import PRIVATE_FOLDER, printable
from megadesk.model.wording import counted, size_text

R = TypeVar("R", PutFiles, GetFiles)

CHOICES: Final = {
    "r": "replace", "n": "new name", "s": "skip", "R": "Replace all", "N": "New name for all", "S": "Skip all",
}  # fmt: skip
_ANSWERS: Final = {"r": "replace", "n": "rename", "s": "skip"}


@dataclass(frozen=True, slots=True)
class Taken(Generic[R]):
    """A name that is taken: where, what a person should know, and the request for this file alone."""

    where: str
    about: str
    alone: R


Decisions = Sequence[tuple[Taken[R], str]]


def taken_by_put(request: PutFiles, existing: Sequence[CloudEntry]) -> list[Taken[PutFiles]]:
    """Return the files of an upload whose names are taken in the cloud."""
    there: Mapping[str, CloudEntry] = {entry.path: entry for entry in existing}
    found: list[Taken[PutFiles]] = []
    for local, below in _files(request):
        target = f"{request.remote.rstrip('/')}/{unicodedata.normalize('NFC', below)}"
        entry = there.get(target)
        if entry is not None:
            about = f"there: {size_text(entry.size)} of {entry.mtime}; new: {size_text(local.stat().st_size)}"
            folder = target.rpartition("/")[0] or "/"
            found.append(Taken(target, about, PutFiles(locals=[str(local)], remote=folder)))
    return found


def _files(request: PutFiles) -> Iterator[tuple[Path, str]]:
    """Yield the plain files of an upload, each with its path below the target folder."""
    for name in request.locals:
        top = Path(name)
        if top.is_file() and not top.is_symlink():
            yield top, top.name
        elif top.is_dir() and request.recursive:
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if name != PRIVATE_FOLDER]
                for path in (Path(folder, name) for name in sorted(names)):
                    if path.is_file() and not path.is_symlink():
                        yield path, path.relative_to(top.parent).as_posix()


def taken_by_get(request: GetFiles, wanted: Mapping[str, str]) -> list[Taken[GetFiles]]:
    """Return the files of a download whose names are taken here; ``wanted``: cloud path -> path below the folder."""
    found: list[Taken[GetFiles]] = []
    for remote, below in wanted.items():
        target = Path(request.local, below)
        if os.path.lexists(target):
            about = f"there: {size_text(target.lstat().st_size)}"
            found.append(Taken(str(target), about, GetFiles(remotes=[remote], local=str(target.parent))))
    return found


def decide(
    taken: Sequence[Taken[R]], ask: Callable[[str, dict[str, str]], str] = ask_choice
) -> list[tuple[Taken[R], str]]:
    """Return what a person decided for each: replace, rename or skip; an answer "for all" ends the questions."""
    decisions: list[tuple[Taken[R], str]] = []
    for_all = ""
    for index, one in enumerate(taken):
        if not for_all:
            more = f" ({counted(len(taken) - index - 1, 'more question')})" if index + 1 < len(taken) else ""
            answer = ask(f"{printable(one.where)} is already there ({printable(one.about)}).{more}", CHOICES)
            for_all = _ANSWERS[answer.lower()] if answer.isupper() else ""
        decisions.append((one, for_all or _ANSWERS[answer.lower()]))
    return decisions


def parts(request: R, decisions: Decisions[R]) -> Iterator[R]:
    """Yield the requests to run, in order."""
    answers = {answer for _, answer in decisions}
    if len(answers) <= 1:
        yield msgspec.structs.replace(request, on_conflict=answers.pop() if answers else "fail")
        return
    yield msgspec.structs.replace(request, on_conflict="skip")
    for one, answer in decisions:
        if answer != "skip":
            yield msgspec.structs.replace(one.alone, on_conflict=answer)


def together(done: Sequence[Moved], decisions: Decisions[R]) -> Moved:
    """Return what several requests did as one answer; a file that was skipped first and moved after is not skipped."""
    moved_after = sum(1 for _, answer in decisions if answer != "skip") if len(done) > 1 else 0
    return Moved(
        files=sum(one.files for one in done),
        folders=sum(one.folders for one in done),
        bytes=sum(one.bytes for one in done),
        skipped=max(0, sum(one.skipped for one in done) - moved_after),
        problems=[problem for one in done for problem in one.problems],
    )
