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
            meaning = text("Both files stay, each under its name, and are not shown here again.")
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
            label=text("Bring back"),
            meaning=text(
                "The versions of the cloud come back here under their old names. What is here now is kept in this folder's own bin."
            ),
            kind="primary",
        )
    else:
        yield Choice(word=Remedy.RESTORE, label=text("Bring back"), meaning=_brought_back(issue, count), kind="primary")
    if can_pause:
        yield Choice(
            word="pause",
            label=text("Stop this pair"),
            meaning=text("“{name}” is paused: nothing is synced or deleted, and the question stays.", name=issue.pair),
        )
    yield _approve(issue, count)


def _brought_back(issue: m.IssueRow, count: int) -> Text:
    if issue.arguments.get("direction") == "local":
        return plural("The file is uploaded again from here.", "All {n} files are uploaded again from here.", count)
    return plural("The file comes back to this computer.", "All {n} files come back to this computer.", count)


def _approve(issue: m.IssueRow, count: int) -> Choice:
    if issue.code == "mass_change":
        return Choice(
            word=Remedy.APPROVE,
            label=text("It was me: send them"),
            meaning=text("They are uploaded as they are now. The versions before stay in the cloud as older versions."),
        )
    if issue.arguments.get("direction") == "local":
        label = text("Delete on this computer")
        meaning = plural(
            "The file is deleted here as well, and kept in this folder's own bin.",
            "All {n} files are deleted here as well, and kept in this folder's own bin.",
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
        meaning = text("Both sides have both, as two files where they differ.")
        yield Choice(word=word, label=text("Keep both"), meaning=meaning)
        return
    label = text("What is here counts") if word == Remedy.KEEP_LOCAL else text("What is in the cloud counts")
    found = _SIDES.get(f"{code}/{word}")
    if found is not None:
        yield Choice(word=word, label=label, meaning=found())


def _limit(issue: m.IssueRow) -> Iterator[Choice]:
    command = _COMMAND.search(plainly(said(issue.code, issue.arguments, "remedy")))
    if command is not None:
        meaning = text("Whoever may change this computer types it once: {command}", command=command.group(1))
        yield Choice(word="copy", label=text("Copy the command"), meaning=meaning, payload=command.group(1))


_SIDES: Final[Mapping[str, Callable[[], Text]]] = {
    "only_here_new/keep_local": lambda: text("It goes to the cloud, this once. A file of its name there becomes an older version."),
    "only_here_new/keep_remote": lambda: text("It is removed here, and kept in this folder's own bin."),
    "only_here_edited/keep_local": lambda: text("What was changed here goes to the cloud, this once. What is there becomes an older version."),
    "only_here_edited/keep_remote": lambda: text("It becomes as it is in the cloud. What was changed here is kept in this folder's own bin."),
    "only_here_moved/keep_local": lambda: text("It is moved in the cloud as well, this once."),
    "only_here_moved/keep_remote": lambda: text("It goes back to where the cloud has it; if it is gone there, into this folder's own bin."),
    "only_here_removed/keep_local": lambda: text("It is removed in the cloud as well, and kept in the bin there."),
    "only_here_removed/keep_remote": lambda: text("It comes here again."),
    "only_there_new/keep_local": lambda: text("It is removed in the cloud, and kept in the bin there. If a file here has its name, that takes its place."),
    "only_there_new/keep_remote": lambda: text("It comes here, this once. A file of its name here is kept in this folder's own bin."),
    "only_there_edited/keep_local": lambda: text("The cloud becomes as it is here. What was changed there stays as an older version, or in the bin."),
    "only_there_edited/keep_remote": lambda: text("What was changed there comes here, this once. What it replaces is kept in this folder's own bin."),
    "only_there_moved/keep_local": lambda: text("It goes back to where it is here; if it is gone here, into the bin of the cloud."),
    "only_there_moved/keep_remote": lambda: text("It is moved here as well, this once."),
    "only_there_removed/keep_local": lambda: text("It is uploaded again."),
    "only_there_removed/keep_remote": lambda: text("It is removed here as well, and kept in this folder's own bin."),
    "blocked_by_direction/keep_local": lambda: text("The cloud becomes as it is here. What that replaces stays as an older version, or in the bin."),
    "blocked_by_direction/keep_remote": lambda: text("This folder becomes as the cloud is. What that takes away is kept in this folder's own bin."),
}  # fmt: skip
"""As model/answers says it on the command line."""

Worded = tuple[Text, Text, str]

_OWN: Final[Mapping[str, Callable[[], Worded]]] = {
    Remedy.RETRY: lambda: (text("Try again"), text("It is looked at again now."), ""),
    Remedy.LOCATE: lambda: (
        text("Say where it is…"), text("The folder was moved: choose where it is now, and its sync goes on there."), "primary",
    ),
    Remedy.RELINK: lambda: (
        text("Take another folder…"),
        text("What is in it and in the cloud is joined, as when a folder is new: what differs is kept twice, nothing is deleted."),
        "",
    ),
    Remedy.RENAME: lambda: (text("Show it"), text("Rename it in your file manager, and it is synced."), ""),
    Remedy.ALLOW: lambda: (text("Show it"), text("Give yourself the right to read it, in your file manager."), ""),
    Remedy.SAVE_AGAIN: lambda: (text("Show it"), text("Open the file and save it again: then it is uploaded anew."), ""),
    Remedy.CHANGE_RULE: lambda: (text("Ignore rules…"), text("Mend the line that is at fault."), "primary"),
    Remedy.MOVE: lambda: (
        text("Symbolic links…"), text("Choose whether this folder leaves links out or keeps them as links."), "",
    ),
    Remedy.ADD_PAIR: lambda: (text("Sync it…"), text("It becomes a synced folder of its own."), ""),
    Remedy.RESUME: lambda: (text("Resume"), text("The sync of this folder goes on."), "primary"),
    Remedy.MORE_QUOTA: lambda: (text("See what takes room"), text("The settings show what the storage is used for."), ""),
    Remedy.ACCEPT_FORK: lambda: (
        text("Go on with the server's history…"),
        text("You see first what this computer has verified and what the server shows. Nothing on this computer is deleted."),
        "",
    ),
    Remedy.REPORT: lambda: (text("Make a report…"), text("You see what is in it before it leaves this computer."), ""),
}  # fmt: skip
