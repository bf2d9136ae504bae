import type { FrozenForm } from "../definition/frozen.ts";
import type { Thresholds } from "../round/round.ts";
import { addSources } from "../tally/add-tallies.ts";
import type { FormTally } from "../tally/tally.ts";
import { countBlocks, type CountedBlock, releasedBlock } from "./count-blocks.ts";
import { type FinalBlock, isCarrier, peopleOf } from "./final-block.ts";
import { formScore, leaderScores, partScores, problemRate, type Rated } from "./form-score.ts";
import { releaseItem } from "./release-item.ts";
import { releaseCount, releaseMulti } from "./release-multi.ts";
import type { FormResult, Released, ReleasedCount, ReleasedForm } from "./released.ts";
import { turnoutForms, unitReturned } from "./turnout-forms.ts";
import { vouch } from "./vouch.ts";

/** One form of a closed poll. */
export interface FormToRelease {
  readonly form: FrozenForm;
  readonly digest: string;
  /** By final block. */
  readonly tally: FormTally;
  readonly blocks: readonly FinalBlock[];
}

export interface PollToRelease {
  readonly poll: string;
  readonly forms: readonly FormToRelease[];
  readonly thresholds: Thresholds;
}

/** What is known about a closed poll, once and for all. */
export interface PollResult {
  readonly poll: string;
  readonly forms: readonly ReleasedForm[];
  /** 收回 of `unitReturned`, outside raters apart unless there is no other form; exact at every level. */
  readonly returned: number;
  /** 有效 of the same ballots; null unless all of them have tables. */
  readonly valid: number | null;
  /** Ballots per form and block, exact at every level. */
  readonly turnout: readonly {
    readonly instrument: string;
    readonly blocks: readonly {
      readonly id: string;
      readonly name: string;
      readonly categories: readonly string[];
      readonly ballots: number;
      readonly isOutside: boolean;
      /** Whether its ballots are the form's 收回. */
      readonly isCounted: boolean;
    }[];
  }[];
}

/**
 * Everything that may ever be known about one form of a closed poll; every view, chart and export is a part of it.
 *
 * Fewer than `floor` ballots of the unit's own people: nothing. Fewer than `table`: one score. Else all tables. In a
 * form that none of them fills, outside raters are what counts. More ballots than people who were eligible count as
 * many as those.
 * Every number is a function of block tallies and nothing is hidden beside a total.
 *
 * @throws Problem scoring.input when form, tally and blocks are not of the same closed poll
 * @source docs/disclosure.md §3; anonymity.md §5 `release`
 */
export function release(
  form: FrozenForm,
  digest: string,
  tally: FormTally,
  finalBlocks: readonly FinalBlock[],
  thresholds: Thresholds,
): ReleasedForm {
  const { blocks, excluded } = countBlocks(tally, finalBlocks, thresholds);
  const own = blocks.filter(isCarrier);
  const ballots = countBallots(own);
  const people = own.reduce((sum, block) => sum + peopleOf(block), 0);
  const raters: ReleasedForm["raters"] = blocks.some((block) => block.isAlone) ? "outside" : "own";
  const { instrument, version, title, shortTitle, scoring } = form;
  const counted = people < ballots ? { ballots, people } : { ballots };
  const base = { instrument, version, digest, title, shortTitle, scoring, raters, ...counted, excluded };
  if (people < thresholds.floor) return vouch<FormResult>({ ...base, level: "none", score: null });
  const rated = rate(form, blocks, thresholds.floor);
  const score = formScore(form, rated);
  const scored = { ...base, score, blocks: blocks.map(releasedBlock) };
  if (people < thresholds.table) return vouch<FormResult>({ ...scored, level: "score" });
  return vouch<FormResult>({ ...scored, level: "tables", ...tables(form, blocks, rated, thresholds.floor) });
}

/** Releases all forms of a closed poll. @throws Problem scoring.input */
export function releasePoll({ poll, forms, thresholds }: PollToRelease): Released<PollResult> {
  const released = forms.map((one) => release(one.form, one.digest, one.tally, one.blocks, thresholds));
  return vouch({
    poll,
    forms: released,
    ...returnedOf(released, forms),
    turnout: forms.map(({ form, blocks }) => ({
      instrument: form.instrument,
      blocks: blocks.map((block) => {
        const { id, name, categories, ballots, isOutside } = block;
        return { id, name, categories, ballots, isOutside, isCounted: isCarrier(block) };
      }),
    })),
  });
}

function returnedOf(
  released: readonly ReleasedForm[],
  given: readonly FormToRelease[],
): Pick<PollResult, "returned" | "valid"> {
  const closed = released.map((form, i) => {
    return { form, raters: form.raters, blocks: given[i]!.blocks.filter(isCarrier) };
  });
  const { returned, forms } = unitReturned(turnoutForms(closed));
  const valid = forms?.map(({ form }) => (form.level === "tables" ? form.valid : null)) ?? [];
  const isKnown = valid.length > 0 && valid.every((one) => one !== null);
  return { returned, valid: isKnown ? valid.reduce<number>((sum, one) => sum + (one ?? 0), 0) : null };
}

const countBallots = (blocks: readonly CountedBlock[]): number =>
  blocks.reduce((sum, block) => sum + block.ballots, 0);

function rate(form: FrozenForm, blocks: readonly CountedBlock[], floor: number): Rated {
  const meanings = new Map(form.items.map((item) => [item.leaf, item]));
  return {
    items: form.leaves.flatMap((leaf, at) =>
      leaf.kind === "choice" ? [releaseItem(leaf, at, meanings.get(leaf.id) ?? null, blocks, floor)] : [],
    ),
    multis: form.leaves.flatMap((leaf, at) =>
      leaf.kind === "multi" ? [releaseMulti(leaf, at, meanings.get(leaf.id) ?? null, blocks, floor)] : [],
    ),
  };
}

type Tables = Omit<Extract<FormResult, { level: "tables" }>, keyof Extract<FormResult, { level: "score" }>>;

function tables(form: FrozenForm, blocks: readonly CountedBlock[], rated: Rated, floor: number): Tables {
  const own = blocks.filter(isCarrier);
  const valid = own.reduce((sum, block) => sum + block.tally.valid, 0);
  return {
    bySource: own.reduce((sum, block) => addSources(sum, block.tally.bySource), {}),
    valid,
    invalid: countBallots(own) - valid,
    parts: partScores(form, rated.items),
    items: rated.items,
    multis: rated.multis,
    counts: countsOf(form, blocks, floor),
    leaders: leaderScores(form, rated.items),
    problemRate: problemRate(form, rated.multis),
  };
}

function countsOf(
  form: FrozenForm,
  blocks: readonly CountedBlock[],
  floor: number,
): readonly ReleasedCount[] {
  return form.leaves.flatMap((leaf, at) => {
    if (leaf.kind !== "number" && leaf.kind !== "boolean" && leaf.kind !== "list") return [];
    const count = releaseCount(leaf, at, blocks, floor);
    return count ? [count] : [];
  });
}
