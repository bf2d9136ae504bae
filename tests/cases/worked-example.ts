/** A worked example file (`surveys/<name>/examples/NN.json`): counts per category in, what is printed out. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import type { Instrument, InstrumentKind } from "../../server/core/definition/instrument.ts";
import { release } from "../../server/core/release/release.ts";
import type { ReleasedForm } from "../../server/core/release/released.ts";
import { DEFAULT_THRESHOLDS } from "../../server/core/round/round.ts";
import type { Thresholds } from "../../server/core/round/round.ts";
import type { Scheme } from "../../server/core/scoring/scheme.ts";
import { withPrices } from "../../server/core/scoring/with-prices.ts";
import { type GivenCategory, givenCounts } from "../../server/core/tally/given-counts.ts";

export interface FormExample {
  readonly title: string;
  readonly source: string;
  /** Id of the instrument. */
  readonly form: string;
  readonly thresholds?: Partial<Thresholds>;
  readonly kindsInRound?: readonly InstrumentKind[];
  readonly leaders?: readonly {
    readonly name: string;
    readonly post: string;
    readonly isPrincipal: boolean;
  }[];
  readonly categories: readonly GivenCategory[];
  readonly expected: unknown;
}

export const surveysFolder = fileURLToPath(new URL("../../surveys", import.meta.url));

export const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;

/** Instrument files of `surveys/`, by folder. */
export function instrumentFiles(): string[] {
  return readdirSync(surveysFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => jsonIn(join(surveysFolder, entry.name)))
    .filter((path) => "survey" in readJson<object>(path));
}

const jsonIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name));

/** Example files under a folder of `surveys/`. */
export function exampleFiles(folder: string): string[] {
  const examples = join(folder, "examples");
  return existsSync(examples) ? jsonIn(examples).toSorted() : [];
}

export const exampleFolders = (): string[] => [...new Set(instrumentFiles().map((path) => dirname(path)))];

const instruments = new Map(
  instrumentFiles().map((path) => {
    const instrument = readJson<Instrument>(path);
    return [instrument.id, instrument] as const;
  }),
);

export const EXAMPLE_VARIABLES = {
  单位: "某单位党组",
  本单位: "本单位",
  评价时段: "近三年",
  领导班子: "领导班子",
  巡察组: "第一巡察组",
  轮次: "第三轮",
  反馈日期: "2026年9月1日",
};

/** Freezes the form, joins the categories into blocks, adds the counts up and releases them. */
export function releaseExample(example: FormExample, scheme?: Scheme): ReleasedForm {
  const shipped = instruments.get(example.form);
  if (!shipped) throw new Error(`no instrument ${example.form}`);
  const instrument = scheme ? withPrices(shipped, scheme) : shipped;
  const thresholds = { ...DEFAULT_THRESHOLDS, ...example.thresholds };
  const form = freezeForm(instrument, {
    variables: EXAMPLE_VARIABLES,
    include: [],
    kindsInRound: example.kindsInRound ?? [instrument.kind],
    leaders: (example.leaders ?? []).map((leader) => ({ ...leader, since: "" })),
  });
  const { tally, blocks } = givenCounts(form, "", example.categories, thresholds, "$.categories");
  return release(form, "", tally, blocks, thresholds);
}
