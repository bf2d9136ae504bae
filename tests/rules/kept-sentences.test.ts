/** Every sentence of 我们记什么、不记什么, of the first page and of a slip beside the tests that prove it; what it says we cannot do is no promise. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ticketSlip } from "../../server/core/documents/ticket-slip.ts";
import { kept } from "../../web/text/kept.ts";
import { landing, statement } from "../../web/text/landing.ts";
import { phone } from "../../web/text/phone.ts";

/** [file, words of the name of a test in it] */
type Proof = readonly [file: string, test: string];
type Ground = readonly Proof[] | "limit" | "act";

const CANARIES: Proof = [
  "tests/journeys/canaries.test.ts",
  "leave none in any file, in the logs or on the terminal",
];
const BACKUP: Proof = [
  "tests/attacks/linking/linking.test.ts",
  "both backups laid side by side pair no better",
];
const AFTER_CLOSE: Proof = [
  "tests/attacks/linking/linking.test.ts",
  "after close pairs no better than guessing",
];
const TABLES: Proof = [
  "server/store/sqlite/box-schema.test.ts",
  "has these tables with these columns and nothing else",
];
const NO_TIME: Proof = [
  "server/store/sqlite/box-schema.test.ts",
  "keeps tickets without row numbers, time, sequence or account",
];
const CLOSES: Proof = [
  "tests/journeys/spine.test.ts",
  "closes, releases, scores and grades; afterwards box and roll hold nothing",
];
const SHUFFLED: readonly Proof[] = [
  CLOSES,
  AFTER_CLOSE,
  ["tests/faults/closing.test.ts", "closing killed at any moment"],
];
const STEPS: Proof = ["server/services/count-turnout.test.ts", "is a multiple of five"];
const NOBODY: Proof = ["tests/journeys/bad-office.test.ts", "nobody sees results"];
const BELOW: readonly Proof[] = [
  ["server/core/release/release.test.ts", "lets nothing but the number of ballots out below the floor"],
  ["server/core/release/release.test.ts", "lets one score out below the table"],
];
const WIRE: Proof = [
  "tests/attacks/network/wire.test.ts",
  "leaves neither code nor answers in a capture of every byte",
];

/** limit: said because it cannot be promised. act: what people are asked to do, or told about paper. */
const GROUNDS: readonly (readonly [start: string, ground: Ground])[] = [
  ["这张码有没有用过", [NO_TIME]],
  ["您选的选项和写的文字", [TABLES, ...SHUFFLED]],
  ["证明“收到一份”的凭证", [TABLES, BACKUP]],
  ["“这部手机填过了”的记号", [["tests/browser/open-link.test.ts", "answers once"]]],
  [
    "工作人员在后台做过什么",
    [["tests/journeys/audit.test.ts", "is tested for every state-changing route there is"]],
  ],
  ["您的姓名、电话、微信", [CANARIES, TABLES]],
  [
    "您什么时候打开",
    [CANARIES, NO_TIME, ["tests/attacks/linking/linking.test.ts", "gets no line from sixty people who vote"]],
  ],
  ["哪张码对应哪份答卷", [BACKUP, AFTER_CLOSE]],
  ["码在纸上打乱", "act"],
  [
    "您的手机用码换一张“盲章”凭证",
    [["server/core/ticket/vectors.test.ts", "blind, sign, unblind, spend"], BACKUP],
  ],
  [
    "平板用码换一张“盲章”凭证",
    [["server/core/ticket/vectors.test.ts", "blind, sign, unblind, spend"], BACKUP],
  ],
  ["封存时，答卷打乱重排", SHUFFLED],
  ["网页本身未加密；您的答卷在", [WIRE]],
  ["请只连巡察组自带的无线网", "act"],
  ["封存前，谁都看不到", [NOBODY, STEPS]],
  [
    "填纸质表的，由两人分别录入",
    [["tests/journeys/paper.test.ts", "shows each person their own marks only"]],
  ],
  ["封存后，只看汇总", BELOW],
  ["旁边的人看您的屏幕", "limit"],
  ["您在文字里写了只有您知道的事", "limit"],
  ["大家选得一模一样", "limit"],
  ["不能保证没有人重复填写", "limit"],
  ["封存以前，有人同时拿到您用过的领码纸", "limit"],
  ["平板是巡察组带来的", "limit"],
  ["用微信“扫一扫”时", "limit"],
  [
    "有人换掉了整套程序。核对码能发现换了钥匙",
    [["server/core/ticket/respondent.test.ts", "is refused before anything but the hash has been sent"]],
  ],
  ["有人换掉了整套程序。", "limit"],
  [
    "封存后，用回执码在清单里找得到您的那一份",
    [
      ["tests/journeys/spine.test.ts", "are listed in public after close, sorted, one per ballot"],
      ["tests/attacks/receipts/receipts.test.ts", "find their receipts in the same published list"],
      ["tests/cases/second-implementation.test.ts", "agrees on every number, and on every signature"],
    ],
  ],
  ["这是演练：填的内容不进入统计", [["tests/journeys/rehearsal.test.ts", "is wiped with one key"]]],
];

const WAY: Proof = ["tests/browser/statement.test.ts", "says these sentences and no others"];
const ONCE: Proof = [
  "tests/journeys/one-ticket.test.ts",
  "with different blinded values: exactly one is answered",
];
const SMALL_TEXTS: Proof = [
  "tests/journeys/spine.test.ts",
  "are read from ten ballots on, by office and group",
];
const CUT: readonly Proof[] = [
  ["server/core/release/partition.test.ts", "gives blocks of at least `block` ballots, or a single one"],
  ["server/core/round/plan-poll.test.ts", "cuts each form over the categories that fill it"],
];
const WHILE_OPEN: Proof = [
  "tests/attacks/disclosure/while-open.test.ts",
  "every call answers every role the same",
];

/** Of the first page and of a slip; a name, a number or a network that is filled in stands as …. */
const STATED: readonly (readonly [start: string, ground: Ground])[] = [
  ["答卷和您本人对不上号", [BACKUP, AFTER_CLOSE]],
  ["您好。", "act"],
  ["请您按自己了解的情况如实填写。", "act"],
  ["不问姓名。", [TABLES, CANARIES]],
  ["不问姓名", [TABLES, CANARIES]],
  ["不记手机号、微信号、网络地址，也不记提交的时间和先后。", [CANARIES, TABLES, NO_TIME]],
  ["您抽到的码，只证明“可以填一次”。", [ONCE]],
  ["填写内容另外存放，封存后与码对不上。", [TABLES, AFTER_CLOSE]],
  ["封存之前，谁都看不到结果；封存之后，只看汇总，不看单份。", [NOBODY, WHILE_OPEN, ...BELOW]],
  ["人数少的类别，与相邻类别合并统计，不单独显示。", CUT],
  ["也请您留意：", "act"],
  ["这是向群众和服务对象公开的问卷", [["tests/browser/open-link.test.ts", "without a code"]]],
  [
    "同一部手机原则上填一次",
    [
      ["tests/browser/open-link.test.ts", "answers once"],
      ["tests/journeys/open-link.test.ts", "counts apart, and is not scored beside the unit's people"],
    ],
  ],
  ["只看汇总，不看单份。", BELOW],
  ["要反映具体问题线索，", "act"],
  ["请连接巡察组自带的无线网", "act"],
  ["无线网由巡察组当场架设", "act"],
  ["本次通过未加密网络填写：网页本身未加密，您的答卷在", [WIRE, WAY]],
  ["【试填】这是演练", [["tests/journeys/rehearsal.test.ts", "is wiped with one key"]]],
  [
    "这台平板不保存您填的内容",
    [["tests/browser/kiosk.test.ts", "goes all the way with nothing stored, and is empty after"]],
  ],
  ["填写时请您自己操作。", "act"],
  [
    "…参加人数不足 5 人，与…合并测评",
    [["tests/journeys/joined-units.test.ts", "names the joined units in the papers of the unit"]],
  ],
  ["本单位参加人数较少，每张表只公布一个得分，不显示各档人数", [BELOW[1]!, SMALL_TEXTS]],
  [
    "关于单位的表，满 5 人的类别就单独统计",
    [["tests/journeys/chosen-protection.test.ts", "has blocks of five for forms about the unit"]],
  ],
  ["为保护人数少的类别，", CUT],
  ["请了解：如果大家选得都一样", "limit"],
  ["… 前都可以填。", "act"],
  [
    "码上没有姓名和编号。",
    [["tests/cases/ticket-sheet.test.ts", "carries on every slip a QR that says its address"]],
  ],
  ["请自己抽，不要代领。", "act"],
  ["请连巡察组自带的无线网", "act"],
  [
    "网页加密传送，不记手机号",
    [["tests/attacks/network/behind-proxy.test.ts", "writes nothing of them"], CANARIES, NO_TIME],
  ],
  ["网页本身未加密，答卷在手机上先加密再发出。", [WIRE]],
  ["本单位参加人数较少，每张表只公布一个得分。", [BELOW[1]!]],
];

const among = (grounds: typeof GROUNDS) => (sentence: string) =>
  grounds.find(([start]) => sentence.startsWith(start));

const BOTH = [true, false];
const WAYS = (["onsite", "online"] as const).flatMap((setUp) =>
  (["ticket", "open"] as const).flatMap((source) =>
    BOTH.flatMap((isEncrypted) =>
      BOTH.flatMap((isKiosk) =>
        BOTH.map((isRehearsal) => ({ setUp, source, isEncrypted, isKiosk, isRehearsal })),
      ),
    ),
  ),
);

/** Every sentence in every set-up. */
const allSentences = (): ReadonlySet<string> => new Set(WAYS.flatMap(kept).flatMap(({ lines }) => lines));

const sentencesOf = (text: string): readonly string[] => text.match(/[^。]+。?/g) ?? [];

/** Every sentence of the first page and of a slip, whatever the unit is like. */
function allStated(): ReadonlySet<string> {
  const merged = [{ categories: ["…", "…"], forms: ["…"] }];
  const units = (["normal", "small"] as const).flatMap((size) =>
    BOTH.flatMap((smallBlocks) =>
      BOTH.map((hasReportPhone) => ({ size, smallBlocks, hasReportPhone, merged, unit: "…", joined: ["…"] })),
    ),
  );
  const pages = WAYS.flatMap((way) =>
    units.flatMap((unit) =>
      [null, "…"].flatMap((network) => {
        const { greeting, first, promises, mind, extra } = statement({ ...way, ...unit, network });
        return [greeting, first ?? "", ...promises, mind, ...extra];
      }),
    ),
  );
  const slips = WAYS.flatMap((way) =>
    (["normal", "small"] as const).map((size) => ticketSlip.statement({ ...way, size }, "…")),
  );
  const titles = Object.values(phone.statementTitle);
  return new Set(
    [...titles, ...pages, landing.deadline("…"), ticketSlip.promise, ...slips].flatMap(sentencesOf),
  );
}

describe.each([
  ["我们记什么、不记什么", allSentences, GROUNDS],
  ["the first page and a slip", allStated, STATED],
] as const)("what is said: %s", (_, said, grounds) => {
  it.each([...said()])("has a ground for: %s", (sentence) => {
    expect(among(grounds)(sentence)).toBeDefined();
  });

  it("has no ground that no sentence needs", () => {
    const used = new Set([...said()].map(among(grounds)));
    expect(grounds.filter((ground) => !used.has(ground)).map(([start]) => start)).toEqual([]);
  });

  it("names tests that are there", () => {
    const proofs = grounds.flatMap(([, ground]) => (typeof ground === "string" ? [] : ground));
    const missing = proofs.filter(
      ([file, test]) => !existsSync(file) || !readFileSync(file, "utf8").includes(test),
    );
    expect(missing).toEqual([]);
  });

  it("would miss a sentence that nothing proves", () => {
    expect(among(grounds)("您的答卷谁也改不了。")).toBeUndefined();
  });
});
