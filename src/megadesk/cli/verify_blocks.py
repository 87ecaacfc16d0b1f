"""What verify found, for people: what was held against what, each thing that is wrong, and what to do. Pure."""

from __future__ import annotations

from typing import Final

from megadesk.cli import render
from megadesk.ipc.messages import VerifyFinding, VerifyReport
from megadesk.model.relpath import printable
from megadesk.model.wording import count_text, counted, size_text

LINES_MAX: Final = 100
"""A person reads no more; --json has them all."""


def report(found: VerifyReport, *, is_healing: bool) -> list[render.Block]:
    """Return a report as lines."""
    facts = render.facts(
        ("State", f"{found.seq:,}, {counted(found.records, 'record')}, head {found.hash[:16]}"),
        ("Files", f"{counted(found.files, 'file')}, {counted(found.blocks, 'block')}, {size_text(found.bytes)}"),
        ("Content", _content(found)),
    )
    blocks: list[render.Block] = [facts, "", *map(_line, found.findings[:LINES_MAX])]
    left = found.total - len(found.findings[:LINES_MAX])
    if left:
        blocks.append(f"… and {count_text(left)} more; --json lists them.")
    return [*blocks, *_remedies(found, is_healing=is_healing), _verdict(found)]


def _content(found: VerifyReport) -> str:
    if found.content == "asked":
        return "the server was asked which blocks it has, and took its word; --content checks"
    if not found.proven_blocks:
        return "every block was downloaded and opened"
    rest = found.blocks - found.proven_blocks
    proven = f"{counted(found.proven_blocks, 'block')} ({size_text(found.proven_bytes)}) proven without a download"
    return f"{proven}, the other {count_text(rest)} downloaded and opened" if rest else proven


def _line(one: VerifyFinding) -> str:
    mark = "repaired" if one.healed else "damaged "
    return f"{mark} {printable(one.message)}"


def _remedies(found: VerifyReport, *, is_healing: bool) -> list[str]:
    """Return what can be done, each thing once."""
    open_ = [one for one in found.findings if not one.healed]
    said = list(dict.fromkeys(one.remedy for one in open_ if one.remedy))
    if is_healing and any(one.area == "content" for one in open_):
        said.append("This computer has no copy of what is still damaged, or the server did not take it.")
    return ["", *said] if said else []


def _verdict(found: VerifyReport) -> str:
    damaged = found.total - found.healed
    if damaged:
        frozen = " Syncing is stopped: nothing is uploaded." if found.frozen else ""
        return ("1 problem found." if damaged == 1 else f"{count_text(damaged)} problems found.") + frozen
    if found.healed:
        return f"All is well now: {count_text(found.healed)} repaired."
    return "All is well."
