/** R9 and R10: an independent count in another language agrees on totals of units and on what a round shows each group. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { printRatio, type Ratio, storeRatio } from "../../server/core/ratio.ts";
import type { RollUp } from "../../server/core/release/roll-up.ts";
import { compareDimensions } from "../../server/core/results/compare-units.ts";
import { gradeTable, type UnitOutcome } from "../../server/core/results/grade-table.ts";
import { rankUnits } from "../../server/core/results/rank-units.ts";
import { roundMean } from "../../server/core/results/round-mean.ts";
import { unitEligible } from "../../server/core/results/unit-eligible.ts";
import { NOTHING_REVIEWED } from "../../server/core/review/review.ts";
import { EMPTY_ASSESSMENT } from "../../server/core/scoring/scheme.ts";
import type { Round } from "../../server/core/round/round.ts";
import type { Deps } from "../../server/services/deps.ts";
import { releaseOfRow } from "../../server/services/release-poll.ts";
import { unsettledOf } from "../../server/services/review/unsettled.ts";
import { scoreClosed } from "../../server/services/score-round.ts";
import { totalRound } from "../../server/services/total-round.ts";
import { temporaryStores } from "../../server/store/sqlite/temporary-stores.ts";
import { closeRandomRound, type RandomRound, SCHEME } from "../second-implementation/random-rounds.ts";

/** Another run: PLUMBLINE_SEED=7 PLUMBLINE_ROUNDS=200 */
const SEED = Number(process.env["PLUMBLINE_SEED"] ?? 1);
const ROUNDS = Number(process.env["PLUMBLINE_ROUNDS"] ?? 24);

const IMPLEMENTATION = fileURLToPath(new URL("../second-implementation", import.meta.url));
const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython)
  process.stderr.write("SKIPPED: python3 is not here; the second implementation does not run.\n");
const skipped = "SKIPPED, NOT PASSED: python3 is not here";

/** Rules of which none may be missing: the second implementation without it must come to something else. */
const RULES: readonly (readonly [string, string, string])[] = [
  ["small units of one parent stay together", "parent in (None, home) and people", "False and people"],
  [
    "with a unit that was declared invalid all those leave that it was together with",
    " if not any(node.withdrawn for node in group)",
    "",
  ],
  ["what is held anew joins no small units", "node.first and ", ""],
  ["nobody is hidden behind a unit without a score", " and node.score is not None", ""],
  ["small units are counted from the tables' threshold on", "people_of(others) >= table", "others"],
  [
    "categories joined anywhere are joined",
    'next(c for c in columns if c & set(block["categories"]))',
    'block["categories"]',
  ],
  ["a part in which too few answered is left out", ">= floor and enough_beside", ">= 1 and enough_beside"],
  ["so is one with too few scored outside raters beside it", " and enough_beside", ""],
  ["no columns beside a small piece", "valid_of(leaf, piece) < floor", "False"],
  ["columns weigh their ballots", "(Fraction(ballots_in(pairs)), mean_of", "(Fraction(1), mean_of"],
  ["a total is made of printed scores", 'exact(node.score["printed"])', 'exact(node.score["exact"])'],
  ["so is a mean", 'exact(score["printed"]) if', 'exact(score["exact"]) if'],
  ["units of which nothing is released are in no mean", " and released else", " else"],
  ["a group needs three units of others", "OTHERS_MIN = 3", "OTHERS_MIN = 2"],
  [
    "a group waits until the units of others are settled",
    "any(group != viewer for group in unsettled)",
    "False",
  ],
  [
    "a place is one behind all that are better",
    'one["total"] > row["total"]',
    'one["total"] >= row["total"]',
  ],
];

const number = (value: Ratio | null) => value && { exact: storeRatio(value), printed: printRatio(value, 2) };

/** A total in the words of the second implementation. */
const describeTotal = (total: RollUp) => ({
  instrument: total.instrument,
  nodes: total.nodes,
  ballots: total.ballots,
  leftOut: total.leftOut,
  score: number(total.score),
  blocks: total.blocks.map(({ id, categories, ballots }) => ({ id, categories, ballots })),
  items: total.items.map((item) => ({
    leaf: item.leaf,
    score: number(item.score),
    valid: item.valid,
    blank: item.blank,
    dontKnow: item.dontKnow,
    isPooled: item.isPooled,
    counts: item.counts,
    blocks: item.blocks
      .map(({ block, counts, mean }) => ({ block, counts, mean: number(mean) }))
      .toSorted((a, b) => (a.block < b.block ? -1 : 1)),
    leftOut: item.leftOut,
  })),
});

function describeShown(outcomes: readonly UnitOutcome[], viewer: string | null) {
  const rows = gradeTable(SCHEME, outcomes);
  const mean = roundMean(rows, viewer);
  const { dimensions, means, cells } = compareDimensions(outcomes, viewer);
  const ranks = rankUnits(rows, viewer).map((one) => ({ ...one }));
  return {
    mean: mean && { exact: storeRatio(mean.mean), printed: printRatio(mean.mean, 1), units: mean.units },
    places: ranks.toSorted((a, b) => (a.unit < b.unit ? -1 : 1)),
    dimensions: Object.fromEntries(
      dimensions.map((dimension, at) => {
        const own = [...cells].flatMap(([unit, all]) => {
          const cell = all[at];
          const difference = cell?.difference ?? null;
          return cell
            ? [[unit, { printed: cell.printed, difference: difference && storeRatio(difference) }]]
            : [];
        });
        return [dimension, { mean: means[at] ?? null, cells: Object.fromEntries(own) }];
      }),
    ),
  };
}

describe.skipIf(!hasPython)(
  hasPython ? "the second count of rounds" : skipped,
  { timeout: 1_800_000 },
  () => {
    let stores: Awaited<ReturnType<typeof temporaryStores>>;
    let rounds: RandomRound[];
    /** What the product says of each round. */
    let ours: Awaited<ReturnType<typeof describeRound>>[];
    /** The same rounds as the second implementation reads them. */
    let asked: unknown[];

    beforeAll(async () => {
      stores = await temporaryStores();
      const chances = { random: seeded(SEED), fate: seeded(SEED + 1000) };
      rounds = [];
      for (let i = 0; i < ROUNDS; i += 1) rounds.push(await closeRandomRound(stores, chances, `r${i}`));
      ours = [];
      asked = [];
      for (const round of rounds) {
        ours.push(await describeRound(round));
        const eligible = await eligibleOf(round);
        const units = round.units.map(({ id, parent, group, unitType }) => {
          const polls = round.polls.get(id)!;
          return { id, parent, group, unitType, eligible: eligible.get(id)!, polls };
        });
        asked.push({ id: round.id, units, scheme: SCHEME, assessments: round.assessments });
      }
    }, 600_000);
    afterAll(() => stores.dispose());

    const deps = (): Deps => stores as unknown as Deps;
    const pollsOf = ({ id }: RandomRound) => stores.office.inTransaction((office) => office.polls(id));

    async function eligibleOf(round: RandomRound): Promise<ReadonlyMap<string, number>> {
      const polls = await pollsOf(round);
      return new Map(
        round.units.map((unit) => {
          const { plan } = polls.find((poll) => poll.unit === unit.id)!;
          return [unit.id, unitEligible(unit, plan)];
        }),
      );
    }

    async function describeRound(round: RandomRound) {
      const polls = await pollsOf(round);
      const outcomes: UnitOutcome[] = [];
      for (const unit of round.units) {
        const row = polls.find((poll) => poll.unit === unit.id)!;
        const release = row.state === "closed" ? await releaseOfRow(deps(), row) : null;
        const assessment = round.assessments[unit.id] ?? EMPTY_ASSESSMENT;
        const score = release && scoreClosed(SCHEME, release, assessment);
        const { plan, id } = row;
        const result = release?.result ?? null;
        const isRepeated = round.polls.get(unit.id)!.length > 1;
        const standing = { unit, poll: row, history: [], release, score, isRepeated };
        const unsettled = unsettledOf(standing, release?.head.round ?? ({} as Round), SCHEME);
        outcomes.push({ unit, poll: id, plan, result, score, review: NOTHING_REVIEWED, unsettled });
      }
      const totals: { [parent: string]: ReturnType<typeof describeTotal>[] } = {};
      for (const parent of [null, ...round.units.map(({ id }) => id)])
        totals[parent ?? ""] = (await totalRound(deps(), round.id, parent)).map(describeTotal);
      const viewers = [null, ...new Set(round.units.map(({ group }) => group))];
      const shown = Object.fromEntries(
        viewers.map((viewer) => [viewer ?? "", describeShown(outcomes, viewer)] as const),
      );
      return { totals, shown };
    }

    function inPython(program: string, input: unknown): readonly unknown[] {
      const args = [join(IMPLEMENTATION, program), stores.folder];
      const { status, stdout, stderr } = spawnSync("python3", args, {
        input: JSON.stringify(input),
        maxBuffer: 2 ** 28,
      });
      expect(status, stderr.toString()).toBe(0);
      return JSON.parse(stdout.toString()) as unknown[];
    }

    it(`agrees on ${ROUNDS} random rounds of small and large units, some below others`, () => {
      const theirs = inPython("totals.py", asked);
      ours.forEach((one, i) => expect(theirs[i], `round ${i} of seed ${SEED}`).toEqual(one));
    });

    it("would not agree without any one of its rules", () => {
      const rules = RULES.map(([, rule, without]) => [rule, without]);
      const isNoticed = inPython("without_rules.py", { rounds: asked, rules });
      expect(RULES.filter((_, i) => isNoticed[i] !== true).map(([name]) => name)).toEqual([]);
    });
  },
);
