"""What a person should know before this device goes on with another history than the one it has verified."""

from __future__ import annotations

from megadesk.ipc import messages as m
from megadesk.ui.text import Exactly, plural, text
from megadesk.ui.viewmodels.errors import said
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.viewmodels.when import time_ms


def accept_facts(found: m.SpaceStatus, server: m.SpaceHead) -> list[Fact]:
    """Return what is verified, what the server shows and says, and exactly what going on with that does."""
    facts = [Fact("shield-x", "error", said(found.frozen or "fork", found.arguments))]
    if (head := found.verified) is not None:
        words = plural(
            "Verified on this computer: {n} change, of {time}.",
            "Verified on this computer: {n} changes, the last of {time}.",
            head.seq,
            time=Exactly(time_ms(head.time) or 0),
        )
        facts.append(Fact("laptop", "muted", words))
    words = plural(
        "Shown by the server: {n} change, of {time}.",
        "Shown by the server: {n} changes, the last of {time}.",
        server.seq,
        time=Exactly(time_ms(server.time) or 0),
    )
    facts.append(Fact("cloud", "muted", words))
    restored_ms = time_ms(found.restored)
    if restored_ms is not None:
        words = text(
            "The server says that it was restored from a backup on {time}. Ask its administrator whether this is true.",
            time=Exactly(restored_ms),
        )
        facts.append(Fact("info", "muted", words))
    return [
        *facts,
        Fact("circle-check", "ok", text("Nothing on this computer is deleted.")),
        Fact(
            "refresh-cw",
            "muted",
            text(
                "Files that only this computer has are uploaded again, files that only the server has are downloaded, and where files differ, both are kept."
            ),
        ),
        Fact(
            "triangle-alert",
            "warn",
            text("Only do this if you know the reason, for example that the server was restored from a backup."),
        ),
    ]
