"""Pairs that keep symbolic links, and pairs that do not: links travel as what they are, and nobody ever follows one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fakes.devices import ROOT_ID, Cloud, Desk
from megadesk.crypto.content import file_hash, plain_hash
from megadesk.model.ids import NodeId
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace

LINK = NodeId(b"l" * 16)


def links(desk: Desk) -> dict[str, str]:
    """Return every link of a folder with its target."""
    return {
        str(path.relative_to(desk.path)): str(path.readlink())
        for path in sorted(desk.path.rglob("*"))
        if path.is_symlink() and ".megadesk" not in path.parts
    }


def planted(cloud: Cloud, name: str, target: bytes, key: NodeId = LINK) -> None:
    """Let somebody put a link into the cloud."""
    content = file_hash(len(target), (plain_hash(target),))
    cloud.contents[content] = target
    before = cloud.nodes.get(key)
    node = Node(key, ROOT_ID, Kind.SYMLINK, name, content, len(target), 0, version=1 if before is None else 2)
    cloud.nodes[key] = node
    cloud.history.append(node)


@pytest.fixture
def cloud() -> Cloud:
    """The cloud of all devices."""
    return Cloud()


@pytest.fixture
def ann(tmp_path: Path, cloud: Cloud) -> Desk:
    """A device that keeps links."""
    return Desk(tmp_path, "ann", cloud, keeps_links=True)


@pytest.fixture
def bob(tmp_path: Path, cloud: Cloud) -> Desk:
    """Another one."""
    return Desk(tmp_path, "bob", cloud, keeps_links=True)


@pytest.fixture
def eve(tmp_path: Path, cloud: Cloud) -> Desk:
    """A device that skips links."""
    return Desk(tmp_path, "eve", cloud)


def settle(*desks: Desk) -> None:
    """Let all sync until nothing is left."""
    for _ in range(3):
        for desk in desks:
            desk.sync()
    for desk in desks:
        assert desk.sync() == 0


def test_links_travel_as_they_are(ann: Desk, bob: Desk, tmp_path: Path) -> None:
    """Relative, absolute, escaping, broken and circular links arrive with the same target, and nothing behind them."""
    (tmp_path / "secret").write_bytes(b"secret")
    ann.write("d/a.txt", "alpha")
    targets = {"in": "d/a.txt", "d/up": "../../secret", "abs": str(tmp_path / "secret"), "lost": "nowhere", "ring": "ring",
               "folder": "d", "octets": "not \udcff unicode"}  # fmt: skip
    for name, target in targets.items():
        (ann.path / name).symlink_to(target)
    settle(ann, bob)
    assert links(bob) == targets
    assert b"secret" not in ann.cloud.contents.values()
    assert (bob.path / "d/a.txt").read_bytes() == b"alpha"


def test_link_is_edited_moved_and_removed(ann: Desk, bob: Desk) -> None:
    """A link keeps its id when it is retargeted or moved; a removed one is in the debris as a link."""
    (ann.path / "l").symlink_to("one")
    settle(ann, bob)
    (key,) = ann.cloud.tree()
    (ann.path / "l").unlink()
    (ann.path / "l").symlink_to("two")
    settle(ann, bob)
    assert (links(bob), set(ann.cloud.tree())) == ({"l": "two"}, {key})
    (bob.path / "l").rename(bob.path / "m")
    settle(bob, ann)
    assert (links(ann), set(ann.cloud.tree())) == ({"m": "two"}, {key})
    (ann.path / "m").unlink()
    settle(ann, bob)
    assert links(bob) == {}
    kept = [path for path in (bob.path / ".megadesk/debris").rglob("*") if path.is_symlink()]
    assert sorted(str(path.readlink()) for path in kept) == ["one", "two"]


def test_two_retarget_one_link(ann: Desk, bob: Desk) -> None:
    """Of two edits both links are kept, the second under a conflict name."""
    (ann.path / "l").symlink_to("one")
    settle(ann, bob)
    for desk, target in ((ann, "ann's"), (bob, "bob's")):
        (desk.path / "l").unlink()
        (desk.path / "l").symlink_to(target)
    settle(ann, bob)
    assert links(ann) == links(bob)
    assert sorted(links(ann).values()) == ["ann's", "bob's"]
    assert links(ann)["l"] == "ann's"


def test_file_becomes_a_link_and_a_link_a_file(ann: Desk, bob: Desk) -> None:
    """A change of kind is a removal and a creation; the bytes of the file are in the debris of the other device."""
    ann.write("f", "bytes")
    (ann.path / "l").symlink_to("target")
    settle(ann, bob)
    (ann.path / "f").unlink()
    (ann.path / "f").symlink_to("elsewhere")
    (ann.path / "l").unlink()
    ann.write("l", "a file now")
    settle(ann, bob)
    assert links(bob) == {"f": "elsewhere"}
    assert (bob.path / "l").read_bytes() == b"a file now"
    assert b"bytes" in bob.debris()


@pytest.mark.row(145)
def test_pair_that_skips_leaves_links_to_the_others(ann: Desk, bob: Desk, eve: Desk) -> None:
    """Where links are skipped none is made and none removed; everything else of their folder travels."""
    ann.write("d/a.txt", "alpha")
    (ann.path / "d" / "link").symlink_to("a.txt")
    (ann.path / "top").symlink_to("/etc/passwd")
    settle(ann, bob, eve)
    assert links(eve) == {}
    assert {problem.code for plan in eve.plans for problem in plan.problems} == {"symlink"}
    (eve.path / "d").rename(eve.path / "e")
    settle(eve, ann, bob)
    assert links(ann) == links(bob) == {"e/link": "a.txt", "top": "/etc/passwd"}
    (eve.path / "own").symlink_to("somewhere")
    (eve.path / "e" / "a.txt").unlink()
    (eve.path / "e").rmdir()
    settle(eve, ann, bob)
    assert links(ann) == links(bob) == {"e/link": "a.txt", "top": "/etc/passwd"}
    assert links(eve) == {"own": "somewhere"}
    assert not (ann.path / "e/a.txt").exists()


@pytest.mark.row(115)
@pytest.mark.parametrize("same_id", [False, True], ids=["new_id", "same_id"])
def test_file_that_became_a_link_stays_where_links_are_skipped(ann: Desk, eve: Desk, same_id: bool) -> None:
    """The file is kept as it is until the link is gone again; edited meanwhile it is a file of its own."""
    ann.write("f", "bytes")
    settle(ann, eve)
    if same_id:
        planted(ann.cloud, "f", b"target", next(iter(ann.cloud.tree())))
    else:
        (ann.path / "f").unlink()
        (ann.path / "f").symlink_to("target")
        settle(ann)
    settle(eve)
    assert eve.paths() == {"f": b"bytes"}
    assert eve.debris() == []
    assert [node.kind for node in ann.cloud.tree().values()] == [Kind.SYMLINK]
    if not same_id:
        eve.write("f", "edited")
        settle(eve, ann)
        assert links(ann) == {"f": "target"}
        (copy,) = [name for name in ann.cloud.paths() if name != "f"]
        assert copy.startswith("f (conflicted copy eve")
        assert (ann.path / copy).read_bytes() == (eve.path / copy).read_bytes() == b"edited"


def test_choice_can_be_changed(ann: Desk, eve: Desk) -> None:
    """A pair told to keep links gets them; told to skip them again, they stay on both sides."""
    (ann.path / "l").symlink_to("target")
    (eve.path / "own").symlink_to("mine")
    settle(ann, eve)
    eve.keeps_links = True
    eve.restart()
    settle(eve, ann)
    assert links(eve) == links(ann) == {"l": "target", "own": "mine"}
    eve.keeps_links = False
    eve.restart()
    settle(eve, ann)
    (ann.path / "own").unlink()
    (eve.path / "l").unlink()
    settle(ann, eve)
    assert links(eve) == {"own": "mine"}
    assert links(ann) == {"l": "target"}


def test_planted_link_is_never_made_where_links_are_skipped(eve: Desk) -> None:
    """Whatever a server or a member puts there: a link that leads out of the folder does not appear, nor what follows it."""
    planted(eve.cloud, "d", b"/etc")
    child = replace(eve.cloud.nodes[LINK], id=NodeId(b"c" * 16), parent=LINK, name="passwd", kind=Kind.FILE)
    eve.cloud.nodes[child.id] = child
    settle(eve)
    assert eve.paths() == {}
    assert links(eve) == {}


def test_nothing_is_written_through_a_planted_link(ann: Desk, tmp_path: Path) -> None:
    """Also where links are kept, what claims to be inside one is not shown and not written."""
    outside = tmp_path / "outside"
    outside.mkdir()
    planted(ann.cloud, "d", str(outside).encode())
    child = replace(ann.cloud.nodes[LINK], id=NodeId(b"c" * 16), parent=LINK, name="x", kind=Kind.FILE)
    ann.cloud.nodes[child.id] = child
    settle(ann)
    assert links(ann) == {"d": str(outside)}
    assert not any(outside.iterdir())


@pytest.mark.parametrize("target", [b"", b"nul\0nul", b"x" * 5000], ids=["empty", "nul", "long"])
def test_target_no_link_can_have_is_held(ann: Desk, target: bytes) -> None:
    """A link that this system cannot make is a problem of one path; the rest goes on."""
    planted(ann.cloud, "bad", target)
    ann.write("a.txt", "alpha")
    ann.look()
    ann.view.fetch()
    for _ in range(3):
        ann.one_plan()
    assert ann.cloud.paths()["a.txt"] == b"alpha"
    assert [hold.error.code for hold in ann.executor.holds.values()] == ["bad_name"]
    assert links(ann) == {}


def test_crash_between_making_and_noting_a_link(ann: Desk, bob: Desk) -> None:
    """A link that was placed right before a crash is the one that was to be placed, not a new one."""
    (ann.path / "l").symlink_to("target")
    settle(ann)

    def crash() -> None:
        if os.path.lexists(bob.path / "l"):
            raise KeyboardInterrupt

    bob.store.at_commit = crash
    with pytest.raises(KeyboardInterrupt):
        bob.sync()
    bob.store.at_commit = lambda: None
    bob.restart()
    settle(bob, ann)
    assert links(bob) == links(ann) == {"l": "target"}
    assert len(ann.cloud.tree()) == 1
