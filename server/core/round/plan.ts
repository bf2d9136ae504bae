/** The plan of one poll: blocks per form, batches of tickets, open links; decided by numbers only, before printing. */
import type { CategoryId } from "../roster/unit.ts";

/** 计票组 before opening: categories joined by eligible numbers. `id` is its categories joined by "+". */
export interface PlannedBlock {
  readonly id: string;
  readonly categories: readonly CategoryId[];
  readonly name: string;
  /** Exact ratio text: Σ weights of its categories with eligible > 0. */
  readonly weight: string;
  readonly eligible: number;
  readonly isOutside: boolean;
  /** Filled by an open link: its weight is 0. */
  readonly isOpen?: true;
}

export interface PlannedForm {
  readonly instrument: string;
  readonly digest: string;
  readonly blocks: readonly PlannedBlock[];
  /** Smallest block of this form; absent: the round's. */
  readonly blockMin?: number;
}

/** 票袋: categories that fill the same forms in the same blocks. */
export interface PlannedBatch {
  readonly id: string;
  readonly categories: readonly CategoryId[];
  readonly name: string;
  readonly eligible: number;
  /** instrument → block id; an instrument that is absent is not filled by this batch. */
  readonly blocks: { readonly [instrument: string]: string };
}

/** 开放二维码: outside categories that fill the same forms without tickets. */
export type PlannedLink = Omit<PlannedBatch, "eligible">;

export interface PollPlan {
  readonly forms: readonly PlannedForm[];
  readonly batches: readonly PlannedBatch[];
  /** Absent when every category has tickets. */
  readonly links?: readonly PlannedLink[];
}
