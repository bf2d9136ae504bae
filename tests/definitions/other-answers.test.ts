/**
 * Other people's definitions and the answer documents that other people's mutations made. Each definition loads, or is
 * refused for exactly these reasons; without what is refused, valid answers are taken and every invalid one is refused.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compileChecker } from "../../server/core/definition/checker.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import { checkInstrumentText } from "../../server/definitions/check-instrument-text.ts";
import { isProblem } from "../../server/core/problem.ts";

interface Document {
  readonly id: string;
  readonly kind: "valid" | "invalid";
  readonly target?: string;
  readonly data: Record<string, unknown>;
}

const FOLDER = fileURLToPath(new URL("../../../shared/cases/definitions/", import.meta.url));
const textOf = (id: string): string => readFileSync(`${FOLDER}${id}.definition.json`, "utf8");

/** Definition → line and path of everything in it that is refused. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  aia1: [],
  "35508eed7f": ["8 $.pages[0].elements[0].type"],
  "4edb0596bc": [
    "5 $.showTimer",
    "6 $.timerLocation",
    "7 $.timeLimit",
    "42 $.pages[1].elements[1].name",
    "54 $.pages[1].elements[2].name",
    "66 $.pages[1].elements[3].name",
  ],
  "6e300407e4": [
    "54 $.pages[0].elements[3].customProperties",
    "239 $.pages[1].elements[4].type",
    "298 $.pages[1].elements[5].showOtherItem",
    "299 $.pages[1].elements[5].allowClear",
    "285 $.pages[1].elements[5].choices[1].iconName",
    "286 $.pages[1].elements[5].choices[1].iconSize",
    "291 $.pages[1].elements[5].choices[2].showCaption",
    "395 $.pages[2].elements[4].type",
    "419 $.pages[2].elements[6].type",
    "668 $.pages[4].elements[3].type",
  ],
  "869aac41c6": [
    "8 $.pages[0].elements[0].type",
    "21 $.pages[0].elements[2].maxPanelCount",
    "39 $.pages[0].elements[3].type",
    "45 $.pages[0].elements[4].maxPanelCount",
    "72 $.pages[0].elements[6].type",
  ],
};

type Json = Record<string, unknown>;

/** Takes out what was refused, and gives dynamic rows their largest number; names the questions that are gone. */
function mended(id: string): { text: string; gone: ReadonlySet<string> } {
  const gone = new Set<string>();
  const names = new Set<string>();
  const mend = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter((one) => !isRefused(one)).map(mend);
    if (typeof value !== "object" || value === null) return value;
    const rest = Object.fromEntries(
      Object.entries(value as Json).filter(([key]) => !OUT_PROPERTIES.has(key)),
    );
    if (rest["type"] === "buttongroup") for (const key of ["showOtherItem", "allowClear"]) delete rest[key];
    if (rest["type"] === "html") rest["name"] ??= "words";
    if (rest["type"] === "paneldynamic") rest["maxPanelCount"] ??= 5;
    return Object.fromEntries(Object.entries(rest).map(([key, member]) => [key, mend(member)]));
  };
  const isRefused = (one: unknown): boolean => {
    const { type, name } = (one ?? {}) as { type?: string; name?: string };
    if (type === undefined || name === undefined) return false;
    if (OUT.has(type)) gone.add(name);
    const isSecond = type === "radiogroup" && names.has(name);
    names.add(name);
    return isSecond || OUT.has(type);
  };
  return { text: JSON.stringify(mend(JSON.parse(textOf(id)))), gone };
}

const OUT_PROPERTIES = new Set(
  "showTimer timerLocation timeLimit customProperties iconName iconSize showCaption".split(" "),
);
const OUT = new Set([
  "expression",
  "yesno",
  "imagepicker",
  "signaturepad",
  "file",
  "image",
  "personname",
  "advancedradiogroup",
]);

describe.skipIf(!existsSync(FOLDER))("other people's definitions (skipped: ../shared is absent)", () => {
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
});
