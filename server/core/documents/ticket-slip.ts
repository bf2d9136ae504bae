import type { PollSize } from "../round/poll-size.ts";
import type { Wireless } from "../round/wireless.ts";
import type { SetUp } from "../round/round.ts";

/** The set-up a slip is printed for, frozen with its round: it decides which sentences are true. */
export interface SlipSetUp {
  readonly setUp: SetUp;
  /** Whether the address is https. */
  readonly isEncrypted: boolean;
  readonly size: PollSize;
  /** Of a bag whose people fill fewer forms than others: short titles of these; else empty. */
  readonly fewerForms: readonly string[];
}

/** Words printed on a ticket (测评票), on its back, and in the foot of a sheet. @source texts.zh.md §2 */
export const ticketSlip = {
  howto: (address: string, forms: number, openUntil: string): readonly string[] => [
    `①用手机相机或浏览器扫码；扫不了，就打开 ${address} 输入代码。`,
    `②填完 ${forms} 份，看到“已收到”就好了；没填完，再扫一次接着填；换手机也行，没提交的那一份要重填。`,
    "③用完自己撕掉，不要给人、不要拍照外传，也不用交回。",
    `④抽错类别或印坏了，没有扫之前可以换。${openUntil === "" ? "" : `${openUntil} 前有效。`}`,
  ],
  /** "" when the bag fills as many forms as any other. */
  leaderNote: (people: string, forms: readonly string[]): string =>
    forms.length === 0 ? "" : `${people}只填${forms.join("、").replace(/、(?=[^、]*$)/, "和")}。`,
  promise: "码上没有姓名和编号。请自己抽，不要代领。",
  /** Which network to use, how the answers travel, what a small unit will be shown; no slip goes without. */
  statement: ({ setUp, isEncrypted, size }: Omit<SlipSetUp, "fewerForms">, network?: string): string =>
    [
      setUp === "onsite" &&
        `请连巡察组自带的无线网${network === undefined ? "" : `“${network}”`}，不要用单位的无线网。`,
      setUp === "online" && isEncrypted && "网页加密传送，不记手机号、微信号、网络地址和提交时间。",
      !isEncrypted && "网页本身未加密，答卷在手机上先加密再发出。",
      size === "small" && "本单位参加人数较少，每张表只公布一个得分。",
    ]
      .filter((line) => line !== false)
      .join(""),
  rehearsal: "演练票　作废",
  keyCheck: (fingerprint: string) => `核对码 ${fingerprint}，网页上显示的应与此相同`,
  foot: (round: string, unit: string, batch: string) => `${round}　${unit}　${batch}　已打乱`,
  fold: "剪开后沿折线对折，码朝里，由本人抽取",
  page: (page: number, pages: number) => `第 ${page} 页，共 ${pages} 页`,
  /**
   * On the back; name and password a line each, and no mark behind the password: over two lines, or with a full stop, it
   * would be typed wrong.
   */
  network: ({ name, password }: Wireless): readonly string[] => [`连 Wi-Fi“${name}”`, `密码 ${password}`],
  networkHelp:
    "手机提示“此网络无法上网”时，选“继续使用”或“保持连接”；" +
    "仍打不开，请先关掉手机流量再扫。微信里打不开时，改用手机相机或浏览器扫。",
  documentTitle: (unit: string) => `${unit}　测评码`,
} as const;
