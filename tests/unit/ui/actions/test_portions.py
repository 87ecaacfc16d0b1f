"""Much that is done in portions."""

from __future__ import annotations

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.actions.portions import Outcome, in_portions, restoring
from megadesk.ui.desk import Work


def test_what_fits_one_question_says_nothing(desk: FakeDesk) -> None:
    """And nothing is not asked for."""
    works: list[Work | None] = []
    outcomes: list[Outcome[m.Nothing]] = []
    desk.notices.worked.connect(works.append)
    desk.link.answer(m.REMOVE_FILES, m.Nothing())
    for paths in (["/a", "/b"], []):
        in_portions(
            desk,
            m.REMOVE_FILES,
            paths,
            lambda part: m.Remove(paths=part),
            words=restoring,
            then=outcomes.append,
            size=2,
        )
    assert works == []
    assert [outcome.done for outcome in outcomes] == [2, 0]
    assert desk.link.asked(m.REMOVE_FILES) == [m.Remove(paths=["/a", "/b"])]


def test_an_error_ends_it(desk: FakeDesk) -> None:
    """What was answered before is known, and the line is gone."""
    answers = [m.Nothing(), ServerUnavailable()]
    outcomes: list[Outcome[m.Nothing]] = []
    works: list[Work | None] = []
    desk.notices.worked.connect(works.append)
    desk.link.answer(m.REMOVE_FILES, lambda _: answers.pop(0))
    in_portions(
        desk, m.REMOVE_FILES, ["/a", "/b", "/c"], lambda part: m.Remove(paths=part), words=restoring, then=outcomes.append,
        size=1,
    )  # fmt: skip
    assert outcomes[0].done == 1
    assert isinstance(outcomes[0].error, ServerUnavailable)
    assert works[-1] is None
