"""One run of one target, with atheris where it is installed, and without: the same mutations, only blind.

seeds, corpus --> FOLDER/inputs --atheris--> more inputs, figures, and what was found in FOLDER/finds
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fuzz import corpus
from fuzz.mutate import mutations
from fuzz.target import Target

TESTS = Path(__file__).resolve().parents[1]
MEMORY_MAX_MIB = 1024
INPUT_TIMEOUT_S = 20
"""For one input of a few KiB, also on a machine that does much else."""

_BATCH = 2000
_EXECUTED = re.compile(r"number_of_executed_units: (\d+)")
_COVERED = re.compile(r" cov: (\d+) ft: \d+ corp: (\d+)/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run came to. ``covered``: branches reached (0: nobody counted); ``inputs``: how many it keeps for that."""

    executed: int
    covered: int
    inputs: int
    finds: tuple[Path, ...] = ()
    log: str = ""


def has_atheris() -> bool:
    """Whether coverage can lead the way."""
    return importlib.util.find_spec("atheris") is not None


def run(target: Target, folder: Path, seconds: int) -> Outcome:
    """Fuzz a target for so long, and go on from what earlier runs in this folder have found."""
    inputs, finds = folder / "inputs", folder / "finds"
    for each in (inputs, finds):
        each.mkdir(parents=True, exist_ok=True)
    for data in (*target.seeds(), *corpus.load(target.name).all):
        (inputs / name_of(data)).write_bytes(data)
    return _guided(target, folder, seconds) if has_atheris() else _blind(target, folder, seconds)


def name_of(data: bytes) -> str:
    """Return what the file of an input is called: as libFuzzer does."""
    return hashlib.sha1(data).hexdigest()


def found_in(folder: Path) -> Iterator[bytes]:
    """Yield every input that runs in this folder have kept."""
    yield from (path.read_bytes() for path in sorted((folder / "inputs").iterdir()))


def _guided(target: Target, folder: Path, seconds: int) -> Outcome:
    options = {
        "max_total_time": seconds, "max_len": target.max_bytes, "timeout": INPUT_TIMEOUT_S, "print_final_stats": 1,
        "rss_limit_mb": MEMORY_MAX_MIB, "artifact_prefix": f"{folder / 'finds'}{os.sep}", "verbosity": 1,
    }  # fmt: skip
    flags = [f"-{name}={value}" for name, value in options.items()]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join((str(TESTS.parent / "src"), str(TESTS)))}
    with tempfile.TemporaryDirectory(prefix="megadesk-fuzz-") as temporary:  # libFuzzer ends without a farewell
        done = subprocess.run(
            [sys.executable, "-m", "fuzz.drive", target.name, str(folder / "inputs"), *flags],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder, check=False,
            env={**environ, "TMPDIR": temporary}, text=True, errors="replace",
        )  # fmt: skip
    (folder / "log.txt").write_text(done.stdout)
    executed, covered = _EXECUTED.findall(done.stdout), _COVERED.findall(done.stdout)
    finds = tuple(sorted((folder / "finds").iterdir()))
    if done.returncode and not finds:
        raise AssertionError(f"{target.name}: the fuzzer did not run:\n{done.stdout[-3000:]}")
    return Outcome(
        executed=int(executed[-1]) if executed else 0, covered=int(covered[-1][0]) if covered else 0,
        inputs=int(covered[-1][1]) if covered else 0, finds=finds, log=done.stdout,
    )  # fmt: skip


def _blind(target: Target, folder: Path, seconds: int) -> Outcome:
    """Mutate for so long without knowing what is reached."""
    inputs = list(found_in(folder))
    started_s, executed = time.monotonic(), 0
    while time.monotonic() - started_s < seconds:
        seed = os.urandom(8).hex()
        for data in mutations(inputs, seed, _BATCH, target.max_bytes):
            executed += 1
            try:
                target.feed(data)
            except Exception:  # noqa: BLE001 -- any is a find
                path = folder / "finds" / f"crash-{name_of(data)}"
                path.write_bytes(data)
                finds = tuple(sorted((folder / "finds").iterdir()))
                return Outcome(
                    executed=executed, covered=0, inputs=len(inputs), finds=finds, log=traceback.format_exc()
                )
    return Outcome(executed=executed, covered=0, inputs=len(inputs))
