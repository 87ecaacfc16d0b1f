"""Plans that take away too much."""

import pytest

from fakes.trees import EMPTY, context, tree
from megadesk.model.ids import NodeId
from megadesk.model.tree import Tree
from megadesk.sync.guard import DAY_MS, GuardLimits, Loser, Losses, Question, change_question, losses, question
from megadesk.sync.plan import Plan
from megadesk.sync.planner import plan


def files(count: int, folder: str = "d") -> list[str]:
    """Return so many files in a folder."""
    return [f"{folder}/{number:03}=x{number}" for number in range(count)]


def asked(base: Tree, local: Tree, remote: Tree, limits: GuardLimits | None = None) -> tuple[str, str, int] | None:
    """Return reason, direction and number of files of the question, or None."""
    made = plan(base, local, remote, context())
    question_asked = question(made, base, limits) if limits else question(made, base)
    if question_asked is None:
        return None
    found = question_asked.problem
    assert found.code == "mass_removal"
    assert question_asked.losses.all() == losses(made, base).all()
    return str(found.arguments["reason"]), str(found.arguments["direction"]), int(found.arguments["files"] or 0)


def changes(made: Plan, base: Tree, approved: frozenset[tuple[Loser, NodeId]] = frozenset()) -> Question | None:
    """Return what is asked about a plan: what it removes first, then what it changes."""
    return question(made, base, approved=approved) or change_question(made, base, approved=approved)[0]


KEEP = files(100, "keep")


@pytest.mark.parametrize(("gone", "expected"), [(50, None), (51, "too_many")], ids=["at_the_limit", "above_it"])
def test_rows_184_185_too_many(gone: int, expected: str | None) -> None:
    """More than fifty files and more than a quarter are asked about, in either direction."""
    full = tree(*KEEP, *files(99))
    less = tree(*KEEP, *files(99)[gone:])
    assert asked(full, less, full) == (expected and (expected, "remote", gone))
    assert asked(full, full, less) == (expected and (expected, "local", gone))


def test_quarter_of_many_files_may_go() -> None:
    """Of very many files more than fifty may go, up to a quarter."""
    full = tree(*files(300), *KEEP)
    assert asked(full, tree(*files(300)[100:], *KEEP), full) is None
    assert asked(full, tree(*files(300)[101:], *KEEP), full) == ("too_many", "remote", 101)


def test_whole_tree_at_the_top() -> None:
    """A top folder of more than twenty files that vanishes is asked about."""
    full = tree(*KEEP, *files(21), *files(20, "e"))
    assert asked(full, tree(*KEEP, *files(20, "e")), full) == ("whole_tree", "remote", 21)
    assert asked(full, tree(*KEEP, *files(21)), full) is None
    assert asked(full, tree(*KEEP, "d/", *files(20, "e")), full) == ("whole_tree", "remote", 21)


def test_whole_tree_has_folders_in_it_and_more_files_than_a_few() -> None:
    """Its own folders go with it; a small one is none, also if something else goes besides."""
    full = tree(*KEEP, *files(21, "d/e/f"), *files(20, "g"))
    assert asked(full, tree(*KEEP, *files(20, "g")), full) == ("whole_tree", "remote", 21)
    assert asked(full, tree(*KEEP[1:], *files(21, "d/e/f")), full) is None


def test_what_nobody_agreed_on_and_what_moves_out_is_no_loss() -> None:
    """A new folder that dissolves in one of its name was never agreed on; a file goes out of a folder that goes."""
    base, local = tree("x@E/", "y@E/f=1"), tree("x@E/", "y@E/f=1", "n@D/", "p@D/g=2")
    assert losses(plan(base, local, tree("x@D/", "y@D/f=1"), context()), base) == Losses()
    base = tree("d/", "x@d/x=1", "y@d/y=2")
    lost = losses(plan(base, tree("x@x=1"), base, context()), base)
    assert [node.name for node in lost.there] == ["d", "y"]


def test_row_179_empty_root() -> None:
    """Nothing left of two or more things is asked about, of one it is not."""
    assert asked(tree("a=1", "b=2"), EMPTY, tree("a=1", "b=2")) == ("empty", "remote", 2)
    assert asked(tree("a=1"), EMPTY, tree("a=1")) is None


def test_moves_are_no_removals() -> None:
    """A renamed folder loses nothing, whatever is in it."""
    full = tree("x@d/", *[f"f{number}@d/{number}=x{number}" for number in range(100)])
    moved = tree("x@e/", *[f"f{number}@e/{number}=x{number}" for number in range(100)])
    assert asked(full, moved, full) is None
    assert asked(full, full, moved) is None


def test_nothing_to_remove_is_not_asked() -> None:
    """A plan without removals passes."""
    assert question(Plan(target=EMPTY), tree(*KEEP)) is None


def test_limits_are_settable() -> None:
    """Each limit is a number of its own."""
    full = tree("a=1", "b=1", "c=1", "d=1")
    assert asked(full, tree("a=1", "b=1", "c=1"), full, GuardLimits(deletes=0, share=0.0)) == ("too_many", "remote", 1)


def test_approval_is_bound_to_the_removals() -> None:
    """Another removal makes another digest; a new file beside it does not."""
    full = tree("a=1", "b=1", "c=1")

    def digest(*local: str) -> str:
        made = question(plan(full, tree(*local), full, context()), full, GuardLimits(deletes=0, share=0.0))
        assert made is not None
        return made.digest

    assert digest("a=1", "b=1") == digest("a=1", "b=1", "new=5") != digest("a=1")


def test_approval_is_for_all_of_it_or_for_nothing() -> None:
    """What was approved passes, and less of it; with one more, all of it is asked about again."""
    full = tree(*KEEP, *files(99))
    made = plan(full, tree(*KEEP), full, context())
    approved = losses(made, full).all()
    assert question(made, full, approved=approved) is None
    fewer = plan(full, tree(*KEEP, *files(99)[90:]), full, context())
    assert question(fewer, full, approved=approved) is None
    more = plan(full, tree(*KEEP[1:]), full, context())
    asked_again = question(more, full, approved=approved)
    assert asked_again is not None
    assert asked_again.problem.arguments["files"] == 100


@pytest.mark.parametrize(("days", "expected"), [(None, None), (59, None), (61, "long_away")])
def test_row_62_long_away(days: int | None, expected: str | None) -> None:
    """After a long time a single removal is asked about, in either direction; a pair that was never in step is new."""
    full, less = tree("a=1", "b=2"), tree("a=1")
    away_ms = None if days is None else days * DAY_MS + 1
    for local, remote, direction in ((less, full, "remote"), (full, less, "local")):
        found = question(plan(full, local, remote, context()), full, away_ms=away_ms)
        assert (found and found.problem.code) == expected
        if found is not None:
            assert (found.problem.arguments["direction"], found.problem.arguments["days"]) == (direction, days)


def test_long_away_asks_only_if_something_goes() -> None:
    """Files that are new or edited are no reason to ask."""
    full = tree("a=1", "b=2")
    made = plan(full, tree("a=3", "b=2", "c=4"), full, context())
    assert question(made, full, away_ms=900 * DAY_MS) is None


def test_mass_change() -> None:
    """Most files with other bytes at once are asked about before any of them is uploaded; half of them, or few, not."""
    base = tree(*files(401))
    changed = [line.replace("=x", "=y") for line in files(401)]

    def asked_of(count: int, of: Tree = base) -> str | None:
        local = tree(*changed[:count], *files(401)[count : len(of) - 1])
        found = changes(plan(of, local, of, context()), of)
        return None if found is None else found.problem.code

    assert asked_of(200) is None
    assert asked_of(201) == "mass_change"
    small = tree(*files(200))
    assert asked_of(200, small) is None
    made = plan(base, tree(*changed), base, context())
    found = changes(made, base)
    assert found is not None
    assert len(found.losses.changed) == 401
    assert not found.losses.here
    assert changes(made, base, found.losses.all()) is None


def test_mass_change_under_other_names() -> None:
    """What encrypts files and renames them is asked about, whether it keeps the files or makes new ones; renames are not."""
    base = tree(*files(401))
    renamed = [f"d/{number:03}@d/{number:03}.locked=x{number}" for number in range(401)]
    rewritten = [line.replace("=x", "=y") for line in renamed]
    made_anew = [f"d/{number:03}.locked=y{number}" for number in range(401)]
    for local, code in ((renamed, None), (rewritten, "mass_change"), (made_anew, "mass_removal")):
        found = changes(plan(base, tree(*local), base, context()), base)
        assert (found.problem.code if found is not None else None) == code


def test_an_edit_does_not_change_a_question_of_removals() -> None:
    """Who saves a file while a removal waits is asked the same, under the same digest."""
    full = tree(*KEEP, *files(99), "note=1")
    calm = question(plan(full, tree(*KEEP, "note=1"), full, context()), full)
    busy = question(plan(full, tree(*KEEP, "note=2"), full, context()), full)
    assert calm is not None
    assert busy is not None
    assert calm.digest == busy.digest


def test_a_plan_without_steps_loses_nothing() -> None:
    """Nothing to do, nothing to ask."""
    assert losses(Plan(target=EMPTY), tree("a=1")) == Losses()


def test_folders_are_no_files() -> None:
    """Sixty empty folders may go without a question: nothing that anybody wrote is in them."""
    folders = [f"d{number}/" for number in range(60)]
    full = tree(*KEEP, *folders)
    assert asked(full, tree(*KEEP), full) is None


def test_away_is_asked_about_from_the_next_moment_on() -> None:
    """At the limit to the millisecond nothing is asked, after it a single removal is."""
    full, less = tree("a=1", "b=2"), tree("b=2")
    made = plan(full, full, less, context())
    limit_ms = GuardLimits().away_days * DAY_MS
    assert question(made, full, away_ms=limit_ms) is None
    assert question(made, full, away_ms=limit_ms + 1) is not None


def test_approved_changes_let_no_removal_pass() -> None:
    """Who let changes go has not let go what is removed beside them, here or there, and each is asked about as such."""
    base = tree(*files(500), *files(200, "e"))
    changed = [line.replace("=x", "=y") for line in files(500)]
    for local, remote, direction, gone in (
        (tree(*changed), base, "remote", 200),
        (tree(*changed, *files(200, "e")), tree(*files(500)), "local", 200),
    ):
        made = plan(base, local, remote, context())
        approved = {loss for loss in losses(made, base).all() if loss[0] is Loser.CHANGE}
        found = question(made, base, approved=approved)
        assert found is not None
        assert (found.problem.arguments["direction"], found.problem.arguments["files"]) == (direction, gone)
        assert not found.losses.changed


def test_changes_are_counted_beside_removals() -> None:
    """A plan that puts into the bin, moves and makes as well: only bytes that are replaced count as changed."""
    base = tree("x@gone=1", "m@old=2", "e@edited=3", "p@bits=4")
    local = tree("m@new=2", "e@edited=33", "p@bits=4*", "n@made=5")
    assert [node.name for node in losses(plan(base, local, base, context()), base).changed] == ["edited"]


def test_what_went_to_another_folder_is_no_loss() -> None:
    """Files that are alive elsewhere in the cloud are taken off this disk without a question; one binned too many asks."""
    files = [f"d/{at}=x" for at in range(80)]
    base, remote = tree("k=1", "d/", *files), tree("k=1")
    made = plan(base, base, remote, context())
    everything = frozenset(node.id for node in base.values())
    assert question(made, base) is not None
    assert question(made, base, alive=everything) is None
    assert question(made, base, alive=frozenset(sorted(everything)[:20])) is not None
