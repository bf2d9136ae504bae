/**
 * A score as a tree of means whose leaves know what changed ballots could do to them. Made of released counts only.
 *
 * Points are turned round (`100 − points`) to ask what would lower a score, so that everything below only raises.
 */
import { HUNDRED, ONE, parseRatio, type Ratio, sub, sum, ZERO } from "../../ratio.ts";
import type { FormResult, ReleasedItem, ReleasedMulti } from "../../release/released.ts";
import { type IndicatorSource, indicatorsOf, type Scheme, type Selection } from "../scheme.ts";
import { isScored, meantOptions, selectedItems, selectedMultis } from "../selection.ts";
import type { UnitScore } from "../unit-score.ts";

/** One block of one form: so many ballots could change. */
export interface Slot {
  readonly form: number;
  readonly ballots: number;
}

/** Answers of one kind: how many, and what each is worth. */
export interface Answers {
  readonly points: Ratio;
  readonly n: number;
}

/** Answers that share one mean. `slots`: the ballots they may be on. Worst answers first. */
export interface Cell {
  readonly slots: readonly number[];
  readonly weight: Ratio;
  readonly answers: readonly Answers[];
  readonly valid: number;
}

export interface Leaf {
  readonly kind: "leaf";
  /** The most an answer can be worth. */
  readonly best: Ratio;
  /** One, or one per scored block. Empty when the counts were not released: then it has no value now. */
  readonly cells: readonly Cell[];
  readonly slots: readonly number[];
  readonly valid: number;
  /** Ballots that could become valid answers. */
  readonly abstained: number;
  /** Scored as one pool over several blocks whose own counts are not known. */
  readonly isPooled: boolean;
}

export interface Mean {
  readonly kind: "mean";
  readonly terms: readonly { readonly weight: Ratio; readonly of: Movable }[];
}

export type Movable = Leaf | Mean | { readonly kind: "fixed"; readonly value: Ratio | null };

export type Direction = "up" | "down";

export interface MovableScore {
  readonly tree: Movable;
  readonly slots: readonly Slot[];
  /** Some form that counts has one score and no tables: what ballots could do is not known. */
  readonly isUnknown: boolean;
}

type Tables = Extract<FormResult, { level: "tables" }>;

/** The whole unit: parts by points, indicators by weight; what people entered stays as it is. */
export function movableScore(
  scheme: Scheme,
  score: UnitScore,
  forms: readonly FormResult[],
  direction: Direction,
): MovableScore {
  const slots: Slot[] = [];
  const builders = new Map<string, FormBuilder>();
  forms.forEach((form, at) => {
    if (form.level !== "tables") return;
    const own = form.blocks
      .filter(isScored)
      .map((block) => ({ block, slot: slots.push({ form: at, ballots: block.ballots }) - 1 }));
    builders.set(
      form.instrument,
      new FormBuilder(form, new Map(own.map(({ block, slot }) => [block.id, slot])), direction),
    );
  });
  let isUnknown = false;
  const parts = scheme.parts.map((part, p) => ({
    weight: parseRatio(part.points),
    of: mean(
      indicatorsOf(part).map(({ weight, source }, i) => {
        const value = score.parts[p]!.indicators[i]!.value;
        const builder = "instrument" in source ? builders.get(source.instrument) : undefined;
        if (!builder && "instrument" in source && value !== null) isUnknown = true;
        return { weight: parseRatio(weight), of: builder ? builder.build(source) : fixed(value, direction) };
      }),
    ),
  }));
  return { tree: mean(parts), slots, isUnknown };
}

const mean = (terms: Mean["terms"]): Mean => ({ kind: "mean", terms });

const turned = (points: Ratio, direction: Direction): Ratio =>
  direction === "up" ? points : sub(HUNDRED, points);

const fixed = (value: Ratio | null, direction: Direction): Movable => {
  return { kind: "fixed", value: value && turned(value, direction) };
};

class FormBuilder {
  readonly #form: Tables;
  /** Scored block → slot. */
  readonly #slots: ReadonlyMap<string, number>;
  readonly #direction: Direction;

  constructor(form: Tables, slots: ReadonlyMap<string, number>, direction: Direction) {
    this.#form = form;
    this.#slots = slots;
    this.#direction = direction;
  }

  build(source: IndicatorSource): Movable {
    switch (source.from) {
      case "form":
        return this.#ownRule();
      case "members":
        return this.#leaders(parseRatio(source.principal), parseRatio(source.others));
      case "items":
        return this.#items(selectedItems(this.#form, source.select));
      case "positive":
        return this.#items(selectedItems(this.#form, source.select ?? {}), new Set(source.positive));
      case "problems":
        return this.#problems(selectedMultis(this.#form, source.select), source.select);
      default:
        return fixed(null, this.#direction);
    }
  }

  #ownRule(): Movable {
    const { scoring, items, multis } = this.#form;
    switch (scoring.rule) {
      case "none":
        return fixed(null, this.#direction);
      case "items":
        return this.#weighted(items);
      case "leaders":
        return this.#leaders(parseRatio(scoring.principal), parseRatio(scoring.others));
      case "questionnaire": {
        const problems = multis.filter(({ item }) => scoring.problemItems.includes(item));
        return mean([
          { weight: parseRatio(scoring.positive), of: this.#weighted(items) },
          { weight: parseRatio(scoring.problems), of: this.#problems(problems) },
        ]);
      }
    }
  }

  #leaders(principal: Ratio, others: Ratio): Movable {
    const { leaders, items } = this.#form;
    const side = (isPrincipal: boolean): Movable =>
      mean(
        leaders
          .filter((one) => one.isPrincipal === isPrincipal)
          .map(({ position }) => ({
            weight: ONE,
            of: this.#weighted(items.filter(({ leader }) => leader === position)),
          })),
      );
    return mean([
      { weight: principal, of: side(true) },
      { weight: others, of: side(false) },
    ]);
  }

  #weighted(items: readonly ReleasedItem[]): Movable {
    return mean(
      items.flatMap((item) =>
        item.weight === null ? [] : [{ weight: parseRatio(item.weight), of: this.#item(item) }],
      ),
    );
  }

  /** As an indicator takes them: by their weights, or alike when none has one. */
  #items(items: readonly ReleasedItem[], positive?: ReadonlySet<string>): Movable {
    const isWeighted = items.some(({ weight }) => weight !== null);
    return mean(
      items.map((item) => ({
        weight: item.weight === null ? (isWeighted ? ZERO : ONE) : parseRatio(item.weight),
        of: this.#item(item, positive),
      })),
    );
  }

  #item(item: ReleasedItem, positive?: ReadonlySet<string>): Leaf {
    const priced = item.options.flatMap(({ value, points, dontKnow }, i) => {
      if (dontKnow || points === null) return [];
      const worth = positive ? (positive.has(String(value)) ? HUNDRED : ZERO) : parseRatio(points);
      return [{ i, points: turned(worth, this.#direction) }];
    });
    const ascending = priced.toSorted((a, b) => (a.points.n * b.points.d < b.points.n * a.points.d ? -1 : 1));
    const cell = (slots: readonly number[], weight: Ratio, counts: readonly number[]): Cell => {
      const answers = ascending.map(({ i, points }) => ({ points, n: counts[i]! }));
      return { slots, weight, answers, valid: answers.reduce((total, { n }) => total + n, 0) };
    };
    const { blocks, counts } = item;
    const columns = this.#form.blocks.flatMap(({ id, weight }) => {
      const column = blocks.find(({ block }) => block === id);
      return column && this.#slots.has(id) ? [cell([this.#slots.get(id)!], weight, column.counts)] : [];
    });
    const all = [...this.#slots.values()];
    const cells = counts === null ? [] : columns.length > 0 ? columns : [cell(all, ONE, counts)];
    return this.#leaf(ascending.at(-1)?.points ?? ZERO, cells, item.valid, item.abstained, item.isPooled);
  }

  #leaf(best: Ratio, cells: readonly Cell[], valid: number, abstained: number, isPooled: boolean): Leaf {
    return { kind: "leaf", best, cells, slots: [...this.#slots.values()], valid, abstained, isPooled };
  }

  /** Who reported is worth nothing, who did not is worth 100; whole unit only. */
  #problems(multis: readonly ReleasedMulti[], select?: Selection): Movable {
    return mean(
      multis.map((multi) => {
        const options = meantOptions(multi, select);
        const leaves =
          options === null
            ? [this.#rate(multi, multi.reported)]
            : options.map((i) => this.#rate(multi, multi.counts?.[i] ?? null));
        return { weight: ONE, of: mean(leaves.map((of) => ({ weight: ONE, of }))) };
      }),
    );
  }

  #rate({ base, dontKnow, blank }: ReleasedMulti, reported: number | null): Leaf {
    const bad = turned(ZERO, this.#direction);
    const good = turned(HUNDRED, this.#direction);
    const isUp = this.#direction === "up";
    const counted =
      reported === null
        ? []
        : [
            { points: bad, n: reported },
            { points: good, n: base - reported },
          ];
    const answers = isUp ? counted : counted.toReversed();
    const cells =
      reported === null ? [] : [{ slots: [...this.#slots.values()], weight: ONE, answers, valid: base }];
    return this.#leaf(HUNDRED, cells, base, dontKnow + blank, false);
  }
}

/** Weights of the cells of a leaf together. */
export const cellWeights = ({ cells }: Leaf): Ratio => sum(cells.map(({ weight }) => weight));
