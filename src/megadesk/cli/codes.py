"""The code of a second factor: given with --totp, or asked for once the engine says that one is needed.

    with_code(front, METHOD, request, totp) --> the answer
        second_factor_needed, no --totp, a terminal   the code is asked for, again after a wrong one
        ... and no terminal                           one line that says how to give it

A code may stand on the command line, other than a password: it works once, and is used up when others could see it.
"""

from __future__ import annotations

import sys
from typing import Annotated, Final, TypeAlias, TypeVar

import msgspec
import typer

from megadesk.cli.front import Front
from megadesk.ipc import messages as m
from megadesk.ipc.messages import Body, Method
from megadesk.model.errors import SecondFactorNeeded
from megadesk.model.wording import words_of

Totp: TypeAlias = Annotated[
    str,
    typer.Option(
        "--totp", metavar="CODE",
        help="A code from the authenticator app, or a one-time code; - reads it from standard input, after passwords.",
    ),
]  # fmt: skip

LINE_MAX_CHARS: Final = 4096

Coded = TypeVar(
    "Coded", m.LogIn, m.Unlock, m.Recover, m.ChangePassword, m.ExportRecoveryKey, m.RenewOneTimeCodes,
    m.DisableSecondFactor,
)  # fmt: skip
A = TypeVar("A", bound=Body)


def with_code(front: Front, method: Method[Coded, A], request: Coded, totp: str) -> A:
    """Return the engine's answer to a request with its code. Raises what the engine raises."""
    if totp:
        code = code_from_stdin() if totp == "-" else totp
        return front.ask(method, msgspec.structs.replace(request, code=code))
    try:
        return front.ask(method, request)
    except SecondFactorNeeded as e:
        if not sys.stdin.isatty():
            raise SecondFactorNeeded(what="totp") from e
    while True:
        try:
            return front.ask(method, msgspec.structs.replace(request, code=ask_code()))
        except SecondFactorNeeded as e:
            say_refused(e)


def ask_code(title: str = "Code from your authenticator app, or a one-time code") -> str:
    """Return the code that a person types; it is shown as it is typed, for it works once."""
    sys.stderr.write(f"{title}: ")
    sys.stderr.flush()
    return code_from_stdin()


def code_from_stdin() -> str:
    """Return a line of standard input; KeyboardInterrupt at its end, if a person ended it so."""
    line = sys.stdin.readline(LINE_MAX_CHARS)
    if line:
        return line.strip()
    if sys.stdin.isatty():
        raise KeyboardInterrupt
    raise SecondFactorNeeded(what="totp")


def say_refused(error: SecondFactorNeeded) -> None:
    """Say to a person that a code was not taken."""
    words = words_of(error)
    sys.stderr.write(f"{words.sentence} {words.remedy}\n")
