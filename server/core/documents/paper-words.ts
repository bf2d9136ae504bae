/** Words of the blank paper forms and of the sheet for texts. @source texts.zh.md §1 statement.paper; domain.md §5.10 */
export const paperWords = {
  documentTitle: (unit: string, batch: string) => `空白表　${unit}　${batch}`,
  of: (unit: string, batch: string) => `${unit}　　${batch}`,
  columns: { number: "序号", content: "内容", name: "姓名", post: "职务", item: "项目" },
  item: (title: string, hint: string) => `${title}：${hint}。`,
  many: "（可选多项）",
  most: (most: number) => `（最多选 ${most} 项，多选了本题作废）`,
  range: (least: number | null, most: number | null) =>
    `（${[least === null ? "" : `不小于 ${least}`, most === null ? "" : `不大于 ${most}`].filter(Boolean).join("，")}）`,
  quota: (title: string, max: number) =>
    max === 0
      ? `这次没有“${title}”的名额，画了“${title}”的各项作废。`
      : `“${title}”的名额是 ${max} 个；画得超过名额，画了“${title}”的各项都作废。`,
  condition: (when: string) => `如果${when}，请填写；不是的，请空着。`,
  optionCondition: (option: string, when: string) => `“${option}”一项，${when}的才可以选。`,
  /** Asked on the phone only: when they are asked cannot be told from the marks of a sheet. */
  onPhoneOnly: (titles: readonly string[]) =>
    `纸质表不问：${titles.map((title) => `“${title}”`).join("、")}。`,
  written: "填数字：",
  page: (title: string, page: number, pages: number) => `${title}　第 ${page} 页，共 ${pages} 页`,
  /** The same on every sheet of the form. @param digest of the definition; null = not frozen yet */
  edition: (version: string, digest: string | null) =>
    `版本 ${version}${digest === null ? "" : `　表单校验码 ${digest.slice(0, 8)}`}`,
  rehearsal: "【试填】",
  texts: {
    title: "意见纸",
    lead: "可以不写。请别写姓名、电话和能认出您本人的经历。写好后请您自己折好，和表分开投入密封的票箱。要反映具体问题线索，请用举报渠道，这里的文字不作为举报受理。",
    question: (form: string, number: string, title: string) =>
      `${form}${number === "" ? "" : `第 ${number} 题`}　${title}`,
  },
} as const;

const quoted = (options: readonly string[], joined: string): string =>
  options.map((option) => `“${option}”`).join(joined);

/** Conditions in a sentence; what is asked about is named as on the paper. */
export const conditionWords = {
  numbered: (number: string) => `第 ${number} 题`,
  titled: (title: string) => `“${title}”`,
  leader: (name: string, title: string) => `“${name}”的“${title}”`,
  row: (title: string) => `“${title}”`,
  yes: "是",
  no: "否",
  and: (one: string, other: string) => `${one}，并且${other}`,
  or: (one: string, other: string) => `${one}，或者${other}`,
  not: (inner: string) => `不是（${inner}）`,
  bracketed: (inner: string) => `（${inner}）`,
  empty: (name: string) => `${name}没有填`,
  notempty: (name: string) => `${name}填了`,
  options: {
    equal: (name: string, options: readonly string[]) => `${name}选了${quoted(options, "")}`,
    notequal: (name: string, options: readonly string[]) => `${name}没有选${quoted(options, "")}`,
    contains: (name: string, options: readonly string[]) => `${name}选了${quoted(options, "和")}`,
    notcontains: (name: string, options: readonly string[]) => `${name}没有选${quoted(options, "")}`,
    anyof: (name: string, options: readonly string[]) => `${name}选了${quoted(options, "或")}`,
    allof: (name: string, options: readonly string[]) => `${name}选了${quoted(options, "和")}`,
    noneof: (name: string, options: readonly string[]) => `${name}没有选${quoted(options, "或")}`,
  } as { readonly [operator: string]: (name: string, options: readonly string[]) => string },
  numbers: {
    equal: (name: string, value: number) => `${name}填的是 ${value}`,
    notequal: (name: string, value: number) => `${name}没有填 ${value}`,
    less: (name: string, value: number) => `${name}小于 ${value}`,
    greater: (name: string, value: number) => `${name}大于 ${value}`,
    lessorequal: (name: string, value: number) => `${name}不大于 ${value}`,
    greaterorequal: (name: string, value: number) => `${name}不小于 ${value}`,
  } as { readonly [operator: string]: (name: string, value: number) => string },
} as const;
