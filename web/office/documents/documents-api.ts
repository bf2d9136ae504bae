import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { DocumentsAnswer, ExportAnswer } from "../../../server/http/office/answers-documents.ts";
import type { RoundAnswer } from "../../../server/http/office/answers.ts";
import { act, at, read, send } from "../api.ts";

type Format = DocumentsAnswer["documents"][number]["formats"][number];

export const documentsApi = {
  documents: (round: string) => read<DocumentsAnswer>(`/rounds/${at(round)}/documents`),
  saveSpan: (round: string, span: RoundAnswer["span"]) =>
    act<RoundAnswer>("PUT", `/rounds/${at(round)}/span`, span),
  exports: (round: string) => read<readonly ExportAnswer[]>(`/rounds/${at(round)}/exports`),
  startExport: (round: string) => act<ExportAnswer>("POST", `/rounds/${at(round)}/exports`),
  removeExport: async (round: string, id: string) =>
    void (await send("DELETE", `/rounds/${at(round)}/exports/${at(id)}`)),
  meetingPack: (poll: string, spare: number, signal: AbortSignal) =>
    send("POST", `/polls/${at(poll)}/meeting/pack`, { spare }, { signal }),
};

const BASE = "/api/office";

export const fileAddresses = {
  ofRound: (round: string, key: string, format: Format) =>
    `${BASE}/rounds/${at(round)}/documents/${at(key)}.${format}`,
  ofPoll: (poll: string, key: string, format: Format) =>
    `${BASE}/polls/${at(poll)}/documents/${at(key)}.${format}`,
  unitPack: (poll: string) => `${BASE}/polls/${at(poll)}/documents.zip`,
  meeting: (poll: string, key: string) => `${BASE}/polls/${at(poll)}/meeting/${at(key)}.pdf`,
  poster: (poll: string, size: "A3" | "A4") => `${BASE}/polls/${at(poll)}/meeting/poster/${size}`,
  export: (round: string, id: string) => `${BASE}/rounds/${at(round)}/exports/${at(id)}`,
};

export const useDocuments = (round: string): UseQueryResult<DocumentsAnswer> =>
  useQuery({ queryKey: ["documents", round], queryFn: () => documentsApi.documents(round) });

const WATCHED_MS = 1_000;

/** Looked at again every second while one is being made. */
export const useExports = (round: string, isOffice: boolean): UseQueryResult<readonly ExportAnswer[]> =>
  useQuery({
    queryKey: ["exports", round],
    queryFn: () => documentsApi.exports(round),
    enabled: isOffice,
    refetchInterval: (query) =>
      query.state.data?.some(({ state }) => state === "running") ? WATCHED_MS : false,
  });
