"""probe and trust."""

from __future__ import annotations

import msgspec

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import CertificateFacts, Probe, Probed, Trust

PIN = "ab" * 32
KNOWN = Probed(address="https://s.example", reachable=True, sign_up="invitation", version="1.2", trusted=True)
UNKNOWN = Probed(
    address="https://s.example", reachable=False, code="server_unavailable", message="It has no valid certificate.",
    remedy="Check the address.",
    certificate=CertificateFacts(
        subject="CN=s", issuer="CN=\x1bs", names=["s.example"], valid_from="2020-01-01T00:00:00Z",
        valid_until="2030-01-01T00:00:00Z", sha256=PIN,
    ),
)  # fmt: skip


def test_a_server_that_answers(cli: Cli, engine: FakeEngine) -> None:
    """What it is, and who may sign up."""
    engine.answer(messages.PROBE, KNOWN)
    shown = cli("probe", "s.example")
    assert shown.code == 0
    assert "https://s.example is a megadesk server." in shown.out
    assert "with an invitation" in shown.out
    assert cli("probe", "s.example", "--json").document["version"] == "1.2"
    assert engine.asked[0] == Probe(server="s.example")


def test_an_unknown_certificate_is_shown_with_the_command_that_trusts_it(cli: Cli, engine: FakeEngine) -> None:
    """Exit code 6, and nothing in a certificate writes on the terminal."""
    engine.answer(messages.PROBE, UNKNOWN)
    shown = cli("probe", "s.example")
    assert shown.code == 6
    assert f"megadesk trust https://s.example {PIN}" in shown.out
    assert "\x1b" not in shown.out


def test_a_proxy_that_a_script_would_find_is_said(cli: Cli, engine: FakeEngine) -> None:
    """With what to type, whether the server answers or not."""
    for found in (KNOWN, msgspec.structs.replace(KNOWN, reachable=False, code="server_unavailable", message="No.")):
        engine.answer(messages.PROBE, found)
        assert "PAC" not in cli("probe", "s.example").out
        engine.answer(messages.PROBE, msgspec.structs.replace(found, proxy_script=True))
        shown = " ".join(cli("probe", "s.example").out.split())
        assert "finds its proxy with a script (PAC), which megadesk does not run" in shown
        assert "megadesk config set proxy" in shown


def test_trust_is_for_one_fingerprint(cli: Cli, engine: FakeEngine) -> None:
    """Or to forget it; neither is a mistake."""
    engine.answer(messages.TRUST, KNOWN)
    assert cli("trust", "s.example", PIN).code == 0
    assert cli("trust", "s.example", "--forget").code == 0
    assert engine.asked == [Trust(server="s.example", sha256=PIN), Trust(server="s.example", sha256="")]
    assert cli("trust", "s.example").code == 2
