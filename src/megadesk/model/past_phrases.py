"""The words for what goes wrong with the past: moments, versions and restores. Nothing but words lives here.

How a phrase is written: phrases.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from megadesk.model.phrases import Phrase

PAST_PHRASES: Final[Mapping[str, Phrase]] = {
    "past_gone": (
        "The server no longer keeps that time{oldest_of}.",
        "Name a later one; “megadesk rewind timeline” lists them.",
    ),
    "bad_usage/moment": (
        "“{value|This}” is not a valid time.",
        "Write it as “2026-11-20 14:00”, “yesterday 18:00”, “2h ago”, or #NUMBER for a commit.",
    ),
    "bad_usage/moments/order": ("The second time is before the first.", "Name the earlier one with --at."),
    "bad_usage/change": ("“{value|That}” is not a type of change.", "Use added, removed, edited, moved or moved_edited."),
    "bad_usage/steps": ("These are too many steps of time.", "Take longer ones, or less time."),
    "bad_usage/versions/folder": (
        "{path|This} is a folder, and only files have versions.",
        "“megadesk rewind show” and “rewind restore” are for folders.",
    ),
    "bad_usage/versions/bin": (
        "{path|This} is in the bin.",
        "Restore it first with “megadesk bin restore”, or name a place for a copy with --to.",
    ),
    "bad_usage/versions/backups": (
        "{path|This} is a backup, which only its own device changes.",
        "Name a place for a copy with --to.",
    ),
    "bad_usage/rewind/bin": (
        "{path|This} was in the bin then.",
        "Name a place for a copy with --to.",
    ),
    "bad_usage/rewind/backups": (
        "{path|This} is a backup, which only its own device changes.",
        "Name a place for a copy with --to.",
    ),
    "bad_usage/versions/one_file": ("A version is of one file.", "Name one file."),
    "bad_usage/to_local/in_the_cloud": (
        "--to-local downloads it; --to, --exact and --dry-run only apply to a restore in the cloud.",
        "Omit one or the other. “megadesk rewind show -R” lists what would be downloaded.",
    ),
    "bad_usage/to_local/missing": (
        "--on-conflict and --background only apply to a restore to this computer.",
        "Say where to: “--to-local DIR”.",
    ),
    "bad_usage/rewind/exact_copy": ("A copy is exact anyway.", "Omit --exact or --to."),
    "bad_usage/rewind/unreadable": (
        "Some of the earlier files cannot be read, so it is not certain what was added later.",
        "Omit --exact: then nothing is deleted.",
    ),
    "not_found/moment": ("There is no change with that number.", "“megadesk rewind timeline” lists them."),
    "not_found/moment/too_early": (
        "At that time there was nothing yet: the account begins at {oldest|a later time}.",
        "Name a later time.",
    ),
    "not_found/path/then": (
        "{path|This} did not exist at that time ({time|then}).",
        "“megadesk rewind show / --at TIME -R” lists what existed; “megadesk rewind diff” what was added and deleted.",
    ),
    "not_found/run": (
        "{path|The backup} has no kept run with that number.",
        "“megadesk backup runs” lists them.",
    ),
    "bad_usage/backup_runs": (
        "{path|This} is not a backup.",
        "Name one as backups:/DEVICE/NAME; “megadesk backup list” has them.",
    ),
    "not_found/version": (
        "{path|The file} has no kept version with that number.",
        "“megadesk versions” lists them.",
    ),
}  # fmt: skip
