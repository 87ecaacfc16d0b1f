"""Secrets and choices that a person types: never from an argument, never from an environment variable.

a password comes from   --password-file FILE   |   --password-stdin (one line each)   |   a prompt without echo
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from megadesk.model.errors import AccessDenied, BadUsage, NotFound

SECRET_FILE_MAX_BYTES: Final = 4096
RULES_MAX_BYTES: Final = 1 << 20
"""More than the engine takes; it says so."""
_RECOVERY_KEY: Final = re.compile(r"\b[A-Za-z2-7]{4}(?:-[A-Za-z2-7]{4}){13}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretSource:
    """Where the options say that secrets come from; neither: a prompt."""

    from_stdin: bool = False
    file: Path | None = None

    def __post_init__(self) -> None:
        if self.from_stdin and self.file is not None:
            raise BadUsage("--password-stdin and --password-file exclude each other")


def read_password(source: SecretSource, title: str = "Password") -> str:
    """Return a password that exists already, as it was typed; BadUsage if there is none to be had."""
    if source.file is not None:
        return read_secret_file(source.file)
    if source.from_stdin:
        return _line_of_stdin()
    return _ask_hidden(title)


def read_new_password(source: SecretSource, title: str = "New password") -> str:
    """Return a password to be set; one that is typed is asked for twice."""
    if source.file is not None or source.from_stdin:
        return read_password(source)
    first = _ask_hidden(f"{title} (at least 12 characters; nobody can reset it for you)")
    if _ask_hidden("The same once more") != first:
        raise BadUsage("the two passwords differ", option="password")
    return first


def read_secret_file(path: Path) -> str:
    """Return what a small file holds, without the line end; NotFound, AccessDenied or BadUsage if it cannot be used."""
    try:
        with path.open("rb") as file:
            raw = file.read(SECRET_FILE_MAX_BYTES + 1)
    except FileNotFoundError as e:
        raise NotFound("no such file", path=str(path)) from e
    except OSError as e:
        raise AccessDenied("cannot be read", path=str(path), reason=e.strerror) from e
    if len(raw) > SECRET_FILE_MAX_BYTES:
        raise BadUsage("the file is too large to hold a secret", path=str(path))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Not chained: the decoder's words quote the file.
        raise BadUsage("the file is not UTF-8 text", path=str(path)) from None
    return _checked(text.removesuffix("\n").removesuffix("\r"))


def read_rules(named: str) -> str:
    """Return the text of a file of ignore rules, or (``-``) of standard input; NotFound, AccessDenied or BadUsage."""
    try:
        raw = sys.stdin.buffer.read(RULES_MAX_BYTES + 1) if named == "-" else _start_of(Path(named))
    except FileNotFoundError as e:
        raise NotFound("no such file", path=named) from e
    except OSError as e:
        raise AccessDenied("cannot be read", path=named, reason=e.strerror) from e
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as e:
        raise BadUsage(what="ignore_file", path=named) from e


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(RULES_MAX_BYTES + 1)


def read_recovery_key(path: Path) -> str:
    """Return the recovery key in a file: the groups in the one we wrote, or all of a file that holds nothing else."""
    text = read_secret_file(path)
    found = _RECOVERY_KEY.search(text)
    return found.group() if found else text


def _line_of_stdin() -> str:
    line = sys.stdin.readline(SECRET_FILE_MAX_BYTES)
    return _checked(line.removesuffix("\n").removesuffix("\r"))


def _ask_hidden(title: str) -> str:
    if not sys.stdin.isatty():
        raise BadUsage("there is no terminal to ask for the password on; use --password-stdin or --password-file")
    import getpass

    try:
        return _checked(getpass.getpass(f"{title}: "))
    except EOFError as e:
        raise KeyboardInterrupt from e


def _checked(secret: str) -> str:
    if not secret:
        raise BadUsage("the password is empty")
    return secret


def ask_choice(question: str, choices: dict[str, str]) -> str:
    """Return the key of the choice a person made; asked again until it is one of them."""
    shown = ", ".join(f"[{key}]{word.removeprefix(key)}" for key, word in choices.items())
    while True:
        sys.stderr.write(f"{question}\n  {shown}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt
        if line.strip() in choices:
            return line.strip()
