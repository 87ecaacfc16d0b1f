"""Names that a disk cannot have twice."""

from __future__ import annotations

import pytest

from fakes.tree_store import local_of
from fakes.trees import ROOT_ID, node_id
from megadesk.model.tree import Kind, Node
from megadesk.sync.alias import alias_name, alias_of, folding, is_alias_of

LONG = "n" * 250 + ".txt"


@pytest.mark.parametrize(
    ("name", "folder", "alias"),
    [
        ("a.txt", False, "a (case conflict).txt"),
        ("a.tar.gz", False, "a (case conflict).tar.gz"),
        ("a.txt", True, "a.txt (case conflict)"),
        (".profile", False, ".profile (case conflict)"),
        (LONG, False, "n" * 235 + " (case conflict).txt"),
    ],
)
def test_alias_keeps_the_extension_and_fits(name: str, folder: bool, alias: str) -> None:
    """The mark stands before the extension, a long name gives way, and the alias is known for what it is."""
    made = alias_name(name, folder=folder, is_taken=lambda _name: False)
    assert made == alias
    assert is_alias_of(made, name, folder=folder)


def test_taken_aliases_are_numbered() -> None:
    """The second is 2, and so on, and each of them is an alias of the name."""
    taken: list[str] = []
    for _ in range(3):
        taken.append(alias_name("a.txt", folder=False, is_taken=taken.__contains__))
    assert taken == ["a (case conflict).txt", "a (case conflict 2).txt", "a (case conflict 3).txt"]
    assert all(is_alias_of(one, "a.txt", folder=False) for one in taken)


@pytest.mark.parametrize(
    "spelling",
    ["a.txt", "A (case conflict).txt", "a (case conflict) .txt", "a (case conflict 02).txt", "a (case conflict x).txt",
     "a (case conflict 1).txt", f"a (case conflict {'9' * 30}).txt", "b (case conflict).txt"],
)  # fmt: skip
def test_other_spellings_are_no_aliases(spelling: str) -> None:
    """Only what would be made for the name is an alias of it."""
    assert not is_alias_of(spelling, "a.txt", folder=False)


def test_spelling_of_the_disk_is_no_alias() -> None:
    """A name that the disk keeps decomposed is that name; any other spelling is an alias."""
    node = Node(node_id("x"), ROOT_ID, Kind.FOLDER, "caf\u00e9")
    assert alias_of(local_of(node)) is None
    assert alias_of(local_of(node, spelling="cafe\u0301")) is None
    assert alias_of(local_of(node, spelling="Caf\u00e9")) == "Caf\u00e9"


def test_folding() -> None:
    """Compositions are one name on any disk, cases only where they are not told apart."""
    apart, together = folding(case_sensitive=True), folding(case_sensitive=False)
    assert apart("cafe\u0301") == apart("caf\u00e9") != apart("CAF\u00c9")
    assert together("cafe\u0301") == together("CAF\u00c9")
