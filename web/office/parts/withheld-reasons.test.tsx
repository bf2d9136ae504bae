/** Wherever 人数少，不予显示 stands, its reason stands beside it in words, and nowhere else. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Router } from "wouter";
import { DEFAULT_THRESHOLDS as thresholds } from "../../../server/core/round/round.ts";
import type { LookBackAnswer } from "../../../server/http/office/answers-comparison.ts";
import type { GradeTableAnswer, ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import type { TrialAnswer } from "../../../server/http/office/answers-trial.ts";
import { changeSeries } from "../../charts/round-changes.ts";
import { sampleForm, sampleItem, sampleMulti } from "../../charts/sample-answers.ts";
import { withheldWords } from "../../../server/core/documents/withheld-words.ts";
import type { ComparedRow } from "../compare/order-rows.ts";
import { reasonsOf } from "../compare/withheld-cells.ts";
import { PastTable } from "../compare/past-page.tsx";
import { GradeTable } from "../grades/grade-table.tsx";
import { figuresOf } from "../results/figures.ts";
import { ChangesTable } from "../results/changes-panel.tsx";
import { ItemsFigure } from "../results/items-figure.tsx";
import { LookBackLineTable } from "../results/look-back-panel.tsx";
import { OtherQuestions } from "../results/other-questions.tsx";
import { DerivationTree } from "../results/derivation-tree.tsx";
import { withheldDimensions } from "../results/withheld-dimensions.ts";
import { UnitSummary } from "../results/unit-summary.tsx";
import { TrialTable } from "../trial/trial-table.tsx";

const COUNTS = [3, 2, 1, 0, 0];
const ITEM = "人数少，不予显示：有效评价不足 5 份，为保护填写人，不显示各档票数。";
const UNIT = "人数少，不予显示：收回份数不足 5 份，为保护填写人，不计算测评得分；";
const unit = { id: "u", name: "县供销社党组", unitType: "县直", group: "一组" };

const items = (counts: readonly number[] | null) => {
  const form = sampleForm({ items: [sampleItem("q1", COUNTS), sampleItem("q2", counts)] });
  return <ItemsFigure figure={figuresOf(form)[0]!} base="" thresholds={thresholds} />;
};
const others = (counts: readonly number[] | null) => {
  const multi = { ...sampleMulti(counts, 4), none: null, unknown: null };
  return <OtherQuestions form={sampleForm({ multis: [multi] })} thresholds={thresholds} />;
};

const summary = (isWithheld: boolean) => {
  const { instrument, version, digest, title, shortTitle, ballots, excluded } = sampleForm();
  const base = { instrument, version, digest, title, shortTitle, ballots, excluded };
  const sheets = {
    raters: "own",
    isScored: true,
    eligible: 9,
    issued: 9,
    participation: null,
    recovery: null,
  };
  const form = isWithheld
    ? { ...base, ...sheets, level: "none", score: null }
    : { ...sampleForm(), ...sheets };
  const results = {
    unit,
    thresholds,
    forms: [form],
    dimensions: [],
    score: { total: null, opinion: { printed: "90.00", exact: "90" }, awaitsApproval: false, notes: [] },
  } as unknown as ResultsAnswer;
  return <UnitSummary results={results} open={() => {}} compared={undefined} />;
};

const grades = (isWithheld: boolean) => {
  const row = {
    unit,
    poll: "p",
    eligible: 9,
    valid: null,
    withdrawn: null,
    values: [],
    deduction: "",
    opinion: null,
    level: isWithheld ? "none" : "score",
    total: null,
    computed: null,
    proposed: null,
    approved: null,
    notes: [],
    isBlind: false,
    awaitsApproval: false,
    review: { state: "entry", steps: [], moved: [] },
  };
  const table = { parts: [], grades: [], rows: [row, row] } as unknown as GradeTableAnswer;
  return (
    <Router ssrPath="/">
      <GradeTable table={table} round="r" ranks={[]} thresholds={thresholds} />
    </Router>
  );
};

const trial = (isWithheld: boolean) => {
  const tried = { total: null, computed: null };
  const row = {
    unit,
    level: isWithheld ? "none" : "open",
    withdrawn: null,
    total: null,
    computed: null,
    tried,
  };
  const answer = { rows: [row] } as unknown as TrialAnswer;
  return <TrialTable answer={answer} isStale={false} thresholds={thresholds} />;
};

const round = { id: "r", title: "第一轮", thresholds };

const lineOf = (isWithheld: boolean): LookBackAnswer["lines"][number] => {
  const withheld = { before: isWithheld ? ("unit" as const) : null, now: null };
  const compared = { title: "班子", before: null, now: "90.00", difference: null, withheld };
  const line = { round, name: unit.name, grade: null, notComparable: null, roundMean: null };
  return { ...line, total: compared, forms: [compared] };
};
const changes = (isWithheld: boolean) => {
  const here = { title: "第二轮", thresholds };
  return <ChangesTable series={changeSeries(here, "总分", { lines: [lineOf(isWithheld)] })!} />;
};
const lookBack = (isWithheld: boolean) => (
  <LookBackLineTable line={lineOf(isWithheld)} unit={unit.name} thresholds={thresholds} />
);
const past = (isWithheld: boolean) => {
  const withheld = isWithheld ? ("unit" as const) : null;
  const cell = { total: null, withheld, grade: null, notComparable: null };
  const row = { unit, cells: [cell, cell], difference: null };
  return (
    <Router ssrPath="/">
      <PastTable
        round="r"
        closed={new Set()}
        rounds={[round, { ...round, id: "s" }]}
        rows={[row]}
        list=""
        compareOf={() => ""}
      />
    </Router>
  );
};

it.each([
  ["an item of a figure", items, null, COUNTS, ITEM],
  ["a question that is only counted", others, null, COUNTS, ITEM],
] as const)("%s", (_, make, few, enough, sentence) => {
  expect(occurrences(renderToStaticMarkup(make(few)), sentence)).toBe(1);
  expect(renderToStaticMarkup(make(enough))).not.toContain("人数少");
});

it.each([
  ["a form in the summary", summary],
  ["units in the grade table, once for all", grades],
  ["a unit in a trial", trial],
  ["earlier rounds of a unit, its total and a form once for both", changes],
  ["an earlier round beside this one", lookBack],
  ["a unit over the rounds, once for all of them", past],
] as const)("%s", (_, make) => {
  const said = renderToStaticMarkup(make(true));
  expect(said).toContain("<span>人数少，不予显示</span>");
  expect(occurrences(said, UNIT)).toBe(1);
  expect(renderToStaticMarkup(make(false))).not.toContain("人数少");
});

const DIMENSION = "人数少，不予显示：所属各题有效评价不足 5 份，这个维度不计分。";
const style = (form: string, isWithheld: boolean) => ({
  dimension: "style",
  score: isWithheld ? null : { printed: "90.00", exact: "90" },
  items: isWithheld ? 0 : 2,
  askedBy: [form],
});
const dimensionResults = (isWithheld: boolean): ResultsAnswer => {
  const form = { ...sampleForm(), raters: "own", isScored: true, issued: 9 };
  return {
    unit,
    round,
    thresholds,
    forms: [form],
    // The last is asked by no form: it is no more there than before.
    dimensions: [style(form.instrument, isWithheld), { ...style("", true), dimension: "life", askedBy: [] }],
    score: { total: null, opinion: { printed: "90.00", exact: "90" }, awaitsApproval: false, notes: [] },
  } as unknown as ResultsAnswer;
};

it("a dimension that its form asks about, in the summary; one that nobody asks is not named", () => {
  const make = (isWithheld: boolean): string =>
    renderToStaticMarkup(
      <Router ssrPath="/">
        <UnitSummary results={dimensionResults(isWithheld)} open={() => {}} compared={undefined} />
      </Router>,
    );
  const said = make(true);
  expect(said).toContain("工作作风");
  expect(said).not.toContain("组织生活");
  expect(said).toContain("<span>人数少，不予显示</span>");
  expect(occurrences(said, DIMENSION)).toBe(1);
  expect(make(false)).not.toContain("人数少");
});

it("a dimension of forms that have no tables says what those say", () => {
  const results = dimensionResults(true);
  const few = { ...results.forms[0]!, level: "score" } as unknown as ResultsAnswer["forms"][number];
  expect(withheldDimensions({ ...results, forms: [few] })).toEqual([
    { dimension: "style", sentences: [withheldWords.distribution(thresholds)] },
  ]);
});

it("a small unit's forms and dimensions say their one reason once on its page", () => {
  const results = dimensionResults(true);
  const none = { ...results.forms[0]!, level: "none", score: null, eligible: 4, participation: null };
  const small = { ...results, forms: [none] } as unknown as ResultsAnswer;
  const said = renderToStaticMarkup(
    <Router ssrPath="/">
      <UnitSummary results={small} open={() => {}} compared={undefined} />
    </Router>,
  );
  expect(occurrences(said, "<span>人数少，不予显示</span>")).toBe(2);
  expect(occurrences(said, UNIT)).toBe(1);
});

it("units and dimensions of the comparison, each reason once", () => {
  const row = { unit, withdrawn: null, isBlind: false, awaitsApproval: false, total: null };
  const cell = { printed: "90.0", difference: null, band: null };
  const rows: readonly ComparedRow[] = [
    { ...row, level: "none", cells: [null, null] },
    { ...row, level: "none", cells: [null, null] },
    { ...row, level: "score", cells: [null, null] },
    { ...row, level: "tables", cells: [cell, null] },
    { ...row, level: "open", cells: [] },
  ];
  expect(reasonsOf(rows, thresholds)).toEqual([
    withheldWords.unit(thresholds),
    withheldWords.distribution(thresholds),
    "所属的表收回份数不足 10 份，或者各题有效评价不足 5 份，这个维度不计分。",
  ]);
  expect(reasonsOf([{ ...row, level: "tables", cells: [cell, cell] }], thresholds)).toEqual([]);
});

it("parts and items of the derivation that stand open", () => {
  const form = { ...sampleForm(), level: "none", score: null, raters: "own", isScored: true };
  const part = { id: "p", title: "问卷", points: "20", value: null, earned: null, missing: "withheld" };
  const make = (missing: string | null) => {
    const parts = [{ ...part, instrument: form.instrument, missing, lines: [], indicators: [] }];
    const results = { thresholds, forms: [form], score: { parts, deductions: [], bonus: [], total: null } };
    return renderToStaticMarkup(
      <DerivationTree results={results as unknown as ResultsAnswer} place={null} goTo={() => {}} />,
    );
  };
  expect(occurrences(make("withheld"), UNIT)).toBe(1);
  expect(make("not-entered")).not.toContain("人数少");
});

const occurrences = (text: string, part: string): number => text.split(part).length - 1;
