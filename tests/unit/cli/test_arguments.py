"""What concerns the whole line may stand anywhere on it."""

from __future__ import annotations

import pytest

from megadesk.cli.arguments import Line, is_for_app, split_line
from megadesk.model.errors import BadUsage


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        ([], Line(words=())),
        (["ls", "/a", "--json"], Line(words=("ls", "/a"), as_json=True)),
        (["--json", "--home", "/h", "ls"], Line(words=("ls",), home="/h", as_json=True)),
        (["sync", "list", "--home=/h"], Line(words=("sync", "list"), home="/h")),
        (["ls", "--", "--json", "--home"], Line(words=("ls", "--", "--json", "--home"))),
        (["--home", "/a", "ls", "--home", "/b"], Line(words=("ls",), home="/b")),
    ],
)
def test_a_line_is_split(argv: list[str], line: Line) -> None:
    """--json and --home are taken out wherever they stand, and nothing else is; the last --home counts."""
    assert split_line(argv) == line


@pytest.mark.parametrize("more", [["--home", "/theirs"], ["--home=/theirs", "megadesk:b"], ["--json"]], ids=" ".join)
def test_an_address_brings_no_options_along(more: list[str]) -> None:
    """Who made a link wrote it: quotation marks in it end the word on Windows, and what follows is theirs as well."""
    line = split_line(["--home", "/ours", "megadesk:a", *more])
    assert (line.home, line.as_json) == ("/ours", False)
    assert not is_for_app(line, {"DISPLAY": ":0"})


def test_a_path_that_looks_like_an_address_is_a_word() -> None:
    """Of a command, which takes its options before and after."""
    assert split_line(["ls", "megadesk:a", "--json"]) == Line(words=("ls", "megadesk:a"), as_json=True)


@pytest.mark.parametrize("argv", [["ls", "--home"], ["--home="], ["--home", "", "ls"], ["--home", "--json"]])
def test_home_needs_a_folder(argv: list[str]) -> None:
    """A --home without a folder is a wrong usage, not the default profile."""
    with pytest.raises(BadUsage):
        split_line(argv)


@pytest.mark.parametrize(
    ("argv", "environ", "is_app"),
    [
        ([], {"DISPLAY": ":0"}, True),
        ([], {"WAYLAND_DISPLAY": "wayland-0"}, True),
        (["--background"], {"DISPLAY": ":0"}, True),
        (["--home", "/h", "megadesk://problems/abc"], {"DISPLAY": ":0"}, True),
        (["--background", "megadesk://problems/abc"], {"DISPLAY": ":0"}, True),
        (["megadesk:files"], {"DISPLAY": ":0"}, True),
        ([], {}, False),
        (["--json"], {"DISPLAY": ":0"}, False),
        (["status"], {"DISPLAY": ":0"}, False),
    ],
)
def test_the_app_opens_where_there_is_a_screen(argv: list[str], environ: dict[str, str], is_app: bool) -> None:
    """And where nothing else is asked for."""
    assert is_for_app(split_line(argv), environ) is is_app
