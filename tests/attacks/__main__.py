"""Write the page of attacks anew: python3 dev.py attacks."""

from __future__ import annotations

import sys

from attacks.marks import carried
from attacks.page import PAGE, render


def main() -> int:
    """Return 0."""
    PAGE.write_text(render(carried()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
