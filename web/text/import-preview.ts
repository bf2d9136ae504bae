/** Words for looking at a table before it is imported. */
export const importPreviewText = {
  title: "将导入的内容",
  notYet: "还没有保存，核对后再导入",
  columns: { unit: "单位", field: "项目", from: "现在", to: "导入后", change: "变动" },
  change: { new: "新填", changed: "改动", gone: "去掉" },
  empty: "（空）",
} as const;
