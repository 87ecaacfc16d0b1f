"""A report for whoever is to mend something: what runs here and how it stands, with nothing in it that names anything.

    engine --facts--> versions, system, settings, states, counts     engine.log --last lines, redacted--> text, to be looked at
    text --write--> a file that a person named

No name of a file, folder, device, server or person, no address, no key: pairs stand by their ids, problems by their codes.
What is known by name here is taken out of the log lines as well, whatever put it there.
"""

from __future__ import annotations

import os
import platform
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from megadesk import __version__
from megadesk.disk.behavior import file_system_of
from megadesk.engine.clock import rfc3339
from megadesk.host.logs import redact
from megadesk.host.private import write_private
from megadesk.host.program import is_frozen
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call
from megadesk.model.errors import AlreadyExists, BadUsage, MegadeskError, NotFound
from megadesk.model.relpath import printable
from megadesk.remote.network import NO_PROXY, SYSTEM
from megadesk.sync.report import PairReport

if TYPE_CHECKING:
    from megadesk.engine.engine import Engine

LOG_LINES: Final = 200
LOG_BYTES: Final = 256 << 10
TEXT_MAX_BYTES: Final = 1 << 20
NAME_CHARS_MIN: Final = 3
"""Shorter names stand in too many other words to be taken out of a log."""

PATHS_HIDDEN: Final = 200
"""Of each folder: no line of ours has a path, so this is a net for what a library says."""

PARTS: Final = ("PySide6-Essentials", "blake3", "cryptography", "msgspec", "requests", "watchdog")
HIDDEN: Final = "[name]"


class ReportRequests:
    """Answers them for one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def preview(self, _body: m.Nothing, _call: Call) -> m.Report:
        """The report as it would be written."""
        return m.Report(text=made(self._engine))

    def write(self, body: m.WriteReport, _call: Call) -> m.Written:
        """Write a text that a person has looked at, never over a file that is there."""
        target = Path(body.file)
        if not target.is_absolute():
            raise BadUsage(what="report_file", path=printable(body.file))
        if target.exists():
            raise AlreadyExists(what="file", path=str(target))
        if not target.parent.is_dir():
            raise NotFound(what="folder", path=str(target.parent))
        text = body.text or made(self._engine)
        data = text.encode("utf-8", "replace")
        if len(data) > TEXT_MAX_BYTES:
            raise BadUsage(what="report_file", path=str(target))
        write_private(target, data)
        return m.Written(file=str(target))


def made(engine: Engine) -> str:
    """Return the report of an engine at this moment."""
    status = engine.status()
    reports = engine.supervisor.reports() if _runs(engine) else []
    parts = [
        ("megadesk bug report", [rfc3339(engine.clock.wall_ms())]),
        ("Program", [*_program()]),
        ("State", [*_state(status)]),
        ("Settings", [*_settings(engine, status)]),
        ("Folders", [line for report in reports for line in _pair(report)]),
        ("Transfers", [*_transfers(status)]),
        ("Log", [*_log(engine.profile.log_dir / "engine.log", [*_names(engine, reports)])]),
    ]
    return "\n\n".join("\n".join([f"== {title}", *(lines or ["none"])]) for title, lines in parts) + "\n"


def _runs(engine: Engine) -> bool:
    try:
        _ = engine.supervisor
    except MegadeskError:
        return False
    return True


def _program() -> Iterator[str]:
    yield f"megadesk {__version__}{' (packaged)' if is_frozen() else ''}"
    yield f"Python {platform.python_version()}, {platform.platform()}, {os.cpu_count()} processors"
    for name in PARTS:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name}: not installed"


def _state(status: m.Status) -> Iterator[str]:
    yield f"state: {status.state} ({', '.join(part.code for part in status.said)})"
    yield f"online: {_word(status.online)}; paused: {_word(status.paused)}; frozen: {status.frozen or 'no'}"
    for space, head in status.head.items():
        yield f"space {space}: commit {head.seq}, verified: {_word(head.verified)}"
    if status.quota is not None:
        yield f"storage: {status.quota.used} of {status.quota.total} bytes; kept for {status.quota.kept_days} days"
    yield f"issues: {status.issues}"


def _settings(engine: Engine, status: m.Status) -> Iterator[str]:
    network = engine.network.kept
    proxy = network.proxy if network.proxy in {SYSTEM, NO_PROXY} else "one of its own"
    yield f"signed in: {_word(status.account is not None)}; key store: {status.key_store or 'none'}"
    yield f"server: {_kind_of(status.server)}; proxy: {proxy}; certificates: {'a file' if network.ca_file else 'usual'}"
    yield f"trusted certificates: {len(network.pins)}"


def _kind_of(server: str | None) -> str:
    if server is None:
        return "none"
    parts = urlsplit(server)
    return f"{parts.scheme}, {'this computer' if parts.scheme == 'http' else 'another computer'}"


def _pair(report: PairReport) -> Iterator[str]:
    pair = report.pair
    yield (
        f"{pair.id}: {pair.kind.value}, {pair.direction.value}, symlinks {pair.links.value}, {report.state.value}"
        f"{', busy' if report.busy else ''}, on {file_system_of(pair.local) or 'an unknown file system'}"
    )
    yield f"  {report.files} files, {report.bytes} bytes, {report.pending} steps to do"
    held = report.guard.code if report.guard is not None else report.error.code if report.error is not None else None
    if held is not None:
        yield f"  held by: {held}"
    counts = Counter(problem.code for problem in report.problems)
    if counts:
        yield "  " + ", ".join(f"{code} {count}" for code, count in sorted(counts.items()))


def _transfers(status: m.Status) -> Iterator[str]:
    now = status.transfers
    yield f"active {now.active}, queued {now.queued}, paused {now.paused}, failed {now.failed}"
    yield f"up {now.up_bps} B/s, down {now.down_bps} B/s, {now.bytes_left} bytes left, resting: {', '.join(now.resting) or 'none'}"


def _word(value: bool) -> str:
    return "yes" if value else "no"


# -- the log ----------------------------------------------------------------------------------------------------------


def _names(engine: Engine, reports: Sequence[PairReport]) -> Iterator[str]:
    """Yield all that is known here by name, and that no report is to hold."""
    facts = engine.keeper.facts
    if facts is not None:
        yield from (facts.email, facts.device_name, facts.server, urlsplit(facts.server).hostname or "")
    for report in reports:
        yield from (report.pair.local, Path(report.pair.local).name, report.pair.name)
        yield from (problem.path for problem in report.problems[:PATHS_HIDDEN])
    network = engine.network.kept
    yield from (network.proxy_user, network.ca_file, urlsplit(network.proxy).hostname or "")
    yield from (str(engine.profile.state_dir), str(Path.home()), platform.node())


def _log(file: Path, names: Iterable[str]) -> Iterator[str]:
    known = {name for name in names if len(name) >= NAME_CHARS_MIN}
    known |= {name.replace("\\", "\\\\") for name in known}  # as they stand in a line of JSON
    # Whole words only, the longest first: a device called “desk” is not in “megadesk”.
    longest_first = sorted(known, key=len, reverse=True)
    hidden = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first) or r"(?!)")
    for line in _last_lines(file):
        yield hidden.sub(HIDDEN, printable(redact(line)))


def _last_lines(file: Path) -> list[str]:
    try:
        with file.open("rb") as opened:
            size = opened.seek(0, os.SEEK_END)
            opened.seek(max(0, size - LOG_BYTES))
            lines = opened.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    return lines[1:][-LOG_LINES:] if size > LOG_BYTES else lines[-LOG_LINES:]
