/** B9: what scoring with derivations and firmness cost, for one of 10 000 units. */
import { fileURLToPath } from "node:url";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { type PollResult, releasePoll } from "../../server/core/release/release.ts";
import type { Released } from "../../server/core/release/released.ts";
import { deriveUnit } from "../../server/core/scoring/derivation.ts";
import { firmnessOf } from "../../server/core/scoring/firmness/firmness.ts";
import {
  EMPTY_ASSESSMENT,
  type Indicator,
  type Scheme,
  type UnitAssessment,
} from "../../server/core/scoring/scheme.ts";
import { closeGiven } from "../../server/core/scoring/score-given.ts";
import { scoreUnit } from "../../server/core/scoring/score-unit.ts";
import { loadLibrary } from "../../server/definitions/load-library.ts";
import { randomUnit } from "../second-implementation/random-units.ts";
import { alternate, type Comparison, type Done } from "./alternate.ts";
import type { Effort, Row } from "./row.ts";

const SURVEYS = fileURLToPath(new URL("../../surveys", import.meta.url));
const WAYS = 64;
const WAYS_QUICK = 8;

interface Unit {
  readonly result: Released<PollResult>;
  readonly assessment: UnitAssessment;
  readonly eligible: number;
}

/** Six parts of ten indicators: forty from questions, twenty counted. */
function sixtyIndicators(): Scheme {
  const question = (n: number): Indicator => {
    const instrument = n % 2 === 0 ? "leadership-team" : "staff-questionnaire";
    const item = `${n % 2 === 0 ? "t" : "q"}${String(1 + (n % 15)).padStart(2, "0")}`;
    return {
      id: `i${n}`,
      title: item,
      weight: 10,
      source: { from: "items", instrument, select: { items: [item] } },
    };
  };
  const counted = (n: number): Indicator => {
    const counts = [{ id: `c${n}`, title: `c${n}`, each: "-2.5", limit: 40 }];
    return { id: `i${n}`, title: `c${n}`, weight: 10, source: { from: "counted", base: 100, counts } };
  };
  const indicators = Array.from({ length: 60 }, (_, n) => (n % 3 === 2 ? counted(n) : question(n)));
  return {
    formatVersion: 2,
    id: "sixty",
    version: "1",
    title: "sixty",
    parts: [20, 20, 20, 20, 10, 10].map((points, p) => ({
      id: `p${p}`,
      title: `p${p}`,
      points,
      indicators: indicators.slice(p * 10, p * 10 + 10),
    })),
    deductionLimit: 20,
    bonusLimit: 2,
    caps: [],
    grades: [
      { grade: "良好", from: 90 },
      { grade: "较好", from: 75 },
      { grade: "较差", from: 0 },
    ],
    validity: { participationAtLeast: "1/2", participationWarn: "0.7" },
  };
}

/** Units at the level of tables, released once: a release never changes, so scoring does not pay for it. */
async function prepare(
  schemeOf: (shipped: Scheme) => Scheme,
  ways: number,
): Promise<{ scheme: Scheme; units: readonly Unit[] }> {
  const { instruments: loaded, schemes } = await loadLibrary(SURVEYS);
  const instruments = new Map([...loaded].map(([id, { instrument }]) => [id, instrument]));
  const scheme = schemeOf(schemes.get("political-ecology")!.scheme);
  const random = seeded(20_261_128);
  const units: Unit[] = [];
  while (units.length < ways) {
    const given = randomUnit(random, scheme, instruments);
    const result = releasePoll(closeGiven(scheme, given, instruments));
    const assessment = { ...EMPTY_ASSESSMENT, ...given.assessment };
    const isWhole = result.forms.length > 1 && result.forms.every(({ level }) => level === "tables");
    if (isWhole) units.push({ result, assessment, eligible: given.eligible });
  }
  return { scheme, units };
}

const scored = (scheme: Scheme, { result, assessment, eligible }: Unit) =>
  scoreUnit(scheme, { forms: result.forms, assessment, eligible, participated: result.returned });

async function repeat(times: number, act: (i: number) => void): Promise<Done> {
  for (let i = 0; i < times; i += 1) act(i);
  return { work: times };
}

/** Every number that was released of a unit, looked at once. */
function touched({ result }: Unit): number {
  let sum = 0;
  for (const form of result.forms) {
    if (form.level !== "tables") continue;
    for (const { counts } of form.items) for (const n of counts ?? []) sum += n;
  }
  return sum;
}

async function run(
  { pairs, scale }: Effort,
  schemeOf: (shipped: Scheme) => Scheme,
  act: (scheme: Scheme, unit: Unit) => void,
): Promise<Comparison> {
  const { scheme, units } = await prepare(schemeOf, scale === 1 ? WAYS : WAYS_QUICK);
  const times = Math.round(2000 * scale);
  let seen = 0;
  const base = () => repeat(times * 10, (i) => (seen += touched(units[i % units.length]!)));
  const candidate = () => repeat(times, (i) => act(scheme, units[i % units.length]!));
  await candidate();
  const compared = await alternate(pairs, "cpuMicroseconds", base, candidate);
  if (seen === 0) throw new Error("the bench looked at no counts");
  return compared;
}

export const scoring: Row = {
  id: "B9",
  what: "one unit of 60 indicators scored with the figures of every line of its derivation (10 000 in 1 s), beside looking at its counts",
  goal: { atMost: 100, of: "this" },
  unit: "µs CPU",
  run: (effort) => run(effort, sixtyIndicators, (scheme, unit) => void scored(scheme, unit)),
};

export const scoringTree: Row = {
  id: "B9 tree",
  notQuick: "shown, not judged, in the long form as well",
  what: "the same, opened down to the released counts",
  goal: {},
  unit: "µs CPU",
  run: (effort) =>
    run(
      effort,
      sixtyIndicators,
      (scheme, unit) => void deriveUnit(scored(scheme, unit), unit.result.forms, scheme),
    ),
};

export const firmness: Row = {
  id: "B9 firmness",
  what: "firmness of one unit by the default scheme, scoring included (10 000 in 5 s)",
  goal: { atMost: 500, of: "this" },
  unit: "µs CPU",
  run: (effort) =>
    run(
      effort,
      (shipped) => shipped,
      (scheme, unit) => {
        const { forms, returned } = unit.result;
        firmnessOf(scheme, scored(scheme, unit), forms, { returned, floor: 5 });
      },
    ),
};
