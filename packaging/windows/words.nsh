; Everything the installer says that is not said by NSIS itself, each text in both languages. The German of NSIS says "Sie" and the
; app says "du", so that of the installer says neither.

!macro Say NAME ENGLISH GERMAN
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_GERMAN} "${GERMAN}"
!macroend

!insertmacro Say PROGRAM "megadesk" "megadesk"
!insertmacro Say PROGRAM_IS \
  "The app, the engine that syncs, and the command line." \
  "Die App, die Engine, die synchronisiert, und die Befehlszeile."
!insertmacro Say START_MENU "Start menu" "Startmenü"
!insertmacro Say START_MENU_IS "An entry in the start menu." "Ein Eintrag im Startmenü."
!insertmacro Say DESKTOP_LINK "Shortcut on the desktop" "Verknüpfung auf dem Desktop"
!insertmacro Say DESKTOP_LINK_IS "A shortcut on your desktop." "Eine Verknüpfung auf dem Desktop."
!insertmacro Say AT_LOGIN "Start at login" "Beim Anmelden starten"
!insertmacro Say AT_LOGIN_IS \
  "megadesk starts in the tray when you log in. You can change that in its settings." \
  "megadesk startet beim Anmelden im Infobereich. In den Einstellungen lässt sich das ändern."
!insertmacro Say SCHEME "Open megadesk: links" "Links mit megadesk: öffnen"
!insertmacro Say SCHEME_IS \
  "Links that begin with megadesk: open in the app." \
  "Links, die mit megadesk: beginnen, öffnen sich in der App."
!insertmacro Say ON_PATH "Command line" "Befehlszeile"
!insertmacro Say ON_PATH_IS \
  "The command megadesk works in every new terminal (adds the folder to your PATH)." \
  "Der Befehl megadesk funktioniert in jedem neuen Terminal (nimmt den Ordner in den PATH auf)."

!insertmacro Say ENDING "Ending megadesk ..." "megadesk wird beendet ..."
!insertmacro Say REMOVING \
  "Removing the files of the installed version ..." \
  "Die Dateien der installierten Version werden entfernt ..."
!insertmacro Say BUSY \
  "megadesk is still running. End it (in its menu, or in the Task Manager), then try again." \
  "megadesk läuft noch. Bitte erst beenden (in seinem Menü oder im Task-Manager), dann wiederholen."
!insertmacro Say NO_LIST \
  "The list of installed files cannot be read, so nothing was removed." \
  "Die Liste der installierten Dateien ist nicht lesbar, darum wurde nichts entfernt."
!insertmacro Say TWICE \
  "Another installation of megadesk is under way." \
  "Eine andere Installation von megadesk läuft gerade."
!insertmacro Say TOO_OLD \
  "megadesk needs a 64-bit Windows 10 (version 1809) or newer." \
  "megadesk braucht ein 64-Bit-Windows 10 (Version 1809) oder neuer."
!insertmacro Say PATH_LEFT \
  "Your PATH was left as it is: it is too long to be changed safely, or the folder cannot be written in it. To use the command megadesk in a terminal, add this folder yourself: $INSTDIR" \
  "Der PATH bleibt, wie er ist: Er ist zu lang, um ihn sicher zu ändern, oder der Ordner lässt sich darin nicht schreiben. Für den Befehl megadesk im Terminal muss dieser Ordner von Hand aufgenommen werden: $INSTDIR"
!insertmacro Say WELCOME \
  "megadesk keeps folders the same on all your devices, and their content is encrypted before it leaves this computer.$\r$\n$\r$\nIt is installed for you alone; no administrator is needed. If it is running, it will be ended first." \
  "megadesk hält Ordner auf allen Geräten gleich, und ihr Inhalt wird verschlüsselt, bevor er diesen Computer verlässt.$\r$\n$\r$\nInstalliert wird nur für dieses Benutzerkonto, ohne Administratorrechte. Läuft megadesk gerade, wird es vorher beendet."
; The page that asks has room for three lines.
!insertmacro Say STAYS \
  "The synced folders stay, and so does the profile with the keys of the account:$\r$\n$LOCALAPPDATA\megadesk" \
  "Die synchronisierten Ordner bleiben, auch das Profil mit den Schlüsseln des Kontos:$\r$\n$LOCALAPPDATA\megadesk"
!insertmacro Say WITHOUT_IT \
  "Who deletes that folder, too, needs the password or the recovery key to log in again." \
  "Wer auch diesen Ordner löscht, braucht zum Anmelden wieder das Passwort oder den Wiederherstellungsschlüssel."
