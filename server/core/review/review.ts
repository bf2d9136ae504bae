/**
 * How a unit's grade comes about: judged, proposed by the group, reviewed by the office, approved by the leading group,
 * frozen. The history is append-only; the state is what the history says.
 *
 * @source domain.md §2.7; docs/review.md
 */
import type { DifferenceCode } from "../results/difference.ts";
import type { Grade } from "../scoring/scheme.ts";

/**
 * entry = judgement and facts are being entered · judged = the group has confirmed its 研判 (rounds that ask for it
 * before the scores) · proposed = 建议等次 · reviewed = 巡察办审核 · approved = 审定等次 · frozen
 */
export type ReviewState = "entry" | "judged" | "proposed" | "reviewed" | "approved" | "frozen";

export interface ReviewPerson {
  readonly account: string;
  readonly name: string;
}

/** What does not fit in a closed file, without the numbers: those may be counts that no release shows. */
export interface RecountFinding {
  readonly code: DifferenceCode;
  /** Absent for what is not about one form. */
  readonly instrument?: string;
}

/** What a recount of one closed file found. */
export interface RecountResult {
  /**
   * SHA-256 of the closed file as it was found; null when it cannot be counted. Never one of the counts: there are so
   * few of them that they could be tried out.
   */
  readonly fileDigest: string | null;
  /** Printed scores before and now, per form and in all; null = none. */
  readonly values: readonly {
    readonly title: string;
    readonly before: string | null;
    readonly now: string | null;
  }[];
  readonly ballots: number;
  /** Whether every number came out the same and nothing was found in the file. */
  readonly isSame: boolean;
  /** Each once. */
  readonly findings: readonly RecountFinding[];
}

/** What was done, with what it rests on. */
export type ReviewAct =
  | { readonly kind: "judged" }
  | {
      readonly kind: "cap-decided";
      readonly cap: string;
      readonly title: string;
      readonly evidence: string;
      readonly confirmed: boolean;
      readonly reason: string;
    }
  | {
      readonly kind: "proposed";
      /** 测算等次 and total at that moment; null when nothing could be computed. */
      readonly computed: Grade | null;
      readonly printed: string | null;
      readonly grade: Grade;
      /** Needed when it is not the computed grade. */
      readonly reason: string;
    }
  | { readonly kind: "reviewed"; readonly opinion: string }
  | { readonly kind: "returned"; readonly reason: string }
  | {
      readonly kind: "approved";
      readonly grade: Grade;
      /** Day of the leading group's meeting, YYYY-MM-DD. */
      readonly meeting: string;
      /** Needed when it is not the proposed grade. */
      readonly reason: string;
    }
  | { readonly kind: "frozen" }
  | { readonly kind: "reopened"; readonly from: ReviewState; readonly reason: string }
  | ({ readonly kind: "recounted" } & RecountResult);

export type ReviewKind = ReviewAct["kind"];
export type ReviewOf<K extends ReviewKind> = Extract<ReviewAct, { readonly kind: K }>;

/** One line of the history of a unit, from 1 without a gap. */
export interface ReviewEntry {
  readonly sequence: number;
  readonly atUtc: string;
  readonly by: ReviewPerson;
  /** The other person of an act of two. */
  readonly second: ReviewPerson | null;
  /** The installation where it was taken, when it came back in a 封存包; absent: here. */
  readonly origin?: { readonly fingerprint: string; readonly name: string };
  readonly act: ReviewAct;
}

type Line<K extends ReviewKind> = Omit<ReviewEntry, "act"> & { readonly act: ReviewOf<K> };

/** Where a unit stands: the state and the acts that still hold. */
export interface ReviewStanding {
  readonly state: ReviewState;
  readonly judged: Line<"judged"> | null;
  readonly proposed: Line<"proposed"> | null;
  readonly reviewed: Line<"reviewed"> | null;
  readonly approved: Line<"approved"> | null;
  readonly frozen: Line<"frozen"> | null;
}

export const NOTHING_REVIEWED: ReviewStanding = {
  state: "entry",
  judged: null,
  proposed: null,
  reviewed: null,
  approved: null,
  frozen: null,
};

/** Folds a history. Reopening a proposal goes back to where it was made; reopening the judgement to the entry. */
export function standingOf(entries: readonly ReviewEntry[]): ReviewStanding {
  return entries.reduce<ReviewStanding>(after, NOTHING_REVIEWED);
}

function after(standing: ReviewStanding, entry: ReviewEntry): ReviewStanding {
  const { act } = entry;
  switch (act.kind) {
    case "judged":
      return { ...standing, state: "judged", judged: { ...entry, act } };
    case "proposed":
      return { ...standing, state: "proposed", proposed: { ...entry, act } };
    case "reviewed":
      return { ...standing, state: "reviewed", reviewed: { ...entry, act } };
    case "approved":
      return { ...standing, state: "approved", approved: { ...entry, act } };
    case "frozen":
      return { ...standing, state: "frozen", frozen: { ...entry, act } };
    case "returned":
      return beforeProposal(standing);
    case "reopened":
      return standing.state === "judged" ? NOTHING_REVIEWED : beforeProposal(standing);
    case "cap-decided":
    case "recounted":
      return standing;
  }
}

const beforeProposal = ({ judged }: ReviewStanding): ReviewStanding => ({
  ...NOTHING_REVIEWED,
  judged,
  state: judged ? "judged" : "entry",
});

/** Grades that stand now. */
export const proposedGrade = ({ proposed }: ReviewStanding): Grade | null => proposed?.act.grade ?? null;
export const approvedGrade = ({ approved }: ReviewStanding): Grade | null => approved?.act.grade ?? null;

/** What people decided, without who and when: that part of the history which the sheet of the round binds. */
export const decisionsOf = (entries: readonly Pick<ReviewEntry, "act">[]): readonly ReviewAct[] =>
  entries.flatMap(({ act }) => (act.kind === "recounted" ? [] : [act]));
