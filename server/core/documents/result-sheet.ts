/** 测评结果报告单, for inside the group, printed after close. @source texts.zh.md §9.2 */
import type { ReleasedForm } from "../release/released.ts";
import { count, share, text, words } from "./cells.ts";
import type { Block, Cell, DocumentContent } from "./document.ts";
import { documentWords } from "./document-words.ts";
import { NOT_ISSUED } from "./facts-line.ts";
import { formScore, isScoredForm } from "./form-score.ts";
import { withheldWords } from "./withheld-words.ts";
import { sheetsOf, unitDocument, type UnitFacts } from "./unit-facts.ts";

const HEAD = [
  "表",
  "应参加",
  "发出",
  "收回",
  "其中扫码",
  "纸质",
  "开放",
  "有效",
  "无效",
  "回收率",
  "参评率",
  "得分",
];

const SHARES =
  "各表应参加数、发出数按填写该表的人员分别计算；发出数＝现场发出的测评码＋纸质表，由现场两人填写；回收率＝收回数÷发出数，参评率＝收回数÷应参加人数。";
const OUTSIDE =
  "本单位以外人员填写的表不在应参加人数之内，没有参评率；开放二维码不发码，没有发出数和回收率。";

export function resultSheet(facts: UnitFacts, sheetDigest: string | null): DocumentContent {
  const { unit, poll, result } = facts;
  return unitDocument(facts, {
    kind: "result-sheet",
    title: "测评结果报告单",
    under: [`${unit.name}　${poll.closedOn}封存`],
    orientation: "landscape",
    sheetDigest,
    body: [
      {
        block: "table",
        table: {
          sheet: "结果报告单",
          caption: "各表收回和得分",
          columns: HEAD.map((title) => ({
            // 人数少，不予显示 stands on one line.
            width: title === "表" ? 29 : title === "得分" ? 17 : 10,
            align: title === "表" ? "left" : "centre",
          })),
          head: [HEAD.map((title) => ({ text: title }))],
          body: result.forms.map((form) => rowOf(facts, form)),
          notes: [SHARES, ...(result.forms.some(({ raters }) => raters === "outside") ? [OUTSIDE] : [])],
        },
      },
      ...notesOf(facts),
      line(`封存校验码：${poll.digest}`),
      ...(poll.isPlain ? [line("本次通过未加密网络填写。")] : []),
    ],
    signatures: ["计票人：", "审核人：", "组长：", "日期：　　　年　　月　　日"],
  });
}

const line = (said: string): Block => ({ block: "line", pieces: [{ text: said, missing: false }] });

function rowOf(facts: UnitFacts, form: ReleasedForm): readonly Cell[] {
  const { eligible, issued, participation, recovery } = sheetsOf(facts, form);
  const isTable = form.level === "tables";
  const from = (votes: number | undefined): Cell => (isTable ? count(votes ?? 0) : words(documentWords.none));
  return [
    text(form.title),
    eligible === null ? words(documentWords.none) : count(eligible),
    typeof issued === "number" ? count(issued) : words(NOT_ISSUED[issued]),
    count(form.ballots),
    from(isTable ? form.bySource.ticket : 0),
    from(isTable ? (form.bySource.paper ?? 0) + (form.bySource.import ?? 0) : 0),
    from(isTable ? form.bySource.open : 0),
    isTable ? count(form.valid) : words(documentWords.none),
    isTable ? count(form.invalid) : words(documentWords.none),
    issued === "not-typed" ? words(documentWords.blank) : share(recovery),
    share(participation),
    formScore(form),
  ];
}

/** One sentence per reason, not one per form. */
function notesOf({ round: { thresholds }, result }: UnitFacts): readonly Block[] {
  const forms = result.forms.map((form) => ({ ...form, isScored: isScoredForm(form) }));
  const said = forms
    .filter(({ level }) => level !== "tables")
    .map((form) => withheldWords.form(form, forms, thresholds));
  return [...new Set(said)].map(line);
}
