"""Problems as an engine tells them, for tests and pictures of the app."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from megadesk.ipc import messages as m
from megadesk.model.reasons import COMMANDS, reason_of


def issue(code: str, path: str = "", *, pair: str = "Photos", number: int = 0, **arguments: Any) -> m.IssueRow:
    """Return a problem with what its code brings along."""
    reason = reason_of(code)
    key = f"{code[:6]}{number or len(path)}{pair[:2]}"
    facts = {"path": path or None, "pair": f"id-{pair}", "issue": key, **arguments}
    return m.IssueRow(
        id=key, pair=pair, path=path, code=code, kind=reason.kind.value, message="…", remedy="…",
        since="2026-11-26T08:12:00Z", remedies=[one.value for one in reason.remedies],
        actions=[COMMANDS[one] for one in reason.remedies if one in COMMANDS], arguments=facts,
    )  # fmt: skip


def listed(issues: Sequence[m.IssueRow], asked: m.ListIssues | None = None, looking: Sequence[str] = ()) -> m.Issues:
    """Return a page of problems as an engine has it."""
    asked = asked or m.ListIssues()
    fits = [
        one for one in issues
        if asked.pair in {"", one.pair} and asked.text.casefold() in f"{one.pair}\0{one.path}".casefold()
    ]  # fmt: skip
    alike = Counter(f"{one.arguments.get('pair')} {one.code}" for one in issues)
    return m.Issues(
        issues=fits[asked.offset : asked.offset + asked.limit], total=len(fits), looking=list(looking),
        asked=sum(one.kind == "asked" for one in fits), alike=dict(alike),
    )  # fmt: skip


CONFLICT = issue(
    "conflict", "Texts/Letter (conflicted copy anna-laptop 2026-11-26 09.12).txt", pair="Work",
    name="Letter.txt",
)  # fmt: skip

VERSIONS = [
    m.IssueVersion(keep="local", path=CONFLICT.path, size=1_204, mtime="2026-11-26T09:12:00Z", device="anna-laptop"),
    m.IssueVersion(
        keep="remote", path="Texts/Letter.txt", size=1_377, mtime="2026-11-26T08:55:00Z", device="Studio PC"
    ),
]

REMOVAL = issue("mass_removal", files=312, direction="remote", digest="d")

LOSSES = [
    m.IssueLoss(where="remote", path="2026/Lisbon", kind="folder", files=208, bytes=3_100_000_000),
    m.IssueLoss(where="remote", path="2026/Porto/raw", kind="folder", files=90, bytes=1_900_000_000),
    m.IssueLoss(where="remote", path="2026/Porto/notes.txt", kind="file", files=1, bytes=2_100),
    m.IssueLoss(where="remote", path="Archive", kind="files", files=13, bytes=40_000_000),
]

BURST = issue("mass_change", pair="Work", files=1_840, uploaded=12, ending=".locked", digest="d")

CHANGE = m.IssueChange(
    files=1_840, uploaded=12, ending=".locked", names=["Budget.xlsx.locked", "Plan.docx.locked"],
    since="2026-11-26T09:31:00Z", before="2026-11-26T09:30:59.999Z", rewind="…",
)  # fmt: skip
