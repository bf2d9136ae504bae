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

/** Taken when 收回 of a unit without a form for everybody began to add up forms of different people: one example has such forms. Another digest means that earlier rounds are no longer found intact. */
const EXAMPLES = "d04c32a356e9942ccccc08ce26b610508ccb2449dfc090097df46ddd39500ebd";
const RANDOM = "516350b2fbabf31aea05447355f0a1b668a2804f3d2f2dd84349b4b364317844";

/** A round carries its own forms; a new version of a shipped one has a digest of its own, and the scores stay. */
const blank = (key: string, value: unknown): unknown => (key === "digest" ? null : value);

it("writes the scores of the worked examples and of random units as it always did", async () => {
  const { schemes, instruments: loaded } = await loadLibrary(surveysFolder);
  const instruments = new Map([...loaded].map(([id, { instrument }]) => [id, instrument]));
  const random = seeded(1);
  const kept = (scheme: Parameters<typeof scoreGiven>[0], given: Parameters<typeof scoreGiven>[1]): unknown =>
    JSON.parse(JSON.stringify(storable(writtenScore(scoreGiven(scheme, given, instruments).score)), blank));
  expect(digestOf(givenExamples().map(({ scheme, given }) => kept(scheme, given)))).toBe(EXAMPLES);
  const units = [...schemes.values()].flatMap(({ scheme }) =>
    Array.from({ length: 20 }, () => kept(scheme, randomUnit(random, scheme, instruments))),
  );
  expect(digestOf(units)).toBe(RANDOM);
});
