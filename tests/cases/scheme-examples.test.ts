import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { printRatio } from "../../server/core/ratio.ts";
import type { Ratio } from "../../server/core/ratio.ts";
import { checkScheme } from "../../server/core/scoring/check-scheme.ts";
import { EMPTY_ASSESSMENT } from "../../server/core/scoring/scheme.ts";
import type { UnitAssessment } from "../../server/core/scoring/scheme.ts";
import { scoreUnit } from "../../server/core/scoring/score-unit.ts";
import { exampleFiles, readJson, releaseExample, surveysFolder } from "./worked-example.ts";
import type { FormExample } from "./worked-example.ts";

interface SchemeExample {
  readonly title: string;
  readonly source: string;
  /** File beside the folder of the examples. */
  readonly scheme: string;
  /** Examples of forms, as paths under `surveys/`: their counts are what is scored. */
  readonly forms: readonly string[];
  readonly eligible: number;
  readonly participated: number;
  readonly assessment: Partial<UnitAssessment>;
  readonly expected: {
    readonly parts: { readonly [part: string]: string | null };
    readonly opinion: string | null;
    readonly total: string | null;
    readonly computed: string | null;
    readonly notes: readonly string[];
  };
}

const schemes = join(surveysFolder, "schemes");
const folders = readdirSync(schemes).map((name) => join(schemes, name));
const printed = (value: Ratio | null): string | null => (value === null ? null : printRatio(value, 2));

describe.each(folders.map((folder) => [basename(folder), folder] as const))(
  "worked examples of %s",
  (_id, folder) => {
    const files = exampleFiles(folder);

    it("are there", () => expect(files.length).toBeGreaterThan(0));

    it.each(files.map((path) => [basename(path), path] as const))("%s", (_name, path) => {
      const example = readJson<SchemeExample>(path);
      const scheme = checkScheme(readJson(join(folder, example.scheme)));
      const score = scoreUnit(scheme, {
        forms: example.forms.map((file) =>
          releaseExample(readJson<FormExample>(join(surveysFolder, file)), scheme),
        ),
        assessment: { ...EMPTY_ASSESSMENT, ...example.assessment },
        eligible: example.eligible,
        participated: example.participated,
      });
      const values = new Map(score.parts.map((part) => [part.id, printed(part.value)]));
      const found = {
        parts: Object.fromEntries(
          Object.keys(example.expected.parts).map((part) => [part, values.get(part)]),
        ),
        opinion: printed(score.opinion),
        total: score.printed,
        computed: score.computed,
        notes: score.notes,
      };
      expect(found, `${example.title} (${example.source})`).toEqual(example.expected);
    });
  },
);
