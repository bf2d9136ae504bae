/** 单位评估报告: the paragraph, tables, charts, derivation; texts only in the copy for group and office. */
import { printRatio, HUNDRED, mul } from "../ratio.ts";
import type { QuestionTexts, TextsByLink } from "../release/release-texts.ts";
import type { Released, ReleasedForm } from "../release/released.ts";
import { turnoutForms } from "../release/turnout-forms.ts";
import { DIMENSION_NAMES } from "../results/dimension-names.ts";
import { dimensionScores } from "../results/dimension-scores.ts";
import type { LookBackLine } from "../results/look-back.ts";
import { type Tick, tickList } from "../results/tick-list.ts";
import type { Thresholds } from "../round/round.ts";
import type { Block, Chart, DocumentContent } from "./document.ts";
import { derivationSummary } from "./derivation-summary.ts";
import { factsLine } from "./facts-line.ts";
import { lookbackParagraph } from "./lookback-paragraph.ts";
import { memberBlocks } from "./members-table.ts";
import type { Piece } from "./pieces.ts";
import { byScale, isRated, levelsOf } from "./rated-table.ts";
import { scoreBlocks } from "./score-blocks.ts";
import { ratedBlocks, titleOf } from "./team-table.ts";
import { unitDocument, type UnitFacts } from "./unit-facts.ts";
import { withheldWords } from "./withheld-words.ts";
import { unitParagraphOf } from "./unit-paragraph-facts.ts";

export interface UnitReportFacts {
  readonly facts: UnitFacts;
  /** Earlier rounds of the unit, newest first. */
  readonly earlier: readonly LookBackLine[];
  /** What people wrote; null in the copy that leaves group and office. */
  readonly texts:
    | readonly {
        readonly title: string;
        readonly questions: Released<readonly QuestionTexts[]> | null;
        readonly byLink: TextsByLink;
      }[]
    | null;
}

export function unitReport({ facts, earlier, texts }: UnitReportFacts): DocumentContent {
  const sections: readonly (readonly [title: string, blocks: readonly Block[]])[] = [
    ["基本情况", [unitParagraphOf(facts), lookbackParagraph(earlier[0])].flatMap(paragraphOf)],
    ["政治生态分维度情况", dimensionBlocks(facts)],
    ["民主测评和问卷情况", facts.result.forms.flatMap((form) => formBlocks(facts, form))],
    ["比较集中的问题", problemBlocks(facts)],
    ["得分构成和推导", [...scoreBlocks(facts.score, facts.review), derivationSummary(facts)]],
    ...(texts === null ? [] : ([["文字意见", textBlocks(texts, facts.round.thresholds)]] as const)),
  ];
  return unitDocument(facts, {
    kind: "unit-report",
    title: texts === null ? "政治生态评估报告" : "政治生态评估报告（附文字意见）",
    under: [facts.unit.name],
    body: sections
      .filter(([, blocks]) => blocks.length > 0)
      .flatMap(([title, blocks], at) => [heading(1, `${NUMERALS[at]}、${title}`), ...blocks]),
    signatures: [facts.unit.group, "组长：", "成文日期：　　　年　　月　　日"],
  });
}

const NUMERALS = ["一", "二", "三", "四", "五", "六"];
const heading = (level: 1 | 2 | 3, text: string): Block => ({ block: "heading", level, text });
const paragraphOf = (pieces: readonly Piece[] | null): readonly Block[] =>
  pieces ? [{ block: "paragraph", pieces }] : [];
const plain = (text: string): Block => ({ block: "paragraph", pieces: [{ text, missing: false }] });

function dimensionBlocks(facts: UnitFacts): readonly Block[] {
  const points = dimensionScores(facts.result.forms).flatMap(({ dimension, score }) =>
    score ? [{ dimension, printed: printRatio(score, 2) }] : [],
  );
  if (points.length < 3) return [];
  const chart: Chart = { chart: "dimensions", points };
  const says = `${points.map(({ dimension, printed }) => `${DIMENSION_NAMES[dimension]} ${printed} 分`).join("，")}。`;
  return [{ block: "chart", chart, caption: "政治生态六个维度", says }, plain(says)];
}

function formBlocks(facts: UnitFacts, form: ReleasedForm): readonly Block[] {
  const isAboutLeaders = form.scoring.rule === "leaders";
  return [
    heading(2, titleOf(form.title)),
    factsLine(facts, form),
    ...chartsOf(form),
    ...(isAboutLeaders ? memberBlocks(facts, form) : ratedBlocks(facts, form)),
  ];
}

/** A picture per scale: shares of the valid votes. */
function chartsOf(form: ReleasedForm): readonly Block[] {
  if (form.level !== "tables") return [];
  return byScale(form.items.filter(isRated)).map((items): Block => {
    const levels = levelsOf(items[0]!).map(({ text }) => text);
    const rows = items.map((item) => ({
      label: form.leaders.find(({ position }) => position === item.leader)?.name ?? item.title,
      counts: item.counts && item.counts.filter((_, option) => !item.options[option]?.dontKnow),
      outside: item.abstained,
      score: item.score && printRatio(item.score, 2),
    }));
    const caption = `${titleOf(form.title)}各项评价`;
    return { block: "chart", chart: { chart: "levels", levels, rows }, caption, says: saysOf(rows) };
  });
}

function saysOf(rows: readonly { readonly label: string; readonly score: string | null }[]): string {
  const scored = rows.flatMap(({ label, score }) => (score === null ? [] : [{ label, score }]));
  const sorted = scored.toSorted((a, b) => Number(b.score) - Number(a.score));
  const [best] = sorted;
  const worst = sorted.at(-1);
  if (!best || !worst || best === worst) return "";
  return `得分最高的是${best.label}（${best.score} 分），最低的是${worst.label}（${worst.score} 分）。`;
}

function problemBlocks({ result }: UnitFacts): readonly Block[] {
  const own = turnoutForms(result.forms);
  const blocks = tickLines(tickList(own));
  for (const form of result.forms.filter((one) => !own.includes(one))) {
    const lines = tickLines(tickList([form]));
    if (lines.length > 0)
      blocks.push(plain(`以下出自${form.title}，由本单位以外人员填写，单列参考：`), ...lines);
  }
  return blocks.length === 0 ? [] : [plain("以下只说明意见比较集中，不是结论，更不是认定。"), ...blocks];
}

const tickLines = (ticks: readonly Tick[]): Block[] =>
  ticks.map(({ option, count, base, share, mark }) =>
    plain(
      `${option}：${count} 人，占 ${printRatio(mul(share, HUNDRED), 1)}%（基数 ${base}）${mark === "prominent" ? "，突出" : ""}。`,
    ),
  );

const BY_LINK = {
  some: "这张表也有人用开放二维码填写，没有核对是什么人填的；以下意见中可能有他们写的，分不出是哪几条。",
  all: "这张表只用开放二维码填写，没有核对是什么人填的。",
} as const;

function textBlocks(texts: NonNullable<UnitReportFacts["texts"]>, thresholds: Thresholds): readonly Block[] {
  const blocks = texts.flatMap(({ title, questions, byLink }): readonly Block[] => {
    if (questions === null) return [heading(2, titleOf(title)), plain(withheldWords.text(thresholds))];
    const written = questions.filter((question) => question.texts.length > 0);
    if (written.length === 0) return [];
    return [
      heading(2, titleOf(title)),
      ...(byLink === "none" ? [] : [plain(BY_LINK[byLink])]),
      ...written.flatMap((question) => [
        heading(3, question.title),
        ...question.texts.map((text): Block => ({ block: "paragraph", pieces: [said(text)] })),
      ]),
    ];
  });
  const rule =
    "文字意见只用于了解面上情况。其中的具体问题线索，按规定登记移交；不得根据笔迹、用语、内容追查填写人。各题已打乱，先后与提交无关。";
  return blocks.length === 0 ? [] : [plain(rule), ...blocks];
}

const said = (text: string): Piece => ({ text: `“${text}”`, missing: false });
