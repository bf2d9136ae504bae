import type { SetUp } from "../../server/core/round/round.ts";
import { kiosk } from "./kiosk.ts";
import { joinNames, wholeMinutes } from "./words.ts";

/** The set-up that is really active decides which sentences a person reads (promise P19). */
export interface StatementFacts {
  readonly setUp: SetUp;
  /** Whether the page came by https; on plain http the phone seals its answers itself. */
  readonly isEncrypted: boolean;
  readonly source: "ticket" | "open";
  /** small = of each of the forms this person fills fewer are eligible than the threshold of tables. */
  readonly size: "normal" | "small";
  /** Short titles of those forms, where it is not all of them. */
  readonly smallForms?: readonly string[];
  /** Names of categories counted together, one list per joined block. */
  readonly merged: readonly Joined[];
  /** Name of the unit, and of units of fewer than five people that are asked and counted with it. */
  readonly unit?: string;
  readonly joined?: readonly string[];
  /** Forms about the unit are cut into blocks of five and more. */
  readonly smallBlocks?: boolean;
  /** A tablet of the group, shared by many people. */
  readonly isKiosk?: boolean;
  readonly isRehearsal?: boolean;
  /** Name of the group's own wireless network, when set. */
  readonly network?: string | null;
  /** Whether the form ends with a telephone for concrete leads, behind an open link. */
  readonly hasReportPhone?: boolean;
}

export interface Joined {
  readonly categories: readonly string[];
  /** Short titles of the forms in which they are counted together; empty: in every form. */
  readonly forms: readonly string[];
}

export interface Statement {
  readonly greeting: string;
  /** Stands first and in bold: which network to use. */
  readonly first: string | null;
  readonly promises: readonly string[];
  /** What each person is asked to mind. */
  readonly mind: string;
  /** Lines that the situation adds; they cannot be switched off. */
  readonly extra: readonly string[];
}

export const landing = {
  title: (group: string) => `${group}　请您参加测评`,
  unit: (unit: string, category: string) => `${unit}　·　${category}`,
  forms: (titles: readonly string[], minutes: number) =>
    `共 ${titles.length} 份：${titles.join("、")}。约 ${wholeMinutes(minutes)} 分钟。可以中途离开，回来接着填。`,
  formMinutes: (minutes: number) => `约 ${wholeMinutes(minutes)} 分钟`,
  formLeaders: (leaders: number) => `${leaders} 人`,
  formQuestions: (questions: number) => `${questions} 题`,
  start: "开始填写",
  resume: "接着填写",
  more: "我们记什么、不记什么",
  deadline: (openUntil: string) => `${openUntil} 前都可以填。`,
  keyCheck: (fingerprint: string) => `核对码 ${fingerprint}，应与领码纸上的相同`,
  typeTitle: "输入代码",
  typeHint: "照领码纸输入代码，字母不分大小写，空格可以不打。",
  typeLabel: "领码纸上的代码",
  typeSubmit: "继续",
  loading: "正在打开…",
  largeType: "大字",
  normalType: "标准字",
} as const;

const ASK = "您好。请您按自己了解的情况如实填写。";
const MIND =
  "也请您留意：填写时别让旁人看到屏幕；文字意见里别写能认出您本人的内容；领码纸用完自己撕掉，不要交给别人。";
const TICKET_PROMISES = [
  "不问姓名。不记手机号、微信号、网络地址，也不记提交的时间和先后。",
  "您抽到的码，只证明“可以填一次”。填写内容另外存放，封存后与码对不上。",
  "封存之前，谁都看不到结果；封存之后，只看汇总，不看单份。",
  "人数少的类别，与相邻类别合并统计，不单独显示。",
];
const OPEN_PROMISES = [
  "不问姓名，不记手机号、微信号、网络地址和提交时间。",
  "同一部手机原则上填一次，但系统不核对是谁、也不能保证没有人重复填，所以结果只作参考，并会注明。",
  "只看汇总，不看单份。",
];

/** The statement of the landing page, made of the set-up that is active. @source texts.zh.md §1, anonymity.md §5 */
export function statement(facts: StatementFacts): Statement {
  const isOpen = facts.source === "open";
  return {
    greeting: isOpen ? "您好。这是向群众和服务对象公开的问卷，谁都可以填。" : ASK,
    first: networkLine(facts),
    promises: isOpen ? OPEN_PROMISES : TICKET_PROMISES,
    mind: isOpen ? leadLine(facts) : MIND,
    extra: [...extraLines(facts)],
  };
}

const leadLine = ({ hasReportPhone = false }: StatementFacts): string =>
  hasReportPhone
    ? "要反映具体问题线索，请用文末的举报渠道。"
    : "要反映具体问题线索，请用巡察公告上的举报渠道，这里的文字不作为举报受理。";

/** On the tablet the network is the group's matter; what travels unencrypted is said on every device. */
function networkLine({ setUp, isEncrypted, isKiosk, network }: StatementFacts): string | null {
  const ownNetwork = setUp === "onsite" && !isKiosk;
  const named = network ? `无线网“${network}”` : "无线网";
  const line = [
    ownNetwork && `请连接巡察组自带的${named}填写，不要用单位的无线网。`,
    !isEncrypted && plainLine(isKiosk),
    ownNetwork && "无线网由巡察组当场架设、用完即撤。",
  ];
  return line.filter((part) => part !== false).join("") || null;
}

const plainLine = (isKiosk = false): string =>
  `本次通过未加密网络填写：网页本身未加密，您的答卷在${isKiosk ? "平板" : "手机"}上先加密，再发给巡察组的电脑。`;

function* extraLines(facts: StatementFacts): Generator<string> {
  if (facts.isRehearsal) yield "【试填】这是演练，内容会全部清除，不进入统计。";
  if (facts.isKiosk) {
    yield kiosk.line;
  }
  if (facts.joined && facts.joined.length > 0) yield joinedLine(facts.joined, facts.unit ?? "");
  if (facts.size === "small") {
    yield "本单位参加人数较少，每张表只公布一个得分，不显示各档人数，文字意见不会显示给任何人。";
  }
  if (facts.smallForms && facts.smallForms.length > 0) {
    yield `填${joinNames(facts.smallForms)}的人较少，${facts.smallForms.length > 1 ? "每张" : ""}只公布一个得分，不显示各档人数，文字意见不会显示给任何人。`;
  }
  if (facts.smallBlocks && facts.size === "normal" && facts.source === "ticket") {
    yield "关于单位的表，满 5 人的类别就单独统计；关于个人的表，满 10 人的才单独统计。";
  }
  for (const { categories, forms } of distinct(facts.merged)) {
    const where = forms.length === 0 ? "" : `在${forms.join("、")}里，`;
    yield `为保护人数少的类别，${where}${joinNames(categories)}合并统计。`;
  }
  yield "请了解：如果大家选得都一样，结果本身就说明了每个人的选择，这是任何办法都避免不了的。";
}

const joinedLine = (joined: readonly string[], unit: string): string =>
  `${joined.join("、")}参加人数${joined.length > 1 ? "都" : ""}不足 5 人，与${unit}合并测评、合并统计，不单独统计。`;

/** Each joining once; one that another says already, of the same forms, says nothing more. */
function distinct(joined: readonly Joined[]): readonly Joined[] {
  const several = joined.filter(({ categories }) => categories.length > 1);
  const once = [...new Map(several.map((one) => [JSON.stringify(one), one])).values()];
  const isWithin = (one: readonly string[], other: readonly string[]) =>
    one.every((name) => other.includes(name));
  const isSaidBy = (one: Joined, other: Joined) =>
    isWithin(one.categories, other.categories) &&
    (other.forms.length === 0 || (one.forms.length > 0 && isWithin(one.forms, other.forms)));
  return once.filter((one) => !once.some((other) => one !== other && isSaidBy(one, other)));
}
