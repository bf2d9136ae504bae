/** 建议进一步了解的方面: hints within one unit, from what was released of it and nothing else. */
import { compare, HUNDRED, mul, ratio, type Ratio, sub } from "../ratio.ts";
import { itemsScore } from "../release/form-score.ts";
import type { FormResult, Released, ReleasedItem } from "../release/released.ts";
import { alikeBallots } from "./alike-ballots.ts";
import type { ScoreNote } from "../scoring/unit-score.ts";
import { type TickMark, tickList } from "./tick-list.ts";

export type Signal =
  /** An item well below the mean of its form. */
  | {
      readonly kind: "low-item";
      readonly form: string;
      readonly title: string;
      readonly score: Ratio;
      readonly mean: Ratio;
    }
  /** A problem that at least one in ten ticked. */
  | {
      readonly kind: "problem";
      readonly form: string;
      readonly title: string;
      readonly share: Ratio;
      readonly mark: TickMark;
    }
  /** Two blocks see an item differently. */
  | {
      readonly kind: "disagreement";
      readonly form: string;
      readonly title: string;
      readonly low: { readonly block: string; readonly mean: Ratio };
      readonly high: { readonly block: string; readonly mean: Ratio };
    }
  | { readonly kind: "low-turnout"; readonly share: Ratio }
  /** Ballots that must resemble each other by the tables; tenths, from 3, 5 or 8 on; 0 = fewer. */
  | {
      readonly kind: "patterns";
      readonly form: string;
      readonly straightLinedTenths: number;
      readonly alikeTenths: number;
    };

export interface UnitToHint {
  readonly forms: readonly Released<FormResult>[];
  /** 收回 ÷ 应参加; null when nobody is eligible. */
  readonly participation: Ratio | null;
  /** Notes of the unit's score: they say whether turnout was low. */
  readonly notes: readonly ScoreNote[];
}

/** An item is low from this far below the mean of its form. */
const LOW_BY = ratio(10);
/** Blocks disagree from this far apart. */
const APART_BY = ratio(20);
/** At most so many of one kind per form: hints, not a list of everything. */
const PER_FORM = 3;

type Tables = Extract<FormResult, { level: "tables" }>;

/**
 * Items about single leaders are never looked at, units are never compared, and no number of ballots is named that the
 * tables do not name.
 *
 * @source docs/scoring.md §12; domain.md §2.5
 */
export function signalsOf({ forms, participation, notes }: UnitToHint): readonly Signal[] {
  const tables = forms.filter((form) => form.level === "tables");
  const isLow = notes.includes("warn-participation") || notes.includes("low-participation");
  return [
    ...(isLow && participation !== null
      ? [{ kind: "low-turnout" as const, share: mul(participation, HUNDRED) }]
      : []),
    ...tables.flatMap(lowItems),
    ...tickList(forms).map(({ instrument, option, share, mark }) => ({
      kind: "problem" as const,
      form: titleOf(forms, instrument),
      title: option,
      share: mul(share, HUNDRED),
      mark,
    })),
    ...tables.flatMap(disagreements),
    ...tables.flatMap(patterns),
  ];
}

const titleOf = (forms: readonly FormResult[], instrument: string): string =>
  forms.find((form) => form.instrument === instrument)?.shortTitle ?? "";

const aboutUnit = ({ items }: Tables): readonly ReleasedItem[] =>
  items.filter(({ leader }) => leader === null);

function lowItems(form: Tables): readonly Signal[] {
  const items = aboutUnit(form);
  const mean = itemsScore(items);
  if (mean === null) return [];
  const line = sub(mean, LOW_BY);
  return items
    .flatMap(({ title, score, weight }) =>
      weight !== null && score !== null && compare(score, line) <= 0 ? [{ title, score }] : [],
    )
    .toSorted((a, b) => compare(a.score, b.score))
    .slice(0, PER_FORM)
    .map(({ title, score }) => ({ kind: "low-item", form: form.shortTitle, title, score, mean }));
}

function disagreements(form: Tables): readonly Signal[] {
  const names = new Map(form.blocks.map(({ id, name }) => [id, name]));
  return aboutUnit(form)
    .flatMap(({ title, blocks }) => {
      const means = blocks
        .flatMap(({ block, mean }) => (mean ? [{ block: names.get(block) ?? block, mean }] : []))
        .toSorted((a, b) => compare(a.mean, b.mean));
      const [low, high] = [means[0], means.at(-1)];
      return low && high ? [{ title, low, high, apart: sub(high.mean, low.mean) }] : [];
    })
    .filter(({ apart }) => compare(apart, APART_BY) >= 0)
    .toSorted((a, b) => compare(b.apart, a.apart))
    .slice(0, PER_FORM)
    .map(({ title, low, high }) => ({ kind: "disagreement", form: form.shortTitle, title, low, high }));
}

function patterns(form: Tables): readonly Signal[] {
  const { straightLinedTenths, alikeTenths } = alikeBallots(form);
  if (straightLinedTenths === 0 && alikeTenths === 0) return [];
  return [{ kind: "patterns", form: form.shortTitle, straightLinedTenths, alikeTenths }];
}
