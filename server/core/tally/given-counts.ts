/**
 * Counts that somebody has written down, per category and question, as a closed poll would hold them: planned blocks
 * of one category each, joined by numbers of ballots, with their tally.
 */
import type { ChoiceLeaf, FrozenForm, Leaf, MultiLeaf } from "../definition/frozen.ts";
import { type DefinitionFault, Problem } from "../problem.ts";
import { type FinalBlock, finalBlocks } from "../release/final-block.ts";
import type { Thresholds } from "../round/round.ts";
import { addTallies } from "./add-tallies.ts";
import type { BlockTally, FormTally, LeafTally } from "./tally.ts";

type Counts = { readonly [option: string]: number };

/** 票种 with its ballots; every number is whole and ≥ 0. */
export interface GivenCategory {
  readonly id: string;
  readonly name: string;
  readonly weight: string | number;
  readonly ballots: number;
  readonly isOutside?: boolean;
  /** 有效; all ballots unless said. */
  readonly valid?: number;
  /** Single choices: leaf → ballots per option; who is not in them left it blank. */
  readonly counts?: { readonly [leaf: string]: Counts };
  /** Multi-selects: `reported` = ballots with at least one problem. A question that is not given was left blank. */
  readonly multi?: {
    readonly [leaf: string]: { readonly counts: Counts; readonly reported: number; readonly blank?: number };
  };
}

export interface GivenForm {
  readonly tally: FormTally;
  readonly blocks: readonly FinalBlock[];
}

/**
 * @param path JSON path of the categories, for faults
 * @throws Problem inputs.invalid: unknown question or option, more answers than ballots
 * @source docs/scoring.md §9
 */
export function givenCounts(
  form: FrozenForm,
  digest: string,
  categories: readonly GivenCategory[],
  thresholds: Thresholds,
  path: string,
): GivenForm {
  const faults = categories.flatMap((category, i) => faultsOf(form, category, `${path}[${i}]`));
  if (faults.length > 0) throw new Problem("inputs.invalid", { faults });
  const ballots = new Map(categories.map((category) => [category.id, category.ballots]));
  const planned = {
    instrument: form.instrument,
    digest,
    blocks: categories.map(({ id, name, weight, isOutside = false, ballots: eligible }) => ({
      id,
      categories: [id],
      name,
      weight: String(weight),
      eligible,
      isOutside,
    })),
  };
  const final = finalBlocks(planned, ballots, thresholds);
  const blocks = categories.filter((one) => one.ballots > 0).map((category) => blockTally(form, category));
  return {
    tally: addTallies(form, [{ instrument: form.instrument, digest, blocks }], final.of),
    blocks: final.blocks,
  };
}

function blockTally(form: FrozenForm, category: GivenCategory): BlockTally {
  return {
    block: category.id,
    ballots: category.ballots,
    bySource: { import: category.ballots },
    valid: category.valid ?? category.ballots,
    leaves: form.leaves.map((leaf) => leafTally(leaf, category)),
  };
}

const perOption = ({ options }: ChoiceLeaf | MultiLeaf, given: Counts | undefined): number[] =>
  options.map(({ value }) => given?.[String(value)] ?? 0);

function leafTally(leaf: Leaf, { ballots, counts, multi }: GivenCategory): LeafTally {
  switch (leaf.kind) {
    case "choice": {
      const given = perOption(leaf, counts?.[leaf.id]);
      return { kind: "choice", counts: given, blank: ballots - given.reduce((sum, n) => sum + n, 0) };
    }
    case "multi": {
      const given = multi?.[leaf.id];
      const blank = given ? (given.blank ?? 0) : ballots;
      return { kind: "multi", counts: perOption(leaf, given?.counts), blank, reported: given?.reported ?? 0 };
    }
    case "number":
    case "list":
      return { kind: "number", values: {}, blank: ballots };
    case "boolean":
      return { kind: "boolean", yes: 0, no: 0, blank: ballots };
    case "text":
      return { kind: "text", written: 0, blank: ballots };
  }
}

function faultsOf(form: FrozenForm, category: GivenCategory, path: string): readonly DefinitionFault[] {
  const { ballots, counts = {}, multi = {} } = category;
  const leaves = new Map(form.leaves.map((leaf) => [leaf.id, leaf]));
  const choices = Object.entries(counts).flatMap(([id, given]) => {
    const leaf = leaves.get(id);
    const at = `${path}.counts.${id}`;
    if (leaf?.kind !== "choice") return [{ path: at, sentence: INPUTS.unknownQuestion(id) }];
    const answered = Object.values(given).reduce((sum, n) => sum + n, 0);
    return [
      ...unknownOptions(leaf, given, at),
      ...(answered > ballots ? [{ path: at, sentence: INPUTS.tooMany(answered, ballots) }] : []),
    ];
  });
  const ticks = Object.entries(multi).flatMap(([id, { counts: given, reported, blank = 0 }]) => {
    const leaf = leaves.get(id);
    const at = `${path}.multi.${id}`;
    if (leaf?.kind !== "multi") return [{ path: at, sentence: INPUTS.unknownQuestion(id) }];
    return [
      ...unknownOptions(leaf, given, `${at}.counts`),
      ...impossibleTicks(leaf, { given, reported, blank }, ballots, at),
    ];
  });
  const { valid = ballots } = category;
  const invalid =
    valid > ballots ? [{ path: `${path}.valid`, sentence: INPUTS.tooManyValid(valid, ballots) }] : [];
  return [...invalid, ...choices, ...ticks];
}

/** 没有发现 and 不了解 stand alone on a ballot; every problem that is ticked is on one that reports something. */
function impossibleTicks(
  { options, none, unknown }: MultiLeaf,
  { given, reported, blank }: { readonly given: Counts; readonly reported: number; readonly blank: number },
  ballots: number,
  path: string,
): readonly DefinitionFault[] {
  const aside = [none, unknown].flatMap((at) => (at === null ? [] : [String(options[at]!.value)]));
  const all = aside.reduce((sum, option) => sum + (given[option] ?? 0), reported + blank);
  const problems = Object.entries(given).filter(([option]) => !aside.includes(option));
  return [
    ...problems
      .filter(([, n]) => n > reported)
      .map(([option, n]) => ({
        path: `${path}.counts.${option}`,
        sentence: INPUTS.notReported(n, reported),
      })),
    ...(all > ballots ? [{ path, sentence: INPUTS.tooMany(all, ballots) }] : []),
  ];
}

function unknownOptions({ options }: ChoiceLeaf | MultiLeaf, given: Counts, path: string): DefinitionFault[] {
  const known = new Set(options.map(({ value }) => String(value)));
  return Object.keys(given)
    .filter((option) => !known.has(option))
    .map((option) => ({ path: `${path}.${option}`, sentence: INPUTS.unknownOption(option) }));
}

/** What may be wrong with counts, in the words of whoever writes them down. */
const INPUTS = {
  unknownQuestion: (leaf: string): string => `表单里没有“${leaf}”这道题，或者它不是这种题`,
  unknownOption: (option: string): string => `没有选项“${option}”`,
  tooMany: (found: number, ballots: number): string => `合计 ${found} 份，多于收回的 ${ballots} 份`,
  tooManyValid: (valid: number, ballots: number): string => `有效 ${valid} 份，多于收回的 ${ballots} 份`,
  notReported: (ticked: number, reported: number): string =>
    `有 ${ticked} 份勾选，多于反映问题（reported）的 ${reported} 份`,
} as const;
