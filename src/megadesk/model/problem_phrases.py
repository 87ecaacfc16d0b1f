"""The words for problems and notices: why one path is not synced, what a guard asks, what sync decided. Only words.

The kinds and remedies of the same codes are in reasons.py. How a phrase is written: phrases.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from megadesk.model.phrases import BY_ITSELF, RENAME, Counted, Phrase

_RENAME_THERE: Final = "Rename it on the other device to download it."
_KEEP: Final = (
    "Both sides stay as they are until you decide: “megadesk issues show {issue|ID}” says what each answer does."
)

PROBLEM_PHRASES: Final[Mapping[str, Phrase]] = {
    # -- why one path is not synced
    "symlink": (
        "{path|This} is a symbolic link; links are not followed.",
        "Put the file itself here to sync it, or keep links as links: “megadesk sync symlinks {pair|ID} keep”.",
    ),
    "no_links": (
        "{path|This} is a symbolic link, and this disk does not support links.",
        "Move the synced folder to a disk that supports links. This deletes nothing.",
    ),
    "special_file": (
        "{path|This} is neither a file nor a folder.",
        "Nothing to do: items of this type are not synced.",
    ),
    "unreadable": ("{path|This} cannot be read.", "Give yourself permission to read it."),
    "not_unicode": ("The name of {path|this} is not readable text.", RENAME),
    "too_long": ("The name of {path|this} is longer than 255 bytes.", "Give it a shorter name to sync it."),
    "control_character": ("The name of {path|this} contains a control character.", RENAME),
    "separator": ("The name of {path|this} contains a backslash.", RENAME),
    "empty": ("A file has no name.", "Give it one."),
    "dots": ("“.” and “..” are not names.", RENAME),
    "not_normalized": ("The name of {path|this} is spelt differently on each system.", RENAME),
    "name_too_long": ("The name of {path|this} is longer than this disk can store.", "Give it a shorter name."),
    "name_reserved": (
        "The name of {path|this} is used by megadesk itself at the top of a synced folder.",
        "Rename it on the other device.",
    ),
    "reserved_name": ("The name of {path|this} is reserved by this system.", "Rename it on the other device."),
    "other_volume": (
        "{path|This} is on another disk that is mounted inside the folder.",
        "Sync that disk as a folder of its own.",
    ),
    "ignored": ("{path|This} is ignored by a rule{rule_of}.", "Change the rule if it should be synced."),
    "ignore_unreadable": (
        "The ignore rules in {path|a file} cannot be read; the last known rules stay in effect.",
        "Give yourself permission to read it, or delete it.",
    ),
    "ignore_not_text": (
        "{path|A file of ignore rules} is not UTF-8 text; the last known rules stay in effect.",
        "Save it as UTF-8 text.",
    ),
    "ignore_too_large": (
        "{path|A file of ignore rules} is larger than 64 KiB; the last known rules stay in effect.",
        "Make it shorter; a pattern can match many files.",
    ),
    "ignore_line": (
        "A line in {path|the ignore rules of this device} is not a valid rule and is not used: “{text|…}” in line {line|1}.",
        "Correct the line. The other lines work.",
    ),
    "ignore_line/section": (
        "A section in {path|the ignore rules of this device} is not known: “{text|…}” in line {line|1}.",
        "Correct the word. The only section is that of junk: leftovers that may go with their folder.",
    ),
    "ignore_line/stars": (
        "A line in {path|the ignore rules of this device} has too many stars and is not used: “{text|…}” in line {line|1}.",
        "Use at most four in a name, and eight in all.",
    ),
    "ignore_line/too_long": (
        "A line in {path|the ignore rules of this device} is too long and is not used: line {line|1}.",
        "Use at most 1,024 characters.",
    ),
    "ignore_line/too_many": (
        "There are too many lines in {path|the ignore rules of this device}; those from {line|2,001} on are not used.",
        "Use at most 2,000 lines; a pattern can match many files.",
    ),
    "changing": ("{path|This} is still being written.", BY_ITSELF),
    # -- pairs of one direction
    "only_here_new": (
        "{path|This} is only on this computer: the folder receives changes from the cloud but sends none.",
        _KEEP,
    ),
    "only_here_edited": (
        "{path|This} was changed here; the folder receives changes from the cloud but sends none.",
        _KEEP,
    ),
    "only_here_moved": (
        "{path|This} was moved here; the folder receives changes from the cloud but sends none.",
        _KEEP,
    ),
    "only_here_removed": (
        "{path|This} was deleted here and is still in the cloud; the folder receives changes from there but sends none.",
        _KEEP,
    ),
    "only_there_new": ("{path|This} is only in the cloud: the folder sends changes there but receives none.", _KEEP),
    "only_there_edited": (
        "{path|This} was changed in the cloud; the folder sends changes there but receives none.",
        _KEEP,
    ),
    "only_there_moved": (
        "{path|This} was moved in the cloud; the folder sends changes there but receives none.",
        _KEEP,
    ),
    "only_there_removed": (
        "{path|This} was deleted in the cloud and is still here; the folder sends changes there but receives none.",
        _KEEP,
    ),
    "blocked_by_direction": (
        "{path|This} waits for another item, at its place, in it or above it, that is not synced in this direction.",
        "Decide about that one first, or sync both ways: “megadesk sync direction {pair|ID} both”.",
    ),
    "locked": ("{path|This} is in use by another program.", "Close it there to sync it."),
    "vanished": ("{path|This} was no longer there when megadesk checked it.", BY_ITSELF),
    "private": (
        "The name of {path|this} is used by megadesk itself at the top of a synced folder.",
        "Rename it on the other device.",
    ),
    "character": ("The name of {path|this} contains a character that this system does not allow.", _RENAME_THERE),
    "device_name": ("The name of {path|this} is reserved for a device on this system.", _RENAME_THERE),
    "trailing_dot": ("The name of {path|this} ends in a dot or a space, which this disk cannot store.", _RENAME_THERE),
    "disk_refuses": ("This disk cannot store the name of {path|this}.", _RENAME_THERE),
    "case_conflict": (
        "This disk cannot tell {path|this} from another name: here it is called {alias|differently}.",
        "Nothing to do: it is synced, and keeps its name everywhere else. Rename one of the two to see it here too.",
    ),
    "unicode_conflict": (
        "{path|This} looks the same as another name but is spelt differently, and only one of the two can be synced.",
        "Rename one of the two.",
    ),
    "name_kept": (
        "A folder that stays on this disk for the ignored files in it has the name of {path|this}.",
        "Rename or delete that folder; the file with this name is then downloaded automatically.",
    ),
    "name_conflict": ("{path|This} has the same name as another on this disk.", "Rename one of the two."),
    # -- how a folder is watched; no file is held back by it
    "watch_limit": (
        (
            "This folder has more subfolders than the system can watch ({limit|its limit} for all programs together), so it is checked every five minutes instead."
        ),
        "Raise the limit: run “sudo sysctl fs.inotify.max_user_watches={wanted|524288}”. It is noticed automatically.",
    ),
    "watch_instances": (
        (
            "The system cannot watch another folder ({limit|its limit} for all programs together), so this one is checked every five minutes instead."
        ),
        "Raise the limit: run “sudo sysctl fs.inotify.max_user_instances={wanted|1024}”. It is noticed automatically.",
    ),
    "watch_failed": (
        "The system does not report changes in this folder, so it is checked every five minutes instead.",
        "Nothing to do if that is often enough. The log has more details: run “megadesk logs”.",
    ),
    "watch_overflow": (
        "Too many changes at once in this folder: the system misses some, so the whole folder is checked each time.",
        (
            "No changes are missed. To reduce the load, run “sudo sysctl fs.inotify.max_queued_events=131072” and restart the engine, or ignore what changes all the time with a rule."
        ),
    ),
    "network_volume": (
        (
            "This folder is on a network drive or similar: changes by other computers are not reported, so it is checked every five minutes."
        ),
        "Nothing to do if that is often enough. Otherwise sync the folder on the computer it is stored on.",
    ),
    # -- guards: a person is asked
    "root_missing": (
        "The folder is missing: perhaps its disk is not connected. Nothing is deleted anywhere because of this.",
        "Connect it to continue syncing. If the folder was moved: “megadesk issues resolve {issue|ID} --locate DIR”.",
    ),
    "root_replaced": (
        "A different folder is where the synced one was. Nothing is deleted anywhere because of this.",
        "Move the right one back, or say where it is: “megadesk issues resolve {issue|ID} --locate DIR” (docs/problems.md).",
    ),
    "root_in_use": (
        "Another megadesk on this computer is syncing this folder with another profile (process {pid|unknown}). Two at once would get in each other's way.",
        "It continues when that one stops: “megadesk --home DIR engine stop”, or remove the folder from one of the two: “megadesk sync remove”.",
    ),
    "private_replaced": (
        "Something else is where megadesk keeps its own files.",
        "In the folder “.megadesk”, tmp, stage and debris must be folders. Nothing is written through a link.",
    ),
    "backup_taken_over": (
        "Another computer has taken over this backup and now keeps it in its own folder: {path|somewhere else}.",
        "Nothing is uploaded from here any more. Stop it: “megadesk backup stop {pair|ID} --delete” (the files stay on both sides).",
    ),
    "backup_gone": (
        "This backup no longer belongs to this computer: it is now at {path|another place in the cloud}.",
        "Nothing is uploaded from here any more. Stop it: “megadesk backup stop {pair|ID} --delete”, then add the folder again.",
    ),
    "root_not_empty": ("The folder is not empty.", "Check what is in it before you continue."),
    "mass_removal": (
        Counted(
            "files",
            "{files} file would be deleted{direction_of}, so nothing in this folder is synced until you decide.",
            "{files|Many} files would be deleted{direction_of}, so nothing in this folder is synced until you decide.",
        ),
        "If this is intended: “megadesk issues resolve {issue|ID} --approve”. To restore them: the same with “--restore”.",
    ),
    "mass_change": (
        Counted(
            "files",
            "{files} file lost its content on this computer within a day{ending_of}. {uploaded_of|None of it is uploaded yet}.",
            "{files|Many} files lost their content on this computer within a day{ending_of}. {uploaded_of|None of it is uploaded yet}.",
        ),
        (
            "If it was you: “megadesk issues resolve {issue|ID} --approve”. If not, stop the program that does it; then the same with “--restore” restores what is not uploaded yet{rewind_of}."
        ),
    ),
    "long_away": (
        Counted(
            "files",
            "This folder was last synced {days|many} days ago, and {files} file would be deleted{direction_of} now.",
            "This folder was last synced {days|many} days ago, and {files|some} files would be deleted{direction_of} now.",
        ),
        "To delete them: “megadesk issues resolve {issue|ID} --approve”. To keep them: the same with “--restore”.",
    ),
    "conflict": (
        "{name|A file} was changed on two devices at the same time: {path|a conflict copy} is the other version.",
        "Decide: “megadesk issues resolve {issue|ID} --keep copy”, or “--keep name” (the file that has it), or “--keep both”.",
    ),
    # -- how a path stands, for “megadesk why”
    "synced": ("{path|This} is synced{version_of}.", "Nothing to do."),
    "paused": (
        "{path|This} waits: the folder is paused.",
        "Resume: “megadesk sync resume {pair|ID}”.",
    ),
    "all_paused": (
        "{path|This} waits: everything is paused{until_of}.",
        "Resume: “megadesk resume”.",
    ),
    "backup_paused": (
        "{path|This} waits: the backup is paused.",
        "Resume: “megadesk backup resume {pair|ID}”.",
    ),
    "scheduled": (
        "{path|This} waits for the next run of its backup{when_of}.",
        "Nothing to do; to have it run now: “megadesk backup now {pair|ID}”.",
    ),
    "offline": (
        "{path|This} waits: the server cannot be reached.",
        "Nothing to do: your changes are kept here and sent once the server answers.",
    ),
    "queued": ("{path|This} waits in the queue{behind_of}.", "Nothing to do: it starts automatically."),
    "uploading": ("{path|This} is being uploaded{progress_of}.", "Nothing to do."),
    "downloading": ("{path|This} is being downloaded{progress_of}.", "Nothing to do."),
    "retrying": ("{path|This} could not be transferred and will be retried.{because_of}", BY_ITSELF),
    "transfer_paused": (
        "{path|This} waits: you paused its transfer.",
        "Resume it: “megadesk transfers resume {transfer|ID}”.",
    ),
    "transfers_paused": (
        "{path|This} waits: all transfers in this direction are paused.",
        "Resume them: “megadesk transfers resume --all”.",
    ),
    "transfers_rest": (
        "{path|This} waits: the schedule pauses transfers in this direction at this time.",
        "Nothing to do: it continues automatically. “megadesk transfers schedule list” shows when.",
    ),
    "just_saved": ("{path|This} was saved a moment ago and is checked next.", "Nothing to do: it is synced soon."),
    "scanning": ("{path|This} has not been checked yet: the folder is being scanned.", "Nothing to do."),
    "planned": ("{path|This} differs from the cloud and is being synced.", "Nothing to do."),
    "behind": (
        "{path|This} waits for another file or folder that cannot be synced: {other|one above it or at its place}.",
        "See why that one waits: “megadesk issues list”.",
    ),
    "not_in_a_pair": (
        "{path|This} is not in a synced folder{roots_of}.",
        "Sync its folder: “megadesk sync add LOCAL REMOTE”, or upload it: “megadesk put”.",
    ),
    "only_in_the_cloud": (
        "{path|This} is in the cloud, but not in a folder that is synced to this computer.",
        "Download it: “megadesk get”, or sync its folder: “megadesk sync add LOCAL REMOTE”.",
    ),
    "our_own": ("{path|This} belongs to megadesk itself and is never synced.", "Nothing to do."),
    "binned": ("{path|This} is in the bin.", "Restore it with “megadesk bin restore” if you need it."),
    # -- what sync decided
    "conflict_copy": (
        "{name|A file} was changed on two devices at the same time; this device's version is kept as {path|a conflict copy}.",
        "Compare the two and delete the one you do not need.",
    ),
    "move_undone": (
        "{path|A folder} was moved on two devices at the same time; the move made here was undone.",
        "Nothing to do, unless you want it elsewhere.",
    ),
    "moved_elsewhere": (
        "{name|A file} was moved on two devices at the same time; it is now at {path|the other device's place}.",
        "Nothing to do, unless you want it elsewhere.",
    ),
    "edit_kept": (
        "{path|A file} was deleted on one device and changed on another; the changed version is kept.",
        "Delete it again if it is not needed.",
    ),
    "move_kept": (
        "{path|A file} was deleted on one device and moved on another; it is kept at its new place.",
        "Delete it again if it is not needed.",
    ),
    "renamed": ("{path|A file} was renamed, because its name was taken.", "Nothing to do."),
    "folder_kept": (
        "{path|A folder} was deleted on one device, but contains something new; it is kept.",
        "Delete it again if it is not needed.",
    ),
    "now_ignored": (
        "A new rule ignores synced files: {files|some} in number, starting with {path|a file}. They all stay, here and in the cloud.",
        "Remove the rule to sync it again.",
    ),
    # -- what to know after signing in
    "old_password_wrap": (
        "The server still answers with an older password of this account.",
        "Change the password again, and ask the server's administrator why.",
    ),
}
