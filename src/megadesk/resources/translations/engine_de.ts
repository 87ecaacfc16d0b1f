<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>megadesk</name>
  <message>
   <source>{path|Something} cannot be synced. Code: “{code}”.</source>
   <translation>{path|Etwas} kann nicht synchronisiert werden. Code: „{code}“.</translation>
  </message>
  <message>
   <source>The log has more details: run “megadesk logs”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It did not work{detail_of}.</source>
   <translation>Es hat nicht geklappt{detail_of}.</translation>
  </message>
  <message>
   <source>It did not work this time.</source>
   <translation>Es hat diesmal nicht geklappt.</translation>
  </message>
  <message>
   <source>Nothing to do: it is retried automatically.</source>
   <translation>Nichts zu tun: Es wird von selbst erneut versucht.</translation>
  </message>
  <message>
   <source>The server {server|of this account} cannot be reached.</source>
   <translation>Der Server {server|dieses Kontos} ist nicht erreichbar.</translation>
  </message>
  <message>
   <source>Check the connection and the address. Waiting changes are synced once the server answers.</source>
   <translation>Prüfe die Verbindung und die Adresse. Wartende Änderungen werden synchronisiert, sobald der Server antwortet.</translation>
  </message>
  <message>
   <source>The server {server|of this account} answers with the error {status|it has}.</source>
   <translation>Der Server {server|dieses Kontos} antwortet mit dem Fehler {status|den er hat}.</translation>
  </message>
  <message>
   <source>Nothing to do: it is retried automatically. If it does not get better, the server's log has more details.</source>
   <translation>Nichts zu tun: Es wird von selbst erneut versucht. Wird es nicht besser, steht mehr im Protokoll des Servers.</translation>
  </message>
  <message>
   <source>The server {server|of this account} has no valid certificate, so nothing was sent to it.</source>
   <translation>Der Server {server|dieses Kontos} hat kein gültiges Zertifikat, deshalb wurde nichts an ihn gesendet.</translation>
  </message>
  <message>
   <source>Check the address and the clock of this computer; a server on this computer itself may need http:// in front.</source>
   <translation>Prüfe die Adresse und die Uhr dieses Computers; ein Server auf diesem Computer selbst braucht vielleicht http:// davor.</translation>
  </message>
  <message>
   <source>The server {server|of this account} shows another certificate than the one you trusted, so nothing was sent to it.</source>
   <translation>Der Server {server|dieses Kontos} zeigt ein anderes Zertifikat als das, dem du vertraut hast, deshalb wurde nichts an ihn gesendet.</translation>
  </message>
  <message>
   <source>Ask the server's administrator whether it was renewed. “megadesk probe {server|URL}” shows it and how to trust it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server at {server|this address} is not a megadesk server.</source>
   <translation>Der Server unter {server|dieser Adresse} ist kein megadesk-Server.</translation>
  </message>
  <message>
   <source>Check the address: https://, the name, and the port if there is one.</source>
   <translation>Prüfe die Adresse: https://, der Name und, wenn es einen gibt, der Port.</translation>
  </message>
  <message>
   <source>Something else answers in place of the server {server|of this account}: perhaps this network wants you to log in first.</source>
   <translation>Anstelle des Servers {server|dieses Kontos} antwortet etwas anderes: Vielleicht verlangt dieses Netz zuerst eine Anmeldung.</translation>
  </message>
  <message>
   <source>Open any web page to find out. Waiting changes are synced once the server answers.</source>
   <translation>Öffne irgendeine Webseite, dann siehst du es. Wartende Änderungen werden synchronisiert, sobald der Server antwortet.</translation>
  </message>
  <message>
   <source>The proxy cannot be reached or does not let megadesk connect to {server|the server}.</source>
   <translation>Der Proxy ist nicht erreichbar oder lässt keine Verbindung zu {server|dem Server} zu.</translation>
  </message>
  <message>
   <source>“megadesk config list” shows your settings; “megadesk config set proxy none” turns the proxy off.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There were too many wrong codes, so codes from the app are not accepted for now.</source>
   <translation>Es gab zu viele falsche Codes, deshalb werden Codes aus der App vorerst nicht angenommen.</translation>
  </message>
  <message>
   <source>Use a one-time code, or try again in {retry_after_s|15 minutes}.</source>
   <translation>Nimm einen Einmalcode, oder versuche es in {retry_after_s|15 Minuten} noch einmal.</translation>
  </message>
  <message>
   <source>The server is busy.</source>
   <translation>Der Server ist ausgelastet.</translation>
  </message>
  <message>
   <source>Try again in {retry_after_s|a moment}.</source>
   <translation>Versuche es in {retry_after_s|einem Moment} noch einmal.</translation>
  </message>
  <message>
   <source>The engine of this profile does not answer.</source>
   <translation>Das Programm im Hintergrund antwortet nicht.</translation>
  </message>
  <message>
   <source>Try again, or see “megadesk logs”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No engine is running for this profile.</source>
   <translation>Für dieses Profil läuft kein Programm im Hintergrund.</translation>
  </message>
  <message>
   <source>Start it: “megadesk engine start”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The engine is too busy to answer.</source>
   <translation>Das Programm im Hintergrund ist zu beschäftigt, um zu antworten.</translation>
  </message>
  <message>
   <source>Try again in a moment.</source>
   <translation>Versuche es gleich noch einmal.</translation>
  </message>
  <message>
   <source>The engine did not answer in time.</source>
   <translation>Das Programm im Hintergrund hat nicht rechtzeitig geantwortet.</translation>
  </message>
  <message>
   <source>The engine ended before it answered.</source>
   <translation>Das Programm im Hintergrund endete, bevor es antwortete.</translation>
  </message>
  <message>
   <source>Run the command again; finished work is kept. “megadesk logs” says why the engine ended.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The engine ended before this was done.</source>
   <translation>Das Programm im Hintergrund endete, bevor dies erledigt war.</translation>
  </message>
  <message>
   <source>It continues with the next engine: “megadesk errands watch {errand|ID}” starts one and shows the progress.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The engine did not start{detail_of}.</source>
   <translation>Das Programm im Hintergrund ist nicht gestartet{detail_of}.</translation>
  </message>
  <message>
   <source>See {log|“megadesk logs”}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It did not finish in time; the work continues.</source>
   <translation>Es war nicht rechtzeitig fertig; die Arbeit geht weiter.</translation>
  </message>
  <message>
   <source>Wait longer, or look at “megadesk status”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|A file} is being changed or is in use by another program.</source>
   <translation>{path|Eine Datei} wird gerade geändert oder von einem anderen Programm verwendet.</translation>
  </message>
  <message>
   <source>This folder is still busy{pair_of}. Nothing was changed.</source>
   <translation>Dieser Ordner ist noch beschäftigt{pair_of}. Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>The download of {path|a file} was changed before it was complete.</source>
   <translation>Der Download von {path|einer Datei} wurde verändert, bevor er fertig war.</translation>
  </message>
  <message>
   <source>Nothing to do: it is downloaded again.</source>
   <translation>Nichts zu tun: Es wird noch einmal heruntergeladen.</translation>
  </message>
  <message>
   <source>The server lost uploaded data before it was recorded.</source>
   <translation>Der Server hat hochgeladene Daten verloren, bevor sie verzeichnet waren.</translation>
  </message>
  <message>
   <source>Nothing to do: it is uploaded again.</source>
   <translation>Nichts zu tun: Es wird noch einmal hochgeladen.</translation>
  </message>
  <message>
   <source>{path|Something} changed at the same moment.</source>
   <translation>{path|Etwas} wurde im selben Moment geändert.</translation>
  </message>
  <message>
   <source>Run the command again; nothing was lost.</source>
   <translation>Rufe den Befehl noch einmal auf; nichts ist verloren.</translation>
  </message>
  <message>
   <source>It waits until there is space again.</source>
   <translation>Es wartet, bis wieder Platz ist.</translation>
  </message>
  <message>
   <source>It continues automatically.</source>
   <translation>Es geht von selbst weiter.</translation>
  </message>
  <message>
   <source>The disk of the server is full, so nothing new can be stored on it.</source>
   <translation>Die Festplatte des Servers ist voll, deshalb kann dort nichts Neues gespeichert werden.</translation>
  </message>
  <message>
   <source>Ask the server's administrator to free up space. It continues automatically.</source>
   <translation>Bitte den Betreiber des Servers, Platz zu schaffen. Es geht von selbst weiter.</translation>
  </message>
  <message>
   <source>The disk with megadesk's own data is full: {path|the profile}. Your files are unchanged.</source>
   <translation>Der Datenträger mit den eigenen Daten von megadesk ist voll: {path|das Profil}. Deine Dateien sind unverändert.</translation>
  </message>
  <message>
   <source>Free up space on that disk. It continues automatically.</source>
   <translation>Gib auf diesem Datenträger Speicherplatz frei. Es geht von selbst weiter.</translation>
  </message>
  <message>
   <source>The disk is full; {path|the existing file} is unchanged.</source>
   <translation>Die Festplatte ist voll; {path|die vorhandene Datei} ist unverändert.</translation>
  </message>
  <message>
   <source>Free up disk space. It continues automatically.</source>
   <translation>Schaffe Platz auf der Festplatte. Es geht von selbst weiter.</translation>
  </message>
  <message>
   <source>The storage of this account is full, so {path|new content} is not uploaded.</source>
   <translation>Der Speicher dieses Kontos ist voll, deshalb wird {path|Neues} nicht hochgeladen.</translation>
  </message>
  <message>
   <source>Permanently delete something, or ask for more storage. It continues automatically.</source>
   <translation>Lösche etwas endgültig oder bitte um mehr Speicher. Es geht von selbst weiter.</translation>
  </message>
  <message>
   <source>Your decision is needed.</source>
   <translation>Deine Entscheidung wird gebraucht.</translation>
  </message>
  <message>
   <source>“megadesk status” shows for what.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The keyring that has the keys of this device is locked or does not answer. Nothing is synced until it does; your files stay as they are.</source>
   <translation>Der Schlüsselbund mit den Schlüsseln dieses Geräts ist gesperrt oder antwortet nicht. Bis dahin wird nichts synchronisiert; deine Dateien bleiben, wie sie sind.</translation>
  </message>
  <message>
   <source>Unlock it: it is asked again within minutes, and at once on “megadesk status --wait”. Or “megadesk login --key-store file”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This computer is not signed in.</source>
   <translation>Dieser Computer ist nicht angemeldet.</translation>
  </message>
  <message>
   <source>Sign in: “megadesk login”, or “megadesk signup” first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The keys of this profile are locked since its engine was restarted.</source>
   <translation>Die Schlüssel dieses Profils sind gesperrt, seit das Programm im Hintergrund neu gestartet wurde.</translation>
  </message>
  <message>
   <source>Enter the password once: “megadesk unlock”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The session of this device has ended: the password was changed or the device was signed out elsewhere.</source>
   <translation>Die Sitzung dieses Geräts ist beendet: Das Passwort wurde geändert oder das Gerät anderswo abgemeldet.</translation>
  </message>
  <message>
   <source>Sign in again: “megadesk login”. Nothing on this computer is lost.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The key of this device is no longer in the key store.</source>
   <translation>Der Schlüssel dieses Geräts ist nicht mehr im Schlüsselspeicher.</translation>
  </message>
  <message>
   <source>The keys of this device are damaged or missing.</source>
   <translation>Die Schlüssel dieses Geräts sind beschädigt oder fehlen.</translation>
  </message>
  <message>
   <source>These details do not match. For security, the server does not say which one is wrong.</source>
   <translation>Diese Angaben passen nicht zusammen. Zur Sicherheit sagt der Server nicht, welche falsch ist.</translation>
  </message>
  <message>
   <source>Check the e-mail address, the password or recovery key, and the code.</source>
   <translation>Prüfe die E-Mail-Adresse, das Passwort oder den Wiederherstellungsschlüssel und den Code.</translation>
  </message>
  <message>
   <source>A code from your authenticator app is needed.</source>
   <translation>Ein Code aus deiner Authenticator-App wird benötigt.</translation>
  </message>
  <message>
   <source>Enter the code that the app shows now, or one of your one-time codes.</source>
   <translation>Gib den Code ein, den die App jetzt anzeigt, oder einen deiner Einmalcodes.</translation>
  </message>
  <message>
   <source>Give it with “--totp CODE”; with “--totp -” it is read from standard input.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This code is not accepted.</source>
   <translation>Dieser Code wird nicht angenommen.</translation>
  </message>
  <message>
   <source>Enter the code that your authenticator app shows now, or a one-time code; each code works once.</source>
   <translation>Gib den Code ein, den deine Authenticator-App jetzt anzeigt, oder einen Einmalcode. Jeder Code gilt nur einmal.</translation>
  </message>
  <message>
   <source>No usable keyring was found to keep the keys in.</source>
   <translation>Es wurde kein brauchbarer Schlüsselbund gefunden, der die Schlüssel aufbewahren kann.</translation>
  </message>
  <message>
   <source>Choose “--key-store file” (a file only you can read) or “--key-store session” (asked for after a restart).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is more to sync{pair_of}, and the folder is paused.</source>
   <translation>Es gibt noch mehr zu synchronisieren{pair_of}, und der Ordner ist angehalten.</translation>
  </message>
  <message>
   <source>Resume: “megadesk sync resume {pair|ID}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything is paused{until_of}, so nothing is synced.</source>
   <translation>Alles ist angehalten{until_of}, deshalb wird nichts synchronisiert.</translation>
  </message>
  <message>
   <source>Resume: “megadesk resume”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is more to back up{pair_of}, and the backup is paused.</source>
   <translation>Es gibt noch mehr zu sichern{pair_of}, und die Sicherung ist angehalten.</translation>
  </message>
  <message>
   <source>Resume: “megadesk backup resume {pair|ID}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A safety check has stopped syncing until you decide.</source>
   <translation>Eine Sicherheitsprüfung hat das Synchronisieren angehalten, bis du entscheidest.</translation>
  </message>
  <message>
   <source>The server shows an older state than this computer has already verified. Syncing is stopped.</source>
   <translation>Der Server zeigt einen älteren Stand, als dieser Computer schon geprüft hat. Das Synchronisieren ist gestoppt.</translation>
  </message>
  <message>
   <source>Ask the server's administrator whether it was restored from a backup. If there is a good reason, “megadesk space accept-fork” continues and keeps both sides' files. Nothing on this computer was changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server shows a different history than the one this computer has verified. Syncing is stopped.</source>
   <translation>Der Server zeigt einen anderen Verlauf als den, den dieser Computer geprüft hat. Das Synchronisieren ist gestoppt.</translation>
  </message>
  <message>
   <source>Ask the server's administrator what happened. If there is a good reason, “megadesk space accept-fork” continues and keeps both sides' files. Nothing on this computer was changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A public key is not the one this computer knows. Syncing is stopped.</source>
   <translation>Ein öffentlicher Schlüssel ist nicht der, den dieser Computer kennt. Das Synchronisieren ist gestoppt.</translation>
  </message>
  <message>
   <source>Do not continue until you know why: somebody may be intercepting the connection to the server. Nothing on this computer was changed.</source>
   <translation>Mach nicht weiter, bevor du weißt, warum: Jemand könnte die Verbindung zum Server abfangen. Auf diesem Computer wurde nichts geändert.</translation>
  </message>
  <message>
   <source>It cannot be done{detail_of}.</source>
   <translation>Das geht nicht{detail_of}.</translation>
  </message>
  <message>
   <source>“megadesk --help” shows what is possible.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The history of this account is the one this computer has verified; there is nothing to accept.</source>
   <translation>Der Verlauf dieses Kontos ist der, den dieser Computer geprüft hat; es gibt nichts zu bestätigen.</translation>
  </message>
  <message>
   <source>“megadesk space show” compares it with the server's.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server {server|of this name} does not show the certificate “{value|that was named}” now.</source>
   <translation>Der Server {server|dieses Namens} zeigt das Zertifikat „{value|das genannt wurde}“ jetzt nicht.</translation>
  </message>
  <message>
   <source>“megadesk probe {server|URL}” shows the one that it shows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not a valid proxy.</source>
   <translation>„{value|Das}“ ist kein gültiger Proxy.</translation>
  </message>
  <message>
   <source>Write system, none, or an address as http://proxy.example:3128; name and password are settings of their own.</source>
   <translation>Schreibe system, none oder eine Adresse wie http://proxy.example:3128; Name und Passwort sind eigene Einstellungen.</translation>
  </message>
  <message>
   <source>{path|This} is not a readable certificate file.</source>
   <translation>{path|Das} ist keine lesbare Zertifikatsdatei.</translation>
  </message>
  <message>
   <source>Name a PEM file, or nothing to trust those of the system.</source>
   <translation>Gib eine PEM-Datei an, oder nichts, um denen des Systems zu vertrauen.</translation>
  </message>
  <message>
   <source>The report cannot be written to {path|this file}.</source>
   <translation>Der Bericht kann nicht in {path|diese Datei} geschrieben werden.</translation>
  </message>
  <message>
   <source>Name a new file in an existing folder.</source>
   <translation>Gib eine neue Datei in einem vorhandenen Ordner an.</translation>
  </message>
  <message>
   <source>There is no setting “{value|of this name}”.</source>
   <translation>Es gibt keine Einstellung „{value|dieses Namens}“.</translation>
  </message>
  <message>
   <source>“megadesk config list” shows all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>On this system, megadesk cannot change what starts at sign-in.</source>
   <translation>Auf diesem System kann megadesk nicht ändern, was beim Anmelden startet.</translation>
  </message>
  <message>
   <source>You can change it in the system settings, under the apps that start at sign-in.</source>
   <translation>Du kannst es in den Systemeinstellungen ändern, bei den Programmen, die beim Anmelden starten.</translation>
  </message>
  <message>
   <source>“{value|This}” is not a valid value for {setting|this setting}.</source>
   <translation>„{value|Das}“ ist kein gültiger Wert für {setting|diese Einstellung}.</translation>
  </message>
  <message>
   <source>“megadesk config list” shows the valid values.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server does not show the head “{value|that was named}”.</source>
   <translation>Der Server zeigt den Stand „{value|der genannt wurde}“ nicht.</translation>
  </message>
  <message>
   <source>“megadesk space show” shows which one it shows now; name at least 8 characters of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{said|This cannot be understood}.</source>
   <translation>{said|Das ist nicht zu verstehen}.</translation>
  </message>
  <message>
   <source>See “{command|megadesk} --help”.</source>
   <translation>Siehe „{command|megadesk} --help“.</translation>
  </message>
  <message>
   <source>The path is empty.</source>
   <translation>Der Pfad ist leer.</translation>
  </message>
  <message>
   <source>Name one; “.” is the folder you are in.</source>
   <translation>Gib einen an; „.“ ist der Ordner, in dem du bist.</translation>
  </message>
  <message>
   <source>“{value|This}” is not a place in the cloud.</source>
   <translation>„{value|Das}“ ist kein Ort in der Cloud.</translation>
  </message>
  <message>
   <source>Write it from the drive's root, as in /Photos/2026.</source>
   <translation>Schreibe ihn vom obersten Ordner an, zum Beispiel /Fotos/2026.</translation>
  </message>
  <message>
   <source>“{value|This}” is the top folder; this only works on something inside it.</source>
   <translation>„{value|Das}“ ist der oberste Ordner; dies geht nur mit etwas, das darin liegt.</translation>
  </message>
  <message>
   <source>Name something inside it.</source>
   <translation>Gib etwas darin an.</translation>
  </message>
  <message>
   <source>“{value|This}” is not in the drive.</source>
   <translation>„{value|Das}“ liegt nicht in der Cloud-Ablage.</translation>
  </message>
  <message>
   <source>Name a place below /.</source>
   <translation>Gib einen Ort unterhalb von / an.</translation>
  </message>
  <message>
   <source>“{value|This}” is in a backup; only the backup itself changes what is there.</source>
   <translation>„{value|Das}“ liegt in einer Sicherung; nur die Sicherung selbst ändert, was dort liegt.</translation>
  </message>
  <message>
   <source>Copy it with “megadesk get”, or stop the backup with “megadesk backup stop”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not a valid length for a pause.</source>
   <translation>„{value|Das}“ ist keine gültige Dauer für eine Pause.</translation>
  </message>
  <message>
   <source>Write 10m, 1h or 2d: at least a minute, at most 366 days; without a time it lasts until “megadesk resume”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not a valid interval for a backup.</source>
   <translation>„{value|Das}“ ist kein gültiger Zeitabstand für eine Sicherung.</translation>
  </message>
  <message>
   <source>Write 30m, 6h, 2d, daily or weekly: at least 5 minutes, at most 366 days.</source>
   <translation>Schreibe 30m, 6h, 2d, daily oder weekly: mindestens 5 Minuten, höchstens 366 Tage.</translation>
  </message>
  <message>
   <source>“{value|This}” matches several backups.</source>
   <translation>„{value|Das}“ passt auf mehrere Sicherungen.</translation>
  </message>
  <message>
   <source>Use the id, as in “megadesk backup list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The backup “{value|of this folder}” is paused.</source>
   <translation>Die Sicherung „{value|dieses Ordners}“ ist angehalten.</translation>
  </message>
  <message>
   <source>Resume it first: “megadesk backup resume”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is in the cloud has to go somewhere when a backup is stopped.</source>
   <translation>Was in der Cloud liegt, muss irgendwohin, wenn eine Sicherung beendet wird.</translation>
  </message>
  <message>
   <source>Give “--move REMOTE” to keep it in the drive, or “--delete” to put it into the bin; one of them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not a backup.</source>
   <translation>„{value|Das}“ ist keine Sicherung.</translation>
  </message>
  <message>
   <source>Write DEVICE/NAME, as “megadesk ls backups:/” and “megadesk backup list” show it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|The folder} is empty: if the backup continued from there, all of its files would look deleted.</source>
   <translation>{path|Der Ordner} ist leer: Würde die Sicherung von dort weitergeführt, sähen alle Dateien wie gelöscht aus.</translation>
  </message>
  <message>
   <source>First restore the files with “megadesk get -r”, then take the backup over.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not a folder of the drive.</source>
   <translation>„{value|Das}“ ist kein Ordner der Cloud-Ablage.</translation>
  </message>
  <message>
   <source>Name a folder below /, for example /Photos. It is created if it does not exist.</source>
   <translation>Gib einen Ordner unterhalb von / an, zum Beispiel /Fotos. Er wird angelegt, wenn er noch nicht existiert.</translation>
  </message>
  <message>
   <source>“{value|That}” is not an option for symbolic links.</source>
   <translation>„{value|Das}“ ist keine Option für symbolische Links.</translation>
  </message>
  <message>
   <source>Use skip or keep.</source>
   <translation>Verwende skip oder keep.</translation>
  </message>
  <message>
   <source>Transfers cannot be sorted by “{value|that}”.</source>
   <translation>Übertragungen können nicht nach „{value|so etwas}“ sortiert werden.</translation>
  </message>
  <message>
   <source>Use name or size.</source>
   <translation>Verwende name oder size.</translation>
  </message>
  <message>
   <source>“{value|That}” is not a direction.</source>
   <translation>„{value|Das}“ ist keine Richtung.</translation>
  </message>
  <message>
   <source>Use both, up (to the cloud) or down (to here).</source>
   <translation>Verwende both, up (in die Cloud) oder down (hierher).</translation>
  </message>
  <message>
   <source>“{value|This}” is not a valid rule.</source>
   <translation>„{value|Das}“ ist keine gültige Regel.</translation>
  </message>
  <message>
   <source>Write it as git does: *.log, build/, /notes.txt, or one with an exclamation mark in front.</source>
   <translation>Schreibe sie wie bei git: *.log, build/, /notizen.txt oder eine mit einem Ausrufezeichen davor.</translation>
  </message>
  <message>
   <source>“{value|This}” has too many stars.</source>
   <translation>„{value|Das}“ hat zu viele Sterne.</translation>
  </message>
  <message>
   <source>Use at most four in a name, eight in all.</source>
   <translation>Verwende höchstens vier in einem Namen und acht insgesamt.</translation>
  </message>
  <message>
   <source>{path|The ignore file} cannot be changed: it cannot be read, is no UTF-8 text, or is larger than 64 KiB.</source>
   <translation>{path|Die Datei mit den Regeln} kann nicht geändert werden: Sie ist nicht lesbar, kein UTF-8-Text oder größer als 64 KiB.</translation>
  </message>
  <message>
   <source>Repair it or move it away, and try again.</source>
   <translation>Bringe sie in Ordnung oder verschiebe sie und versuche es noch einmal.</translation>
  </message>
  <message>
   <source>{path|This} is not a folder that can be synced.</source>
   <translation>{path|Das} ist kein Ordner, der synchronisiert werden kann.</translation>
  </message>
  <message>
   <source>Name a folder on this computer. It is created if it does not exist.</source>
   <translation>Gib einen Ordner auf diesem Computer an. Er wird angelegt, wenn er noch nicht existiert.</translation>
  </message>
  <message>
   <source>{path|This} contains the whole system or the whole home folder.</source>
   <translation>{path|Das} enthält das ganze System oder den ganzen Benutzerordner.</translation>
  </message>
  <message>
   <source>Name a folder inside it.</source>
   <translation>Gib einen Ordner darin an.</translation>
  </message>
  <message>
   <source>{path|This} overlaps with the folder in which megadesk keeps its own data.</source>
   <translation>{path|Das} überschneidet sich mit dem Ordner, in dem megadesk seine eigenen Daten aufbewahrt.</translation>
  </message>
  <message>
   <source>Name another folder.</source>
   <translation>Gib einen anderen Ordner an.</translation>
  </message>
  <message>
   <source>“{value|This}” cannot be the name of a pair.</source>
   <translation>„{value|Das}“ kann nicht der Name eines Ordnerpaars sein.</translation>
  </message>
  <message>
   <source>Use one line of readable text with at most 100 characters.</source>
   <translation>Verwende eine Zeile lesbaren Text mit höchstens 100 Zeichen.</translation>
  </message>
  <message>
   <source>{value|This} is not a folder that can be synced.</source>
   <translation>{value|Das} ist kein Ordner, der synchronisiert werden kann.</translation>
  </message>
  <message>
   <source>Nothing can be moved to “{value|this place}”.</source>
   <translation>Nach „{value|diesem Ort}“ kann nichts verschoben werden.</translation>
  </message>
  <message>
   <source>Name an existing folder.</source>
   <translation>Gib einen vorhandenen Ordner an.</translation>
  </message>
  <message>
   <source>“{value|A folder}” cannot be moved into itself.</source>
   <translation>„{value|Ein Ordner}“ kann nicht in sich selbst verschoben werden.</translation>
  </message>
  <message>
   <source>Name another place.</source>
   <translation>Gib einen anderen Ort an.</translation>
  </message>
  <message>
   <source>“{value|This}” matches several pairs.</source>
   <translation>„{value|Das}“ passt auf mehrere Ordnerpaare.</translation>
  </message>
  <message>
   <source>Use the id, as in “megadesk sync list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” matches several issues.</source>
   <translation>„{value|Das}“ passt auf mehrere Probleme.</translation>
  </message>
  <message>
   <source>Type more digits of the id.</source>
   <translation>Gib mehr Stellen der Kennung ein.</translation>
  </message>
  <message>
   <source>Say what to do, and about which issue.</source>
   <translation>Sag, was getan werden soll und zu welchem Problem.</translation>
  </message>
  <message>
   <source>Name one issue, or “--all”; and one of “--keep”, “--approve”, “--restore”, “--locate”, “--retry”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no kind of issue called “{value|this}”.</source>
   <translation>Es gibt keine Art von Problem, die „{value|so}“ heißt.</translation>
  </message>
  <message>
   <source>“megadesk issues list” shows them as “Kind”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“--relink” needs “--locate”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name the folder too: “--locate DIR --relink”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name either one issue by its id, or several by “--pair” or “--code”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name the one, or “--all” with them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is not a valid answer to an issue of the kind “{code|this}”.</source>
   <translation>Das ist keine gültige Antwort auf ein Problem der Art „{code|dieser Art}“.</translation>
  </message>
  <message>
   <source>What can be done about it: {actions|see “megadesk issues show ID”}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Both versions of {path|this} were made on this device, so “local” and “remote” do not say which one.</source>
   <translation>Beide Fassungen von {path|dieser Datei} entstanden auf diesem Gerät, deshalb sagen „local“ und „remote“ nicht, welche gemeint ist.</translation>
  </message>
  <message>
   <source>Say “--keep copy” for the version beside, or “--keep name” for the one that has the name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No version of {path|this} was made on this device, so “local” and “remote” do not say which one.</source>
   <translation>Keine Fassung von {path|dieser Datei} entstand auf diesem Gerät, deshalb sagen „local“ und „remote“ nicht, welche gemeint ist.</translation>
  </message>
  <message>
   <source>There are several copies of {path|this}, so none of them was taken for all.</source>
   <translation>Es gibt mehrere Kopien von {path|dieser Datei}, deshalb wurde keine davon für alle genommen.</translation>
  </message>
  <message>
   <source>Decide each by its id: “megadesk issues show ID” says which is which.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Each folder is somewhere else.</source>
   <translation>Jeder Ordner ist woanders.</translation>
  </message>
  <message>
   <source>Name one issue by its id.</source>
   <translation>Gib ein Problem mit seiner Kennung an.</translation>
  </message>
  <message>
   <source>{path|This} is not the folder that was synced as {pair|this pair}: its marker is missing or another one.</source>
   <translation>{path|Das} ist nicht der Ordner, der als {pair|dieses Paar} synchronisiert wurde: Seine Kennzeichnung fehlt oder ist eine andere.</translation>
  </message>
  <message>
   <source>Name the right folder. To continue with this one, add “--relink”: its files and those in the cloud are merged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” matches several sessions.</source>
   <translation>„{value|Das}“ passt auf mehrere Sitzungen.</translation>
  </message>
  <message>
   <source>“{value|This}” matches several entries.</source>
   <translation>„{value|Das}“ passt auf mehrere Einträge.</translation>
  </message>
  <message>
   <source>Type more of the id.</source>
   <translation>Gib mehr von der Kennung ein.</translation>
  </message>
  <message>
   <source>Nothing was named.</source>
   <translation>Es wurde nichts angegeben.</translation>
  </message>
  <message>
   <source>Name an entry by its id, as in “megadesk bin list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only one entry at a time can be restored to another place.</source>
   <translation>Nur ein Eintrag auf einmal kann an einem anderen Ort wiederhergestellt werden.</translation>
  </message>
  <message>
   <source>Name one of them.</source>
   <translation>Gib einen davon an.</translation>
  </message>
  <message>
   <source>{path|That} is not in the synced folder {folder|it came from}.</source>
   <translation>{path|Das} liegt nicht in dem synchronisierten Ordner {folder|aus dem es kam}.</translation>
  </message>
  <message>
   <source>Name a place in that folder; from there it can be moved anywhere.</source>
   <translation>Gib einen Ort in diesem Ordner an; von dort kann es überallhin verschoben werden.</translation>
  </message>
  <message>
   <source>“{value|This}” are not days of the week.</source>
   <translation>„{value|Das}“ sind keine Wochentage.</translation>
  </message>
  <message>
   <source>Use mon, tue, wed, thu, fri, sat and sun.</source>
   <translation>Verwende mon, tue, wed, thu, fri, sat und sun.</translation>
  </message>
  <message>
   <source>“{value|This}” is not a time of day.</source>
   <translation>„{value|Das}“ ist keine Uhrzeit.</translation>
  </message>
  <message>
   <source>Write it as 08:00.</source>
   <translation>Schreibe sie als 08:00.</translation>
  </message>
  <message>
   <source>“{value|This}” is not a valid limit.</source>
   <translation>„{value|Das}“ ist kein gültiges Limit.</translation>
  </message>
  <message>
   <source>Give it in KiB per second, or use none.</source>
   <translation>Gib es in KiB pro Sekunde an oder keines.</translation>
  </message>
  <message>
   <source>{value|This} is too low for a limit: large files would never finish.</source>
   <translation>{value|Das} ist als Limit zu niedrig: Große Dateien würden nie fertig.</translation>
  </message>
  <message>
   <source>Give at least {least|more} KiB per second, or none.</source>
   <translation>Gib mindestens {least|mehr} KiB pro Sekunde an oder keines.</translation>
  </message>
  <message>
   <source>{value|This} is more than any connection can carry.</source>
   <translation>{value|Das} ist mehr, als irgendeine Verbindung schafft.</translation>
  </message>
  <message>
   <source>“{value|This}” is not a size.</source>
   <translation>„{value|Das}“ ist keine Größe.</translation>
  </message>
  <message>
   <source>Give it in bytes, or as in 500M, 50G, 1T.</source>
   <translation>Gib sie in Byte an oder wie in 500M, 50G, 1T.</translation>
  </message>
  <message>
   <source>{value|This} is not possible here.</source>
   <translation>{value|Das} geht hier nicht.</translation>
  </message>
  <message>
   <source>Give at least one byte, and at most {most_bytes|what the help says}.</source>
   <translation>Gib mindestens ein Byte an und höchstens {most_bytes|so viel, wie die Hilfe sagt}.</translation>
  </message>
  <message>
   <source>There is no number {value|like this} in the schedule.</source>
   <translation>Im Zeitplan gibt es keine Nummer {value|wie diese}.</translation>
  </message>
  <message>
   <source>“megadesk transfers schedule list” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These are too many times.</source>
   <translation>Das sind zu viele Zeiten.</translation>
  </message>
  <message>
   <source>Keep 100 of them at most.</source>
   <translation>Behalte höchstens 100 davon.</translation>
  </message>
  <message>
   <source>{path|This transfer} is not in the queue yet, so it cannot be moved up or down.</source>
   <translation>{path|Diese Übertragung} ist noch nicht in der Warteschlange und kann deshalb nicht verschoben werden.</translation>
  </message>
  <message>
   <source>Move it to the top, to the bottom, or after another one.</source>
   <translation>Verschiebe sie ganz nach oben, ganz nach unten oder hinter eine andere.</translation>
  </message>
  <message>
   <source>“{value|This}” matches several transfers.</source>
   <translation>„{value|Das}“ passt auf mehrere Übertragungen.</translation>
  </message>
  <message>
   <source>Type more of the id; with “--json” the list has all of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The transfer {value|named} has finished.</source>
   <translation>Die Übertragung {value|die genannt wurde} ist beendet.</translation>
  </message>
  <message>
   <source>One that failed can be tried again: “megadesk transfers retry {value|ID}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>An upload cannot be placed after a download, or a download after an upload.</source>
   <translation>Ein Upload kann nicht hinter einem Download stehen und umgekehrt.</translation>
  </message>
  <message>
   <source>Name one that goes the same way; “megadesk transfers list --direction up” shows uploads only.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not an action for transfers.</source>
   <translation>„{value|Das}“ ist keine Aktion für Übertragungen.</translation>
  </message>
  <message>
   <source>Name some by their ids, or all of them; see “megadesk transfers --help”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not a state of a transfer.</source>
   <translation>„{value|Das}“ ist kein Zustand einer Übertragung.</translation>
  </message>
  <message>
   <source>See “megadesk transfers list --help”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not a file type.</source>
   <translation>„{value|Das}“ ist kein Dateityp.</translation>
  </message>
  <message>
   <source>Use image, video, audio, document, archive or other.</source>
   <translation>Verwende image, video, audio, document, archive oder other.</translation>
  </message>
  <message>
   <source>A page has 1 to {allowed|so many} rows.</source>
   <translation>Eine Seite hat 1 bis {allowed|so viele} Zeilen.</translation>
  </message>
  <message>
   <source>Ask for less, and for the next ones after.</source>
   <translation>Fordere weniger an und danach die nächsten.</translation>
  </message>
  <message>
   <source>“{value|This}” is beyond the end of any list.</source>
   <translation>„{value|Das}“ ist weiter, als irgendeine Liste reicht.</translation>
  </message>
  <message>
   <source>Leave out fewer.</source>
   <translation>Lass weniger aus.</translation>
  </message>
  <message>
   <source>There is no transfer “{value|of this id}”.</source>
   <translation>Es gibt keine Übertragung „{value|mit dieser Kennung}“.</translation>
  </message>
  <message>
   <source>See “megadesk transfers list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|That}” is not a number of days.</source>
   <translation>„{value|Das}“ ist keine Anzahl von Tagen.</translation>
  </message>
  <message>
   <source>Use 0 for everything, or a number of days.</source>
   <translation>Verwende 0 für alles oder eine Anzahl von Tagen.</translation>
  </message>
  <message>
   <source>“{value|That}” is neither local nor cloud.</source>
   <translation>„{value|Das}“ ist weder local noch cloud.</translation>
  </message>
  <message>
   <source>Use one of the two, or leave it out for both.</source>
   <translation>Verwende eines von beiden, oder lass es für beide weg.</translation>
  </message>
  <message>
   <source>Nothing was named to be uploaded.</source>
   <translation>Es wurde nichts zum Hochladen angegeben.</translation>
  </message>
  <message>
   <source>Name a file or a folder.</source>
   <translation>Gib eine Datei oder einen Ordner an.</translation>
  </message>
  <message>
   <source>Nothing was named to be downloaded.</source>
   <translation>Es wurde nichts zum Herunterladen angegeben.</translation>
  </message>
  <message>
   <source>Name a place in the cloud.</source>
   <translation>Gib einen Ort in der Cloud an.</translation>
  </message>
  <message>
   <source>{path|This} is a folder.</source>
   <translation>{path|Das} ist ein Ordner.</translation>
  </message>
  <message>
   <source>Add “-r” to upload it with everything below.</source>
   <translation>Füge „-r“ hinzu, um es mit allem darunter hochzuladen.</translation>
  </message>
  <message>
   <source>{path|This} is neither a file nor a folder.</source>
   <translation>{path|Das} ist weder eine Datei noch ein Ordner.</translation>
  </message>
  <message>
   <source>Only files and folders can be uploaded.</source>
   <translation>Nur Dateien und Ordner können hochgeladen werden.</translation>
  </message>
  <message>
   <source>{path|This} is a symbolic link; it was skipped.</source>
   <translation>{path|Das} ist ein symbolischer Link; er wurde ausgelassen.</translation>
  </message>
  <message>
   <source>“megadesk cat” shows its target; a synced folder can keep links (“megadesk sync symlinks {pair|ID} keep”).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is a symbolic link; links are not followed.</source>
   <translation>{path|Das} ist ein symbolischer Link; Links werden nicht verfolgt.</translation>
  </message>
  <message>
   <source>Name the file itself.</source>
   <translation>Gib die Datei selbst an.</translation>
  </message>
  <message>
   <source>{path|This} cannot be read.</source>
   <translation>{path|Das} kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>Give yourself permission to read it.</source>
   <translation>Gib dir Leserechte dafür.</translation>
  </message>
  <message>
   <source>Add “-r” to download it with everything below.</source>
   <translation>Füge „-r“ hinzu, um es mit allem darunter herunterzuladen.</translation>
  </message>
  <message>
   <source>Name a file in it.</source>
   <translation>Gib eine Datei darin an.</translation>
  </message>
  <message>
   <source>This issue has no version “{value|of that name}” that can be shown.</source>
   <translation>Dieses Problem hat keine Fassung „{value|dieses Namens}“, die gezeigt werden kann.</translation>
  </message>
  <message>
   <source>“megadesk issues show ID” lists those it has.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was named to look for.</source>
   <translation>Es wurde nicht angegeben, wonach gesucht werden soll.</translation>
  </message>
  <message>
   <source>Give a part of a name, or a pattern like *.jpg.</source>
   <translation>Gib einen Teil eines Namens an oder ein Muster wie *.jpg.</translation>
  </message>
  <message>
   <source>This byte range is not valid.</source>
   <translation>Dieser Bytebereich ist ungültig.</translation>
  </message>
  <message>
   <source>Write it A-B or A-, counted from 0.</source>
   <translation>Schreibe ihn als A-B oder A-, von 0 an gezählt.</translation>
  </message>
  <message>
   <source>“{value|This}” is not an answer for a name that is in use.</source>
   <translation>„{value|Das}“ ist keine Antwort auf einen vergebenen Namen.</translation>
  </message>
  <message>
   <source>Use ask, replace, rename, skip, merge or fail.</source>
   <translation>Verwende ask, replace, rename, skip, merge oder fail.</translation>
  </message>
  <message>
   <source>“{value|This}” is not an answer for a folder.</source>
   <translation>„{value|Das}“ ist keine Antwort für einen Ordner.</translation>
  </message>
  <message>
   <source>Use ask, merge, rename or skip.</source>
   <translation>Verwende ask, merge, rename oder skip.</translation>
  </message>
  <message>
   <source>“{value|This}” matches several uploads or downloads.</source>
   <translation>„{value|Das}“ passt auf mehrere Übertragungen von Hand.</translation>
  </message>
  <message>
   <source>There is no kind of question called “{value|this}”.</source>
   <translation>Es gibt keine Art von Frage, die „{value|so}“ heißt.</translation>
  </message>
  <message>
   <source>Use file, folder or mixed.</source>
   <translation>Verwende file, folder oder mixed.</translation>
  </message>
  <message>
   <source>“{value|This}” is not an answer.</source>
   <translation>„{value|Das}“ ist keine Antwort.</translation>
  </message>
  <message>
   <source>Use replace, rename, skip or merge.</source>
   <translation>Verwende replace, rename, skip oder merge.</translation>
  </message>
  <message>
   <source>There is no open question any more.</source>
   <translation>Es gibt keine offene Frage mehr.</translation>
  </message>
  <message>
   <source>See “megadesk errands list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not an answer where one file would replace another.</source>
   <translation>„{value|Das}“ ist keine Antwort, wo eine Datei eine andere ersetzen würde.</translation>
  </message>
  <message>
   <source>Use replace, rename or skip.</source>
   <translation>Verwende replace, rename oder skip.</translation>
  </message>
  <message>
   <source>“{value|This}” is not an answer where the folder already exists.</source>
   <translation>„{value|Das}“ ist keine Antwort, wo der Ordner schon existiert.</translation>
  </message>
  <message>
   <source>Use merge, rename or skip.</source>
   <translation>Verwende merge, rename oder skip.</translation>
  </message>
  <message>
   <source>“{value|This}” is not an answer where a file and a folder have the same name: neither can replace the other.</source>
   <translation>„{value|Das}“ ist keine Antwort, wo eine Datei und ein Ordner gleich heißen: Keins kann das andere ersetzen.</translation>
  </message>
  <message>
   <source>Use rename or skip.</source>
   <translation>Verwende rename oder skip.</translation>
  </message>
  <message>
   <source>This secret is not valid.</source>
   <translation>Dieser Schlüssel ist ungültig.</translation>
  </message>
  <message>
   <source>Start again with a new one.</source>
   <translation>Fang mit einem neuen noch einmal an.</translation>
  </message>
  <message>
   <source>A device cannot have this name.</source>
   <translation>Ein Gerät kann nicht so heißen.</translation>
  </message>
  <message>
   <source>Use one line of text without slashes.</source>
   <translation>Verwende eine Zeile Text ohne Schrägstriche.</translation>
  </message>
  <message>
   <source>“{value|This}” is not a key store.</source>
   <translation>„{value|Das}“ ist kein Schlüsselspeicher.</translation>
  </message>
  <message>
   <source>Use keyring, file or session.</source>
   <translation>Verwende keyring, file oder session.</translation>
  </message>
  <message>
   <source>The recovery key cannot be written to {path|a file that is not named}.</source>
   <translation>Der Wiederherstellungsschlüssel kann nicht nach {path|einer Datei, die nicht genannt ist} geschrieben werden.</translation>
  </message>
  <message>
   <source>The password is too short.</source>
   <translation>Das Passwort ist zu kurz.</translation>
  </message>
  <message>
   <source>Use at least 12 characters.</source>
   <translation>Verwende mindestens 12 Zeichen.</translation>
  </message>
  <message>
   <source>The password is too long.</source>
   <translation>Das Passwort ist zu lang.</translation>
  </message>
  <message>
   <source>Use at most 1,024 bytes.</source>
   <translation>Verwende höchstens 1.024 Bytes.</translation>
  </message>
  <message>
   <source>The password is not readable text.</source>
   <translation>Das Passwort ist kein lesbarer Text.</translation>
  </message>
  <message>
   <source>Save the file as UTF-8.</source>
   <translation>Speichere die Datei als UTF-8.</translation>
  </message>
  <message>
   <source>This e-mail address cannot be used.</source>
   <translation>Diese E-Mail-Adresse kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>Check its spelling.</source>
   <translation>Prüfe, wie sie geschrieben ist.</translation>
  </message>
  <message>
   <source>This is not a recovery key.</source>
   <translation>Das ist kein Wiederherstellungsschlüssel.</translation>
  </message>
  <message>
   <source>It has 14 groups of four letters and digits. Check each of them, or use the file it was saved to.</source>
   <translation>Er hat 14 Gruppen aus vier Buchstaben und Ziffern. Prüfe jede davon oder nimm die Datei, in der er gespeichert wurde.</translation>
  </message>
  <message>
   <source>There is a typing mistake in the recovery key.</source>
   <translation>Im Wiederherstellungsschlüssel ist ein Tippfehler.</translation>
  </message>
  <message>
   <source>Check each group of letters and digits.</source>
   <translation>Prüfe jede Gruppe aus Buchstaben und Ziffern.</translation>
  </message>
  <message>
   <source>“{value|This}” is not the address of a server.</source>
   <translation>„{value|Das}“ ist keine Adresse eines Servers.</translation>
  </message>
  <message>
   <source>Write it as in https://files.example.org.</source>
   <translation>Schreibe sie wie in https://dateien.example.org.</translation>
  </message>
  <message>
   <source>The address “{value|of the server}” is not encrypted.</source>
   <translation>Die Adresse „{value|des Servers}“ ist nicht verschlüsselt.</translation>
  </message>
  <message>
   <source>Use https://. Only a server on this very computer may be reached without.</source>
   <translation>Verwende https://. Nur ein Server auf diesem Computer selbst darf ohne erreicht werden.</translation>
  </message>
  <message>
   <source>{name|A name} cannot be used as a name here.</source>
   <translation>{name|Ein Name} kann hier nicht als Name verwendet werden.</translation>
  </message>
  <message>
   <source>Use another name: no slash, backslash or control character, at most 255 bytes.</source>
   <translation>Verwende einen anderen Namen: ohne Schrägstrich, umgekehrten Schrägstrich und Steuerzeichen, höchstens 255 Bytes.</translation>
  </message>
  <message>
   <source>{name|The name} is used by megadesk itself at the top of a synced folder.</source>
   <translation>{name|Der Name} wird ganz oben in einem synchronisierten Ordner von megadesk selbst verwendet.</translation>
  </message>
  <message>
   <source>Use another name.</source>
   <translation>Verwende einen anderen Namen.</translation>
  </message>
  <message>
   <source>This disk cannot store the name {name|of a file}.</source>
   <translation>Diese Festplatte kann den Namen {name|einer Datei} nicht speichern.</translation>
  </message>
  <message>
   <source>Rename it on the other device.</source>
   <translation>Benenne sie auf dem anderen Gerät um.</translation>
  </message>
  <message>
   <source>{name|A symbolic link} has a target that this system does not allow.</source>
   <translation>{name|Ein symbolischer Link} hat ein Ziel, das dieses System nicht erlaubt.</translation>
  </message>
  <message>
   <source>Create the link again on the other device.</source>
   <translation>Lege den Link auf dem anderen Gerät neu an.</translation>
  </message>
  <message>
   <source>{name|A name} is longer than 255 bytes.</source>
   <translation>{name|Ein Name} ist länger als 255 Bytes.</translation>
  </message>
  <message>
   <source>Use a shorter name.</source>
   <translation>Verwende einen kürzeren Namen.</translation>
  </message>
  <message>
   <source>{name|A name} is not readable text.</source>
   <translation>{name|Ein Name} ist kein lesbarer Text.</translation>
  </message>
  <message>
   <source>Rename it to sync it.</source>
   <translation>Benenne es um, damit es synchronisiert wird.</translation>
  </message>
  <message>
   <source>The path {name|you named} is not readable text.</source>
   <translation>Der Pfad {name|den du genannt hast} ist kein lesbarer Text.</translation>
  </message>
  <message>
   <source>Rename what is not, or name another path.</source>
   <translation>Benenne um, was nicht lesbar ist, oder gib einen anderen Pfad an.</translation>
  </message>
  <message>
   <source>A name is empty.</source>
   <translation>Ein Name ist leer.</translation>
  </message>
  <message>
   <source>Give it a name.</source>
   <translation>Gib ihm einen Namen.</translation>
  </message>
  <message>
   <source>“.” and “..” are not names.</source>
   <translation>„.“ und „..“ sind keine Namen.</translation>
  </message>
  <message>
   <source>{name|A name} contains a slash or a backslash.</source>
   <translation>{name|Ein Name} enthält einen Schrägstrich oder umgekehrten Schrägstrich.</translation>
  </message>
  <message>
   <source>Use a name without them.</source>
   <translation>Verwende einen Namen ohne sie.</translation>
  </message>
  <message>
   <source>{name|A name} contains a control character.</source>
   <translation>{name|Ein Name} enthält ein Steuerzeichen.</translation>
  </message>
  <message>
   <source>Use a name without it.</source>
   <translation>Verwende einen Namen ohne dieses.</translation>
  </message>
  <message>
   <source>{path|It} was not found{bare_detail_of}.</source>
   <translation>{path|Es} wurde nicht gefunden{bare_detail_of}.</translation>
  </message>
  <message>
   <source>Check the spelling; “megadesk ls” and the lists help.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is neither on this computer nor in the cloud{looked_at_of}.</source>
   <translation>{path|Das} ist weder auf diesem Computer noch in der Cloud{looked_at_of}.</translation>
  </message>
  <message>
   <source>Check the spelling: a path of this computer, or a place in the cloud as in /Photos/2026.</source>
   <translation>Prüfe die Schreibweise: ein Pfad auf diesem Computer oder ein Ort in der Cloud wie /Fotos/2026.</translation>
  </message>
  <message>
   <source>There is no issue “{value|of this id}”: it was solved or replaced by another one.</source>
   <translation>Es gibt kein Problem „{value|mit dieser Kennung}“: Es wurde gelöst oder durch ein anderes ersetzt.</translation>
  </message>
  <message>
   <source>See “megadesk issues list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no rule “{value|like this}” in {path|that place}.</source>
   <translation>Es gibt keine Regel „{value|wie diese}“ in {path|diesem Ordner}.</translation>
  </message>
  <message>
   <source>“megadesk ignore show” lists them with their places; --here-only is for those of this device.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is not in a synced folder.</source>
   <translation>{path|Das} liegt in keinem synchronisierten Ordner.</translation>
  </message>
  <message>
   <source>“megadesk sync list” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no pair with this id or name{pair_of}.</source>
   <translation>Es gibt kein Ordnerpaar mit dieser Kennung oder diesem Namen{pair_of}.</translation>
  </message>
  <message>
   <source>There is no backup of this computer with this id or name{pair_of}.</source>
   <translation>Es gibt auf diesem Computer keine Sicherung mit dieser Kennung oder diesem Namen{pair_of}.</translation>
  </message>
  <message>
   <source>“megadesk backup list” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no “{value|such entry}” in the bin.</source>
   <translation>Es gibt im Papierkorb keinen „{value|solchen Eintrag}“.</translation>
  </message>
  <message>
   <source>“megadesk bin list” shows what there is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The profile folder {path|of this engine} was deleted, moved or replaced while its engine ran.</source>
   <translation>Der Profilordner {path|dieses Programms} wurde gelöscht, verschoben oder ersetzt, während es im Hintergrund lief.</translation>
  </message>
  <message>
   <source>The engine has ended, and your files are unchanged. Put the folder back, or log in again.</source>
   <translation>Das Programm hat sich beendet, deine Dateien sind unverändert. Leg den Ordner zurück oder melde dich neu an.</translation>
  </message>
  <message>
   <source>There is no log yet at {path|its place}.</source>
   <translation>Es gibt noch kein Protokoll unter {path|seinem Ort}.</translation>
  </message>
  <message>
   <source>It is written once the engine has run.</source>
   <translation>Es wird geschrieben, sobald das Programm im Hintergrund gelaufen ist.</translation>
  </message>
  <message>
   <source>The engine does not know this request.</source>
   <translation>Das Programm im Hintergrund kennt diese Anfrage nicht.</translation>
  </message>
  <message>
   <source>Update megadesk and restart its engine.</source>
   <translation>Aktualisiere megadesk und starte das Programm im Hintergrund neu.</translation>
  </message>
  <message>
   <source>There is no such session.</source>
   <translation>Es gibt keine solche Sitzung.</translation>
  </message>
  <message>
   <source>“megadesk sessions list” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two-factor sign-in is not turned on.</source>
   <translation>Die Zwei-Faktor-Anmeldung ist nicht eingeschaltet.</translation>
  </message>
  <message>
   <source>Turn it on first.</source>
   <translation>Schalte sie zuerst ein.</translation>
  </message>
  <message>
   <source>There is no upload or download with the id “{value|you named}”.</source>
   <translation>Es gibt keine Übertragung von Hand mit der Kennung „{value|die du genannt hast}“.</translation>
  </message>
  <message>
   <source>“megadesk errands list --all” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This question is no longer open.</source>
   <translation>Diese Frage ist nicht mehr offen.</translation>
  </message>
  <message>
   <source>“megadesk errands show ID” shows what is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder {path|above it} does not exist.</source>
   <translation>Der Ordner {path|darüber} existiert nicht.</translation>
  </message>
  <message>
   <source>Create it first or name another.</source>
   <translation>Lege ihn zuerst an oder gib einen anderen an.</translation>
  </message>
  <message>
   <source>{path|Something with that name} already exists.</source>
   <translation>{path|Etwas mit diesem Namen} existiert schon.</translation>
  </message>
  <message>
   <source>Use another name; for “put” and “get”, “--on-conflict” also says what to do.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>An account with this e-mail address already exists.</source>
   <translation>Es gibt schon ein Konto mit dieser E-Mail-Adresse.</translation>
  </message>
  <message>
   <source>Sign in to it: “megadesk login”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two-factor sign-in is already turned on.</source>
   <translation>Die Zwei-Faktor-Anmeldung ist bereits eingeschaltet.</translation>
  </message>
  <message>
   <source>To use another authenticator app, turn it off first.</source>
   <translation>Um eine andere Authenticator-App zu verwenden, schalte sie zuerst aus.</translation>
  </message>
  <message>
   <source>This profile is already signed in{email_of}.</source>
   <translation>Dieses Profil ist schon angemeldet{email_of}.</translation>
  </message>
  <message>
   <source>Sign out first, or use another profile with “--home”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|The file} already exists and is not overwritten.</source>
   <translation>{path|Die Datei} existiert schon und wird nicht überschrieben.</translation>
  </message>
  <message>
   <source>Name a new file.</source>
   <translation>Gib eine neue Datei an.</translation>
  </message>
  <message>
   <source>{path|What was a folder then} is a file now.</source>
   <translation>{path|Was damals ein Ordner war} ist jetzt eine Datei.</translation>
  </message>
  <message>
   <source>Rename that first, or restore a copy elsewhere with “--to”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another pair is already called “{value|this}”.</source>
   <translation>Ein anderes Ordnerpaar heißt schon „{value|so}“.</translation>
  </message>
  <message>
   <source>Use another name, or omit “--name” to use the folder's name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is already synced, or overlaps with a synced folder: {other|another pair}.</source>
   <translation>{path|Das} wird schon synchronisiert oder überschneidet sich mit einem synchronisierten Ordner: {other|ein anderes Paar}.</translation>
  </message>
  <message>
   <source>Name another folder, or remove that pair first.</source>
   <translation>Gib einen anderen Ordner an oder entferne zuerst das andere Paar.</translation>
  </message>
  <message>
   <source>{path|This} is already backed up, or overlaps with a backed-up folder: {other|another one}.</source>
   <translation>{path|Das} wird schon gesichert oder überschneidet sich mit einem gesicherten Ordner: {other|ein anderer}.</translation>
  </message>
  <message>
   <source>Name another folder, or stop that backup first: “megadesk backup stop”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The backup “{value|of this name}” already runs on this computer.</source>
   <translation>Die Sicherung „{value|dieses Namens}“ läuft auf diesem Computer schon.</translation>
  </message>
  <message>
   <source>“megadesk backup list” shows it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Transfers are paused, so not everything is synced.</source>
   <translation>Die Übertragungen sind angehalten, deshalb ist nicht alles synchronisiert.</translation>
  </message>
  <message>
   <source>Resume them: “megadesk transfers resume --all”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>You cancelled the transfer of {path|this file}, so it is not synced.</source>
   <translation>Du hast die Übertragung von {path|dieser Datei} abgebrochen, deshalb ist sie nicht synchronisiert.</translation>
  </message>
  <message>
   <source>To sync it anyway: “megadesk transfers retry {transfer|--all}”. When the file changes, it is synced automatically.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No permission to open or change {path|it}{detail_of}.</source>
   <translation>Keine Berechtigung, {path|es} zu öffnen oder zu ändern{detail_of}.</translation>
  </message>
  <message>
   <source>Check its permissions.</source>
   <translation>Prüfe die Zugriffsrechte.</translation>
  </message>
  <message>
   <source>The server creates this account only with a valid invitation code for this e-mail address.</source>
   <translation>Der Server legt dieses Konto nur mit einem gültigen Einladungscode für diese E-Mail-Adresse an.</translation>
  </message>
  <message>
   <source>Check each letter of both. The operator of the server can give you a new code.</source>
   <translation>Prüfe beides Zeichen für Zeichen. Einen neuen Code bekommst du vom Betreiber des Servers.</translation>
  </message>
  <message>
   <source>This server does not accept new accounts.</source>
   <translation>Dieser Server nimmt keine neuen Konten an.</translation>
  </message>
  <message>
   <source>Ask its operator for an invitation, or use another server.</source>
   <translation>Bitte seinen Betreiber um eine Einladung oder nutze einen anderen Server.</translation>
  </message>
  <message>
   <source>{path|This} is on a disk that nothing can be written to now.</source>
   <translation>{path|Das} liegt auf einem Laufwerk, auf das gerade nichts geschrieben werden kann.</translation>
  </message>
  <message>
   <source>Make the disk writable again. It is retried automatically.</source>
   <translation>Mach das Laufwerk wieder beschreibbar. Es wird automatisch noch einmal versucht.</translation>
  </message>
  <message>
   <source>{path|The profile} is on a disk that nothing can be written to now, and megadesk keeps its own data there.</source>
   <translation>{path|Das Profil} liegt auf einem Datenträger, auf den gerade nichts geschrieben werden kann, und dort hat megadesk seine eigenen Daten.</translation>
  </message>
  <message>
   <source>Make the disk writable again, then run the command again.</source>
   <translation>Mach den Datenträger wieder beschreibbar und führe den Befehl dann noch einmal aus.</translation>
  </message>
  <message>
   <source>The engine of this profile was started by somebody else.</source>
   <translation>Das Programm im Hintergrund wurde von jemand anderem gestartet.</translation>
  </message>
  <message>
   <source>Stop it, and run the command again.</source>
   <translation>Beende es und rufe den Befehl noch einmal auf.</translation>
  </message>
  <message>
   <source>{path|This} is on another disk, and cannot be moved there in one step.</source>
   <translation>{path|Das} liegt auf einer anderen Festplatte und kann nicht in einem Schritt dorthin verschoben werden.</translation>
  </message>
  <message>
   <source>Sync that disk as a folder of its own.</source>
   <translation>Synchronisiere diese Festplatte als eigenen Ordner.</translation>
  </message>
  <message>
   <source>{path|A file} is larger than this disk allows.</source>
   <translation>{path|Eine Datei} ist größer, als diese Festplatte erlaubt.</translation>
  </message>
  <message>
   <source>Move the synced folder to a disk that supports files of 4 GiB and more.</source>
   <translation>Verschiebe den synchronisierten Ordner auf eine Festplatte, die Dateien ab 4 GiB unterstützt.</translation>
  </message>
  <message>
   <source>The server refused{server_code_of}.</source>
   <translation>Der Server hat abgelehnt{server_code_of}.</translation>
  </message>
  <message>
   <source>Check what was asked for; the log says more.</source>
   <translation>Prüfe, was verlangt wurde; das Protokoll sagt mehr.</translation>
  </message>
  <message>
   <source>This profile was last used by a newer version of megadesk ({path|its database}), so this one leaves it alone.</source>
   <translation>Dieses Profil wurde zuletzt von einer neueren Version von megadesk benutzt ({path|seine Datenbank}); diese hier lässt es unverändert.</translation>
  </message>
  <message>
   <source>Update megadesk on this computer, or use the newer version that is already on it.</source>
   <translation>Aktualisiere megadesk auf diesem Computer, oder benutze die neuere Version, die schon da ist.</translation>
  </message>
  <message>
   <source>{path|This} was created by a newer version of megadesk.</source>
   <translation>{path|Das} wurde von einer neueren Version von megadesk angelegt.</translation>
  </message>
  <message>
   <source>Update megadesk on this computer. Until then it is left as it is.</source>
   <translation>Aktualisiere megadesk auf diesem Computer. Bis dahin bleibt es, wie es ist.</translation>
  </message>
  <message>
   <source>The engine that is running for this profile is megadesk {engine|of another version} ({engine_program|another installation}), and this is megadesk {version|of another version} ({program|this installation}).</source>
   <translation>Für dieses Profil läuft megadesk {engine|einer anderen Version} ({engine_program|eine andere Installation}), und dies ist megadesk {version|einer anderen Version} ({program|diese Installation}).</translation>
  </message>
  <message>
   <source>Stop the other one: “megadesk engine stop”, then try again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>megadesk was just upgraded: the engine that is running is {engine|of another version}, and this is {version|another one}.</source>
   <translation>megadesk wurde gerade aktualisiert: Noch laufen zwei Versionen, {engine|eine andere} im Hintergrund und {version|diese} hier.</translation>
  </message>
  <message>
   <source>The older one restarts by itself within seconds, the app once its dialogs are closed. To restart the engine now: “megadesk engine stop”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another engine is already running for this profile (process {pid|unknown}).</source>
   <translation>Für dieses Profil läuft schon ein anderes Programm im Hintergrund (Prozess {pid|unbekannt}).</translation>
  </message>
  <message>
   <source>Use that one, or stop it first: “megadesk engine stop”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The local database of megadesk is damaged again and again: perhaps its disk is failing.</source>
   <translation>Die lokale Datenbank von megadesk wird immer wieder beschädigt: Vielleicht ist das Laufwerk defekt.</translation>
  </message>
  <message>
   <source>Check the disk. Your files are unchanged.</source>
   <translation>Prüfe das Laufwerk. Deine Dateien sind unverändert.</translation>
  </message>
  <message>
   <source>{path|Data} was damaged or tampered with.</source>
   <translation>{path|Etwas} wurde beschädigt oder manipuliert.</translation>
  </message>
  <message>
   <source>Nothing on this computer was changed. The log has more details: run “megadesk logs”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Received data cannot be read{detail_of}.</source>
   <translation>Empfangene Daten sind nicht lesbar{detail_of}.</translation>
  </message>
  <message>
   <source>Received data is larger than allowed{detail_of}.</source>
   <translation>Empfangene Daten sind größer als erlaubt{detail_of}.</translation>
  </message>
  <message>
   <source>A check of signed data failed: it was changed on its way or on the server.</source>
   <translation>Eine Prüfung signierter Daten ist fehlgeschlagen: Sie wurden unterwegs oder auf dem Server geändert.</translation>
  </message>
  <message>
   <source>Syncing is stopped until the check passes. Nothing on this computer was changed. Ask the server's administrator.</source>
   <translation>Das Synchronisieren ist gestoppt, bis die Prüfung gelingt. Auf diesem Computer wurde nichts geändert. Frage den Betreiber des Servers.</translation>
  </message>
  <message>
   <source>The server offers weaker protection than before, so nothing was sent.</source>
   <translation>Der Server bietet schwächeren Schutz als bisher, deshalb wurde nichts gesendet.</translation>
  </message>
  <message>
   <source>Nothing on this computer was changed. Ask the server's administrator.</source>
   <translation>Auf diesem Computer wurde nichts geändert. Frage den Betreiber des Servers.</translation>
  </message>
  <message>
   <source>One file or folder in the cloud cannot be opened: {path|its record is damaged}.</source>
   <translation>Eine Datei oder ein Ordner in der Cloud kann nicht geöffnet werden: {path|der Eintrag ist beschädigt}.</translation>
  </message>
  <message>
   <source>All others keep syncing. Another device may still have it: save it there again.</source>
   <translation>Alle anderen werden weiter synchronisiert. Vielleicht hat ein anderes Gerät sie noch: Speichere sie dort noch einmal.</translation>
  </message>
  <message>
   <source>{path|A file} is incomplete or damaged on the server.</source>
   <translation>{path|Eine Datei} ist auf dem Server unvollständig oder beschädigt.</translation>
  </message>
  <message>
   <source>A device that still has the file can upload it again: “megadesk verify --content --heal”. All other files keep syncing.</source>
   <translation>Ein Gerät, das die Datei noch hat, kann sie neu hochladen: „megadesk verify --content --heal“. Alle anderen Dateien werden weiter synchronisiert.</translation>
  </message>
  <message>
   <source>An internal error occurred in megadesk{detail_of}.</source>
   <translation>In megadesk ist ein interner Fehler aufgetreten{detail_of}.</translation>
  </message>
  <message>
   <source>Your files are unchanged. Report it with the log: {log|“megadesk logs”}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server no longer keeps that time{oldest_of}.</source>
   <translation>Der Server bewahrt diesen Zeitpunkt nicht mehr auf{oldest_of}.</translation>
  </message>
  <message>
   <source>Name a later one; “megadesk rewind timeline” lists them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not a valid time.</source>
   <translation>„{value|Das}“ ist keine gültige Zeit.</translation>
  </message>
  <message>
   <source>Write it as “2026-11-20 14:00”, “yesterday 18:00”, “2h ago”, or #NUMBER for a commit.</source>
   <translation>Schreibe sie als „2026-11-20 14:00“, „yesterday 18:00“, „2h ago“ oder #NUMMER.</translation>
  </message>
  <message>
   <source>The second time is before the first.</source>
   <translation>Die zweite Zeit liegt vor der ersten.</translation>
  </message>
  <message>
   <source>Name the earlier one with --at.</source>
   <translation>Gib die frühere mit --at an.</translation>
  </message>
  <message>
   <source>“{value|That}” is not a type of change.</source>
   <translation>„{value|Das}“ ist keine Art von Änderung.</translation>
  </message>
  <message>
   <source>Use added, removed, edited, moved or moved_edited.</source>
   <translation>Verwende added, removed, edited, moved oder moved_edited.</translation>
  </message>
  <message>
   <source>These are too many steps of time.</source>
   <translation>Das sind zu viele Zeitschritte.</translation>
  </message>
  <message>
   <source>Take longer ones, or less time.</source>
   <translation>Nimm längere oder weniger Zeit.</translation>
  </message>
  <message>
   <source>{path|This} is a folder, and only files have versions.</source>
   <translation>{path|Das} ist ein Ordner, und nur Dateien haben Versionen.</translation>
  </message>
  <message>
   <source>“megadesk rewind show” and “rewind restore” are for folders.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is in the bin.</source>
   <translation>{path|Das} liegt im Papierkorb.</translation>
  </message>
  <message>
   <source>Restore it first with “megadesk bin restore”, or name a place for a copy with --to.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is a backup, which only its own device changes.</source>
   <translation>{path|Das} ist eine Sicherung, die nur ihr eigenes Gerät ändert.</translation>
  </message>
  <message>
   <source>Name a place for a copy with --to.</source>
   <translation>Gib mit --to einen Ort für eine Kopie an.</translation>
  </message>
  <message>
   <source>{path|This} was in the bin then.</source>
   <translation>{path|Das} lag damals im Papierkorb.</translation>
  </message>
  <message>
   <source>A version is of one file.</source>
   <translation>Eine Version gehört zu einer Datei.</translation>
  </message>
  <message>
   <source>Name one file.</source>
   <translation>Gib eine Datei an.</translation>
  </message>
  <message>
   <source>--to-local downloads it; --to, --exact and --dry-run only apply to a restore in the cloud.</source>
   <translation>--to-local lädt herunter; --to, --exact und --dry-run gelten nur für eine Wiederherstellung in der Cloud.</translation>
  </message>
  <message>
   <source>Omit one or the other. “megadesk rewind show -R” lists what would be downloaded.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>--on-conflict and --background only apply to a restore to this computer.</source>
   <translation>--on-conflict und --background gelten nur für eine Wiederherstellung auf diesen Computer.</translation>
  </message>
  <message>
   <source>Say where to: “--to-local DIR”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A copy is exact anyway.</source>
   <translation>Eine Kopie ist ohnehin genau.</translation>
  </message>
  <message>
   <source>Omit --exact or --to.</source>
   <translation>Lass --exact weg, oder --to.</translation>
  </message>
  <message>
   <source>Some of the earlier files cannot be read, so it is not certain what was added later.</source>
   <translation>Einige der früheren Dateien sind nicht lesbar, deshalb ist nicht sicher, was später dazukam.</translation>
  </message>
  <message>
   <source>Omit --exact: then nothing is deleted.</source>
   <translation>Lass --exact weg: Dann wird nichts gelöscht.</translation>
  </message>
  <message>
   <source>There is no change with that number.</source>
   <translation>Es gibt keine Änderung mit dieser Nummer.</translation>
  </message>
  <message>
   <source>“megadesk rewind timeline” lists them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>At that time there was nothing yet: the account begins at {oldest|a later time}.</source>
   <translation>Damals gab es noch nichts: Das Konto beginnt am {oldest|späteren Tag}.</translation>
  </message>
  <message>
   <source>Name a later time.</source>
   <translation>Gib eine spätere Zeit an.</translation>
  </message>
  <message>
   <source>{path|This} did not exist at that time ({time|then}).</source>
   <translation>{path|Das} existierte zu diesem Zeitpunkt nicht ({time|damals}).</translation>
  </message>
  <message>
   <source>“megadesk rewind show / --at TIME -R” lists what existed; “megadesk rewind diff” what was added and deleted.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|The backup} has no kept run with that number.</source>
   <translation>{path|Die Sicherung} hat keinen aufbewahrten Lauf mit dieser Nummer.</translation>
  </message>
  <message>
   <source>“megadesk backup runs” lists them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is not a backup.</source>
   <translation>{path|Das} ist keine Sicherung.</translation>
  </message>
  <message>
   <source>Name one as backups:/DEVICE/NAME; “megadesk backup list” has them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|The file} has no kept version with that number.</source>
   <translation>{path|Die Datei} hat keine aufbewahrte Version mit dieser Nummer.</translation>
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
   <source>{path|This} is a symbolic link, and this disk does not support links.</source>
   <translation>{path|Das} ist ein symbolischer Link, und diese Festplatte unterstützt keine Links.</translation>
  </message>
  <message>
   <source>Move the synced folder to a disk that supports links. This deletes nothing.</source>
   <translation>Verschiebe den synchronisierten Ordner auf eine Festplatte, die Links unterstützt. Dabei wird nichts gelöscht.</translation>
  </message>
  <message>
   <source>Nothing to do: items of this type are not synced.</source>
   <translation>Nichts zu tun: Einträge dieser Art werden nicht synchronisiert.</translation>
  </message>
  <message>
   <source>The name of {path|this} is not readable text.</source>
   <translation>Der Name von {path|dieser Datei} ist kein lesbarer Text.</translation>
  </message>
  <message>
   <source>The name of {path|this} is longer than 255 bytes.</source>
   <translation>Der Name von {path|dieser Datei} ist länger als 255 Bytes.</translation>
  </message>
  <message>
   <source>Give it a shorter name to sync it.</source>
   <translation>Gib ihr einen kürzeren Namen, damit sie synchronisiert wird.</translation>
  </message>
  <message>
   <source>The name of {path|this} contains a control character.</source>
   <translation>Der Name von {path|dieser Datei} enthält ein Steuerzeichen.</translation>
  </message>
  <message>
   <source>The name of {path|this} contains a backslash.</source>
   <translation>Der Name von {path|dieser Datei} enthält einen umgekehrten Schrägstrich.</translation>
  </message>
  <message>
   <source>A file has no name.</source>
   <translation>Eine Datei hat keinen Namen.</translation>
  </message>
  <message>
   <source>Give it one.</source>
   <translation>Gib ihr einen.</translation>
  </message>
  <message>
   <source>The name of {path|this} is spelt differently on each system.</source>
   <translation>Der Name von {path|dieser Datei} wird auf jedem System anders geschrieben.</translation>
  </message>
  <message>
   <source>The name of {path|this} is longer than this disk can store.</source>
   <translation>Der Name von {path|dieser Datei} ist länger, als diese Festplatte speichern kann.</translation>
  </message>
  <message>
   <source>Give it a shorter name.</source>
   <translation>Gib ihr einen kürzeren Namen.</translation>
  </message>
  <message>
   <source>The name of {path|this} is used by megadesk itself at the top of a synced folder.</source>
   <translation>Der Name von {path|dieser Datei} wird ganz oben in einem synchronisierten Ordner von megadesk selbst verwendet.</translation>
  </message>
  <message>
   <source>The name of {path|this} is reserved by this system.</source>
   <translation>Der Name von {path|dieser Datei} ist von diesem System vergeben.</translation>
  </message>
  <message>
   <source>{path|This} is on another disk that is mounted inside the folder.</source>
   <translation>{path|Das} liegt auf einer anderen Festplatte, die in den Ordner eingehängt ist.</translation>
  </message>
  <message>
   <source>{path|This} is ignored by a rule{rule_of}.</source>
   <translation>{path|Das} ist durch eine Regel ausgeschlossen{rule_of}.</translation>
  </message>
  <message>
   <source>Change the rule if it should be synced.</source>
   <translation>Ändere die Regel, wenn es synchronisiert werden soll.</translation>
  </message>
  <message>
   <source>The ignore rules in {path|a file} cannot be read; the last known rules stay in effect.</source>
   <translation>Die Ausschlussregeln in {path|einer Datei} sind nicht lesbar; die letzten bekannten gelten weiter.</translation>
  </message>
  <message>
   <source>Give yourself permission to read it, or delete it.</source>
   <translation>Gib dir Leserechte dafür, oder lösche sie.</translation>
  </message>
  <message>
   <source>{path|A file of ignore rules} is not UTF-8 text; the last known rules stay in effect.</source>
   <translation>{path|Eine Datei mit Regeln} ist kein UTF-8-Text; die letzten bekannten Regeln gelten weiter.</translation>
  </message>
  <message>
   <source>Save it as UTF-8 text.</source>
   <translation>Speichere sie als UTF-8-Text.</translation>
  </message>
  <message>
   <source>{path|A file of ignore rules} is larger than 64 KiB; the last known rules stay in effect.</source>
   <translation>{path|Eine Datei mit Regeln} ist größer als 64 KiB; die letzten bekannten Regeln gelten weiter.</translation>
  </message>
  <message>
   <source>Make it shorter; a pattern can match many files.</source>
   <translation>Kürze sie; ein Muster kann viele Dateien treffen.</translation>
  </message>
  <message>
   <source>A line in {path|the ignore rules of this device} is not a valid rule and is not used: “{text|…}” in line {line|1}.</source>
   <translation>Eine Zeile in {path|den Regeln dieses Geräts} ist keine gültige Regel und wird nicht verwendet: „{text|…}“ in Zeile {line|1}.</translation>
  </message>
  <message>
   <source>Correct the line. The other lines work.</source>
   <translation>Berichtige die Zeile. Die anderen Zeilen gelten.</translation>
  </message>
  <message>
   <source>A section in {path|the ignore rules of this device} is not known: “{text|…}” in line {line|1}.</source>
   <translation>Ein Abschnitt in {path|den Regeln dieses Geräts} ist nicht bekannt: „{text|…}“ in Zeile {line|1}.</translation>
  </message>
  <message>
   <source>Correct the word. The only section is that of junk: leftovers that may go with their folder.</source>
   <translation>Berichtige das Wort. Der einzige Abschnitt ist der für Reste, die mit ihrem Ordner verschwinden dürfen.</translation>
  </message>
  <message>
   <source>A line in {path|the ignore rules of this device} has too many stars and is not used: “{text|…}” in line {line|1}.</source>
   <translation>Eine Zeile in {path|den Regeln dieses Geräts} hat zu viele Sterne und wird nicht verwendet: „{text|…}“ in Zeile {line|1}.</translation>
  </message>
  <message>
   <source>Use at most four in a name, and eight in all.</source>
   <translation>Verwende höchstens vier in einem Namen und acht insgesamt.</translation>
  </message>
  <message>
   <source>A line in {path|the ignore rules of this device} is too long and is not used: line {line|1}.</source>
   <translation>Eine Zeile in {path|den Regeln dieses Geräts} ist zu lang und wird nicht verwendet: Zeile {line|1}.</translation>
  </message>
  <message>
   <source>Use at most 1,024 characters.</source>
   <translation>Verwende höchstens 1.024 Zeichen.</translation>
  </message>
  <message>
   <source>There are too many lines in {path|the ignore rules of this device}; those from {line|2,001} on are not used.</source>
   <translation>{path|Die Regeln dieses Geräts} haben zu viele Zeilen; die ab Zeile {line|2.001} werden nicht verwendet.</translation>
  </message>
  <message>
   <source>Use at most 2,000 lines; a pattern can match many files.</source>
   <translation>Verwende höchstens 2.000 Zeilen; ein Muster kann viele Dateien treffen.</translation>
  </message>
  <message>
   <source>{path|This} is still being written.</source>
   <translation>{path|Das} wird noch geschrieben.</translation>
  </message>
  <message>
   <source>{path|This} is only on this computer: the folder receives changes from the cloud but sends none.</source>
   <translation>{path|Das} ist nur auf diesem Computer: Der Ordner nimmt Änderungen aus der Cloud an und sendet keine.</translation>
  </message>
  <message>
   <source>Both sides stay as they are until you decide: “megadesk issues show {issue|ID}” says what each answer does.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was changed here; the folder receives changes from the cloud but sends none.</source>
   <translation>{path|Das} wurde hier geändert; der Ordner nimmt Änderungen aus der Cloud an und sendet keine.</translation>
  </message>
  <message>
   <source>{path|This} was moved here; the folder receives changes from the cloud but sends none.</source>
   <translation>{path|Das} wurde hier verschoben; der Ordner nimmt Änderungen aus der Cloud an und sendet keine.</translation>
  </message>
  <message>
   <source>{path|This} was deleted here and is still in the cloud; the folder receives changes from there but sends none.</source>
   <translation>{path|Das} wurde hier gelöscht und ist noch in der Cloud; der Ordner nimmt Änderungen von dort an und sendet keine.</translation>
  </message>
  <message>
   <source>{path|This} is only in the cloud: the folder sends changes there but receives none.</source>
   <translation>{path|Das} ist nur in der Cloud: Der Ordner sendet Änderungen dorthin und nimmt keine an.</translation>
  </message>
  <message>
   <source>{path|This} was changed in the cloud; the folder sends changes there but receives none.</source>
   <translation>{path|Das} wurde in der Cloud geändert; der Ordner sendet Änderungen dorthin und nimmt keine an.</translation>
  </message>
  <message>
   <source>{path|This} was moved in the cloud; the folder sends changes there but receives none.</source>
   <translation>{path|Das} wurde in der Cloud verschoben; der Ordner sendet Änderungen dorthin und nimmt keine an.</translation>
  </message>
  <message>
   <source>{path|This} was deleted in the cloud and is still here; the folder sends changes there but receives none.</source>
   <translation>{path|Das} wurde in der Cloud gelöscht und ist noch hier; der Ordner sendet Änderungen dorthin und nimmt keine an.</translation>
  </message>
  <message>
   <source>{path|This} waits for another item, at its place, in it or above it, that is not synced in this direction.</source>
   <translation>{path|Das} wartet auf etwas an seinem Platz, darin oder darüber, das nicht in diese Richtung synchronisiert wird.</translation>
  </message>
  <message>
   <source>Decide about that one first, or sync both ways: “megadesk sync direction {pair|ID} both”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is in use by another program.</source>
   <translation>{path|Das} wird von einem anderen Programm verwendet.</translation>
  </message>
  <message>
   <source>Close it there to sync it.</source>
   <translation>Schließe es dort, damit es synchronisiert wird.</translation>
  </message>
  <message>
   <source>{path|This} was no longer there when megadesk checked it.</source>
   <translation>{path|Das} war nicht mehr da, als megadesk es geprüft hat.</translation>
  </message>
  <message>
   <source>The name of {path|this} contains a character that this system does not allow.</source>
   <translation>Der Name von {path|dieser Datei} enthält ein Zeichen, das dieses System nicht erlaubt.</translation>
  </message>
  <message>
   <source>Rename it on the other device to download it.</source>
   <translation>Benenne sie auf dem anderen Gerät um, damit sie heruntergeladen wird.</translation>
  </message>
  <message>
   <source>The name of {path|this} is reserved for a device on this system.</source>
   <translation>Der Name von {path|dieser Datei} ist auf diesem System für ein Gerät reserviert.</translation>
  </message>
  <message>
   <source>The name of {path|this} ends in a dot or a space, which this disk cannot store.</source>
   <translation>Der Name von {path|dieser Datei} endet mit einem Punkt oder Leerzeichen, was diese Festplatte nicht speichern kann.</translation>
  </message>
  <message>
   <source>This disk cannot store the name of {path|this}.</source>
   <translation>Diese Festplatte kann den Namen von {path|dieser Datei} nicht speichern.</translation>
  </message>
  <message>
   <source>This disk cannot tell {path|this} from another name: here it is called {alias|differently}.</source>
   <translation>Diese Festplatte unterscheidet {path|diesen Namen} nicht von einem anderen: Hier heißt die Datei {alias|anders}.</translation>
  </message>
  <message>
   <source>Nothing to do: it is synced, and keeps its name everywhere else. Rename one of the two to see it here too.</source>
   <translation>Nichts zu tun: Sie ist synchronisiert und behält überall sonst ihren Namen. Benenne eine der beiden um, um ihn auch hier zu sehen.</translation>
  </message>
  <message>
   <source>{path|This} looks the same as another name but is spelt differently, and only one of the two can be synced.</source>
   <translation>{path|Das} sieht aus wie ein anderer Name, ist aber anders geschrieben, und nur einer von beiden kann synchronisiert werden.</translation>
  </message>
  <message>
   <source>Rename one of the two.</source>
   <translation>Benenne eine der beiden um.</translation>
  </message>
  <message>
   <source>A folder that stays on this disk for the ignored files in it has the name of {path|this}.</source>
   <translation>Ein Ordner, der wegen ausgeschlossener Dateien auf dieser Festplatte bleibt, hat den Namen von {path|dieser Datei}.</translation>
  </message>
  <message>
   <source>Rename or delete that folder; the file with this name is then downloaded automatically.</source>
   <translation>Benenne diesen Ordner um oder lösche ihn; die Datei dieses Namens wird dann von selbst heruntergeladen.</translation>
  </message>
  <message>
   <source>{path|This} has the same name as another on this disk.</source>
   <translation>{path|Das} heißt wie etwas anderes auf dieser Festplatte.</translation>
  </message>
  <message>
   <source>This folder has more subfolders than the system can watch ({limit|its limit} for all programs together), so it is checked every five minutes instead.</source>
   <translation>Dieser Ordner hat mehr Unterordner, als das System überwachen kann ({limit|seine Grenze} für alle Programme zusammen), deshalb wird er alle fünf Minuten geprüft.</translation>
  </message>
  <message>
   <source>Raise the limit: run “sudo sysctl fs.inotify.max_user_watches={wanted|524288}”. It is noticed automatically.</source>
   <translation>Erhöhe die Grenze: Führe „sudo sysctl fs.inotify.max_user_watches={wanted|524288}“ aus. Es wird von selbst bemerkt.</translation>
  </message>
  <message>
   <source>The system cannot watch another folder ({limit|its limit} for all programs together), so this one is checked every five minutes instead.</source>
   <translation>Das System kann keinen weiteren Ordner überwachen ({limit|seine Grenze} für alle Programme zusammen), deshalb wird dieser alle fünf Minuten geprüft.</translation>
  </message>
  <message>
   <source>Raise the limit: run “sudo sysctl fs.inotify.max_user_instances={wanted|1024}”. It is noticed automatically.</source>
   <translation>Erhöhe die Grenze: Führe „sudo sysctl fs.inotify.max_user_instances={wanted|1024}“ aus. Es wird von selbst bemerkt.</translation>
  </message>
  <message>
   <source>The system does not report changes in this folder, so it is checked every five minutes instead.</source>
   <translation>Das System meldet keine Änderungen in diesem Ordner, deshalb wird er alle fünf Minuten geprüft.</translation>
  </message>
  <message>
   <source>Nothing to do if that is often enough. The log has more details: run “megadesk logs”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Too many changes at once in this folder: the system misses some, so the whole folder is checked each time.</source>
   <translation>Zu viele Änderungen auf einmal in diesem Ordner: Dem System entgehen welche, deshalb wird jedes Mal der ganze Ordner geprüft.</translation>
  </message>
  <message>
   <source>No changes are missed. To reduce the load, run “sudo sysctl fs.inotify.max_queued_events=131072” and restart the engine, or ignore what changes all the time with a rule.</source>
   <translation>Keine Änderung wird übersehen. Um die Last zu senken, führe „sudo sysctl fs.inotify.max_queued_events=131072“ aus und starte das Programm im Hintergrund neu, oder schließe mit einer Regel aus, was sich ständig ändert.</translation>
  </message>
  <message>
   <source>This folder is on a network drive or similar: changes by other computers are not reported, so it is checked every five minutes.</source>
   <translation>Dieser Ordner liegt auf einem Netzlaufwerk oder Ähnlichem: Änderungen anderer Computer werden nicht gemeldet, deshalb wird er alle fünf Minuten geprüft.</translation>
  </message>
  <message>
   <source>Nothing to do if that is often enough. Otherwise sync the folder on the computer it is stored on.</source>
   <translation>Nichts zu tun, wenn das oft genug ist. Sonst synchronisiere den Ordner auf dem Computer, auf dem er liegt.</translation>
  </message>
  <message>
   <source>The folder is missing: perhaps its disk is not connected. Nothing is deleted anywhere because of this.</source>
   <translation>Der Ordner fehlt: Vielleicht ist seine Festplatte nicht angeschlossen. Deswegen wird nirgends etwas gelöscht.</translation>
  </message>
  <message>
   <source>Connect it to continue syncing. If the folder was moved: “megadesk issues resolve {issue|ID} --locate DIR”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A different folder is where the synced one was. Nothing is deleted anywhere because of this.</source>
   <translation>Wo der synchronisierte Ordner war, liegt ein anderer. Deswegen wird nirgends etwas gelöscht.</translation>
  </message>
  <message>
   <source>Move the right one back, or say where it is: “megadesk issues resolve {issue|ID} --locate DIR” (docs/problems.md).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another megadesk on this computer is syncing this folder with another profile (process {pid|unknown}). Two at once would get in each other's way.</source>
   <translation>Ein anderes megadesk auf diesem Computer synchronisiert diesen Ordner mit einem anderen Profil (Prozess {pid|unbekannt}). Zwei zugleich kämen sich in die Quere.</translation>
  </message>
  <message>
   <source>It continues when that one stops: “megadesk --home DIR engine stop”, or remove the folder from one of the two: “megadesk sync remove”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something else is where megadesk keeps its own files.</source>
   <translation>Wo megadesk seine eigenen Dateien aufbewahrt, liegt etwas anderes.</translation>
  </message>
  <message>
   <source>In the folder “.megadesk”, tmp, stage and debris must be folders. Nothing is written through a link.</source>
   <translation>Im Ordner „.megadesk“ müssen tmp, stage und debris Ordner sein. Durch einen Link wird nichts geschrieben.</translation>
  </message>
  <message>
   <source>Another computer has taken over this backup and now keeps it in its own folder: {path|somewhere else}.</source>
   <translation>Ein anderer Computer hat diese Sicherung übernommen und führt sie in seinem eigenen Ordner weiter: {path|woanders}.</translation>
  </message>
  <message>
   <source>Nothing is uploaded from here any more. Stop it: “megadesk backup stop {pair|ID} --delete” (the files stay on both sides).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This backup no longer belongs to this computer: it is now at {path|another place in the cloud}.</source>
   <translation>Diese Sicherung gehört nicht mehr zu diesem Computer: Sie ist jetzt unter {path|einem anderen Ort der Cloud}.</translation>
  </message>
  <message>
   <source>Nothing is uploaded from here any more. Stop it: “megadesk backup stop {pair|ID} --delete”, then add the folder again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder is not empty.</source>
   <translation>Der Ordner ist nicht leer.</translation>
  </message>
  <message>
   <source>Check what is in it before you continue.</source>
   <translation>Prüfe, was darin ist, bevor du weitermachst.</translation>
  </message>
  <message numerus="yes">
   <source>{files|Many} files would be deleted{direction_of}, so nothing in this folder is synced until you decide.</source>
   <extracomment>for one: {files} file would be deleted{direction_of}, so nothing in this folder is synced until you decide.</extracomment>
   <translation>
    <numerusform>{files} Datei würde{direction_of} gelöscht, deshalb wird in diesem Ordner nichts synchronisiert, bis du entscheidest.</numerusform>
    <numerusform>{files|Viele} Dateien würden{direction_of} gelöscht, deshalb wird in diesem Ordner nichts synchronisiert, bis du entscheidest.</numerusform>
   </translation>
  </message>
  <message>
   <source>If this is intended: “megadesk issues resolve {issue|ID} --approve”. To restore them: the same with “--restore”.</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{files|Many} files lost their content on this computer within a day{ending_of}. {uploaded_of|None of it is uploaded yet}.</source>
   <extracomment>for one: {files} file lost its content on this computer within a day{ending_of}. {uploaded_of|None of it is uploaded yet}.</extracomment>
   <translation>
    <numerusform>{files} Datei hat auf diesem Computer innerhalb eines Tages ihren Inhalt verloren{ending_of}. {uploaded_of|Nichts davon ist schon hochgeladen}.</numerusform>
    <numerusform>{files|Viele} Dateien haben auf diesem Computer innerhalb eines Tages ihren Inhalt verloren{ending_of}. {uploaded_of|Nichts davon ist schon hochgeladen}.</numerusform>
   </translation>
  </message>
  <message>
   <source>If it was you: “megadesk issues resolve {issue|ID} --approve”. If not, stop the program that does it; then the same with “--restore” restores what is not uploaded yet{rewind_of}.</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>This folder was last synced {days|many} days ago, and {files|some} files would be deleted{direction_of} now.</source>
   <extracomment>for one: This folder was last synced {days|many} days ago, and {files} file would be deleted{direction_of} now.</extracomment>
   <translation>
    <numerusform>Dieser Ordner wurde zuletzt vor {days|vielen} Tagen synchronisiert, und jetzt würde {files} Datei{direction_of} gelöscht.</numerusform>
    <numerusform>Dieser Ordner wurde zuletzt vor {days|vielen} Tagen synchronisiert, und jetzt würden {files|einige} Dateien{direction_of} gelöscht.</numerusform>
   </translation>
  </message>
  <message>
   <source>To delete them: “megadesk issues resolve {issue|ID} --approve”. To keep them: the same with “--restore”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name|A file} was changed on two devices at the same time: {path|a conflict copy} is the other version.</source>
   <translation>{name|Eine Datei} wurde auf zwei Geräten gleichzeitig geändert: {path|eine Konfliktkopie} ist die andere Fassung.</translation>
  </message>
  <message>
   <source>Decide: “megadesk issues resolve {issue|ID} --keep copy”, or “--keep name” (the file that has it), or “--keep both”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is synced{version_of}.</source>
   <translation>{path|Das} ist synchronisiert{version_of}.</translation>
  </message>
  <message>
   <source>Nothing to do.</source>
   <translation>Nichts zu tun.</translation>
  </message>
  <message>
   <source>{path|This} waits: the folder is paused.</source>
   <translation>{path|Das} wartet: Der Ordner ist angehalten.</translation>
  </message>
  <message>
   <source>{path|This} waits: everything is paused{until_of}.</source>
   <translation>{path|Das} wartet: Alles ist angehalten{until_of}.</translation>
  </message>
  <message>
   <source>{path|This} waits: the backup is paused.</source>
   <translation>{path|Das} wartet: Die Sicherung ist angehalten.</translation>
  </message>
  <message>
   <source>{path|This} waits for the next run of its backup{when_of}.</source>
   <translation>{path|Das} wartet auf den nächsten Lauf der Sicherung{when_of}.</translation>
  </message>
  <message>
   <source>Nothing to do; to have it run now: “megadesk backup now {pair|ID}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits: the server cannot be reached.</source>
   <translation>{path|Das} wartet: Der Server ist nicht erreichbar.</translation>
  </message>
  <message>
   <source>Nothing to do: your changes are kept here and sent once the server answers.</source>
   <translation>Nichts zu tun: Deine Änderungen bleiben hier und werden gesendet, sobald der Server antwortet.</translation>
  </message>
  <message>
   <source>{path|This} waits in the queue{behind_of}.</source>
   <translation>{path|Das} wartet in der Warteschlange{behind_of}.</translation>
  </message>
  <message>
   <source>Nothing to do: it starts automatically.</source>
   <translation>Nichts zu tun: Es startet von selbst.</translation>
  </message>
  <message>
   <source>{path|This} is being uploaded{progress_of}.</source>
   <translation>{path|Das} wird hochgeladen{progress_of}.</translation>
  </message>
  <message>
   <source>{path|This} is being downloaded{progress_of}.</source>
   <translation>{path|Das} wird heruntergeladen{progress_of}.</translation>
  </message>
  <message>
   <source>{path|This} could not be transferred and will be retried.{because_of}</source>
   <translation>{path|Das} konnte nicht übertragen werden und wird erneut versucht.{because_of}</translation>
  </message>
  <message>
   <source>{path|This} waits: you paused its transfer.</source>
   <translation>{path|Das} wartet: Du hast die Übertragung angehalten.</translation>
  </message>
  <message>
   <source>Resume it: “megadesk transfers resume {transfer|ID}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits: all transfers in this direction are paused.</source>
   <translation>{path|Das} wartet: Alle Übertragungen in dieser Richtung sind angehalten.</translation>
  </message>
  <message>
   <source>{path|This} waits: the schedule pauses transfers in this direction at this time.</source>
   <translation>{path|Das} wartet: Der Zeitplan hält Übertragungen in dieser Richtung gerade an.</translation>
  </message>
  <message>
   <source>Nothing to do: it continues automatically. “megadesk transfers schedule list” shows when.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was saved a moment ago and is checked next.</source>
   <translation>{path|Das} wurde eben gespeichert und wird als Nächstes geprüft.</translation>
  </message>
  <message>
   <source>Nothing to do: it is synced soon.</source>
   <translation>Nichts zu tun: Es wird bald synchronisiert.</translation>
  </message>
  <message>
   <source>{path|This} has not been checked yet: the folder is being scanned.</source>
   <translation>{path|Das} wurde noch nicht geprüft: Der Ordner wird gerade durchsucht.</translation>
  </message>
  <message>
   <source>{path|This} differs from the cloud and is being synced.</source>
   <translation>{path|Das} weicht von der Cloud ab und wird gerade synchronisiert.</translation>
  </message>
  <message>
   <source>{path|This} waits for another file or folder that cannot be synced: {other|one above it or at its place}.</source>
   <translation>{path|Das} wartet auf etwas, das nicht synchronisiert werden kann: {other|darüber oder an diesem Platz}.</translation>
  </message>
  <message>
   <source>See why that one waits: “megadesk issues list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is not in a synced folder{roots_of}.</source>
   <translation>{path|Das} liegt in keinem synchronisierten Ordner{roots_of}.</translation>
  </message>
  <message>
   <source>Sync its folder: “megadesk sync add LOCAL REMOTE”, or upload it: “megadesk put”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is in the cloud, but not in a folder that is synced to this computer.</source>
   <translation>{path|Das} ist in der Cloud, aber nicht in einem Ordner, der mit diesem Computer synchronisiert wird.</translation>
  </message>
  <message>
   <source>Download it: “megadesk get”, or sync its folder: “megadesk sync add LOCAL REMOTE”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} belongs to megadesk itself and is never synced.</source>
   <translation>{path|Das} gehört megadesk selbst und wird nie synchronisiert.</translation>
  </message>
  <message>
   <source>Restore it with “megadesk bin restore” if you need it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name|A file} was changed on two devices at the same time; this device's version is kept as {path|a conflict copy}.</source>
   <translation>{name|Eine Datei} wurde auf zwei Geräten gleichzeitig geändert; die Fassung dieses Geräts bleibt als {path|Konfliktkopie} erhalten.</translation>
  </message>
  <message>
   <source>Compare the two and delete the one you do not need.</source>
   <translation>Vergleiche die beiden und lösche die, die du nicht brauchst.</translation>
  </message>
  <message>
   <source>{path|A folder} was moved on two devices at the same time; the move made here was undone.</source>
   <translation>{path|Ein Ordner} wurde auf zwei Geräten gleichzeitig verschoben; das Verschieben von hier wurde rückgängig gemacht.</translation>
  </message>
  <message>
   <source>Nothing to do, unless you want it elsewhere.</source>
   <translation>Nichts zu tun, außer du willst ihn woanders.</translation>
  </message>
  <message>
   <source>{name|A file} was moved on two devices at the same time; it is now at {path|the other device's place}.</source>
   <translation>{name|Eine Datei} wurde auf zwei Geräten gleichzeitig verschoben; sie ist jetzt unter {path|dem Ort des anderen Geräts}.</translation>
  </message>
  <message>
   <source>{path|A file} was deleted on one device and changed on another; the changed version is kept.</source>
   <translation>{path|Eine Datei} wurde auf einem Gerät gelöscht und auf einem anderen geändert; die geänderte Fassung bleibt.</translation>
  </message>
  <message>
   <source>Delete it again if it is not needed.</source>
   <translation>Lösche sie noch einmal, wenn sie nicht gebraucht wird.</translation>
  </message>
  <message>
   <source>{path|A file} was deleted on one device and moved on another; it is kept at its new place.</source>
   <translation>{path|Eine Datei} wurde auf einem Gerät gelöscht und auf einem anderen verschoben; sie bleibt an ihrem neuen Platz.</translation>
  </message>
  <message>
   <source>{path|A file} was renamed, because its name was taken.</source>
   <translation>{path|Eine Datei} wurde umbenannt, weil ihr Name vergeben war.</translation>
  </message>
  <message>
   <source>{path|A folder} was deleted on one device, but contains something new; it is kept.</source>
   <translation>{path|Ein Ordner} wurde auf einem Gerät gelöscht, enthält aber etwas Neues; er bleibt.</translation>
  </message>
  <message>
   <source>A new rule ignores synced files: {files|some} in number, starting with {path|a file}. They all stay, here and in the cloud.</source>
   <translation>Eine neue Regel schließt synchronisierte Dateien aus: {files|einige} an der Zahl, zuerst {path|eine Datei}. Alle bleiben, hier und in der Cloud.</translation>
  </message>
  <message>
   <source>Remove the rule to sync it again.</source>
   <translation>Entferne die Regel, um es wieder zu synchronisieren.</translation>
  </message>
  <message>
   <source>The server still answers with an older password of this account.</source>
   <translation>Der Server antwortet noch mit einem älteren Passwort dieses Kontos.</translation>
  </message>
  <message>
   <source>Change the password again, and ask the server's administrator why.</source>
   <translation>Ändere das Passwort noch einmal und frage den Betreiber des Servers, warum.</translation>
  </message>
  <message>
   <source>Not signed in on this computer.</source>
   <translation>Auf diesem Computer nicht angemeldet.</translation>
  </message>
  <message>
   <source>Sign in: “megadesk login”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Signed in. No folder is synced yet.</source>
   <translation>Angemeldet. Noch wird kein Ordner synchronisiert.</translation>
  </message>
  <message>
   <source>Sync one: “megadesk sync add LOCAL REMOTE”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything is up to date; there are no files yet.</source>
   <translation>Alles ist auf dem neuesten Stand; es gibt noch keine Dateien.</translation>
  </message>
  <message numerus="yes">
   <source>All {files} files are safe.</source>
   <extracomment>for one: Your file is safe.</extracomment>
   <translation>
    <numerusform>Deine Datei ist sicher.</numerusform>
    <numerusform>Alle {files} Dateien sind sicher.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{files} files safe{issues_of}.</source>
   <extracomment>for one: {files} file safe{issues_of}.</extracomment>
   <translation>
    <numerusform>{files} Datei ist sicher{issues_of}.</numerusform>
    <numerusform>{files} Dateien sind sicher{issues_of}.</numerusform>
   </translation>
  </message>
  <message>
   <source>“megadesk issues list” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{conflicts} conflicts wait for your decision; all versions are kept: “megadesk issues list”.</source>
   <extracomment>for one: {conflicts} conflict waits for your decision; both versions are kept: “megadesk issues list”.</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>Syncing{pending_of}{speed_of}{left_of}.</source>
   <translation>Synchronisiert{pending_of}{speed_of}{left_of}.</translation>
  </message>
  <message>
   <source>Checking for changes.</source>
   <translation>Sucht nach Änderungen.</translation>
  </message>
  <message>
   <source>Paused. Nothing is synced until you resume.</source>
   <translation>Angehalten. Nichts wird synchronisiert, bis du fortsetzt.</translation>
  </message>
  <message>
   <source>Paused until {until}. Nothing is synced until then, unless you resume.</source>
   <translation>Angehalten bis {until}. Bis dahin wird nichts synchronisiert, außer du setzt fort.</translation>
  </message>
  <message>
   <source>Resume now: “megadesk resume”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Resume: “megadesk sync resume”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Offline. Your changes are kept here and synced later.</source>
   <translation>Offline. Deine Änderungen bleiben hier und werden später synchronisiert.</translation>
  </message>
  <message>
   <source>Waiting. It continues automatically.</source>
   <translation>Wartet. Es geht von selbst weiter.</translation>
  </message>
  <message>
   <source>The data on the server was damaged or tampered with. Nothing on this computer was changed.</source>
   <translation>Die Daten auf dem Server wurden beschädigt oder manipuliert. Auf diesem Computer wurde nichts geändert.</translation>
  </message>
  <message>
   <source>“megadesk status” says more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The state is “{state}”.</source>
   <translation>Der Zustand ist „{state}“.</translation>
  </message>
  <message>
   <source>The local database of megadesk was damaged or missing; it is rebuilt from your files and the server, and nothing counts as deleted.</source>
   <translation>Die lokale Datenbank von megadesk war beschädigt oder fehlte; sie wird aus deinen Dateien und vom Server neu aufgebaut, und nichts gilt als gelöscht.</translation>
  </message>
  <message>
   <source>The local database of megadesk was damaged, and is kept beside a new one. Your files are unchanged.</source>
   <translation>Die lokale Datenbank von megadesk war beschädigt und liegt nun neben einer neuen. Deine Dateien sind unverändert.</translation>
  </message>
  <message>
   <source>Log in and add your folders again.</source>
   <translation>Melde dich an und füge deine Ordner neu hinzu.</translation>
  </message>
  <message>
   <source>Something else makes changes as this device: a copy of its profile is in use, perhaps on another computer. Nothing is lost by it; to tell the two apart, log one of them out and in again.</source>
   <translation>Etwas anderes ändert unter dem Namen dieses Geräts: Eine Kopie seines Profils ist in Gebrauch, vielleicht auf einem anderen Computer. Verloren geht dadurch nichts; damit beide zu unterscheiden sind, melde eines ab und wieder an.</translation>
  </message>
  <message>
   <source>On one of them: “megadesk logout”, then “megadesk login”; then “megadesk login” on the other.</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{folders} folders are paused.</source>
   <extracomment>for one: {folders} folder is paused.</extracomment>
   <translation>
    <numerusform>{folders} Ordner ist angehalten.</numerusform>
    <numerusform>{folders} Ordner sind angehalten.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{transfers} transfers are paused.</source>
   <extracomment>for one: {transfers} transfer is paused.</extracomment>
   <translation>
    <numerusform>{transfers} Übertragung ist angehalten.</numerusform>
    <numerusform>{transfers} Übertragungen sind angehalten.</numerusform>
   </translation>
  </message>
  <message>
   <source>“megadesk transfers list --state paused” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Transfers are paused.</source>
   <translation>Die Übertragungen sind angehalten.</translation>
  </message>
  <message>
   <source>Uploads are paused.</source>
   <translation>Das Hochladen ist angehalten.</translation>
  </message>
  <message>
   <source>Downloads are paused.</source>
   <translation>Das Herunterladen ist angehalten.</translation>
  </message>
  <message>
   <source>Transfers are paused by the schedule.</source>
   <translation>Die Übertragungen sind laut Zeitplan angehalten.</translation>
  </message>
  <message>
   <source>Uploads are paused by the schedule.</source>
   <translation>Das Hochladen ist laut Zeitplan angehalten.</translation>
  </message>
  <message>
   <source>Downloads are paused by the schedule.</source>
   <translation>Das Herunterladen ist laut Zeitplan angehalten.</translation>
  </message>
  <message numerus="yes">
   <source>{errands} puts and gets are running.</source>
   <extracomment>for one: {errands} put or get is running.</extracomment>
   <translation>
    <numerusform>{errands} Übertragung von Hand läuft.</numerusform>
    <numerusform>{errands} Übertragungen von Hand laufen.</numerusform>
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
   <translation>{path|Das}: {in_step_of}{asked_of}{failed_of}{held_back_of}{waiting_of}{skipped_of}{ignored_of}.</translation>
  </message>
  <message>
   <source>You paused it.</source>
   <translation>Du hast sie angehalten.</translation>
  </message>
  <message>
   <source>Resume it when you like.</source>
   <translation>Setze sie fort, wann du willst.</translation>
  </message>
  <message>
   <source>Everything is paused.</source>
   <translation>Alles ist angehalten.</translation>
  </message>
  <message>
   <source>All transfers in this direction are paused.</source>
   <translation>Alle Übertragungen in dieser Richtung sind angehalten.</translation>
  </message>
  <message>
   <source>The schedule pauses it at this time.</source>
   <translation>Laut Zeitplan ist sie gerade angehalten.</translation>
  </message>
  <message>
   <source>Nothing to do: it continues automatically.</source>
   <translation>Nichts zu tun: Es geht von selbst weiter.</translation>
  </message>
  <message>
   <source>You paused it: it stops after the current block.</source>
   <translation>Du hast sie angehalten: Sie stoppt nach dem laufenden Block.</translation>
  </message>
  <message>
   <source>You cancelled it: it ends after the current block.</source>
   <translation>Du hast sie abgebrochen: Sie endet nach dem laufenden Block.</translation>
  </message>
  <message>
   <source>It pauses after the current block.</source>
   <translation>Sie wird nach dem laufenden Block angehalten.</translation>
  </message>
  <message>
   <source>--download is for --content only.</source>
   <translation>--download gilt nur mit --content.</translation>
  </message>
  <message>
   <source>Add --content.</source>
   <translation>Gib auch --content an.</translation>
  </message>
  <message>
   <source>That report is no longer kept.</source>
   <translation>Dieser Bericht ist nicht mehr da.</translation>
  </message>
  <message>
   <source>Run “megadesk verify” again.</source>
   <translation>Führe „megadesk verify“ noch einmal aus.</translation>
  </message>
  <message>
   <source>The server does not have the record of {path|a file or folder}.</source>
   <translation>Dem Server fehlt der Eintrag von {path|einer Datei oder einem Ordner}.</translation>
  </message>
  <message>
   <source>This computer has what was signed, and nothing here was changed. A new device could not sign in: ask the server's administrator to restore the server from a backup.</source>
   <translation>Dieser Computer hat, was unterschrieben wurde, und hier wurde nichts geändert. Ein neues Gerät könnte sich nicht anmelden: Bitte den Betreiber, den Server aus einer Sicherung wiederherzustellen.</translation>
  </message>
  <message>
   <source>The server has another record of {path|a file or folder} than the one that was signed.</source>
   <translation>Der Server hat einen anderen Eintrag von {path|einer Datei oder einem Ordner} als den, der unterschrieben wurde.</translation>
  </message>
  <message>
   <source>The server shows a record that nobody signed.</source>
   <translation>Der Server zeigt einen Eintrag, den niemand unterschrieben hat.</translation>
  </message>
  <message>
   <source>Some of the server's records are not those that were signed.</source>
   <translation>Einige Einträge auf dem Server sind nicht die, die unterschrieben wurden.</translation>
  </message>
  <message>
   <source>What this computer has stored of {path|a file or folder} is not what was verified.</source>
   <translation>Was dieser Computer von {path|einer Datei oder einem Ordner} gespeichert hat, ist nicht das, was geprüft wurde.</translation>
  </message>
  <message>
   <source>Check this computer's disk. “megadesk verify --heal” downloads and verifies it again.</source>
   <translation>Prüfe den Datenträger dieses Computers. „megadesk verify --heal“ lädt alles neu und prüft es.</translation>
  </message>
  <message>
   <source>Something that this computer had stored of your files and folders is lost or changed.</source>
   <translation>Etwas, das dieser Computer von deinen Dateien und Ordnern gespeichert hatte, ist verloren oder verändert.</translation>
  </message>
  <message>
   <source>The history that this computer has stored is not the one that was verified.</source>
   <translation>Der Verlauf, den dieser Computer gespeichert hat, ist nicht der, der geprüft wurde.</translation>
  </message>
  <message numerus="yes">
   <source>{path|A file}: {blocks} blocks are missing on the server.</source>
   <extracomment>for one: {path|A file}: {blocks} block is missing on the server.</extracomment>
   <translation>
    <numerusform>{path|Eine Datei}: {blocks} Block fehlt auf dem Server.</numerusform>
    <numerusform>{path|Eine Datei}: {blocks} Blöcke fehlen auf dem Server.</numerusform>
   </translation>
  </message>
  <message>
   <source>A device that still has the file can offer it again: “megadesk verify --content --heal”. An older version may be whole, too.</source>
   <translation>Ein Gerät, das die Datei noch hat, kann sie neu anbieten: „megadesk verify --content --heal“. Auch eine ältere Version kann noch heil sein.</translation>
  </message>
  <message numerus="yes">
   <source>{path|A file}: {blocks} blocks are damaged on the server.</source>
   <extracomment>for one: {path|A file}: {blocks} block is damaged on the server.</extracomment>
   <translation>
    <numerusform>{path|Eine Datei}: {blocks} Block ist auf dem Server beschädigt.</numerusform>
    <numerusform>{path|Eine Datei}: {blocks} Blöcke sind auf dem Server beschädigt.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{path|A file}: {blocks} blocks are not what its record says.</source>
   <extracomment>for one: {path|A file}: {blocks} block is not what its record says.</extracomment>
   <translation>
    <numerusform>{path|Eine Datei}: {blocks} Block ist nicht, was ihr Eintrag sagt.</numerusform>
    <numerusform>{path|Eine Datei}: {blocks} Blöcke sind nicht, was ihr Eintrag sagt.</numerusform>
   </translation>
  </message>
  <message>
   <source>The device that saved it made a mistake, or its account was misused. Save the file there again.</source>
   <translation>Das Gerät, das sie gespeichert hat, hat einen Fehler gemacht, oder das Konto wurde missbraucht. Speichere die Datei dort noch einmal.</translation>
  </message>
  <message>
   <source>{path|A file}: the list of its blocks is missing on the server.</source>
   <translation>{path|Eine Datei}: Die Liste ihrer Blöcke fehlt auf dem Server.</translation>
  </message>
  <message>
   <source>{path|A file}: the list of its blocks is damaged on the server.</source>
   <translation>{path|Eine Datei}: Die Liste ihrer Blöcke ist auf dem Server beschädigt.</translation>
  </message>
  <message>
   <source>{path|A file}: its blocks do not give the file that its record names.</source>
   <translation>{path|Eine Datei}: Ihre Blöcke ergeben nicht die Datei, die ihr Eintrag nennt.</translation>
  </message>
  <message>
   <source>{path|A file} on this computer holds other bytes than its record says, and nothing shows that somebody changed it.</source>
   <translation>{path|Eine Datei} enthält auf diesem Computer andere Daten, als ihr Eintrag sagt, und nichts deutet darauf hin, dass jemand sie geändert hat.</translation>
  </message>
  <message>
   <source>Check this computer's disk. “megadesk get” downloads what the cloud has, to compare.</source>
   <translation>Prüfe den Datenträger dieses Computers. „megadesk get“ lädt zum Vergleich, was in der Cloud ist.</translation>
  </message>
  <message>
   <source>: {detail}</source>
   <translation>: {detail}</translation>
  </message>
  <message>
   <source>: {bare_detail}</source>
   <translation>: {bare_detail}</translation>
  </message>
  <message>
   <source> with the code “{server_code}”</source>
   <translation> mit dem Code „{server_code}“</translation>
  </message>
  <message>
   <source>: “{pair}”</source>
   <translation>: „{pair}“</translation>
  </message>
  <message>
   <source>: “{id}”</source>
   <translation>: „{id}“</translation>
  </message>
  <message>
   <source>; the oldest it keeps is of {oldest}</source>
   <translation>; der älteste, den er aufbewahrt, ist von {oldest}</translation>
  </message>
  <message>
   <source> as {email}</source>
   <translation> als {email}</translation>
  </message>
  <message>
   <source> on this computer</source>
   <translation> auf diesem Computer</translation>
  </message>
  <message>
   <source> in the cloud</source>
   <translation> in der Cloud</translation>
  </message>
  <message>
   <source>, and their names now end in “{ending}”, for example “{name}”</source>
   <translation>, und ihre Namen enden jetzt auf „{ending}“, zum Beispiel „{name}“</translation>
  </message>
  <message>
   <source>, and their names now end in “{ending}”</source>
   <translation>, und ihre Namen enden jetzt auf „{ending}“</translation>
  </message>
  <message numerus="yes">
   <source>{uploaded} of them are already uploaded; the rest waits</source>
   <extracomment>for one: {uploaded} of them is already uploaded; the rest waits</extracomment>
   <translation>
    <numerusform>{uploaded} davon ist schon hochgeladen; der Rest wartet</numerusform>
    <numerusform>{uploaded} davon sind schon hochgeladen; der Rest wartet</numerusform>
   </translation>
  </message>
  <message>
   <source>, and “{rewind}” the rest, as it was before it started</source>
   <translation>, und „{rewind}“ den Rest, wie er war, bevor es begann</translation>
  </message>
  <message>
   <source> (version {version}, last synced {when})</source>
   <translation> (Version {version}, zuletzt synchronisiert {when})</translation>
  </message>
  <message>
   <source> (version {version})</source>
   <translation> (Version {version})</translation>
  </message>
  <message numerus="yes">
   <source> behind {ahead} other files</source>
   <extracomment>for one:  behind {ahead} other file</extracomment>
   <translation>
    <numerusform> hinter {ahead} anderen Datei</numerusform>
    <numerusform>hinter {ahead} anderen Dateien</numerusform>
   </translation>
  </message>
  <message>
   <source> ({percent} %)</source>
   <translation> ({percent} %)</translation>
  </message>
  <message>
   <source> at {when}</source>
   <translation> um {when}</translation>
  </message>
  <message>
   <source> until {until}</source>
   <translation> bis {until}</translation>
  </message>
  <message>
   <source>: “{rule}”</source>
   <translation>: „{rule}“</translation>
  </message>
  <message>
   <source>; those are {roots}</source>
   <translation>; das sind {roots}</translation>
  </message>
  <message>
   <source>; checked: the cloud and the synced folders {roots}</source>
   <translation>; geprüft: die Cloud und die synchronisierten Ordner {roots}</translation>
  </message>
  <message numerus="yes">
   <source>{in_step} files synced</source>
   <extracomment>for one: {in_step} file synced</extracomment>
   <translation>
    <numerusform>{in_step} Datei synchronisiert</numerusform>
    <numerusform>{in_step} Dateien synchronisiert</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>, {asked} to decide</source>
   <extracomment>for one: , {asked} to decide</extracomment>
   <translation>
    <numerusform>, {asked} zu entscheiden</numerusform>
    <numerusform>, {asked} zu entscheiden</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>, {failed} failed</source>
   <extracomment>for one: , {failed} failed</extracomment>
   <translation>
    <numerusform>, {failed} fehlgeschlagen</numerusform>
    <numerusform>, {failed} fehlgeschlagen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>, {held} cannot sync</source>
   <extracomment>for one: , {held} cannot sync</extracomment>
   <translation>
    <numerusform>, {held} blockiert</numerusform>
    <numerusform>, {held} blockiert</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>, {waiting} waiting</source>
   <extracomment>for one: , {waiting} waiting</extracomment>
   <translation>
    <numerusform>, {waiting} wartet</numerusform>
    <numerusform>, {waiting} warten</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>, {skipped} skipped</source>
   <extracomment>for one: , {skipped} skipped</extracomment>
   <translation>
    <numerusform>, {skipped} ausgelassen</numerusform>
    <numerusform>, {skipped} ausgelassen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>, {ignored} ignored</source>
   <extracomment>for one: , {ignored} ignored</extracomment>
   <translation>
    <numerusform>, {ignored} ausgeschlossen</numerusform>
    <numerusform>, {ignored} ausgeschlossen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source> {pending} changes</source>
   <extracomment>for one:  {pending} change</extracomment>
   <translation>
    <numerusform> {pending} Änderung</numerusform>
    <numerusform>{pending} Änderungen</numerusform>
   </translation>
  </message>
  <message>
   <source>, {speed_bytes}/s</source>
   <translation>, {speed_bytes}/s</translation>
  </message>
  <message>
   <source>, {left_s} left</source>
   <translation>, noch {left_s}</translation>
  </message>
  <message numerus="yes">
   <source>; {held} issues, each with a reason</source>
   <extracomment>for one: ; {held} issue, each with a reason</extracomment>
   <translation>
    <numerusform>; {held} Problem mit einem Grund</numerusform>
    <numerusform>; {held} Probleme, jedes mit einem Grund</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{size} bytes</source>
   <extracomment>for one: {size} byte</extracomment>
   <translation>
    <numerusform>{size} Byte</numerusform>
    <numerusform>{size} Bytes</numerusform>
   </translation>
  </message>
  <message>
   <source>{size} KiB</source>
   <translation>{size} KiB</translation>
  </message>
  <message>
   <source>{size} MiB</source>
   <translation>{size} MiB</translation>
  </message>
  <message>
   <source>{size} GiB</source>
   <translation>{size} GiB</translation>
  </message>
  <message>
   <source>{size} TiB</source>
   <translation>{size} TiB</translation>
  </message>
  <message numerus="yes">
   <source>{time} seconds</source>
   <extracomment>for one: {time} second</extracomment>
   <translation>
    <numerusform>{time} Sekunde</numerusform>
    <numerusform>{time} Sekunden</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{time} minutes</source>
   <extracomment>for one: {time} minute</extracomment>
   <translation>
    <numerusform>{time} Minute</numerusform>
    <numerusform>{time} Minuten</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{time} hours</source>
   <extracomment>for one: {time} hour</extracomment>
   <translation>
    <numerusform>{time} Stunde</numerusform>
    <numerusform>{time} Stunden</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{time} days</source>
   <extracomment>for one: {time} day</extracomment>
   <translation>
    <numerusform>{time} Tag</numerusform>
    <numerusform>{time} Tage</numerusform>
   </translation>
  </message>
 </context>
</TS>
