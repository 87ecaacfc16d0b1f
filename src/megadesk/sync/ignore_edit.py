"""Change one rule in the text of an ignore file, and leave everything else as the person wrote it.

text, pattern --> with_rule, without_rule --> text        comments, order, blank lines and line ends stay
"""

from __future__ import annotations

_JUNK = "#!junk"
_END = "#!"


def has_rule(text: str, pattern: str, *, junk: bool | None = None) -> bool:
    """Whether a line of the text is this rule; ``junk``: of that section, or of the rest."""
    return any(line == pattern and junk in {None, is_junk} for line, is_junk in _lines(text))


def with_rule(text: str, pattern: str, *, junk: bool = False) -> str:
    """Return the text with the rule as its last, which is the strongest, in the section of junk or outside of it."""
    end = "\r\n" if "\r\n" in text else "\n"
    if text and not text.endswith("\n"):
        text += end
    ends_in_junk = False
    for line, is_junk in _lines(text):
        if line:
            ends_in_junk = is_junk
    if junk != ends_in_junk:
        text += (_JUNK if junk else _END) + end
    return text + pattern + end


def without_rule(text: str, pattern: str) -> str:
    """Return the text without the lines that are this rule, and without sections that are empty by that."""
    kept = [raw for raw, (line, _) in zip(text.splitlines(keepends=True), _lines(text), strict=True) if line != pattern]
    while kept and kept[-1].strip() in {_JUNK, _END}:
        kept.pop()
    return "".join(kept)


def _lines(text: str) -> list[tuple[str, bool]]:
    """Return each line as it is compared, and whether it stands in a section of junk."""
    found: list[tuple[str, bool]] = []
    junk = False
    for raw in text.removeprefix("\ufeff").splitlines():
        line = raw if raw.endswith("\\ ") else raw.rstrip()
        if line.startswith(_END):
            junk = line == _JUNK
        found.append((line, junk))
    return found
