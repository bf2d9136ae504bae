/**
 * Other people's definitions and the answer documents that other people's mutations made. Each definition loads, or is
 * refused for exactly these reasons; without what is refused, valid answers are taken and every invalid one is refused.
 */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileChecker } from "../../server/core/definition/checker.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import { checkInstrumentText } from "../../server/definitions/check-instrument-text.ts";
import { isProblem } from "../../server/core/problem.ts";
import { mended, OTHERS_FOLDER as FOLDER, textOfOther as textOf } from "./mended-definition.ts";
import { orSkipped } from "../or-skipped.ts";

interface Document {
  readonly id: string;
  readonly kind: "valid" | "invalid";
  readonly target?: string;
  readonly data: Record<string, unknown>;
}

/** Definition → line and path of everything in it that is refused. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  aia1: [],
  "35508eed7f": ["8 $.pages[0].elements[0].type"],
  "4edb0596bc": [
    "42 $.pages[1].elements[1].name",
    "54 $.pages[1].elements[2].name",
    "66 $.pages[1].elements[3].name",
  ],
  "6e300407e4": [
    "54 $.pages[0].elements[3].customProperties",
    "239 $.pages[1].elements[4].type",
    "395 $.pages[2].elements[4].type",
    "419 $.pages[2].elements[6].type",
    "668 $.pages[4].elements[3].type",
  ],
  "869aac41c6": [
    "8 $.pages[0].elements[0].type",
    "39 $.pages[0].elements[3].type",
    "72 $.pages[0].elements[6].type",
  ],
};

/** Definition → what is left aside with a warning. */
const IGNORED: Readonly<Record<string, readonly string[]>> = {
  aia1: [],
  "35508eed7f": [],
  "4edb0596bc": ["showTimer", "timerLocation", "timeLimit"],
  "6e300407e4": ["showOtherItem", "allowClear", "iconName", "iconSize", "showCaption"],
  "869aac41c6": ["maxPanelCount", "maxPanelCount"],
};

describe.skipIf(!existsSync(FOLDER))(
  orSkipped(existsSync(FOLDER), "other people's definitions", "../shared is not beside this repository"),
  () => {
    it.each(Object.entries(REFUSED))("%s loads, or is refused where it has to be", async (id, places) => {
      const error: unknown = await checkInstrumentText(textOf(id)).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (places.length === 0) return expect(error).toBe(null);
      if (!isProblem(error, "definition.invalid")) throw error;
      expect(error.facts.faults.map(({ line, path }) => `${line} ${path}`)).toEqual(places);
      for (const { sentence } of error.facts.faults) expect(sentence).toMatch(/[\u4e00-\u9fff]/);
    });

    it.each(Object.entries(IGNORED))("%s says what it leaves aside: %o", async (id, names) => {
      const { warnings } = await checkInstrumentText(mended(id).text);
      const ignored = warnings.filter(({ sentence }) => /已忽略|按 20 行/.test(sentence));
      expect(ignored.map(({ path }) => path.split(".").at(-1)).toSorted()).toEqual(names.toSorted());
      for (const { line } of ignored) expect(line).toBeGreaterThan(0);
    });

    const documents = (id: string): readonly Document[] =>
      existsSync(FOLDER) ? JSON.parse(readFileSync(`${FOLDER}${id}.answers.json`, "utf8")).documents : [];
    const cases = Object.keys(REFUSED).flatMap((id) =>
      documents(id).map((document) => [id, document] as const),
    );

    it.each(cases)("%s without what is refused: %o", async (id, { kind, data }) => {
      const { text, gone } = mended(id);
      const { instrument } = await checkInstrumentText(text).catch((error: unknown) => {
        throw isProblem(error, "definition.invalid") ? new Error(JSON.stringify(error.facts.faults)) : error;
      });
      const check = compileChecker(
        freezeForm(instrument, { leaders: [], variables: {}, include: [], kindsInRound: [] }),
      );
      const answers = Object.fromEntries(
        Object.entries(data).filter(([name]) => !gone.has(name.replace(/-Comment$/, ""))),
      );
      if (kind === "valid") expect(check(answers).answers.length).toBeGreaterThan(0);
      else expect(() => check(answers)).toThrow("ballot.invalid");
    });
  },
);
