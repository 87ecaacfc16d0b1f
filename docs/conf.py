"""The site: Sphinx over the pages of the project as they lie in it, so that a link is right here and on a forge.

The source is the whole project (``sphinx-build -c docs . dist/site``): README, ARCHITECTURE and docs/ are pages as they
are, and what stands nowhere else is docs/index.md, which says in which order they are read. ``python3 dev.py site``.
"""

from __future__ import annotations

import re
import textwrap
from copy import deepcopy
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[1]

project = "megadesk"
author = "the megadesk authors"
copyright = "the megadesk authors, Apache-2.0"  # noqa: A001 -- Sphinx asks for it by this name
release = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)[1]  # type: ignore[index]
version = release

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
include_patterns = ["*.md", "docs/**.md", "packaging/**.md"]
exclude_patterns = [".*", "src", "tests", "benchmarks", "build", "dist", "requirements", "docs/_static"]
root_doc = "docs/index"
highlight_language = "none"
smartquotes_action = "q"  # apostrophes; with dashes, too, an option in a sentence would be shown as “–all”

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 5
suppress_warnings = ["myst.header"]  # some pages begin with a table of their own, below the title

html_theme = "furo"
html_title = f"megadesk {release}"
html_logo = "../src/megadesk/resources/icons/megadesk.svg"
html_favicon = html_logo
html_static_path = ["_static"]
html_extra_path = ["_root"]  # who comes to the root of the site is led to its first page
html_css_files = ["megadesk.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#4F46E5", "color-brand-content": "#4F46E5"},
    "dark_css_variables": {"color-brand-primary": "#8B85FF", "color-brand-content": "#8B85FF"},
    "top_of_page_buttons": [],
}


OVERVIEW_OF = """

```{toctree}
:hidden:
:glob:

*
```
"""


def put_pages_below_their_overview(_: Sphinx, docname: str, source: list[str]) -> None:
    """Hang the pages of a folder below its README, which is what a forge shows for the folder."""
    if docname.startswith("docs/") and docname.endswith("/README"):
        source[0] += OVERVIEW_OF


DECISION = re.compile(r"\bADR (\d+)\b")
DECISIONS = {int(path.name[:4]): f"docs/adr/{path.stem}" for path in (ROOT / "docs" / "adr").glob("0*.md")}


def link_decisions(app: Sphinx, doctree: nodes.document) -> None:
    """Make a link of every “ADR 7” in a sentence."""
    for text in list(doctree.findall(nodes.Text)):
        if isinstance(text.parent, nodes.literal | nodes.literal_block | nodes.reference | nodes.title | nodes.raw):
            continue
        pieces = DECISION.split(text.astext())
        if len(pieces) > 1 and all(int(number) in DECISIONS for number in pieces[1::2]):
            text.parent.replace(text, [_piece(app, piece, at) for at, piece in enumerate(pieces)])


def _piece(app: Sphinx, piece: str, at: int) -> nodes.Node:
    if at % 2 == 0:
        return nodes.Text(piece)
    target = f"/{DECISIONS[int(piece)]}"
    link = addnodes.pending_xref(
        "", refdoc=app.env.docname, refdomain="std", reftype="doc", reftarget=target, refexplicit=True, refwarn=True
    )
    link += nodes.inline("", f"ADR {piece}")
    return link


def add_dark_pictures(_: Sphinx, doctree: nodes.document) -> None:
    """Show the dark picture of a screen to who reads in the dark: ``…-light.png`` has a ``…-dark.png`` beside it."""
    page = Path(doctree["source"]).parent
    for light in list(doctree.findall(nodes.image)):
        dark_uri = light["uri"].replace("-light.png", "-dark.png")
        if dark_uri == light["uri"] or not (page / dark_uri).exists():
            continue
        dark = deepcopy(light)
        dark["uri"] = dark_uri
        light["classes"].append("only-light")
        dark["classes"].append("only-dark")
        light.parent.insert(light.parent.index(light) + 1, dark)


COLUMNS = 88
"""What a block of code has room for on a page."""

EXPLAINED = re.compile(r"(?P<typed>\S.*?)(?: {2,})(?P<words>(?:#|\w|`).*)")


def wrap_explanations(_: Sphinx, doctree: nodes.document) -> None:
    """Let what stands behind a command go on below itself where it would run out of the page; commands stay whole."""
    for block in list(doctree.findall(nodes.literal_block)):
        lines = block.astext().split("\n")
        if any(len(line) > COLUMNS for line in lines):
            text = "\n".join(map(_wrapped, lines))
            block.replace_self(nodes.literal_block(text, text, **block.attributes))


def _wrapped(line: str) -> str:
    found = EXPLAINED.fullmatch(line)
    if len(line) <= COLUMNS or found is None:
        return line
    column, typed = found.start("words"), line[: found.start("words")]
    if COLUMNS - column < COLUMNS // 4:  # too narrow: below the command
        column, typed = 4, f"{found['typed']}\n    "
    mark = "# " if found["words"].startswith("# ") else ""  # so that it stays a comment
    rest = textwrap.wrap(found["words"].removeprefix(mark), COLUMNS - column - len(mark))
    return typed + ("\n" + " " * column).join(f"{mark}{each}" for each in rest)


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx what is done to pages: the pictures before it collects them."""
    app.connect("source-read", put_pages_below_their_overview)
    app.connect("doctree-read", link_decisions)
    app.connect("doctree-read", wrap_explanations)
    app.connect("doctree-read", add_dark_pictures, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
