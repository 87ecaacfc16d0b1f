"""The HTTP interface from its own description: schemathesis against a real server process, signed in.

    openapi.json + hooks (http_hooks.py) --schemathesis--> requests --> server --> every answer held to the description

Checks: no 5xx, only statuses, media types, headers and bodies that are described, other methods refused, and nothing
answered without the session that it needs. Left out: what ends the session (logout), and the event stream, which does
not end; server-request (calls.py) and test_malformed.py have both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from fakes.people import Person, blob
from fakes.processes import Server
from fuzz.openapi import FILE
from megadesk.remote.api import Api
from megadesk.remote.session import origin_of
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.frames import pack

TESTS = Path(__file__).resolve().parents[1]
NOT_CHECKED = (
    "negative_data_rejection", "positive_data_acceptance", "missing_required_header", "use_after_free",
    "ensure_resource_availability", "object_level_authorization", "allow_header_conformance",
)  # fmt: skip
"""The first two: a body that fits its description may be refused for what is signed in it, and a GET does not look at
its body. The others ask about things that are not here. One account and another's blobs: tests/unit/server."""

LEFT_OUT = ("logout", "events")
NO_WRONG_METHOD = ("blobs_get", "blobs_missing")
"""PUT /v1/blobs/get is no wrong method: it is a PUT of a blob under an id that is none."""

EXAMPLES = 200


def main(examples: int = EXAMPLES, seed: int | None = None) -> int:
    """Return schemathesis' own exit code; its report goes where our output goes."""
    with tempfile.TemporaryDirectory(prefix="megadesk-http-") as folder:
        server = Server(Path(folder) / "data")
        server.start()
        try:
            token, ids = joined(server.address)
            config = Path(folder) / "schemathesis.toml"
            config.write_text(_settings(ids))
            return _run(server.address, token, config, examples, seed)
        finally:
            server.stop()


def joined(address: str, name: str = "ada") -> tuple[bytes, dict[str, str]]:
    """Return a session of a new account with two commits and a blob, and what its paths may name."""
    person, api = Person(name), Api(address)
    api.call(routes.SIGN_UP, person.sign_up(), want=m.SignUpDone)
    start = api.call(routes.LOGIN_START, m.LoginStart(login=person.login), want=m.LoginChallenge)
    done = api.call(routes.LOGIN_FINISH, person.signed(start, origin=origin_of(address)), want=m.LoginDone)
    api.sign_in(done.token)
    stored = blob("stored")
    api.raw(routes.BLOBS_PUT, pack([stored]))
    made = person.commit(person.put("file", [stored[0]]))
    body, space = m.Append(header=made.signed_header, ops=made.ops), person.space_id.hex()
    api.call(routes.APPEND, body, want=m.Appended, space=space)
    api.close()
    return done.token, {"space": space, "blob": stored[0].hex(), "node": next(iter(person.space.current)).hex()}


def _settings(ids: dict[str, str]) -> str:
    """Return schemathesis.toml."""
    lines = ["[parameters]", *(f'"path.{name}" = "{one}"' for name, one in ids.items())]
    lines += ["[checks]", *(f"{name}.enabled = false" for name in NOT_CHECKED)]
    for name in NO_WRONG_METHOD:
        lines += ["[[operations]]", f'include-operation-id = "{name}"', "checks.unsupported_method.enabled = false"]
    return "\n".join(lines) + "\n"


def _run(address: str, token: bytes, config: Path, examples: int, seed: int | None) -> int:
    left_out = [word for name in LEFT_OUT for word in ("--exclude-operation-id", name)]
    chance = [] if seed is None else ["--seed", str(seed)]
    command = [
        str(Path(sys.executable).with_name("st")), "--config-file", str(config), "run", str(FILE), "--url", address,
        "--header", f"Authorization: Bearer {token.hex()}", "--continue-on-failure",
        "--max-examples", str(examples), "--request-timeout", "30", *left_out, *chance,
    ]  # fmt: skip
    environ = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "fuzz.http_hooks",
        "PYTHONPATH": f"{TESTS.parent / 'src'}{os.pathsep}{TESTS}",
    }
    return subprocess.run(command, cwd=config.parent, env=environ, check=False).returncode
