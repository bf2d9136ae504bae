import type { PosterFields } from "../round/poster.ts";
import type { Wireless } from "../round/wireless.ts";
import { reportWays } from "./report-ways.ts";

/** Words of the public poster and of the screen with an open link. @source texts.zh.md §8.2; ui/shots/print-poster.png */
const LENGTHS: { readonly [minutes: string]: string } = { "0.5": "半分钟", "1": "一分钟", "1.5": "一分半钟" };

/** 一分半钟, 约 3 分钟 */
const lengthOf = (minutes: number): string =>
  LENGTHS[minutes] ?? `约 ${Math.max(1, Math.ceil(minutes))} 分钟`;

export const linkPoster = {
  documentTitle: (unit: string) => `公开海报　${unit}`,
  rehearsal: "【试填】",
  title: (unit: string) => [`您到${unit}办事，`, "感受怎么样"] as const,
  lead: (group: string) => `${group}想听您说说。`,
  effort: (forms: number, questions: number, minutes: number) =>
    `扫一扫，${forms > 1 ? `${forms} 份，` : ""}${questions} 道题，${lengthOf(minutes)}。不用留姓名。`,
  steps: [
    ["用手机相机或微信扫一扫", "不用关注，不用登录"],
    ["按您的感受选", "拿不准的，选“不了解”"],
    ["看到“已收到”就好了", "同一部手机填一次"],
  ],
  ownNetwork: "先连巡察组的无线网，再扫码",
  /** A line each: a password over two lines would be typed wrong. */
  network: ({ name, password }: Wireless): readonly string[] => [`无线网“${name}”`, `密码 ${password}`],
  notKept: {
    title: "不保存",
    text: "姓名、手机号、微信号、网络地址、手机型号、提交时间",
  },
  mind: {
    title: "请留意",
    text: (isEncrypted: boolean) =>
      "这是公开的二维码，不核对是谁填的，也不能保证没有人重复填，所以结果单独列出，只作参考。" +
      (isEncrypted ? "" : "网页本身未加密，答卷在手机上先加密再发出。"),
  },
  until: (openUntil: string) => (openUntil === "" ? "" : `${openUntil} 前有效`),
  report: (phone: string, { mailbox, email, visitAt }: PosterFields): readonly string[] =>
    reportWays(
      phone,
      { mailbox, email, visitAt },
      {
        before: "反映具体问题线索，请用：",
        after: "（与问卷分开受理）",
        none: "反映具体问题线索，请直接找巡察组",
      },
    ),
  signed: ({ signedBy, signedOn }: PosterFields): readonly string[] =>
    [signedBy, signedOn].filter((typed) => typed !== ""),
  screen: {
    title: (unit: string) => `${unit}服务对象`,
    call: "说说您的真实感受。",
    foot: "不问姓名。公开的二维码，结果单独列出。",
  },
} as const;
