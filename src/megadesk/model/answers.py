"""What an answer to an issue does: one clause for each kind of issue and action, said before it is given and after.

    code, action --answer_words--> "it is removed in the cloud, and kept in the bin there"

An action has a row of its own, or one for each code that it can be given to; the test holds that none is missing. The
words are true for all that one code stands for: a file that was edited here may be gone in the cloud by now.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_REMOVED: Final = "exactly what was shown is removed, and kept in the bin or in the debris"
_BROUGHT_BACK: Final = "what was deleted here is downloaded again, what was deleted in the cloud is uploaded again"

ANSWERS: Final[Mapping[str, str]] = {
    "retry": "it is looked at again now",
    "locate": "the sync goes on in this folder",
    "relink": "the sync goes on with this folder: what is in it and in the cloud is joined, and nothing is deleted",
    # -- two versions of one file
    "conflict/keep_local": "the version made on this device has the name; the other one goes to the bin",
    "conflict/keep_remote": "the version made elsewhere has the name; the one made on this device goes to the bin",
    "conflict/keep_copy": "the version beside takes the name; the one that has it goes to the bin",
    "conflict/keep_name": "the version that has the name keeps it; the one beside goes to the bin",
    "conflict/keep_both": "both stay as they are, and are not shown again on this device",
    # -- what a guard asks
    "mass_removal/approve": _REMOVED,
    "long_away/approve": _REMOVED,
    "mass_change/approve": "exactly what was shown is uploaded; what it replaces stays as older versions, or in the bin",
    "mass_removal/restore": _BROUGHT_BACK,
    "long_away/restore": _BROUGHT_BACK,
    "mass_change/restore": "the versions of the cloud are downloaded again; what was changed here is kept in the debris",
    # -- what does not travel in a pair of one direction
    "only_here_new/keep_local": "it goes to the cloud, this once; a file of its name there becomes an older version",
    "only_here_new/keep_remote": "it is removed here, and kept in the debris",
    "only_here_edited/keep_local": "what was changed here goes to the cloud, this once; what is there becomes an older version",
    "only_here_edited/keep_remote": "this folder becomes as the cloud is; what was changed here is kept in the debris",
    "only_here_moved/keep_local": "it is moved in the cloud as well, this once",
    "only_here_moved/keep_remote": "it goes back to where the cloud has it, or into the debris if it is gone there",
    "only_here_removed/keep_local": "it is removed in the cloud as well, and kept in the bin there",
    "only_here_removed/keep_remote": "it comes here again",
    "only_there_new/keep_local": "it is removed in the cloud, and kept in the bin there; if a file here has its name, that replaces it",
    "only_there_new/keep_remote": "it comes here, this once; a file of its name here is kept in the debris",
    "only_there_edited/keep_local": "the cloud becomes as it is here; what was changed there stays as an older version, or in the bin",
    "only_there_edited/keep_remote": "what was changed there comes here, this once; what it replaces is kept in the debris",
    "only_there_moved/keep_local": "it goes back to where it is here, or into the bin if it is gone here",
    "only_there_moved/keep_remote": "it is moved here as well, this once",
    "only_there_removed/keep_local": "it is uploaded again",
    "only_there_removed/keep_remote": "it is removed here as well, and kept in the debris",
    "blocked_by_direction/keep_local": "the cloud becomes as it is here; what that replaces stays as an older version, or in the bin",
    "blocked_by_direction/keep_remote": "this folder becomes as the cloud is; what that takes away is kept in the debris",
    "keep_both": "both sides have it, as two files where they differ",
}  # fmt: skip


def answer_words(code: str, action: str) -> str:
    """Return what comes of an answer, without capital and full stop; empty for one that nobody knows."""
    return ANSWERS.get(f"{code}/{action}") or ANSWERS.get(action, "")
