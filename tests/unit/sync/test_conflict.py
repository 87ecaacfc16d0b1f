"""Names and ids of conflict copies."""

import pytest

from fakes.trees import content, node_id
from megadesk.sync.conflict import (
    EXTENSION_MAX_BYTES,
    conflict_name,
    copied_by,
    copied_from,
    derived_id,
    device_word,
    may_be_copy,
    numbered_name,
    original_name,
    split_extension,
)

STAMP = "2026-01-02 030405"


def named(name: str, *taken: str, device: str = "laptop", folder: bool = False, max_bytes: int = 255) -> str:
    """Return the conflict name of ``name`` where these names are taken."""
    return conflict_name(
        name, folder=folder, device=device, stamp=STAMP, is_taken=set(taken).__contains__, max_bytes=max_bytes
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", f"a (conflicted copy laptop {STAMP}).txt"),
        ("a", f"a (conflicted copy laptop {STAMP})"),
        (".profile", f".profile (conflicted copy laptop {STAMP})"),
        ("a.tar.gz", f"a (conflicted copy laptop {STAMP}).tar.gz"),
        ("a (conflicted copy other 2020-01-01 000000).txt", f"a (conflicted copy laptop {STAMP}).txt"),
        ("a (conflicted copy other 2020-01-01 000000 7).tar.gz", f"a (conflicted copy laptop {STAMP}).tar.gz"),
        ("Mr. Smith went to Washington and stayed", f"Mr. Smith went to Washington and stayed (conflicted copy laptop {STAMP})"),
    ],
)  # fmt: skip
def test_name_keeps_extension_and_names_the_original(name: str, expected: str) -> None:
    """A copy is named after the first name, its extension last."""
    assert named(name) == expected


def test_folder_has_no_extension() -> None:
    """A dot in a folder's name is part of it."""
    assert named("photos.2024", folder=True) == f"photos.2024 (conflicted copy laptop {STAMP})"


def test_taken_names_are_numbered() -> None:
    """Row 36: the second is 2, the third 3."""
    first = named("a.txt")
    second = named("a.txt", first)
    assert second == f"a (conflicted copy laptop {STAMP} 2).txt"
    assert named("a.txt", first, second) == f"a (conflicted copy laptop {STAMP} 3).txt"


@pytest.mark.parametrize("letter", ["a", "ä", "語", "😀"])
@pytest.mark.parametrize("max_bytes", [143, 255])
def test_long_names_are_shortened_by_whole_characters(letter: str, max_bytes: int) -> None:
    """A copy of the longest name fits, ends in its extension and is sound Unicode."""
    name = letter * (251 // len(letter.encode())) + ".txt"
    made = named(name, max_bytes=max_bytes, device="d" * 300)
    assert len(made.encode()) <= max_bytes
    assert made.endswith(f"{STAMP}).txt")
    assert made.startswith(letter)


@pytest.mark.parametrize(
    ("device", "expected"),
    [
        ("Anna's laptop", "Anna's laptop"),
        ("a/b\\c:d", "a b c d"),
        ("x (work)", "x work"),
        ("  ", "device"),
        ("...", "device"),
        ("\ud800", "device"),
        ("e\u0301", "é"),
        ("ä" * 40, "ä" * 20),
    ],
)
def test_device_names_become_fit_for_file_names(device: str, expected: str) -> None:
    """Nothing from a device's name can make a path, or a name that some system refuses."""
    assert device_word(device) == expected


def test_original_name_of_ordinary_names() -> None:
    """Only what looks exactly like a copy is taken for one."""
    for name in ("a", "a (copy).txt", "a (conflicted copy).txt", "a (conflicted copy x 2020-1-1 0).txt"):
        assert original_name(name) == name


def test_extensions() -> None:
    """What counts as an extension."""
    assert split_extension("a.b.c") == ("a.b", ".c")
    assert split_extension(".tar.gz") == (".tar", ".gz")
    assert split_extension("a.") == ("a.", "")
    assert split_extension("a." + "b" * EXTENSION_MAX_BYTES) == ("a", "." + "b" * EXTENSION_MAX_BYTES)
    assert split_extension("a." + "b" * (EXTENSION_MAX_BYTES + 1))[1] == ""


def test_numbered_names() -> None:
    """A doubled name gets the first free number."""
    assert numbered_name("a.txt", folder=False, is_taken={"a (2).txt"}.__contains__) == "a (3).txt"


def test_ids_follow_from_node_and_content() -> None:
    """Row 35: another losing content, another label or a taken id make another id; the same makes the same."""

    def made(word: str, *taken: bytes) -> bytes:
        return derived_id("conflict-node", node_id("a"), content(word), set(taken).__contains__)

    assert made("1") == made("1")
    assert len({made("1"), made("2"), made("1", made("1")), made("1", made("1"), made("1", made("1")))}) == 4
    assert derived_id("reborn-node", node_id("a"), content("1"), set().__contains__) != made("1")


def test_what_a_copy_was_made_from() -> None:
    """The name says the original and the device; a name that only looks so says nothing."""
    name = "a (conflicted copy my lap 2026-03-01 101500 2).tar.gz"
    assert (copied_from(name), copied_by(name)) == ("a.tar.gz", "my lap")
    for other in ("a.tar.gz", "a (conflicted copy lap).txt", " (conflicted copy lap 2026-03-01 101500)"):
        assert (copied_from(other), copied_by(other)) == (None, None)
    assert may_be_copy(name)
    assert not may_be_copy("a.txt")


def test_derived_ids_stay_what_they_are() -> None:
    """Two versions of the program on two devices come to one id, or one conflict would make two copies."""
    copy = derived_id("conflict-node", node_id("a"), content("1"), set().__contains__)
    reborn = derived_id("reborn-node", node_id("a"), None, {copy}.__contains__)
    assert (copy.hex(), reborn.hex()) == ("af25b563baa7d098f2ded61e8ebfc7ec", "37d092c8502844fce3ea03389f594ea4")
