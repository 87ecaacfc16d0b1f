"""What waits, in the order a person sees, put into another order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fakes.queues import Desk
from megadesk.model.transfer import Direction
from megadesk.transfers.line import Line, spread, waiting_in
from megadesk.transfers.order import BOTTOM_TIER, FAIR_TIER, TOP_TIER, bottom, rank_of, top
from megadesk.transfers.queue import Rank, Transfer

UP = Direction.UPLOAD
NAMES = "abcdef"


def made() -> dict[str, Transfer]:
    """Return transfers that wait, by name."""
    desk = Desk()
    desk.want(*NAMES)
    return {str(one.job.path): one for one in waiting_in(desk.board.register, UP)}


def shown(transfers: list[Transfer]) -> str:
    """Return their names."""
    return "".join(str(one.job.path) for one in transfers)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from([*NAMES, ""]))))
def test_it_is_what_a_list_would_be(moves: list[tuple[str, str]]) -> None:
    """Whatever is put where: the same as with a list, and neighbours fit."""
    known, expected = made(), list(NAMES)
    line = Line(known.values())
    for name, anchor in moves:
        line.put_behind(known[name], known[anchor] if anchor else None)
        if name != anchor:
            expected.remove(name)
            expected.insert(expected.index(anchor) + 1 if anchor else 0, name)
    order = list(line)
    assert shown(order) == "".join(expected)
    for before, behind in zip([None, *order], [*order, None], strict=True):
        assert before is None or line.behind(before) is behind
        assert behind is None or line.before(behind) is before
    assert {one for _, run, _ in line.runs() for one in run} == set(line.moved)


def test_runs_are_those_that_were_moved_in_a_row() -> None:
    """With what stands still before and behind them."""
    known = made()
    line = Line(known.values())
    for name, anchor in (("f", "a"), ("e", "f"), ("b", None)):
        line.put_behind(known[name], known[anchor] if anchor else None)
    assert shown(list(line)) == "bafecd"
    found = [
        (before and shown([before]), shown(run), behind and shown([behind])) for before, run, behind in line.runs()
    ]
    assert found == [(None, "b", "a"), ("a", "fe", "c")]


def test_what_was_not_in_line_can_be_put_into_it() -> None:
    """Behind another one, and in front if that is not there."""
    known = made()
    line = Line([known["a"], known["b"]])
    assert known["c"] not in line
    line.put_behind(known["c"], known["a"])
    line.put_behind(known["d"], known["f"])
    assert shown(list(line)) == "dacb"


def test_spreading_keeps_the_order_in_each_tier() -> None:
    """Those on top and at the bottom too, and there is room afterwards."""
    known = list(made().values())
    for tier, ranks in (
        (TOP_TIER, [top(3), top(2), top(1)]),
        (FAIR_TIER, [Rank(FAIR_TIER, 1.0, number) for number in range(3)]),
        (BOTTOM_TIER, [bottom(1), bottom(2), bottom(3)]),
    ):
        own = known[:3]
        for one, rank in zip(own, ranks, strict=True):
            one.rank = rank
        spread(own, tier, [11, 12, 13])
        assert sorted(own, key=rank_of) == own
        assert len({rank_of(one).tag for one in own}) == 3
        assert {rank_of(one).tier for one in own} == {tier}
