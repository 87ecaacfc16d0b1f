"""Attacks on the way in: what the server answers a login with, changed bit by bit, swapped, or weakened.

The server replays good answers of its own making and changes one thing in them; so it takes any signature, as an evil
one would. What the client sends meanwhile must not depend on what was changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import msgspec
import pytest

from fakes.evil import Asked, Reply, flipped, spread
from fakes.processes import PASSWORD, Device, cli
from fakes.tampering import ADA, CHEAP, DAMAGED, Stage, failure_of
from fakes.wires import Answers, keys_of, replaying, true_answers
from megadesk.cli.exits import exit_code
from megadesk.crypto.identity import KdfBlock, KdfParameters, WrapSet
from megadesk.ipc import messages as ipc
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, encode

PASSING = ("challenge", "time_ms", "device", "signature")
"""What differs between two logins that are alike."""


def what_was_said(asked: Asked) -> tuple[str, str, int, dict[str, object]]:
    """Return a request without what differs between two logins that are alike."""
    body = json.loads(asked.body)
    size = len(asked.body)
    return asked.method, asked.path, size, {name: value for name, value in body.items() if name not in PASSING}


def refused(stage: Stage, device: Device, bodies: tuple[bytes, bytes], codes: set[str], what: str) -> list[object]:
    """Log in to a server that answers so; it must be refused with one of the codes. Returns what was said to it."""
    stage.proxy.lie(invent=replaying(*bodies))
    error = failure_of(lambda: stage.log_in(device))
    assert error.code in codes, (what, error)
    assert exit_code(error) == DAMAGED or error.code == "too_new", what
    assert device.status().state == "signed_out", what
    said = [what_was_said(asked) for asked in stage.proxy.log]
    paths = [asked.path for asked in stage.proxy.log]
    assert paths in (["/v1/login/start"], ["/v1/login/start", "/v1/login/finish"]), (what, paths)
    return list(said)


def one_bit_each(message: m.LoginDone, field: str, count: int) -> Iterator[tuple[str, m.LoginDone]]:
    """Yield the answer with one bit turned at so many places of a field of the keys."""
    whole = getattr(message.keys, field)
    for number, offset in enumerate(spread(len(whole), count)):
        keys = msgspec.structs.replace(message.keys, **{field: flipped(whole, offset, number % 8)})
        yield f"{field} at {offset}", msgspec.structs.replace(message, keys=keys)


FLIPS: dict[str, tuple[int, set[str]]] = {
    "box_password": (8, {"forged"}),
    "bundle_sealed": (8, {"forged", "malformed", "too_new"}),
    "bundle_public": (6, {"forged", "malformed", "too_new", "identity"}),
    "kdf_block": (2, {"forged"}),
    "login_public": (2, {"forged"}),
    "account": (1, {"forged"}),
    "root_space": (1, {"forged"}),
}
"""How many places of each field, and what may come of it. A bit of the suite byte asks for a newer program."""


def test_a1_every_bit_of_the_sealed_account_counts(stage: Stage) -> None:
    """One bit turned anywhere in the sealed account ends the login: nothing is sent after, and nothing tells it apart."""
    stage.server.start()
    device = stage.new_device("three")
    true = true_answers(stage)
    start, _ = true.bodies()
    sent: list[list[object]] = []
    for field, (count, codes) in FLIPS.items():
        for what, finish in one_bit_each(true.finish, field, count):
            sent.append(refused(stage, device, (start, encode(finish, Encoding.JSON)), codes, what))
    assert len(sent) == sum(count for count, _ in FLIPS.values())
    assert all(one == sent[0] for one in sent)
    assert len(sent[0]) == 2
    check_lets_in(stage, device, true)


def check_lets_in(stage: Stage, device: Device, true: Answers) -> None:
    """Hold the replay to be good but for what was changed in it: unchanged, it lets the device in."""
    stage.proxy.lie(invent=replaying(*true.bodies()))
    assert stage.log_in(device).warnings == []
    stage.proxy.be_honest()
    assert device.wait().frozen is None


@pytest.mark.attack("A13")
def test_a1_answers_that_are_broken_anywhere(stage: Stage) -> None:
    """A bit turned in the answer as it travels, or the answer cut off, ends the login with nothing sent after."""
    stage.server.start()
    device = stage.new_device("three")
    true = true_answers(stage)
    start, finish = true.bodies()
    for offset in spread(len(start), 8):
        broken = flipped(start, offset, 7)
        said = refused(stage, device, (broken, finish), {"malformed"}, f"start at {offset}")
        assert len(said) == 1
    for offset in spread(len(finish), 8):
        broken = flipped(finish, offset, 7)
        refused(stage, device, (start, broken), {"malformed"}, f"finish at {offset}")
    for broken in (b"", b"{}", finish[:-1], b"[" * 5000):
        refused(stage, device, (start, broken), {"malformed"}, f"finish {broken[:4]!r}")
    check_lets_in(stage, device, true)


def test_a1_an_honest_server_sees_a_wrong_signature(stage: Stage) -> None:
    """A salt, account or challenge that was changed on the way gives a signature that an honest server refuses."""
    stage.server.start()
    device = stage.new_device("three")

    def changing(field: str, offset: int) -> Callable[[Asked, Reply], Reply | None]:
        def tamper(asked: Asked, reply: Reply) -> Reply | None:
            if not asked.is_for(routes.LOGIN_START):
                return None
            true = msgspec.json.decode(reply.body, type=m.LoginChallenge)
            changes = {field: flipped(getattr(true, field), offset)}
            return Reply(200, encode(msgspec.structs.replace(true, **changes), Encoding.JSON))

        return tamper

    for field, offset in (("kdf_block", 20), ("account", 3), ("challenge", 9)):
        stage.proxy.lie(changing(field, offset))
        error = failure_of(lambda: stage.log_in(device))
        assert (field, error.code, exit_code(error)) == (field, "wrong_credentials", 3)
        assert [asked.path for asked in stage.proxy.log] == ["/v1/login/start", "/v1/login/finish"]
    stage.proxy.be_honest()
    stage.log_in(device)
    assert device.wait().frozen is None


@pytest.mark.attack("A12")
def test_a1_the_recovery_wrap_is_held_against_the_account_record(stage: Stage) -> None:
    """A login with the password does not open the recovery wrap; that it is another one is noticed all the same."""
    stage.server.start()
    device = stage.new_device("three")
    true = true_answers(stage)
    keys = true.finish.keys
    changed = true.with_keys(box_recovery=flipped(keys.box_recovery, 40))
    stage.proxy.lie(invent=replaying(*changed.bodies()))
    assert stage.log_in(device).warnings == ["old_password_wrap"]
    assert device.wait().frozen is None
    # The device goes on, for it has the keys; but it does not write down that these wraps are the right ones.
    account_record = stage.files()[""].record
    assert (account_record.version, account_record.meta.wrapset) == (1, WrapSet(1, stage.ada.served.wrapset()))
    assert stage.proxy.changing_since_lie()[0] == "POST /v1/login/finish"
    assert len(stage.proxy.changing_since_lie()) == 2


def test_a1_the_command_line_says_so(stage: Stage) -> None:
    """The command ends with 7 and one line; with --json the code is in the document."""
    stage.server.start()
    true = true_answers(stage)
    changed = true.with_keys(box_password=flipped(true.finish.keys.box_password, 30))
    home = stage.live / "typed"
    login = (
        "login", "--server", stage.proxy.address, "--email", ADA, "--key-store", "file", "--password-stdin",
    )  # fmt: skip
    try:
        stage.proxy.lie(invent=replaying(*changed.bodies()))
        code, out, error = cli(home, *login, stdin=f"{PASSWORD}\n")
        assert (code, out, error.count("\n")) == (DAMAGED, "", 1)
        code, out, _ = cli(home, *login, "--json", stdin=f"{PASSWORD}\n")
        assert (code, json.loads(out)["error"]["code"]) == (DAMAGED, "forged")
    finally:
        cli(home, "engine", "stop")


@pytest.mark.attack("A6", "A7")
def test_a2_one_box_in_the_place_of_another(stage: Stage) -> None:
    """Boxes exchanged within an account or between two accounts do not open, though each is a good one."""
    stage.server.start()
    device = stage.new_device("three")
    true = true_answers(stage)
    ada, eve = true.finish.keys, keys_of(stage.eve.served, stage.eve.secrets)
    swaps: list[tuple[str, Answers, set[str]]] = [
        ("recovery box as password box", true.with_keys(box_password=ada.box_recovery), {"forged"}),
        ("password box as bundle", true.with_keys(bundle_sealed=ada.box_password), {"malformed", "too_new"}),
        ("eve's password box", true.with_keys(box_password=eve.box_password), {"forged"}),
        ("eve's bundle", true.with_keys(bundle_sealed=eve.bundle_sealed), {"forged"}),
        ("eve's public bundle", true.with_keys(bundle_public=eve.bundle_public), {"identity"}),
        ("eve's space", true.with_keys(root_space=eve.root_space), {"forged"}),
        ("eve's name", true.with_keys(login=eve.login), {"forged"}),
        ("eve's account", Answers(true.start, msgspec.structs.replace(true.finish, keys=eve)), {"forged"}),
        ("for eve's account", Answers(msgspec.structs.replace(true.start, account=eve.account), true.finish), {"forged"}),
    ]  # fmt: skip
    for what, answers, codes in swaps:
        # The first byte of a box is as good as chance: read as a suite, it may be one of a later version.
        assert len(refused(stage, device, answers.bodies(), codes, what)) == 2
    check_lets_in(stage, device, true)


def weaker(stage: Stage, **changes: int) -> bytes:
    """Return ada's KDF block with lower costs."""
    cost = {"memory_kib": CHEAP.memory_kib, "passes": CHEAP.passes, "lanes": CHEAP.lanes} | changes
    return KdfBlock(parameters=KdfParameters(**cost), salt=stage.ada.kdf.salt).encode()


def test_a8_weak_password_stretching_is_refused_before_anything_is_signed(stage: Stage) -> None:
    """Costs below the minimum, or another kind of stretching, end the login before the challenge is answered."""
    stage.server.start()
    device = stage.new_device("three")
    true = true_answers(stage)
    block = true.start.kdf_block
    for what, kdf_block in (
        ("8 MiB", weaker(stage, memory_kib=8 << 10)),
        ("one pass", weaker(stage, passes=1)),
        ("no lane", weaker(stage, lanes=0)),
        ("kind 0", block[:1] + b"\0" + block[2:]),
        ("kind 2", block[:1] + b"\2" + block[2:]),
    ):
        said = refused(stage, device, true.with_kdf(kdf_block).bodies(), {"downgrade"}, what)
        assert len(said) == 1, what
    check_lets_in(stage, device, true)


def test_a8_costs_below_those_last_used_are_refused(stage: Stage) -> None:
    """A device that knows the account takes nothing weaker than last time, though a new one might."""
    stage.server.start()
    device = stage.new_device("three")
    stage.log_in(device, key_store="session")
    device.stop()
    device.start()
    assert device.status().state == "signed_out"
    true = true_answers(stage)
    weak = true.with_kdf(weaker(stage, memory_kib=65_536))
    stage.proxy.lie(invent=replaying(*weak.bodies()))
    error = failure_of(lambda: device.ask(ipc.UNLOCK, ipc.Unlock(password=PASSWORD)))
    assert (error.code, exit_code(error)) == ("downgrade", DAMAGED)
    assert [asked.path for asked in stage.proxy.log] == ["/v1/login/start"]
    stage.proxy.be_honest()
    device.ask(ipc.UNLOCK, ipc.Unlock(password=PASSWORD))
    assert device.wait().frozen is None
