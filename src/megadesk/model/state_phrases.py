"""The words for states: of everything, of a folder as a whole, of one transfer. Nothing but words lives here.

How a phrase is written: phrases.py. Which of them are said when: states.py, and the engine's status.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from megadesk.model.phrases import Counted, Phrase

_NOTHING: Final = "Nothing to do."
_TRANSFERS: Final = "Resume them: “megadesk transfers resume --all”."

STATE_PHRASES: Final[Mapping[str, Phrase]] = {
    # -- of everything
    "state_signed_out": ("Not signed in on this computer.", "Sign in: “megadesk login”."),
    "state_no_pairs": ("Signed in. No folder is synced yet.", "Sync one: “megadesk sync add LOCAL REMOTE”."),
    "state_no_files": ("Everything is up to date; there are no files yet.", _NOTHING),
    "state_synced": (Counted("files", "Your file is safe.", "All {files} files are safe."), _NOTHING),
    "state_synced_but": (
        Counted("files", "{files} file safe{issues_of}.", "{files} files safe{issues_of}."),
        "“megadesk issues list” shows them.",
    ),
    "state_conflicts_ask": (
        Counted(
            "conflicts",
            "{conflicts} conflict waits for your decision; both versions are kept: “megadesk issues list”.",
            "{conflicts} conflicts wait for your decision; all versions are kept: “megadesk issues list”.",
        ),
        "“megadesk issues list” shows them.",
    ),
    "state_syncing": ("Syncing{pending_of}{speed_of}{left_of}.", _NOTHING),
    "state_scanning": ("Checking for changes.", _NOTHING),
    "state_paused": ("Paused. Nothing is synced until you resume.", "Resume: “megadesk resume”."),
    "state_paused_until": (
        "Paused until {until}. Nothing is synced until then, unless you resume.",
        "Resume now: “megadesk resume”.",
    ),
    "state_pairs_paused": ("Paused. Nothing is synced until you resume.", "Resume: “megadesk sync resume”."),
    "state_offline": ("Offline. Your changes are kept here and synced later.", _NOTHING),
    "state_waiting": ("Waiting. It continues automatically.", _NOTHING),
    "state_attention": ("Your decision is needed.", "“megadesk status” shows for what."),
    "state_damaged": (
        "The data on the server was damaged or tampered with. Nothing on this computer was changed.",
        "“megadesk status” says more.",
    ),
    "state_other": ("The state is “{state}”.", _NOTHING),
    # -- how this engine began, if that was not as usual
    "state_database_rebuilt": (
        "The local database of megadesk was damaged or missing; it is rebuilt from your files and the server, and nothing counts as deleted.",
        _NOTHING,
    ),
    "state_database_lost": (
        "The local database of megadesk was damaged, and is kept beside a new one. Your files are unchanged.",
        "Log in and add your folders again.",
    ),
    "state_twin": (
        "Something else makes changes as this device: a copy of its profile is in use, perhaps on another computer. Nothing is lost by it; to tell the two apart, log one of them out and in again.",
        "On one of them: “megadesk logout”, then “megadesk login”; then “megadesk login” on the other.",
    ),
    # -- what is added to it, so that nothing at rest is passed over
    "paused_folders": (
        Counted("folders", "{folders} folder is paused.", "{folders} folders are paused."),
        "Resume: “megadesk sync resume”.",
    ),
    "paused_transfers": (
        Counted("transfers", "{transfers} transfer is paused.", "{transfers} transfers are paused."),
        "“megadesk transfers list --state paused” shows them.",
    ),
    "paused_both_ways": ("Transfers are paused.", _TRANSFERS),
    "paused_uploads": ("Uploads are paused.", _TRANSFERS),
    "paused_downloads": ("Downloads are paused.", _TRANSFERS),
    "resting_both_ways": ("Transfers are paused by the schedule.", _NOTHING),
    "resting_uploads": ("Uploads are paused by the schedule.", _NOTHING),
    "resting_downloads": ("Downloads are paused by the schedule.", _NOTHING),
    "errands_busy": (
        Counted("errands", "{errands} put or get is running.", "{errands} puts and gets are running."),
        "“megadesk errands list” shows them.",
    ),
    "errands_waiting": (
        Counted(
            "errands",
            "{errands} put or get waits: “megadesk errands list” says what for.",
            "{errands} puts and gets wait: “megadesk errands list” says what for.",
        ),
        "“megadesk errands list” shows them.",
    ),
    # -- of all in one folder, before what is the matter with the worst of it
    "folder_stands": (
        "{path|This}: {in_step_of}{asked_of}{failed_of}{held_back_of}{waiting_of}{skipped_of}{ignored_of}.",
        _NOTHING,
    ),
    # -- of one transfer
    "row_paused": ("You paused it.", "Resume it when you like."),
    "row_all_paused": ("Everything is paused.", "Resume: “megadesk resume”."),
    "row_way_paused": ("All transfers in this direction are paused.", _TRANSFERS),
    "row_scheduled": ("The schedule pauses it at this time.", "Nothing to do: it continues automatically."),
    "row_pausing": ("You paused it: it stops after the current block.", _NOTHING),
    "row_cancelling": ("You cancelled it: it ends after the current block.", _NOTHING),
    "row_resting_soon": ("It pauses after the current block.", _NOTHING),
}
