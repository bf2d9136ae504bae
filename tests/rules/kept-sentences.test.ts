/** Every sentence of 我们记什么、不记什么 beside the tests that prove it; what it says we cannot do is no promise. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kept } from "../../web/text/kept.ts";

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

const groundOf = (sentence: string) => GROUNDS.find(([start]) => sentence.startsWith(start));

/** Every sentence in every set-up. */
function allSentences(): ReadonlySet<string> {
  const both = [true, false];
  const facts = (["onsite", "online"] as const).flatMap((setUp) =>
    (["ticket", "open"] as const).flatMap((source) =>
      both.flatMap((isEncrypted) =>
        both.flatMap((isKiosk) =>
          both.map((isRehearsal) => ({ setUp, source, isEncrypted, isKiosk, isRehearsal })),
        ),
      ),
    ),
  );
  return new Set(facts.flatMap(kept).flatMap(({ lines }) => lines));
}

describe("the page 我们记什么、不记什么", () => {
  it.each([...allSentences()])("has a ground for: %s", (sentence) => {
    expect(groundOf(sentence)).toBeDefined();
  });

  it("has no ground that no sentence needs", () => {
    const used = new Set([...allSentences()].map(groundOf));
    expect(GROUNDS.filter((ground) => !used.has(ground)).map(([start]) => start)).toEqual([]);
  });

  it("names tests that are there", () => {
    const proofs = GROUNDS.flatMap(([, ground]) => (typeof ground === "string" ? [] : ground));
    const missing = proofs.filter(
      ([file, test]) => !existsSync(file) || !readFileSync(file, "utf8").includes(test),
    );
    expect(missing).toEqual([]);
  });

  it("would miss a sentence that nothing proves", () => {
    expect(groundOf("您的答卷谁也改不了。")).toBeUndefined();
  });
});
