/** 前后对照: a unit beside its earlier rounds, by scores that were released and graded then. @source domain.md §2.9, §4 */
import { parseRatio, printRatio, type Ratio, sub } from "../ratio.ts";
import type { FormResult, Released } from "../release/released.ts";
import { matchKey } from "../roster/table.ts";
import type { Unit } from "../roster/unit.ts";
import type { Thresholds } from "../round/round.ts";
import type { Grade, Scheme } from "../scoring/scheme.ts";
import type { UnitScore } from "../scoring/unit-score.ts";
import { type LevelledForm, type WithheldScore, withheldScore } from "./withheld-score.ts";

interface RoundBeside {
  readonly id: string;
  readonly title: string;
  /** By which its scores were withheld. */
  readonly thresholds: Thresholds;
}

/** A unit of one round whose poll is closed. */
export interface RoundOfUnit {
  readonly round: RoundBeside;
  /** When its poll was closed: rounds are told apart in time by it. */
  readonly closedAtUtc: string;
  readonly unit: Unit;
  readonly scheme: Pick<Scheme, "id" | "version">;
  readonly forms: readonly Released<FormResult>[];
  readonly score: UnitScore;
  /** 审定 before 建议 before 测算. */
  readonly grade: Grade | null;
}

/** Printed numbers of before and now; the difference is that of what is printed. */
export interface Compared {
  readonly title: string;
  readonly before: string | null;
  readonly now: string | null;
  readonly difference: Ratio | null;
  /** Why one of them is not there because few answered; null where it is there, or missing for another reason. */
  readonly withheld: { readonly before: WithheldScore | null; readonly now: WithheldScore | null };
}

export interface LookBackLine {
  readonly round: RoundBeside;
  /** As it was called then. */
  readonly name: string;
  readonly grade: Grade | null;
  /** Why nothing is compared: another scheme or version of it, another unit type. */
  readonly notComparable: "scheme" | "unit-type" | null;
  /** [] when nothing is compared. */
  readonly forms: readonly Compared[];
  readonly total: Compared | null;
  /** Items that went up and down most; null when none did. */
  readonly up: Compared | null;
  readonly down: Compared | null;
}

/**
 * The earlier rounds of a unit, newest first: under its own name, a name it had before, or of a unit that was merged
 * into it.
 *
 * @param candidates closed units of all rounds, in any order
 */
export function lookBack(own: RoundOfUnit, candidates: readonly RoundOfUnit[]): readonly LookBackLine[] {
  const names = namesOf(own.unit);
  const earlier = candidates
    .filter(({ round, closedAtUtc }) => round.id !== own.round.id && closedAtUtc < own.closedAtUtc)
    .toSorted((a, b) => Number(a.closedAtUtc < b.closedAtUtc) - Number(a.closedAtUtc > b.closedAtUtc));
  return earlier.flatMap((one) => {
    if (!names.has(matchKey(one.unit.name))) return [];
    // What that unit came from is this unit's past as well.
    for (const name of namesOf(one.unit)) names.add(name);
    return [lineOf(own, one)];
  });
}

/**
 * Every name that a unit may have had, and those of what was merged into it, by what rosters say of predecessors.
 *
 * @returns a test for units of other rounds: those it refuses are no past of this unit
 */
export function mayBePast(own: Unit, others: readonly Unit[]): (unit: Unit) => boolean {
  const names = namesOf(own);
  for (let size = 0; size < names.size;) {
    size = names.size;
    for (const unit of others) {
      if (names.has(matchKey(unit.name))) for (const name of namesOf(unit)) names.add(name);
    }
  }
  return ({ name }) => names.has(matchKey(name));
}

const namesOf = ({ name, predecessors }: Unit): Set<string> =>
  new Set([name, ...(predecessors ?? [])].map(matchKey));

function lineOf(own: RoundOfUnit, then: RoundOfUnit): LookBackLine {
  const { round, unit, grade } = then;
  const notComparable = reasonAgainst(own, then);
  const line = { round, name: unit.name, grade, notComparable };
  if (notComparable) return { ...line, forms: [], total: null, up: null, down: null };
  const items = comparedItems(own, then).toSorted((a, b) => (isLess(a.difference!, b.difference!) ? -1 : 1));
  const [lowest, highest] = [items[0], items.at(-1)];
  return {
    ...line,
    forms: own.forms.flatMap((form) => {
      const before = then.forms.find(({ instrument }) => instrument === form.instrument);
      if (!before) return [];
      const withheld = { before: withheldForm(then, before), now: withheldForm(own, form) };
      return { ...compared(form.shortTitle, before.score, form.score), withheld };
    }),
    total: {
      ...compared("", then.score.total, own.score.total),
      withheld: { before: withheldTotal(then), now: withheldTotal(own) },
    },
    up: highest && highest.difference!.n > 0n ? highest : null,
    down: lowest && lowest.difference!.n < 0n ? lowest : null,
  };
}

function reasonAgainst(own: RoundOfUnit, then: RoundOfUnit): LookBackLine["notComparable"] {
  if (own.scheme.id !== then.scheme.id || own.scheme.version !== then.scheme.version) return "scheme";
  return own.unit.unitType === then.unit.unitType ? null : "unit-type";
}

const levelled = ({ level, raters, scoring }: Released<FormResult>): LevelledForm => ({
  level,
  raters,
  isScored: scoring.rule !== "none",
});

const withheldForm = ({ forms }: RoundOfUnit, form: Released<FormResult>): WithheldScore | null =>
  withheldScore(levelled(form), forms.map(levelled));

/** Why a unit has no total because few answered: in every form fewer than the floor, as in the grade table. */
export const withheldTotal = ({ forms, score }: Pick<RoundOfUnit, "forms" | "score">): WithheldScore | null =>
  score.total === null && forms.every(({ level }) => level === "none") ? "unit" : null;

function compared(title: string, earlier: Ratio | null, now: Ratio | null): Compared {
  const [before, after] = [earlier && printRatio(earlier, 2), now && printRatio(now, 2)];
  const difference = before !== null && after !== null ? sub(parseRatio(after), parseRatio(before)) : null;
  return { title, before, now: after, difference, withheld: { before: null, now: null } };
}

/** Scored items about the unit that were asked both times in the same words, both times in released tables. */
function comparedItems(own: RoundOfUnit, then: RoundOfUnit): readonly Compared[] {
  return own.forms.flatMap((form) => {
    const before = then.forms.find(({ instrument }) => instrument === form.instrument);
    if (form.level !== "tables" || before?.level !== "tables") return [];
    return form.items.flatMap((item) => {
      const old = before.items.find(({ item: id, title }) => id === item.item && title === item.title);
      if (!old || item.leader !== null || item.weight === null) return [];
      const both = compared(item.title, old.score, item.score);
      return both.difference ? [both] : [];
    });
  });
}

const isLess = (a: Ratio, b: Ratio): boolean => sub(a, b).n < 0n;
