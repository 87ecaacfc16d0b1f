"""The operator's commands that take care of what is stored: what they open, print and return.

    check      check.py
    scrub      scrub.py
    backup     backup.py
    restore    restore.py
    migrate-store    move.py

Exit codes: 0 all is well, 7 something is damaged (CLI.md). With --json one document on standard output, else lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

from megadesk.model.errors import BadUsage
from megadesk.model.ids import BlockId
from megadesk.server.backup import Backup, BlobsOfBackup
from megadesk.server.backup_folder import BackupFolder
from megadesk.server.check import faults_in
from megadesk.server.config import ServerConfig
from megadesk.server.move import House, Move
from megadesk.server.pace import Pace
from megadesk.server.restore import Restore
from megadesk.server.restore_elsewhere import RestoreElsewhere
from megadesk.server.scrub import Damage, Scrub, Source
from megadesk.server.scrub import as_json as scrub_json
from megadesk.server.services import wall_ms
from megadesk.server.stores import (
    address_of,
    open_blobs,
    open_metadata,
    server_of,
    shown_stores,
    stores_beside,
    the_only_one,
)

OK: Final = 0
DAMAGED: Final = 7
_MB: Final = 1_000_000


def check(config: ServerConfig, *, reads_blobs: bool, as_json: bool) -> int:
    """Print what is wrong and return 7, or 0 if nothing is."""
    faults, notes = faults_in(config, reads_blobs=reads_blobs)
    if as_json:
        _say(json.dumps({"faults": faults, "notes": notes}))
    else:
        for line in (*notes, *faults):
            _say(line)
        _say("nothing is wrong" if not faults else f"faults: {len(faults)}")
    return DAMAGED if faults else OK


def scrub(config: ServerConfig, *, mb_s: float | None, anew: bool, backup: Path | None, as_json: bool) -> int:
    """Read all blobs; print what is damaged; return 7 if anything is lost by it, or still is."""
    pace = _pace(mb_s)
    with ExitStack() as stack:
        source: Source = _has_nothing
        if backup is not None:
            source = stack.enter_context(closing(BlobsOfBackup(BackupFolder(backup)))).read
        metadata, blobs = stack.enter_context(stores_beside(config))
        found = _nothing if as_json else _say_damage
        done = Scrub(metadata, blobs, pace=pace, now_ms=wall_ms, found=found, source=source).run(anew=anew)
    if as_json:
        _say(json.dumps(scrub_json(done)))
    else:
        for one in done.missing:
            _say_damage(one)
        for blob in done.mended:
            _say(f"blob {blob}: whole again")
        _say(
            f"read {done.blobs} blobs, {done.size_bytes} bytes: damaged {len(done.damaged)}, still missing {len(done.missing)}"
        )
    return DAMAGED if done.damaged or done.missing else OK


def backup(config: ServerConfig, to: Path, *, mb_s: float | None, anew: bool, as_json: bool) -> int:
    """Bring the backup in a folder up to now; print what was copied, and return 7 if something could not be."""
    pace = _pace(mb_s)
    ours, theirs = config.data.resolve(), to.resolve()
    if ours.is_relative_to(theirs) or theirs.is_relative_to(ours):
        raise BadUsage("the backup must not lie in the data folder, nor around it", what="to", value=str(to))
    with stores_beside(config) as (metadata, blobs):
        done = Backup(metadata, blobs, BackupFolder(to), pace=pace, now_ms=wall_ms).run(anew=anew)
    whole = done.whole
    if as_json:
        told = {
            "blobs": whole.blobs, "bytes": whole.blob_bytes, "database_bytes": whole.database_bytes,
            "copied": done.copied, "copied_bytes": done.copied_bytes, "removed": done.removed,
            "held": [asdict(one) for one in done.held], "lost": [asdict(one) for one in done.lost],
        }  # fmt: skip
        _say(json.dumps(told))
    else:
        for one in (*done.held, *done.lost):
            _say_damage(one)
        _say(
            f"backup of {whole.blobs} blobs, {whole.blob_bytes} bytes:"
            f" copied {done.copied}, {done.copied_bytes} bytes, and the database, {whole.database_bytes} bytes"
        )
    return DAMAGED if done.held or done.lost else OK


def restore(config: ServerConfig, backup: Path, *, mb_s: float | None, sign_out: bool, as_json: bool) -> int:
    """Make a server from a backup, in a data folder or in other stores; return 7 if some of it is lost."""
    folder, pace = BackupFolder(backup), _pace(mb_s)
    if config.database or config.blocks:
        told = _nothing_told if as_json else _say
        elsewhere = RestoreElsewhere(folder, config, pace=pace, now_ms=wall_ms, told=told)
        done = elsewhere.run(sign_out=sign_out)
    else:
        done = Restore(folder, config, pace=pace, now_ms=wall_ms).run(sign_out=sign_out)
    whole = done.whole
    if as_json:
        figures = {
            "blobs": whole.blobs, "bytes": whole.blob_bytes, "made_ms": whole.made_ms, "incarnation": done.incarnation,
            "lost": [asdict(one) for one in done.lost],
        }  # fmt: skip
        _say(json.dumps(figures))
    else:
        for one in done.lost:
            _say_damage(one)
        _say(
            f"restored {whole.blobs} blobs, {whole.blob_bytes} bytes; devices that are ahead ask their owners how to go on"
        )
    return DAMAGED if done.lost else OK


def migrate(config: ServerConfig, *, as_json: bool) -> int:
    """Bring a database in PostgreSQL to this version, and say from which to which."""
    if not config.database:
        raise BadUsage("a database in the data folder is brought up to date when the server starts", what="database")
    from megadesk.server.postgres_schema import migrate_postgres

    before, after = migrate_postgres(address_of(config))
    _say(
        json.dumps({"before": before, "after": after})
        if as_json
        else f"the database is of revision {after} (it was {before or 'empty'})"
    )
    return OK


def migrate_store(config: ServerConfig, to: ServerConfig, *, mb_s: float | None, give_up: bool, as_json: bool) -> int:
    """Let a server move into the stores of other settings, or give a move up; return 7 if some of it was lost already."""
    pace = _pace(mb_s)
    if shown_stores(config) == shown_stores(to):
        raise BadUsage("these settings name the same stores", what="to", value=shown_stores(to))
    told = _nothing_told if as_json else _say
    with _taken(to), stores_beside(config) as old, closing(open_metadata(to)) as new, closing(open_blobs(to)) as blobs:
        blobs.claim(server_of(old[0]), anew=True)
        before, after = House(*old, shown_stores(config)), House(new, blobs, shown_stores(to))
        move = Move(before, after, to, pace=pace, now_ms=wall_ms, told=told)
        if give_up:
            move.give_up()
            _say(
                "{}"
                if as_json
                else "given up: the server may write again; what was copied stays there, for another try"
            )
            return OK
        done = move.run()
    if as_json:
        _say(json.dumps(asdict(done)))
    else:
        for one in done.lost:
            _say_damage(one)
        _say(
            f"moved to {after.name}: {done.spaces} spaces, {done.rows} rows, {done.blobs} blobs, {done.blob_bytes} bytes;"
            " start the server with its new settings"
        )
    return DAMAGED if done.lost else OK


@contextmanager
def _taken(config: ServerConfig) -> Iterator[None]:
    """Have a house that has room for one to ourselves."""
    config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with the_only_one(config):
        yield


def _nothing_told(_: str) -> None:
    """Said at the end."""


def _say_damage(one: Damage) -> None:
    whose = ", ".join(one.accounts) or "no commit names it"
    _say(f"blob {one.blob}: {one.why}; {one.size_bytes} bytes of {whose}")


def _has_nothing(_: BlockId) -> None:
    """Have no blob."""


def _nothing(_: Damage) -> None:
    """Said at the end."""


def _pace(mb_s: float | None) -> Pace:
    if mb_s is not None and mb_s <= 0:
        raise BadUsage(what="rate", value=mb_s)
    return Pace(None if mb_s is None else mb_s * _MB)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 -- a command line speaks
