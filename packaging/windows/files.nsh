; Ends what runs from a folder, and removes from it what a list names: nothing else, whoever put it there.

Var Folder     ; the folder that is meant
Var Handle
Var Line
Var Part
Var Tries
Var WasApp    ; "1" if the app was running before it was asked to end
Var WasEngine ; "1" if something of the console program was: the engine

; How often, and how long apart, a program that ends is waited for: ten seconds, then the person is asked.
!define TRIES 40
!define PAUSE_MS 250
; A command that does not come back is ended; the app answers in seconds, an engine writes down what it has.
!define PATIENCE_MS 60000

!macro FilesFunctions UN

; Ask app and engine to end, and return once their files are free. Gives up if the person does.
Function ${UN}StopPrograms
  ${IfNot} ${FileExists} "$Folder\${CONSOLE}"
    Return
  ${EndIf}
  DetailPrint "$(ENDING)"
  ClearErrors
  !insertmacro NoteIfBusy "${WINDOWED}" $WasApp
  !insertmacro NoteIfBusy "${CONSOLE}" $WasEngine
  nsExec::Exec /TIMEOUT=${PATIENCE_MS} '"$Folder\${CONSOLE}" --quit'
  Pop $0
  nsExec::Exec /TIMEOUT=${PATIENCE_MS} '"$Folder\${CONSOLE}" engine stop'
  Pop $0
  again:
  StrCpy $Tries 0
  ${Do}
    ClearErrors
    Call ${UN}IsFree
    ${IfNot} ${Errors}
      Return
    ${EndIf}
    IntOp $Tries $Tries + 1
    ${If} $Tries > ${TRIES}
      ${ExitDo}
    ${EndIf}
    Sleep ${PAUSE_MS}
  ${Loop}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(BUSY)" /SD IDCANCEL IDRETRY again
  Abort "$(BUSY)"
FunctionEnd

; Set the error flag if a program in the folder runs: Windows lets nobody write into one that does.
Function ${UN}IsFree
  !insertmacro FailIfBusy "${CONSOLE}"
  !insertmacro FailIfBusy "${WINDOWED}"
FunctionEnd

; Remove what the list in the folder names, and the list. A line that leads out of the folder is none of ours.
Function ${UN}RemoveListed
  ${IfNot} ${FileExists} "$Folder\${LIST_NAME}"
    Return
  ${EndIf}
  InitPluginsDir
  ClearErrors
  CopyFiles /SILENT "$Folder\${LIST_NAME}" "$PLUGINSDIR\${LIST_NAME}"
  FileOpen $Handle "$PLUGINSDIR\${LIST_NAME}" r
  ${If} ${Errors}
    Abort "$(NO_LIST)"
  ${EndIf}
  DetailPrint "$(REMOVING)"
  SetDetailsPrint none
  ${Do}
    ClearErrors
    FileRead $Handle $Line
    ${If} ${Errors}
      ${ExitDo}
    ${EndIf}
    StrCpy $Part $Line "" -2
    ${If} $Part == "$\r$\n"
      StrCpy $Line $Line -2
      Call ${UN}RemoveLine
    ${EndIf}
  ${Loop}
  FileClose $Handle
  Delete "$Folder\${LIST_NAME}"
  ClearErrors
  SetDetailsPrint lastused
FunctionEnd

; Remove one file, or one folder (it ends with a backslash) if nothing is left in it.
Function ${UN}RemoveLine
  ${Find} "${UN}" $Line ".."
  ${If} $Found != ""
  ${OrIf} $Line == ""
    Return
  ${EndIf}
  StrCpy $Part $Line 1 -1
  ${If} $Part == "\"
    RMDir "$Folder\$Line"
  ${Else}
    Delete "$Folder\$Line"
  ${EndIf}
FunctionEnd

; Two at once would take the files from under each other. The handle lives as long as this process.
Function ${UN}OnlyOne
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "Local\megadesk-setup") p .r1 ?e'
  Pop $0
  ${If} $0 = 183 ; it is there already
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(TWICE)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

!macroend

!macro FailIfBusy FILE
  ${If} ${FileExists} "$Folder\${FILE}"
    FileOpen $Handle "$Folder\${FILE}" a
    ${If} ${Errors} ; asking takes the flag down
      SetErrors
      Return
    ${EndIf}
    FileClose $Handle
  ${EndIf}
!macroend

!macro NoteIfBusy FILE NOTE
  ${If} ${FileExists} "$Folder\${FILE}"
    ClearErrors
    FileOpen $Handle "$Folder\${FILE}" a
    ${If} ${Errors}
      StrCpy ${NOTE} 1
    ${Else}
      FileClose $Handle
    ${EndIf}
  ${EndIf}
!macroend
