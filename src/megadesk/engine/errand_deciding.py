"""What an errand names, found and decided: the first half of its run.

    scan    what is named is found and written down            --> items, NEW
    plan    each gets its name, its node and its fate          --> READY | ASKING | SKIPPED | FAILED, written down

What is decided is written down page by page, and nothing is decided twice unless what was there has changed meanwhile.
Read next: errand_plan.py (the rules), errand_run.py (the other half).
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from megadesk.engine.errand_plan import Verdict, decide, free_name
from megadesk.engine.errand_progress import ErrandProgress
from megadesk.model.errand import Counts, Errand, Item, ItemState, Phase, There
from megadesk.model.errors import AlreadyExists, MegadeskError
from megadesk.model.transfer import TransferLine
from megadesk.model.tree import Kind
from megadesk.model.values import replace
from megadesk.store.errands import AT_ONCE, ErrandBook
from megadesk.sync.stopping import Halt


class ErrandDeciding(ABC):
    """One errand, as far as it is decided. Used from its own thread, but for ``halt`` and what ``_progress`` says."""

    def __init__(
        self, errand: Errand, *, book: ErrandBook, deciding: AbstractContextManager[object], told: Callable[[], None],
        moving: Callable[[], list[TransferLine]],
    ) -> None:  # fmt: skip
        """``deciding``, ``told``: as of ErrandRun. ``moving``: returns which of its transfers move just now."""
        self.errand = errand
        self.halt = Halt()
        self._book = book
        self._deciding = deciding
        self._told = told
        self._folders: dict[int, Item] = {}
        self._renamed: set[tuple[int, str]] = set()
        self._progress = ErrandProgress(moving, time.monotonic)
        self._progress.counts = book.counts(errand.pair)
        self._tries: dict[int, tuple[int, float]] = {}
        self._asked_to = 0
        self._is_planned = False

    def _scan_all(self) -> None:
        """Find everything and decide it, as if in one step: an errand that is refused has done nothing."""
        pair = self.errand.pair
        self._book.clear_items(pair)
        self._progress.counts = Counts()
        page: list[Item] = []
        for item in self._scan():
            self.halt.check()
            page.append(item)
            if len(page) >= AT_ONCE:
                self._add(page)
                page = []
        self._add(page)
        self._reload()
        self._plan()
        self._enter(Phase.CREATE)

    def _add(self, page: Sequence[Item]) -> None:
        self._book.add_items(self.errand.pair, page)
        found = [one for one in page if one.kind is Kind.FILE and one.state is ItemState.NEW]
        counts = self._progress.counts
        self._progress.counts = replace(
            counts,
            total_files=counts.total_files + len(found),
            total_bytes=counts.total_bytes + sum(one.found.size_bytes for one in found),
        )

    def _reload(self) -> None:
        """Read what was decided; what waits is looked at again."""
        pair = self.errand.pair
        self._folders = {one.number: one for one in self._book.folders(pair)}
        self._renamed = set(self._book.renamed(pair))
        self._progress.counts = self._book.counts(pair)
        self._is_planned = False

    def _plan(self) -> None:
        """Decide what is not decided, as far as its folder is; what is written down by then stays so."""
        if self._is_planned:
            return
        self._is_planned = True
        self._asked_to = 0
        self._look()
        pair, after = self.errand.pair, 0
        while True:
            self.halt.check()
            with self._deciding:
                now = self._book.get(pair)
                page = self._book.items(pair, ItemState.NEW, after=after)
                if not page or now is None:
                    break
                self.errand = replace(self.errand, answers=now.answers)
                decided = [one for item in page if (one := self._decided(item)) is not None]
                self._book.note_items(pair, decided)
            after = page[-1].number
        self._progress.counts = self._book.counts(pair)
        self._told()

    def _decided(self, item: Item) -> Item | None:
        """Return an item as it was decided; None if its folder is not decided yet."""
        above = self._folders.get(item.above)
        if above is not None and above.state not in {ItemState.READY, ItemState.DONE}:
            if above.state in {ItemState.NEW, ItemState.ASKING}:
                return None
            return self._known(replace(item, state=above.state))
        there = self._there(item)
        verdict = decide(item, there, self.errand.answers)
        match verdict:
            case Verdict.ASK:
                decided = replace(item, there=there, state=ItemState.ASKING, answer=None)
            case Verdict.SKIP:
                decided = replace(item, there=there, state=ItemState.SKIPPED)
            case Verdict.FAIL if self.errand.phase is Phase.SCAN:
                raise self._taken(item)
            case Verdict.FAIL | Verdict.REFUSE:
                decided = replace(item, there=there, state=ItemState.FAILED, error=self._taken(item))
            case Verdict.RENAME:
                name = free_name(item.name, lambda name: self._is_taken(item.above, name), is_folder=item.is_folder)
                self._renamed.add((item.above, name))
                decided = self._ready(replace(item, renamed=name), there, verdict)
            case _:
                decided = self._ready(replace(item, renamed=None), there, verdict)
        return self._known(decided)

    def _known(self, item: Item) -> Item:
        if item.is_folder:
            self._folders[item.number] = item
        return item

    def _is_taken(self, above: int, name: str) -> bool:
        return (
            (above, name) in self._renamed
            or self._has(above, name)
            or self._book.has_sibling(self.errand.pair, above, name)
        )

    def _again(self, items: Iterable[Item]) -> None:
        """Have these decided anew: what was there when they were is not any more."""
        again = [replace(one, state=ItemState.NEW) for one in items]
        for one in again:
            self._known(one)
        self._book.note_items(self.errand.pair, again)
        self._is_planned = self._is_planned and not again

    def _note(self, items: Sequence[Item], before: ItemState = ItemState.READY) -> None:
        """Write down what became of items."""
        self._book.note_items(self.errand.pair, items)
        for one in items:
            self._progress.note(before, self._known(one))
            self._tries.pop(one.number, None)

    def _failed(self, item: Item, error: MegadeskError) -> Item:
        return replace(item, state=ItemState.FAILED, error=error)

    def _enter(self, phase: Phase) -> None:
        if self.errand.phase is not phase:
            self._book.note_phase(self.errand.pair, phase)
            self.errand = replace(self.errand, phase=phase)
            self._told()

    # -- what put and get do in their own ways ------------------------------------------------------------------------

    @abstractmethod
    def _scan(self) -> Iterable[Item]:
        """Yield everything that the errand names, each after its folder, numbered from 1."""

    @abstractmethod
    def _look(self) -> None:
        """Look at the side it goes to, for what follows."""

    @abstractmethod
    def _there(self, item: Item) -> There | None:
        """Return what has an item's name."""

    @abstractmethod
    def _has(self, above: int, name: str) -> bool:
        """Whether a name is taken in a folder."""

    @abstractmethod
    def _taken(self, item: Item) -> AlreadyExists:
        """Return the error for a name that is taken."""

    @abstractmethod
    def _ready(self, item: Item, there: There | None, verdict: Verdict) -> Item:
        """Return an item that is to be moved, made or merged."""
