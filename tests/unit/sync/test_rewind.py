"""A folder comes back to what it was, by steps forward, and nothing that exists only now is lost."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from fakes.trees import ROOT_ID, content, node_id, shown, tree
from megadesk.model.errors import AlreadyExists, NotFound
from megadesk.model.ids import NodeId
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind, Node, Tree
from megadesk.model.values import replace
from megadesk.sync.resolve import resolve
from megadesk.sync.rewind import Deed, RewindPlan, Scene, copied, restored

BIN: NodeId = NodeId(b"\xfe" * 16)
KEY = b"restore"


def binned(*lines: str) -> Tree:
    """Return a bin that holds these."""
    made = tree(*lines)
    nodes = {key: replace(node, parent=BIN if node.parent == ROOT_ID else node.parent) for key, node in made.items()}
    return Tree(BIN, nodes)


def scene(then: Tree, now: Tree, bin_now: Tree | None = None, *others: str) -> Scene:
    """Return the two moments; ``others``: nodes that live somewhere else."""
    below = bin_now if bin_now is not None else Tree(BIN, {})
    lives = {*now.nodes, *below.nodes, *map(node_id, others)}
    return Scene(then=then, now=now, bin=below, lives=lives.__contains__)


def after(given: Scene, plan: RewindPlan) -> Tree:
    """Return the area once every step of a plan is published."""
    nodes = {**given.bin.nodes, **given.now.nodes}
    for step in plan.steps:
        before = nodes.get(step.id)
        assert (before.version if before else 0) == step.version, "a step names the record that it replaces"
        if step.deed is Deed.REMOVE:
            assert before is not None
            nodes[step.id] = replace(before, parent=BIN)
            continue
        of_then = {**given.then.nodes, ROOT_ID: Node(ROOT_ID, ROOT_ID, Kind.FOLDER, "")}
        source = of_then[step.content] if step.content is not None else before
        assert source is not None
        nodes[step.id] = replace(source, id=step.id, parent=step.parent, name=step.name, version=step.version + 1)
    made = resolve(nodes.values(), given.now.root)
    assert all(made[step.id].name == step.name for step in plan.steps if step.id in made), "every name is free"
    return made


def done(given: Scene, where: str = "", *, exact: bool = False) -> list[str]:
    """Return what a folder looks like after it was restored, having looked that a second time nothing is to be done."""
    names = where.split("/") if where else []
    made = after(given, restored(given, names, key=KEY, exact=exact))
    left = {key: node for key, node in given.bin.nodes.items() if key not in made}
    again = replace_scene(given, made, Tree(BIN, left))
    assert restored(again, names, key=KEY, exact=exact).steps == []
    return shown(made)


def replace_scene(given: Scene, now: Tree, below: Tree) -> Scene:
    """Return the same past seen from another now."""
    return Scene(then=given.then, now=now, bin=below, lives=lambda key: key in now or key in below or given.lives(key))


def deeds(given: Scene, where: str = "", *, exact: bool = False) -> list[str]:
    """Return what a plan says it does."""
    plan = restored(given, where.split("/") if where else [], key=KEY, exact=exact)
    return [f"{step.deed.value} {step.path}" for step in (*plan.steps, *plan.kept)]


class TestOneNode:
    """What becomes of a file or folder of then, case by case."""

    def test_what_is_as_it_was_is_left_alone(self) -> None:
        """Nothing is published for what is the same."""
        given = scene(tree("d/", "d/a=one"), tree("d/", "d/a=one"))
        assert (deeds(given), restored(given, [], key=KEY).same) == ([], 2)

    def test_other_bytes_make_room_for_those_of_then(self) -> None:
        """An edited file gets the bytes of then on its own record, so that those of now stay as a version."""
        given = scene(tree("a=one"), tree("a=two", version=3))
        (step,) = restored(given, [], key=KEY).steps
        assert (step.deed, step.id, step.version, step.replaces) == (Deed.REPLACE, node_id("a"), 3, True)
        assert done(given) == ["a=one"]

    def test_executable_bit_counts_as_bytes(self) -> None:
        """A file that may be run no more is as it was then."""
        assert done(scene(tree("a=one*"), tree("a=one"))) == ["a=one*"]

    def test_renamed_and_rewritten_comes_back_under_its_name(self) -> None:
        """What ransomware leaves behind: same node, other name, other bytes."""
        given = scene(tree("p/", "p/a.jpg=cat"), tree("p/", "p/a.jpg@p/a.jpg.locked=x"))
        (step,) = restored(given, ["p"], key=KEY).steps
        assert (step.deed, step.replaces, step.was) == (Deed.MOVE, True, "/p/a.jpg.locked")
        assert done(given, "p") == ["p/", "p/a.jpg=cat"]

    def test_removed_comes_out_of_the_bin(self) -> None:
        """Its own record goes back to its place."""
        given = scene(tree("d/", "d/a=one"), tree("d/"), binned("d/a@a=one"))
        assert deeds(given) == ["return d/a"]
        assert done(given) == ["d/", "d/a=one"]

    def test_removed_folder_brings_along_what_is_in_it(self) -> None:
        """One record for a folder of many; what was changed in it before it was removed is put right as well."""
        given = scene(
            tree("d/", "d/a=one", "d/b=two"), tree(), binned("d@d/", "d/a@d/a=one", "d/b@d/b=new", "d/c@d/c=more")
        )
        assert deeds(given) == ["return d", "replace d/b", "keep d/c"]
        assert restored(given, [], key=KEY).along == 1
        assert done(given, exact=True) == ["d/", "d/a=one", "d/b=two"]

    def test_gone_for_good_is_made_again(self) -> None:
        """Under its own id, so that its versions go on."""
        given = scene(tree("d/", "d/a=one"), tree())
        assert [step.id for step in restored(given, [], key=KEY).steps] == [node_id("d"), node_id("d/a")]
        assert done(given) == ["d/", "d/a=one"]

    def test_what_lives_elsewhere_is_copied(self) -> None:
        """A folder is brought back without taking anything out of another one."""
        given = scene(tree("d/", "d/a=one", "e/"), tree("d/", "e/", "d/a@e/a=one"))
        assert deeds(given, "d") == ["create d/a"]
        assert done(given, "d") == ["d/", "d/a=one", "e/", "e/a=one"]

    def test_a_file_in_the_place_of_then_is_the_one(self) -> None:
        """Removed and made anew under the same name: the new one gets the old bytes, and has the newer as a version."""
        given = scene(tree("a=one"), tree("new@a=two"), binned("a@a=one"))
        (step,) = restored(given, [], key=KEY).steps
        assert (step.deed, step.id, step.content) == (Deed.REPLACE, node_id("new"), node_id("a"))
        assert done(given) == ["a=one"]

    def test_a_folder_in_the_place_of_then_is_the_one(self) -> None:
        """What was in the old folder comes into the new one."""
        given = scene(tree("d/", "d/a=one"), tree("new@d/", "d/b=two"), binned("d@d/", "d/a@d/a=one"))
        assert done(given) == ["d/", "d/a=one", "d/b=two"]

    def test_two_that_swapped_names_swap_back(self) -> None:
        """Each goes back to its own name, by a move and not by bytes."""
        given = scene(tree("a=one", "b=two"), tree("a@b=one", "b@a=two"))
        assert deeds(given) == ["move a", "move b"]
        assert done(given) == ["a=one", "b=two"]

    def test_a_folder_in_its_own_folder_comes_out(self) -> None:
        """What was above is below now: parents are published first, so that there is never a ring."""
        given = scene(tree("a/", "a/b/"), tree("a/b@b/", "a@b/a/"))
        assert deeds(given) == ["move a", "move a/b"]
        assert done(given) == ["a/", "a/b/"]


class TestOnlyNow:
    """What was not there then."""

    def test_stays(self) -> None:
        """A file that exists only now stays and is named, and so is what is in a folder that does."""
        given = scene(tree("d/"), tree("d/", "d/new=x", "d/n/", "d/n/o=y"))
        assert sorted(deeds(given, "d")) == ["keep d/n", "keep d/n/o", "keep d/new"]
        assert done(given, "d") == ["d/", "d/n/", "d/n/o=y", "d/new=x"]

    def test_goes_into_the_bin_for_a_mirror(self) -> None:
        """By its topmost folder, after what belongs elsewhere has left it."""
        given = scene(tree("d/", "d/a=one"), tree("d/", "d/n/", "d/a@d/n/a=one", "d/n/x=y"))
        assert deeds(given, "d", exact=True) == ["move d/a", "remove d/n"]
        assert done(given, "d", exact=True) == ["d/", "d/a=one"]

    def test_gives_way_if_it_is_of_another_kind(self) -> None:
        """A folder where a file was gets another name; nothing in it is touched."""
        given = scene(tree("d/", "d/x=one"), tree("d/", "n@d/x/", "d/x/in=y"))
        assert done(given, "d") == ["d/", "d/x (2)/", "d/x (2)/in=y", "d/x=one"]
        assert done(given, "d", exact=True) == ["d/", "d/x=one"]

    def test_gives_way_at_the_top_too(self) -> None:
        """Also where what is restored is a single file, whose folder is not."""
        given = scene(tree("x=one", "y=two"), tree("n@x/", "x/in=y", "y=new"))
        assert done(given, "x") == ["x (2)/", "x (2)/in=y", "x=one", "y=new"]

    def test_has_no_bearing_outside(self) -> None:
        """What is not asked for is neither listed nor touched, exact or not."""
        given = scene(tree("d/", "e/", "e/a=one"), tree("d/", "e/", "e/a=two", "e/new=x"))
        assert deeds(given, "d", exact=True) == []


class TestWhere:
    """Which folder is meant."""

    def test_a_renamed_folder_gets_its_name_back(self) -> None:
        """It is where it was, under another name."""
        given = scene(tree("d/", "d/a=one"), tree("d@e/", "d/a@e/a=two"))
        assert done(given, "d") == ["d/", "d/a=one"]

    def test_a_folder_moved_away_is_copied(self) -> None:
        """Whoever moved it did so on purpose."""
        given = scene(tree("d/", "d/a=one", "x/"), tree("x/", "d@x/d/", "d/a@x/d/a=one"))
        assert done(given, "d") == ["d/", "d/a=one", "x/", "x/d/", "x/d/a=one"]

    def test_folders_above_are_made(self) -> None:
        """Only they, and nothing else that was in them."""
        given = scene(tree("p/", "p/q/", "p/q/a=one", "p/b=two"), tree("z=x"))
        assert done(given, "p/q/a") == ["p/", "p/q/", "p/q/a=one", "z=x"]

    def test_folders_above_that_lie_in_the_bin_are_made_anew(self) -> None:
        """To take them out would bring back more than was asked for."""
        given = scene(tree("p/", "p/a=one", "p/b=two"), tree(), binned("p@p/", "p/a@p/a=one", "p/b@p/b=two"))
        assert done(given, "p/a") == ["p/", "p/a=one"]

    def test_what_was_not_there_is_not_found(self) -> None:
        """And a file above cannot be a folder."""
        given = scene(tree("p/", "p/a=one"), tree("n@p=file"))
        with pytest.raises(NotFound):
            restored(given, ["p", "z"], key=KEY)
        with pytest.raises(AlreadyExists) as caught:
            restored(given, ["p", "a"], key=KEY)
        assert (caught.value.arguments["what"], caught.value.arguments["path"]) == ("folder_of_then", "/p")

    def test_a_copy_is_made_elsewhere(self) -> None:
        """All new, whatever lives: under a name and in a folder of now, the same each time."""
        given = scene(tree("d/", "d/a=one", "d/e/", "d/e/b=two"), tree("d/", "d/a=new", "to/"))
        plan = copied(given, ["d"], key=KEY, parent=node_id("to"), at=RelPath("to"), name="d then")
        assert shown(after(given, plan))[2:] == [
            "to/", "to/d then/", "to/d then/a=one", "to/d then/e/", "to/d then/e/b=two",
        ]  # fmt: skip
        assert plan == copied(given, ["d"], key=KEY, parent=node_id("to"), at=RelPath("to"), name="d then")
        whole = copied(given, [], key=KEY, parent=node_id("to"), at=RelPath("to"), name="all")
        assert "to/all/d/e/b=two" in shown(after(given, whole))


# -- whatever happened in between ------------------------------------------------------------------------------------


class _Life:
    """A space that people work in."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.nodes: dict[NodeId, Node] = {}
        self.made = self.named = 0

    def live(self, steps: int) -> None:
        for _ in range(steps):
            self.random.choice((self._make, self._make, self._edit, self._move, self._move, self._bin, self._end))()

    def _alive(self, *, folders: bool = False) -> list[Node]:
        found = resolve(self.nodes.values(), ROOT_ID)
        return sorted((node for node in found.values() if node.is_folder or not folders), key=lambda node: node.id)

    def _folder(self) -> NodeId:
        return self.random.choice([ROOT_ID, *(node.id for node in self._alive(folders=True))])

    def _free(self, folder: NodeId) -> str:
        taken = {node.name for node in self.nodes.values() if node.parent == folder}
        self.named += 1
        return self.random.choice([name for name in ("a", "b", "c", "d", f"u{self.named}") if name not in taken])

    def _make(self) -> None:
        self.made += 1
        folder = self._folder()
        kind = self.random.choice((Kind.FILE, Kind.FILE, Kind.FOLDER))
        held = content(f"c{self.made}") if kind is Kind.FILE else None
        key = node_id(f"n{self.made}")
        self.nodes[key] = Node(key, folder, kind, self._free(folder), held, version=1)

    def _change(self, node: Node, **how: Any) -> None:
        self.nodes[node.id] = replace(node, version=node.version + 1, **how)

    def _edit(self) -> None:
        files = [node for node in self._alive() if not node.is_folder]
        if files:
            self.made += 1
            self._change(self.random.choice(files), content=content(f"c{self.made}"))

    def _move(self) -> None:
        alive = self._alive()
        if alive:
            node, folder = self.random.choice(alive), self._folder()
            tree_now = resolve(self.nodes.values(), ROOT_ID)
            if node.id != folder and node.id not in tree_now.ancestors(folder):
                self._change(node, parent=folder, name=self._free(folder))

    def _bin(self) -> None:
        if alive := self._alive():
            self._change(self.random.choice(alive), parent=BIN)

    def _end(self) -> None:
        if gone := sorted(key for key, node in self.nodes.items() if node.parent == BIN):
            top = self.nodes[self.random.choice(gone)]
            below = resolve(self.nodes.values(), top.id)
            for key in (top.id, *below):
                self.nodes.pop(key, None)


def _inside(lines: Sequence[str], where: str) -> list[str]:
    return [line for line in lines if not where or line == f"{where}/" or line.startswith(f"{where}/")]


@pytest.mark.parametrize("seed", range(300))
def test_any_past_comes_back(seed: int) -> None:
    """Whatever was done since: then is back at its places, to the byte for a mirror, and nothing outside has moved."""
    life = _Life(seed)
    life.live(25)
    then = resolve(dict(life.nodes).values(), ROOT_ID)
    life.live(life.random.randrange(1, 25))
    given = Scene(
        then=then, now=resolve(life.nodes.values(), ROOT_ID), bin=resolve(life.nodes.values(), BIN),
        lives=life.nodes.__contains__,
    )  # fmt: skip
    folders = [""] + [str(path) for path, node in then.paths().items() if node.is_folder]
    where = life.random.choice(sorted(folders))
    names = where.split("/") if where else []
    before = shown(given.now)
    try:
        plan = restored(given, names, key=KEY)
    except AlreadyExists:
        return  # a file has the place of a folder above
    was = _inside(shown(then), where)
    now = done(given, where)
    assert set(was) <= set(now), f"seed {seed}"
    mirror = done(given, where, exact=True)
    assert _inside(mirror, where) == was, f"seed {seed}"
    if where:
        top = where.split("/")[0]
        renamed = {str(step.was).lstrip("/").split("/")[0] for step in plan.steps}
        for lines in (now, mirror):
            outside = [line for line in before if line.split("/")[0].split("=")[0] not in {top, *renamed}]
            assert set(outside) <= set(lines), f"seed {seed}"
    kept = {node.content for node in given.now.values()} | {node.content for node in given.bin.values()}
    held = {node.content for node in after(given, plan).values()} | {node.content for node in given.bin.values()}
    had = {**given.bin.nodes, **given.now.nodes}
    versions = {had[step.id].content for step in plan.steps if step.replaces}
    assert kept <= held | versions, f"seed {seed}: some bytes of now are neither there nor a version"
