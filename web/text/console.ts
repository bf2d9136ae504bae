/** Words of the console that no other page uses. Sentences about refusals stand in `problems.ts`. */
import type { ImportFault } from "../../server/core/problem.ts";
import { office } from "./office.ts";
import { extendText } from "./on-site.ts";
import { words } from "./words.ts";

export const categoryWords: { readonly [category: string]: string } = {
  A: "班子成员",
  B: "中层",
  C: "职工",
  D: "外部",
};

export const common = {
  loading: "正在读取",
  stale: "刚才没有读到新的内容，这里是之前读到的。",
  tryAgain: "再试一次",
  notSaved: "没有保存。",
  code: (code: string) => `编号 ${code}`,
  rowsFrom: (from: number, to: number) => `第 ${from}–${to} 行`,
  panelsFrom: (from: number, to: number) => `第 ${from}–${to} 个单位`,
  unreachable: "连不上服务器。已保存的内容不受影响；请检查网络，或确认服务器还开着。",
  unexpected: "服务器出了故障。已保存的内容不受影响；请联系系统管理员。",
  mainNavigation: "主导航",
  skip: "跳到正文",
  pages: {
    prepare: "准备",
    progress: "进度",
    results: "单位结果",
    compare: "比较",
    assessment: "评估",
    grades: "等次",
    documents: "材料",
  },
  allRounds: "全部轮次",
  firstPage: "首页",
  account: "账号",
  changePassword: "修改密码",
  signOut: "退出登录",
  theme: "显示",
  themes: { system: "跟随系统", light: "浅色", dark: "深色" },
  close: "关闭",
  people: (count: number | string) => `${count} 人`,
  title: (page: string) => `${page} · ${words.product}`,
  typingBack:
    "退出之前没有提交的内容已经填回。如果是在弹出的窗口里填的，再打开那个窗口就会填回；密码要重新输入。",
  noSuchPage: "没有这一页",
  noSuchPageHint: "网址可能不全，或者这个轮次不在您的账号范围内。",
  backToRounds: "回到全部轮次",
  notYourPageHint: "网址可能不全，或者这一页不在您的账号范围内。",
  backToFirst: "回到首页",
} as const;

/** Before a page is left on which something is typed and not saved. */
export const leaving = {
  title: "还有没保存的内容",
  body: "这一页有您填写、还没有保存的内容，离开后就没有了。可以先留下保存，再离开。",
  safe: "留在这一页",
  confirm: "不保存，离开",
} as const;

export const signIn = {
  title: "登录",
  kept: "离开超过 15 分钟，已自动退出。没有提交的内容还在这一页：用原来的账号登录后会填回去，密码要重新输入。",
  name: "账号",
  password: "密码",
  act: "登录",
  busy: "正在登录…",
  refused: "账号或密码不对。",
  wait: (seconds: number) => `请等 ${seconds} 秒再试；输错次数越多，等得越久。其他人不受影响。`,
  redline: office.redline,
} as const;

export const password = {
  title: "修改密码",
  first: "这是初始密码，请先换成您自己的，再继续。",
  old: "现在的密码",
  next: "新密码",
  rule: "至少 10 个字符。用几个词连起来最好记。",
  again: "再输一遍新密码",
  act: "保存新密码",
  busy: "正在保存…",
  tooShort: "新密码不足 10 个字符",
  differ: "两遍输得不一样",
  same: "新密码和现在的一样",
  oldRefused: "现在的密码不对。新密码没有保存。",
  done: "新密码已保存",
} as const;

export const rounds = {
  title: "轮次",
  lead: (count: number) => `共 ${count} 个轮次。`,
  create: "新建轮次",
  emptyTitle: "先建一个轮次",
  empty: "一个轮次放一批被巡察单位，用同一套表单和评估办法。",
  columns: { title: "轮次", units: "单位", closed: "已封存" },
  progress: (closed: number, units: number) => (units === 0 ? "还没有单位" : `${closed} / ${units}`),
} as const;

export const settings = {
  newTitle: "新建轮次",
  editTitle: "轮次设置",
  lead: "封存设置以前都可以改；封存以后，表单、权重、票种、显示规则都不能再改。",
  name: "轮次名称",
  namePlaceholder: "例如 十五届县委第三轮巡察",
  authority: "派出机关",
  authorityDefault: "县委",
  periodDefault: "近三年",
  authorityHint: "写进报告段落，例如 县委",
  setUp: "收票方式",
  setUps: {
    onsite: "巡察组带一台电脑和自己的无线网，不用互联网。手机先加密答卷再发出。",
    online: "通过本县自己的网址（https）填写，截止前随时可填。",
  },
  period: "评价时段",
  periodHint: "印在题目里，例如 近三年",
  networkName: "无线网名称（选填）",
  networkNameHint: "巡察组自带的路由器，印在领码纸、海报上",
  networkNameFault: "填路由器显示的名称，最多 32 个字节（汉字约 10 个）",
  networkPassword: "无线网密码",
  networkPasswordHint: "印在领码纸背面；封存设置后不能再改",
  networkPasswordFault: "8 到 63 个字母、数字或符号，不含空格和汉字",
  feedbackDate: "反馈日期（选填）",
  feedbackDateHint: "用整改满意度表时要填，例如 2026年9月1日",
  openUntil: "截止时间",
  openUntilHint: "印在领码纸和填写页上，例如 2026年11月27日 18:00",
  phone: "联系电话",
  phoneHint: "填写人遇到问题时拨打",
  listPlace: "公示地点（选填）",
  listPlaceHint: "回执码清单贴在哪里，不填是本单位公示栏",
  poster: {
    title: "海报上还写什么（选填，不填的不印）",
    mailbox: "信箱",
    email: "邮箱（只印在公开海报上）",
    visitAt: "来访地点",
    signedBy: "巡察机构名称（公开海报落款）",
    signedOn: "日期（公开海报落款）",
  },
  forms: "表单",
  formsHint: "勾选要用的表单，以及由哪几类人填。班子成员默认不填成员表。",
  use: (title: string) => `使用《${title}》`,
  categories: (title: string) => `《${title}》由谁填`,
  optional: "选用题",
  include: (title: string) => `选用：${title}`,
  outside: (outside: string) => `${outside}人员怎么填`,
  outsideWays: {
    tickets: ["领码纸", "一人一码，按应参加人数印制。"],
    link: ["开放二维码", "一张公开海报，谁都可以扫。不核对是谁填的，单独列出，不计入得分。"],
  },
  scheme: "评估办法",
  protection: "保护填写人",
  smallBlocks:
    "关于单位的表，满 5 人的类别就单独计票（一般为满 10 人）。关于个人的表不变。分得细，也更容易看出谁怎么选",
  longKeys: "盲章用更长的密钥（3072 位）。封存设置和填写都慢一些，老手机更明显",
  judgesFirst: "先研判、后看结果：巡察组确认研判以后，才能看到本组单位的得分",
  version: (version: string) => `版本 ${version}`,
  formVersion: "版本",
  versionOf: (title: string) => `《${title}》的版本`,
  versionChoice: (version: string, isShipped: boolean) => `${version}（${isShipped ? "自带" : "本单位"}）`,
  versionGone: (gone: string, version: string) =>
    `这一轮选的是版本 ${gone}，程序更新以后不再提供，这里换成了版本 ${version}。看过没有问题，就保存设置。`,
  seeForm: "看这份表和改动",
  formLine: (shortTitle: string, version: string) => `${shortTitle}，版本 ${version}`,
  save: "保存，下一步：导入单位",
  saveEdit: "保存设置",
  saving: "正在保存…",
  saved: "设置已保存。",
  missing: "还没有填",
  noForm: "至少选一份表单",
  noCategory: "至少选一类人来填",
  missingLead: (count: number) => `有 ${count} 处没有填好，没有保存。`,
} as const;

export const prepare = {
  title: (round: string) => `准备：${round}`,
  goProgress: "去“进度”领码纸、开放",
  redline: "名册里只有单位、人数和班子成员，不收干部职工姓名。",
} as const;

export const roster = {
  title: "单位与名册",
  lead: "一个 Excel 工作簿，“单位”“班子成员”各一张表：单位、类型、组别、各类应参加人数，以及班子成员。不要写干部职工姓名。",
  template: "下载空白模板",
  choose: "选择 Excel 或 CSV 文件",
  act: "导入",
  replace: "重新导入，替换现有单位",
  busy: "正在导入名册…",
  done: (units: number, leaders: number) => `已导入 ${units} 个单位、${leaders} 名班子成员。`,
  warningsTitle: (count: number) => `已经导入，另有 ${count} 处请留意`,
  faultsTitle: "表里有问题，全部未导入",
  faultsHint: "改好后重新选择这个文件",
  faultsCount: (count: number) => `共 ${count} 处。`,
  faultColumns: { place: "位置", found: "现在的内容", sentence: "问题" },
  place: ({ sheet, row, column }: ImportFault) =>
    [sheet ?? "", row === null ? "" : `第 ${row} 行`, column ?? ""].filter(Boolean).join("，") || "整个文件",
  nothingFound: "（空）",
  unitsTitle: "已导入的单位",
  columns: { unit: "被巡察单位", group: "巡察组", leaders: "班子成员", total: "合计" },
  tooFew: (units: string, floor: number) =>
    `${units}应参加不足 ${floor} 人，单独统计会暴露个人，不能单独开放。请在名册里并入上级或相邻单位后重新导入。`,
} as const;

export const seal = {
  title: "封存设置并生成测评码密钥",
  lead: "封存后，表单、权重、名册、计票组、显示规则都固定下来，任何人不能再改；同时为每个单位生成密钥，之后才能打印领码纸。",
  act: "封存设置…",
  waits: (missing: readonly string[]) => `现在还不能封存设置。${missing.join("；")}。`,
  look: (notes: readonly string[]) => `封存前请先看一看：${notes.join("；")}。`,
  question: "现在封存设置？",
  body: (units: number, people: number) =>
    `${units} 个单位、应参加 ${people} 人。封存后，表单、权重、票种和显示规则`,
  cannot: "不能再改，也不能撤回",
  after: "。发现有错，只能另建轮次重来。请先对照签过字的表单送审稿。",
  safe: "再核对一遍",
  confirm: "封存设置",
  busy: "正在生成密钥…",
  sealing: (done: number, of: number) => `正在生成密钥：${done} / ${of} 个单位`,
  leave: "可以关掉这个窗口、去看别的页面，密钥会接着生成。",
  close: "关闭",
  done: (units: number) => `设置已封存，已为 ${units} 个单位生成密钥。`,
  blocksTitle: "计票组",
  block: (name: string, eligible: number) => `${name}（${eligible}）`,
  blocksLead: "人数少的类别已按人数与相邻类别合并。",
  blocksColumns: { unit: "被巡察单位", form: "表单", blocks: "计票组（应参加）" },
} as const;

export const progress = {
  title: "进度",
  lead: {
    first: "中 ",
    and: "，",
    stop: "。",
    closed: (n: number) => `${n} 个已封存`,
    open: (n: number) => `${n} 个正在收票`,
    paused: (n: number) => `${n} 个暂停`,
    waiting: (n: number) => `${n} 个未开放`,
    busy: (n: number) => `${n} 个正在封存`,
    withdrawn: (n: number) => `${n} 个已作废或宣布无效`,
    of: (n: number) => `${n} 个单位`,
    eligible: (n: number) => `应参加 ${n} 人`,
    returned: (from: number, to: number) => (from === to ? `已收 ${from} 人` : `已收 ${from}–${to} 人`),
  },
  stepNote: "收票期间人数按 5 人一档显示，每分钟更新；封存后显示准确数。",
  beforeClose: office.beforeClose,
  emptyTitle: "还没有单位",
  empty: "先导入单位和人数，再封存设置。",
  goPrepare: "去“准备”",
  waitsForSeal: {
    office: "设置还没有封存。先在“准备”里做完各步、封存设置，才能印领码纸、开放。",
    others: "巡察办还在准备。封存设置以后，这里才能印领码纸、开放。",
  },
  caption: "各单位收票进度",
  columns: { unit: "被巡察单位", group: "巡察组", turnout: "已收 / 应参加", state: "状态", acts: "操作" },
  range: (step: number, top: number, eligible: number) =>
    step === top ? `${step} / ${eligible}` : `${step}–${top} / ${eligible}`,
  none: (eligible: number) => `— / ${eligible}`,
  exact: (returned: number, eligible: number) => `${returned} / ${eligible}`,
  rate: (percent: string) => `${percent}%`,
  reached: "已达参评线",
  complete: "已全部收回",
  barName: (text: string) => `已收 ${text} 人`,
  acts: {
    tickets: "领码纸",
    open: "开放",
    pause: "暂停",
    resume: "继续收票",
    extend: extendText.act,
    close: "封存",
    results: "看结果",
    on: (act: string, unit: string) => `${act}：${unit}`,
  },
  did: {
    open: (unit: string) => `${unit}已开放，可以扫码填写了。`,
    pause: (unit: string) => `${unit}已暂停。已填的内容还在手机上。`,
    resume: (unit: string) => `${unit}继续收票。`,
  },
  afterOpen: office.afterOpen,
  openQuestion: (unit: string) => `开放${unit}？`,
  openBody: "开放后，领到码的人就可以填写。",
  openWithout: "还有票袋没有打印领码纸。",
  openPlain: "本次通过未加密网络填写：答卷在手机上先加密再发出。",
  openSafe: "先不开放",
  openConfirm: "开放收票",
  pauseQuestion: (unit: string) => `暂停${unit}的收票？`,
  pausing: {
    body:
      "暂停后，没有开始的不能开始，已经开始的也交不上来：填好的内容留在各人手机上；用平板填的，请在平板前等一等，离开就要重新填。" +
      "要接着收，点“继续收票”，再请大家点手机上的“重新打开”。",
    safe: "先不暂停",
    confirm: "暂停收票",
    busy: "正在处理…",
  },
  busy: "正在处理…",
} as const;

/** Work that takes a while and can be stopped. */
export const making = {
  progress: "进度",
  stop: "停止",
  leave: "可以离开这一页去做别的，会接着做；回到这里看得到做完没有。做完以前不要刷新、不要关掉网页。",
} as const;

export const tickets = {
  title: (unit: string) => `${unit}的领码纸`,
  lead: "每袋一份 PDF。码只在生成时出现一次：不保存，不能再打印。",
  caption: "票袋",
  columns: { batch: "票袋（类别）", eligible: "应参加", minted: "已印制", spare: "备用", act: "操作" },
  spare: "备用张数",
  spareOf: (batch: string) => `${batch}的备用张数`,
  act: "生成 PDF",
  again: "作废重印",
  actOn: (act: string, batch: string) => `${act}：${batch}`,
  making: (page: number, of: number) => `正在生成：第 ${page}/${of} 页`,
  begun: "正在生成…",
  stopOf: (batch: string) => `停止：${batch}`,
  leave:
    "可以关掉这个窗口去做别的，做好了会自动下载。停止、刷新或者关掉网页，正在做的这一袋就没有了，只能作废重印。",
  stopped: (batch: string) => `${batch}没有做完，已经停止。码没有印出来，请“作废重印”。`,
  warn: "生成后浏览器会立即下载，请马上打印，打印完把文件删掉。",
  againWarn: "“作废重印”会让这一袋里没用过的旧码全部失效，已经发出的领码纸也不能再用。",
  againOpen:
    "测评已经开放，可能有人手里拿着还没用的领码纸。重印以后这些旧码都不能再用，请通知大家重新领；已经用过的不受影响。",
  againSafe: "不重印",
  againConfirm: (batch: string) => `作废${batch}的旧码并重印`,
  done: (batch: string) => `${batch}的领码纸已下载。请打印后删除文件。`,
} as const;

export const closing = {
  question: (unit: string) => `封存${unit}的票箱？`,
  body: "封存后不再收票，没用过的领码纸全部作废，",
  cannot: "不能恢复，也不能再开放",
  after: "。答卷打乱重排，密钥销毁。请先断开投影。",
  atOnce: "不等正在填的人，马上封存",
  grace: "不勾选：已经开始填的还有 5 分钟可以提交，没有开始填的不能再填。",
  safe: "继续收票",
  confirm: "封存票箱",
  busy: "正在封存…",
  underWay: (unit: string) => `正在封存${unit}的票箱，答卷多时要等一会儿…`,
  goesOn: (unit: string) => `${unit}正在封存：已经开始填的还可以提交，几分钟内完成。`,
  done: (unit: string) => `${unit}的票箱已经封存，不能再开放。`,
  remaining: (from: number, to: number) =>
    to <= 0 ? "应参加的都已收回。" : `还有约 ${from === to ? to : `${from}–${to}`} 人没有提交。`,
} as const;
