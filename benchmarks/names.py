"""Can the time of an answer tell whether a name has an account? Logins for names that have one and for names that have none.

    python -m benchmarks names [--rounds 3000] [--seed 1]

A real server over the loopback, where times are at their clearest. In each round, in an order drawn anew, one login with
a wrong signature for a name that has an account, for another that has one, and for one that has none: both halves are
timed. For each half it prints the medians and the advantage: how often, beyond one half, somebody would be right who
takes the faster of two answers for the name without an account (Mann and Whitney's U over the number of pairs, less one
half). What two names that both have an account come to beside it is the noise of the measurement.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tests")]

from fakes.processes import Server  # noqa: E402 -- after the path is set, so that the file can be run as it is
from fakes.tampering import make_account  # noqa: E402
from megadesk.model.errors import WrongCredentials  # noqa: E402
from megadesk.remote.api import Api  # noqa: E402
from megadesk.remote.session import origin_of  # noqa: E402
from megadesk.wire import messages as m  # noqa: E402
from megadesk.wire import routes  # noqa: E402

T = TypeVar("T")
NAMES = {"known": "ada@example.org", "known too": "bob@example.org", "unknown": "nobody@example.org"}
UNLIMITED = (
    "login_by_name = { burst = 1000000, every_s = 0.001 }\nlogin_by_address = { burst = 1000000, every_s = 0.001 }\n"
)


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and return 0."""
    parser = argparse.ArgumentParser(prog="benchmarks names", description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="megadesk-names-") as folder:
        settings = Path(folder) / "server.toml"
        settings.write_text(UNLIMITED, encoding="utf-8")
        server = Server(Path(folder) / "server", "--config", str(settings))
        server.start()
        try:
            for who in ("known", "known too"):
                make_account(server.address, NAMES[who])
            taken = measure(Api(server.address), chosen.rounds, random.Random(chosen.seed))
        finally:
            server.kill()
    report(taken)
    return 0


Times = dict[str, tuple[list[float], list[float]]]
"""By name, the seconds of the first and of the second half of its logins."""


def measure(api: Api, rounds: int, chance: random.Random) -> Times:
    """Return how long each half of each login took; the first fifty rounds are left out."""
    taken: Times = {who: ([], []) for who in NAMES}
    for at in range(rounds + 50):
        for who in chance.sample(sorted(NAMES), len(NAMES)):
            first, second = log_in(api, NAMES[who])
            if at >= 50:
                taken[who][0].append(first)
                taken[who][1].append(second)
    return taken


def log_in(api: Api, login: str) -> tuple[float, float]:
    """Return the seconds of both halves of a login with a wrong signature."""
    first, start = timed(lambda: api.call(routes.LOGIN_START, m.LoginStart(login=login), want=m.LoginChallenge))
    answer = m.LoginFinish(
        login=login, account=start.account, challenge=start.challenge, device=bytes(16), time_ms=1,
        origin=origin_of(api.address), signature=bytes(64),
    )  # fmt: skip

    def finish() -> None:
        try:
            api.call(routes.LOGIN_FINISH, answer, want=m.LoginDone)
        except WrongCredentials:
            return
        raise AssertionError("a wrong signature was taken")

    return first, timed(finish)[0]


def timed(action: Callable[[], T]) -> tuple[float, T]:
    """Return how long something took, and what it returned."""
    started = time.perf_counter()
    found = action()
    return time.perf_counter() - started, found


def advantage(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how far from one half the chance is that a time of one is below a time of the other."""
    ordered = sorted(other)
    above = sum(len(other) - (bisect_left(ordered, t) + bisect_right(ordered, t)) / 2 for t in one)
    return above / (len(one) * len(other)) - 0.5


def report(taken: Times) -> None:
    """Print a table."""
    for half, what in enumerate(("start", "finish")):
        for who in NAMES:
            print(f"{what:7} {who:10} median {median(taken[who][half]) * 1e6:8.0f} us")
        known, noise = taken["known"][half], taken["known too"][half]
        print(
            f"{what:7} advantage {advantage(taken['unknown'][half], known):+.4f}, of noise {advantage(noise, known):+.4f}"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
