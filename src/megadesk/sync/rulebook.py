"""The ignore rules of a pair as they stand: from this device's settings and from what the last scan read.

memory.here ----------+
listing.ignore_texts -+--> Rulebook.rules, .problems
memory.last_said -----+        `--> remember: what counts if a file cannot be read after a restart
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from megadesk.model.ids import NodeId
from megadesk.model.listing import IgnoreText
from megadesk.model.pair import Notice, Problem
from megadesk.model.relpath import RelPath, is_under, join, name_of, parent_of
from megadesk.model.tree import Node
from megadesk.sync.ignore import HERE_ONLY, IGNORE_FILE, Rules
from megadesk.sync.ports import RuleMemory

BAD_LINE: Final = "ignore_line"
NOW_IGNORED: Final = "now_ignored"
PROBLEMS_MAX: Final = 100
"""A file of nothing but nonsense is one thing to mend, not two thousand."""


class NoMemory:
    """Where a pair has no rules but those in its folder."""

    def here(self) -> str:
        """Return none."""
        return ""

    def last_said(self) -> Mapping[RelPath, str]:
        """Return none."""
        return {}

    def remember(self, texts: Mapping[RelPath, str]) -> None:
        """Forget them."""


class Rulebook:
    """Used from the pair's own thread only; ``rules`` is a value and may go anywhere."""

    def __init__(self, memory: RuleMemory, *, case_sensitive: bool) -> None:
        self._memory = memory
        self._kept = dict(memory.last_said())
        self.rules = Rules(here=memory.here(), texts=self._kept, fold=not case_sensitive)
        self.problems: tuple[Problem, ...] = self._problems({})
        self._notices: list[Notice] = []

    def ask_here(self) -> bool:
        """Take in the rules of this device; return whether they are others than before."""
        here = self._memory.here()
        if here == self.rules.here:
            return False
        self.rules = Rules(here=here, texts=self.rules.texts, fold=self.rules.fold)
        return True

    def take_in(self, found: Mapping[RelPath, IgnoreText]) -> bool:
        """Take in what a scan read; return whether other rules count now."""
        texts = {at: said.text for at, said in found.items()}
        changed = texts != self.rules.texts
        if changed:
            self.rules = self.rules.with_texts(texts)
        self.problems = self._problems(found)
        return changed

    def remember(self) -> None:
        """Keep what the files say, if it is not what is kept already."""
        if self.rules.texts != self._kept:
            self._memory.remember(self.rules.texts)
            self._kept = dict(self.rules.texts)

    def is_shut(self, path: RelPath) -> bool:
        """Whether a path is in a folder that is not looked into: what happens there changes nothing."""
        return bool(path) and self.rules.inside(parent_of(path)).shut is not None

    def is_concerned(self, path: RelPath) -> bool:
        """Whether rules may be others when a path has changed: it is an ignore file, or a folder with one in it."""
        return name_of(path) == IGNORE_FILE or any(is_under(at, path) for at in self.rules.texts if at)

    def homes(self, root: NodeId, at_place: Callable[[NodeId, str], NodeId | None]) -> dict[RelPath, NodeId]:
        """Return the nodes of the folders that have rules, by path; ``at_place``: what is called so in a folder here."""
        found: dict[RelPath, NodeId] = {}
        for at in self.rules.texts:
            here: NodeId | None = root
            for name in at.split("/") if at else ():
                here = at_place(here, name) if here is not None else None
            if here is not None:
                found[at] = here
        return found

    # -- what to say once -------------------------------------------------------------------------------------------

    def note_left_out(self, nodes: Sequence[tuple[RelPath, Node]]) -> None:
        """Note what was synced and is not any more, because of a rule."""
        if not nodes:
            return
        files = [node for _, node in nodes if not node.is_folder]
        first = min((path for path, _ in nodes), key=lambda path: (path.count("/"), path))
        size_bytes = sum(node.size_bytes for node in files)
        self._notices.append(
            Notice(code=NOW_IGNORED, path=first, arguments={"files": len(files), "size_bytes": size_bytes})
        )

    def take_notices(self) -> tuple[Notice, ...]:
        """Return what a person may want to know, and forget it."""
        notices, self._notices = tuple(self._notices), []
        return notices

    def _problems(self, found: Mapping[RelPath, IgnoreText]) -> tuple[Problem, ...]:
        problems = [
            Problem(code=said.fault, path=join(at, IGNORE_FILE)) for at, said in sorted(found.items()) if said.fault
        ]
        for file in self.rules.files():
            for fault in file.faults:
                path = RelPath("") if file.source == HERE_ONLY else RelPath(file.source)
                problems.append(
                    Problem(
                        code=BAD_LINE, path=path,
                        arguments={"reason": fault.reason, "line": fault.number, "text": fault.text},
                    )
                )  # fmt: skip
        return tuple(problems[:PROBLEMS_MAX])
