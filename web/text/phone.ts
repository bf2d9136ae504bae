function named(count: number, numbers: readonly number[]): string {
  if (numbers.length !== count) return "";
  return `：第 ${numbers.slice(0, 4).join("、")} 题${count > 4 ? "等" : ""}`;
}

const summaryOf = (forms: number, minutes: number, left: number): string =>
  left === forms
    ? `共 ${forms} 份，约 ${minutes} 分钟。`
    : `共 ${forms} 份，还有 ${left} 份没有填，约 ${minutes} 分钟。`;

/** Words of the phone page that stand around forms and notices. @source texts.zh.md §1, §3, §4; ui.md §5 */
export const phone = {
  statementTitle: { ticket: "答卷和您本人对不上号", open: "不问姓名" },
  /** @param left forms that are not in yet; @param minutes for these */
  summary: (forms: number, minutes: number, left: number) =>
    `${summaryOf(forms, minutes, left)}可以中途离开，回来接着填。`,
  /** Where nothing is kept, going away is not spoken of. */
  summaryKiosk: summaryOf,
  roundAndGroup: (round: string, group: string) => `${round}·${group}`,
  formEffort: (effort: string, minutes: string) => `${effort}·${minutes}`,
  back: "返回",
  thisUnit: "另一个单位",
  whatToDo: "怎么办",
  contact: "联系",
  typeAgain: "重新输入代码",
  continueClosing: "已经开始过，接着填",
  reload: "重新打开",
  notReached: {
    title: "还没有打开",
    reason: "网络不通，或服务器正忙。码没有被使用。",
    action: "请看看手机的网络；连上以后这一页会自动再试。",
  },
  state: { received: "已收到", waits: "还没有提交", open: "还没有填" },
  typed: {
    groups: "20 个字母和数字，每四个一组",
    left: (left: number) => `还差 ${left} 位`,
    complete: "20 位齐了",
    /** In place of the reason of `typedWrong`, beside how many are missing. */
    short: "代码还没有输全。",
  },
  stayTitle: "留在本页",
  stay: "有网络就会自动提交，不会重复计票。",
  leaveTitle: "要离开也可以",
  leave: "截止前用同一部手机再扫一次领码纸，接着提交。",
  leaveOpen: "截止前用同一部手机再扫一次海报上的二维码，接着提交。",
  receiptsTitle: "回执码",
  receiptsHide: "收起回执码",
  position: (index: number, forms: number) => `（${index}/${forms}）`,
  questions: (first: number, last: number, all: number) =>
    first === last ? `第 ${first} 题，共 ${all} 题` : `第 ${first}–${last} 题，共 ${all} 题`,
  leaders: (first: number, last: number, all: number) =>
    first === last ? `第 ${first} 人，共 ${all} 人` : `第 ${first}–${last} 人，共 ${all} 人`,
  previousLeader: "上一位",
  nextLeader: "下一位",
  progress: "填写进度",
  isRequired: "必填",
  chooseMany: "可多选",
  chosen: (chosen: number) => `已选 ${chosen} 项`,
  /** Names up to four questions by number, else by title. */
  missing: (count: number, numbers: readonly number[]) => `还有 ${count} 题未答${named(count, numbers)}`,
  amiss: (count: number, numbers: readonly number[]) => `有 ${count} 题需要看一下${named(count, numbers)}`,
  textMissing: "这一题还没有写",
  rowMissing: "这一行还没有选，请选一项",
  quotaHint: (title: string, max: number) =>
    max === 0 ? `这次没有“${title}”的名额` : `“${title}”的名额是 ${max} 个`,
  quotaOver: (title: string, max: number, given: number) =>
    max === 0
      ? `这次没有“${title}”的名额，请改选别的一档`
      : `“${title}”的名额是 ${max} 个，现在给了 ${given} 个。请改这一处，或改别的几处`,
  rowNumber: (number: number) => `第 ${number} 项`,
  rowRemove: "去掉",
  rankHint: (ranked: number, all: number | null) => {
    if (ranked === 0) return "从最靠前的开始，依次点选；再点一次取消";
    if (all === null) return `已排 ${ranked} 项，再点一次取消`;
    return ranked < all ? `已排 ${ranked} 项，还有 ${all - ranked} 项` : "已排好，再点一次可重排";
  },
  rankPlace: (place: number) => `第 ${place} 位`,
  from: "从",
  to: "到",
  notChosen: "还没有选",
  choose: "请选择",
  yes: "是",
  no: "否",
  explain: "请说明",
  optional: "选填",
  reviewTitle: (title: string) => `${title}填好了，可以提交`,
  reviewLeader: "已评",
  reviewAnswered: (answered: number) => `${answered} 题全部已答`,
  reviewBlank: (answered: number, blank: number) =>
    `${answered === 0 ? "" : `已答 ${answered} 题，`}${blank} 题选填未写`,
  range: (first: number, last: number) => (first === last ? `第 ${first} 题` : `第 ${first}–${last} 题`),
  reviewPage: (index: number) => `第 ${index} 页`,
  change: "修改",
  onceOnly: "连您自己也看不到，就没有人能要求您出示。",
  countedAsTitle: (category: string) => `以“${category}”计入，不带任何个人信息`,
  countedAs: "封存后才计票，之前谁也看不到结果。",
} as const;
