/** Words for looking at a roster before it is imported. */
export const rosterPreviewText = {
  unitsTitle: "将导入的单位",
  found: (units: number, people: number, leaders: number) =>
    `${units} 个单位，应参加 ${people} 人，班子成员 ${leaders} 名。`,
  changes: (fresh: number, changed: number, same: number) =>
    `与现有的相比：新增 ${fresh} 个，有变动 ${changed} 个，不变 ${same} 个。`,
  gone: (names: readonly string[]) => `现有的 ${names.join("、")} 不在这份文件里，导入后将去掉。`,
  warnings: (count: number) => `另有 ${count} 处请留意，不影响导入：`,
  column: "变动",
  change: { new: "新增", changed: "有变动", same: "不变" },
  cancel: "不导入",
} as const;
