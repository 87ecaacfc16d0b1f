"""2fa: a code from an authenticator app besides the password. status, enable, codes, disable.

    enable   password --> secret, as QR code and text --> a code that shows that the app has it --> ten one-time codes

The secret and the one-time codes are shown once, or the codes written to a file that was not there; no command shows
them again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from megadesk.cli import options, render
from megadesk.cli.codes import Totp, ask_code, code_from_stdin, say_refused, with_code
from megadesk.cli.front import Front, front_of
from megadesk.cli.prompts import read_password
from megadesk.cli.qr import print_qr
from megadesk.cli.render import Block
from megadesk.host.private import FILE_MODE, file_error
from megadesk.ipc import messages as m
from megadesk.model.errors import AccessDenied, AlreadyExists, MegadeskError, NotFound, SecondFactorNeeded
from megadesk.model.relpath import printable

CodesFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--codes", metavar="FILE", help="Write the one-time codes to a new file that you alone can read, and show none."
    ),
]
Writer: TypeAlias = Callable[[str], object]
_GROUP: Final = 4


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="The second factor: a code from an authenticator app besides the password.")
    group.command("status")(status)
    group.command("enable")(enable)
    group.command("codes")(codes)
    group.command("disable")(disable)
    app.add_typer(group, name="2fa")


def status(context: typer.Context) -> None:
    """Say whether a code is asked for, and how many one-time codes are left."""
    front = front_of(context)
    found = front.ask(m.SECOND_FACTOR, m.Nothing())
    front.show(found, lambda: _status(found))


def enable(
    context: typer.Context,
    password_stdin: Annotated[
        bool,
        typer.Option(
            "--password-stdin",
            help="Read two lines from standard input: the password and, once the secret was printed, a code of it.",
        ),
    ] = False,
    password_file: options.PasswordFile = None,
    codes_file: CodesFile = None,
) -> None:
    """Ask for a code from now on: shows a secret for an authenticator app, and asks for the code it makes of it.

    With --json the secret is a document of its own, on a line before that of the codes.
    """
    front = front_of(context)
    if front.ask(m.SECOND_FACTOR, m.Nothing()).enabled:
        raise AlreadyExists(what="second_factor")
    with _new_file(codes_file) as write:
        password = read_password(options.secret_source(password_stdin, password_file))
        draft = front.ask(m.SECOND_FACTOR_DRAFT, m.Nothing())
        _show_draft(front, draft)
        made = _enabled(front, password, draft.secret)
        _hand_over(front, made, write, codes_file, "A code is asked for from now on.")


def codes(
    context: typer.Context,
    password_stdin: options.PasswordStdin = False,
    password_file: options.PasswordFile = None,
    totp: Totp = "",
    codes_file: CodesFile = None,
) -> None:
    """Make ten new one-time codes. Those before stop working."""
    front = front_of(context)
    with _new_file(codes_file) as write:
        password = read_password(options.secret_source(password_stdin, password_file))
        request = m.RenewOneTimeCodes(password=password, code="")
        made = with_code(front, m.RENEW_ONE_TIME_CODES, request, totp)
        _hand_over(front, made, write, codes_file, "The one-time codes before no longer work.")


def disable(
    context: typer.Context,
    password_stdin: options.PasswordStdin = False,
    password_file: options.PasswordFile = None,
    totp: Totp = "",
) -> None:
    """Ask for no code any more. The one-time codes stop working."""
    front = front_of(context)
    password = read_password(options.secret_source(password_stdin, password_file))
    with_code(front, m.DISABLE_SECOND_FACTOR, m.DisableSecondFactor(password=password, code=""), totp)
    front.say("The second factor is off: the password alone is asked for.")


def _enabled(front: Front, password: str, secret: str) -> m.OneTimeCodes:
    """Return the one-time codes after it was turned on. On a terminal a wrong code is asked for again."""
    is_asked = sys.stdin.isatty()
    while True:
        code = ask_code("Code that the app shows now") if is_asked else code_from_stdin()
        try:
            return front.ask(m.ENABLE_SECOND_FACTOR, m.EnableSecondFactor(password=password, secret=secret, code=code))
        except SecondFactorNeeded as e:
            if not is_asked:
                raise
            say_refused(e)


def _show_draft(front: Front, draft: m.SecondFactorDraft) -> None:
    if not front.as_json and print_qr(draft.uri, sys.stdout):
        print(file=sys.stdout)  # noqa: T201 -- a line between the picture and the words
    front.show(draft, lambda: _draft(draft))
    sys.stdout.flush()  # a program that answers with a code has to read the secret first


def _hand_over(front: Front, made: m.OneTimeCodes, write: Writer, file: Path | None, done: str) -> None:
    """Show the one-time codes, or write them to the file and say so; if that cannot be, show them all the same."""
    if file is None:
        front.show(made, lambda: [done, *_codes(made)])
        return
    try:
        write("".join(f"{code}\n" for code in made.codes))
    except MegadeskError:
        front.show(made, lambda: [done, *_codes(made)])  # nobody can make them out again
        raise
    front.say(f"{done} Ten one-time codes are in {printable(str(file))}.", {"file": options.local_path(file)})


# -- the file of the codes --------------------------------------------------------------------------------------------


@contextmanager
def _new_file(path: Path | None) -> Iterator[Writer]:
    """Make the file before anything is changed, so that codes never have nowhere to go; an error takes it away again."""
    if path is None:
        yield lambda _text: None
        return
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    except FileExistsError as e:
        raise AlreadyExists(what="file", path=str(path)) from e
    except FileNotFoundError as e:
        raise NotFound(what="folder", path=str(path.parent)) from e
    except OSError as e:
        raise AccessDenied("cannot be written", path=str(path), reason=e.strerror) from e
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        try:
            yield partial(_write_all, file, path)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def _write_all(file: FileIO, path: Path, text: str) -> None:
    """Have a text on the disk; DiskFull or AccessDenied if that cannot be."""
    left = text.encode()
    try:
        while left:
            left = left[file.write(left) :]
        os.fsync(file.fileno())
    except OSError as e:
        raise file_error(e, path) from e


# -- for people -------------------------------------------------------------------------------------------------------


def _status(found: m.SecondFactor) -> list[Block]:
    if not found.enabled:
        return ["Off: the password alone is asked for. “megadesk 2fa enable” turns it on."]
    return [
        "On: a code is asked for at sign-in, and before anything that opens the account is changed.",
        render.facts(("Since", render.when(found.since)), ("One-time codes left", str(found.codes_left))),
    ]


def _draft(draft: m.SecondFactorDraft) -> list[Block]:
    groups = " ".join(draft.secret[at : at + _GROUP] for at in range(0, len(draft.secret), _GROUP))
    return [
        "Add this secret to an authenticator app; it is shown this once and kept nowhere:",
        f"  {groups}",
        "The same as an address, which some apps take:",
        f"  {draft.uri}",
    ]


def _codes(made: m.OneTimeCodes) -> list[Block]:
    return [
        "Ten one-time codes, each of which works once in place of the app; they are shown this once and kept nowhere:",
        *(f"  {code}" for code in made.codes),
        "Write them down, away from this computer and the phone.",
    ]
