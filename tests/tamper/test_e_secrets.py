"""Secrets stay where they belong: a day with everything logged, and then all that is left of it is searched.

What is looked for are the passwords, the recovery key, the codes of a second factor, and every key and token of the
account, as bytes and in the codings that bytes travel in. Where: logs, output, temporary files, the report for developers, arguments and environment
of every process of ours, all that the server has and was sent, and the profile itself. The files that a person asked
for (the recovery key, one-time codes) and the key store are where they are allowed.
"""

from __future__ import annotations

import os
import signal
import string
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from fakes import processes
from fakes.canary import everything_below
from fakes.leaks import Hunt
from fakes.processes import PASSWORD, Device, cli, tree_of
from fakes.tampering import ADA, Stage, save
from megadesk.crypto.bundle import secret_fields
from megadesk.crypto.primitives import totp_code
from megadesk.crypto.second_factor import parse_secret, step_at
from megadesk.ipc import messages as ipc

NEW_PASSWORD = "a second battery, correct too"
WRONG_PASSWORD = "what ada does not remember"
EVERY_S = 0.05
"""Often enough to meet each command while it runs; what lives longer is met for certain."""
ENOUGH = 16
"""Fields of the account that are shorter than this are numbers, not keys."""


@contextmanager
def watched_processes(words: Sequence[bytes]) -> Iterator[list[str]]:
    """Look at arguments and environment of all processes until the block ends; yields where words were found."""
    seen: list[str] = []
    over = threading.Event()

    def look() -> None:
        for folder in Path("/proc").glob("[0-9]*"):
            for name in ("cmdline", "environ"):
                try:
                    data = (folder / name).read_bytes()
                except OSError:
                    continue  # it has ended, or is not ours
                seen.extend(f"{folder.name}/{name}" for word in words if word in data)

    def keep_looking() -> None:
        while not over.wait(EVERY_S):
            look()

    thread = threading.Thread(target=keep_looking)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()
        look()


@pytest.fixture
def loud(stage: Stage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Every process of the stage logs all it can, and keeps its temporary files in the folder that is returned.

    Each is started by itself: its command line and its first environment are among what is searched.
    """
    monkeypatch.setattr(processes.NURSERIES, "wanted", False)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    plain = processes.environment
    monkeypatch.setattr(processes, "environment", lambda: plain() | {"MEGADESK_LOG": "debug", "TMPDIR": str(temporary)})
    settings = tmp_path / "server.toml"
    settings.write_text('log_level = "debug"\n', encoding="utf-8")
    monkeypatch.setattr(stage.server, "options", (*stage.server.options, "--config", str(settings)))
    return temporary


def test_e6_no_secret_is_left_anywhere(stage: Stage, loud: Path, tmp_path: Path) -> None:
    """Log in, sync, fail, crash, change the password, turn a second factor on: no secret is found where it does not belong."""
    recovery = tmp_path / "recovery.txt"
    stage.server.start()
    stage.proxy.be_honest()
    with watched_processes([word.encode() for word in (PASSWORD, NEW_PASSWORD, WRONG_PASSWORD)]) as seen:
        first, second = stage.new_device("first"), stage.new_device("second")
        said = live_a_day(stage, first, second, recovery)
        codes = ask_for_codes(first, tmp_path / "codes.txt")
        limits = Path(f"/proc/{first.process.child.pid}/limits").read_text() if first.process is not None else ""
        report = tmp_path / "report.txt"
        code, _, error = cli(first.home, "report", str(report))
        assert code == 0, error
        for device in (first, second):
            device.stop()
        stage.server.stop()
    assert seen == []
    assert any(line.split()[4:6] == ["0", "0"] for line in limits.splitlines() if line.startswith("Max core"))
    words = {word: word for word in (PASSWORD, NEW_PASSWORD, WRONG_PASSWORD)}
    hunt = Hunt(keys_of(stage), words | spellings_of(recovery) | codes)
    places = [
        *stage.server.stores.everything(),
        *((f"sent {at}", piece) for at, piece in enumerate(stage.proxy.traffic)),
        *everything_below(loud),
        *((f"output {at}", text.encode()) for at, text in enumerate(said)),
        (str(report), report.read_bytes()),
        *((str(log), log.read_bytes()) for log in sorted(stage.live.glob("*.log"))),
        *(one for device in (first, second) for one in everything_below(device.home) if not is_key_store(one[0])),
    ]
    assert [(name, what) for name, data in places for what in hunt.found(data)] == []
    logged = b"".join(data for name, data in places if name.endswith(".log"))
    assert b'"level": "debug"' in logged
    # The same search finds what it looks for where that belongs.
    assert hunt.found(recovery.read_bytes()) != []
    assert hunt.found((tmp_path / "codes.txt").read_bytes()) != []
    assert hunt.found(b".." + stage.ada.secrets.identity.secret_seed().hex().encode()) == ["field 1"]


def live_a_day(stage: Stage, first: Device, second: Device, recovery: Path) -> list[str]:
    """Do what a person does, well and badly; return all that was printed."""
    said: list[str] = []

    def typed(device: Device, *words: str, stdin: str = "", code: int = 0) -> None:
        got, out, error = cli(device.home, *words, stdin=stdin)
        said.extend((out, error))
        assert got == code, (words, out, error)

    login = ("login", "--server", stage.proxy.address, "--email", ADA, "--key-store", "file", "--password-stdin")
    typed(first, *login, stdin=f"{WRONG_PASSWORD}\n", code=3)
    typed(first, *login, stdin=f"{PASSWORD}\n")
    typed(second, *login, "--json", stdin=f"{PASSWORD}\n")
    here, there = stage.live / "first's", stage.live / "second's"
    save(here / "one.txt", b"one")
    first.add_pair(here, "/Day")
    first.wait()
    second.add_pair(there, "/Day")
    second.wait()
    assert tree_of(there) == tree_of(here)
    typed(first, "status")
    typed(first, "whoami", "--json")
    typed(first, "why", str(here / "one.txt"))
    typed(first, "recovery-key", "export", str(recovery), "--password-stdin", stdin=f"{PASSWORD}\n")
    typed(first, "cat", "/Day/none.txt", code=4)
    crash(first)
    typed(first, "password", "change", "--password-stdin", stdin=f"{WRONG_PASSWORD}\n{NEW_PASSWORD}\n", code=3)
    typed(first, "password", "change", "--password-stdin", stdin=f"{PASSWORD}\n{NEW_PASSWORD}\n")
    typed(first, "ls", "-R", "/")
    return said


def ask_for_codes(device: Device, file: Path) -> dict[str, str]:
    """Turn the second factor on, and have other one-time codes written to a file; return what was never given away."""
    draft = device.ask(ipc.SECOND_FACTOR_DRAFT, ipc.Nothing())
    code = totp_code(parse_secret(draft.secret), step_at(time.time_ns() // 1_000_000))
    body = ipc.EnableSecondFactor(password=NEW_PASSWORD, secret=draft.secret, code=code)
    used, *old = device.ask(ipc.ENABLE_SECOND_FACTOR, body).codes
    words = ("2fa", "codes", "--password-stdin", "--totp", "-", "--codes", str(file))
    got, _, error = cli(device.home, *words, stdin=f"{NEW_PASSWORD}\n{used}\n")
    assert got == 0, error
    unused = [*old, *file.read_text(encoding="utf-8").split()]
    spellings = {form for one in unused for form in (one, one.replace("-", ""))}
    return {"secret of the app": draft.secret} | {f"one-time code {form}": form for form in spellings}


def crash(device: Device) -> None:
    """Let an engine die as by a fault of its own, with a dump if it left one, and start it again."""
    assert device.process is not None
    device.process.child.send_signal(signal.SIGABRT)
    device.process.child.wait()
    assert not list(Path.cwd().glob("core*"))
    device.start()


def keys_of(stage: Stage) -> dict[str, bytes]:
    """Return every key of the account, and the token of the session that the test itself has."""
    fields = {f"field {tag}": value for tag, value in secret_fields(stage.ada.secrets) if len(value) >= ENOUGH}
    del fields["field 4"]  # the id of the root space, which the server knows
    return fields


def spellings_of(file: Path) -> dict[str, str]:
    """Return the recovery key in a file that was exported, in groups and in one."""
    (shown,) = [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if is_recovery_key(line)]
    letters = "".join(char for char in shown if char.isalnum())
    return {"recovery key in groups": shown, "recovery key": letters, "recovery key, small": letters.lower()}


def is_recovery_key(line: str) -> bool:
    """Whether a line is 56 letters and digits in groups."""
    return len([char for char in line if char.isalnum()]) == 56 and set(line) <= set(
        string.ascii_uppercase + string.digits + "- \n"
    )


def is_key_store(path: str) -> bool:
    """Whether this is where the device key may be."""
    return os.path.basename(path) == "keys.json"  # noqa: PTH119
