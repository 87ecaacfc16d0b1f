"""What storage is used for: one sentence, a bar in parts, and what each part is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Size, Text, text

WARN_AT: Final = 0.9
FULL_AT: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class UsagePart:
    """One part of the bar. tone: a role of the tokens; share: 0 to 1 of the whole bar."""

    label: Text
    tone: str
    size_bytes: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """amount: “41.8 GiB of 50.0 GiB”. tone: of the amount. spoken: the whole, for a screen reader."""

    amount: Text
    tone: str
    parts: tuple[UsagePart, ...]
    spoken: Text


def usage(quota: m.Quota | None) -> Usage | None:
    """Return it; None before the server has said so."""
    if quota is None:
        return None
    whole = max(quota.total, quota.used, 1)
    full = quota.used / quota.total if quota.total else 0.0
    known = quota.files + quota.versions + quota.bin + quota.backups
    facts = (
        (text("Files"), "accent", quota.files),
        (text("Backups"), "document", quota.backups),
        (text("Versions"), "video", quota.versions),
        (text("Bin"), "archive", quota.bin),
        (text("Other"), "outline", max(0, quota.used - known)),
    )
    amount = (
        text("{used} of {total}", used=Size(quota.used), total=Size(quota.total))
        if quota.total
        else text("{used} used", used=Size(quota.used))
    )
    return Usage(
        amount=amount,
        tone="error" if full >= FULL_AT else "warn" if full >= WARN_AT else "",
        parts=tuple(
            UsagePart(label=label, tone=tone, size_bytes=size, share=size / whole)
            for label, tone, size in facts
            if size
        ),
        spoken=text("Storage: {amount}", amount=amount) if amount else NOTHING,
    )
