"""Random trees and random devices: whatever people do and wherever it stops, all end equal and nothing is lost.

MEGADESK_SIM_RUNS scales the number of runs, MEGADESK_SIM_SEED moves where they start; a failure names its seed.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from fakes.trees import ROOT_ID, context
from megadesk.model.ids import NodeId
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.sync.diff import agree, differing
from megadesk.sync.plan import Discard, StepAside
from megadesk.sync.planner import plan
from megadesk.sync.relabel import relabelled, relabelled_base, relabelled_context
from sim.world import (
    CASE_NAMES,
    Cloud,
    Device,
    Disk,
    aliased,
    check_plan,
    check_tree,
    contents,
    counter,
    equal,
    perturb,
    random_tree,
)

SCALE = float(os.environ.get("MEGADESK_SIM_RUNS", "1"))
ROUNDS = 3  # a folder that kept something held is free once that was carried out of it
MANY = 2
FIRST = int(os.environ.get("MEGADESK_SIM_SEED", "0"))


def seeds(runs: int) -> range:
    """Return the seeds to run."""
    return range(FIRST, FIRST + max(1, int(runs * SCALE)))


def one_plan(seed: int) -> None:
    """Check one plan of three random trees."""
    rng = Random(seed)
    base = random_tree(rng, rng.randrange(0, 14))
    n_remote = rng.randrange(0, 8)
    local = perturb(rng, base, "l", rng.randrange(0, 8))
    remote = perturb(rng, base, "r", n_remote)
    check_plan(Tree(ROOT_ID, base), Tree(ROOT_ID, local), Tree(ROOT_ID, remote), context())


def held_plan(seed: int) -> None:  # noqa: C901 - one run told in order
    """Check one plan in which some nodes may not be touched and some names are taken by what is no node."""
    rng = Random(seed)
    fold = rng.random() < 0.5
    names = CASE_NAMES if fold else ("a", "b", "c", "d", "e")
    base = random_tree(rng, rng.randrange(0, 12), names=names, fold=fold)
    remote = perturb(rng, base, "r", rng.randrange(0, 6), names=names)
    local = perturb(rng, base, "l", rng.randrange(0, 6), names=names, fold=fold)
    held = frozenset(key for key in sorted(local) if rng.random() < 0.15)
    folders = [ROOT_ID, *(key for key in sorted(local) if local[key].is_folder)]
    taken = frozenset((folder, "e") for folder in folders if rng.random() < 0.1)
    here = Tree(ROOT_ID, local)
    taken = frozenset((folder, name) for folder, name in taken if here.child_named(folder, name) is None)
    rules = context(held=held, occupied=taken, case_sensitive=not fold, name_max_bytes=200)
    made = plan(Tree(ROOT_ID, base), here, Tree(ROOT_ID, remote), rules)
    check_tree(made.target)
    after = relabelled_context(rules, made.relabels)
    labelled = relabelled(here, made.relabels)
    disk, cloud = Disk(dict(labelled.nodes), fold=fold), Cloud(dict(remote))
    protected = {key for key in after.held if key in labelled} | {folder for folder, _ in after.occupied}
    protected |= {above for key in protected if key in labelled for above in labelled.ancestors(key)}
    for step in made.local_steps:
        if isinstance(step, Discard | StepAside):
            assert step.id not in after.held
        if isinstance(step, Discard):
            assert step.id not in protected
        disk.run(step)
    assert not disk.staged
    for remote_step in made.remote_steps:
        cloud.run(remote_step)
    for key in after.held:
        if key in labelled:
            assert disk.nodes[key] == labelled[key]
    for folder, name in after.occupied:
        assert folder == ROOT_ID or folder in disk.nodes
        assert not any(node.parent == folder and node.name == name for node in disk.nodes.values())
    assert equal(cloud.tree(), made.target)
    known = relabelled_base(Tree(ROOT_ID, base), here, made.relabels).changed(drop=made.forget)
    handed_over = bool(held & made.relabels.keys())
    for _ in range(ROUNDS):
        known = known.changed(*agree(known, Tree(ROOT_ID, disk.nodes), cloud.tree()))
        made = plan(known, Tree(ROOT_ID, disk.nodes), cloud.tree(), replace(after, aliases=disk.aliases))
        if made.is_empty:
            return
        # What is new in a held folder goes up once that folder has turned out to be one of the cloud's.
        assert not made.relabels or handed_over
        assert not made.remote_steps or handed_over
        on_disk = Tree(ROOT_ID, disk.nodes)
        known = relabelled_base(known, on_disk, made.relabels).changed(drop=made.forget)
        disk.nodes = dict(relabelled(on_disk, made.relabels).nodes)
        after = relabelled_context(after, made.relabels)
        for step in made.local_steps:
            disk.run(step)
        for remote_step in made.remote_steps:
            cloud.run(remote_step)
    raise AssertionError("it never ends")


def twin_plan(seed: int) -> None:
    """Check one plan for a disk that does not tell upper from lower case, in a cloud full of names that differ so."""
    rng = Random(seed)
    base = random_tree(rng, rng.randrange(0, 12), names=CASE_NAMES)
    local = perturb(rng, base, "l", rng.randrange(0, 6), names=CASE_NAMES)
    remote = Tree(ROOT_ID, perturb(rng, base, "r", rng.randrange(0, 6), names=CASE_NAMES))
    rules = context(case_sensitive=False, aliases=aliased(rng, local))
    known, here = Tree(ROOT_ID, base), Tree(ROOT_ID, local)
    made = plan(known, here, remote, rules)
    labels = relabelled_context(rules, made.relabels).aliases
    disk, cloud = (
        Disk(dict(relabelled(here, made.relabels).nodes), fold=True, aliases=labels),
        Cloud(dict(remote.nodes)),
    )
    for step in made.local_steps:
        disk.run(step)
    for remote_step in made.remote_steps:
        cloud.run(remote_step)
    assert not disk.staged
    assert equal(Tree(ROOT_ID, disk.nodes), made.target), "the disk is not the target"
    assert equal(cloud.tree(), made.target), "the cloud is not the target"
    twins = Counter((node.parent, node.name.casefold()) for node in disk.nodes.values())
    named = Counter((node.parent, node.name.casefold()) for key, node in disk.nodes.items() if key not in disk.aliases)
    assert named.keys() == twins.keys(), "a name is free, and nobody has it"
    known = relabelled_base(known, here, made.relabels).changed(drop=made.forget)
    known = known.changed(*agree(known, Tree(ROOT_ID, disk.nodes), cloud.tree()))
    again = plan(known, Tree(ROOT_ID, disk.nodes), cloud.tree(), replace(rules, aliases=disk.aliases))
    assert again.is_empty, "still something to do"
    assert {problem.node for problem in again.problems} == disk.aliases.keys()


def grown_plan(seed: int) -> None:
    """Check that trees which were made from each other, step by step, plan as trees that stand alone."""
    rng = Random(seed)
    base = random_tree(rng, rng.randrange(0, 14))
    local, remote = perturb(rng, base, "l", rng.randrange(0, 8)), perturb(rng, base, "r", rng.randrange(0, 8))
    rules = context(held=frozenset(key for key in sorted(local) if rng.random() < 0.1))
    alone = plan(Tree(ROOT_ID, base), Tree(ROOT_ID, local), Tree(ROOT_ID, remote), rules)
    known = Tree(ROOT_ID, dict(base))
    here = _grown(rng, known, local)
    there = _grown(rng, rng.choice((known, here)), remote)
    assert differing(here, there) == differing(Tree(ROOT_ID, local), Tree(ROOT_ID, remote))
    made = plan(known, here, there, rules)
    assert made == alone
    for tree in (here, there, made.target, relabelled(here, made.relabels)):
        whole = Tree(ROOT_ID, dict(tree.nodes))
        assert differing(tree, there) == differing(whole, Tree(ROOT_ID, remote))
        assert all(tree.children(folder) == whole.children(folder) for folder in (ROOT_ID, *tree))


def _grown(rng: Random, tree: Tree, nodes: dict[NodeId, Node]) -> Tree:
    """Return the tree of these nodes, come from another by several changes, some looked at on the way."""
    todo = [key for key in {**tree.nodes, **nodes} if tree.nodes.get(key) != nodes.get(key)]
    rng.shuffle(todo)
    while todo:
        some = [todo.pop() for _ in range(rng.randint(1, len(todo)))]
        if rng.random() < 0.5:
            tree.children(ROOT_ID)
        tree = tree.changed([nodes[key] for key in some if key in nodes], [key for key in some if key not in nodes])
    return tree


def interrupted_plan(seed: int) -> None:
    """Check that a plan that stops anywhere ends, planned again, where it would have ended."""
    rng = Random(seed)
    base = random_tree(rng, rng.randrange(0, 12))
    local = Tree(ROOT_ID, perturb(rng, base, "l", rng.randrange(0, 7)))
    remote = Tree(ROOT_ID, perturb(rng, base, "r", rng.randrange(0, 7)))
    made = plan(Tree(ROOT_ID, base), local, remote, context())
    disk, cloud = Disk(dict(relabelled(local, made.relabels).nodes)), Cloud(dict(remote.nodes))
    known = relabelled_base(Tree(ROOT_ID, base), local, made.relabels).changed(drop=made.forget)
    for step in made.local_steps[: rng.randint(0, len(made.local_steps))]:
        disk.run(step)
    for remote_step in made.remote_steps[: rng.choice((0, len(made.remote_steps)))]:
        cloud.run(remote_step)
    if disk.staged:
        return  # brought back beside its place, it may look moved by this device
    if rng.random() < 0.7:
        known = known.changed(*agree(known, Tree(ROOT_ID, disk.nodes), cloud.tree()))
    again = plan(known, Tree(ROOT_ID, disk.nodes), cloud.tree(), context(spent=frozenset(cloud.spent)))
    assert contents(made.target.values()) <= contents(again.target.values()), "an interruption lost bytes"
    # Where a conflict copy stands may depend on it, and so may how many of several moves need to be undone.
    undone = sum(1 for notice in made.notices if notice.code == "move_undone")
    if undone < MANY and not any(key in remote for key in made.relabels):
        assert _is_same_outcome(again.target, made.target, local), "an interruption changed the outcome"
        assert not again.relabels, "an interruption made other nodes of nodes"


def _is_same_outcome(again: Tree, planned: Tree, local: Tree) -> bool:
    """Whether a plan made again comes to the same.

    One folder more is no other outcome: a folder of this device that was to dissolve in a node which itself had to
    give its name up, for a third had it, finds the name taken if the stop fell between. It is a conflict copy then,
    with what was still in it. All else has to be as planned.
    """
    beside = [key for key in again.keys() - planned.keys() if key in local and "(conflicted copy " in again[key].name]
    return equal(
        again.changed([planned[node.id] for node in again.values() if node.parent in beside], beside), planned
    ) and all(again[key].is_folder for key in beside)


def three_devices(seed: int) -> None:
    """Let three devices change, sync and crash, then sync in peace: all are equal and every byte is there."""
    rng = Random(seed)
    fresh = counter()
    nodes = random_tree(rng, rng.randrange(0, 8))
    writers = rng.choice((1, 3, 3))
    cloud = Cloud(dict(nodes))
    devices = [Device(f"d{number}", nodes, fresh, forgets=writers > 1) for number in range(3)]
    created, gone = contents(nodes.values()), set[bytes]()
    moment = 0
    for _ in range(rng.randrange(2, 14)):
        device = rng.choice(devices)
        if rng.random() < 0.5:
            if device.disk.staged or devices.index(device) >= writers:
                continue
            before = contents(device.disk.nodes.values())
            device.disk.nodes = perturb(rng, device.disk.nodes, f"l{fresh()}_", rng.randrange(1, 4), pool=())
            after = contents(device.disk.nodes.values())
            created |= after
            gone |= before - after
        else:
            moment += 1
            device.sync(cloud, f"2026-01-01 {moment:06}", rng if rng.random() < 0.35 else None)
    for _ in range(3):
        for device in devices:
            moment += 1
            device.sync(cloud, f"2026-01-01 {moment:06}")
    seen = cloud.tree()
    check_tree(seen)
    for device in devices:
        assert device.sync(cloud, "2026-01-02 000000").is_empty, "still something to do"
        assert equal(Tree(ROOT_ID, device.disk.nodes), seen), "a disk is not what the cloud is"
        assert equal(Tree(ROOT_ID, device.base), seen), "base is not what the cloud is"
    lost = created - gone - contents(seen.values())
    assert not lost, f"lost {sorted(lost)}"
    if writers == 1:
        names = [node.name for node in seen.values()]
        assert not any("conflicted" in name for name in names), "a conflict of one device with itself"


CHECKS: tuple[tuple[Callable[[int], None], int], ...] = (
    (one_plan, 1500),
    (held_plan, 1200),
    (twin_plan, 1200),
    (grown_plan, 800),
    (interrupted_plan, 1200),
    (three_devices, 400),
)


@pytest.mark.parametrize(("check", "runs"), CHECKS, ids=[check.__name__ for check, _ in CHECKS])
def test_invariants_hold(check: Callable[[int], None], runs: int) -> None:
    """Plans converge, lose nothing, raise nothing, mirror one-sided changes, repeat, and can be carried out."""
    for seed in seeds(runs):
        try:
            check(seed)
        except Exception as error:
            raise AssertionError(f"{check.__name__}({seed}): {error!r}") from error


FAILED_ONCE: tuple[tuple[Callable[[int], None], int], ...] = (
    (one_plan, 365),  # what stood in the stage was looked for where it came from
    (one_plan, 86891),  # a node stepped aside out of a folder that stood in the stage
    (one_plan, 3069291),  # a node stepped aside twice
    (held_plan, 536),  # children of a relabelled folder looked moved
    (held_plan, 15859),  # a node was moved out of a held folder
    (held_plan, 70412),  # removed here, moved with its folder there, not yet back: removed there after all
    (held_plan, 30004629),  # the same, in a folder that has to come back for it
    (held_plan, 5000775),  # what waited in a held folder was to go up when the folder had become another
    (held_plan, 5016259),  # a folder stayed for a held node that was moved out of it in a folder of its own
    (held_plan, 7040390),  # a folder that a held node had been moved into elsewhere was taken for one it had left
    (interrupted_plan, 1031448),  # a container was looked for at a place that an undone move gave up
    (interrupted_plan, 2022514),  # an undone move kept the name it had moved to
    (interrupted_plan, 30017516),  # a folder dissolved in one that gave its name up itself
    (interrupted_plan, 30062182),  # base said that what had left a relabelled folder was in the new one
    (three_devices, 1000108),  # a half carried out remote change looked like one of this device
    (three_devices, 1018729),  # a name counted as free because its holder's folder stood in the stage
)


@pytest.mark.parametrize(
    ("check", "seed"), FAILED_ONCE, ids=[f"{check.__name__}-{seed}" for check, seed in FAILED_ONCE]
)
def test_seed_that_failed_once_passes(check: Callable[[int], None], seed: int) -> None:
    """Each of these found a fault; they tell as long as the generators stay as they are."""
    check(seed)
