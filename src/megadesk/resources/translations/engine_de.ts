<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>megadesk</name>
  <message>
   <source>{path|Something} is held back with the code “{code}”.</source>
   <translation>{path|Etwas} wird mit dem Code „{code}“ zurückgehalten.</translation>
  </message>
  <message>
   <source>The log says more: run “megadesk logs”.</source>
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
   <source>Nothing to do: it is tried again by itself.</source>
   <translation>Nichts zu tun: Es wird von selbst noch einmal versucht.</translation>
  </message>
  <message>
   <source>The server {server|of this account} cannot be reached.</source>
   <translation>Der Server {server|dieses Kontos} ist nicht erreichbar.</translation>
  </message>
  <message>
   <source>Check the connection and the address; what waits is sent once the server answers.</source>
   <translation>Prüfe die Verbindung und die Adresse; was wartet, wird gesendet, sobald der Server antwortet.</translation>
  </message>
  <message>
   <source>The server {server|of this account} answers with the error {status|it has}.</source>
   <translation>Der Server {server|dieses Kontos} antwortet mit dem Fehler {status|den er hat}.</translation>
  </message>
  <message>
   <source>Nothing to do, it is tried again. If it stays so, whoever runs the server finds more in its log.</source>
   <translation>Nichts zu tun, es wird noch einmal versucht. Bleibt es so, findet der Betreiber des Servers mehr in dessen Protokoll.</translation>
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
   <source>Ask whoever runs it whether it was renewed. “megadesk probe {server|URL}” shows it, and what trusts it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something answers at {server|this address}, but it is no megadesk server.</source>
   <translation>Unter {server|dieser Adresse} antwortet etwas, aber es ist kein megadesk-Server.</translation>
  </message>
  <message>
   <source>Check the address: https://, the name, and the port if there is one.</source>
   <translation>Prüfe die Adresse: https://, der Name und, wenn es einen gibt, der Port.</translation>
  </message>
  <message>
   <source>The proxy that is set cannot be reached, or lets nothing through to {server|the server}.</source>
   <translation>Der eingestellte Proxy ist nicht erreichbar oder lässt nichts durch zu {server|dem Server}.</translation>
  </message>
  <message>
   <source>“megadesk config list” shows what is set; “megadesk config set proxy none” does without.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server asks for patience.</source>
   <translation>Der Server bittet um Geduld.</translation>
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
   <source>No engine runs for this profile.</source>
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
   <source>Run the command again; what was done is kept. “megadesk logs” says why it ended.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The engine ended before this was done.</source>
   <translation>Das Programm im Hintergrund endete, bevor dies erledigt war.</translation>
  </message>
  <message>
   <source>It goes on with the next engine: “megadesk errands watch {errand}” starts one and shows how far it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>An engine of an older version still runs.</source>
   <translation>Ein Programm einer älteren Version läuft noch im Hintergrund.</translation>
  </message>
  <message>
   <source>End it, then run the command again. The new engine goes on where it stopped.</source>
   <translation>Beende es und rufe den Befehl noch einmal auf. Das neue macht dort weiter, wo das alte aufgehört hat.</translation>
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
   <source>It was not done in time; the work goes on.</source>
   <translation>Es war nicht rechtzeitig fertig; die Arbeit geht weiter.</translation>
  </message>
  <message>
   <source>Wait longer, or look at “megadesk status”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|A file} is being changed or is held by another program.</source>
   <translation>{path|Eine Datei} wird gerade geändert oder von einem anderen Programm festgehalten.</translation>
  </message>
  <message>
   <source>This folder is still busy{pair_of}. Nothing was changed.</source>
   <translation>Dieser Ordner ist noch beschäftigt{pair_of}. Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>{path|What was fetched} is not what was fetched any more.</source>
   <translation>{path|Was geholt wurde} ist nicht mehr, was geholt wurde.</translation>
  </message>
  <message>
   <source>Nothing to do: it is fetched anew.</source>
   <translation>Nichts zu tun: Es wird neu geholt.</translation>
  </message>
  <message>
   <source>The server lost what was uploaded before it was recorded.</source>
   <translation>Der Server hat verloren, was hochgeladen wurde, bevor es verzeichnet war.</translation>
  </message>
  <message>
   <source>It is uploaded again; there is nothing to do.</source>
   <translation>Es wird noch einmal hochgeladen; es gibt nichts zu tun.</translation>
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
   <source>It waits until there is room again.</source>
   <translation>Es wartet, bis wieder Platz ist.</translation>
  </message>
  <message>
   <source>It goes on by itself.</source>
   <translation>Es geht von selbst weiter.</translation>
  </message>
  <message>
   <source>The disk of the server is full, so nothing new can be stored on it.</source>
   <translation>Die Festplatte des Servers ist voll, deshalb kann dort nichts Neues gespeichert werden.</translation>
  </message>
  <message>
   <source>Ask whoever runs the server to make room. It goes on by itself.</source>
   <translation>Bitte den Betreiber des Servers, Platz zu schaffen. Es geht von selbst weiter.</translation>
  </message>
  <message>
   <source>The disk is full; {path|what was there} is untouched.</source>
   <translation>Die Festplatte ist voll; {path|was da war,} ist unberührt.</translation>
  </message>
  <message>
   <source>Make room on the disk. It goes on by itself.</source>
   <translation>Schaffe Platz auf der Festplatte. Es geht von selbst weiter.</translation>
  </message>
  <message>
   <source>The storage of this account is used up, so {path|what is new} is not uploaded.</source>
   <translation>Der Speicher dieses Kontos ist aufgebraucht, deshalb wird {path|Neues} nicht hochgeladen.</translation>
  </message>
  <message>
   <source>Delete something for good, or ask for more storage. It goes on by itself.</source>
   <translation>Lösche etwas endgültig oder bitte um mehr Speicher. Es geht von selbst weiter.</translation>
  </message>
  <message>
   <source>A decision is needed from you.</source>
   <translation>Deine Entscheidung wird gebraucht.</translation>
  </message>
  <message>
   <source>“megadesk status” shows what for.</source>
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
   <source>Give the password once: “megadesk unlock”.</source>
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
   <source>These do not fit together; for safety the server does not say which part is wrong.</source>
   <translation>Diese Angaben passen nicht zusammen; zur Sicherheit sagt der Server nicht, welche davon falsch ist.</translation>
  </message>
  <message>
   <source>Check the e-mail address, the password or recovery key, and the code.</source>
   <translation>Prüfe die E-Mail-Adresse, das Passwort oder den Wiederherstellungsschlüssel und den Code.</translation>
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
   <source>Go on: “megadesk sync resume {pair|ID}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything is paused{until_of}, so nothing is synced.</source>
   <translation>Alles ist angehalten{until_of}, deshalb wird nichts synchronisiert.</translation>
  </message>
  <message>
   <source>Go on: “megadesk resume”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is more to back up{pair_of}, and the backup is paused.</source>
   <translation>Es gibt noch mehr zu sichern{pair_of}, und die Sicherung ist angehalten.</translation>
  </message>
  <message>
   <source>Go on: “megadesk backup resume {pair|ID}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A safety check has stopped the sync until you decide.</source>
   <translation>Eine Sicherheitsprüfung hat das Synchronisieren angehalten, bis du entscheidest.</translation>
  </message>
  <message>
   <source>The server shows an older state than this computer has already verified. The sync is stopped.</source>
   <translation>Der Server zeigt einen älteren Stand, als dieser Computer schon geprüft hat. Das Synchronisieren ist angehalten.</translation>
  </message>
  <message>
   <source>Ask whoever runs the server whether it was restored from a backup. If there is a good reason, “megadesk space accept-fork” goes on and keeps both sides' files. Nothing on this computer was changed because of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server shows another history than the one this computer has verified. The sync is stopped.</source>
   <translation>Der Server zeigt eine andere Geschichte als die, die dieser Computer geprüft hat. Das Synchronisieren ist angehalten.</translation>
  </message>
  <message>
   <source>Ask whoever runs the server what happened. If there is a good reason, “megadesk space accept-fork” goes on and keeps both sides' files. Nothing on this computer was changed because of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A public key is not the one this computer knows. The sync is stopped.</source>
   <translation>Ein öffentlicher Schlüssel ist nicht der, den dieser Computer kennt. Das Synchronisieren ist angehalten.</translation>
  </message>
  <message>
   <source>Do not go on before you know why: somebody may stand between you and the server. Nothing on this computer was changed because of it.</source>
   <translation>Mach nicht weiter, bevor du weißt, warum: Jemand könnte zwischen dir und dem Server stehen. Auf diesem Computer wurde deswegen nichts geändert.</translation>
  </message>
  <message>
   <source>It cannot be done{detail_of}.</source>
   <translation>Das geht nicht{detail_of}.</translation>
  </message>
  <message>
   <source>“megadesk --help” shows what can.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The history of this account is the one this computer has verified; there is nothing to accept.</source>
   <translation>Die Geschichte dieses Kontos ist die, die dieser Computer geprüft hat; es gibt nichts zu bestätigen.</translation>
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
   <source>“{value|This}” is no proxy.</source>
   <translation>„{value|Das}“ ist kein Proxy.</translation>
  </message>
  <message>
   <source>Write system, none, or an address as http://proxy.example:3128; name and password are settings of their own.</source>
   <translation>Schreibe system, none oder eine Adresse wie http://proxy.example:3128; Name und Passwort sind eigene Einstellungen.</translation>
  </message>
  <message>
   <source>{path|This} is no file of certificates that can be read.</source>
   <translation>{path|Das} ist keine lesbare Datei mit Zertifikaten.</translation>
  </message>
  <message>
   <source>Name a PEM file, or nothing to believe those of the system.</source>
   <translation>Nenne eine PEM-Datei, oder nichts, um denen des Systems zu glauben.</translation>
  </message>
  <message>
   <source>The report cannot be written to {path|this file}.</source>
   <translation>Der Bericht kann nicht in {path|diese Datei} geschrieben werden.</translation>
  </message>
  <message>
   <source>Name a file that is not there yet, in a folder that is.</source>
   <translation>Nenne eine Datei, die es noch nicht gibt, in einem Ordner, den es gibt.</translation>
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
   <source>Here the system alone decides what starts at login.</source>
   <translation>Hier entscheidet allein das System, was beim Anmelden startet.</translation>
  </message>
  <message>
   <source>Look in its settings, at the programs that may start by themselves.</source>
   <translation>Sieh in dessen Einstellungen nach, bei den Programmen, die von selbst starten dürfen.</translation>
  </message>
  <message>
   <source>“{value|This}” is nothing that {setting|it} can be.</source>
   <translation>„{value|Das}“ ist nichts, was {setting|sie} sein kann.</translation>
  </message>
  <message>
   <source>“megadesk config list” shows what can.</source>
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
   <translation>Nenne einen; „.“ ist der Ordner, in dem du bist.</translation>
  </message>
  <message>
   <source>“{value|This}” is not a place in the cloud.</source>
   <translation>„{value|Das}“ ist kein Ort in der Cloud.</translation>
  </message>
  <message>
   <source>Write it from the drive's root, as in /Photos/2026.</source>
   <translation>Schreibe ihn von ganz oben, wie in /Fotos/2026.</translation>
  </message>
  <message>
   <source>“{value|This}” is the top of everything; this works on what is in it.</source>
   <translation>„{value|Das}“ ist ganz oben; dies geht nur mit etwas, das darin liegt.</translation>
  </message>
  <message>
   <source>Name something inside it.</source>
   <translation>Nenne etwas darin.</translation>
  </message>
  <message>
   <source>“{value|This}” is not in the drive.</source>
   <translation>„{value|Das}“ liegt nicht in der Cloud-Ablage.</translation>
  </message>
  <message>
   <source>Name a place below /.</source>
   <translation>Nenne einen Ort unterhalb von /.</translation>
  </message>
  <message>
   <source>“{value|This}” is in a backup; nothing but the backing up itself changes what is there.</source>
   <translation>„{value|Das}“ liegt in einer Sicherung; nur das Sichern selbst ändert, was dort liegt.</translation>
  </message>
  <message>
   <source>Copy it out with “megadesk get”, or let the backup go with “megadesk backup stop”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no time for a pause.</source>
   <translation>„{value|Das}“ ist keine Dauer für eine Pause.</translation>
  </message>
  <message>
   <source>Write 10m, 1h or 2d: at least a minute, at most 366 days; without a time it lasts until “megadesk resume”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no interval for a backup.</source>
   <translation>„{value|Das}“ ist kein Abstand für eine Sicherung.</translation>
  </message>
  <message>
   <source>Write 30m, 6h, 2d, daily or weekly: at least 5 minutes, at most 366 days.</source>
   <translation>Schreibe 30m, 6h, 2d, daily oder weekly: mindestens 5 Minuten, höchstens 366 Tage.</translation>
  </message>
  <message>
   <source>“{value|This}” fits several backups.</source>
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
   <source>Let it go on first: “megadesk backup resume”.</source>
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
   <source>“{value|This}” is no backup.</source>
   <translation>„{value|Das}“ ist keine Sicherung.</translation>
  </message>
  <message>
   <source>Write DEVICE/NAME, as “megadesk ls backups:/” and “megadesk backup list” show it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|The folder} is empty: taken over from there, all of the backup would look removed.</source>
   <translation>{path|Der Ordner} ist leer: Würde von dort weiter gesichert, sähe alles wie gelöscht aus.</translation>
  </message>
  <message>
   <source>Bring the files back first with “megadesk get -r”, then take the backup over.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is not a folder of the drive.</source>
   <translation>„{value|Das}“ ist kein Ordner der Cloud-Ablage.</translation>
  </message>
  <message>
   <source>Name a folder below /, as in /Photos; it is made if it is missing.</source>
   <translation>Nenne einen Ordner unterhalb von /, wie in /Fotos; er wird angelegt, wenn er fehlt.</translation>
  </message>
  <message>
   <source>“{value|That}” is no choice for symbolic links.</source>
   <translation>„{value|Das}“ ist keine Wahl für symbolische Links.</translation>
  </message>
  <message>
   <source>Use skip or keep.</source>
   <translation>Verwende skip oder keep.</translation>
  </message>
  <message>
   <source>Transfers are not sorted by “{value|that}”.</source>
   <translation>Übertragungen werden nicht nach „{value|so etwas}“ sortiert.</translation>
  </message>
  <message>
   <source>Use name or size.</source>
   <translation>Verwende name oder size.</translation>
  </message>
  <message>
   <source>“{value|That}” is no direction.</source>
   <translation>„{value|Das}“ ist keine Richtung.</translation>
  </message>
  <message>
   <source>Use both, up (to the cloud) or down (to here).</source>
   <translation>Verwende both, up (in die Cloud) oder down (hierher).</translation>
  </message>
  <message>
   <source>“{value|This}” is no rule.</source>
   <translation>„{value|Das}“ ist keine Regel.</translation>
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
   <source>Mend it, or move it away, and try again.</source>
   <translation>Bringe sie in Ordnung oder verschiebe sie und versuche es noch einmal.</translation>
  </message>
  <message>
   <source>{path|This} is not a folder that can be synced.</source>
   <translation>{path|Das} ist kein Ordner, der synchronisiert werden kann.</translation>
  </message>
  <message>
   <source>Name a folder on this computer; the folder above it must be there.</source>
   <translation>Nenne einen Ordner auf diesem Computer; der Ordner darüber muss da sein.</translation>
  </message>
  <message>
   <source>{path|This} holds the whole system or the whole home folder.</source>
   <translation>{path|Das} enthält das ganze System oder den ganzen Benutzerordner.</translation>
  </message>
  <message>
   <source>Name a folder inside it.</source>
   <translation>Nenne einen Ordner darin.</translation>
  </message>
  <message>
   <source>{path|This} and the folder in which megadesk keeps its own state lie inside each other.</source>
   <translation>{path|Das} und der Ordner, in dem megadesk seinen eigenen Zustand aufbewahrt, liegen ineinander.</translation>
  </message>
  <message>
   <source>Name another folder.</source>
   <translation>Nenne einen anderen Ordner.</translation>
  </message>
  <message>
   <source>“{value|This}” cannot be the name of a pair.</source>
   <translation>„{value|Das}“ kann nicht der Name eines Ordnerpaars sein.</translation>
  </message>
  <message>
   <source>Take one line of text that can be read and typed, of at most 100 characters.</source>
   <translation>Nimm eine Zeile Text, die man lesen und tippen kann, mit höchstens 100 Zeichen.</translation>
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
   <source>Name a folder that is there.</source>
   <translation>Nenne einen Ordner, den es gibt.</translation>
  </message>
  <message>
   <source>“{value|A folder}” cannot be moved into itself.</source>
   <translation>„{value|Ein Ordner}“ kann nicht in sich selbst verschoben werden.</translation>
  </message>
  <message>
   <source>Name another place.</source>
   <translation>Nenne einen anderen Ort.</translation>
  </message>
  <message>
   <source>“{value|This}” fits several pairs.</source>
   <translation>„{value|Das}“ passt auf mehrere Ordnerpaare.</translation>
  </message>
  <message>
   <source>Use the id, as in “megadesk sync list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” fits several issues.</source>
   <translation>„{value|Das}“ passt auf mehrere Probleme.</translation>
  </message>
  <message>
   <source>Type more digits of the id.</source>
   <translation>Gib mehr Stellen der Kennung ein.</translation>
  </message>
  <message>
   <source>It is not said what is to be done, or about which issue.</source>
   <translation>Es ist nicht gesagt, was getan werden soll oder zu welchem Problem.</translation>
  </message>
  <message>
   <source>Name one issue, or “--all”; and one of “--keep”, “--approve”, “--restore”, “--locate”, “--retry”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no kind of issue called “{value|so}”.</source>
   <translation>Es gibt keine Art von Problem, die „{value|so}“ heißt.</translation>
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
   <translation>Das ist keine Antwort auf ein Problem der Art „{code|dieser Art}“.</translation>
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
   <translation>Nenne ein Problem mit seiner Kennung.</translation>
  </message>
  <message>
   <source>{path|This} is not the folder that was synced as {pair|this pair}: its marker is missing or another one.</source>
   <translation>{path|Das} ist nicht der Ordner, der als {pair|dieses Paar} synchronisiert wurde: Seine Kennzeichnung fehlt oder ist eine andere.</translation>
  </message>
  <message>
   <source>Name the right folder. To go on with this one, add “--relink”: what is here and in the cloud is joined.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” fits several sessions.</source>
   <translation>„{value|Das}“ passt auf mehrere Sitzungen.</translation>
  </message>
  <message>
   <source>“{value|This}” fits several entries.</source>
   <translation>„{value|Das}“ passt auf mehrere Einträge.</translation>
  </message>
  <message>
   <source>Type more of the id.</source>
   <translation>Gib mehr von der Kennung ein.</translation>
  </message>
  <message>
   <source>Nothing was named.</source>
   <translation>Es wurde nichts genannt.</translation>
  </message>
  <message>
   <source>Name an entry by its id, as in “megadesk bin list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only one entry can be put to another place at a time.</source>
   <translation>Nur ein Eintrag auf einmal kann an einen anderen Ort zurückgelegt werden.</translation>
  </message>
  <message>
   <source>Name one of them.</source>
   <translation>Nenne einen davon.</translation>
  </message>
  <message>
   <source>{path|That} is not in the synced folder {folder|it came from}.</source>
   <translation>{path|Das} liegt nicht in dem synchronisierten Ordner {folder|aus dem es kam}.</translation>
  </message>
  <message>
   <source>Name a place in that folder; from there it can be moved anywhere.</source>
   <translation>Nenne einen Ort in diesem Ordner; von dort kann es überallhin verschoben werden.</translation>
  </message>
  <message>
   <source>“{value|This}” are no days of the week.</source>
   <translation>„{value|Das}“ sind keine Wochentage.</translation>
  </message>
  <message>
   <source>Use mon, tue, wed, thu, fri, sat and sun.</source>
   <translation>Verwende mon, tue, wed, thu, fri, sat und sun.</translation>
  </message>
  <message>
   <source>“{value|This}” is no time of day.</source>
   <translation>„{value|Das}“ ist keine Uhrzeit.</translation>
  </message>
  <message>
   <source>Write it as 08:00.</source>
   <translation>Schreibe sie als 08:00.</translation>
  </message>
  <message>
   <source>“{value|This}” is no limit.</source>
   <translation>„{value|Das}“ ist keine Grenze.</translation>
  </message>
  <message>
   <source>Give it in KiB a second, or none.</source>
   <translation>Gib sie in KiB pro Sekunde an, oder keine.</translation>
  </message>
  <message>
   <source>{value|This} is too low for a limit: no large file would ever get through.</source>
   <translation>{value|Das} ist als Grenze zu niedrig: Keine große Datei käme je durch.</translation>
  </message>
  <message>
   <source>Give {least|more} KiB a second or more, or none.</source>
   <translation>Gib {least|mehr} KiB pro Sekunde oder mehr an, oder keine.</translation>
  </message>
  <message>
   <source>{value|This} is more than any line carries.</source>
   <translation>{value|Das} ist mehr, als irgendeine Leitung schafft.</translation>
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
   <source>{path|This transfer} is not in line yet, so it cannot go up or down by one.</source>
   <translation>{path|Diese Übertragung} steht noch nicht in der Reihe, deshalb kann sie nicht um eins hinauf oder hinunter.</translation>
  </message>
  <message>
   <source>Put it on top, at the bottom, or after another one.</source>
   <translation>Setze sie ganz nach oben, ganz nach unten oder hinter eine andere.</translation>
  </message>
  <message>
   <source>“{value|This}” fits several transfers.</source>
   <translation>„{value|Das}“ passt auf mehrere Übertragungen.</translation>
  </message>
  <message>
   <source>Type more of the id; with “--json” the list has all of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The transfer {value|named} is over.</source>
   <translation>Die Übertragung {value|die genannt wurde} ist vorbei.</translation>
  </message>
  <message>
   <source>One that failed can be tried again: “megadesk transfers retry {value|ID}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>An upload has no place behind a download, nor the other way round.</source>
   <translation>Ein Hochladen hat keinen Platz hinter einem Herunterladen, und umgekehrt.</translation>
  </message>
  <message>
   <source>Name one that goes the same way; “megadesk transfers list --direction up” shows uploads only.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is nothing that can be done with transfers.</source>
   <translation>„{value|Das}“ ist nichts, was man mit Übertragungen tun kann.</translation>
  </message>
  <message>
   <source>Name some by their ids, or all of them; see “megadesk transfers --help”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no state of a transfer.</source>
   <translation>„{value|Das}“ ist kein Zustand einer Übertragung.</translation>
  </message>
  <message>
   <source>See “megadesk transfers list --help”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no kind of file.</source>
   <translation>„{value|Das}“ ist keine Art von Datei.</translation>
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
   <translation>Verlange weniger und danach die nächsten.</translation>
  </message>
  <message>
   <source>“{value|This}” is further than any list goes.</source>
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
   <source>“{value|That}” is no number of days.</source>
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
   <translation>Es wurde nichts zum Hochladen genannt.</translation>
  </message>
  <message>
   <source>Name a file or a folder.</source>
   <translation>Nenne eine Datei oder einen Ordner.</translation>
  </message>
  <message>
   <source>Nothing was named to be downloaded.</source>
   <translation>Es wurde nichts zum Herunterladen genannt.</translation>
  </message>
  <message>
   <source>Name a place in the cloud.</source>
   <translation>Nenne einen Ort in der Cloud.</translation>
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
   <source>{path|This} is a symbolic link; it was left out.</source>
   <translation>{path|Das} ist ein symbolischer Link; er wurde ausgelassen.</translation>
  </message>
  <message>
   <source>“megadesk cat” shows its target; a synced folder can keep links (“megadesk sync symlinks {pair|ID} keep”).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is a symbolic link; links are not followed.</source>
   <translation>{path|Das} ist ein symbolischer Link; Links wird nicht gefolgt.</translation>
  </message>
  <message>
   <source>Name the file itself.</source>
   <translation>Nenne die Datei selbst.</translation>
  </message>
  <message>
   <source>{path|This} cannot be read.</source>
   <translation>{path|Das} kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>Give yourself the right to read it.</source>
   <translation>Gib dir das Recht, es zu lesen.</translation>
  </message>
  <message>
   <source>Add “-r” to download it with everything below.</source>
   <translation>Füge „-r“ hinzu, um es mit allem darunter herunterzuladen.</translation>
  </message>
  <message>
   <source>Name a file in it.</source>
   <translation>Nenne eine Datei darin.</translation>
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
   <translation>Es wurde nichts genannt, wonach gesucht werden soll.</translation>
  </message>
  <message>
   <source>Give a part of a name, or a pattern like *.jpg.</source>
   <translation>Gib einen Teil eines Namens an oder ein Muster wie *.jpg.</translation>
  </message>
  <message>
   <source>This range of bytes does not fit.</source>
   <translation>Dieser Bereich von Bytes passt nicht.</translation>
  </message>
  <message>
   <source>Write it A-B or A-, counted from 0.</source>
   <translation>Schreibe ihn als A-B oder A-, von 0 an gezählt.</translation>
  </message>
  <message>
   <source>“{value|This}” is no answer for a taken name.</source>
   <translation>„{value|Das}“ ist keine Antwort auf einen vergebenen Namen.</translation>
  </message>
  <message>
   <source>Use ask, replace, rename, skip, merge or fail.</source>
   <translation>Verwende ask, replace, rename, skip, merge oder fail.</translation>
  </message>
  <message>
   <source>“{value|This}” is no answer for a folder.</source>
   <translation>„{value|Das}“ ist keine Antwort für einen Ordner.</translation>
  </message>
  <message>
   <source>Use ask, merge, rename or skip.</source>
   <translation>Verwende ask, merge, rename oder skip.</translation>
  </message>
  <message>
   <source>“{value|This}” fits several uploads or downloads.</source>
   <translation>„{value|Das}“ passt auf mehrere Übertragungen von Hand.</translation>
  </message>
  <message>
   <source>There is no kind of question called “{value|so}”.</source>
   <translation>Es gibt keine Art von Frage, die „{value|so}“ heißt.</translation>
  </message>
  <message>
   <source>Use file, folder or mixed.</source>
   <translation>Verwende file, folder oder mixed.</translation>
  </message>
  <message>
   <source>“{value|This}” is no answer.</source>
   <translation>„{value|Das}“ ist keine Antwort.</translation>
  </message>
  <message>
   <source>Use replace, rename, skip or merge.</source>
   <translation>Verwende replace, rename, skip oder merge.</translation>
  </message>
  <message>
   <source>Nothing is asked there any more.</source>
   <translation>Dort wird nichts mehr gefragt.</translation>
  </message>
  <message>
   <source>See “megadesk errands list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no answer where a file would take the place of a file.</source>
   <translation>„{value|Das}“ ist keine Antwort, wo eine Datei den Platz einer Datei einnähme.</translation>
  </message>
  <message>
   <source>Use replace, rename or skip.</source>
   <translation>Verwende replace, rename oder skip.</translation>
  </message>
  <message>
   <source>“{value|This}” is no answer where a folder is there already.</source>
   <translation>„{value|Das}“ ist keine Antwort, wo schon ein Ordner ist.</translation>
  </message>
  <message>
   <source>Use merge, rename or skip.</source>
   <translation>Verwende merge, rename oder skip.</translation>
  </message>
  <message>
   <source>“{value|This}” is no answer where a file and a folder want one name: neither replaces the other.</source>
   <translation>„{value|Das}“ ist keine Antwort, wo eine Datei und ein Ordner einen Namen wollen: Keins ersetzt das andere.</translation>
  </message>
  <message>
   <source>Use rename or skip.</source>
   <translation>Verwende rename oder skip.</translation>
  </message>
  <message>
   <source>A device cannot have this name.</source>
   <translation>Ein Gerät kann nicht so heißen.</translation>
  </message>
  <message>
   <source>Take one line of text without slashes.</source>
   <translation>Nimm eine Zeile Text ohne Schrägstriche.</translation>
  </message>
  <message>
   <source>“{value|This}” is no key store.</source>
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
   <source>Name a new file in a folder that is there.</source>
   <translation>Nenne eine neue Datei in einem Ordner, den es gibt.</translation>
  </message>
  <message>
   <source>The password is too short.</source>
   <translation>Das Passwort ist zu kurz.</translation>
  </message>
  <message>
   <source>Take one of at least 12 characters.</source>
   <translation>Nimm eines mit mindestens 12 Zeichen.</translation>
  </message>
  <message>
   <source>The password is too long.</source>
   <translation>Das Passwort ist zu lang.</translation>
  </message>
  <message>
   <source>Take one of at most 1,024 bytes.</source>
   <translation>Nimm eines mit höchstens 1.024 Bytes.</translation>
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
   <source>Take another name: no slash, backslash or control character, at most 255 bytes.</source>
   <translation>Nimm einen anderen Namen: ohne Schrägstrich, umgekehrten Schrägstrich und Steuerzeichen, höchstens 255 Bytes.</translation>
  </message>
  <message>
   <source>{name|The name} is used by megadesk itself at the top of a synced folder.</source>
   <translation>{name|Der Name} wird ganz oben in einem synchronisierten Ordner von megadesk selbst verwendet.</translation>
  </message>
  <message>
   <source>Take another name.</source>
   <translation>Nimm einen anderen Namen.</translation>
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
   <source>{name|A symbolic link} has a target that no link on this system can have.</source>
   <translation>{name|Ein symbolischer Link} hat ein Ziel, das auf diesem System kein Link haben kann.</translation>
  </message>
  <message>
   <source>Make the link anew on the other device.</source>
   <translation>Lege den Link auf dem anderen Gerät neu an.</translation>
  </message>
  <message>
   <source>{name|A name} is longer than 255 bytes.</source>
   <translation>{name|Ein Name} ist länger als 255 Bytes.</translation>
  </message>
  <message>
   <source>Take a shorter name.</source>
   <translation>Nimm einen kürzeren Namen.</translation>
  </message>
  <message>
   <source>{name|A name} is not readable text.</source>
   <translation>{name|Ein Name} ist kein lesbarer Text.</translation>
  </message>
  <message>
   <source>Rename it, and it is synced.</source>
   <translation>Benenne es um, dann wird es synchronisiert.</translation>
  </message>
  <message>
   <source>The path {name|you named} is not readable text.</source>
   <translation>Der Pfad {name|den du genannt hast} ist kein lesbarer Text.</translation>
  </message>
  <message>
   <source>Rename what is not, or name another path.</source>
   <translation>Benenne um, was nicht lesbar ist, oder nenne einen anderen Pfad.</translation>
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
   <source>{name|A name} holds a slash or a backslash.</source>
   <translation>{name|Ein Name} enthält einen Schrägstrich oder umgekehrten Schrägstrich.</translation>
  </message>
  <message>
   <source>Take a name without them.</source>
   <translation>Nimm einen Namen ohne sie.</translation>
  </message>
  <message>
   <source>{name|A name} holds a control character.</source>
   <translation>{name|Ein Name} enthält ein Steuerzeichen.</translation>
  </message>
  <message>
   <source>Take a name without it.</source>
   <translation>Nimm einen Namen ohne dieses.</translation>
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
   <source>There is no issue “{value|of this id}”: it is solved, or it is another one by now.</source>
   <translation>Es gibt kein Problem „{value|mit dieser Kennung}“: Es ist gelöst oder inzwischen ein anderes.</translation>
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
   <source>{path|This} is in no synced folder.</source>
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
   <source>Update megadesk, and start its engine again.</source>
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
   <source>There is no upload or download with the id “{value|you named}”.</source>
   <translation>Es gibt keine Übertragung von Hand mit der Kennung „{value|die du genannt hast}“.</translation>
  </message>
  <message>
   <source>“megadesk errands list --all” shows them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is not asked any more.</source>
   <translation>Danach wird nicht mehr gefragt.</translation>
  </message>
  <message>
   <source>“megadesk errands show ID” shows what is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder {path|above it} is not there.</source>
   <translation>Der Ordner {path|darüber} ist nicht da.</translation>
  </message>
  <message>
   <source>Make it first, or name another.</source>
   <translation>Lege ihn zuerst an oder nenne einen anderen.</translation>
  </message>
  <message>
   <source>{path|Something of that name} is already there.</source>
   <translation>{path|Etwas mit diesem Namen} ist schon da.</translation>
  </message>
  <message>
   <source>Take another name; “put” and “get” can also be told what to do with “--on-conflict”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is an account with this e-mail address already.</source>
   <translation>Es gibt schon ein Konto mit dieser E-Mail-Adresse.</translation>
  </message>
  <message>
   <source>Sign in to it: “megadesk login”.</source>
   <translation type="unfinished" />
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
   <source>{path|The file} is already there and is not written over.</source>
   <translation>{path|Die Datei} ist schon da und wird nicht überschrieben.</translation>
  </message>
  <message>
   <source>Name a new file.</source>
   <translation>Nenne eine neue Datei.</translation>
  </message>
  <message>
   <source>{path|What was a folder then} is a file now.</source>
   <translation>{path|Was damals ein Ordner war} ist jetzt eine Datei.</translation>
  </message>
  <message>
   <source>Rename that first, or have a copy made elsewhere with “--to”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another pair is called “{value|so}”.</source>
   <translation>Ein anderes Ordnerpaar heißt „{value|so}“.</translation>
  </message>
  <message>
   <source>Take another name, or leave “--name” out: the folder gives one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is synced already, or lies inside or around a folder that is: {other|another pair}.</source>
   <translation>{path|Das} wird schon synchronisiert oder liegt in einem Ordner oder um einen, der es wird: {other|ein anderes Paar}.</translation>
  </message>
  <message>
   <source>Name another folder, or remove that pair first.</source>
   <translation>Nenne einen anderen Ordner oder entferne zuerst jenes Paar.</translation>
  </message>
  <message>
   <source>{path|This} is backed up already, or lies inside or around a folder that is: {other|another one}.</source>
   <translation>{path|Das} wird schon gesichert oder liegt in einem Ordner oder um einen, der es wird: {other|ein anderer}.</translation>
  </message>
  <message>
   <source>Name another folder, or stop that backup first: “megadesk backup stop”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The backup “{value|of this name}” runs on this computer already.</source>
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
   <source>Let them go on: “megadesk transfers resume --all”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>You cancelled the transfer of {path|this file}, so it is not synced.</source>
   <translation>Du hast die Übertragung von {path|dieser Datei} abgebrochen, deshalb ist sie nicht synchronisiert.</translation>
  </message>
  <message>
   <source>Move it after all: “megadesk transfers retry {transfer|--all}”. When the file changes, it is moved by itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|It} may not be opened or changed{detail_of}.</source>
   <translation>{path|Es} darf nicht geöffnet oder geändert werden{detail_of}.</translation>
  </message>
  <message>
   <source>Check the rights to it.</source>
   <translation>Prüfe die Rechte daran.</translation>
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
   <translation>Synchronisiere jene Festplatte als eigenen Ordner.</translation>
  </message>
  <message>
   <source>{path|A file} is larger than this disk can hold.</source>
   <translation>{path|Eine Datei} ist größer, als diese Festplatte aufnehmen kann.</translation>
  </message>
  <message>
   <source>Move the synced folder to a disk that takes files of 4 GiB and more.</source>
   <translation>Verschiebe den synchronisierten Ordner auf eine Festplatte, die Dateien von 4 GiB und mehr aufnimmt.</translation>
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
   <source>{path|This} was made by a newer megadesk.</source>
   <translation>{path|Das} wurde von einem neueren megadesk gemacht.</translation>
  </message>
  <message>
   <source>Update megadesk on this computer. Until then it is left as it is.</source>
   <translation>Aktualisiere megadesk auf diesem Computer. Bis dahin bleibt es, wie es ist.</translation>
  </message>
  <message>
   <source>Another engine already runs for this profile (process {pid|unknown}).</source>
   <translation>Für dieses Profil läuft schon ein anderes Programm im Hintergrund (Prozess {pid|unbekannt}).</translation>
  </message>
  <message>
   <source>Use that one, or end it first: “megadesk engine stop”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|Data} is not what it must be.</source>
   <translation>{path|Daten} sind nicht, was sie sein müssen.</translation>
  </message>
  <message>
   <source>Nothing on this computer was changed because of it. The log says more: run “megadesk logs”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something that came from outside cannot be read{detail_of}.</source>
   <translation>Etwas, das von außen kam, kann nicht gelesen werden{detail_of}.</translation>
  </message>
  <message>
   <source>Something that came from outside is larger than it may be{detail_of}.</source>
   <translation>Etwas, das von außen kam, ist größer, als es sein darf{detail_of}.</translation>
  </message>
  <message>
   <source>A check of signed data failed: it was changed on its way or on the server.</source>
   <translation>Eine Prüfung signierter Daten ist fehlgeschlagen: Sie wurden unterwegs oder auf dem Server geändert.</translation>
  </message>
  <message>
   <source>The sync is stopped until it is right again. Nothing on this computer was changed because of it. Ask whoever runs the server.</source>
   <translation>Das Synchronisieren ist angehalten, bis es wieder stimmt. Auf diesem Computer wurde deswegen nichts geändert. Frage den Betreiber des Servers.</translation>
  </message>
  <message>
   <source>The server offers weaker protection than before, so nothing was sent.</source>
   <translation>Der Server bietet schwächeren Schutz als bisher, deshalb wurde nichts gesendet.</translation>
  </message>
  <message>
   <source>Nothing on this computer was changed because of it. Ask whoever runs the server.</source>
   <translation>Auf diesem Computer wurde deswegen nichts geändert. Frage den Betreiber des Servers.</translation>
  </message>
  <message>
   <source>One file or folder in the cloud cannot be opened: {path|its record is damaged}.</source>
   <translation>Eine Datei oder ein Ordner in der Cloud kann nicht geöffnet werden: {path|der Eintrag ist beschädigt}.</translation>
  </message>
  <message>
   <source>The others go on. Another device may still have it: save it there again.</source>
   <translation>Die anderen gehen weiter. Vielleicht hat ein anderes Gerät sie noch: Speichere sie dort noch einmal.</translation>
  </message>
  <message>
   <source>The server no longer has all of {path|a file}, or has other bytes for it.</source>
   <translation>Der Server hat nicht mehr alles von {path|einer Datei} oder andere Bytes dafür.</translation>
  </message>
  <message>
   <source>If another device still has the file, save it there again. The other files go on.</source>
   <translation>Hat ein anderes Gerät die Datei noch, speichere sie dort noch einmal. Die anderen Dateien gehen weiter.</translation>
  </message>
  <message>
   <source>Something happened that should not: a mistake in megadesk{detail_of}.</source>
   <translation>Es ist etwas geschehen, das nicht sein soll: ein Fehler in megadesk{detail_of}.</translation>
  </message>
  <message>
   <source>Your files are untouched. Please report it with the log: {log|“megadesk logs”}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server no longer keeps that moment{oldest_of}.</source>
   <translation>Der Server bewahrt diesen Moment nicht mehr auf{oldest_of}.</translation>
  </message>
  <message>
   <source>Name a later one; “megadesk rewind timeline” lists them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{value|This}” is no time that can be understood.</source>
   <translation>„{value|Das}“ ist keine Zeit, die zu verstehen ist.</translation>
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
   <translation>Nenne die frühere mit --at.</translation>
  </message>
  <message>
   <source>“{value|That}” is no kind of change.</source>
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
   <source>“megadesk rewind show” and “rewind restore” bring back folders.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is in the bin.</source>
   <translation>{path|Das} liegt im Papierkorb.</translation>
  </message>
  <message>
   <source>Bring it back first with “megadesk bin restore”, or name a place for a copy with --to.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is a backup, which only its own device changes.</source>
   <translation>{path|Das} ist eine Sicherung, die nur ihr eigenes Gerät ändert.</translation>
  </message>
  <message>
   <source>Name a place for a copy with --to.</source>
   <translation>Nenne mit --to einen Ort für eine Kopie.</translation>
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
   <translation>Nenne eine Datei.</translation>
  </message>
  <message>
   <source>With --to-local it is downloaded; --to, --exact and --dry-run are of a restore in the cloud.</source>
   <translation>Mit --to-local wird heruntergeladen; --to, --exact und --dry-run gehören zu einer Wiederherstellung in der Cloud.</translation>
  </message>
  <message>
   <source>Leave out one or the other. “megadesk rewind show -R” lists what would be downloaded.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>--on-conflict and --background are of a restore to this computer.</source>
   <translation>--on-conflict und --background gehören zu einer Wiederherstellung auf diesen Computer.</translation>
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
   <source>Leave out --exact, or --to.</source>
   <translation>Lass --exact weg, oder --to.</translation>
  </message>
  <message>
   <source>Some of what was there then cannot be read, so nobody can say what came later.</source>
   <translation>Einiges von dem, was damals da war, ist nicht lesbar, deshalb kann niemand sagen, was später dazukam.</translation>
  </message>
  <message>
   <source>Leave out --exact: then nothing is removed.</source>
   <translation>Lass --exact weg: Dann wird nichts entfernt.</translation>
  </message>
  <message>
   <source>There is no moment with that number.</source>
   <translation>Es gibt keinen Moment mit dieser Nummer.</translation>
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
   <translation>Nenne eine spätere Zeit.</translation>
  </message>
  <message>
   <source>{path|This} was not there at that moment ({time|then}).</source>
   <translation>{path|Das} war in diesem Moment nicht da ({time|damals}).</translation>
  </message>
  <message>
   <source>“megadesk rewind show / --at TIME -R” lists what was; “megadesk rewind diff” what came and went.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|The backup} has no run of that number that is kept.</source>
   <translation>{path|Die Sicherung} hat keinen Lauf dieser Nummer, der aufbewahrt ist.</translation>
  </message>
  <message>
   <source>“megadesk backup runs” lists them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is no backup.</source>
   <translation>{path|Das} ist keine Sicherung.</translation>
  </message>
  <message>
   <source>Name one as backups:/DEVICE/NAME; “megadesk backup list” has them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|The file} has no version of that number that is kept.</source>
   <translation>{path|Die Datei} hat keine Version dieser Nummer, die aufbewahrt ist.</translation>
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
   <translation>{path|Das} ist ein symbolischer Link, und diese Festplatte kann keinen aufnehmen.</translation>
  </message>
  <message>
   <source>Move the synced folder to a disk that has links. Nothing is deleted because of it.</source>
   <translation>Verschiebe den synchronisierten Ordner auf eine Festplatte, die Links kennt. Deswegen wird nichts gelöscht.</translation>
  </message>
  <message>
   <source>Nothing to do: such things are not synced.</source>
   <translation>Nichts zu tun: Solche Dinge werden nicht synchronisiert.</translation>
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
   <source>Give it a shorter name, and it is synced.</source>
   <translation>Gib ihr einen kürzeren Namen, dann wird sie synchronisiert.</translation>
  </message>
  <message>
   <source>The name of {path|this} holds a control character.</source>
   <translation>Der Name von {path|dieser Datei} enthält ein Steuerzeichen.</translation>
  </message>
  <message>
   <source>The name of {path|this} holds a backslash.</source>
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
   <source>The name of {path|this} has another spelling on each system.</source>
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
   <source>{path|This} is left out by an ignore rule{rule_of}.</source>
   <translation>{path|Das} ist durch eine Regel ausgenommen{rule_of}.</translation>
  </message>
  <message>
   <source>Change the rule if it should be synced.</source>
   <translation>Ändere die Regel, wenn es synchronisiert werden soll.</translation>
  </message>
  <message>
   <source>The ignore rules in {path|a file} cannot be read; those it gave last are still used.</source>
   <translation>Die Regeln in {path|einer Datei} sind nicht lesbar; die letzten bekannten gelten weiter.</translation>
  </message>
  <message>
   <source>Give yourself the right to read it, or remove it.</source>
   <translation>Gib dir das Recht, sie zu lesen, oder entferne sie.</translation>
  </message>
  <message>
   <source>{path|A file of ignore rules} is not UTF-8 text; the rules it gave last are still used.</source>
   <translation>{path|Eine Datei mit Regeln} ist kein UTF-8-Text; die letzten bekannten Regeln gelten weiter.</translation>
  </message>
  <message>
   <source>Save it as UTF-8 text.</source>
   <translation>Speichere sie als UTF-8-Text.</translation>
  </message>
  <message>
   <source>{path|A file of ignore rules} is larger than 64 KiB; the rules it gave last are still used.</source>
   <translation>{path|Eine Datei mit Regeln} ist größer als 64 KiB; die letzten bekannten Regeln gelten weiter.</translation>
  </message>
  <message>
   <source>Make it shorter; a pattern can match many files.</source>
   <translation>Kürze sie; ein Muster kann viele Dateien treffen.</translation>
  </message>
  <message>
   <source>A line in {path|the ignore rules of this device} is no rule and is not used: “{text|…}” in line {line|1}.</source>
   <translation>Eine Zeile in {path|den Regeln dieses Geräts} ist keine Regel und wird nicht verwendet: „{text|…}“ in Zeile {line|1}.</translation>
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
   <source>{path|This} is only here: the folder takes changes from the cloud and sends none.</source>
   <translation>{path|Das} ist nur hier: Der Ordner nimmt Änderungen aus der Cloud an und sendet keine.</translation>
  </message>
  <message>
   <source>Both sides stay as they are until you decide: “megadesk issues show {issue|ID}” says what each answer does.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was changed here; the folder takes changes from the cloud and sends none.</source>
   <translation>{path|Das} wurde hier geändert; der Ordner nimmt Änderungen aus der Cloud an und sendet keine.</translation>
  </message>
  <message>
   <source>{path|This} was moved here; the folder takes changes from the cloud and sends none.</source>
   <translation>{path|Das} wurde hier verschoben; der Ordner nimmt Änderungen aus der Cloud an und sendet keine.</translation>
  </message>
  <message>
   <source>{path|This} was deleted here and is still in the cloud; the folder takes changes from there and sends none.</source>
   <translation>{path|Das} wurde hier gelöscht und ist noch in der Cloud; der Ordner nimmt Änderungen von dort an und sendet keine.</translation>
  </message>
  <message>
   <source>{path|This} is only in the cloud: the folder sends changes there and takes none.</source>
   <translation>{path|Das} ist nur in der Cloud: Der Ordner sendet Änderungen dorthin und nimmt keine an.</translation>
  </message>
  <message>
   <source>{path|This} was changed in the cloud; the folder sends changes there and takes none.</source>
   <translation>{path|Das} wurde in der Cloud geändert; der Ordner sendet Änderungen dorthin und nimmt keine an.</translation>
  </message>
  <message>
   <source>{path|This} was moved in the cloud; the folder sends changes there and takes none.</source>
   <translation>{path|Das} wurde in der Cloud verschoben; der Ordner sendet Änderungen dorthin und nimmt keine an.</translation>
  </message>
  <message>
   <source>{path|This} was deleted in the cloud and is still here; the folder sends changes there and takes none.</source>
   <translation>{path|Das} wurde in der Cloud gelöscht und ist noch hier; der Ordner sendet Änderungen dorthin und nimmt keine an.</translation>
  </message>
  <message>
   <source>{path|This} waits for something at its place, in it or above it whose changes do not travel this way.</source>
   <translation>{path|Das} wartet auf etwas an seinem Platz, darin oder darüber, dessen Änderungen nicht in diese Richtung gehen.</translation>
  </message>
  <message>
   <source>Decide about that one first, or let changes travel both ways: “megadesk sync direction {pair|ID} both”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is held by another program.</source>
   <translation>{path|Das} wird von einem anderen Programm festgehalten.</translation>
  </message>
  <message>
   <source>Close it there, and it is synced.</source>
   <translation>Schließe es dort, dann wird es synchronisiert.</translation>
  </message>
  <message>
   <source>{path|This} was gone when it was looked at.</source>
   <translation>{path|Das} war weg, als nachgesehen wurde.</translation>
  </message>
  <message>
   <source>The name of {path|this} holds a character that this system does not allow.</source>
   <translation>Der Name von {path|dieser Datei} enthält ein Zeichen, das dieses System nicht erlaubt.</translation>
  </message>
  <message>
   <source>Rename it on the other device, and it comes here.</source>
   <translation>Benenne sie auf dem anderen Gerät um, dann kommt sie hierher.</translation>
  </message>
  <message>
   <source>The name of {path|this} means a device on this system.</source>
   <translation>Der Name von {path|dieser Datei} bezeichnet auf diesem System ein Gerät.</translation>
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
   <source>This disk takes {path|this} and another name for one: here it is called {alias|otherwise}.</source>
   <translation>Diese Festplatte hält {path|diesen} und einen anderen Namen für denselben: Hier heißt die Datei {alias|anders}.</translation>
  </message>
  <message>
   <source>Nothing to do: it is synced, and keeps its name everywhere else. Rename one of the two to see it here too.</source>
   <translation>Nichts zu tun: Sie ist synchronisiert und behält überall sonst ihren Namen. Benenne eine der beiden um, um ihn auch hier zu sehen.</translation>
  </message>
  <message>
   <source>{path|This} looks the same as another name but is spelt otherwise, and this disk cannot hold both.</source>
   <translation>{path|Das} sieht aus wie ein anderer Name, ist aber anders geschrieben, und diese Festplatte kann nicht beide aufnehmen.</translation>
  </message>
  <message>
   <source>Rename one of the two.</source>
   <translation>Benenne eine der beiden um.</translation>
  </message>
  <message>
   <source>A folder that stays on this disk for the ignored files in it has the name of {path|this}.</source>
   <translation>Ein Ordner, der wegen ausgenommener Dateien auf dieser Festplatte bleibt, hat den Namen von {path|dieser Datei}.</translation>
  </message>
  <message>
   <source>Rename or remove that folder; what has the name in the cloud then comes by itself.</source>
   <translation>Benenne jenen Ordner um oder entferne ihn; was in der Cloud so heißt, kommt dann von selbst.</translation>
  </message>
  <message>
   <source>{path|This} has the same name as another on this disk.</source>
   <translation>{path|Das} heißt wie etwas anderes auf dieser Festplatte.</translation>
  </message>
  <message>
   <source>This folder has more subfolders than the system lets us watch ({limit|its limit} for all programs together), so it is looked through every five minutes instead.</source>
   <translation>Dieser Ordner hat mehr Unterordner, als das System zu beobachten erlaubt ({limit|seine Grenze} für alle Programme zusammen), deshalb wird er alle fünf Minuten durchgesehen.</translation>
  </message>
  <message>
   <source>Raise the limit: type “sudo sysctl fs.inotify.max_user_watches={wanted|524288}”. It is noticed by itself.</source>
   <translation>Erhöhe die Grenze: Gib „sudo sysctl fs.inotify.max_user_watches={wanted|524288}“ ein. Es wird von selbst bemerkt.</translation>
  </message>
  <message>
   <source>The system has no room for another watched folder ({limit|its limit} for all programs together), so this one is looked through every five minutes instead.</source>
   <translation>Das System hat keinen Platz für einen weiteren beobachteten Ordner ({limit|seine Grenze} für alle Programme zusammen), deshalb wird dieser alle fünf Minuten durchgesehen.</translation>
  </message>
  <message>
   <source>Raise the limit: type “sudo sysctl fs.inotify.max_user_instances={wanted|1024}”. It is noticed by itself.</source>
   <translation>Erhöhe die Grenze: Gib „sudo sysctl fs.inotify.max_user_instances={wanted|1024}“ ein. Es wird von selbst bemerkt.</translation>
  </message>
  <message>
   <source>The system does not report changes in this folder, so it is looked through every five minutes instead.</source>
   <translation>Das System meldet keine Änderungen in diesem Ordner, deshalb wird er alle fünf Minuten durchgesehen.</translation>
  </message>
  <message>
   <source>Nothing to do, if that is often enough. The log says more: run “megadesk logs”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>So much changes in this folder that the system loses track; each time the whole folder is looked through.</source>
   <translation>In diesem Ordner ändert sich so viel, dass das System nicht mitkommt; jedes Mal wird der ganze Ordner durchgesehen.</translation>
  </message>
  <message>
   <source>Nothing is missed. To make it cheaper: type “sudo sysctl fs.inotify.max_queued_events=131072” and start the engine anew, or leave out what changes all the time with an ignore rule.</source>
   <translation>Nichts wird übersehen. Damit es weniger kostet: Gib „sudo sysctl fs.inotify.max_queued_events=131072“ ein und starte das Programm im Hintergrund neu, oder nimm mit einer Regel aus, was sich ständig ändert.</translation>
  </message>
  <message>
   <source>This folder is on a network drive or a volume like one: what other computers change there is not reported, so it is looked through every five minutes.</source>
   <translation>Dieser Ordner liegt auf einem Netzlaufwerk oder etwas Ähnlichem: Was andere Computer dort ändern, wird nicht gemeldet, deshalb wird er alle fünf Minuten durchgesehen.</translation>
  </message>
  <message>
   <source>Nothing to do, if that is often enough. Else sync the folder on the computer that holds it.</source>
   <translation>Nichts zu tun, wenn das oft genug ist. Sonst synchronisiere den Ordner auf dem Computer, auf dem er liegt.</translation>
  </message>
  <message>
   <source>The folder is not there: perhaps its disk is not mounted. Nothing is deleted anywhere because of it.</source>
   <translation>Der Ordner ist nicht da: Vielleicht ist seine Festplatte nicht eingehängt. Deswegen wird nirgends etwas gelöscht.</translation>
  </message>
  <message>
   <source>Mount it, and the sync goes on. If it was moved: “megadesk issues resolve {issue|ID} --locate DIR”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another folder stands where the synced one was. Nothing is deleted anywhere because of it.</source>
   <translation>Wo der synchronisierte Ordner war, steht ein anderer. Deswegen wird nirgends etwas gelöscht.</translation>
  </message>
  <message>
   <source>Bring it back, or say where it is: “megadesk issues resolve {issue|ID} --locate DIR” (docs/problems.md).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something else stands where megadesk keeps its own files.</source>
   <translation>Wo megadesk seine eigenen Dateien aufbewahrt, steht etwas anderes.</translation>
  </message>
  <message>
   <source>In the folder “.megadesk”, tmp, stage and debris must be folders. Nothing is written through a link.</source>
   <translation>Im Ordner „.megadesk“ müssen tmp, stage und debris Ordner sein. Durch einen Link wird nichts geschrieben.</translation>
  </message>
  <message>
   <source>Another computer goes on with this backup, and has it in its own folder now: {path|somewhere else}.</source>
   <translation>Ein anderer Computer führt diese Sicherung weiter und hat sie jetzt in seinem eigenen Ordner: {path|woanders}.</translation>
  </message>
  <message>
   <source>Nothing here is sent any more. Let go of it: “megadesk backup stop {pair|ID} --delete” (the files stay on both sides).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This backup is not among those of this computer any more: it is at {path|no place of the cloud}.</source>
   <translation>Diese Sicherung gehört nicht mehr zu diesem Computer: Sie ist jetzt unter {path|keinem Ort der Cloud}.</translation>
  </message>
  <message>
   <source>Nothing here is sent any more. Let go of it: “megadesk backup stop {pair|ID} --delete”, and add the folder anew.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder is not empty.</source>
   <translation>Der Ordner ist nicht leer.</translation>
  </message>
  <message>
   <source>Look what is in it before you go on.</source>
   <translation>Sieh nach, was darin ist, bevor du weitermachst.</translation>
  </message>
  <message numerus="yes">
   <source>{files|Many} files would be deleted{direction_of}, so nothing of this folder is synced before you decide.</source>
   <extracomment>for one: {files} file would be deleted{direction_of}, so nothing of this folder is synced before you decide.</extracomment>
   <translation>
    <numerusform>{files} Datei würde{direction_of} gelöscht, deshalb wird in diesem Ordner nichts synchronisiert, bevor du entscheidest.</numerusform>
    <numerusform>{files|Viele} Dateien würden{direction_of} gelöscht, deshalb wird in diesem Ordner nichts synchronisiert, bevor du entscheidest.</numerusform>
   </translation>
  </message>
  <message>
   <source>If it is meant: “megadesk issues resolve {issue|ID} --approve”. To have them back: the same with “--restore”.</source>
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
   <source>If it was you: “megadesk issues resolve {issue|ID} --approve”. If not, end the program that does it; then the same with “--restore” brings back what is not uploaded yet{rewind_of}.</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>This folder was last in step {days|many} days ago, and {files|some} files would be deleted{direction_of} now.</source>
   <extracomment>for one: This folder was last in step {days|many} days ago, and {files} file would be deleted{direction_of} now.</extracomment>
   <translation>
    <numerusform>Dieser Ordner war zuletzt vor {days|vielen} Tagen auf dem gleichen Stand, und jetzt würde {files} Datei{direction_of} gelöscht.</numerusform>
    <numerusform>Dieser Ordner war zuletzt vor {days|vielen} Tagen auf dem gleichen Stand, und jetzt würden {files|einige} Dateien{direction_of} gelöscht.</numerusform>
   </translation>
  </message>
  <message>
   <source>If they should go: “megadesk issues resolve {issue|ID} --approve”. To keep them: the same with “--restore”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name|A file} was changed on two devices at once: {path|a conflict copy} holds the other version.</source>
   <translation>{name|Eine Datei} wurde auf zwei Geräten zugleich geändert: {path|eine Konfliktkopie} enthält die andere Fassung.</translation>
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
   <translation>{path|Das} wartet in der Reihe{behind_of}.</translation>
  </message>
  <message>
   <source>Nothing to do: its turn comes.</source>
   <translation>Nichts zu tun: Es kommt an die Reihe.</translation>
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
   <source>{path|This} could not be moved and is tried again.{because_of}</source>
   <translation>{path|Das} konnte nicht übertragen werden und wird noch einmal versucht.{because_of}</translation>
  </message>
  <message>
   <source>{path|This} waits: you paused its transfer.</source>
   <translation>{path|Das} wartet: Du hast die Übertragung angehalten.</translation>
  </message>
  <message>
   <source>Let it go on: “megadesk transfers resume {transfer|ID}”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits: everything that goes this way is paused.</source>
   <translation>{path|Das} wartet: Alles in dieser Richtung ist angehalten.</translation>
  </message>
  <message>
   <source>Let it go on: “megadesk transfers resume --all”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} waits: nothing goes this way at this time, by the schedule.</source>
   <translation>{path|Das} wartet: In dieser Richtung geht um diese Zeit nichts, laut Zeitplan.</translation>
  </message>
  <message>
   <source>Nothing to do: it goes on by itself. “megadesk transfers schedule list” shows when.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} was saved a moment ago and is looked at next.</source>
   <translation>{path|Das} wurde eben gespeichert und wird als Nächstes angesehen.</translation>
  </message>
  <message>
   <source>Nothing to do: it is synced soon.</source>
   <translation>Nichts zu tun: Es wird bald synchronisiert.</translation>
  </message>
  <message>
   <source>{path|This} has not been looked at yet: the folder is being scanned.</source>
   <translation>{path|Das} wurde noch nicht angesehen: Der Ordner wird durchgesehen.</translation>
  </message>
  <message>
   <source>{path|This} differs from the cloud and is part of the work under way.</source>
   <translation>{path|Das} weicht von der Cloud ab und gehört zur laufenden Arbeit.</translation>
  </message>
  <message>
   <source>{path|This} waits for another file or folder that is held back: {other|one above it or at its place}.</source>
   <translation>{path|Das} wartet auf eine andere Datei oder einen anderen Ordner: {other|darüber oder an diesem Platz}.</translation>
  </message>
  <message>
   <source>See why that one waits: “megadesk issues list”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is in no synced folder{roots_of}.</source>
   <translation>{path|Das} liegt in keinem synchronisierten Ordner{roots_of}.</translation>
  </message>
  <message>
   <source>Sync its folder: “megadesk sync add LOCAL REMOTE”, or upload it: “megadesk put”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path|This} is in the cloud and in no folder that is synced to this computer.</source>
   <translation>{path|Das} ist in der Cloud und in keinem Ordner, der mit diesem Computer synchronisiert wird.</translation>
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
   <source>Bring it back with “megadesk bin restore”, if you want it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name|A file} was changed on two devices at once; this device's version is kept as {path|a conflict copy}.</source>
   <translation>{name|Eine Datei} wurde auf zwei Geräten zugleich geändert; die Fassung dieses Geräts bleibt als {path|Konfliktkopie} erhalten.</translation>
  </message>
  <message>
   <source>Compare the two and delete the one you do not need.</source>
   <translation>Vergleiche die beiden und lösche die, die du nicht brauchst.</translation>
  </message>
  <message>
   <source>{path|A folder} was moved on two devices at once; the move made here was undone.</source>
   <translation>{path|Ein Ordner} wurde auf zwei Geräten zugleich verschoben; das Verschieben von hier wurde zurückgenommen.</translation>
  </message>
  <message>
   <source>Nothing to do, unless you want it elsewhere.</source>
   <translation>Nichts zu tun, außer du willst ihn woanders.</translation>
  </message>
  <message>
   <source>{name|A file} was moved on two devices at once; it is now at {path|the other device's place}.</source>
   <translation>{name|Eine Datei} wurde auf zwei Geräten zugleich verschoben; sie ist jetzt unter {path|dem Ort des anderen Geräts}.</translation>
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
   <source>{path|A folder} was deleted on one device, but holds something new; it is kept.</source>
   <translation>{path|Ein Ordner} wurde auf einem Gerät gelöscht, enthält aber etwas Neues; er bleibt.</translation>
  </message>
  <message>
   <source>A new rule leaves out what was synced, {path|a file} first: {files|some} in number. It all stays, here and there.</source>
   <translation>Eine neue Regel nimmt aus, was synchronisiert war, {path|eine Datei} zuerst: {files|einige} an der Zahl. Alles bleibt, hier und dort.</translation>
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
   <source>Change the password again, and ask whoever runs the server why.</source>
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
   <source>Everything is in step; there are no files yet.</source>
   <translation>Alles ist auf dem gleichen Stand; es gibt noch keine Dateien.</translation>
  </message>
  <message numerus="yes">
   <source>All {files} files are safe.</source>
   <extracomment>for one: Your one file is safe.</extracomment>
   <translation>
    <numerusform>Deine eine Datei ist sicher.</numerusform>
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
   <source>Looking for changes.</source>
   <translation>Sucht nach Änderungen.</translation>
  </message>
  <message>
   <source>Paused. Nothing is sent or received until you resume.</source>
   <translation>Angehalten. Nichts wird gesendet oder empfangen, bis du fortsetzt.</translation>
  </message>
  <message>
   <source>Paused until {until}. Nothing is sent or received before, unless you resume.</source>
   <translation>Angehalten bis {until}. Vorher wird nichts gesendet oder empfangen, außer du setzt fort.</translation>
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
   <translation>Offline. Deine Änderungen bleiben hier und werden später gesendet.</translation>
  </message>
  <message>
   <source>Waiting. It goes on by itself.</source>
   <translation>Wartet. Es geht von selbst weiter.</translation>
  </message>
  <message>
   <source>The data on the server is not what it must be. Nothing on this computer was changed.</source>
   <translation>Die Daten auf dem Server sind nicht, was sie sein müssen. Auf diesem Computer wurde nichts geändert.</translation>
  </message>
  <message>
   <source>“megadesk status” says more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The state is “{state}”.</source>
   <translation>Der Zustand ist „{state}“.</translation>
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
   <source>Transfers rest at this time.</source>
   <translation>Die Übertragungen ruhen um diese Zeit.</translation>
  </message>
  <message>
   <source>Uploads rest at this time.</source>
   <translation>Das Hochladen ruht um diese Zeit.</translation>
  </message>
  <message>
   <source>Downloads rest at this time.</source>
   <translation>Das Herunterladen ruht um diese Zeit.</translation>
  </message>
  <message numerus="yes">
   <source>{errands} puts and gets are under way.</source>
   <extracomment>for one: {errands} put or get is under way.</extracomment>
   <translation>
    <numerusform>{errands} Übertragung von Hand ist unterwegs.</numerusform>
    <numerusform>{errands} Übertragungen von Hand sind unterwegs.</numerusform>
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
   <source>Let it go on when you like.</source>
   <translation>Lass sie weitergehen, wann du willst.</translation>
  </message>
  <message>
   <source>Everything is paused.</source>
   <translation>Alles ist angehalten.</translation>
  </message>
  <message>
   <source>Everything that goes this way is paused.</source>
   <translation>Alles in dieser Richtung ist angehalten.</translation>
  </message>
  <message>
   <source>It rests at this time, by the schedule.</source>
   <translation>Sie ruht um diese Zeit, laut Zeitplan.</translation>
  </message>
  <message>
   <source>Nothing to do: it goes on by itself.</source>
   <translation>Nichts zu tun: Es geht von selbst weiter.</translation>
  </message>
  <message>
   <source>You paused it: it rests when the block under way is through.</source>
   <translation>Du hast sie angehalten: Sie ruht, sobald der laufende Block durch ist.</translation>
  </message>
  <message>
   <source>You cancelled it: it ends when the block under way is through.</source>
   <translation>Du hast sie abgebrochen: Sie endet, sobald der laufende Block durch ist.</translation>
  </message>
  <message>
   <source>It rests when the block under way is through.</source>
   <translation>Sie ruht, sobald der laufende Block durch ist.</translation>
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
   <source>, and their names end in “{ending}” now, as that of “{name}”</source>
   <translation>, und ihre Namen enden jetzt auf „{ending}“, wie der von „{name}“</translation>
  </message>
  <message>
   <source>, and their names end in “{ending}” now</source>
   <translation>, und ihre Namen enden jetzt auf „{ending}“</translation>
  </message>
  <message numerus="yes">
   <source>{uploaded} of them are so in the cloud already; the rest waits</source>
   <extracomment>for one: {uploaded} of them is so in the cloud already; the rest waits</extracomment>
   <translation>
    <numerusform>{uploaded} davon ist schon so in der Cloud; der Rest wartet</numerusform>
    <numerusform>{uploaded} davon sind schon so in der Cloud; der Rest wartet</numerusform>
   </translation>
  </message>
  <message>
   <source>, and “{rewind}” the rest, as it was before it began</source>
   <translation>, und „{rewind}“ den Rest, wie er war, bevor es begann</translation>
  </message>
  <message>
   <source> (version {version}, last in step {when})</source>
   <translation> (Version {version}, zuletzt auf dem gleichen Stand {when})</translation>
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
   <source>; looked at: the cloud, and the synced folders {roots}</source>
   <translation>; angesehen wurden die Cloud und die synchronisierten Ordner {roots}</translation>
  </message>
  <message numerus="yes">
   <source>{in_step} files in step</source>
   <extracomment>for one: {in_step} file in step</extracomment>
   <translation>
    <numerusform>{in_step} Datei auf dem gleichen Stand</numerusform>
    <numerusform>{in_step} Dateien auf dem gleichen Stand</numerusform>
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
   <source>, {held} held back</source>
   <extracomment>for one: , {held} held back</extracomment>
   <translation>
    <numerusform>, {held} zurückgehalten</numerusform>
    <numerusform>, {held} zurückgehalten</numerusform>
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
    <numerusform>, {ignored} ausgenommen</numerusform>
    <numerusform>, {ignored} ausgenommen</numerusform>
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
