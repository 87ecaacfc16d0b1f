"""The operator's commands for what an account may keep: its plan, and terms of its own.

    plan        which plan of the settings; its quota is the account's until ``user quota`` gives it one of its own
    retention   days, versions and days of the bin, shown or set

Plans are read from the settings whenever something goes by them; only the quota stands in the account, so it is set anew
when a server starts.
"""

from __future__ import annotations

from typing import Final

from megadesk.crypto.public import normal_login
from megadesk.model.errors import BadUsage, NotFound
from megadesk.server import metadata as md
from megadesk.server.config import ServerConfig
from megadesk.server.plans import terms_of
from megadesk.server.stores import metadata_of

NO_PLAN: Final = "none"
AS_PLAN: Final = -1
"""Instead of a number: what the plan says, or the server's settings."""


def plan(config: ServerConfig, login: str, name: str) -> int:
    """Give an account a plan; BadUsage if the settings know none of this name."""
    if name != NO_PLAN and name not in config.plans:
        raise BadUsage("the settings have no such plan", what="plan", value=name)
    with metadata_of(config) as metadata, metadata.write() as tx:
        account = _account(tx, login)
        quota_bytes = None if name == NO_PLAN else config.plans[name].quota_bytes
        tx.set_plan(account.id, "" if name == NO_PLAN else name, quota_bytes)
    return 0


def retention(config: ServerConfig, login: str, *, days: int | None, versions: int | None, bin_days: int | None) -> int:
    """Set what is given of an account's own terms, AS_PLAN takes them back; print what holds then."""
    with metadata_of(config) as metadata, metadata.write() as tx:
        account = _account(tx, login)
        account = account._replace(
            retention_days=_chosen(days, account.retention_days), versions_min=_chosen(versions, account.versions_min),
            bin_days=_chosen(bin_days, account.bin_days),
        )  # fmt: skip
        tx.set_terms(
            account.id, retention_days=account.retention_days, versions_min=account.versions_min,
            bin_days=account.bin_days,
        )  # fmt: skip
    for name, value in terms_of(config, account)._asdict().items():
        print(f"{name} {value}")  # noqa: T201 -- a command line speaks
    return 0


def _chosen(given: int | None, own: int | None) -> int | None:
    if given is None:
        return own
    return None if given == AS_PLAN else given


def follow_plans(metadata: md.MetadataStore, config: ServerConfig) -> None:
    """Let accounts whose quota is that of their plan have what the plan says now."""
    quotas = {name: terms.quota_bytes for name, terms in config.plans.items() if terms.quota_bytes is not None}
    if quotas:
        with metadata.write() as tx:
            for name, quota_bytes in quotas.items():
                tx.set_plan_quota(name, quota_bytes)


def _account(tx: md.Reading, login: str) -> md.Account:
    account = tx.account_by_login(normal_login(login))
    if account is None:
        raise NotFound("no account of this name", what="account")
    return account
