"""``python -m release.commands FOLDER VERSION`` writes man pages and completions into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from release.commands import write_all


def main(words: list[str]) -> int:
    """Return the exit code."""
    match words:
        case [folder, version]:
            write_all(Path(folder), version)
            return 0
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
