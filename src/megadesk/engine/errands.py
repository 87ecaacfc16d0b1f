"""The errands of an account: every put and get is written down, run by a thread of its own, and goes on after a restart.

    put, get --ErrandBook--> ErrandRun (thread) --> over | parked, while it only waits for answers
    answer --> book, run again       cancel --> what was finished stays, nothing half is left
    start (an account is unlocked) --> what was not over goes on

Front ends watch: ``wait_for_news`` returns when anything may have changed.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.errand_get import GetRun, checked_get
from megadesk.engine.errand_plan import ANSWERS, answers_of, check_answer
from megadesk.engine.errand_progress import Standing
from megadesk.engine.errand_put import PutRun
from megadesk.engine.errand_run import ErrandRun, Outcome
from megadesk.engine.errand_scan import checked_put
from megadesk.model.errand import Answer, Case, Errand, Item, ItemState, Phase, Then
from megadesk.model.errors import BadUsage, DecisionNeeded, NotFound
from megadesk.model.ids import PairId
from megadesk.model.transfer import Direction
from megadesk.model.values import replace
from megadesk.store.errands import ErrandBook
from megadesk.transfers.faults import known

log = logging.getLogger(__name__)

AT_ONCE: Final = 8
"""So many move at a time; the others wait for their turn. Each is a thread, and all share the manager's lanes."""

THREADS_MAX: Final = 64
"""Those that wait for a drive, for room or for the server are in nobody's way, up to here."""

STOP_S: Final = 5.0
"""What hangs in a request to a server that does not answer is not waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One errand, how far it is, and how much it asks."""

    errand: Errand
    standing: Standing
    questions: int = 0
    is_running: bool = False


class Errands:
    """Starts, answers, cancels and lists errands. Safe from any thread."""

    def __init__(self, files: CloudFiles, book: ErrandBook) -> None:
        self._files = files
        self._book = book
        self._wall_ms = files.world.clock.wall_ms
        self._lock = threading.Lock()
        self._deciding = threading.RLock()
        self._running: dict[PairId, tuple[ErrandRun, threading.Thread]] = {}
        self._waiting: deque[PairId] = deque()
        self._again: set[PairId] = set()
        self._is_stopped = False
        self._news = threading.Condition()

    # -- life ---------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Go on with everything that is not over, also after ``stop``."""
        with self._lock:
            self._is_stopped = False
            # Those that were told to end, and have not yet, begin anew once they have.
            self._again |= {pair for pair, (run, _) in self._running.items() if run.halt.is_asked}
        unfinished = [one for one in reversed(self._book.all()) if one.ended_ms is None]
        if unfinished:
            log.info("errands: %d go on", len(unfinished))
        for errand in unfinished:
            self._begin(errand.pair)

    def stop(self) -> None:
        """End all threads; what they do goes on with the next start."""
        with self._lock:
            self._is_stopped = True
            running = list(self._running.values())
        for run, _ in running:
            run.stop()
        deadline_s = time.monotonic() + STOP_S
        for _, thread in running:
            thread.join(max(0.0, deadline_s - time.monotonic()))
        self._tell()

    def hurry(self) -> None:
        """Try what waits now: somebody knows that things are better."""
        with self._lock:
            running = list(self._running.values())
        for run, _ in running:
            run.poke()

    # -- asking for them ----------------------------------------------------------------------------------------------

    def put(
        self,
        locals_: Sequence[str],
        remote: str,
        *,
        recursive: bool,
        on_conflict: str = "fail",
        on_folder: str = "merge",
    ) -> Errand:
        """Upload local files and folders into a folder of the cloud, or one file to a name that is free."""
        answers = answers_of(on_conflict, on_folder)
        return self._add(replace(checked_put(self._files, locals_, remote, recursive=recursive), answers=answers))

    def get(
        self,
        remotes: Sequence[str],
        local: str,
        *,
        recursive: bool,
        on_conflict: str = "fail",
        on_folder: str = "merge",
        then: Then | None = None,
    ) -> Errand:
        """Download nodes into a local folder, or one file to a name that is free; ``then``: as they were."""
        answers = answers_of(on_conflict, on_folder)
        errand = checked_get(self._files, remotes, local, recursive=recursive, then=then)
        return self._add(replace(errand, answers=answers))

    def _add(self, errand: Errand) -> Errand:
        errand = replace(errand, created_ms=self._wall_ms())
        self._book.add(errand)
        self._begin(errand.pair)
        return errand

    def answer(
        self, which: str, answer: str, *, questions: Collection[int] = (), case: str = "", to_all: bool = False
    ) -> Report:
        """Answer single questions, or all of their kind, also those still to come; by ``case`` without naming one."""
        errand = self._find(which)
        chosen = _parse_answer(answer)
        if errand.is_over:
            raise BadUsage(what="answer", value=answer, reason="not_asked")
        with self._deciding:
            cases = {check_answer(self._question(errand.pair, number), chosen) for number in questions}
            if case:
                cases.add(_parse_case(case, chosen))
            for one in cases if to_all or case else ():
                self._book.answer_all(errand.pair, one, chosen)
            if not (to_all or case):
                self._book.answer(errand.pair, questions, chosen)
        self._wake(errand.pair)
        return self.report(errand.pair)

    def _question(self, pair: PairId, number: int) -> Item:
        item = self._book.item(pair, number)
        if item is None:
            raise NotFound(what="question", value=str(number))
        return item

    def cancel(self, which: str) -> Report:
        """End an errand. What was finished stays; one that is over stays as it is.

        Returns when it has ended; one that hangs in a request is over all the same, and takes away what is half when that
        comes back.
        """
        errand = self._find(which)
        if not errand.is_over:
            self._book.note_phase(errand.pair, Phase.CANCELLED)
        with self._lock:
            running = self._running.get(errand.pair)
            if errand.pair in self._waiting:
                self._waiting.remove(errand.pair)
        if running is not None:
            running[0].stop(cancelled=True)
            running[1].join(STOP_S)
            if running[1].is_alive():
                return self.report(errand.pair)
        after = self._book.get(errand.pair)
        if after is not None and after.ended_ms is None:
            self._run_of(after).finish(Phase.CANCELLED)  # it had no thread, or that had just come to its end
        return self.report(errand.pair)

    @property
    def is_busy(self) -> bool:
        """Whether something is left to do that waits for nobody."""
        return bool(self.busy())

    def busy(self) -> list[PairId]:
        """Return those that have something to do and wait for nobody, also for their turn."""
        with self._lock:
            running, waiting = dict(self._running), [] if self._is_stopped else list(self._waiting)
        return waiting + [pair for pair, (run, _) in running.items() if run.standing().reason is None]

    def under_way(self) -> tuple[int, int]:
        """Return how many go on, their turn being a matter of time, and how many wait for somebody or something."""
        busy = len(self.busy())
        return busy, max(0, self._book.open_count() - busy)

    # -- looking ------------------------------------------------------------------------------------------------------

    def all(self) -> list[Report]:
        """Return all that are remembered, the newest first."""
        return [self._reported(errand) for errand in self._book.all()]

    def find(self, which: str) -> Report:
        """Return the one with this id, or the start of one; NotFound, BadUsage if several fit."""
        return self._reported(self._find(which))

    def report(self, pair: PairId) -> Report:
        """Return one."""
        errand = self._book.get(pair)
        if errand is None:
            raise NotFound(what="errand", value=pair)
        return self._reported(errand)

    def _reported(self, errand: Errand) -> Report:
        if errand.is_over:
            counts = errand.counts if errand.ended_ms is not None else self._book.counts(errand.pair)
            return Report(errand=errand, standing=Standing(phase=errand.phase, counts=counts, reason=errand.error))
        with self._lock:
            running = self._running.get(errand.pair)
        if running is not None:
            standing = running[0].standing()
        else:
            paused = DecisionNeeded(reason="all_paused") if self._is_stopped else None
            standing = Standing(phase=errand.phase, counts=self._book.counts(errand.pair), reason=paused)
        return Report(
            errand=errand,
            standing=standing,
            questions=self._book.questions(errand.pair),
            is_running=running is not None,
        )

    def questions(self, pair: PairId, *, after: int, limit: int) -> list[Item]:
        """Return so many questions, those with a higher number than ``after``."""
        return self._book.items(pair, ItemState.ASKING, after=after, limit=limit)

    def places(self, errand: Errand, items: Sequence[Item]) -> list[str]:
        """Return where items would go, each in full: in the cloud (put) or on this computer (get)."""
        folders: dict[int, Item] = {}

        def place(item: Item) -> str:
            names, above = [item.name], item.above
            while above:
                folder = folders.get(above) or self._book.item(errand.pair, above)
                if folder is None:
                    break
                folders[above] = folder
                names.append(folder.goal)
                above = folder.above
            return "/".join((errand.target.rstrip("/"), *reversed(names)))

        return [place(one) for one in items]

    def problems(self, pair: PairId, *, offset: int, limit: int) -> tuple[list[Item], int]:
        """Return so many of what went wrong, and how many there are."""
        return self._book.problems(pair, offset=offset, limit=limit)

    def wait_for_news(self, timeout_s: float) -> None:
        """Return when something may have changed, or the time is over."""
        with self._news:
            self._news.wait(timeout_s)

    def _find(self, which: str) -> Errand:
        found = [one for one in self._book.all() if which and one.pair.startswith(which)]
        if not found:
            raise NotFound(what="errand", value=which)
        if len(found) > 1:
            raise BadUsage(what="errand", value=which, reason="several")
        return found[0]

    # -- threads ------------------------------------------------------------------------------------------------------

    def _wake(self, pair: PairId) -> None:
        """Have one go on: its thread hears it, or it gets one."""
        with self._lock:  # so that it hears of it, or is gone already
            running = self._running.get(pair)
            if running is not None:
                running[0].poke()
        self._begin(pair)

    def _begin(self, pair: PairId) -> None:
        with self._lock:
            if pair not in self._running and pair not in self._waiting:
                self._waiting.append(pair)
        self._begin_next()

    def _begin_next(self) -> None:
        with self._lock:
            while self._waiting and self._has_room() and not self._is_stopped:
                pair = self._waiting.popleft()
                errand = self._book.get(pair)
                if errand is None or errand.ended_ms is not None:
                    continue
                run = self._run_of(errand)
                thread = threading.Thread(target=self._run, args=(run,), name=f"errand-{pair}", daemon=True)
                self._running[pair] = (run, thread)
                thread.start()

    def _has_room(self) -> bool:
        moving = sum(not run.is_waiting for run, _ in self._running.values())
        return moving < AT_ONCE and len(self._running) < THREADS_MAX

    def _run_of(self, errand: Errand) -> ErrandRun:
        kind = PutRun if errand.way is Direction.UPLOAD else GetRun
        return kind(errand, book=self._book, files=self._files, deciding=self._deciding, told=self._heard)

    def _run(self, run: ErrandRun) -> None:
        pair = run.errand.pair
        outcome = Outcome.STOPPED
        try:
            if run.errand.phase is Phase.CANCELLED:
                run.finish(Phase.CANCELLED)  # it was cancelled just before a crash
            else:
                outcome = run.run()
        except Exception as error:  # noqa: BLE001 - one that cannot even be ended must not hold up those that wait
            known(error)
        finally:
            with self._lock:
                self._running.pop(pair, None)
                is_again = pair in self._again
                self._again.discard(pair)
        self._tell()
        if is_again or (outcome is Outcome.PARKED and run.has_news):
            self._begin(pair)  # an answer came just now, or everything goes on
        else:
            self._begin_next()

    def _heard(self) -> None:
        """Take in that one has news: it may wait by now, and another has its turn."""
        self._begin_next()
        self._tell()

    def _tell(self) -> None:
        with self._news:
            self._news.notify_all()


def _parse_answer(word: str) -> Answer:
    try:
        return Answer(word)
    except ValueError:
        raise BadUsage(what="answer", value=word) from None


def _parse_case(word: str, answer: Answer) -> Case:
    """Return the case of this name; BadUsage if there is none, or if this is no answer to it."""
    case = next((one for one in Case if one.value == word), None)
    if case is None:
        raise BadUsage(what="case", value=word)
    if answer not in ANSWERS[case]:
        raise BadUsage(what="answer", value=answer.value, reason=case.value)
    return case
