/** What the sheet of a round keeps of a score has stayed the same, byte for byte: a table signed earlier is still found by its digest. */
import { expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { digestOf } from "../../server/core/definition/canonical.ts";
import { writtenScore } from "../../server/core/scoring/formula.ts";
import { scoreGiven } from "../../server/core/scoring/score-given.ts";
import { storable } from "../../server/core/storable.ts";
import { loadLibrary } from "../../server/definitions/load-library.ts";
import { randomUnit } from "../second-implementation/random-units.ts";
import { givenExamples } from "./given-units.ts";
import { surveysFolder } from "./worked-example.ts";

/** Taken when formulas were texts from the start. Another digest means that earlier rounds are no longer found intact. */
const EXAMPLES = "81365928938f9a99e06e131fd9bf4197a0ef5aaf1cc0ae629a8ee38bcbad09f1";
const RANDOM = "e709cf16ec2c99e2497090fb8c584010d3ab9a3e9e63bc150e62e4755d9341fc";

it("writes the scores of the worked examples and of random units as it always did", async () => {
  const { schemes, instruments: loaded } = await loadLibrary(surveysFolder);
  const instruments = new Map([...loaded].map(([id, { instrument }]) => [id, instrument]));
  const random = seeded(1);
  const kept = (scheme: Parameters<typeof scoreGiven>[0], given: Parameters<typeof scoreGiven>[1]) =>
    storable(writtenScore(scoreGiven(scheme, given, instruments).score));
  expect(digestOf(givenExamples().map(({ scheme, given }) => kept(scheme, given)))).toBe(EXAMPLES);
  const units = [...schemes.values()].flatMap(({ scheme }) =>
    Array.from({ length: 20 }, () => kept(scheme, randomUnit(random, scheme, instruments))),
  );
  expect(digestOf(units)).toBe(RANDOM);
});
