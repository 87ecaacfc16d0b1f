"""A new database in the place of one that was damaged or lost: what was kept is put in, and a person is told, once.

    Database.open --set aside, or new--> fill_database --Keepsake--> account, pairs, backups, settings, verified heads
                                               `--> notes: what status says of it as long as this engine runs

The trees are not in it: each pair compares both its sides as if for the first time, so nothing counts as deleted.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final

from megadesk.model.errors import Damaged
from megadesk.model.states import Part
from megadesk.store.database import Database
from megadesk.store.keepsake import Keepsake, is_bare

log = logging.getLogger(__name__)

_PAGES: Final = "SQLITE_"
"""How the reason begins where it is the file that is damaged, and not what stands in it."""


def fill_database(database: Database, keepsake: Keepsake) -> Sequence[Part]:
    """Fill a new database with what was kept, keep what is there from now on, and return what is to be said of it.

    Damaged if what is there makes no sense. Was it the copy, it is put aside: the next database is filled with nothing.
    """
    is_new = is_bare(database)  # also one that was made by an engine that ended before it had filled it
    try:
        is_filled = is_new and keepsake.restore(database)
        keepsake.follow(database)
    except Damaged as error:
        if is_new and not str(error.arguments.get("reason")).startswith(_PAGES):
            keepsake.put_aside()
        raise
    aside = database.was_set_aside
    if is_filled:
        log.warning("the database was %s; it is rebuilt", "damaged" if aside else "gone")
        return (Part("state_database_rebuilt", {"path": str(aside)} if aside else {}),)
    if aside is not None:
        log.warning("the database was damaged, and nothing of it was kept")
        return (Part("state_database_lost", {"path": str(aside)}),)
    return ()
