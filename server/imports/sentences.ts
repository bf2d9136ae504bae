/** Why a file could not be read, as the person who chose it is told. */
export const UNREADABLE = {
  empty: "文件是空的",
  tooLarge: (mebibytes: number) => `文件超过 ${mebibytes} MiB，请只保留名册`,
  encoding: "文字编码认不出来（可能混用了两种编码，或文件不完整），请在表格软件里另存为 .xlsx 再导入",
  binary: "这不是表格文件，请用 .xlsx 或 .csv",
  oldExcel: "这是旧格式（.xls）或加了密码的文件，请另存为不加密的 .xlsx 再导入",
  notWorkbook: "这个压缩包不是 .xlsx 工作簿，请在表格软件里另存为 .xlsx 再导入",
  damaged: "工作簿已损坏或不完整，请重新另存为 .xlsx 再导入",
  bomb: "工作簿解压后过大，已停止读取；请只保留名册，另存后再导入",
  doctype: "工作簿里带有不允许的文档声明（DOCTYPE），请在表格软件里另存为 .xlsx 再导入",
  external: "工作簿链接了别的文件或网址，请断开外部链接后再导入",
  active: "工作簿带有宏、嵌入对象或数据连接，请另存为普通 .xlsx 再导入",
  tooManyCells: "表格范围太大（可能在很远的位置还有内容或格式），请删除多余的行和列",
  formulas: (cells: string) => `下列单元格是公式：${cells}。请复制后“选择性粘贴为数值”再导入`,
  csv: (row: number) => `第 ${row} 行附近的引号或分隔符不成对，请检查后再导入`,
} as const;
