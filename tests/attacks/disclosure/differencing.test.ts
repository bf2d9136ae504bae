/**
 * P11: nothing that a release withholds follows by arithmetic from everything that is published: units beside totals,
 * totals of parents beside the total of the round, columns beside counts, counts beside scores; and totals read before a unit is
 * declared invalid beside those read afterwards, and once it is held anew.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { release } from "../../../server/core/release/release.ts";
import { rollUp } from "../../../server/core/release/roll-up.ts";
import { DEFAULT_THRESHOLDS } from "../../../server/core/round/round.ts";
import { presentForm } from "../../../server/http/office/results/present-form.ts";
import { presentTotal } from "../../../server/http/office/totals/present-total.ts";
import { type Atom, laidBare, type Publish } from "./linear-attack.ts";
import { form, type Node, organisation } from "./random-nodes.ts";

const { floor, table } = DEFAULT_THRESHOLDS;
const RUNS = Number(process.env["PLUMBLINE_DIFFERENCING_RUNS"] ?? 300);
const PARENTS = [null, "P", "Q"] as const;

const scope = (nodes: readonly Node[], parent: string | null): readonly Node[] =>
  nodes.filter((node) => parent === null || node.id === parent || node.parent === parent);

const releaseOf = (node: Node) =>
  release(node.form, node.digest, node.tally, node.blocks, DEFAULT_THRESHOLDS);

/** Of a unit with one score this one number is published, and so follows; what is asked is what else does. */
const units: Publish = (nodes) =>
  nodes.map((node) => {
    const released = releaseOf(node);
    return released.level === "tables" ? presentForm(released, form.scoring) : null;
  });

const product = (nodes: readonly Node[]): readonly unknown[] => [
  units(nodes),
  PARENTS.map((parent) => {
    const total = rollUp(scope(nodes, parent), DEFAULT_THRESHOLDS, { parent, smallName: "small" });
    return total && { ...presentTotal(total), score: null };
  }),
];

type Standing = NonNullable<Node["standing"]>;
const as = (node: Node, standing: Standing): Node => ({ ...node, standing });

/** The totals after each unit in turn was declared invalid, and two of them. */
const withdrawn =
  (totals: Publish): Publish =>
  (nodes) =>
    nodes.map((_, at) =>
      [at, (at * 5 + 3) % nodes.length].map((other) =>
        totals(nodes.map((node, i) => (i === at || i === other ? as(node, "withdrawn") : node))),
      ),
    );

/**
 * The totals after each unit in turn was declared invalid and its people answered again, of whom the attacker knows everything:
 * the first answers are what is withheld.
 */
const heldAnew =
  (totals: Publish): Publish =>
  (nodes) =>
    nodes.map((node, at) => {
      const second = as(known(nodes[(at + 1) % nodes.length]!, node), "anew");
      return totals([...nodes.map((one, i) => (i === at ? as(one, "withdrawn") : one)), second]);
    });

/** A poll whose answers do not depend on the organisation, of the size of a unit of it. */
function known(like: Node, node: Node): Node {
  const blocks = like.tally.blocks.map((block) => {
    const counts = [block.ballots, 0, 0, 0];
    return { ...block, leaves: [{ kind: "choice" as const, counts, blank: 0 }] };
  });
  return { ...node, id: `${node.id} anew`, blocks: like.blocks, tally: { ...like.tally, blocks } };
}

const totals: Publish = (nodes) => product(nodes).at(1);
/** As if who is counted with whom were decided by those that count now. */
const withoutWithdrawn: Publish = (nodes) =>
  totals(
    nodes.flatMap((node) => {
      const { standing, ...first } = node;
      return standing === "withdrawn" ? [] : [first];
    }),
  );

/** Fewer valid answers than may be counted, or a few units of one score with fewer ballots than tables need. */
function isTooFew(atoms: readonly Atom[]): boolean {
  const sum = (of: (atom: Atom) => number) => atoms.reduce((total, atom) => total + of(atom), 0);
  if (sum(({ valid }) => valid) < floor) return true;
  return (
    atoms.every(({ node }) => releaseOf(node).level !== "tables") && sum(({ ballots }) => ballots) < table
  );
}

describe("P11: an attacker who calculates with everything that is published", () => {
  it("lays bare no block, unit or pair of units that is withheld", () => {
    fc.assert(
      fc.property(organisation, (nodes) => {
        expect(
          laidBare(nodes, product, isTooFew).map((set) => set.map(({ node, block }) => [node.id, block])),
        ).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it("lays bare nothing more by declaring units invalid and holding them anew", () => {
    fc.assert(
      fc.property(organisation, (nodes) => {
        const everything: Publish = (all) => [product(all), withdrawn(totals)(all), heldAnew(totals)(all)];
        expect(
          laidBare(nodes, everything, isTooFew).map((set) => set.map(({ node, block }) => [node.id, block])),
        ).toEqual([]);
      }),
      { numRuns: Math.ceil(RUNS / 20) },
    );
  });

  /** How many of the organisations a naive product gives away. */
  const givenAway = (naive: Publish, organisations = 100): number =>
    fc
      .sample(organisation, { numRuns: organisations, seed: 11 })
      .filter((nodes) => laidBare(nodes, naive, isTooFew).length > 0).length;

  it("positive control: is not stopped by totals that simply add up everybody", () => {
    const everybody: Publish = (nodes) =>
      PARENTS.map((parent) => {
        const own = scope(nodes, parent).flatMap(({ tally }) => tally.blocks.map(({ leaves }) => leaves[0]!));
        return {
          counts: [0, 1, 2].map((i) =>
            own.reduce((sum, leaf) => sum + (leaf.kind === "choice" ? leaf.counts[i]! : 0), 0),
          ),
        };
      });
    expect(givenAway((nodes) => [units(nodes), everybody(nodes)])).toBeGreaterThan(20);
  });

  it("positive control: is not stopped by totals over all units that may be counted, each total for itself", () => {
    const eachForItself: Publish = (nodes) =>
      PARENTS.map((parent) => {
        const alike = scope(nodes, parent).map((node) => ({ ...node, home: null }));
        const total = rollUp(alike, DEFAULT_THRESHOLDS, { parent: null, smallName: "small" });
        return total && { ...presentTotal(total), score: null };
      });
    expect(givenAway((nodes) => [units(nodes), eachForItself(nodes)])).toBeGreaterThan(3);
  });

  it("positive control: is not stopped by a column that is hidden beside its total", () => {
    const hidden: Publish = (nodes) =>
      nodes.map((node) => {
        const all = presentForm(
          release(node.form, "d", node.tally, node.blocks, { floor: 1, table: 10, block: 10 }),
          form.scoring,
        );
        if (all.level !== "tables") return null;
        const isShown = (counts: readonly number[]) =>
          counts.slice(0, 3).reduce((sum, n) => sum + n, 0) >= floor;
        return all.items.map(({ counts, blocks }) => ({
          counts,
          blocks: blocks.filter((block) => isShown(block.counts)).map((block) => ({ counts: block.counts })),
        }));
      });
    expect(givenAway(hidden)).toBeGreaterThan(20);
  });

  it("positive control: is not stopped by totals of those alone that count now", () => {
    for (const naive of [withdrawn(withoutWithdrawn), heldAnew(withoutWithdrawn)])
      expect(givenAway((nodes) => [product(nodes), naive(nodes)], 25)).toBeGreaterThan(2);
  });
});
