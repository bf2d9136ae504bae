import { compare, HUNDRED, ONE, parseRatio, type Ratio, ZERO } from "../../ratio.ts";
import type { FormResult, ReleasedItem, ReleasedMulti } from "../../release/released.ts";
import type { IndicatorSource, Selection } from "../scheme.ts";
import { meantOptions, selectedItems, selectedMultis } from "../selection.ts";
import {
  type Answers,
  type Cell,
  type Direction,
  fixed,
  type Leaf,
  mean,
  type Movable,
  type OfForm,
  type Overlap,
  type ScoredBlock,
  turned,
  worstOverlap,
} from "./movable.ts";

type Tables = Extract<FormResult, { level: "tables" }>;

/** Makes the trees of the indicators that one form gives. */
export class MovableForm {
  readonly #form: Tables;
  readonly #blocks: ReadonlyMap<string, ScoredBlock>;
  readonly #direction: Direction;
  readonly #isPlaceable: boolean;
  /** Questions that stand in a leaf, and what it means when they are met again. */
  readonly #met = new Map<string, Overlap>();
  overlap: Overlap = "none";

  constructor(
    form: Tables,
    blocks: ReadonlyMap<string, ScoredBlock>,
    direction: Direction,
    isPlaceable: boolean,
  ) {
    this.#isPlaceable = isPlaceable;
    this.#form = form;
    this.#blocks = blocks;
    this.#direction = direction;
  }

  build(source: IndicatorSource): OfForm {
    const slots = [...this.#blocks.values()].map(({ slot }) => slot);
    return { kind: "form", slots, of: this.#of(source) };
  }

  #of(source: IndicatorSource): Movable {
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
    const ascending = priced.toSorted((a, b) => compare(a.points, b.points));
    this.#meet(item.leaf, positive ? "entangled" : "repeated");
    const cell = (blocks: readonly ScoredBlock[], weight: Ratio, counts: readonly number[]): Cell => {
      const answers = ascending.map(({ i, points }) => ({ points, n: counts[i]! }));
      return cellOf(blocks, weight, answers);
    };
    const columns = this.#form.blocks.flatMap(({ id }) => {
      const column = item.blocks.find(({ block }) => block === id);
      const block = this.#blocks.get(id);
      return column && block ? [cell([block], block.weight, column.counts)] : [];
    });
    const all = [...this.#blocks.values()];
    const { counts } = item;
    const cells = counts === null ? [] : columns.length > 0 ? columns : [cell(all, ONE, counts)];
    return this.#leaf(ascending.at(-1)?.points ?? ZERO, cells, item.valid, item.abstained, item.isPooled);
  }

  #leaf(best: Ratio, cells: readonly Cell[], valid: number, abstained: number, isPooled: boolean): Leaf {
    const blocks = [...this.#blocks.values()];
    return { kind: "leaf", best, cells, blocks, valid, abstained, isPooled, isPlaceable: this.#isPlaceable };
  }

  /** @param overlap what it means when the question is met again */
  #meet(question: string, overlap: Exclude<Overlap, "none">): void {
    const before = this.#met.get(question);
    this.#met.set(question, before ?? overlap);
    if (before) this.overlap = worstOverlap([this.overlap, before, overlap]);
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
        this.#meet(multi.leaf, "repeated");
        return {
          weight: ONE,
          of: { ...mean(leaves.map((of) => ({ weight: ONE, of }))), isOneQuestion: true },
        };
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
    const cells = reported === null ? [] : [cellOf([...this.#blocks.values()], ONE, answers)];
    return this.#leaf(HUNDRED, cells, base, dontKnow + blank, false);
  }
}

function cellOf(blocks: readonly ScoredBlock[], weight: Ratio, answers: readonly Answers[]): Cell {
  const valid = answers.reduce((total, { n }) => total + n, 0);
  const ballots = blocks.reduce((total, block) => total + block.ballots, 0);
  return { slots: blocks.map(({ slot }) => slot), weight, answers, valid, abstained: ballots - valid };
}
