"""A whole account held against what was signed, and what is damaged offered again."""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.base import PAGE_MAX, Body, Limit, Method, Seen
from megadesk.model.errors import Argument


class Verify(Body, frozen=True, kw_only=True):
    """Look at everything. ``path``: only this file or folder of the cloud, as far as content is concerned; empty: all.

    content: read every block, or have the server prove that it has what this device holds unchanged; else the server is asked
    which blocks it lacks. download: read these, too. heal: offer again what is damaged and still here.
    """

    path: str = ""
    content: bool = False
    download: bool = False
    heal: bool = False
    limit: Limit = PAGE_MAX


class VerifyFinding(Body, frozen=True, kw_only=True):
    """One thing that is wrong. ``area``: ``space`` (what the server shows), ``here`` (this device's database), ``content``.

    node: the id of the file or folder, if it is about one; bucket: where in the signed state. blocks, bytes: how much of a
    file. healed: it was set right. ``message`` and ``remedy`` are made of ``code`` and ``arguments``.
    """

    area: str
    code: str
    message: str
    remedy: str
    arguments: dict[str, Argument] = {}
    path: str = ""
    node: str = ""
    bucket: int | None = None
    blocks: int = 0
    bytes: int = 0
    healed: bool = False


class VerifyReport(Body, frozen=True, kw_only=True):
    """What came of it. ``seq``, ``hash``, ``records``: the signed state that all was held against.

    content: ``asked`` (the server's word that it has the blocks) or ``read``. files, blocks, bytes: what was looked at;
    proven_*: how much of it the server proved to have, without a download. frozen: the code of what froze the space.
    total: how many findings there are, healed: of how many that was set right; unnamed: found beyond what is kept.
    """

    id: str
    path: str
    content: str
    space: str
    seq: int
    hash: str
    records: int
    frozen: str | None
    files: int
    blocks: int
    bytes: int
    proven_blocks: int
    proven_bytes: int
    started: str
    ended: str
    total: int
    healed: int
    unnamed: int
    findings: list[VerifyFinding]
    more: bool = False


class VerifyPage(Body, frozen=True, kw_only=True):
    """More findings of a report, after so many."""

    id: str
    after: Seen = 0
    limit: Limit = PAGE_MAX


class VerifyFindings(Body, frozen=True, kw_only=True):
    """Some findings, in the order in which they were found."""

    findings: list[VerifyFinding]
    more: bool = False


VERIFY: Final = Method("verify.run", Verify, VerifyReport, streams=True)
VERIFY_FINDINGS: Final = Method("verify.findings", VerifyPage, VerifyFindings)
