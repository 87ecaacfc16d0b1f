"""One run as a drawing: a panel a case, a bar a peer, each panel on its own scale. SVG by hand; pure.

Ratios are what counts, so a bar's label is its figure and how many times ours that is; megadesk's bar is the dark one.
"""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from benchmarks.peers.cases import BOUND, OURS, ROWS, Row
from benchmarks.peers.report import Result, medians_of, number

COLUMNS: Final = 2
PANEL_WIDTH: Final = 500
LABEL_WIDTH: Final = 110
VALUE_WIDTH: Final = 110
BAR_WIDTH: Final = PANEL_WIDTH - LABEL_WIDTH - VALUE_WIDTH
BAR_HEIGHT: Final = 14
LINE_HEIGHT: Final = 20
HEAD_HEIGHT: Final = 34
GAP: Final = 24
TOP: Final = 58

DRAWN: Final = ("10k-up", "10k-down", "10k-same", "10k-rename", "1G-up", "1G-down", "1G-edit", "10k-live-p95")

STYLE: Final = (
    "text{font:12px system-ui,-apple-system,'Segoe UI',sans-serif;fill:#24292f}"
    ".t{font-size:16px;font-weight:600}.h{font-size:13px;font-weight:600}.s{fill:#57606a}"
    ".ours{fill:#0b6e99}.peer{fill:#c3ccd5}.bound{fill:none;stroke:#8c959f;stroke-dasharray:3 2}"
)


def chart(result: Result) -> str:
    """Return the drawing of the rows that have figures."""
    rows = [row for row in ROWS if row.key in DRAWN and medians_of(row, result)]
    tall = max((len(medians_of(row, result)) for row in rows), default=0)
    panel_height = HEAD_HEIGHT + tall * LINE_HEIGHT
    lines = -(-len(rows) // COLUMNS)
    width, height = COLUMNS * (PANEL_WIDTH + GAP) + GAP, TOP + lines * (panel_height + GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">',
        "<title>megadesk and its peers, seconds a case</title>",
        f"<style>{STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text class="t" x="{GAP}" y="28">Seconds, less is better; x: how many times as long as megadesk</text>',
        f'<text class="s" x="{GAP}" y="46">{escape(_under(result))}</text>',
    ]
    for place, row in enumerate(rows):
        x = GAP + place % COLUMNS * (PANEL_WIDTH + GAP)
        y = TOP + place // COLUMNS * (panel_height + GAP)
        parts += _panel(row, medians_of(row, result), x, y)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _under(result: Result) -> str:
    sizes = f"10k: {result.files:,} small files; 1G: one file of {result.big_bytes >> 20:,} MiB"
    return f"Medians of one run, {result.when}. {sizes}. Dashed: a throw-away program without journal, database, durability"


def _panel(row: Row, medians: dict[str, float], x: int, y: int) -> list[str]:
    longest = max(medians.values())
    parts = [f'<text class="h" x="{x}" y="{y + 18}">{escape(row.title)}</text>']
    for line, (name, seconds) in enumerate(medians.items()):
        at = y + HEAD_HEIGHT + line * LINE_HEIGHT
        length = max(1.0, BAR_WIDTH * seconds / longest) if longest > 0 else 1.0
        kind = "ours" if name == OURS else "bound" if name == BOUND else "peer"
        parts.append(f'<text x="{x + LABEL_WIDTH - 8}" y="{at + 11}" text-anchor="end">{escape(name)}</text>')
        parts.append(
            f'<rect class="{kind}" x="{x + LABEL_WIDTH}" y="{at}" width="{length:.1f}" height="{BAR_HEIGHT}" rx="2"/>'
        )
        parts.append(
            f'<text x="{x + LABEL_WIDTH + length + 6:.1f}" y="{at + 11}">{escape(_label(name, seconds, medians))}</text>'
        )
    return parts


def _label(name: str, seconds: float, medians: dict[str, float]) -> str:
    ours = medians.get(OURS)
    if name == OURS or not ours:
        return f"{number(seconds)} s"
    return f"{number(seconds)} s · {number(seconds / ours)}x"
