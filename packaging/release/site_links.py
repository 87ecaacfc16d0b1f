"""Whether every link of the built site leads somewhere: ``python -m release.site_links FOLDER``.

Sphinx looks at links in the sources; this looks at what came of them, as a browser would: pages, anchors, pictures,
scripts. Nothing may come from another host by itself: links lead there, pages load nothing from there. Standard library
only, since it runs in the environment of the site.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

LOADED: Final = {"img": "src", "script": "src", "link": "href", "source": "src", "iframe": "src"}
"""What a browser fetches without being asked."""


@dataclass(slots=True)
class Page:
    """What one page offers and asks for."""

    anchors: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    loads: set[str] = field(default_factory=set)


class Reader(HTMLParser):
    """Fills a Page from its text."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what is of interest in one tag."""
        values = dict(attrs)
        self.page.anchors.update(value for name in ("id", "name") if (value := values.get(name)))
        if tag == "a" and (link := values.get("href")):
            self.page.links.add(link)
        if tag in LOADED and (loaded := values.get(LOADED[tag])):
            self.page.loads.add(loaded)


def broken(folder: Path) -> list[str]:
    """Return, for every link that leads nowhere, the page it is on and where it should lead."""
    pages = {path.resolve(): read(path) for path in sorted(folder.rglob("*.html"))}
    return [
        f"{path.relative_to(folder.resolve())}: {fault}"
        for path, page in pages.items()
        for fault in faults(path, page, pages)
    ]


def read(path: Path) -> Page:
    """Return what a page offers and asks for."""
    page = Page()
    Reader(page).feed(path.read_text(encoding="utf-8"))
    return page


def faults(path: Path, page: Page, pages: dict[Path, Page]) -> Iterator[str]:
    """Yield what is wrong with the links of one page."""
    for link in sorted(page.links | page.loads):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            if link in page.loads and parts.scheme != "data":
                yield f"{link} is loaded from elsewhere"
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if not target.is_file():
            yield f"{link} is not there"
        elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
            yield f"{link} has no such anchor"


def main(words: list[str]) -> int:
    """Return 0 if every link leads somewhere."""
    folder = Path(words[0])
    found = broken(folder)
    sys.stderr.write("".join(f"{line}\n" for line in found))
    sys.stdout.write(f"{len(list(folder.rglob('*.html')))} pages, {len(found)} broken links\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
