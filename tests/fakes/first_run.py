"""What an engine says to who has just begun."""

from __future__ import annotations

import msgspec

from fakes.desk import status
from megadesk.ipc import messages as m

RECOVERY_KEY = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567-ABCD-EFGH-IJKL-MNOP-QRST-UVWX"
"""Of the right shape; it opens nothing."""

SIGNED_IN = m.SignedIn(
    email="anna@example.org", account="aa", server="https://files.example.org", device="bb", device_name="Anna's laptop",
    key_store="keyring", fingerprint="", recovery_key=RECOVERY_KEY,
)  # fmt: skip

PROBED = m.Probed(address="https://files.example.org", reachable=True, sign_up="open", version="0.1.0")

CERTIFICATE = m.CertificateFacts(
    subject="files.example.org", issuer="files.example.org", valid_from="2026-01-01T00:00:00Z",
    valid_until="2027-01-01T00:00:00Z", sha256="5f" * 32, names=["files.example.org"],
)  # fmt: skip


def _share(files: int, size_bytes: int = 0) -> m.Share:
    return m.Share(files=files, bytes=size_bytes, examples=[])


FOLDERS = m.PairPreview(
    local="/home/anna/Pictures", remote="/Pictures", local_exists=True, remote_exists=True, only_here=_share(312, 5 << 30),
    only_there=_share(40, 80 << 20), same=_share(1204, 9 << 30), differ=_share(5), held=0,
)  # fmt: skip


def nobody() -> m.Status:
    """Return the status of a computer on which nobody is signed in."""
    return msgspec.structs.replace(status("signed_out"), account=None, server=None, key_store=None, online=False)
