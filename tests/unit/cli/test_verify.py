"""verify: what is asked for, every page of what was found, and the exit code that says how it stands."""

from __future__ import annotations

import json

from fakes.cli import Cli
from fakes.engine import FakeEngine
from fakes.verified import LOST, WELL
from megadesk.ipc import messages
from megadesk.ipc.messages import Verify, VerifyFindings, VerifyPage
from megadesk.model.errors import ServerUnavailable
from megadesk.model.values import replace


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
    assert "damaged  /a\\x1b: 1 block is missing on the server." in outcome.out
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
