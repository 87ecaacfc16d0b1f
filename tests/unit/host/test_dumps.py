"""A crash leaves no copy of our memory behind."""

from __future__ import annotations

import subprocess
import sys

import pytest

WITH_PATHS = {"PYTHONPATH": ":".join(sys.path)}


@pytest.mark.parametrize(
    "program",
    [
        "from megadesk.host.dumps import forbid_core_dumps; forbid_core_dumps()",
        "from megadesk.__main__ import run; run(['--version'])",
    ],
    ids=["asked for", "every program"],
)
def test_core_dumps_are_off(program: str) -> None:
    """A crash writes no memory, and so no key, to disk; nobody can switch it on again."""
    script = f"import resource; {program}; print(resource.getrlimit(resource.RLIMIT_CORE))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=WITH_PATHS)
    assert done.stdout.splitlines()[-1] == "(0, 0)"
