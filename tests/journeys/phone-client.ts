/** A phone under the test's control: it can send anything, well formed or not, and says what came back. */
import { randomBytes } from "node:crypto";
import { fromBase64Url, toBase64Url } from "../../server/core/ticket/bytes.ts";
import { prepareCredential } from "../../server/core/ticket/credential.ts";
import { blindingSeedOf, entitlementOf } from "../../server/core/ticket/derive.ts";
import type { PhonePort } from "../../server/core/ticket/phone-port.ts";
import { type Credential, enter, type Entry, loadForm, redeem } from "../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import { seeded, simulatedAnswers } from "../../server/cli/demo/simulated-answers.ts";
import type { FrozenForm } from "../../server/core/definition/frozen.ts";

export interface Reply {
  readonly status: number;
  /** Code of a refusal, "" of an answer. */
  readonly code: string;
  // Tests read answers of many shapes; each asserts what it uses.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

export async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  const body: unknown = text === "" ? null : JSON.parse(text);
  const code = (body as { code?: unknown } | null)?.code;
  return { status: response.status, code: typeof code === "string" ? code : "", body };
}

/** Sends bytes or text exactly as given. */
export async function postRaw(
  address: string,
  path: string,
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
  headers: Record<string, string> = { "content-type": "application/json" },
): Promise<Reply> {
  const isStream = body instanceof ReadableStream;
  return replyOf(
    await fetch(`${address}${path}`, {
      method: "POST",
      headers,
      body,
      ...(isStream && { duplex: "half" }),
    } as RequestInit),
  );
}

export const post = (address: string, path: string, body: unknown): Promise<Reply> =>
  postRaw(address, path, JSON.stringify(body));

/** A phone that does not seal, so that a test can look into what it sends. */
export const openPort = (address: string): PhonePort => ({
  fetch: (path, request) => fetch(`${address}${path}`, request),
  seals: false,
  random: (bytes) => new Uint8Array(randomBytes(bytes)),
});

export interface RedeemBody {
  readonly a: string;
  readonly blinded: Record<string, string>;
}

/** What the phone with this ticket sends to `/api/redeem`. */
export function redeemBody(entry: Entry): RedeemBody {
  const seed = blindingSeedOf(entry.code);
  const blinded: Record<string, string> = {};
  for (const form of entry.forms)
    blinded[form.instrument] = toBase64Url(prepareCredential(seed, fromBase64Url(form.spki)).blinded);
  return { a: toBase64Url(entitlementOf(entry.code)), blinded };
}

/** A person who has entered and redeemed, with the forms in hand. */
export interface Person {
  readonly entry: Entry;
  readonly credentials: readonly Credential[];
  readonly forms: readonly FrozenForm[];
}

export async function redeemed(address: string, url: string): Promise<Person> {
  const port = openPort(address);
  const entry = await enter(port, parseTicket(url));
  const credentials = await redeem(port, entry);
  const forms = await Promise.all(entry.forms.map((form) => loadForm(port, form.digest)));
  return { entry, credentials, forms };
}

export type Answers = Record<string, unknown>;

/** A ballot as the phone sends it, valid unless `change` says otherwise. */
export function ballotOf(person: Person, i: number, change: Record<string, unknown> = {}): Answers {
  const { poll, instrument, block, message, signature } = person.credentials[i]!;
  return {
    poll,
    instrument,
    block,
    message,
    signature,
    digest: person.entry.forms[i]!.digest,
    retry: toBase64Url(randomBytes(16)),
    answers: simulatedAnswers(person.forms[i]!, 0.9, seeded(7)),
    ...change,
  };
}
