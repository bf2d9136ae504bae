/** The worked examples of all shipped schemes as inputs of `plumbline score`. */
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { checkScheme } from "../../server/core/scoring/check-scheme.ts";
import type { Scheme } from "../../server/core/scoring/scheme.ts";
import type { GivenUnit } from "../../server/core/scoring/given-unit.ts";
import { exampleFiles, type FormExample, readJson, surveysFolder } from "./worked-example.ts";

interface Example extends Pick<GivenUnit, "eligible" | "assessment"> {
  readonly scheme: string;
  readonly forms: readonly string[];
  readonly participated: number;
  readonly expected: {
    readonly total: string | null;
    readonly computed: string | null;
    readonly opinion: string | null;
  };
}

export interface GivenExample {
  readonly name: string;
  readonly schemeFile: string;
  readonly scheme: Scheme;
  readonly given: GivenUnit;
  readonly expected: Example["expected"];
}

export function givenExamples(): readonly GivenExample[] {
  const schemes = join(surveysFolder, "schemes");
  return readdirSync(schemes).flatMap((folder) =>
    exampleFiles(join(schemes, folder)).flatMap((path) => {
      const example = readJson<Example>(path);
      const forms = example.forms.map((file) => readJson<FormExample>(join(surveysFolder, file)));
      // Some examples say how many took part without ballots of that number.
      const most = Math.max(0, ...forms.map(({ categories }) => ownBallots(categories)));
      if (most !== example.participated) return [];
      const schemeFile = join(schemes, folder, example.scheme);
      return [
        {
          name: `${folder}/${basename(path)}`,
          schemeFile,
          scheme: checkScheme(readJson(schemeFile)),
          given: givenUnit(example, forms),
          expected: example.expected,
        },
      ];
    }),
  );
}

const ownBallots = (categories: FormExample["categories"]): number =>
  categories.reduce((sum, { ballots, isOutside }) => sum + (isOutside ? 0 : ballots), 0);

const givenUnit = ({ eligible, assessment }: Example, forms: readonly FormExample[]): GivenUnit => ({
  formatVersion: 1,
  unit: "某单位党组",
  eligible,
  thresholds: Object.assign({}, ...forms.map(({ thresholds = {} }) => thresholds)),
  forms: forms.map(({ form, leaders = [], categories }) => ({ form, leaders, categories })),
  ...(assessment ? { assessment } : {}),
});
