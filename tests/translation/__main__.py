"""Bring the translations up to date with the source: python3 dev.py translations.

Finds every sentence, keeps what is translated, marks what is not, and makes what Qt loads. A translator then edits the
.ts files (by hand, or with Qt Linguist) and runs this again; tests/shape/test_translations.py holds that all is done.
"""

from __future__ import annotations

import sys

from translation.files import qm_path, read, release, ts_path, write
from translation.sources import app_sources, engine_sources

LANGUAGES = {"de": 2}
"""Code of a language, and how many forms it has for counts (CLDR)."""

ORIGINS = {"app": app_sources, "engine": engine_sources}


def main() -> int:
    """Return 0; say how much is left."""
    for language, forms in LANGUAGES.items():
        left = 0
        for origin, sources in ORIGINS.items():
            path = ts_path(origin, language)
            write(path, language, sources(), read(path), forms)
            left += sum(not each.is_finished for each in read(path).values())
        release(language, list(ORIGINS), qm_path(language))
        print(f"{language}: {left} sentences are not translated yet")
    return 0


if __name__ == "__main__":
    sys.exit(main())
