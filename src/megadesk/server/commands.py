"""The operator's commands that take care of what is stored: what they open, print and return.

    check      check.py
    scrub      scrub.py
    backup     backup.py
    restore    restore.py

Exit codes: 0 all is well, 7 something is damaged (CLI.md). With --json one document on standard output, else lines.
"""

from __future__ import annotations

import json
from contextlib import ExitStack, closing
from dataclasses import asdict
from pathlib import Path
from typing import Final

from megadesk.model.errors import BadUsage
from megadesk.model.ids import BlockId
from megadesk.server.backup import Backup, BlobsOfBackup
from megadesk.server.backup_folder import BackupFolder
from megadesk.server.check import faults_in
from megadesk.server.config import ServerConfig
from megadesk.server.pace import Pace
from megadesk.server.restore import Restore
from megadesk.server.restore_elsewhere import RestoreElsewhere
from megadesk.server.scrub import Damage, Scrub, Source
from megadesk.server.scrub import as_json as scrub_json
from megadesk.server.services import wall_ms
from megadesk.server.stores import (
    stores_beside,
)

OK: Final = 0
DAMAGED: Final = 7
_MB: Final = 1_000_000


def check(config: ServerConfig, *, reads_blobs: bool, as_json: bool) -> int:
    """Print what is wrong and return 7, or 0 if nothing is."""
    faults, notes = faults_in(config, reads_blobs=reads_blobs)
    if as_json:
        say(json.dumps({"faults": faults, "notes": notes}))
    else:
        for line in (*notes, *faults):
            say(line)
        say("nothing is wrong" if not faults else f"faults: {len(faults)}")
    return DAMAGED if faults else OK


def scrub(config: ServerConfig, *, mb_s: float | None, anew: bool, backup: Path | None, as_json: bool) -> int:
    """Read all blobs; print what is damaged; return 7 if anything is lost by it, or still is."""
    pace = pace_of(mb_s)
    with ExitStack() as stack:
        source: Source = _has_nothing
        if backup is not None:
            source = stack.enter_context(closing(BlobsOfBackup(BackupFolder(backup)))).read
        metadata, blobs = stack.enter_context(stores_beside(config))
        found = _nothing if as_json else say_damage
        done = Scrub(metadata, blobs, pace=pace, now_ms=wall_ms, found=found, source=source).run(anew=anew)
    if as_json:
        say(json.dumps(scrub_json(done)))
    else:
        for one in done.missing:
            say_damage(one)
        for blob in done.mended:
            say(f"blob {blob}: whole again")
        say(
            f"read {done.blobs} blobs, {done.size_bytes} bytes: damaged {len(done.damaged)}, still missing {len(done.missing)}"
        )
    return DAMAGED if done.damaged or done.missing else OK


def backup(config: ServerConfig, to: Path, *, mb_s: float | None, anew: bool, as_json: bool) -> int:
    """Bring the backup in a folder up to now; print what was copied, and return 7 if something could not be."""
    pace = pace_of(mb_s)
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
        say(json.dumps(told))
    else:
        for one in (*done.held, *done.lost):
            say_damage(one)
        say(
            f"backup of {whole.blobs} blobs, {whole.blob_bytes} bytes:"
            f" copied {done.copied}, {done.copied_bytes} bytes, and the database, {whole.database_bytes} bytes"
        )
    return DAMAGED if done.held or done.lost else OK


def restore(config: ServerConfig, backup: Path, *, mb_s: float | None, sign_out: bool, as_json: bool) -> int:
    """Make a server from a backup, in a data folder or in other stores; return 7 if some of it is lost."""
    folder, pace = BackupFolder(backup), pace_of(mb_s)
    if config.database or config.blocks:
        told = nothing_told if as_json else say
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
        say(json.dumps(figures))
    else:
        for one in done.lost:
            say_damage(one)
        say(
            f"restored {whole.blobs} blobs, {whole.blob_bytes} bytes; devices that are ahead ask their owners how to go on"
        )
    return DAMAGED if done.lost else OK


def nothing_told(_: str) -> None:
    """Said at the end."""


def say_damage(one: Damage) -> None:
    """Print what is damaged, and whose it is."""
    whose = ", ".join(one.accounts) or "no commit names it"
    say(f"blob {one.blob}: {one.why}; {one.size_bytes} bytes of {whose}")


def _has_nothing(_: BlockId) -> None:
    """Have no blob."""


def _nothing(_: Damage) -> None:
    """Said at the end."""


def pace_of(mb_s: float | None) -> Pace:
    """Return what ``--rate`` says; BadUsage if it is no rate."""
    if mb_s is not None and mb_s <= 0:
        raise BadUsage(what="rate", value=mb_s)
    return Pace(None if mb_s is None else mb_s * _MB)


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201 -- a command line speaks
