"""What an answer to an issue does: one clause for each kind of issue and action, said before it is given and after.

    code, action --answer_words--> "it is also deleted in the cloud and kept in the bin there"

An action has a row of its own, or one for each code that it can be given to; the test holds that none is missing. The
words are true for all that one code stands for: a file that was edited here may be gone in the cloud by now.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_REMOVED: Final = "exactly what was shown is deleted and kept in the bin, or in this folder's own bin"
_BROUGHT_BACK: Final = "what was deleted here is downloaded again, what was deleted in the cloud is uploaded again"

ANSWERS: Final[Mapping[str, str]] = {
    "retry": "it is checked again now",
    "locate": "syncing continues in this folder",
    "relink": "syncing continues with this folder: its files and those in the cloud are merged, and nothing is deleted",
    # -- two versions of one file
    "conflict/keep_local": "the version made on this device gets the name; the other one is moved to the bin",
    "conflict/keep_remote": "the version made elsewhere gets the name; the one made on this device is moved to the bin",
    "conflict/keep_copy": "the version beside gets the name; the one that has it is moved to the bin",
    "conflict/keep_name": "the version that has the name keeps it; the one beside is moved to the bin",
    "conflict/keep_both": "both stay as they are, and are not shown again on this device",
    # -- what a guard asks
    "mass_removal/approve": _REMOVED,
    "long_away/approve": _REMOVED,
    "mass_change/approve": "exactly what was shown is uploaded; what it replaces is kept as older versions or in the bin",
    "mass_removal/restore": _BROUGHT_BACK,
    "long_away/restore": _BROUGHT_BACK,
    "mass_change/restore": "the cloud versions are downloaded again; what was changed here is kept in this folder's own bin",
    # -- what does not travel in a pair of one direction
    "only_here_new/keep_local": "it is uploaded this once; a file with the same name in the cloud becomes an older version",
    "only_here_new/keep_remote": "it is deleted here and kept in this folder's own bin",
    "only_here_edited/keep_local": "the changes made here are uploaded this once; what is in the cloud becomes an older version",
    "only_here_edited/keep_remote": "this folder gets the cloud version; what was changed here is kept in this folder's own bin",
    "only_here_moved/keep_local": "it is also moved in the cloud this once",
    "only_here_moved/keep_remote": "it is moved back to where it is in the cloud, or into this folder's own bin if it was deleted there",
    "only_here_removed/keep_local": "it is also deleted in the cloud and kept in the bin there",
    "only_here_removed/keep_remote": "it is downloaded again",
    "only_there_new/keep_local": "it is deleted in the cloud and kept in the bin there; a file here with the same name takes its place",
    "only_there_new/keep_remote": "it is downloaded this once; a file here with the same name is kept in this folder's own bin",
    "only_there_edited/keep_local": "the cloud gets the version on this computer; what was changed there is kept as an older version or in the bin",
    "only_there_edited/keep_remote": "the changes made there are downloaded this once; what they replace is kept in this folder's own bin",
    "only_there_moved/keep_local": "it is moved back to where it is here, or into the bin if it was deleted here",
    "only_there_moved/keep_remote": "it is also moved here this once",
    "only_there_removed/keep_local": "it is uploaded again",
    "only_there_removed/keep_remote": "it is also deleted here and kept in this folder's own bin",
    "blocked_by_direction/keep_local": "the cloud gets the version on this computer; what it replaces is kept as an older version or in the bin",
    "blocked_by_direction/keep_remote": "this folder gets the cloud version; what it replaces is kept in this folder's own bin",
    "keep_both": "both sides have it, as two files where they differ",
}  # fmt: skip


def answer_words(code: str, action: str) -> str:
    """Return what comes of an answer, without capital and full stop; empty for one that nobody knows."""
    return ANSWERS.get(f"{code}/{action}") or ANSWERS.get(action, "")
