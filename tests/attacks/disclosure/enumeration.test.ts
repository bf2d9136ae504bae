/**
 * P11 by exact enumeration: of a small unit all ballots there can be are tried, and those that come to the same outputs
 * are laid side by side. What holds in all of them the attacker knows for certain, and of fewer than five people that can
 * be named it must be no more than the tally of their block says by itself, also for one who has cast one of the ballots.
 *
 * @source anonymity.md §5
 */
import { describe, expect, it } from "vitest";
import { DEFAULT_THRESHOLDS } from "../../../server/core/round/round.ts";
import { type Answers, outputsOf, outputsOfTwo } from "./told-of-units.ts";

/** An answer to each of the two questions; the kinds differ in the first. */
type Kind = readonly [number, number];
const GOOD: Kind = [0, 2];
const FAIR: Kind = [1, 0];
const POOR: Kind = [2, 1];
const UNKNOWN: Kind = [3, 3];

/** Of each category, how many cast each kind. */
type Casts = readonly (readonly number[])[];
/** Ballots of one unit after the other. */
interface World {
  readonly units: readonly Casts[];
  readonly told: string;
}

/** A set of people who can be named without an answer, one to four of them: some categories of one unit. */
interface Named {
  readonly unit: number;
  readonly categories: readonly number[];
}
/** Whose own ballot the attacker knows; null: he is none of them. */
type Insider = { readonly unit: number; readonly category: number; readonly kind: number } | null;

const sum = (list: readonly number[]): number => list.reduce((total, n) => total + n, 0);

/** Every way in which n people can cast ballots of so many kinds. */
function ways(n: number, kinds: number): readonly (readonly number[])[] {
  if (kinds === 1) return [[n]];
  return Array.from({ length: n + 1 }, (_, first) =>
    ways(n - first, kinds - 1).map((rest) => [first, ...rest]),
  ).flat();
}

const product = <T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  lists.reduce<readonly (readonly T[])[]>(
    (all, list) => all.flatMap((before) => list.map((one) => [...before, one])),
    [[]],
  );

const everyCasts = (sizes: readonly number[], kinds: readonly Kind[]): readonly Casts[] =>
  product(sizes.map((n) => ways(n, kinds.length)));

function answersOf(casts: Casts, kinds: readonly Kind[]): Answers {
  const [A, B, C] = casts.map((own) => own.flatMap((n, at) => Array.from({ length: n }, () => kinds[at]!)));
  return { A: A!, B: B!, C: C! };
}

function subsets(sizes: readonly number[]): readonly (readonly number[])[] {
  const places = sizes.flatMap((n, at) => (n > 0 ? [at] : []));
  const all = product(places.map((at) => [[], [at]])).map((chosen) => chosen.flat());
  return all.filter((chosen) => chosen.length > 0 && sum(chosen.map((at) => sizes[at]!)) < 5);
}

/** Without the insider's own ballot, which he need not guess. */
const others = (world: World, { unit }: Named, insider: Insider): Casts =>
  world.units[unit]!.map((own, category) =>
    insider?.unit === unit && insider.category === category
      ? own.map((n, kind) => (kind === insider.kind ? n - 1 : n))
      : own,
  );

interface Found {
  /** Of people of whom more is certain than their block's tally says. */
  readonly beyond: number;
  /** Of those whose answers are all known though the block did not answer alike. */
  readonly determined: number;
}

/** What one reader learns of some people for certain from worlds that look the same to him. */
function learns(worlds: readonly World[], named: Named, insider: Insider): Found {
  const seen = worlds.map((world) => others(world, named, insider));
  const inside = (casts: Casts, kind: number): number =>
    sum(named.categories.map((category) => casts[category]![kind]!));
  const found = { beyond: 0, determined: 0 };
  for (const kind of seen[0]![0]!.keys()) {
    const counts = seen.map((casts) => inside(casts, kind));
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    for (const casts of seen) {
      const people = sum(named.categories.map((category) => sum(casts[category]!)));
      const block = sum(casts.flat());
      const tally = sum(casts.map((own) => own[kind]!));
      // Each of the block may have cast any of its ballots.
      const isMore = least > Math.max(0, tally - (block - people)) || most < Math.min(people, tally);
      if (isMore) found.beyond += 1;
      if (people > 0 && least === people && tally < block) found.determined += 1;
    }
  }
  return found;
}

/** Everything that anybody learns, over all that can be cast in units of these sizes, each of which is one block. */
function attack(
  sizes: readonly (readonly number[])[],
  kinds: readonly Kind[],
  tell: (units: readonly Answers[]) => string,
): Found {
  const worlds = product(sizes.map((own) => everyCasts(own, kinds))).map((units): World => ({
    units,
    told: tell(units.map((casts) => answersOf(casts, kinds))),
  }));
  const alike = new Map<string, World[]>();
  for (const world of worlds) {
    const group = alike.get(world.told) ?? [];
    alike.set(world.told, group);
    group.push(world);
  }
  const named = sizes.flatMap((own, unit) => subsets(own).map((categories): Named => ({ unit, categories })));
  const insiders: readonly Insider[] = [
    null,
    ...sizes.flatMap((own, unit) =>
      own.flatMap((n, category) =>
        n > 0 ? [...kinds.keys()].map((kind) => ({ unit, category, kind })) : [],
      ),
    ),
  ];
  const found = { beyond: 0, determined: 0 };
  for (const group of alike.values()) {
    for (const insider of insiders) {
      const possible = group.filter(
        ({ units }) => insider === null || units[insider.unit]![insider.category]![insider.kind]! > 0,
      );
      if (possible.length === 0) continue;
      for (const one of named) {
        const { beyond, determined } = learns(possible, one, insider);
        found.beyond += beyond;
        found.determined += determined;
      }
    }
  }
  return found;
}

const NOTHING: Found = { beyond: 0, determined: 0 };
const released = ([answers]: readonly Answers[]): string => outputsOf(answers!, DEFAULT_THRESHOLDS);

/** One score of blocks that weigh by category, though no table is shown. */
const weighted = ([answers]: readonly Answers[]): string =>
  outputsOf(answers!, { floor: 1, table: 10, block: 1 }, { floor: 1, table: 1, block: 1 });
/** Tables of every category. */
const everyCategory = ([answers]: readonly Answers[]): string =>
  outputsOf(answers!, { floor: 1, table: 1, block: 1 });

/** Sizes of three categories that add up to at most nine people, the largest last; PLUMBLINE_DISCLOSURE_ORDERS=all: in any order. */
const SMALL_UNITS = ways(9, 4)
  .map(([, ...sizes]) => sizes)
  .filter((sizes) => sum(sizes) > 0)
  .filter(([a, b, c]) => process.env["PLUMBLINE_DISCLOSURE_ORDERS"] === "all" || (a! <= b! && b! <= c!));

describe("P11: whoever tries all ballots there can be", () => {
  it(`learns nothing certain of fewer than five people from any of ${SMALL_UNITS.length} units of up to nine`, () => {
    for (const sizes of SMALL_UNITS)
      expect([sizes, attack([sizes], [GOOD, POOR, UNKNOWN], released)]).toEqual([sizes, NOTHING]);
  });

  it.each([[[3, 1, 2]], [[2, 2, 3]], [[1, 1, 7]]])("nor where four answers are given, of %j", (sizes) => {
    expect(attack([sizes], [GOOD, FAIR, POOR, UNKNOWN], released)).toEqual(NOTHING);
  });

  it.each([[[2, 3, 6]], [[1, 9, 1]]])("nor from the tables of a unit of eleven, %j", (sizes) => {
    expect(attack([sizes], [GOOD, POOR, UNKNOWN], released)).toEqual(NOTHING);
  });

  it("nor from two scores and the total of two units of five below another", () => {
    const two = (both: readonly Answers[]): string => outputsOfTwo([both[0]!, both[1]!], DEFAULT_THRESHOLDS);
    const sizes = [
      [0, 2, 3],
      [1, 4, 0],
    ];
    expect(attack(sizes, [GOOD, POOR, UNKNOWN], two)).toEqual(NOTHING);
  });

  it("positive control: learns every answer of six people from one score that weighs by category", () => {
    const kinds: readonly Kind[] = [GOOD, [1, 2], [2, 2]];
    const truth = weighted([
      answersOf(
        [
          [3, 0, 0],
          [0, 1, 0],
          [2, 0, 0],
        ],
        kinds,
      ),
    ]);
    const alike = everyCasts([3, 1, 2], kinds).filter(
      (casts) => weighted([answersOf(casts, kinds)]) === truth,
    );
    expect(alike).toHaveLength(1);
    expect(attack([[3, 1, 2]], kinds, weighted).determined).toBeGreaterThan(100);
    expect(attack([[3, 1, 2]], kinds, released)).toEqual(NOTHING);
  });

  it("positive control: learns of few people from tables of every category", () => {
    const found = attack([[2, 2, 3]], [GOOD, POOR, UNKNOWN], everyCategory);
    expect(Math.min(found.beyond, found.determined)).toBeGreaterThan(100);
  });
});
