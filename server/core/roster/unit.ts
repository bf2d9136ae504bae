/** Units (被巡察单位), their leaders (班子成员) and their categories (票种). Never names of staff. */

export type CategoryId = string; // "A" | "B" | "C" | "D" in the shipped rounds

export interface Leader {
  readonly name: string;
  readonly post: string;
  /** 任现职时间 as written, normalised to YYYY-MM where it is a date; "" when unknown. */
  readonly since: string;
  readonly isPrincipal: boolean;
}

export interface Category {
  readonly id: CategoryId;
  /** In words, as the phone and the ticket print it. */
  readonly name: string;
  /** Exact decimal, in percent. */
  readonly weight: string;
  /** 应参加人数. */
  readonly eligible: number;
  /** Outside raters (D): counted apart from the unit's own people. */
  readonly isOutside: boolean;
}

export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  /** Names it had before, and units that were merged into it; absent when the roster names none. */
  readonly predecessors?: readonly string[];
  /** Units of fewer than five people that are asked and counted with this one; absent when there are none. */
  readonly joined?: readonly string[];
  readonly unitType: string;
  readonly group: string;
  /** 在册数; null when the roster does not say. */
  readonly onRoll: number | null;
  readonly categories: readonly Category[];
  /** In 班子排序. */
  readonly leaders: readonly Leader[];
  /** 应参加口径, a sentence; "" when not given. */
  readonly eligibleBasis: string;
}
