/** An independent scoring in another language agrees with every part, total and grade. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { loadLibrary } from "../../server/definitions/load-library.ts";
import { printRatio, type Ratio, storeRatio } from "../../server/core/ratio.ts";
import type { Scheme } from "../../server/core/scoring/scheme.ts";
import { closeGiven, type GivenUnit, scoreGiven } from "../../server/core/scoring/score-given.ts";
import { randomUnit } from "../second-implementation/random-units.ts";
import { givenExamples } from "./given-units.ts";
import { surveysFolder } from "./worked-example.ts";

/** Another run: PLUMBLINE_SEED=7 PLUMBLINE_UNITS=5000 */
const SEED = Number(process.env["PLUMBLINE_SEED"] ?? 1);
const UNITS = Number(process.env["PLUMBLINE_UNITS"] ?? 60);

const SCORE = fileURLToPath(new URL("../second-implementation/score.py", import.meta.url));
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const skipped = "SKIPPED, NOT PASSED: python3 is not here";

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
    const cases = all.flatMap((scheme) =>
      Array.from({ length: UNITS }, (): Case => ({ scheme, given: randomUnit(random, scheme, instruments) })),
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
  });
});
