"""Whether requests should be sent here, and why not: what ``/readyz`` answers. Each reason: docs/operations/monitoring.md.

    probes, as many as there are  -->  one look a second, in a thread of its own  -->  database, room, blobs
                                  <--  what it found; or after 5 s which of them it still waits for

So probes can neither load the stores nor take a thread from whoever is served, and hear in time of a store that hangs.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from typing import Final

from megadesk.model.errors import DiskFull, MegadeskError, ServerUnavailable
from megadesk.server.metadata import UNREACHED
from megadesk.server.services import Services

LOOK_EVERY_S: Final = 1.0
PATIENCE_S: Final = 5.0
CLOSING: Final = "closing"
DISK_FULL: Final = "disk_full"
DATABASE, BLOCKS = "database", "blocks"
"""What a reason begins with; then comes what is wrong with it."""
SLOW: Final = "slow"


class Readiness:
    """Looks at the stores, once for all who ask within a second. Used on one event loop."""

    def __init__(self, services: Services, *, every_s: float = LOOK_EVERY_S, patience_s: float = PATIENCE_S) -> None:
        self._services = services
        self._every_s, self._patience_s = every_s, patience_s
        self._look: asyncio.Future[str] | None = None
        self._looked_s = 0.0
        self._at = DATABASE

    async def check(self) -> None:
        """Pass if requests should be sent here; ServerUnavailable with the reason if not."""
        reason = CLOSING if self._services.closing.is_set() else await self._reason()
        if reason:
            raise ServerUnavailable(reason, reason=reason)

    async def _reason(self) -> str:
        """Return why not, as it was a second ago at most; nothing if all is well."""
        look = self._look
        if look is None or (look.done() and time.monotonic() - self._looked_s >= self._every_s):
            self._at = DATABASE
            look = self._look = asyncio.ensure_future(self._services.probing(self._found))
        done, _ = await asyncio.wait({look}, timeout=self._patience_s)
        return look.result() if done else f"{self._at}_{SLOW}"

    def _found(self) -> str:
        """Look at everything until something is wrong. In the thread."""
        try:
            self._services.metadata.check_ready()
            self._check_room()
            self._at = BLOCKS
            self._services.blobs.check_ready()
        except DiskFull:
            return DISK_FULL
        except MegadeskError as e:
            return f"{self._at}_{e.arguments.get('reason', UNREACHED)}"
        except OSError:  # of a disk
            return f"{self._at}_{UNREACHED}"
        finally:
            self._looked_s = time.monotonic()
        return ""

    def _check_room(self) -> None:
        """Look whether a database in the data folder has room; a folder of blobs looks itself."""
        config = self._services.config
        if not config.database and shutil.disk_usage(config.data).free < config.reserve_bytes:
            raise DiskFull(where="server")
