; What the installer says, in the three languages of the program. A test holds them complete.

LangString SecProgram ${LANG_ENGLISH} "CRM Desktop (needed)"
LangString SecProgram ${LANG_SIMPCHINESE} "CRM Desktop（必装）"
LangString SecProgram ${LANG_TRADCHINESE} "CRM Desktop（必要）"

LangString SecMenu ${LANG_ENGLISH} "Entry in the Start menu"
LangString SecMenu ${LANG_SIMPCHINESE} "“开始”菜单里的入口"
LangString SecMenu ${LANG_TRADCHINESE} "「開始」功能表裡的項目"

LangString SecDesktop ${LANG_ENGLISH} "Icon on the desktop"
LangString SecDesktop ${LANG_SIMPCHINESE} "桌面图标"
LangString SecDesktop ${LANG_TRADCHINESE} "桌面捷徑"

LangString LinkComment ${LANG_ENGLISH} "Customers, complaints, call-backs and surveys of one office"
LangString LinkComment ${LANG_SIMPCHINESE} "一个办公室的客户、投诉、回访和调查"
LangString LinkComment ${LANG_TRADCHINESE} "一個辦公室的客戶、客訴、回訪和調查"

LangString OldWindows ${LANG_ENGLISH} "CRM Desktop needs Windows 10 or newer, 64 bit."
LangString OldWindows ${LANG_SIMPCHINESE} "CRM Desktop 要用 64 位的 Windows 10 或更新的 Windows。"
LangString OldWindows ${LANG_TRADCHINESE} "CRM Desktop 需要 64 位元的 Windows 10 或更新的 Windows。"

LangString OpenNow ${LANG_ENGLISH} "CRM Desktop is open. Close its windows, then press Retry."
LangString OpenNow ${LANG_SIMPCHINESE} "CRM Desktop 还开着。先关掉窗口，再按“重试”。"
LangString OpenNow ${LANG_TRADCHINESE} "CRM Desktop 還開著。先關掉視窗，再按「重試」。"

LangString NewerThere ${LANG_ENGLISH} "Version $0 is installed, which is newer. Version ${VERSION} can't open an office that the newer one has opened. Install the older version all the same?"
LangString NewerThere ${LANG_SIMPCHINESE} "已经装了更新的 $0 版。新版打开过的办公室，${VERSION} 版打不开。还要装这个旧版吗？"
LangString NewerThere ${LANG_TRADCHINESE} "已經安裝較新的 $0 版。新版開過的辦公室，${VERSION} 版打不開。仍要安裝這個舊版嗎？"

LangString IsOffice ${LANG_ENGLISH} "This folder is an office. Choose another folder for the program."
LangString IsOffice ${LANG_SIMPCHINESE} "这个文件夹是办公室。程序请装到别的文件夹。"
LangString IsOffice ${LANG_TRADCHINESE} "這個資料夾是辦公室。程式請安裝到別的資料夾。"

LangString NotReplaced ${LANG_ENGLISH} "Some files of the program could not be replaced. Restart the computer and install again."
LangString NotReplaced ${LANG_SIMPCHINESE} "程序的几个文件没能换掉。重新启动电脑，再装一次。"
LangString NotReplaced ${LANG_TRADCHINESE} "程式的部分檔案無法更換。重新啟動電腦，再安裝一次。"

LangString Keeps ${LANG_ENGLISH} "Only the program is removed. Your offices and backups stay where they are, and so do the settings in %LOCALAPPDATA%\crm-desktop."
LangString Keeps ${LANG_SIMPCHINESE} "只卸载程序。办公室和备份留在原处，%LOCALAPPDATA%\crm-desktop 里的设置也留着。"
LangString Keeps ${LANG_TRADCHINESE} "只移除程式。辦公室與備份留在原處，%LOCALAPPDATA%\crm-desktop 裡的設定也會保留。"

LangString Kept ${LANG_ENGLISH} "CRM Desktop was removed. Your offices and backups are where they were: an office is a folder that ends in .crm, usually in Documents. The settings are in %LOCALAPPDATA%\crm-desktop."
LangString Kept ${LANG_SIMPCHINESE} "CRM Desktop 已卸载。办公室和备份都在原处：办公室是以 .crm 结尾的文件夹，一般在“文档”里。设置在 %LOCALAPPDATA%\crm-desktop。"
LangString Kept ${LANG_TRADCHINESE} "CRM Desktop 已移除。辦公室與備份都在原處：辦公室是以 .crm 結尾的資料夾，通常在「文件」裡。設定在 %LOCALAPPDATA%\crm-desktop。"
