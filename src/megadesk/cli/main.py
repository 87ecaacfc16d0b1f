"""The tree of commands, and what becomes of everything that can go wrong in one.

Only the module of the command that was asked for is imported (all of them for a help text): most of a short command's
time would else go into commands that are not run. No traceback reaches a person: it goes to the log.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from megadesk.cli import exits
from megadesk.cli.arguments import Line
from megadesk.cli.front import Front
from megadesk.model.errors import BadUsage, MegadeskError, OurBug

if TYPE_CHECKING:
    import typer

MODULES: Final[Mapping[str, Sequence[str]]] = {
    "megadesk.cli.engine": ("engine", "server"),
    "megadesk.cli.servers": ("probe", "trust"),
    "megadesk.cli.config": ("config",),
    "megadesk.cli.report": ("report",),
    "megadesk.cli.accounts": ("signup", "login", "logout", "unlock", "whoami"),
    "megadesk.cli.security": ("password", "recovery-key", "device", "sessions"),
    "megadesk.cli.second_factor": ("2fa",),
    "megadesk.cli.state": ("status", "logs"),
    "megadesk.cli.pausing": ("pause", "resume"),
    "megadesk.cli.space": ("space",),
    "megadesk.cli.verify": ("verify",),
    "megadesk.cli.sync": ("sync",),
    "megadesk.cli.backup": ("backup",),
    "megadesk.cli.issues": ("issues", "why"),
    "megadesk.cli.ignore": ("ignore",),
    "megadesk.cli.files": ("ls", "tree", "stat", "mkdir", "mv", "rm"),
    "megadesk.cli.versions": ("versions", "restore"),
    "megadesk.cli.rewind": ("rewind",),
    "megadesk.cli.activity": ("activity",),
    "megadesk.cli.bin": ("bin",),
    "megadesk.cli.moving": ("put", "get", "cat"),
    "megadesk.cli.transfers": ("transfers",),
    "megadesk.cli.errands": ("errands",),
    "megadesk.cli.trial": ("try",),
}
"""Which module adds which commands, in the order of the help text."""


def run(line: Line) -> int:
    """Return the exit code of one command, all its output written."""
    try:
        code = _dispatch(line)
        sys.stdout.flush()
    except BaseException as e:  # noqa: BLE001 -- the last line of defence: no traceback for people
        return report(e, line)
    return code


def _dispatch(line: Line) -> int:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # not where a test or a program has put its own stream
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # TextIO has none, files do
    front = Front(line)
    if line.words == ("--version",):
        front.show_version()
        return exits.DONE
    if not line.words:
        from megadesk.cli.state import show_overview

        show_overview(front)
        return exits.DONE
    return _run_command(front, line)


def _run_command(front: Front, line: Line) -> int:
    import typer

    app = build_app(line.words[0])
    try:
        outcome = app(args=list(line.words), prog_name="megadesk", standalone_mode=False, obj=front)
    except typer.Abort as e:
        raise KeyboardInterrupt from e
    except typer.TyperException as e:
        raise _usage_error(e) from e
    finally:
        front.close()
    return outcome if isinstance(outcome, int) else exits.DONE


def build_app(first_word: str) -> typer.Typer:
    """Return the tree with the commands of one module, or with all if no module knows the word."""
    import typer

    app = typer.Typer(
        name="megadesk", rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )  # fmt: skip
    app.callback()(_root)
    wanted = [module for module, names in MODULES.items() if first_word in names] or list(MODULES)
    for module in wanted:
        importlib.import_module(module).add_to(app)
    return app


def _root() -> None:
    """Folders that are the same on all your machines, stored by a server that cannot read them.

    Anywhere on the line: --json prints one JSON document, --home DIR names the profile (as MEGADESK_HOME does).
    """


def _usage_error(error: typer.TyperException) -> BadUsage:
    """Return what the parser says, as one line of ours."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "megadesk"
    message = " ".join(error.format_message().split()).replace("Value error, ", "").removesuffix(".")
    return BadUsage(message[:1].lower() + message[1:], command=command)


def report(error: BaseException, line: Line) -> int:
    """Return the exit code for what ended a command, having said on stderr (or in JSON on stdout) what happened."""
    match error:
        case SystemExit():
            return error.code if isinstance(error.code, int) else exits.FAILED
        case KeyboardInterrupt():
            return exits.INTERRUPTED
        case BrokenPipeError():
            _drop_output()
            return exits.FAILED
        case MegadeskError():
            known = error
        case _:
            known = Front(line).log_bug(error)
    try:
        _say(known, line)
    except BrokenPipeError:
        _drop_output()
    return exits.exit_code(known)


def _say(error: MegadeskError, line: Line) -> None:
    if isinstance(error, OurBug) and "log" not in error.arguments:
        error.arguments["log"] = Front(line).log_hint
    if line.as_json:
        Front(line).print_json(exits.error_document(error))
        sys.stdout.flush()
    else:
        sys.stderr.write(exits.error_line(error) + "\n")
        sys.stderr.flush()


def _drop_output() -> None:
    """Send what is still buffered nowhere: who read our output has gone, and Python would complain at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
