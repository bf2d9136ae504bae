/** The console's one way to the server: typed calls of `/api/office`; a refusal arrives as a `Refusal`. */
import type { ProblemCode, ProblemFacts } from "../../server/core/problem.ts";
import type {
  DefinitionsAnswer,
  EnrolmentAnswer,
  PollStateAnswer,
  ReadinessAnswer,
  RosterAnswer,
  RosterPreviewAnswer,
  RoundAnswer,
  RoundLine,
  RoundSettings,
  SessionAnswer,
  TwoPeople,
} from "../../server/http/office/answers.ts";
import type {
  GradeTableAnswer,
  ResultsAnswer,
  TextsAnswer,
} from "../../server/http/office/answers-results.ts";

/** `unreachable` = no answer came; `unexpected` = the server's own fault, without detail. */
export type RefusalCode = ProblemCode | "unreachable" | "unexpected";

/** What the server refused, with the facts of that code. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly facts: unknown;

  constructor(code: RefusalCode, facts: unknown) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.facts = facts;
  }
}

/** The facts of a refusal when it carries this code, otherwise null. */
export function factsOf<C extends ProblemCode>(error: unknown, code: C): ProblemFacts[C] | null {
  return error instanceof Refusal && error.code === code ? (error.facts as ProblemFacts[C]) : null;
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** byTimer: the page asks by itself, so that nobody's session lives longer for it. */
export interface Reading {
  readonly byTimer?: boolean;
}

export interface Sending extends Reading {
  /** Ends the request; what is being read then fails with the browser's AbortError. */
  readonly signal?: AbortSignal;
}

export async function send(
  method: Method,
  path: string,
  body?: unknown,
  { byTimer = false, signal }: Sending = {},
): Promise<Response> {
  const sent = bodyOf(method, body);
  const init: RequestInit = {
    method,
    credentials: "same-origin",
    cache: "no-store",
    ...sent,
    headers: { ...sent.headers, ...(byTimer && { "X-Plumbline-By-Timer": "1" }) },
    signal: signal ?? null,
  };
  let response: Response;
  try {
    response = await fetch(`/api/office${path}`, init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refusal("unreachable", {});
  }
  if (response.ok) return response;
  throw await readRefusal(response);
}

/** A file goes as it is, its name percent-encoded beside it, because header values are ASCII. */
function bodyOf(
  method: Method,
  body: unknown,
): { readonly headers?: Record<string, string>; readonly body?: BodyInit } {
  if (method === "GET") return {};
  if (body instanceof File) {
    return {
      headers: { "Content-Type": fileType(body), "X-File-Name": encodeURIComponent(body.name) },
      body,
    };
  }
  return { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) };
}

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What a browser says about CSV differs from machine to machine, so the name decides. */
function fileType({ name }: File): string {
  if (/\.zip$/i.test(name)) return "application/zip";
  return /\.xlsx$/i.test(name) ? XLSX : "text/csv";
}

async function readRefusal(response: Response): Promise<Refusal> {
  try {
    const body: unknown = await response.json();
    if (typeof body === "object" && body !== null && "code" in body && typeof body.code === "string") {
      return new Refusal(body.code as RefusalCode, "facts" in body ? body.facts : {});
    }
  } catch {
    // An answer that is not JSON comes from something between us and the server, or from its own fault.
  }
  return new Refusal("unexpected", {});
}

export const read = async <T>(path: string, reading: Reading = {}): Promise<T> =>
  (await send("GET", path, undefined, reading)).json() as Promise<T>;
export const act = async <T>(method: Method, path: string, body?: unknown): Promise<T> =>
  (await send(method, path, body)).json() as Promise<T>;
export const at = encodeURIComponent;

/** What a new round takes over from an earlier one. */
export interface RoundCopy {
  readonly title: string;
  readonly openUntil: string;
  readonly take: "settings" | "units" | "roster";
}

export const api = {
  session: (reading?: Reading) => read<SessionAnswer>("/session", reading),
  /** @param code left out until it is asked for */
  signIn: (name: string, password: string, code?: string) =>
    act<SessionAnswer>("POST", "/session", { name, password, code }),
  beginEnrolment: () => act<EnrolmentAnswer>("POST", "/second-factor"),
  confirmEnrolment: async (code: string) => void (await send("PUT", "/second-factor", { code })),
  signOut: async () => void (await send("DELETE", "/session")),
  changePassword: async (old: string, next: string) => void (await send("PUT", "/password", { old, next })),
  definitions: () => read<DefinitionsAnswer>("/definitions"),
  rounds: () => read<readonly RoundLine[]>("/rounds"),
  round: (round: string, reading?: Reading) => read<RoundAnswer>(`/rounds/${at(round)}`, reading),
  readiness: (round: string) => read<ReadinessAnswer>(`/rounds/${at(round)}/readiness`),
  saveRound: (settings: RoundSettings) => act<RoundAnswer>("POST", "/rounds", settings),
  importRoster: (round: string, file: File) => act<RosterAnswer>("POST", `/rounds/${at(round)}/roster`, file),
  previewRoster: (round: string, file: File) =>
    act<RosterPreviewAnswer>("POST", `/rounds/${at(round)}/roster/preview`, file),
  copyRound: (round: string, copy: RoundCopy) =>
    act<RoundAnswer>("POST", `/rounds/${at(round)}/copies`, copy),
  seal: (round: string, people: TwoPeople) => act<RoundAnswer>("POST", `/rounds/${at(round)}/seal`, people),
  tickets: (poll: string, batch: string, spare: number, signal?: AbortSignal) =>
    send("POST", `/polls/${at(poll)}/tickets`, { batch, spare }, signal && { signal }),
  reprint: (poll: string, batch: string, spare: number, people: TwoPeople, signal?: AbortSignal) =>
    send("POST", `/polls/${at(poll)}/reprint`, { batch, spare, ...people }, signal && { signal }),
  open: (poll: string, people: TwoPeople | null) =>
    act<PollStateAnswer>("POST", `/polls/${at(poll)}/open`, people ?? {}),
  pause: (poll: string) => act<PollStateAnswer>("POST", `/polls/${at(poll)}/pause`),
  resume: (poll: string) => act<PollStateAnswer>("POST", `/polls/${at(poll)}/resume`),
  closePoll: (poll: string, waits: boolean, people: TwoPeople) =>
    act<PollStateAnswer>("POST", `/polls/${at(poll)}/close`, { ...people, waits }),
  results: (poll: string) => read<ResultsAnswer>(`/polls/${at(poll)}/results`),
  texts: (poll: string) => read<readonly TextsAnswer[]>(`/polls/${at(poll)}/texts`),
  grades: (round: string) => read<GradeTableAnswer>(`/rounds/${at(round)}/grades`),
};

export const rosterTemplateAddress = "/api/office/roster-template.xlsx";
export const gradesWorkbookAddress = (round: string): string =>
  `/api/office/rounds/${at(round)}/documents/grade-table.xlsx`;
