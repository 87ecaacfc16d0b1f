"""The requests about the past: one function each, as in ``handlers.py``."""

from __future__ import annotations

from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.engine import Engine
from megadesk.engine.file_versions import FileVersions
from megadesk.engine.restoring import Restoring
from megadesk.engine.rewind import Rewind
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call


class RewindRequests:
    """Looking at the past and bringing it back."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def _rewind(self) -> Rewind:
        return self._engine.supervisor.rewind

    @property
    def _restoring(self) -> Restoring:
        return self._engine.supervisor.restoring

    @property
    def _versions(self) -> FileVersions:
        return FileVersions(CloudFiles(self._engine.supervisor), self._rewind)

    def show(self, body: m.RewindShow, _call: Call) -> m.PastEntries:
        """A folder as it was."""
        return self._rewind.show(body)

    def diff(self, body: m.RewindDiff, _call: Call) -> m.DiffEntries:
        """What has changed."""
        return self._rewind.diff(body)

    def timeline(self, body: m.RewindTimeline, _call: Call) -> m.Timeline:
        """When how much was changed."""
        return self._rewind.timeline(body)

    def plan(self, body: m.RewindPlan, _call: Call) -> m.RewindPlanned:
        """What a restore would do."""
        return self._restoring.planned(body)

    def restore(self, body: m.RewindRestore, call: Call) -> m.RewindRestored:
        """Bring it back."""
        return self._restoring.restore(body, call.report, call.check)

    def versions(self, body: m.VersionsOf, _call: Call) -> m.VersionEntries:
        """The versions of a file."""
        return self._versions.entries(body)

    def restore_version(self, body: m.RestoreVersion, _call: Call) -> m.VersionRestored:
        """Make one current again."""
        return self._versions.restore(body)
