"""What holds for one account: its own terms, else those of its plan, else the server's settings."""

from __future__ import annotations

from typing import NamedTuple

from megadesk.server.config import Plan, ServerConfig
from megadesk.server.metadata import Account

DAY_MS = 86_400_000


class Terms(NamedTuple):
    """How long an account's past is kept, how many versions at least, and how long its bin."""

    retention_days: int
    versions_min: int
    bin_days: int


def terms_of(config: ServerConfig, account: Account) -> Terms:
    """Return the terms of an account. A plan that the settings do not know any more says nothing."""
    plan = config.plans.get(account.plan, Plan())
    return Terms(
        _first(account.retention_days, plan.retention_days, config.retention_days),
        _first(account.versions_min, plan.versions_min, config.versions_min),
        _first(account.bin_days, plan.bin_days, config.bin_days),
    )


def _first(own: int | None, plan: int | None, default: int) -> int:
    if own is not None:
        return own
    return default if plan is None else plan
