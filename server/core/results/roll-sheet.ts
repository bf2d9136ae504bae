/** 测评票发放回收登记表: counts of paper and tickets, no answers, with its balance. @source domain.md §5.6 */

import type { Source } from "../tally/tally.ts";

/** What the two who sign have counted themselves, per bag. */
export interface BatchTyped {
  readonly batch: string;
  /** 发出 */
  readonly issued: number;
  /** 换发 */
  readonly exchanged: number;
  /** 交回作废 */
  readonly returned: number;
  /** 剩余作废 */
  readonly left: number;
  /** 纸质发出, 纸质收回 */
  readonly paperIssued: number;
  readonly paperReturned: number;
}

export interface RollSheetTyped {
  readonly meeting: string;
  readonly time: string;
  readonly place: string;
  /** 应到, 实到 */
  readonly due: number;
  readonly present: number;
  /** 遗失: tickets of any bag that were lost and replaced; absent: not typed. */
  readonly lost?: number | undefined;
  readonly batches: readonly BatchTyped[];
  /** 说明, when something does not balance. */
  readonly note: string;
}

/** What the system has counted, of a closed poll. */
export interface RollSheetCounted {
  readonly batches: readonly {
    readonly batch: string;
    readonly name: string;
    /** 应参加 */
    readonly eligible: number;
    /** 印制 */
    readonly minted: number;
    /** 已启用 */
    readonly used: number;
  }[];
  readonly forms: readonly {
    readonly shortTitle: string;
    /** 收回, by source; what an open link brought in belongs to no bag. */
    readonly collected: number;
    readonly bySource: SourceCounts;
    /** Bags whose people fill the form. */
    readonly batches: readonly string[];
  }[];
}

type SourceCounts = { readonly [source in Source]?: number };

interface FormCollected {
  readonly shortTitle: string;
  readonly collected: number;
  readonly bySource: SourceCounts;
}

export interface RollSheetLine {
  readonly name: string;
  readonly eligible: number;
  readonly minted: number;
  readonly issued: number;
  readonly exchanged: number;
  readonly returned: number;
  readonly left: number;
  readonly used: number;
  /** 未启用（含遗失） = 发出 − 已启用 − 交回作废 */
  readonly unused: number;
  readonly paperIssued: number;
  readonly paperReturned: number;
}

export type BalanceRule = "printed" | "issued" | "paper" | "form" | "keyed";

/** A rule that does not hold: which, where, and by how many (found − allowed, never 0). */
export interface Imbalance {
  readonly rule: BalanceRule;
  /** Name of the bag or of the form. */
  readonly of: string;
  readonly difference: number;
}

export interface RollSheet {
  readonly lines: readonly RollSheetLine[];
  readonly total: RollSheetLine;
  readonly forms: readonly FormCollected[];
  /** Empty = 平衡. */
  readonly imbalances: readonly Imbalance[];
}

/**
 * Puts typed and counted numbers together and checks the balance of every bag and form:
 * 印制 = 发出 + 剩余作废; 发出 = 已启用 + 交回作废 + 未启用, where 未启用 may not be negative; 纸质收回 ≤ 纸质发出;
 * each form's 收回 ≤ 已启用 + 纸质收回 of the bags that fill it, without what open links brought in, and its keyed
 * sheets ≤ 纸质收回. A bag that was not typed counts as zeros.
 */
export function rollSheet(counted: RollSheetCounted, typed: RollSheetTyped): RollSheet {
  const bags = counted.batches.map((bag) => ({ batch: bag.batch, line: lineOf(bag, typed) }));
  const lines = bags.map(({ line }) => line);
  const forms = counted.forms.map(({ shortTitle, collected, bySource, batches }) => {
    const own = bags.filter(({ batch }) => batches.includes(batch)).map(({ line }) => line);
    const paper = sum(own, "paperReturned");
    return {
      shortTitle,
      collected,
      bySource,
      excess: {
        form: collected - (bySource.open ?? 0) - sum(own, "used") - paper,
        keyed: (bySource.paper ?? 0) - paper,
      },
    };
  });
  return {
    lines,
    total: totalOf(lines),
    forms: forms.map(({ shortTitle, collected, bySource }) => ({ shortTitle, collected, bySource })),
    imbalances: [
      ...lines.flatMap(imbalancesOf),
      ...forms.flatMap(({ shortTitle: of, excess }) =>
        (["form", "keyed"] as const).flatMap((rule): Imbalance[] =>
          excess[rule] > 0 ? [{ rule, of, difference: excess[rule] }] : [],
        ),
      ),
    ],
  };
}

function lineOf(bag: RollSheetCounted["batches"][number], typed: RollSheetTyped): RollSheetLine {
  const { batch, name, eligible, minted, used } = bag;
  const own = typed.batches.find((one) => one.batch === batch) ?? NOTHING;
  const { issued, exchanged, returned, left, paperIssued, paperReturned } = own;
  const unused = issued - used - returned;
  return {
    name,
    eligible,
    minted,
    issued,
    exchanged,
    returned,
    left,
    used,
    unused,
    paperIssued,
    paperReturned,
  };
}

const NOTHING = { issued: 0, exchanged: 0, returned: 0, left: 0, paperIssued: 0, paperReturned: 0 };

type NumberColumn = Exclude<keyof RollSheetLine, "name">;

const sum = (lines: readonly RollSheetLine[], column: NumberColumn): number =>
  lines.reduce((total, line) => total + line[column], 0);

function totalOf(lines: readonly RollSheetLine[]): RollSheetLine {
  return {
    name: "",
    eligible: sum(lines, "eligible"),
    minted: sum(lines, "minted"),
    issued: sum(lines, "issued"),
    exchanged: sum(lines, "exchanged"),
    returned: sum(lines, "returned"),
    left: sum(lines, "left"),
    used: sum(lines, "used"),
    unused: sum(lines, "unused"),
    paperIssued: sum(lines, "paperIssued"),
    paperReturned: sum(lines, "paperReturned"),
  };
}

function imbalancesOf(line: RollSheetLine): Imbalance[] {
  const differences: readonly (readonly [BalanceRule, number])[] = [
    ["printed", line.issued + line.left - line.minted],
    ["issued", Math.max(0, -line.unused)],
    ["paper", Math.max(0, line.paperReturned - line.paperIssued)],
  ];
  return differences
    .filter(([, difference]) => difference !== 0)
    .map(([rule, difference]) => ({ rule, of: line.name, difference }));
}
