"""Requests about what a person set: the network, and the start at login.

settings.get --> SettingsInfo          settings.set --checked whole--> NetworkKeeper, Autostart --> SettingsInfo
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from megadesk.engine.network import checked_ca_file, checked_proxy
from megadesk.host.autostart import Autostart
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call
from megadesk.model.errors import BadUsage
from megadesk.remote.network import SYSTEM

if TYPE_CHECKING:
    from megadesk.engine.engine import Engine


class SettingRequests:
    """Answers them for one engine."""

    def __init__(self, engine: Engine, autostart: Autostart | None = None) -> None:
        self._engine = engine
        self._autostart = autostart or Autostart(engine.profile, os.environ)

    def get(self, _body: m.Nothing, _call: Call) -> m.SettingsInfo:
        """All that is set."""
        kept = self._engine.network.kept
        return m.SettingsInfo(
            proxy=kept.proxy, proxy_user=kept.proxy_user, has_proxy_password=bool(kept.store), ca_file=kept.ca_file,
            start_at_login=self._autostart.is_on(), can_start_at_login=self._autostart.is_possible,
            proxy_script=self._engine.network.is_script_left_out(),
        )  # fmt: skip

    def set(self, body: m.SetSettings, call: Call) -> m.SettingsInfo:
        """Set some of it."""
        network = self._engine.network
        if body.proxy is not None:
            checked_proxy(body.proxy or SYSTEM)
        if body.ca_file:
            checked_ca_file(body.ca_file)
        if body.start_at_login and not self._autostart.is_possible:
            raise BadUsage(what="setting", reason="not_here", setting="start-at-login")

        if body.start_at_login is not None:
            self._autostart.turn(on=body.start_at_login)
        if body.proxy_password is not None:  # first of those that the network is made of: it can fail
            network.set_password(body.proxy_password)
        if body.proxy is not None:
            network.set_proxy(body.proxy or SYSTEM)
        if body.proxy_user is not None:
            network.set_proxy_user(body.proxy_user)
        if body.ca_file is not None:
            network.set_ca_file(body.ca_file)
        if any(one is not None for one in (body.proxy, body.proxy_user, body.proxy_password, body.ca_file)):
            self._engine.network_changed()
        return self.get(m.Nothing(), call)
