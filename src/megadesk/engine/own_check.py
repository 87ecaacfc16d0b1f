"""What is stored of the account's space, held against what was signed, after a start at which nobody could tell what became of it.

    Database.is_in_doubt --> every record, opened, group by group (remote/audit.py) --all as it was--> out of doubt
                                                     `--one that is not--> the database is damaged: the engine begins anew

Beside everything else, for it takes seconds in a large account. What was believed of a wrong record meanwhile is seen again with
the next database: a file that went into the debris for it is one that is not here yet (ADR 57).
"""

from __future__ import annotations

import logging
import threading
from typing import Final

from megadesk.model.errors import Cancelled, MegadeskError
from megadesk.model.verification import Finding
from megadesk.remote.audit import Audit
from megadesk.store.database import Database

log = logging.getLogger(__name__)

PAUSE_S: Final = 0.01
"""Between two of 256 groups: what a person waits for comes first."""


class OwnCheck:
    """The check of one running account. It runs once, if it has to."""

    def __init__(self, audit: Audit, database: Database) -> None:
        self._audit = audit
        self._database = database
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="own-check", daemon=True)

    def start(self) -> None:
        """Begin, if the database is in doubt."""
        if self._database.is_in_doubt:
            self._thread.start()

    def stop(self) -> None:
        """End it where it is: the next start is in doubt again."""
        self._ending.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            self._audit.own(self._tell, lambda _count: None, self._pause)
        except Cancelled:
            return
        except MegadeskError as error:
            log.warning("what is stored could not be checked: %s", error.code)
            return
        self._database.is_in_doubt = False

    def _tell(self, finding: Finding) -> None:
        log.error("what is stored is not what was verified: %s", finding.code)
        self._database.note_damage()
        raise Cancelled

    def _pause(self) -> None:
        if self._ending.wait(PAUSE_S):
            raise Cancelled
