"""Much that is done in portions: one question for each, the next when the answer came, while a line says how far it is.

    in_portions(desk, m.REMOVE_FILES, paths, lambda part: m.Remove(paths=part), words=..., then=...)

“Cancel” beside it stops it after the portion that is on its way. Whoever asked gets what was answered, and says it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk, Work
from megadesk.ui.text import Text, text

Q = TypeVar("Q", bound=m.Body)
A = TypeVar("A", bound=m.Body)
T = TypeVar("T")

PORTION: Final = 250
"""So many in one question: a few seconds of work."""


@dataclass(slots=True)
class Outcome(Generic[A]):
    """How many were done, what was answered, and the error that ended it, if one did; a person may have, too."""

    done: int = 0
    answers: list[A] = field(default_factory=list)
    error: MegadeskError | None = None


def in_portions(
    desk: Desk,
    method: m.Method[Q, A],
    items: Sequence[T],
    make: Callable[[list[T]], Q],
    *,
    words: Callable[[int, int], Text],
    then: Callable[[Outcome[A]], None],
    size: int = 0,
) -> None:
    """Ask for so many at a time; ``then`` gets what came of it, also if an error or a person ended it.

    words: the line while it goes on, of how many are done and how many there are. What fits one question has none.
    """
    portion, all_of_it, work = size or PORTION, list(items), Work()
    outcome: Outcome[A] = Outcome()

    def ask_next() -> None:
        part = all_of_it[outcome.done : outcome.done + portion]
        if not part or work.is_ending:
            over()
            return
        if len(all_of_it) > portion:
            work.words, work.part = words(outcome.done, len(all_of_it)), outcome.done / len(all_of_it)
            desk.notices.goes_on(work)

        def take(answer: A) -> None:
            outcome.answers.append(answer)
            outcome.done += len(part)
            ask_next()

        desk.link.ask(method, make(part), then=take, failed=stop)

    def stop(error: MegadeskError) -> None:
        outcome.error = error
        over()

    def over() -> None:
        desk.notices.over(work)
        then(outcome)

    ask_next()


def restoring(done: int, count: int) -> Text:
    """Return how far it is of what comes back."""
    return text("Restoring files: {n} of {count}", n=done, count=count)
