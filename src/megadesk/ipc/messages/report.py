"""A bug report: looked at by a person, then written to a file."""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.account import Written
from megadesk.ipc.messages.base import Body, Method, Nothing


class Report(Body, frozen=True, kw_only=True):
    """The report as it would be written: versions, states, counts, the last lines of the log; no name of anything."""

    text: str


class WriteReport(Body, frozen=True, kw_only=True):
    """Write a report to ``file`` (absolute, and not there yet). ``text``: the one that was looked at; empty: one of now."""

    file: str
    text: str = ""


REPORT_PREVIEW: Final = Method("report.preview", Nothing, Report)
REPORT_WRITE: Final = Method("report.write", WriteReport, Written)
