<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>megadesk</name>
  <message>
   <source>The password is changed. All other sessions have ended.</source>
   <translation>Das Passwort ist geändert. Alle anderen Sitzungen sind beendet.</translation>
  </message>
  <message>
   <source>This device is called {name} now.</source>
   <translation>Dieses Gerät heißt jetzt {name}.</translation>
  </message>
  <message>
   <source>The session has ended.</source>
   <translation>Die Sitzung ist beendet.</translation>
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
   <source>“{name}” is paused. Nothing of it is backed up until you resume.</source>
   <translation>„{name}“ ist angehalten. Nichts davon wird gesichert, bis du fortsetzt.</translation>
  </message>
  <message>
   <source>“{name}” goes on. What was missed is made up for.</source>
   <translation>„{name}“ geht weiter. Versäumtes wird nachgeholt.</translation>
  </message>
  <message>
   <source>“{name}” runs so from now on: {schedule}.</source>
   <translation>„{name}“ läuft von jetzt an so: {schedule}.</translation>
  </message>
  <message>
   <source>“{name}” goes on from this computer.</source>
   <translation>„{name}“ geht von diesem Computer aus weiter.</translation>
  </message>
  <message>
   <source>“{name}” is backed up from now on.</source>
   <translation>„{name}“ wird von jetzt an gesichert.</translation>
  </message>
  <message>
   <source>“{name}” is backed up no more. It is now in {target}.</source>
   <translation>„{name}“ wird nicht mehr gesichert. Es liegt jetzt in {target}.</translation>
  </message>
  <message>
   <source>“{name}” is backed up no more by this computer.</source>
   <translation>„{name}“ wird von diesem Computer nicht mehr gesichert.</translation>
  </message>
  <message>
   <source>“{name}” is backed up no more. What was in the cloud is in the bin.</source>
   <translation>„{name}“ wird nicht mehr gesichert. Was in der Cloud war, liegt im Papierkorb.</translation>
  </message>
  <message numerus="yes">
   <source>{n} things are gone for good.</source>
   <extracomment>for one: One thing is gone for good.</extracomment>
   <translation>
    <numerusform>Ein Eintrag ist endgültig weg.</numerusform>
    <numerusform>{n} Einträge sind endgültig weg.</numerusform>
   </translation>
  </message>
  <message>
   <source>It is back as {name}, since its name is taken.</source>
   <translation>Es ist als {name} zurück, da der Name vergeben ist.</translation>
  </message>
  <message>
   <source>{what} is back.</source>
   <translation>{what} ist zurück.</translation>
  </message>
  <message>
   <source>{n} things are back, {renamed} of them under another name.</source>
   <translation>{n} Einträge sind zurück, {renamed} davon unter einem anderen Namen.</translation>
  </message>
  <message numerus="yes">
   <source>{n} things are back.</source>
   <extracomment>for one: One thing is back.</extracomment>
   <translation>
    <numerusform>Ein Eintrag ist zurück.</numerusform>
    <numerusform>{n} Einträge sind zurück.</numerusform>
   </translation>
  </message>
  <message>
   <source>For 10 minutes</source>
   <translation>Für 10 Minuten</translation>
  </message>
  <message>
   <source>For one hour</source>
   <translation>Für eine Stunde</translation>
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
   <source>The engine ends and starts again. What it was doing goes on.</source>
   <translation>Das Programm im Hintergrund endet und startet neu. Was es tat, geht weiter.</translation>
  </message>
  <message>
   <source>Cancelled. What had arrived by then stays.</source>
   <translation>Abgebrochen. Was bis dahin angekommen ist, bleibt.</translation>
  </message>
  <message>
   <source>Fetching {name} to open it.</source>
   <translation>{name} wird geholt, um es zu öffnen.</translation>
  </message>
  <message>
   <source>{old} is called {new} now.</source>
   <translation>{old} heißt jetzt {new}.</translation>
  </message>
  <message>
   <source>{what} moved to {folder}.</source>
   <translation>{what} wurde nach {folder} verschoben.</translation>
  </message>
  <message>
   <source>{what} moved to the bin.</source>
   <translation>{what} liegt jetzt im Papierkorb.</translation>
  </message>
  <message>
   <source>{name} is open as a copy to look at: what you change in it stays there.</source>
   <translation>{name} ist als Kopie zum Ansehen geöffnet: Was du darin änderst, bleibt dort.</translation>
  </message>
  <message>
   <source>This device goes on with the server's history. Both sides are compared anew.</source>
   <translation>Dieses Gerät macht mit dem Verlauf des Servers weiter. Beide Seiten werden neu verglichen.</translation>
  </message>
  <message>
   <source>The server shows again what this computer has verified. There is nothing to accept.</source>
   <translation>Der Server zeigt wieder, was dieser Computer geprüft hat. Es gibt nichts zu bestätigen.</translation>
  </message>
  <message>
   <source>The ignore rules of “{name}” are as they were.</source>
   <translation>Die Regeln von „{name}“ sind wie vorher.</translation>
  </message>
  <message>
   <source>The ignore rules of “{name}” are saved.</source>
   <translation>Die Regeln von „{name}“ sind gespeichert.</translation>
  </message>
  <message numerus="yes">
   <source>{n} problems decided.</source>
   <extracomment>for one: Decided about “{name}”.</extracomment>
   <translation>
    <numerusform>Über „{name}“ ist entschieden.</numerusform>
    <numerusform>{n} Probleme entschieden.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{done} {n} could not be decided: {why}</source>
   <extracomment>for one: {done} One could not be decided: {why}</extracomment>
   <translation>
    <numerusform>{done} Eins konnte nicht entschieden werden: {why}</numerusform>
    <numerusform>{done} {n} konnten nicht entschieden werden: {why}</numerusform>
   </translation>
  </message>
  <message>
   <source>Decided. It is carried out when “{name}” goes on.</source>
   <translation>Entschieden. Es wird ausgeführt, wenn „{name}“ weitergeht.</translation>
  </message>
  <message>
   <source>Decided. It is carried out as soon as “{name}” was looked at.</source>
   <translation>Entschieden. Es wird ausgeführt, sobald „{name}“ angesehen wurde.</translation>
  </message>
  <message>
   <source>There was nothing left to decide.</source>
   <translation>Es war nichts mehr zu entscheiden.</translation>
  </message>
  <message numerus="yes">
   <source>{n} things were brought back.</source>
   <extracomment>for one: One thing was brought back.</extracomment>
   <translation>
    <numerusform>Ein Eintrag wurde zurückgeholt.</numerusform>
    <numerusform>{n} Einträge wurden zurückgeholt.</numerusform>
   </translation>
  </message>
  <message>
   <source>Everything was as it was then already. Nothing had to be done.</source>
   <translation>Alles war schon so wie damals. Es war nichts zu tun.</translation>
  </message>
  <message numerus="yes">
   <source>{n} things were copied to {place}.</source>
   <extracomment>for one: One thing was copied to {place}.</extracomment>
   <translation>
    <numerusform>Ein Eintrag wurde nach {place} kopiert.</numerusform>
    <numerusform>{n} Einträge wurden nach {place} kopiert.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>“{name}” is as it was. {n} things were changed for it.</source>
   <extracomment>for one: “{name}” is as it was. One thing was changed for it.</extracomment>
   <translation>
    <numerusform>„{name}“ ist wie damals. Dafür wurde eine Sache geändert.</numerusform>
    <numerusform>„{name}“ ist wie damals. Dafür wurden {n} Dinge geändert.</numerusform>
   </translation>
  </message>
  <message>
   <source>It is being downloaded to {folder}. Transfers shows how far it is.</source>
   <translation>Es wird nach {folder} heruntergeladen. Unter Übertragungen siehst du, wie weit es ist.</translation>
  </message>
  <message>
   <source>The restore was undone. Everything is as it was before it.</source>
   <translation>Das Wiederherstellen wurde zurückgenommen. Alles ist wie davor.</translation>
  </message>
  <message>
   <source>Changes of “{name}” travel {direction} now.</source>
   <translation>Änderungen von „{name}“ gehen jetzt {direction}.</translation>
  </message>
  <message>
   <source>“{name}” keeps links as links now.</source>
   <translation>„{name}“ behält Links jetzt als Links.</translation>
  </message>
  <message>
   <source>“{name}” leaves links out now.</source>
   <translation>„{name}“ lässt Links jetzt aus.</translation>
  </message>
  <message>
   <source>“{name}” is synced from now on.</source>
   <translation>„{name}“ wird von jetzt an synchronisiert.</translation>
  </message>
  <message>
   <source>“{name}” is paused.</source>
   <translation>„{name}“ ist angehalten.</translation>
  </message>
  <message>
   <source>“{name}” goes on.</source>
   <translation>„{name}“ geht weiter.</translation>
  </message>
  <message>
   <source>Everything in “{name}” is looked at again.</source>
   <translation>Alles in „{name}“ wird neu angesehen.</translation>
  </message>
  <message>
   <source>“{name}” is not synced any more. Its files are still here and in the cloud.</source>
   <translation>„{name}“ wird nicht mehr synchronisiert. Die Dateien sind noch hier und in der Cloud.</translation>
  </message>
  <message numerus="yes">
   <source>{n} finished transfers are out of the list. The files themselves stay.</source>
   <extracomment>for one: One finished transfer is out of the list. The file itself stays.</extracomment>
   <translation>
    <numerusform>Eine beendete Übertragung ist aus der Liste. Die Datei selbst bleibt.</numerusform>
    <numerusform>{n} beendete Übertragungen sind aus der Liste. Die Dateien selbst bleiben.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} transfers were cancelled. The files stay as they are on both sides.</source>
   <extracomment>for one: The transfer was cancelled. The file stays as it is on both sides.</extracomment>
   <translation>
    <numerusform>Die Übertragung wurde abgebrochen. Die Datei bleibt auf beiden Seiten, wie sie ist.</numerusform>
    <numerusform>{n} Übertragungen wurden abgebrochen. Die Dateien bleiben auf beiden Seiten, wie sie sind.</numerusform>
   </translation>
  </message>
  <message>
   <source>Nothing in the list is over yet.</source>
   <translation>In der Liste ist noch nichts beendet.</translation>
  </message>
  <message numerus="yes">
   <source>{n} transfers have a new order.</source>
   <extracomment>for one: One transfer has a new place.</extracomment>
   <translation>
    <numerusform>Eine Übertragung hat einen neuen Platz.</numerusform>
    <numerusform>{n} Übertragungen haben eine neue Reihenfolge.</numerusform>
   </translation>
  </message>
  <message>
   <source>Transfers are paused. Nothing is sent or fetched until you resume.</source>
   <translation>Die Übertragungen sind angehalten. Nichts wird gesendet oder geholt, bis du fortsetzt.</translation>
  </message>
  <message>
   <source>Transfers go on when the schedule lets them.</source>
   <translation>Die Übertragungen gehen weiter, wenn der Zeitplan sie lässt.</translation>
  </message>
  <message>
   <source>That cannot be undone any more: the list was cleared again since.</source>
   <translation>Das lässt sich nicht mehr rückgängig machen: Die Liste wurde seitdem noch einmal geleert.</translation>
  </message>
  <message>
   <source>{name} is version {number} again.</source>
   <translation>{name} ist wieder Version {number}.</translation>
  </message>
  <message>
   <source>A copy is in {folder}, called {name}.</source>
   <translation>Eine Kopie liegt in {folder} und heißt {name}.</translation>
  </message>
  <message>
   <source>{name} is saved.</source>
   <translation>{name} ist gespeichert.</translation>
  </message>
  <message>
   <source>{name} is as it was before.</source>
   <translation>{name} ist wie vorher.</translation>
  </message>
  <message>
   <source>This desktop has no tray: this window takes its place. Folders are synced also while it is closed.</source>
   <translation>Dieser Desktop hat keinen Bereich für Statussymbole: Dieses Fenster tritt an seine Stelle. Ordner werden auch synchronisiert, wenn es geschlossen ist.</translation>
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
   <source>What is the same here is not sent again. What is missing here counts as deleted: if that is much, you are asked first. The backup on {device} stops.</source>
   <translation>Was hier gleich ist, wird nicht noch einmal gesendet. Was hier fehlt, gilt als gelöscht: Ist das viel, wirst du zuerst gefragt. Die Sicherung auf {device} endet.</translation>
  </message>
  <message>
   <source>For instance your documents</source>
   <translation>Zum Beispiel deine Dokumente</translation>
  </message>
  <message>
   <source>How it is called in lists. Without one it is that of the folder.</source>
   <translation>Wie er in Listen heißt. Ohne Namen heißt er wie der Ordner.</translation>
  </message>
  <message>
   <source>Choose a folder to back up</source>
   <translation>Einen Ordner zum Sichern wählen</translation>
  </message>
  <message>
   <source>Go on with “{name}”</source>
   <translation>Mit „{name}“ weitermachen</translation>
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
   <translation>Sichern</translation>
  </message>
  <message>
   <source>Choose the folder of this computer that holds the files now.</source>
   <translation>Wähle den Ordner dieses Computers, in dem die Dateien jetzt liegen.</translation>
  </message>
  <message>
   <source>It goes one way: nothing that happens in the cloud or elsewhere changes the folder here.</source>
   <translation>Es geht in eine Richtung: Nichts, was in der Cloud oder anderswo geschieht, ändert den Ordner hier.</translation>
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
   <source>It is made if it is not there.</source>
   <translation>Er wird angelegt, wenn er nicht da ist.</translation>
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
   <source>What is in one of the two comes to the other, and stays the same from then on.</source>
   <translation>Was in einem von beiden liegt, kommt in den anderen und bleibt von da an gleich.</translation>
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
   <source>A run is complete when everything in the folder is in the cloud as it is here.</source>
   <translation>Ein Lauf ist vollständig, wenn alles im Ordner so in der Cloud ist wie hier.</translation>
  </message>
  <message>
   <source>No run is complete yet</source>
   <translation>Noch ist kein Lauf vollständig</translation>
  </message>
  <message>
   <source>Show in Rewind</source>
   <translation>In der Zeitreise zeigen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Each is a moment to which you can go back: all of it, or single files.</source>
   <translation>Jeder ist ein Moment, zu dem du zurückgehen kannst: mit allem oder mit einzelnen Dateien.</translation>
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
   <source>What becomes of it in the cloud</source>
   <translation>Was in der Cloud daraus wird</translation>
  </message>
  <message>
   <source>Stop backing up “{name}”?</source>
   <translation>„{name}“ nicht mehr sichern?</translation>
  </message>
  <message>
   <source>Keep it: move it among my files</source>
   <translation>Behalten: zu meinen Dateien verschieben</translation>
  </message>
  <message>
   <source>Everything that was backed up stays in the cloud, in a folder of your choice.</source>
   <translation>Alles Gesicherte bleibt in der Cloud, in einem Ordner deiner Wahl.</translation>
  </message>
  <message>
   <source>Delete it: move it to the bin</source>
   <translation>Löschen: in den Papierkorb verschieben</translation>
  </message>
  <message>
   <source>Nothing of it is in the cloud any more once the bin is emptied.</source>
   <translation>Nichts davon ist mehr in der Cloud, sobald der Papierkorb geleert ist.</translation>
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
   <source>What you change in this folder is not kept any more.</source>
   <translation>Was du in diesem Ordner änderst, wird nicht mehr aufbewahrt.</translation>
  </message>
  <message>
   <source>Choose where it goes.</source>
   <translation>Wähle, wohin es kommt.</translation>
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
   <source>This folder cannot be chosen.</source>
   <translation>Dieser Ordner kann nicht gewählt werden.</translation>
  </message>
  <message>
   <source>Used last</source>
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
   <source>Files of this kind are not shown here. Restoring works all the same.</source>
   <translation>Dateien dieser Art werden hier nicht gezeigt. Wiederherstellen geht trotzdem.</translation>
  </message>
  <message>
   <source>It did not exist then</source>
   <translation>Es gab sie damals nicht</translation>
  </message>
  <message>
   <source>It is not there any more</source>
   <translation>Sie ist nicht mehr da</translation>
  </message>
  <message>
   <source>Loading…</source>
   <translation>Lädt …</translation>
  </message>
  <message>
   <source>This could not be shown</source>
   <translation>Das konnte nicht gezeigt werden</translation>
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
   <source>Delete for good</source>
   <translation>Endgültig löschen</translation>
  </message>
  <message>
   <source>Do the same for all</source>
   <translation>Für alle genauso</translation>
  </message>
  <message>
   <source>A name is taken</source>
   <translation>Ein Name ist vergeben</translation>
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
   <source>What was left out</source>
   <translation>Was ausgelassen wurde</translation>
  </message>
  <message numerus="yes">
   <source>{n} more</source>
   <extracomment>for one: One more</extracomment>
   <translation>
    <numerusform>Noch eins</numerusform>
    <numerusform>Noch {n}</numerusform>
   </translation>
  </message>
  <message>
   <source>Choose both folders, and you see here what the first sync does.</source>
   <translation>Wähle beide Ordner, dann siehst du hier, was das erste Synchronisieren tut.</translation>
  </message>
  <message>
   <source>Looking at both sides…</source>
   <translation>Sieht beide Seiten an …</translation>
  </message>
  <message numerus="yes">
   <source>Looking at both sides: {n} files so far…</source>
   <extracomment>for one: Looking at both sides: one file so far…</extracomment>
   <translation>
    <numerusform>Sieht beide Seiten an: bisher eine Datei …</numerusform>
    <numerusform>Sieht beide Seiten an: bisher {n} Dateien …</numerusform>
   </translation>
  </message>
  <message>
   <source>Other rules were saved meanwhile. What you typed is still here: see what it would do now, and save again.</source>
   <translation>Inzwischen wurden andere Regeln gespeichert. Was du geschrieben hast, ist noch hier: Sieh, was es jetzt täte, und speichere noch einmal.</translation>
  </message>
  <message>
   <source>Line {n}</source>
   <translation>Zeile {n}</translation>
  </message>
  <message>
   <source>Ignore rules, one a line</source>
   <translation>Regeln, eine je Zeile</translation>
  </message>
  <message>
   <source>What is left out of “{name}”</source>
   <translation>Was in „{name}“ ausgelassen wird</translation>
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
   <source>For instance *.tmp, or /Drafts/ for one folder at the top</source>
   <translation>Zum Beispiel *.tmp, oder /Entwürfe/ für einen Ordner ganz oben</translation>
  </message>
  <message>
   <source>Save rules</source>
   <translation>Regeln speichern</translation>
  </message>
  <message>
   <source>Each line names files and folders that are not synced. No rule ever deletes anything.</source>
   <translation>Jede Zeile nennt Dateien und Ordner, die nicht synchronisiert werden. Keine Regel löscht je etwas.</translation>
  </message>
  <message>
   <source>What the rules would do</source>
   <translation>Was die Regeln täten</translation>
  </message>
  <message>
   <source>What you typed is not saved. Press Escape once more, and it is gone.</source>
   <translation>Was du geschrieben hast, ist nicht gespeichert. Drücke noch einmal Escape, dann ist es weg.</translation>
  </message>
  <message>
   <source>Uploads, always</source>
   <translation>Hochladen, immer</translation>
  </message>
  <message>
   <source>Downloads, always</source>
   <translation>Herunterladen, immer</translation>
  </message>
  <message>
   <source>Uploads, at these times</source>
   <translation>Hochladen, zu diesen Zeiten</translation>
  </message>
  <message>
   <source>Downloads, at these times</source>
   <translation>Herunterladen, zu diesen Zeiten</translation>
  </message>
  <message>
   <source>Limits by day and hour</source>
   <translation>Grenzen nach Tag und Stunde</translation>
  </message>
  <message>
   <source>How fast files may move</source>
   <translation>Wie schnell Dateien übertragen werden dürfen</translation>
  </message>
  <message>
   <source>Clear the week</source>
   <translation>Woche leeren</translation>
  </message>
  <message>
   <source>No limit</source>
   <translation>Keine Grenze</translation>
  </message>
  <message>
   <source>Limited</source>
   <translation>Begrenzt</translation>
  </message>
  <message>
   <source>Nothing moves</source>
   <translation>Nichts</translation>
  </message>
  <message>
   <source>As always</source>
   <translation>Wie immer</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Limits hold for all transfers together. What megadesk says to the server is not held back.</source>
   <translation>Die Grenzen gelten für alle Übertragungen zusammen. Was megadesk dem Server sonst sagt, wird nicht gebremst.</translation>
  </message>
  <message>
   <source>Uploads</source>
   <translation>Hochladen</translation>
  </message>
  <message>
   <source>Downloads</source>
   <translation>Herunterladen</translation>
  </message>
  <message>
   <source>Always</source>
   <translation>Immer</translation>
  </message>
  <message>
   <source>Choose what should count, then drag over the hours. With the keyboard: arrows, and Space.</source>
   <translation>Wähle, was gelten soll, und ziehe dann über die Stunden. Mit der Tastatur: Pfeile und Leertaste.</translation>
  </message>
  <message>
   <source>KiB/s</source>
   <translation>KiB/s</translation>
  </message>
  <message>
   <source>At some times of the week</source>
   <translation>Zu einigen Zeiten der Woche</translation>
  </message>
  <message>
   <source>Which way changes travel</source>
   <translation>In welche Richtung Änderungen gehen</translation>
  </message>
  <message>
   <source>Changing it deletes nothing. You can change it back at any time.</source>
   <translation>Es zu ändern löscht nichts. Du kannst es jederzeit zurückändern.</translation>
  </message>
  <message>
   <source>Which way do changes of “{name}” travel?</source>
   <translation>In welche Richtung gehen Änderungen von „{name}“?</translation>
  </message>
  <message>
   <source>What becomes of symbolic links</source>
   <translation>Was aus symbolischen Links wird</translation>
  </message>
  <message>
   <source>What becomes of symbolic links in “{name}”?</source>
   <translation>Was wird aus symbolischen Links in „{name}“?</translation>
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
   <source>Your other computers go on with their own folders.</source>
   <translation>Deine anderen Computer machen mit ihren eigenen Ordnern weiter.</translation>
  </message>
  <message>
   <source>Add the same two folders again, and they go on: what is the same is not sent again.</source>
   <translation>Füge dieselben zwei Ordner wieder hinzu, und es geht weiter: Was gleich ist, wird nicht noch einmal gesendet.</translation>
  </message>
  <message>
   <source>Stop syncing</source>
   <translation>Nicht mehr synchronisieren</translation>
  </message>
  <message>
   <source>Changes no longer travel between this folder and the cloud. Not one file is deleted.</source>
   <translation>Änderungen gehen nicht mehr zwischen diesem Ordner und der Cloud hin und her. Keine einzige Datei wird gelöscht.</translation>
  </message>
  <message>
   <source>Password until now</source>
   <translation>Bisheriges Passwort</translation>
  </message>
  <message>
   <source>Change the password</source>
   <translation>Passwort ändern</translation>
  </message>
  <message>
   <source>Change password</source>
   <translation>Passwort ändern</translation>
  </message>
  <message>
   <source>All other devices are signed out and ask for the new one. Nobody can reset it for you.</source>
   <translation>Alle anderen Geräte werden abgemeldet und fragen nach dem neuen. Niemand kann es für dich zurücksetzen.</translation>
  </message>
  <message>
   <source>Type the password.</source>
   <translation>Gib das Passwort ein.</translation>
  </message>
  <message>
   <source>This is not your password.</source>
   <translation>Das ist nicht dein Passwort.</translation>
  </message>
  <message>
   <source>Password</source>
   <translation>Passwort</translation>
  </message>
  <message>
   <source>A new recovery key</source>
   <translation>Ein neuer Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>The key you had before no longer works. Keep this one apart from this computer.</source>
   <translation>Der bisherige Schlüssel gilt nicht mehr. Bewahre diesen getrennt von diesem Computer auf.</translation>
  </message>
  <message>
   <source>Show the key</source>
   <translation>Schlüssel zeigen</translation>
  </message>
  <message>
   <source>It opens your account when the password is forgotten. The key you have now stops working.</source>
   <translation>Er öffnet dein Konto, wenn das Passwort vergessen ist. Der jetzige Schlüssel gilt dann nicht mehr.</translation>
  </message>
  <message>
   <source>The key is shown only here. Keep it first; closing again leaves without it.</source>
   <translation>Der Schlüssel wird nur hier gezeigt. Bewahre ihn zuerst auf; noch einmal schließen geht ohne ihn.</translation>
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
   <source>The report is in {file}.</source>
   <translation>Der Bericht liegt in {file}.</translation>
  </message>
  <message>
   <source>The report</source>
   <translation>Der Bericht</translation>
  </message>
  <message>
   <source>Save to a file…</source>
   <translation>In einer Datei speichern …</translation>
  </message>
  <message>
   <source>This and nothing else is in the report: versions, settings, states and the end of the log. No names of files, no passwords. It is sent nowhere; you decide who gets the file.</source>
   <translation>Dies und nichts anderes steht im Bericht: Versionen, Einstellungen, Zustände und das Ende des Protokolls. Keine Dateinamen, keine Passwörter. Er wird nirgendwohin gesendet; du entscheidest, wer die Datei bekommt.</translation>
  </message>
  <message>
   <source>Save the report</source>
   <translation>Bericht speichern</translation>
  </message>
  <message>
   <source>Also move to the bin what exists only now</source>
   <translation>Auch in den Papierkorb legen, was es nur jetzt gibt</translation>
  </message>
  <message>
   <source>Everything that is there now stays as it is.</source>
   <translation>Alles, was jetzt da ist, bleibt, wie es ist.</translation>
  </message>
  <message>
   <source>A backup itself is never changed, so what was in it comes back as a copy.</source>
   <translation>Eine Sicherung selbst wird nie geändert, deshalb kommt, was darin war, als Kopie zurück.</translation>
  </message>
  <message>
   <source>Restore as of {when}</source>
   <translation>Wiederherstellen wie {when}</translation>
  </message>
  <message>
   <source>Where to</source>
   <translation>Wohin</translation>
  </message>
  <message>
   <source>The folder is then exactly as it was, on all your devices. What goes to the bin can be brought back.</source>
   <translation>Der Ordner ist dann genau wie damals, auf all deinen Geräten. Was in den Papierkorb kommt, kann zurückgeholt werden.</translation>
  </message>
  <message>
   <source>Looking what would be done</source>
   <translation>Sieht nach, was getan würde</translation>
  </message>
  <message>
   <source>Every step</source>
   <translation>Jeder Schritt</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>Make a copy</source>
   <translation>Kopie anlegen</translation>
  </message>
  <message>
   <source>Download</source>
   <translation>Herunterladen</translation>
  </message>
  <message>
   <source>Looking what would be done…</source>
   <translation>Sieht nach, was getan würde …</translation>
  </message>
  <message>
   <source>What this would do could not be found out.</source>
   <translation>Was dies tun würde, war nicht herauszufinden.</translation>
  </message>
  <message numerus="yes">
   <source>{n} more items are not counted here.</source>
   <extracomment>for one: One more item is not counted here.</extracomment>
   <translation>
    <numerusform>Ein weiterer Eintrag ist hier nicht mitgezählt.</numerusform>
    <numerusform>{n} weitere Einträge sind hier nicht mitgezählt.</numerusform>
   </translation>
  </message>
  <message>
   <source>Where it was</source>
   <translation>Wo es war</translation>
  </message>
  <message>
   <source>What is newer stays as a version, and all of it can be undone.</source>
   <translation>Neueres bleibt als Version, und alles kann zurückgenommen werden.</translation>
  </message>
  <message>
   <source>As a copy in another folder of the cloud</source>
   <translation>Als Kopie in einen anderen Ordner der Cloud</translation>
  </message>
  <message>
   <source>As a download to this computer</source>
   <translation>Als Download auf diesen Computer</translation>
  </message>
  <message>
   <source>Nothing in the cloud is changed.</source>
   <translation>In der Cloud wird nichts geändert.</translation>
  </message>
  <message>
   <source>The copy goes into it.</source>
   <translation>Die Kopie kommt hinein.</translation>
  </message>
  <message>
   <source>Download to</source>
   <translation>Herunterladen nach</translation>
  </message>
  <message>
   <source>Nothing in the cloud is changed. Where a name is taken on this computer, you are asked first.</source>
   <translation>In der Cloud wird nichts geändert. Ist ein Name auf diesem Computer vergeben, wirst du zuerst gefragt.</translation>
  </message>
  <message>
   <source>Choose a folder of this computer.</source>
   <translation>Wähle einen Ordner dieses Computers.</translation>
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
   <source>{email} is signed in on this computer, and nothing is synced until the password is given.</source>
   <translation>{email} ist auf diesem Computer angemeldet, und nichts wird synchronisiert, bis das Passwort eingegeben ist.</translation>
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
   <translation>Auf diesem Computer speichern …</translation>
  </message>
  <message>
   <source>Where should the copy go?</source>
   <translation>Wohin soll die Kopie?</translation>
  </message>
  <message>
   <source>The file itself stays as it is.</source>
   <translation>Die Datei selbst bleibt, wie sie ist.</translation>
  </message>
  <message>
   <source>Put the copy here</source>
   <translation>Kopie hierher legen</translation>
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
   <source>The same once more</source>
   <translation>Noch einmal dasselbe</translation>
  </message>
  <message>
   <source>Open the file it was saved to…</source>
   <translation>Die Datei öffnen, in der er liegt …</translation>
  </message>
  <message>
   <source>How hard the password is to guess</source>
   <translation>Wie schwer das Passwort zu erraten ist</translation>
  </message>
  <message>
   <source>Make one for me</source>
   <translation>Mach mir eins</translation>
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
   <source>Several words in a row are easy to keep and hard to guess.</source>
   <translation>Mehrere Wörter hintereinander sind leicht zu merken und schwer zu erraten.</translation>
  </message>
  <message>
   <source>Folder of this computer</source>
   <translation>Ordner dieses Computers</translation>
  </message>
  <message>
   <source>Folder of the cloud</source>
   <translation>Ordner der Cloud</translation>
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
   <source>It is made if it is missing.</source>
   <translation>Er wird angelegt, wenn er fehlt.</translation>
  </message>
  <message>
   <source>Choose a folder of this computer</source>
   <translation>Einen Ordner dieses Computers wählen</translation>
  </message>
  <message>
   <source>Choose a folder of the cloud</source>
   <translation>Einen Ordner der Cloud wählen</translation>
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
   <source>I know that without this key and without the password nobody can open my files again.</source>
   <translation>Ich weiß, dass ohne diesen Schlüssel und ohne das Passwort niemand meine Dateien wieder öffnen kann.</translation>
  </message>
  <message>
   <source>The key was not shown before the work was cancelled. A new one can be made.</source>
   <translation>Der Schlüssel wurde nicht gezeigt, bevor abgebrochen wurde. Ein neuer kann gemacht werden.</translation>
  </message>
  <message>
   <source>Show a recovery key</source>
   <translation>Einen Wiederherstellungsschlüssel zeigen</translation>
  </message>
  <message>
   <source>Go on without it</source>
   <translation>Ohne ihn weitermachen</translation>
  </message>
  <message>
   <source>Address of the server</source>
   <translation>Adresse des Servers</translation>
  </message>
  <message>
   <source>Trust this certificate</source>
   <translation>Diesem Zertifikat vertrauen</translation>
  </message>
  <message>
   <source>Ask whoever runs the server for its SHA-256 and compare. It is then accepted for this address alone.</source>
   <translation>Frage den Betreiber des Servers nach dessen SHA-256 und vergleiche. Es gilt dann nur für diese Adresse.</translation>
  </message>
  <message>
   <source>files.example.org</source>
   <translation>dateien.example.org</translation>
  </message>
  <message>
   <source>https:// is put in front by itself.</source>
   <translation>https:// wird von selbst davorgesetzt.</translation>
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
   <source>The recovery key is shown only here. Keep it first; closing again leaves without it.</source>
   <translation>Der Wiederherstellungsschlüssel wird nur hier gezeigt. Bewahre ihn zuerst auf; noch einmal schließen geht ohne ihn.</translation>
  </message>
  <message>
   <source>Work in progress</source>
   <translation>Arbeit im Gang</translation>
  </message>
  <message>
   <source>Set up megadesk</source>
   <translation>megadesk einrichten</translation>
  </message>
  <message>
   <source>Saved as {file}. Keep it apart from this computer.</source>
   <translation>Gespeichert als {file}. Bewahre sie getrennt von diesem Computer auf.</translation>
  </message>
  <message>
   <source>Save the recovery key</source>
   <translation>Den Wiederherstellungsschlüssel speichern</translation>
  </message>
  <message>
   <source>Printed. Keep the paper apart from this computer.</source>
   <translation>Gedruckt. Bewahre das Papier getrennt von diesem Computer auf.</translation>
  </message>
  <message>
   <source>Copied. Paste it where you keep it before you copy something else.</source>
   <translation>Kopiert. Füge ihn dort ein, wo du ihn aufbewahrst, bevor du etwas anderes kopierst.</translation>
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
   <translation>Lädt</translation>
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
   <source>State</source>
   <translation>Zustand</translation>
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
   <source>Tried {n} times, tries again</source>
   <extracomment>for one: Tried once, tries again</extracomment>
   <translation>
    <numerusform>Einmal versucht, wird noch einmal versucht</numerusform>
    <numerusform>{n}-mal versucht, wird noch einmal versucht</numerusform>
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
   <source>Status</source>
   <translation>Stand</translation>
  </message>
  <message>
   <source>Activity</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <source>There is more, which can be told when the server can be reached again.</source>
   <translation>Es gibt mehr, das gesagt werden kann, sobald der Server wieder erreichbar ist.</translation>
  </message>
  <message>
   <source>Show in Files</source>
   <translation>In den Dateien zeigen</translation>
  </message>
  <message>
   <source>Versions…</source>
   <translation>Versionen …</translation>
  </message>
  <message>
   <source>Look at this moment in Rewind</source>
   <translation>Diesen Moment in der Zeitreise ansehen</translation>
  </message>
  <message>
   <source>Nothing was done yet</source>
   <translation>Noch wurde nichts getan</translation>
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
   <source>What kind of change</source>
   <translation>Welche Art von Änderung</translation>
  </message>
  <message>
   <source>All folders</source>
   <translation>Alle Ordner</translation>
  </message>
  <message>
   <source>Show all folders</source>
   <translation>Alle Ordner zeigen</translation>
  </message>
  <message>
   <source>Whole cloud drive</source>
   <translation>Ganze Cloud-Ablage</translation>
  </message>
  <message>
   <source>Show only what was done in one folder</source>
   <translation>Nur zeigen, was in einem Ordner getan wurde</translation>
  </message>
  <message>
   <source>Show what was done in a folder</source>
   <translation>Zeigen, was in einem Ordner getan wurde</translation>
  </message>
  <message>
   <source>Show</source>
   <comment>activity of a folder</comment>
   <translation>Zeigen</translation>
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
   <source>More for this backup</source>
   <translation>Mehr zu dieser Sicherung</translation>
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
   <translation>Du kannst zurück zu</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>A backup keeps a folder of this computer in the cloud, whole, and its earlier states with it. Nothing that happens elsewhere changes the folder here.</source>
   <translation>Eine Sicherung hält einen Ordner dieses Computers in der Cloud, ganz, und mit ihm seine früheren Zustände. Nichts, was anderswo geschieht, ändert den Ordner.</translation>
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
   <source>No folder of this computer is backed up yet</source>
   <translation>Noch wird kein Ordner dieses Computers gesichert</translation>
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
   <translation>Läufe zeigen …</translation>
  </message>
  <message>
   <source>Change schedule…</source>
   <translation>Zeitplan ändern …</translation>
  </message>
  <message>
   <source>Open the folder</source>
   <translation>Den Ordner öffnen</translation>
  </message>
  <message>
   <source>Show problems</source>
   <translation>Probleme zeigen</translation>
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
   <translation>Als Raster zeigen</translation>
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
   <translation>Als Liste zeigen</translation>
  </message>
  <message>
   <source>Where should it be saved?</source>
   <translation>Wo soll es gespeichert werden?</translation>
  </message>
  <message>
   <source>Nothing is asked any more.</source>
   <translation>Es wird nichts mehr gefragt.</translation>
  </message>
  <message>
   <source>What was removed</source>
   <translation>Was entfernt wurde</translation>
  </message>
  <message>
   <source>The bin is empty</source>
   <translation>Der Papierkorb ist leer</translation>
  </message>
  <message>
   <source>What you or another device removes is kept here for a while.</source>
   <translation>Was du oder ein anderes Gerät entfernt, bleibt hier eine Weile erhalten.</translation>
  </message>
  <message>
   <source>Restore elsewhere…</source>
   <translation>Anderswo wiederherstellen …</translation>
  </message>
  <message>
   <source>Delete for good…</source>
   <translation>Endgültig löschen …</translation>
  </message>
  <message>
   <source>Empty the bin…</source>
   <translation>Papierkorb leeren …</translation>
  </message>
  <message>
   <source>More</source>
   <translation>Mehr</translation>
  </message>
  <message numerus="yes">
   <source>{n} folders cannot be looked into now.</source>
   <extracomment>for one: One folder cannot be looked into now.</extracomment>
   <translation>
    <numerusform>In einen Ordner kann gerade nicht gesehen werden.</numerusform>
    <numerusform>In {n} Ordner kann gerade nicht gesehen werden.</numerusform>
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
   <source>Nothing that was removed fits what you look for.</source>
   <translation>Nichts von dem Entfernten passt zu dem, was du suchst.</translation>
  </message>
  <message numerus="yes">
   <source>{n} chosen</source>
   <extracomment>for one: One chosen</extracomment>
   <translation>
    <numerusform>{n} gewählt</numerusform>
    <numerusform>{n} gewählt</numerusform>
   </translation>
  </message>
  <message>
   <source>Where should it go?</source>
   <translation>Wohin soll es?</translation>
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
   <source>Nothing in {folder} has “{words}” in its name.</source>
   <translation>Nichts in {folder} hat „{words}“ im Namen.</translation>
  </message>
  <message>
   <source>Drop files here, or choose some: they are encrypted before they leave this computer.</source>
   <translation>Lege Dateien hier ab oder wähle welche: Sie werden verschlüsselt, bevor sie diesen Computer verlassen.</translation>
  </message>
  <message>
   <source>{folder} is empty</source>
   <translation>{folder} ist leer</translation>
  </message>
  <message>
   <source>Nothing is in the cloud yet</source>
   <translation>In der Cloud liegt noch nichts</translation>
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
   <source>Show in the file manager</source>
   <translation>In der Dateiverwaltung zeigen</translation>
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
   <source>Copy the path</source>
   <translation>Pfad kopieren</translation>
  </message>
  <message>
   <source>Details beside the list</source>
   <translation>Details neben der Liste</translation>
  </message>
  <message>
   <source>Folder above</source>
   <translation>Ordner darüber</translation>
  </message>
  <message>
   <source>Move</source>
   <translation>Verschieben</translation>
  </message>
  <message>
   <source>Which files?</source>
   <translation>Welche Dateien?</translation>
  </message>
  <message>
   <source>Which folder?</source>
   <translation>Welcher Ordner?</translation>
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
   <source>See what can be done</source>
   <translation>Sehen, was zu tun ist</translation>
  </message>
  <message>
   <source>Choose a file to see more of it.</source>
   <translation>Wähle eine Datei, um mehr von ihr zu sehen.</translation>
  </message>
  <message>
   <source>This picture is large. Open it to see it.</source>
   <translation>Dieses Bild ist groß. Öffne es, um es zu sehen.</translation>
  </message>
  <message>
   <source>How far it is</source>
   <translation>Wie weit es ist</translation>
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
   <source>Try again</source>
   <translation>Noch einmal versuchen</translation>
  </message>
  <message>
   <source>Taken: {folder}</source>
   <translation>Genommen: {folder}</translation>
  </message>
  <message>
   <source>The command is copied.</source>
   <translation>Der Befehl ist kopiert.</translation>
  </message>
  <message>
   <source>Go on with the server's history?</source>
   <translation>Mit dem Verlauf des Servers weitermachen?</translation>
  </message>
  <message>
   <source>Go on with it</source>
   <translation>Damit weitermachen</translation>
  </message>
  <message>
   <source>Choose a problem, and you see what happened and what you can do.</source>
   <translation>Wähle ein Problem, dann siehst du, was geschehen ist und was du tun kannst.</translation>
  </message>
  <message numerus="yes">
   <source>Do it for all {n} of this kind in “{name}”</source>
   <extracomment>for one: Do it for the one problem of this kind in “{name}”</extracomment>
   <translation>
    <numerusform>Für das eine Problem dieser Art in „{name}“</numerusform>
    <numerusform>Für alle {n} dieser Art in „{name}“</numerusform>
   </translation>
  </message>
  <message>
   <source>What happened</source>
   <translation>Was geschehen ist</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>Warum</translation>
  </message>
  <message>
   <source>Show it on this computer</source>
   <translation>Auf diesem Computer zeigen</translation>
  </message>
  <message>
   <source>All problems</source>
   <translation>Alle Probleme</translation>
  </message>
  <message>
   <source>The problem that was chosen</source>
   <translation>Das gewählte Problem</translation>
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
   <source>Your choices</source>
   <translation>Deine Möglichkeiten</translation>
  </message>
  <message>
   <source>What would go</source>
   <translation>Was gelöscht würde</translation>
  </message>
  <message>
   <source>Nothing needs you. What cannot be synced, and what you should decide, is listed here with what you can do.</source>
   <translation>Nichts braucht dich. Was nicht synchronisiert werden kann und was du entscheiden solltest, steht hier mit dem, was du tun kannst.</translation>
  </message>
  <message>
   <source>Search in problems</source>
   <translation>In Problemen suchen</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Try all again</source>
   <translation>Alle noch einmal versuchen</translation>
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
   <source>Problem before</source>
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
   <source>Restore what is chosen…</source>
   <translation>Ausgewähltes wiederherstellen …</translation>
  </message>
  <message>
   <source>Choose all that differs</source>
   <translation>Alles Verschiedene auswählen</translation>
  </message>
  <message>
   <source>To before the last changes</source>
   <translation>Vor die letzten Änderungen</translation>
  </message>
  <message>
   <source>To after the next changes</source>
   <translation>Hinter die nächsten Änderungen</translation>
  </message>
  <message>
   <source>One single change back</source>
   <translation>Eine einzelne Änderung zurück</translation>
  </message>
  <message>
   <source>One single change on</source>
   <translation>Eine einzelne Änderung weiter</translation>
  </message>
  <message>
   <source>To the backup run before</source>
   <translation>Zum Sicherungslauf davor</translation>
  </message>
  <message>
   <source>To the next backup run</source>
   <translation>Zum nächsten Sicherungslauf</translation>
  </message>
  <message>
   <source>To now</source>
   <translation>Zu jetzt</translation>
  </message>
  <message>
   <source>Look closer at the time</source>
   <translation>Die Zeit näher ansehen</translation>
  </message>
  <message>
   <source>See more time</source>
   <translation>Mehr Zeit sehen</translation>
  </message>
  <message>
   <source>See all the time that is kept</source>
   <translation>Alle aufbewahrte Zeit sehen</translation>
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
   <source>Go back on the timeline. What has changed since then is listed here, and can be brought back.</source>
   <translation>Geh auf der Zeitleiste zurück. Was sich seitdem geändert hat, steht dann hier und kann zurückgeholt werden.</translation>
  </message>
  <message>
   <source>What has changed since then</source>
   <translation>Was sich seitdem geändert hat</translation>
  </message>
  <message>
   <source>Search in what has changed</source>
   <translation>In den Änderungen suchen</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Zeigen</translation>
  </message>
  <message>
   <source>Different now</source>
   <translation>Jetzt verschieden</translation>
  </message>
  <message>
   <source>This folder is neither there now nor was it then.</source>
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
   <source>This is now</source>
   <translation>Dies ist jetzt</translation>
  </message>
  <message>
   <source>Nothing fits</source>
   <translation>Nichts passt</translation>
  </message>
  <message>
   <source>There are other changes since then.</source>
   <translation>Es gibt seitdem andere Änderungen.</translation>
  </message>
  <message>
   <source>Show all changes</source>
   <translation>Alle Änderungen zeigen</translation>
  </message>
  <message>
   <source>Nothing to compare</source>
   <translation>Nichts zu vergleichen</translation>
  </message>
  <message>
   <source>Bringing back what was…</source>
   <translation>Holt zurück, was war …</translation>
  </message>
  <message>
   <source>How far the restore is</source>
   <translation>Wie weit das Wiederherstellen ist</translation>
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
   <source>{n} that exist only now stay.</source>
   <extracomment>for one: One that exists only now stays.</extracomment>
   <translation>
    <numerusform>Eine, die es nur jetzt gibt, bleibt.</numerusform>
    <numerusform>{n}, die es nur jetzt gibt, bleiben.</numerusform>
   </translation>
  </message>
  <message>
   <source>Cancelled. What came back before that stays, unless you undo it.</source>
   <translation>Abgebrochen. Was vorher zurückkam, bleibt, außer du nimmst es zurück.</translation>
  </message>
  <message>
   <source>{n} of {count}</source>
   <translation>{n} von {count}</translation>
  </message>
  <message>
   <source>To the moment before the last changes</source>
   <translation>Zum Moment vor den letzten Änderungen</translation>
  </message>
  <message>
   <source>To the moment after the next changes</source>
   <translation>Zum Moment nach den nächsten Änderungen</translation>
  </message>
  <message>
   <source>Look closer</source>
   <translation>Näher ansehen</translation>
  </message>
  <message>
   <source>Back to the present</source>
   <translation>Zurück zur Gegenwart</translation>
  </message>
  <message>
   <source>This place was empty at that moment.</source>
   <translation>Dieser Ort war in diesem Moment leer.</translation>
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
   <source>There was nothing here</source>
   <translation>Hier war nichts</translation>
  </message>
  <message>
   <source>This was not there then</source>
   <translation>Das gab es damals nicht</translation>
  </message>
  <message>
   <source>Go to a later moment, or to another place.</source>
   <translation>Geh zu einem späteren Moment oder an einen anderen Ort.</translation>
  </message>
  <message>
   <source>Part of the settings</source>
   <translation>Teil der Einstellungen</translation>
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
   <translation>Übertragungen und Grenzen</translation>
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
   <source>A synced folder is the same on all your computers: what changes in one place comes to the others, encrypted on the way.</source>
   <translation>Ein synchronisierter Ordner ist auf all deinen Computern gleich: Was sich an einem Ort ändert, kommt zu den anderen, unterwegs verschlüsselt.</translation>
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
   <source>Look at everything again</source>
   <translation>Alles neu ansehen</translation>
  </message>
  <message>
   <source>Ignore rules…</source>
   <translation>Regeln …</translation>
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
   <source>See problem</source>
   <translation>Problem ansehen</translation>
  </message>
  <message>
   <source>More for this folder</source>
   <translation>Mehr zu diesem Ordner</translation>
  </message>
  <message>
   <source>{end}: {path}</source>
   <translation>{end}: {path}</translation>
  </message>
  <message>
   <source>See problems</source>
   <translation>Probleme ansehen</translation>
  </message>
  <message>
   <source>On this computer</source>
   <translation>Auf diesem Computer</translation>
  </message>
  <message>
   <source>Choose nothing</source>
   <translation>Nichts auswählen</translation>
  </message>
  <message>
   <source>Cancel transfer</source>
   <translation>Übertragung abbrechen</translation>
  </message>
  <message>
   <source>To the top of the queue</source>
   <translation>An den Anfang der Reihe</translation>
  </message>
  <message>
   <source>One place up</source>
   <translation>Einen Platz hinauf</translation>
  </message>
  <message>
   <source>One place down</source>
   <translation>Einen Platz hinunter</translation>
  </message>
  <message>
   <source>To the end of the queue</source>
   <translation>Ans Ende der Reihe</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>Im Ordner zeigen</translation>
  </message>
  <message>
   <source>Take out of the list</source>
   <translation>Aus der Liste nehmen</translation>
  </message>
  <message>
   <source>Put away</source>
   <translation>Weglegen</translation>
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
   <source>Kinds</source>
   <translation>Arten</translation>
  </message>
  <message>
   <source>Order</source>
   <translation>Reihenfolge</translation>
  </message>
  <message>
   <source>Turn the order round</source>
   <translation>Reihenfolge umdrehen</translation>
  </message>
  <message>
   <source>Queue follows</source>
   <translation>Reihe folgt</translation>
  </message>
  <message>
   <source>On: the order you choose is also the order in which what waits is taken.</source>
   <translation>An: Die gewählte Reihenfolge ist auch die, in der Wartendes übertragen wird.</translation>
  </message>
  <message>
   <source>Kinds: {n}</source>
   <translation>Arten: {n}</translation>
  </message>
  <message>
   <source>Queue order</source>
   <translation>Wie in der Reihe</translation>
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
   <translation>Grenzen …</translation>
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
   <source>Everything has arrived</source>
   <translation>Alles ist angekommen</translation>
  </message>
  <message>
   <source>How fast files may move, and when</source>
   <translation>Wie schnell Dateien übertragen werden dürfen, und wann</translation>
  </message>
  <message>
   <source>Take what is over out of the list. The files stay.</source>
   <translation>Nimm aus der Liste, was beendet ist. Die Dateien bleiben.</translation>
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
   <source>Try all failed again</source>
   <translation>Alle fehlgeschlagenen noch einmal versuchen</translation>
  </message>
  <message>
   <source>Resume transfers</source>
   <translation>Übertragungen fortsetzen</translation>
  </message>
  <message numerus="yes">
   <source>Problems, {n} problems</source>
   <extracomment>for one: Problems, one problem</extracomment>
   <translation>
    <numerusform>Probleme, ein Problem</numerusform>
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
   <source>Engine</source>
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
   <source>megadesk is free software (Apache-2.0). It is made with:</source>
   <translation>megadesk ist freie Software (Apache-2.0). Es ist gemacht mit:</translation>
  </message>
  <message>
   <source>All files on this computer stay where they are. You are shown what becomes of each folder first.</source>
   <translation>Alle Dateien auf diesem Computer bleiben, wo sie sind. Du siehst zuerst, was aus jedem Ordner wird.</translation>
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
   <source>The other devices are signed out when it changes.</source>
   <translation>Die anderen Geräte werden abgemeldet, wenn es sich ändert.</translation>
  </message>
  <message>
   <source>Opens the account when the password is forgotten. A new one takes the place of the one before.</source>
   <translation>Öffnet das Konto, wenn das Passwort vergessen ist. Ein neuer tritt an die Stelle des bisherigen.</translation>
  </message>
  <message>
   <source>Your other devices show it beside what was changed here.</source>
   <translation>Deine anderen Geräte zeigen ihn neben dem, was hier geändert wurde.</translation>
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
   <source>The account is set up in a window of its own: choose “Set up” at the foot of the list at the left.</source>
   <translation>Das Konto wird in einem eigenen Fenster eingerichtet: Wähle „Einrichten“ am Fuß der Liste links.</translation>
  </message>
  <message>
   <source>Your password is needed before anything is synced.</source>
   <translation>Dein Passwort wird gebraucht, bevor etwas synchronisiert wird.</translation>
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
   <source>Preview…</source>
   <translation>Vorschau …</translation>
  </message>
  <message>
   <source>Restart</source>
   <translation>Neu starten</translation>
  </message>
  <message>
   <source>When something does not work</source>
   <translation>Wenn etwas nicht geht</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>Protokoll</translation>
  </message>
  <message>
   <source>What megadesk did, without names of files and without secrets.</source>
   <translation>Was megadesk getan hat, ohne Dateinamen und ohne Geheimnisse.</translation>
  </message>
  <message>
   <source>You see all of it before it is written to a file.</source>
   <translation>Du siehst alles davon, bevor es in eine Datei geschrieben wird.</translation>
  </message>
  <message>
   <source>Start it again</source>
   <translation>Neu starten</translation>
  </message>
  <message>
   <source>The engine syncs in the background, also while this window is closed. What it was doing goes on.</source>
   <translation>Es synchronisiert im Hintergrund, auch wenn dieses Fenster geschlossen ist. Was es tat, geht weiter.</translation>
  </message>
  <message>
   <source>It is being started.</source>
   <translation>Es wird gestartet.</translation>
  </message>
  <message>
   <source>As the system</source>
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
   <source>Low rows in lists</source>
   <translation>Niedrige Zeilen in Listen</translation>
  </message>
  <message>
   <source>Start with the computer</source>
   <translation>Mit dem Computer starten</translation>
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
   <source>Light, dark or with strong contrast; or as your system is.</source>
   <translation>Hell, dunkel oder mit starkem Kontrast; oder so, wie dein System es ist.</translation>
  </message>
  <message>
   <source>On top of the size that your system asks for.</source>
   <translation>Zusätzlich zu der Größe, die dein System verlangt.</translation>
  </message>
  <message>
   <source>More fits on the screen; each row has one line.</source>
   <translation>Es passt mehr auf den Bildschirm; jede Zeile hat eine Textzeile.</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Starten</translation>
  </message>
  <message>
   <source>megadesk begins in the background when you sign in.</source>
   <translation>megadesk beginnt im Hintergrund, wenn du dich anmeldest.</translation>
  </message>
  <message>
   <source>A file of certificates (PEM) that is believed beside those of the system, as companies have.</source>
   <translation>Eine Datei mit Zertifikaten (PEM), denen neben denen des Systems geglaubt wird, wie sie Firmen haben.</translation>
  </message>
  <message>
   <source>Proxy</source>
   <translation>Proxy</translation>
  </message>
  <message>
   <source>Address of the proxy</source>
   <translation>Adresse des Proxys</translation>
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
   <source>The proxy is used from now on.</source>
   <translation>Der Proxy wird von jetzt an verwendet.</translation>
  </message>
  <message>
   <source>Choose a file…</source>
   <translation>Datei wählen …</translation>
  </message>
  <message>
   <source>Only those of the system</source>
   <translation>Nur die des Systems</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Keiner</translation>
  </message>
  <message>
   <source>This one</source>
   <translation>Dieser</translation>
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
   <source>Way to the server</source>
   <translation>Weg zum Server</translation>
  </message>
  <message>
   <source>A proxy passes on what is encrypted already.</source>
   <translation>Ein Proxy reicht weiter, was schon verschlüsselt ist.</translation>
  </message>
  <message>
   <source>Type the address of the proxy.</source>
   <translation>Gib die Adresse des Proxys ein.</translation>
  </message>
  <message>
   <source>Those of the system.</source>
   <translation>Die des Systems.</translation>
  </message>
  <message>
   <source>Authorities</source>
   <translation>Zertifizierungsstellen</translation>
  </message>
  <message>
   <source>Whose certificates are believed</source>
   <translation>Wessen Zertifikaten geglaubt wird</translation>
  </message>
  <message>
   <source>Choose a file of certificates</source>
   <translation>Eine Datei mit Zertifikaten wählen</translation>
  </message>
  <message>
   <source>Trust it no more</source>
   <translation>Nicht mehr vertrauen</translation>
  </message>
  <message>
   <source>Certificate of your server</source>
   <translation>Zertifikat deines Servers</translation>
  </message>
  <message>
   <source>Messages of the desktop</source>
   <translation>Meldungen des Desktops</translation>
  </message>
  <message>
   <source>At most one a minute, and none for what simply works. Where your desktop does not want to disturb you, nothing is shown.</source>
   <translation>Höchstens eine in der Minute und keine für das, was einfach klappt. Will dein Desktop nicht stören, wird nichts gezeigt.</translation>
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
   <translation>Ordner zeigen</translation>
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
   <source>Leave them out</source>
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
   <source>Can be changed for each folder at any time.</source>
   <translation>Kann für jeden Ordner jederzeit geändert werden.</translation>
  </message>
  <message>
   <source>Symbolic links</source>
   <translation>Symbolische Links</translation>
  </message>
  <message>
   <source>They are never followed out of the folder.</source>
   <translation>Ihnen wird nie aus dem Ordner hinaus gefolgt.</translation>
  </message>
  <message>
   <source>Folders that are synced</source>
   <translation>Ordner, die synchronisiert werden</translation>
  </message>
  <message>
   <source>Direction, ignore rules, pause</source>
   <translation>Richtung, Regeln, Anhalten</translation>
  </message>
  <message>
   <source>Each folder has its own, in its menu on the page Sync.</source>
   <translation>Jeder Ordner hat seine eigenen, im Menü auf der Seite Synchronisieren.</translation>
  </message>
  <message>
   <source>Limits and times…</source>
   <translation>Grenzen und Zeiten …</translation>
  </message>
  <message>
   <source>Show transfers</source>
   <translation>Übertragungen zeigen</translation>
  </message>
  <message>
   <source>Limits</source>
   <translation>Grenzen</translation>
  </message>
  <message>
   <source>Always, or at some times of the week: full speed at night, little while you work.</source>
   <translation>Immer oder zu einigen Zeiten der Woche: nachts volles Tempo, wenig, während du arbeitest.</translation>
  </message>
  <message>
   <source>What moves now</source>
   <translation>Was gerade übertragen wird</translation>
  </message>
  <message>
   <source>Pause, order and limits of single transfers.</source>
   <translation>Anhalten, Reihenfolge und Grenzen einzelner Übertragungen.</translation>
  </message>
  <message>
   <source>All transfers</source>
   <translation>Alle Übertragungen</translation>
  </message>
  <message>
   <source>Nothing was moved yet</source>
   <translation>Noch wurde nichts übertragen</translation>
  </message>
  <message>
   <source>What is uploaded and downloaded will be here.</source>
   <translation>Was hochgeladen und heruntergeladen wird, steht dann hier.</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>Ordner öffnen</translation>
  </message>
  <message>
   <source>Open megadesk</source>
   <translation>megadesk öffnen</translation>
  </message>
  <message>
   <source>See</source>
   <translation>Ansehen</translation>
  </message>
  <message>
   <source>Until I resume</source>
   <translation>Bis ich fortsetze</translation>
  </message>
  <message>
   <source>Files that move and that were moved last</source>
   <translation>Dateien, die gerade oder zuletzt übertragen wurden</translation>
  </message>
  <message>
   <source>In the keyring of this system</source>
   <translation>Im Schlüsselbund dieses Systems</translation>
  </message>
  <message>
   <source>In a file that only you can read</source>
   <translation>In einer Datei, die nur du lesen kannst</translation>
  </message>
  <message>
   <source>In memory only; your password is asked for after each restart</source>
   <translation>Nur im Arbeitsspeicher; nach jedem Neustart wird nach deinem Passwort gefragt</translation>
  </message>
  <message numerus="yes">
   <source>Versions and what was deleted are kept for {n} days.</source>
   <extracomment>for one: Versions and what was deleted are kept for one day.</extracomment>
   <translation>
    <numerusform>Versionen und Gelöschtes werden einen Tag aufbewahrt.</numerusform>
    <numerusform>Versionen und Gelöschtes werden {n} Tage aufbewahrt.</numerusform>
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
   <extracomment>for one: One change is not synced yet. It stays as it is on both sides.</extracomment>
   <translation>
    <numerusform>Eine Änderung ist noch nicht synchronisiert. Sie bleibt auf beiden Seiten, wie sie ist.</numerusform>
    <numerusform>{n} Änderungen sind noch nicht synchronisiert. Sie bleiben auf beiden Seiten, wie sie sind.</numerusform>
   </translation>
  </message>
  <message>
   <source>{name} is signed out at once, and syncs no more.</source>
   <translation>{name} ist sofort abgemeldet und synchronisiert nicht mehr.</translation>
  </message>
  <message>
   <source>The files on it stay there. Its keys stay as well: if it was stolen, change your password, too.</source>
   <translation>Die Dateien darauf bleiben dort. Auch die Schlüssel bleiben: Wurde es gestohlen, ändere auch dein Passwort.</translation>
  </message>
  <message>
   <source>The keys of your account are removed from this computer.</source>
   <translation>Die Schlüssel deines Kontos werden von diesem Computer entfernt.</translation>
  </message>
  <message>
   <source>A device without a name</source>
   <translation>Ein Gerät ohne Namen</translation>
  </message>
  <message>
   <source>Log in again as the same account, and the folders go on.</source>
   <translation>Melde dich mit demselben Konto wieder an, dann gehen die Ordner weiter.</translation>
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
   <source>Removed</source>
   <translation>Entfernt</translation>
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
   <source>As soon as a file is added, changed, moved or removed on any of your devices, it stands here.</source>
   <translation>Sobald auf einem deiner Geräte eine Datei dazukommt, geändert, verschoben oder entfernt wird, steht es hier.</translation>
  </message>
  <message>
   <source>{device} (this computer)</source>
   <translation>{device} (dieser Computer)</translation>
  </message>
  <message numerus="yes">
   <source>{n} changes in {folder}</source>
   <extracomment>for one: One change in {folder}</extracomment>
   <translation>
    <numerusform>Eine Änderung in {folder}</numerusform>
    <numerusform>{n} Änderungen in {folder}</numerusform>
   </translation>
  </message>
  <message>
   <source>Before: {path}</source>
   <translation>Vorher: {path}</translation>
  </message>
  <message numerus="yes">
   <source>{names} and {n} more</source>
   <extracomment>for one: {names} and one more</extracomment>
   <translation>
    <numerusform>{names} und noch eine</numerusform>
    <numerusform>{names} und noch {n}</numerusform>
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
   <source>{n} removed</source>
   <extracomment>for one: {n} removed</extracomment>
   <translation>
    <numerusform>{n} entfernt</numerusform>
    <numerusform>{n} entfernt</numerusform>
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
   <source>What is done in your cloud, when, and on which device.</source>
   <translation>Was in deiner Cloud getan wird, wann und auf welchem Gerät.</translation>
  </message>
  <message>
   <source>{name} was added</source>
   <translation>{name} kam dazu</translation>
  </message>
  <message>
   <source>{name} was changed</source>
   <translation>{name} wurde geändert</translation>
  </message>
  <message>
   <source>{name} was removed</source>
   <translation>{name} wurde entfernt</translation>
  </message>
  <message>
   <source>{was} is called {name} now</source>
   <translation>{was} heißt jetzt {name}</translation>
  </message>
  <message>
   <source>{name} was moved to {folder}</source>
   <translation>{name} wurde nach {folder} verschoben</translation>
  </message>
  <message numerus="yes">
   <source>{n} files were added in {folder}</source>
   <extracomment>for one: One file was added in {folder}</extracomment>
   <translation>
    <numerusform>Eine Datei kam in {folder} dazu</numerusform>
    <numerusform>{n} Dateien kamen in {folder} dazu</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files were changed in {folder}</source>
   <extracomment>for one: One file was changed in {folder}</extracomment>
   <translation>
    <numerusform>Eine Datei wurde in {folder} geändert</numerusform>
    <numerusform>{n} Dateien wurden in {folder} geändert</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files were moved in {folder}</source>
   <extracomment>for one: One file was moved in {folder}</extracomment>
   <translation>
    <numerusform>Eine Datei wurde in {folder} verschoben</numerusform>
    <numerusform>{n} Dateien wurden in {folder} verschoben</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files were removed from {folder}</source>
   <extracomment>for one: One file was removed from {folder}</extracomment>
   <translation>
    <numerusform>Eine Datei wurde aus {folder} entfernt</numerusform>
    <numerusform>{n} Dateien wurden aus {folder} entfernt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} folders were added in {folder}</source>
   <extracomment>for one: One folder was added in {folder}</extracomment>
   <translation>
    <numerusform>Ein Ordner kam in {folder} dazu</numerusform>
    <numerusform>{n} Ordner kamen in {folder} dazu</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} folders were moved in {folder}</source>
   <extracomment>for one: One folder was moved in {folder}</extracomment>
   <translation>
    <numerusform>Ein Ordner wurde in {folder} verschoben</numerusform>
    <numerusform>{n} Ordner wurden in {folder} verschoben</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} folders were removed from {folder}</source>
   <extracomment>for one: One folder was removed from {folder}</extracomment>
   <translation>
    <numerusform>Ein Ordner wurde aus {folder} entfernt</numerusform>
    <numerusform>{n} Ordner wurden aus {folder} entfernt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} folders were changed in {folder}</source>
   <extracomment>for one: One folder was changed in {folder}</extracomment>
   <translation>
    <numerusform>Ein Ordner wurde in {folder} geändert</numerusform>
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
   <source>Nothing of this kind was done here, as far back as the server keeps it.</source>
   <translation>Nichts dieser Art wurde hier getan, so weit der Server zurückreicht.</translation>
  </message>
  <message>
   <source>Show all</source>
   <comment>activity</comment>
   <translation>Alles zeigen</translation>
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
   <extracomment>for one: One file only here, {size}</extracomment>
   <translation>
    <numerusform>Eine Datei nur hier, {size}</numerusform>
    <numerusform>{n} Dateien nur hier, {size}</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files only in the cloud, {size}</source>
   <extracomment>for one: One file only in the cloud, {size}</extracomment>
   <translation>
    <numerusform>Eine Datei nur in der Cloud, {size}</numerusform>
    <numerusform>{n} Dateien nur in der Cloud, {size}</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files differ</source>
   <extracomment>for one: One file differs</extracomment>
   <translation>
    <numerusform>Eine Datei ist verschieden</numerusform>
    <numerusform>{n} Dateien sind verschieden</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files are the same on both sides</source>
   <extracomment>for one: One file is the same on both sides</extracomment>
   <translation>
    <numerusform>Eine Datei ist auf beiden Seiten gleich</numerusform>
    <numerusform>{n} Dateien sind auf beiden Seiten gleich</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files cannot be synced as they are</source>
   <extracomment>for one: One file cannot be synced as it is</extracomment>
   <translation>
    <numerusform>Eine Datei kann nicht synchronisiert werden, wie sie ist</numerusform>
    <numerusform>{n} Dateien können nicht synchronisiert werden, wie sie sind</numerusform>
   </translation>
  </message>
  <message>
   <source>Sent to the cloud.</source>
   <translation>Wird in die Cloud gesendet.</translation>
  </message>
  <message>
   <source>Brought to this computer.</source>
   <translation>Kommt auf diesen Computer.</translation>
  </message>
  <message>
   <source>Both sides stay as they are until you decide.</source>
   <translation>Beide Seiten bleiben, wie sie sind, bis du entscheidest.</translation>
  </message>
  <message>
   <source>Write the whole path, from the top.</source>
   <translation>Schreibe den ganzen Pfad, von ganz oben.</translation>
  </message>
  <message>
   <source>A place in the cloud begins with “/”.</source>
   <translation>Ein Ort in der Cloud beginnt mit „/“.</translation>
  </message>
  <message>
   <source>There is no such folder on this computer yet</source>
   <translation>Diesen Ordner gibt es auf diesem Computer noch nicht</translation>
  </message>
  <message>
   <source>It is made. Is its path as you meant?</source>
   <translation>Er wird angelegt. Stimmt sein Pfad?</translation>
  </message>
  <message>
   <source>Both folders are empty. What you put into one comes to the other.</source>
   <translation>Beide Ordner sind leer. Was du in einen legst, kommt in den anderen.</translation>
  </message>
  <message>
   <source>Stays here and is not sent, since changes only come from the cloud.</source>
   <translation>Bleibt hier und wird nicht gesendet, da Änderungen nur aus der Cloud kommen.</translation>
  </message>
  <message>
   <source>Stays in the cloud, since changes only go there.</source>
   <translation>Bleibt in der Cloud, da Änderungen nur dorthin gehen.</translation>
  </message>
  <message>
   <source>Both versions are kept: the one of this computer under a second name.</source>
   <translation>Beide Fassungen bleiben: die dieses Computers unter einem zweiten Namen.</translation>
  </message>
  <message>
   <source>This folder is synced already, as “{name}”.</source>
   <translation>Dieser Ordner wird schon synchronisiert, als „{name}“.</translation>
  </message>
  <message>
   <source>This is in a folder that is synced already: “{name}”.</source>
   <translation>Dies liegt in einem Ordner, der schon synchronisiert wird: „{name}“.</translation>
  </message>
  <message>
   <source>In this folder lies one that is synced already: “{name}”.</source>
   <translation>In diesem Ordner liegt einer, der schon synchronisiert wird: „{name}“.</translation>
  </message>
  <message>
   <source>Nothing to do at first</source>
   <translation>Zunächst ist nichts zu tun</translation>
  </message>
  <message>
   <source>In step already: nothing is sent.</source>
   <translation>Schon auf dem gleichen Stand: Nichts wird gesendet.</translation>
  </message>
  <message>
   <source>Stays here as it is. Problems will say why, and what helps.</source>
   <translation>Bleibt hier, wie es ist. Unter Probleme steht, warum und was hilft.</translation>
  </message>
  <message>
   <source>At these times everything that is different is sent, and a run is written down, to which you can go back. In between the folder is left alone. If this computer was off, one run makes up for all that were missed.</source>
   <translation>Zu diesen Zeiten wird alles gesendet, was anders ist, und ein Lauf wird notiert, zu dem du zurückgehen kannst. Dazwischen bleibt der Ordner in Ruhe. War dieser Computer aus, holt ein Lauf alle versäumten nach.</translation>
  </message>
  <message numerus="yes">
   <source>{n} files</source>
   <extracomment>for one: one file</extracomment>
   <translation>
    <numerusform>Eine Datei</numerusform>
    <numerusform>{n} Dateien</numerusform>
   </translation>
  </message>
  <message>
   <source>On this computer everything stays as it is: {path}</source>
   <translation>Auf diesem Computer bleibt alles, wie es ist: {path}</translation>
  </message>
  <message>
   <source>In the cloud all of it ({what}) goes to the bin. It can be brought back from there for as long as the server keeps it.</source>
   <translation>In der Cloud kommt alles davon ({what}) in den Papierkorb. Von dort kann es zurückgeholt werden, solange der Server es aufbewahrt.</translation>
  </message>
  <message>
   <source>Nothing of this folder is backed up any more. Its versions stay with the files.</source>
   <translation>Nichts aus diesem Ordner wird mehr gesichert. Seine Versionen bleiben bei den Dateien.</translation>
  </message>
  <message>
   <source>All the time</source>
   <translation>Die ganze Zeit</translation>
  </message>
  <message>
   <source>What you change is sent at once. At most once an hour a run is written down, to which you can go back.</source>
   <translation>Was du änderst, wird sofort gesendet. Höchstens einmal in der Stunde wird ein Lauf notiert, zu dem du zurückgehen kannst.</translation>
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
   <extracomment>for one: One run</extracomment>
   <translation>
    <numerusform>Ein Lauf</numerusform>
    <numerusform>{n} Läufe</numerusform>
   </translation>
  </message>
  <message>
   <source>none yet</source>
   <translation>noch keiner</translation>
  </message>
  <message>
   <source>In the cloud it stays where it is. It is not the backup of this computer any more.</source>
   <translation>In der Cloud bleibt sie, wo sie ist. Sie ist nicht mehr die Sicherung dieses Computers.</translation>
  </message>
  <message>
   <source>In the cloud all of it ({what}) is moved to {target}. It is then among your files, and your computers can sync it.</source>
   <translation>In der Cloud wird alles davon ({what}) nach {target} verschoben. Es liegt dann bei deinen Dateien, und deine Computer können es synchronisieren.</translation>
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
   <source>Sign in, and the folders of this computer can be backed up.</source>
   <translation>Melde dich an, dann können die Ordner dieses Computers gesichert werden.</translation>
  </message>
  <message>
   <source>Your backups are here again once your password was entered.</source>
   <translation>Deine Sicherungen sind wieder hier, sobald dein Passwort eingegeben ist.</translation>
  </message>
  <message>
   <source>A run is under way</source>
   <translation>Ein Lauf ist unterwegs</translation>
  </message>
  <message>
   <source>Looking for changes</source>
   <translation>Sucht nach Änderungen</translation>
  </message>
  <message>
   <source>Paused: nothing is backed up until you resume</source>
   <translation>Angehalten: Nichts wird gesichert, bis du fortsetzt</translation>
  </message>
  <message>
   <source>Offline: what changes is kept here and sent when the server can be reached</source>
   <translation>Offline: Was sich ändert, bleibt hier und wird gesendet, sobald der Server erreichbar ist</translation>
  </message>
  <message>
   <source>Waiting: it goes on by itself</source>
   <translation>Wartet: Es geht von selbst weiter</translation>
  </message>
  <message>
   <source>Stopped: the data in the cloud is not what it must be</source>
   <translation>Angehalten: Die Daten in der Cloud sind nicht, was sie sein müssen</translation>
  </message>
  <message>
   <source>Stopped until you decide</source>
   <translation>Angehalten, bis du entscheidest</translation>
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
   <extracomment>for one: One folder</extracomment>
   <translation>
    <numerusform>Ein Ordner</numerusform>
    <numerusform>{n} Ordner</numerusform>
   </translation>
  </message>
  <message>
   <source>Nothing of this folder is backed up any more.</source>
   <translation>Nichts aus diesem Ordner wird mehr gesichert.</translation>
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
   <source>Everything is in the cloud</source>
   <translation>Alles ist in der Cloud</translation>
  </message>
  <message>
   <source>The first run is still to come</source>
   <translation>Der erste Lauf kommt noch</translation>
  </message>
  <message numerus="yes">
   <source>A run is under way: {n} changes to go</source>
   <extracomment>for one: A run is under way: one change to go</extracomment>
   <translation>
    <numerusform>Ein Lauf ist unterwegs: noch eine Änderung</numerusform>
    <numerusform>Ein Lauf ist unterwegs: noch {n} Änderungen</numerusform>
   </translation>
  </message>
  <message>
   <source>last run {ago}</source>
   <translation>letzter Lauf {ago}</translation>
  </message>
  <message>
   <source>no run is complete</source>
   <translation>kein Lauf ist vollständig</translation>
  </message>
  <message numerus="yes">
   <source>{n} problems</source>
   <extracomment>for one: one problem</extracomment>
   <translation>
    <numerusform>Ein Problem</numerusform>
    <numerusform>{n} Probleme</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} at work</source>
   <extracomment>for one: one at work</extracomment>
   <translation>
    <numerusform>einer arbeitet</numerusform>
    <numerusform>{n} arbeiten</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} paused</source>
   <extracomment>for one: one paused</extracomment>
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
   <source>Bin of the cloud</source>
   <translation>Papierkorb der Cloud</translation>
  </message>
  <message>
   <source>Kept on this computer</source>
   <translation>Auf diesem Computer aufbewahrt</translation>
  </message>
  <message>
   <source>Nothing is in the bin.</source>
   <translation>Im Papierkorb liegt nichts.</translation>
  </message>
  <message>
   <source>Delete “{name}” for good?</source>
   <translation>„{name}“ endgültig löschen?</translation>
  </message>
  <message numerus="yes">
   <source>Delete {n} things for good?</source>
   <extracomment>for one: Delete one thing for good?</extracomment>
   <translation>
    <numerusform>Einen Eintrag endgültig löschen?</numerusform>
    <numerusform>{n} Einträge endgültig löschen?</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} things were removed</source>
   <extracomment>for one: One thing was removed</extracomment>
   <translation>
    <numerusform>Ein Eintrag wurde entfernt</numerusform>
    <numerusform>{n} Einträge wurden entfernt</numerusform>
   </translation>
  </message>
  <message>
   <source>{size} are freed. Nobody can bring this back, on any device.</source>
   <translation>{size} werden frei. Niemand kann es zurückbringen, auf keinem Gerät.</translation>
  </message>
  <message>
   <source>The latest {n} of what was removed</source>
   <translation>Die neuesten {n} von dem, was entfernt wurde</translation>
  </message>
  <message numerus="yes">
   <source>and {n} more</source>
   <extracomment>for one: and one more</extracomment>
   <translation>
    <numerusform>und noch einer</numerusform>
    <numerusform>und noch {n}</numerusform>
   </translation>
  </message>
  <message>
   <source>from {place}</source>
   <translation>aus {place}</translation>
  </message>
  <message>
   <source>removed {time}</source>
   <translation>entfernt {time}</translation>
  </message>
  <message>
   <source>It began {time}.</source>
   <translation>Es begann {time}.</translation>
  </message>
  <message>
   <source>Such as {names}</source>
   <translation>Zum Beispiel {names}</translation>
  </message>
  <message>
   <source>What is in the cloud already can be brought back in Rewind, from the moment before it began.</source>
   <translation>Was schon in der Cloud ist, kann in der Zeitreise zurückgeholt werden, vom Moment davor.</translation>
  </message>
  <message numerus="yes">
   <source>All {n} files come back to this computer.</source>
   <extracomment>for one: The file comes back to this computer.</extracomment>
   <translation>
    <numerusform>Die Datei kommt auf diesen Computer zurück.</numerusform>
    <numerusform>Alle {n} Dateien kommen auf diesen Computer zurück.</numerusform>
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
   <source>All {n} files are deleted here as well, and kept in this folder's own bin.</source>
   <extracomment>for one: The file is deleted here as well, and kept in this folder's own bin.</extracomment>
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
   <source>Both sides have both, as two files where they differ.</source>
   <translation>Beide Seiten haben beides, als zwei Dateien, wo sie verschieden sind.</translation>
  </message>
  <message>
   <source>What is here counts</source>
   <translation>Was hier ist, zählt</translation>
  </message>
  <message>
   <source>What is in the cloud counts</source>
   <translation>Was in der Cloud ist, zählt</translation>
  </message>
  <message>
   <source>Whoever may change this computer types it once: {command}</source>
   <translation>Wer diesen Computer ändern darf, gibt einmal ein: {command}</translation>
  </message>
  <message>
   <source>It goes to the cloud, this once. A file of its name there becomes an older version.</source>
   <translation>Es geht in die Cloud, dieses eine Mal. Eine Datei dieses Namens dort wird zur älteren Version.</translation>
  </message>
  <message>
   <source>It is removed here, and kept in this folder's own bin.</source>
   <translation>Es wird hier entfernt und im eigenen Papierkorb dieses Ordners aufbewahrt.</translation>
  </message>
  <message>
   <source>What was changed here goes to the cloud, this once. What is there becomes an older version.</source>
   <translation>Was hier geändert wurde, geht in die Cloud, dieses eine Mal. Was dort ist, wird zur älteren Version.</translation>
  </message>
  <message>
   <source>It becomes as it is in the cloud. What was changed here is kept in this folder's own bin.</source>
   <translation>Es wird wie in der Cloud. Was hier geändert wurde, bleibt im eigenen Papierkorb dieses Ordners.</translation>
  </message>
  <message>
   <source>It is moved in the cloud as well, this once.</source>
   <translation>Es wird auch in der Cloud verschoben, dieses eine Mal.</translation>
  </message>
  <message>
   <source>It goes back to where the cloud has it; if it is gone there, into this folder's own bin.</source>
   <translation>Es geht dorthin zurück, wo die Cloud es hat; ist es dort weg, in den eigenen Papierkorb dieses Ordners.</translation>
  </message>
  <message>
   <source>It is removed in the cloud as well, and kept in the bin there.</source>
   <translation>Es wird auch in der Cloud entfernt und dort im Papierkorb aufbewahrt.</translation>
  </message>
  <message>
   <source>It comes here again.</source>
   <translation>Es kommt wieder hierher.</translation>
  </message>
  <message>
   <source>It is removed in the cloud, and kept in the bin there. If a file here has its name, that takes its place.</source>
   <translation>Es wird in der Cloud entfernt und dort im Papierkorb aufbewahrt. Hat hier eine Datei seinen Namen, nimmt sie seinen Platz ein.</translation>
  </message>
  <message>
   <source>It comes here, this once. A file of its name here is kept in this folder's own bin.</source>
   <translation>Es kommt hierher, dieses eine Mal. Eine Datei dieses Namens hier bleibt im eigenen Papierkorb dieses Ordners.</translation>
  </message>
  <message>
   <source>The cloud becomes as it is here. What was changed there stays as an older version, or in the bin.</source>
   <translation>Die Cloud wird wie hier. Was dort geändert wurde, bleibt als ältere Version oder im Papierkorb.</translation>
  </message>
  <message>
   <source>What was changed there comes here, this once. What it replaces is kept in this folder's own bin.</source>
   <translation>Was dort geändert wurde, kommt hierher, dieses eine Mal. Was es ersetzt, bleibt im eigenen Papierkorb dieses Ordners.</translation>
  </message>
  <message>
   <source>It goes back to where it is here; if it is gone here, into the bin of the cloud.</source>
   <translation>Es geht dorthin zurück, wo es hier ist; ist es hier weg, in den Papierkorb der Cloud.</translation>
  </message>
  <message>
   <source>It is moved here as well, this once.</source>
   <translation>Es wird auch hier verschoben, dieses eine Mal.</translation>
  </message>
  <message>
   <source>It is uploaded again.</source>
   <translation>Es wird noch einmal hochgeladen.</translation>
  </message>
  <message>
   <source>It is removed here as well, and kept in this folder's own bin.</source>
   <translation>Es wird auch hier entfernt und im eigenen Papierkorb dieses Ordners aufbewahrt.</translation>
  </message>
  <message>
   <source>The cloud becomes as it is here. What that replaces stays as an older version, or in the bin.</source>
   <translation>Die Cloud wird wie hier. Was das ersetzt, bleibt als ältere Version oder im Papierkorb.</translation>
  </message>
  <message>
   <source>This folder becomes as the cloud is. What that takes away is kept in this folder's own bin.</source>
   <translation>Dieser Ordner wird wie die Cloud. Was das wegnimmt, bleibt im eigenen Papierkorb dieses Ordners.</translation>
  </message>
  <message>
   <source>It is looked at again now.</source>
   <translation>Es wird jetzt noch einmal angesehen.</translation>
  </message>
  <message>
   <source>Say where it is…</source>
   <translation>Sagen, wo er ist …</translation>
  </message>
  <message>
   <source>The folder was moved: choose where it is now, and its sync goes on there.</source>
   <translation>Der Ordner wurde verschoben: Wähle, wo er jetzt ist, dann geht es dort weiter.</translation>
  </message>
  <message>
   <source>Take another folder…</source>
   <translation>Einen anderen Ordner nehmen …</translation>
  </message>
  <message>
   <source>What is in it and in the cloud is joined, as when a folder is new: what differs is kept twice, nothing is deleted.</source>
   <translation>Was darin und in der Cloud ist, wird vereint, wie bei einem neuen Ordner: Verschiedenes bleibt doppelt, nichts wird gelöscht.</translation>
  </message>
  <message>
   <source>Show it</source>
   <translation>Zeigen</translation>
  </message>
  <message>
   <source>Rename it in your file manager, and it is synced.</source>
   <translation>Benenne es in der Dateiverwaltung um, dann wird es synchronisiert.</translation>
  </message>
  <message>
   <source>Give yourself the right to read it, in your file manager.</source>
   <translation>Gib dir in der Dateiverwaltung das Recht, es zu lesen.</translation>
  </message>
  <message>
   <source>Open the file and save it again: then it is uploaded anew.</source>
   <translation>Öffne die Datei und speichere sie noch einmal: Dann wird sie neu hochgeladen.</translation>
  </message>
  <message>
   <source>Mend the line that is at fault.</source>
   <translation>Berichtige die Zeile, an der es liegt.</translation>
  </message>
  <message>
   <source>Choose whether this folder leaves links out or keeps them as links.</source>
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
   <source>The sync of this folder goes on.</source>
   <translation>Das Synchronisieren dieses Ordners geht weiter.</translation>
  </message>
  <message>
   <source>See what takes room</source>
   <translation>Sehen, was Platz braucht</translation>
  </message>
  <message>
   <source>The settings show what the storage is used for.</source>
   <translation>Die Einstellungen zeigen, wofür der Speicher gebraucht wird.</translation>
  </message>
  <message>
   <source>Go on with the server's history…</source>
   <translation>Mit dem Verlauf des Servers weitermachen…</translation>
  </message>
  <message>
   <source>You see first what this computer has verified and what the server shows. Nothing on this computer is deleted.</source>
   <translation>Du siehst zuerst, was dieser Computer geprüft hat und was der Server zeigt. Auf diesem Computer wird nichts gelöscht.</translation>
  </message>
  <message>
   <source>Make a report…</source>
   <translation>Bericht machen …</translation>
  </message>
  <message>
   <source>You see what is in it before it leaves this computer.</source>
   <translation>Du siehst, was darin steht, bevor er diesen Computer verlässt.</translation>
  </message>
  <message>
   <source>Both files stay, each under its name, and are not shown here again.</source>
   <translation>Beide Dateien bleiben, jede unter ihrem Namen, und werden hier nicht mehr gezeigt.</translation>
  </message>
  <message>
   <source>It was me: send them</source>
   <translation>Das war ich: senden</translation>
  </message>
  <message>
   <source>They are uploaded as they are now. The versions before stay in the cloud as older versions.</source>
   <translation>Sie werden hochgeladen, wie sie jetzt sind. Die früheren Fassungen bleiben in der Cloud als ältere Versionen.</translation>
  </message>
  <message>
   <source>Bring back</source>
   <translation>Zurückholen</translation>
  </message>
  <message>
   <source>The versions of the cloud come back here under their old names. What is here now is kept in this folder's own bin.</source>
   <translation>Die Fassungen der Cloud kommen unter ihren alten Namen hierher zurück. Was jetzt hier ist, bleibt im eigenen Papierkorb dieses Ordners.</translation>
  </message>
  <message>
   <source>Stop this pair</source>
   <translation>Diesen Ordner anhalten</translation>
  </message>
  <message>
   <source>“{name}” is paused: nothing is synced or deleted, and the question stays.</source>
   <translation>„{name}“ ist angehalten: Nichts wird synchronisiert oder gelöscht, und die Frage bleibt.</translation>
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
   <source>{n} were left out</source>
   <extracomment>for one: {n} was left out</extracomment>
   <translation>
    <numerusform>{n} wurde ausgelassen</numerusform>
    <numerusform>{n} wurden ausgelassen</numerusform>
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
  <message numerus="yes">
   <source>{n} names are taken: your answer is needed</source>
   <extracomment>for one: One name is taken: your answer is needed</extracomment>
   <translation>
    <numerusform>Ein Name ist vergeben: Deine Antwort wird gebraucht</numerusform>
    <numerusform>{n} Namen sind vergeben: Deine Antwort wird gebraucht</numerusform>
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
   <source>{n} names are taken</source>
   <extracomment>for one: One name is taken</extracomment>
   <translation>
    <numerusform>Ein Name ist vergeben</numerusform>
    <numerusform>{n} Namen sind vergeben</numerusform>
   </translation>
  </message>
  <message>
   <source>{speed}</source>
   <translation>{speed}</translation>
  </message>
  <message>
   <source>Looking at what there is</source>
   <translation>Sieht nach, was da ist</translation>
  </message>
  <message numerus="yes">
   <source>{n} files arrived</source>
   <extracomment>for one: {n} file arrived</extracomment>
   <translation>
    <numerusform>{n} Datei angekommen</numerusform>
    <numerusform>{n} Dateien angekommen</numerusform>
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
  <message>
   <source>Downloading {what} to {folder}</source>
   <translation>{what} wird nach {folder} heruntergeladen</translation>
  </message>
  <message numerus="yes">
   <source>{n} items</source>
   <extracomment>for one: one item</extracomment>
   <translation>
    <numerusform>ein Eintrag</numerusform>
    <numerusform>{n} Einträge</numerusform>
   </translation>
  </message>
  <message>
   <source>Uploading {what} to {folder}</source>
   <translation>{what} wird nach {folder} hochgeladen</translation>
  </message>
  <message numerus="yes">
   <source>{n} names are taken already.</source>
   <extracomment>for one: One name is taken already.</extracomment>
   <translation>
    <numerusform>Ein Name ist schon vergeben.</numerusform>
    <numerusform>{n} Namen sind schon vergeben.</numerusform>
   </translation>
  </message>
  <message>
   <source>Looking what there is</source>
   <translation>Sieht nach, was da ist</translation>
  </message>
  <message numerus="yes">
   <source>{n} files uploaded</source>
   <extracomment>for one: One file uploaded</extracomment>
   <translation>
    <numerusform>Eine Datei hochgeladen</numerusform>
    <numerusform>{n} Dateien hochgeladen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files downloaded</source>
   <extracomment>for one: One file downloaded</extracomment>
   <translation>
    <numerusform>Eine Datei heruntergeladen</numerusform>
    <numerusform>{n} Dateien heruntergeladen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} left out</source>
   <extracomment>for one: one left out</extracomment>
   <translation>
    <numerusform>eine ausgelassen</numerusform>
    <numerusform>{n} ausgelassen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} skipped</source>
   <extracomment>for one: one skipped</extracomment>
   <translation>
    <numerusform>eine übersprungen</numerusform>
    <numerusform>{n} übersprungen</numerusform>
   </translation>
  </message>
  <message>
   <source>changed {time}</source>
   <translation>geändert {time}</translation>
  </message>
  <message>
   <source>{done} of {total} files</source>
   <translation>{done} von {total} Dateien</translation>
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
   <source>What is in both folders is asked about one by one.</source>
   <translation>Was in beiden Ordnern liegt, wird einzeln gefragt.</translation>
  </message>
  <message>
   <source>Do the same for all folders whose names are taken</source>
   <translation>Für alle Ordner mit vergebenem Namen genauso</translation>
  </message>
  <message>
   <source>Do the same wherever a file meets a folder</source>
   <translation>Überall genauso, wo eine Datei auf einen Ordner trifft</translation>
  </message>
  <message>
   <source>Do the same for all files whose names are taken</source>
   <translation>Für alle Dateien mit vergebenem Namen genauso</translation>
  </message>
  <message>
   <source>Waiting for its turn</source>
   <translation>Wartet, bis es an der Reihe ist</translation>
  </message>
  <message>
   <source>This did not work.</source>
   <translation>Das hat nicht geklappt.</translation>
  </message>
  <message numerus="yes">
   <source>{n} questions are open</source>
   <extracomment>for one: The last question</extracomment>
   <translation>
    <numerusform>Die letzte Frage</numerusform>
    <numerusform>{n} Fragen sind offen</numerusform>
   </translation>
  </message>
  <message>
   <source>The one in the cloud stays as an earlier version.</source>
   <translation>Die in der Cloud bleibt als frühere Version erhalten.</translation>
  </message>
  <message>
   <source>The one on this computer goes to the trash.</source>
   <translation>Die auf diesem Computer kommt in den Papierkorb.</translation>
  </message>
  <message>
   <source>The whole folder that would come is left out.</source>
   <translation>Der ganze Ordner, der käme, wird ausgelassen.</translation>
  </message>
  <message>
   <source>What is there stays, nothing comes.</source>
   <translation>Was da ist, bleibt; nichts kommt dazu.</translation>
  </message>
  <message>
   <source>Replace</source>
   <translation>Ersetzen</translation>
  </message>
  <message>
   <source>The one that comes gets another name.</source>
   <translation>Was kommt, erhält einen anderen Namen.</translation>
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
   <extracomment>for one: One kept</extracomment>
   <translation>
    <numerusform>Eine aufbewahrt</numerusform>
    <numerusform>{n} aufbewahrt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} bytes</source>
   <extracomment>for one: One byte</extracomment>
   <translation>
    <numerusform>Ein Byte</numerusform>
    <numerusform>{n} Bytes</numerusform>
   </translation>
  </message>
  <message>
   <source>Kind</source>
   <translation>Art</translation>
  </message>
  <message>
   <source>By</source>
   <translation>Von</translation>
  </message>
  <message>
   <source>No folder of this computer is synced with this place.</source>
   <translation>Kein Ordner dieses Computers wird mit diesem Ort synchronisiert.</translation>
  </message>
  <message>
   <source>Folders</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>not here</source>
   <comment>a file that is only in the cloud</comment>
   <translation>nicht hier</translation>
  </message>
  <message>
   <source>{n}</source>
   <translation>{n}</translation>
  </message>
  <message numerus="yes">
   <source>{n} have “{words}” in their names</source>
   <extracomment>for one: One has “{words}” in its name</extracomment>
   <translation>
    <numerusform>Einer hat „{words}“ im Namen</numerusform>
    <numerusform>{n} haben „{words}“ im Namen</numerusform>
   </translation>
  </message>
  <message>
   <source>Let go to upload to “{folder}”</source>
   <translation>Loslassen, um nach „{folder}“ hochzuladen</translation>
  </message>
  <message>
   <source>In step</source>
   <translation>Gleicher Stand</translation>
  </message>
  <message>
   <source>In the bin</source>
   <translation>Im Papierkorb</translation>
  </message>
  <message numerus="yes">
   <source>{n} need a look</source>
   <extracomment>for one: one needs a look</extracomment>
   <translation>
    <numerusform>eine braucht einen Blick</numerusform>
    <numerusform>{n} brauchen einen Blick</numerusform>
   </translation>
  </message>
  <message>
   <source>Searching for “{words}”…</source>
   <translation>Sucht nach „{words}“ …</translation>
  </message>
  <message>
   <source>The first {n} that have “{words}” in their names</source>
   <translation>Die ersten {n} mit „{words}“ im Namen</translation>
  </message>
  <message>
   <source>Cloud drive</source>
   <translation>Cloud-Ablage</translation>
  </message>
  <message>
   <source>Let go to move to “{folder}”</source>
   <translation>Loslassen, um nach „{folder}“ zu verschieben</translation>
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
   <source>Needs a decision</source>
   <translation>Braucht eine Entscheidung</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Fehlgeschlagen</translation>
  </message>
  <message>
   <source>Held back</source>
   <translation>Zurückgehalten</translation>
  </message>
  <message>
   <source>Left out</source>
   <translation>Ausgelassen</translation>
  </message>
  <message>
   <source>Ignored</source>
   <translation>Ausgenommen</translation>
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
   <source>Sound</source>
   <translation>Ton</translation>
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
   <source>Reading…</source>
   <translation>Liest …</translation>
  </message>
  <message>
   <source>Nothing is in this folder yet.</source>
   <translation>In diesem Ordner ist noch nichts.</translation>
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
   <source>still reading</source>
   <translation>liest noch</translation>
  </message>
  <message>
   <source>The certificate of this server is not known. Compare it, then trust it.</source>
   <translation>Das Zertifikat dieses Servers ist nicht bekannt. Vergleiche es und vertraue ihm dann.</translation>
  </message>
  <message>
   <source>This server takes no new accounts. Log in to one that exists, or use another server.</source>
   <translation>Dieser Server nimmt keine neuen Konten an. Melde dich bei einem bestehenden an oder nimm einen anderen Server.</translation>
  </message>
  <message>
   <source>Type your e-mail address.</source>
   <translation>Gib deine E-Mail-Adresse ein.</translation>
  </message>
  <message>
   <source>This server takes new accounts by invitation. Type the code you were given.</source>
   <translation>Dieser Server nimmt neue Konten mit Einladung an. Gib den Code ein, den du erhalten hast.</translation>
  </message>
  <message>
   <source>Type or paste the recovery key, or open the file it was saved to.</source>
   <translation>Gib den Wiederherstellungsschlüssel ein, füge ihn ein oder öffne die Datei, in der er liegt.</translation>
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
   <source>Type the address of your server, as in files.example.org.</source>
   <translation>Gib die Adresse deines Servers ein, wie in dateien.example.org.</translation>
  </message>
  <message>
   <source>Save, print or copy the key first, or tick that you go on without it.</source>
   <translation>Speichere, drucke oder kopiere zuerst den Schlüssel, oder kreuze an, dass du ohne ihn weitermachst.</translation>
  </message>
  <message>
   <source>Give this device a name; your other devices show it.</source>
   <translation>Gib diesem Gerät einen Namen; deine anderen Geräte zeigen ihn.</translation>
  </message>
  <message>
   <source>Choose a folder of the cloud; it is made if it is missing.</source>
   <translation>Wähle einen Ordner der Cloud; er wird angelegt, wenn er fehlt.</translation>
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
   <source>{address} answers.</source>
   <translation>{address} antwortet.</translation>
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
   <source>Files are encrypted here before they leave. The server stores what it cannot read.</source>
   <translation>Dateien werden hier verschlüsselt, bevor sie gehen. Der Server speichert, was er nicht lesen kann.</translation>
  </message>
  <message>
   <source>Your keys are made on this computer, from your password and from chance.</source>
   <translation>Deine Schlüssel entstehen auf diesem Computer, aus deinem Passwort und aus Zufall.</translation>
  </message>
  <message>
   <source>The keys let megadesk go on after a restart without asking for the password.</source>
   <translation>Mit den Schlüsseln macht megadesk nach einem Neustart weiter, ohne nach dem Passwort zu fragen.</translation>
  </message>
  <message>
   <source>On paper in a drawer, or in a password manager: apart from this computer.</source>
   <translation>Auf Papier in einer Schublade oder in einer Passwortverwaltung: getrennt von diesem Computer.</translation>
  </message>
  <message>
   <source>The name is encrypted, too. Only your own devices can read it.</source>
   <translation>Auch der Name ist verschlüsselt. Nur deine eigenen Geräte können ihn lesen.</translation>
  </message>
  <message>
   <source>Sync keeps a folder the same on several computers. A backup keeps one as it was.</source>
   <translation>Synchronisieren hält einen Ordner auf mehreren Computern gleich. Eine Sicherung bewahrt einen, wie er war.</translation>
  </message>
  <message>
   <source>Files opens your cloud, Sync and Backups add folders.</source>
   <translation>Dateien öffnet deine Cloud, unter Synchronisieren und Sicherungen kommen Ordner dazu.</translation>
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
  <message numerus="yes">
   <source>Your account is also open on {names} and {n} more devices.</source>
   <extracomment>for one: Your account is also open on {names} and one more device.</extracomment>
   <translation>
    <numerusform>Dein Konto ist auch auf {names} und einem weiteren Gerät geöffnet.</numerusform>
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
   <source>Each change travels by itself. Earlier versions are kept, so a mistake can be taken back.</source>
   <translation>Jede Änderung reist von selbst. Frühere Versionen bleiben, damit ein Fehler zurückgenommen werden kann.</translation>
  </message>
  <message>
   <source>Which folder is synced?</source>
   <translation>Welcher Ordner wird synchronisiert?</translation>
  </message>
  <message>
   <source>The folder here and the one in the cloud become and stay the same. Nothing is deleted.</source>
   <translation>Der Ordner hier und der in der Cloud werden gleich und bleiben es. Nichts wird gelöscht.</translation>
  </message>
  <message>
   <source>Looking at the server</source>
   <translation>Sieht sich den Server an</translation>
  </message>
  <message>
   <source>Making a recovery key</source>
   <translation>Macht einen Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>Giving the device its name</source>
   <translation>Gibt dem Gerät seinen Namen</translation>
  </message>
  <message>
   <source>Setting up the folder</source>
   <translation>Richtet den Ordner ein</translation>
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
   <source>megadesk starts by itself after a restart. Whoever can read all files of this computer can read the keys.</source>
   <translation>megadesk startet nach einem Neustart von selbst. Wer alle Dateien dieses Computers lesen kann, kann auch die Schlüssel lesen.</translation>
  </message>
  <message>
   <source>Only until the next restart</source>
   <translation>Nur bis zum nächsten Neustart</translation>
  </message>
  <message>
   <source>Nothing is written down. After each restart megadesk asks for your password before it goes on.</source>
   <translation>Nichts wird aufgeschrieben. Nach jedem Neustart fragt megadesk nach deinem Passwort, bevor es weitergeht.</translation>
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
   <source>You are new here, and have the address of a server.</source>
   <translation>Du bist neu hier und hast die Adresse eines Servers.</translation>
  </message>
  <message>
   <source>Log in</source>
   <translation>Anmelden</translation>
  </message>
  <message>
   <source>You have an account and add this computer to it.</source>
   <translation>Du hast ein Konto und fügst ihm diesen Computer hinzu.</translation>
  </message>
  <message>
   <source>Use the recovery key</source>
   <translation>Den Wiederherstellungsschlüssel verwenden</translation>
  </message>
  <message>
   <source>You have an account, and the password is lost.</source>
   <translation>Du hast ein Konto, und das Passwort ist verloren.</translation>
  </message>
  <message>
   <source>Sync a folder</source>
   <translation>Einen Ordner synchronisieren</translation>
  </message>
  <message>
   <source>The same folder on several computers, always in step.</source>
   <translation>Derselbe Ordner auf mehreren Computern, immer auf dem gleichen Stand.</translation>
  </message>
  <message>
   <source>A folder of this computer, kept safe in the cloud with its earlier versions.</source>
   <translation>Ein Ordner dieses Computers, mit seinen früheren Versionen sicher in der Cloud.</translation>
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
   <source>It goes on by itself from here, also after a restart.</source>
   <translation>Von hier an geht es von selbst weiter, auch nach einem Neustart.</translation>
  </message>
  <message>
   <source>Welcome to megadesk</source>
   <translation>Willkommen bei megadesk</translation>
  </message>
  <message>
   <source>Your folders, the same on all your computers, readable by you alone. How do you want to begin?</source>
   <translation>Deine Ordner, auf all deinen Computern gleich und nur für dich lesbar. Wie möchtest du anfangen?</translation>
  </message>
  <message>
   <source>Which server?</source>
   <translation>Welcher Server?</translation>
  </message>
  <message>
   <source>It stores your files, encrypted. Whoever runs it told you its address.</source>
   <translation>Er speichert deine Dateien, verschlüsselt. Wer ihn betreibt, hat dir seine Adresse gesagt.</translation>
  </message>
  <message>
   <source>Where are your keys kept?</source>
   <translation>Wo werden deine Schlüssel aufbewahrt?</translation>
  </message>
  <message>
   <source>No keyring of this system can be used to keep them, so this is for you to decide.</source>
   <translation>Kein Schlüsselbund dieses Systems kann sie aufbewahren, deshalb entscheidest du.</translation>
  </message>
  <message>
   <source>Keep your recovery key</source>
   <translation>Bewahre deinen Wiederherstellungsschlüssel auf</translation>
  </message>
  <message>
   <source>It opens your account when the password is forgotten. Nothing else does, and nobody else has it.</source>
   <translation>Er öffnet dein Konto, wenn das Passwort vergessen ist. Nichts sonst kann das, und niemand sonst hat ihn.</translation>
  </message>
  <message>
   <source>What is this device called?</source>
   <translation>Wie heißt dieses Gerät?</translation>
  </message>
  <message>
   <source>Your other devices show the name beside what was changed here.</source>
   <translation>Deine anderen Geräte zeigen den Namen neben dem, was hier geändert wurde.</translation>
  </message>
  <message>
   <source>What shall megadesk do first?</source>
   <translation>Was soll megadesk zuerst tun?</translation>
  </message>
  <message>
   <source>More folders can be added at any time.</source>
   <translation>Weitere Ordner können jederzeit dazukommen.</translation>
  </message>
  <message>
   <source>Which folder is backed up?</source>
   <translation>Welcher Ordner wird gesichert?</translation>
  </message>
  <message>
   <source>All that is in it is kept in the cloud, whole, with its earlier versions.</source>
   <translation>Alles darin wird in der Cloud aufbewahrt, ganz und mit seinen früheren Versionen.</translation>
  </message>
  <message>
   <source>Start backing up</source>
   <translation>Sichern beginnen</translation>
  </message>
  <message>
   <source>Logging in</source>
   <translation>Meldet an</translation>
  </message>
  <message>
   <source>Making your keys and your account</source>
   <translation>Macht deine Schlüssel und dein Konto</translation>
  </message>
  <message numerus="yes">
   <source>Looking: {n} files so far</source>
   <extracomment>for one: Looking: one file so far</extracomment>
   <translation>
    <numerusform>Sieht nach: bisher eine Datei</numerusform>
    <numerusform>Sieht nach: bisher {n} Dateien</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files are only here and go to the cloud ({size}).</source>
   <extracomment>for one: {n} file is only here and goes to the cloud ({size}).</extracomment>
   <translation>
    <numerusform>{n} Datei ist nur hier und geht in die Cloud ({size}).</numerusform>
    <numerusform>{n} Dateien sind nur hier und gehen in die Cloud ({size}).</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} files are only in the cloud and come here ({size}).</source>
   <extracomment>for one: {n} file is only in the cloud and comes here ({size}).</extracomment>
   <translation>
    <numerusform>{n} Datei ist nur in der Cloud und kommt hierher ({size}).</numerusform>
    <numerusform>{n} Dateien sind nur in der Cloud und kommen hierher ({size}).</numerusform>
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
   <source>{n} files are the same already.</source>
   <extracomment>for one: {n} file is the same already.</extracomment>
   <translation>
    <numerusform>{n} Datei ist schon gleich.</numerusform>
    <numerusform>{n} Dateien sind schon gleich.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} entries cannot be synced as they are.</source>
   <extracomment>for one: One entry cannot be synced as it is.</extracomment>
   <translation>
    <numerusform>Ein Eintrag kann nicht synchronisiert werden, wie er ist.</numerusform>
    <numerusform>{n} Einträge können nicht synchronisiert werden, wie sie sind.</numerusform>
   </translation>
  </message>
  <message>
   <source>Both folders are empty; what you put into them is synced.</source>
   <translation>Beide Ordner sind leer; was du hineinlegst, wird synchronisiert.</translation>
  </message>
  <message>
   <source>There is no such folder on this computer yet. It is made.</source>
   <translation>Diesen Ordner gibt es auf diesem Computer noch nicht. Er wird angelegt.</translation>
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
   <source>With the e-mail address and password of your account.</source>
   <translation>Mit der E-Mail-Adresse und dem Passwort deines Kontos.</translation>
  </message>
  <message>
   <source>Open your account with the recovery key</source>
   <translation>Öffne dein Konto mit dem Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>You set a new password, and get a new recovery key in place of this one.</source>
   <translation>Du setzt ein neues Passwort und erhältst anstelle dieses Schlüssels einen neuen.</translation>
  </message>
  <message>
   <source>Set new password</source>
   <translation>Neues Passwort setzen</translation>
  </message>
  <message>
   <source>It takes new accounts by invitation.</source>
   <translation>Er nimmt neue Konten nur mit Einladung an.</translation>
  </message>
  <message numerus="yes">
   <source>Shown by the server: {n} changes, the last of {time}.</source>
   <extracomment>for one: Shown by the server: one change, of {time}.</extracomment>
   <translation>
    <numerusform>Vom Server gezeigt: eine Änderung, vom {time}.</numerusform>
    <numerusform>Vom Server gezeigt: {n} Änderungen, die letzte vom {time}.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Verified on this computer: {n} changes, the last of {time}.</source>
   <extracomment>for one: Verified on this computer: one change, of {time}.</extracomment>
   <translation>
    <numerusform>Auf diesem Computer geprüft: eine Änderung, vom {time}.</numerusform>
    <numerusform>Auf diesem Computer geprüft: {n} Änderungen, die letzte vom {time}.</numerusform>
   </translation>
  </message>
  <message>
   <source>The server says that it was restored from a backup on {time}. Ask whoever runs it whether that is so.</source>
   <translation>Der Server sagt, dass er aus einer Sicherung wiederhergestellt wurde: {time}. Frag, wer ihn betreibt, ob das stimmt.</translation>
  </message>
  <message>
   <source>Nothing on this computer is deleted.</source>
   <translation>Auf diesem Computer wird nichts gelöscht.</translation>
  </message>
  <message>
   <source>What only this computer has is sent again, what only the server has is fetched, and what differs is kept twice.</source>
   <translation>Was nur dieser Computer hat, wird noch einmal gesendet, was nur der Server hat, wird geholt, und was sich unterscheidet, bleibt doppelt erhalten.</translation>
  </message>
  <message>
   <source>Only do so if you know why: whoever runs the server has restored it from a backup, for example.</source>
   <translation>Mach das nur, wenn du weißt, warum: etwa weil der Server aus einer Sicherung wiederhergestellt wurde.</translation>
  </message>
  <message>
   <source>No file is deleted by any of it, neither here nor in the cloud.</source>
   <translation>Dadurch wird keine Datei gelöscht, weder hier noch in der Cloud.</translation>
  </message>
  <message numerus="yes">
   <source>{n} lines are no rules and are not used.</source>
   <extracomment>for one: One line is no rule and is not used.</extracomment>
   <translation>
    <numerusform>Eine Zeile ist keine Regel und wird nicht verwendet.</numerusform>
    <numerusform>{n} Zeilen sind keine Regeln und werden nicht verwendet.</numerusform>
   </translation>
  </message>
  <message>
   <source>These are the rules that are in force.</source>
   <translation>Dies sind die Regeln, die gelten.</translation>
  </message>
  <message>
   <source>No file here or in the cloud is concerned by this change.</source>
   <translation>Keine Datei hier oder in der Cloud ist von dieser Änderung betroffen.</translation>
  </message>
  <message>
   <source>This line is no rule and is not used.</source>
   <translation>Diese Zeile ist keine Regel und wird nicht verwendet.</translation>
  </message>
  <message numerus="yes">
   <source>{n} files are left out from now on</source>
   <extracomment>for one: One file is left out from now on</extracomment>
   <translation>
    <numerusform>Eine Datei wird von jetzt an ausgelassen</numerusform>
    <numerusform>{n} Dateien werden von jetzt an ausgelassen</numerusform>
   </translation>
  </message>
  <message>
   <source>Left where it is, here and in the cloud, and no longer compared.</source>
   <translation>Bleibt, wo sie ist, hier und in der Cloud, und wird nicht mehr verglichen.</translation>
  </message>
  <message numerus="yes">
   <source>{n} files of this computer are synced again</source>
   <extracomment>for one: One file of this computer is synced again</extracomment>
   <translation>
    <numerusform>Eine Datei dieses Computers wird wieder synchronisiert</numerusform>
    <numerusform>{n} Dateien dieses Computers werden wieder synchronisiert</numerusform>
   </translation>
  </message>
  <message>
   <source>Compared with the cloud as at the beginning: what differs is kept twice.</source>
   <translation>Mit der Cloud verglichen wie am Anfang: Verschiedenes bleibt doppelt.</translation>
  </message>
  <message numerus="yes">
   <source>{n} files come from the cloud</source>
   <extracomment>for one: One file comes from the cloud</extracomment>
   <translation>
    <numerusform>Eine Datei kommt aus der Cloud</numerusform>
    <numerusform>{n} Dateien kommen aus der Cloud</numerusform>
   </translation>
  </message>
  <message>
   <source>Left out on this computer so far.</source>
   <translation>Auf diesem Computer bisher ausgelassen.</translation>
  </message>
  <message>
   <source>{name}</source>
   <translation>{name}</translation>
  </message>
  <message>
   <source>files at the top</source>
   <translation>Dateien ganz oben</translation>
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
   <source>{n} files together</source>
   <extracomment>for one: One file together</extracomment>
   <translation>
    <numerusform>Zusammen eine Datei</numerusform>
    <numerusform>Zusammen {n} Dateien</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} more than are shown</source>
   <extracomment>for one: one more than is shown</extracomment>
   <translation>
    <numerusform>eine mehr als gezeigt</numerusform>
    <numerusform>{n} mehr als gezeigt</numerusform>
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
   <source>Pause for one hour</source>
   <translation>Für eine Stunde anhalten</translation>
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
   <source>{n} things need you</source>
   <extracomment>for one: One thing needs you</extracomment>
   <translation>
    <numerusform>Etwas braucht dich</numerusform>
    <numerusform>{n} Dinge brauchen dich</numerusform>
   </translation>
  </message>
  <message>
   <source>Nothing on this computer was changed. Look at what happened before you go on.</source>
   <translation>Auf diesem Computer wurde nichts geändert. Sieh nach, was geschehen ist, bevor du weitermachst.</translation>
  </message>
  <message numerus="yes">
   <source>{n} files were changed in two places</source>
   <extracomment>for one: A file was changed in two places</extracomment>
   <translation>
    <numerusform>Eine Datei wurde an zwei Orten geändert</numerusform>
    <numerusform>{n} Dateien wurden an zwei Orten geändert</numerusform>
   </translation>
  </message>
  <message>
   <source>“{folder}” needs a decision</source>
   <translation>„{folder}“ braucht eine Entscheidung</translation>
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
   <source>Empty the bin, or remove what you no longer need.</source>
   <translation>Leere den Papierkorb oder entferne, was du nicht mehr brauchst.</translation>
  </message>
  <message>
   <source>The server shows damaged data</source>
   <translation>Der Server zeigt beschädigte Daten</translation>
  </message>
  <message>
   <source>Nothing is sent or received until you resume.</source>
   <translation>Nichts wird gesendet oder empfangen, bis du fortsetzt.</translation>
  </message>
  <message>
   <source>Not running</source>
   <translation>Läuft nicht</translation>
  </message>
  <message>
   <source>Nothing is sent or received until {time}.</source>
   <translation>Nichts wird gesendet oder empfangen bis {time}.</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Angehalten</translation>
  </message>
  <message>
   <source>Your password is needed to go on.</source>
   <translation>Dein Passwort wird gebraucht, damit es weitergeht.</translation>
  </message>
  <message>
   <source>Enter password</source>
   <translation>Passwort eingeben</translation>
  </message>
  <message numerus="yes">
   <source>All {n} files are safe.</source>
   <extracomment>for one: Your one file is safe.</extracomment>
   <translation>
    <numerusform>Deine eine Datei ist sicher.</numerusform>
    <numerusform>Alle {n} Dateien sind sicher.</numerusform>
   </translation>
  </message>
  <message>
   <source>Everything is in step.</source>
   <translation>Alles ist auf dem gleichen Stand.</translation>
  </message>
  <message>
   <source>Up to date</source>
   <translation>Aktuell</translation>
  </message>
  <message numerus="yes">
   <source>Syncing {n} changes</source>
   <extracomment>for one: Syncing one change</extracomment>
   <translation>
    <numerusform>Eine Änderung läuft</numerusform>
    <numerusform>{n} Änderungen laufen</numerusform>
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
   <source>The engine is starting.</source>
   <translation>Das Programm im Hintergrund startet.</translation>
  </message>
  <message>
   <source>The server shows data that is not what it must be. Nothing on this computer was changed.</source>
   <translation>Der Server zeigt Daten, die nicht sind, was sie sein müssen. Auf diesem Computer wurde nichts geändert.</translation>
  </message>
  <message>
   <source>The part of megadesk that syncs is not running. It is started again.</source>
   <translation>Der Teil von megadesk, der synchronisiert, läuft nicht. Er wird wieder gestartet.</translation>
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
   <source>Looking for changes in your folders.</source>
   <translation>Sucht in deinen Ordnern nach Änderungen.</translation>
  </message>
  <message>
   <source>Offline</source>
   <translation>Offline</translation>
  </message>
  <message>
   <source>Your changes are kept here and sent when the server can be reached.</source>
   <translation>Deine Änderungen bleiben hier und werden gesendet, sobald der Server erreichbar ist.</translation>
  </message>
  <message>
   <source>Damaged data</source>
   <translation>Beschädigte Daten</translation>
  </message>
  <message>
   <source>See what happened</source>
   <translation>Sehen, was geschehen ist</translation>
  </message>
  <message numerus="yes">
   <source>{n} things need your decision.</source>
   <extracomment>for one: One thing needs your decision.</extracomment>
   <translation>
    <numerusform>Eine Sache braucht deine Entscheidung.</numerusform>
    <numerusform>{n} Dinge brauchen deine Entscheidung.</numerusform>
   </translation>
  </message>
  <message>
   <source>Something holds this up. It goes on by itself.</source>
   <translation>Etwas hält dies auf. Es geht von selbst weiter.</translation>
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
   <source>Rows of keys are among the first that are tried.</source>
   <translation>Tastenreihen werden mit als Erstes versucht.</translation>
  </message>
  <message>
   <source>Repeating adds nothing.</source>
   <translation>Wiederholen bringt nichts.</translation>
  </message>
  <message>
   <source>Rows like abc or 6543 add nothing.</source>
   <translation>Reihen wie abc oder 6543 bringen nichts.</translation>
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
   <source>It is one of those that many people use.</source>
   <translation>Es ist eines von denen, die viele verwenden.</translation>
  </message>
  <message>
   <source>It is much like one that many people use.</source>
   <translation>Es ähnelt einem, das viele verwenden.</translation>
  </message>
  <message>
   <source>One word is not enough; take several.</source>
   <translation>Ein Wort reicht nicht; nimm mehrere.</translation>
  </message>
  <message>
   <source>Names are easy to guess.</source>
   <translation>Namen sind leicht zu erraten.</translation>
  </message>
  <message>
   <source>Take at least {n} characters; a few words in a row are fine.</source>
   <translation>Nimm mindestens {n} Zeichen; ein paar Wörter hintereinander sind gut.</translation>
  </message>
  <message>
   <source>This is not the same password.</source>
   <translation>Das ist nicht dasselbe Passwort.</translation>
  </message>
  <message>
   <source>This name is too long.</source>
   <translation>Dieser Name ist zu lang.</translation>
  </message>
  <message>
   <source>A name cannot have a slash or backslash in it.</source>
   <translation>Ein Name kann keinen Schrägstrich oder umgekehrten Schrägstrich enthalten.</translation>
  </message>
  <message>
   <source>Nothing can be called so.</source>
   <translation>So kann nichts heißen.</translation>
  </message>
  <message>
   <source>There is something called {name} already.</source>
   <translation>Es gibt schon etwas, das {name} heißt.</translation>
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
   <source>Pictures over {size} are not shown here.</source>
   <translation>Bilder über {size} werden hier nicht gezeigt.</translation>
  </message>
  <message>
   <source>They are gone from this computer. Nothing is deleted in the cloud, and nothing else of this folder is synced, until you say that it is meant.</source>
   <translation>Sie sind auf diesem Computer weg. In der Cloud wird nichts gelöscht und sonst nichts in diesem Ordner synchronisiert, bis du sagst, dass es so gemeint ist.</translation>
  </message>
  <message>
   <source>This folder only takes changes from the cloud. So what is changed here is kept, but not sent.</source>
   <translation>Dieser Ordner nimmt nur Änderungen aus der Cloud an. Was hier geändert wird, bleibt also, wird aber nicht gesendet.</translation>
  </message>
  <message>
   <source>This folder only sends changes to the cloud. So what is changed there is kept there, but does not come here.</source>
   <translation>Dieser Ordner sendet nur Änderungen in die Cloud. Was dort geändert wird, bleibt also dort, kommt aber nicht hierher.</translation>
  </message>
  <message>
   <source>Not every system can store every name. Until it has another one, it stays where it is and is not synced.</source>
   <translation>Nicht jedes System kann jeden Namen speichern. Bis es einen anderen hat, bleibt es, wo es ist, und wird nicht synchronisiert.</translation>
  </message>
  <message>
   <source>Nothing is missed: changes are only noticed a little later.</source>
   <translation>Nichts wird übersehen: Änderungen werden nur etwas später bemerkt.</translation>
  </message>
  <message>
   <source>Some names are used by megadesk itself. Until it has another one, it stays where it is and is not synced.</source>
   <translation>Manche Namen verwendet megadesk selbst. Bis es einen anderen hat, bleibt es, wo es ist, und wird nicht synchronisiert.</translation>
  </message>
  <message>
   <source>All that comes from the server is checked before it is used, and this did not pass. Nothing on this computer was changed.</source>
   <translation>Alles, was vom Server kommt, wird geprüft, bevor es verwendet wird, und dies hat nicht bestanden. Auf diesem Computer wurde nichts geändert.</translation>
  </message>
  <message>
   <source>They were deleted in the cloud, on another device perhaps. Nothing is deleted here, and nothing else of this folder is synced, until you say that it is meant.</source>
   <translation>Sie wurden in der Cloud gelöscht, vielleicht auf einem anderen Gerät. Hier wird nichts gelöscht und sonst nichts in diesem Ordner synchronisiert, bis du sagst, dass es so gemeint ist.</translation>
  </message>
  <message>
   <source>Each device saved its own version before it had heard of the other. Both are kept, and nothing is lost whichever you choose.</source>
   <translation>Jedes Gerät hat seine eigene Fassung gespeichert, bevor es von der anderen wusste. Beide bleiben, und nichts geht verloren, was immer du wählst.</translation>
  </message>
  <message>
   <source>After so long a time it is not certain that these deletions are still meant. So nothing of this folder is synced before you decide.</source>
   <translation>Nach so langer Zeit ist nicht sicher, dass diese Löschungen noch gemeint sind. Deshalb wird in diesem Ordner nichts synchronisiert, bevor du entscheidest.</translation>
  </message>
  <message>
   <source>Programs that convert many files do that, and so do those that encrypt files to extort money. Nothing of this folder is sent to the cloud before you decide.</source>
   <translation>Programme, die viele Dateien umwandeln, tun das, und auch solche, die Dateien verschlüsseln, um Geld zu erpressen. Nichts aus diesem Ordner wird in die Cloud gesendet, bevor du entscheidest.</translation>
  </message>
  <message>
   <source>A disk that is not connected looks like a folder that was emptied. So nothing is concluded from it, and its sync rests.</source>
   <translation>Eine Festplatte, die nicht angeschlossen ist, sieht aus wie ein geleerter Ordner. Deshalb wird nichts daraus geschlossen, und das Synchronisieren ruht.</translation>
  </message>
  <message>
   <source>This folder does not carry the mark of the one that was synced. So nothing is concluded from what is in it, and its sync rests.</source>
   <translation>Dieser Ordner trägt nicht die Kennzeichnung dessen, der synchronisiert wurde. Deshalb wird aus seinem Inhalt nichts geschlossen, und das Synchronisieren ruht.</translation>
  </message>
  <message>
   <source>If that disk were taken out, its files would look deleted. So it is a folder of its own.</source>
   <translation>Würde jene Festplatte entfernt, sähen ihre Dateien gelöscht aus. Deshalb ist sie ein eigener Ordner.</translation>
  </message>
  <message>
   <source>What was there is untouched. It goes on by itself once there is room.</source>
   <translation>Was da war, ist unberührt. Es geht von selbst weiter, sobald Platz ist.</translation>
  </message>
  <message>
   <source>What is in the cloud stays there, and deletions and moves still travel. Only what is new waits.</source>
   <translation>Was in der Cloud ist, bleibt dort, und Löschen und Verschieben gehen weiter. Nur Neues wartet.</translation>
  </message>
  <message>
   <source>You cancelled its transfer. The file itself is untouched, here and in the cloud.</source>
   <translation>Du hast die Übertragung abgebrochen. Die Datei selbst ist unberührt, hier und in der Cloud.</translation>
  </message>
  <message>
   <source>It stays as it is, here and in the cloud, until you do something. Everything else goes on.</source>
   <translation>Es bleibt, wie es ist, hier und in der Cloud, bis du etwas tust. Alles andere geht weiter.</translation>
  </message>
  <message>
   <source>It goes on by itself as soon as it can. Everything else goes on meanwhile.</source>
   <translation>Es geht von selbst weiter, sobald es kann. Alles andere geht inzwischen weiter.</translation>
  </message>
  <message>
   <source>It did not work. What is here and in the cloud stays as it is.</source>
   <translation>Es hat nicht geklappt. Was hier und in der Cloud ist, bleibt, wie es ist.</translation>
  </message>
  <message>
   <source>Things of this kind are not synced. Nothing happens to it.</source>
   <translation>Dinge dieser Art werden nicht synchronisiert. Ihnen geschieht nichts.</translation>
  </message>
  <message>
   <source>Nothing is held up by it.</source>
   <translation>Dadurch wird nichts aufgehalten.</translation>
  </message>
  <message>
   <source>It rests until you decide.</source>
   <translation>Es ruht, bis du entscheidest.</translation>
  </message>
  <message>
   <source>What cannot be read is neither there nor gone: it is left alone here and in the cloud, and everything else goes on.</source>
   <translation>Was nicht gelesen werden kann, ist weder da noch weg: Es bleibt hier und in der Cloud in Ruhe, und alles andere geht weiter.</translation>
  </message>
  <message>
   <source>All other rules work. Nothing is let into the cloud by accident because of it.</source>
   <translation>Alle anderen Regeln gelten. Dadurch gelangt nichts aus Versehen in die Cloud.</translation>
  </message>
  <message>
   <source>A link may lead anywhere, out of the folder too. So nobody follows one unless you say that links are kept as links.</source>
   <translation>Ein Link kann überallhin führen, auch aus dem Ordner hinaus. Deshalb folgt ihm niemand, außer du sagst, dass Links als Links bleiben.</translation>
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
   <source>For you to decide</source>
   <translation>Für dich zu entscheiden</translation>
  </message>
  <message>
   <source>Say which side counts</source>
   <translation>Sag, welche Seite zählt</translation>
  </message>
  <message>
   <source>Sign in</source>
   <translation>Anmelden</translation>
  </message>
  <message>
   <source>Ask whoever runs the server</source>
   <translation>Frage den Betreiber des Servers</translation>
  </message>
  <message>
   <source>Save these files again</source>
   <translation>Speichere diese Dateien noch einmal</translation>
  </message>
  <message>
   <source>Report what went wrong</source>
   <translation>Melde, was schiefging</translation>
  </message>
  <message>
   <source>Make room on the disk</source>
   <translation>Schaffe Platz auf der Festplatte</translation>
  </message>
  <message>
   <source>Make room in the cloud</source>
   <translation>Schaffe Platz in der Cloud</translation>
  </message>
  <message>
   <source>Give another name</source>
   <translation>Gib einen anderen Namen</translation>
  </message>
  <message>
   <source>Let megadesk read these</source>
   <translation>Lass megadesk diese lesen</translation>
  </message>
  <message>
   <source>Close them in other programs</source>
   <translation>Schließe sie in anderen Programmen</translation>
  </message>
  <message>
   <source>Mend the ignore rules</source>
   <translation>Berichtige die Regeln</translation>
  </message>
  <message>
   <source>Update megadesk</source>
   <translation>Aktualisiere megadesk</translation>
  </message>
  <message>
   <source>Let it go on</source>
   <translation>Lass es weitergehen</translation>
  </message>
  <message>
   <source>Raise a limit of the system</source>
   <translation>Erhöhe eine Grenze des Systems</translation>
  </message>
  <message>
   <source>Sync as folders of their own</source>
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
   <extracomment>for one: one needs your decision</extracomment>
   <translation>
    <numerusform>eins braucht deine Entscheidung</numerusform>
    <numerusform>{n} brauchen deine Entscheidung</numerusform>
   </translation>
  </message>
  <message>
   <source>“{name}” is still being looked at</source>
   <translation>„{name}“ wird noch angesehen</translation>
  </message>
  <message>
   <source>Nothing on this computer was changed because of it. Ask whoever runs the server what happened.</source>
   <translation>Auf diesem Computer wurde deswegen nichts geändert. Frage den Betreiber des Servers, was geschehen ist.</translation>
  </message>
  <message>
   <source>Nothing here is sent any more. Stop this backup: the files stay on both sides.</source>
   <translation>Von hier wird nichts mehr gesendet. Beende diese Sicherung: Die Dateien bleiben auf beiden Seiten.</translation>
  </message>
  <message>
   <source>Nothing on this computer was changed because of it. Ask whoever runs the server whether it was restored from a backup.</source>
   <translation>Auf diesem Computer wurde deswegen nichts geändert. Frage den Betreiber des Servers, ob er aus einer Sicherung wiederhergestellt wurde.</translation>
  </message>
  <message>
   <source>Put the file itself here to sync it, or let the folder keep links as links.</source>
   <translation>Lege die Datei selbst hierher, um sie zu synchronisieren, oder lass den Ordner Links als Links behalten.</translation>
  </message>
  <message>
   <source>Decide about that one first, or let changes of this folder travel both ways.</source>
   <translation>Entscheide zuerst darüber, oder lass Änderungen dieses Ordners in beide Richtungen gehen.</translation>
  </message>
  <message>
   <source>Nothing to do, if that is often enough.</source>
   <translation>Nichts zu tun, wenn das oft genug ist.</translation>
  </message>
  <message>
   <source>Try again to sync it after all. When the file changes, it is synced by itself.</source>
   <translation>Versuche es noch einmal, um es doch zu synchronisieren. Ändert sich die Datei, wird sie von selbst synchronisiert.</translation>
  </message>
  <message>
   <source>Try again. If it happens again, a report helps to find out why.</source>
   <translation>Versuche es noch einmal. Geschieht es wieder, hilft ein Bericht, den Grund zu finden.</translation>
  </message>
  <message>
   <source>Your files are untouched. A report helps to find out why.</source>
   <translation>Deine Dateien sind unberührt. Ein Bericht hilft, den Grund zu finden.</translation>
  </message>
  <message>
   <source>Look at both versions, and keep one of them, or both.</source>
   <translation>Sieh dir beide Fassungen an und behalte eine davon, oder beide.</translation>
  </message>
  <message>
   <source>If it was not you, end the program that does it first. Then bring back what was there.</source>
   <translation>Warst du es nicht, beende zuerst das Programm, das es tut. Dann hole zurück, was da war.</translation>
  </message>
  <message>
   <source>Connect its disk, and the sync goes on. If the folder was moved, say where it is.</source>
   <translation>Schließe die Festplatte an, dann geht es weiter. Wurde der Ordner verschoben, sag, wo er ist.</translation>
  </message>
  <message>
   <source>Bring the folder back, or say where it is now.</source>
   <translation>Bring den Ordner zurück oder sag, wo er jetzt ist.</translation>
  </message>
  <message>
   <source>Rename one of the two, and try again.</source>
   <translation>Benenne eine der beiden um und versuche es noch einmal.</translation>
  </message>
  <message>
   <source>Unlock the keyring of your system, and sign in again.</source>
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
   <source>Look at what would go: let it go, or have it brought back.</source>
   <translation>Sieh dir an, was gelöscht würde: Lass es zu oder hole es zurück.</translation>
  </message>
  <message>
   <source>Look at what is asked, and decide.</source>
   <translation>Sieh dir an, was gefragt wird, und entscheide.</translation>
  </message>
  <message>
   <source>{size} of content come back. Nothing has to be uploaded.</source>
   <translation>{size} an Inhalt kommen zurück. Es muss nichts hochgeladen werden.</translation>
  </message>
  <message numerus="yes">
   <source>{n} files get the content of then; the newer ones stay as versions.</source>
   <extracomment>for one: One file gets the content of then; the newer one stays as a version.</extracomment>
   <translation>
    <numerusform>Eine Datei erhält den Inhalt von damals; der neuere bleibt als Version.</numerusform>
    <numerusform>{n} Dateien erhalten den Inhalt von damals; die neueren bleiben als Versionen.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} more come along with their folders.</source>
   <extracomment>for one: One more comes along with its folder.</extracomment>
   <translation>
    <numerusform>Eine weitere kommt mit ihrem Ordner mit.</numerusform>
    <numerusform>{n} weitere kommen mit ihrem Ordner mit.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} are as they were already.</source>
   <extracomment>for one: One is as it was already.</extracomment>
   <translation>
    <numerusform>Eine ist schon so.</numerusform>
    <numerusform>{n} sind schon so.</numerusform>
   </translation>
  </message>
  <message>
   <source>now {place}</source>
   <translation>jetzt {place}</translation>
  </message>
  <message>
   <source>Nothing has to be done: everything is as it was then.</source>
   <translation>Es ist nichts zu tun: Alles ist wie damals.</translation>
  </message>
  <message numerus="yes">
   <source>{n} are made again.</source>
   <extracomment>for one: One is made again.</extracomment>
   <translation>
    <numerusform>Einer wird neu angelegt.</numerusform>
    <numerusform>{n} werden neu angelegt.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} come back from the bin.</source>
   <extracomment>for one: One comes back from the bin.</extracomment>
   <translation>
    <numerusform>Einer kommt aus dem Papierkorb zurück.</numerusform>
    <numerusform>{n} kommen aus dem Papierkorb zurück.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} go back to their places.</source>
   <extracomment>for one: One goes back to its place.</extracomment>
   <translation>
    <numerusform>Einer geht an seinen Platz zurück.</numerusform>
    <numerusform>{n} gehen an ihre Plätze zurück.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} get the content of then.</source>
   <extracomment>for one: One gets the content of then.</extracomment>
   <translation>
    <numerusform>Eine erhält den Inhalt von damals.</numerusform>
    <numerusform>{n} erhalten den Inhalt von damals.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} get other names, to make room.</source>
   <extracomment>for one: One gets another name, to make room.</extracomment>
   <translation>
    <numerusform>Einer erhält einen anderen Namen, um Platz zu machen.</numerusform>
    <numerusform>{n} erhalten andere Namen, um Platz zu machen.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} that exist only now go to the bin.</source>
   <extracomment>for one: One that exists only now goes to the bin.</extracomment>
   <translation>
    <numerusform>Einer, den es nur jetzt gibt, kommt in den Papierkorb.</numerusform>
    <numerusform>{n}, die es nur jetzt gibt, kommen in den Papierkorb.</numerusform>
   </translation>
  </message>
  <message>
   <source>Made again</source>
   <translation>Neu angelegt</translation>
  </message>
  <message>
   <source>Gets the content of then</source>
   <translation>Erhält den Inhalt von damals</translation>
  </message>
  <message>
   <source>Gets another name</source>
   <translation>Erhält einen anderen Namen</translation>
  </message>
  <message>
   <source>Goes to the bin</source>
   <translation>Kommt in den Papierkorb</translation>
  </message>
  <message>
   <source>Stays</source>
   <translation>Bleibt</translation>
  </message>
  <message>
   <source>Back from the bin, with the content of then</source>
   <translation>Zurück aus dem Papierkorb, mit dem Inhalt von damals</translation>
  </message>
  <message>
   <source>Back from the bin</source>
   <translation>Zurück aus dem Papierkorb</translation>
  </message>
  <message>
   <source>Back to its place, with the content of then</source>
   <translation>Zurück an seinen Platz, mit dem Inhalt von damals</translation>
  </message>
  <message>
   <source>Back to its place</source>
   <translation>Zurück an seinen Platz</translation>
  </message>
  <message>
   <source>As of {when}</source>
   <translation>Wie {when}</translation>
  </message>
  <message numerus="yes">
   <source>Restore {n} files…</source>
   <extracomment>for one: Restore one file…</extracomment>
   <translation>
    <numerusform>Eine Datei wiederherstellen …</numerusform>
    <numerusform>{n} Dateien wiederherstellen …</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} items are chosen.</source>
   <extracomment>for one: One item is chosen.</extracomment>
   <translation>
    <numerusform>Ein Eintrag ist ausgewählt.</numerusform>
    <numerusform>{n} Einträge sind ausgewählt.</numerusform>
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
   <source>at the top</source>
   <translation>ganz oben</translation>
  </message>
  <message>
   <source>{then} then, {now} now</source>
   <translation>{then} damals, {now} jetzt</translation>
  </message>
  <message>
   <source>Deleted</source>
   <translation>Gelöscht</translation>
  </message>
  <message>
   <source>Your files as they were, at any moment that is kept.</source>
   <translation>Deine Dateien, wie sie waren, in jedem aufbewahrten Moment.</translation>
  </message>
  <message>
   <source>This is now. Go back in time to see what was.</source>
   <translation>Dies ist jetzt. Geh in der Zeit zurück, um zu sehen, was war.</translation>
  </message>
  <message numerus="yes">
   <source>Restore {n} items…</source>
   <extracomment>for one: Restore one item…</extracomment>
   <translation>
    <numerusform>Einen Eintrag wiederherstellen …</numerusform>
    <numerusform>{n} Einträge wiederherstellen …</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Restore {n} folders…</source>
   <extracomment>for one: Restore one folder…</extracomment>
   <translation>
    <numerusform>Einen Ordner wiederherstellen …</numerusform>
    <numerusform>{n} Ordner wiederherstellen …</numerusform>
   </translation>
  </message>
  <message>
   <source>Go to a moment of the past to bring something back.</source>
   <translation>Geh zu einem Moment der Vergangenheit, um etwas zurückzuholen.</translation>
  </message>
  <message numerus="yes">
   <source>They were added since: there is nothing of then to bring back.</source>
   <extracomment>for one: It was added since: there is nothing of then to bring back.</extracomment>
   <translation>
    <numerusform>Er kam seitdem dazu: Von damals gibt es nichts zurückzuholen.</numerusform>
    <numerusform>Sie kamen seitdem dazu: Von damals gibt es nichts zurückzuholen.</numerusform>
   </translation>
  </message>
  <message>
   <source>Choose what is to come back, at the left or at the right.</source>
   <translation>Wähle links oder rechts, was zurückkommen soll.</translation>
  </message>
  <message>
   <source>“{name}” is chosen.</source>
   <translation>„{name}“ ist ausgewählt.</translation>
  </message>
  <message>
   <source>Added since</source>
   <translation>Seitdem dazugekommen</translation>
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
   <extracomment>for one: one change here since</extracomment>
   <translation>
    <numerusform>hier eine Änderung seitdem</numerusform>
    <numerusform>hier {n} Änderungen seitdem</numerusform>
   </translation>
  </message>
  <message>
   <source>Last change before: {day}, {time}</source>
   <translation>Letzte Änderung davor: {day}, {time}</translation>
  </message>
  <message>
   <source>The clock of a device was wrong then: there are earlier changes with later times.</source>
   <translation>Die Uhr eines Geräts ging damals falsch: Es gibt frühere Änderungen mit späteren Zeiten.</translation>
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
   <source>All of “{name}” is chosen.</source>
   <translation>Alles in „{name}“ ist ausgewählt.</translation>
  </message>
  <message>
   <source>Everything is chosen.</source>
   <translation>Alles ist ausgewählt.</translation>
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
   <source>Version {version}, process {pid}</source>
   <translation>Version {version}, Prozess {pid}</translation>
  </message>
  <message>
   <source>Two versions of a file</source>
   <translation>Zwei Fassungen einer Datei</translation>
  </message>
  <message>
   <source>A file was changed in two places; both versions are kept.</source>
   <translation>Eine Datei wurde an zwei Orten geändert; beide Fassungen bleiben.</translation>
  </message>
  <message>
   <source>A question about many files</source>
   <translation>Eine Frage zu vielen Dateien</translation>
  </message>
  <message>
   <source>Much would be deleted or changed at once, and waits for you.</source>
   <translation>Viel würde auf einmal gelöscht oder geändert und wartet auf dich.</translation>
  </message>
  <message>
   <source>Storage is running out</source>
   <translation>Der Speicher wird knapp</translation>
  </message>
  <message>
   <source>At 90 per cent, and when nothing more fits.</source>
   <translation>Bei 90 Prozent und wenn nichts mehr hineinpasst.</translation>
  </message>
  <message>
   <source>Something is not what it was when you stored it.</source>
   <translation>Etwas ist nicht, was es war, als du es gespeichert hast.</translation>
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
   <source>A password is kept. Type another one to change it.</source>
   <translation>Ein Passwort ist hinterlegt. Gib ein anderes ein, um es zu ändern.</translation>
  </message>
  <message>
   <source>Uploads: {limit}</source>
   <translation>Hochladen: {limit}</translation>
  </message>
  <message>
   <source>Downloads: {limit}</source>
   <translation>Herunterladen: {limit}</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>angehalten</translation>
  </message>
  <message>
   <source>no limit</source>
   <translation>keine Grenze</translation>
  </message>
  <message>
   <source>{address} shows a certificate that you trusted.</source>
   <translation>{address} zeigt ein Zertifikat, dem du vertraut hast.</translation>
  </message>
  <message>
   <source>{address} shows a certificate that is not known.</source>
   <translation>{address} zeigt ein Zertifikat, das nicht bekannt ist.</translation>
  </message>
  <message>
   <source>The app is version {version}. Restart the engine to use it.</source>
   <translation>Die App hat Version {version}. Starte das Programm im Hintergrund neu, um sie zu verwenden.</translation>
  </message>
  <message numerus="yes">
   <source>{n} times of the week</source>
   <extracomment>for one: one time of the week</extracomment>
   <translation>
    <numerusform>eine Zeit der Woche</numerusform>
    <numerusform>{n} Zeiten der Woche</numerusform>
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
   <source>A device that is not known</source>
   <translation>Ein Gerät, das nicht bekannt ist</translation>
  </message>
  <message>
   <source>Keep this one</source>
   <translation>Diese behalten</translation>
  </message>
  <message>
   <source>It is called “{name}” then. The other version goes to the bin of the cloud.</source>
   <translation>Sie heißt dann „{name}“. Die andere Fassung kommt in den Papierkorb der Cloud.</translation>
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
   <source>What changes here is sent to the cloud. What changes in the cloud does not come here and is listed as a problem.</source>
   <translation>Was sich hier ändert, wird in die Cloud gesendet. Was sich in der Cloud ändert, kommt nicht hierher und wird als Problem aufgeführt.</translation>
  </message>
  <message>
   <source>What changes in the cloud comes here. What changes here is not sent: it stays as it is and is listed as a problem.</source>
   <translation>Was sich in der Cloud ändert, kommt hierher. Was sich hier ändert, wird nicht gesendet: Es bleibt, wie es ist, und wird als Problem aufgeführt.</translation>
  </message>
  <message>
   <source>What changes here is sent to the cloud, and what changes there comes here.</source>
   <translation>Was sich hier ändert, wird in die Cloud gesendet, und was sich dort ändert, kommt hierher.</translation>
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
   <source>Leave links out</source>
   <translation>Links auslassen</translation>
  </message>
  <message>
   <source>Symbolic links here and in the cloud stay where they are and are not synced. Nobody follows one.</source>
   <translation>Symbolische Links hier und in der Cloud bleiben, wo sie sind, und werden nicht synchronisiert. Niemand folgt einem.</translation>
  </message>
  <message>
   <source>Keep links as links</source>
   <translation>Links als Links behalten</translation>
  </message>
  <message>
   <source>A link travels as a link, with the place it points to. On another computer it may point to something else, or to nothing.</source>
   <translation>Ein Link reist als Link, mit dem Ort, auf den er zeigt. Auf einem anderen Computer zeigt er vielleicht auf etwas anderes oder auf nichts.</translation>
  </message>
  <message>
   <source>Sign in, and the folders of this computer can be synced with your others.</source>
   <translation>Melde dich an, dann können die Ordner dieses Computers mit deinen anderen synchronisiert werden.</translation>
  </message>
  <message>
   <source>Your folders are here again once your password was entered.</source>
   <translation>Deine Ordner sind wieder hier, sobald dein Passwort eingegeben ist.</translation>
  </message>
  <message>
   <source>Offline: changes are kept here and sent when the server can be reached</source>
   <translation>Offline: Änderungen bleiben hier und werden gesendet, sobald der Server erreichbar ist</translation>
  </message>
  <message>
   <source>all in step</source>
   <translation>alle auf dem gleichen Stand</translation>
  </message>
  <message>
   <source>last in step {ago}</source>
   <translation>zuletzt auf dem gleichen Stand {ago}</translation>
  </message>
  <message>
   <source>Last in step: {time}</source>
   <translation>Zuletzt auf dem gleichen Stand: {time}</translation>
  </message>
  <message numerus="yes">
   <source>{n} changes to go</source>
   <extracomment>for one: One change to go</extracomment>
   <translation>
    <numerusform>Noch eine Änderung</numerusform>
    <numerusform>Noch {n} Änderungen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} changes</source>
   <extracomment>for one: One change</extracomment>
   <translation>
    <numerusform>Eine Änderung</numerusform>
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
   <source>Audio</source>
   <translation>Ton</translation>
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
   <source>Nothing is moving, and nothing waits.</source>
   <translation>Nichts wird übertragen, und nichts wartet.</translation>
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
   <source>No transfer here has this name and kind.</source>
   <translation>Keine Übertragung hier hat diesen Namen und diese Art.</translation>
  </message>
  <message>
   <source>Show all</source>
   <comment>transfers</comment>
   <translation>Alle zeigen</translation>
  </message>
  <message>
   <source>What comes from the cloud to this computer is listed here while it moves, and after.</source>
   <translation>Was aus der Cloud auf diesen Computer kommt, steht hier, während es kommt, und danach.</translation>
  </message>
  <message>
   <source>What goes from this computer to the cloud is listed here while it moves, and after.</source>
   <translation>Was von diesem Computer in die Cloud geht, steht hier, während es geht, und danach.</translation>
  </message>
  <message>
   <source>What has arrived is listed here, the newest first.</source>
   <translation>Was angekommen ist, steht hier, das Neueste zuerst.</translation>
  </message>
  <message>
   <source>When files in your folders or in the cloud change, you can watch them move here.</source>
   <translation>Wenn sich Dateien in deinen Ordnern oder in der Cloud ändern, kannst du hier zusehen.</translation>
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
   <source>{n} moving</source>
   <extracomment>for one: {n} moving</extracomment>
   <translation>
    <numerusform>{n} unterwegs</numerusform>
    <numerusform>{n} unterwegs</numerusform>
   </translation>
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
   <translation>Nichts heruntergeladen</translation>
  </message>
  <message>
   <source>No uploads</source>
   <translation>Nichts hochgeladen</translation>
  </message>
  <message>
   <source>Nothing has moved yet</source>
   <translation>Noch wurde nichts übertragen</translation>
  </message>
  <message>
   <source>Nothing failed</source>
   <translation>Nichts ist fehlgeschlagen</translation>
  </message>
  <message>
   <source>Everything that moved has arrived.</source>
   <translation>Alles Übertragene ist angekommen.</translation>
  </message>
  <message>
   <source>Everything is paused. What you add to your folders waits until you resume.</source>
   <translation>Alles ist angehalten. Was du in deine Ordner legst, wartet, bis du fortsetzt.</translation>
  </message>
  <message>
   <source>{what} {part}</source>
   <translation>{what} {part}</translation>
  </message>
  <message>
   <source>Next in line</source>
   <translation>Als Nächstes an der Reihe</translation>
  </message>
  <message>
   <source>Waits for its turn</source>
   <translation>Wartet, bis es an der Reihe ist</translation>
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
   <source>Nothing waits</source>
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
  <message>
   <source>Version {number}</source>
   <translation>Version {number}</translation>
  </message>
  <message numerus="yes">
   <source>{n} versions are kept.</source>
   <extracomment>for one: One version is kept.</extracomment>
   <translation>
    <numerusform>Eine Version ist aufbewahrt.</numerusform>
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
   <source>Just now: {rates}.</source>
   <translation>Gerade jetzt: {rates}.</translation>
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
   <source>as always</source>
   <translation>wie immer</translation>
  </message>
  <message>
   <source>nothing moves</source>
   <translation>nichts</translation>
  </message>
  <message>
   <source>{way} without a limit</source>
   <translation>{way} ohne Grenze</translation>
  </message>
  <message>
   <source>{way} nothing</source>
   <translation>{way} nichts</translation>
  </message>
  <message>
   <source>{first} to {last}</source>
   <translation>{first} bis {last}</translation>
  </message>
  <message>
   <source>Just now transfers are paused.</source>
   <translation>Gerade jetzt sind die Übertragungen angehalten.</translation>
  </message>
  <message>
   <source>Just now, by the schedule: {rates}.</source>
   <translation>Gerade jetzt, laut Zeitplan: {rates}.</translation>
  </message>
  <message>
   <source>Just now files move as fast as they can.</source>
   <translation>Gerade jetzt werden Dateien so schnell übertragen, wie es geht.</translation>
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
   <source>Folders between</source>
   <translation>Ordner dazwischen</translation>
  </message>
  <message>
   <source>Where you are</source>
   <translation>Wo du bist</translation>
  </message>
  <message>
   <source>{name}: {value}</source>
   <translation>{name}: {value}</translation>
  </message>
  <message>
   <source>Show what is typed</source>
   <translation>Zeigen, was eingegeben ist</translation>
  </message>
  <message>
   <source>Hide what is typed</source>
   <translation>Eingabe verbergen</translation>
  </message>
  <message>
   <source>Empty the search</source>
   <translation>Suche leeren</translation>
  </message>
  <message>
   <source>New password</source>
   <translation>Neues Passwort</translation>
  </message>
  <message>
   <source>Only the beginning is shown.</source>
   <translation>Nur der Anfang wird gezeigt.</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>Vorschau</translation>
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
   <source>Close the window</source>
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
   <source>Look again</source>
   <translation>Neu ansehen</translation>
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
