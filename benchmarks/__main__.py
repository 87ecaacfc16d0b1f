"""``python -m benchmarks``: the table of the README. Options are those of sync.py."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from sync import main

raise SystemExit(main())
