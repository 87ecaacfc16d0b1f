"""put, get, cat: bytes between this computer and the cloud."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Annotated, Final

import msgspec
import typer

from megadesk.cli import duplicates, exits, options, render
from megadesk.cli.console import Meter
from megadesk.cli.files import split_last
from megadesk.cli.front import Front, front_of
from megadesk.ipc import messages
from megadesk.ipc.messages import Cat, Chunk, CloudEntry, CloudPathBody, GetFiles, List, Moved, PutFiles
from megadesk.model.errors import BadUsage, NotFound
from megadesk.model.relpath import parse_cloud_path


class OnConflict(StrEnum):
    """What to do with a file whose name is taken."""

    ASK = "ask"
    REPLACE = "replace"
    RENAME = "rename"
    SKIP = "skip"
    FAIL = "fail"


Recursive = Annotated[bool, typer.Option("-r", "--recursive", help="Folders too, with everything below.")]
OnConflictOption = Annotated[
    OnConflict | None,
    typer.Option("--on-conflict", help="When a name is taken. Default: ask on a terminal, else fail."),
]
_RANGE_PARTS: Final = 2


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
) -> int:
    """Upload files and folders into a folder of the cloud."""
    front = front_of(context)
    *sources, target = split_last(paths, "put needs a file and a folder of the cloud")
    request = PutFiles(
        locals=[options.local_path(source) for source in sources],
        remote=options.cloud_path(target),
        recursive=recursive,
    )

    def run(part: PutFiles) -> Moved:
        with Meter(is_quiet=front.as_json) as meter:
            return front.ask(messages.PUT_FILES, part, on_progress=meter.update)

    choice = _chosen(front, on_conflict)
    if choice is OnConflict.ASK:
        taken = duplicates.taken_by_put(request, _existing(front, request.remote, recursive=recursive))
        return _show(front, _asked(taken, request, run), "Uploaded")
    return _show(front, run(msgspec.structs.replace(request, on_conflict=choice.value)), "Uploaded")


def get(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="REMOTE... LOCAL", help="Places in the cloud, then a folder.")],
    recursive: Recursive = False,
    on_conflict: OnConflictOption = None,
) -> int:
    """Download files and folders of the cloud into a folder of this computer."""
    front = front_of(context)
    *sources, target = split_last(paths, "get needs a place in the cloud and a folder")
    request = GetFiles(
        remotes=[options.cloud_path(source) for source in sources],
        local=options.local_path(target),
        recursive=recursive,
    )

    def run(part: GetFiles) -> Moved:
        with Meter(is_quiet=front.as_json) as meter:
            return front.ask(messages.GET_FILES, part, on_progress=meter.update)

    choice = _chosen(front, on_conflict)
    if choice is OnConflict.ASK:
        taken = duplicates.taken_by_get(request, _wanted(front, request))
        return _show(front, _asked(taken, request, run), "Downloaded")
    return _show(front, run(msgspec.structs.replace(request, on_conflict=choice.value)), "Downloaded")


def _chosen(front: Front, named: OnConflict | None) -> OnConflict:
    """Return what to do with names that are taken; asking needs a terminal and somebody who reads."""
    can_ask = sys.stdin.isatty() and not front.as_json
    if named is OnConflict.ASK and not can_ask:
        raise BadUsage("--on-conflict ask needs a terminal", option="--on-conflict")
    if named is not None:
        return named
    return OnConflict.ASK if can_ask else OnConflict.FAIL


def _asked(
    taken: Sequence[duplicates.Taken[duplicates.R]],
    request: duplicates.R,
    run: Callable[[duplicates.R], Moved],
) -> Moved:
    """Return what came of a request after a person decided about each name that is taken."""
    decisions = duplicates.decide(taken)
    return duplicates.together([run(part) for part in duplicates.parts(request, decisions)], decisions)


def _existing(front: Front, remote: str, *, recursive: bool) -> list[CloudEntry]:
    """Return what is in the target folder of the cloud; nothing if it is not there yet."""
    try:
        return front.ask(messages.LIST_FILES, List(path=remote, recursive=recursive)).entries
    except NotFound:
        return []


def _wanted(front: Front, request: GetFiles) -> dict[str, str]:
    """Return the files a download brings: cloud path -> path below the local folder."""
    wanted: dict[str, str] = {}
    for remote in request.remotes:
        found = front.ask(messages.STAT_FILE, CloudPathBody(path=remote))
        name = parse_cloud_path(found.path).name
        if found.kind == "file":
            wanted[found.path] = name
        elif request.recursive:
            below = front.ask(messages.LIST_FILES, List(path=found.path, recursive=True)).entries
            top = found.path.rstrip("/")
            wanted.update(
                {
                    entry.path: (name + entry.path.removeprefix(top)).lstrip("/")
                    for entry in below
                    if entry.kind == "file"
                }
            )
    return wanted


def _show(front: Front, body: Moved, verb: str) -> int:
    """Print what was moved; return the exit code: a script must notice what was left out."""
    front.show(body, lambda: render.moved(body, verb))
    return exits.of_codes([problem.code for problem in body.problems])


def cat(
    context: typer.Context,
    path: options.CloudPathArgument,
    byte_range: Annotated[
        str,
        typer.Option("--range", metavar="A-B", help="Only bytes A to B, counted from 0, both included; A- to the end."),
    ] = "",
) -> None:
    """Write a file of the cloud to standard output."""
    front = front_of(context)
    start, end = parse_range(byte_range)
    request = Cat(path=options.cloud_path(path), start=start, end=end)
    front.ask(messages.CAT_FILE, request, on_progress=_writer(front))


def _writer(front: Front) -> Callable[[object], None]:
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
        or not all(part.isascii() and part.isdigit() for part in parts if part)
        or not parts[0]
    ):
        raise BadUsage("--range is written A-B or A-, in bytes", option="--range", command="megadesk cat")
    start, end = int(parts[0]), int(parts[1]) + 1 if parts[1] else None
    if end is not None and end <= start:
        raise BadUsage("--range ends before it begins", option="--range", command="megadesk cat")
    return start, end
