"""The operator's commands, over the same stores as the server and also while it runs.

    stats    figures
    user     list; add, uninvite: invitations; quota, disable, enable, second-factor-off: accounts

They print to standard output; accounts appear by login name, since an operator asked for them on purpose.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from megadesk.crypto.public import normal_login
from megadesk.model.errors import BadUsage, NotFound
from megadesk.server import invitations
from megadesk.server import metadata as md
from megadesk.server.config import ServerConfig
from megadesk.server.metadata_invitations import Invitation
from megadesk.server.services import wall_ms
from megadesk.server.stores import metadata_of, stores_beside

_PAGE: Final = 1000


def stats(config: ServerConfig, *, as_json: bool = False) -> int:
    """Print figures."""
    with (
        stores_beside(config) as (metadata, blobs), metadata.read() as tx,
    ):  # fmt: skip
        figures = {**tx.totals()._asdict(), "pack_bytes": sum(blobs.packs().values())}
    if as_json:
        _say(json.dumps(figures))
        return 0
    for name, value in figures.items():
        _say(f"{name} {value}")
    return 0


def user(config: ServerConfig, action: str, login: str, quota_bytes: int | None) -> int:
    """Change an account; NotFound if there is none of that name."""
    with metadata_of(config) as metadata, metadata.write() as tx:
        account = tx.account_by_login(normal_login(login))
        if account is None:
            raise NotFound("no account of this name", what="account")
        if action == "quota":
            if quota_bytes is None or quota_bytes < 0:
                raise BadUsage(what="quota")
            tx.set_quota(account.id, quota_bytes)
        elif action == "second-factor-off":
            if tx.factor(account.id, lock=True) is None:
                raise NotFound("this account asks for no code", what="second_factor")
            tx.drop_factor(account.id)
        else:
            tx.set_disabled(account.id, action == "disable")
    return 0


def add(
    config: ServerConfig, login: str, *, quota_bytes: int | None, plan: str | None, days: int, as_json: bool
) -> int:
    """Invite one person to make an account of this name, and print the code."""
    with metadata_of(config) as metadata, metadata.write() as tx:
        made, code = invitations.add(
            tx, config, login, quota_bytes=quota_bytes, plan=plan or "", days=days, now_ms=wall_ms(), entropy=os.urandom
        )
    until = _time(made.expires_ms)
    if as_json:
        _say(json.dumps({"login": made.login, "code": code, "expires": until}))
    else:
        _say(f"invitation code for {made.login}: {code}")
        _say(f"It works once, until {until}. Whoever gets it chooses the password:")
        _say(f"  megadesk signup --server URL --email {made.login} --invitation {code}")
    return 0


def uninvite(config: ServerConfig, login: str) -> int:
    """Take an invitation back; NotFound if there is none of that name."""
    with metadata_of(config) as metadata, metadata.write() as tx:
        if not tx.drop_invitation(normal_login(login)):
            raise NotFound("nobody of this name is invited", what="invitation")
    return 0


def users(config: ServerConfig, *, as_json: bool = False) -> int:
    """List accounts by name, then who is invited and has not come yet."""
    with metadata_of(config) as metadata:
        rows = _rows(metadata, config)
        if as_json:
            _say(json.dumps(list(rows)))
            return 0
        for row in rows:
            note = "2fa" if row["second_factor"] else "-"
            if "expires" in row:
                note = f"until {row['expires']}"
            figures = (row[name] for name in ("used", "quota", "current", "kept", "pending"))
            _say("\t".join([row["login"], row["state"], *map(str, figures), row["plan"] or "-", note]))
    return 0


def _rows(metadata: md.MetadataStore, config: ServerConfig) -> Iterator[dict[str, Any]]:
    after = ""
    while True:
        with metadata.read() as tx:
            page = [_row(tx, account) for account in tx.accounts(after, _PAGE)]
        yield from page
        if not page:
            break
        after = page[-1]["login"]
    with metadata.read() as tx:
        invited = tx.invitations()
    now_ms = wall_ms()
    yield from (_invited_row(config, one) for one in invited if one.expires_ms > now_ms)


def _row(tx: md.Reading, account: md.Account) -> dict[str, Any]:
    usage = tx.usage(account.id)
    return {
        "login": account.login, "state": "disabled" if account.is_disabled else "enabled", "used": usage.used_bytes,
        "quota": usage.quota_bytes, "current": usage.bytes_current, "kept": usage.bytes_kept,
        "pending": usage.bytes_pending, "plan": account.plan, "second_factor": tx.factor(account.id) is not None,
    }  # fmt: skip


def _invited_row(config: ServerConfig, one: Invitation) -> dict[str, Any]:
    given = invitations.terms_at_sign_up(config, one)
    return {
        "login": one.login, "state": "invited", "used": 0, "quota": given.quota_bytes, "current": 0, "kept": 0,
        "pending": 0, "plan": one.plan, "second_factor": False, "expires": _time(one.expires_ms),
    }  # fmt: skip


def _time(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms // 1000, UTC).isoformat().replace("+00:00", "Z")


def _say(line: str) -> None:
    print(line)  # noqa: T201 -- a command line speaks
