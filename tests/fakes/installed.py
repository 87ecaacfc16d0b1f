"""A program that is to itself what a frozen build is: one file that can be replaced, removed and moved while it runs.

    installed(file, "1.0")      writes it, whole at once, over what was there; it says of itself that it is version 1.0
    starts(file)                what was started from it until now: version and words

It runs our modules from the source tree, and looks after its file more often than a real one, so that no test waits.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fakes.processes import SOURCE

SCRIPT = """#!{python} -P
import sys
sys.frozen, sys.executable = True, __file__
sys.path.insert(0, {source!r})
import megadesk
megadesk.__version__ = {version!r}
with open(__file__ + ".starts", "a") as starts:
    print(megadesk.__version__, *sys.argv[1:], file=starts)
if "engine" in sys.argv:
    from megadesk.engine import main
    main.LOOK_EVERY_S = 0.05
elif "--quit" not in sys.argv:
    from megadesk.ui import renewal
    renewal.LOOK_EVERY_MS = 50
from megadesk.__main__ import run
sys.exit(run())
"""


def installed(file: Path, version: str) -> Path:
    """Return a program of this version, put in the place of the one that was there as package managers do."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.new")
    new.write_text(SCRIPT.format(python=sys.executable, source=str(SOURCE), version=version))
    new.chmod(0o755)
    new.rename(file)
    return file


def starts(file: Path) -> list[str]:
    """Return the version and the words of each process that was started from it, the first first."""
    noted = Path(f"{file}.starts")
    return noted.read_text().splitlines() if noted.exists() else []
