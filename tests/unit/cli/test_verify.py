"""verify: what is asked for, every page of what was found, and the exit code that says how it stands."""

from __future__ import annotations

import json

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import Verify, VerifyFinding, VerifyFindings, VerifyPage, VerifyReport
from megadesk.model.errors import ServerUnavailable
from megadesk.model.values import replace

WELL = VerifyReport(
    id="ab", path="", content="asked", space="00" * 32, seq=12, hash="cd" * 32, records=3, frozen=None, files=2, blocks=3,
    bytes=4096, proven_blocks=0, proven_bytes=0, started="2026-11-20T14:00:00Z", ended="2026-11-20T14:00:01Z", total=0,
    healed=0, unnamed=0, findings=[],
)  # fmt: skip
LOST = VerifyFinding(
    area="content", code="blocks_missing", message="/a: 1 block is missing on the server.", remedy="Offer it again.",
    path="/a", node="ab", blocks=1, bytes=3,
)  # fmt: skip


def test_all_is_well(cli: Cli, engine: FakeEngine) -> None:
    """0, and what it was held against."""
    engine.answer(messages.VERIFY, WELL)
    outcome = cli("verify")
    assert (outcome.code, engine.asked) == (0, [Verify()])
    assert outcome.out.endswith("All is well.\n")


def test_options_are_passed_on(cli: Cli, engine: FakeEngine) -> None:
    """A path of the cloud, content, download, heal."""
    engine.answer(messages.VERIFY, WELL)
    assert cli("verify", "/Photos", "--content", "--download", "--heal").code == 0
    assert engine.asked == [Verify(path="/Photos", content=True, download=True, heal=True)]
    assert cli("verify", "Photos").code == 2
    assert cli("verify", "--download").code == 2


def test_damage_is_7_and_healed_damage_0(cli: Cli, engine: FakeEngine) -> None:
    """What is still damaged decides."""
    engine.answer(messages.VERIFY, replace(WELL, total=1, findings=[LOST]))
    outcome = cli("verify")
    assert outcome.code == 7
    assert "damaged  /a: 1 block is missing on the server." in outcome.out
    engine.answer(messages.VERIFY, replace(WELL, total=1, healed=1, findings=[replace(LOST, healed=True)]))
    assert cli("verify", "--heal").code == 0
    engine.answer(messages.VERIFY, replace(WELL, total=2, healed=1, unnamed=1, findings=[replace(LOST, healed=True)]))
    assert cli("verify", "--heal").code == 7


def test_every_page_is_in_the_document(cli: Cli, engine: FakeEngine) -> None:
    """--json is one document with all that was found, of this very report."""
    engine.answer(messages.VERIFY, replace(WELL, total=2, findings=[LOST], more=True))
    engine.answer(messages.VERIFY_FINDINGS, VerifyFindings(findings=[replace(LOST, path="/b")]))
    outcome = cli("--json", "verify")
    document = json.loads(outcome.out)
    assert [one["path"] for one in document["findings"]] == ["/a", "/b"]
    assert (outcome.code, document["more"], outcome.err) == (7, False, "")
    assert engine.asked[1:] == [VerifyPage(id="ab", after=1)]


def test_a_server_that_is_away_is_6(cli: Cli, engine: FakeEngine) -> None:
    """That nobody could be asked is not damage."""
    engine.answer(messages.VERIFY, ServerUnavailable())
    assert cli("verify", "--content").code == 6
