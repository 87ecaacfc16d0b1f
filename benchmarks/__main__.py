"""``python -m benchmarks``: the table of the README. Options are those of sync.py."""

from __future__ import annotations

from benchmarks.sync import main

raise SystemExit(main())
