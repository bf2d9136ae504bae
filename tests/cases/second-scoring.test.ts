/** An independent scoring in another language agrees with every part, total and grade. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { loadLibrary } from "../../server/definitions/load-library.ts";
import { compare, printRatio, type Ratio, storeRatio, sum } from "../../server/core/ratio.ts";
import type { Scheme } from "../../server/core/scoring/scheme.ts";
import type { GivenUnit } from "../../server/core/scoring/given-unit.ts";
import { closeGiven, scoreGiven } from "../../server/core/scoring/score-given.ts";
import { randomUnit } from "../second-implementation/random-units.ts";
import { givenExamples } from "./given-units.ts";
import { surveysFolder } from "./worked-example.ts";

/** Another run: PLUMBLINE_SEED=7 PLUMBLINE_UNITS=5000 */
const SEED = Number(process.env["PLUMBLINE_SEED"] ?? 1);
const UNITS = Number(process.env["PLUMBLINE_UNITS"] ?? 60);

const WHENS = ["fact", "judgementBelow", "optionRate", "partBelow", "problemRate"];

const SCORE = fileURLToPath(new URL("../second-implementation/score.py", import.meta.url));
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const skipped = "SKIPPED, NOT PASSED: python3 is not here";

/** Decides on every limit there is, and now and then takes off and adds more than the scheme allows. */
function decided(random: () => number, { scheme, given }: Case): Case {
  const often = (one: number): boolean => random() < 1 / one;
  const capDecisions = Object.fromEntries(
    scheme.caps.flatMap(({ id }) => (often(2) ? [[id, { confirmed: often(2), reason: "" }]] : [])),
  );
  const more = (points: string) => (often(4) ? [{ points, reason: "" }] : []);
  const { deductions = [], bonus = [], ...rest } = given.assessment ?? {};
  const assessment = {
    ...rest,
    capDecisions,
    deductions: [...deductions, ...more("19.75")],
    bonus: [...bonus, ...more("9.5")],
  };
  // Random answers are seldom 差, and never a third of them.
  const caps = scheme.caps.map((cap) =>
    "optionRate" in cap.when
      ? { ...cap, when: { optionRate: { ...cap.when.optionRate, option: "fairly", atLeast: "1/10" } } }
      : cap,
  );
  return { scheme: { ...scheme, caps }, given: { ...given, assessment } };
}

const number = (value: Ratio | null) => value && { exact: storeRatio(value), printed: printRatio(value, 2) };

interface Case {
  readonly scheme: Scheme;
  readonly given: GivenUnit;
}

describe.skipIf(!hasPython)(hasPython ? "the second scoring" : skipped, { timeout: 300_000 }, async () => {
  const { schemes, instruments: loaded } = await loadLibrary(surveysFolder);
  const instruments = new Map([...loaded].map(([id, { instrument }]) => [id, instrument]));

  function inPython(cases: readonly Case[]): readonly unknown[] {
    const input = cases.map(({ scheme, given }) => {
      const { forms, thresholds } = closeGiven(scheme, given, instruments);
      const { eligible, assessment = {} } = given;
      return {
        scheme,
        eligible,
        thresholds,
        assessment,
        forms: forms.map(({ form, blocks, tally }) => ({ form, blocks, tally })),
      };
    });
    const { status, stdout, stderr } = spawnSync("python3", [SCORE], {
      input: JSON.stringify(input),
      maxBuffer: 2 ** 28,
    });
    expect(status, stderr.toString()).toBe(0);
    return JSON.parse(stdout.toString()) as unknown[];
  }

  function ours({ scheme, given }: Case) {
    const { score, result } = scoreGiven(scheme, given, instruments);
    return {
      parts: score.parts.map(({ value }) => number(value)),
      reasons: score.parts.map(({ indicators }) => indicators.map(({ leftOut }) => leftOut)),
      opinion: number(score.opinion),
      total: number(score.total),
      computed: score.computed,
      called: score.caps.map(({ id }) => id),
      levels: Object.fromEntries(result.forms.map(({ instrument, level }) => [instrument, level])),
    };
  }

  it("agrees on the worked examples", () => {
    const cases = givenExamples();
    expect(inPython(cases)).toEqual(cases.map(ours));
  });

  it(`agrees on ${UNITS} random units of every shipped scheme`, () => {
    const random = seeded(SEED);
    const all = [...schemes.values()].map(({ scheme }) => scheme);
    const decisions = seeded(SEED + 1);
    const cases = all.flatMap((scheme) =>
      Array.from({ length: UNITS }, (): Case =>
        decided(decisions, { scheme, given: randomUnit(random, scheme, instruments) }),
      ),
    );
    const theirs = inPython(cases);
    const found = cases.map(ours);
    cases.forEach(({ scheme }, i) =>
      expect(theirs[i], `${scheme.id} ${i} of seed ${SEED}`).toEqual(found[i]),
    );
    // Random units that reach only one corner would agree for nothing.
    expect(new Set(found.flatMap(({ computed }) => computed ?? [])).size).toBe(3);
    expect(new Set(found.flatMap(({ reasons }) => reasons.flat())).size).toBeGreaterThan(5);
    expect(new Set(found.flatMap(({ levels }) => Object.values(levels))).size).toBe(3);
    const scores = cases.map(({ scheme, given }) => scoreGiven(scheme, given, instruments).score);
    for (const note of ["unscored", "capped", "low-participation", "opinion-only"] as const) {
      expect(scores.filter(({ notes }) => notes.includes(note)).length, note).toBeGreaterThan(2);
    }
    const kinds = cases.flatMap(({ scheme }, i) =>
      scheme.caps.filter(({ id }) => found[i]!.called.includes(id)).flatMap(({ when }) => Object.keys(when)),
    );
    expect([...new Set(kinds)].toSorted()).toEqual(WHENS);
    const taken = (i: number) => sum(scores[i]!.deductions.map(({ points }) => points));
    const given = (i: number) => sum(scores[i]!.bonus.map(({ points }) => points));
    const totals = cases.map((_, i) => i).filter((i) => scores[i]!.total !== null);
    expect(totals.some((i) => compare(taken(i), scores[i]!.deducted) > 0)).toBe(true);
    expect(totals.some((i) => compare(given(i), scores[i]!.added) > 0)).toBe(true);
  });
});
