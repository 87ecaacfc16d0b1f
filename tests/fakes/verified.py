"""Reports of a check of everything: one where all is well, and what is wrong in others."""

from __future__ import annotations

from megadesk.ipc.messages import VerifyFinding, VerifyReport
from megadesk.model.values import replace

WELL = VerifyReport(
    id="ab", path="", content="asked", space="00" * 32, seq=1200, hash="cd" * 32, records=3, frozen=None, files=2, blocks=3,
    bytes=4096, proven_blocks=0, proven_bytes=0, started="2026-11-20T14:00:00Z", ended="2026-11-20T14:00:01Z", total=0,
    healed=0, unnamed=0, findings=[],
)  # fmt: skip
LOST = VerifyFinding(
    area="content", code="blocks_missing", message="/a\x1b: 1 block is missing on the server.", remedy="Offer it again.",
    arguments={"path": "/a", "blocks": 1}, path="/a", node="ab", blocks=1, bytes=3,
)  # fmt: skip
DAMAGED = replace(
    WELL, content="read", files=12_408, bytes=42 << 30, total=2, findings=[
        replace(LOST, arguments={"path": "/Photos/2019/Lake.jpg", "blocks": 1}),
        replace(LOST, code="blocks_damaged", arguments={"path": "/Videos/Summer.mp4", "blocks": 3}),
    ],
)  # fmt: skip
