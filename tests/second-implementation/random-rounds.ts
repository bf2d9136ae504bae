/** Random rounds of small and large units, some below others, closed by the product. */
import type { Random } from "../../server/cli/demo/simulated-answers.ts";
import type { FrozenForm, FrozenItem } from "../../server/core/definition/frozen.ts";
import { choice } from "../../server/core/release/scored-form.test-kit.ts";
import { DEFAULT_THRESHOLDS, type Round } from "../../server/core/round/round.ts";
import type { Category, CategoryId, Unit } from "../../server/core/roster/unit.ts";
import { EMPTY_ASSESSMENT, type Scheme, type UnitAssessment } from "../../server/core/scoring/scheme.ts";
import type { Source } from "../../server/core/tally/tally.ts";
import type { Stores } from "../../server/store/stores.ts";
import { below, closePoll, pick, randomForm } from "./random-polls.ts";

const INSTRUMENTS = ["form0", "form1"] as const;

/** Two forms and a judgement, so that there are totals of units of which nothing is released. */
export const SCHEME: Scheme = {
  formatVersion: 1,
  id: "s",
  version: "1",
  title: "s",
  parts: [
    { id: "first", title: "first", points: 40, source: { from: "form", instrument: "form0" } },
    { id: "second", title: "second", points: 20, source: { from: "form", instrument: "form1" } },
    {
      id: "judgement",
      title: "judgement",
      points: 40,
      source: { from: "judgement", dimensions: [{ id: "style", title: "style" }] },
    },
  ],
  deductionLimit: 0,
  bonusLimit: 0,
  caps: [],
  grades: [{ grade: "较差", from: 0 }],
  validity: { participationAtLeast: "0", participationWarn: "0" },
};

/** Of a tiny unit nothing is released, of a small one a score at most. */
type Size = "tiny" | "small" | "large";

interface Planned {
  readonly unit: Unit;
  readonly size: Size;
}

export interface RandomRound {
  readonly id: string;
  /** In the order of the roster. */
  readonly units: readonly Unit[];
  /** Of each unit as they were held: one, or another in place of one that was declared invalid. */
  readonly polls: ReadonlyMap<string, readonly HeldPoll[]>;
  readonly assessments: { readonly [unit: string]: UnitAssessment };
}

interface HeldPoll {
  readonly id: string;
  readonly state: "closed" | "invalid";
}

/**
 * Holds one round: the same questions everywhere, cards of each unit's own leaders beside them.
 *
 * @param fate which polls are declared invalid, and what comes in of those held in their place
 */
export async function closeRandomRound(
  stores: Stores,
  { random, fate }: { readonly random: Random; readonly fate: Random },
  id: string,
): Promise<RandomRound> {
  const forms = INSTRUMENTS.map((instrument) => ({
    form: inDimensions(randomForm(random, instrument)),
    categories: pick<readonly CategoryId[]>(random, [
      ["A", "B", "C"],
      ["A", "B", "C"],
      ["A", "B", "C", "D"],
      ["A", "B", "C", "D"],
      ["B", "C"],
      ["D"],
    ]),
  }));
  const round = {
    id,
    title: id,
    thresholds: { ...DEFAULT_THRESHOLDS, block: random() < 0.3 ? 5 : 10 },
    forms: forms.map(({ form, categories }) => ({ instrument: form.instrument, categories, include: [] })),
  } as unknown as Round;
  const planned = randomUnits(random);
  const units = planned.map(({ unit }) => unit);
  await stores.office.inTransaction(async (office) => {
    await office.saveRound({ round, frozen: null });
    await office.saveUnits(id, units);
  });
  const polls = new Map<string, readonly HeldPoll[]>();
  for (const { unit, size } of planned) {
    const hold = (by: Random, poll: string): Promise<void> =>
      closePoll(stores, by, round, {
        id: poll,
        unit,
        forms: forms.map((one) => ({ ...one, form: withCards(by, one.form) })),
        ballotsOf: (source) => ballotsOf(by, source, size),
        blankOf: silences(by),
      });
    const [first, second] = [`${id}-${unit.id}`, `${id}-${unit.id}-anew`];
    await hold(random, first);
    const isInvalid = fate() < 0.15;
    const isHeldAnew = isInvalid && fate() < 0.75;
    if (isInvalid) await declareInvalid(stores, first, isHeldAnew ? second : undefined);
    if (isHeldAnew) await hold(fate, second);
    polls.set(unit.id, [
      { id: first, state: isInvalid ? "invalid" : "closed" },
      ...(isHeldAnew ? [{ id: second, state: "closed" } as const] : []),
    ]);
  }
  const judged = planned.filter(() => random() < 0.97);
  const assessments = Object.fromEntries(
    judged.map(({ unit }) => {
      const judgement = { style: { score: (6000 + below(random, 4000)) / 100, reason: "" } };
      return [unit.id, { ...EMPTY_ASSESSMENT, judgement }];
    }),
  );
  return { id, units, polls, assessments };
}

async function declareInvalid({ office }: Stores, id: string, replacedBy?: string): Promise<void> {
  await office.inTransaction(async (transaction) => {
    const row = (await transaction.poll(id))!;
    await transaction.savePoll({ ...row, state: "invalid", ...(replacedBy && { replacedBy }) });
  });
}

/** Random forms have no dimensions of their own. */
const inDimensions = (form: FrozenForm): FrozenForm => ({
  ...form,
  items: form.items.map((item, i) => ({ ...item, dimension: ([null, "style", "life"] as const)[i % 3]! })),
});

/** Cards of as many leaders as this unit happens to have, before everything else. */
function withCards(random: Random, form: FrozenForm): FrozenForm {
  const cards = Array.from({ length: below(random, 3) }, (_, i) =>
    choice(`card${i}`, ["100", "80", "60", null]),
  );
  const items = cards.map(({ id }): FrozenItem => {
    return { leaf: id, part: null, weight: "10", dimension: null, focus: [], item: id, leader: 1 };
  });
  return { ...form, leaves: [...cards, ...form.leaves], items: [...items, ...form.items] };
}

/** P, Q below it, units below either and below nobody. */
function randomUnits(random: Random): readonly Planned[] {
  const named = [
    { id: "P", parent: null },
    { id: "Q", parent: "P" },
    ...Array.from({ length: 4 + below(random, 5) }, (_, i) => ({
      id: `u${i}`,
      parent: pick(random, [null, "P", "Q", "Q"]),
    })),
  ];
  return named.map(({ id, parent }) => {
    const size = pick<Size>(random, ["tiny", "small", "small", "small", "small", "large", "large", "large"]);
    const unit: Unit = {
      id,
      name: `单位${id}`,
      parent,
      unitType: pick(random, ["县直", "乡镇"]),
      group: pick(random, ["一组", "一组", "二组"]),
      onRoll: null,
      categories: randomCategories(random, size),
      leaders: [],
      eligibleBasis: "",
    };
    return { unit, size };
  });
}

function randomCategories(random: Random, size: Size): readonly Category[] {
  const eligible =
    size === "large"
      ? [below(random, 18), below(random, 20), 10 + below(random, 20)]
      : [below(random, 3), below(random, 4), 2 + below(random, 3)];
  return [...eligible, 10 + below(random, 20)].map((count, i) => ({
    id: "ABCD"[i]!,
    name: `类别${i}`,
    weight: pick(random, i === 3 ? ["0", "10", "10"] : ["20", "30", "50"]),
    eligible: count,
    isOutside: i === 3,
  }));
}

/** Of a small unit its one block of five to nine, seldom fewer. */
function ballotsOf(random: Random, source: Source, size: Size): number {
  if (source === "paper") return size === "tiny" ? 0 : below(random, 3);
  if (size === "tiny") return below(random, 5);
  return size === "small" ? 3 + below(random, 7) : 4 + below(random, 22);
}

/** In some blocks hardly anybody answers some of the questions. */
function silences(random: Random): (leaf: { readonly id: string }, block: string) => number {
  const known = new Map<string, number>();
  return ({ id }, block) => {
    const key = `${id} ${block}`;
    if (!known.has(key)) known.set(key, pick(random, [0.15, 0.15, 0.15, 0.8, 0.95]));
    return known.get(key)!;
  };
}
