/** P13: an independent count in another language agrees with every number that the product prints. */
import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { printRatio, type Ratio, storeRatio } from "../../server/core/ratio.ts";
import type { FormResult } from "../../server/core/release/released.ts";
import { DEFAULT_THRESHOLDS, type Round, type Thresholds } from "../../server/core/round/round.ts";
import { releaseOf } from "../../server/services/release-poll.ts";
import type { ClosedHead } from "../../server/store/closed.ts";
import { temporaryStores } from "../../server/store/sqlite/temporary-stores.ts";
import { changeRows } from "../faults/spoil.ts";
import { headsOf, closedRound, type ClosedRound } from "../faults/verify-kit.ts";
import { closeRandomPoll } from "../second-implementation/random-polls.ts";

/** Another run: PLUMBLINE_SEED=7 PLUMBLINE_POLLS=500 */
const SEED = Number(process.env["PLUMBLINE_SEED"] ?? 1);
const POLLS = Number(process.env["PLUMBLINE_POLLS"] ?? 60);

const RECOUNT = fileURLToPath(new URL("../second-implementation/recount.py", import.meta.url));
const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython)
  process.stderr.write("SKIPPED: python3 is not here; the second implementation does not run.\n");

interface Recounted {
  readonly forms: { readonly [instrument: string]: unknown };
  readonly signatures: { readonly credentials: number; readonly signed: number } | null;
}

const recount = (folder: string, ...options: string[]): { readonly [poll: string]: Recounted } =>
  JSON.parse(execFileSync("python3", [RECOUNT, folder, ...options], { maxBuffer: 2 ** 28 }).toString());

const number = (value: Ratio | null) => value && { exact: storeRatio(value), printed: printRatio(value, 2) };

/** A release in the words of the second implementation. */
function describeResult(result: FormResult): object {
  const { ballots, people = ballots, excluded, level } = result;
  const base = { ballots, people, excluded, level, score: number(result.score) };
  if (result.level !== "tables") return base;
  return {
    ...base,
    valid: result.valid,
    invalid: result.invalid,
    items: result.items.map((item) => ({
      leaf: item.leaf,
      score: number(item.score),
      valid: item.valid,
      blank: item.blank,
      dontKnow: item.dontKnow,
      isPooled: item.isPooled,
      counts: item.counts,
      blocks: item.blocks.map(({ block, counts, mean }) => ({ block, counts, mean: number(mean) })),
    })),
    multis: result.multis.map(({ leaf, base: of, blank, dontKnow, counts, reported }) => {
      return { leaf, base: of, blank, dontKnow, counts, reported };
    }),
    counts: result.counts.map(({ leaf, values, blank }) => ({ leaf, values, blank })),
    parts: result.parts.map(({ id, score }) => ({ id, score: number(score) })),
    leaders: result.leaders.map(({ position, score }) => ({ position, score: number(score) })),
    problemRate: number(result.problemRate),
  };
}

/** What a closed file says, and what is released of it. */
function describePoll(head: ClosedHead): { readonly [instrument: string]: unknown } {
  const { forms } = releaseOf(head);
  return Object.fromEntries(
    head.tally.forms.map((tally, i) => [
      tally.instrument,
      {
        ...describeResult(forms[i]!),
        blocks: head.blocks[tally.instrument],
        tally: Object.fromEntries(tally.blocks.map(({ block, ...counted }) => [block, counted])),
      },
    ]),
  );
}

const skipped = "SKIPPED, NOT PASSED: python3 is not here";

describe.skipIf(!hasPython)(hasPython ? "the second implementation" : skipped, () => {
  it(`agrees on ${POLLS} random polls`, { timeout: 1_800_000 }, async () => {
    const stores = await temporaryStores();
    try {
      const random = seeded(SEED);
      const levels = new Set<string>();
      const rules = new Set<string>();
      const raters = new Set<string>();
      const open = new Set<string>();
      let padded = 0;
      let joined = 0;
      for (let i = 0; i < POLLS; i++) {
        const thresholds: Thresholds = { ...DEFAULT_THRESHOLDS, block: i % 3 === 0 ? 5 : 10 };
        const round = { id: `r${i}`, title: `r${i}`, thresholds } as Round;
        await stores.office.inTransaction((office) => office.saveRound({ round, frozen: null }));
        await closeRandomPoll(stores, random, round, `p${i}`);
      }
      const found = recount(stores.folder);
      expect(Object.keys(found)).toHaveLength(POLLS);
      for (let i = 0; i < POLLS; i++) {
        const head = await stores.closed.head(`p${i}`);
        expect(found[`p${i}`]?.forms, `poll ${i} of seed ${SEED}`).toEqual(describePoll(head));
        for (const form of releaseOf(head).forms) {
          const { level, scoring } = form;
          levels.add(level);
          raters.add(`${form.raters} ${level === "none"}`);
          if (level === "score" && form.ballots >= DEFAULT_THRESHOLDS.table) padded += 1;
          if (level === "tables" && form.bySource.open) open.add(form.raters);
          if (level === "tables") rules.add(scoring.rule);
        }
        for (const { instrument, blocks } of head.plan.forms) {
          if (blocks.length > (head.blocks[instrument]?.length ?? 0)) joined += 1;
        }
      }
      // Random polls that reach only one corner would agree for nothing.
      expect([...levels].toSorted()).toEqual(["none", "score", "tables"]);
      expect([...rules].toSorted()).toEqual(["items", "leaders", "none", "questionnaire"]);
      expect([...raters].toSorted()).toEqual(["outside false", "outside true", "own false", "own true"]);
      expect([...open]).toEqual(["outside"]);
      expect(joined).toBeGreaterThan(5);
      expect(padded).toBeGreaterThan(0);
    } finally {
      await stores.dispose();
    }
  });

  describe("on a round that was really held", () => {
    let round: ClosedRound;
    beforeAll(async () => {
      round = await closedRound();
    });
    afterAll(() => round.dispose());

    it("agrees on every number, and on every signature", async () => {
      const found = recount(round.exported, "--signatures");
      for (const head of await headsOf(round.exported)) {
        expect(found[head.poll]?.forms).toEqual(describePoll(head));
        expect(found[head.poll]?.signatures?.signed).toBe(found[head.poll]?.signatures?.credentials);
        expect(found[head.poll]?.signatures?.credentials).toBeGreaterThan(0);
      }
    });

    it("finds an answer and a signature that were changed", async () => {
      const folder = round.copy();
      const poll = round.polls.get("water")!;
      changeRows(folder, poll, (db) => {
        db.exec(
          "update credentials set signature = zeroblob(256) where message = (select min(message) from credentials)",
        );
        db.exec(
          "update ballots set answers = (select max(answers) from ballots b where b.instrument = ballots.instrument)",
        );
      });
      const [before, after] = [
        recount(round.exported, "--signatures")[poll]!,
        recount(folder, "--signatures")[poll]!,
      ];
      expect(after.signatures?.signed).toBe(before.signatures!.signed - 1);
      expect(after.forms).not.toEqual(before.forms);
    });
  });
});
