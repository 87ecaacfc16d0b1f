"""How a front end comes to a connection: to the engine that runs for its profile, or to one that it starts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from megadesk import __version__
from megadesk.host.paths import Profile, prepare_profile
from megadesk.host.process import read_endpoint, start_engine
from megadesk.ipc.client import Client, connect

CONNECT_TIMEOUT_S: Final = 5.0


def connect_running(profile: Profile) -> Client:
    """Return a connection to the engine that runs for a profile; EngineUnavailable(not_running) if none does."""
    endpoint = read_endpoint(profile)
    return connect(endpoint.address, endpoint.authkey, version=__version__, timeout_s=CONNECT_TIMEOUT_S)


def start(profile: Profile, environ: Mapping[str, str]) -> Client:
    """Return a connection to an engine that was started for a profile; EngineUnavailable if it does not start."""
    prepare_profile(profile)
    return start_engine(profile, lambda: connect_running(profile), environ=environ)
