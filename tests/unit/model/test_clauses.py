"""Clauses: all of them stand in some sentence, and each begins so that it can follow a word."""

from __future__ import annotations

import re

from megadesk.model.clauses import CLAUSES
from megadesk.model.errors import Argument
from megadesk.model.phrases import texts
from megadesk.model.wording import BECAUSE, templates, words_for


def test_every_clause_stands_in_a_sentence() -> None:
    """What no template names is never said; what no clause has would be said as nothing."""
    named = {name for one in templates() for text in texts(one) for name in re.findall(r"\{(\w+_of)", text)}
    assert named - {f"{BECAUSE}_of"} == set(CLAUSES)


def test_what_counts_none_is_not_said() -> None:
    """No clause speaks of no files, but for those in step, which lead."""
    facts: dict[str, Argument] = {"path": "docs", "in_step": 0, "failed": 0, "held": 2}
    assert words_for("folder_stands", facts).sentence == "docs: 0 files synced, 2 cannot sync."


def test_a_clause_by_value() -> None:
    """A direction is said for the two that there are, and for nothing else."""
    said = [words_for("mass_removal", {"files": 2, "direction": one}).sentence for one in ("local", "remote", "zork")]
    assert "deleted on this computer," in said[0]
    assert "deleted in the cloud," in said[1]
    assert "deleted, so" in said[2]
