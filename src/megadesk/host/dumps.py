"""No copy of our memory on a disk: keys are in the engine's, and a password passes through the others'.

A module of its own, as every program calls it before it loads anything else.
"""

from __future__ import annotations

import sys

if sys.platform != "win32":
    import resource


def forbid_core_dumps() -> None:
    """Make a crash leave no copy of the memory of this process, nor of those it starts."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
