"""What a person set about this profile: how servers are reached, and whether the app starts at login."""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.base import Body, Method, Nothing


class SettingsInfo(Body, frozen=True, kw_only=True):
    """All of it. ``proxy``: system, none, or the address of one. A password is never told, only whether there is one.

    can_start_at_login: whether this system lets us ask for it. proxy_script: whether the system's proxy counts, and is found
    by a script (PAC), which is not run.
    """

    proxy: str
    proxy_user: str
    has_proxy_password: bool
    ca_file: str
    start_at_login: bool
    can_start_at_login: bool = True
    proxy_script: bool = False


class SetSettings(Body, frozen=True, kw_only=True):
    """Set some of it; what is left out stays. Empty texts take a setting back. Either all is set, or nothing."""

    proxy: str | None = None
    proxy_user: str | None = None
    proxy_password: str | None = None
    ca_file: str | None = None
    start_at_login: bool | None = None


GET_SETTINGS: Final = Method("settings.get", Nothing, SettingsInfo)
SET_SETTINGS: Final = Method("settings.set", SetSettings, SettingsInfo)
