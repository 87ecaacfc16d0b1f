"""Where a frozen program begins."""

import multiprocessing
import os
import sys


def main() -> int:
    """Run the program that the arguments name; return its exit code."""
    multiprocessing.freeze_support()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a windowed program of Windows has nowhere to write to
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 -- open until it ends
    from megadesk.__main__ import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
