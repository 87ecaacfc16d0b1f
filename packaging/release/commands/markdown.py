"""The command reference, docs/reference/commands.md: every command, by chapters, with its options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from release.commands.chapters import chapters, whole_tree
from release.commands.surroundings import ENVIRONMENT, EXIT_CODES
from release.commands.tree import Command, Option

HEAD: Final = """\
# Commands

Made from the program by `python3 dev.py reference`; `megadesk COMMAND --help` says the same. [The command line](../cli.md)
explains what is behind it: puts and gets, the documents of `--json`, what is kept over versions.
"""


def command_reference() -> str:
    """Return the page."""
    tree = whole_tree()
    parts: list[str] = [HEAD, *_everywhere(tree)]
    for title, commands in chapters(tree).items():
        parts += [f"## {title}\n", *(part for command in commands for part in _command(command))]
    parts += ["## Exit codes\n", *_table(("code", "meaning"), [(str(code), text) for code, text in EXIT_CODES.items()])]
    parts += [
        "## Variables\n",
        *_table(("variable", "meaning"), [(f"`{name}`", text) for name, text in ENVIRONMENT.items()]),
    ]
    return "\n".join(parts)


def _everywhere(tree: Command) -> Iterator[str]:
    yield "Without a command `megadesk` opens the app; where there is no screen it shows how things stand.\n"
    yield "These options may stand anywhere on the line; `--json` and `--home` are the client's alone.\n"
    yield from _options(tree.everywhere)
    yield "And these stand alone:\n"
    yield from _options(tree.options)


def _command(command: Command) -> Iterator[str]:
    yield f"{'#' * (len(command.path) + 1)} {command.name}\n"
    yield from (f"{_text(paragraph)}\n" for paragraph in (command.summary, *command.description))
    if not command.commands:
        yield f"```\n{command.usage}\n```\n"
    if command.arguments:
        yield from _table(("argument", "meaning"), [(_code(each.usage), each.remarks) for each in command.arguments])
    if command.options:
        yield from _options(command.options)
    for below in command.commands:
        yield from _command(below)


def _options(options: Sequence[Option]) -> Iterator[str]:
    yield from _table(("option", "meaning"), [(_names(option), option.remarks) for option in options])


def _names(option: Option) -> str:
    return _code(", ".join(option.names) + (f" {option.shown}" if option.shown else ""))


def _table(heads: tuple[str, str], rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield f"| {heads[0]} | {heads[1]} |\n|---|---|"
    yield from (f"| {left} | {_text(right) if right[:1] != '`' else right} |" for left, right in rows)
    yield ""


def _code(text: str) -> str:
    """Return words as they are typed; a bar would else end the cell of the table."""
    return f"`{text}`".replace("|", "\\|")


def _text(text: str) -> str:
    """Return a sentence in which nothing means something to Markdown, and what is typed looks like it."""
    for char in "\\*_|<[":
        text = text.replace(char, f"\\{char}")
    return text
