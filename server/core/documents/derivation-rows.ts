/** Rows of the 得分推导表 for one part of a scheme: the part, its indicators, their lines, with the counts they come from. */
import { compare, printRatio, type Ratio, storeRatio, ZERO } from "../ratio.ts";
import type { DerivationNode } from "../scoring/derivation.ts";
import type { LineCounts } from "../scoring/line-counts.ts";
import { printScore } from "../scoring/grade-of.ts";
import { score, text, words } from "./cells.ts";
import type { Cell } from "./document.ts";
import { documentWords } from "./document-words.ts";
import { LEFT_OUT } from "./score-words.ts";

const WORDS = {
  pooled: (votes: string) => `合并 ${votes}`,
  everybody: "全体",
  mean: (votes: string, mean: string) => `${votes}=${mean}`,
  block: (name: string, weight: string, ballots: number) => `${name}\n权重${weight}，${ballots}份`,
  ballots: (ballots: number) => `${ballots}份`,
  reported: (reported: number, base: number) => `100 − 100 × 反映问题 ${reported} ÷ 基数 ${base}`,
  tagged: (votes: string, choices: number, base: number) =>
    `100 − 100 ×（${votes}）÷（${choices} × 基数 ${base}）`,
} as const;

/** One row before it is laid over the columns. */
export interface DerivationRow {
  readonly number: string;
  readonly title: string;
  readonly weight: string;
  /** Votes of each block, then what is no vote; or one text over all of these columns. */
  readonly middle: { readonly blocks: readonly string[]; readonly aside: string } | string;
  readonly value: Cell;
  readonly given: Cell;
  readonly isStrong?: true;
}

/** A number of columns for blocks that holds every form of these parts: 1 at least. */
export const blockColumns = (nodes: readonly DerivationNode[]): number =>
  Math.max(
    1,
    ...nodes.map(({ counts, children }) =>
      Math.max(
        counts?.kind === "item" && isParted(counts) ? counts.blocks.length : 1,
        blockColumns(children),
      ),
    ),
  );

type ItemCounts = Extract<LineCounts, { kind: "item" }>;

const isParted = ({ blocks }: ItemCounts): boolean =>
  blocks.length > 1 && blocks.some(({ counts }) => counts);

/** The part and everything below it; an indicator that is the whole part is one row with it. */
export function partRows(part: DerivationNode, number: string): readonly DerivationRow[] {
  const [only, ...others] = part.children;
  const isOne = only !== undefined && others.length === 0 && only.title === part.title;
  const below = isOne ? only.children : part.children;
  const first: DerivationRow = { ...rowOf(part, number), isStrong: true };
  return [first, ...withHeads(flatten(below, number))];
}

interface Numbered {
  readonly node: DerivationNode;
  readonly number: string;
}

const flatten = (nodes: readonly DerivationNode[], above: string): readonly Numbered[] =>
  nodes.flatMap((child, at): readonly Numbered[] => {
    const number = `${above}.${at + 1}`;
    const node = withOwnCounts(child);
    return [{ node, number }, ...flatten(node.children, number)];
  });

/** What is rated by one question alone is one row with it. */
function withOwnCounts(node: DerivationNode): DerivationNode {
  const [only, ...others] = node.children;
  if (node.counts || only === undefined || others.length > 0 || !only.counts) return node;
  return { ...node, counts: only.counts, children: [] };
}

/** Before the first of the items that are counted alike: their options with points, their blocks with weights. */
function withHeads(all: readonly Numbered[]): readonly DerivationRow[] {
  let shown = "";
  return all.flatMap(({ node, number }) => {
    const row = rowOf(node, number);
    if (node.counts?.kind !== "item") return [row];
    const head = headOf(node.counts);
    const key = JSON.stringify(head);
    if (key === shown) return [row];
    shown = key;
    return [head, row];
  });
}

function headOf({ options, blocks }: ItemCounts): DerivationRow {
  const ballots = blocks.reduce((sum, one) => sum + one.ballots, 0);
  const named =
    blocks.length > 1
      ? blocks.map(({ name, weight, ballots: own }) => WORDS.block(name, plainRatio(weight), own))
      : [WORDS.everybody];
  return {
    number: "",
    title: options.map(({ text: option, points }) => `${option} ${points}`).join("、"),
    weight: "",
    middle: { blocks: named, aside: WORDS.ballots(ballots) },
    value: text(""),
    given: text(""),
  };
}

function rowOf(node: DerivationNode, number: string): DerivationRow {
  const { title, weight, value, contribution } = node;
  return {
    number,
    title,
    weight: weight === null || compare(weight, ZERO) === 0 ? "" : plainRatio(weight),
    middle: middleOf(node),
    value: value === null ? words(documentWords.none) : score(value),
    given: contribution === null ? words(documentWords.none) : score(contribution),
  };
}

/** A number as people write it when that is exact, else as a fraction. */
export function plainRatio(value: Ratio): string {
  const isExact = (100n * value.n) % value.d === 0n;
  return isExact ? printRatio(value, 2).replace(/\.?0+$/, "") : storeRatio(value);
}

function middleOf({ counts, leftOut, formula, reason }: DerivationNode): DerivationRow["middle"] {
  if (counts) {
    const { dontKnow, blank } = counts;
    const votes = counts.kind === "item" ? votesOf(counts) : [ticksOf(counts)];
    return { blocks: votes, aside: `${dontKnow}/${blank}` };
  }
  const left = leftOut === null ? "" : LEFT_OUT[leftOut];
  return [left, formula, reason].filter((one) => one !== "").join("；");
}

/** Votes per option as 4/1/0/0: of each block with its mean, or of all together where they are scored as one. */
function votesOf({ options, blocks, isPooled }: ItemCounts): readonly string[] {
  const own = blocks.flatMap(({ counts, mean }) =>
    counts === null
      ? []
      : [mean === null ? counts.join("/") : WORDS.mean(counts.join("/"), printScore(mean))],
  );
  if (own.length > 1) return own;
  const all = options.map(({ n }) => n).join("/");
  return [isPooled ? WORDS.pooled(all) : all];
}

function ticksOf({
  options,
  ticks,
  choices,
  base,
  reported,
}: Extract<LineCounts, { kind: "multi" }>): string {
  return choices === 1 && ticks === reported
    ? WORDS.reported(reported, base)
    : WORDS.tagged(options.map(({ text: option, n }) => `${option} ${n}`).join(" + "), choices, base);
}
