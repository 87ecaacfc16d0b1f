"""Where trees differ and where base follows."""

from fakes.trees import node_id, tree
from megadesk.model.values import replace
from megadesk.sync.diff import agree, differences, differing


def test_differing_sees_place_content_and_bit_only() -> None:
    """Times and versions are no differences."""
    left = tree("a=1", "b=1", "c=1", "d=1", "e=1")
    right = tree("a=2", "x/", "b@x/b=1", "c=1*", "d=1", version=5)
    right = right.changed([replace(right[node_id("d")], mtime_ns=7, size_bytes=99)])
    assert differing(left, right) == {node_id(word) for word in "abcex"}


def test_base_follows_agreement_with_the_remote_version() -> None:
    """Base takes what both say, forgets what neither has, and leaves the rest."""
    base, local, remote = (
        tree("a=1", "b=1", "c=1", "g=1"),
        tree("a=2", "b=2", "n=1"),
        tree("a=2", "b=3", "c=1", "n=1", version=7),
    )
    put, drop = agree(base, local, remote)
    assert {(node.id, node.version) for node in put} == {(node_id("a"), 7), (node_id("n"), 7)}
    assert drop == [node_id("g")]
    assert agree(base, local, remote, [node_id(word) for word in "abcgnz"]) == (put, drop)


def test_base_that_agrees_is_not_written() -> None:
    """Nothing is put again that base says already, unless the version moved on."""
    base = tree("a=1")
    assert agree(base, tree("a=1", version=0), tree("a=1")) == ([], [])
    assert [node.version for node in agree(base, tree("a=1"), tree("a=1", version=2))[0]] == [2]


def test_differences_give_before_and_after() -> None:
    """Each change shows both states, by id."""
    changes = list(differences(tree("a=1", "b=1"), tree("b=2", "c=1")))
    shown = [(one.before and one.before.name, one.after and one.after.name) for one in changes]
    assert shown == [("a", None), ("b", "b"), (None, "c")]


def test_each_attribute_follows_by_itself() -> None:
    """A rename that was carried out here is agreed before the new bytes are here too."""
    (put,), drop = agree(tree("x@a=1"), tree("x@b=1"), tree("x@b=2", version=4))
    assert (put.name, put.content, put.version) == ("b", tree("x@a=1")[node_id("x")].content, 1)
    assert not drop
    renamed, edited = tree("x@b=2").changed([replace(tree("x@b=2")[node_id("x")], mtime_ns=9)]), tree("x@a=1")
    ((put,), _) = agree(edited, tree("x@c=2"), renamed)
    assert (put.name, put.content, put.mtime_ns) == (
        "a",
        renamed[node_id("x")].content,
        9,
    )  # of one content, the cloud's
    assert agree(tree(), tree("x@b=1"), tree("x@b=2")) == ([], [])
    ((put,), _) = agree(tree(), tree("x@b=1"), tree("x@d/b=1"))  # sent, and its new place waits here
    assert (put.place, put.content, put.version) == (
        tree("x@b=1")[node_id("x")].place,
        tree("x@b=1")[node_id("x")].content,
        0,
    )
    assert agree(tree("x@a=1"), tree("x@b=1"), tree("x@c=1")) == ([], [])
    assert agree(tree("x@a=1"), tree(), tree("x@a=1")) == ([], [])
