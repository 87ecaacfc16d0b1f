<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>megadesk</name>
  <message>
   <source>{path|Something} is held back with the code “{code}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The log says more: run “megadesk logs”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It did not work{detail_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It did not work this time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do: it is tried again by itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server {server|of this account} cannot be reached.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check the connection and the address; what waits is sent once the server answers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server {server|of this account} answers with the error {status|it has}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do, it is tried again. If it stays so, whoever runs the server finds more in its log.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server {server|of this account} has no valid certificate, so nothing was sent to it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check the address and the clock of this computer; a server on this computer itself may need http:// in front.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server asks for patience.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again in {retry_after_s|a moment}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The engine of this profile does not answer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again, or see “megadesk logs”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No engine runs for this profile.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start it: “megadesk engine start”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The engine is too busy to answer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again in a moment.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The engine did not answer in time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The engine ended before it answered.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Run the command again; what was done is kept. “megadesk logs” says why it ended.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The engine ended before this was done.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It goes on with the next engine: “megadesk errands watch {errand}” starts one and shows how far it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>An engine of an older version still runs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>End it, then run the command again. The new engine goes on where it stopped.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The engine did not start{detail_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See {log|“megadesk logs”}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It was not done in time; the work goes on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wait longer, or look at “megadesk status”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|A file} is being changed or is held by another program.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This folder is still busy{pair_of}. Nothing was changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|What was fetched} is not what was fetched any more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do: it is fetched anew.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server lost what was uploaded before it was recorded.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is uploaded again; there is nothing to do.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|Something} changed at the same moment.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Run the command again; nothing was lost.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It waits until there is room again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It goes on by itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The disk of the server is full, so nothing new can be stored on it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ask whoever runs the server to make room. It goes on by itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The disk is full; {path|what was there} is untouched.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make room on the disk. It goes on by itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The storage of this account is used up, so {path|what is new} is not uploaded.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete something for good, or ask for more storage. It goes on by itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A decision is needed from you.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk status” shows what for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This computer is not signed in.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sign in: “megadesk login”, or “megadesk signup” first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The keys of this profile are locked since its engine was restarted.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give the password once: “megadesk unlock”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The session of this device has ended: the password was changed or the device was signed out elsewhere.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sign in again: “megadesk login”. Nothing on this computer is lost.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The key of this device is no longer in the key store.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These do not fit together; for safety the server does not say which part is wrong.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check the e-mail address, the password or recovery key, and the code.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No usable keyring was found to keep the keys in.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose “--key-store file” (a file only you can read) or “--key-store session” (asked for after a restart).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is more to sync{pair_of}, and the folder is paused.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on: “megadesk sync resume {pair|ID}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything is paused{until_of}, so nothing is synced.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on: “megadesk resume”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is more to back up{pair_of}, and the backup is paused.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on: “megadesk backup resume {pair|ID}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A safety check has stopped the sync until you decide.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server shows an older state than this computer has already verified. The sync is stopped.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ask whoever runs the server whether it was restored from a backup. If there is a good reason, “megadesk space accept-fork” goes on and keeps both sides' files. Nothing on this computer was changed because of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server shows another history than the one this computer has verified. The sync is stopped.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ask whoever runs the server what happened. If there is a good reason, “megadesk space accept-fork” goes on and keeps both sides' files. Nothing on this computer was changed because of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A public key is not the one this computer knows. The sync is stopped.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Do not go on before you know why: somebody may stand between you and the server. Nothing on this computer was changed because of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It cannot be done{detail_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk --help” shows what can.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The history of this account is the one this computer has verified; there is nothing to accept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk space show” compares it with the server's.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server does not show the head “{value|that was named}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk space show” shows which one it shows now; name at least 8 characters of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{said|This cannot be understood}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See “{command|megadesk} --help”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The path is empty.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name one; “.” is the folder you are in.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not a place in the cloud.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write it from the drive's root, as in /Photos/2026.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is the top of everything; this works on what is in it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name something inside it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not in the drive.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name a place below /.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is in a backup; nothing but the backing up itself changes what is there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy it out with “megadesk get”, or let the backup go with “megadesk backup stop”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no time for a pause.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write 10m, 1h or 2d: at least a minute, at most 366 days; without a time it lasts until “megadesk resume”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no interval for a backup.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write 30m, 6h, 2d, daily or weekly: at least 5 minutes, at most 366 days.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” fits several backups.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use the id, as in “megadesk backup list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The backup “{value|of this folder}” is paused.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let it go on first: “megadesk backup resume”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is in the cloud has to go somewhere when a backup is stopped.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give “--move REMOTE” to keep it in the drive, or “--delete” to put it into the bin; one of them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no backup.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write DEVICE/NAME, as “megadesk ls backups:/” and “megadesk backup list” show it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|The folder} is empty: taken over from there, all of the backup would look removed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bring the files back first with “megadesk get -r”, then take the backup over.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not a folder of the drive.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name a folder below /, as in /Photos; it is made if it is missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|That}” is no choice for symbolic links.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use skip or keep.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|That}” is no direction.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use both, up (to the cloud) or down (to here).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no rule.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write it as git does: *.log, build/, /notes.txt, or one with an exclamation mark in front.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” has too many stars.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use at most four in a name, eight in all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|The ignore file} cannot be changed: it cannot be read, is no UTF-8 text, or is larger than 64 KiB.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mend it, or move it away, and try again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is not a folder that can be synced.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name a folder on this computer; the folder above it must be there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} holds the whole system or the whole home folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name a folder inside it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} and the folder in which megadesk keeps its own state lie inside each other.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name another folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” cannot be the name of a pair.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take one line of text that can be read and typed, of at most 100 characters.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{value|This} is not a folder that can be synced.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing can be moved to “{value|this place}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name a folder that is there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|A folder}” cannot be moved into itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name another place.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” fits several pairs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use the id, as in “megadesk sync list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” fits several issues.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type more digits of the id.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is not said what is to be done, or about which issue.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name one issue, or “--all”; and one of “--keep”, “--approve”, “--restore”, “--locate”, “--retry”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no kind of issue called “{value|so}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk issues list” shows them as “Kind”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“--relink” is said without “--locate”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name the folder too: “--locate DIR --relink”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One issue is named by its id, and others by “--pair” or “--code”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name the one, or “--all” with them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is no answer to an issue of the kind “{code|this}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What can be done about it: {actions|see “megadesk issues show ID”}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Both versions of {path|this} were made on this device, so “local” and “remote” do not say which one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Say “--keep copy” for the version beside, or “--keep name” for the one that has the name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No version of {path|this} was made on this device, so “local” and “remote” do not say which one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There are several copies of {path|this}, so none of them was taken for all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Decide each by its id: “megadesk issues show ID” says which is which.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Each folder is somewhere else.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name one issue by its id.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is not the folder that was synced as {pair|this pair}: its marker is missing or another one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name the right folder. To go on with this one, add “--relink”: what is here and in the cloud is joined.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” fits several sessions.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” fits several entries.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type more of the id.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was named.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name an entry by its id, as in “megadesk bin list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only one entry can be put to another place at a time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name one of them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|That} is not in the synced folder {folder|it came from}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name a place in that folder; from there it can be moved anywhere.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” are no days of the week.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use mon, tue, wed, thu, fri, sat and sun.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no time of day.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write it as 08:00.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no limit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give it in KiB a second, or none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{value|This} is too low for a limit: no large file would ever get through.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give {least|more} KiB a second or more, or none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{value|This} is more than any line carries.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no number {value|like this} in the schedule.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk transfers schedule list” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These are too many times.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep 100 of them at most.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This transfer} is not in line yet, so it cannot go up or down by one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Put it on top, at the bottom, or after another one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” fits several transfers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type more of the id; with “--json” the list has all of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The transfer {value|named} is over.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One that failed can be tried again: “megadesk transfers retry {value|ID}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>An upload has no place behind a download, nor the other way round.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name one that goes the same way; “megadesk transfers list --direction up” shows uploads only.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is nothing that can be done with transfers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name some by their ids, or all of them; see “megadesk transfers --help”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no state of a transfer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See “megadesk transfers list --help”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no kind of file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use image, video, audio, document, archive or other.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A page has 1 to {allowed|so many} rows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ask for less, and for the next ones after.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is further than any list goes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave out fewer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no transfer “{value|of this id}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See “megadesk transfers list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|That}” is no number of days.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use 0 for everything, or a number of days.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|That}” is neither local nor cloud.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use one of the two, or leave it out for both.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was named to be uploaded.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name a file or a folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was named to be downloaded.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name a place in the cloud.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is a folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add “-r” to upload it with everything below.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is neither a file nor a folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only files and folders can be uploaded.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is a symbolic link; it was left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk cat” shows its target; a synced folder can keep links (“megadesk sync symlinks {pair|ID} keep”).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is a symbolic link; links are not followed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name the file itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} cannot be read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give yourself the right to read it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add “-r” to download it with everything below.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name a file in it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This issue has no version “{value|of that name}” that can be shown.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk issues show ID” lists those it has.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was named to look for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give a part of a name, or a pattern like *.jpg.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This range of bytes does not fit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write it A-B or A-, counted from 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no answer for a taken name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use ask, replace, rename, skip, merge or fail.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no answer for a folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use ask, merge, rename or skip.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” fits several uploads or downloads.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no kind of question called “{value|so}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use file, folder or mixed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no answer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use replace, rename, skip or merge.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is asked there any more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See “megadesk errands list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no answer where a file would take the place of a file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use replace, rename or skip.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no answer where a folder is there already.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use merge, rename or skip.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no answer where a file and a folder want one name: neither replaces the other.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use rename or skip.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A device cannot have this name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take one line of text without slashes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no key store.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use keyring, file or session.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The recovery key cannot be written to {path|a file that is not named}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name a new file in a folder that is there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The password is too short.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take one of at least 12 characters.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The password is too long.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take one of at most 1,024 bytes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The password is not readable text.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the file as UTF-8.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This e-mail address cannot be used.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check its spelling.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is not a recovery key.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It has 14 groups of four letters and digits. Check each of them, or use the file it was saved to.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is a typing mistake in the recovery key.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check each group of letters and digits.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not the address of a server.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write it as in https://files.example.org.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The address “{value|of the server}” is not encrypted.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use https://. Only a server on this very computer may be reached without.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name|A name} cannot be used as a name here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take another name: no slash, backslash or control character, at most 255 bytes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name|The name} is used by megadesk itself at the top of a synced folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take another name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This disk cannot store the name {name|of a file}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename it on the other device.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name|A symbolic link} has a target that no link on this system can have.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make the link anew on the other device.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name|A name} is longer than 255 bytes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take a shorter name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name|A name} is not readable text.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename it, and it is synced.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The path {name|you named} is not readable text.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename what is not, or name another path.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A name is empty.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give it a name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“.” and “..” are not names.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name|A name} holds a slash or a backslash.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take a name without them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name|A name} holds a control character.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take a name without it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|It} was not found{bare_detail_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check the spelling; “megadesk ls” and the lists help.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is neither on this computer nor in the cloud{looked_at_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check the spelling: a path of this computer, or a place in the cloud as in /Photos/2026.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no issue “{value|of this id}”: it is solved, or it is another one by now.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See “megadesk issues list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no rule “{value|like this}” in {path|that place}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk ignore show” lists them with their places; --here-only is for those of this device.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is in no synced folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk sync list” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no pair with this id or name{pair_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no backup of this computer with this id or name{pair_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk backup list” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no “{value|such entry}” in the bin.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk bin list” shows what there is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no log yet at {path|its place}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is written once the engine has run.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The engine does not know this request.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Update megadesk, and start its engine again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no such session.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk sessions list” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no upload or download with the id “{value|you named}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk errands list --all” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is not asked any more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk errands show ID” shows what is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder {path|above it} is not there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make it first, or name another.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|Something of that name} is already there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take another name; “put” and “get” can also be told what to do with “--on-conflict”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is an account with this e-mail address already.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sign in to it: “megadesk login”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This profile is already signed in{email_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sign out first, or use another profile with “--home”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|The file} is already there and is not written over.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name a new file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|What was a folder then} is a file now.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename that first, or have a copy made elsewhere with “--to”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another pair is called “{value|so}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take another name, or leave “--name” out: the folder gives one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is synced already, or lies inside or around a folder that is: {other|another pair}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name another folder, or remove that pair first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is backed up already, or lies inside or around a folder that is: {other|another one}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name another folder, or stop that backup first: “megadesk backup stop”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The backup “{value|of this name}” runs on this computer already.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk backup list” shows it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Transfers are paused, so not everything is synced.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let them go on: “megadesk transfers resume --all”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>You cancelled the transfer of {path|this file}, so it is not synced.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move it after all: “megadesk transfers retry {transfer|--all}”. When the file changes, it is moved by itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|It} may not be opened or changed{detail_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check the rights to it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The engine of this profile was started by somebody else.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop it, and run the command again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is on another disk, and cannot be moved there in one step.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sync that disk as a folder of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|A file} is larger than this disk can hold.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move the synced folder to a disk that takes files of 4 GiB and more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server refused{server_code_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check what was asked for; the log says more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was made by a newer megadesk.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Update megadesk on this computer. Until then it is left as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another engine already runs for this profile (process {pid|unknown}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use that one, or end it first: “megadesk engine stop”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|Data} is not what it must be.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing on this computer was changed because of it. The log says more: run “megadesk logs”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something that came from outside cannot be read{detail_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something that came from outside is larger than it may be{detail_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A check of signed data failed: it was changed on its way or on the server.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The sync is stopped until it is right again. Nothing on this computer was changed because of it. Ask whoever runs the server.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server offers weaker protection than before, so nothing was sent.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing on this computer was changed because of it. Ask whoever runs the server.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One file or folder in the cloud cannot be opened: {path|its record is damaged}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The others go on. Another device may still have it: save it there again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server no longer has all of {path|a file}, or has other bytes for it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>If another device still has the file, save it there again. The other files go on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something happened that should not: a mistake in megadesk{detail_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your files are untouched. Please report it with the log: {log|“megadesk logs”}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server no longer keeps that moment{oldest_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name a later one; “megadesk rewind timeline” lists them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no time that can be understood.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write it as “2026-11-20 14:00”, “yesterday 18:00”, “2h ago”, or #NUMBER for a commit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The second time is before the first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name the earlier one with --at.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|That}” is no kind of change.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use added, removed, edited, moved or moved_edited.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These are too many steps of time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take longer ones, or less time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is a folder, and only files have versions.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk rewind show” and “rewind restore” bring back folders.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is in the bin.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bring it back first with “megadesk bin restore”, or name a place for a copy with --to.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is a backup, which only its own device changes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name a place for a copy with --to.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was in the bin then.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A version is of one file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name one file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>With --to-local it is downloaded; --to, --exact and --dry-run are of a restore in the cloud.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave out one or the other. “megadesk rewind show -R” lists what would be downloaded.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>--on-conflict and --background are of a restore to this computer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Say where to: “--to-local DIR”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A copy is exact anyway.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave out --exact, or --to.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Some of what was there then cannot be read, so nobody can say what came later.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave out --exact: then nothing is removed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no moment with that number.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk rewind timeline” lists them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>At that time there was nothing yet: the account begins at {oldest|a later time}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name a later time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was not there at that moment ({time|then}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk rewind show / --at TIME -R” lists what was; “megadesk rewind diff” what came and went.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|The backup} has no run of that number that is kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk backup runs” lists them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is no backup.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name one as backups:/DEVICE/NAME; “megadesk backup list” has them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|The file} has no version of that number that is kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk versions” lists them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Put the file itself here to sync it, or keep links as links: “megadesk sync symlinks {pair|ID} keep”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is a symbolic link, and this disk cannot hold one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move the synced folder to a disk that has links. Nothing is deleted because of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do: such things are not synced.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The name of {path|this} is not readable text.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The name of {path|this} is longer than 255 bytes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give it a shorter name, and it is synced.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The name of {path|this} holds a control character.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The name of {path|this} holds a backslash.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A file has no name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give it one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The name of {path|this} has another spelling on each system.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The name of {path|this} is longer than this disk can store.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give it a shorter name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The name of {path|this} is used by megadesk itself at the top of a synced folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The name of {path|this} is reserved by this system.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is on another disk that is mounted inside the folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is left out by an ignore rule{rule_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change the rule if it should be synced.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The ignore rules in {path|a file} cannot be read; those it gave last are still used.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give yourself the right to read it, or remove it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|A file of ignore rules} is not UTF-8 text; the rules it gave last are still used.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save it as UTF-8 text.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|A file of ignore rules} is larger than 64 KiB; the rules it gave last are still used.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make it shorter; a pattern can match many files.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A line in {path|the ignore rules of this device} is no rule and is not used: “{text|…}” in line {line|1}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Correct the line. The other lines work.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A section in {path|the ignore rules of this device} is not known: “{text|…}” in line {line|1}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Correct the word. The only section is that of junk: leftovers that may go with their folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A line in {path|the ignore rules of this device} has too many stars and is not used: “{text|…}” in line {line|1}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use at most four in a name, and eight in all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A line in {path|the ignore rules of this device} is too long and is not used: line {line|1}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use at most 1,024 characters.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There are too many lines in {path|the ignore rules of this device}; those from {line|2,001} on are not used.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use at most 2,000 lines; a pattern can match many files.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is still being written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is only here: the folder takes changes from the cloud and sends none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Both sides stay as they are until you decide: “megadesk issues show {issue|ID}” says what each answer does.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was changed here; the folder takes changes from the cloud and sends none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was moved here; the folder takes changes from the cloud and sends none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was deleted here and is still in the cloud; the folder takes changes from there and sends none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is only in the cloud: the folder sends changes there and takes none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was changed in the cloud; the folder sends changes there and takes none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was moved in the cloud; the folder sends changes there and takes none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was deleted in the cloud and is still here; the folder sends changes there and takes none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits for something at its place, in it or above it whose changes do not travel this way.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Decide about that one first, or let changes travel both ways: “megadesk sync direction {pair|ID} both”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is held by another program.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close it there, and it is synced.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was gone when it was looked at.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The name of {path|this} holds a character that this system does not allow.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename it on the other device, and it comes here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The name of {path|this} means a device on this system.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The name of {path|this} ends in a dot or a space, which this disk cannot store.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This disk cannot store the name of {path|this}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This disk takes {path|this} and another name for one: here it is called {alias|otherwise}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do: it is synced, and keeps its name everywhere else. Rename one of the two to see it here too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} looks the same as another name but is spelt otherwise, and this disk cannot hold both.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename one of the two.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A folder that stays on this disk for the ignored files in it has the name of {path|this}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename or remove that folder; what has the name in the cloud then comes by itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} has the same name as another on this disk.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This folder has more subfolders than the system lets us watch ({limit|its limit} for all programs together), so it is looked through every five minutes instead.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Raise the limit: type “sudo sysctl fs.inotify.max_user_watches={wanted|524288}”. It is noticed by itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The system has no room for another watched folder ({limit|its limit} for all programs together), so this one is looked through every five minutes instead.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Raise the limit: type “sudo sysctl fs.inotify.max_user_instances={wanted|1024}”. It is noticed by itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The system does not report changes in this folder, so it is looked through every five minutes instead.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do, if that is often enough. The log says more: run “megadesk logs”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>So much changes in this folder that the system loses track; each time the whole folder is looked through.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is missed. To make it cheaper: type “sudo sysctl fs.inotify.max_queued_events=131072” and start the engine anew, or leave out what changes all the time with an ignore rule.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This folder is on a network drive or a volume like one: what other computers change there is not reported, so it is looked through every five minutes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do, if that is often enough. Else sync the folder on the computer that holds it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder is not there: perhaps its disk is not mounted. Nothing is deleted anywhere because of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mount it, and the sync goes on. If it was moved: “megadesk issues resolve {issue|ID} --locate DIR”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another folder stands where the synced one was. Nothing is deleted anywhere because of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bring it back, or say where it is: “megadesk issues resolve {issue|ID} --locate DIR” (docs/problems.md).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something else stands where megadesk keeps its own files.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In the folder “.megadesk”, tmp, stage and debris must be folders. Nothing is written through a link.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another computer goes on with this backup, and has it in its own folder now: {path|somewhere else}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing here is sent any more. Let go of it: “megadesk backup stop {pair|ID} --delete” (the files stay on both sides).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This backup is not among those of this computer any more: it is at {path|no place of the cloud}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing here is sent any more. Let go of it: “megadesk backup stop {pair|ID} --delete”, and add the folder anew.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder is not empty.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look what is in it before you go on.</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{files|Many} files would be deleted{direction_of}, so nothing of this folder is synced before you decide.</source>
   <extracomment>for one: {files} file would be deleted{direction_of}, so nothing of this folder is synced before you decide.</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>If it is meant: “megadesk issues resolve {issue|ID} --approve”. To have them back: the same with “--restore”.</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{files|Many} files lost their content on this computer within a day{ending_of}. {uploaded_of|None of it is uploaded yet}.</source>
   <extracomment>for one: {files} file lost its content on this computer within a day{ending_of}. {uploaded_of|None of it is uploaded yet}.</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>If it was you: “megadesk issues resolve {issue|ID} --approve”. If not, end the program that does it; then the same with “--restore” brings back what is not uploaded yet{rewind_of}.</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>This folder was last in step {days|many} days ago, and {files|some} files would be deleted{direction_of} now.</source>
   <extracomment>for one: This folder was last in step {days|many} days ago, and {files} file would be deleted{direction_of} now.</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>If they should go: “megadesk issues resolve {issue|ID} --approve”. To keep them: the same with “--restore”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name|A file} was changed on two devices at once: {path|a conflict copy} holds the other version.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Decide: “megadesk issues resolve {issue|ID} --keep copy”, or “--keep name” (the file that has it), or “--keep both”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is synced{version_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits: the folder is paused.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits: everything is paused{until_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits: the backup is paused.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits for the next run of its backup{when_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do; to have it run now: “megadesk backup now {pair|ID}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits: the server cannot be reached.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do: your changes are kept here and sent once the server answers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits in the queue{behind_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do: its turn comes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is being uploaded{progress_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is being downloaded{progress_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} could not be moved and is tried again.{because_of}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits: you paused its transfer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let it go on: “megadesk transfers resume {transfer|ID}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits: everything that goes this way is paused.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let it go on: “megadesk transfers resume --all”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits: nothing goes this way at this time, by the schedule.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do: it goes on by itself. “megadesk transfers schedule list” shows when.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was saved a moment ago and is looked at next.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do: it is synced soon.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} has not been looked at yet: the folder is being scanned.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} differs from the cloud and is part of the work under way.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits for another file or folder that is held back: {other|one above it or at its place}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See why that one waits: “megadesk issues list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is in no synced folder{roots_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sync its folder: “megadesk sync add LOCAL REMOTE”, or upload it: “megadesk put”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is in the cloud and in no folder that is synced to this computer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Download it: “megadesk get”, or sync its folder: “megadesk sync add LOCAL REMOTE”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} belongs to megadesk itself and is never synced.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bring it back with “megadesk bin restore”, if you want it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name|A file} was changed on two devices at once; this device's version is kept as {path|a conflict copy}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare the two and delete the one you do not need.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|A folder} was moved on two devices at once; the move made here was undone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do, unless you want it elsewhere.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name|A file} was moved on two devices at once; it is now at {path|the other device's place}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|A file} was deleted on one device and changed on another; the changed version is kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete it again if it is not needed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|A file} was deleted on one device and moved on another; it is kept at its new place.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|A file} was renamed, because its name was taken.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|A folder} was deleted on one device, but holds something new; it is kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A new rule leaves out what was synced, {path|a file} first: {files|some} in number. It all stays, here and there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove the rule to sync it again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server still answers with an older password of this account.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change the password again, and ask whoever runs the server why.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not signed in on this computer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sign in: “megadesk login”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Signed in. No folder is synced yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sync one: “megadesk sync add LOCAL REMOTE”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything is in step; there are no files yet.</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>All {files} files are safe.</source>
   <extracomment>for one: Your one file is safe.</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>{files} files safe{issues_of}.</source>
   <extracomment>for one: {files} file safe{issues_of}.</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>“megadesk issues list” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{conflicts} of them are conflict copies: “megadesk issues list”.</source>
   <extracomment>for one: {conflicts} of them is a conflict copy: “megadesk issues list”.</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>Syncing{pending_of}{speed_of}{left_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking for changes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paused. Nothing is sent or received until you resume.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paused until {until}. Nothing is sent or received before, unless you resume.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on now: “megadesk resume”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on: “megadesk sync resume”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Offline. Your changes are kept here and sent later.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waiting. It goes on by itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The data on the server is not what it must be. Nothing on this computer was changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“megadesk status” says more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The state is “{state}”.</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{folders} folders are paused.</source>
   <extracomment>for one: {folders} folder is paused.</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>{transfers} transfers are paused.</source>
   <extracomment>for one: {transfers} transfer is paused.</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>“megadesk transfers list --state paused” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Transfers are paused.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Uploads are paused.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Downloads are paused.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Transfers rest at this time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Uploads rest at this time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Downloads rest at this time.</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{errands} puts and gets are under way.</source>
   <extracomment>for one: {errands} put or get is under way.</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>“megadesk errands list” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{errands} puts and gets wait: “megadesk errands list” says what for.</source>
   <extracomment>for one: {errands} put or get waits: “megadesk errands list” says what for.</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>{path|This}: {in_step_of}{asked_of}{failed_of}{held_back_of}{waiting_of}{skipped_of}{ignored_of}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>You paused it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let it go on when you like.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything is paused.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything that goes this way is paused.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It rests at this time, by the schedule.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to do: it goes on by itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>You paused it: it rests when the block under way is through.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>You cancelled it: it ends when the block under way is through.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It rests when the block under way is through.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>: {detail}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>: {bare_detail}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> with the code “{server_code}”</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>: “{pair}”</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>: “{id}”</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>; the oldest it keeps is of {oldest}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> as {email}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> on this computer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> in the cloud</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>, and their names end in “{ending}” now, as that of “{name}”</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>, and their names end in “{ending}” now</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{uploaded} of them are so in the cloud already; the rest waits</source>
   <extracomment>for one: {uploaded} of them is so in the cloud already; the rest waits</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>, and “{rewind}” the rest, as it was before it began</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> (version {version}, last in step {when})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> (version {version})</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source> behind {ahead} other files</source>
   <extracomment>for one:  behind {ahead} other file</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source> ({percent} %)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> at {when}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> until {until}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>: “{rule}”</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>; those are {roots}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>; looked at: the cloud, and the synced folders {roots}</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{in_step} files in step</source>
   <extracomment>for one: {in_step} file in step</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>, {asked} to decide</source>
   <extracomment>for one: , {asked} to decide</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>, {failed} failed</source>
   <extracomment>for one: , {failed} failed</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>, {held} held back</source>
   <extracomment>for one: , {held} held back</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>, {waiting} waiting</source>
   <extracomment>for one: , {waiting} waiting</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>, {skipped} skipped</source>
   <extracomment>for one: , {skipped} skipped</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>, {ignored} ignored</source>
   <extracomment>for one: , {ignored} ignored</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source> {pending} changes</source>
   <extracomment>for one:  {pending} change</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>, {speed_bytes}/s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>, {left_s} left</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>; {held} issues, each with a reason</source>
   <extracomment>for one: ; {held} issue, each with a reason</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>{size} bytes</source>
   <extracomment>for one: {size} byte</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>{size} KiB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{size} MiB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{size} GiB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{size} TiB</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{time} seconds</source>
   <extracomment>for one: {time} second</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>{time} minutes</source>
   <extracomment>for one: {time} minute</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>{time} hours</source>
   <extracomment>for one: {time} hour</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>{time} days</source>
   <extracomment>for one: {time} day</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
 </context>
</TS>
