"""What a person decides about problems, and the ways to where a problem can be mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk, Notice
from megadesk.ui.engine_link import Asking
from megadesk.ui.text import NOTHING, Text, plural, text
from megadesk.ui.viewmodels.errors import said
from megadesk.ui.viewmodels.problems import name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was decided: an answer of the engine, for one problem by its id or for all of a code in a folder."""

    action: str
    id: str = ""
    pair: str = ""
    code: str = ""
    folder: str = ""
    relink: bool = False


SHOWN_MAX: Final = 10_000
"""So many problems are read: who has more decides about kinds of them, and finds one by searching."""


def read_problems(
    desk: Desk,
    *,
    pair: str = "",
    text: str = "",
    then: Callable[[m.Issues], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> Asking:
    """Read what there is, at most so much as can be shown; of one folder, or with a text in its path."""
    body = m.ListIssues(pair=pair, text=text, limit=SHOWN_MAX)
    return desk.link.ask(m.LIST_ISSUES, body, then=then, failed=failed, owner=owner)


def read_problem(desk: Desk, issue: str, *, then: Callable[[m.IssueDetail], None], owner: QObject) -> Asking:
    """Read one in full; if it is gone meanwhile nothing is said, since the list says so."""
    return desk.link.ask(m.SHOW_ISSUE, m.IssueName(id=issue), then=then, owner=owner)


def decide(desk: Desk, answer: Answer, *, then: Callable[[m.ResolvedIssues | None], None], owner: QObject) -> None:
    """Carry out what was decided, and say what came of it; ``then`` gets what was done, or None if nothing was."""

    def done(body: m.ResolvedIssues) -> None:
        _tell(desk, body)
        then(body)

    def failed(error: MegadeskError) -> None:
        desk.notices.failed(error)
        then(None)

    request = m.ResolveIssues(
        action=answer.action, id=answer.id, all=not answer.id, pair=answer.pair, code=answer.code, folder=answer.folder,
        relink=answer.relink,
    )  # fmt: skip
    desk.link.ask(m.RESOLVE_ISSUES, request, then=done, failed=failed, owner=owner)


def _tell(desk: Desk, body: m.ResolvedIssues) -> None:
    """Say what was done at once, what is done later, and what could not be."""
    if body.problems:
        first = body.problems[0]
        words = plural(
            "{done} {n} problem could not be solved: {why}",
            "{done} {n} problems could not be solved: {why}",
            len(body.problems),
            done=_done(body),
            why=said(first.code, first.arguments),
        )
        desk.notices.came.emit(Notice(words=words, tone="warn"))
    elif body.resolved:
        desk.notices.done(_done(body))
    else:
        desk.notices.came.emit(Notice(words=text("There was nothing left to decide."), tone="warn"))


def _done(body: m.ResolvedIssues) -> Text:
    later = {*body.paused, *body.awaited}
    if body.paused:
        return text("Decision saved. It takes effect when “{name}” is resumed.", name=_pair_of(body, set(body.paused)))
    if body.awaited:
        return text("Decision saved. It takes effect as soon as “{name}” has been scanned.", name=_pair_of(body, later))
    if not body.resolved:
        return NOTHING
    return plural(
        "Your decision about “{name}” is saved.",
        "Your decisions about {n} problems are saved.",
        len(body.resolved) + body.more,
        name=name_of(body.resolved[0]),
    )


def _pair_of(body: m.ResolvedIssues, ids: set[str]) -> str:
    return next((issue.pair for issue in body.resolved if issue.id in ids), "")
