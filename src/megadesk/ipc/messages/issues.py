"""What is not in step and why: issues, the reason of one path, and what a person decides."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from megadesk.ipc.messages.base import PAGE_MAX, Body, Limit, Method, Nothing, Said, Seen
from megadesk.model.errors import Argument

PREVIEW_MAX_BYTES: Final = 64 << 20
"""It is read whole into memory, to be looked at."""


class Issue(Body, frozen=True, kw_only=True):
    """One path that was not moved by a put or get, and why."""

    pair: str
    path: str
    code: str
    message: str
    since: str
    arguments: dict[str, Argument] = {}


class ListIssues(Body, frozen=True, kw_only=True):
    """A page of what a person should know; ``pair`` (id or name), ``code`` and ``text`` leave out the others.

    text: part of the path or of the pair's name, in small or capital letters. offset: how many were seen already.
    """

    pair: str = ""
    code: str = ""
    text: Annotated[str, Meta(max_length=1024)] = ""
    offset: Seen = 0
    limit: Limit = PAGE_MAX


class IssueRow(Body, frozen=True, kw_only=True):
    """One issue. ``id`` is short and stays the same for as long as it is the same thing.

    ``kind``: held, skipped, waiting, failed or asked. ``remedies``: what a person can do, as words that do not change;
    ``actions``: those that “issues resolve ID” carries out, as options of it. ``path`` is below the pair's folder.
    """

    id: str
    pair: str
    path: str
    code: str
    kind: str
    message: str
    remedy: str
    since: str
    remedies: list[str]
    actions: list[str]
    arguments: dict[str, Argument] = {}


class Issues(Body, frozen=True, kw_only=True):
    """A page of them: what asks first, then in the order of pairs, then by path.

    total: how many there are on all pages, and ``asked`` how many of them ask. alike: of each pair and kind that is on
    this page, as ``ID CODE``, how many there are, whatever ``text`` leaves out. ``looking``: the names of pairs that are
    still being looked at for the first time, so that there may be more.
    """

    issues: list[IssueRow]
    total: int = 0
    asked: int = 0
    alike: dict[str, int] = {}
    looking: list[str] = []


class IssueName(Body, frozen=True, kw_only=True):
    """One issue by its id, or the start of it."""

    id: str


class PreviewIssue(Body, frozen=True, kw_only=True):
    """The first bytes of one of the versions that an issue is about, as Chunk events. ``keep``: see IssueVersion."""

    id: str
    keep: str
    max_bytes: Annotated[int, Meta(ge=1, le=PREVIEW_MAX_BYTES)] = 1 << 20


class IssueVersion(Body, frozen=True, kw_only=True):
    """One of the two versions of a conflict, or of a file whose changes do not travel. ``keep``: the answer that keeps it.

    local or remote: of a conflict, by the device that made it, and copy or name where that is not clear; else the file
    of this computer, and that of the cloud.
    """

    keep: str
    path: str
    size: int
    mtime: str
    device: str | None


class IssueLoss(Body, frozen=True, kw_only=True):
    """One thing that would go: ``where`` is local (from this computer), remote (from the cloud), or change (its bytes).

    A folder stands for all in it: ``files`` and ``bytes`` count them.
    """

    where: str
    path: str
    kind: str
    files: int
    bytes: int


class IssueChange(Body, frozen=True, kw_only=True):
    """A mass change. ``files`` lost their content within a day, ``uploaded`` of them are so in the cloud already.

    ``ending``: what most names have at their end now and had not before; ``names``: where some files were. It began at
    ``since``; ``before`` is the moment before, and ``rewind`` the command that brings the folder back to it, empty
    while nothing is uploaded.
    """

    files: int
    uploaded: int
    ending: str
    names: list[str]
    since: str
    before: str
    rewind: str


class IssueDetail(Body, frozen=True, kw_only=True):
    """One issue in full.

    ``versions``: of a conflict, and of a file whose changes do not travel. ``losses``: what a guard asks about, at most LOSSES_SHOWN of them, ``files`` and
    ``bytes`` count all. ``change``: of a mass change, of which ``losses`` are what waits.
    """

    issue: IssueRow
    versions: list[IssueVersion] = []
    losses: list[IssueLoss] = []
    files: int = 0
    bytes: int = 0
    change: IssueChange | None = None


class Why(Body, frozen=True, kw_only=True):
    """How one path stands: ``path`` as it was typed, ``local`` the same as an absolute path of this computer."""

    path: str
    local: str


class Standing(Body, frozen=True, kw_only=True):
    """How one path stands. ``state``: synced, held, skipped, ignored, waiting, failed or asked; ``reason``: the code.

    ``detail`` and ``remedy`` are sentences for people, made from the reason and ``arguments``; of a folder ``lead`` comes
    first. ``since``: when the reason was first seen, or last in step.
    """

    path: str
    state: str
    reason: str
    detail: str
    since: str | None
    remedy: str
    arguments: dict[str, Argument] = {}
    lead: Said | None = None


class ResolveIssues(Body, frozen=True, kw_only=True):
    """Do what a person decided: for one issue by ``id``, or for all that it fits, of a ``pair`` or ``code``.

    ``action``: keep_local, keep_remote, keep_copy, keep_name, keep_both, approve, restore, locate or retry. ``folder``
    (absolute) goes with locate; ``relink`` takes a folder that is not the pair's own, and joins both sides.
    """

    action: str
    id: str = ""
    all: bool = False
    pair: str = ""
    code: str = ""
    folder: str = ""
    relink: bool = False


class ResolvedIssues(Body, frozen=True, kw_only=True):
    """What was done, and what could not be: as many lines of each as a page has. ``more``: how many were decided beside.

    ``paused``: ids of those that were decided, and are carried out here once their pair goes on. ``awaited``: the same
    for a pair that is busy, and has not taken the answer yet. ``looking``: as in Issues.
    """

    resolved: list[IssueRow]
    problems: list[Issue] = []
    paused: list[str] = []
    awaited: list[str] = []
    more: int = 0
    looking: list[str] = []


PREVIEW_ISSUE: Final = Method("issues.preview", PreviewIssue, Nothing, streams=True)
WHY: Final = Method("status.why", Why, Standing)
LIST_ISSUES: Final = Method("issues.list", ListIssues, Issues)
SHOW_ISSUE: Final = Method("issues.show", IssueName, IssueDetail)
RESOLVE_ISSUES: Final = Method("issues.resolve", ResolveIssues, ResolvedIssues)
