"""Where a new recovery key goes: into a file that was not there, or on to a person, to be seen (ADR 32).

recovery_target     before anything is made: may it be written there?
write_recovery_key  once it is made
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from megadesk.crypto.keys import RecoveryKey
from megadesk.host.private import write_private
from megadesk.model.errors import AlreadyExists, BadUsage, NotFound

Recovery: TypeAlias = Path | RecoveryKey
"""What became of a recovery key that was made: the file it is in, or itself, to be shown (ADR 32)."""


def recovery_target(named: str, *, folder: Path, email: str) -> Path:
    """Return the file that was named, or one of the account's own in a folder; refused if a key could not be written there."""
    safe = "".join(char if char.isalnum() or char in "@.-_" else "_" for char in email)
    target = Path(named) if named else folder / f"recovery key {safe}.txt"
    if not target.is_absolute():
        raise BadUsage(what="recovery_file", path=str(target))
    if target.exists():
        raise AlreadyExists(what="file", path=str(target))
    if not target.parent.is_dir():
        raise NotFound(what="folder", path=str(target.parent))
    return target


def write_recovery_key(target: Path | None, key: RecoveryKey, *, email: str, server: str) -> Recovery:
    """Return where the key was written; without a target the key, for a person to see: it is kept nowhere then."""
    if target is None:
        return key
    text = (
        f"megadesk recovery key\n\naccount: {email}\nserver:  {server}\n\n{key.text()}\n\n"
        "Keep this apart from your computer. With it and nothing else the account can be opened\n"
        "when the password is lost; without both, nobody can open it again.\n"
    )
    write_private(target, text.encode())
    return target
