"""The words for what a check of the account finds (verification.py). Nothing but words lives here.

How a phrase is written: phrases.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from megadesk.model.phrases import Counted, Phrase

_OPERATOR: Final = (
    "This computer has what was signed, and nothing here was changed. A new device could not sign in: ask the server's"
    " administrator to restore the server from a backup."
)
_AGAIN: Final = "Check this computer's disk. “megadesk verify --heal” downloads and verifies it again."
_OFFER: Final = "A device that still has the file can offer it again: “megadesk verify --content --heal”. An older version may be whole, too."

VERIFY_PHRASES: Final[Mapping[str, Phrase]] = {
    "bad_usage/verify/download": ("--download is for --content only.", "Add --content."),
    "not_found/report": ("That report is no longer kept.", "Run “megadesk verify” again."),
    "record_missing": ("The server does not have the record of {path|a file or folder}.", _OPERATOR),
    "record_other": (
        "The server has another record of {path|a file or folder} than the one that was signed.", _OPERATOR,
    ),
    "record_extra": ("The server shows a record that nobody signed.", _OPERATOR),
    "record_bucket": ("Some of the server's records are not those that were signed.", _OPERATOR),
    "own_record": ("What this computer has stored of {path|a file or folder} is not what was verified.", _AGAIN),
    "own_bucket": ("Something that this computer had stored of your files and folders is lost or changed.", _AGAIN),
    "own_history": ("The history that this computer has stored is not the one that was verified.", _AGAIN),
    "blocks_missing": (
        Counted(
            "blocks", "{path|A file}: {blocks} block is missing on the server.",
            "{path|A file}: {blocks} blocks are missing on the server.",
        ),
        _OFFER,
    ),
    "blocks_damaged": (
        Counted(
            "blocks", "{path|A file}: {blocks} block is damaged on the server.",
            "{path|A file}: {blocks} blocks are damaged on the server.",
        ),
        _OFFER,
    ),
    "blocks_forged": (
        Counted(
            "blocks", "{path|A file}: {blocks} block is not what its record says.",
            "{path|A file}: {blocks} blocks are not what its record says.",
        ),
        "The device that saved it made a mistake, or its account was misused. Save the file there again.",
    ),
    "list_missing": ("{path|A file}: the list of its blocks is missing on the server.", _OFFER),
    "list_damaged": ("{path|A file}: the list of its blocks is damaged on the server.", _OFFER),
    "list_forged": (
        "{path|A file}: its blocks do not give the file that its record names.",
        "The device that saved it made a mistake, or its account was misused. Save the file there again.",
    ),
    "local_differs": (
        "{path|A file} on this computer holds other bytes than its record says, and nothing shows that somebody changed it.",
        "Check this computer's disk. “megadesk get” downloads what the cloud has, to compare.",
    ),
}  # fmt: skip
