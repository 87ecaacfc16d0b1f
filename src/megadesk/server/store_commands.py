"""The operator's commands about the stores themselves: what they open, print and return.

    migrate          postgres_schema.py    a database in PostgreSQL becomes that of this version
    migrate-store    move.py               everything goes into other stores
    restored         restore.py            the database was brought back by its own means

Exit codes and --json as in ``commands``.
"""

from __future__ import annotations

import argparse
import json
from contextlib import ExitStack, closing
from dataclasses import asdict

from megadesk.model.errors import BadUsage
from megadesk.server.commands import DAMAGED, OK, nothing_told, pace_of, say, say_damage
from megadesk.server.config import ServerConfig
from megadesk.server.fencing import take_over
from megadesk.server.lease import held
from megadesk.server.move import House, Move, give_up, refuse_moved
from megadesk.server.restore import another_incarnation
from megadesk.server.services import wall_ms
from megadesk.server.settings import config_from
from megadesk.server.stores import (
    address_of,
    claim,
    metadata_of,
    open_blobs,
    open_metadata,
    shown_stores,
    stores_beside,
    the_only_one,
)


def run_store_command(config: ServerConfig, options: argparse.Namespace) -> int:
    """Return the exit code of a command about stores."""
    match options.command:
        case "migrate":
            return migrate(config, as_json=options.json)
        case "restored":
            return restored(config, sign_out=options.sign_out, as_json=options.json)
        case _:
            to = config_from({}, options.to)
            if options.give_up:
                return give_move_up(config, to, as_json=options.json)
            return migrate_store(config, to, mb_s=options.rate, as_json=options.json)


def migrate(config: ServerConfig, *, as_json: bool) -> int:
    """Bring a database in PostgreSQL to this version, and say from which to which."""
    if not config.database:
        raise BadUsage("a database in the data folder is brought up to date when the server starts", what="database")
    from megadesk.server.postgres_schema import migrate_postgres

    before, after = migrate_postgres(address_of(config))
    words = f"the database is of revision {after} (it was {before or 'empty'})"
    say(json.dumps({"before": before, "after": after}) if as_json else words)
    return OK


def restored(config: ServerConfig, *, sign_out: bool, as_json: bool) -> int:
    """Note that the database was brought back to an earlier moment by its own means: it is another incarnation from now on.

    AlreadyRunning if a server takes care of it: what that says of itself to devices it has read at its start. BadUsage if its
    blobs are another server's, or it has moved away.
    """
    with the_only_one(config), metadata_of(config) as metadata, held(metadata.lease()), ExitStack() as opened:
        with metadata.read() as tx:
            refuse_moved(tx)
        blobs = opened.enter_context(closing(open_blobs(config))) if config.blocks else None
        if blobs is not None:
            claim(config, metadata, blobs)  # before anything is changed
        incarnation = another_incarnation(metadata, wall_ms(), sign_out=sign_out)
        if blobs is not None:
            take_over(metadata, blobs)
    told = "devices that are ahead ask their owners how to go on"
    say(json.dumps({"incarnation": incarnation}) if as_json else f"incarnation {incarnation}: {told}")
    return OK


def migrate_store(config: ServerConfig, to: ServerConfig, *, mb_s: float | None, as_json: bool) -> int:
    """Let a server move into the stores of other settings; return 7 if some of it was lost already."""
    pace = pace_of(mb_s)
    if shown_stores(config) == shown_stores(to):
        raise BadUsage("these settings name the same stores", what="to", value=shown_stores(to))
    if _blobs_of(config) == _blobs_of(to):
        # Whatever the old database does not name it takes away, after a day: of a move that took longer, what was copied.
        raise BadUsage("blobs go to a place of their own, also if they stay in this store", what="to", value=to.blocks)
    told = nothing_told if as_json else say
    with (
        the_only_one(to),
        stores_beside(config) as old,
        closing(open_metadata(to)) as new,
        closing(open_blobs(to)) as blobs,
    ):
        before, after = House(*old, shown_stores(config)), House(new, blobs, shown_stores(to))
        done = Move(before, after, to, pace=pace, now_ms=wall_ms, told=told).run()
    if as_json:
        say(json.dumps(asdict(done)))
    else:
        for one in done.lost:
            say_damage(one)
        say(
            f"moved to {after.name}: {done.spaces} spaces, {done.rows} rows, {done.blobs} blobs, {done.blob_bytes} bytes;"
            " start the server with its new settings"
        )
    return DAMAGED if done.lost else OK


def give_move_up(config: ServerConfig, to: ServerConfig, *, as_json: bool) -> int:
    """Let a server that a move has frozen write again. Where it was going need not be there: that may be why."""
    with the_only_one(to), metadata_of(config) as metadata:  # so that no move goes on
        give_up(metadata)
    words = "given up: the server may write again; what was copied stays there, for another try"
    say("{}" if as_json else words)
    return OK


def _blobs_of(config: ServerConfig) -> tuple[str, str]:
    """Return where the blobs of settings are, so that two that are equal are the same place."""
    return (config.blocks.rstrip("/"), config.blocks_endpoint) if config.blocks else (str(config.blobs_folder), "")
