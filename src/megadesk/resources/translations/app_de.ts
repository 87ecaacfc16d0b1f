<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>megadesk</name>
  <message>
   <source>Password changed. All other sessions were signed out.</source>
   <translation>Passwort geändert. Alle anderen Sitzungen wurden abgemeldet.</translation>
  </message>
  <message>
   <source>This device is now called {name}.</source>
   <translation>Dieses Gerät heißt jetzt {name}.</translation>
  </message>
  <message>
   <source>The session was ended.</source>
   <translation>Die Sitzung wurde beendet.</translation>
  </message>
  <message>
   <source>Signed out. The files on this computer stay where they are.</source>
   <translation>Abgemeldet. Die Dateien auf diesem Computer bleiben, wo sie sind.</translation>
  </message>
  <message>
   <source>“{name}” is being backed up.</source>
   <translation>„{name}“ wird gesichert.</translation>
  </message>
  <message>
   <source>“{name}” is paused. It is not backed up until you resume.</source>
   <translation>„{name}“ ist angehalten und wird erst wieder gesichert, wenn du fortsetzt.</translation>
  </message>
  <message>
   <source>“{name}” is resumed. Missed runs are caught up.</source>
   <translation>„{name}“ wird fortgesetzt. Versäumtes wird nachgeholt.</translation>
  </message>
  <message>
   <source>New schedule for “{name}”: {schedule}.</source>
   <translation>Neuer Zeitplan für „{name}“: {schedule}.</translation>
  </message>
  <message>
   <source>The backup “{name}” continues on this computer.</source>
   <translation>Die Sicherung „{name}“ läuft jetzt auf diesem Computer weiter.</translation>
  </message>
  <message>
   <source>“{name}” is now backed up.</source>
   <translation>„{name}“ wird jetzt gesichert.</translation>
  </message>
  <message>
   <source>“{name}” is no longer backed up. Its files are now in {target}.</source>
   <translation>„{name}“ wird nicht mehr gesichert. Die Dateien liegen jetzt in {target}.</translation>
  </message>
  <message>
   <source>“{name}” is no longer backed up by this computer.</source>
   <translation>„{name}“ wird von diesem Computer nicht mehr gesichert.</translation>
  </message>
  <message>
   <source>“{name}” is no longer backed up. Its files in the cloud were moved to the bin.</source>
   <translation>„{name}“ wird nicht mehr gesichert. Die Dateien in der Cloud liegen im Papierkorb.</translation>
  </message>
  <message>
   <source>Permanently deleting: {n} of {count}</source>
   <translation>Wird endgültig gelöscht: {n} von {count}</translation>
  </message>
  <message>
   <source>Restored as {name}, because its old name is taken.</source>
   <translation>Als {name} wiederhergestellt, weil der alte Name vergeben ist.</translation>
  </message>
  <message>
   <source>{what} was restored.</source>
   <translation>{what} wurde wiederhergestellt.</translation>
  </message>
  <message>
   <source>{n} items were restored, {renamed} of them under a new name.</source>
   <translation>{n} Einträge wurden wiederhergestellt, {renamed} davon unter neuem Namen.</translation>
  </message>
  <message numerus="yes">
   <source>{n} items were restored.</source>
   <extracomment>for one: {n} item was restored.</extracomment>
   <translation>
    <numerusform>{n} Eintrag wurde wiederhergestellt.</numerusform>
    <numerusform>{n} Einträge wurden wiederhergestellt.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} items were permanently deleted.</source>
   <extracomment>for one: {n} item was permanently deleted.</extracomment>
   <translation>
    <numerusform>{n} Eintrag wurde endgültig gelöscht.</numerusform>
    <numerusform>{n} Einträge wurden endgültig gelöscht.</numerusform>
   </translation>
  </message>
  <message>
   <source>For 10 minutes</source>
   <translation>Für 10 Minuten</translation>
  </message>
  <message>
   <source>For 1 hour</source>
   <translation>Für 1 Stunde</translation>
  </message>
  <message>
   <source>Paused for {time}</source>
   <translation>Angehalten für {time}</translation>
  </message>
  <message>
   <source>Paused until you resume</source>
   <translation>Angehalten, bis du fortsetzt</translation>
  </message>
  <message>
   <source>The sync engine is restarting. Work in progress continues afterwards.</source>
   <translation>Das Programm im Hintergrund startet neu. Laufende Arbeit geht danach weiter.</translation>
  </message>
  <message>
   <source>Cancelled. Files that were already transferred stay.</source>
   <translation>Abgebrochen. Bereits übertragene Dateien bleiben.</translation>
  </message>
  <message>
   <source>Moving files: {n} of {count}</source>
   <translation>Dateien werden verschoben: {n} von {count}</translation>
  </message>
  <message>
   <source>Deleting files: {n} of {count}</source>
   <translation>Dateien werden gelöscht: {n} von {count}</translation>
  </message>
  <message>
   <source>Downloading {name} to open it.</source>
   <translation>{name} wird zum Öffnen heruntergeladen.</translation>
  </message>
  <message>
   <source>{old} was renamed to {new}.</source>
   <translation>{old} wurde in {new} umbenannt.</translation>
  </message>
  <message>
   <source>{what} moved to {folder}.</source>
   <translation>{what} wurde nach {folder} verschoben.</translation>
  </message>
  <message numerus="yes">
   <source>{what} are already in {folder}.</source>
   <extracomment>for one: {what} is already in {folder}.</extracomment>
   <translation>
    <numerusform>{what} ist schon in {folder}.</numerusform>
    <numerusform>{what} sind schon in {folder}.</numerusform>
   </translation>
  </message>
  <message>
   <source>{what} moved to the bin.</source>
   <translation>{what} wurde in den Papierkorb verschoben.</translation>
  </message>
  <message>
   <source>{name} is open as a read-only copy: changes you make in it are not saved to the cloud.</source>
   <translation>{name} ist als Kopie zum Ansehen geöffnet: Änderungen daran kommen nicht in die Cloud.</translation>
  </message>
  <message>
   <source>This device continues with the server's history. Both sides are compared again.</source>
   <translation>Dieses Gerät macht mit dem Verlauf des Servers weiter. Beide Seiten werden neu verglichen.</translation>
  </message>
  <message>
   <source>The server's history matches what this computer has verified again. There is nothing to accept.</source>
   <translation>Der Verlauf des Servers stimmt wieder mit dem geprüften überein. Es gibt nichts zu bestätigen.</translation>
  </message>
  <message>
   <source>The ignore rules of “{name}” are back to what they were.</source>
   <translation>Die Ausschlussregeln von „{name}“ sind wieder wie vorher.</translation>
  </message>
  <message>
   <source>Ignore rules of “{name}” saved.</source>
   <translation>Ausschlussregeln von „{name}“ gespeichert.</translation>
  </message>
  <message>
   <source>No program on this computer opens “{name}”.</source>
   <translation>Kein Programm auf diesem Computer öffnet „{name}“.</translation>
  </message>
  <message>
   <source>Restoring files: {n} of {count}</source>
   <translation>Dateien werden wiederhergestellt: {n} von {count}</translation>
  </message>
  <message numerus="yes">
   <source>Your decisions about {n} problems are saved.</source>
   <extracomment>for one: Your decision about “{name}” is saved.</extracomment>
   <translation>
    <numerusform>Deine Entscheidung zu „{name}“ ist gespeichert.</numerusform>
    <numerusform>Deine Entscheidungen zu {n} Problemen sind gespeichert.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{done} {n} problems could not be solved: {why}</source>
   <extracomment>for one: {done} {n} problem could not be solved: {why}</extracomment>
   <translation>
    <numerusform>{done} {n} Problem konnte nicht gelöst werden: {why}</numerusform>
    <numerusform>{done} {n} Probleme konnten nicht gelöst werden: {why}</numerusform>
   </translation>
  </message>
  <message>
   <source>Decision saved. It takes effect when “{name}” is resumed.</source>
   <translation>Entscheidung gespeichert. Sie wird ausgeführt, wenn „{name}“ fortgesetzt wird.</translation>
  </message>
  <message>
   <source>Decision saved. It takes effect as soon as “{name}” has been scanned.</source>
   <translation>Entscheidung gespeichert. Sie wird ausgeführt, sobald „{name}“ durchsucht ist.</translation>
  </message>
  <message>
   <source>There was nothing left to decide.</source>
   <translation>Es gab nichts mehr zu entscheiden.</translation>
  </message>
  <message>
   <source>Nothing to restore: everything is already as it was then.</source>
   <translation>Nichts wiederherzustellen: Alles ist schon so wie damals.</translation>
  </message>
  <message numerus="yes">
   <source>{n} items were copied to {place}.</source>
   <extracomment>for one: {n} item was copied to {place}.</extracomment>
   <translation>
    <numerusform>{n} Eintrag wurde nach {place} kopiert.</numerusform>
    <numerusform>{n} Einträge wurden nach {place} kopiert.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>“{name}” is as it was then. {n} items were changed.</source>
   <extracomment>for one: “{name}” is as it was then. {n} item was changed.</extracomment>
   <translation>
    <numerusform>„{name}“ ist wie damals. {n} Eintrag wurde geändert.</numerusform>
    <numerusform>„{name}“ ist wie damals. {n} Einträge wurden geändert.</numerusform>
   </translation>
  </message>
  <message>
   <source>Downloading to {folder}. You can follow the progress in Transfers.</source>
   <translation>Wird nach {folder} heruntergeladen. Den Fortschritt siehst du unter Übertragungen.</translation>
  </message>
  <message>
   <source>The restore was undone. Everything is as it was before.</source>
   <translation>Das Wiederherstellen wurde rückgängig gemacht. Alles ist wie vorher.</translation>
  </message>
  <message>
   <source>Two-factor sign-in is on.</source>
   <translation>Die Zwei-Faktor-Anmeldung ist an.</translation>
  </message>
  <message>
   <source>Two-factor sign-in is off.</source>
   <translation>Die Zwei-Faktor-Anmeldung ist aus.</translation>
  </message>
  <message>
   <source>“{name}” now syncs {direction}.</source>
   <translation>„{name}“ wird jetzt {direction} synchronisiert.</translation>
  </message>
  <message>
   <source>“{name}” now syncs links as links.</source>
   <translation>„{name}“ synchronisiert Links jetzt als Links.</translation>
  </message>
  <message>
   <source>“{name}” now skips links.</source>
   <translation>„{name}“ lässt Links jetzt aus.</translation>
  </message>
  <message>
   <source>“{name}” is now synced.</source>
   <translation>„{name}“ wird jetzt synchronisiert.</translation>
  </message>
  <message>
   <source>“{name}” is paused.</source>
   <translation>„{name}“ ist angehalten.</translation>
  </message>
  <message>
   <source>“{name}” is resumed.</source>
   <translation>„{name}“ wird fortgesetzt.</translation>
  </message>
  <message>
   <source>“{name}” is being rescanned.</source>
   <translation>„{name}“ wird neu durchsucht.</translation>
  </message>
  <message>
   <source>“{name}” is no longer synced. Its files are still here and in the cloud.</source>
   <translation>„{name}“ wird nicht mehr synchronisiert. Die Dateien sind noch hier und in der Cloud.</translation>
  </message>
  <message numerus="yes">
   <source>{n} finished transfers were removed from the list. The files themselves stay.</source>
   <extracomment>for one: {n} finished transfer was removed from the list. The file itself stays.</extracomment>
   <translation>
    <numerusform>{n} beendete Übertragung wurde aus der Liste entfernt. Die Datei selbst bleibt.</numerusform>
    <numerusform>{n} beendete Übertragungen wurden aus der Liste entfernt. Die Dateien selbst bleiben.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} transfers were cancelled. The files stay as they are on both sides.</source>
   <extracomment>for one: {n} transfer was cancelled. The file stays as it is on both sides.</extracomment>
   <translation>
    <numerusform>{n} Übertragung wurde abgebrochen. Die Datei bleibt auf beiden Seiten, wie sie ist.</numerusform>
    <numerusform>{n} Übertragungen wurden abgebrochen. Die Dateien bleiben auf beiden Seiten, wie sie sind.</numerusform>
   </translation>
  </message>
  <message>
   <source>No transfer in the list has finished yet.</source>
   <translation>In der Liste ist noch keine Übertragung beendet.</translation>
  </message>
  <message numerus="yes">
   <source>{n} transfers were moved in the queue.</source>
   <extracomment>for one: {n} transfer was moved in the queue.</extracomment>
   <translation>
    <numerusform>{n} Übertragung wurde in der Warteschlange verschoben.</numerusform>
    <numerusform>{n} Übertragungen wurden in der Warteschlange verschoben.</numerusform>
   </translation>
  </message>
  <message>
   <source>Transfers are paused. Nothing is uploaded or downloaded until you resume.</source>
   <translation>Die Übertragungen sind angehalten. Nichts wird hoch- oder heruntergeladen, bis du fortsetzt.</translation>
  </message>
  <message>
   <source>Transfers are resumed. They continue when the schedule allows it.</source>
   <translation>Die Übertragungen werden fortgesetzt, sobald der Zeitplan es erlaubt.</translation>
  </message>
  <message>
   <source>This can no longer be undone: the list has been cleared again since.</source>
   <translation>Das lässt sich nicht mehr rückgängig machen: Die Liste wurde inzwischen noch einmal geleert.</translation>
  </message>
  <message>
   <source>{name} was restored to version {number}.</source>
   <translation>{name} wurde auf Version {number} zurückgesetzt.</translation>
  </message>
  <message>
   <source>A copy was saved in {folder} as {name}.</source>
   <translation>Eine Kopie wurde in {folder} als {name} gespeichert.</translation>
  </message>
  <message>
   <source>{name} was saved.</source>
   <translation>{name} wurde gespeichert.</translation>
  </message>
  <message>
   <source>{name} is back to its previous version.</source>
   <translation>{name} ist wieder auf der vorigen Version.</translation>
  </message>
  <message numerus="yes">
   <source>You edited copies of {n} files, {name} is one. The edits are not in the cloud; they are kept here: {folder}</source>
   <extracomment>for one: You edited a copy of {name}. The edit is not in the cloud; it is kept here: {folder}</extracomment>
   <translation>
    <numerusform>Du hast eine Kopie von {name} bearbeitet. Die Änderung ist nicht in der Cloud, sondern liegt hier: {folder}</numerusform>
    <numerusform>Du hast Kopien von {n} Dateien bearbeitet, eine davon ist {name}. Die Änderungen sind nicht in der Cloud, sondern liegen hier: {folder}</numerusform>
   </translation>
  </message>
  <message>
   <source>This desktop has no system tray, so megadesk opens in this window. Your folders keep syncing while it is closed.</source>
   <translation>Dieser Desktop hat keinen Infobereich, deshalb öffnet sich megadesk in diesem Fenster. Deine Ordner werden weiter synchronisiert, auch wenn es geschlossen ist.</translation>
  </message>
  <message>
   <source>Folder on this computer</source>
   <translation>Ordner auf diesem Computer</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Files that are already in the backup are not uploaded again. Files that are missing here count as deleted: if there are many, you are asked first. The backup on {device} stops.</source>
   <translation>Dateien, die schon in der Sicherung liegen, werden nicht noch einmal hochgeladen. Dateien, die hier fehlen, gelten als gelöscht: Sind es viele, wirst du zuerst gefragt. Die Sicherung auf {device} endet.</translation>
  </message>
  <message>
   <source>For example, your documents</source>
   <translation>Zum Beispiel deine Dokumente</translation>
  </message>
  <message>
   <source>Shown in lists. Leave it empty to use the folder's name.</source>
   <translation>Wird in Listen angezeigt. Bleibt das Feld leer, gilt der Name des Ordners.</translation>
  </message>
  <message>
   <source>Choose a folder to back up</source>
   <translation>Einen Ordner zum Sichern wählen</translation>
  </message>
  <message>
   <source>Continue the backup “{name}”</source>
   <translation>Sicherung „{name}“ weiterführen</translation>
  </message>
  <message>
   <source>Back up a folder</source>
   <translation>Einen Ordner sichern</translation>
  </message>
  <message>
   <source>Take over</source>
   <translation>Übernehmen</translation>
  </message>
  <message>
   <source>Start backup</source>
   <translation>Sicherung starten</translation>
  </message>
  <message>
   <source>Choose the folder on this computer that now holds the files.</source>
   <translation>Wähle den Ordner auf diesem Computer, in dem die Dateien jetzt liegen.</translation>
  </message>
  <message>
   <source>A backup goes one way: changes in the cloud or on other devices never change the folder here.</source>
   <translation>Eine Sicherung geht nur in eine Richtung: Änderungen in der Cloud oder auf anderen Geräten ändern nie den Ordner hier.</translation>
  </message>
  <message>
   <source>Folder in the cloud</source>
   <translation>Ordner in der Cloud</translation>
  </message>
  <message>
   <source>Direction</source>
   <translation>Richtung</translation>
  </message>
  <message>
   <source>Add a folder to sync</source>
   <translation>Einen Ordner zum Synchronisieren hinzufügen</translation>
  </message>
  <message>
   <source>Created if it does not exist.</source>
   <translation>Wird angelegt, wenn er noch nicht existiert.</translation>
  </message>
  <message>
   <source>Choose a folder to sync</source>
   <translation>Einen Ordner zum Synchronisieren wählen</translation>
  </message>
  <message>
   <source>Start syncing</source>
   <translation>Synchronisieren</translation>
  </message>
  <message>
   <source>The two folders get the same content and are kept the same from then on.</source>
   <translation>Beide Ordner erhalten denselben Inhalt und bleiben von da an gleich.</translation>
  </message>
  <message>
   <source>Runs of this backup</source>
   <translation>Läufe dieser Sicherung</translation>
  </message>
  <message>
   <source>Runs of “{name}”</source>
   <translation>Läufe von „{name}“</translation>
  </message>
  <message>
   <source>A run is complete when everything in the folder has been backed up to the cloud.</source>
   <translation>Ein Lauf ist vollständig, wenn alles im Ordner in der Cloud gesichert ist.</translation>
  </message>
  <message>
   <source>No completed run yet</source>
   <translation>Noch kein vollständiger Lauf</translation>
  </message>
  <message>
   <source>Show in Rewind</source>
   <translation>In der Zeitreise anzeigen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>You can go back to any run and restore everything or single files.</source>
   <translation>Du kannst zu jedem Lauf zurückgehen und alles oder einzelne Dateien wiederherstellen.</translation>
  </message>
  <message>
   <source>Schedule</source>
   <translation>Zeitplan</translation>
  </message>
  <message>
   <source>When is “{name}” backed up?</source>
   <translation>Wann wird „{name}“ gesichert?</translation>
  </message>
  <message>
   <source>What happens to the backup in the cloud</source>
   <translation>Was mit der Sicherung in der Cloud passiert</translation>
  </message>
  <message>
   <source>Stop backing up “{name}”?</source>
   <translation>„{name}“ nicht mehr sichern?</translation>
  </message>
  <message>
   <source>Keep it: move it to my files</source>
   <translation>Behalten: zu meinen Dateien verschieben</translation>
  </message>
  <message>
   <source>Everything that was backed up stays in the cloud, in a folder you choose.</source>
   <translation>Alles Gesicherte bleibt in der Cloud, in einem Ordner deiner Wahl.</translation>
  </message>
  <message>
   <source>Delete it: move it to the bin</source>
   <translation>Löschen: in den Papierkorb verschieben</translation>
  </message>
  <message>
   <source>It is permanently deleted once the bin is emptied.</source>
   <translation>Sie wird endgültig gelöscht, sobald der Papierkorb geleert wird.</translation>
  </message>
  <message>
   <source>Change schedule</source>
   <translation>Zeitplan ändern</translation>
  </message>
  <message>
   <source>Stop backup</source>
   <translation>Sicherung beenden</translation>
  </message>
  <message>
   <source>Changes in this folder are no longer backed up.</source>
   <translation>Änderungen in diesem Ordner werden nicht mehr gesichert.</translation>
  </message>
  <message>
   <source>Choose where to move it.</source>
   <translation>Wähle, wohin sie verschoben wird.</translation>
  </message>
  <message>
   <source>The backup is moved into it.</source>
   <translation>Die Sicherung wird dorthin verschoben.</translation>
  </message>
  <message>
   <source>Choose a folder in the cloud</source>
   <translation>Einen Ordner in der Cloud wählen</translation>
  </message>
  <message>
   <source>Choose</source>
   <translation>Wählen</translation>
  </message>
  <message>
   <source>New folder</source>
   <translation>Neuer Ordner</translation>
  </message>
  <message>
   <source>This folder cannot be used.</source>
   <translation>Dieser Ordner kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>Recently used</source>
   <translation>Zuletzt verwendet</translation>
  </message>
  <message>
   <source>Folders in the cloud</source>
   <translation>Ordner in der Cloud</translation>
  </message>
  <message>
   <source>No preview</source>
   <translation>Keine Vorschau</translation>
  </message>
  <message>
   <source>This type of file has no preview. You can still restore it.</source>
   <translation>Für diesen Dateityp gibt es keine Vorschau. Wiederherstellen kannst du sie trotzdem.</translation>
  </message>
  <message>
   <source>Did not exist then</source>
   <translation>Gab es damals nicht</translation>
  </message>
  <message>
   <source>No longer exists</source>
   <translation>Gibt es nicht mehr</translation>
  </message>
  <message>
   <source>Loading…</source>
   <translation>Wird geladen …</translation>
  </message>
  <message>
   <source>Could not be shown</source>
   <translation>Kann nicht angezeigt werden</translation>
  </message>
  <message>
   <source>Then</source>
   <translation>Damals</translation>
  </message>
  <message>
   <source>Now</source>
   <translation>Jetzt</translation>
  </message>
  <message>
   <source>{when}</source>
   <translation>{when}</translation>
  </message>
  <message>
   <source>{size}</source>
   <translation>{size}</translation>
  </message>
  <message>
   <source>Restore this file…</source>
   <translation>Diese Datei wiederherstellen …</translation>
  </message>
  <message>
   <source>Delete permanently</source>
   <translation>Endgültig löschen</translation>
  </message>
  <message>
   <source>Do the same for all</source>
   <translation>Für alle übernehmen</translation>
  </message>
  <message>
   <source>Name already in use</source>
   <translation>Name schon vergeben</translation>
  </message>
  <message>
   <source>Continue</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Decide later</source>
   <translation>Später entscheiden</translation>
  </message>
  <message>
   <source>What was skipped</source>
   <translation>Was übersprungen wurde</translation>
  </message>
  <message numerus="yes">
   <source>{n} more</source>
   <extracomment>for one: {n} more</extracomment>
   <translation>
    <numerusform>{n} weiterer</numerusform>
    <numerusform>{n} weitere</numerusform>
   </translation>
  </message>
  <message>
   <source>Choose both folders to see what the first sync will do.</source>
   <translation>Wähle beide Ordner, um zu sehen, was beim ersten Synchronisieren passiert.</translation>
  </message>
  <message>
   <source>Comparing both folders…</source>
   <translation>Beide Ordner werden verglichen …</translation>
  </message>
  <message numerus="yes">
   <source>Comparing both folders: {n} files so far…</source>
   <extracomment>for one: Comparing both folders: {n} file so far…</extracomment>
   <translation>
    <numerusform>Beide Ordner werden verglichen: bisher {n} Datei …</numerusform>
    <numerusform>Beide Ordner werden verglichen: bisher {n} Dateien …</numerusform>
   </translation>
  </message>
  <message>
   <source>The rules were changed elsewhere meanwhile. Your text is still here: check what it would do now, then save again.</source>
   <translation>Die Regeln wurden inzwischen anderswo geändert. Dein Text ist noch da: Prüfe, was er jetzt bewirkt, und speichere noch einmal.</translation>
  </message>
  <message>
   <source>Line {n}</source>
   <translation>Zeile {n}</translation>
  </message>
  <message>
   <source>Ignore rules, one per line</source>
   <translation>Ausschlussregeln, eine pro Zeile</translation>
  </message>
  <message>
   <source>Ignore rules of “{name}”</source>
   <translation>Ausschlussregeln von „{name}“</translation>
  </message>
  <message>
   <source>On all devices</source>
   <translation>Auf allen Geräten</translation>
  </message>
  <message>
   <source>Only on this computer</source>
   <translation>Nur auf diesem Computer</translation>
  </message>
  <message>
   <source>For example *.tmp, or /Drafts/ for one folder at the top level</source>
   <translation>Zum Beispiel *.tmp, oder /Entwürfe/ für einen Ordner auf oberster Ebene</translation>
  </message>
  <message>
   <source>Save rules</source>
   <translation>Regeln speichern</translation>
  </message>
  <message>
   <source>Each line names files and folders that are not synced. Rules never delete anything.</source>
   <translation>Jede Zeile nennt Dateien und Ordner, die nicht synchronisiert werden. Regeln löschen nie etwas.</translation>
  </message>
  <message>
   <source>Effect of the rules</source>
   <translation>Wirkung der Regeln</translation>
  </message>
  <message>
   <source>Your changes are not saved. Press Escape again to discard them.</source>
   <translation>Deine Änderungen sind nicht gespeichert. Drücke noch einmal Escape, um sie zu verwerfen.</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Upload limit, always</source>
   <translation>Upload-Limit, immer</translation>
  </message>
  <message>
   <source>Download limit, always</source>
   <translation>Download-Limit, immer</translation>
  </message>
  <message>
   <source>Upload limit, at these times</source>
   <translation>Upload-Limit, zu diesen Zeiten</translation>
  </message>
  <message>
   <source>Download limit, at these times</source>
   <translation>Download-Limit, zu diesen Zeiten</translation>
  </message>
  <message>
   <source>Schedule by day and hour</source>
   <translation>Zeitplan nach Tag und Stunde</translation>
  </message>
  <message>
   <source>Speed limits</source>
   <translation>Tempolimits</translation>
  </message>
  <message>
   <source>Clear schedule</source>
   <translation>Zeitplan leeren</translation>
  </message>
  <message>
   <source>No limit</source>
   <translation>Kein Limit</translation>
  </message>
  <message>
   <source>Limited</source>
   <translation>Begrenzt</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Angehalten</translation>
  </message>
  <message>
   <source>Default</source>
   <translation>Standard</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>The limits apply to all transfers together. Checking for changes is not limited.</source>
   <translation>Die Limits gelten für alle Übertragungen zusammen. Die Suche nach Änderungen wird nicht begrenzt.</translation>
  </message>
  <message>
   <source>Uploads</source>
   <translation>Uploads</translation>
  </message>
  <message>
   <source>Downloads</source>
   <translation>Downloads</translation>
  </message>
  <message>
   <source>Always</source>
   <translation>Immer</translation>
  </message>
  <message>
   <source>Choose a limit, then drag over the hours. With the keyboard: arrow keys and Space.</source>
   <translation>Wähle ein Limit und ziehe dann über die Stunden. Mit der Tastatur: Pfeiltasten und Leertaste.</translation>
  </message>
  <message>
   <source>KiB/s</source>
   <translation>KiB/s</translation>
  </message>
  <message>
   <source>At certain times</source>
   <translation>Zu bestimmten Zeiten</translation>
  </message>
  <message>
   <source>New one-time codes</source>
   <translation>Neue Einmalcodes</translation>
  </message>
  <message>
   <source>Create codes</source>
   <translation>Codes erstellen</translation>
  </message>
  <message>
   <source>You get ten codes, each for one sign-in without your phone. The codes from before stop working.</source>
   <translation>Du bekommst zehn Codes, jeden für eine Anmeldung ohne dein Handy. Die bisherigen gelten dann nicht mehr.</translation>
  </message>
  <message>
   <source>Two versions cannot work on one profile at a time. The other engine finishes what it is writing; this one continues where it stopped.</source>
   <translation>Zwei Versionen können nicht zugleich an einem Profil arbeiten. Die andere beendet, was sie gerade schreibt; diese macht dort weiter.</translation>
  </message>
  <message>
   <source>Another version of megadesk is running</source>
   <translation>Eine andere Version von megadesk läuft</translation>
  </message>
  <message>
   <source>Stop it and start this one</source>
   <translation>Andere beenden, diese starten</translation>
  </message>
  <message>
   <source>Not now</source>
   <translation>Nicht jetzt</translation>
  </message>
  <message>
   <source>Sync direction</source>
   <translation>Synchronisierungsrichtung</translation>
  </message>
  <message>
   <source>This deletes nothing. You can change it back at any time.</source>
   <translation>Dabei wird nichts gelöscht. Du kannst es jederzeit zurückändern.</translation>
  </message>
  <message>
   <source>Sync direction of “{name}”</source>
   <translation>Richtung von „{name}“</translation>
  </message>
  <message>
   <source>Symbolic links</source>
   <translation>Symbolische Links</translation>
  </message>
  <message>
   <source>Symbolic links in “{name}”</source>
   <translation>Symbolische Links in „{name}“</translation>
  </message>
  <message>
   <source>Stop syncing “{name}”?</source>
   <translation>„{name}“ nicht mehr synchronisieren?</translation>
  </message>
  <message>
   <source>Change direction</source>
   <translation>Richtung ändern</translation>
  </message>
  <message>
   <source>Change</source>
   <translation>Ändern</translation>
  </message>
  <message>
   <source>On this computer everything stays where it is: {path}</source>
   <translation>Auf diesem Computer bleibt alles, wo es ist: {path}</translation>
  </message>
  <message>
   <source>In the cloud everything stays where it is: {path}</source>
   <translation>In der Cloud bleibt alles, wo es ist: {path}</translation>
  </message>
  <message>
   <source>Your other computers keep syncing their own folders.</source>
   <translation>Deine anderen Computer synchronisieren ihre Ordner weiter.</translation>
  </message>
  <message>
   <source>You can add the same two folders again later: files that are the same are not transferred again.</source>
   <translation>Du kannst dieselben zwei Ordner später wieder hinzufügen: Gleiche Dateien werden nicht noch einmal übertragen.</translation>
  </message>
  <message>
   <source>Stop syncing</source>
   <translation>Nicht mehr synchronisieren</translation>
  </message>
  <message>
   <source>Changes are no longer synced between this folder and the cloud. No file is deleted.</source>
   <translation>Änderungen werden nicht mehr zwischen diesem Ordner und der Cloud synchronisiert. Keine Datei wird gelöscht.</translation>
  </message>
  <message>
   <source>Current password</source>
   <translation>Aktuelles Passwort</translation>
  </message>
  <message>
   <source>Change the password</source>
   <translation>Passwort ändern</translation>
  </message>
  <message>
   <source>Changing the password…</source>
   <translation>Passwort wird geändert …</translation>
  </message>
  <message>
   <source>Change password</source>
   <translation>Passwort ändern</translation>
  </message>
  <message>
   <source>All other devices are signed out and ask for the new password. Nobody can reset it for you.</source>
   <translation>Alle anderen Geräte werden abgemeldet und fragen nach dem neuen Passwort. Niemand kann es für dich zurücksetzen.</translation>
  </message>
  <message>
   <source>A new recovery key</source>
   <translation>Ein neuer Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>Show key</source>
   <translation>Schlüssel anzeigen</translation>
  </message>
  <message>
   <source>It opens your account if you forget the password. Your current key stops working.</source>
   <translation>Er öffnet dein Konto, wenn du das Passwort vergisst. Dein jetziger Schlüssel gilt dann nicht mehr.</translation>
  </message>
  <message>
   <source>Report a problem</source>
   <translation>Ein Problem melden</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Report saved to {file}.</source>
   <translation>Bericht gespeichert in {file}.</translation>
  </message>
  <message>
   <source>Report</source>
   <translation>Bericht</translation>
  </message>
  <message>
   <source>Save to a file…</source>
   <translation>In einer Datei speichern …</translation>
  </message>
  <message>
   <source>The report contains exactly what you see here: versions, settings, states and the end of the log. No file names, no passwords. It is not sent anywhere; you decide who gets the file.</source>
   <translation>Der Bericht enthält genau das, was du hier siehst: Versionen, Einstellungen, Zustände und das Ende des Protokolls. Keine Dateinamen, keine Passwörter. Er wird nirgendwohin gesendet; du entscheidest, wer die Datei bekommt.</translation>
  </message>
  <message>
   <source>Save the report</source>
   <translation>Bericht speichern</translation>
  </message>
  <message>
   <source>Also move items added since then to the bin</source>
   <translation>Auch seitdem Hinzugefügtes in den Papierkorb verschieben</translation>
  </message>
  <message>
   <source>Everything that is there now stays as it is.</source>
   <translation>Alles, was jetzt da ist, bleibt, wie es ist.</translation>
  </message>
  <message>
   <source>Backups are never changed, so their files are restored as a copy.</source>
   <translation>Sicherungen werden nie geändert, deshalb werden ihre Dateien als Kopie wiederhergestellt.</translation>
  </message>
  <message>
   <source>Restore as of {when}</source>
   <translation>Wiederherstellen: Stand {when}</translation>
  </message>
  <message>
   <source>Restore to</source>
   <translation>Wiederherstellen nach</translation>
  </message>
  <message>
   <source>The folder is then exactly as it was, on all your devices. You can restore items from the bin.</source>
   <translation>Der Ordner ist dann genau wie damals, auf all deinen Geräten. Aus dem Papierkorb kannst du alles wiederherstellen.</translation>
  </message>
  <message>
   <source>Checking what would change</source>
   <translation>Prüft, was sich ändern würde</translation>
  </message>
  <message>
   <source>All steps</source>
   <translation>Alle Schritte</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>Create copy</source>
   <translation>Kopie anlegen</translation>
  </message>
  <message>
   <source>Download</source>
   <translation>Herunterladen</translation>
  </message>
  <message>
   <source>Checking what would change…</source>
   <translation>Prüft, was sich ändern würde …</translation>
  </message>
  <message>
   <source>megadesk could not check what would change.</source>
   <translation>megadesk konnte nicht prüfen, was sich ändern würde.</translation>
  </message>
  <message numerus="yes">
   <source>{n} more items are not counted here.</source>
   <extracomment>for one: {n} more item is not counted here.</extracomment>
   <translation>
    <numerusform>{n} weiterer Eintrag ist hier nicht mitgezählt.</numerusform>
    <numerusform>{n} weitere Einträge sind hier nicht mitgezählt.</numerusform>
   </translation>
  </message>
  <message>
   <source>Original location</source>
   <translation>Ursprünglicher Ort</translation>
  </message>
  <message>
   <source>Newer content is kept as a version, and you can undo the restore.</source>
   <translation>Neuerer Inhalt bleibt als Version erhalten, und du kannst das Wiederherstellen rückgängig machen.</translation>
  </message>
  <message>
   <source>Copy in another cloud folder</source>
   <translation>Kopie in einem anderen Cloud-Ordner</translation>
  </message>
  <message>
   <source>Download to this computer</source>
   <translation>Auf diesen Computer herunterladen</translation>
  </message>
  <message>
   <source>Nothing in the cloud is changed.</source>
   <translation>In der Cloud wird nichts geändert.</translation>
  </message>
  <message>
   <source>The copy is saved in this folder.</source>
   <translation>Die Kopie wird in diesem Ordner gespeichert.</translation>
  </message>
  <message>
   <source>Download to</source>
   <translation>Herunterladen nach</translation>
  </message>
  <message>
   <source>Nothing in the cloud is changed. If a name is already in use on this computer, you are asked first.</source>
   <translation>In der Cloud wird nichts geändert. Ist ein Name auf diesem Computer schon vergeben, wirst du zuerst gefragt.</translation>
  </message>
  <message>
   <source>Choose a folder on this computer.</source>
   <translation>Wähle einen Ordner auf diesem Computer.</translation>
  </message>
  <message>
   <source>Turn off two-factor sign-in</source>
   <translation>Zwei-Faktor-Anmeldung ausschalten</translation>
  </message>
  <message>
   <source>Turn off</source>
   <translation>Ausschalten</translation>
  </message>
  <message>
   <source>Your password alone then opens the account on a new device. Your one-time codes stop working.</source>
   <translation>Dann öffnet dein Passwort allein das Konto auf einem neuen Gerät. Deine Einmalcodes gelten nicht mehr.</translation>
  </message>
  <message>
   <source>Signing in on a new device then also asks for a code from an authenticator app on your phone.</source>
   <translation>Beim Anmelden auf einem neuen Gerät wird dann auch ein Code aus einer Authenticator-App auf deinem Handy verlangt.</translation>
  </message>
  <message>
   <source>Scan this with your authenticator app, then enter the code it shows.</source>
   <translation>Scanne das mit deiner Authenticator-App und gib den Code ein, den sie zeigt.</translation>
  </message>
  <message>
   <source>QR code for your authenticator app</source>
   <translation>QR-Code für deine Authenticator-App</translation>
  </message>
  <message>
   <source>Secret for your authenticator app</source>
   <translation>Geheimer Schlüssel für deine Authenticator-App</translation>
  </message>
  <message>
   <source>Cannot scan? Enter this secret in the app:</source>
   <translation>Scannen geht nicht? Gib diesen geheimen Schlüssel in der App ein:</translation>
  </message>
  <message>
   <source>Turn on two-factor sign-in</source>
   <translation>Zwei-Faktor-Anmeldung einschalten</translation>
  </message>
  <message>
   <source>Turn on</source>
   <translation>Einschalten</translation>
  </message>
  <message>
   <source>Two-factor sign-in is on</source>
   <translation>Die Zwei-Faktor-Anmeldung ist an</translation>
  </message>
  <message>
   <source>Copy the secret</source>
   <translation>Den geheimen Schlüssel kopieren</translation>
  </message>
  <message>
   <source>Enter your password</source>
   <translation>Gib dein Passwort ein</translation>
  </message>
  <message>
   <source>Unlock</source>
   <translation>Entsperren</translation>
  </message>
  <message>
   <source>{email} is signed in on this computer. Nothing is synced until you enter the password.</source>
   <translation>{email} ist auf diesem Computer angemeldet. Nichts wird synchronisiert, bis du das Passwort eingibst.</translation>
  </message>
  <message>
   <source>Checking everything</source>
   <translation>Alles wird geprüft</translation>
  </message>
  <message>
   <source>Check everything</source>
   <translation>Alles prüfen</translation>
  </message>
  <message>
   <source>Checking…</source>
   <translation>Wird geprüft …</translation>
  </message>
  <message>
   <source>What is wrong</source>
   <translation>Was nicht stimmt</translation>
  </message>
  <message>
   <source>Check</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Checks that the server still has every byte of your files, and that nobody has changed any of it. Small files are downloaded for this; of large ones that are unchanged on this computer the server proves that it has them.</source>
   <translation>Prüft, ob der Server noch jedes Byte deiner Dateien hat und niemand etwas daran geändert hat. Kleine Dateien werden dafür heruntergeladen; bei großen, die auf diesem Computer unverändert sind, beweist der Server, dass er sie hat.</translation>
  </message>
  <message>
   <source>Repair</source>
   <translation>Reparieren</translation>
  </message>
  <message>
   <source>Check again</source>
   <translation>Noch einmal prüfen</translation>
  </message>
  <message>
   <source>Versions</source>
   <translation>Versionen</translation>
  </message>
  <message>
   <source>No versions</source>
   <translation>Keine Versionen</translation>
  </message>
  <message>
   <source>This file has no content yet.</source>
   <translation>Diese Datei hat noch keinen Inhalt.</translation>
  </message>
  <message>
   <source>Versions of {name}</source>
   <translation>Versionen von {name}</translation>
  </message>
  <message>
   <source>Restore this version</source>
   <translation>Diese Version wiederherstellen</translation>
  </message>
  <message>
   <source>Restore as a copy…</source>
   <translation>Als Kopie wiederherstellen …</translation>
  </message>
  <message>
   <source>Save on this computer…</source>
   <translation>Speichern unter …</translation>
  </message>
  <message>
   <source>Where should the copy be saved?</source>
   <translation>Wo soll die Kopie gespeichert werden?</translation>
  </message>
  <message>
   <source>The file itself stays as it is.</source>
   <translation>Die Datei selbst bleibt, wie sie ist.</translation>
  </message>
  <message>
   <source>Save copy here</source>
   <translation>Kopie hier speichern</translation>
  </message>
  <message>
   <source>Save on this computer</source>
   <translation>Auf diesem Computer speichern</translation>
  </message>
  <message>
   <source>E-mail address</source>
   <translation>E-Mail-Adresse</translation>
  </message>
  <message>
   <source>Recovery key</source>
   <translation>Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>Invitation code</source>
   <translation>Einladungscode</translation>
  </message>
  <message>
   <source>Password</source>
   <translation>Passwort</translation>
  </message>
  <message>
   <source>Confirm password</source>
   <translation>Passwort bestätigen</translation>
  </message>
  <message>
   <source>Open saved file…</source>
   <translation>Gespeicherte Datei öffnen …</translation>
  </message>
  <message>
   <source>Password strength</source>
   <translation>Passwortstärke</translation>
  </message>
  <message>
   <source>Generate password</source>
   <translation>Passwort erzeugen</translation>
  </message>
  <message>
   <source>Copy the password</source>
   <translation>Passwort kopieren</translation>
  </message>
  <message>
   <source>Log in to this account instead</source>
   <translation>Stattdessen bei diesem Konto anmelden</translation>
  </message>
  <message>
   <source>anna@example.org</source>
   <translation>anna@example.org</translation>
  </message>
  <message>
   <source>14 groups of four letters and digits</source>
   <translation>14 Gruppen aus vier Buchstaben und Ziffern</translation>
  </message>
  <message>
   <source>Several words in a row are easy to remember and hard to guess.</source>
   <translation>Mehrere Wörter hintereinander sind leicht zu merken und schwer zu erraten.</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>Wählen …</translation>
  </message>
  <message>
   <source>How often</source>
   <translation>Wie oft</translation>
  </message>
  <message>
   <source>Choose a folder on this computer</source>
   <translation>Einen Ordner auf diesem Computer wählen</translation>
  </message>
  <message>
   <source>Name of this device</source>
   <translation>Name dieses Geräts</translation>
  </message>
  <message>
   <source>{local} and {remote}</source>
   <translation>{local} und {remote}</translation>
  </message>
  <message>
   <source>Start megadesk when I sign in to this computer</source>
   <translation>megadesk starten, wenn ich mich an diesem Computer anmelde</translation>
  </message>
  <message>
   <source>Add another folder</source>
   <translation>Noch einen Ordner hinzufügen</translation>
  </message>
  <message>
   <source>Open the recovery key</source>
   <translation>Den Wiederherstellungsschlüssel öffnen</translation>
  </message>
  <message>
   <source>megadesk</source>
   <translation>megadesk</translation>
  </message>
  <message>
   <source>Page {at} of {all}</source>
   <translation>Seite {at} von {all}</translation>
  </message>
  <message>
   <source>I understand that without this key and the password, nobody can open my files again.</source>
   <translation>Mir ist klar, dass ohne diesen Schlüssel und ohne das Passwort niemand meine Dateien je wieder öffnen kann.</translation>
  </message>
  <message>
   <source>Cancelled before the key was shown. You can create a new one.</source>
   <translation>Abgebrochen, bevor der Schlüssel angezeigt wurde. Du kannst einen neuen erstellen.</translation>
  </message>
  <message>
   <source>Show recovery key</source>
   <translation>Wiederherstellungsschlüssel anzeigen</translation>
  </message>
  <message>
   <source>Continue without it</source>
   <translation>Ohne ihn fortfahren</translation>
  </message>
  <message>
   <source>Server address</source>
   <translation>Serveradresse</translation>
  </message>
  <message>
   <source>Trust this certificate</source>
   <translation>Diesem Zertifikat vertrauen</translation>
  </message>
  <message>
   <source>Ask the person who runs the server for its SHA-256 and compare. The certificate is then trusted for this address only.</source>
   <translation>Frage den Betreiber des Servers nach dessen SHA-256 und vergleiche. Dem Zertifikat wird dann nur für diese Adresse vertraut.</translation>
  </message>
  <message>
   <source>files.example.org</source>
   <translation>dateien.example.org</translation>
  </message>
  <message>
   <source>https:// is added automatically.</source>
   <translation>https:// wird automatisch ergänzt.</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>The recovery key is shown only here. Save it first, or close again to leave without it.</source>
   <translation>Der Wiederherstellungsschlüssel wird nur hier angezeigt. Speichere ihn zuerst oder schließe noch einmal, um ohne ihn fortzufahren.</translation>
  </message>
  <message>
   <source>In progress</source>
   <translation>In Arbeit</translation>
  </message>
  <message>
   <source>Set up megadesk</source>
   <translation>megadesk einrichten</translation>
  </message>
  <message>
   <source>Saved as {file}. Keep it somewhere other than this computer.</source>
   <translation>Gespeichert als {file}. Bewahre die Datei nicht auf diesem Computer auf.</translation>
  </message>
  <message>
   <source>Printed. Keep the paper in a safe place.</source>
   <translation>Gedruckt. Bewahre das Papier an einem sicheren Ort auf.</translation>
  </message>
  <message>
   <source>Copied. Paste it somewhere safe before you copy something else.</source>
   <translation>Kopiert. Füge es an einem sicheren Ort ein, bevor du etwas anderes kopierst.</translation>
  </message>
  <message numerus="yes">
   <source>{n} days</source>
   <extracomment>for one: {n} day</extracomment>
   <translation>
    <numerusform>{n} Tag</numerusform>
    <numerusform>{n} Tage</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} seconds</source>
   <extracomment>for one: {n} second</extracomment>
   <translation>
    <numerusform>{n} Sekunde</numerusform>
    <numerusform>{n} Sekunden</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} minutes</source>
   <extracomment>for one: {n} minute</extracomment>
   <translation>
    <numerusform>{n} Minute</numerusform>
    <numerusform>{n} Minuten</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} hours</source>
   <extracomment>for one: {n} hour</extracomment>
   <translation>
    <numerusform>{n} Stunde</numerusform>
    <numerusform>{n} Stunden</numerusform>
   </translation>
  </message>
  <message>
   <source>1 byte</source>
   <translation>1 Byte</translation>
  </message>
  <message>
   <source>{at}</source>
   <translation>{at}</translation>
  </message>
  <message>
   <source>{size}/s</source>
   <translation>{size}/s</translation>
  </message>
  <message>
   <source>What</source>
   <translation>Was</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <source>Loading</source>
   <translation>Wird geladen</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>Größe</translation>
  </message>
  <message>
   <source>Changed</source>
   <translation>Geändert</translation>
  </message>
  <message>
   <source>Status</source>
   <translation>Status</translation>
  </message>
  <message>
   <source>On this computer: {path}</source>
   <translation>Auf diesem Computer: {path}</translation>
  </message>
  <message>
   <source>{done} of {total}</source>
   <translation>{done} von {total}</translation>
  </message>
  <message numerus="yes">
   <source>Failed {n} times, will retry</source>
   <extracomment>for one: Failed once, will retry</extracomment>
   <translation>
    <numerusform>Nach Fehler neuer Versuch</numerusform>
    <numerusform>Nach {n} Fehlern neuer Versuch</numerusform>
   </translation>
  </message>
  <message>
   <source>{time} left</source>
   <translation>noch {time}</translation>
  </message>
  <message>
   <source>Speed</source>
   <translation>Tempo</translation>
  </message>
  <message>
   <source>Activity</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <source>Older activity is shown once the server can be reached again.</source>
   <translation>Ältere Aktivitäten werden angezeigt, sobald der Server wieder erreichbar ist.</translation>
  </message>
  <message>
   <source>Show in Files</source>
   <translation>In Dateien anzeigen</translation>
  </message>
  <message>
   <source>Versions…</source>
   <translation>Versionen …</translation>
  </message>
  <message>
   <source>Show this moment in Rewind</source>
   <translation>Diesen Moment in der Zeitreise anzeigen</translation>
  </message>
  <message>
   <source>No activity yet</source>
   <translation>Noch keine Aktivität</translation>
  </message>
  <message>
   <source>Only from this device</source>
   <translation>Nur von diesem Gerät</translation>
  </message>
  <message>
   <source>Only in this folder</source>
   <translation>Nur in diesem Ordner</translation>
  </message>
  <message>
   <source>Type of change</source>
   <translation>Art der Änderung</translation>
  </message>
  <message>
   <source>All folders</source>
   <translation>Alle Ordner</translation>
  </message>
  <message>
   <source>Show all folders</source>
   <translation>Alle Ordner anzeigen</translation>
  </message>
  <message>
   <source>Whole cloud drive</source>
   <translation>Ganze Cloud-Ablage</translation>
  </message>
  <message>
   <source>Only show activity in one folder</source>
   <translation>Nur Aktivität in einem Ordner anzeigen</translation>
  </message>
  <message>
   <source>Show activity in a folder</source>
   <translation>Aktivität in einem Ordner anzeigen</translation>
  </message>
  <message>
   <source>Show</source>
   <comment>activity of a folder</comment>
   <translation>Anzeigen</translation>
  </message>
  <message>
   <source>All devices</source>
   <translation>Alle Geräte</translation>
  </message>
  <message>
   <source>of {device}</source>
   <translation>von {device}</translation>
  </message>
  <message>
   <source>More actions for this backup</source>
   <translation>Weitere Aktionen für diese Sicherung</translation>
  </message>
  <message>
   <source>Run now</source>
   <translation>Jetzt sichern</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>Runs…</source>
   <translation>Läufe …</translation>
  </message>
  <message>
   <source>Restore…</source>
   <translation>Wiederherstellen …</translation>
  </message>
  <message>
   <source>Take over…</source>
   <translation>Übernehmen …</translation>
  </message>
  <message>
   <source>Last run</source>
   <translation>Letzter Lauf</translation>
  </message>
  <message>
   <source>Next run</source>
   <translation>Nächster Lauf</translation>
  </message>
  <message>
   <source>In the cloud</source>
   <translation>In der Cloud</translation>
  </message>
  <message>
   <source>You can go back to</source>
   <translation>Wiederherstellbar</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>A backup keeps a full copy of a folder in the cloud, with its earlier versions. Changes elsewhere never change the folder here.</source>
   <translation>Eine Sicherung bewahrt eine vollständige Kopie eines Ordners in der Cloud auf, mit früheren Versionen. Änderungen anderswo ändern nie den Ordner hier.</translation>
  </message>
  <message>
   <source>Backups</source>
   <translation>Sicherungen</translation>
  </message>
  <message>
   <source>Other computers</source>
   <translation>Andere Computer</translation>
  </message>
  <message>
   <source>No folder on this computer is backed up yet</source>
   <translation>Noch wird kein Ordner auf diesem Computer gesichert</translation>
  </message>
  <message>
   <source>This computer</source>
   <translation>Dieser Computer</translation>
  </message>
  <message>
   <source>No folder is backed up yet</source>
   <translation>Noch wird kein Ordner gesichert</translation>
  </message>
  <message>
   <source>Back up a folder…</source>
   <translation>Ordner sichern …</translation>
  </message>
  <message>
   <source>Show runs…</source>
   <translation>Läufe anzeigen …</translation>
  </message>
  <message>
   <source>Change schedule…</source>
   <translation>Zeitplan ändern …</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>Ordner öffnen</translation>
  </message>
  <message>
   <source>Show problems</source>
   <translation>Probleme anzeigen</translation>
  </message>
  <message>
   <source>Stop backup…</source>
   <translation>Sicherung beenden …</translation>
  </message>
  <message>
   <source>Files</source>
   <translation>Dateien</translation>
  </message>
  <message>
   <source>Transfers</source>
   <translation>Übertragungen</translation>
  </message>
  <message>
   <source>Sync</source>
   <translation>Synchronisieren</translation>
  </message>
  <message>
   <source>Problems</source>
   <translation>Probleme</translation>
  </message>
  <message>
   <source>Rewind</source>
   <translation>Zeitreise</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Search by name</source>
   <translation>Nach Namen suchen</translation>
  </message>
  <message>
   <source>Upload</source>
   <translation>Hochladen</translation>
  </message>
  <message>
   <source>Show as a grid</source>
   <translation>Als Raster anzeigen</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>Details</translation>
  </message>
  <message>
   <source>Bin</source>
   <translation>Papierkorb</translation>
  </message>
  <message>
   <source>Show as a list</source>
   <translation>Als Liste anzeigen</translation>
  </message>
  <message>
   <source>Where should it be saved?</source>
   <translation>Wo soll es gespeichert werden?</translation>
  </message>
  <message>
   <source>There are no more questions.</source>
   <translation>Es gibt keine Fragen mehr.</translation>
  </message>
  <message>
   <source>Deleted items</source>
   <translation>Gelöschte Einträge</translation>
  </message>
  <message>
   <source>The bin is empty</source>
   <translation>Der Papierkorb ist leer</translation>
  </message>
  <message>
   <source>Items deleted by you or another device are kept here for a while.</source>
   <translation>Was du oder ein anderes Gerät löscht, bleibt hier eine Weile erhalten.</translation>
  </message>
  <message>
   <source>Restore to…</source>
   <translation>Wiederherstellen nach …</translation>
  </message>
  <message>
   <source>Delete permanently…</source>
   <translation>Endgültig löschen …</translation>
  </message>
  <message>
   <source>Empty bin…</source>
   <translation>Papierkorb leeren …</translation>
  </message>
  <message>
   <source>More</source>
   <translation>Mehr</translation>
  </message>
  <message numerus="yes">
   <source>{n} folders cannot be read right now.</source>
   <extracomment>for one: {n} folder cannot be read right now.</extracomment>
   <translation>
    <numerusform>{n} Ordner kann gerade nicht gelesen werden.</numerusform>
    <numerusform>{n} Ordner können gerade nicht gelesen werden.</numerusform>
   </translation>
  </message>
  <message>
   <source>All</source>
   <translation>Alle</translation>
  </message>
  <message>
   <source>Cloud</source>
   <comment>what was removed there</comment>
   <translation>Cloud</translation>
  </message>
  <message>
   <source>This computer</source>
   <comment>what was removed here</comment>
   <translation>Dieser Computer</translation>
  </message>
  <message>
   <source>No deleted item matches your search.</source>
   <translation>Kein gelöschter Eintrag passt zu deiner Suche.</translation>
  </message>
  <message numerus="yes">
   <source>{n} selected</source>
   <extracomment>for one: {n} selected</extracomment>
   <translation>
    <numerusform>{n} ausgewählt</numerusform>
    <numerusform>{n} ausgewählt</numerusform>
   </translation>
  </message>
  <message>
   <source>Where should it be restored to?</source>
   <translation>Wohin soll es wiederhergestellt werden?</translation>
  </message>
  <message>
   <source>Restore here</source>
   <translation>Hier wiederherstellen</translation>
  </message>
  <message>
   <source>Nothing found</source>
   <translation>Nichts gefunden</translation>
  </message>
  <message>
   <source>No names in {folder} contain “{words}”.</source>
   <translation>Kein Name in {folder} enthält „{words}“.</translation>
  </message>
  <message>
   <source>Drop files here or choose some. They are encrypted before they leave this computer.</source>
   <translation>Lege Dateien hier ab oder wähle welche aus. Sie werden verschlüsselt, bevor sie diesen Computer verlassen.</translation>
  </message>
  <message>
   <source>{folder} is empty</source>
   <translation>{folder} ist leer</translation>
  </message>
  <message>
   <source>Your cloud is empty</source>
   <translation>Deine Cloud ist leer</translation>
  </message>
  <message>
   <source>Upload files…</source>
   <translation>Dateien hochladen …</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <source>Show in file manager</source>
   <translation>In der Dateiverwaltung anzeigen</translation>
  </message>
  <message>
   <source>Download…</source>
   <translation>Herunterladen …</translation>
  </message>
  <message>
   <source>Upload a folder…</source>
   <translation>Ordner hochladen …</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <source>Move…</source>
   <translation>Verschieben …</translation>
  </message>
  <message>
   <source>Move to the bin</source>
   <translation>In den Papierkorb</translation>
  </message>
  <message>
   <source>Properties</source>
   <translation>Eigenschaften</translation>
  </message>
  <message>
   <source>Copy path</source>
   <translation>Pfad kopieren</translation>
  </message>
  <message>
   <source>Details pane</source>
   <translation>Detailbereich</translation>
  </message>
  <message>
   <source>Parent folder</source>
   <translation>Übergeordneter Ordner</translation>
  </message>
  <message>
   <source>Move</source>
   <translation>Verschieben</translation>
  </message>
  <message>
   <source>Choose files to upload</source>
   <translation>Dateien zum Hochladen wählen</translation>
  </message>
  <message>
   <source>Choose a folder to upload</source>
   <translation>Ordner zum Hochladen wählen</translation>
  </message>
  <message>
   <source>Move {what} to…</source>
   <translation>{what} verschieben nach …</translation>
  </message>
  <message>
   <source>Move here</source>
   <translation>Hierher verschieben</translation>
  </message>
  <message>
   <source>Show options</source>
   <translation>Optionen anzeigen</translation>
  </message>
  <message>
   <source>Select a file to see its details.</source>
   <translation>Wähle eine Datei aus, um Details zu sehen.</translation>
  </message>
  <message>
   <source>This picture is too large for a preview. Open it to view it.</source>
   <translation>Dieses Bild ist zu groß für eine Vorschau. Öffne es, um es zu sehen.</translation>
  </message>
  <message>
   <source>Decide…</source>
   <translation>Entscheiden …</translation>
  </message>
  <message>
   <source>Where is “{name}” now?</source>
   <translation>Wo ist „{name}“ jetzt?</translation>
  </message>
  <message>
   <source>Trying all of them again.</source>
   <translation>Alle werden erneut versucht.</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Now using {folder}</source>
   <translation>Verwendet jetzt {folder}</translation>
  </message>
  <message>
   <source>Command copied.</source>
   <translation>Befehl kopiert.</translation>
  </message>
  <message>
   <source>Continue with the server's history?</source>
   <translation>Mit dem Verlauf des Servers weitermachen?</translation>
  </message>
  <message>
   <source>Select a problem to see what happened and what you can do.</source>
   <translation>Wähle ein Problem aus, um zu sehen, was passiert ist und was du tun kannst.</translation>
  </message>
  <message numerus="yes">
   <source>Apply to all {n} problems of this type in “{name}”</source>
   <extracomment>for one: Apply to the {n} problem of this type in “{name}”</extracomment>
   <translation>
    <numerusform>Auf das {n} Problem dieser Art in „{name}“ anwenden</numerusform>
    <numerusform>Auf alle {n} Probleme dieser Art in „{name}“ anwenden</numerusform>
   </translation>
  </message>
  <message>
   <source>What happened</source>
   <translation>Was passiert ist</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>Warum</translation>
  </message>
  <message>
   <source>Show on this computer</source>
   <translation>Auf diesem Computer anzeigen</translation>
  </message>
  <message>
   <source>All problems</source>
   <translation>Alle Probleme</translation>
  </message>
  <message>
   <source>Selected problem</source>
   <translation>Ausgewähltes Problem</translation>
  </message>
  <message>
   <source>Solved {when}.</source>
   <translation>Gelöst {when}.</translation>
  </message>
  <message>
   <source>What you chose</source>
   <translation>Was du gewählt hast</translation>
  </message>
  <message>
   <source>What you can do</source>
   <translation>Was du tun kannst</translation>
  </message>
  <message>
   <source>Your options</source>
   <translation>Deine Möglichkeiten</translation>
  </message>
  <message>
   <source>What would be deleted</source>
   <translation>Was gelöscht würde</translation>
  </message>
  <message>
   <source>Nothing needs your attention. Files that cannot be synced and decisions for you are listed here, with what you can do.</source>
   <translation>Es gibt nichts zu tun. Dateien, die nicht synchronisiert werden können, und Entscheidungen für dich stehen hier, mit deinen Möglichkeiten.</translation>
  </message>
  <message>
   <source>Search problems</source>
   <translation>Probleme suchen</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Retry all</source>
   <translation>Alle erneut versuchen</translation>
  </message>
  <message>
   <source>Keep the first version</source>
   <translation>Die erste Fassung behalten</translation>
  </message>
  <message>
   <source>Keep the second version</source>
   <translation>Die zweite Fassung behalten</translation>
  </message>
  <message>
   <source>Keep both</source>
   <translation>Beide behalten</translation>
  </message>
  <message>
   <source>Back to the list</source>
   <translation>Zurück zur Liste</translation>
  </message>
  <message>
   <source>Next problem</source>
   <translation>Nächstes Problem</translation>
  </message>
  <message>
   <source>Previous problem</source>
   <translation>Voriges Problem</translation>
  </message>
  <message>
   <source>No problems</source>
   <translation>Keine Probleme</translation>
  </message>
  <message>
   <source>Which files</source>
   <translation>Welche Dateien</translation>
  </message>
  <message>
   <source>Compare then and now</source>
   <translation>Damals und jetzt vergleichen</translation>
  </message>
  <message>
   <source>Restore selected…</source>
   <translation>Ausgewähltes wiederherstellen …</translation>
  </message>
  <message>
   <source>Select all differences</source>
   <translation>Alle Unterschiede auswählen</translation>
  </message>
  <message>
   <source>Previous changes</source>
   <translation>Vorige Änderungen</translation>
  </message>
  <message>
   <source>Next changes</source>
   <translation>Nächste Änderungen</translation>
  </message>
  <message>
   <source>Back by one change</source>
   <translation>Eine Änderung zurück</translation>
  </message>
  <message>
   <source>Forward by one change</source>
   <translation>Eine Änderung vor</translation>
  </message>
  <message>
   <source>Previous backup run</source>
   <translation>Voriger Sicherungslauf</translation>
  </message>
  <message>
   <source>Next backup run</source>
   <translation>Nächster Sicherungslauf</translation>
  </message>
  <message>
   <source>Go to now</source>
   <translation>Zur Gegenwart</translation>
  </message>
  <message>
   <source>Zoom in on the timeline</source>
   <translation>Zeitleiste vergrößern</translation>
  </message>
  <message>
   <source>Zoom out</source>
   <translation>Verkleinern</translation>
  </message>
  <message>
   <source>Show the whole timeline</source>
   <translation>Ganze Zeitleiste anzeigen</translation>
  </message>
  <message>
   <source>Backup “{name}”</source>
   <translation>Sicherung „{name}“</translation>
  </message>
  <message>
   <source>Backup “{name}” of {device}</source>
   <translation>Sicherung „{name}“ von {device}</translation>
  </message>
  <message>
   <source>All files</source>
   <translation>Alle Dateien</translation>
  </message>
  <message>
   <source>Go back on the timeline. What has changed since then is listed here and can be restored.</source>
   <translation>Geh auf der Zeitleiste zurück. Was sich seitdem geändert hat, steht dann hier und kann wiederhergestellt werden.</translation>
  </message>
  <message>
   <source>Changes since then</source>
   <translation>Änderungen seitdem</translation>
  </message>
  <message>
   <source>Search changes</source>
   <translation>Änderungen suchen</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Anzeigen</translation>
  </message>
  <message>
   <source>Different now</source>
   <translation>Jetzt verschieden</translation>
  </message>
  <message>
   <source>This folder does not exist now and did not exist then.</source>
   <translation>Diesen Ordner gibt es jetzt nicht und gab es damals nicht.</translation>
  </message>
  <message>
   <source>Nothing has changed since</source>
   <translation>Seitdem hat sich nichts geändert</translation>
  </message>
  <message>
   <source>Everything in this folder is as it was then.</source>
   <translation>In diesem Ordner ist alles wie damals.</translation>
  </message>
  <message>
   <source>This is the present</source>
   <translation>Das ist die Gegenwart</translation>
  </message>
  <message>
   <source>No matches</source>
   <translation>Keine Treffer</translation>
  </message>
  <message>
   <source>There are other changes that your filter hides.</source>
   <translation>Dein Filter blendet andere Änderungen aus.</translation>
  </message>
  <message>
   <source>Show all changes</source>
   <translation>Alle Änderungen anzeigen</translation>
  </message>
  <message>
   <source>Nothing to compare</source>
   <translation>Nichts zu vergleichen</translation>
  </message>
  <message>
   <source>Restoring…</source>
   <translation>Wird wiederhergestellt …</translation>
  </message>
  <message>
   <source>Restore progress</source>
   <translation>Fortschritt der Wiederherstellung</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Hide this message</source>
   <translation>Diese Meldung ausblenden</translation>
  </message>
  <message numerus="yes">
   <source>{n} items added since then stay.</source>
   <extracomment>for one: {n} item added since then stays.</extracomment>
   <translation>
    <numerusform>{n} seitdem hinzugefügter Eintrag bleibt.</numerusform>
    <numerusform>{n} seitdem hinzugefügte Einträge bleiben.</numerusform>
   </translation>
  </message>
  <message>
   <source>Cancelled. Items that were already restored stay, unless you undo it.</source>
   <translation>Abgebrochen. Bereits Wiederhergestelltes bleibt, außer du machst es rückgängig.</translation>
  </message>
  <message>
   <source>{n} of {count}</source>
   <translation>{n} von {count}</translation>
  </message>
  <message>
   <source>Go to before the previous changes</source>
   <translation>Vor die vorigen Änderungen gehen</translation>
  </message>
  <message>
   <source>Go to after the next changes</source>
   <translation>Hinter die nächsten Änderungen gehen</translation>
  </message>
  <message>
   <source>Zoom in</source>
   <translation>Vergrößern</translation>
  </message>
  <message>
   <source>Back to now</source>
   <translation>Zurück zur Gegenwart</translation>
  </message>
  <message>
   <source>This folder was empty at that time.</source>
   <translation>Dieser Ordner war damals leer.</translation>
  </message>
  <message>
   <source>Files as they were</source>
   <translation>Dateien, wie sie waren</translation>
  </message>
  <message>
   <source>As it was</source>
   <translation>Wie es war</translation>
  </message>
  <message>
   <source>This folder was empty</source>
   <translation>Dieser Ordner war leer</translation>
  </message>
  <message>
   <source>Go to a later time or to another folder.</source>
   <translation>Geh zu einem späteren Zeitpunkt oder in einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Settings section</source>
   <translation>Bereich der Einstellungen</translation>
  </message>
  <message>
   <source>General</source>
   <translation>Allgemein</translation>
  </message>
  <message>
   <source>Account and devices</source>
   <translation>Konto und Geräte</translation>
  </message>
  <message>
   <source>Transfers and limits</source>
   <translation>Übertragungen und Limits</translation>
  </message>
  <message>
   <source>Network</source>
   <translation>Netzwerk</translation>
  </message>
  <message>
   <source>Notifications</source>
   <translation>Benachrichtigungen</translation>
  </message>
  <message>
   <source>Advanced</source>
   <translation>Erweitert</translation>
  </message>
  <message>
   <source>About</source>
   <translation>Über megadesk</translation>
  </message>
  <message>
   <source>A synced folder is the same on all your computers: changes in one place reach the others, encrypted on the way.</source>
   <translation>Ein synchronisierter Ordner ist auf all deinen Computern gleich: Änderungen an einem Ort kommen auf den anderen an, unterwegs verschlüsselt.</translation>
  </message>
  <message>
   <source>Add a folder</source>
   <translation>Ordner hinzufügen</translation>
  </message>
  <message>
   <source>Add a folder…</source>
   <translation>Ordner hinzufügen …</translation>
  </message>
  <message>
   <source>Rescan</source>
   <translation>Neu durchsuchen</translation>
  </message>
  <message>
   <source>Ignore rules…</source>
   <translation>Ausschlussregeln …</translation>
  </message>
  <message>
   <source>Direction…</source>
   <translation>Richtung …</translation>
  </message>
  <message>
   <source>Symbolic links…</source>
   <translation>Symbolische Links …</translation>
  </message>
  <message>
   <source>Stop syncing…</source>
   <translation>Nicht mehr synchronisieren …</translation>
  </message>
  <message>
   <source>No folder is synced yet</source>
   <translation>Noch wird kein Ordner synchronisiert</translation>
  </message>
  <message>
   <source>Show problem</source>
   <translation>Problem anzeigen</translation>
  </message>
  <message>
   <source>More actions for this folder</source>
   <translation>Weitere Aktionen für diesen Ordner</translation>
  </message>
  <message>
   <source>{end}: {path}</source>
   <translation>{end}: {path}</translation>
  </message>
  <message>
   <source>On this computer</source>
   <translation>Auf diesem Computer</translation>
  </message>
  <message>
   <source>Clear selection</source>
   <translation>Auswahl aufheben</translation>
  </message>
  <message>
   <source>Cancel transfer</source>
   <translation>Übertragung abbrechen</translation>
  </message>
  <message>
   <source>Move to top of queue</source>
   <translation>An den Anfang der Warteschlange</translation>
  </message>
  <message>
   <source>Move up</source>
   <translation>Nach oben</translation>
  </message>
  <message>
   <source>Move down</source>
   <translation>Nach unten</translation>
  </message>
  <message>
   <source>Move to end of queue</source>
   <translation>Ans Ende der Warteschlange</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>Im Ordner anzeigen</translation>
  </message>
  <message>
   <source>Remove from list</source>
   <translation>Aus der Liste entfernen</translation>
  </message>
  <message>
   <source>Dismiss</source>
   <translation>Ausblenden</translation>
  </message>
  <message>
   <source>Which transfers</source>
   <translation>Welche Übertragungen</translation>
  </message>
  <message>
   <source>Search transfers</source>
   <translation>Übertragungen suchen</translation>
  </message>
  <message>
   <source>Sorting…</source>
   <translation>Wird sortiert …</translation>
  </message>
  <message>
   <source>File types</source>
   <translation>Dateitypen</translation>
  </message>
  <message>
   <source>Sort by</source>
   <translation>Sortieren</translation>
  </message>
  <message>
   <source>Reverse order</source>
   <translation>Reihenfolge umkehren</translation>
  </message>
  <message>
   <source>Apply to queue</source>
   <translation>So übertragen</translation>
  </message>
  <message>
   <source>When on, waiting transfers run in the order you choose here.</source>
   <translation>Wenn eingeschaltet, laufen wartende Übertragungen in der Reihenfolge, die du hier wählst.</translation>
  </message>
  <message>
   <source>File types: {n}</source>
   <translation>Dateitypen: {n}</translation>
  </message>
  <message>
   <source>Queue order</source>
   <translation>Warteschlange</translation>
  </message>
  <message>
   <source>By name</source>
   <translation>Nach Namen</translation>
  </message>
  <message>
   <source>By size</source>
   <translation>Nach Größe</translation>
  </message>
  <message>
   <source>Limits…</source>
   <translation>Limits …</translation>
  </message>
  <message>
   <source>Clear finished</source>
   <translation>Beendete entfernen</translation>
  </message>
  <message>
   <source>Pause transfers</source>
   <translation>Übertragungen anhalten</translation>
  </message>
  <message>
   <source>Everything is transferred</source>
   <translation>Alles ist übertragen</translation>
  </message>
  <message>
   <source>Set speed limits and a schedule</source>
   <translation>Tempolimits und Zeitplan festlegen</translation>
  </message>
  <message>
   <source>Remove finished transfers from the list. The files stay.</source>
   <translation>Beendete Übertragungen aus der Liste entfernen. Die Dateien bleiben.</translation>
  </message>
  <message>
   <source>Pause or resume</source>
   <translation>Anhalten oder fortsetzen</translation>
  </message>
  <message>
   <source>Open file</source>
   <translation>Datei öffnen</translation>
  </message>
  <message>
   <source>Pause or resume all transfers</source>
   <translation>Alle Übertragungen anhalten oder fortsetzen</translation>
  </message>
  <message>
   <source>Retry all failed</source>
   <translation>Alle fehlgeschlagenen erneut versuchen</translation>
  </message>
  <message>
   <source>Resume transfers</source>
   <translation>Übertragungen fortsetzen</translation>
  </message>
  <message numerus="yes">
   <source>Problems, {n} problems</source>
   <extracomment>for one: Problems, {n} problem</extracomment>
   <translation>
    <numerusform>Probleme, {n} Problem</numerusform>
    <numerusform>Probleme, {n} Probleme</numerusform>
   </translation>
  </message>
  <message>
   <source>{version} at {address}</source>
   <translation>{version} auf {address}</translation>
  </message>
  <message>
   <source>Your folders, the same on all your computers. The server that stores them cannot read them.</source>
   <translation>Deine Ordner, auf all deinen Computern gleich. Der Server, der sie speichert, kann sie nicht lesen.</translation>
  </message>
  <message>
   <source>Licence of</source>
   <translation>Lizenz von</translation>
  </message>
  <message>
   <source>Copied.</source>
   <translation>Kopiert.</translation>
  </message>
  <message>
   <source>Copy the versions, for a report of a problem</source>
   <translation>Die Versionen kopieren, um ein Problem zu melden</translation>
  </message>
  <message>
   <source>megadesk {version}</source>
   <translation>megadesk {version}</translation>
  </message>
  <message>
   <source>Licences</source>
   <translation>Lizenzen</translation>
  </message>
  <message>
   <source>App</source>
   <translation>App</translation>
  </message>
  <message>
   <source>Sync engine</source>
   <translation>Programm im Hintergrund</translation>
  </message>
  <message>
   <source>Server</source>
   <translation>Server</translation>
  </message>
  <message>
   <source>Python</source>
   <translation>Python</translation>
  </message>
  <message>
   <source>Qt</source>
   <translation>Qt</translation>
  </message>
  <message>
   <source>System</source>
   <translation>System</translation>
  </message>
  <message>
   <source>megadesk is free software (Apache-2.0). It uses:</source>
   <translation>megadesk ist freie Software (Apache-2.0). Es verwendet:</translation>
  </message>
  <message>
   <source>All files on this computer stay where they are. You first see what happens to each folder.</source>
   <translation>Alle Dateien auf diesem Computer bleiben, wo sie sind. Du siehst zuerst, was mit jedem Ordner passiert.</translation>
  </message>
  <message>
   <source>Change password…</source>
   <translation>Passwort ändern …</translation>
  </message>
  <message>
   <source>New recovery key…</source>
   <translation>Neuer Wiederherstellungsschlüssel …</translation>
  </message>
  <message>
   <source>Log out…</source>
   <translation>Abmelden …</translation>
  </message>
  <message>
   <source>Keys: {where}</source>
   <translation>Schlüssel: {where}</translation>
  </message>
  <message>
   <source>Account</source>
   <translation>Konto</translation>
  </message>
  <message>
   <source>Changing it signs out your other devices.</source>
   <translation>Wenn du es änderst, werden deine anderen Geräte abgemeldet.</translation>
  </message>
  <message>
   <source>Opens your account if you forget the password. A new key replaces the old one.</source>
   <translation>Öffnet dein Konto, wenn du das Passwort vergisst. Ein neuer Schlüssel ersetzt den alten.</translation>
  </message>
  <message>
   <source>Your other devices show this name next to changes made here.</source>
   <translation>Deine anderen Geräte zeigen diesen Namen neben Änderungen von hier.</translation>
  </message>
  <message>
   <source>This device</source>
   <translation>Dieses Gerät</translation>
  </message>
  <message>
   <source>Log out</source>
   <translation>Abmelden</translation>
  </message>
  <message>
   <source>Sign this computer out</source>
   <translation>Diesen Computer abmelden</translation>
  </message>
  <message>
   <source>Nobody is signed in</source>
   <translation>Niemand ist angemeldet</translation>
  </message>
  <message>
   <source>Choose “Set up” at the bottom left to set up your account.</source>
   <translation>Wähle unten links „Einrichten“, um dein Konto einzurichten.</translation>
  </message>
  <message>
   <source>Enter your password to start syncing.</source>
   <translation>Gib dein Passwort ein, um das Synchronisieren zu starten.</translation>
  </message>
  <message>
   <source>Locked</source>
   <translation>Gesperrt</translation>
  </message>
  <message>
   <source>Enter password…</source>
   <translation>Passwort eingeben …</translation>
  </message>
  <message>
   <source>Log out on this computer?</source>
   <translation>Auf diesem Computer abmelden?</translation>
  </message>
  <message>
   <source>Check…</source>
   <translation>Prüfen …</translation>
  </message>
  <message>
   <source>Preview…</source>
   <translation>Vorschau …</translation>
  </message>
  <message>
   <source>Restart</source>
   <translation>Neu starten</translation>
  </message>
  <message>
   <source>Your data on the server</source>
   <translation>Deine Daten auf dem Server</translation>
  </message>
  <message>
   <source>Whether the server still has every byte, and nobody has changed any. Repairs what this computer still has.</source>
   <translation>Ob der Server noch jedes Byte hat und niemand etwas geändert hat. Repariert, was dieser Computer noch hat.</translation>
  </message>
  <message>
   <source>Troubleshooting</source>
   <translation>Problembehebung</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>Protokoll</translation>
  </message>
  <message>
   <source>What megadesk has done, without file names or secrets.</source>
   <translation>Was megadesk getan hat, ohne Dateinamen und ohne Geheimnisse.</translation>
  </message>
  <message>
   <source>You see the whole report before it is saved.</source>
   <translation>Du siehst den ganzen Bericht, bevor er gespeichert wird.</translation>
  </message>
  <message>
   <source>Restart the sync engine</source>
   <translation>Neu starten</translation>
  </message>
  <message>
   <source>It syncs in the background, even while this window is closed. After a restart it continues where it was.</source>
   <translation>Es synchronisiert im Hintergrund, auch wenn dieses Fenster geschlossen ist. Nach einem Neustart macht es weiter, wo es war.</translation>
  </message>
  <message>
   <source>Starting…</source>
   <translation>Startet …</translation>
  </message>
  <message>
   <source>Same as system</source>
   <translation>Wie das System</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>High contrast</source>
   <translation>Hoher Kontrast</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>Aussehen</translation>
  </message>
  <message>
   <source>Text size</source>
   <translation>Textgröße</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Compact lists</source>
   <translation>Kompakte Listen</translation>
  </message>
  <message>
   <source>Start at sign-in</source>
   <translation>Beim Anmelden starten</translation>
  </message>
  <message>
   <source>{part}</source>
   <translation>{part}</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>Farben</translation>
  </message>
  <message>
   <source>Light, dark, high contrast, or the same as your system.</source>
   <translation>Hell, dunkel, hoher Kontrast oder wie dein System.</translation>
  </message>
  <message>
   <source>In addition to the text size of your system.</source>
   <translation>Zusätzlich zur Textgröße deines Systems.</translation>
  </message>
  <message>
   <source>Shows more rows, with one line each.</source>
   <translation>Zeigt mehr Zeilen mit je einer Textzeile.</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Starten</translation>
  </message>
  <message>
   <source>megadesk starts in the background when you sign in to this computer.</source>
   <translation>megadesk startet im Hintergrund, wenn du dich an diesem Computer anmeldest.</translation>
  </message>
  <message>
   <source>Your system finds its proxy with a script (PAC), which megadesk does not run. If your network needs a proxy, choose “Manual” and enter it.</source>
   <translation>Dein System findet seinen Proxy über ein Skript (PAC), das megadesk nicht ausführt. Wenn dein Netz einen Proxy braucht, wähle „Manuell“ und gib ihn ein.</translation>
  </message>
  <message>
   <source>A certificate file (PEM) to trust in addition to the system's, for example your company's.</source>
   <translation>Eine Zertifikatsdatei (PEM) zusätzlich zu den Zertifikaten des Systems, zum Beispiel die deiner Firma.</translation>
  </message>
  <message>
   <source>Proxy</source>
   <translation>Proxy</translation>
  </message>
  <message>
   <source>Proxy address</source>
   <translation>Proxy-Adresse</translation>
  </message>
  <message>
   <source>User name</source>
   <translation>Benutzername</translation>
  </message>
  <message>
   <source>Use this proxy</source>
   <translation>Diesen Proxy verwenden</translation>
  </message>
  <message>
   <source>Proxy saved.</source>
   <translation>Proxy gespeichert.</translation>
  </message>
  <message>
   <source>Choose a file…</source>
   <translation>Datei wählen …</translation>
  </message>
  <message>
   <source>Use system certificates only</source>
   <translation>Nur die des Systems verwenden</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Keiner</translation>
  </message>
  <message>
   <source>Manual</source>
   <translation>Manuell</translation>
  </message>
  <message>
   <source>http://proxy.example.org:3128</source>
   <translation>http://proxy.example.org:3128</translation>
  </message>
  <message>
   <source>Only if the proxy asks for one.</source>
   <translation>Nur wenn der Proxy eines verlangt.</translation>
  </message>
  <message>
   <source>Use a proxy</source>
   <translation>Proxy verwenden</translation>
  </message>
  <message>
   <source>The proxy only sees encrypted data.</source>
   <translation>Der Proxy sieht nur verschlüsselte Daten.</translation>
  </message>
  <message>
   <source>Enter the proxy address.</source>
   <translation>Gib die Proxy-Adresse ein.</translation>
  </message>
  <message>
   <source>System certificates.</source>
   <translation>Zertifikate des Systems.</translation>
  </message>
  <message>
   <source>Certificate authorities</source>
   <translation>Zertifizierungsstellen</translation>
  </message>
  <message>
   <source>Trusted certificates</source>
   <translation>Vertrauenswürdige Zertifikate</translation>
  </message>
  <message>
   <source>Choose a certificate file</source>
   <translation>Eine Zertifikatsdatei wählen</translation>
  </message>
  <message>
   <source>Stop trusting</source>
   <translation>Nicht mehr vertrauen</translation>
  </message>
  <message>
   <source>Server certificate</source>
   <translation>Serverzertifikat</translation>
  </message>
  <message>
   <source>Desktop notifications</source>
   <translation>Desktop-Benachrichtigungen</translation>
  </message>
  <message>
   <source>At most one a minute, and none when everything works. “Do not disturb” on your desktop is respected.</source>
   <translation>Höchstens eine pro Minute und keine, solange alles klappt. „Nicht stören“ auf deinem Desktop wird beachtet.</translation>
  </message>
  <message>
   <source>Two-factor sign-in</source>
   <translation>Zwei-Faktor-Anmeldung</translation>
  </message>
  <message>
   <source>Turn on…</source>
   <translation>Einschalten …</translation>
  </message>
  <message>
   <source>Turn off…</source>
   <translation>Ausschalten …</translation>
  </message>
  <message>
   <source>New one-time codes…</source>
   <translation>Neue Einmalcodes …</translation>
  </message>
  <message>
   <source>End the session of {name}?</source>
   <translation>Sitzung von {name} beenden?</translation>
  </message>
  <message>
   <source>End session…</source>
   <translation>Sitzung beenden …</translation>
  </message>
  <message>
   <source>Where you are signed in</source>
   <translation>Wo du angemeldet bist</translation>
  </message>
  <message>
   <source>End the session of {name}</source>
   <translation>Sitzung von {name} beenden</translation>
  </message>
  <message>
   <source>End session</source>
   <translation>Sitzung beenden</translation>
  </message>
  <message>
   <source>Direction of new folders</source>
   <translation>Richtung neuer Ordner</translation>
  </message>
  <message>
   <source>Symbolic links in new folders</source>
   <translation>Symbolische Links in neuen Ordnern</translation>
  </message>
  <message>
   <source>Show folders</source>
   <translation>Ordner anzeigen</translation>
  </message>
  <message>
   <source>Both ways</source>
   <translation>Beide Richtungen</translation>
  </message>
  <message>
   <source>To the cloud only</source>
   <translation>Nur in die Cloud</translation>
  </message>
  <message>
   <source>From the cloud only</source>
   <translation>Nur aus der Cloud</translation>
  </message>
  <message>
   <source>Skip them</source>
   <translation>Auslassen</translation>
  </message>
  <message>
   <source>Keep them as links</source>
   <translation>Als Links behalten</translation>
  </message>
  <message>
   <source>New folders</source>
   <translation>Neue Ordner</translation>
  </message>
  <message>
   <source>You can change this for each folder at any time.</source>
   <translation>Du kannst das für jeden Ordner jederzeit ändern.</translation>
  </message>
  <message>
   <source>megadesk never follows a link out of a folder.</source>
   <translation>megadesk verfolgt einen Link nie aus einem Ordner hinaus.</translation>
  </message>
  <message>
   <source>Synced folders</source>
   <translation>Synchronisierte Ordner</translation>
  </message>
  <message>
   <source>Folder settings</source>
   <translation>Einstellungen der Ordner</translation>
  </message>
  <message>
   <source>Direction, ignore rules and pause are in each folder's menu on the Sync page.</source>
   <translation>Richtung, Ausschlussregeln und Anhalten findest du im Menü jedes Ordners auf der Seite Synchronisieren.</translation>
  </message>
  <message>
   <source>Change limits…</source>
   <translation>Limits ändern …</translation>
  </message>
  <message>
   <source>Show transfers</source>
   <translation>Übertragungen anzeigen</translation>
  </message>
  <message>
   <source>Limits</source>
   <translation>Limits</translation>
  </message>
  <message>
   <source>Always or at certain times, for example full speed at night and less while you work.</source>
   <translation>Immer oder zu bestimmten Zeiten, zum Beispiel nachts volles Tempo und weniger, während du arbeitest.</translation>
  </message>
  <message>
   <source>Current transfers</source>
   <translation>Aktuelle Übertragungen</translation>
  </message>
  <message>
   <source>Pause, reorder and watch single transfers.</source>
   <translation>Einzelne Übertragungen anhalten, umordnen und verfolgen.</translation>
  </message>
  <message>
   <source>All transfers</source>
   <translation>Alle Übertragungen</translation>
  </message>
  <message>
   <source>No transfers yet</source>
   <translation>Noch keine Übertragungen</translation>
  </message>
  <message>
   <source>Your uploads and downloads will appear here.</source>
   <translation>Hier erscheinen deine Uploads und Downloads.</translation>
  </message>
  <message>
   <source>Open megadesk</source>
   <translation>megadesk öffnen</translation>
  </message>
  <message>
   <source>Until I resume</source>
   <translation>Bis ich fortsetze</translation>
  </message>
  <message>
   <source>Current and recent transfers</source>
   <translation>Aktuelle und letzte Übertragungen</translation>
  </message>
  <message>
   <source>In the system keyring</source>
   <translation>Im Schlüsselbund des Systems</translation>
  </message>
  <message>
   <source>In a file that only you can read</source>
   <translation>In einer Datei, die nur du lesen kannst</translation>
  </message>
  <message>
   <source>In memory only; asks for your password after each restart</source>
   <translation>Nur im Arbeitsspeicher; fragt nach jedem Neustart nach deinem Passwort</translation>
  </message>
  <message numerus="yes">
   <source>Versions and deleted files are kept for {n} days.</source>
   <extracomment>for one: Versions and deleted files are kept for {n} day.</extracomment>
   <translation>
    <numerusform>Versionen und gelöschte Dateien werden {n} Tag aufbewahrt.</numerusform>
    <numerusform>Versionen und gelöschte Dateien werden {n} Tage aufbewahrt.</numerusform>
   </translation>
  </message>
  <message>
   <source>last seen {when}</source>
   <translation>zuletzt gesehen {when}</translation>
  </message>
  <message numerus="yes">
   <source>The files of your {n} synced folders stay as they are: {names}.</source>
   <extracomment>for one: The files of your synced folder stay as they are: {names}.</extracomment>
   <translation>
    <numerusform>Die Dateien deines synchronisierten Ordners bleiben, wie sie sind: {names}.</numerusform>
    <numerusform>Die Dateien deiner {n} synchronisierten Ordner bleiben, wie sie sind: {names}.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>The files of your {n} backed-up folders stay here, and their backups stay in the cloud: {names}.</source>
   <extracomment>for one: The files of your backed-up folder stay here, and its backup stays in the cloud: {names}.</extracomment>
   <translation>
    <numerusform>Die Dateien deines gesicherten Ordners bleiben hier, und seine Sicherung bleibt in der Cloud: {names}.</numerusform>
    <numerusform>Die Dateien deiner {n} gesicherten Ordner bleiben hier, und ihre Sicherungen bleiben in der Cloud: {names}.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} changes are not synced yet. They stay as they are on both sides.</source>
   <extracomment>for one: {n} change is not synced yet. It stays as it is on both sides.</extracomment>
   <translation>
    <numerusform>{n} Änderung ist noch nicht synchronisiert. Sie bleibt auf beiden Seiten, wie sie ist.</numerusform>
    <numerusform>{n} Änderungen sind noch nicht synchronisiert. Sie bleiben auf beiden Seiten, wie sie sind.</numerusform>
   </translation>
  </message>
  <message>
   <source>{name} is signed out immediately and stops syncing.</source>
   <translation>{name} wird sofort abgemeldet und synchronisiert nicht mehr.</translation>
  </message>
  <message>
   <source>Its files and keys stay on it. If it was stolen, also change your password.</source>
   <translation>Dateien und Schlüssel bleiben darauf. Wurde es gestohlen, ändere auch dein Passwort.</translation>
  </message>
  <message>
   <source>The keys of your account are removed from this computer.</source>
   <translation>Die Schlüssel deines Kontos werden von diesem Computer entfernt.</translation>
  </message>
  <message>
   <source>Unnamed device</source>
   <translation>Gerät ohne Namen</translation>
  </message>
  <message>
   <source>Log in to the same account again to continue syncing these folders.</source>
   <translation>Melde dich mit demselben Konto wieder an, um diese Ordner weiter zu synchronisieren.</translation>
  </message>
  <message>
   <source>All</source>
   <comment>activity</comment>
   <translation>Alle</translation>
  </message>
  <message>
   <source>Added</source>
   <translation>Hinzugefügt</translation>
  </message>
  <message>
   <source>Moved</source>
   <translation>Verschoben</translation>
  </message>
  <message>
   <source>Deleted</source>
   <translation>Gelöscht</translation>
  </message>
  <message>
   <source>{time}</source>
   <translation>{time}</translation>
  </message>
  <message>
   <source>{day}</source>
   <translation>{day}</translation>
  </message>
  <message>
   <source>Last change {when} on {device}</source>
   <translation>Letzte Änderung {when} auf {device}</translation>
  </message>
  <message>
   <source>Files that are added, changed, moved or deleted on any of your devices appear here.</source>
   <translation>Hier erscheint, was auf deinen Geräten hinzugefügt, geändert, verschoben oder gelöscht wird.</translation>
  </message>
  <message>
   <source>{device} (this computer)</source>
   <translation>{device} (dieser Computer)</translation>
  </message>
  <message numerus="yes">
   <source>{n} changes in {folder}</source>
   <extracomment>for one: {n} change in {folder}</extracomment>
   <translation>
    <numerusform>{n} Änderung in {folder}</numerusform>
    <numerusform>{n} Änderungen in {folder}</numerusform>
   </translation>
  </message>
  <message>
   <source>Before: {path}</source>
   <translation>Vorher: {path}</translation>
  </message>
  <message numerus="yes">
   <source>{names} and {n} more</source>
   <extracomment>for one: {names} and {n} more</extracomment>
   <translation>
    <numerusform>{names} und {n} weitere</numerusform>
    <numerusform>{names} und {n} weitere</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} added</source>
   <extracomment>for one: {n} added</extracomment>
   <translation>
    <numerusform>{n} hinzugefügt</numerusform>
    <numerusform>{n} hinzugefügt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} changed</source>
   <extracomment>for one: {n} changed</extracomment>
   <translation>
    <numerusform>{n} geändert</numerusform>
    <numerusform>{n} geändert</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} moved</source>
   <extracomment>for one: {n} moved</extracomment>
   <translation>
    <numerusform>{n} verschoben</numerusform>
    <numerusform>{n} verschoben</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} deleted</source>
   <extracomment>for one: {n} deleted</extracomment>
   <translation>
    <numerusform>{n} gelöscht</numerusform>
    <numerusform>{n} gelöscht</numerusform>
   </translation>
  </message>
  <message>
   <source>your cloud drive</source>
   <translation>deiner Cloud-Ablage</translation>
  </message>
  <message>
   <source>Today</source>
   <translation>Heute</translation>
  </message>
  <message>
   <source>Yesterday</source>
   <translation>Gestern</translation>
  </message>
  <message>
   <source>What changed in your cloud, when, and on which device.</source>
   <translation>Was sich in deiner Cloud geändert hat, wann und auf welchem Gerät.</translation>
  </message>
  <message>
   <source>{name} was added</source>
   <translation>{name} wurde hinzugefügt</translation>
  </message>
  <message>
   <source>{name} was changed</source>
   <translation>{name} wurde geändert</translation>
  </message>
  <message>
   <source>{name} was deleted</source>
   <translation>{name} wurde gelöscht</translation>
  </message>
  <message>
   <source>{was} was renamed to {name}</source>
   <translation>{was} wurde in {name} umbenannt</translation>
  </message>
  <message>
   <source>{name} was moved to {folder}</source>
   <translation>{name} wurde nach {folder} verschoben</translation>
  </message>
  <message numerus="yes">
   <source>{n} files were added in {folder}</source>
   <extracomment>for one: {n} file was added in {folder}</extracomment>
   <translation>
    <numerusform>{n} Datei wurde in {folder} hinzugefügt</numerusform>
    <numerusform>{n} Dateien wurden in {folder} hinzugefügt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files were changed in {folder}</source>
   <extracomment>for one: {n} file was changed in {folder}</extracomment>
   <translation>
    <numerusform>{n} Datei wurde in {folder} geändert</numerusform>
    <numerusform>{n} Dateien wurden in {folder} geändert</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files were moved in {folder}</source>
   <extracomment>for one: {n} file was moved in {folder}</extracomment>
   <translation>
    <numerusform>{n} Datei wurde in {folder} verschoben</numerusform>
    <numerusform>{n} Dateien wurden in {folder} verschoben</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files were deleted from {folder}</source>
   <extracomment>for one: {n} file was deleted from {folder}</extracomment>
   <translation>
    <numerusform>{n} Datei wurde aus {folder} gelöscht</numerusform>
    <numerusform>{n} Dateien wurden aus {folder} gelöscht</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} folders were added in {folder}</source>
   <extracomment>for one: {n} folder was added in {folder}</extracomment>
   <translation>
    <numerusform>{n} Ordner wurde in {folder} hinzugefügt</numerusform>
    <numerusform>{n} Ordner wurden in {folder} hinzugefügt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} folders were moved in {folder}</source>
   <extracomment>for one: {n} folder was moved in {folder}</extracomment>
   <translation>
    <numerusform>{n} Ordner wurde in {folder} verschoben</numerusform>
    <numerusform>{n} Ordner wurden in {folder} verschoben</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} folders were deleted from {folder}</source>
   <extracomment>for one: {n} folder was deleted from {folder}</extracomment>
   <translation>
    <numerusform>{n} Ordner wurde aus {folder} gelöscht</numerusform>
    <numerusform>{n} Ordner wurden aus {folder} gelöscht</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} folders were changed in {folder}</source>
   <extracomment>for one: {n} folder was changed in {folder}</extracomment>
   <translation>
    <numerusform>{n} Ordner wurde in {folder} geändert</numerusform>
    <numerusform>{n} Ordner wurden in {folder} geändert</numerusform>
   </translation>
  </message>
  <message>
   <source>in {folder}</source>
   <translation>in {folder}</translation>
  </message>
  <message>
   <source>on {device}</source>
   <translation>auf {device}</translation>
  </message>
  <message>
   <source>No matching activity in the time the server keeps.</source>
   <translation>Keine passende Aktivität in der Zeit, die der Server aufbewahrt.</translation>
  </message>
  <message>
   <source>Show all</source>
   <comment>activity</comment>
   <translation>Alles anzeigen</translation>
  </message>
  <message numerus="yes">
   <source>{n} folders too</source>
   <extracomment>for one: {n} folder too</extracomment>
   <translation>
    <numerusform>auch {n} Ordner</numerusform>
    <numerusform>auch {n} Ordner</numerusform>
   </translation>
  </message>
  <message>
   <source>Everything</source>
   <translation>Alles</translation>
  </message>
  <message numerus="yes">
   <source>{n} files only here, {size}</source>
   <extracomment>for one: {n} file only here, {size}</extracomment>
   <translation>
    <numerusform>{n} Datei nur hier, {size}</numerusform>
    <numerusform>{n} Dateien nur hier, {size}</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files only in the cloud, {size}</source>
   <extracomment>for one: {n} file only in the cloud, {size}</extracomment>
   <translation>
    <numerusform>{n} Datei nur in der Cloud, {size}</numerusform>
    <numerusform>{n} Dateien nur in der Cloud, {size}</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files differ</source>
   <extracomment>for one: {n} file differs</extracomment>
   <translation>
    <numerusform>{n} Datei ist verschieden</numerusform>
    <numerusform>{n} Dateien sind verschieden</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files are the same on both sides</source>
   <extracomment>for one: {n} file is the same on both sides</extracomment>
   <translation>
    <numerusform>{n} Datei ist auf beiden Seiten gleich</numerusform>
    <numerusform>{n} Dateien sind auf beiden Seiten gleich</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files cannot be synced</source>
   <extracomment>for one: {n} file cannot be synced</extracomment>
   <translation>
    <numerusform>{n} Datei kann nicht synchronisiert werden</numerusform>
    <numerusform>{n} Dateien können nicht synchronisiert werden</numerusform>
   </translation>
  </message>
  <message>
   <source>Uploaded to the cloud.</source>
   <translation>Wird in die Cloud hochgeladen.</translation>
  </message>
  <message>
   <source>Downloaded to this computer.</source>
   <translation>Wird auf diesen Computer heruntergeladen.</translation>
  </message>
  <message>
   <source>Both sides stay as they are until you decide.</source>
   <translation>Beide Seiten bleiben, wie sie sind, bis du entscheidest.</translation>
  </message>
  <message>
   <source>Enter the full path, starting with “/”.</source>
   <translation>Gib den vollständigen Pfad ein, beginnend mit „/“.</translation>
  </message>
  <message>
   <source>A path in the cloud starts with “/”.</source>
   <translation>Ein Pfad in der Cloud beginnt mit „/“.</translation>
  </message>
  <message>
   <source>This folder does not exist on this computer yet</source>
   <translation>Dieser Ordner existiert auf diesem Computer noch nicht</translation>
  </message>
  <message>
   <source>It will be created. Check that the path is correct.</source>
   <translation>Er wird angelegt. Prüfe, ob der Pfad stimmt.</translation>
  </message>
  <message>
   <source>Both folders are empty. Files you add to one are synced to the other.</source>
   <translation>Beide Ordner sind leer. Was du in einen legst, wird in den anderen synchronisiert.</translation>
  </message>
  <message>
   <source>Stays here and is not uploaded, because changes only come from the cloud.</source>
   <translation>Bleibt hier und wird nicht hochgeladen, da Änderungen nur aus der Cloud kommen.</translation>
  </message>
  <message>
   <source>Stays in the cloud and is not downloaded, because changes only go to the cloud.</source>
   <translation>Bleibt in der Cloud und wird nicht heruntergeladen, da Änderungen nur in die Cloud gehen.</translation>
  </message>
  <message>
   <source>Both versions are kept. The one on this computer gets a second name.</source>
   <translation>Beide Fassungen bleiben. Die auf diesem Computer erhält einen zweiten Namen.</translation>
  </message>
  <message>
   <source>This folder is already synced as “{name}”.</source>
   <translation>Dieser Ordner wird schon als „{name}“ synchronisiert.</translation>
  </message>
  <message>
   <source>This is inside a folder that is already synced: “{name}”.</source>
   <translation>Das liegt in einem Ordner, der schon synchronisiert wird: „{name}“.</translation>
  </message>
  <message>
   <source>This folder contains a folder that is already synced: “{name}”.</source>
   <translation>Dieser Ordner enthält einen, der schon synchronisiert wird: „{name}“.</translation>
  </message>
  <message>
   <source>Nothing to transfer</source>
   <translation>Nichts zu übertragen</translation>
  </message>
  <message>
   <source>Already up to date: nothing is transferred.</source>
   <translation>Schon auf dem neuesten Stand: Nichts wird übertragen.</translation>
  </message>
  <message>
   <source>Stays here as it is. Problems shows why and what you can do.</source>
   <translation>Bleibt hier, wie es ist. Unter Probleme steht, warum und was du tun kannst.</translation>
  </message>
  <message>
   <source>At these times, all changes are uploaded and a run is recorded that you can go back to. If this computer was off, one run catches up on all missed ones.</source>
   <translation>Zu diesen Zeiten werden alle Änderungen hochgeladen und ein Lauf festgehalten, zu dem du zurückgehen kannst. War dieser Computer aus, holt ein Lauf alle versäumten nach.</translation>
  </message>
  <message numerus="yes">
   <source>{n} files</source>
   <extracomment>for one: {n} file</extracomment>
   <translation>
    <numerusform>{n} Datei</numerusform>
    <numerusform>{n} Dateien</numerusform>
   </translation>
  </message>
  <message>
   <source>On this computer everything stays as it is: {path}</source>
   <translation>Auf diesem Computer bleibt alles, wie es ist: {path}</translation>
  </message>
  <message>
   <source>In the cloud, all of it ({what}) is moved to the bin. You can restore it from there for as long as the server keeps it.</source>
   <translation>In der Cloud wird alles ({what}) in den Papierkorb verschoben. Du kannst es von dort wiederherstellen, solange der Server es aufbewahrt.</translation>
  </message>
  <message>
   <source>This folder is no longer backed up. Earlier versions stay with the files.</source>
   <translation>Dieser Ordner wird nicht mehr gesichert. Frühere Versionen bleiben bei den Dateien.</translation>
  </message>
  <message>
   <source>Continuously</source>
   <translation>Laufend</translation>
  </message>
  <message>
   <source>Changes are uploaded immediately. At most once an hour, a run is recorded that you can go back to.</source>
   <translation>Änderungen werden sofort hochgeladen. Höchstens einmal pro Stunde wird ein Lauf festgehalten, zu dem du zurückgehen kannst.</translation>
  </message>
  <message>
   <source>when you resume</source>
   <translation>wenn du fortsetzt</translation>
  </message>
  <message>
   <source>now</source>
   <translation>jetzt</translation>
  </message>
  <message>
   <source>with the next change</source>
   <translation>mit der nächsten Änderung</translation>
  </message>
  <message numerus="yes">
   <source>{n} runs</source>
   <extracomment>for one: {n} run</extracomment>
   <translation>
    <numerusform>{n} Lauf</numerusform>
    <numerusform>{n} Läufe</numerusform>
   </translation>
  </message>
  <message>
   <source>none yet</source>
   <translation>noch keiner</translation>
  </message>
  <message>
   <source>In the cloud it stays where it is. It is no longer a backup of this computer.</source>
   <translation>In der Cloud bleibt sie, wo sie ist. Sie ist nicht mehr die Sicherung dieses Computers.</translation>
  </message>
  <message>
   <source>In the cloud, all of it ({what}) is moved to {target}. It is then part of your files and can be synced.</source>
   <translation>In der Cloud wird alles ({what}) nach {target} verschoben. Es gehört dann zu deinen Dateien und kann synchronisiert werden.</translation>
  </message>
  <message>
   <source>Every hour</source>
   <translation>Jede Stunde</translation>
  </message>
  <message>
   <source>Every day</source>
   <translation>Jeden Tag</translation>
  </message>
  <message>
   <source>Every week</source>
   <translation>Jede Woche</translation>
  </message>
  <message>
   <source>Every {time}</source>
   <translation>Alle {time}</translation>
  </message>
  <message>
   <source>Not signed in</source>
   <translation>Nicht angemeldet</translation>
  </message>
  <message>
   <source>Sign in to back up folders on this computer.</source>
   <translation>Melde dich an, um Ordner auf diesem Computer zu sichern.</translation>
  </message>
  <message>
   <source>Enter your password to see your backups.</source>
   <translation>Gib dein Passwort ein, um deine Sicherungen zu sehen.</translation>
  </message>
  <message>
   <source>Backing up</source>
   <translation>Wird gesichert</translation>
  </message>
  <message>
   <source>Checking for changes</source>
   <translation>Sucht nach Änderungen</translation>
  </message>
  <message>
   <source>Offline: changes are kept here and uploaded once the server can be reached</source>
   <translation>Offline: Änderungen bleiben hier und werden hochgeladen, sobald der Server erreichbar ist</translation>
  </message>
  <message>
   <source>Waiting: continues automatically</source>
   <translation>Wartet: geht von selbst weiter</translation>
  </message>
  <message>
   <source>Stopped: the data in the cloud is damaged</source>
   <translation>Gestoppt: Die Daten in der Cloud sind beschädigt</translation>
  </message>
  <message>
   <source>Stopped until you decide</source>
   <translation>Gestoppt, bis du entscheidest</translation>
  </message>
  <message>
   <source>last run: {ago}</source>
   <translation>letzter Lauf: {ago}</translation>
  </message>
  <message>
   <source>next run: {time}</source>
   <translation>nächster Lauf: {time}</translation>
  </message>
  <message numerus="yes">
   <source>{n} folders</source>
   <extracomment>for one: {n} folder</extracomment>
   <translation>
    <numerusform>{n} Ordner</numerusform>
    <numerusform>{n} Ordner</numerusform>
   </translation>
  </message>
  <message>
   <source>This folder is no longer backed up.</source>
   <translation>Dieser Ordner wird nicht mehr gesichert.</translation>
  </message>
  <message>
   <source>Run {number}</source>
   <translation>Lauf {number}</translation>
  </message>
  <message>
   <source>not yet</source>
   <translation>noch nicht</translation>
  </message>
  <message>
   <source>Everything is backed up</source>
   <translation>Alles ist gesichert</translation>
  </message>
  <message>
   <source>Waiting for the first run</source>
   <translation>Wartet auf den ersten Lauf</translation>
  </message>
  <message numerus="yes">
   <source>Backing up: {n} changes left</source>
   <extracomment>for one: Backing up: {n} change left</extracomment>
   <translation>
    <numerusform>Wird gesichert: noch {n} Änderung</numerusform>
    <numerusform>Wird gesichert: noch {n} Änderungen</numerusform>
   </translation>
  </message>
  <message>
   <source>last run {ago}</source>
   <translation>letzter Lauf {ago}</translation>
  </message>
  <message>
   <source>no completed run</source>
   <translation>kein vollständiger Lauf</translation>
  </message>
  <message numerus="yes">
   <source>{n} problems</source>
   <extracomment>for one: {n} problem</extracomment>
   <translation>
    <numerusform>{n} Problem</numerusform>
    <numerusform>{n} Probleme</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} running</source>
   <extracomment>for one: {n} running</extracomment>
   <translation>
    <numerusform>{n} läuft</numerusform>
    <numerusform>{n} laufen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} paused</source>
   <extracomment>for one: {n} paused</extracomment>
   <translation>
    <numerusform>{n} angehalten</numerusform>
    <numerusform>{n} angehalten</numerusform>
   </translation>
  </message>
  <message>
   <source>took {time}</source>
   <translation>dauerte {time}</translation>
  </message>
  <message>
   <source>Cloud bin</source>
   <translation>Papierkorb der Cloud</translation>
  </message>
  <message>
   <source>Kept on this computer</source>
   <translation>Auf diesem Computer aufbewahrt</translation>
  </message>
  <message>
   <source>The bin is empty.</source>
   <translation>Der Papierkorb ist leer.</translation>
  </message>
  <message>
   <source>Permanently delete “{name}”?</source>
   <translation>„{name}“ endgültig löschen?</translation>
  </message>
  <message numerus="yes">
   <source>Permanently delete {n} items?</source>
   <extracomment>for one: Permanently delete {n} item?</extracomment>
   <translation>
    <numerusform>{n} Eintrag endgültig löschen?</numerusform>
    <numerusform>{n} Einträge endgültig löschen?</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} deleted items</source>
   <extracomment>for one: {n} deleted item</extracomment>
   <translation>
    <numerusform>{n} gelöschter Eintrag</numerusform>
    <numerusform>{n} gelöschte Einträge</numerusform>
   </translation>
  </message>
  <message>
   <source>This frees {size}. It cannot be undone on any device.</source>
   <translation>Das gibt {size} frei. Es kann auf keinem Gerät rückgängig gemacht werden.</translation>
  </message>
  <message>
   <source>The {n} most recently deleted items</source>
   <translation>Die {n} zuletzt gelöschten Einträge</translation>
  </message>
  <message numerus="yes">
   <source>and {n} more</source>
   <extracomment>for one: and {n} more</extracomment>
   <translation>
    <numerusform>und {n} weiterer</numerusform>
    <numerusform>und {n} weitere</numerusform>
   </translation>
  </message>
  <message>
   <source>from {place}</source>
   <translation>aus {place}</translation>
  </message>
  <message>
   <source>deleted {time}</source>
   <translation>gelöscht {time}</translation>
  </message>
  <message>
   <source>It started {time}.</source>
   <translation>Es begann {time}.</translation>
  </message>
  <message>
   <source>For example {names}</source>
   <translation>Zum Beispiel {names}</translation>
  </message>
  <message>
   <source>Files that were already uploaded can be restored in Rewind, from before it started.</source>
   <translation>Bereits hochgeladene Dateien kannst du in der Zeitreise wiederherstellen, vom Stand davor.</translation>
  </message>
  <message numerus="yes">
   <source>All {n} files are restored on this computer.</source>
   <extracomment>for one: The file is restored on this computer.</extracomment>
   <translation>
    <numerusform>Die Datei wird auf diesem Computer wiederhergestellt.</numerusform>
    <numerusform>Alle {n} Dateien werden auf diesem Computer wiederhergestellt.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>All {n} files are uploaded again from here.</source>
   <extracomment>for one: The file is uploaded again from here.</extracomment>
   <translation>
    <numerusform>Die Datei wird von hier noch einmal hochgeladen.</numerusform>
    <numerusform>Alle {n} Dateien werden von hier noch einmal hochgeladen.</numerusform>
   </translation>
  </message>
  <message>
   <source>Delete on this computer</source>
   <translation>Auf diesem Computer löschen</translation>
  </message>
  <message numerus="yes">
   <source>All {n} files are also deleted here and kept in this folder's own bin.</source>
   <extracomment>for one: The file is also deleted here and kept in this folder's own bin.</extracomment>
   <translation>
    <numerusform>Die Datei wird auch hier gelöscht und im eigenen Papierkorb dieses Ordners aufbewahrt.</numerusform>
    <numerusform>Alle {n} Dateien werden auch hier gelöscht und im eigenen Papierkorb dieses Ordners aufbewahrt.</numerusform>
   </translation>
  </message>
  <message>
   <source>Delete on all devices</source>
   <translation>Auf allen Geräten löschen</translation>
  </message>
  <message numerus="yes">
   <source>All {n} files are deleted in the cloud and on every device that syncs this folder. The bin of the cloud keeps them.</source>
   <extracomment>for one: The file is deleted in the cloud and on every device that syncs this folder. The bin of the cloud keeps it.</extracomment>
   <translation>
    <numerusform>Die Datei wird in der Cloud und auf jedem Gerät gelöscht, das diesen Ordner synchronisiert. Der Papierkorb der Cloud bewahrt sie auf.</numerusform>
    <numerusform>Alle {n} Dateien werden in der Cloud und auf jedem Gerät gelöscht, das diesen Ordner synchronisiert. Der Papierkorb der Cloud bewahrt sie auf.</numerusform>
   </translation>
  </message>
  <message>
   <source>Both sides get both. Where they differ, you have two files.</source>
   <translation>Beide Seiten erhalten beides. Wo sie sich unterscheiden, hast du zwei Dateien.</translation>
  </message>
  <message>
   <source>Keep this computer's version</source>
   <translation>Fassung dieses Computers behalten</translation>
  </message>
  <message>
   <source>Keep the cloud version</source>
   <translation>Fassung der Cloud behalten</translation>
  </message>
  <message>
   <source>An administrator of this computer runs this once: {command}</source>
   <translation>Wer diesen Computer verwaltet, führt einmal aus: {command}</translation>
  </message>
  <message>
   <source>It is uploaded this once. A file with the same name in the cloud becomes an older version.</source>
   <translation>Es wird dieses eine Mal hochgeladen. Eine Datei gleichen Namens in der Cloud wird zur älteren Version.</translation>
  </message>
  <message>
   <source>It is deleted here and kept in this folder's own bin.</source>
   <translation>Es wird hier gelöscht und im eigenen Papierkorb dieses Ordners aufbewahrt.</translation>
  </message>
  <message>
   <source>The changes made here are uploaded this once. The file in the cloud becomes an older version.</source>
   <translation>Die Änderungen von hier werden dieses eine Mal hochgeladen. Die Datei in der Cloud wird zur älteren Version.</translation>
  </message>
  <message>
   <source>It is replaced by the cloud version. The changed file is kept in this folder's own bin.</source>
   <translation>Sie wird durch die Fassung der Cloud ersetzt. Die geänderte Datei bleibt im eigenen Papierkorb dieses Ordners.</translation>
  </message>
  <message>
   <source>It is also moved in the cloud this once.</source>
   <translation>Es wird auch in der Cloud verschoben, dieses eine Mal.</translation>
  </message>
  <message>
   <source>It is moved back to where it is in the cloud, or into this folder's own bin if it was deleted there.</source>
   <translation>Es wird dorthin zurückverschoben, wo es in der Cloud liegt, oder in den eigenen Papierkorb dieses Ordners, falls es dort gelöscht wurde.</translation>
  </message>
  <message>
   <source>It is also deleted in the cloud and kept in the bin there.</source>
   <translation>Es wird auch in der Cloud gelöscht und dort im Papierkorb aufbewahrt.</translation>
  </message>
  <message>
   <source>It is downloaded again.</source>
   <translation>Es wird wieder heruntergeladen.</translation>
  </message>
  <message>
   <source>It is deleted in the cloud and kept in the bin there. A file here with the same name takes its place.</source>
   <translation>Es wird in der Cloud gelöscht und dort im Papierkorb aufbewahrt. Eine Datei gleichen Namens hier nimmt seinen Platz ein.</translation>
  </message>
  <message>
   <source>It is downloaded this once. A file here with the same name is kept in this folder's own bin.</source>
   <translation>Es wird dieses eine Mal heruntergeladen. Eine Datei gleichen Namens hier bleibt im eigenen Papierkorb dieses Ordners.</translation>
  </message>
  <message>
   <source>The cloud gets the version on this computer. What was changed there is kept as an older version or in the bin.</source>
   <translation>Die Cloud erhält die Fassung dieses Computers. Was dort geändert wurde, bleibt als ältere Version oder im Papierkorb.</translation>
  </message>
  <message>
   <source>The changes are downloaded this once. What they replace is kept in this folder's own bin.</source>
   <translation>Die Änderungen werden dieses eine Mal heruntergeladen. Was sie ersetzen, bleibt im eigenen Papierkorb dieses Ordners.</translation>
  </message>
  <message>
   <source>It is moved back to where it is on this computer, or into the cloud bin if it was deleted here.</source>
   <translation>Es wird dorthin zurückverschoben, wo es auf diesem Computer liegt, oder in den Papierkorb der Cloud, falls es hier gelöscht wurde.</translation>
  </message>
  <message>
   <source>It is also moved here this once.</source>
   <translation>Es wird auch hier verschoben, dieses eine Mal.</translation>
  </message>
  <message>
   <source>It is uploaded again.</source>
   <translation>Es wird noch einmal hochgeladen.</translation>
  </message>
  <message>
   <source>It is also deleted here and kept in this folder's own bin.</source>
   <translation>Es wird auch hier gelöscht und im eigenen Papierkorb dieses Ordners aufbewahrt.</translation>
  </message>
  <message>
   <source>The cloud gets the version on this computer. What it replaces is kept as an older version or in the bin.</source>
   <translation>Die Cloud erhält die Fassung dieses Computers. Was sie ersetzt, bleibt als ältere Version oder im Papierkorb.</translation>
  </message>
  <message>
   <source>This folder gets the cloud version. What it replaces is kept in this folder's own bin.</source>
   <translation>Dieser Ordner erhält die Fassung der Cloud. Was sie ersetzt, bleibt im eigenen Papierkorb dieses Ordners.</translation>
  </message>
  <message>
   <source>It is checked again now.</source>
   <translation>Es wird jetzt noch einmal geprüft.</translation>
  </message>
  <message>
   <source>Locate folder…</source>
   <translation>Ordner suchen …</translation>
  </message>
  <message>
   <source>If the folder was moved, choose where it is now. Syncing continues there.</source>
   <translation>Wurde der Ordner verschoben, wähle, wo er jetzt ist. Dort wird weiter synchronisiert.</translation>
  </message>
  <message>
   <source>Use another folder…</source>
   <translation>Anderen Ordner verwenden …</translation>
  </message>
  <message>
   <source>Its files and those in the cloud are merged, as for a new folder. Where files differ, both are kept. Nothing is deleted.</source>
   <translation>Seine Dateien und die in der Cloud werden zusammengeführt, wie bei einem neuen Ordner. Wo sich Dateien unterscheiden, bleiben beide. Nichts wird gelöscht.</translation>
  </message>
  <message>
   <source>Rename it in your file manager to sync it.</source>
   <translation>Benenne es in der Dateiverwaltung um, damit es synchronisiert wird.</translation>
  </message>
  <message>
   <source>Allow yourself to read it in your file manager.</source>
   <translation>Gib dir in der Dateiverwaltung Leserechte dafür.</translation>
  </message>
  <message>
   <source>Open the file and save it again to upload it anew.</source>
   <translation>Öffne die Datei und speichere sie noch einmal, damit sie neu hochgeladen wird.</translation>
  </message>
  <message>
   <source>Check everything…</source>
   <translation>Alles prüfen …</translation>
  </message>
  <message>
   <source>Finds all files that the server has lost. This computer uploads what it still has.</source>
   <translation>Findet alle Dateien, die der Server verloren hat. Dieser Computer lädt hoch, was er noch hat.</translation>
  </message>
  <message>
   <source>Correct the faulty line.</source>
   <translation>Berichtige die fehlerhafte Zeile.</translation>
  </message>
  <message>
   <source>Choose whether this folder skips links or keeps them as links.</source>
   <translation>Wähle, ob dieser Ordner Links auslässt oder als Links behält.</translation>
  </message>
  <message>
   <source>Sync it…</source>
   <translation>Synchronisieren …</translation>
  </message>
  <message>
   <source>It becomes a synced folder of its own.</source>
   <translation>Es wird ein eigener synchronisierter Ordner.</translation>
  </message>
  <message>
   <source>Syncing of this folder continues.</source>
   <translation>Dieser Ordner wird weiter synchronisiert.</translation>
  </message>
  <message>
   <source>Show storage use</source>
   <translation>Speicherbelegung anzeigen</translation>
  </message>
  <message>
   <source>The settings show what uses your storage.</source>
   <translation>Die Einstellungen zeigen, was deinen Speicher belegt.</translation>
  </message>
  <message>
   <source>Continue with the server's history…</source>
   <translation>Mit dem Verlauf des Servers weitermachen …</translation>
  </message>
  <message>
   <source>You first see what this computer has verified and what the server shows. Nothing on this computer is deleted.</source>
   <translation>Du siehst zuerst, was dieser Computer geprüft hat und was der Server zeigt. Auf diesem Computer wird nichts gelöscht.</translation>
  </message>
  <message>
   <source>Create report…</source>
   <translation>Bericht erstellen …</translation>
  </message>
  <message>
   <source>You see what is in it before it leaves this computer.</source>
   <translation>Du siehst, was darin steht, bevor er diesen Computer verlässt.</translation>
  </message>
  <message>
   <source>Both files stay, each under its own name, and are no longer shown here.</source>
   <translation>Beide Dateien bleiben, jede unter ihrem Namen, und werden hier nicht mehr gezeigt.</translation>
  </message>
  <message>
   <source>Yes, it was me: upload</source>
   <translation>Das war ich: hochladen</translation>
  </message>
  <message>
   <source>They are uploaded as they are now. The previous versions are kept in the cloud.</source>
   <translation>Sie werden hochgeladen, wie sie jetzt sind. Die früheren Versionen bleiben in der Cloud.</translation>
  </message>
  <message>
   <source>The cloud versions are restored here under their old names. What is here now is kept in this folder's own bin.</source>
   <translation>Die Fassungen der Cloud werden hier unter ihren alten Namen wiederhergestellt. Was jetzt hier ist, bleibt im eigenen Papierkorb dieses Ordners.</translation>
  </message>
  <message>
   <source>Pause this folder</source>
   <translation>Diesen Ordner anhalten</translation>
  </message>
  <message>
   <source>“{name}” is paused: nothing is synced or deleted, and you can decide later.</source>
   <translation>„{name}“ wird angehalten: Nichts wird synchronisiert oder gelöscht, und du kannst später entscheiden.</translation>
  </message>
  <message>
   <source>Copy the command</source>
   <translation>Befehl kopieren</translation>
  </message>
  <message numerus="yes">
   <source>Download of {n} to {folder}</source>
   <extracomment>for one: Download of {n} to {folder}</extracomment>
   <translation>
    <numerusform>Herunterladen von {n} nach {folder}</numerusform>
    <numerusform>Herunterladen von {n} nach {folder}</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Upload of {n} to {folder}</source>
   <extracomment>for one: Upload of {n} to {folder}</extracomment>
   <translation>
    <numerusform>Hochladen von {n} nach {folder}</numerusform>
    <numerusform>Hochladen von {n} nach {folder}</numerusform>
   </translation>
  </message>
  <message>
   <source>Download of {name} to {folder}</source>
   <translation>Herunterladen von {name} nach {folder}</translation>
  </message>
  <message numerus="yes">
   <source>{n} skipped</source>
   <extracomment>for one: {n} skipped</extracomment>
   <translation>
    <numerusform>{n} übersprungen</numerusform>
    <numerusform>{n} übersprungen</numerusform>
   </translation>
  </message>
  <message>
   <source>{n} of {total} files</source>
   <translation>{n} von {total} Dateien</translation>
  </message>
  <message>
   <source>Upload of {name} to {folder}</source>
   <translation>Hochladen von {name} nach {folder}</translation>
  </message>
  <message>
   <source>Waiting in the queue</source>
   <translation>In der Warteschlange</translation>
  </message>
  <message numerus="yes">
   <source>{n} names are already in use: your answer is needed</source>
   <extracomment>for one: {n} name is already in use: your answer is needed</extracomment>
   <translation>
    <numerusform>{n} Name ist schon vergeben: Deine Antwort wird gebraucht</numerusform>
    <numerusform>{n} Namen sind schon vergeben: Deine Antwort wird gebraucht</numerusform>
   </translation>
  </message>
  <message>
   <source>Answer…</source>
   <translation>Antworten …</translation>
  </message>
  <message>
   <source>It did not work.</source>
   <translation>Es hat nicht geklappt.</translation>
  </message>
  <message numerus="yes">
   <source>{n} names already in use</source>
   <extracomment>for one: {n} name already in use</extracomment>
   <translation>
    <numerusform>{n} Name schon vergeben</numerusform>
    <numerusform>{n} Namen schon vergeben</numerusform>
   </translation>
  </message>
  <message>
   <source>{speed}</source>
   <translation>{speed}</translation>
  </message>
  <message>
   <source>Checking files</source>
   <translation>Dateien werden geprüft</translation>
  </message>
  <message numerus="yes">
   <source>{n} files transferred</source>
   <extracomment>for one: {n} file transferred</extracomment>
   <translation>
    <numerusform>{n} Datei übertragen</numerusform>
    <numerusform>{n} Dateien übertragen</numerusform>
   </translation>
  </message>
  <message>
   <source>Cancelled</source>
   <translation>Abgebrochen</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>Wartet</translation>
  </message>
  <message numerus="yes">
   <source>{n} files uploaded</source>
   <extracomment>for one: {n} file uploaded</extracomment>
   <translation>
    <numerusform>{n} Datei hochgeladen</numerusform>
    <numerusform>{n} Dateien hochgeladen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files downloaded</source>
   <extracomment>for one: {n} file downloaded</extracomment>
   <translation>
    <numerusform>{n} Datei heruntergeladen</numerusform>
    <numerusform>{n} Dateien heruntergeladen</numerusform>
   </translation>
  </message>
  <message>
   <source>changed {time}</source>
   <translation>geändert {time}</translation>
  </message>
  <message>
   <source>In the cloud now</source>
   <translation>Jetzt in der Cloud</translation>
  </message>
  <message>
   <source>From this computer</source>
   <translation>Von diesem Computer</translation>
  </message>
  <message>
   <source>On this computer now</source>
   <translation>Jetzt auf diesem Computer</translation>
  </message>
  <message>
   <source>From the cloud</source>
   <translation>Aus der Cloud</translation>
  </message>
  <message>
   <source>{name} is already in {folder}</source>
   <translation>{name} liegt schon in {folder}</translation>
  </message>
  <message>
   <source>newer</source>
   <translation>neuer</translation>
  </message>
  <message>
   <source>larger</source>
   <translation>größer</translation>
  </message>
  <message>
   <source>same size</source>
   <translation>gleich groß</translation>
  </message>
  <message>
   <source>You are asked about each item that is in both folders.</source>
   <translation>Du wirst zu jedem Eintrag gefragt, den es in beiden Ordnern gibt.</translation>
  </message>
  <message>
   <source>Do the same for all folders whose names are in use</source>
   <translation>Für alle Ordner mit vergebenem Namen übernehmen</translation>
  </message>
  <message>
   <source>Do the same wherever a file and a folder have the same name</source>
   <translation>Überall übernehmen, wo eine Datei und ein Ordner gleich heißen</translation>
  </message>
  <message>
   <source>Do the same for all files whose names are in use</source>
   <translation>Für alle Dateien mit vergebenem Namen übernehmen</translation>
  </message>
  <message>
   <source>This did not work.</source>
   <translation>Das hat nicht geklappt.</translation>
  </message>
  <message numerus="yes">
   <source>{n} questions left</source>
   <extracomment>for one: Last question</extracomment>
   <translation>
    <numerusform>Letzte Frage</numerusform>
    <numerusform>Noch {n} Fragen</numerusform>
   </translation>
  </message>
  <message>
   <source>The one in the cloud is kept as an earlier version.</source>
   <translation>Die in der Cloud bleibt als frühere Version erhalten.</translation>
  </message>
  <message>
   <source>The one on this computer is moved to the trash.</source>
   <translation>Die auf diesem Computer wird in den Papierkorb verschoben.</translation>
  </message>
  <message>
   <source>The whole new folder is skipped.</source>
   <translation>Der ganze neue Ordner wird übersprungen.</translation>
  </message>
  <message>
   <source>The existing one stays. Nothing is transferred.</source>
   <translation>Das Vorhandene bleibt. Nichts wird übertragen.</translation>
  </message>
  <message>
   <source>Replace</source>
   <translation>Ersetzen</translation>
  </message>
  <message>
   <source>The new one gets another name.</source>
   <translation>Das Neue erhält einen anderen Namen.</translation>
  </message>
  <message>
   <source>Merge the folders</source>
   <translation>Ordner zusammenführen</translation>
  </message>
  <message>
   <source>Skip</source>
   <translation>Überspringen</translation>
  </message>
  <message numerus="yes">
   <source>{n} kept</source>
   <extracomment>for one: {n} kept</extracomment>
   <translation>
    <numerusform>{n} aufbewahrt</numerusform>
    <numerusform>{n} aufbewahrt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} bytes</source>
   <extracomment>for one: {n} byte</extracomment>
   <translation>
    <numerusform>{n} Byte</numerusform>
    <numerusform>{n} Bytes</numerusform>
   </translation>
  </message>
  <message>
   <source>Kind</source>
   <translation>Art</translation>
  </message>
  <message>
   <source>Changed by</source>
   <translation>Geändert von</translation>
  </message>
  <message>
   <source>This folder is not synced to this computer.</source>
   <translation>Dieser Ordner wird nicht mit diesem Computer synchronisiert.</translation>
  </message>
  <message>
   <source>Folders</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Not on this computer</source>
   <comment>a file that is only in the cloud</comment>
   <translation>Nicht auf diesem Computer</translation>
  </message>
  <message>
   <source>{n}</source>
   <translation>{n}</translation>
  </message>
  <message numerus="yes">
   <source>{n} names contain “{words}”</source>
   <extracomment>for one: {n} name contains “{words}”</extracomment>
   <translation>
    <numerusform>{n} Name enthält „{words}“</numerusform>
    <numerusform>{n} Namen enthalten „{words}“</numerusform>
   </translation>
  </message>
  <message>
   <source>Drop to upload to “{folder}”</source>
   <translation>Ablegen, um nach „{folder}“ hochzuladen</translation>
  </message>
  <message numerus="yes">
   <source>{n} items</source>
   <extracomment>for one: {n} item</extracomment>
   <translation>
    <numerusform>{n} Eintrag</numerusform>
    <numerusform>{n} Einträge</numerusform>
   </translation>
  </message>
  <message>
   <source>Synced</source>
   <translation>Synchronisiert</translation>
  </message>
  <message>
   <source>In the bin</source>
   <translation>Im Papierkorb</translation>
  </message>
  <message numerus="yes">
   <source>{n} need attention</source>
   <extracomment>for one: {n} needs attention</extracomment>
   <translation>
    <numerusform>{n} mit Problem</numerusform>
    <numerusform>{n} mit Problemen</numerusform>
   </translation>
  </message>
  <message>
   <source>Searching for “{words}”…</source>
   <translation>Sucht nach „{words}“ …</translation>
  </message>
  <message>
   <source>First {n} names that contain “{words}”</source>
   <translation>Die ersten {n} Namen mit „{words}“</translation>
  </message>
  <message>
   <source>Cloud drive</source>
   <translation>Cloud-Ablage</translation>
  </message>
  <message>
   <source>Drop to move to “{folder}”</source>
   <translation>Ablegen, um nach „{folder}“ zu verschieben</translation>
  </message>
  <message>
   <source>Uploading</source>
   <translation>Wird hochgeladen</translation>
  </message>
  <message>
   <source>Downloading</source>
   <translation>Wird heruntergeladen</translation>
  </message>
  <message>
   <source>Conflict</source>
   <translation>Konflikt</translation>
  </message>
  <message>
   <source>Needs your decision</source>
   <translation>Entscheidung nötig</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Fehlgeschlagen</translation>
  </message>
  <message>
   <source>Cannot sync</source>
   <translation>Blockiert</translation>
  </message>
  <message>
   <source>Skipped</source>
   <translation>Ausgelassen</translation>
  </message>
  <message>
   <source>Ignored</source>
   <translation>Ausgeschlossen</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>Video</source>
   <translation>Video</translation>
  </message>
  <message>
   <source>Audio</source>
   <translation>Audio</translation>
  </message>
  <message>
   <source>Document</source>
   <translation>Dokument</translation>
  </message>
  <message>
   <source>Archive</source>
   <translation>Archiv</translation>
  </message>
  <message>
   <source>This folder is empty.</source>
   <translation>Dieser Ordner ist leer.</translation>
  </message>
  <message>
   <source>Link</source>
   <translation>Link</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>still loading</source>
   <translation>wird noch geladen</translation>
  </message>
  <message>
   <source>The certificate of this server is not known. Compare it, then trust it.</source>
   <translation>Das Zertifikat dieses Servers ist nicht bekannt. Vergleiche es und vertraue ihm dann.</translation>
  </message>
  <message>
   <source>This server does not accept new accounts. Log in to an existing one or use another server.</source>
   <translation>Dieser Server nimmt keine neuen Konten an. Melde dich bei einem bestehenden an oder verwende einen anderen Server.</translation>
  </message>
  <message>
   <source>Enter your e-mail address.</source>
   <translation>Gib deine E-Mail-Adresse ein.</translation>
  </message>
  <message>
   <source>This server accepts new accounts by invitation only. Enter your invitation code.</source>
   <translation>Dieser Server nimmt neue Konten nur mit Einladung an. Gib deinen Einladungscode ein.</translation>
  </message>
  <message>
   <source>Enter or paste the recovery key, or open the file it was saved to.</source>
   <translation>Gib den Wiederherstellungsschlüssel ein, füge ihn ein oder öffne die Datei, in der er gespeichert ist.</translation>
  </message>
  <message>
   <source>The server cannot be reached.</source>
   <translation>Der Server ist nicht erreichbar.</translation>
  </message>
  <message>
   <source>The server does not know this code. Check each letter.</source>
   <translation>Der Server kennt diesen Code nicht. Prüfe jeden Buchstaben.</translation>
  </message>
  <message>
   <source>Enter your server address, for example files.example.org.</source>
   <translation>Gib deine Serveradresse ein, zum Beispiel dateien.example.org.</translation>
  </message>
  <message>
   <source>Save, print or copy the key first, or confirm that you continue without it.</source>
   <translation>Speichere, drucke oder kopiere zuerst den Schlüssel, oder bestätige, dass du ohne ihn fortfährst.</translation>
  </message>
  <message>
   <source>Give this device a name; your other devices show it.</source>
   <translation>Gib diesem Gerät einen Namen; deine anderen Geräte zeigen ihn.</translation>
  </message>
  <message>
   <source>Choose a folder in the cloud. It is created if it does not exist.</source>
   <translation>Wähle einen Ordner in der Cloud. Er wird angelegt, wenn er noch nicht existiert.</translation>
  </message>
  <message>
   <source>Enter the password.</source>
   <translation>Gib das Passwort ein.</translation>
  </message>
  <message>
   <source>Your folder is being synced</source>
   <translation>Dein Ordner wird synchronisiert</translation>
  </message>
  <message>
   <source>You are signed in as {email}. For another account, log out in the settings later.</source>
   <translation>Du bist als {email} angemeldet. Für ein anderes Konto melde dich später in den Einstellungen ab.</translation>
  </message>
  <message>
   <source>Connected to {address}.</source>
   <translation>Verbunden mit {address}.</translation>
  </message>
  <message>
   <source>Your account is also open on {names}.</source>
   <translation>Dein Konto ist auch auf {names} geöffnet.</translation>
  </message>
  <message>
   <source>megadesk recovery key

account: {email}
server:  {server}

{key}

Keep this apart from your computer. With it and nothing else the account can be opened
when the password is lost; without both, nobody can open it again.
</source>
   <translation>megadesk-Wiederherstellungsschlüssel

Konto:  {email}
Server: {server}

{key}

Bewahre dies getrennt von deinem Computer auf. Allein damit kann das Konto geöffnet werden,
wenn das Passwort verloren ist; ohne beides kann niemand es wieder öffnen.
</translation>
  </message>
  <message>
   <source>A few short questions, then your first folder. It takes about a minute.</source>
   <translation>Ein paar kurze Fragen, dann dein erster Ordner. Es dauert etwa eine Minute.</translation>
  </message>
  <message>
   <source>Files are encrypted before they leave this computer. The server cannot read them.</source>
   <translation>Dateien werden verschlüsselt, bevor sie diesen Computer verlassen. Der Server kann sie nicht lesen.</translation>
  </message>
  <message>
   <source>Your keys are created on this computer, from your password and random numbers.</source>
   <translation>Deine Schlüssel entstehen auf diesem Computer, aus deinem Passwort und Zufallszahlen.</translation>
  </message>
  <message>
   <source>With the keys, megadesk can continue after a restart without asking for the password.</source>
   <translation>Mit den Schlüsseln macht megadesk nach einem Neustart weiter, ohne nach dem Passwort zu fragen.</translation>
  </message>
  <message>
   <source>Your account also asks for a code from your phone. A password alone does not open it.</source>
   <translation>Dein Konto verlangt auch einen Code von deinem Handy. Ein Passwort allein öffnet es nicht.</translation>
  </message>
  <message>
   <source>On paper in a drawer, or in a password manager, but not on this computer.</source>
   <translation>Auf Papier in einer Schublade oder in einem Passwortmanager, aber nicht auf diesem Computer.</translation>
  </message>
  <message>
   <source>The name is encrypted, too. Only your own devices can read it.</source>
   <translation>Auch der Name ist verschlüsselt. Nur deine eigenen Geräte können ihn lesen.</translation>
  </message>
  <message>
   <source>Sync keeps a folder the same on several computers. A backup keeps a copy with its earlier versions.</source>
   <translation>Synchronisieren hält einen Ordner auf mehreren Computern gleich. Eine Sicherung bewahrt eine Kopie mit früheren Versionen.</translation>
  </message>
  <message>
   <source>Open your cloud in Files. Add folders in Sync and Backups.</source>
   <translation>Unter Dateien öffnest du deine Cloud. Unter Synchronisieren und Sicherungen fügst du Ordner hinzu.</translation>
  </message>
  <message>
   <source>This computer is ready</source>
   <translation>Dieser Computer ist bereit</translation>
  </message>
  <message>
   <source>Your folder is being backed up</source>
   <translation>Dein Ordner wird gesichert</translation>
  </message>
  <message>
   <source>This folder is set up. Its settings can be changed later.</source>
   <translation>Dieser Ordner ist eingerichtet. Seine Einstellungen kannst du später ändern.</translation>
  </message>
  <message>
   <source>Self-signed: no authority has checked it</source>
   <translation>Selbst signiert: von keiner Stelle geprüft</translation>
  </message>
  <message numerus="yes">
   <source>Your account is also open on {names} and {n} more devices.</source>
   <extracomment>for one: Your account is also open on {names} and {n} more device.</extracomment>
   <translation>
    <numerusform>Dein Konto ist auch auf {names} und {n} weiteren Gerät geöffnet.</numerusform>
    <numerusform>Dein Konto ist auch auf {names} und {n} weiteren Geräten geöffnet.</numerusform>
   </translation>
  </message>
  <message>
   <source>Try it on this computer first</source>
   <translation>Zuerst auf diesem Computer ausprobieren</translation>
  </message>
  <message>
   <source>A server, an account and sample files, all here and only for you. Nothing leaves this computer.</source>
   <translation>Ein Server, ein Konto und Beispieldateien, alles hier und nur für dich. Nichts verlässt diesen Computer.</translation>
  </message>
  <message>
   <source>Changes are synced automatically. Earlier versions are kept, so you can undo mistakes.</source>
   <translation>Änderungen werden automatisch synchronisiert. Frühere Versionen bleiben, damit du Fehler rückgängig machen kannst.</translation>
  </message>
  <message>
   <source>Which folder do you want to sync?</source>
   <translation>Welchen Ordner möchtest du synchronisieren?</translation>
  </message>
  <message>
   <source>The folder here and the one in the cloud are made the same and stay the same. Nothing is deleted.</source>
   <translation>Der Ordner hier und der in der Cloud werden gleich und bleiben es. Nichts wird gelöscht.</translation>
  </message>
  <message>
   <source>Checking the server</source>
   <translation>Der Server wird geprüft</translation>
  </message>
  <message>
   <source>Creating a recovery key</source>
   <translation>Wiederherstellungsschlüssel wird erstellt</translation>
  </message>
  <message>
   <source>Naming this device</source>
   <translation>Das Gerät wird benannt</translation>
  </message>
  <message>
   <source>Setting up the folder</source>
   <translation>Der Ordner wird eingerichtet</translation>
  </message>
  <message>
   <source>Issued to</source>
   <translation>Ausgestellt für</translation>
  </message>
  <message>
   <source>Issued by</source>
   <translation>Ausgestellt von</translation>
  </message>
  <message>
   <source>Valid until</source>
   <translation>Gültig bis</translation>
  </message>
  <message>
   <source>SHA-256</source>
   <translation>SHA-256</translation>
  </message>
  <message>
   <source>megadesk continues by itself after a restart. Anyone who can read all files on this computer can read the keys.</source>
   <translation>megadesk macht nach einem Neustart von selbst weiter. Wer alle Dateien auf diesem Computer lesen kann, kann auch die Schlüssel lesen.</translation>
  </message>
  <message>
   <source>Only until the next restart</source>
   <translation>Nur bis zum nächsten Neustart</translation>
  </message>
  <message>
   <source>The keys are not stored. After each restart, megadesk asks for your password before it continues.</source>
   <translation>Die Schlüssel werden nicht gespeichert. Nach jedem Neustart fragt megadesk nach deinem Passwort, bevor es weitergeht.</translation>
  </message>
  <message>
   <source>Try the keyring again</source>
   <translation>Den Schlüsselbund noch einmal versuchen</translation>
  </message>
  <message>
   <source>After you have unlocked or installed one, for example GNOME Keyring or KWallet.</source>
   <translation>Nachdem du einen entsperrt oder installiert hast, zum Beispiel GNOME Keyring oder KWallet.</translation>
  </message>
  <message>
   <source>Create an account</source>
   <translation>Ein Konto anlegen</translation>
  </message>
  <message>
   <source>You are new here and have a server address.</source>
   <translation>Du bist neu hier und hast eine Serveradresse.</translation>
  </message>
  <message>
   <source>Log in</source>
   <translation>Anmelden</translation>
  </message>
  <message>
   <source>You have an account and want to add this computer.</source>
   <translation>Du hast ein Konto und möchtest diesen Computer hinzufügen.</translation>
  </message>
  <message>
   <source>Use the recovery key</source>
   <translation>Den Wiederherstellungsschlüssel verwenden</translation>
  </message>
  <message>
   <source>You have an account but lost the password.</source>
   <translation>Du hast ein Konto, aber das Passwort verloren.</translation>
  </message>
  <message>
   <source>Sync a folder</source>
   <translation>Einen Ordner synchronisieren</translation>
  </message>
  <message>
   <source>The same folder on several computers, always up to date.</source>
   <translation>Derselbe Ordner auf mehreren Computern, immer auf dem neuesten Stand.</translation>
  </message>
  <message>
   <source>A safe copy of a folder in the cloud, with earlier versions.</source>
   <translation>Eine sichere Kopie eines Ordners in der Cloud, mit früheren Versionen.</translation>
  </message>
  <message>
   <source>Nothing yet</source>
   <translation>Noch nichts</translation>
  </message>
  <message>
   <source>Look around first. Your files in the cloud can be opened at once.</source>
   <translation>Sieh dich erst um. Deine Dateien in der Cloud kannst du sofort öffnen.</translation>
  </message>
  <message>
   <source>Whenever something changes</source>
   <translation>Sobald sich etwas ändert</translation>
  </message>
  <message>
   <source>From now on it runs by itself, even after a restart.</source>
   <translation>Ab jetzt läuft es von selbst, auch nach einem Neustart.</translation>
  </message>
  <message>
   <source>Welcome to megadesk</source>
   <translation>Willkommen bei megadesk</translation>
  </message>
  <message>
   <source>Your folders, the same on all your computers, readable only by you. How do you want to start?</source>
   <translation>Deine Ordner, auf all deinen Computern gleich und nur für dich lesbar. Wie möchtest du anfangen?</translation>
  </message>
  <message>
   <source>Which server?</source>
   <translation>Welcher Server?</translation>
  </message>
  <message>
   <source>It stores your files, encrypted. You get the address from the person who runs it.</source>
   <translation>Er speichert deine Dateien verschlüsselt. Die Adresse bekommst du von seinem Betreiber.</translation>
  </message>
  <message>
   <source>Where should your keys be kept?</source>
   <translation>Wo sollen deine Schlüssel aufbewahrt werden?</translation>
  </message>
  <message>
   <source>This system has no usable keyring, so you need to choose.</source>
   <translation>Dieses System hat keinen verwendbaren Schlüsselbund, deshalb musst du wählen.</translation>
  </message>
  <message>
   <source>Enter the code that your authenticator app shows for this account.</source>
   <translation>Gib den Code ein, den deine Authenticator-App für dieses Konto anzeigt.</translation>
  </message>
  <message>
   <source>Save your recovery key</source>
   <translation>Speichere deinen Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>It opens your account if you forget the password. Nothing else does, and nobody else has it.</source>
   <translation>Er öffnet dein Konto, wenn du das Passwort vergisst. Nichts sonst kann das, und niemand sonst hat ihn.</translation>
  </message>
  <message>
   <source>Name this device</source>
   <translation>Gib diesem Gerät einen Namen</translation>
  </message>
  <message>
   <source>What should megadesk do first?</source>
   <translation>Was soll megadesk zuerst tun?</translation>
  </message>
  <message>
   <source>You can add more folders at any time.</source>
   <translation>Du kannst jederzeit weitere Ordner hinzufügen.</translation>
  </message>
  <message>
   <source>Which folder do you want to back up?</source>
   <translation>Welchen Ordner möchtest du sichern?</translation>
  </message>
  <message>
   <source>Everything in it is kept in the cloud, with earlier versions.</source>
   <translation>Alles darin wird in der Cloud aufbewahrt, mit früheren Versionen.</translation>
  </message>
  <message>
   <source>Logging in</source>
   <translation>Anmeldung läuft</translation>
  </message>
  <message>
   <source>Creating your keys and your account</source>
   <translation>Schlüssel und Konto werden erstellt</translation>
  </message>
  <message numerus="yes">
   <source>Checking: {n} files so far</source>
   <extracomment>for one: Checking: {n} file so far</extracomment>
   <translation>
    <numerusform>Wird geprüft: bisher {n} Datei</numerusform>
    <numerusform>Wird geprüft: bisher {n} Dateien</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files are only here and will be uploaded ({size}).</source>
   <extracomment>for one: {n} file is only here and will be uploaded ({size}).</extracomment>
   <translation>
    <numerusform>{n} Datei ist nur hier und wird hochgeladen ({size}).</numerusform>
    <numerusform>{n} Dateien sind nur hier und werden hochgeladen ({size}).</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files are only in the cloud and will be downloaded ({size}).</source>
   <extracomment>for one: {n} file is only in the cloud and will be downloaded ({size}).</extracomment>
   <translation>
    <numerusform>{n} Datei ist nur in der Cloud und wird heruntergeladen ({size}).</numerusform>
    <numerusform>{n} Dateien sind nur in der Cloud und werden heruntergeladen ({size}).</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files differ: both versions are kept.</source>
   <extracomment>for one: {n} file differs: both versions are kept.</extracomment>
   <translation>
    <numerusform>{n} Datei ist verschieden: Beide Fassungen bleiben.</numerusform>
    <numerusform>{n} Dateien sind verschieden: Beide Fassungen bleiben.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files are already the same.</source>
   <extracomment>for one: {n} file is already the same.</extracomment>
   <translation>
    <numerusform>{n} Datei ist schon gleich.</numerusform>
    <numerusform>{n} Dateien sind schon gleich.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} items cannot be synced.</source>
   <extracomment>for one: {n} item cannot be synced.</extracomment>
   <translation>
    <numerusform>{n} Eintrag kann nicht synchronisiert werden.</numerusform>
    <numerusform>{n} Einträge können nicht synchronisiert werden.</numerusform>
   </translation>
  </message>
  <message>
   <source>Both folders are empty. Files you add to them are synced.</source>
   <translation>Beide Ordner sind leer. Dateien, die du hinzufügst, werden synchronisiert.</translation>
  </message>
  <message>
   <source>This folder does not exist on this computer yet. It will be created.</source>
   <translation>Dieser Ordner existiert auf diesem Computer noch nicht. Er wird angelegt.</translation>
  </message>
  <message>
   <source>Create your account</source>
   <translation>Lege dein Konto an</translation>
  </message>
  <message>
   <source>The password never leaves this computer. Nobody can reset it for you.</source>
   <translation>Das Passwort verlässt diesen Computer nie. Niemand kann es für dich zurücksetzen.</translation>
  </message>
  <message>
   <source>Create account</source>
   <translation>Konto anlegen</translation>
  </message>
  <message>
   <source>Use the e-mail address and password of your account.</source>
   <translation>Verwende die E-Mail-Adresse und das Passwort deines Kontos.</translation>
  </message>
  <message>
   <source>Open your account with the recovery key</source>
   <translation>Öffne dein Konto mit dem Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>You set a new password and get a new recovery key that replaces this one.</source>
   <translation>Du legst ein neues Passwort fest und erhältst einen neuen Wiederherstellungsschlüssel, der diesen ersetzt.</translation>
  </message>
  <message>
   <source>Set new password</source>
   <translation>Neues Passwort festlegen</translation>
  </message>
  <message>
   <source>It accepts new accounts by invitation only.</source>
   <translation>Er nimmt neue Konten nur mit Einladung an.</translation>
  </message>
  <message numerus="yes">
   <source>Shown by the server: {n} changes, the last of {time}.</source>
   <extracomment>for one: Shown by the server: {n} change, of {time}.</extracomment>
   <translation>
    <numerusform>Vom Server gezeigt: {n} Änderung, vom {time}.</numerusform>
    <numerusform>Vom Server gezeigt: {n} Änderungen, die letzte vom {time}.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Verified on this computer: {n} changes, the last of {time}.</source>
   <extracomment>for one: Verified on this computer: {n} change, of {time}.</extracomment>
   <translation>
    <numerusform>Auf diesem Computer geprüft: {n} Änderung, vom {time}.</numerusform>
    <numerusform>Auf diesem Computer geprüft: {n} Änderungen, die letzte vom {time}.</numerusform>
   </translation>
  </message>
  <message>
   <source>The server says that it was restored from a backup on {time}. Ask its administrator whether this is true.</source>
   <translation>Der Server sagt, dass er aus einer Sicherung wiederhergestellt wurde: {time}. Frage seinen Betreiber, ob das stimmt.</translation>
  </message>
  <message>
   <source>Nothing on this computer is deleted.</source>
   <translation>Auf diesem Computer wird nichts gelöscht.</translation>
  </message>
  <message>
   <source>Files that only this computer has are uploaded again, files that only the server has are downloaded, and where files differ, both are kept.</source>
   <translation>Dateien, die nur dieser Computer hat, werden noch einmal hochgeladen, solche, die nur der Server hat, werden heruntergeladen, und wo sich Dateien unterscheiden, bleiben beide.</translation>
  </message>
  <message>
   <source>Only do this if you know the reason, for example that the server was restored from a backup.</source>
   <translation>Mach das nur, wenn du den Grund kennst, etwa weil der Server aus einer Sicherung wiederhergestellt wurde.</translation>
  </message>
  <message>
   <source>This deletes no files, neither here nor in the cloud.</source>
   <translation>Dabei werden keine Dateien gelöscht, weder hier noch in der Cloud.</translation>
  </message>
  <message numerus="yes">
   <source>{n} lines are not valid rules and are not used.</source>
   <extracomment>for one: {n} line is not a valid rule and is not used.</extracomment>
   <translation>
    <numerusform>{n} Zeile ist keine gültige Regel und wird nicht verwendet.</numerusform>
    <numerusform>{n} Zeilen sind keine gültigen Regeln und werden nicht verwendet.</numerusform>
   </translation>
  </message>
  <message>
   <source>These rules are in effect.</source>
   <translation>Diese Regeln gelten.</translation>
  </message>
  <message>
   <source>This change affects no files, neither here nor in the cloud.</source>
   <translation>Diese Änderung betrifft keine Dateien, weder hier noch in der Cloud.</translation>
  </message>
  <message>
   <source>This line is not a valid rule and is not used.</source>
   <translation>Diese Zeile ist keine gültige Regel und wird nicht verwendet.</translation>
  </message>
  <message numerus="yes">
   <source>{n} files will no longer be synced</source>
   <extracomment>for one: {n} file will no longer be synced</extracomment>
   <translation>
    <numerusform>{n} Datei wird nicht mehr synchronisiert</numerusform>
    <numerusform>{n} Dateien werden nicht mehr synchronisiert</numerusform>
   </translation>
  </message>
  <message>
   <source>Stays where it is, here and in the cloud.</source>
   <translation>Bleibt, wo es ist, hier und in der Cloud.</translation>
  </message>
  <message numerus="yes">
   <source>{n} files on this computer will be synced again</source>
   <extracomment>for one: {n} file on this computer will be synced again</extracomment>
   <translation>
    <numerusform>{n} Datei auf diesem Computer wird wieder synchronisiert</numerusform>
    <numerusform>{n} Dateien auf diesem Computer werden wieder synchronisiert</numerusform>
   </translation>
  </message>
  <message>
   <source>Compared with the cloud as at the first sync. Where files differ, both are kept.</source>
   <translation>Mit der Cloud verglichen wie beim ersten Synchronisieren. Wo sich Dateien unterscheiden, bleiben beide.</translation>
  </message>
  <message numerus="yes">
   <source>{n} files will be downloaded from the cloud</source>
   <extracomment>for one: {n} file will be downloaded from the cloud</extracomment>
   <translation>
    <numerusform>{n} Datei wird aus der Cloud heruntergeladen</numerusform>
    <numerusform>{n} Dateien werden aus der Cloud heruntergeladen</numerusform>
   </translation>
  </message>
  <message>
   <source>Ignored on this computer until now.</source>
   <translation>Auf diesem Computer bisher ausgeschlossen.</translation>
  </message>
  <message>
   <source>Save the recovery key</source>
   <translation>Den Wiederherstellungsschlüssel speichern</translation>
  </message>
  <message>
   <source>Your old key no longer works. Keep the new one somewhere other than this computer.</source>
   <translation>Dein alter Schlüssel gilt nicht mehr. Bewahre den neuen nicht auf diesem Computer auf.</translation>
  </message>
  <message>
   <source>The new key is being created and shown only here. Close again to leave without it.</source>
   <translation>Der neue Schlüssel wird gerade erstellt und nur hier angezeigt. Schließe noch einmal, um ohne ihn fortzufahren.</translation>
  </message>
  <message>
   <source>The key is shown only here. Save it first, or close again to leave without it.</source>
   <translation>Der Schlüssel wird nur hier angezeigt. Speichere ihn zuerst oder schließe noch einmal, um ohne ihn fortzufahren.</translation>
  </message>
  <message>
   <source>One-time codes</source>
   <translation>Einmalcodes</translation>
  </message>
  <message>
   <source>Save the one-time codes</source>
   <translation>Die Einmalcodes speichern</translation>
  </message>
  <message>
   <source>Each of these codes works once, in place of one from the app. Without them, a lost phone locks you out.</source>
   <translation>Jeder dieser Codes gilt einmal, anstelle eines Codes aus der App. Ohne sie kommst du nach Verlust deines Handys nicht mehr ins Konto.</translation>
  </message>
  <message>
   <source>The codes are being created and shown only here. Close again to leave without them.</source>
   <translation>Die Codes werden gerade erstellt und nur hier angezeigt. Schließe noch einmal, um ohne sie fortzufahren.</translation>
  </message>
  <message>
   <source>The codes are shown only here. Save them first, or close again to leave without them.</source>
   <translation>Die Codes werden nur hier angezeigt. Speichere sie zuerst oder schließe noch einmal, um ohne sie fortzufahren.</translation>
  </message>
  <message>
   <source>I have kept them</source>
   <translation>Ich habe sie aufbewahrt</translation>
  </message>
  <message>
   <source>{name}</source>
   <translation>{name}</translation>
  </message>
  <message>
   <source>files at the top level</source>
   <translation>Dateien auf oberster Ebene</translation>
  </message>
  <message>
   <source>Would be deleted on this computer</source>
   <translation>Würde auf diesem Computer gelöscht</translation>
  </message>
  <message>
   <source>Would be deleted in the cloud and on your devices</source>
   <translation>Würde in der Cloud und auf deinen Geräten gelöscht</translation>
  </message>
  <message>
   <source>Would be replaced in the cloud</source>
   <translation>Würde in der Cloud ersetzt</translation>
  </message>
  <message numerus="yes">
   <source>{n} files in total</source>
   <extracomment>for one: {n} file in total</extracomment>
   <translation>
    <numerusform>Insgesamt {n} Datei</numerusform>
    <numerusform>Insgesamt {n} Dateien</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} more not shown</source>
   <extracomment>for one: {n} more not shown</extracomment>
   <translation>
    <numerusform>{n} weitere nicht gezeigt</numerusform>
    <numerusform>{n} weitere nicht gezeigt</numerusform>
   </translation>
  </message>
  <message>
   <source>Quit megadesk</source>
   <translation>megadesk beenden</translation>
  </message>
  <message>
   <source>Open “{folder}”</source>
   <translation>„{folder}“ öffnen</translation>
  </message>
  <message>
   <source>Pause for 10 minutes</source>
   <translation>Für 10 Minuten anhalten</translation>
  </message>
  <message>
   <source>Pause for 1 hour</source>
   <translation>Für 1 Stunde anhalten</translation>
  </message>
  <message>
   <source>Pause until I resume</source>
   <translation>Anhalten, bis ich fortsetze</translation>
  </message>
  <message>
   <source>Problems ({n})</source>
   <translation>Probleme ({n})</translation>
  </message>
  <message numerus="yes">
   <source>{n} problems need your attention</source>
   <extracomment>for one: {n} problem needs your attention</extracomment>
   <translation>
    <numerusform>{n} Problem erfordert deine Aufmerksamkeit</numerusform>
    <numerusform>{n} Probleme erfordern deine Aufmerksamkeit</numerusform>
   </translation>
  </message>
  <message>
   <source>Nothing on this computer was changed. Check what happened before you continue.</source>
   <translation>Auf diesem Computer wurde nichts geändert. Prüfe, was passiert ist, bevor du weitermachst.</translation>
  </message>
  <message numerus="yes">
   <source>{n} files were changed in two places</source>
   <extracomment>for one: {n} file was changed in two places</extracomment>
   <translation>
    <numerusform>{n} Datei wurde an zwei Orten geändert</numerusform>
    <numerusform>{n} Dateien wurden an zwei Orten geändert</numerusform>
   </translation>
  </message>
  <message>
   <source>“{folder}” needs your decision</source>
   <translation>„{folder}“ braucht deine Entscheidung</translation>
  </message>
  <message>
   <source>“{folder}” has not been backed up for a while</source>
   <translation>„{folder}“ wurde seit einer Weile nicht gesichert</translation>
  </message>
  <message>
   <source>A new device is signed in</source>
   <translation>Ein neues Gerät ist angemeldet</translation>
  </message>
  <message>
   <source>“{device}” can now read your files. If it is not yours, end its session and change your password.</source>
   <translation>„{device}“ kann jetzt deine Dateien lesen. Ist es nicht deins, beende seine Sitzung und ändere dein Passwort.</translation>
  </message>
  <message>
   <source>Your storage is full</source>
   <translation>Dein Speicher ist voll</translation>
  </message>
  <message>
   <source>Your storage is {part} full</source>
   <translation>Dein Speicher ist zu {part} voll</translation>
  </message>
  <message>
   <source>Nothing new is uploaded until there is room. Nothing is lost.</source>
   <translation>Neues wird erst hochgeladen, wenn wieder Platz ist. Nichts geht verloren.</translation>
  </message>
  <message>
   <source>Empty the bin or delete files you no longer need.</source>
   <translation>Leere den Papierkorb oder lösche, was du nicht mehr brauchst.</translation>
  </message>
  <message>
   <source>Damaged data on the server</source>
   <translation>Beschädigte Daten auf dem Server</translation>
  </message>
  <message>
   <source>Nothing is synced until you resume.</source>
   <translation>Nichts wird synchronisiert, bis du fortsetzt.</translation>
  </message>
  <message>
   <source>megadesk {engine} syncs your files now; this is {version}.</source>
   <translation>Im Moment synchronisiert megadesk {engine} deine Dateien; dies ist {version}.</translation>
  </message>
  <message>
   <source>Not running</source>
   <translation>Läuft nicht</translation>
  </message>
  <message>
   <source>Nothing is synced until {time}.</source>
   <translation>Nichts wird synchronisiert bis {time}.</translation>
  </message>
  <message>
   <source>Enter your password to continue syncing.</source>
   <translation>Gib dein Passwort ein, um weiter zu synchronisieren.</translation>
  </message>
  <message>
   <source>Enter password</source>
   <translation>Passwort eingeben</translation>
  </message>
  <message numerus="yes">
   <source>All {n} files are safe.</source>
   <extracomment>for one: Your file is safe.</extracomment>
   <translation>
    <numerusform>Deine Datei ist sicher.</numerusform>
    <numerusform>Alle {n} Dateien sind sicher.</numerusform>
   </translation>
  </message>
  <message>
   <source>Everything is up to date.</source>
   <translation>Alles ist auf dem neuesten Stand.</translation>
  </message>
  <message>
   <source>Up to date</source>
   <translation>Aktuell</translation>
  </message>
  <message numerus="yes">
   <source>Syncing {n} changes</source>
   <extracomment>for one: Syncing {n} change</extracomment>
   <translation>
    <numerusform>Noch {n} Änderung</numerusform>
    <numerusform>Noch {n} Änderungen</numerusform>
   </translation>
  </message>
  <message>
   <source>Syncing</source>
   <translation>Synchronisiert</translation>
  </message>
  <message>
   <source>Starting</source>
   <translation>Startet</translation>
  </message>
  <message>
   <source>The sync engine is starting.</source>
   <translation>Das Programm im Hintergrund startet.</translation>
  </message>
  <message>
   <source>Another version is running</source>
   <translation>Eine andere Version läuft</translation>
  </message>
  <message>
   <source>The sync engine is not running. megadesk is restarting it.</source>
   <translation>Das Programm im Hintergrund läuft nicht. megadesk startet es neu.</translation>
  </message>
  <message>
   <source>Nobody is signed in on this computer.</source>
   <translation>Auf diesem Computer ist niemand angemeldet.</translation>
  </message>
  <message>
   <source>Set up</source>
   <translation>Einrichten</translation>
  </message>
  <message>
   <source>Ready</source>
   <translation>Bereit</translation>
  </message>
  <message>
   <source>No folder is synced or backed up yet.</source>
   <translation>Noch wird kein Ordner synchronisiert oder gesichert.</translation>
  </message>
  <message>
   <source>Choose a folder</source>
   <translation>Ordner wählen</translation>
  </message>
  <message>
   <source>Checking your folders for changes.</source>
   <translation>Sucht in deinen Ordnern nach Änderungen.</translation>
  </message>
  <message>
   <source>Offline</source>
   <translation>Offline</translation>
  </message>
  <message>
   <source>Your changes are kept here and synced once the server can be reached.</source>
   <translation>Deine Änderungen bleiben hier und werden synchronisiert, sobald der Server erreichbar ist.</translation>
  </message>
  <message>
   <source>Damaged data</source>
   <translation>Beschädigte Daten</translation>
  </message>
  <message>
   <source>Show what happened</source>
   <translation>Anzeigen, was passiert ist</translation>
  </message>
  <message numerus="yes">
   <source>{n} problems need your decision.</source>
   <extracomment>for one: {n} problem needs your decision.</extracomment>
   <translation>
    <numerusform>{n} Problem braucht deine Entscheidung.</numerusform>
    <numerusform>{n} Probleme brauchen deine Entscheidung.</numerusform>
   </translation>
  </message>
  <message>
   <source>Syncing is waiting and continues automatically.</source>
   <translation>Das Synchronisieren wartet und geht von selbst weiter.</translation>
  </message>
  <message>
   <source>Very easy to guess.</source>
   <translation>Sehr leicht zu erraten.</translation>
  </message>
  <message>
   <source>Easy to guess.</source>
   <translation>Leicht zu erraten.</translation>
  </message>
  <message>
   <source>Could be stronger.</source>
   <translation>Könnte stärker sein.</translation>
  </message>
  <message>
   <source>Strong.</source>
   <translation>Stark.</translation>
  </message>
  <message>
   <source>Very strong.</source>
   <translation>Sehr stark.</translation>
  </message>
  <message>
   <source>Keyboard patterns are easy to guess.</source>
   <translation>Tastaturmuster sind leicht zu erraten.</translation>
  </message>
  <message>
   <source>Repetition does not make it stronger.</source>
   <translation>Wiederholungen machen es nicht stärker.</translation>
  </message>
  <message>
   <source>Sequences like abc or 6543 are easy to guess.</source>
   <translation>Folgen wie abc oder 6543 sind leicht zu erraten.</translation>
  </message>
  <message>
   <source>Years are easy to guess.</source>
   <translation>Jahreszahlen sind leicht zu erraten.</translation>
  </message>
  <message>
   <source>Dates are easy to guess.</source>
   <translation>Daten sind leicht zu erraten.</translation>
  </message>
  <message>
   <source>Many people use this password.</source>
   <translation>Viele verwenden dieses Passwort.</translation>
  </message>
  <message>
   <source>It is similar to a common password.</source>
   <translation>Es ähnelt einem häufigen Passwort.</translation>
  </message>
  <message>
   <source>One word is not enough. Use several.</source>
   <translation>Ein Wort reicht nicht. Verwende mehrere.</translation>
  </message>
  <message>
   <source>Names are easy to guess.</source>
   <translation>Namen sind leicht zu erraten.</translation>
  </message>
  <message>
   <source>Use at least {n} characters. A few words in a row are fine.</source>
   <translation>Verwende mindestens {n} Zeichen. Ein paar Wörter hintereinander sind gut.</translation>
  </message>
  <message>
   <source>The passwords do not match.</source>
   <translation>Die Passwörter stimmen nicht überein.</translation>
  </message>
  <message>
   <source>This name is too long.</source>
   <translation>Dieser Name ist zu lang.</translation>
  </message>
  <message>
   <source>A name cannot contain a slash or backslash.</source>
   <translation>Ein Name kann keinen Schrägstrich oder umgekehrten Schrägstrich enthalten.</translation>
  </message>
  <message>
   <source>This name is not allowed.</source>
   <translation>Dieser Name ist nicht erlaubt.</translation>
  </message>
  <message>
   <source>{name} already exists.</source>
   <translation>{name} gibt es schon.</translation>
  </message>
  <message>
   <source>Up {speed}</source>
   <translation>Hoch {speed}</translation>
  </message>
  <message>
   <source>Down {speed}</source>
   <translation>Herunter {speed}</translation>
  </message>
  <message>
   <source>{name}: {facts}</source>
   <translation>{name}: {facts}</translation>
  </message>
  <message>
   <source>Encrypted and verified</source>
   <translation>Verschlüsselt und geprüft</translation>
  </message>
  <message>
   <source>Encrypted on this computer</source>
   <translation>Auf diesem Computer verschlüsselt</translation>
  </message>
  <message>
   <source>There is no preview for this kind of file.</source>
   <translation>Für diese Art von Datei gibt es keine Vorschau.</translation>
  </message>
  <message>
   <source>This file is empty.</source>
   <translation>Diese Datei ist leer.</translation>
  </message>
  <message>
   <source>Pictures larger than {size} have no preview.</source>
   <translation>Für Bilder über {size} gibt es keine Vorschau.</translation>
  </message>
  <message>
   <source>They were deleted on this computer. Until you decide, nothing is deleted in the cloud and nothing else in this folder is synced.</source>
   <translation>Sie wurden auf diesem Computer gelöscht. Bis du entscheidest, wird in der Cloud nichts gelöscht und sonst nichts in diesem Ordner synchronisiert.</translation>
  </message>
  <message>
   <source>This folder only receives changes from the cloud. Changes made here are kept but not uploaded.</source>
   <translation>Dieser Ordner nimmt nur Änderungen aus der Cloud an. Änderungen von hier bleiben erhalten, werden aber nicht hochgeladen.</translation>
  </message>
  <message>
   <source>This folder only sends changes to the cloud. Changes made there are kept but not downloaded.</source>
   <translation>Dieser Ordner sendet nur Änderungen in die Cloud. Änderungen von dort bleiben erhalten, werden aber nicht heruntergeladen.</translation>
  </message>
  <message>
   <source>Not every system can store every name. Until it is renamed, it stays where it is and is not synced.</source>
   <translation>Nicht jedes System kann jeden Namen speichern. Bis es umbenannt wird, bleibt es, wo es ist, und wird nicht synchronisiert.</translation>
  </message>
  <message>
   <source>No changes are missed; they are only noticed a little later.</source>
   <translation>Keine Änderung wird übersehen; sie wird nur etwas später bemerkt.</translation>
  </message>
  <message>
   <source>megadesk uses some names itself. Until it is renamed, it stays where it is and is not synced.</source>
   <translation>Manche Namen verwendet megadesk selbst. Bis es umbenannt wird, bleibt es, wo es ist, und wird nicht synchronisiert.</translation>
  </message>
  <message>
   <source>megadesk checks everything from the server before using it, and this check failed. Nothing on this computer was changed.</source>
   <translation>megadesk prüft alles vom Server, bevor es verwendet wird, und diese Prüfung ist fehlgeschlagen. Auf diesem Computer wurde nichts geändert.</translation>
  </message>
  <message>
   <source>They were deleted in the cloud. Until you decide, nothing is deleted here and nothing else in this folder is synced.</source>
   <translation>Sie wurden in der Cloud gelöscht. Bis du entscheidest, wird hier nichts gelöscht und sonst nichts in diesem Ordner synchronisiert.</translation>
  </message>
  <message>
   <source>Each device saved its own version before it received the other. Both are kept, and nothing is lost, whichever you choose.</source>
   <translation>Jedes Gerät hat seine eigene Fassung gespeichert, bevor es die andere erhielt. Beide bleiben, und nichts geht verloren, egal, was du wählst.</translation>
  </message>
  <message>
   <source>After such a long time, these deletions may no longer be wanted. Nothing in this folder is synced until you decide.</source>
   <translation>Nach so langer Zeit sind diese Löschungen vielleicht nicht mehr gewollt. In diesem Ordner wird nichts synchronisiert, bis du entscheidest.</translation>
  </message>
  <message>
   <source>This happens when a program converts many files, but also when ransomware encrypts them. Nothing in this folder is uploaded until you decide.</source>
   <translation>Das passiert, wenn ein Programm viele Dateien umwandelt, aber auch, wenn Erpressungssoftware sie verschlüsselt. Aus diesem Ordner wird nichts hochgeladen, bis du entscheidest.</translation>
  </message>
  <message>
   <source>A disconnected disk looks like an emptied folder. So nothing is deleted, and syncing of this folder is stopped.</source>
   <translation>Eine nicht angeschlossene Festplatte sieht aus wie ein geleerter Ordner. Deshalb wird nichts gelöscht, und dieser Ordner wird nicht synchronisiert.</translation>
  </message>
  <message>
   <source>This is not the folder that was synced. So nothing is deleted, and syncing of this folder is stopped.</source>
   <translation>Das ist nicht der Ordner, der synchronisiert wurde. Deshalb wird nichts gelöscht, und dieser Ordner wird nicht synchronisiert.</translation>
  </message>
  <message>
   <source>If that disk were removed, its files would look deleted. So it has to be synced as its own folder.</source>
   <translation>Würde diese Festplatte entfernt, sähen ihre Dateien gelöscht aus. Deshalb muss sie als eigener Ordner synchronisiert werden.</translation>
  </message>
  <message>
   <source>Existing files are unchanged. Syncing continues automatically once there is space.</source>
   <translation>Vorhandene Dateien sind unverändert. Es geht von selbst weiter, sobald Platz ist.</translation>
  </message>
  <message>
   <source>Files in the cloud stay there, and deleting and moving still syncs. Only new content waits.</source>
   <translation>Dateien in der Cloud bleiben dort, und Löschen und Verschieben wird weiter synchronisiert. Nur neuer Inhalt wartet.</translation>
  </message>
  <message>
   <source>You cancelled its transfer. The file itself is unchanged, here and in the cloud.</source>
   <translation>Du hast die Übertragung abgebrochen. Die Datei selbst ist unverändert, hier und in der Cloud.</translation>
  </message>
  <message>
   <source>It stays as it is, here and in the cloud, until you act. Everything else continues to sync.</source>
   <translation>Es bleibt, wie es ist, hier und in der Cloud, bis du etwas tust. Alles andere wird weiter synchronisiert.</translation>
  </message>
  <message>
   <source>It continues automatically as soon as possible. Everything else keeps syncing.</source>
   <translation>Es geht so bald wie möglich von selbst weiter. Alles andere wird weiter synchronisiert.</translation>
  </message>
  <message>
   <source>It did not work. The files here and in the cloud stay as they are.</source>
   <translation>Es hat nicht geklappt. Die Dateien hier und in der Cloud bleiben, wie sie sind.</translation>
  </message>
  <message>
   <source>Items of this type are not synced. It stays as it is.</source>
   <translation>Einträge dieser Art werden nicht synchronisiert. Dieser bleibt, wie er ist.</translation>
  </message>
  <message>
   <source>Everything else keeps syncing.</source>
   <translation>Alles andere wird weiter synchronisiert.</translation>
  </message>
  <message>
   <source>It waits until you decide.</source>
   <translation>Es wartet, bis du entscheidest.</translation>
  </message>
  <message>
   <source>What cannot be read is left as it is, here and in the cloud. Everything else keeps syncing.</source>
   <translation>Was nicht gelesen werden kann, bleibt hier und in der Cloud, wie es ist. Alles andere wird weiter synchronisiert.</translation>
  </message>
  <message>
   <source>All other rules work. Nothing is uploaded by accident because of it.</source>
   <translation>Alle anderen Regeln gelten. Dadurch wird nichts aus Versehen hochgeladen.</translation>
  </message>
  <message>
   <source>A link may lead anywhere, even out of the folder. So links are skipped, unless you choose to keep them as links.</source>
   <translation>Ein Link kann überallhin führen, auch aus dem Ordner hinaus. Deshalb werden Links ausgelassen, außer du wählst, sie als Links zu behalten.</translation>
  </message>
  <message>
   <source>Since {time}</source>
   <translation>Seit {time}</translation>
  </message>
  <message>
   <source>{title} · {n}</source>
   <translation>{title} · {n}</translation>
  </message>
  <message>
   <source>Choose which version to keep</source>
   <translation>Wähle, welche Fassung bleibt</translation>
  </message>
  <message>
   <source>Sign in</source>
   <translation>Anmelden</translation>
  </message>
  <message>
   <source>Ask the server's administrator</source>
   <translation>Frage den Betreiber des Servers</translation>
  </message>
  <message>
   <source>Save these files again</source>
   <translation>Speichere diese Dateien noch einmal</translation>
  </message>
  <message>
   <source>Damaged on the server</source>
   <translation>Auf dem Server beschädigt</translation>
  </message>
  <message>
   <source>Report the problem</source>
   <translation>Melde das Problem</translation>
  </message>
  <message>
   <source>Free up disk space</source>
   <translation>Schaffe Platz auf der Festplatte</translation>
  </message>
  <message>
   <source>Free up cloud storage</source>
   <translation>Schaffe Platz in der Cloud</translation>
  </message>
  <message>
   <source>Rename these files</source>
   <translation>Benenne diese Dateien um</translation>
  </message>
  <message>
   <source>Allow megadesk to read these files</source>
   <translation>Gib megadesk Leserechte für diese Dateien</translation>
  </message>
  <message>
   <source>Close these files in other programs</source>
   <translation>Schließe diese Dateien in anderen Programmen</translation>
  </message>
  <message>
   <source>Correct the ignore rules</source>
   <translation>Berichtige die Ausschlussregeln</translation>
  </message>
  <message>
   <source>Update megadesk</source>
   <translation>Aktualisiere megadesk</translation>
  </message>
  <message>
   <source>Raise a system limit</source>
   <translation>Erhöhe ein Systemlimit</translation>
  </message>
  <message>
   <source>Sync as separate folders</source>
   <translation>Als eigene Ordner synchronisieren</translation>
  </message>
  <message>
   <source>Good to know</source>
   <translation>Gut zu wissen</translation>
  </message>
  <message>
   <source>Solved</source>
   <translation>Gelöst</translation>
  </message>
  <message>
   <source>The whole folder</source>
   <translation>Der ganze Ordner</translation>
  </message>
  <message>
   <source>{name}, solved</source>
   <translation>{name}, gelöst</translation>
  </message>
  <message>
   <source>since {ago}</source>
   <translation>seit {ago}</translation>
  </message>
  <message numerus="yes">
   <source>{n} need your decision</source>
   <extracomment>for one: {n} needs your decision</extracomment>
   <translation>
    <numerusform>{n} braucht deine Entscheidung</numerusform>
    <numerusform>{n} brauchen deine Entscheidung</numerusform>
   </translation>
  </message>
  <message>
   <source>first {n} shown, search to find others</source>
   <translation>die ersten {n} werden angezeigt, suche nach weiteren</translation>
  </message>
  <message>
   <source>“{name}” is still being scanned</source>
   <translation>„{name}“ wird noch durchsucht</translation>
  </message>
  <message>
   <source>Nothing on this computer was changed. Ask the server's administrator what happened.</source>
   <translation>Auf diesem Computer wurde nichts geändert. Frage den Betreiber des Servers, was passiert ist.</translation>
  </message>
  <message>
   <source>Nothing is uploaded from here any more. Stop this backup: the files stay on both sides.</source>
   <translation>Von hier wird nichts mehr hochgeladen. Beende diese Sicherung: Die Dateien bleiben auf beiden Seiten.</translation>
  </message>
  <message>
   <source>Nothing on this computer was changed. Ask the server's administrator whether it was restored from a backup.</source>
   <translation>Auf diesem Computer wurde nichts geändert. Frage den Betreiber des Servers, ob er aus einer Sicherung wiederhergestellt wurde.</translation>
  </message>
  <message>
   <source>Put the file itself here to sync it, or set the folder to keep links as links.</source>
   <translation>Lege die Datei selbst hierher, um sie zu synchronisieren, oder stelle den Ordner so ein, dass Links als Links bleiben.</translation>
  </message>
  <message>
   <source>Decide about that one first, or sync this folder both ways.</source>
   <translation>Entscheide zuerst darüber, oder synchronisiere diesen Ordner in beide Richtungen.</translation>
  </message>
  <message>
   <source>Nothing to do if that is often enough.</source>
   <translation>Nichts zu tun, wenn das oft genug ist.</translation>
  </message>
  <message>
   <source>Try again to sync it. When the file changes, it is synced automatically.</source>
   <translation>Versuche es erneut, um es zu synchronisieren. Ändert sich die Datei, wird sie von selbst synchronisiert.</translation>
  </message>
  <message>
   <source>A device that still has the file can upload it again: “Check everything” there. All other files keep syncing.</source>
   <translation>Ein Gerät, das die Datei noch hat, kann sie erneut hochladen: dort „Alles prüfen“. Alle anderen Dateien werden weiter synchronisiert.</translation>
  </message>
  <message>
   <source>Try again. If it happens again, a report helps to find out why.</source>
   <translation>Versuche es noch einmal. Geschieht es wieder, hilft ein Bericht, den Grund zu finden.</translation>
  </message>
  <message>
   <source>Your files are unchanged. A report helps to find out why.</source>
   <translation>Deine Dateien sind unverändert. Ein Bericht hilft, den Grund zu finden.</translation>
  </message>
  <message>
   <source>Compare both versions and keep one of them, or both.</source>
   <translation>Vergleiche beide Fassungen und behalte eine davon, oder beide.</translation>
  </message>
  <message>
   <source>If it was not you, stop the program that does it first. Then restore the files.</source>
   <translation>Warst du es nicht, beende zuerst das Programm, das es tut. Stelle dann die Dateien wieder her.</translation>
  </message>
  <message>
   <source>Connect its disk to continue syncing. If the folder was moved, choose where it is now.</source>
   <translation>Schließe die Festplatte an, um weiter zu synchronisieren. Wurde der Ordner verschoben, wähle, wo er jetzt ist.</translation>
  </message>
  <message>
   <source>Move the folder back, or choose where it is now.</source>
   <translation>Verschiebe den Ordner zurück oder wähle, wo er jetzt ist.</translation>
  </message>
  <message>
   <source>Stop the other one, or remove the folder from one of the two.</source>
   <translation>Beende das andere, oder entferne den Ordner aus einem der beiden.</translation>
  </message>
  <message>
   <source>Rename one of the two and try again.</source>
   <translation>Benenne eine der beiden um und versuche es noch einmal.</translation>
  </message>
  <message>
   <source>Unlock your system keyring and sign in again.</source>
   <translation>Entsperre den Schlüsselbund deines Systems und melde dich wieder an.</translation>
  </message>
  <message>
   <source>Sign in on this computer.</source>
   <translation>Melde dich auf diesem Computer an.</translation>
  </message>
  <message>
   <source>Try again.</source>
   <translation>Versuche es noch einmal.</translation>
  </message>
  <message>
   <source>Check what would be deleted, then delete or restore it.</source>
   <translation>Prüfe, was gelöscht würde, und lösche es oder stelle es wieder her.</translation>
  </message>
  <message>
   <source>Check the problem and decide.</source>
   <translation>Sieh dir das Problem an und entscheide.</translation>
  </message>
  <message>
   <source>{size} will be restored. Nothing has to be uploaded.</source>
   <translation>{size} werden wiederhergestellt. Nichts muss hochgeladen werden.</translation>
  </message>
  <message numerus="yes">
   <source>{n} files get their earlier content; the newer ones are kept as versions.</source>
   <extracomment>for one: {n} file gets its earlier content; the newer one is kept as a version.</extracomment>
   <translation>
    <numerusform>{n} Datei erhält den früheren Inhalt; der neuere bleibt als Version.</numerusform>
    <numerusform>{n} Dateien erhalten den früheren Inhalt; die neueren bleiben als Versionen.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} more move along with their folders.</source>
   <extracomment>for one: {n} more moves along with its folder.</extracomment>
   <translation>
    <numerusform>{n} weiterer Eintrag wandert mit seinem Ordner mit.</numerusform>
    <numerusform>{n} weitere Einträge wandern mit ihren Ordnern mit.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} items are unchanged.</source>
   <extracomment>for one: {n} item is unchanged.</extracomment>
   <translation>
    <numerusform>{n} Eintrag ist unverändert.</numerusform>
    <numerusform>{n} Einträge sind unverändert.</numerusform>
   </translation>
  </message>
  <message>
   <source>now {place}</source>
   <translation>jetzt {place}</translation>
  </message>
  <message>
   <source>Nothing to do: everything is as it was then.</source>
   <translation>Es ist nichts zu tun: Alles ist wie damals.</translation>
  </message>
  <message numerus="yes">
   <source>{n} items are created again.</source>
   <extracomment>for one: {n} item is created again.</extracomment>
   <translation>
    <numerusform>{n} Eintrag wird neu angelegt.</numerusform>
    <numerusform>{n} Einträge werden neu angelegt.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} items are restored from the bin.</source>
   <extracomment>for one: {n} item is restored from the bin.</extracomment>
   <translation>
    <numerusform>{n} Eintrag wird aus dem Papierkorb wiederhergestellt.</numerusform>
    <numerusform>{n} Einträge werden aus dem Papierkorb wiederhergestellt.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} items are moved back to their places.</source>
   <extracomment>for one: {n} item is moved back to its place.</extracomment>
   <translation>
    <numerusform>{n} Eintrag wird an seinen Ort zurückverschoben.</numerusform>
    <numerusform>{n} Einträge werden an ihre Orte zurückverschoben.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files get their earlier content.</source>
   <extracomment>for one: {n} file gets its earlier content.</extracomment>
   <translation>
    <numerusform>{n} Datei erhält den früheren Inhalt.</numerusform>
    <numerusform>{n} Dateien erhalten den früheren Inhalt.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} items are renamed to free their names.</source>
   <extracomment>for one: {n} item is renamed to free its name.</extracomment>
   <translation>
    <numerusform>{n} Eintrag wird umbenannt, um den Namen freizugeben.</numerusform>
    <numerusform>{n} Einträge werden umbenannt, um die Namen freizugeben.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} items added since then are moved to the bin.</source>
   <extracomment>for one: {n} item added since then is moved to the bin.</extracomment>
   <translation>
    <numerusform>{n} seitdem hinzugefügter Eintrag wird in den Papierkorb verschoben.</numerusform>
    <numerusform>{n} seitdem hinzugefügte Einträge werden in den Papierkorb verschoben.</numerusform>
   </translation>
  </message>
  <message>
   <source>Created again</source>
   <translation>Neu angelegt</translation>
  </message>
  <message>
   <source>Earlier content restored</source>
   <translation>Früherer Inhalt wiederhergestellt</translation>
  </message>
  <message>
   <source>Renamed</source>
   <translation>Umbenannt</translation>
  </message>
  <message>
   <source>Moved to the bin</source>
   <translation>In den Papierkorb verschoben</translation>
  </message>
  <message>
   <source>Unchanged</source>
   <translation>Unverändert</translation>
  </message>
  <message>
   <source>Restored from the bin, with earlier content</source>
   <translation>Aus dem Papierkorb, mit früherem Inhalt</translation>
  </message>
  <message>
   <source>Restored from the bin</source>
   <translation>Aus dem Papierkorb wiederhergestellt</translation>
  </message>
  <message>
   <source>Moved back, with earlier content</source>
   <translation>Zurückverschoben, mit früherem Inhalt</translation>
  </message>
  <message>
   <source>Moved back</source>
   <translation>Zurückverschoben</translation>
  </message>
  <message>
   <source>As of {when}</source>
   <translation>Stand {when}</translation>
  </message>
  <message numerus="yes">
   <source>Restore {n} files…</source>
   <extracomment>for one: Restore {n} file…</extracomment>
   <translation>
    <numerusform>{n} Datei wiederherstellen …</numerusform>
    <numerusform>{n} Dateien wiederherstellen …</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} items selected.</source>
   <extracomment>for one: {n} item selected.</extracomment>
   <translation>
    <numerusform>{n} Eintrag ausgewählt.</numerusform>
    <numerusform>{n} Einträge ausgewählt.</numerusform>
   </translation>
  </message>
  <message>
   <source>now called {name}</source>
   <translation>heißt jetzt {name}</translation>
  </message>
  <message>
   <source>in the bin</source>
   <translation>im Papierkorb</translation>
  </message>
  <message>
   <source>at the top level</source>
   <translation>auf oberster Ebene</translation>
  </message>
  <message>
   <source>{then} then, {now} now</source>
   <translation>{then} damals, {now} jetzt</translation>
  </message>
  <message>
   <source>Your files as they were at any time that is kept.</source>
   <translation>Deine Dateien zu jedem Zeitpunkt, der aufbewahrt ist.</translation>
  </message>
  <message>
   <source>This is the present. Go back in time to see earlier states.</source>
   <translation>Das ist die Gegenwart. Geh in der Zeit zurück, um frühere Stände zu sehen.</translation>
  </message>
  <message numerus="yes">
   <source>Restore {n} items…</source>
   <extracomment>for one: Restore {n} item…</extracomment>
   <translation>
    <numerusform>{n} Eintrag wiederherstellen …</numerusform>
    <numerusform>{n} Einträge wiederherstellen …</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Restore {n} folders…</source>
   <extracomment>for one: Restore {n} folder…</extracomment>
   <translation>
    <numerusform>{n} Ordner wiederherstellen …</numerusform>
    <numerusform>{n} Ordner wiederherstellen …</numerusform>
   </translation>
  </message>
  <message>
   <source>Go back in time to restore something.</source>
   <translation>Geh in der Zeit zurück, um etwas wiederherzustellen.</translation>
  </message>
  <message numerus="yes">
   <source>They were added later: there is no earlier state to restore.</source>
   <extracomment>for one: It was added later: there is no earlier state to restore.</extracomment>
   <translation>
    <numerusform>Er wurde später hinzugefügt: Es gibt keinen früheren Stand.</numerusform>
    <numerusform>Sie wurden später hinzugefügt: Es gibt keinen früheren Stand.</numerusform>
   </translation>
  </message>
  <message>
   <source>Select what to restore, on the left or on the right.</source>
   <translation>Wähle links oder rechts aus, was wiederhergestellt werden soll.</translation>
  </message>
  <message>
   <source>“{name}” selected.</source>
   <translation>„{name}“ ausgewählt.</translation>
  </message>
  <message>
   <source>Added since</source>
   <translation>Seitdem hinzugefügt</translation>
  </message>
  <message>
   <source>Changed since</source>
   <translation>Seitdem geändert</translation>
  </message>
  <message>
   <source>Moved since</source>
   <translation>Seitdem verschoben</translation>
  </message>
  <message>
   <source>Moved and changed since</source>
   <translation>Seitdem verschoben und geändert</translation>
  </message>
  <message>
   <source>Deleted since</source>
   <translation>Seitdem gelöscht</translation>
  </message>
  <message numerus="yes">
   <source>{n} changes here since</source>
   <extracomment>for one: {n} change here since</extracomment>
   <translation>
    <numerusform>hier {n} Änderung seitdem</numerusform>
    <numerusform>hier {n} Änderungen seitdem</numerusform>
   </translation>
  </message>
  <message>
   <source>Last change before: {day}, {time}</source>
   <translation>Letzte Änderung davor: {day}, {time}</translation>
  </message>
  <message>
   <source>A device had the wrong time: some earlier changes have later times.</source>
   <translation>Die Uhr eines Geräts ging falsch: Manche früheren Änderungen tragen spätere Zeiten.</translation>
  </message>
  <message>
   <source>Restore this folder…</source>
   <translation>Diesen Ordner wiederherstellen …</translation>
  </message>
  <message>
   <source>Restore everything…</source>
   <translation>Alles wiederherstellen …</translation>
  </message>
  <message>
   <source>All of “{name}” selected.</source>
   <translation>Alles in „{name}“ ausgewählt.</translation>
  </message>
  <message>
   <source>Everything selected.</source>
   <translation>Alles ausgewählt.</translation>
  </message>
  <message>
   <source>{label} {n}</source>
   <translation>{label} {n}</translation>
  </message>
  <message>
   <source>nothing here has changed since</source>
   <translation>hier hat sich seitdem nichts geändert</translation>
  </message>
  <message>
   <source>folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>On since {day}. Signing in also asks for a code from your authenticator app.</source>
   <translation>An seit {day}. Beim Anmelden wird auch ein Code aus deiner Authenticator-App verlangt.</translation>
  </message>
  <message>
   <source>A code has six digits, a one-time code ten letters and digits.</source>
   <translation>Ein Code hat sechs Ziffern, ein Einmalcode zehn Buchstaben und Ziffern.</translation>
  </message>
  <message>
   <source>megadesk one-time codes

account: {email}
server:  {server}

{codes}

Each works once, in place of a code from your authenticator app.
Keep them apart from your computer and your phone. Cross out those that you have used.
</source>
   <translation>megadesk-Einmalcodes

Konto:  {email}
Server: {server}

{codes}

Jeder gilt einmal, anstelle eines Codes aus deiner Authenticator-App.
Bewahre sie getrennt von Computer und Handy auf. Streiche durch, was du benutzt hast.
</translation>
  </message>
  <message>
   <source>On. Signing in also asks for a code from your authenticator app.</source>
   <translation>An. Beim Anmelden wird auch ein Code aus deiner Authenticator-App verlangt.</translation>
  </message>
  <message>
   <source>No one-time codes left. Create new ones: without them, a lost phone locks you out.</source>
   <translation>Keine Einmalcodes mehr. Erstelle neue: Ohne sie kommst du nach Verlust deines Handys nicht mehr ins Konto.</translation>
  </message>
  <message numerus="yes">
   <source>Only {n} one-time codes left. Create new ones in time.</source>
   <extracomment>for one: Only {n} one-time code left. Create new ones in time.</extracomment>
   <translation>
    <numerusform>Nur noch {n} Einmalcode übrig. Erstelle rechtzeitig neue.</numerusform>
    <numerusform>Nur noch {n} Einmalcodes übrig. Erstelle rechtzeitig neue.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} one-time codes left</source>
   <extracomment>for one: {n} one-time code left</extracomment>
   <translation>
    <numerusform>{n} Einmalcode übrig</numerusform>
    <numerusform>{n} Einmalcodes übrig</numerusform>
   </translation>
  </message>
  <message>
   <source>Enter the code.</source>
   <translation>Gib den Code ein.</translation>
  </message>
  <message>
   <source>The code has six digits.</source>
   <translation>Der Code hat sechs Ziffern.</translation>
  </message>
  <message>
   <source>This code is wrong or was used before. Wait for the next one. If that fails too, check your phone's clock.</source>
   <translation>Dieser Code ist falsch oder schon benutzt. Warte auf den nächsten. Wenn auch der nicht geht, prüfe die Uhr deines Handys.</translation>
  </message>
  <message>
   <source>Off. On a new device, your password alone opens the account.</source>
   <translation>Aus. Auf einem neuen Gerät öffnet dein Passwort allein das Konto.</translation>
  </message>
  <message>
   <source>Version {version}, process {pid}</source>
   <translation>Version {version}, Prozess {pid}</translation>
  </message>
  <message>
   <source>Conflicts</source>
   <translation>Konflikte</translation>
  </message>
  <message>
   <source>A file was changed in two places; both versions are kept.</source>
   <translation>Eine Datei wurde an zwei Orten geändert; beide Fassungen bleiben.</translation>
  </message>
  <message>
   <source>Mass changes</source>
   <translation>Massenänderungen</translation>
  </message>
  <message>
   <source>Many files would be deleted or changed at once and wait for your decision.</source>
   <translation>Viele Dateien würden auf einmal gelöscht oder geändert und warten auf deine Entscheidung.</translation>
  </message>
  <message>
   <source>Storage almost full</source>
   <translation>Speicher fast voll</translation>
  </message>
  <message>
   <source>At 90 per cent, and when the storage is full.</source>
   <translation>Bei 90 Prozent und wenn der Speicher voll ist.</translation>
  </message>
  <message>
   <source>Stored data was damaged or tampered with.</source>
   <translation>Gespeicherte Daten wurden beschädigt oder manipuliert.</translation>
  </message>
  <message>
   <source>A new device signed in</source>
   <translation>Ein neues Gerät hat sich angemeldet</translation>
  </message>
  <message>
   <source>Somebody opened your account from another device.</source>
   <translation>Jemand hat dein Konto auf einem anderen Gerät geöffnet.</translation>
  </message>
  <message>
   <source>A backup is overdue</source>
   <translation>Eine Sicherung ist überfällig</translation>
  </message>
  <message>
   <source>A folder was not backed up when it should have been.</source>
   <translation>Ein Ordner wurde nicht gesichert, als er sollte.</translation>
  </message>
  <message>
   <source>A password is saved. Enter a new one to change it.</source>
   <translation>Ein Passwort ist gespeichert. Gib ein neues ein, um es zu ändern.</translation>
  </message>
  <message>
   <source>Uploads: {limit}</source>
   <translation>Uploads: {limit}</translation>
  </message>
  <message>
   <source>Downloads: {limit}</source>
   <translation>Downloads: {limit}</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>angehalten</translation>
  </message>
  <message>
   <source>no limit</source>
   <translation>kein Limit</translation>
  </message>
  <message>
   <source>You trusted the certificate of {address}.</source>
   <translation>Du vertraust dem Zertifikat von {address}.</translation>
  </message>
  <message>
   <source>The certificate of {address} is unknown.</source>
   <translation>Das Zertifikat von {address} ist unbekannt.</translation>
  </message>
  <message>
   <source>The app is version {version}. Restart the sync engine to update it.</source>
   <translation>Die App hat Version {version}. Starte das Programm im Hintergrund neu, um es zu aktualisieren.</translation>
  </message>
  <message numerus="yes">
   <source>{n} scheduled times</source>
   <extracomment>for one: {n} scheduled time</extracomment>
   <translation>
    <numerusform>{n} Zeit im Zeitplan</numerusform>
    <numerusform>{n} Zeiten im Zeitplan</numerusform>
   </translation>
  </message>
  <message>
   <source>{address} is on this computer; no certificate is needed.</source>
   <translation>{address} ist auf diesem Computer; es braucht kein Zertifikat.</translation>
  </message>
  <message>
   <source>{address} has a valid certificate.</source>
   <translation>{address} hat ein gültiges Zertifikat.</translation>
  </message>
  <message>
   <source>Saved on {device}</source>
   <translation>Gespeichert auf {device}</translation>
  </message>
  <message>
   <source>The cloud</source>
   <translation>Die Cloud</translation>
  </message>
  <message>
   <source>Unknown device</source>
   <translation>Unbekanntes Gerät</translation>
  </message>
  <message>
   <source>Keep this one</source>
   <translation>Diese behalten</translation>
  </message>
  <message>
   <source>It is then named “{name}”. The other version is moved to the cloud bin.</source>
   <translation>Sie heißt dann „{name}“. Die andere Fassung wird in den Papierkorb der Cloud verschoben.</translation>
  </message>
  <message>
   <source>Changed: {time}</source>
   <translation>Geändert: {time}</translation>
  </message>
  <message>
   <source>{name}, {state}, {facts}</source>
   <translation>{name}, {state}, {facts}</translation>
  </message>
  <message>
   <source>only to the cloud</source>
   <translation>nur in die Cloud</translation>
  </message>
  <message>
   <source>only from the cloud</source>
   <translation>nur aus der Cloud</translation>
  </message>
  <message>
   <source>both ways</source>
   <translation>in beide Richtungen</translation>
  </message>
  <message>
   <source>Changes here are uploaded. Changes in the cloud are not downloaded and are listed as problems.</source>
   <translation>Änderungen hier werden hochgeladen. Änderungen in der Cloud werden nicht heruntergeladen und als Problem aufgeführt.</translation>
  </message>
  <message>
   <source>Changes in the cloud are downloaded. Changes here are not uploaded and are listed as problems.</source>
   <translation>Änderungen in der Cloud werden heruntergeladen. Änderungen hier werden nicht hochgeladen und als Problem aufgeführt.</translation>
  </message>
  <message>
   <source>Changes here are uploaded, and changes in the cloud are downloaded.</source>
   <translation>Änderungen hier werden hochgeladen, und Änderungen in der Cloud werden heruntergeladen.</translation>
  </message>
  <message>
   <source>Only to the cloud</source>
   <translation>Nur in die Cloud</translation>
  </message>
  <message>
   <source>Only from the cloud</source>
   <translation>Nur aus der Cloud</translation>
  </message>
  <message>
   <source>Skip links</source>
   <translation>Links auslassen</translation>
  </message>
  <message>
   <source>Symbolic links here and in the cloud stay where they are. They are not synced or followed.</source>
   <translation>Symbolische Links hier und in der Cloud bleiben, wo sie sind. Sie werden weder synchronisiert noch verfolgt.</translation>
  </message>
  <message>
   <source>Keep links as links</source>
   <translation>Links als Links behalten</translation>
  </message>
  <message>
   <source>A link is synced as a link, with the path it points to. On another computer that path may be something else or not exist.</source>
   <translation>Ein Link wird als Link synchronisiert, mit dem Pfad, auf den er zeigt. Auf einem anderen Computer kann dieser Pfad etwas anderes sein oder fehlen.</translation>
  </message>
  <message>
   <source>Sign in to sync folders on this computer with your other computers.</source>
   <translation>Melde dich an, um Ordner auf diesem Computer mit deinen anderen zu synchronisieren.</translation>
  </message>
  <message>
   <source>Enter your password to see your folders.</source>
   <translation>Gib dein Passwort ein, um deine Ordner zu sehen.</translation>
  </message>
  <message>
   <source>Offline: changes are kept here and synced once the server can be reached</source>
   <translation>Offline: Änderungen bleiben hier und werden synchronisiert, sobald der Server erreichbar ist</translation>
  </message>
  <message>
   <source>all up to date</source>
   <translation>alle auf dem neuesten Stand</translation>
  </message>
  <message>
   <source>last synced {ago}</source>
   <translation>zuletzt synchronisiert {ago}</translation>
  </message>
  <message>
   <source>Last synced: {time}</source>
   <translation>Zuletzt synchronisiert: {time}</translation>
  </message>
  <message numerus="yes">
   <source>{n} changes left</source>
   <extracomment>for one: {n} change left</extracomment>
   <translation>
    <numerusform>Noch {n} Änderung</numerusform>
    <numerusform>Noch {n} Änderungen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} changes</source>
   <extracomment>for one: {n} change</extracomment>
   <translation>
    <numerusform>{n} Änderung</numerusform>
    <numerusform>{n} Änderungen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>by {device} and {n} others</source>
   <extracomment>for one: by {device}</extracomment>
   <translation>
    <numerusform>von {device}</numerusform>
    <numerusform>von {device} und {n} anderen</numerusform>
   </translation>
  </message>
  <message>
   <source>{when} to {end}</source>
   <translation>{when} bis {end}</translation>
  </message>
  <message>
   <source>{changes}, far more than usual</source>
   <translation>{changes}, weit mehr als üblich</translation>
  </message>
  <message>
   <source>by {device}</source>
   <translation>von {device}</translation>
  </message>
  <message>
   <source>by {device} and {other}</source>
   <translation>von {device} und {other}</translation>
  </message>
  <message>
   <source>Backup run {number}</source>
   <translation>Sicherungslauf {number}</translation>
  </message>
  <message>
   <source>Pictures</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <source>Videos</source>
   <translation>Videos</translation>
  </message>
  <message>
   <source>Documents</source>
   <translation>Dokumente</translation>
  </message>
  <message>
   <source>Archives</source>
   <translation>Archive</translation>
  </message>
  <message>
   <source>Other files</source>
   <translation>Andere Dateien</translation>
  </message>
  <message>
   <source>{tab}  {n}</source>
   <translation>{tab}  {n}</translation>
  </message>
  <message>
   <source>No transfers running or waiting.</source>
   <translation>Keine laufenden oder wartenden Übertragungen.</translation>
  </message>
  <message>
   <source>upload</source>
   <translation>Hochladen</translation>
  </message>
  <message>
   <source>download</source>
   <translation>Herunterladen</translation>
  </message>
  <message>
   <source>No transfers match your search and filters.</source>
   <translation>Keine Übertragung passt zu Suche und Filtern.</translation>
  </message>
  <message>
   <source>Show all</source>
   <comment>transfers</comment>
   <translation>Alle anzeigen</translation>
  </message>
  <message>
   <source>Files downloaded to this computer are listed here.</source>
   <translation>Hier stehen die Dateien, die auf diesen Computer heruntergeladen werden.</translation>
  </message>
  <message>
   <source>Files uploaded from this computer are listed here.</source>
   <translation>Hier stehen die Dateien, die von diesem Computer hochgeladen werden.</translation>
  </message>
  <message>
   <source>Completed transfers are listed here, newest first.</source>
   <translation>Hier stehen abgeschlossene Übertragungen, die neuesten zuerst.</translation>
  </message>
  <message>
   <source>When files in your folders or in the cloud change, their transfers appear here.</source>
   <translation>Wenn sich Dateien in deinen Ordnern oder in der Cloud ändern, erscheinen die Übertragungen hier.</translation>
  </message>
  <message>
   <source>All</source>
   <comment>transfers</comment>
   <translation>Alle</translation>
  </message>
  <message>
   <source>Completed</source>
   <translation>Fertig</translation>
  </message>
  <message numerus="yes">
   <source>{n} waiting</source>
   <extracomment>for one: {n} waiting</extracomment>
   <translation>
    <numerusform>{n} wartet</numerusform>
    <numerusform>{n} warten</numerusform>
   </translation>
  </message>
  <message>
   <source>{speed} up</source>
   <translation>{speed} hoch</translation>
  </message>
  <message>
   <source>{speed} down</source>
   <translation>{speed} herunter</translation>
  </message>
  <message>
   <source>No downloads</source>
   <translation>Keine Downloads</translation>
  </message>
  <message>
   <source>No uploads</source>
   <translation>Keine Uploads</translation>
  </message>
  <message>
   <source>Nothing failed</source>
   <translation>Nichts ist fehlgeschlagen</translation>
  </message>
  <message>
   <source>All transfers completed.</source>
   <translation>Alle Übertragungen sind abgeschlossen.</translation>
  </message>
  <message>
   <source>Everything is paused. New and changed files wait until you resume.</source>
   <translation>Alles ist angehalten. Neue und geänderte Dateien warten, bis du fortsetzt.</translation>
  </message>
  <message>
   <source>{what} {part}</source>
   <translation>{what} {part}</translation>
  </message>
  <message>
   <source>Next in the queue</source>
   <translation>Als Nächstes an der Reihe</translation>
  </message>
  <message>
   <source>Paused by the schedule</source>
   <translation>Vom Zeitplan angehalten</translation>
  </message>
  <message>
   <source>Uploaded</source>
   <translation>Hochgeladen</translation>
  </message>
  <message>
   <source>Downloaded</source>
   <translation>Heruntergeladen</translation>
  </message>
  <message>
   <source>Nothing waiting</source>
   <translation>Nichts wartet</translation>
  </message>
  <message>
   <source>{used} of {total}</source>
   <translation>{used} von {total}</translation>
  </message>
  <message>
   <source>{used} used</source>
   <translation>{used} belegt</translation>
  </message>
  <message>
   <source>Other</source>
   <translation>Anderes</translation>
  </message>
  <message>
   <source>Storage: {amount}</source>
   <translation>Speicher: {amount}</translation>
  </message>
  <message numerus="yes">
   <source>{n} files, {size}: the server has every byte, and nobody has changed any of it.</source>
   <extracomment>for one: {n} file, {size}: the server has every byte, and nobody has changed any of it.</extracomment>
   <translation>
    <numerusform>{n} Datei, {size}: Der Server hat jedes Byte, und niemand hat etwas daran geändert.</numerusform>
    <numerusform>{n} Dateien, {size}: Der Server hat jedes Byte, und niemand hat etwas daran geändert.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} problems found. Syncing is stopped, and nothing is uploaded. Ask the server's administrator.</source>
   <extracomment>for one: {n} problem found. Syncing is stopped, and nothing is uploaded. Ask the server's administrator.</extracomment>
   <translation>
    <numerusform>{n} Problem gefunden. Es wird nicht mehr synchronisiert und nichts hochgeladen. Frag den Betreiber des Servers.</numerusform>
    <numerusform>{n} Probleme gefunden. Es wird nicht mehr synchronisiert und nichts hochgeladen. Frag den Betreiber des Servers.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} problems found.</source>
   <extracomment>for one: {n} problem found.</extracomment>
   <translation>
    <numerusform>{n} Problem gefunden.</numerusform>
    <numerusform>{n} Probleme gefunden.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} repaired.</source>
   <extracomment>for one: {n} repaired.</extracomment>
   <translation>
    <numerusform>{n} repariert.</numerusform>
    <numerusform>{n} repariert.</numerusform>
   </translation>
  </message>
  <message>
   <source>Repaired: {words}</source>
   <translation>Repariert: {words}</translation>
  </message>
  <message>
   <source>Checking the server's records: {done} of {total}</source>
   <translation>Einträge auf dem Server werden geprüft: {done} von {total}</translation>
  </message>
  <message>
   <source>Checking this computer's records: {done} of {total}</source>
   <translation>Einträge auf diesem Computer werden geprüft: {done} von {total}</translation>
  </message>
  <message>
   <source>Checking files: {done} of {total}</source>
   <translation>Dateien werden geprüft: {done} von {total}</translation>
  </message>
  <message numerus="yes">
   <source>… and {n} more</source>
   <extracomment>for one: … and {n} more</extracomment>
   <translation>
    <numerusform>… und {n} weitere</numerusform>
    <numerusform>… und {n} weitere</numerusform>
   </translation>
  </message>
  <message>
   <source>Version {number}</source>
   <translation>Version {number}</translation>
  </message>
  <message numerus="yes">
   <source>{n} versions are kept.</source>
   <extracomment>for one: {n} version is kept.</extracomment>
   <translation>
    <numerusform>{n} Version ist aufbewahrt.</numerusform>
    <numerusform>{n} Versionen sind aufbewahrt.</numerusform>
   </translation>
  </message>
  <message>
   <source>Version {number} (current)</source>
   <translation>Version {number} (aktuell)</translation>
  </message>
  <message>
   <source>not confirmed</source>
   <translation>nicht bestätigt</translation>
  </message>
  <message>
   <source>Monday</source>
   <translation>Montag</translation>
  </message>
  <message>
   <source>Tuesday</source>
   <translation>Dienstag</translation>
  </message>
  <message>
   <source>Wednesday</source>
   <translation>Mittwoch</translation>
  </message>
  <message>
   <source>Thursday</source>
   <translation>Donnerstag</translation>
  </message>
  <message>
   <source>Friday</source>
   <translation>Freitag</translation>
  </message>
  <message>
   <source>Saturday</source>
   <translation>Samstag</translation>
  </message>
  <message>
   <source>Sunday</source>
   <translation>Sonntag</translation>
  </message>
  <message>
   <source>Mon</source>
   <translation>Mo</translation>
  </message>
  <message>
   <source>Tue</source>
   <translation>Di</translation>
  </message>
  <message>
   <source>Wed</source>
   <translation>Mi</translation>
  </message>
  <message>
   <source>Thu</source>
   <translation>Do</translation>
  </message>
  <message>
   <source>Fri</source>
   <translation>Fr</translation>
  </message>
  <message>
   <source>Sat</source>
   <translation>Sa</translation>
  </message>
  <message>
   <source>Sun</source>
   <translation>So</translation>
  </message>
  <message>
   <source>{way} {speed}</source>
   <translation>{way} {speed}</translation>
  </message>
  <message>
   <source>Now: {rates}.</source>
   <translation>Jetzt: {rates}.</translation>
  </message>
  <message>
   <source>{day}, {time}: {rates}</source>
   <translation>{day}, {time}: {rates}</translation>
  </message>
  <message>
   <source>{days}, {start} to {end}: {rates}</source>
   <translation>{days}, {start} bis {end}: {rates}</translation>
  </message>
  <message>
   <source>default</source>
   <translation>Standard</translation>
  </message>
  <message>
   <source>{way} unlimited</source>
   <translation>{way} unbegrenzt</translation>
  </message>
  <message>
   <source>{way} paused</source>
   <translation>{way} angehalten</translation>
  </message>
  <message>
   <source>{first} to {last}</source>
   <translation>{first} bis {last}</translation>
  </message>
  <message>
   <source>Now: transfers are paused.</source>
   <translation>Jetzt: Übertragungen angehalten.</translation>
  </message>
  <message>
   <source>Now, by the schedule: {rates}.</source>
   <translation>Jetzt, laut Zeitplan: {rates}.</translation>
  </message>
  <message>
   <source>Now: full speed.</source>
   <translation>Jetzt: volles Tempo.</translation>
  </message>
  <message>
   <source>up</source>
   <translation>hoch</translation>
  </message>
  <message>
   <source>down</source>
   <translation>herunter</translation>
  </message>
  <message>
   <source>{day}, {time}</source>
   <translation>{day}, {time}</translation>
  </message>
  <message>
   <source>just now</source>
   <translation>gerade eben</translation>
  </message>
  <message numerus="yes">
   <source>{n} minutes ago</source>
   <extracomment>for one: {n} minute ago</extracomment>
   <translation>
    <numerusform>vor {n} Minute</numerusform>
    <numerusform>vor {n} Minuten</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} hours ago</source>
   <extracomment>for one: {n} hour ago</extracomment>
   <translation>
    <numerusform>vor {n} Stunde</numerusform>
    <numerusform>vor {n} Stunden</numerusform>
   </translation>
  </message>
  <message>
   <source>Hidden folders</source>
   <translation>Ausgeblendete Ordner</translation>
  </message>
  <message>
   <source>Current folder</source>
   <translation>Aktueller Ordner</translation>
  </message>
  <message>
   <source>{name}: {value}</source>
   <translation>{name}: {value}</translation>
  </message>
  <message>
   <source>Show password</source>
   <translation>Passwort anzeigen</translation>
  </message>
  <message>
   <source>Hide password</source>
   <translation>Passwort verbergen</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>Suchen</translation>
  </message>
  <message>
   <source>Clear search</source>
   <translation>Suche leeren</translation>
  </message>
  <message>
   <source>New password</source>
   <translation>Neues Passwort</translation>
  </message>
  <message>
   <source>Only the beginning is shown.</source>
   <translation>Nur der Anfang wird angezeigt.</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>Vorschau</translation>
  </message>
  <message>
   <source>Six digits. The app shows new ones every 30 seconds.</source>
   <translation>Sechs Ziffern. Die App zeigt alle 30 Sekunden neue.</translation>
  </message>
  <message>
   <source>Or one of your one-time codes.</source>
   <translation>Oder einer deiner Einmalcodes.</translation>
  </message>
  <message>
   <source>Code from your authenticator app</source>
   <translation>Code aus deiner Authenticator-App</translation>
  </message>
  <message>
   <source>The password is wrong.</source>
   <translation>Das Passwort ist falsch.</translation>
  </message>
  <message>
   <source>Print…</source>
   <translation>Drucken …</translation>
  </message>
  <message numerus="yes">
   <source>{n} rows</source>
   <extracomment>for one: {n} row</extracomment>
   <translation>
    <numerusform>{n} Zeile</numerusform>
    <numerusform>{n} Zeilen</numerusform>
   </translation>
  </message>
  <message>
   <source>Timeline of changes</source>
   <translation>Zeitleiste der Änderungen</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>Wird gestoppt …</translation>
  </message>
  <message>
   <source>{part} {size}</source>
   <translation>{part} {size}</translation>
  </message>
  <message>
   <source>Storage</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>Choose a date from a calendar</source>
   <translation>Ein Datum im Kalender wählen</translation>
  </message>
  <message>
   <source>Date</source>
   <translation>Datum</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <comment>menu</comment>
   <translation>&amp;Datei</translation>
  </message>
  <message>
   <source>Pause or resume everything</source>
   <translation>Alles anhalten oder fortsetzen</translation>
  </message>
  <message>
   <source>Close window</source>
   <translation>Fenster schließen</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <comment>menu</comment>
   <translation>&amp;Bearbeiten</translation>
  </message>
  <message>
   <source>Search on this page</source>
   <translation>Auf dieser Seite suchen</translation>
  </message>
  <message>
   <source>&amp;Go</source>
   <comment>menu</comment>
   <translation>&amp;Gehe zu</translation>
  </message>
  <message>
   <source>Refresh</source>
   <translation>Aktualisieren</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <comment>menu</comment>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <source>About megadesk</source>
   <translation>Über megadesk</translation>
  </message>
 </context>
</TS>
