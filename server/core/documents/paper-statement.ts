/** Stands above every paper form. @source texts.zh.md §1 statement.paper */
export const paperStatement =
  "本表不记名，不编号。请用会场统一提供的笔，在选定的格内画“√”，不要写字；要写意见，请用另发的意见纸。" +
  "填好后请您自己折好，投入密封的票箱。由两人分别录入核对后，与网上填写的合并统计，原件密封存档。";
