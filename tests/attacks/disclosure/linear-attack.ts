/**
 * What follows by arithmetic from published numbers. The attacker lets one person of one block answer 较好 in place of
 * 好 and looks which numbers move, and by how much: so he learns what each of them is made of without knowing a rule.
 * A set of blocks is laid bare when its sum is a combination of published numbers.
 */
import type { Node } from "./random-nodes.ts";

/** Everything that is published about an organisation, as JSON. */
export type Publish = (nodes: readonly Node[]) => unknown;
/** One block of one unit. */
export interface Atom {
  readonly node: Node;
  readonly block: string;
  readonly ballots: number;
  readonly valid: number;
}

const PRIME = (1n << 61n) - 1n;
const mod = (n: bigint): bigint => ((n % PRIME) + PRIME) % PRIME;

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, mod(base)];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
}

/** Exact fractions live in a field of 2⁶¹ − 1 elements: nothing is rounded. */
function inField(value: unknown): bigint | null {
  if (typeof value === "number") return Number.isInteger(value) ? mod(BigInt(value)) : null;
  if (typeof value !== "string" || !/^-?\d+(?:\/\d+|\.\d+)?$/.test(value)) return null;
  const [whole = "0", places] = value.split(".");
  if (places !== undefined)
    return mod(BigInt(whole + places) * power(10n ** BigInt(places.length), PRIME - 2n));
  const [top = "0", bottom = "1"] = value.split("/");
  return mod(BigInt(top) * power(BigInt(bottom), PRIME - 2n));
}

/** Every number of an answer by its place; what is printed stands beside what is exact, and is left. */
function numbersOf(answer: unknown): ReadonlyMap<string, bigint> {
  const found = new Map<string, bigint>();
  const walk = (value: unknown, path: string): void => {
    if (value !== null && typeof value === "object") {
      for (const [key, one] of Object.entries(value)) if (key !== "printed") walk(one, `${path}.${key}`);
      return;
    }
    const number = inField(value);
    if (number !== null) found.set(path, number);
  };
  walk(answer, "$");
  return found;
}

export const atomsOf = (nodes: readonly Node[]): readonly Atom[] =>
  nodes.flatMap((node) =>
    node.tally.blocks.flatMap(({ block, ballots, leaves: [leaf] }): Atom[] => {
      const valid = leaf!.kind === "choice" ? leaf!.counts.slice(0, 3).reduce((sum, n) => sum + n, 0) : 0;
      return valid === 0 ? [] : [{ node, block, ballots, valid }];
    }),
  );

/** One person of the block goes from the first option to the second, or where nobody chose it, to the first. */
function moved(
  nodes: readonly Node[],
  atom: Atom,
): { readonly nodes: readonly Node[]; readonly from: number; readonly to: number } {
  let [from, to] = [0, 0];
  const changed = nodes.map((node): Node => {
    if (node !== atom.node) return node;
    const blocks = node.tally.blocks.map((block) => {
      const [leaf] = block.leaves;
      if (block.block !== atom.block || leaf?.kind !== "choice") return block;
      from = leaf.counts.findIndex((n) => n > 0);
      to = from === 0 ? 1 : 0;
      const counts = leaf.counts.map((n, i) => (i === from ? n - 1 : i === to ? n + 1 : n));
      return { ...block, leaves: [{ ...leaf, counts }] };
    });
    return { ...node, tally: { ...node.tally, blocks } };
  });
  return { nodes: changed, from, to };
}

const POINTS = [100n, 80n, 40n] as const;

/** Rows in the atoms: how each published number depends on the points given in each block. */
function rowsOf(nodes: readonly Node[], atoms: readonly Atom[], publish: Publish): bigint[][] {
  const before = numbersOf(publish(nodes));
  const rows = new Map<string, bigint[]>();
  for (const [at, atom] of atoms.entries()) {
    const step = moved(nodes, atom);
    for (const [path, after] of numbersOf(publish(step.nodes))) {
      const change = mod(after - (before.get(path) ?? 0n));
      if (change === 0n) continue;
      const row = rows.get(path) ?? atoms.map(() => 0n);
      // Of counts the first option is looked at, which every step moves by one; a score moves by a share of the points.
      const option = /counts\.(\d)$/.exec(path)?.[1];
      if (option !== undefined && option !== "0") continue;
      const points = POINTS[step.to]! - POINTS[step.from]!;
      const measure = option === undefined ? points : step.to === 0 ? 1n : -1n;
      row[at] = mod(change * power(mod(measure), PRIME - 2n));
      rows.set(path, row);
    }
  }
  return [...rows.values()];
}

/** Rows brought to echelon form. */
function echelon(rows: bigint[][]): readonly { readonly pivot: number; readonly row: readonly bigint[] }[] {
  const basis: { pivot: number; row: bigint[] }[] = [];
  for (const row of rows) {
    const rest = reduced(row, basis);
    const pivot = rest.findIndex((n) => n !== 0n);
    if (pivot < 0) continue;
    const inverse = power(rest[pivot]!, PRIME - 2n);
    basis.push({ pivot, row: rest.map((n) => mod(n * inverse)) });
  }
  return basis;
}

function reduced(
  row: readonly bigint[],
  basis: readonly { readonly pivot: number; readonly row: readonly bigint[] }[],
): bigint[] {
  let rest = [...row];
  for (const { pivot, row: own } of basis) {
    const factor = rest[pivot]!;
    if (factor !== 0n) rest = rest.map((n, i) => mod(n - factor * own[i]!));
  }
  return rest;
}

/** Sets of at most three blocks whose sum follows from what is published, and that `isTooFew` forbids. */
export function laidBare(
  nodes: readonly Node[],
  publish: Publish,
  isTooFew: (atoms: readonly Atom[]) => boolean,
): readonly (readonly Atom[])[] {
  const atoms = atomsOf(nodes);
  const basis = echelon(rowsOf(nodes, atoms, publish));
  return subsets(atoms.length, 3)
    .filter((set) => isTooFew(set.map((at) => atoms[at]!)))
    .filter((set) =>
      reduced(
        atoms.map((_, at) => (set.includes(at) ? 1n : 0n)),
        basis,
      ).every((n) => n === 0n),
    )
    .map((set) => set.map((at) => atoms[at]!));
}

function subsets(count: number, most: number): readonly (readonly number[])[] {
  const all: number[][] = [];
  const grow = (set: number[], from: number): void => {
    if (set.length > 0) all.push(set);
    if (set.length < most) for (let at = from; at < count; at += 1) grow([...set, at], at + 1);
  };
  grow([], 0);
  return all;
}
