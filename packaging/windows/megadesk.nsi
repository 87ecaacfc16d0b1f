; Installer for one person: no administrator is asked, nothing outside of their own folders and their part of the registry.
;
;   words.nsh   everything it says, English and German
;   find.nsh    one text in another
;   files.nsh   ends what runs, removes what a list names
;   path.nsh    the PATH of the person
;   this file   pages, components, and what each of them writes
;
; Values from outside: VERSION ("0.1.0.dev0"), NUMBERS ("0.1.0.0"), SOURCE (the frozen folder), LIST (what is in it, one
; path a line, made at build time), SIZE_KB, LICENCE, ICON, PICTURE, OUT. TARGET=amd64-unicode where makensis can; SIGN, a command
; that signs the file at its end. Read next: packaging/release/windows.py, which hands them in.
;
; Silent: SETUP.exe /S [/D=C:\folder]; uninstall-megadesk.exe /S. Exit codes: 0 done, 1 cancelled, 2 given up.

!ifdef TARGET
  Target "${TARGET}"
!else
  Unicode true
!endif
SetCompressor /SOLID lzma
SetCompressorDictSize 32

!define APP "megadesk"
!define PUBLISHER "The megadesk authors"
!define WINDOWED "megadeskw.exe"
!define CONSOLE "megadesk.exe"
; Not "uninstall.exe": the folder may be on the PATH, where that word must not mean us.
!define UNINSTALLER "uninstall-megadesk.exe"
!define LIST_NAME "installed-files.txt"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define APPROVED_KEY "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
!define SCHEME_KEY "Software\Classes\${APP}"
; Windows 10, version 1809: what Qt 6 asks for.
!define OLDEST_BUILD 17763

!include LogicLib.nsh
!include MUI2.nsh
!include Sections.nsh
!include WinVer.nsh
!include x64.nsh

Name "${APP}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
BrandingText "${APP} ${VERSION}"
CRCCheck force
AllowSkipFiles off
ManifestSupportedOS all
ManifestDPIAware true

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
  !finalize '${SIGN} "%1"' = 0
!endif

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
!macro Told LANGUAGE DESCRIPTION
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${APP}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${DESCRIPTION}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "${PUBLISHER}"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "${PUBLISHER}, Apache-2.0"
!macroend

; -- pages ------------------------------------------------------------------------------------------------------------

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOWED}"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(STAYS)"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$(STAYS)$\r$\n$\r$\n$(WITHOUT_IT)"
!insertmacro MUI_UNPAGE_FINISH

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro Told ${LANG_ENGLISH} "megadesk Setup"
!insertmacro Told ${LANG_GERMAN} "megadesk Installation"

Var Previous ; the folder of the version that is installed already, or ""

!include words.nsh
!include find.nsh
!include files.nsh
!include path.nsh
; Once for the installer, once for what takes everything away again: the two share no functions.
!macro AllFunctions UN
  !insertmacro FindFunction "${UN}"
  !insertmacro FilesFunctions "${UN}"
  !insertmacro PathFunctions "${UN}"
!macroend
!insertmacro AllFunctions ""
!insertmacro AllFunctions "un."
!insertmacro AddToPathFunction

; -- components -------------------------------------------------------------------------------------------------------

Section "$(PROGRAM)" Program
  SectionIn RO
  StrCpy $Folder $INSTDIR
  Call StopPrograms
  ${If} $Previous != ""
  ${AndIf} $Previous != $INSTDIR ; it moves
    StrCpy $Folder $Previous
    Call StopPrograms
    Call RemoveListed
    Delete "$Previous\${UNINSTALLER}"
    RMDir $Previous ; if nothing else is in it
    StrCpy $PathEntry $Previous
    Call RemoveFromPath
  ${EndIf}
  ; What the old version has and the new one has not must not stay: a library of it could be taken for ours.
  StrCpy $Folder $INSTDIR
  Call RemoveListed
  SetOutPath "$INSTDIR"
  SetOverwrite on
  ; First the list: whatever of the rest is written, it names it.
  File "/oname=${LIST_NAME}" "${LIST}"
  File /r "${SOURCE}/*.*"
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  Call Register
SectionEnd

Section "$(START_MENU)" StartMenu
  CreateShortcut "$SMPROGRAMS\${APP}.lnk" "$INSTDIR\${WINDOWED}"
SectionEnd

Section /o "$(DESKTOP_LINK)" DesktopLink
  CreateShortcut "$DESKTOP\${APP}.lnk" "$INSTDIR\${WINDOWED}"
SectionEnd

; The same line as host/autostart.py writes: the switch in the settings of the app and this one are one switch.
Section "$(AT_LOGIN)" AtLogin
  WriteRegStr HKCU "${RUN_KEY}" "${APP}" '"$INSTDIR\${WINDOWED}" --background'
  ${If} $Previous == "" ; who switched it off in the settings of Windows keeps that over a new version
    DeleteRegValue HKCU "${APPROVED_KEY}" "${APP}"
  ${EndIf}
SectionEnd

Section "$(SCHEME)" Scheme
  WriteRegStr HKCU "${SCHEME_KEY}" "" "URL:${APP}"
  WriteRegStr HKCU "${SCHEME_KEY}" "URL Protocol" ""
  WriteRegStr HKCU "${SCHEME_KEY}\DefaultIcon" "" '"$INSTDIR\${WINDOWED}",0'
  WriteRegStr HKCU "${SCHEME_KEY}\shell\open\command" "" '"$INSTDIR\${WINDOWED}" "%1"'
SectionEnd

Section "$(ON_PATH)" OnPath
  StrCpy $PathEntry $INSTDIR
  Call AddToPath
SectionEnd

; A component that an earlier version put there and that is not wanted any more.
Section "-what is not wanted"
  ${IfNot} ${SectionIsSelected} ${StartMenu}
    Delete "$SMPROGRAMS\${APP}.lnk"
  ${EndIf}
  ${IfNot} ${SectionIsSelected} ${DesktopLink}
    Delete "$DESKTOP\${APP}.lnk"
  ${EndIf}
  ${IfNot} ${SectionIsSelected} ${AtLogin}
    DeleteRegValue HKCU "${RUN_KEY}" "${APP}"
  ${EndIf}
  ${IfNot} ${SectionIsSelected} ${Scheme}
    DeleteRegKey HKCU "${SCHEME_KEY}"
  ${EndIf}
  ${IfNot} ${SectionIsSelected} ${OnPath}
    StrCpy $PathEntry $INSTDIR
    Call RemoveFromPath
  ${EndIf}
  Call TellShell
SectionEnd

; What an update has ended goes on. With pages, the last one asks.
Section "-go on"
  ${If} ${Silent}
    SetOutPath "$PROFILE" ; where it stands from then on
    ${If} $WasApp == 1
      Exec '"$INSTDIR\${WINDOWED}" --background'
    ${ElseIf} $WasEngine == 1
      Exec '"$INSTDIR\${CONSOLE}" engine start'
    ${EndIf}
  ${EndIf}
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${Program} "$(PROGRAM_IS)"
  !insertmacro MUI_DESCRIPTION_TEXT ${StartMenu} "$(START_MENU_IS)"
  !insertmacro MUI_DESCRIPTION_TEXT ${DesktopLink} "$(DESKTOP_LINK_IS)"
  !insertmacro MUI_DESCRIPTION_TEXT ${AtLogin} "$(AT_LOGIN_IS)"
  !insertmacro MUI_DESCRIPTION_TEXT ${Scheme} "$(SCHEME_IS)"
  !insertmacro MUI_DESCRIPTION_TEXT ${OnPath} "$(ON_PATH_IS)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; What the settings of Windows show under "Installed apps".
Function Register
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${WINDOWED}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
FunctionEnd

; -- before the first page --------------------------------------------------------------------------------------------

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  Call OnlyOne
  ReadRegStr $Previous HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $Previous != ""
    Call ChooseAsBefore
  ${EndIf}
FunctionEnd

Function un.onInit
  Call un.OnlyOne
FunctionEnd

; A new version asks nothing again: what is there is chosen, what was left out or taken away is not.
Function ChooseAsBefore
  !macro ChooseIf SECTION
    ${If} ${Errors}
      !insertmacro UnselectSection ${SECTION}
    ${Else}
      !insertmacro SelectSection ${SECTION}
    ${EndIf}
  !macroend
  !macro ChooseIfThere FILE SECTION
    ClearErrors
    ${IfNot} ${FileExists} "${FILE}"
      SetErrors
    ${EndIf}
    !insertmacro ChooseIf ${SECTION}
  !macroend
  !insertmacro ChooseIfThere "$SMPROGRAMS\${APP}.lnk" ${StartMenu}
  !insertmacro ChooseIfThere "$DESKTOP\${APP}.lnk" ${DesktopLink}
  ClearErrors
  ReadRegStr $0 HKCU "${RUN_KEY}" "${APP}"
  !insertmacro ChooseIf ${AtLogin}
  ClearErrors
  ReadRegStr $0 HKCU "${SCHEME_KEY}\shell\open\command" ""
  !insertmacro ChooseIf ${Scheme}
  StrCpy $PathEntry $Previous
  Call IsOnPath ; sets the error flag if it is not
  !insertmacro ChooseIf ${OnPath}
FunctionEnd

; -- the way back -----------------------------------------------------------------------------------------------------

; Only what was installed goes. The profile with its keys and every synced folder stay, and the first page says where.
Section "Uninstall"
  StrCpy $Folder $INSTDIR
  Call un.StopPrograms
  Delete "$SMPROGRAMS\${APP}.lnk"
  Delete "$DESKTOP\${APP}.lnk"
  Call un.RemoveLoginEntries
  DeleteRegKey HKCU "${SCHEME_KEY}"
  StrCpy $PathEntry $INSTDIR
  Call un.RemoveFromPath
  Call un.TellShell
  SetOutPath "$TEMP" ; a folder in which somebody stands cannot be removed
  Call un.RemoveListed
  Delete "$INSTDIR\${UNINSTALLER}"
  RMDir "$INSTDIR" ; if nothing else is in it
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd

; Every profile has an entry of its own: "megadesk", "megadesk-0123abcd".
Function un.RemoveLoginEntries
  StrCpy $0 0
  ${Do}
    ClearErrors
    EnumRegValue $1 HKCU "${RUN_KEY}" $0
    ${If} ${Errors}
    ${OrIf} $1 == ""
      ${ExitDo}
    ${EndIf}
    ReadRegStr $2 HKCU "${RUN_KEY}" $1
    StrCpy $3 "$1-" 9
    ${Find} "un." $2 "$INSTDIR\"
    ${If} $3 == "${APP}-"
    ${AndIf} $Found != ""
      DeleteRegValue HKCU "${RUN_KEY}" $1
      DeleteRegValue HKCU "${APPROVED_KEY}" $1
    ${Else}
      IntOp $0 $0 + 1
    ${EndIf}
  ${Loop}
FunctionEnd
