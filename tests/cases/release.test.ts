import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { printRatio, type Ratio, storeRatio } from "../../server/core/ratio.ts";
import { release } from "../../server/core/release/release.ts";
import type { FormResult } from "../../server/core/release/released.ts";
import { closeVector, type VectorInput } from "./form-of-vector.ts";
import { absent, readCase } from "./shared-cases.ts";

interface Vector {
  readonly id: string;
  readonly input: VectorInput;
  readonly expected: object;
}

const PATH = "release/vectors.json";
const vectors = readCase<readonly Vector[]>(PATH);

const printed = (score: Ratio | null): string | null => score && printRatio(score, 2);

/** A release in the words of the vectors. */
function describeRelease(result: FormResult): object {
  const { ballots, excluded, level } = result;
  const score = printed(result.score);
  if (result.level === "none") return { ballots, excluded, level, score };
  const blocks = result.blocks.map(({ id, categories, weight, ballots: n }) => {
    return { id, categories, weight: storeRatio(weight), ballots: n };
  });
  if (result.level === "score") return { ballots, excluded, level, score, blocks };
  const items = result.items.map((item) => ({
    item: item.item,
    score: printed(item.score),
    valid: item.valid,
    pooled: item.isPooled,
    counts: item.counts,
    abstained: item.abstained,
    blocks:
      item.blocks.length === 0
        ? null
        : Object.fromEntries(
            item.blocks.map(({ block, counts, mean }) => [block, { counts, mean: printed(mean) }]),
          ),
  }));
  return { ballots, excluded, level, score, blocks, items };
}

/** Numbers of our own, for checkouts that stand alone; reckoned with exact fractions by another program, rule by rule. */
const own = JSON.parse(
  readFileSync(new URL("../vectors/release.json", import.meta.url), "utf8"),
) as readonly Vector[];

describe("cases of disclosure of our own", () => {
  it("has one for each rule", () => expect(own).toHaveLength(21));

  it.each(own)("$id", ({ input, expected }) => {
    const { form, tally, blocks } = closeVector(input);
    expect(describeRelease(release(form, "d", tally, blocks, input))).toEqual(expected);
  });
});

describe.skipIf(vectors === null)(vectors ? "worked cases of disclosure" : absent(PATH), () => {
  it("are all there", () => expect(vectors).toHaveLength(19));

  it.each(vectors ?? [])("$id", ({ input, expected }) => {
    const { form, tally, blocks } = closeVector(input);
    expect(describeRelease(release(form, "d", tally, blocks, input))).toEqual(expected);
  });
});
