; The PATH of a person: one entry is added or taken out, and everything else stays as it is, byte for byte.
;
; A string in an installer holds NSIS_MAX_STRLEN characters (1,024 in most builds), and what is longer reads as nothing at
; all; who then writes "nothing;our folder" has destroyed it. So its size is asked for first, and what does not fit, or
; is no text, is not touched.

Var PathEntry ; the folder that is meant
Var PathText
Var PathKind  ; 1 text, 2 text with %variables%, 0 there is none, -1 hands off

; HKEY_CURRENT_USER as a number that is right for handles of 32 and of 64 bits.
!define CURRENT_USER -2147483647
!define READ_ACCESS 0x20019
!define NOT_THERE 2

!macro PathFunctions UN

; Read PATH into $PathText and $PathKind.
Function ${UN}ReadPath
  StrCpy $PathText ""
  StrCpy $PathKind -1
  System::Call 'advapi32::RegOpenKeyExW(p ${CURRENT_USER}, w "Environment", i 0, i ${READ_ACCESS}, *p .r1) i .r0'
  ${If} $0 = ${NOT_THERE}
    StrCpy $PathKind 0
    Return
  ${ElseIf} $0 <> 0
    Return
  ${EndIf}
  System::Call 'advapi32::RegQueryValueExW(p r1, w "Path", p 0, *i .r2, p 0, *i .r3) i .r0'
  System::Call 'advapi32::RegCloseKey(p r1)'
  ${If} $0 = ${NOT_THERE}
    StrCpy $PathKind 0
    Return
  ${ElseIf} $0 <> 0
    Return
  ${EndIf}
  IntOp $4 ${NSIS_MAX_STRLEN} * 2
  IntOp $4 $4 - 16 ; room for what is put around it
  ${If} $2 <> 1
  ${AndIf} $2 <> 2
    Return
  ${ElseIf} $3 > $4
    Return
  ${EndIf}
  ClearErrors
  ReadRegStr $PathText HKCU "Environment" "Path"
  StrLen $4 $PathText
  IntOp $4 $4 * 2
  IntOp $4 $3 - $4
  ; All of it was read: what is stored is as long, with or without its closing zero.
  ${IfNot} ${Errors}
  ${AndIf} $4 >= 0
  ${AndIf} $4 <= 2
    StrCpy $PathKind $2
  ${EndIf}
FunctionEnd

; Set the error flag if the folder is not on it.
Function ${UN}IsOnPath
  Call ${UN}ReadPath
  ${Find} "${UN}" ";$PathText;" ";$PathEntry;"
  ClearErrors
  ${If} $Found == ""
    SetErrors
  ${EndIf}
FunctionEnd

Function ${UN}RemoveFromPath
  Call ${UN}IsOnPath
  ${If} ${Errors}
    Return
  ${EndIf}
  ; ";a;entry;b;" = head ";a" + ";entry;" + rest "b;"
  StrCpy $PathText ";$PathText;"
  ${Find} "${UN}" $PathText ";$PathEntry;"
  StrLen $1 $Found
  StrLen $2 $PathText
  IntOp $1 $2 - $1
  StrCpy $1 $PathText $1
  StrLen $2 ";$PathEntry;"
  StrCpy $0 $Found "" $2
  StrCpy $PathText "$1;$0"
  StrCpy $PathText $PathText "" 1
  StrCpy $PathText $PathText -1
  Call ${UN}WritePath
FunctionEnd

; Write it back as the kind that it was.
Function ${UN}WritePath
  ${If} $PathText == ""
    DeleteRegValue HKCU "Environment" "Path"
  ${ElseIf} $PathKind = 1
    WriteRegStr HKCU "Environment" "Path" $PathText
  ${Else}
    WriteRegExpandStr HKCU "Environment" "Path" $PathText
  ${EndIf}
FunctionEnd

; Have programs that are open read variables, addresses and icons anew; one that hangs is not waited for.
Function ${UN}TellShell
  System::Call 'user32::SendMessageTimeoutW(p 0xFFFF, i 0x1A, p 0, w "Environment", i 2, i 1000, *p .r0)'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd

!macroend

!macro AddToPathFunction

Function AddToPath
  Call IsOnPath
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  StrLen $0 $PathText
  StrLen $1 $PathEntry
  IntOp $0 $0 + $1
  IntOp $0 $0 + 2
  ${Find} "" $PathEntry ";"
  StrCpy $2 $Found
  ${Find} "" $PathEntry "%"
  ${If} $PathKind < 0
  ${OrIf} $0 >= ${NSIS_MAX_STRLEN}
  ${OrIf} "$2$Found" != "" ; such a folder would be read as something else
    DetailPrint "$(PATH_LEFT)"
    MessageBox MB_OK|MB_ICONINFORMATION "$(PATH_LEFT)" /SD IDOK
    Return
  ${EndIf}
  StrCpy $0 $PathText 1 -1
  ${If} $PathText == ""
  ${OrIf} $0 == ";"
    StrCpy $PathText "$PathText$PathEntry"
  ${Else}
    StrCpy $PathText "$PathText;$PathEntry"
  ${EndIf}
  Call WritePath
FunctionEnd

!macroend
