/** Positive control of promise P1: the attacks that find nothing with us do crack naive products. */
import { beforeAll, describe, expect, it } from "vitest";
import {
  emptiedQueue,
  filePerBallot,
  naiveTraces,
  randomKeys,
  requestLog,
  tagFromSignature,
  textKeys,
  textLengths,
  writeAheadLog,
} from "./naive-folder.ts";
import type { SeizedFile } from "./extractors.ts";
import { allAttacks, type Attack, isCracked, type Traces } from "./pairings.ts";

const VOTERS = 60;
const traces = naiveTraces(VOTERS);

const CONTROLS: readonly [string, (traces: Traces) => SeizedFile[], readonly string[]][] = [
  ["row number", textKeys, ["arrival, ballot", "arrival, text", "credentials, ballot", "tickets, ballot"]],
  ["page cells", randomKeys, ["arrival, ballot", "credentials, ballot", "tickets, ballot", "tickets, text"]],
  ["log replay", writeAheadLog, ["arrival, ballot", "credentials, text", "tickets, ballot", "ballot, text"]],
  ["unused bytes", emptiedQueue, ["arrival, ballot", "credentials, ballot", "tickets, ballot"]],
  ["file times", filePerBallot, ["arrival, ballot", "credentials, ballot", "tickets, text"]],
  ["printed lines", requestLog, ["arrival, ballot", "credentials, ballot", "tickets, text"]],
  ["column 4", tagFromSignature, ["credentials, ballots"]],
  ["length", textLengths, ["ballot, text"]],
];

describe.each(CONTROLS)("%s", (extractor, build, pairs) => {
  let attacks: readonly Attack[];
  beforeAll(() => {
    attacks = allAttacks(build(traces), traces, true);
  });

  it.each(pairs)("cracks the naive folder: %s", (pair) => {
    const attack = attacks.find(({ name }) => name === `${extractor}: ${pair}`)!;
    expect(attack.found).toBeGreaterThanOrEqual(VOTERS - 5);
    expect(attack.hits).toBeGreaterThanOrEqual(VOTERS - 10);
    expect(isCracked(attack, VOTERS)).toBe(true);
  });
});
