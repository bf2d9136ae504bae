/** Answer documents that other people's mutations made: the valid ones are taken, every invalid one is refused. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compileChecker } from "../../server/core/definition/checker.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import { readInstrument } from "../../server/definitions/read-instrument.ts";
import { isProblem } from "../../server/core/problem.ts";

interface Document {
  readonly id: string;
  readonly kind: "valid" | "invalid";
  readonly data: unknown;
}

const FOLDER = fileURLToPath(new URL("../../../shared/cases/definitions/", import.meta.url));

/** The definition of the five that has only types this version takes. */
const DEFINITION = `${FOLDER}aia1.definition.json`;

describe.skipIf(!existsSync(FOLDER))("other people's answers (skipped: ../shared is absent)", () => {
  const documents: readonly Document[] = existsSync(FOLDER)
    ? JSON.parse(readFileSync(`${FOLDER}aia1.answers.json`, "utf8")).documents
    : [];

  it.each(documents)("$id: $kind", async ({ kind, data }) => {
    const { instrument } = await readInstrument(readFileSync(DEFINITION, "utf8"));
    const check = compileChecker(
      freezeForm(instrument, { leaders: [], variables: {}, include: [], kindsInRound: [] }),
    );
    if (kind === "valid") expect(check(data).answers.length).toBeGreaterThan(40);
    else expect(() => check(data)).toThrow("ballot.invalid");
  });

  it.each(["35508eed7f", "4edb0596bc", "6e300407e4", "869aac41c6"])(
    "%s is refused with a path and a sentence",
    async (id) => {
      const error: unknown = await readInstrument(
        readFileSync(`${FOLDER}${id}.definition.json`, "utf8"),
      ).catch((e: unknown) => e);
      if (!isProblem(error, "definition.invalid")) throw error;
      for (const { path, sentence } of error.facts.faults)
        expect([path, sentence]).toEqual([
          expect.stringMatching(/^\$/),
          expect.stringMatching(/[\u4e00-\u9fff]/),
        ]);
      expect(error.facts.faults.length).toBeGreaterThan(0);
    },
  );
});
