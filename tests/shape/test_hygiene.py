"""What must not be in the tree: promises instead of code, skipped tests, names that are not ours, large files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {
    ".git",
    ".venv",
    ".venv-supply",
    ".venv-site",
    ".venv-release",
    "build",
    "dist",
    "__pycache__",
    "node_modules",
    "out",
}
TEXT = {".py", ".md", ".toml", ".txt", ".json", ".yml", ".yaml", ".cfg", ".sh", ".qss", ".ts", ""}
FILE_MAX_BYTES = 100 * 1024
MADE = ("src/megadesk/resources/translations/", "docs/screenshots/")
"""Made by dev.py from what is here, one file for each language, one for each screen."""

# Words are put together here, so that this file does not hold them.
PROMISES = ("TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error", "X" + "XX")
SKIPS = ("pytest." + "skip", "mark." + "skip", "import" + "orskip", "unittest." + "mock")
PLACES = ("/" + "work/", "py" + "pi.org", "python" + "hosted", "art" + "ifactory", "local" + "host:80" + "81")
MAKERS = ("clau" + "de", "anth" + "ropic", "open" + "ai", "chat" + "gpt", "co" + "pilot", "large lang" + "uage model")
PRODUCTS = (
    *("ME" + "GA", "ME" + "GAsync", "mega" + "nz", "mega" + r"\.nz", "Next" + "cloud", "own" + "Cloud"),
    *("Sync" + "thing", "Drop" + "box", "Mae" + "stral", "See" + "file", "In" + "sync", "rc" + "lone"),
    *("Google " + "Drive", "One" + "Drive", "Trez" + "orit", "Proton " + "Drive", "Sparkle" + "Share"),
)
MEASURED_AGAINST = ("benchmarks", "docs/performance.md", "docs/adr")
"""The places that may name other products: they are measured there, in the open."""


def files() -> Iterator[Path]:
    """Yield every file that is ours, dot folders of tools left out."""
    for folder, names, found in os.walk(ROOT):
        names[:] = [name for name in names if name not in NOT_OURS and not name.endswith(("_cache", ".egg-info"))]
        names[:] = [name for name in names if name not in {".hypothesis", ".idea", ".vscode"}]
        yield from (Path(folder) / name for name in found if name not in NOT_OURS)  # .git is a file in a worktree


def lines() -> Iterator[tuple[str, int, str]]:
    """Yield (path, number, text) of every line of text that is ours."""
    for path in files():
        if path.suffix not in TEXT or path.name in {"LICENSE", "lock.txt"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        place = path.relative_to(ROOT).as_posix()
        yield from ((place, number, line) for number, line in enumerate(text.splitlines(), 1))


def found_in(pattern: str, *, below: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> list[str]:
    """Return the places where a pattern occurs."""
    search = re.compile(pattern).search
    return [
        f"{place}:{number}: {line.strip()[:120]}"
        for place, number, line in lines()
        if search(line) and (not below or place.startswith(below)) and not place.startswith(but or ("\0",))
    ]


def any_of(words: tuple[str, ...]) -> str:
    """Return a pattern for any of the words, whole."""
    return r"(?<![\w-])(?:" + "|".join(words) + r")(?![\w-])"


def test_nothing_is_promised_instead_of_done() -> None:
    """What is not done is not there, or is in the issue tracker."""
    assert found_in(any_of(PROMISES)) == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    """A test that does not run proves nothing."""
    # One that must fail on another system, strictly, runs there and here: it is a claim and not a skip.
    patterns = [*map(re.escape, SKIPS), "mark." + r"xfail(?!\(sys\.platform)"]
    assert found_in("|".join(patterns), below=("tests",)) == []


def test_no_place_of_one_machine_and_no_registry_is_named() -> None:
    """The tree works wherever it is, and fetches from wherever its user's tools are told to."""
    assert found_in("|".join(map(re.escape, PLACES))) == []


def test_no_maker_but_the_authors_is_named() -> None:
    """The authors answer for every line."""
    assert found_in(f"(?i){any_of(MAKERS)}") == []


def test_other_products_are_named_only_where_they_are_measured() -> None:
    """What others make is theirs; here it is a peer in a benchmark and nothing else."""
    assert found_in(any_of(PRODUCTS), but=MEASURED_AGAINST) == []


def test_no_file_is_large() -> None:
    """A file over 100 KiB is data that is better made, or code that is better split."""
    large = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in files()}
    assert {place for place, size in large.items() if size > FILE_MAX_BYTES and not place.startswith(MADE)} == set()


def test_the_patterns_find_what_they_are_for() -> None:
    """Each pattern meets its own words, and not words that only hold them."""
    assert re.search(any_of(PROMISES), "# " + PROMISES[0] + ": later")
    assert not re.search(any_of(PRODUCTS), "MEGADESK_HOME megadesk")
    assert re.search(any_of(PRODUCTS), "as in " + PRODUCTS[0] + ", say")
