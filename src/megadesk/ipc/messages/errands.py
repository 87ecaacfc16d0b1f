"""Puts and gets: asked for, watched, answered and cancelled. The engine does them, whoever watches.

errands.put, errands.get --> ErrandStatus, at once
errands.watch            --> Progress..., then ErrandStatus, when it is over or asks
errands.questions        --> a page of Questions; errands.answer answers some of them, or all of a kind
"""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.base import Body, Method
from megadesk.ipc.messages.issues import Issue
from megadesk.model.errors import Argument


class PutFiles(Body, frozen=True, kw_only=True):
    """Upload files (and with ``recursive`` folders) into ``remote``. Local paths are absolute.

    ``on_conflict``, for files whose name is taken: ask, replace (a new version), rename, skip, or fail: then nothing is
    moved at all. ``on_folder``: merge, ask, rename or skip. A file and a folder of one name never replace each other.
    """

    locals: list[str]
    remote: str
    recursive: bool = False
    on_conflict: str = "fail"
    on_folder: str = "merge"


class GetFiles(Body, frozen=True, kw_only=True):
    """Download into ``local`` (absolute); what is to be done about taken names as in a put.

    ``time`` or ``seq``: as it was at that moment (rewind.py). ``version``: an earlier version of one file.
    """

    remotes: list[str]
    local: str
    recursive: bool = False
    on_conflict: str = "fail"
    on_folder: str = "merge"
    time: str = ""
    seq: int = 0
    version: int = 0


class ErrandName(Body, frozen=True, kw_only=True):
    """One errand by its id, or the start of it."""

    id: str


class ErrandStatus(Body, frozen=True, kw_only=True):
    """One put or get. ``way``: put or get. ``state``: queued, scan, create, transfer, asking, waiting, done, failed or cancelled.

    ``reason``: the code of what it waits for, or why it failed, with its sentence and arguments. ``questions``: how much it asks.
    ``problems``: the first of what was left out, ``problem_count`` all of it. ``path``: what moves just now. ``as_of``: the
    moment that a get looks at, if not at now; ``version``: of the one file of which it fetches an earlier version.
    """

    id: str
    way: str
    sources: list[str]
    target: str
    state: str
    reason: str = ""
    message: str = ""
    arguments: dict[str, Argument] = {}
    files: int = 0
    folders: int = 0
    bytes: int = 0
    skipped: int = 0
    total_files: int = 0
    total_bytes: int = 0
    path: str = ""
    bps: int = 0
    seconds_left: int | None = None
    questions: int = 0
    problem_count: int = 0
    problems: list[Issue] = []
    created: str = ""
    ended: str = ""
    as_of: str = ""
    version: int = 0


class ErrandList(Body, frozen=True, kw_only=True):
    """All errands that are remembered, the newest first, without their problems."""

    errands: list[ErrandStatus]


class ListErrands(Body, frozen=True, kw_only=True):
    """Those that are not over; with ``over`` those, too."""

    over: bool = False


class ErrandProblems(Body, frozen=True, kw_only=True):
    """So many of what an errand left out, from ``offset`` on."""

    id: str
    offset: int = 0
    limit: int = 100


class ProblemPage(Body, frozen=True, kw_only=True):
    """What was left out, and how much in all."""

    problems: list[Issue]
    total: int


class Side(Body, frozen=True, kw_only=True):
    """What a question is about, on one side: ``kind`` is file, folder or symlink."""

    kind: str
    size: int
    mtime: str


class Question(Body, frozen=True, kw_only=True):
    """A name that is taken. ``case``: file, folder or mixed. ``new``: what is to come; ``there``: what has the name.

    ``answers``: replace, rename, skip, merge: those that fit.
    """

    number: int
    path: str
    case: str
    new: Side
    there: Side
    answers: list[str]


class AskErrand(Body, frozen=True, kw_only=True):
    """So many of an errand's questions, those with a higher number than ``after``."""

    id: str
    after: int = 0
    limit: int = 100


class QuestionPage(Body, frozen=True, kw_only=True):
    """Questions, and how many are open in all."""

    questions: list[Question]
    total: int


class AnswerErrand(Body, frozen=True, kw_only=True):
    """Answer questions by their numbers; with ``to_all`` all of their kind, also those still to come.

    ``case`` (file, folder, mixed) answers a kind without naming a question.
    """

    id: str
    answer: str
    questions: list[int] = []
    case: str = ""
    to_all: bool = False


class Moved(Body, frozen=True, kw_only=True):
    """What a put or get did, as ``--json`` prints it."""

    files: int
    folders: int
    bytes: int
    skipped: int = 0
    problems: list[Issue] = []
    id: str = ""
    state: str = ""


START_PUT: Final = Method("errands.put", PutFiles, ErrandStatus)
START_GET: Final = Method("errands.get", GetFiles, ErrandStatus)
WATCH_ERRAND: Final = Method("errands.watch", ErrandName, ErrandStatus, streams=True)
LIST_ERRANDS: Final = Method("errands.list", ListErrands, ErrandList)
SHOW_ERRAND: Final = Method("errands.show", ErrandName, ErrandStatus)
ERRAND_PROBLEMS: Final = Method("errands.problems", ErrandProblems, ProblemPage)
ERRAND_QUESTIONS: Final = Method("errands.questions", AskErrand, QuestionPage)
ANSWER_ERRAND: Final = Method("errands.answer", AnswerErrand, ErrandStatus)
CANCEL_ERRAND: Final = Method("errands.cancel", ErrandName, ErrandStatus)
