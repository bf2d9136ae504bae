/** Every shipped form, copied under another id and changed, goes the whole way from the check to the documents. */
import { beforeAll, describe, expect, it } from "vitest";
import { SURVEYS_FOLDER } from "../../server/places.ts";
import { digestOf } from "../../server/core/definition/canonical.ts";
import { compileChecker } from "../../server/core/definition/checker.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import type { Answer, FrozenForm } from "../../server/core/definition/frozen.ts";
import type { Instrument, Scale } from "../../server/core/definition/instrument.ts";
import { readQuestions } from "../../server/core/definition/read-questions.ts";
import { comparisonTable, isCompared } from "../../server/core/documents/comparison-table.ts";
import { derivationTable } from "../../server/core/documents/derivation-table.ts";
import { leafNumbers } from "../../server/core/documents/question-places.ts";
import { resultSheet } from "../../server/core/documents/result-sheet.ts";
import { unitCopy } from "../../server/core/documents/unit-copy.ts";
import { scaleWords } from "../../server/core/documents/scale-words.ts";
import type { UnitFacts } from "../../server/core/documents/unit-facts.ts";
import { unitReport } from "../../server/core/documents/unit-report.ts";
import { isProblem } from "../../server/core/problem.ts";
import { releasePoll } from "../../server/core/release/release.ts";
import { unitView } from "../../server/core/release/unit-view.ts";
import { rollSheet } from "../../server/core/results/roll-sheet.ts";
import { standingOf } from "../../server/core/review/review.ts";
import type { UnitType } from "../../server/core/roster/category-names.ts";
import type { Unit } from "../../server/core/roster/unit.ts";
import { formContext } from "../../server/core/round/form-context.ts";
import { DEFAULT_THRESHOLDS, type Round } from "../../server/core/round/round.ts";
import { checkBesideForms } from "../../server/core/scoring/check-beside-forms.ts";
import { checkScheme } from "../../server/core/scoring/check-scheme.ts";
import { copyScheme, formsOfScheme } from "../../server/core/scoring/copy-scheme.ts";
import { EMPTY_ASSESSMENT, type Scheme } from "../../server/core/scoring/scheme.ts";
import { scoreUnit } from "../../server/core/scoring/score-unit.ts";
import { withPrices } from "../../server/core/scoring/with-prices.ts";
import { foldBallots } from "../../server/core/tally/fold.ts";
import { checkInstrumentText } from "../../server/definitions/check-instrument-text.ts";
import { type Library, loadLibrary } from "../../server/definitions/load-library.ts";
import { formTable } from "../../server/services/documents/unit-documents.ts";
import { answerForm, seeded } from "./random-answers.ts";

const BALLOTS = 12;
const { instruments, schemes, categoryNames }: Library = await loadLibrary(SURVEYS_FOLDER);
const shipped = [...instruments.values()].map(({ instrument }) => instrument);
const copiedId = (id: string): string => `own-${id}`;
const replace = new Map(shipped.map(({ id }) => [id, copiedId(id)]));
const forCopies = (scheme: Scheme): Scheme =>
  copyScheme(scheme, { ...scheme, id: `own-${scheme.id}` }, replace);
const scheme = forCopies(schemes.get("political-ecology")!.scheme);
const digest = digestOf(scheme);

type Weighed = { readonly weight?: string | number };

/** 5 percent go from the first that has a weight to the last. */
function shift<T extends Weighed>(all: readonly T[]): T[] {
  const heavy = all.filter(({ weight }) => weight !== undefined);
  if (heavy.length < 2) return [...all];
  return all.map((one) => {
    const by = one === heavy[0] ? -5 : one === heavy.at(-1) ? 5 : 0;
    return by === 0 ? one : { ...one, weight: String(Number(one.weight) + by) };
  });
}

function cheaper({ options }: Scale): Scale {
  const first = options.findIndex(({ points }) => points !== null);
  return { options: options.map((one, i) => (i === first ? { ...one, points: 96 } : one)) };
}

function copied(form: Instrument): Instrument {
  const scales = Object.entries(form.scales).map(([name, scale]) => [name, cheaper(scale)]);
  const names = Object.keys(form.items);
  const items = shift(Object.values(form.items)).map((item, i) => [names[i]!, item]);
  const { scoring } = form;
  return {
    ...form,
    id: copiedId(form.id),
    version: "1",
    title: `${form.title}（本县）`,
    scales: Object.fromEntries(scales),
    items: Object.fromEntries(items),
    parts: shift(form.parts),
    scoring: scoring.rule === "leaders" ? { ...scoring, principal: 45, others: 55 } : scoring,
  };
}

const unitOf = (type: UnitType): Unit => ({
  id: "u1",
  name: "某单位",
  unitType: type.name,
  group: "县委第一巡察组",
  parent: null,
  onRoll: 40,
  eligibleBasis: "",
  leaders: ["甲某某", "乙某某", "丙某某"].map((name, i) => {
    return { name, post: "委员", since: "", isPrincipal: i === 0 };
  }),
  categories: ["B", "C"].map((id) => {
    return { id, name: id, weight: "50", eligible: 20, isOutside: false };
  }),
});

const ROUND: Round = {
  id: "r1",
  title: "第三轮巡察",
  authority: "县委",
  setUp: "onsite",
  period: "近三年",
  feedbackDate: "2026年9月1日",
  openUntil: "",
  contactPhone: "",
  thresholds: DEFAULT_THRESHOLDS,
  forms: [],
  scheme: scheme.id,
};

/** Random answers, until enough of them are a ballot. */
function ballotsOf(form: FrozenForm): readonly (readonly Answer[])[] {
  const check = compileChecker(form);
  const questions = readQuestions(form.survey);
  const taken: (readonly Answer[])[] = [];
  for (let seed = 1; taken.length < 2 * BALLOTS && seed <= 3000; seed++) {
    try {
      taken.push(check(answerForm(questions, seeded(seed), 1)).answers);
    } catch (error) {
      if (!isProblem(error, "ballot.invalid")) throw error;
    }
  }
  return taken;
}

function closed(form: FrozenForm) {
  const ballots = ballotsOf(form);
  expect([form.instrument, ballots.length]).toEqual([form.instrument, 2 * BALLOTS]);
  const fold = foldBallots(form, digestOf(form));
  ballots.forEach((answers, i) => fold.add(i < BALLOTS ? "B" : "C", answers, "ticket"));
  const blocks = ["B", "C"].map((id) => {
    return { id, name: id, categories: [id], weight: "50", isOutside: false, ballots: BALLOTS };
  });
  return { form, digest: digestOf(form), tally: fold.finish(), blocks };
}

function factsOf(unit: Unit, forms: readonly FrozenForm[]): UnitFacts {
  const result = releasePoll({ poll: "p", forms: forms.map(closed), thresholds: DEFAULT_THRESHOLDS });
  const assessment = EMPTY_ASSESSMENT;
  const typed = { meeting: "", time: "", place: "", due: 40, present: 40, batches: [], note: "" };
  return {
    round: ROUND,
    unit,
    plan: { forms: [], batches: [] },
    scales: scaleWords(forms),
    scheme: { scheme, digest },
    poll: { id: "p", openedOn: "2026年11月20日", closedOn: "2026年11月20日", digest: "d", isPlain: true },
    result,
    score: scoreUnit(scheme, {
      forms: result.forms,
      assessment,
      eligible: 40,
      participated: result.returned,
    }),
    assessment,
    review: standingOf([]),
    eligible: 40,
    numbers: Object.fromEntries(forms.map((form) => [form.instrument, leafNumbers(form)])),
    kinds: Object.fromEntries(forms.map(({ instrument, kind }) => [instrument, kind])),
    leadersRateLeaders: false,
    roll: { sheet: rollSheet({ batches: [], forms: [] }, typed), typed },
  };
}

describe("a copy of every shipped form", () => {
  let copies: readonly Instrument[];
  beforeAll(async () => {
    const texts = shipped.map((form) => JSON.stringify(copied(form)));
    copies = (await Promise.all(texts.map((text) => checkInstrumentText(text)))).map((one) => one.instrument);
  });

  it("is taken with its own text, price and weight", () => {
    for (const [i, copy] of copies.entries()) {
      expect(digestOf(copy)).not.toBe(digestOf({ ...shipped[i]!, id: copy.id, version: copy.version }));
      expect(copy.title).toBe(`${shipped[i]!.title}（本县）`);
    }
    const team = copies.find(({ id }) => id === copiedId("leadership-team"))!;
    expect(team.parts.map(({ weight }) => Number(weight))).toEqual([20, 20, 20, 20, 20]);
  });

  it.each([...schemes.keys()])("gives every scheme, copied beside them, what it asks: %s", (id) => {
    const own = forCopies(schemes.get(id)!.scheme);
    const forms = new Map(copies.map((copy) => [copy.id, copy]));
    expect(checkBesideForms(checkScheme(own), forms)).toEqual([]);
    expect(formsOfScheme(own)).toEqual(formsOfScheme(schemes.get(id)!.scheme).map(copiedId));
    expect(JSON.stringify(own)).not.toMatch(/"(leadership-team|leadership-members|staff-questionnaire)"/);
  });

  it.each(categoryNames.unitTypes)("is filled in, counted and printed for $name", (type) => {
    const unit = unitOf(type);
    const used = copies.filter(({ anonymous }) => anonymous);
    const kinds = used.map(({ kind }) => kind);
    const forms = used.map((copy) =>
      freezeForm(withPrices(copy, scheme), formContext(ROUND, unit, type, { include: [], kinds })),
    );
    const questions = forms.flatMap(({ leaves }) => leaves.map(({ question }) => question));
    expect(questions).toContain("q19");
    expect(questions).not.toContain("q20");
    const shown = JSON.stringify(forms);
    for (const [from] of type.words) expect(shown).not.toContain(from);
    expect(type.words.length === 0 || type.words.some(([, to]) => shown.includes(to))).toBe(true);

    const facts = factsOf(unit, forms);
    const { forms: released } = facts.result;
    expect(released.map(({ level }) => level)).toEqual(forms.map(() => "tables"));
    expect(released.some(isCompared)).toBe(true);
    expect(released.some((form) => unitView(form) !== null)).toBe(true);
    const scored = facts.score!.parts.filter(({ indicators }) => indicators.some((one) => one.instrument));
    expect(scored.map(({ value }) => value !== null)).toEqual([true, true, true]);
    const documents = [
      ...released.map((form) => formTable(facts, form)),
      resultSheet(facts, null),
      comparisonTable(facts),
      derivationTable(facts),
      unitReport({ facts, earlier: [], texts: null }),
      unitCopy(facts),
    ];
    for (const { body, title } of documents) expect(body.length, title).toBeGreaterThan(0);
  });
});
