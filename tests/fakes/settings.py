"""What an engine says to the settings."""

from __future__ import annotations

import msgspec

from fakes.desk import QUIET, status
from megadesk import __version__
from megadesk.ipc import messages as m

SETTINGS = m.SettingsInfo(
    proxy="system", proxy_user="", has_proxy_password=False, ca_file="", start_at_login=True, can_start_at_login=True
)

SESSIONS = m.Sessions(sessions=[
    m.Session(id="b1", device="b", device_name="Anna's phone", created="2026-10-01T08:00:00Z", last_seen="2026-11-26T09:48:00Z", current=False),
    m.Session(id="a1", device="a", device_name="Anna's laptop", created="2026-09-01T08:00:00Z", last_seen="2026-11-26T09:59:00Z", current=True),
    m.Session(id="c1", device="c", device_name="", created="2026-08-01T08:00:00Z", last_seen="2026-11-02T14:05:00Z", current=False),
])  # fmt: skip

FACTOR = m.SecondFactor(enabled=True, since="2026-11-03T09:00:00Z", codes_left=8)

NO_FACTOR = m.SecondFactor(enabled=False)

DRAFT = m.SecondFactorDraft(
    secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    uri="otpauth://totp/megadesk:anna%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=megadesk",
)
"""The secret that RFC 6238 has its examples for."""

CODES = m.OneTimeCodes(codes=[f"ABCDE-FGH{first}{second}" for first in "QR" for second in "23456"])

LIMITS = m.TransferLimits(up=512, down=None, schedule=[], up_now=512, down_now=None, window=None, paused=[])

ENGINE = m.EngineStatus(running=True, pid=4711, home="/home/anna/.local/state/megadesk", version=__version__)

REPORT = m.Report(
    text="megadesk 0.1.0 on Linux 6.12, Python 3.11\nfolders: 2 synced, 1 backed up\nstate: synced\n\nlast lines of the log\n"
)


def folder(name: str, pending: int = 0) -> m.PairStatus:
    """Return a folder that is synced."""
    return m.PairStatus(
        id=name.lower(), name=name, local=f"/home/anna/{name}", remote=f"/{name}", direction="both", state="synced",
        pending=pending, files=12, bytes=1 << 20, issues=0,
    )  # fmt: skip


def backup(name: str) -> m.BackupStatus:
    """Return a folder that is backed up."""
    return m.BackupStatus(
        id=name.lower(), name=name, local=f"/home/anna/{name}", remote=f"backups:/Laptop/{name}", direction="up",
        state="synced", pending=0, files=3, bytes=1 << 20, issues=0, every="daily",
    )  # fmt: skip


def all_well() -> m.Status:
    """Return the status of a computer where nothing is left to do: what a screen shows beside its own story."""
    return msgspec.structs.replace(signed_in(), pairs=[folder("Pictures"), folder("Notes")])


def under_way() -> m.Status:
    """Return the status of a computer that sends and fetches."""
    moving = msgspec.structs.replace(QUIET, active=2, queued=3, up_bps=12_400_000, down_bps=900_000, seconds_left=240)
    pairs = [folder("Videos", pending=3), folder("Docs", pending=2)]
    return msgspec.structs.replace(signed_in(), state="syncing", pairs=pairs, transfers=moving)


def signed_in() -> m.Status:
    """Return the status of a computer with two synced folders and a backup."""
    quota = m.Quota(
        used=42 << 30, total=100 << 30, files=28 << 30, versions=6 << 30, bin=1 << 30, backups=7 << 30, kept_days=60
    )
    return msgspec.structs.replace(
        status("synced"), key_store="keyring", device_name="Anna's laptop", quota=quota,
        pairs=[folder("Pictures"), folder("Notes", pending=3)], backups=[backup("Documents")],
    )  # fmt: skip
