"""How everything stands: pairs, transfers, storage, and how far the space is verified."""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.base import Body, Method, Nothing, Said
from megadesk.model.errors import Argument


class HeldPath(Body, frozen=True, kw_only=True):
    """One path of a pair that is held back, or a conflict: why, and what to do about it. ``id`` is that of its issue."""

    id: str = ""
    path: str
    code: str
    message: str
    remedy: str
    arguments: dict[str, Argument] = {}


class PairStatus(Body, frozen=True, kw_only=True):
    """One sync pair. ``state`` is one of the states of UI and CLI; ``pending`` counts steps still to be done.

    ``issues`` counts what a person should know (what a rule ignores and what passes by itself is none), ``held`` names
    the first of those that do not hold the whole pair; what does is ``reason``, and what can be done ``remedy``: sentences,
    made from ``code`` and ``arguments``.
    """

    id: str
    name: str
    local: str
    remote: str
    direction: str
    state: str
    pending: int
    files: int
    bytes: int
    issues: int
    symlinks: str = "skip"
    last_synced: str | None = None
    reason: str | None = None
    remedy: str | None = None
    code: str | None = None
    arguments: dict[str, Argument] = {}
    held: list[HeldPath] = []


class BackupStatus(PairStatus, frozen=True, kw_only=True):
    """One backup, which is a pair with more to it. ``state`` may also be ``scheduled``: nothing to do before ``next_run``.

    every: its interval, or ``continuous``. running: a run is under way. run: the number of the last completed one.
    """

    every: str
    running: bool = False
    run: int | None = None
    last_run: str | None = None
    next_run: str | None = None


class TransferStatus(Body, frozen=True, kw_only=True):
    """All transfers together. ``resting``: the directions in which nothing moves now, ``up``, ``down``."""

    active: int
    queued: int
    failed: int
    paused: int = 0
    resting: list[str] = []
    up_bps: int
    down_bps: int
    bytes_left: int
    seconds_left: int | None


class Quota(Body, frozen=True, kw_only=True):
    """Storage on the server: all that is used, and of that for files, older versions, the bin, backups.

    kept_days: for how long versions and past states are kept.
    """

    used: int
    total: int
    files: int = 0
    versions: int = 0
    bin: int = 0
    backups: int = 0
    kept_days: int = 0


class HeadStatus(Body, frozen=True, kw_only=True):
    """How far a space is verified."""

    seq: int
    hash: str
    verified: bool


class Status(Body, frozen=True, kw_only=True):
    """State of everything; ``sentence`` is for people. ``frozen`` names the error that froze the account's space.

    said: what the sentence is made of, part by part. asked: how many of the issues wait for a person's decision. paused: everything is, by a person, until ``paused_until`` if that
    has an end. device_name: what this device is called, once somebody has signed in.
    """

    state: str
    sentence: str
    account: str | None
    server: str | None
    online: bool
    key_store: str | None
    pairs: list[PairStatus]
    backups: list[BackupStatus]
    transfers: TransferStatus
    quota: Quota | None
    issues: int
    head: dict[str, HeadStatus]
    frozen: str | None = None
    asked: int = 0
    said: list[Said] = []
    paused: bool = False
    paused_until: str | None = None
    device_name: str | None = None


class Wait(Body, frozen=True, kw_only=True):
    """Answer once nothing is left to do anywhere; error ``timed_out`` or ``decision_needed`` otherwise."""

    timeout_s: float | None = None


STATUS: Final = Method("status", Nothing, Status)
WAIT: Final = Method("status.wait", Wait, Status)

STATUS_TOPIC: Final = "status"
"""Subscribed front ends get a Status event whenever it changed, at most ten times a second."""
