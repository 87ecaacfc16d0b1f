"""Man pages: which there are, and what stands in each."""

from __future__ import annotations

import re

import pytest

from release.commands import roff
from release.commands.chapters import whole_tree
from release.commands.manpages import man_pages

REQUESTS = {".TH", ".SH", ".SS", ".TP", ".PP", ".br"}


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """All pages."""
    return man_pages("1.2.3")


def test_there_is_an_overview_and_a_page_for_each_first_word(pages: dict[str, str]) -> None:
    """``man megadesk-sync`` is where a person looks for ``megadesk sync``."""
    words = [command.path[-1] for command in whole_tree().commands]
    assert list(pages) == ["megadesk.1", *(f"megadesk-{word}.1" for word in words)]


def test_sections_stand_in_the_order_that_people_know(pages: dict[str, str]) -> None:
    """A page of a group has its commands between description and options."""
    sections = [
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "COMMANDS",
        "OPTIONS",
        "EXIT STATUS",
        "ENVIRONMENT",
        "FILES",
        "SEE ALSO",
    ]
    assert re.findall(r"^\.SH (.+)$", pages["megadesk-sync.1"], re.MULTILINE) == sections
    assert re.findall(r"^\.SH (.+)$", pages["megadesk-ls.1"], re.MULTILINE) == [s for s in sections if s != "COMMANDS"]


def test_the_server_has_surroundings_of_its_own(pages: dict[str, str]) -> None:
    """Its variables, its files and its exit codes, and none of the client's."""
    page = pages["megadesk-server.1"].partition(".SH EXIT STATUS")[2]
    assert [name for name in ("MEGADESK_SERVER_CONFIG", "MEGADESK_SERVER_LISTEN") if roff.bold(name) not in page] == []
    assert roff.bold("/etc/megadesk/server.toml") in page
    assert [name for name in ("MEGADESK_HOME", "124", ".deskignore") if roff.bold(name) in page] == []


def test_every_option_stands_in_the_page_of_its_command(pages: dict[str, str]) -> None:
    """Under the name that is typed."""
    for command in whole_tree().walk():
        page = pages["-".join(command.path[:2]) + ".1"]
        missing = [name for option in command.options for name in option.names if roff.bold(name) not in page]
        assert missing == [], command.name


def test_every_request_is_one_that_is_meant(pages: dict[str, str]) -> None:
    """A line of text that begins with a dot would vanish."""
    found = {line.split()[0] for page in pages.values() for line in page.splitlines() if line.startswith((".", "'"))}
    assert found <= REQUESTS


def test_pages_refer_to_pages_that_are_there(pages: dict[str, str]) -> None:
    """Also those that a person has written down."""
    for name, page in pages.items():
        seen = re.findall(r"\\fB(\S+)\\fR\(1\)", page.partition(".SH SEE ALSO")[2])
        assert seen, name
        assert [other for other in seen if other.replace("\\-", "-") + ".1" not in pages] == [], name


def test_a_build_that_is_told_the_day_is_the_same_again() -> None:
    """The day of the release, and its version, stand in the first line."""
    first = man_pages("1.2.3", day="2025-11-27")["megadesk.1"].splitlines()[0]
    assert first == '.TH MEGADESK 1 "2025-11-27" "megadesk 1.2.3" "User Commands"'
