"""put, get, cat: bytes between this computer and the cloud.

    put, get --> an errand of the engine --watch--> progress --> asked? answer, watch again --> over

The errand is the engine's: it goes on if this process or the engine ends, but Control-C cancels it.
"""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Final

import msgspec
import typer

from megadesk.cli import duplicates, errand_blocks, exits, options, times
from megadesk.cli.console import Meter
from megadesk.cli.files import split_last
from megadesk.cli.front import Front, front_of
from megadesk.cli.moments import meant
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    AskErrand,
    Cat,
    Chunk,
    ErrandName,
    ErrandProblems,
    ErrandStatus,
    GetFiles,
    Issue,
    Moved,
    PutFiles,
)
from megadesk.model.errors import BadUsage, EngineUnavailable, error_from_code
from megadesk.model.values import replace


class OnConflict(StrEnum):
    """What to do with a name that is already in use."""

    ASK = "ask"
    REPLACE = "replace"
    RENAME = "rename"
    SKIP = "skip"
    MERGE = "merge"
    FAIL = "fail"


Recursive = Annotated[bool, typer.Option("-r", "--recursive", help="Folders too, with everything below.")]
OnConflictOption = Annotated[
    OnConflict | None,
    typer.Option(
        "--on-conflict",
        help="When a name is already in use. Folders are merged, unless you are asked. Default: ask on a terminal, else fail.",
    ),
]
Background = Annotated[
    bool, typer.Option("--background", help="Print the id and return at once; “megadesk errands” shows how it goes.")
]
_RANGE_PARTS: Final = 2
_RANGE_DIGITS: Final = 18
"""No file is as long."""

PAGE: Final = 100
PROBLEMS_AT_ONCE: Final = 1_000


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("put")(put)
    app.command("get")(get)
    app.command("cat")(cat)


def put(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="LOCAL... REMOTE", help="Files, then a folder of the cloud.")],
    recursive: Recursive = False,
    on_conflict: OnConflictOption = None,
    background: Background = False,
) -> int:
    """Upload files and folders into a folder of the cloud."""
    front = front_of(context)
    *sources, target = split_last(paths, "put needs a file and a folder of the cloud")
    on_file, on_folder = _chosen(front, on_conflict, background=background)
    request = PutFiles(
        locals=[options.local_path(source) for source in sources], remote=_into(target, options.cloud_path(target), "/"),
        recursive=recursive, on_conflict=on_file, on_folder=on_folder,
    )  # fmt: skip
    return _follow(front, front.ask(messages.START_PUT, request), background=background)


def get(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="REMOTE... LOCAL", help="Places in the cloud, then a folder.")],
    recursive: Recursive = False,
    on_conflict: OnConflictOption = None,
    background: Background = False,
) -> int:
    """Download files and folders of the cloud into a folder of this computer."""
    front = front_of(context)
    *sources, target = split_last(paths, "get needs a place in the cloud and a folder")
    request = GetFiles(
        remotes=[options.cloud_path(source) for source in sources], local=local_target(target), recursive=recursive
    )
    return download(front, request, on_conflict, background=background)


def local_target(typed: str) -> str:
    """Return a place on this computer as the engine takes it; a slash at its end says that it is a folder."""
    return _into(typed, options.local_path(typed), os.sep)


def download(front: Front, request: GetFiles, on_conflict: OnConflict | None, *, background: bool) -> int:
    """Begin a get and follow it to its end, asking what it asks; return the exit code."""
    on_file, on_folder = _chosen(front, on_conflict, background=background)
    request = replace(request, on_conflict=on_file, on_folder=on_folder)
    return _follow(front, front.ask(messages.START_GET, request), background=background)


def _into(typed: str, path: str, separator: str) -> str:
    """Return a path as it goes to the engine: with a slash at its end, if it was typed so, for that names a folder."""
    means_folder = typed.endswith(("/", separator)) and not path.endswith(separator)
    return path + separator if means_folder else path


def _chosen(front: Front, named: OnConflict | None, *, background: bool) -> tuple[str, str]:
    """Return what to do with files and folders whose names are taken; asking needs somebody who reads."""
    can_ask = sys.stdin.isatty() and not front.as_json and not background
    match named:
        case OnConflict.ASK if not (can_ask or background):
            raise BadUsage("--on-conflict ask needs a terminal", option="--on-conflict")
        case None | OnConflict.MERGE:
            return ("ask" if can_ask else "fail"), ("ask" if can_ask and named is None else "merge")
        case OnConflict.ASK:
            return "ask", "ask"
        case _:
            return named.value, "merge"


def _follow(front: Front, started: ErrandStatus, *, background: bool) -> int:
    """Watch an errand to its end, asking what it asks; return the exit code."""
    if background:
        front.say(started.id, {"id": started.id, "state": started.state})
        return exits.DONE
    return follow(front, started.id)


def follow(front: Front, errand: str, *, cancels: bool = True) -> int:
    """Watch an errand to its end; ``cancels``: so does Control-C."""
    try:
        ended = _watched(front, errand)
        while ended.state == "asking" and sys.stdin.isatty() and not front.as_json:
            page = front.ask(messages.ERRAND_QUESTIONS, AskErrand(id=errand, limit=PAGE))
            for answer in duplicates.decide(errand, page.questions, page.total):
                front.ask(messages.ANSWER_ERRAND, answer)
            ended = _watched(front, errand)
    except EngineUnavailable as error:
        if error.arguments.get("reason") != "gone":
            raise
        # To run the command again would be to ask for a second one.
        raise EngineUnavailable(reason="gone_errand", errand=errand) from error
    except KeyboardInterrupt:
        if cancels:
            front.ask(messages.CANCEL_ERRAND, ErrandName(id=errand))
        raise
    return _show(front, ended)


def _watched(front: Front, errand: str) -> ErrandStatus:
    with Meter(is_quiet=front.as_json) as meter:
        return front.ask(messages.WATCH_ERRAND, ErrandName(id=errand), on_progress=meter.update)


def _show(front: Front, ended: ErrandStatus) -> int:
    """Print what was moved; return the exit code: a script must notice what was left out."""
    if ended.state == "failed":
        raise error_from_code(ended.reason, "", ended.arguments)
    body = Moved(
        files=ended.files, folders=ended.folders, bytes=ended.bytes, skipped=ended.skipped, problems=_problems(front, ended),
        id=ended.id, state=ended.state,
    )  # fmt: skip
    front.show(body, lambda: errand_blocks.moved(body, "Uploaded" if ended.way == "put" else "Downloaded"))
    if ended.state == "asking":
        return exits.DECISION
    if ended.state == "cancelled":
        return exits.FAILED
    return exits.of_codes([problem.code for problem in body.problems])


def _problems(front: Front, ended: ErrandStatus) -> list[Issue]:
    """Return all that was left out; what has ended names only the first of many."""
    found = list(ended.problems)
    while len(found) < ended.problem_count:
        request = ErrandProblems(id=ended.id, offset=len(found), limit=PROBLEMS_AT_ONCE)
        page = front.ask(messages.ERRAND_PROBLEMS, request).problems
        if not page:
            break
        found += page
    return found


def cat(
    context: typer.Context,
    path: options.CloudPathArgument,
    byte_range: Annotated[
        str,
        typer.Option("--range", metavar="A-B", help="Only bytes A to B, counted from 0, both included; A- to the end."),
    ] = "",
    version: Annotated[
        int | None, typer.Option("--version", min=1, metavar="N", help="This version of it, as in “versions”.")
    ] = None,
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="As it was then, also if it is gone since.")] = "",
) -> None:
    """Write a file of the cloud to standard output."""
    front = front_of(context)
    if version is not None and at:
        raise BadUsage("name --version or --at, not both", command="megadesk cat")
    start, end = parse_range(byte_range)
    where = options.cloud_path(path)
    when = meant(front, at, where) if at else times.At()
    request = Cat(path=where, start=start, end=end, time=when.time, seq=when.seq, version=version or 0)
    front.ask(messages.CAT_FILE, request, on_progress=writer(front))


def writer(front: Front) -> Callable[[object], None]:
    """Return what takes in the pieces of a file: bytes on stdout, or with --json one document a piece."""
    if front.as_json:
        return lambda payload: front.print_json(
            {"data": base64.b64encode(msgspec.convert(payload, Chunk).data).decode("ascii")}
        )
    sys.stdout.flush()

    def write(payload: object) -> None:
        sys.stdout.buffer.write(msgspec.convert(payload, Chunk).data)
        sys.stdout.buffer.flush()

    return write


def parse_range(text: str) -> tuple[int, int | None]:
    """Return the first byte and the one after the last of ``A-B`` or ``A-``; BadUsage if it is neither."""
    if not text:
        return 0, None
    parts = text.split("-")
    if (
        len(parts) != _RANGE_PARTS
        or not all(part.isascii() and part.isdigit() and len(part) <= _RANGE_DIGITS for part in parts if part)
        or not parts[0]
    ):
        raise BadUsage("--range is written A-B or A-, in bytes", option="--range", command="megadesk cat")
    start, end = int(parts[0]), int(parts[1]) + 1 if parts[1] else None
    if end is not None and end <= start:
        raise BadUsage("--range ends before it begins", option="--range", command="megadesk cat")
    return start, end
