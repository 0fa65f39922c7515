; The installer for Windows: for one person or for the whole machine, in three languages. Run by build_spec/nsis.py, which
; gives VERSION, PAYLOAD (the built folder), ICON, BANNER and OUT. An office is a folder of the user's: nothing here touches one.

Unicode true
!ifdef TARGET
  Target ${TARGET}
!endif
SetCompressor /SOLID lzma
ManifestDPIAware true
Name "CRM Desktop"
BrandingText "CRM Desktop ${VERSION}"
OutFile "${OUT}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\CRM Desktop"
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "UninstallString"
!define MULTIUSER_INSTALLMODE_INSTDIR "CRM Desktop"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!include MultiUser.nsh
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinVer.nsh
!include x64.nsh

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${BANNER}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${BANNER}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_LANGDLL_REGISTRY_ROOT SHCTX
!define MUI_LANGDLL_REGISTRY_KEY "${KEY}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "InstallerLanguage"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION StartProgram

!insertmacro MULTIUSER_PAGE_INSTALLMODE
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE NoOfficeHere
!insertmacro MUI_PAGE_DIRECTORY
!define MUI_PAGE_CUSTOMFUNCTION_PRE AsLastTime
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(Keeps)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$(Kept)"
!insertmacro MUI_UNPAGE_FINISH

!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE SimpChinese
!insertmacro MUI_LANGUAGE TradChinese
!insertmacro MUI_RESERVEFILE_LANGDLL
!include words.nsh
SetFont /LANG=${LANG_ENGLISH} "Segoe UI" 9
SetFont /LANG=${LANG_SIMPCHINESE} "Microsoft YaHei UI" 9
SetFont /LANG=${LANG_TRADCHINESE} "Microsoft JhengHei UI" 9

VIProductVersion "${FOUR_PARTS}"
!macro ABOUT language
  VIAddVersionKey /LANG=${language} "ProductName" "CRM Desktop"
  VIAddVersionKey /LANG=${language} "FileDescription" "CRM Desktop"
  VIAddVersionKey /LANG=${language} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${language} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${language} "LegalCopyright" "MIT License"
!macroend
!insertmacro ABOUT ${LANG_ENGLISH}
!insertmacro ABOUT ${LANG_SIMPCHINESE}
!insertmacro ABOUT ${LANG_TRADCHINESE}

; Windows writes into no file of a program that runs. Asked until it is closed; a silent run ends with 2.
!macro WAIT_UNTIL_CLOSED un
  Function ${un}WaitUntilClosed
    ${Do}
      StrCpy $1 closed
      ${ForEach} $2 1 2 + 1
        StrCpy $3 "$INSTDIR\crm-desktop.exe"
        ${If} $2 = 2
          StrCpy $3 "$INSTDIR\crm-desktop-cli.exe"
        ${EndIf}
        ${If} ${FileExists} "$3"
          ClearErrors
          FileOpen $4 "$3" a
          ${If} ${Errors}
            StrCpy $1 open
          ${Else}
            FileClose $4
          ${EndIf}
        ${EndIf}
      ${Next}
      ${If} $1 == closed
        Return
      ${EndIf}
      ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(OpenNow)" /SD IDCANCEL IDCANCEL`
        SetErrorLevel 2
        Quit
      ${EndIf}
    ${Loop}
  FunctionEnd
!macroend
!insertmacro WAIT_UNTIL_CLOSED ""
!insertmacro WAIT_UNTIL_CLOSED "un."

; What both the next version and the uninstaller take away: the program's own names, never the whole folder.
!macro TAKE_AWAY
  ${If} ${FileExists} "$INSTDIR\crm-desktop.exe"
    RMDir /r "$INSTDIR\parts"
  ${EndIf}
  Delete "$INSTDIR\crm-desktop.exe"
  Delete "$INSTDIR\crm-desktop-cli.exe"
!macroend

Function .onInit
  SetRegView 64
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(OldWindows)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  !insertmacro MULTIUSER_INIT
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

Function NoOfficeHere
  ${If} ${FileExists} "$INSTDIR\crm.db"
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(IsOffice)"
    Abort
  ${EndIf}
FunctionEnd

Function NotOlder
  ReadRegStr $0 SHCTX "${KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 = 1
    ${AndIf} ${Cmd} `MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(NewerThere)" /SD IDNO IDNO`
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Function StartProgram
  ; by the desktop, so that it doesn't run with the rights of the installer
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\crm-desktop.exe"'
FunctionEnd

Section "$(SecProgram)" Program
  SectionIn RO
  Call NotOlder
  Call WaitUntilClosed
  ClearErrors
  !insertmacro TAKE_AWAY
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "$(NotReplaced)" /SD IDOK
    SetErrorLevel 5
    Quit
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}${SLASH}*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr SHCTX "${KEY}" "DisplayName" "CRM Desktop"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\crm-desktop.exe"
  WriteRegStr SHCTX "${KEY}" "Publisher" "The CRM Desktop authors"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegStr SHCTX "${KEY}" "InstallerLanguage" "$LANGUAGE"
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" "$0"
SectionEnd

Section "$(SecMenu)" Menu
  CreateShortcut "$SMPROGRAMS\CRM Desktop.lnk" "$INSTDIR\crm-desktop.exe" "" "" "" "" "" "$(LinkComment)"
SectionEnd

Section "$(SecDesktop)" Desktop
  CreateShortcut "$DESKTOP\CRM Desktop.lnk" "$INSTDIR\crm-desktop.exe" "" "" "" "" "" "$(LinkComment)"
SectionEnd

; Whoever threw the icon away, or wanted none, gets none from the next version.
Function AsLastTime
  ReadRegStr $0 SHCTX "${KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${IfNot} ${FileExists} "$SMPROGRAMS\CRM Desktop.lnk"
      !insertmacro UnselectSection ${Menu}
    ${EndIf}
    ${IfNot} ${FileExists} "$DESKTOP\CRM Desktop.lnk"
      !insertmacro UnselectSection ${Desktop}
    ${EndIf}
  ${EndIf}
FunctionEnd

Section Uninstall
  Call un.WaitUntilClosed
  !insertmacro TAKE_AWAY
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"  ; only when nothing else lies in it
  Delete "$SMPROGRAMS\CRM Desktop.lnk"
  Delete "$DESKTOP\CRM Desktop.lnk"
  DeleteRegKey SHCTX "${KEY}"
  ${If} ${Silent}
    SetErrorLevel 0
  ${EndIf}
SectionEnd
