/** Work that may take longer than one waits: it goes on when its page is left, and is found again there, under way or done. */
import { type Mutation, useMutationState, useQueryClient } from "@tanstack/react-query";

/** What of docs/operating.md's list of long work is one call that is waited for. */
export const LONG_WORK = [
  "roster",
  "assessments",
  "register",
  "parcel",
  "recount",
  "copy",
  "seal",
  "backup",
] as const;
export type LongWork = (typeof LONG_WORK)[number];

/** @param of the round or unit it is about, where there may be several at a time */
export const longWorkKey = (work: LongWork, ...of: readonly string[]): readonly string[] => [
  "long-work",
  work,
  ...of,
];

export interface LongWorkState<Got> {
  readonly isPending: boolean;
  /** What was refused, when it failed. */
  readonly error: unknown;
  readonly got: Got | null;
  /** Forgets how it ended, if it has. */
  readonly forget: () => void;
}

/** How the last work of this key stands; `Got` is what its call answers. */
export function useLongWork<Got = unknown>(work: LongWork, ...of: readonly string[]): LongWorkState<Got> {
  const cache = useQueryClient().getMutationCache();
  const filters = { mutationKey: longWorkKey(work, ...of), exact: true };
  const last = useMutationState({ filters, select: standingOf }).at(-1);
  return {
    isPending: last?.status === "pending",
    error: last?.error ?? null,
    got: last?.status === "success" ? (last.data as Got) : null,
    forget: () => {
      for (const one of cache.findAll(filters)) if (one.state.status !== "pending") cache.remove(one);
    },
  };
}

const standingOf = ({ state: { status, error, data } }: Mutation) => ({ status, error, data });
