/** Work that may take longer than one waits: it goes on when its page is left, and is found again there, under way or done. */
import { type Mutation, type MutationCache, useMutationState, useQueryClient } from "@tanstack/react-query";
import { holdPage, letPageGo } from "../way/hold-page.ts";

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
  "task",
  "sealed",
  "missing",
  "result",
  "template",
  "destroy",
  "close",
] as const;
export type LongWork = (typeof LONG_WORK)[number];

const LONG = "long-work";

/** @param of the round or unit it is about, where there may be several at a time */
export const longWorkKey = (work: LongWork, ...of: readonly string[]): readonly string[] => [
  LONG,
  work,
  ...of,
];

/** While any of it goes on, the browser asks before its page is closed or read anew: what comes of it would not be seen. */
export function holdWhileLong(cache: MutationCache): void {
  const look = (): void => {
    const isOn = cache.findAll({ mutationKey: [LONG], status: "pending" }).length > 0;
    if (isOn) holdPage(cache);
    else letPageGo(cache);
  };
  cache.subscribe(look);
}

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

/** The works of one kind that go on or have ended here, where there may be several at a time: what the last part of each key names. */
export function useLongWorks(
  work: LongWork,
  ...of: readonly string[]
): readonly { readonly about: string; readonly isPending: boolean }[] {
  const works = useMutationState({
    filters: { mutationKey: longWorkKey(work, ...of) },
    select: ({ options, state }) => ({
      about: String(options.mutationKey?.at(-1)),
      isPending: state.status === "pending",
    }),
  });
  // A second try of the same stands after the first.
  return [...new Map(works.map((one) => [one.about, one])).values()];
}

const standingOf = ({ state: { status, error, data } }: Mutation) => ({ status, error, data });
