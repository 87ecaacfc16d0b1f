"""``python -m benchmarks``: the table of the README. Options are those of sync.py."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from sync import main  # noqa: E402 -- the folder of benchmarks is no package

raise SystemExit(main())
