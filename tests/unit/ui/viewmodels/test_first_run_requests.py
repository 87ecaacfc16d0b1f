"""What the engine is asked on the way of the first run."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from fakes.first_run import CERTIFICATE, PROBED
from megadesk.ipc import messages as m
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.first_run import FirstRunFill, Purpose, Way, Work
from megadesk.ui.viewmodels.first_run_requests import request_of

NOW = journeys.probed(
    journeys.begin(FirstRunFill(server=" x.org", email=" anna@example.org ", password="stone-lantern", device_name="Desk", folder="/a/Notes")),
    "x.org",
    msgspec.structs.replace(PROBED, address="https://x.org", certificate=CERTIFICATE),
)  # fmt: skip
KEPT = {"device_name": "Desk", "key_store": "keyring"}


@pytest.mark.parametrize(
    ("work", "changes", "request_body"),
    [
        (Work.PROBE, {}, m.Probe(server="x.org")),
        (Work.TRUST, {}, m.Trust(server="https://x.org", sha256="5f" * 32)),
        (Work.SIGN, {}, m.SignUp(server="https://x.org", email="anna@example.org", password="stone-lantern", show_recovery=True, **KEPT)),
        (
            Work.SIGN,
            {"invitation": " abc "},
            m.SignUp(server="https://x.org", email="anna@example.org", password="stone-lantern", show_recovery=True, invitation="abc", **KEPT),
        ),
        (Work.SIGN, {"way": Way.LOG_IN}, m.LogIn(server="https://x.org", email="anna@example.org", password="stone-lantern", **KEPT)),
        (
            Work.SIGN,
            {"way": Way.LOG_IN, "code": "123 456"},
            m.LogIn(server="https://x.org", email="anna@example.org", password="stone-lantern", code="123456", **KEPT),
        ),
        (
            Work.SIGN,
            {"way": Way.RECOVER, "recovery_key": "k", "code": "abcde-fghij"},
            m.Recover(server="https://x.org", email="anna@example.org", recovery_key="k", new_password="stone-lantern", show_recovery=True, code="ABCDEFGHIJ", **KEPT),
        ),
        (
            Work.SIGN,
            {"way": Way.RECOVER, "recovery_key": " k "},
            m.Recover(server="https://x.org", email="anna@example.org", recovery_key="k", new_password="stone-lantern", show_recovery=True, **KEPT),
        ),
        (Work.SHOW_KEY, {}, m.ExportRecoveryKey(password="stone-lantern", file="", show=True)),
        (Work.RENAME, {}, m.RenameDevice(name="Desk")),
        (Work.ADD, {}, m.AddPair(local="/a/Notes", remote="/Notes")),
        (Work.ADD, {"purpose": Purpose.BACKUP, "every": "daily"}, m.AddBackup(local="/a/Notes", every="daily")),
    ],
)  # fmt: skip
def test_each_work_is_asked_in_its_own_words(work: Work, changes: dict[str, object], request_body: m.Body) -> None:
    """With what was typed, and the address as the engine would keep it."""
    method, request = request_of(replace(journeys.typed(NOW, **changes), work=work))
    assert request == request_body
    assert isinstance(request, method.request)


def test_where_there_is_no_work_nothing_is_asked() -> None:
    """A mistake of ours that shows at once."""
    with pytest.raises(ValueError, match="nothing to ask"):
        request_of(NOW)
