"""What the first run of a profile's app finds filled in: written by whoever prepared the profile, read once.

A password may be among it, so it is a file of its owner alone, and gone once it was read; never an argument or a
variable of the environment.
"""

from __future__ import annotations

from typing import Final

import msgspec

from megadesk.host.paths import Profile
from megadesk.host.private import read_private, write_private
from megadesk.model.errors import MegadeskError

FILE: Final = "first-run.json"
MAX_BYTES: Final = 64 * 1024


class Prefill(msgspec.Struct, frozen=True, kw_only=True):
    """What a person need not type. Empty: they are asked. is_trial: this is a trial, which need not offer another."""

    server: str = ""
    email: str = ""
    password: str = ""
    device_name: str = ""
    folder: str = ""
    key_store: str = ""
    is_trial: bool = False

    def __repr__(self) -> str:
        return f"Prefill(server={self.server!r}, email={self.email!r})"


def leave_prefill(profile: Profile, prefill: Prefill) -> None:
    """Leave it for the app of a profile that was prepared."""
    write_private(profile.config_dir / FILE, msgspec.json.encode(prefill))


def take_prefill(profile: Profile) -> Prefill | None:
    """Return what was left, and remove it; None if nothing was, or nothing that makes sense."""
    path = profile.config_dir / FILE
    try:
        data = read_private(path, MAX_BYTES)
    except MegadeskError:
        return None
    path.unlink(missing_ok=True)
    try:
        return msgspec.json.decode(data, type=Prefill)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
