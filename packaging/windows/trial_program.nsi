; Stands for megadesk.exe and megadeskw.exe in a trial of the installer: a program that writes down how it was called.
; With --background it runs until it is called with --quit; with --deaf until the trial is over.

!ifdef TARGET
  Target "${TARGET}"
!else
  Unicode true
!endif
!include LogicLib.nsh
!include find.nsh
!insertmacro FindFunction ""

Name "trial"
OutFile "${OUT}"
SilentInstall silent
RequestExecutionLevel user

!define NOTES "$LOCALAPPDATA\megadesk-trial"

!macro RunUntil WORD FILE
  ${Find} "" $CMDLINE "${WORD}"
  ${If} $Found != ""
    ${DoUntil} ${FileExists} "${NOTES}\${FILE}"
      Sleep 50
    ${Loop}
  ${EndIf}
!macroend

Section
  CreateDirectory "${NOTES}"
  FileOpen $0 "${NOTES}\calls.txt" a
  FileSeek $0 0 END
  FileWrite $0 "$CMDLINE$\r$\n"
  FileClose $0
  ${Find} "" $CMDLINE "--quit"
  ${If} $Found != ""
    FileOpen $0 "${NOTES}\quit" w
    FileClose $0
  ${EndIf}
  !insertmacro RunUntil "--background" "quit"
  !insertmacro RunUntil "--deaf" "over"
SectionEnd
