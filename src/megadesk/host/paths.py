"""Where a profile keeps its things.

    --home DIR or MEGADESK_HOME=DIR          without: the platform's folders (appdirs)
      DIR/config   settings                    e.g. ~/.config/megadesk
      DIR/state    database, keys, lock        e.g. ~/.local/state/megadesk
      DIR/logs     logs                        e.g. ~/.cache/megadesk/log
    the socket: $XDG_RUNTIME_DIR/megadesk/<id>.sock, else /tmp/megadesk-<uid>/<id>.sock; Windows: a named pipe

The kernel takes socket paths of about 100 bytes only, so the socket lies in a short folder and is named by a hash of
the profile; that folder is 0700, ours, and no link, or we do not use it. This is the only door to appdirs, which is no
longer maintained (docs/adr/0001-dependencies.md). Read next: ``process.py``.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import appdirs

from megadesk.host.private import OTHERS_MASK, make_private_folder, reason_of
from megadesk.model.errors import AccessDenied, BadUsage

HOME_VARIABLE: Final = "MEGADESK_HOME"
APP: Final = "megadesk"

SOCKET_PATH_MAX_BYTES: Final = 100
"""sun_path holds 104 bytes on macOS and 108 on Linux, one of them the closing zero."""

ID_DIGITS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The places of one profile. Two profiles on one machine are two devices."""

    home: Path | None
    """What --home named; None for the platform's folders."""
    id: str
    """16 hex digits, the same for the same folder: names the socket and the entries in a keyring."""
    config_dir: Path
    state_dir: Path
    log_dir: Path
    runtime_dir: Path | None
    """Holds the socket; None on Windows, where pipes have no folder."""
    address: str
    """Where an engine of this profile listens: a socket path or a pipe name."""

    @property
    def shown_home(self) -> str:
        """The one folder that tells a person which profile this is."""
        return str(self.home or self.state_dir)


def find_profile(home: str | None, environ: Mapping[str, str]) -> Profile:
    """Return the profile that home (from --home), else MEGADESK_HOME, else the platform names. Creates nothing."""
    named = home if home is not None else environ.get(HOME_VARIABLE, "")
    if home == "" or "\0" in named:
        raise BadUsage("--home needs a folder", option="--home")
    if named:
        # The real path: two spellings of one folder are one profile, with one lock and one engine.
        root = Path(os.path.realpath(named))
        return _profile(root, root / "config", root / "state", root / "logs", environ)
    config, state, logs = (
        Path(find(APP, appauthor=False))
        for find in (appdirs.user_config_dir, appdirs.user_state_dir, appdirs.user_log_dir)
    )
    return _profile(None, config, state, logs, environ)


def _profile(home: Path | None, config: Path, state: Path, logs: Path, environ: Mapping[str, str]) -> Profile:
    name = hashlib.sha256(os.fsencode(os.path.realpath(state))).hexdigest()[:ID_DIGITS]
    if sys.platform == "win32":
        runtime, address = None, rf"\\.\pipe\{APP}-{getpass.getuser()}-{name}"
    else:
        runtime = _runtime_dir(environ)
        address = str(runtime / f"{name}.sock")
    return Profile(
        home=home, id=name, config_dir=config, state_dir=state, log_dir=logs, runtime_dir=runtime, address=address
    )


def _runtime_dir(environ: Mapping[str, str]) -> Path:
    """Return the folder for sockets: below XDG_RUNTIME_DIR if that is what it should be, else our own in /tmp."""
    session = environ.get("XDG_RUNTIME_DIR", "")
    if Path(session).is_absolute() and _is_private_folder(session):
        folder = Path(session) / APP
        longest = folder / ("0" * ID_DIGITS + ".sock")
        if len(os.fsencode(longest)) <= SOCKET_PATH_MAX_BYTES:
            return folder
    # Not $TMPDIR: it is long on macOS, and differs between a desktop, a shell and a service of the same person.
    return Path("/tmp") / f"{APP}-{os.geteuid()}"  # noqa: S108 -- made 0700 and checked by prepare_profile


def _is_private_folder(path: str) -> bool:
    try:
        seen = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISDIR(seen.st_mode) and seen.st_uid == os.geteuid() and not seen.st_mode & OTHERS_MASK


def shared_folder(profile: Profile) -> Path:
    """Return a folder that all profiles of a person on this machine share. It may not be there."""
    if profile.runtime_dir is not None:
        return profile.runtime_dir
    return Path(appdirs.user_cache_dir(APP, appauthor=False))


def prepare_profile(profile: Profile) -> None:
    """Make the folders of the profile, each open to its owner alone.

    Raises AccessDenied if one cannot be made, is a link, belongs to somebody else or is open to others. A config,
    state or log folder of ours that is too open is closed; one in /tmp is refused, since others may have been there.
    """
    for folder in (profile.config_dir, profile.state_dir, profile.log_dir):
        _close_to_others(folder)
        make_private_folder(folder)
    if profile.runtime_dir is not None:
        make_private_folder(profile.runtime_dir)


def _close_to_others(folder: Path) -> None:
    if sys.platform == "win32" or folder.is_symlink() or not folder.is_dir():
        return
    try:
        mode = stat.S_IMODE(folder.stat().st_mode)
        if mode & OTHERS_MASK:  # else nothing is written: a disk may be read-only for now
            folder.chmod(mode & ~OTHERS_MASK)
    except OSError as e:
        raise AccessDenied("a folder of the profile is not ours", path=str(folder), reason=reason_of(e)) from e
