"""The runs that a backup has completed: moments with a number, to look at and to bring back.

    backups:/<device>/<name> --its folder's versions--> those that end a run --> number, commit, when, how much

A run stands sealed in the record of the backup's folder (crypto/points.py), so the server can leave runs out, but not make
one up or change it; what there was at its commit is verified like any past state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from megadesk.engine.clock import rfc3339
from megadesk.engine.cloud_files import CloudFiles
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call
from megadesk.model.errors import BadUsage
from megadesk.model.relpath import CloudPath, parse_cloud_path

if TYPE_CHECKING:
    from megadesk.engine.engine import Engine

DEPTH: Final = 2
"""A backup is a folder in the folder of its device."""


class BackupRuns:
    """Answers the request for one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def runs(self, body: m.RunsOf, _call: Call) -> m.BackupRuns:
        """Return the runs of a backup that are kept, the newest first."""
        running = self._engine.supervisor
        files = CloudFiles(running)
        files.refresh()
        where = parse_cloud_path(body.path)
        if where.area != "backups" or len(where.names) < DEPTH:
            raise BadUsage(what="backup_runs", path=str(where))
        where = CloudPath("backups", where.names[:DEPTH])
        _, node = files.existing(where)
        runs = [
            m.BackupRun(
                run=kept.point.run, seq=kept.moment.seq, started=rfc3339(kept.point.started_ms),
                finished=rfc3339(kept.point.finished_ms), files=kept.point.files, bytes=kept.point.size_bytes,
                device=running.device_label(kept.moment.device),
            )
            for kept in running.backups.points(node.id)
        ]  # fmt: skip
        return m.BackupRuns(path=str(where), runs=runs)
