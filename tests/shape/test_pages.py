"""Pages lead to each other: no link of a page leads nowhere, and each page is reached from the index of the site.

``python3 dev.py site`` looks at all of it as a browser would; this is what every run of the tests can afford.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
INDEX = DOCS / "index.md"
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Return the pages of the project."""
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "packaging").rglob("*.md")])


def links(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the links of a page to other places of the project, as path and anchor."""
    for link in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        if "://" not in link and not link.startswith("mailto:"):
            path, _, anchor = link.partition("#")
            yield unquote(path), anchor


def anchors(page: Path) -> set[str]:
    """Return the anchors that the headings of a page make, on a forge and on the site."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+?)\s*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_lead_to_files_that_are_there() -> None:
    """Pages, pictures and sources, from where the page lies."""
    missing = [
        f"{page.relative_to(ROOT)}: {path}"
        for page in pages()
        for path, _ in links(page)
        if path and not (page.parent / path).exists()
    ]
    assert missing == []


def test_links_lead_to_headings_that_are_there() -> None:
    """On the same page or another."""
    missing = [
        f"{page.relative_to(ROOT)}: {path}#{anchor}"
        for page in pages()
        for path, anchor in links(page)
        if anchor and anchor not in anchors(page.parent / path if path else page)
    ]
    assert missing == []


def test_every_page_is_reached_from_the_index() -> None:
    """By its name or with its folder; the pages of a folder with a README hang below that."""
    trees = re.findall(r"^```\{toctree\}\n(.*?)^```$", INDEX.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    entries = {line for tree in trees for line in tree.splitlines() if line and not line.startswith(":")}
    reached = [entry.removesuffix("/README") + "/*" if entry.endswith("/README") else entry for entry in entries]
    names = [page.relative_to(DOCS).with_suffix("").as_posix() for page in DOCS.rglob("*.md") if page != INDEX]
    assert sorted(name for name in names if not any(fnmatch(name, entry) for entry in reached)) == []


def test_every_decision_is_listed_by_its_number() -> None:
    """Each once, in order, so that who looks for a number finds it."""
    listed = re.findall(
        r"^\| \[\d{4}\]\(([^)]+)\)", (DOCS / "adr" / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert listed == sorted(path.name for path in (DOCS / "adr").glob("0*.md"))
