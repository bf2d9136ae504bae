/** Last rows of the 得分推导表: deductions, bonus, turnout, total, limits, grades. */
import { HUNDRED, mul, printRatio, storeRatio, sum, ZERO } from "../ratio.ts";
import type { DerivationNode } from "../scoring/derivation.ts";
import { totalFormula } from "../scoring/formula.ts";
import { printScore } from "../scoring/grade-of.ts";
import { opinionTerms } from "../scoring/score-parts.ts";
import type { Scheme } from "../scoring/scheme.ts";
import type { ProposedCap, UnitScore } from "../scoring/unit-score.ts";
import { score, text, words } from "./cells.ts";
import type { Cell } from "./document.ts";
import type { DerivationRow } from "./derivation-rows.ts";
import { documentWords } from "./document-words.ts";
import type { UnitFacts } from "./unit-facts.ts";

const WORDS = {
  deduction: "专项扣分",
  bonus: "加分（不提高等次）",
  limit: (most: string) => `合计不超过 ${most} 分`,
  turnout: "参评率",
  returned: (returned: number, eligible: number) => `收回 ${returned} ÷ 应参加 ${eligible}`,
  least: (least: string) => `不低于 ${least} 才计分`,
  total: "总分",
  opinion: "测评问卷参考分",
  cap: "等次限制情形",
  atMost: (grade: string) => `等次不高于${grade}`,
  confirmed: "已确认",
  rejected: "不适用",
  open: "待确认",
  computed: "测算等次",
  band: (grade: string, from: string) => `${grade} ≥ ${from}`,
} as const;

/** @param adjustments deductions and bonus of the unit's derivation */
export function outcomeRows(
  facts: UnitFacts,
  adjustments: readonly DerivationNode[],
): readonly DerivationRow[] {
  const { score: own } = facts;
  const { scheme } = facts.scheme;
  const bands = scheme.grades.map(({ grade, from }) => WORDS.band(grade, String(from)));
  return [
    ...adjustments.map((node) => adjustmentRow(node, scheme)),
    turnoutRow(facts),
    own.total === null ? opinionRow(own) : totalRow(own),
    ...own.caps.map(capRow),
    ...(bands.length === 0 ? [] : [gradeRow(bands, own.computed)]),
  ];
}

const plainRow = (
  title: string,
  middle: readonly string[],
  value: Cell,
  given: Cell = text(""),
): DerivationRow => ({
  number: "",
  title,
  weight: "",
  middle: middle.filter((one) => one !== "").join("；"),
  value,
  given,
});

export function adjustmentRow(
  { kind, reason, value, contribution }: DerivationNode,
  scheme: Scheme,
): DerivationRow {
  const [title, most] =
    kind === "deduction" ? [WORDS.deduction, scheme.deductionLimit] : [WORDS.bonus, scheme.bonusLimit];
  return plainRow(title, [reason, WORDS.limit(String(most))], score(value), score(contribution));
}

function turnoutRow({ score: own, eligible, result, scheme }: UnitFacts): DerivationRow {
  const least = String(scheme.scheme.validity.participationAtLeast);
  const said = [WORDS.returned(result.returned, eligible), WORDS.least(least)];
  const { participation } = own;
  if (participation === null) return plainRow(WORDS.turnout, said, words(documentWords.none));
  return plainRow(WORDS.turnout, said, {
    kind: "percent",
    printed: printRatio(mul(participation, HUNDRED), 1),
  });
}

const strong = (row: DerivationRow): DerivationRow => ({ ...row, isStrong: true });

const totalRow = (own: UnitScore): DerivationRow =>
  strong(plainRow(WORDS.total, [totalFormula(own)], text(""), score(own.total)));

/** Without judgement or facts: what the forms alone say. */
function opinionRow({ opinion, parts }: UnitScore): DerivationRow {
  if (opinion === null) return strong(plainRow(WORDS.opinion, [], text(""), words(documentWords.none)));
  const terms = opinionTerms(parts).flatMap(({ weight, value }) =>
    value === null || weight.n === ZERO.n ? [] : [{ weight, value }],
  );
  const earned = terms.map(({ weight, value }) => `${printScore(value)} × ${storeRatio(weight)}`);
  const figures = `(${earned.join(" + ")}) ÷ ${storeRatio(sum(terms.map(({ weight }) => weight)))}`;
  return strong(plainRow(WORDS.opinion, [figures], text(""), score(opinion)));
}

function capRow({ title, atMost, evidence, confirmed, reason }: ProposedCap): DerivationRow {
  const decision = confirmed === null ? WORDS.open : confirmed ? WORDS.confirmed : WORDS.rejected;
  const said = [title, evidence, WORDS.atMost(atMost), decision, reason];
  return plainRow(WORDS.cap, said, words(confirmed === true ? atMost : documentWords.none));
}

const gradeRow = (bands: readonly string[], grade: string | null): DerivationRow =>
  strong(plainRow(WORDS.computed, bands, words(grade ?? documentWords.none)));
