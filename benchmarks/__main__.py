"""``python -m benchmarks``: the table of the README (sync.py); ``python -m benchmarks quiet``: a large folder (quiet.py)."""

from __future__ import annotations

import sys

from benchmarks import quiet, sync

raise SystemExit(quiet.main(sys.argv[2:]) if sys.argv[1:2] == ["quiet"] else sync.main())
