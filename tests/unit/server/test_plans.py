"""What holds for one account."""

from __future__ import annotations

from pathlib import Path

import pytest

from megadesk.model.ids import AccountId, SpaceId
from megadesk.server import metadata as md
from megadesk.server.config import Plan, ServerConfig
from megadesk.server.plans import Terms, terms_of

BASE = md.Account(
    id=AccountId(bytes(16)), login="ada", kdf_block=b"", login_public=b"", recovery_public=b"", box_password=b"",
    box_recovery=b"", bundle_sealed=b"", bundle_public=b"", root_space=SpaceId(bytes(32)), is_disabled=False,
    quota_bytes=1, bytes_pending=0, created_ms=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("account", "terms"),
    [(BASE, Terms(30, 2, 40)), (BASE._replace(plan="big"), Terms(365, 2, 0)),
     (BASE._replace(plan="big", retention_days=0, versions_min=5), Terms(0, 5, 0)),
     (BASE._replace(plan="no such"), Terms(30, 2, 40))],
    ids=["settings", "plan", "own", "plan that is gone"],
)  # fmt: skip
def test_own_terms_come_before_those_of_the_plan(account: md.Account, terms: Terms) -> None:
    """And those before the settings of the server, each by itself."""
    plans = {"big": Plan(retention_days=365, bin_days=0)}
    config = ServerConfig(data=Path("x"), retention_days=30, versions_min=2, bin_days=40, plans=plans)
    assert terms_of(config, account) == terms
