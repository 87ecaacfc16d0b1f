"""Answers for people: plain, lined up, and safe to print."""

from __future__ import annotations

import msgspec
import pytest

from fakes.cli import BUSY, PAIR, STATUS, entry
from megadesk.cli import render
from megadesk.cli.render import Grid, plain_lines
from megadesk.ipc.messages import CloudStat


def text(blocks: list[render.Block]) -> str:
    """The blocks as plain lines."""
    return "\n".join(plain_lines(blocks))


def test_a_grid_is_lined_up_by_what_is_seen() -> None:
    """Wide letters and emoji count twice, numbers stand right, and no line has blanks at its end."""
    grid = Grid(("Name", "Size"), (("a", "1"), ("日本🎂", "1,000"), ("", "")), frozenset({1}))
    assert list(plain_lines([grid])) == ["Name     Size", "a           1", "日本🎂  1,000", ""]
    assert {render.width(line) for line in list(plain_lines([grid]))[:3]} == {13}


def test_a_grid_without_titles_has_no_empty_line() -> None:
    """Facts are names and values; those without a value are left out."""
    assert list(plain_lines([render.facts(("A", "1"), ("B", None), ("C", ""))])) == ["A  1"]
    assert list(plain_lines([render.facts()])) == []


def test_status_begins_with_its_sentence() -> None:
    """One sentence, then account, storage, where the keys are, and the pairs."""
    shown = text(render.status(STATUS))
    assert shown.startswith("All 12,408 files are safe.\n")
    assert "1.0 GiB of 2.0 GiB used" in shown
    assert "a file in the profile that only you can read" in shown
    assert "00c0ffee" in shown
    assert "Transfers" not in shown


def test_status_shows_what_is_under_way_and_what_waits() -> None:
    """Transfers, held files and the reason of a pair."""
    pair = msgspec.structs.replace(PAIR, state="attention", reason="A disk is missing.")
    shown = text(render.status(msgspec.structs.replace(STATUS, transfers=BUSY, issues=2, pairs=[pair], online=False)))
    assert "2 active, 10 queued, 1 failed, up 1.0 MiB/s, 5.0 MiB left, about 7 seconds" in shown
    assert "2: “megadesk issues list”" in shown
    assert "Photos: A disk is missing." in shown
    assert "(offline)" in shown


def test_status_without_an_account_is_short() -> None:
    """Nothing is invented for a profile that is not signed in."""
    body = msgspec.structs.replace(STATUS, state="signed_out", sentence="Not signed in.", account=None, pairs=[])
    assert text(render.status(body)) == "Not signed in."


def test_a_frozen_account_is_said_with_its_reason() -> None:
    """Tampering is not hidden in a table."""
    assert "changed on its way" in text(render.status(msgspec.structs.replace(STATUS, frozen="forged")))


def test_names_cannot_write_on_the_terminal() -> None:
    """Whatever a name holds, what is printed is printable."""
    nasty = "\x1b[2Jzork\x07"
    bodies = [
        render.listing([entry(f"/{nasty}")], top=None, is_long=True),
        render.drawn_tree([entry(f"/{nasty}")], "/"),
        render.pairs([msgspec.structs.replace(PAIR, name=nasty, local=nasty, remote=nasty)]),
        render.status(msgspec.structs.replace(STATUS, sentence=nasty, account=nasty)),
    ]
    for blocks in bodies:
        assert "zork" in text(blocks)
        assert all(line.isprintable() for line in plain_lines(blocks))


def test_a_listing_shows_names_or_all() -> None:
    """Names alone, with sizes, or paths below the folder that was asked for."""
    entries = [entry("/a/b", "folder"), entry("/a/b/c.txt", size=2048)]
    assert text(render.listing(entries, top=None, is_long=False)) == "b/\nc.txt"
    assert text(render.listing(entries, top="/a", is_long=False)) == "b/\nb/c.txt"
    assert text(render.listing(entries, top="/", is_long=False)) == "a/b/\na/b/c.txt"
    assert "2.0 KiB  2026-11-20 14:00:00Z          cloud  c.txt" in text(
        render.listing(entries, top=None, is_long=True)
    )


def test_a_tree_is_drawn() -> None:
    """Branches, in order, under the folder that was asked for."""
    entries = [entry("/a/b", "folder"), entry("/a/b/c"), entry("/a/b/d", "folder"), entry("/a/b/d/e"), entry("/a/f")]
    assert text(render.drawn_tree(entries, "/a")).splitlines() == [
        "/a", "├── b/", "│   ├── c", "│   └── d/", "│       └── e", "└── f",
    ]  # fmt: skip
    assert text(render.drawn_tree([entry("/x")], "/")).splitlines() == ["/", "└── x"]
    assert text(render.drawn_tree([], "/a")) == "/a"


def test_a_deep_tree_does_not_fall_over() -> None:
    """Depth is bounded by memory, not by the language."""
    paths = ["/" + "/".join(["d"] * depth) for depth in range(1, 3000)]
    assert len(render.drawn_tree([entry(path, "folder") for path in paths], "/")) == 3000


@pytest.mark.parametrize(
    ("state", "shown"),
    [("synced", "synced"), ("symlink", "symbolic link"), ("cloud", "not in a folder that is synced")],
)
def test_a_node_says_what_holds_it(state: str, shown: str) -> None:
    """Codes become sentences; a good state stays a word."""
    body = CloudStat(path="/a", id="0f", kind="file", size=1, mtime="", version=3, device=None, state=state)
    assert shown in text(render.stat(body))
    assert "1 byte" in text(render.stat(body))


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        (None, ""),
        ("", ""),
        ("1970-01-01T00:00:00Z", ""),
        ("2026-11-20T14:05:03.123Z", "2026-11-20 14:05:03Z"),
        ("soon", "soon"),
    ],
)
def test_times_are_short(time: str | None, shown: str) -> None:
    """Day and time to the second, in UTC and saying so."""
    assert render.when(time) == shown
