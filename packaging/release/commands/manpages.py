"""Man pages: megadesk.1 with all commands in a line each, and a page for each first word, ``megadesk-sync.1``."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from release.commands import roff
from release.commands.chapters import chapters, whole_tree
from release.commands.surroundings import (
    ENVIRONMENT,
    EXIT_CODES,
    FILES,
    SERVER_EXIT_CODES,
    SERVER_FILES,
    server_environment,
)
from release.commands.tree import Command, Option

SEE_ALSO: Final[Mapping[str, Sequence[str]]] = {
    "sync": ("ignore", "issues", "why", "status"),
    "backup": ("rewind", "restore", "bin"),
    "rewind": ("versions", "restore", "bin", "activity"),
    "restore": ("versions", "rewind", "bin"),
    "put": ("get", "errands", "transfers"),
    "get": ("put", "errands", "transfers"),
    "signup": ("login", "recovery-key", "2fa"),
    "login": ("signup", "logout", "unlock"),
    "issues": ("why", "sync"),
    "engine": ("status", "logs", "config"),
}
"""What is read next, besides the overview."""


@dataclass(frozen=True, slots=True)
class _Edition:
    """What the first line of each page says of the release."""

    version: str
    day: str


def man_pages(version: str, *, day: str = "") -> dict[str, str]:
    """Return the pages by the names of their files. day: of the release, as 2026-11-27; today if none is given."""
    tree = whole_tree()
    edition = _Edition(version, day or time.strftime("%Y-%m-%d", time.gmtime()))
    pages = [_overview(tree, edition), *(_page(command, edition) for command in tree.commands)]
    return {
        f"{_title(command)}.1": "\n".join(lines) + "\n"
        for command, lines in zip((tree, *tree.commands), pages, strict=True)
    }


def _title(command: Command) -> str:
    return "-".join(command.path)


def _head(command: Command, edition: _Edition) -> Iterator[str]:
    yield roff.title(_title(command), day=edition.day, source=f"megadesk {edition.version}")
    yield from roff.section("NAME")
    yield f"{roff.text(_title(command))} \\- {roff.text(_first_sentence(command.summary))}"


def _first_sentence(text: str) -> str:
    """Return what whatis shows: no full stop, and no more than the first sentence."""
    first = text.partition(". ")[0].removesuffix(".")
    return first[:1].lower() + first[1:]


def _overview(tree: Command, edition: _Edition) -> list[str]:
    name = tree.name
    lines = [*_head(tree, edition), *roff.section("SYNOPSIS")]
    lines += roff.usages([f"{name} [--home DIR]", f"{name} [--home DIR] [--json] COMMAND ..."])
    lines += [*roff.section("DESCRIPTION"), *roff.prose(tree.summary)]
    lines += roff.paragraph("Without a command it opens the app; where there is no screen it shows how things stand.")
    lines += roff.section("COMMANDS")
    for title, commands in chapters(tree).items():
        lines += roff.subsection(title)
        for command in commands:
            lines += roff.item(roff.bold(command.name), f"{command.summary}")
    lines += [*roff.section("OPTIONS"), *_options((*tree.options, *tree.everywhere))]
    return [
        *lines,
        *_surroundings(),
        *_see_also([f"megadesk-{word}" for word in ("sync", "status", "engine", "server")]),
    ]


def _page(command: Command, edition: _Edition) -> list[str]:
    leaves = [each for each in command.walk() if not each.commands]
    lines = [*_head(command, edition), *roff.section("SYNOPSIS")]
    lines += roff.usages([leaf.usage for leaf in leaves])
    lines += [*roff.section("DESCRIPTION"), *roff.prose(command.summary)]
    for paragraph in command.description:
        lines += roff.paragraph(paragraph)
    if command.commands:
        lines += roff.section("COMMANDS")
        for leaf in leaves:
            lines += _leaf(leaf)
    else:
        lines += _arguments(command)
    lines += [*roff.section("OPTIONS"), *_options((*command.options, *command.everywhere))]
    is_server = command.path[-1] == "server"
    lines += _surroundings(SERVER_EXIT_CODES, server_environment(), SERVER_FILES) if is_server else _surroundings()
    return [*lines, *_see_also(["megadesk", *(f"megadesk-{word}" for word in SEE_ALSO.get(command.path[-1], ()))])]


def _leaf(command: Command) -> Iterator[str]:
    yield from roff.subsection(command.name)
    yield from roff.prose(command.summary)
    for paragraph in command.description:
        yield from roff.paragraph(paragraph)
    yield from _arguments(command)
    yield from _options(command.options)


def _arguments(command: Command) -> Iterator[str]:
    for argument in command.arguments:
        yield from roff.item(roff.italic(argument.shown), argument.remarks)


def _options(options: Sequence[Option]) -> Iterator[str]:
    for option in options:
        value = f" {roff.italic(option.shown)}" if option.shown else ""
        yield from roff.item(", ".join(map(roff.bold, option.names)) + value, option.remarks)


def _surroundings(
    exit_codes: Mapping[int, str] = EXIT_CODES,
    environment: Mapping[str, str] = ENVIRONMENT,
    files: Mapping[str, str] = FILES,
) -> Iterator[str]:
    codes = {str(code): text for code, text in exit_codes.items()}
    for title, items in (("EXIT STATUS", codes), ("ENVIRONMENT", environment), ("FILES", files)):
        yield from roff.section(title)
        for name, text in items.items():
            yield from roff.item(roff.bold(name), text)


def _see_also(names: Sequence[str]) -> Iterator[str]:
    yield from roff.section("SEE ALSO")
    yield ",\n".join(f"{roff.bold(name)}(1)" for name in names)
