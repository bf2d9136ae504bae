/** The compiled checker beside survey-core: what a person can hand in with survey-core, we take; what it refuses, we refuse. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { freezeForm, type FormContext } from "../../server/core/definition/freeze-form.ts";
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import { readInstrument } from "../../server/definitions/read-instrument.ts";
import { compareAnswers } from "./compare-answers.ts";
import { mended } from "./mended-definition.ts";
import { orSkipped } from "../or-skipped.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SHARED = join(ROOT, "../shared/cases");

/** For each of our own forms; more with `PLUMBLINE_COMPARED_ANSWERS=1000`. */
const ANSWERS = Number(process.env["PLUMBLINE_COMPARED_ANSWERS"] ?? 30);

const CONTEXT: FormContext = {
  leaders: [
    { name: "张三", post: "局长", since: "", isPrincipal: true },
    { name: "李四", post: "副局长", since: "", isPrincipal: false },
  ],
  variables: { 单位: "县水利局", 本单位: "本单位", 领导班子: "领导班子", 评价时段: "近三年" },
  include: ["m06"],
  kindsInRound: [],
};

const OWN = [
  "tests/definitions/every-type.json",
  "tests/definitions/more-types.json",
  "tests/definitions/list-types.json",
  "tests/definitions/computed-types.json",
  "surveys/staff-questionnaire/definition.json",
  "surveys/leadership-members/long.json",
].map((file) => join(ROOT, file));

const OTHERS = [
  "datasets/likert-bfi/definition.json",
  "datasets/climate-lq2002/definition.json",
  "datasets/raters-carrots/definition.json",
  "datasets/checkbox-tea/definition.json",
].map((file) => join(SHARED, file));

async function formOf(text: string): Promise<FrozenForm> {
  const { instrument } = await readInstrument(text);
  return freezeForm(instrument, CONTEXT);
}

/** Without the types that stay refused. */
const MENDED = ["35508eed7f", "4edb0596bc", "6e300407e4", "869aac41c6", "aia1"];

describe("the checker beside survey-core", () => {
  it.each(OWN)("agrees on random answers: %s", async (file) => {
    const { taken, refused } = compareAnswers(await formOf(readFileSync(file, "utf8")), ANSWERS);
    expect(taken).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  });

  it.skipIf(!existsSync(SHARED)).each(OTHERS)(
    existsSync(SHARED)
      ? "agrees on random answers of other people's definitions (%#)"
      : "SKIPPED, NOT PASSED: ../shared is not beside this repository",
    async (file) => {
      const { taken } = compareAnswers(await formOf(readFileSync(file, "utf8")), 20);
      expect(taken).toBeGreaterThan(0);
    },
  );

  it.skipIf(!existsSync(SHARED)).each(MENDED)(
    orSkipped(
      existsSync(SHARED),
      "agrees on random answers of what other people ask without what stays refused: %s",
      "../shared is not beside this repository",
    ),
    async (id) => {
      const { taken } = compareAnswers(await formOf(mended(id).text), 20);
      expect(taken).toBeGreaterThan(0);
    },
  );
});
