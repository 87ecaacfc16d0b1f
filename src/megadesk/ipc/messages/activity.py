"""What was done in the account's tree, when and on which device: one line for commits that belong together."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from megadesk.ipc.messages.base import Body, Method, Seen

ACTIVITY_TOPIC: Final = "activity"
"""Who subscribes to this hears of new commits, at most twice a second."""


class ListActivity(Body, frozen=True, kw_only=True):
    """The latest lines, or those of the commits before ``before_seq``.

    ``device``: its name or id; ``path``: a folder, for what was done in it and below; ``kind``: added, edited, moved or
    removed. Each leaves out all else. ``known``: of the commits that this device has, as in List.
    """

    before_seq: Seen = 0
    limit: Annotated[int, Meta(ge=1, le=1000)] = 100
    device: str = ""
    path: str = ""
    kind: str = ""
    known: bool = False


class ActivityExample(Body, frozen=True, kw_only=True):
    """One node that a line is about. ``path``: where it was then, of what was removed before; ``was``: before a move."""

    path: str
    change: str
    kind: str
    id: str
    was: str = ""


class ActivityLine(Body, frozen=True, kw_only=True):
    """What commits from ``first_seq`` to ``last_seq`` did, all of one device, from ``since`` to ``time``.

    ``here``: it was this device. ``counts``: files and links by what happened to them; ``folders`` the same of folders.
    ``folder``: the deepest that all of it is in, empty if there is none. ``total``: of both counts.
    """

    first_seq: int
    last_seq: int
    time: str
    since: str
    device: str
    here: bool
    folder: str
    counts: dict[str, int]
    folders: dict[str, int]
    examples: list[ActivityExample]
    total: int


class ActivityPage(Body, frozen=True, kw_only=True):
    """Lines, the newest first. ``next_seq``: the ``before_seq`` of the next page, 0 at the end; a page may be short.

    ``incomplete``: some commits are not in it, because what they did is not known here and the server cannot be asked.
    """

    lines: list[ActivityLine]
    next_seq: int = 0
    incomplete: bool = False


class ActivityChanged(Body, frozen=True, kw_only=True):
    """There are commits up to this number."""

    seq: int


LIST_ACTIVITY: Final = Method("activity.list", ListActivity, ActivityPage)
