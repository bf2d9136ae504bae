/** How the phone talks to its server: what may be sent, sealed or not, and what an answer means. */
import { Problem, type ProblemCode, type ProblemFacts } from "../problem.ts";
import { fromBase64Url, toBase64Url, utf8Bytes } from "./bytes.ts";
import { paddedJson } from "./padding.ts";
import { ephemeralOf, openReply, sealTo } from "./transport.ts";

export interface PhoneRequest {
  readonly method: "GET" | "POST";
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** What `fetch` looks like from here; rejects when the network fails. */
export type FetchLike = (
  path: string,
  request: PhoneRequest,
) => Promise<{ readonly status: number; text(): Promise<string> }>;

export interface PhonePort {
  readonly fetch: FetchLike;
  /** Whether entitlement and ballots are encrypted to the poll's key: true on plain http. */
  readonly seals: boolean;
  readonly random: (bytes: number) => Uint8Array;
}

const JSON_TYPE = { "content-type": "application/json" };

export const getJson = (port: PhonePort, path: string): Promise<unknown> =>
  answerOf(port, path, { method: "GET", headers: {} });

/**
 * Requests that show an entitlement or a ballot: padded to 16 KiB, and on plain http sealed to the transport key.
 *
 * @param transportPublic X25519, 32 raw bytes, already named by the fingerprint
 * @param retry random, base64url: the same body is then the same bytes on the way each time; null: it never is
 */
export function postSecret(
  port: PhonePort,
  path: string,
  body: object,
  transportPublic: string,
  retry: string | null = null,
): Promise<unknown> {
  const padded = paddedJson(body);
  return answerOf(port, path, {
    method: "POST",
    headers: JSON_TYPE,
    body: port.seals ? sealedJson(port, path, padded, transportPublic, retry) : padded,
  });
}

/**
 * A question of yes or no. On plain http the answer comes sealed to a secret of this one question, so that who has heard it and
 * asks it again learns nothing.
 *
 * @param name of the answer where it comes open
 * @throws Problem as `answerOf`; network.no-answer when the answer does not open
 */
export async function askSecret(
  port: PhonePort,
  path: string,
  body: object,
  { transportPublic, name }: { readonly transportPublic: string; readonly name: string },
): Promise<boolean> {
  if (!port.seals) {
    const answer = await postSecret(port, path, body, transportPublic);
    return (answer as Record<string, unknown>)[name] === true;
  }
  const secret = port.random(32);
  const answer = await postSecret(port, path, { ...body, reply: toBase64Url(secret) }, transportPublic);
  try {
    return openReply(secret, path, fromBase64Url((answer as { sealed: string }).sealed));
  } catch {
    throw new Problem("network.no-answer", { status: null });
  }
}

function sealedJson(
  port: PhonePort,
  path: string,
  json: string,
  transportPublic: string,
  retry: string | null,
): string {
  const bytes = utf8Bytes(json);
  const secret = retry === null ? port.random(32) : ephemeralOf(fromBase64Url(retry), bytes);
  const { key, epk, box } = sealTo(fromBase64Url(transportPublic), path, bytes, secret);
  return JSON.stringify({ sealed: { key: toBase64Url(key), epk: toBase64Url(epk), box: toBase64Url(box) } });
}

/** Sends one question. @throws Problem the server's own refusal, or network.no-answer */
export async function answerOf(port: PhonePort, path: string, request: PhoneRequest): Promise<unknown> {
  let status: number | null = null;
  let answer: unknown;
  try {
    const response = await port.fetch(path, request);
    status = response.status;
    answer = JSON.parse(await response.text());
  } catch {
    throw new Problem("network.no-answer", { status });
  }
  if (status >= 200 && status < 300) return answer;
  const { code, facts } = (answer ?? {}) as { code?: unknown; facts?: unknown };
  // A fault of the server has no name that a person could act on.
  if (typeof code !== "string" || code === "fault") throw new Problem("network.no-answer", { status });
  throw new Problem(code as ProblemCode, (facts ?? {}) as ProblemFacts[ProblemCode]);
}
