import type { CategoryId } from "../roster/unit.ts";
import type { ReleasedForm } from "./released.ts";

/** Forms that 收回 of a unit is read from: those its own people fill, or all when they fill none. */
export function turnoutForms<T extends Pick<ReleasedForm, "raters">>(forms: readonly T[]): readonly T[] {
  const own = forms.filter(({ raters }) => raters === "own");
  return own.length > 0 ? own : forms;
}

/** The blocks of one form whose ballots are its 收回. */
export interface TurnoutForm {
  readonly blocks: readonly { readonly categories: readonly CategoryId[]; readonly ballots: number }[];
}

/** 收回 of a unit over several forms. */
export interface UnitReturned<T> {
  readonly returned: number;
  /** The forms it is the sum of; null when it is made of parts of forms. */
  readonly forms: readonly T[] | null;
}

/**
 * 收回 of a unit: how many of its people have surely handed in a form. Nobody knows which ballots are of one person, so
 * only ballots of different categories are added up.
 *
 * Where one form has ballots of every category it is the form with the most ballots. Else it is the largest sum of
 * blocks that have no category in common: with a form for 中层 and another for 职工, both together. Where blocks of two
 * forms overlap it may be less than have taken part; the checklist says so before the seal.
 *
 * @param forms whole numbers of ballots; at most some ten categories
 * @source docs/decisions/0072-turnout-of-a-form.md
 */
export function unitReturned<T extends TurnoutForm>(forms: readonly T[]): UnitReturned<T> {
  const counted = forms.map((form) => ({ form, ballots: ballotsOf(form.blocks) }));
  const asked = new Set(forms.flatMap(categoriesOf));
  const fullest = counted.toSorted((a, b) => b.ballots - a.ballots)[0];
  if (!fullest) return { returned: 0, forms: [] };
  if (forms.some((form) => new Set(categoriesOf(form)).size === asked.size))
    return { returned: fullest.ballots, forms: [fullest.form] };
  const chosen = mostBallots(
    forms.flatMap(({ blocks }) => blocks),
    [...asked],
  );
  const whole = forms.filter(({ blocks }) => blocks.some((block) => chosen.includes(block)));
  const isWhole = whole.every(({ blocks }) => blocks.every((block) => chosen.includes(block)));
  return { returned: ballotsOf(chosen), forms: isWhole ? whole : null };
}

type Block = TurnoutForm["blocks"][number];

const categoriesOf = ({ blocks }: TurnoutForm): CategoryId[] =>
  blocks.flatMap(({ categories }) => categories);

const ballotsOf = (blocks: TurnoutForm["blocks"]): number =>
  blocks.reduce((sum, { ballots }) => sum + ballots, 0);

/** The blocks without a common category that have the most ballots, all of them within `left`. */
function mostBallots(
  blocks: readonly Block[],
  left: readonly CategoryId[],
  known = new Map<string, readonly Block[]>(),
): readonly Block[] {
  const [first, ...rest] = left;
  if (first === undefined) return [];
  const key = left.join("+");
  const before = known.get(key);
  if (before) return before;
  const fitting = blocks.filter(
    ({ categories }) => categories.includes(first) && categories.every((one) => left.includes(one)),
  );
  const ways = fitting.map((block) => {
    const others = rest.filter((one) => !block.categories.includes(one));
    return [block, ...mostBallots(blocks, others, known)];
  });
  const best = [...ways, mostBallots(blocks, rest, known)].reduce((most, way) =>
    ballotsOf(way) > ballotsOf(most) ? way : most,
  );
  known.set(key, best);
  return best;
}
