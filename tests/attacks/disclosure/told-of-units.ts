/** Everything that leaves the product about small units: console, grade table, workbook cells, totals. */
import type { FrozenForm } from "../../../server/core/definition/frozen.ts";
import { gradeTableRow } from "../../../server/core/documents/grade-table-document.ts";
import { finalBlocks } from "../../../server/core/release/final-block.ts";
import { releasePoll } from "../../../server/core/release/release.ts";
import { rollUp } from "../../../server/core/release/roll-up.ts";
import { NOTHING_REVIEWED } from "../../../server/core/review/review.ts";
import { gradeTable } from "../../../server/core/results/grade-table.ts";
import type { Scheme } from "../../../server/core/scoring/scheme.ts";
import { EMPTY_ASSESSMENT } from "../../../server/core/scoring/scheme.ts";
import { scoreUnit } from "../../../server/core/scoring/score-unit.ts";
import { foldBallots } from "../../../server/core/tally/fold.ts";
import { addTallies } from "../../../server/core/tally/add-tallies.ts";
import type { Thresholds } from "../../../server/core/round/round.ts";
import { presentForm } from "../../../server/http/office/results/present-form.ts";
import { presentScore } from "../../../server/http/office/results/present-score.ts";
import { presentTotal } from "../../../server/http/office/totals/present-total.ts";
import { testUnit } from "../../journeys/start-server.ts";

export const CATEGORIES = ["A", "B", "C"] as const;
export type Category = (typeof CATEGORIES)[number];
/** Answers per category: one index 0–3 (好, 较好, 差, 不了解) a person and question. */
export type Answers = Readonly<Record<Category, readonly (readonly [number, number])[]>>;

const options = (["100", "80", "40", null] as const).map((points, i) => ({
  value: i,
  text: String(i),
  points,
  dontKnow: points === null,
}));

const form: FrozenForm = {
  formatVersion: 1,
  instrument: "team",
  version: "1",
  kind: "evaluation",
  title: "team",
  shortTitle: "team",
  introduction: "",
  minutes: 1,
  anonymous: true,
  parts: [],
  leaders: [],
  leaves: [
    { kind: "choice", id: "q1", question: "q1", title: "q1", options },
    {
      kind: "multi",
      id: "q2",
      question: "q2",
      title: "q2",
      options: options.map((o) => ({ ...o, points: null })),
      none: 2,
      unknown: 3,
    },
  ],
  items: [
    { leaf: "q1", part: null, weight: "100", dimension: "style", focus: [], item: "q1", leader: null },
    { leaf: "q2", part: null, weight: null, dimension: null, focus: [], item: "q2", leader: null },
  ],
  scoring: { rule: "questionnaire", positive: 60, problems: 40, problemItems: ["q2"] },
  survey: {},
};

const scheme: Scheme = {
  formatVersion: 1,
  id: "s",
  version: "1",
  title: "s",
  parts: [{ id: "team", title: "team", points: 100, source: { from: "form", instrument: "team" } }],
  deductionLimit: 0,
  bonusLimit: 0,
  caps: [],
  grades: [
    { grade: "良好", from: 90 },
    { grade: "较好", from: 75 },
    { grade: "较差", from: 0 },
  ],
  validity: { participationAtLeast: "0", participationWarn: "0" },
};

type Closed = ReturnType<typeof closedForm>;

/** About one unit by itself. */
function toldOfUnit(answers: Answers, own: Closed, thresholds: Thresholds): readonly unknown[] {
  const poll = releasePoll({ poll: "p", forms: [own], thresholds });
  const unit = testUnit("u", "u", [answers.A.length, answers.B.length, answers.C.length]);
  const eligible = answers.A.length + answers.B.length + answers.C.length;
  const score = scoreUnit(scheme, {
    forms: poll.forms,
    assessment: EMPTY_ASSESSMENT,
    eligible,
    participated: poll.returned,
  });
  const rows = gradeTable(scheme, [
    { unit, poll: "p", plan: null, result: poll, score, review: NOTHING_REVIEWED },
  ]);
  return [
    poll.forms.map((one) => presentForm(one, form.scoring)),
    presentScore(score, NOTHING_REVIEWED, scheme, null, false),
    poll.turnout,
    rows.map((row, at) =>
      gradeTableRow(row, at, { parts: [{ id: "team", title: "领导班子民主测评", points: 100 }], thresholds }),
    ),
  ];
}

/**
 * Everything that leaves the product about one unit, and about it beside a fixed neighbour.
 *
 * @param cut by which its categories are cut, where that is not as the thresholds say
 */
export function outputsOf(answers: Answers, thresholds: Thresholds, cut = thresholds): string {
  const own = closedForm(answers, cut);
  const total = rollUp(
    [
      { id: "u", name: "单位甲", home: null, ...own },
      { id: "n", name: "单位乙", home: null, ...NEIGHBOUR },
    ],
    thresholds,
    { parent: null, smallName: "small" },
  );
  return JSON.stringify([...toldOfUnit(answers, own, thresholds), total && presentTotal(total)]);
}

/** Everything about two units below one, and about all that they come to together. */
export function outputsOfTwo(both: readonly [Answers, Answers], thresholds: Thresholds): string {
  const closed = both.map((answers) => closedForm(answers, thresholds));
  const nodes = closed.map((own, i) => ({ id: `u${i}`, name: `单位${i}`, home: "P", ...own }));
  const totals = ["P", null].map((parent) => rollUp(nodes, thresholds, { parent, smallName: "small" }));
  return JSON.stringify([
    both.map((answers, i) => toldOfUnit(answers, closed[i]!, thresholds)),
    totals.map((total) => total && presentTotal(total)),
  ]);
}

/** @param thresholds by which its categories are cut */
export function closedForm(answers: Answers, thresholds: Thresholds) {
  const fold = foldBallots(form, "d");
  for (const category of CATEGORIES) {
    for (const [single, multi] of answers[category]) fold.add(category, [single, [multi]], "ticket");
  }
  const ballots = new Map(CATEGORIES.map((category) => [category as string, answers[category].length]));
  const blocks = CATEGORIES.map((id, i) => ({
    id,
    categories: [id],
    name: id,
    weight: ["20", "30", "50"][i]!,
    eligible: answers[id].length,
    isOutside: false,
  }));
  const final = finalBlocks({ instrument: "team", digest: "d", blocks }, ballots, thresholds);
  const tally = addTallies(form, [fold.finish()], final.of);
  return { form, digest: "d", tally, blocks: final.blocks };
}

const people = (n: number, answer: readonly [number, number]) => Array.from({ length: n }, () => answer);
const NEIGHBOUR = closedForm(
  { A: people(3, [0, 2]), B: people(9, [1, 2]), C: people(20, [0, 0]) },
  { floor: 5, table: 10, block: 10 },
);
