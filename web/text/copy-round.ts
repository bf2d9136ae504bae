/** Words for making a round like an earlier one. */
export const copyRoundText = {
  act: "照上一轮新建…",
  title: "照以前的一轮新建",
  body: "新的一轮是草稿，封存设置以前都能改。以前那一轮的答卷、研判、等次不会带过来，也不受影响。",
  from: "照哪一轮",
  name: "新轮次名称",
  until: "截止时间（可以以后再填）",
  take: "带过来什么",
  takes: {
    settings: ["只带设置", "表单、评估办法、收票方式、评价时段、电话"],
    units: ["设置和单位，不带人", "单位名称、类型、分组；人数和班子成员重新导入"],
    roster: ["设置、单位和整个名册", "人数和班子成员也照搬，请核对有没有变"],
  },
  safe: "不新建",
  confirm: "新建",
  busy: "正在新建…",
  close: "关闭",
  done: (title: string) => `已新建“${title}”。`,
} as const;
