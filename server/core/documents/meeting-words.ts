/** What hangs in the meeting room, is read out there, and what the group keeps to. @source texts.zh.md §8.1, §8.3, §8.6 */
import type { PosterFields } from "../round/poster.ts";
import type { SetUp, Thresholds } from "../round/round.ts";
import type { Wireless } from "../round/wireless.ts";
import { reportWays } from "./report-ways.ts";

export interface MeetingFacts {
  readonly round: string;
  readonly group: string;
  readonly unit: string;
  readonly forms: number;
  /** "" = not set. */
  readonly openUntil: string;
  readonly contactPhone: string;
  readonly poster: PosterFields;
  readonly setUp: SetUp;
  /** 应参加口径 as the roster gives it; "" = not given. */
  readonly eligibleBasis: string;
  readonly thresholds: Thresholds;
}

const until = (openUntil: string, fallback: string): string => (openUntil === "" ? fallback : openUntil);

export const meetingPoster = {
  documentTitle: (unit: string) => `会场海报　${unit}`,
  title: ["请您说句", "心里话"] as const,
  creed: ["一人一码", "自己抽", "自己填", "自己撕"] as const,
  steps: (forms: number) => ["扫码", `填 ${forms} 份`, "看到“已收到”"] as const,
  /** What people need before they can scan; the network's name, and last, with no mark behind it, its password. */
  ownNetwork: (wireless: Wireless | null): string =>
    wireless === null
      ? "先连巡察组自带的无线网，再扫码。"
      : `先连巡察组自带的无线网“${wireless.name}”，再扫码。密码 ${wireless.password}`,
  promise: ["不问姓名", "不记手机和微信", "封存前谁也看不到结果"] as const,
  later: ({ openUntil }: MeetingFacts) =>
    openUntil === "" ? "今天没空，截止前随时可填。" : `今天没空，${openUntil} 前随时可填。`,
  help: "没带手机：这边有平板和纸质表。",
  quiet: "请勿拍照、围观、代填，不要相互打听。",
  report: ({ contactPhone, poster: { mailbox, visitAt } }: MeetingFacts): readonly string[] =>
    reportWays(
      contactPhone,
      { mailbox, visitAt },
      { before: "反映具体问题：", after: "", none: "反映具体问题，请直接找巡察组。" },
    ),
} as const;

/** 组长会场用语, one minute, to be read out. */
export const meetingScript = ({ forms, openUntil, setUp }: MeetingFacts): readonly string[] => [
  `同志们，下面请大家填 ${forms} 份表。${setUp === "onsite" ? "请先连巡察组自带的无线网，不要用单位的无线网。" : ""}先说三句话。`,
  "第一，不记名。码是打乱的，大家自己抽，抽到哪张我们也不知道；系统不记手机、微信和时间。",
  "第二，不看单份。今天封存以前，我们和在座的领导都看不到结果，以后也只看汇总。",
  "第三，实事求是。没有标准答案，不清楚就选“不了解”。",
  "班子成员请坐前排，其他同志隔位就座，不要看别人的手机。" +
    `现场填不完的，${until(openUntil, "截止")}以前都可以填。没有智能手机的同志，到这边用平板或者纸质表；纸质表由两人录入核对，看得到内容，看不出是谁填的。填完请把领码纸撕掉。`,
  "巡察组的同志不代填、不看屏幕；需要帮忙的，可以请自己信得过的人。",
];

/** 帮助操作须知. @source texts.zh.md §8.5 */
export const helpRules =
  "由本人指定一位信得过的人帮忙，可以念题、代点，也可以用大字版。本单位领导班子成员和办公室人员不得代填；" +
  "巡察组人员只教怎么用，不看选了什么。帮忙的人不得把内容告诉别人。";

/** 短信、工作群通知, sent once, without a QR. @source texts.zh.md §8.4 */
export const notice = ({ unit, openUntil }: MeetingFacts): readonly [string, string] => [
  `${unit}测评和问卷今天开始，${openUntil === "" ? "" : `${openUntil}结束。`}没有领码的同志，请到`,
  "找巡察组自己抽取。请勿在群里转发码，也不要统计谁填了、谁没填。",
];

/** 发码、留码、封存规程: one page for the group. */
export const ticketProcedure: readonly string[] = [
  "先签到，全部签完再发码。签到表上不记码，不按签到顺序发。",
  "码纸对折，码朝里。每种票一个袋子，当众摇匀，本人伸手抽一张；不代抽、不挑选、不登记谁抽了哪张。",
  "班子成员的袋子单放。一人身兼几职的，按在本单位最高职务抽一张。",
  "没来的人：每类留不少于 5 张封进留码袋，两人封签。本人来谈话或来访时自己抽。不通过单位转交，不用微信发码。剩不足 5 张时，从备用码里补齐再抽。",
  "抽错类别、印坏：没有扫过的，两人在场换一张，旧码当场登记作废。扫过的不换。",
  "遗失：登记“遗失”，两人签字后补一张。旧码无法指认，也不追查。",
  "用过的领码纸由本人撕碎，门口放碎纸袋；不收回、不清点用过的领码纸。",
  "巡察组不看屏幕、不代填、不统计谁没填。需要帮忙的，按帮助操作须知办。",
  "封存：两名巡察组人员共同操作，可请一名职工代表监票。先断开投影，再封存。当场清点剩余码、交回码，填写登记表，三方签字。封存页只显示份数，不显示结果。",
  "看结果：封存后在巡察组办公室另行登录；打印件编号，按规定保管。",
];
