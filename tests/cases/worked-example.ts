/** A worked example file (`surveys/<name>/examples/NN.json`): counts per category in, what is printed out. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import type { FrozenForm, Leaf } from "../../server/core/definition/frozen.ts";
import type { Instrument, InstrumentKind } from "../../server/core/definition/instrument.ts";
import { finalBlocks } from "../../server/core/release/final-block.ts";
import { release } from "../../server/core/release/release.ts";
import type { ReleasedForm } from "../../server/core/release/released.ts";
import { DEFAULT_THRESHOLDS } from "../../server/core/round/round.ts";
import type { Thresholds } from "../../server/core/round/round.ts";
import type { PlannedForm } from "../../server/core/round/plan.ts";
import type { Scheme } from "../../server/core/scoring/scheme.ts";
import { withPrices } from "../../server/core/scoring/with-prices.ts";
import { addTallies } from "../../server/core/tally/add-tallies.ts";
import type { BlockTally, LeafTally } from "../../server/core/tally/tally.ts";

type Counts = { readonly [option: string]: number };

interface ExampleCategory {
  readonly id: string;
  readonly name: string;
  readonly weight: string | number;
  readonly ballots: number;
  readonly isOutside?: boolean;
  /** Rated items: ballots per option; who is not in them left the item blank. */
  readonly counts?: { readonly [leaf: string]: Counts };
  readonly multi?: {
    readonly [leaf: string]: { readonly counts: Counts; readonly reported: number; readonly blank?: number };
  };
}

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
  readonly categories: readonly ExampleCategory[];
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
  refuseUnknownLeaves(form, example);
  const ballots = new Map(example.categories.map((category) => [category.id, category.ballots]));
  const final = finalBlocks(planned(example), ballots, thresholds);
  const blocks = example.categories.map((category) => blockTally(form, category));
  const tally = addTallies(form, [{ instrument: form.instrument, digest: "", blocks }], final.of);
  return release(form, "", tally, final.blocks, thresholds);
}

function planned(example: FormExample): PlannedForm {
  return {
    instrument: example.form,
    digest: "",
    blocks: example.categories.map(({ id, name, weight, ballots, isOutside = false }) => ({
      id,
      categories: [id],
      name,
      weight: String(weight),
      eligible: ballots,
      isOutside,
    })),
  };
}

function blockTally(form: FrozenForm, category: ExampleCategory): BlockTally {
  return {
    block: category.id,
    ballots: category.ballots,
    bySource: { ticket: category.ballots },
    valid: category.ballots,
    leaves: form.leaves.map((leaf) => leafTally(leaf, category)),
  };
}

function leafTally(leaf: Leaf, { ballots, counts, multi }: ExampleCategory): LeafTally {
  if (leaf.kind === "choice") {
    const given = counts?.[leaf.id] ?? {};
    const perOption = perOptionOf(leaf.options, given);
    return { kind: "choice", counts: perOption, blank: ballots - perOption.reduce((sum, n) => sum + n, 0) };
  }
  if (leaf.kind === "multi") {
    const given = multi?.[leaf.id];
    const blank = given ? (given.blank ?? 0) : ballots;
    return {
      kind: "multi",
      counts: perOptionOf(leaf.options, given?.counts ?? {}),
      blank,
      reported: given?.reported ?? 0,
    };
  }
  if (leaf.kind === "text") return { kind: "text", written: 0, blank: ballots };
  throw new Error(`no counts of ${leaf.kind} in examples`);
}

function perOptionOf(options: readonly { readonly value: unknown }[], given: Counts): number[] {
  const known = new Set(options.map((option) => String(option.value)));
  const stray = Object.keys(given).find((value) => !known.has(value));
  if (stray !== undefined) throw new Error(`no option ${stray}`);
  return options.map((option) => given[String(option.value)] ?? 0);
}

function refuseUnknownLeaves(form: FrozenForm, example: FormExample): void {
  const known = new Set(form.leaves.map((leaf) => leaf.id));
  for (const { counts = {}, multi = {} } of example.categories) {
    const stray = [...Object.keys(counts), ...Object.keys(multi)].find((leaf) => !known.has(leaf));
    if (stray !== undefined) throw new Error(`no leaf ${stray} in ${form.instrument}`);
  }
}
