"""docs/reference/reasons.md: every code that says why a file is not synced, what it means, and what can be done.

model/reasons.py    kind and remedies   --+
model/*_phrases.py  sentence and remedy --+--> one entry for each code, by what it is about
model/answers.py    what an answer does --+
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from megadesk.model.answers import answer_words
from megadesk.model.error_phrases import ERROR_PHRASES
from megadesk.model.past_phrases import PAST_PHRASES
from megadesk.model.problem_phrases import PROBLEM_PHRASES
from megadesk.model.reasons import COMMANDS, REASONS, Reason, ReasonKind, Remedy
from megadesk.model.verify_phrases import VERIFY_PHRASES
from megadesk.model.wording import Words, words_for

KINDS: Final[Mapping[ReasonKind, str]] = {
    ReasonKind.HELD: "Stays as it is until you do something about it.",
    ReasonKind.SKIPPED: "Is never synced, by its nature.",
    ReasonKind.IGNORED: "Is left out by a rule.",
    ReasonKind.WAITING: "Continues by itself.",
    ReasonKind.FAILED: "Data is damaged or missing, or a mistake was made.",
    ReasonKind.ASKED: "Waits for your decision.",
    ReasonKind.SYNCED: "Is synced.",
}

GROUPS: Final[Mapping[str, str]] = {
    "Names": "not_unicode too_long control_character separator empty dots not_normalized bad_name name_too_long name_reserved"
    " reserved_name private character device_name trailing_dot disk_refuses case_conflict unicode_conflict name_conflict"
    " name_kept",
    "Files that cannot be read, or are no files": "unreadable access_denied file_busy changing locked vanished stale symlink"
    " no_links special_file other_volume our_own",
    "Ignore rules": "ignored ignore_unreadable ignore_not_text ignore_too_large ignore_line",
    "Conflicts and safety checks": "conflict mass_removal mass_change long_away needs_user decision_needed",
    "The synced folder itself": "root_missing root_replaced root_in_use private_replaced not_in_a_pair only_in_the_cloud"
    " binned",
    "One direction": "only_here_new only_here_edited only_here_moved only_here_removed only_there_new only_there_edited"
    " only_there_moved only_there_removed blocked_by_direction",
    "Backups": "scheduled backup_paused backup_taken_over backup_gone",
    "Room": "disk_full quota_exceeded waiting",
    "Under way": "synced just_saved scanning planned queued uploading downloading retrying behind transfer_paused"
    " transfers_paused transfers_rest cancelled paused all_paused",
    "The way to the server": "offline server_unavailable rate_limited retry_later timed_out engine_unavailable"
    " already_running",
    "Signing in": "not_signed_in wrong_credentials second_factor_needed no_key_store",
    "Noticing changes": "watch_limit watch_instances watch_overflow watch_failed network_volume",
    "Damage, and a server that cannot be believed": "missing quarantine too_new damaged malformed limit forged downgrade"
    " identity rollback fork",
    "Everything else": "refused server_refused not_found past_gone already_exists bad_usage error bug",
}
"""What people look for, and the codes about it."""

OF_MANY_COMMANDS: Final = frozenset({"bad_usage", "not_found", "already_exists"})
"""Each has a hundred sentences, and each says what to type instead."""

ANSWERS_TO_COMMANDS: Final = OF_MANY_COMMANDS | {"past_gone", "already_running"}
"""What was typed or chosen cannot be done; no file is the worse for it, and there is nothing to decide."""

HEAD: Final = """\
# Reason codes

Made from the program by `python3 dev.py reference`. For every file that is not as it is in the cloud there is one of these reasons: `megadesk why PATH` says
which, the app shows it beside the file and on its page Problems. [Problems](../problems.md) explains the commands that answer, and what a conflict and a safety check are.

A code is lasting and may be used in scripts. Each reason is of one kind:
"""


def reason_codes() -> str:
    """Return the page."""
    lines = [HEAD, "| kind | what it means for the file |\n|---|---|"]
    lines += [f"| {kind.value} | {text} |" for kind, text in KINDS.items()]
    for title, codes in GROUPS.items():
        lines += ["", f"## {title}"]
        for code in codes.split():
            lines += _entry(REASONS[code])
    return "\n".join(lines) + "\n"


def _entry(reason: Reason) -> Iterator[str]:
    words = words_for(reason.code)
    yield f"\n### {reason.code}\n"
    yield f"**{_text(words.sentence)}** {_text(words.remedy)}\n"
    if reason.code in ANSWERS_TO_COMMANDS:
        yield "The answer to a command or a click; nothing is wrong with a file."
    else:
        yield f"*{reason.kind.value}*: {_kind(reason)}"
        yield from _answers(reason)
    if reason.code not in OF_MANY_COMMANDS:
        yield from _variants(reason.code, words)


def _kind(reason: Reason) -> str:
    text = KINDS[reason.kind]
    again = (
        " `megadesk issues resolve ID --retry` has it looked at again at once."
        if Remedy.RETRY in reason.remedies
        else ""
    )
    return f"{text[:1].lower()}{text[1:]}{again}"


def _answers(reason: Reason) -> Iterator[str]:
    answers = [remedy for remedy in reason.remedies if remedy in COMMANDS and remedy is not Remedy.RETRY]
    if not answers:
        return
    yield "\n| `megadesk issues resolve ID …` | what it does |\n|---|---|"
    yield from (f"| `{COMMANDS[each]}` | {_sentence(answer_words(reason.code, each.value))} |" for each in answers)


def _variants(code: str, general: Words) -> Iterator[str]:
    """Yield the sentences that are said instead where more is known."""
    tables = (PROBLEM_PHRASES, ERROR_PHRASES, PAST_PHRASES, VERIFY_PHRASES)
    keys = [key for table in tables for key in table if key.startswith(f"{code}/")]
    said = [words for key in keys if (words := _special(key)) != general]
    if said:
        yield "\nMore exactly, where it is known:\n"
        yield from (f"- {_text(words.sentence)} {_text(words.remedy)}" for words in dict.fromkeys(said))


def _special(key: str) -> Words:
    code, *parts = key.split("/")
    return words_for(code, dict(zip(("what", "reason"), parts, strict=False)))


def _sentence(text: str) -> str:
    return _text(text[:1].upper() + text[1:] + ".")


def _text(text: str) -> str:
    """Return a sentence in which nothing means something to Markdown."""
    for char in "\\*_|<[":
        text = text.replace(char, f"\\{char}")
    return text
