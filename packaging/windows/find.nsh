; ${Find} "" TEXT WORD, ${Find} "un." TEXT WORD: $Found is TEXT from the first WORD in it on, or "". Case is not looked at.

Var Found
Var Word
Var WordLength
Var Beginning

!define Find "!insertmacro Find "
!macro Find UN TEXT WORD
  StrCpy $Found `${TEXT}`
  StrCpy $Word `${WORD}`
  Call ${UN}Find
!macroend

!macro FindFunction UN
Function ${UN}Find
  StrLen $WordLength $Word
  ${DoUntil} $Found == ""
    StrCpy $Beginning $Found $WordLength
    ${If} $Beginning == $Word
      Return
    ${EndIf}
    StrCpy $Found $Found "" 1
  ${Loop}
FunctionEnd
!macroend
