"""How a front end comes to a connection: to the engine that runs for its profile, or to one that it starts."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from megadesk import __version__
from megadesk.host.paths import Profile, prepare_profile
from megadesk.host.private import check_private
from megadesk.host.process import read_endpoint, start_engine
from megadesk.host.program import is_frozen, shown_program
from megadesk.ipc.client import Client, connect
from megadesk.model.errors import AlreadyRunning, EngineUnavailable

CONNECT_TIMEOUT_S: Final = 5.0


def connect_running(profile: Profile) -> Client:
    """Return a connection to the engine that runs for a profile; EngineUnavailable(not_running) if none does.

    AlreadyRunning if it is of another version, AccessDenied if somebody else could answer in its place.
    """
    endpoint = read_endpoint(profile)
    _check_folder(Path(endpoint.address).parent)
    try:
        return connect(endpoint.address, endpoint.authkey, version=__version__, timeout_s=CONNECT_TIMEOUT_S)
    except AlreadyRunning as e:
        raise _of_another_version(e, endpoint.program) from e


def _of_another_version(error: AlreadyRunning, program: str) -> AlreadyRunning:
    """Return the error with the programs on both sides.

    Of one installation they differ while that is upgraded: an engine which looks after its file goes on as the new one.
    """
    ours = shown_program()
    is_upgraded = is_frozen() and program == ours
    places = {"program": ours, "engine_program": program or None}
    reason = "upgraded" if is_upgraded else "other_version"
    return AlreadyRunning(error.detail, **(error.arguments | places | {"reason": reason}))


def _check_folder(folder: Path) -> None:
    """Pass if only we can put a socket there: after a restart of the computer anybody may have made a folder in /tmp."""
    if sys.platform == "win32":
        return  # a pipe has no folder
    try:
        seen = os.lstat(folder)
    except OSError:
        raise EngineUnavailable("no engine listens", reason="not_running") from None
    check_private(folder, seen, is_folder=True)


def start(profile: Profile, environ: Mapping[str, str]) -> Client:
    """Return a connection to an engine that was started for a profile; EngineUnavailable if it does not start."""
    prepare_profile(profile)
    return start_engine(profile, lambda: connect_running(profile), environ=environ)
