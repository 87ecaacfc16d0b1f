"""One target in the hands of atheris, in a process of its own: python -m fuzz.drive TARGET FOLDER [LIBFUZZER OPTIONS].

FOLDER holds the inputs to start from and gets those that reach something new. Ends by itself with -max_total_time; a
find ends it at once, with its traceback, and leaves the input where -artifact_prefix says.
"""

from __future__ import annotations

import logging
import sys

import atheris

with atheris.instrument_imports(include=["megadesk"]):
    from fuzz.targets import TARGETS


def main(name: str, *arguments: str) -> None:
    """Fuzz one target."""
    logging.disable(logging.CRITICAL)
    target = TARGETS[name]
    tuple(target.seeds())  # made once, before anything is counted
    atheris.Setup([sys.argv[0], *arguments], target.feed)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
