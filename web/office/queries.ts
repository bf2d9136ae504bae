/** What the console reads, by key. After every act the round's answers are read again. */
import {
  MutationCache,
  notifyManager,
  QueryCache,
  QueryClient,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type {
  Query,
  QueryObserverLoadingErrorResult,
  QueryObserverRefetchErrorResult,
  UseQueryResult,
} from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import type { PollState } from "../../server/core/round/round.ts";
import type {
  DefinitionsAnswer,
  ReadinessAnswer,
  RoundAnswer,
  RoundLine,
  SessionAnswer,
} from "../../server/http/office/answers.ts";
import type {
  GradeTableAnswer,
  ResultsAnswer,
  TextsAnswer,
} from "../../server/http/office/answers-results.ts";
import type { ComparisonAnswer, LookBackAnswer } from "../../server/http/office/answers-comparison.ts";
import { Refusal, api, at, read } from "./api.ts";
import { withoutLoneMeans } from "./compare/lone-means.ts";
import { holdWhileLong } from "./making/use-long-work.ts";
import { keepTyping } from "./session/kept-typing.ts";

/** While polls are open, turnout changes; once a minute is what `ui.md` promises. */
const TURNOUT_INTERVAL_MS = 60_000;
/** Closing goes on by itself for seconds or minutes; somebody is watching it. */
const CLOSING_INTERVAL_MS = 3_000;
const CLOSING: readonly PollState[] = ["closing", "sealing", "counted"];

export function createQueries(): QueryClient {
  // A session ends by itself after a while; whatever call finds out first brings the sign-in page back.
  const onError = (error: Error): void => sessionEnded(client, error);
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // A refusal stays a refusal; only a lost connection is worth another try.
        retry: (failures, error) => failures < 2 && isUnreachable(error),
        staleTime: 5_000,
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  holdWhileLong(client.getMutationCache());
  return client;
}

/** No answer came at all; what was read before is as good as it was. */
const isUnreachable = (error: unknown): boolean => error instanceof Refusal && error.code === "unreachable";

/** Either no answer came or the server had a fault: what was read before, and typed since, is as good as it was. */
export const isPassing = (error: unknown): boolean =>
  isUnreachable(error) || !(error instanceof Refusal) || error.code === "unexpected";

type Failed<T> = QueryObserverLoadingErrorResult<T> | QueryObserverRefetchErrorResult<T>;

/**
 * Whether a page has nothing to show: it was never read, or reading it again was refused. A reading that merely failed
 * leaves the page, and whatever is being typed on it, as it was.
 */
export const isLost = <T>(read: UseQueryResult<T>): read is Failed<T> =>
  read.isLoadingError || (read.isRefetchError && !isPassing(read.error));

const isStale = ({ state: { status, data, error } }: Query): boolean =>
  status === "error" && data !== undefined && isPassing(error);

/**
 * What stands on the page from before because it could not be read again.
 *
 * @returns null while all of it is as it was last asked for; else what asks again
 */
export function useStale(): (() => void) | null {
  const client = useQueryClient();
  const cache = client.getQueryCache();
  const hasStale = (): boolean => cache.findAll({ type: "active", predicate: isStale }).length > 0;
  const isAny = useSyncExternalStore(
    (changed) => cache.subscribe(notifyManager.batchCalls(changed)),
    hasStale,
  );
  return isAny ? () => void client.refetchQueries({ type: "active", predicate: isStale }) : null;
}

export const sessionKey = ["session"] as const;

/** Shows the sign-in page and drops everything that was read for the person before. */
export function forgetSession(client: QueryClient): void {
  // The page watches the session's own entry, so that one is emptied and never removed.
  client.setQueryData(sessionKey, null);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
  const works = client.getMutationCache();
  for (const one of works.getAll()) if (one.state.status !== "pending") works.remove(one);
}

/** Whatever call finds out that the session is over brings the sign-in page; what was half typed stays. */
export function sessionEnded(client: QueryClient, error: unknown): void {
  if (!(error instanceof Refusal) || error.code !== "account.signed-out") return;
  const session = client.getQueryData<SessionAnswer | null>(sessionKey);
  if (session) keepTyping(session.name);
  forgetSession(client);
}

/** null = nobody is signed in. */
export function useSession(): UseQueryResult<SessionAnswer | null> {
  return useQuery({
    queryKey: sessionKey,
    queryFn: async () => {
      try {
        return await api.session();
      } catch (error) {
        if (error instanceof Refusal && error.code === "account.signed-out") return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export const useDefinitions = (): UseQueryResult<DefinitionsAnswer> =>
  useQuery({ queryKey: ["definitions"], queryFn: api.definitions });

export const useRounds = (): UseQueryResult<readonly RoundLine[]> =>
  useQuery({ queryKey: ["rounds"], queryFn: api.rounds });

export function useRound(round: string): UseQueryResult<RoundAnswer> {
  const client = useQueryClient();
  const query = useQuery({ queryKey: ["round", round], queryFn: () => api.round(round) });
  const interval = intervalOf(query.data?.units.map((unit) => unit.state) ?? []);
  useEffect(() => {
    if (interval === null) return;
    const look = (): void => {
      if (document.visibilityState !== "visible") return;
      const updates = (): number | undefined => client.getQueryState(["round", round])?.dataUpdateCount;
      const before = updates();
      api.round(round, { byTimer: true }).then(
        // What was read after an act meanwhile is newer than this look.
        (answer) => updates() === before && client.setQueryData(["round", round], answer),
        (error: unknown) => {
          sessionEnded(client, error);
          if (!isPassing(error) || updates() !== before) return;
          const found = client.getQueryCache().find({ queryKey: ["round", round] });
          found?.setState({ status: "error", error: error as Error });
        },
      );
    };
    const timer = setInterval(look, interval);
    return () => clearInterval(timer);
  }, [client, round, interval]);
  return query;
}

function intervalOf(states: readonly (PollState | null)[]): number | null {
  if (states.some((state) => state !== null && CLOSING.includes(state))) return CLOSING_INTERVAL_MS;
  return states.includes("open") ? TURNOUT_INTERVAL_MS : null;
}

/** What a round still needs, as the server sees it. */
export const useReadiness = (round: string): UseQueryResult<ReadinessAnswer> =>
  useQuery({ queryKey: ["readiness", round], queryFn: () => api.readiness(round) });

export const useResults = (poll: string | null): UseQueryResult<ResultsAnswer> =>
  useQuery({ queryKey: ["results", poll], queryFn: () => api.results(poll ?? ""), enabled: poll !== null });

/** Units of a round × dimensions, with the means that this account may see, of two units and more. */
export const useComparison = (round: string): UseQueryResult<ComparisonAnswer> =>
  useQuery({
    queryKey: ["comparison", round],
    queryFn: () => read<ComparisonAnswer>(`/rounds/${at(round)}/comparison`),
    select: withoutLoneMeans,
  });

/** The earlier rounds of a unit, as far as this account may see them. */
export const useLookBack = (round: string, unit: string): UseQueryResult<LookBackAnswer> =>
  useQuery({
    queryKey: ["look-back", round, unit],
    queryFn: () => read<LookBackAnswer>(`/rounds/${at(round)}/units/${at(unit)}/look-back`),
  });

/** Texts of a closed poll, which never change, so that a look at them is one line in the record; null asks nothing. */
export const useTexts = (poll: string | null): UseQueryResult<readonly TextsAnswer[]> =>
  useQuery({
    queryKey: ["texts", poll],
    queryFn: () => api.texts(poll ?? ""),
    enabled: poll !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useGrades = (round: string): UseQueryResult<GradeTableAnswer> =>
  useQuery({ queryKey: ["grades", round], queryFn: () => api.grades(round) });

/** Call after an act: whatever hangs on a round is read again. */
export function useReadAgain(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(
      [
        "rounds",
        "round",
        "readiness",
        "results",
        "grades",
        "assessment",
        "register",
        "coverage",
        "installations",
        "parcels",
        "templates",
        "county-results",
        "results-made",
        "roll-sheet",
      ].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
  };
}
