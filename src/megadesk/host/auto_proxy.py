"""Whether this system finds its proxies by a script (PAC), which is JavaScript from the network and is not run here.

    Linux     gsettings get org.gnome.system.proxy mode        'auto'
    macOS     scutil --proxy                                   ProxyAutoConfigEnable : 1
    Windows   HKCU ... Internet Settings                       AutoConfigURL

What is found is said where proxies are set and where a server is looked at: else nobody could tell why none is reached.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Final

from megadesk.host.program import child_environment
from megadesk.host.run_key import Registry, system_registry

INTERNET_SETTINGS: Final = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
PATIENCE_S: Final = 2.0

GNOME: Final = ("gsettings", "get", "org.gnome.system.proxy", "mode")
MACOS: Final = ("scutil", "--proxy")


def finds_proxy_by_script(
    *, platform: str = sys.platform, ask: Callable[[Sequence[str]], str] | None = None, registry: Registry | None = None
) -> bool:
    """Return whether it does; False also where that cannot be told."""
    ask = ask or asked
    match platform:
        case "win32":
            return _is_in_registry(registry or system_registry())
        case "darwin":
            return "ProxyAutoConfigEnable:1" in "".join(ask(MACOS).split(" "))
        case _:
            return ask(GNOME).strip() == "'auto'"


def _is_in_registry(registry: Registry) -> bool:
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, INTERNET_SETTINGS) as key:
            return bool(registry.QueryValueEx(key, "AutoConfigURL")[0])
    except OSError:
        return False


def asked(command: Sequence[str]) -> str:
    """Return what a program of the system prints; nothing if it is not there, fails, or takes too long."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=True,
            timeout=PATIENCE_S, env=child_environment(os.environ),
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout
