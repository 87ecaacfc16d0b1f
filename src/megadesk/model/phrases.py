"""The table behind ``wording``: for each code, what happened and what to do. Nothing but words lives here.

A key is a code, or a code with its ``what`` and ``reason``: the most special key wins. A value is (sentence, remedy);
fields in braces are filled by ``wording``, with what stands after the bar where an argument is missing. To translate
or to improve a sentence, edit it here; the tests hold that each code has one and that the tone stays calm.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

Phrase: TypeAlias = tuple[str, str]

_BY_ITSELF: Final = "Nothing to do: it is tried again by itself."
_ACCEPT: Final = "If there is a good reason, “megadesk space accept-fork” goes on and keeps both sides' files."
_UNTOUCHED: Final = "Nothing on this computer was changed because of it."
_LOG: Final = "The log says more: run “megadesk logs”."
_RENAME: Final = "Rename it, and it is synced."
_RENAME_THERE: Final = "Rename it on the other device, and it comes here."

_KEEP: Final = (
    "Both sides stay as they are until you decide: “megadesk issues show {issue|ID}” says what each answer does."
)

ERROR_PHRASES: Final[Mapping[str, Phrase]] = {
    "error": ("It did not work{detail_of}.", _LOG),
    # -- again by itself
    "retry_later": ("It did not work this time.", _BY_ITSELF),
    "server_unavailable": (
        "The server {server|of this account} cannot be reached.",
        "Check the connection and the address; what waits is sent once the server answers.",
    ),
    "server_unavailable/certificate": (
        "The server {server|of this account} has no valid certificate, so nothing was sent to it.",
        "Check the address and the clock of this computer; a server on this computer itself may need http:// in front.",
    ),
    "rate_limited": ("The server asks for patience.", "Try again in {retry_after_s|a moment}."),
    "engine_unavailable": ("The engine of this profile does not answer.", "Try again, or see “megadesk logs”."),
    "engine_unavailable/not_running": ("No engine runs for this profile.", "Start it: “megadesk engine start”."),
    "engine_unavailable/busy": ("The engine is too busy to answer.", "Try again in a moment."),
    "engine_unavailable/timeout": ("The engine did not answer in time.", "Try again, or see “megadesk logs”."),
    "engine_unavailable/gone": (
        "The engine ended before it answered.",
        "Run the command again; what was done is kept. “megadesk logs” says why it ended.",
    ),
    "engine_unavailable/older_engine": (
        "An engine of an older version still runs.",
        "End it, then run the command again. The new engine goes on where it stopped.",
    ),
    "engine_unavailable/start_failed": ("The engine did not start{detail_of}.", "See {log|“megadesk logs”}."),
    "timed_out": ("It was not done in time; the work goes on.", "Wait longer, or look at “megadesk status”."),
    "file_busy": ("{path|A file} is being changed or is held by another program.", _BY_ITSELF),
    "stale/pair_busy": ("This folder is still busy{pair_of}. Nothing was changed.", "Try again in a moment."),
    "stale/spoiled": (
        "{path|What was fetched} is not what was fetched any more.",
        "Nothing to do: it is fetched anew.",
    ),
    "stale": ("{path|Something} changed at the same moment.", "Run the command again; nothing was lost."),
    # -- goes on once the outside has changed
    "waiting": ("It waits until there is room again.", "It goes on by itself."),
    "disk_full/server": (
        "The disk of the server is full, so nothing new can be stored on it.",
        "Ask whoever runs the server to make room. It goes on by itself.",
    ),
    "disk_full": (
        "The disk is full; {path|what was there} is untouched.",
        "Make room on the disk. It goes on by itself.",
    ),
    "quota_exceeded": (
        "The storage of this account is used up, so {path|what is new} is not uploaded.",
        "Delete something for good, or ask for more storage. It goes on by itself.",
    ),
    # -- a person is asked
    "needs_user": ("A decision is needed from you.", "“megadesk status” shows what for."),
    "not_signed_in": ("This computer is not signed in.", "Sign in: “megadesk login”, or “megadesk signup” first."),
    "not_signed_in/locked": (
        "The keys of this profile are locked since its engine was restarted.",
        "Give the password once: “megadesk unlock”.",
    ),
    "not_signed_in/session_ended": (
        "The session of this device has ended: the password was changed or the device was signed out elsewhere.",
        "Sign in again: “megadesk login”. Nothing on this computer is lost.",
    ),
    "not_signed_in/no_device_key": (
        "The key of this device is no longer in the key store.",
        "Sign in again: “megadesk login”. Nothing on this computer is lost.",
    ),
    "wrong_credentials": (
        "These do not fit together; for safety the server does not say which part is wrong.",
        "Check the e-mail address, the password or recovery key, and the code.",
    ),
    "no_key_store": (
        "No usable keyring was found to keep the keys in.",
        "Choose “--key-store file” (a file only you can read) or “--key-store session” (asked for after a restart).",
    ),
    "decision_needed/paused": (
        "There is more to sync{pair_of}, and the folder is paused.",
        "Go on: “megadesk sync resume {pair|ID}”.",
    ),
    "decision_needed": ("A safety check has stopped the sync until you decide.", "“megadesk status” shows what for."),
    "rollback": (
        "The server shows an older state than this computer has already verified. The sync is stopped.",
        f"Ask whoever runs the server whether it was restored from a backup. {_ACCEPT} {_UNTOUCHED}",
    ),
    "fork": (
        "The server shows another history than the one this computer has verified. The sync is stopped.",
        f"Ask whoever runs the server what happened. {_ACCEPT} {_UNTOUCHED}",
    ),
    "identity": (
        "A public key is not the one this computer knows. The sync is stopped.",
        f"Do not go on before you know why: somebody may stand between you and the server. {_UNTOUCHED}",
    ),
    # -- cannot be met
    "refused": ("It cannot be done{detail_of}.", "“megadesk --help” shows what can."),
    "refused/not_frozen": (
        "The history of this account is the one this computer has verified; there is nothing to accept.",
        "“megadesk space show” compares it with the server's.",
    ),
    "bad_usage/head": (
        "The server does not show the head “{value|that was named}”.",
        "“megadesk space show” shows which one it shows now; name at least 8 characters of it.",
    ),
    "bad_usage": ("{said|This cannot be understood}.", "See “{command|megadesk} --help”."),
    "bad_usage/empty_path": ("The path is empty.", "Name one; “.” is the folder you are in."),
    "bad_usage/cloud_path": (
        "“{value|This}” is not a place in the cloud.",
        "Write it from the drive's root, as in /Photos/2026.",
    ),
    "bad_usage/cloud_path/area_root": (
        "“{value|This}” is the top of everything; this works on what is in it.",
        "Name something inside it.",
    ),
    "bad_usage/cloud_path/not_in_the_drive": ("“{value|This}” is not in the drive.", "Name a place below /."),
    "bad_usage/remote": (
        "“{value|This}” is not a folder of the drive.",
        "Name a folder below /, as in /Photos; it is made if it is missing.",
    ),
    "bad_usage/symlinks": ("“{value|That}” is no choice for symbolic links.", "Use skip or keep."),
    "bad_usage/direction": ("“{value|That}” is no direction.", "Use both, up (to the cloud) or down (to here)."),
    "bad_usage/ignore_rule": (
        "“{value|This}” is no rule.",
        "Write it as git does: *.log, build/, /notes.txt, or one with an exclamation mark in front.",
    ),
    "bad_usage/ignore_rule/stars": ("“{value|This}” has too many stars.", "Use at most four in a name, eight in all."),
    "bad_usage/ignore_file": (
        "{path|The ignore file} cannot be changed: it cannot be read, is no UTF-8 text, or is larger than 64 KiB.",
        "Mend it, or move it away, and try again.",
    ),
    "bad_usage/local_folder": (
        "{path|This} is not a folder that can be synced.",
        "Name a folder on this computer; the folder above it must be there.",
    ),
    "bad_usage/local_folder/too_much": (
        "{path|This} holds the whole system or the whole home folder.",
        "Name a folder inside it.",
    ),
    "bad_usage/local_folder/profile_inside": (
        "{path|This} and the folder in which megadesk keeps its own state lie inside each other.",
        "Name another folder.",
    ),
    "bad_usage/pair_name": (
        "“{value|This}” cannot be the name of a pair.",
        "Take one line of text that can be read and typed, of at most 100 characters.",
    ),
    "bad_usage/folder": ("{value|This} is not a folder that can be synced.", "Name another folder."),
    "bad_usage/move_target": ("Nothing can be moved to “{value|this place}”.", "Name a folder that is there."),
    "bad_usage/move_target/into_itself": (
        "“{value|A folder}” cannot be moved into itself.",
        "Name another place.",
    ),
    "bad_usage/pair/several": ("“{value|This}” fits several pairs.", "Use the id, as in “megadesk sync list”."),
    "bad_usage/issue/several": ("“{value|This}” fits several issues.", "Type more digits of the id."),
    "bad_usage/remedy": (
        "It is not said what is to be done, or about which issue.",
        "Name one issue, or “--all”; and one of “--keep”, “--approve”, “--restore”, “--locate”, “--retry”.",
    ),
    "bad_usage/code": (
        "There is no kind of issue called “{value|so}”.",
        "“megadesk issues list” shows them as “Kind”.",
    ),
    "bad_usage/remedy/relink_alone": (
        "“--relink” is said without “--locate”.",
        "Name the folder too: “--locate DIR --relink”.",
    ),
    "bad_usage/remedy/id_and_filter": (
        "One issue is named by its id, and others by “--pair” or “--code”.",
        "Name the one, or “--all” with them.",
    ),
    "bad_usage/remedy/does_not_fit": (
        "This is no answer to an issue of the kind “{code|this}”.",
        "What can be done about it: {actions|see “megadesk issues show ID”}.",
    ),
    "bad_usage/remedy/both_here": (
        "Both versions of {path|this} were made on this device, so “local” and “remote” do not say which one.",
        "Say “--keep copy” for the version beside, or “--keep name” for the one that has the name.",
    ),
    "bad_usage/remedy/neither_here": (
        "No version of {path|this} was made on this device, so “local” and “remote” do not say which one.",
        "Say “--keep copy” for the version beside, or “--keep name” for the one that has the name.",
    ),
    "bad_usage/remedy/several_copies": (
        "There are several copies of {path|this}, so none of them was taken for all.",
        "Decide each by its id: “megadesk issues show ID” says which is which.",
    ),
    "bad_usage/remedy/one_only": ("Each folder is somewhere else.", "Name one issue by its id."),
    "bad_usage/locate": (
        "{path|This} is not the folder that was synced as {pair|this pair}: its marker is missing or another one.",
        "Name the right folder. To go on with this one, add “--relink”: what is here and in the cloud is joined.",
    ),
    "bad_usage/session/several": ("“{value|This}” fits several sessions.", "Type more digits of the id."),
    "bad_usage/bin_entry/several": ("“{value|This}” fits several entries.", "Type more of the id."),
    "bad_usage/bin_restore/none": ("Nothing was named.", "Name an entry by its id, as in “megadesk bin list”."),
    "bad_usage/bin_restore/several": ("Only one entry can be put to another place at a time.", "Name one of them."),
    "bad_usage/bin_restore/outside": (
        "{path|That} is not in the synced folder {folder|it came from}.",
        "Name a place in that folder; from there it can be moved anywhere.",
    ),
    "bad_usage/days": ("“{value|That}” is no number of days.", "Use 0 for everything, or a number of days."),
    "bad_usage/side": ("“{value|That}” is neither local nor cloud.", "Use one of the two, or leave it out for both."),
    "bad_usage/put/folder": ("{path|This} is a folder.", "Add “-r” to upload it with everything below."),
    "bad_usage/put/special_file": (
        "{path|This} is neither a file nor a folder.",
        "Only files and folders can be uploaded.",
    ),
    "bad_usage/get/symlink": (
        "{path|This} is a symbolic link; it was left out.",
        "“megadesk cat” shows its target; a synced folder can keep links (“megadesk sync symlinks {pair|ID} keep”).",
    ),
    "bad_usage/put/symlink": ("{path|This} is a symbolic link; links are not followed.", "Name the file itself."),
    "bad_usage/put/unreadable": ("{path|This} cannot be read.", "Give yourself the right to read it."),
    "bad_usage/get/folder": ("{path|This} is a folder.", "Add “-r” to download it with everything below."),
    "bad_usage/cat/folder": ("{path|This} is a folder.", "Name a file in it."),
    "bad_usage/range": ("This range of bytes does not fit.", "Write it A-B or A-, counted from 0."),
    "bad_usage/on_conflict": ("“{value|This}” is no answer for a taken name.", "Use replace, rename, skip or fail."),
    "bad_usage/device_name": ("A device cannot have this name.", "Take one line of text without slashes."),
    "bad_usage/key_store": ("“{value|This}” is no key store.", "Use keyring, file or session."),
    "bad_usage/recovery_file": (
        "The recovery key cannot be written to {path|a file that is not named}.",
        "Name a new file in a folder that is there.",
    ),
    "bad_usage/password/too_short": ("The password is too short.", "Take one of at least 12 characters."),
    "bad_usage/password/too_long": ("The password is too long.", "Take one of at most 1,024 bytes."),
    "bad_usage/password/not_unicode": ("The password is not readable text.", "Save the file as UTF-8."),
    "bad_usage/login": ("This e-mail address cannot be used.", "Check its spelling."),
    "bad_usage/recovery_key": (
        "This is not a recovery key.",
        "It has 14 groups of four letters and digits. Check each of them, or use the file it was saved to.",
    ),
    "bad_usage/recovery_key/checksum": (
        "There is a typing mistake in the recovery key.",
        "Check each group of letters and digits.",
    ),
    "bad_usage/server_address": (
        "“{value|This}” is not the address of a server.",
        "Write it as in https://files.example.org.",
    ),
    "bad_usage/server_address/not_encrypted": (
        "The address “{value|of the server}” is not encrypted.",
        "Use https://. Only a server on this very computer may be reached without.",
    ),
    "bad_name": (
        "{name|A name} cannot be used as a name here.",
        "Take another name: no slash, backslash or control character, at most 255 bytes.",
    ),
    "bad_name/private": (
        "{name|The name} is used by megadesk itself at the top of a synced folder.",
        "Take another name.",
    ),
    "bad_name/disk_refuses": ("This disk cannot store the name {name|of a file}.", "Rename it on the other device."),
    "bad_name/link_target": (
        "{name|A symbolic link} has a target that no link on this system can have.",
        "Make the link anew on the other device.",
    ),
    "bad_name/too_long": ("{name|A name} is longer than 255 bytes.", "Take a shorter name."),
    "bad_name/not_unicode": ("{name|A name} is not readable text.", _RENAME),
    "bad_name/local_path/not_unicode": (
        "The path {name|you named} is not readable text.",
        "Rename what is not, or name another path.",
    ),
    "bad_name/empty": ("A name is empty.", "Give it a name."),
    "bad_name/dots": ("“.” and “..” are not names.", "Take another name."),
    "bad_name/separator": ("{name|A name} holds a slash or a backslash.", "Take a name without them."),
    "bad_name/control_character": ("{name|A name} holds a control character.", "Take a name without it."),
    "not_found": ("{path|It} was not found{bare_detail_of}.", "Check the spelling; “megadesk ls” and the lists help."),
    "not_found/why": (
        "{path|This} is neither on this computer nor in the cloud{looked_at_of}.",
        "Check the spelling: a path of this computer, or a place in the cloud as in /Photos/2026.",
    ),
    "not_found/issue": (
        "There is no issue “{value|of this id}”: it is solved, or it is another one by now.",
        "See “megadesk issues list”.",
    ),
    "not_found/ignore_rule": (
        "There is no rule “{value|like this}” in {path|that place}.",
        "“megadesk ignore show” lists them with their places; --here-only is for those of this device.",
    ),
    "not_found/pair_of_path": ("{path|This} is in no synced folder.", "“megadesk sync list” shows them."),
    "not_found/pair": ("There is no pair with this id or name{pair_of}.", "“megadesk sync list” shows them."),
    "not_found/bin_entry": ("There is no “{value|such entry}” in the bin.", "“megadesk bin list” shows what there is."),
    "not_found/log": ("There is no log yet at {path|its place}.", "It is written once the engine has run."),
    "not_found/method": ("The engine does not know this request.", "Update megadesk, and start its engine again."),
    "not_found/session": ("There is no such session.", "“megadesk sessions list” shows them."),
    "not_found/folder": ("The folder {path|above it} is not there.", "Make it first, or name another."),
    "already_exists": (
        "{path|Something of that name} is already there.",
        "Take another name; “put” and “get” can also be told what to do with “--on-conflict”.",
    ),
    "already_exists/account": (
        "There is an account with this e-mail address already.",
        "Sign in to it: “megadesk login”.",
    ),
    "already_exists/signed_in": (
        "This profile is already signed in{email_of}.",
        "Sign out first, or use another profile with “--home”.",
    ),
    "already_exists/file": ("{path|The file} is already there and is not written over.", "Name a new file."),
    "already_exists/pair_name": (
        "Another pair is called “{value|so}”.",
        "Take another name, or leave “--name” out: the folder gives one.",
    ),
    "already_exists/pair_folder": (
        "{path|This} is synced already, or lies inside or around a folder that is: {other|another pair}.",
        "Name another folder, or remove that pair first.",
    ),
    "already_exists/pair_remote": (
        "{path|This} is synced already, or lies inside or around a folder that is: {other|another pair}.",
        "Name another folder, or remove that pair first.",
    ),
    "access_denied": ("{path|It} may not be opened or changed{detail_of}.", "Check the rights to it."),
    "access_denied/authkey": (
        "The engine of this profile was started by somebody else.",
        "Stop it, and run the command again.",
    ),
    "access_denied/other_volume": (
        "{path|This} is on another disk, and cannot be moved there in one step.",
        "Sync that disk as a folder of its own.",
    ),
    "access_denied/file_too_big": (
        "{path|A file} is larger than this disk can hold.",
        "Move the synced folder to a disk that takes files of 4 GiB and more.",
    ),
    "server_refused": ("The server refused{server_code_of}.", "Check what was asked for; the log says more."),
    "too_new": (
        "{path|This} was made by a newer megadesk.",
        "Update megadesk on this computer. Until then it is left as it is.",
    ),
    "already_running": (
        "Another engine already runs for this profile (process {pid|unknown}).",
        "Use that one, or end it first: “megadesk engine stop”.",
    ),
    # -- bytes that are not what they must be
    "damaged": ("{path|Data} is not what it must be.", f"{_UNTOUCHED} {_LOG}"),
    "malformed": ("Something that came from outside cannot be read{detail_of}.", f"{_UNTOUCHED} {_LOG}"),
    "limit": ("Something that came from outside is larger than it may be{detail_of}.", f"{_UNTOUCHED} {_LOG}"),
    "forged": (
        "A check of signed data failed: it was changed on its way or on the server.",
        f"The sync is stopped until it is right again. {_UNTOUCHED} Ask whoever runs the server.",
    ),
    "downgrade": (
        "The server offers weaker protection than before, so nothing was sent.",
        f"{_UNTOUCHED} Ask whoever runs the server.",
    ),
    "quarantine": (
        "One file or folder in the cloud cannot be opened: {path|its record is damaged}.",
        "The others go on. Another device may still have it: save it there again.",
    ),
    "missing": (
        "The server no longer has all of {path|a file}, or has other bytes for it.",
        "If another device still has the file, save it there again. The other files go on.",
    ),
    "bug": (
        "Something happened that should not: a mistake in megadesk{detail_of}.",
        "Your files are untouched. Please report it with the log: {log|“megadesk logs”}.",
    ),
}

PROBLEM_PHRASES: Final[Mapping[str, Phrase]] = {
    # -- why one path is not synced
    "symlink": (
        "{path|This} is a symbolic link; links are not followed.",
        "Put the file itself here to sync it, or keep links as links: “megadesk sync symlinks {pair|ID} keep”.",
    ),
    "no_links": (
        "{path|This} is a symbolic link, and this disk cannot hold one.",
        "Move the synced folder to a disk that has links. Nothing is deleted because of it.",
    ),
    "special_file": ("{path|This} is neither a file nor a folder.", "Nothing to do: such things are not synced."),
    "unreadable": ("{path|This} cannot be read.", "Give yourself the right to read it."),
    "not_unicode": ("The name of {path|this} is not readable text.", _RENAME),
    "too_long": ("The name of {path|this} is longer than 255 bytes.", "Give it a shorter name, and it is synced."),
    "control_character": ("The name of {path|this} holds a control character.", _RENAME),
    "separator": ("The name of {path|this} holds a backslash.", _RENAME),
    "empty": ("A file has no name.", "Give it one."),
    "dots": ("“.” and “..” are not names.", _RENAME),
    "not_normalized": ("The name of {path|this} has another spelling on each system.", _RENAME),
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
    "ignored": ("{path|This} is left out by an ignore rule{rule_of}.", "Change the rule if it should be synced."),
    "ignore_unreadable": (
        "The ignore rules in {path|a file} cannot be read; those it gave last are still used.",
        "Give yourself the right to read it, or remove it.",
    ),
    "ignore_not_text": (
        "{path|A file of ignore rules} is not UTF-8 text; the rules it gave last are still used.",
        "Save it as UTF-8 text.",
    ),
    "ignore_too_large": (
        "{path|A file of ignore rules} is larger than 64 KiB; the rules it gave last are still used.",
        "Make it shorter; a pattern can match many files.",
    ),
    "ignore_line": (
        "A line in {path|the ignore rules of this device} is no rule and is not used: “{text|…}” in line {line|1}.",
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
    "changing": ("{path|This} is still being written.", _BY_ITSELF),
    # -- pairs of one direction
    "only_here_new": (
        "{path|This} is only here: the folder takes changes from the cloud and sends none.",
        _KEEP,
    ),
    "only_here_edited": (
        "{path|This} was changed here; the folder takes changes from the cloud and sends none.",
        _KEEP,
    ),
    "only_here_moved": ("{path|This} was moved here; the folder takes changes from the cloud and sends none.", _KEEP),
    "only_here_removed": (
        "{path|This} was deleted here and is still in the cloud; the folder takes changes from there and sends none.",
        _KEEP,
    ),
    "only_there_new": ("{path|This} is only in the cloud: the folder sends changes there and takes none.", _KEEP),
    "only_there_edited": (
        "{path|This} was changed in the cloud; the folder sends changes there and takes none.",
        _KEEP,
    ),
    "only_there_moved": ("{path|This} was moved in the cloud; the folder sends changes there and takes none.", _KEEP),
    "only_there_removed": (
        "{path|This} was deleted in the cloud and is still here; the folder sends changes there and takes none.",
        _KEEP,
    ),
    "blocked_by_direction": (
        "{path|This} waits for something at its place, in it or above it whose changes do not travel this way.",
        "Decide about that one first, or let changes travel both ways: “megadesk sync direction {pair|ID} both”.",
    ),
    "locked": ("{path|This} is held by another program.", "Close it there, and it is synced."),
    "vanished": ("{path|This} was gone when it was looked at.", _BY_ITSELF),
    "private": (
        "The name of {path|this} is used by megadesk itself at the top of a synced folder.",
        "Rename it on the other device.",
    ),
    "character": ("The name of {path|this} holds a character that this system does not allow.", _RENAME_THERE),
    "device_name": ("The name of {path|this} means a device on this system.", _RENAME_THERE),
    "trailing_dot": ("The name of {path|this} ends in a dot or a space, which this disk cannot store.", _RENAME_THERE),
    "disk_refuses": ("This disk cannot store the name of {path|this}.", _RENAME_THERE),
    "case_conflict": (
        "This disk takes {path|this} and another name for one: here it is called {alias|otherwise}.",
        "Nothing to do: it is synced, and keeps its name everywhere else. Rename one of the two to see it here too.",
    ),
    "unicode_conflict": (
        "{path|This} looks the same as another name but is spelt otherwise, and this disk cannot hold both.",
        "Rename one of the two.",
    ),
    "name_kept": (
        "A folder that stays on this disk for the ignored files in it has the name of {path|this}.",
        "Rename or remove that folder; what has the name in the cloud then comes by itself.",
    ),
    "name_conflict": ("{path|This} has the same name as another on this disk.", "Rename one of the two."),
    # -- how a folder is watched; no file is held back by it
    "watch_limit": (
        (
            "This folder has more subfolders than the system lets us watch ({limit|its limit} for all programs together), "
            "so it is looked through every five minutes instead."
        ),
        "Raise the limit: type “sudo sysctl fs.inotify.max_user_watches={wanted|524288}”. It is noticed by itself.",
    ),
    "watch_instances": (
        (
            "The system has no room for another watched folder ({limit|its limit} for all programs together), "
            "so this one is looked through every five minutes instead."
        ),
        "Raise the limit: type “sudo sysctl fs.inotify.max_user_instances={wanted|1024}”. It is noticed by itself.",
    ),
    "watch_failed": (
        "The system does not report changes in this folder, so it is looked through every five minutes instead.",
        "Nothing to do, if that is often enough. The log says more: run “megadesk logs”.",
    ),
    "watch_overflow": (
        "So much changes in this folder that the system loses track; each time the whole folder is looked through.",
        (
            "Nothing is missed. To make it cheaper: type “sudo sysctl fs.inotify.max_queued_events=131072” and start the "
            "engine anew, or leave out what changes all the time with an ignore rule."
        ),
    ),
    "network_volume": (
        (
            "This folder is on a network drive or a volume like one: what other computers change there is not reported, "
            "so it is looked through every five minutes."
        ),
        "Nothing to do, if that is often enough. Else sync the folder on the computer that holds it.",
    ),
    # -- guards: a person is asked
    "root_missing": (
        "The folder is not there: perhaps its disk is not mounted. Nothing is deleted anywhere because of it.",
        "Mount it, and the sync goes on. If it was moved: “megadesk issues resolve {issue|ID} --locate DIR”.",
    ),
    "root_replaced": (
        "Another folder stands where the synced one was. Nothing is deleted anywhere because of it.",
        "Bring it back, or say where it is: “megadesk issues resolve {issue|ID} --locate DIR” (docs/problems.md).",
    ),
    "private_replaced": (
        "Something else stands where megadesk keeps its own files.",
        "In the folder “.megadesk”, tmp, stage and debris must be folders. Nothing is written through a link.",
    ),
    "root_not_empty": ("The folder is not empty.", "Look what is in it before you go on."),
    "mass_removal": (
        "{files|Many} files would be deleted{direction_of}, so nothing of this folder is synced before you decide.",
        "If it is meant: “megadesk issues resolve {issue|ID} --approve”. To have them back: the same with “--restore”.",
    ),
    "mass_change": (
        "{files|Many} files were changed at once on this computer, most of this folder. None of them is uploaded yet.",
        "If it was you: “megadesk issues resolve {issue|ID} --approve”. To have them as before: with “--restore”.",
    ),
    "long_away": (
        "This folder was last in step {days|many} days ago, and {files|some} files would be deleted{direction_of} now.",
        "If they should go: “megadesk issues resolve {issue|ID} --approve”. To keep them: the same with “--restore”.",
    ),
    "conflict": (
        "{name|A file} was changed on two devices at once: {path|a conflict copy} holds the other version.",
        "Decide: “megadesk issues resolve {issue|ID} --keep copy”, or “--keep name” (the file that has it), or “--keep both”.",
    ),
    # -- how a path stands, for “megadesk why”
    "synced": ("{path|This} is synced{version_of}.", "Nothing to do."),
    "paused": (
        "{path|This} waits: the folder is paused.",
        "Go on: “megadesk sync resume {pair|ID}”.",
    ),
    "offline": (
        "{path|This} waits: the server cannot be reached.",
        "Nothing to do: your changes are kept here and sent once the server answers.",
    ),
    "queued": ("{path|This} waits in the queue{behind_of}.", "Nothing to do: its turn comes."),
    "uploading": ("{path|This} is being uploaded{progress_of}.", "Nothing to do."),
    "downloading": ("{path|This} is being downloaded{progress_of}.", "Nothing to do."),
    "retrying": ("{path|This} could not be moved and is tried again.", _BY_ITSELF),
    "just_saved": ("{path|This} was saved a moment ago and is looked at next.", "Nothing to do: it is synced soon."),
    "scanning": ("{path|This} has not been looked at yet: the folder is being scanned.", "Nothing to do."),
    "planned": ("{path|This} differs from the cloud and is part of the work under way.", "Nothing to do."),
    "behind": (
        "{path|This} waits for another file or folder that is held back: {other|one above it or at its place}.",
        "See why that one waits: “megadesk issues list”.",
    ),
    "not_in_a_pair": (
        "{path|This} is in no synced folder{roots_of}.",
        "Sync its folder: “megadesk sync add LOCAL REMOTE”, or upload it: “megadesk put”.",
    ),
    "only_in_the_cloud": (
        "{path|This} is in the cloud and in no folder that is synced to this computer.",
        "Download it: “megadesk get”, or sync its folder: “megadesk sync add LOCAL REMOTE”.",
    ),
    "our_own": ("{path|This} belongs to megadesk itself and is never synced.", "Nothing to do."),
    "binned": ("{path|This} is in the bin.", "Bring it back with “megadesk bin restore”, if you want it."),
    # -- what sync decided
    "conflict_copy": (
        "{name|A file} was changed on two devices at once; this device's version is kept as {path|a conflict copy}.",
        "Compare the two and delete the one you do not need.",
    ),
    "move_undone": (
        "{path|A folder} was moved on two devices at once; the move made here was undone.",
        "Nothing to do, unless you want it elsewhere.",
    ),
    "moved_elsewhere": (
        "{name|A file} was moved on two devices at once; it is now at {path|the other device's place}.",
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
        "{path|A folder} was deleted on one device, but holds something new; it is kept.",
        "Delete it again if it is not needed.",
    ),
    "now_ignored": (
        "A new rule leaves out what was synced, {path|a file} first: {files|some} in number. It all stays, here and there.",
        "Remove the rule to sync it again.",
    ),
    # -- what to know after signing in
    "old_password_wrap": (
        "The server still answers with an older password of this account.",
        "Change the password again, and ask whoever runs the server why.",
    ),
}
