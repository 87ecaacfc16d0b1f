"""What stands about exit codes and variables is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from megadesk.cli import exits
from megadesk.server import main as server
from release.commands.surroundings import EXIT_CODES, SERVER_EXIT_CODES

ROOT = Path(__file__).resolve().parents[4]


def test_every_exit_code_has_its_meaning() -> None:
    """Those of the client, by the names that the code has for them."""
    codes = {value for name, value in vars(exits).items() if name.isupper() and isinstance(value, int)}
    assert codes == set(EXIT_CODES)


def test_the_table_in_the_documentation_is_the_same() -> None:
    """docs/cli.md explains each code in the same words, but for the look of them."""
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    written = dict(re.findall(r"^\| (\d+) \| (.+) \|$", page, re.MULTILINE))
    assert {int(code): _bare(text) for code, text in written.items()} == {
        code: _bare(text) for code, text in EXIT_CODES.items()
    }


def _bare(text: str) -> str:
    return re.sub(r"[`“”.]", "", text).lower()


def test_every_exit_code_of_the_server_has_its_meaning() -> None:
    """It has fewer."""
    codes = {server.OK, server.FAILED, server.WRONG_USAGE, server.NOT_FOUND, server.DAMAGED}
    assert codes == set(SERVER_EXIT_CODES)
