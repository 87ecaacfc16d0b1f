"""The words for errors, the codes of errors.py: what did not work, and what to do. Nothing but words lives here.

Grouped as the errors are: tried again by itself, goes on once the outside changed, asks a person, cannot be met, damaged.
How a phrase is written: phrases.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from megadesk.model.phrases import BY_ITSELF, RENAME, Phrase

_ACCEPT: Final = "If there is a good reason, “megadesk space accept-fork” continues and keeps both sides' files."
_UNTOUCHED: Final = "Nothing on this computer was changed."
_LOG: Final = "The log has more details: run “megadesk logs”."

ERROR_PHRASES: Final[Mapping[str, Phrase]] = {
    "error": ("It did not work{detail_of}.", _LOG),
    # -- again by itself
    "retry_later": ("It did not work this time.", BY_ITSELF),
    "server_unavailable": (
        "The server {server|of this account} cannot be reached.",
        "Check the connection and the address. Waiting changes are synced once the server answers.",
    ),
    "server_unavailable/status": (
        "The server {server|of this account} answers with the error {status|it has}.",
        "Nothing to do: it is retried automatically. If it does not get better, the server's log has more details.",
    ),
    "server_unavailable/certificate": (
        "The server {server|of this account} has no valid certificate, so nothing was sent to it.",
        "Check the address and the clock of this computer; a server on this computer itself may need http:// in front.",
    ),
    "server_unavailable/other_certificate": (
        "The server {server|of this account} shows another certificate than the one you trusted, so nothing was sent to it.",
        "Ask the server's administrator whether it was renewed. “megadesk probe {server|URL}” shows it and how to trust it.",
    ),
    "server_unavailable/no_server": (
        "The server at {server|this address} is not a megadesk server.",
        "Check the address: https://, the name, and the port if there is one.",
    ),
    "server_unavailable/stranger": (
        "Something else answers in place of the server {server|of this account}: perhaps this network wants you to log in first.",
        "Open any web page to find out. Waiting changes are synced once the server answers.",
    ),
    "server_unavailable/proxy": (
        "The proxy cannot be reached or does not let megadesk connect to {server|the server}.",
        "“megadesk config list” shows your settings; “megadesk config set proxy none” turns the proxy off.",
    ),
    "rate_limited/second_factor": (
        "There were too many wrong codes, so codes from the app are not accepted for now.",
        "Use a one-time code, or try again in {retry_after_s|15 minutes}.",
    ),
    "rate_limited": ("The server is busy.", "Try again in {retry_after_s|a moment}."),
    "engine_unavailable": ("The engine of this profile does not answer.", "Try again, or see “megadesk logs”."),
    "engine_unavailable/not_running": ("No engine is running for this profile.", "Start it: “megadesk engine start”."),
    "engine_unavailable/busy": ("The engine is too busy to answer.", "Try again in a moment."),
    "engine_unavailable/timeout": ("The engine did not answer in time.", "Try again, or see “megadesk logs”."),
    "engine_unavailable/gone": (
        "The engine ended before it answered.",
        "Run the command again; finished work is kept. “megadesk logs” says why the engine ended.",
    ),
    "engine_unavailable/gone_errand": (
        "The engine ended before this was done.",
        "It continues with the next engine: “megadesk errands watch {errand|ID}” starts one and shows the progress.",
    ),
    "engine_unavailable/start_failed": ("The engine did not start{detail_of}.", "See {log|“megadesk logs”}."),
    "timed_out": ("It did not finish in time; the work continues.", "Wait longer, or look at “megadesk status”."),
    "file_busy": ("{path|A file} is being changed or is in use by another program.", BY_ITSELF),
    "stale/pair_busy": ("This folder is still busy{pair_of}. Nothing was changed.", "Try again in a moment."),
    "stale/spoiled": (
        "The download of {path|a file} was changed before it was complete.",
        "Nothing to do: it is downloaded again.",
    ),
    "stale/uploads_lost": (
        "The server lost uploaded data before it was recorded.",
        "Nothing to do: it is uploaded again.",
    ),
    "stale": ("{path|Something} changed at the same moment.", "Run the command again; nothing was lost."),
    # -- goes on once the outside has changed
    "waiting": ("It waits until there is space again.", "It continues automatically."),
    "disk_full/server": (
        "The disk of the server is full, so nothing new can be stored on it.",
        "Ask the server's administrator to free up space. It continues automatically.",
    ),
    "disk_full/profile": (
        "The disk with megadesk's own data is full: {path|the profile}. Your files are unchanged.",
        "Free up space on that disk. It continues automatically.",
    ),
    "disk_full": (
        "The disk is full; {path|the existing file} is unchanged.",
        "Free up disk space. It continues automatically.",
    ),
    "quota_exceeded": (
        "The storage of this account is full, so {path|new content} is not uploaded.",
        "Permanently delete something, or ask for more storage. It continues automatically.",
    ),
    # -- a person is asked
    "needs_user": ("Your decision is needed.", "“megadesk status” shows for what."),
    "not_signed_in/keyring_locked": (
        "The keyring that has the keys of this device is locked or does not answer. Nothing is synced until it does; your files stay as they are.",
        "Unlock it: it is asked again within minutes, and at once on “megadesk status --wait”. Or “megadesk login --key-store file”.",
    ),
    "not_signed_in": ("This computer is not signed in.", "Sign in: “megadesk login”, or “megadesk signup” first."),
    "not_signed_in/locked": (
        "The keys of this profile are locked since its engine was restarted.",
        "Enter the password once: “megadesk unlock”.",
    ),
    "not_signed_in/session_ended": (
        "The session of this device has ended: the password was changed or the device was signed out elsewhere.",
        "Sign in again: “megadesk login”. Nothing on this computer is lost.",
    ),
    "not_signed_in/no_device_key": (
        "The key of this device is no longer in the key store.",
        "Sign in again: “megadesk login”. Nothing on this computer is lost.",
    ),
    "not_signed_in/secrets_damaged": (
        "The keys of this device are damaged or missing.",
        "Sign in again: “megadesk login”. Nothing on this computer is lost.",
    ),
    "wrong_credentials": (
        "These details do not match. For security, the server does not say which one is wrong.",
        "Check the e-mail address, the password or recovery key, and the code.",
    ),
    "second_factor_needed": (
        "A code from your authenticator app is needed.",
        "Enter the code that the app shows now, or one of your one-time codes.",
    ),
    "second_factor_needed/totp": (
        "A code from your authenticator app is needed.",
        "Give it with “--totp CODE”; with “--totp -” it is read from standard input.",
    ),
    "second_factor_needed/wrong": (
        "This code is not accepted.",
        "Enter the code that your authenticator app shows now, or a one-time code; each code works once.",
    ),
    "no_key_store": (
        "No usable keyring was found to keep the keys in.",
        "Choose “--key-store file” (a file only you can read) or “--key-store session” (asked for after a restart).",
    ),
    "decision_needed/paused": (
        "There is more to sync{pair_of}, and the folder is paused.",
        "Resume: “megadesk sync resume {pair|ID}”.",
    ),
    "decision_needed/all_paused": (
        "Everything is paused{until_of}, so nothing is synced.",
        "Resume: “megadesk resume”.",
    ),
    "decision_needed/backup_paused": (
        "There is more to back up{pair_of}, and the backup is paused.",
        "Resume: “megadesk backup resume {pair|ID}”.",
    ),
    "decision_needed": ("A safety check has stopped syncing until you decide.", "“megadesk status” shows for what."),
    "rollback": (
        "The server shows an older state than this computer has already verified. Syncing is stopped.",
        f"Ask the server's administrator whether it was restored from a backup. {_ACCEPT} {_UNTOUCHED}",
    ),
    "fork": (
        "The server shows a different history than the one this computer has verified. Syncing is stopped.",
        f"Ask the server's administrator what happened. {_ACCEPT} {_UNTOUCHED}",
    ),
    "identity": (
        "A public key is not the one this computer knows. Syncing is stopped.",
        f"Do not continue until you know why: somebody may be intercepting the connection to the server. {_UNTOUCHED}",
    ),
    # -- cannot be met
    "refused": ("It cannot be done{detail_of}.", "“megadesk --help” shows what is possible."),
    "refused/not_frozen": (
        "The history of this account is the one this computer has verified; there is nothing to accept.",
        "“megadesk space show” compares it with the server's.",
    ),
    "bad_usage/certificate": (
        "The server {server|of this name} does not show the certificate “{value|that was named}” now.",
        "“megadesk probe {server|URL}” shows the one that it shows.",
    ),
    "bad_usage/proxy": (
        "“{value|This}” is not a valid proxy.",
        "Write system, none, or an address as http://proxy.example:3128; name and password are settings of their own.",
    ),
    "bad_usage/ca_file": (
        "{path|This} is not a readable certificate file.",
        "Name a PEM file, or nothing to trust those of the system.",
    ),
    "bad_usage/report_file": (
        "The report cannot be written to {path|this file}.",
        "Name a new file in an existing folder.",
    ),
    "bad_usage/setting": ("There is no setting “{value|of this name}”.", "“megadesk config list” shows all."),
    "bad_usage/setting/not_here": (
        "On this system, megadesk cannot change what starts at sign-in.",
        "You can change it in the system settings, under the apps that start at sign-in.",
    ),
    "bad_usage/setting/value": (
        "“{value|This}” is not a valid value for {setting|this setting}.",
        "“megadesk config list” shows the valid values.",
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
        "“{value|This}” is the top folder; this only works on something inside it.",
        "Name something inside it.",
    ),
    "bad_usage/cloud_path/not_in_the_drive": ("“{value|This}” is not in the drive.", "Name a place below /."),
    "bad_usage/cloud_path/backup_read_only": (
        "“{value|This}” is in a backup; only the backup itself changes what is there.",
        "Copy it with “megadesk get”, or stop the backup with “megadesk backup stop”.",
    ),
    "bad_usage/pause": (
        "“{value|This}” is not a valid length for a pause.",
        "Write 10m, 1h or 2d: at least a minute, at most 366 days; without a time it lasts until “megadesk resume”.",
    ),
    "bad_usage/every": (
        "“{value|This}” is not a valid interval for a backup.",
        "Write 30m, 6h, 2d, daily or weekly: at least 5 minutes, at most 366 days.",
    ),
    "bad_usage/backup/several": (
        "“{value|This}” matches several backups.",
        "Use the id, as in “megadesk backup list”.",
    ),
    "bad_usage/backup/paused": (
        "The backup “{value|of this folder}” is paused.",
        "Resume it first: “megadesk backup resume”.",
    ),
    "bad_usage/backup_stop": (
        "What is in the cloud has to go somewhere when a backup is stopped.",
        "Give “--move REMOTE” to keep it in the drive, or “--delete” to put it into the bin; one of them.",
    ),
    "bad_usage/takeover": (
        "“{value|This}” is not a backup.",
        "Write DEVICE/NAME, as “megadesk ls backups:/” and “megadesk backup list” show it.",
    ),
    "bad_usage/takeover/empty": (
        "{path|The folder} is empty: if the backup continued from there, all of its files would look deleted.",
        "First restore the files with “megadesk get -r”, then take the backup over.",
    ),
    "bad_usage/remote": (
        "“{value|This}” is not a folder of the drive.",
        "Name a folder below /, for example /Photos. It is created if it does not exist.",
    ),
    "bad_usage/symlinks": ("“{value|That}” is not an option for symbolic links.", "Use skip or keep."),
    "bad_usage/sort": ("Transfers cannot be sorted by “{value|that}”.", "Use name or size."),
    "bad_usage/direction": ("“{value|That}” is not a direction.", "Use both, up (to the cloud) or down (to here)."),
    "bad_usage/ignore_rule": (
        "“{value|This}” is not a valid rule.",
        "Write it as git does: *.log, build/, /notes.txt, or one with an exclamation mark in front.",
    ),
    "bad_usage/ignore_rule/stars": ("“{value|This}” has too many stars.", "Use at most four in a name, eight in all."),
    "bad_usage/ignore_file": (
        "{path|The ignore file} cannot be changed: it cannot be read, is no UTF-8 text, or is larger than 64 KiB.",
        "Repair it or move it away, and try again.",
    ),
    "bad_usage/local_folder": (
        "{path|This} is not a folder that can be synced.",
        "Name a folder on this computer. It is created if it does not exist.",
    ),
    "bad_usage/local_folder/too_much": (
        "{path|This} contains the whole system or the whole home folder.",
        "Name a folder inside it.",
    ),
    "bad_usage/local_folder/profile_inside": (
        "{path|This} overlaps with the folder in which megadesk keeps its own data.",
        "Name another folder.",
    ),
    "bad_usage/pair_name": (
        "“{value|This}” cannot be the name of a pair.",
        "Use one line of readable text with at most 100 characters.",
    ),
    "bad_usage/folder": ("{value|This} is not a folder that can be synced.", "Name another folder."),
    "bad_usage/move_target": ("Nothing can be moved to “{value|this place}”.", "Name an existing folder."),
    "bad_usage/move_target/into_itself": (
        "“{value|A folder}” cannot be moved into itself.",
        "Name another place.",
    ),
    "bad_usage/pair/several": ("“{value|This}” matches several pairs.", "Use the id, as in “megadesk sync list”."),
    "bad_usage/issue/several": ("“{value|This}” matches several issues.", "Type more digits of the id."),
    "bad_usage/remedy": (
        "Say what to do, and about which issue.",
        "Name one issue, or “--all”; and one of “--keep”, “--approve”, “--restore”, “--locate”, “--retry”.",
    ),
    "bad_usage/code": (
        "There is no kind of issue called “{value|this}”.",
        "“megadesk issues list” shows them as “Kind”.",
    ),
    "bad_usage/remedy/relink_alone": (
        "“--relink” needs “--locate”.",
        "Name the folder too: “--locate DIR --relink”.",
    ),
    "bad_usage/remedy/id_and_filter": (
        "Name either one issue by its id, or several by “--pair” or “--code”.",
        "Name the one, or “--all” with them.",
    ),
    "bad_usage/remedy/does_not_fit": (
        "This is not a valid answer to an issue of the kind “{code|this}”.",
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
        "Name the right folder. To continue with this one, add “--relink”: its files and those in the cloud are merged.",
    ),
    "bad_usage/session/several": ("“{value|This}” matches several sessions.", "Type more digits of the id."),
    "bad_usage/bin_entry/several": ("“{value|This}” matches several entries.", "Type more of the id."),
    "bad_usage/bin_restore/none": ("Nothing was named.", "Name an entry by its id, as in “megadesk bin list”."),
    "bad_usage/bin_restore/several": (
        "Only one entry at a time can be restored to another place.",
        "Name one of them.",
    ),
    "bad_usage/bin_restore/outside": (
        "{path|That} is not in the synced folder {folder|it came from}.",
        "Name a place in that folder; from there it can be moved anywhere.",
    ),
    "bad_usage/weekdays": ("“{value|This}” are not days of the week.", "Use mon, tue, wed, thu, fri, sat and sun."),
    "bad_usage/time_of_day": ("“{value|This}” is not a time of day.", "Write it as 08:00."),
    "bad_usage/limit": ("“{value|This}” is not a valid limit.", "Give it in KiB per second, or use none."),
    "bad_usage/limit/low": (
        "{value|This} is too low for a limit: large files would never finish.",
        "Give at least {least|more} KiB per second, or none.",
    ),
    "bad_usage/limit/high": (
        "{value|This} is more than any connection can carry.",
        "Give it in KiB per second, or use none.",
    ),
    "bad_usage/size": ("“{value|This}” is not a size.", "Give it in bytes, or as in 500M, 50G, 1T."),
    "bad_usage/size/out_of_range": (
        "{value|This} is not possible here.",
        "Give at least one byte, and at most {most_bytes|what the help says}.",
    ),
    "bad_usage/schedule/number": (
        "There is no number {value|like this} in the schedule.",
        "“megadesk transfers schedule list” shows them.",
    ),
    "bad_usage/schedule/too_many": ("These are too many times.", "Keep 100 of them at most."),
    "bad_usage/transfer/not_in_line": (
        "{path|This transfer} is not in the queue yet, so it cannot be moved up or down.",
        "Move it to the top, to the bottom, or after another one.",
    ),
    "bad_usage/transfer/several": (
        "“{value|This}” matches several transfers.",
        "Type more of the id; with “--json” the list has all of it.",
    ),
    "bad_usage/transfer/over": (
        "The transfer {value|named} has finished.",
        "One that failed can be tried again: “megadesk transfers retry {value|ID}”.",
    ),
    "bad_usage/transfer/other_way": (
        "An upload cannot be placed after a download, or a download after an upload.",
        "Name one that goes the same way; “megadesk transfers list --direction up” shows uploads only.",
    ),
    "bad_usage/transfers": (
        "“{value|This}” is not an action for transfers.",
        "Name some by their ids, or all of them; see “megadesk transfers --help”.",
    ),
    "bad_usage/state": ("“{value|This}” is not a state of a transfer.", "See “megadesk transfers list --help”."),
    "bad_usage/kind": (
        "“{value|This}” is not a file type.",
        "Use image, video, audio, document, archive or other.",
    ),
    "bad_usage/page": ("A page has 1 to {allowed|so many} rows.", "Ask for less, and for the next ones after."),
    "bad_usage/offset": ("“{value|This}” is beyond the end of any list.", "Leave out fewer."),
    "not_found/transfer": ("There is no transfer “{value|of this id}”.", "See “megadesk transfers list”."),
    "bad_usage/days": ("“{value|That}” is not a number of days.", "Use 0 for everything, or a number of days."),
    "bad_usage/side": ("“{value|That}” is neither local nor cloud.", "Use one of the two, or leave it out for both."),
    "bad_usage/put/nothing": ("Nothing was named to be uploaded.", "Name a file or a folder."),
    "bad_usage/get/nothing": ("Nothing was named to be downloaded.", "Name a place in the cloud."),
    "bad_usage/put/folder": ("{path|This} is a folder.", "Add “-r” to upload it with everything below."),
    "bad_usage/put/special_file": (
        "{path|This} is neither a file nor a folder.",
        "Only files and folders can be uploaded.",
    ),
    "bad_usage/get/symlink": (
        "{path|This} is a symbolic link; it was skipped.",
        "“megadesk cat” shows its target; a synced folder can keep links (“megadesk sync symlinks {pair|ID} keep”).",
    ),
    "bad_usage/put/symlink": ("{path|This} is a symbolic link; links are not followed.", "Name the file itself."),
    "bad_usage/put/unreadable": ("{path|This} cannot be read.", "Give yourself permission to read it."),
    "bad_usage/get/folder": ("{path|This} is a folder.", "Add “-r” to download it with everything below."),
    "bad_usage/cat/folder": ("{path|This} is a folder.", "Name a file in it."),
    "bad_usage/preview": (
        "This issue has no version “{value|of that name}” that can be shown.",
        "“megadesk issues show ID” lists those it has.",
    ),
    "bad_usage/find": ("Nothing was named to look for.", "Give a part of a name, or a pattern like *.jpg."),
    "bad_usage/range": ("This byte range is not valid.", "Write it A-B or A-, counted from 0."),
    "bad_usage/on_conflict": (
        "“{value|This}” is not an answer for a name that is in use.",
        "Use ask, replace, rename, skip, merge or fail.",
    ),
    "bad_usage/on_folder": ("“{value|This}” is not an answer for a folder.", "Use ask, merge, rename or skip."),
    "bad_usage/errand/several": ("“{value|This}” matches several uploads or downloads.", "Type more digits of the id."),
    "bad_usage/case": ("There is no kind of question called “{value|this}”.", "Use file, folder or mixed."),
    "bad_usage/answer": ("“{value|This}” is not an answer.", "Use replace, rename, skip or merge."),
    "bad_usage/answer/not_asked": ("There is no open question any more.", "See “megadesk errands list”."),
    "bad_usage/answer/file": (
        "“{value|This}” is not an answer where one file would replace another.",
        "Use replace, rename or skip.",
    ),
    "bad_usage/answer/folder": (
        "“{value|This}” is not an answer where the folder already exists.",
        "Use merge, rename or skip.",
    ),
    "bad_usage/answer/mixed": (
        "“{value|This}” is not an answer where a file and a folder have the same name: neither can replace the other.",
        "Use rename or skip.",
    ),
    "bad_usage/second_factor_secret": ("This secret is not valid.", "Start again with a new one."),
    "bad_usage/device_name": ("A device cannot have this name.", "Use one line of text without slashes."),
    "bad_usage/key_store": ("“{value|This}” is not a key store.", "Use keyring, file or session."),
    "bad_usage/recovery_file": (
        "The recovery key cannot be written to {path|a file that is not named}.",
        "Name a new file in an existing folder.",
    ),
    "bad_usage/password/too_short": ("The password is too short.", "Use at least 12 characters."),
    "bad_usage/password/too_long": ("The password is too long.", "Use at most 1,024 bytes."),
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
        "Use another name: no slash, backslash or control character, at most 255 bytes.",
    ),
    "bad_name/private": (
        "{name|The name} is used by megadesk itself at the top of a synced folder.",
        "Use another name.",
    ),
    "bad_name/disk_refuses": ("This disk cannot store the name {name|of a file}.", "Rename it on the other device."),
    "bad_name/link_target": (
        "{name|A symbolic link} has a target that this system does not allow.",
        "Create the link again on the other device.",
    ),
    "bad_name/too_long": ("{name|A name} is longer than 255 bytes.", "Use a shorter name."),
    "bad_name/not_unicode": ("{name|A name} is not readable text.", RENAME),
    "bad_name/local_path/not_unicode": (
        "The path {name|you named} is not readable text.",
        "Rename what is not, or name another path.",
    ),
    "bad_name/empty": ("A name is empty.", "Give it a name."),
    "bad_name/dots": ("“.” and “..” are not names.", "Use another name."),
    "bad_name/separator": ("{name|A name} contains a slash or a backslash.", "Use a name without them."),
    "bad_name/control_character": ("{name|A name} contains a control character.", "Use a name without it."),
    "not_found": ("{path|It} was not found{bare_detail_of}.", "Check the spelling; “megadesk ls” and the lists help."),
    "not_found/why": (
        "{path|This} is neither on this computer nor in the cloud{looked_at_of}.",
        "Check the spelling: a path of this computer, or a place in the cloud as in /Photos/2026.",
    ),
    "not_found/issue": (
        "There is no issue “{value|of this id}”: it was solved or replaced by another one.",
        "See “megadesk issues list”.",
    ),
    "not_found/ignore_rule": (
        "There is no rule “{value|like this}” in {path|that place}.",
        "“megadesk ignore show” lists them with their places; --here-only is for those of this device.",
    ),
    "not_found/pair_of_path": ("{path|This} is not in a synced folder.", "“megadesk sync list” shows them."),
    "not_found/pair": ("There is no pair with this id or name{pair_of}.", "“megadesk sync list” shows them."),
    "not_found/backup": (
        "There is no backup of this computer with this id or name{pair_of}.",
        "“megadesk backup list” shows them.",
    ),
    "not_found/bin_entry": ("There is no “{value|such entry}” in the bin.", "“megadesk bin list” shows what there is."),
    "not_found/profile": (
        "The profile folder {path|of this engine} was deleted, moved or replaced while its engine ran.",
        "The engine has ended, and your files are unchanged. Put the folder back, or log in again.",
    ),
    "not_found/log": ("There is no log yet at {path|its place}.", "It is written once the engine has run."),
    "not_found/method": ("The engine does not know this request.", "Update megadesk and restart its engine."),
    "not_found/session": ("There is no such session.", "“megadesk sessions list” shows them."),
    "not_found/second_factor": ("Two-factor sign-in is not turned on.", "Turn it on first."),
    "not_found/errand": (
        "There is no upload or download with the id “{value|you named}”.",
        "“megadesk errands list --all” shows them.",
    ),
    "not_found/question": ("This question is no longer open.", "“megadesk errands show ID” shows what is."),
    "not_found/folder": ("The folder {path|above it} does not exist.", "Create it first or name another."),
    "already_exists": (
        "{path|Something with that name} already exists.",
        "Use another name; for “put” and “get”, “--on-conflict” also says what to do.",
    ),
    "already_exists/account": (
        "An account with this e-mail address already exists.",
        "Sign in to it: “megadesk login”.",
    ),
    "already_exists/second_factor": (
        "Two-factor sign-in is already turned on.",
        "To use another authenticator app, turn it off first.",
    ),
    "already_exists/signed_in": (
        "This profile is already signed in{email_of}.",
        "Sign out first, or use another profile with “--home”.",
    ),
    "already_exists/file": ("{path|The file} already exists and is not overwritten.", "Name a new file."),
    "already_exists/folder_of_then": (
        "{path|What was a folder then} is a file now.",
        "Rename that first, or restore a copy elsewhere with “--to”.",
    ),
    "already_exists/pair_name": (
        "Another pair is already called “{value|this}”.",
        "Use another name, or omit “--name” to use the folder's name.",
    ),
    "already_exists/pair_folder": (
        "{path|This} is already synced, or overlaps with a synced folder: {other|another pair}.",
        "Name another folder, or remove that pair first.",
    ),
    "already_exists/backup_folder": (
        "{path|This} is already backed up, or overlaps with a backed-up folder: {other|another one}.",
        "Name another folder, or stop that backup first: “megadesk backup stop”.",
    ),
    "already_exists/backup": (
        "The backup “{value|of this name}” already runs on this computer.",
        "“megadesk backup list” shows it.",
    ),
    "already_exists/pair_remote": (
        "{path|This} is already synced, or overlaps with a synced folder: {other|another pair}.",
        "Name another folder, or remove that pair first.",
    ),
    "decision_needed/transfers_paused": (
        "Transfers are paused, so not everything is synced.",
        "Resume them: “megadesk transfers resume --all”.",
    ),
    "cancelled": (
        "You cancelled the transfer of {path|this file}, so it is not synced.",
        "To sync it anyway: “megadesk transfers retry {transfer|--all}”. When the file changes, it is synced automatically.",
    ),
    "access_denied": ("No permission to open or change {path|it}{detail_of}.", "Check its permissions."),
    "access_denied/invitation": (
        "The server creates this account only with a valid invitation code for this e-mail address.",
        "Check each letter of both. The operator of the server can give you a new code.",
    ),
    "access_denied/sign_up_closed": (
        "This server does not accept new accounts.",
        "Ask its operator for an invitation, or use another server.",
    ),
    "access_denied/erofs": (
        "{path|This} is on a disk that nothing can be written to now.",
        "Make the disk writable again. It is retried automatically.",
    ),
    "access_denied/read_only_profile": (
        "{path|The profile} is on a disk that nothing can be written to now, and megadesk keeps its own data there.",
        "Make the disk writable again, then run the command again.",
    ),
    "access_denied/authkey": (
        "The engine of this profile was started by somebody else.",
        "Stop it, and run the command again.",
    ),
    "access_denied/other_volume": (
        "{path|This} is on another disk, and cannot be moved there in one step.",
        "Sync that disk as a folder of its own.",
    ),
    "access_denied/file_too_big": (
        "{path|A file} is larger than this disk allows.",
        "Move the synced folder to a disk that supports files of 4 GiB and more.",
    ),
    "server_refused": ("The server refused{server_code_of}.", "Check what was asked for; the log says more."),
    "too_new/profile": (
        "This profile was last used by a newer version of megadesk ({path|its database}), so this one leaves it alone.",
        "Update megadesk on this computer, or use the newer version that is already on it.",
    ),
    "too_new": (
        "{path|This} was created by a newer version of megadesk.",
        "Update megadesk on this computer. Until then it is left as it is.",
    ),
    "already_running/other_version": (
        "The engine that is running for this profile is megadesk {engine|of another version} ({engine_program|another installation}), and this is megadesk {version|of another version} ({program|this installation}).",
        "Stop the other one: “megadesk engine stop”, then try again.",
    ),
    "already_running/upgraded": (
        "megadesk was just upgraded: the engine that is running is {engine|of another version}, and this is {version|another one}.",
        "The older one restarts by itself within seconds, the app once its dialogs are closed. To restart the engine now: “megadesk engine stop”.",
    ),
    "already_running": (
        "Another engine is already running for this profile (process {pid|unknown}).",
        "Use that one, or stop it first: “megadesk engine stop”.",
    ),
    # -- bytes that are not what they must be
    "damaged/database": (
        "The local database of megadesk is damaged again and again: perhaps its disk is failing.",
        "Check the disk. Your files are unchanged.",
    ),
    "damaged": ("{path|Data} was damaged or tampered with.", f"{_UNTOUCHED} {_LOG}"),
    "malformed": ("Received data cannot be read{detail_of}.", f"{_UNTOUCHED} {_LOG}"),
    "limit": ("Received data is larger than allowed{detail_of}.", f"{_UNTOUCHED} {_LOG}"),
    "forged": (
        "A check of signed data failed: it was changed on its way or on the server.",
        f"Syncing is stopped until the check passes. {_UNTOUCHED} Ask the server's administrator.",
    ),
    "downgrade": (
        "The server offers weaker protection than before, so nothing was sent.",
        f"{_UNTOUCHED} Ask the server's administrator.",
    ),
    "quarantine": (
        "One file or folder in the cloud cannot be opened: {path|its record is damaged}.",
        "All others keep syncing. Another device may still have it: save it there again.",
    ),
    "missing": (
        "{path|A file} is incomplete or damaged on the server.",
        "A device that still has the file can upload it again: “megadesk verify --content --heal”. All other files keep syncing.",
    ),
    "bug": (
        "An internal error occurred in megadesk{detail_of}.",
        "Your files are unchanged. Report it with the log: {log|“megadesk logs”}.",
    ),
}
