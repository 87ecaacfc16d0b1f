"""What a service manager is told: that the server listens, and that it is about to end.

    NOTIFY_SOCKET (systemd, Type=notify) <-- READY=1 | STOPPING=1

Without that variable nothing is told. A manager that does not listen is no reason not to serve. Source: sd_notify(3).
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Mapping
from typing import Final

READY: Final = "READY=1"
STOPPING: Final = "STOPPING=1"
_VARIABLE: Final = "NOTIFY_SOCKET"


def tell(*states: str, environment: Mapping[str, str] = os.environ) -> None:
    """Tell the service manager, if there is one."""
    path = environment.get(_VARIABLE, "")
    family = getattr(socket, "AF_UNIX", None)
    if not path or family is None:
        return
    address = f"\0{path[1:]}" if path.startswith("@") else path  # Linux' names that are in no folder
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as link:
        link.sendto("\n".join(states).encode(), address)
