"""What a person can choose about a problem: a word for the button, and a sentence for what it does to files.

    IssueRow --choices_of--> Choice(word, label, meaning)

``word`` is an answer to the engine (resolve), or one of the app's own: locate, show, rules, links, add, resume, pause,
copy, problems… (actions/problems). What keeps one version of a conflict stands on that version's card.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from megadesk.ipc import messages as m
from megadesk.model.reasons import Remedy
from megadesk.ui.text import Text, plainly, plural, text
from megadesk.ui.viewmodels.errors import said

RESOLVING: Final = frozenset(
    {
        Remedy.RETRY, Remedy.KEEP_LOCAL, Remedy.KEEP_REMOTE, Remedy.KEEP_COPY, Remedy.KEEP_NAME, Remedy.KEEP_BOTH,
        Remedy.APPROVE, Remedy.RESTORE,
    }
)  # fmt: skip
"""The answers that the engine carries out as they are."""

GUARDS: Final = frozenset({"mass_removal", "mass_change", "long_away"})
FOR_ALL: Final = RESOLVING - {Remedy.APPROVE, Remedy.RESTORE}
"""Of a guard's question each is a question of its own."""

_COMMAND: Final = re.compile("“(sudo [^”]+)”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of them. kind: as of buttons. payload: what it is about, where the word alone does not say it."""

    word: str
    label: Text
    meaning: Text
    kind: str = ""
    payload: str = ""

    @property
    def is_for_all(self) -> bool:
        """Whether it can be the answer to all of a kind."""
        return self.word in FOR_ALL


def choices_of(issue: m.IssueRow, *, can_pause: bool = True) -> Iterator[Choice]:
    """Yield what can be chosen, the safest first."""
    if issue.code in GUARDS:
        yield from _guard(issue, can_pause=can_pause)
        return
    for word in issue.remedies:
        if word in {Remedy.KEEP_LOCAL, Remedy.KEEP_REMOTE, Remedy.KEEP_BOTH} and issue.code != "conflict":
            yield from _side(issue.code, word)
        elif word == Remedy.KEEP_BOTH:
            meaning = text("Both files stay, each under its own name, and are no longer shown here.")
            yield Choice(word=word, label=text("Keep both"), meaning=meaning)
        elif word == Remedy.RAISE_LIMIT:
            yield from _limit(issue)
        elif word in _OWN:
            label, meaning, kind = _OWN[word]()
            yield Choice(word=word, label=label, meaning=meaning, kind=kind)


def _guard(issue: m.IssueRow, *, can_pause: bool) -> Iterator[Choice]:
    files = issue.arguments.get("files")
    count = files if isinstance(files, int) else 2
    if issue.code == "mass_change":
        yield Choice(
            word=Remedy.RESTORE,
            label=text("Restore"),
            meaning=text(
                "The cloud versions are restored here under their old names. What is here now is kept in this folder's own bin."
            ),
            kind="primary",
        )
    else:
        yield Choice(word=Remedy.RESTORE, label=text("Restore"), meaning=_brought_back(issue, count), kind="primary")
    if can_pause:
        yield Choice(
            word="pause",
            label=text("Pause this folder"),
            meaning=text(
                "“{name}” is paused: nothing is synced or deleted, and you can decide later.", name=issue.pair
            ),
        )
    yield _approve(issue, count)


def _brought_back(issue: m.IssueRow, count: int) -> Text:
    if issue.arguments.get("direction") == "local":
        return plural("The file is uploaded again from here.", "All {n} files are uploaded again from here.", count)
    return plural("The file is restored on this computer.", "All {n} files are restored on this computer.", count)


def _approve(issue: m.IssueRow, count: int) -> Choice:
    if issue.code == "mass_change":
        return Choice(
            word=Remedy.APPROVE,
            label=text("Yes, it was me: upload"),
            meaning=text("They are uploaded as they are now. The previous versions are kept in the cloud."),
        )
    if issue.arguments.get("direction") == "local":
        label = text("Delete on this computer")
        meaning = plural(
            "The file is also deleted here and kept in this folder's own bin.",
            "All {n} files are also deleted here and kept in this folder's own bin.",
            count,
        )
    else:
        label = text("Delete on all devices")
        meaning = plural(
            "The file is deleted in the cloud and on every device that syncs this folder. The bin of the cloud keeps it.",
            "All {n} files are deleted in the cloud and on every device that syncs this folder. The bin of the cloud keeps them.",
            count,
        )
    return Choice(word=Remedy.APPROVE, label=label, meaning=meaning, kind="danger")


def _side(code: str, word: str) -> Iterator[Choice]:
    """Yield what can be done about a change that does not travel in the direction of its folder."""
    if word == Remedy.KEEP_BOTH:
        meaning = text("Both sides get both. Where they differ, you have two files.")
        yield Choice(word=word, label=text("Keep both"), meaning=meaning)
        return
    label = text("Keep this computer's version") if word == Remedy.KEEP_LOCAL else text("Keep the cloud version")
    found = _SIDES.get(f"{code}/{word}")
    if found is not None:
        yield Choice(word=word, label=label, meaning=found())


def _limit(issue: m.IssueRow) -> Iterator[Choice]:
    command = _COMMAND.search(plainly(said(issue.code, issue.arguments, "remedy")))
    if command is not None:
        meaning = text("An administrator of this computer runs this once: {command}", command=command.group(1))
        yield Choice(word="copy", label=text("Copy the command"), meaning=meaning, payload=command.group(1))


_SIDES: Final[Mapping[str, Callable[[], Text]]] = {
    "only_here_new/keep_local": lambda: text("It is uploaded this once. A file with the same name in the cloud becomes an older version."),
    "only_here_new/keep_remote": lambda: text("It is deleted here and kept in this folder's own bin."),
    "only_here_edited/keep_local": lambda: text("The changes made here are uploaded this once. The file in the cloud becomes an older version."),
    "only_here_edited/keep_remote": lambda: text("It is replaced by the cloud version. The changed file is kept in this folder's own bin."),
    "only_here_moved/keep_local": lambda: text("It is also moved in the cloud this once."),
    "only_here_moved/keep_remote": lambda: text("It is moved back to where it is in the cloud, or into this folder's own bin if it was deleted there."),
    "only_here_removed/keep_local": lambda: text("It is also deleted in the cloud and kept in the bin there."),
    "only_here_removed/keep_remote": lambda: text("It is downloaded again."),
    "only_there_new/keep_local": lambda: text("It is deleted in the cloud and kept in the bin there. A file here with the same name takes its place."),
    "only_there_new/keep_remote": lambda: text("It is downloaded this once. A file here with the same name is kept in this folder's own bin."),
    "only_there_edited/keep_local": lambda: text("The cloud gets the version on this computer. What was changed there is kept as an older version or in the bin."),
    "only_there_edited/keep_remote": lambda: text("The changes are downloaded this once. What they replace is kept in this folder's own bin."),
    "only_there_moved/keep_local": lambda: text("It is moved back to where it is on this computer, or into the cloud bin if it was deleted here."),
    "only_there_moved/keep_remote": lambda: text("It is also moved here this once."),
    "only_there_removed/keep_local": lambda: text("It is uploaded again."),
    "only_there_removed/keep_remote": lambda: text("It is also deleted here and kept in this folder's own bin."),
    "blocked_by_direction/keep_local": lambda: text("The cloud gets the version on this computer. What it replaces is kept as an older version or in the bin."),
    "blocked_by_direction/keep_remote": lambda: text("This folder gets the cloud version. What it replaces is kept in this folder's own bin."),
}  # fmt: skip
"""As model/answers says it on the command line."""

Worded = tuple[Text, Text, str]

_OWN: Final[Mapping[str, Callable[[], Worded]]] = {
    Remedy.RETRY: lambda: (text("Try again"), text("It is checked again now."), ""),
    Remedy.LOCATE: lambda: (
        text("Locate folder…"), text("If the folder was moved, choose where it is now. Syncing continues there."), "primary",
    ),
    Remedy.RELINK: lambda: (
        text("Use another folder…"),
        text("Its files and those in the cloud are merged, as for a new folder. Where files differ, both are kept. Nothing is deleted."),
        "",
    ),
    Remedy.RENAME: lambda: (text("Show"), text("Rename it in your file manager to sync it."), ""),
    Remedy.ALLOW: lambda: (text("Show"), text("Allow yourself to read it in your file manager."), ""),
    Remedy.SAVE_AGAIN: lambda: (text("Show"), text("Open the file and save it again to upload it anew."), ""),
    Remedy.HEAL: lambda: (
        text("Check everything…"), text("Finds all files that the server has lost. This computer uploads what it still has."), "primary",
    ),
    Remedy.CHANGE_RULE: lambda: (text("Ignore rules…"), text("Correct the faulty line."), "primary"),
    Remedy.MOVE: lambda: (
        text("Symbolic links…"), text("Choose whether this folder skips links or keeps them as links."), "",
    ),
    Remedy.ADD_PAIR: lambda: (text("Sync it…"), text("It becomes a synced folder of its own."), ""),
    Remedy.RESUME: lambda: (text("Resume"), text("Syncing of this folder continues."), "primary"),
    Remedy.MORE_QUOTA: lambda: (text("Show storage use"), text("The settings show what uses your storage."), ""),
    Remedy.ACCEPT_FORK: lambda: (
        text("Continue with the server's history…"),
        text("You first see what this computer has verified and what the server shows. Nothing on this computer is deleted."),
        "",
    ),
    Remedy.REPORT: lambda: (text("Create report…"), text("You see what is in it before it leaves this computer."), ""),
}  # fmt: skip
