"""Options and arguments that several commands share, and how what was typed becomes a value."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from megadesk.cli.prompts import SecretSource
from megadesk.model.errors import BadName, BadUsage
from megadesk.model.relpath import parse_cloud_path, printable, sayable

PasswordStdin: TypeAlias = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, one line.")
]
PasswordFile: TypeAlias = Annotated[
    Path | None, typer.Option("--password-file", metavar="FILE", help="Read the password from a file.")
]
Server: TypeAlias = Annotated[str, typer.Option("--server", metavar="URL", help="Address of the server.")]
Email: TypeAlias = Annotated[str, typer.Option("--email", metavar="EMAIL", help="E-mail address of the account.")]
DeviceName: TypeAlias = Annotated[
    str, typer.Option("--device-name", metavar="NAME", help="What this device is called. Default: the host's name.")
]


ShowRecoveryKey: TypeAlias = Annotated[
    bool, typer.Option("--show-recovery-key", help="Print the recovery key, and write it nowhere.")
]


class KeyStoreChoice(StrEnum):
    """Where the keys are kept between runs."""

    KEYRING = "keyring"
    FILE = "file"
    SESSION = "session"


KeyStore: TypeAlias = Annotated[
    KeyStoreChoice,
    typer.Option(
        "--key-store", help="keyring: the system's; file: readable by you alone; session: asked for after a restart."
    ),
]
CloudPathArgument: TypeAlias = Annotated[str, typer.Argument(metavar="PATH", help="A place in the cloud: /Photos/2026")]


def secret_source(password_stdin: bool, password_file: Path | None) -> SecretSource:
    """Return where a password comes from."""
    return SecretSource(from_stdin=password_stdin, file=password_file)


def check_email(text: str) -> None:
    """Raise BadUsage for what is no e-mail address at first sight; a typing mistake here cannot be mended later."""
    name, at, host = text.strip().rpartition("@")
    if not (name and at and host) or any(char.isspace() for char in text.strip()):
        raise BadUsage(what="login")


def cloud_path(text: str) -> str:
    """Return a place in the cloud in its one spelling; BadUsage or BadName if it is none."""
    return str(parse_cloud_path(text))


def local_path(text: str | Path) -> str:
    """Return a local path, absolute; BadName if it is not text, which the engine could not be told.

    BadUsage for an empty one: a variable that is not set must not mean the folder where the shell happens to be.
    """
    if not str(text):
        raise BadUsage(what="empty_path")
    path = os.path.abspath(text)  # noqa: PTH100 -- resolve() would follow links, and people mean the link
    try:
        path.encode("utf-8")
    except UnicodeEncodeError as e:
        raise BadName(what="local_path", reason="not_unicode", name=printable(path)) from e
    return path


def told_path(text: str | Path) -> str:
    """Return a local path, absolute, for who asks about it: bytes that are no text are told by their hex digits."""
    return sayable(os.path.abspath(text))  # noqa: PTH100 -- as above
