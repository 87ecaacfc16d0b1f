"""Answers about ignore rules for people."""

from __future__ import annotations

from megadesk.cli.ignore_blocks import done, effects, rules, verdict
from megadesk.cli.render import plain_lines
from megadesk.ipc.messages import IgnoreChange, IgnoreEffect, IgnoreFault, IgnoreRule, IgnoreRules, IgnoreVerdict

NONE = IgnoreEffect(files=0, bytes=0, examples=[])


def change(*, changed: bool = True, **effect: IgnoreEffect) -> IgnoreChange:
    """Return a change with these effects."""
    return IgnoreChange(
        pair="00", source=".deskignore", pattern="*.log", changed=changed, dry_run=True,
        **{"taken_out": NONE, "let_in": NONE, "fetched": NONE, **effect},
    )  # fmt: skip


def test_effects_say_that_nothing_is_deleted() -> None:
    """How many, how much, which; and what becomes of them."""
    one = IgnoreEffect(files=1, bytes=3, examples=["a\x1b.log"])
    assert effects(change(taken_out=one)) == [
        "No longer syncs: 1 file, 3 bytes (a\\x1b.log). They stay where they are, here and in the cloud."
    ]
    assert effects(change(let_in=one, fetched=one)) == [
        "Syncs again from this computer: 1 file, 3 bytes (a\\x1b.log). Both sides are compared; nothing is deleted.",
        "Downloads from the cloud: 1 file, 3 bytes (a\\x1b.log).",
    ]
    assert effects(change()) == ["No existing file is affected."]


def test_done_says_whether_anything_was() -> None:
    """A rule that is there already is not added twice."""
    assert done(change()) == ["Changed: “*.log” in .deskignore."]
    assert done(change(changed=False)) == ["The rule already exists: “*.log” in .deskignore."]


def test_rules_are_a_table_with_faults_below() -> None:
    """Where each stands, and what is special about it."""
    body = IgnoreRules(
        pair="00", name="Work",
        rules=[
            IgnoreRule(source="built in", line=0, pattern="Thumbs.db", junk=True),
            IgnoreRule(source=".deskignore", line=3, pattern="!a"),
        ],
        faults=[IgnoreFault(source=".deskignore", line=4, text="[", message="Line 4 is none.")],
    )  # fmt: skip
    lines = list(plain_lines(rules(body)))
    assert [line.split() for line in lines[2:4]] == [
        ["Thumbs.db", "built", "in", "junk"], ["!a", ".deskignore:3", "takes", "back"],
    ]  # fmt: skip
    assert lines[-1] == "Line 4 is none."


def test_verdict_names_the_line() -> None:
    """Left out, taken back, or not spoken of."""
    rule = IgnoreRule(source=".deskignore", line=1, pattern="*.pyc", junk=True)
    asked = {"pair": "00", "path": "a.pyc"}
    assert verdict(IgnoreVerdict(**asked, ignored=True, junk=True, rule=rule)) == [
        "a.pyc is ignored as junk by .deskignore:1: *.pyc"
    ]
    assert verdict(IgnoreVerdict(**asked, ignored=False, junk=False, rule=rule)) == [
        "a.pyc is not ignored: it is included again by .deskignore:1: *.pyc"
    ]
    assert verdict(IgnoreVerdict(**asked, ignored=False, junk=False, rule=None)) == [
        "a.pyc is not ignored: no rule matches it."
    ]
