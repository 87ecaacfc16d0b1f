"""Which paths of a folder are left out, and by which line of which file.

    built in  +  `.deskignore` from the top down  +  rules of this device      --> Rules
    Rules.verdict(path)                 one path                               --> Verdict(ignored, junk, rule)
    Rules.inside(folder) --> Inside     everything in a folder, one name at a time: what a scan asks

The last line that is about a path decides; those of this device come last, the built-in ones are final. What is in an
ignored folder is ignored with it, whatever other lines say of it, and the folder is not looked into. But a later `!`
line that *names* a path in it (`build/`, then `!build/keep.txt`) means it: then the folder itself is synced, as the
container of that, and only its other contents are left out (rows 136, 137).

A rule takes things out of sync and does nothing else: no file is removed anywhere because of one (detach.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from megadesk.model.relpath import ROOT, RelPath, is_under, join, name_of, parent_of
from megadesk.sync.ignore_lines import RuleFile, RuleLine, folded, parse

IGNORE_FILE: Final = ".deskignore"
"""Never ignored by a line itself: it is what others have to know."""

HERE_ONLY: Final = "this device"
BUILT_IN: Final = "built in"

BUILT_IN_TEXT: Final = """\
# our own: beside their targets, and in a folder below that is synced by itself
.megadesk-*
.megadesk/
# lock and swap files
~$*
.~lock.*#
.#*
.*.sw[a-px]
.goutputstream-*
.*.kate-swp
.fuse_hidden*
.nfs[0-9a-f]*[0-9a-f]
# half a download
*.part
*.partial
*.filepart
*.crdownload
*.opdownload
# what a volume keeps of itself
$RECYCLE.BIN/
System Volume Information/
lost+found/
.Trash-[0-9]*/
.Trashes/
.Spotlight-V100/
.fseventsd/
.TemporaryItems/
.DocumentRevisions-V100/
#!junk
.DS_Store
._*
.apdisk
Thumbs.db
ehthumbs.db
desktop.ini
"""
"""Row 144: what no device wants from another. Compared without regard to case, and not to be taken back."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one path. ``rule``: the line that decides; of a path that is synced, one that took it back.

    junk: a leftover that need not keep a folder alive.
    """

    ignored: bool = False
    junk: bool = False
    rule: RuleLine | None = None


SYNCED: Final = Verdict()
IGNORED: Final = "ignored"
"""The reason of an Unknown that is one because of a rule."""

_Placed: TypeAlias = tuple[RuleLine, str]
"""A line, and what stands before a name when this line is asked about it."""


@dataclass(frozen=True, slots=True)
class _Quick:
    """What a name must be, begin with or end with for any of some lines to be about it."""

    exact: frozenset[str]
    heads: tuple[str, ...]
    tails: tuple[str, ...]

    def __call__(self, name: str) -> bool:
        return name in self.exact or name.startswith(self.heads) or name.endswith(self.tails)


def _quick(lines: tuple[RuleLine, ...]) -> _Quick:
    open_lines = [line for line in lines if not line.exact]
    # A line with neither is looked at for every name: "" is how each of them begins.
    heads = {line.head for line in open_lines if line.head or not line.tail}
    tails = {line.tail for line in open_lines if line.tail and not line.head}
    return _Quick(frozenset(line.head for line in lines if line.exact), tuple(sorted(heads)), tuple(sorted(tails)))


_BUILT_IN: Final = parse(BUILT_IN_TEXT, source=BUILT_IN, folder=ROOT, fold=True, numbered=False)
_BUILT_IN_QUICK: Final = _quick(_BUILT_IN.lines)
_NOBODY: Final = _quick(())


def built_in(name: str, *, is_folder: bool) -> Verdict | None:
    """Return the verdict on what is never synced, or None. A scan asks this a hundred thousand times."""
    name = folded(name, fold=True)
    if not _BUILT_IN_QUICK(name):
        return None
    for line in _BUILT_IN.lines:
        if (is_folder or not line.folder_only) and line.matches(name):
            return Verdict(ignored=True, junk=line.junk, rule=line)
    return None


class Inside:
    """The rules as they are in one folder. ``shut``: the folder is ignored, and so is everything in it."""

    __slots__ = ("_container", "_fold", "_lines", "_quick", "_reach", "shut")

    def __init__(
        self,
        lines: tuple[_Placed, ...] = (),
        reach: tuple[_Placed, ...] = (),
        *,
        quick: _Quick = _NOBODY,
        shut: Verdict | None = None,
        container: Verdict | None = None,
        fold: bool = False,
    ) -> None:
        self.shut = shut
        self._container = container
        self._lines = lines  # the strongest first
        self._reach = reach  # the same order: `!` lines that name paths
        self._quick = quick
        self._fold = fold

    def verdict(self, name: str, *, is_folder: bool) -> Verdict:
        """Return what becomes of a name in this folder."""
        if self.shut is not None:
            return self.shut
        found = built_in(name, is_folder=is_folder)
        if found is not None:
            return found
        if not self._lines and self._container is None:
            return SYNCED
        return self._by_lines(name, is_folder=is_folder)[0]

    def below(self, name: str) -> tuple[Verdict, Verdict | None]:
        """Return what becomes of a folder in this one, and the verdict on what it contains if it is only a container."""
        if self.shut is not None:
            return self.shut, None
        found = built_in(name, is_folder=True)
        return (found, None) if found is not None else self._by_lines(name, is_folder=True)

    def _by_lines(self, name: str, *, is_folder: bool) -> tuple[Verdict, Verdict | None]:
        own = folded(name, fold=self._fold)
        if name == IGNORE_FILE and not is_folder and self._container is None:
            return SYNCED, None
        line = self._line_about(own, is_folder=is_folder)
        if line is not None and line.takes_back:
            return Verdict(rule=line), None
        if line is not None:
            ignored = Verdict(ignored=True, junk=line.junk, rule=line)
        elif self._container is not None:
            ignored = self._container
        else:
            return SYNCED, None
        namer = self._namer(own, ignored.rule) if is_folder else None
        return (Verdict(rule=namer), ignored) if namer is not None else (ignored, None)

    def _line_about(self, name: str, *, is_folder: bool) -> RuleLine | None:
        if not self._quick(name):
            return None
        for line, prefix in self._lines:
            if line.folder_only and not is_folder:
                continue
            if self._container is not None and line.takes_back and not line.anchored:
                continue  # in an ignored folder only what was named is taken back
            if line.matches(prefix + name if line.anchored else name):
                return line
        return None

    def _namer(self, name: str, rule: RuleLine | None) -> RuleLine | None:
        """Return the `!` line, stronger than ``rule``, that names something in the folder of that name."""
        for line, prefix in self._reach:
            if line is rule:
                return None
            if line.takes_back and line.names_below(prefix + name):
                return line
        return None


_OPEN: Final = Inside()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules of a pair at one moment. ``texts``: what the `.deskignore` of each folder says; ``here``: this device's.

    fold: upper and lower case are one on this volume.
    """

    here: str = ""
    texts: Mapping[RelPath, str] = field(default_factory=dict)
    fold: bool = False
    _files: dict[RelPath, RuleFile] = field(default_factory=dict, repr=False, compare=False)
    _insides: dict[RelPath, Inside] = field(default_factory=dict, repr=False, compare=False)
    _quicks: dict[tuple[int, ...], _Quick] = field(default_factory=dict, repr=False, compare=False)

    def with_text(self, folder: RelPath, text: str | None) -> Rules:
        """Return the rules with another `.deskignore` in a folder, or none."""
        texts = {at: said for at, said in self.texts.items() if at != folder}
        if text is not None:
            texts[folder] = text
        return Rules(here=self.here, texts=texts, fold=self.fold)

    def with_texts(self, texts: Mapping[RelPath, str]) -> Rules:
        """Return the rules with these `.deskignore` instead."""
        return Rules(here=self.here, texts=texts, fold=self.fold)

    def verdict(self, path: RelPath, *, is_folder: bool) -> Verdict:
        """Return what becomes of a path."""
        return self.inside(parent_of(path)).verdict(name_of(path), is_folder=is_folder)

    def files(self) -> list[RuleFile]:
        """Return every text with its lines, the weakest first: built in, from the top down, this device's."""
        return [_BUILT_IN, *(self._file(at) for at in sorted(self.texts, key=_depth)), self._here()]

    def inside(self, folder: RelPath) -> Inside:
        """Return the rules as they are in a folder."""
        if not self.texts and not self.here:
            return _OPEN if not folder else self._inside_plain(folder)
        found = self._insides.get(folder)
        if found is None:
            found = self._insides[folder] = self._make_inside(folder)
        return found

    def _inside_plain(self, folder: RelPath) -> Inside:
        for name in folder.split("/"):
            verdict = built_in(name, is_folder=True)
            if verdict is not None:
                return Inside(shut=verdict)
        return _OPEN

    def _make_inside(self, folder: RelPath) -> Inside:
        container: Verdict | None = None
        if folder:
            verdict, container = self.inside(parent_of(folder)).below(name_of(folder))
            if verdict.ignored:
                return Inside(shut=verdict)
        reach = self._in_order(folder, container.rule if container is not None else None)
        lines = tuple(
            (line, prefix) for line, prefix in reach
            if not line.anchored or line.may_match_in(tuple(prefix.split("/")[:-1]))
        )  # fmt: skip
        key = tuple(id(line) for line, _ in lines)
        quick = self._quicks.get(key)
        if quick is None:
            quick = self._quicks[key] = _quick(tuple(line for line, _ in lines))
        return Inside(lines, reach, quick=quick, container=container, fold=self.fold)

    def _in_order(self, folder: RelPath, until: RuleLine | None) -> tuple[_Placed, ...]:
        """Return every line that counts in a folder, the strongest first, and none weaker than ``until``."""
        found: list[_Placed] = []
        for file in self._chain(folder):
            inner = folded(folder[len(file.folder) :].removeprefix("/"), fold=self.fold)
            prefix = inner + "/" if inner else ""
            for line in reversed(file.lines):
                found.append((line, prefix))
                if line is until:
                    return tuple(found)
        return tuple(found)

    def _chain(self, folder: RelPath) -> list[RuleFile]:
        """Return the texts that count in a folder, the strongest first."""
        found = [self._here()]
        at = folder
        while True:
            if at in self.texts:
                found.append(self._file(at))
            if not at:
                return found
            at = parent_of(at)

    def _file(self, folder: RelPath) -> RuleFile:
        found = self._files.get(folder)
        if found is None:
            source = join(folder, IGNORE_FILE)
            found = parse(self.texts[folder], source=source, folder=folder, fold=self.fold)
            self._files[folder] = found
        return found

    def _here(self) -> RuleFile:
        found = self._files.get(_HERE)
        if found is None:
            found = self._files[_HERE] = parse(self.here, source=HERE_ONLY, folder=ROOT, fold=self.fold)
        return found


_HERE: Final = RelPath("\0")
"""No folder: where the parsed rules of this device are kept among the others."""


NO_RULES: Final = Rules()


def _depth(folder: RelPath) -> tuple[int, RelPath]:
    return (folder.count("/"), folder)


def under(texts: Mapping[RelPath, str], folder: RelPath) -> dict[RelPath, str]:
    """Return the texts of a folder and of those below it."""
    return {at: text for at, text in texts.items() if is_under(at, folder)}
