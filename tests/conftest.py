"""For all tests: no test fails because the machine was slow."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("megadesk", deadline=None)
settings.load_profile("megadesk")
