"""The grammar of ignore rules: one text, line by line.

    text of a `.deskignore` --> parse() --> RuleFile(lines, faults)        a bad line is a fault, the others work

It is gitignore's, through ``pathspec``: `#` comments, `!` takes back, a `/` in front or in the middle ties a pattern to
the folder of its file, one at the end means folders only, `*`, `?`, `[a-z]` and `**`. One thing more: lines after
`#!junk`, up to the next `#!`, name leftovers that may go when a folder goes.

A pattern is asked about one level at a time, never about what is below: whoever walks down (ignore.py) knows what
became of the folder. Read next: ignore.py, docs/ignore.md.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from pathspec.patterns.gitignore.base import GitIgnorePatternError
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

from megadesk.model.relpath import RelPath, printable

LINE_MAX_CHARS: Final = 1024
STARS_MAX: Final = 4
"""In one name of a pattern; the time a backtracking match may take grows with the power of it."""

ALL_STARS_MAX: Final = 8
LINES_MAX: Final = 2000

_ANY_NAME: Final = re.compile(".*", re.DOTALL)
_JUNK: Final = "#!junk"
_SPECIAL: Final = frozenset("*?[\\")
_CLOSED: Final = "|$)"
"""How pathspec ends the expression of a pattern that is a name, and not "everything in"."""


Step: TypeAlias = re.Pattern[str] | None
"""What one name of a path must match; None: any number of names, none as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One line that works.

    source, number, text: where it stands. takes_back: a `!` line. folder_only: it ended in a slash. anchored: it is
    tied to the folder of its file. head, tail: what a name must begin and end with for this to be worth a closer look;
    ``exact``: what it must be.
    """

    source: str
    number: int
    text: str
    takes_back: bool
    folder_only: bool
    junk: bool
    anchored: bool
    segments: tuple[str, ...]
    head: str
    tail: str
    exact: bool
    regex: re.Pattern[str] = field(repr=False, compare=False)
    prefixes: tuple[re.Pattern[str], ...] = field(default=(), repr=False, compare=False)
    steps: tuple[Step, ...] = field(default=(), repr=False, compare=False)
    """Of a pattern with more than one `**`: what each name must match. As one expression it would try every way of
    sharing out the folders among them: 38 s a path for eight of them."""

    def __str__(self) -> str:
        """Return the line as people are shown it: ``docs/.deskignore:3: *.log``."""
        where = f"{self.source}:{self.number}" if self.number else self.source
        return f"{printable(where)}: {self.text}"

    def matches(self, path: str) -> bool:
        """Whether this is about ``path`` itself, written as names from the folder of the file (no slash at the end)."""
        if self.steps:
            return _leads_through(self.steps, path.split("/"))
        if self.regex.pattern.endswith(_CLOSED):
            return self.regex.fullmatch(path) is not None
        return self.regex.search(path) is not None

    def may_match_in(self, names: tuple[str, ...]) -> bool:
        """Whether it can be about something directly in the folder with these names; True where that is not clear."""
        for own, name in zip(self.segments, names, strict=False):
            if own == "**":
                return True
            if not _SPECIAL.intersection(own) and own != name:
                return False
        return len(self.segments) == len(names) + 1 or "**" in self.segments

    def names_below(self, path: str) -> bool:
        """Whether it names something below the folder at ``path``: a path of its own that leads through it."""
        depth = path.count("/")
        return depth < len(self.prefixes) and self.prefixes[depth].fullmatch(path) is not None


@dataclass(frozen=True, slots=True)
class LineFault:
    """A line that says nothing usable, and why as a stable word."""

    number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleFile:
    """What one text says. ``source``: what it is called. ``folder``: where its patterns begin."""

    source: str
    folder: RelPath
    lines: tuple[RuleLine, ...] = ()
    faults: tuple[LineFault, ...] = ()


def parse(text: str, *, source: str, folder: RelPath, fold: bool, numbered: bool = True) -> RuleFile:
    """Return the rules of a text. ``fold``: upper and lower case are one on this volume."""
    lines: list[RuleLine] = []
    faults: list[LineFault] = []
    junk = False
    for number, raw in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if number > LINES_MAX:
            faults.append(LineFault(number, "", "too_many"))
            break
        line = _stripped(raw)
        if line.startswith("#!"):
            junk = line.rstrip() == _JUNK
            if not junk and len(line) > len("#!"):
                faults.append(LineFault(number, printable(line), "section"))
        elif line and not line.startswith("#"):
            found = _line(line, source, number if numbered else 0, junk=junk, fold=fold)
            if isinstance(found, RuleLine):
                lines.append(found)
            else:
                faults.append(LineFault(number, printable(line[:LINE_MAX_CHARS]), found))
    return RuleFile(source, folder, tuple(lines), tuple(faults))


def line_fault(text: str) -> str | None:
    """Return why a text cannot be one rule, as a stable word, or None if it can."""
    if "\n" in text or "\r" in text:
        return "pattern"
    line = _stripped(text)
    if not line or line.startswith("#"):
        return "empty"
    found = _line(line, "", 0, junk=False, fold=False)
    return None if isinstance(found, RuleLine) else found


def folded(text: str, *, fold: bool) -> str:
    """Return a name or pattern in the form in which it is compared."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.casefold() if fold else text


def _stripped(raw: str) -> str:
    """Return a line without what ends it; a space at the end counts only behind a backslash."""
    line = raw.rstrip("\r")
    return line if line.endswith("\\ ") else line.rstrip()


def _line(line: str, source: str, number: int, *, junk: bool, fold: bool) -> RuleLine | str:
    """Return the rule of a line, or why it is none."""
    if len(line) > LINE_MAX_CHARS:
        return "too_long"
    takes_back = line.startswith("!")
    text = folded(line[takes_back:], fold=fold)
    folder_only = text.endswith("/")
    pattern = text.rstrip("/")
    if not pattern or "\0" in pattern or "[:" in pattern:  # pathspec does not know classes by name
        return "pattern"
    segments = tuple(pattern.removeprefix("/").split("/"))
    if _has_too_many_stars(segments):
        return "stars"
    regex = _compiled(pattern)
    if regex is None:
        return "pattern"
    steps = _steps(segments) if segments.count("**") > 1 else ()
    if steps is None:
        return "pattern"
    anchored = "/" in pattern and not (len(segments) == 2 and segments[0] == "**")  # noqa: PLR2004 - `**/x` is `x`
    last = segments[-1]
    special = [at for at, char in enumerate(last) if char in _SPECIAL]
    is_open = not regex.pattern.endswith(_CLOSED)
    return RuleLine(
        source=source,
        number=number,
        text=printable(line),
        takes_back=takes_back,
        folder_only=folder_only,
        junk=junk,
        anchored=anchored,
        segments=segments,
        head="" if is_open else last[: special[0]] if special else last,
        tail="" if is_open or not special else _tail(last),
        exact=not special and not is_open,
        regex=regex,
        prefixes=_prefixes(segments) if takes_back and anchored else (),
        steps=steps,
    )


def _tail(name: str) -> str:
    """Return what stands behind the last special character; nothing if that may be part of more than itself."""
    if "[" in name or "\\" in name:
        return ""
    return name[max(name.rfind("*"), name.rfind("?")) + 1 :]


def _has_too_many_stars(segments: tuple[str, ...]) -> bool:
    stars = [segment.count("*") for segment in segments if segment != "**"]
    return any(count > STARS_MAX for count in stars) or sum(stars) + segments.count("**") > ALL_STARS_MAX


def _compiled(pattern: str) -> re.Pattern[str] | None:
    """Return what matches a pattern without its `!` and its last slash, or None if it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what re has doubts about, people do not mean
            # A "!" or "#" in front would be read as a mark; here it is a character.
            found = GitIgnoreSpecPattern("\\" + pattern if pattern[0] in "!#" else pattern)
    except (GitIgnorePatternError, re.error, FutureWarning, ValueError):
        return None
    regex: re.Pattern[str] | None = found.regex
    return regex


def _steps(segments: tuple[str, ...]) -> tuple[Step, ...] | None:
    """Return a pattern name by name, or None if one of them is none. `**` at the end is about what is in a folder."""
    steps: list[Step] = []
    for segment in segments:
        regex = None if segment == "**" else _compiled("/" + segment)
        if regex is None and segment != "**":
            return None
        steps.append(regex)
    return (*steps[:-1], _ANY_NAME, None) if steps[-1] is None else tuple(steps)


def _leads_through(steps: tuple[Step, ...], names: Sequence[str]) -> bool:
    """Whether the names of a path match step by step; takes as long as there are names and steps, multiplied."""
    reached = _with_none({0}, steps)
    for name in names:
        taken: set[int] = set()
        for at in reached:
            if at < len(steps):
                step = steps[at]
                if step is None:
                    taken.add(at)
                elif step.fullmatch(name) is not None:
                    taken.add(at + 1)
        reached = _with_none(taken, steps)
    return len(steps) in reached


def _with_none(places: set[int], steps: tuple[Step, ...]) -> set[int]:
    """Return the places that are reached from these without a name: past every `**`."""
    found = set(places)
    for at, step in enumerate(steps):
        if at in found and step is None:
            found.add(at + 1)
    return found


def _prefixes(segments: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return what matches the folders that a pattern leads through, the topmost first; none from a `**` on."""
    found: list[re.Pattern[str]] = []
    for end in range(1, len(segments)):
        if segments[end - 1] == "**":
            break
        regex = _compiled("/" + "/".join(segments[:end]))
        if regex is None:
            break
        found.append(regex)
    return tuple(found)
