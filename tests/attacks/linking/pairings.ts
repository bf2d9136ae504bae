/** What an attacker makes of the orders he extracted: pairs of people and ballots, compared with the truth. */
import { shuffled } from "../../../server/store/shuffled.ts";
import {
  EXTRACTORS,
  type Extractor,
  inOrderOf,
  rowsOf,
  type SeizedFile,
  type SeizedRow,
} from "./extractors.ts";
import { ascentChances, band, hitChances, isInside } from "./guessing.ts";

/** Bytes that identify what each person left, all lists in the order in which the people voted. */
export interface Traces {
  readonly ballots: readonly Buffer[];
  readonly texts: readonly Buffer[];
  /** Messages of the credentials; whoever has the codes can compute them. */
  readonly credentials: readonly Buffer[];
  /** What the roll writes when a ticket is used; whoever has the codes can compute it. */
  readonly tickets: readonly Buffer[];
}

export const needlesOf = ({ ballots, texts, credentials, tickets }: Traces): readonly Buffer[] => [
  ...ballots,
  ...texts,
  ...credentials,
  ...tickets,
];

export interface Attack {
  readonly name: string;
  /** Things found of the two kinds that were paired, the smaller number. */
  readonly found: number;
  /** Right pairs. */
  readonly hits: number;
  /** Neighbours whose partners stand in the right order. */
  readonly ascents: number;
}

/** true when one of the two measures lies outside the 99 % band of guessing. */
export function isCracked({ hits, ascents }: Attack, n: number): boolean {
  return !isInside(band(hitChances(n)), hits) || !isInside(band(ascentChances(n)), ascents);
}

/** @param withCodes whether the attacker holds every ticket's code */
export function allAttacks(files: readonly SeizedFile[], traces: Traces, withCodes: boolean): Attack[] {
  const inRow = Object.entries(EXTRACTORS).flatMap(([name, extract]) =>
    orderAttacks(name, extract, files, traces, withCodes),
  );
  return [...inRow, ...columnAttacks(files, traces, withCodes)];
}

function orderAttacks(
  name: string,
  extract: Extractor,
  files: readonly SeizedFile[],
  traces: Traces,
  withCodes: boolean,
): Attack[] {
  const orderOf = (kind: keyof Traces): number[] => extract(files, traces[kind]);
  const n = traces.ballots.length;
  const [ballots, texts] = [orderOf("ballots"), orderOf("texts")];
  const queue = Array.from({ length: n }, (_, i) => i);
  const attacks = [
    // He stood by the door and knows who went first.
    paired(`${name}: arrival, ballot`, queue, ballots, n),
    paired(`${name}: arrival, text`, queue, texts, n),
    paired(`${name}: ballot, text`, ballots, texts, n),
  ];
  if (!withCodes) return attacks;
  for (const kind of ["credentials", "tickets"] as const) {
    const order = orderOf(kind);
    attacks.push(paired(`${name}: ${kind}, ballot`, order, ballots, n));
    attacks.push(paired(`${name}: ${kind}, text`, order, texts, n));
  }
  return attacks;
}

/** Sorts rows by what stands in them: their length, and each of their columns. */
function columnAttacks(files: readonly SeizedFile[], traces: Traces, withCodes: boolean): Attack[] {
  const rows = rowsOf(files);
  const n = traces.ballots.length;
  const sorts: [string, (a: SeizedRow, b: SeizedRow) => number][] = [
    ["length", (a, b) => lengthOf(a) - lengthOf(b)],
    ...[0, 1, 2, 3, 4].map((at): [string, (a: SeizedRow, b: SeizedRow) => number] => [
      `column ${at + 1}`,
      (a, b) => compareAt(a, b, at),
    ]),
  ];
  const others = ["ballots", "texts"] as const;
  return sorts.flatMap(([name, compare]) => {
    const sorted = rows.toSorted(compare);
    const orderOf = (kind: keyof Traces): number[] => inOrderOf(sorted, traces[kind]);
    const attacks = [paired(`${name}: ballot, text`, orderOf("ballots"), orderOf("texts"), n)];
    if (!withCodes) return attacks;
    for (const kind of others) {
      // Whatever a row of the credentials is sorted by, ballots and texts lie in the order of their tags.
      const natural = inOrderOf(rows, traces[kind]);
      attacks.push(paired(`${name}: credentials, ${kind}`, orderOf("credentials"), natural, n));
      attacks.push(paired(`${name}: credentials, ${kind} too`, orderOf("credentials"), orderOf(kind), n));
    }
    return attacks;
  });
}

const lengthOf = (row: SeizedRow): number => row.columns.reduce((sum, one) => sum + one.length, 0);

const EMPTY = Buffer.alloc(0);

const compareAt = (a: SeizedRow, b: SeizedRow, at: number): number =>
  Buffer.compare(a.columns[at] ?? EMPTY, b.columns[at] ?? EMPTY);

/** Pairs the k-th of one order with the k-th of the other. What was not found is guessed. */
export function paired(name: string, first: readonly number[], second: readonly number[], n: number): Attack {
  const [a, b] = [completed(first, n), completed(second, n)];
  const partnerOf: number[] = [];
  a.forEach((person, k) => (partnerOf[person] = b[k]!));
  return {
    name,
    found: Math.min(first.length, second.length),
    hits: partnerOf.filter((partner, person) => partner === person).length,
    ascents: partnerOf.filter((partner, person) => person > 0 && partner > partnerOf[person - 1]!).length,
  };
}

function completed(order: readonly number[], n: number): number[] {
  const found = new Set(order);
  const missing = Array.from({ length: n }, (_, i) => i).filter((i) => !found.has(i));
  return [...order, ...shuffled(missing)];
}
