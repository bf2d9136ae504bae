/** A round (轮次), its settings, and the states of a poll. */
import type { CategoryId } from "../roster/unit.ts";
import type { PosterFields } from "./poster.ts";

/**
 * void: given up before it was counted. invalid: declared so after it was closed; nothing of it is released any more.
 * destroyed: its closed file was destroyed by rule, after 归档; what it came to stands in volumes that were carried away.
 *
 * @source anonymity.md §2a, §5 R6
 */
export type PollState =
  | "draft"
  /** Given out in a task parcel: held on another installation. */
  | "away"
  | "sealed"
  | "open"
  | "paused"
  | "closing"
  | "sealing"
  | "counted"
  | "closed"
  | "invalid"
  | "destroyed"
  | "void";

/** A poll of which nothing counts, and why. */
export type Withdrawal = Extract<PollState, "invalid" | "void">;

export const withdrawalOf = (state: PollState | null): Withdrawal | null =>
  state === "invalid" || state === "void" ? state : null;

/** The closed file of the poll is there and is never changed, whether its numbers count or not. */
export const hasClosedFile = (state: PollState): boolean => state === "closed" || state === "invalid";

/** Smallest numbers of ballots; frozen with the round. @source anonymity.md §5 */
export interface Thresholds {
  /** Below it no result at all. */
  readonly floor: number;
  /** From it on tables of counts, below it one score a form. */
  readonly table: number;
  /** Smallest block. */
  readonly block: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = { floor: 5, table: 10, block: 10 };

/** Smallest block that an office may choose for forms about the unit, never for cards about named people. */
export const SMALL_BLOCK = 5;

/** Bits of the moduli that sign blindly. */
export type KeyBits = 2048 | 3072;
export const USUAL_BITS: KeyBits = 2048;

/** onsite = 现场便携 (own router, plain http), online = 网上 (https) */
export type SetUp = "onsite" | "online";

/** Most characters of a 公示地点. */
export const LIST_PLACE_CHARACTERS_MAX = 40;

/** One form of the round: which categories fill it, which optional items (选用) it includes. */
export interface FormPlan {
  readonly instrument: string;
  /** Absent: the form of `surveys/`, or else the newest of the office's own. */
  readonly version?: string;
  readonly categories: readonly CategoryId[];
  readonly include: readonly string[];
}

/** Days of the whole round, 2026-09-01, for the paragraph of its report; "" = not typed. */
export interface RoundSpan {
  readonly from: string;
  readonly to: string;
}

export interface Round {
  readonly id: string;
  readonly title: string;
  /** 县委 / 市委, for the paragraph of the round report. */
  readonly authority: string;
  readonly setUp: SetUp;
  /** Fills {{评价时段}}. */
  readonly period: string;
  /** Fills {{反馈日期}}: when the inspection gave its findings to the units; absent or "" when no form asks for it. */
  readonly feedbackDate?: string;
  /** Local date and time as people read it ("2026年11月27日 18:00"); "" when not set. */
  readonly openUntil: string;
  readonly contactPhone: string;
  /** 公示地点: where a round on site hangs up its lists of receipts; absent or "": the unit's own notice board. */
  readonly listPlace?: string;
  /** Absent: posters say nothing but the telephone. */
  readonly poster?: PosterFields;
  readonly thresholds: Thresholds;
  readonly forms: readonly FormPlan[];
  /** Outside categories that answer by an open link instead of tickets. */
  readonly openCategories?: readonly CategoryId[];
  readonly scheme: string;
  /** Forms about the unit are cut into blocks of `SMALL_BLOCK` and more; absent: of `thresholds.block`. */
  readonly smallBlocks?: boolean;
  /** Absent: 2048. */
  readonly keyBits?: KeyBits;
  /** A group confirms its judgement of a unit before it may see the unit's scores; absent: no. */
  readonly judgesFirst?: boolean;
}
