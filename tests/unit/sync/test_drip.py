"""Which files lost their bytes lately, and when that is too much."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest

from fakes.trees import content, node_id, tree
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Tree
from megadesk.model.values import replace
from megadesk.sync.drip import CALM_MS, AtHand, Burst, Ceiling, Trace, ending_of, traces_of, weigh
from megadesk.sync.neighbours import AWAY

ALL, ENDING = Ceiling(20, 0.5), Ceiling(5, 0.1)
NOW_MS = 1_000_000


def lines(count: int, suffix: str = "", word: str = "x", first: int = 0) -> list[str]:
    """Return files in a folder, the nodes of which keep their ids whatever they are called."""
    return [f"n{at}@d/{at:03}.txt{suffix}={word}{at}" for at in range(first, first + count)]


def traces(*of: str, at_ms: int = NOW_MS) -> list[Trace]:
    """Return the traces of these files."""
    base = tree(*of)
    return list(traces_of(base.values(), base, at_ms))


def burst(
    recent: Sequence[Trace], fresh: Sequence[Trace], target: Tree, *, known: int = 40, meant: Collection[str] = ()
) -> Burst | None:
    """Return what is asked about a plan that takes what is fresh."""
    at_hand = AtHand(fresh=fresh, nodes={trace.node for trace in fresh}, target=target)
    return weigh(recent, at_hand, lambda: known, ALL, ENDING, meant).burst


def test_traces_are_of_files_only() -> None:
    """Each with where it was and what it held; folders hold nothing, and what nobody agreed on is no loss."""
    base = tree("d/", "n@d/a.txt=1")
    found = list(traces_of([*base.values(), *tree("strange=2").values()], base, 7, meant=True))
    assert found == [Trace(RelPath("d/a.txt"), node_id("n"), node_id("d"), content("1"), 7, meant=True)]


def test_trace_of_what_was_taken_over_has_the_path_that_there_is() -> None:
    """A folder that was gone for a while, or came from another pair, is agreed on and nowhere here: a file in it can change."""
    base = tree("d/", "e@d/e/", "n@d/e/a.txt=1")
    away = Tree(base.root, {**base.nodes, node_id("d"): replace(base.nodes[node_id("d")], parent=AWAY)})
    found = list(traces_of([away.nodes[node_id("n")]], away, 7))
    assert found == [Trace(RelPath("d/e/a.txt"), node_id("n"), node_id("e"), content("1"), 7)]


def test_few_at_a_time_are_counted_together() -> None:
    """More than half of all in the end, and more than so many: asked, though each plan takes but one."""
    now = tree(*lines(40, word="y"))
    assert burst(traces(*lines(19)), traces(*lines(1, first=19)), now) is None
    found = burst(traces(*lines(20), at_ms=500), traces(*lines(1, first=20)), now)
    assert found is not None
    assert (found.files, found.uploaded, found.ending, found.since_ms) == (21, 20, "", 500)
    assert found.names == ("d/000.txt", "d/001.txt", "d/002.txt")


def test_it_takes_more_than_half_of_all() -> None:
    """Of many files many may change in a day."""
    now = tree(*lines(60, word="y"))
    recent, last = traces(*lines(30)), traces(*lines(1, first=30))
    assert burst(recent, last, now, known=62) is None
    assert burst(recent, last, now, known=61) is not None


def test_a_plan_that_takes_nothing_is_not_asked_about() -> None:
    """It may be what brings everything back, and there is nothing in it to hold."""
    assert burst(traces(*lines(40)), [], tree(*lines(40, word="y"))) is None


def test_bytes_that_are_here_again_are_not_lost() -> None:
    """Put back, or in the folder under another name or in another file: no trace is left of such a file."""
    recent = traces(*lines(30))
    back = [*lines(10), *[f"other/{at}=x{at}" for at in range(10, 20)]]
    at_hand = AtHand(fresh=(), nodes={node_id("n29")}, target=tree(*back, *lines(10, word="y", first=20)))
    found = weigh(recent, at_hand, lambda: 40, ALL, ENDING)
    assert found.burst is None
    assert [trace.path for trace in found.back] == [f"d/{at:03}.txt" for at in range(20)]


@pytest.mark.parametrize("kind", ["renamed", "made_anew"])
def test_one_new_ending_is_asked_about_much_earlier(kind: str) -> None:
    """A tenth of all is enough if names end in something new, whether files are rewritten or made anew and removed."""
    now = [*lines(60, first=8), *lines(8, ".locked", "y")]
    if kind == "made_anew":
        now = [line if ".locked" not in line else f"new{line}" for line in now]
    recent, last = traces(*lines(7), at_ms=500), traces(*lines(1, first=7))
    assert burst(recent, last, tree(*now), known=80) is None
    found = burst(recent, last, tree(*now), known=79)
    assert found is not None
    assert (found.files, found.uploaded, found.ending, found.since_ms) == (8, 7, ".locked", 500)
    assert burst(recent, last, tree(*now), known=79, meant={".locked"}) is None


def test_an_ending_is_named_if_most_have_it() -> None:
    """And the moment is that of the first file that has it, whatever else was saved before."""
    now = tree(*lines(30, ".locked", "y", first=10), *lines(10, word="y"))
    found = burst(
        [*traces(*lines(10), at_ms=100), *traces(*lines(29, first=10), at_ms=200)], traces(*lines(1, first=39)), now
    )
    assert found is not None
    assert (found.files, found.ending, found.since_ms, found.names[0]) == (40, ".locked", 200, "d/010.txt")


def test_what_a_person_saved_in_the_morning_is_no_part_of_it() -> None:
    """It began after the latest calm since which it is too much; if there is none, with the first file."""
    now = tree(*lines(40, word="y"))
    morning = traces(*lines(4), at_ms=NOW_MS - 10 * CALM_MS)
    night = traces(*lines(24, first=4), at_ms=NOW_MS)
    last = traces(*lines(1, first=28), at_ms=NOW_MS + 1)
    found = burst([*night, *morning], last, now)
    assert found is not None
    assert (found.files, found.since_ms) == (29, NOW_MS)
    near = traces(*lines(4), at_ms=NOW_MS - CALM_MS)
    found = burst([*night, *near], last, now)
    assert found is not None
    assert found.since_ms == NOW_MS - CALM_MS
    found = burst([*night[:17], *morning], last, now)
    assert found is not None
    assert found.since_ms == NOW_MS - 10 * CALM_MS


def test_a_file_beside_that_was_there_before_is_no_heir() -> None:
    """Photos that go from beside their old sidecars were not renamed to them."""
    day_ns = 86_400_000_000_000
    sidecars = tree(*[f"s{at}@d/{at:03}.txt.xmp=s{at}" for at in range(10)])
    recent, last = traces(*lines(9), at_ms=10 * 86_400_000), traces(*lines(1, first=9), at_ms=10 * 86_400_000)
    assert burst(recent, last, sidecars) is None
    lately = sidecars.changed(put=[replace(node, mtime_ns=10 * day_ns) for node in sidecars.values()])
    found = burst(recent, last, lately)
    assert found is not None
    assert found.ending == ".xmp"


@pytest.mark.parametrize(
    ("before", "now", "ending"),
    [
        ("a.docx", "a.docx.locked", ".locked"), ("a.docx", "a.docx.id-7.[x@y].ab", ".id-7.[x@y].ab"),
        ("a.docx", "3f2a.locked", ".locked"), ("a.docx", "b.docx", ""), ("a.docx", "a.docx", ""),
        ("README", "README.md", ".md"), ("50", "500", ""), ("a.txt", ".hidden", ""), ("a.txt", "plain", ""),
        ("a", "a." + "x" * 64, ""),
    ],
)  # fmt: skip
def test_endings(before: str, now: str, ending: str) -> None:
    """What a name has at its end, after a point, and had not before."""
    assert ending_of(before, now) == ending
