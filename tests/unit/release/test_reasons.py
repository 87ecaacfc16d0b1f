"""The page of reason codes answers for every code."""

from __future__ import annotations

import re

from megadesk.model.reasons import COMMANDS, REASONS, ReasonKind
from release.reasons import ANSWERS_TO_COMMANDS, GROUPS, KINDS, reason_codes


def test_every_code_stands_in_one_group() -> None:
    """Who adds a code says where it is looked for."""
    assert sorted(code for codes in GROUPS.values() for code in codes.split()) == sorted(REASONS)


def test_every_kind_is_explained() -> None:
    """In a sentence about the file."""
    assert set(KINDS) == set(ReasonKind)


def test_every_code_has_its_sentence_its_remedy_and_its_answers() -> None:
    """Two sentences at least, the kind, and each answer that the command takes."""
    entries = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", reason_codes(), re.MULTILINE | re.DOTALL))
    assert set(entries) == set(REASONS)
    for code, entry in entries.items():
        reason = REASONS[code]
        assert re.match(r"\n\*\*[^*]+\*\* \S.+\n", entry), code
        if code in ANSWERS_TO_COMMANDS:
            assert "issues resolve" not in entry, code
            continue
        assert f"*{reason.kind.value}*: " in entry, code
        assert [remedy for remedy in reason.remedies if COMMANDS.get(remedy, "") not in entry] == [], code


def test_what_is_known_more_exactly_is_said_too() -> None:
    """A certificate that nobody vouches for is another matter than a server that does not answer."""
    entry = reason_codes().partition("### server_unavailable\n")[2].partition("\n### ")[0]
    assert "has no valid certificate" in entry
    assert "{" not in reason_codes()
