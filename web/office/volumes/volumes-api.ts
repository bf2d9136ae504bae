/** 归档包, how long a round is kept, and its 销毁. */
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { VolumesAnswer } from "../../../server/http/office/answers-volumes.ts";
import type { TwoPeople } from "../../../server/http/office/answers.ts";
import { act, at, read, send } from "../api.ts";

const base = (round: string): string => `/rounds/${at(round)}`;

export const volumesApi = {
  make: (round: string, people: TwoPeople) => act<VolumesAnswer>("POST", `${base(round)}/volumes`, people),
  stop: async (round: string) => void (await send("POST", `${base(round)}/volumes/stop`)),
  keep: (round: string, days: number) => act<VolumesAnswer>("PUT", `${base(round)}/keeping`, { days }),
  destroy: (round: string, reason: string, people: TwoPeople) =>
    act<VolumesAnswer>("POST", `${base(round)}/destroy`, { reason, ...people }),
};

export const destructionAddress = (round: string, format: string): string =>
  `/api/office${base(round)}/destruction/destruction-record.${format}`;

export const volumesKey = (round: string): readonly string[] => ["volumes", round];

const WATCHED_MS = 1_000;

/** Looked at again every second while one is being made. */
export const useVolumes = (round: string): UseQueryResult<VolumesAnswer> =>
  useQuery({
    queryKey: volumesKey(round),
    queryFn: () => read<VolumesAnswer>(`${base(round)}/volumes`),
    refetchInterval: (query) => (query.state.data?.running ? WATCHED_MS : false),
  });
