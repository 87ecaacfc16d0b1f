"""The requests about files of the cloud: one function each, as in ``handlers.py``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from megadesk.engine.cloud_cat import cat
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.engine import Engine
from megadesk.engine.file_versions import FileVersions
from megadesk.engine.standings import CLOUD, SYNCED
from megadesk.engine.why import Inquiry
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call
from megadesk.model.errors import NotFound, RetryLater

CHUNK_BYTES: Final = 1 << 20


class FileRequests:
    """The cloud as a file system."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def _files(self) -> CloudFiles:
        return CloudFiles(self._engine.supervisor)

    def list(self, body: m.List, _call: Call) -> m.CloudEntries:
        """What is in a folder."""
        return self._files.page(body)

    def find(self, body: m.FindFiles, _call: Call) -> m.CloudEntries:
        """What is called so."""
        return self._files.find(body)

    def stat(self, body: m.CloudPathBody, _call: Call) -> m.CloudStat:
        """One node."""
        found = self._files.stat(body.path)
        told = self._with_versions(found)
        if found.state in {SYNCED, CLOUD}:
            return told
        try:
            why = Inquiry(self._engine).in_the_cloud(found.path)
        except NotFound:  # it is gone by now
            return told
        lead = [] if why.lead is None else [why.lead]
        return replace(told, message=why.detail, said=[*lead, m.Said(code=why.reason, arguments=why.arguments)])

    def _with_versions(self, found: m.CloudStat) -> m.CloudStat:
        """Add how many contents of a file are kept, and who wrote it if this device was not told; if the server can be asked."""
        if found.kind == "folder":
            return replace(found, versions=0)
        running = self._engine.supervisor
        try:
            versions, current = FileVersions(self._files, running.rewind).known(found.path)
        except (NotFound, RetryLater):
            return found
        if current is None or found.device is not None:
            return replace(found, versions=versions)
        device = current.moment.device
        running.world.space.note_devices({current.record.id: (current.record.version, device)})
        return replace(found, versions=versions, device=running.device_label(device))

    def make_folder(self, body: m.MakeFolder, _call: Call) -> m.CloudEntry:
        """A new folder."""
        return self._files.make_folder(body.path, parents=body.parents)

    def move(self, body: m.Move, _call: Call) -> m.CloudEntries:
        """Move or rename."""
        return m.CloudEntries(entries=self._files.move(body.sources, body.target, exact=body.exact))

    def remove(self, body: m.Remove, _call: Call) -> m.Nothing:
        """To the bin, or for good."""
        self._files.remove(body.paths, permanent=body.permanent)
        return m.Nothing()

    def cat(self, body: m.Cat, call: Call) -> m.Nothing:
        """Stream a file."""
        return stream(cat(self._files, body, call.check), call)


def stream(pieces: Iterable[bytes], call: Call) -> m.Nothing:
    """Send the bytes of a file, in pieces that an envelope holds."""
    for piece in pieces:
        for start in range(0, len(piece), CHUNK_BYTES):
            call.emit(m.Chunk(data=piece[start : start + CHUNK_BYTES]))
    return m.Nothing()
