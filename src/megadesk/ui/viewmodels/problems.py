"""All problems as one list, grouped by what to do: what asks for a decision first, what was solved last.

    issues --arranged--> Heading | ProblemRow, in order        look_of, spoken: one row        (one in full: problem.py)

Ten thousand of them are grouped in a few milliseconds: words are made for the rows that are seen only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from megadesk.ipc import messages as m
from megadesk.model.reasons import ReasonKind, Remedy
from megadesk.ui.text import NOTHING, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.errors import said
from megadesk.ui.viewmodels.rowlook import RowLook, kind_word
from megadesk.ui.viewmodels.when import ago, time_ms

SOLVED_KEPT: Final = 500
"""So many solved ones can be looked up; more are nobody's reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A problem that is gone, since when, and what was decided about it here."""

    issue: m.IssueRow
    at_ms: int
    answer: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """One problem in the list."""

    issue: m.IssueRow
    solved: Solved | None = None

    @property
    def key(self) -> str:
        """What the list knows it by."""
        return self.issue.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What to do about the problems below it."""

    group: str
    title: Text
    count: int

    @property
    def key(self) -> str:
        """What the list knows it by."""
        return f"# {self.group}"


Entry = Heading | ProblemRow

DECIDE: Final = "decide"
SOLVED: Final = "solved"
NOTHING_TO_DO: Final = "nothing"

TITLES: Final[Mapping[str, Callable[[], Text]]] = {
    DECIDE: lambda: text("Needs your decision"),
    Remedy.KEEP_LOCAL: lambda: text("Choose which version to keep"),
    Remedy.SIGN_IN: lambda: text("Sign in"),
    Remedy.ASK_OPERATOR: lambda: text("Ask the server's administrator"),
    Remedy.SAVE_AGAIN: lambda: text("Save these files again"),
    Remedy.HEAL: lambda: text("Damaged on the server"),
    Remedy.REPORT: lambda: text("Report the problem"),
    Remedy.FREE_SPACE: lambda: text("Free up disk space"),
    Remedy.MORE_QUOTA: lambda: text("Free up cloud storage"),
    Remedy.RENAME: lambda: text("Rename these files"),
    Remedy.ALLOW: lambda: text("Allow megadesk to read these files"),
    Remedy.CLOSE: lambda: text("Close these files in other programs"),
    Remedy.CHANGE_RULE: lambda: text("Correct the ignore rules"),
    Remedy.UPDATE: lambda: text("Update megadesk"),
    Remedy.RETRY: lambda: text("Try again"),
    Remedy.RESUME: lambda: text("Resume"),
    Remedy.RAISE_LIMIT: lambda: text("Raise a system limit"),
    Remedy.ADD_PAIR: lambda: text("Sync as separate folders"),
    Remedy.MOVE: lambda: text("Symbolic links"),
    NOTHING_TO_DO: lambda: text("Good to know"),
    SOLVED: lambda: text("Solved"),
}
"""The groups in their order, each by what to do first about what is in it."""

_DECIDED: Final = frozenset(
    {
        Remedy.APPROVE,
        Remedy.LOCATE,
        Remedy.KEEP_COPY,
        Remedy.KEEP_NAME,
        Remedy.KEEP_REMOTE,
        Remedy.KEEP_BOTH,
        Remedy.RELINK,
    }
)

MARKS: Final[Mapping[str, tuple[str, str]]] = {
    ReasonKind.ASKED: ("circle-help", "warn"),
    ReasonKind.FAILED: ("circle-alert", "error"),
    ReasonKind.HELD: ("circle-minus", "warn"),
    ReasonKind.WAITING: ("hourglass", "muted"),
    ReasonKind.SKIPPED: ("ban", "muted"),
    ReasonKind.SYNCED: ("info", "muted"),
}
"""Each kind has its own shape, in its tone."""


def group_of(issue: m.IssueRow) -> str:
    """Return which group a problem is in: that of the first thing to do about it."""
    if issue.kind == ReasonKind.ASKED:
        return DECIDE if not issue.remedies or issue.remedies[0] != Remedy.SIGN_IN else Remedy.SIGN_IN
    first = issue.remedies[0] if issue.remedies else NOTHING_TO_DO
    if first in _DECIDED:
        return Remedy.KEEP_LOCAL
    return first if first in TITLES else NOTHING_TO_DO


def arranged(
    issues: Sequence[m.IssueRow], solved: Sequence[Solved], *, wanted: str = "", pair: str = ""
) -> list[Entry]:
    """Return what is shown, below headings. ``wanted``: only what has this in its path; ``pair``: only of this folder."""
    needle = wanted.casefold()

    def fits(issue: m.IssueRow) -> bool:
        return (not pair or issue.pair == pair) and (
            not needle or needle in issue.path.casefold() or needle in issue.pair.casefold()
        )

    groups: dict[str, list[Entry]] = {word: [] for word in TITLES}
    for issue in issues:
        if fits(issue):
            groups[group_of(issue)].append(ProblemRow(issue=issue))
    groups[SOLVED] = [ProblemRow(issue=one.issue, solved=one) for one in reversed(solved) if fits(one.issue)]
    made: list[Entry] = []
    for word, rows in groups.items():
        if rows:
            made += [Heading(group=word, title=TITLES[word](), count=len(rows)), *rows]
    return made


def newly_solved(
    before: Sequence[m.IssueRow],
    after: Sequence[m.IssueRow],
    solved: Sequence[Solved],
    answers: Mapping[str, Text],
    now_ms: int,
) -> list[Solved]:
    """Return what is solved now: what was and is no more, and what came back no longer.

    An answer can come after its problem is seen to be gone.
    """
    there = {issue.id for issue in after}
    gone = [
        Solved(issue=issue, at_ms=now_ms, answer=answers.get(issue.id, NOTHING))
        for issue in before
        if issue.id not in there
    ]
    kept = [
        replace(one, answer=one.answer or answers.get(one.issue.id, NOTHING))
        for one in solved
        if one.issue.id not in there
    ]
    return [*kept, *gone][-SOLVED_KEPT:]


def name_of(issue: m.IssueRow) -> str:
    """Return what a problem is about: a file's name, or that of its folder for what holds it all."""
    original = issue.arguments.get("name") if issue.code == "conflict" else None
    return str(original or "") or issue.path.rpartition("/")[2] or issue.pair


def folder_of(issue: m.IssueRow) -> Text:
    """Return where it is, from the name of the synced folder on."""
    if not issue.path:
        return text("The whole folder")
    above = issue.path.rpartition("/")[0]
    return verbatim(f"{issue.pair}/{above}" if above else issue.pair)


def look_of(row: ProblemRow, now_ms: int) -> RowLook:
    """Return a row as it is painted."""
    issue = row.issue
    kind = kind_word(name_of(issue), is_folder=not issue.path)
    if row.solved is not None:
        below = joined([row.solved.answer or text("Solved"), ago(row.solved.at_ms, now_ms), folder_of(issue)])
        return RowLook(name=name_of(issue), below=below, kind=kind, mark="circle-check", mark_tone="ok")
    mark, tone = MARKS.get(issue.kind, ("circle-help", "muted"))
    below = joined([short_words(issue), folder_of(issue) if issue.path else NOTHING])
    return RowLook(name=name_of(issue), below=below, kind=kind, mark=mark, mark_tone=tone)


def short_words(issue: m.IssueRow) -> Text:
    """Return what is the matter without the path, which stands beside it."""
    arguments = {name: value for name, value in issue.arguments.items() if name != "path"}
    return said(issue.code, arguments)


def spoken(row: ProblemRow) -> Text:
    """Return a row as one sentence, for a screen reader."""
    if row.solved is not None:
        return text("{name}, solved", name=name_of(row.issue))
    return joined([verbatim(name_of(row.issue)), short_words(row.issue), folder_of(row.issue)], ", ")


def heading_words(heading: Heading) -> Text:
    """Return a heading with how many there are."""
    return text("{title} · {n}", title=heading.title, n=heading.count)


def context_of(found: m.Issues) -> Text:
    """Return the one line that says most: how many, how many of them ask, how many are shown, and who is not ready to say."""
    total, asks, looking = found.total, found.asked, found.looking
    shown = len(found.issues)
    return joined(
        [
            plural("{n} problem", "{n} problems", total) if total else text("No problems"),
            plural("{n} needs your decision", "{n} need your decision", asks) if asks else NOTHING,
            text("first {n} shown, search to find others", n=shown) if shown < total else NOTHING,
            text("“{name}” is still being scanned", name=looking[0]) if looking else NOTHING,
        ]
    )


def signature(status: m.Status | None) -> object:
    """Return what changes in a status when problems do: the list is read again then."""
    if status is None:
        return None
    return status.issues, [(pair.id, pair.state, pair.issues, pair.held) for pair in (*status.pairs, *status.backups)]


def since_words(issue: m.IssueRow, now_ms: int) -> Text:
    """Return since when it is so."""
    since = time_ms(issue.since)
    return text("since {ago}", ago=ago(since, now_ms)) if since is not None else NOTHING
