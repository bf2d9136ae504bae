/** The record of the office's acts in words: on its page, in the exported file, on the command line. */
import type { AuditAct, AuditFact } from "../../server/core/audit-act.ts";
import type { AuditLine } from "../../server/core/audit-change.ts";
import { inFours } from "../../server/core/ticket/crockford.ts";
import type { AuditAnswer } from "../../server/http/office/answers-records.ts";
import type { ReviewState } from "../../server/core/review/review.ts";
import type { CodeFault } from "../../server/core/problem.ts";
import type { PollState } from "../../server/core/round/round.ts";
import { reviewStates } from "./review.ts";
import { changeLines } from "./audit-changes.ts";
import { copyRoundText } from "./copy-round.ts";
import { kindNames, refusedFor } from "./parcels.ts";
import { words } from "./words.ts";

const acts = {
  "account.code-refused": "动态口令没有通过",
  "account.code-reset": "重置动态口令",
  "account.created": "新建账号",
  "account.enrolled": "绑定动态口令",
  "account.password-changed": "修改密码",
  "account.password-reset": "重置密码",
  "account.refused": "密码没有通过",
  "account.signed-in": "登录",
  "account.signed-out": "退出登录",
  "assessment.saved": "录入研判和监督情况",
  "assessments.imported": "导入研判和监督情况",
  "backup.made": "制作备份",
  "ballots.imported": "导入答卷",
  "form.saved": "保存表单",
  "scheme.copied": "复制评估办法",
  "installation.city-set": "设定一台电脑是不是上级巡察办",
  "installation.revoked": "取消对一台电脑的信任",
  "installation.trusted": "信任一台电脑",
  "paper.begun": "开始录入纸质表",
  "paper.joined": "做第二个人录入纸质表",
  "paper.compared": "对照两人录入的纸质表",
  "paper.count-corrected": "更正一叠纸质表的张数",
  "paper.left": "退出一叠纸质录入",
  "paper.given-up": "放弃一叠纸质录入",
  "paper.merged": "并入纸质表",
  "parcel.authorised": "授权交叉巡察的任务包",
  "parcel.held-anew": "改定任务包由哪台电脑交回",
  "parcel.made": "制作文件包",
  "parcel.refused": "文件包没有收下",
  "parcel.taken-in": "收下文件包",
  "poll.away": "交给巡察组电脑测评",
  "poll.closed": "封存完成",
  "poll.closing": "开始封存",
  "poll.counted": "计票完成",
  "poll.destroyed": "销毁封存文件",
  "poll.draft": "回到准备",
  "poll.extended": "改截止时间",
  "poll.open": "开放收票",
  "poll.paused": "暂停收票",
  "poll.sealed": "封存设置（单位）",
  "poll.sealing": "打乱重排",
  "poll.invalid": "宣布测评无效",
  "poll.repeated": "重新组织测评",
  "poll.void": "作废本次测评",
  "profile.switched": "切换账号管理方式",
  "register.imported": "导入全覆盖台账",
  "rehearsal.started": "开始试填",
  "rehearsal.wiped": "清除试填",
  "review.approved": "录入审定等次",
  "review.cap-decided": "处理等次限制情形",
  "review.frozen": "冻结等次",
  "review.judged": "确认研判",
  "review.proposed": "提出建议等次",
  "review.recounted": "复核",
  "review.reopened": "重新打开等次",
  "review.returned": "退回巡察组",
  "review.reviewed": "巡察办审核",
  "roll-sheet.saved": "填写登记表",
  "round.destroyed": "按规定销毁封存文件",
  "round.keeping-set": "设定保管期限",
  "round.changed": "修改轮次设置",
  "round.created": "新建轮次",
  "round.dated": "填写本轮起止日期",
  "round.archived": "归档轮次",
  "round.declared-incomplete": "宣布有单位缺报",
  "round.frozen": "冻结表单和办法",
  "round.tried": "试算",
  "round.imported": "导入轮次",
  "round.network-set": "设置现场无线网",
  "round.sealed": "封存设置（轮次）",
  "documents.downloaded": "下载材料",
  "documents.exported": "打包全部材料",
  "documents.removed": "停止打包或删除材料包",
  "sheet.exported": "导出核对材料",
  "statistics.read": "读取统计量",
  "tally.read": "读取全部计数",
  "texts.read": "查看文字意见",
  "ticket.exchanged": "换发一张码",
  "tickets.minted": "制作领码纸",
  "units.saved": "导入名册",
  "volume.made": "制作归档包",
  "volume.stopped": "停止制作归档包",
} satisfies Record<AuditAct, string>;

const facts = {
  act: "操作",
  alone: "命令行一人重置",
  code: "动态口令",
  codes: "动态口令",
  codesBefore: "原来动态口令",
  address: "网址",
  smallBlocks: "关于单位的表满 5 人单独计票",
  keyBits: "盲章密钥位数",
  empty: "无效张数",
  sheets: "张数",
  corrected: "改为",
  comparison: "第几次对照",
  differences: "不一致",
  edition: "版次",
  voidedItems: "作废项数",
  instrument: "表单",
  after: "改后校验码",
  attempts: "次数",
  ballots: "答卷",
  batch: "票袋",
  before: "改前校验码",
  changed: "改动",
  days: "保管天数",
  daysBefore: "原来保管天数",
  copiedAgain: "收票期间又备份的单位",
  count: "张数",
  digest: "校验码",
  lines: "行",
  meeting: "会议日期",
  same: "一致",
  exchanged: "累计换发",
  fingerprint: "指纹",
  form: "表单校验码",
  from: "原来",
  group: "巡察组",
  groupBefore: "原来巡察组",
  isCity: "上级巡察办",
  isCityBefore: "原来上级巡察办",
  kind: "文件包",
  keepers: "三员管理",
  keepersBefore: "原来三员管理",
  name: "账号",
  network: "无线网名称",
  networkBefore: "原来无线网名称",
  passwordChanged: "换了无线网密码",
  place: "位置",
  polls: "单位",
  reason: "理由",
  recipients: "发给几家",
  role: "角色",
  roleBefore: "原来角色",
  scheme: "办法校验码",
  round: "轮次编号",
  second: "另一位",
  take: "照搬",
  title: "名称",
  to: "换成票袋",
  tooSmall: "人数太少的单位",
  tried: "试的分值和分数线",
  triedBefore: "办法的分值和分数线",
  unit: "单位",
  until: "现截止时间",
  units: "单位",
  version: "版本",
  voided: "作废",
  volumes: "归档包",
} satisfies Record<AuditFact, string>;

const codeFaults = {
  missing: "没有填",
  wrong: "不对",
  used: "已经用过",
  waiting: "试得太多，还在等待",
} satisfies Record<CodeFault, string>;

/** What a line may be about beside rounds, units, accounts, forms and other computers. */
const ownNames: ReadonlyMap<string, string> = new Map([
  ["audit", "操作记录"],
  ["county-results", "各县结果"],
  ["profile", "账号管理方式"],
  ["register", "全覆盖台账"],
  ["unknown", "没有这个账号"],
]);

type Value = string | number | boolean | null;

function said(fact: string, value: Value): string {
  if (fact === "from" && Object.hasOwn(words.state, String(value))) return words.state[value as PollState];
  if (fact === "from" && Object.hasOwn(reviewStates, String(value)))
    return reviewStates[value as ReviewState];
  if ((fact === "role" || fact === "roleBefore") && Object.hasOwn(words.role, String(value)))
    return words.role[value as keyof typeof words.role];
  if (fact === "code" && Object.hasOwn(codeFaults, String(value)))
    return codeFaults[value as keyof typeof codeFaults];
  if (fact === "kind" && Object.hasOwn(kindNames, String(value)))
    return kindNames[value as keyof typeof kindNames];
  if (fact === "reason") return refusedFor(String(value));
  if (fact === "take" && Object.hasOwn(copyRoundText.takes, String(value)))
    return copyRoundText.takes[value as keyof typeof copyRoundText.takes][0];
  if (typeof value === "boolean") return value ? "是" : "否";
  const text = String(value ?? "无");
  return /^[0-9a-f]{64}$/.test(text) ? text.slice(0, 8) : fact === "second" ? whoName(text) : text;
}

/** "a12f 承办人" → "承办人" */
const whoName = (who: string): string =>
  who === "keeper" ? "命令行" : who === "unknown" ? "没有这个账号" : who.slice(who.indexOf(" ") + 1);

/** "理由 人数有误；另一位 审核人" */
const factsSaid = (line: { readonly [fact: string]: Value }): string =>
  Object.entries(line)
    .filter(([, value]) => value !== null)
    .map(([fact, value]) => `${labelOf(fact, line)} ${said(fact, value)}`)
    .join("；");

function labelOf(fact: string, line: { readonly [fact: string]: Value }): string {
  // Of a poll that is held anew: the id of the new one.
  if (fact === "to" && !Object.hasOwn(line, "batch")) return "新的测评编号";
  return Object.hasOwn(facts, fact) ? facts[fact as AuditFact] : fact;
}

export const auditText = {
  title: "记录",
  lead: "后台做过的每一件事：谁、什么时间、做了什么。只能看，不能改，也不会删除。填写人的操作不在这里，也不在别处。",
  good: (lines: number) => `校验通过：共 ${lines} 条，一条不少，没有改动。`,
  bad: (sequence: number) =>
    `校验没有通过：第 ${sequence} 条起与原来记下的不一样。请保留现场，报告巡察办负责人。`,
  digest: (digest: string) =>
    `最后一条的校验码 ${digest.slice(0, 16)}。抄在别处，日后可以看出末尾有没有被截掉。`,
  export: "导出 CSV",
  older: "更早的",
  /** Whose record it is, and whether it is what was handed in. */
  carried: (source: NonNullable<AuditAnswer["source"]>, takenIn: string): string => {
    const { group, installation, fingerprint, round, isWhole } = source;
    const from = `这是${group}的电脑（${installation}，指纹 ${inFours(fingerprint)}）的操作记录，${round}的封存包带来，${takenIn} 收下。`;
    return isWhole
      ? `${from}签名和内容核对过，与交来时一样。只能看，不能改。`
      : `${from}签名或内容核对不上：收下以后被改动过，请与巡察组的电脑上的记录对照。`;
  },
  filters: {
    title: "筛选",
    all: "全部",
    of: "哪台电脑的记录",
    own: "本机",
    ofGroup: ({ group, round }: { readonly group: string; readonly round: string }, takenIn: string) =>
      `${group}（${round}，${takenIn} 收下）`,
    round: "轮次",
    day: "日期",
    clear: "看全部",
    found: (lines: number) => `${lines} 条`,
  },
  empty: "还没有记录。",
  changesCount: (changes: number) => `改动 ${changes} 处`,
  columns: { sequence: "序号", at: "时间", who: "操作人", act: "操作", about: "对象", facts: "内容" },
  csv: ["序号", "时间（世界协调时）", "操作人", "操作", "对象", "编号", "内容", "校验码"],
  act: (act: string): string => (Object.hasOwn(acts, act) ? acts[act as AuditAct] : act),
  who: whoName,
  ownNames,
  /** What a line is about that has no name of its own any more. */
  about: (about: string): string => ownNames.get(about) ?? about,
  facts: factsSaid,
  changes: ({ changes, moreChanges }: Pick<AuditLine, "changes" | "moreChanges">): readonly string[] =>
    changeLines(changes, moreChanges),
  /** All that a line says, where it has one cell only. */
  line: ({ facts: own, changes, moreChanges }: AuditLine): string =>
    [factsSaid(own), ...changeLines(changes, moreChanges)].filter((part) => part !== "").join("；"),
} as const;
