/**
 * The whole way of a respondent, from code to receipt. The phone page and the demonstration's simulated people both
 * go it, so that what is shown to work is what people use.
 *
 * @source anonymity.md §2, §3; docs/http.md
 */
import type { FrozenForm } from "../definition/frozen.ts";
import { Problem } from "../problem.ts";
import type { PollState } from "../round/round.ts";
import { fromBase64Url, toBase64Url } from "./bytes.ts";
import { prepareCredential, type PreparedCredential } from "./credential.ts";
import { blindingSeedOf, entitlementOf } from "./derive.ts";
import { entryRequest, pollRequest } from "./entry-request.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { answerOf, askSecret, getJson, postSecret, type PhonePort } from "./phone-port.ts";
import { parseSpki } from "./spki.ts";
import type { ScannedLink } from "./link-url.ts";
import type { ScannedTicket } from "./ticket-url.ts";
import { transportKeyIdOf } from "./transport.ts";

/** The part of the poll document that the protocol needs; the page reads more of it. */
export interface KeysDocument {
  readonly poll: string;
  readonly state: PollState;
  readonly batches: {
    readonly [batch: string]: { readonly blocks: { readonly [instrument: string]: string } };
  };
  readonly links: KeysDocument["batches"];
  readonly forms: readonly { readonly instrument: string; readonly digest: string }[];
  readonly keys: readonly {
    readonly instrument: string;
    readonly block: string;
    readonly keyId: string;
    readonly spki: string;
  }[];
  readonly transport: { readonly keyId: string; readonly public: string };
}

/** One form that the holder of this ticket fills, in the order of the poll document. */
export interface EntryForm {
  readonly instrument: string;
  readonly block: string;
  readonly digest: string;
  readonly spki: string;
}

export interface Entry<D extends KeysDocument = KeysDocument> {
  /** Of the slip; behind an open link a code that the phone has made itself. */
  readonly code: string;
  readonly source: "ticket" | "open";
  /** Id of the batch, or of the link. */
  readonly batch: string;
  readonly document: D;
  readonly forms: readonly EntryForm[];
  /** Computed from the keys the server showed: equal to the slip's when that was scanned, else compared by eye. */
  readonly fingerprint: string;
}

/** Plain texts, so that a phone can keep it. `keyId`, `message`, `signature` in base64url. */
export interface Credential {
  readonly poll: string;
  readonly instrument: string;
  readonly block: string;
  readonly keyId: string;
  readonly message: string;
  readonly signature: string;
  /** X25519 public key of the poll, base64url. */
  readonly transport: string;
}

/**
 * Finds the poll of a ticket and checks that its keys are the ones the slip names. Changes nothing on the server and
 * shows it nothing but SHA-256(a).
 *
 * @throws Problem ticket.unknown, ticket.voided, ticket.too-many-tries, poll.*, network.no-answer;
 *   credential.key-mismatch when the keys are not the slip's
 */
export async function enter<D extends KeysDocument = KeysDocument>(
  port: PhonePort,
  ticket: ScannedTicket,
): Promise<Entry<D>> {
  const { path, request } = entryRequest(ticket.code);
  const { batch, document } = (await answerOf(port, path, request)) as { batch: string; document: D };
  return entryOf({ ...ticket, source: "ticket", batch, document });
}

/**
 * Opens a link: nobody is asked for anything, and the keys are checked as those of a slip are.
 *
 * @param code made on the phone, so that a reload makes the same request
 * @throws Problem link.unknown, poll.*, network.no-answer; credential.key-mismatch when the keys are not the link's
 */
export async function enterLink<D extends KeysDocument = KeysDocument>(
  port: PhonePort,
  { poll, link, fingerprint }: ScannedLink,
  code: string,
): Promise<Entry<D>> {
  const { path, request } = pollRequest(poll);
  const document = (await answerOf(port, path, request)) as D;
  if (!Object.prototype.hasOwnProperty.call(document.links, link)) throw new Problem("link.unknown", {});
  return entryOf({ code, fingerprint, source: "open", batch: link, document });
}

function entryOf<D extends KeysDocument>(
  found: Pick<Entry<D>, "code" | "source" | "batch" | "document"> & Pick<ScannedTicket, "fingerprint">,
): Entry<D> {
  const { code, source, batch, document } = found;
  const bag = (source === "open" ? document.links : document.batches)[batch];
  if (!bag) throw mismatch("key");
  const forms = formsOf(document, bag.blocks);
  const keyIds = forms.map((form) => parseSpki(keyBytes(form.spki)).keyId);
  const fingerprint = fingerprintOf([...keyIds, transportKeyIdOf(keyBytes(document.transport.public))]);
  if (found.fingerprint !== null && found.fingerprint !== fingerprint) {
    throw new Problem("credential.key-mismatch", { reason: "fingerprint", shown: fingerprint });
  }
  return { code, source, batch, document, forms, fingerprint };
}

/**
 * Uses the ticket: one blind signature per form. The same ticket makes the same request on any device and gets the
 * same answer, so a lost reply or a lost page is never a lost vote. An open link asks without a ticket.
 *
 * @returns credentials in the order of the entry's forms, each verified
 * @throws Problem ticket.used-elsewhere, link.too-many, poll.not-open, poll.closed, credential.key-mismatch,
 *   network.no-answer
 */
export async function redeem(port: PhonePort, entry: Entry): Promise<readonly Credential[]> {
  const { poll, transport } = entry.document;
  const answer =
    entry.source === "open"
      ? await postSecret(
          port,
          "/api/links",
          { poll, link: entry.batch, blinded: blindedOf(entry) },
          transport.public,
        )
      : await postSecret(port, "/api/redeem", redeemBody(entry), transport.public);
  return credentialsOf(entry, answer);
}

/**
 * Whether the slip was begun, here or on another device, without using it: what `redeem` would give again.
 *
 * @returns null when it was not
 * @throws Problem as `redeem`
 */
export async function look(port: PhonePort, entry: Entry): Promise<readonly Credential[] | null> {
  const body = { ...redeemBody(entry), look: true };
  const answer = await postSecret(port, "/api/redeem", body, entry.document.transport.public);
  try {
    return credentialsOf(entry, answer);
  } catch {
    // None, or such as belong to nothing: the slip is new.
    return null;
  }
}

const redeemBody = (entry: Entry) => ({
  a: toBase64Url(entitlementOf(entry.code)),
  blinded: blindedOf(entry),
});

const preparations = new WeakMap<EntryForm, PreparedCredential>();

/** Blinding takes a slow phone a moment, so it is done once for looking and redeeming. */
function preparedFor({ code }: Entry, form: EntryForm): PreparedCredential {
  const kept = preparations.get(form);
  if (kept) return kept;
  const prepared = prepareCredential(blindingSeedOf(code), fromBase64Url(form.spki));
  preparations.set(form, prepared);
  return prepared;
}

/**
 * Blinds ahead what `look` and `redeem` will send, one form at a time, so that the phone answers to the finger meanwhile.
 *
 * @param pause waited for before each form
 * @throws Problem credential.key-mismatch, and whatever `pause` throws
 */
export async function prepareAhead(entry: Entry, pause: () => Promise<void>): Promise<void> {
  for (const form of entry.forms) {
    await pause();
    preparedFor(entry, form);
  }
}

const blindedOf = (entry: Entry): Record<string, string> =>
  Object.fromEntries(
    entry.forms.map((form) => [form.instrument, toBase64Url(preparedFor(entry, form).blinded)]),
  );

function credentialsOf(entry: Entry, answer: unknown): readonly Credential[] {
  const { signatures } = answer as { signatures: Record<string, string> };
  return entry.forms.map((form) =>
    credentialOf(entry, form, preparedFor(entry, form), signatures[form.instrument]),
  );
}

/**
 * Casts one ballot with nothing but its credential.
 *
 * @param digest of the form the answers were made with
 * @param answers SurveyJS answer document
 * @param retry 16 random bytes in base64url, kept with the draft: repeating with it is safe, never derived from answers;
 *   with the same answers the same bytes go out, sealed or not
 * @returns the receipt, after the ballot is on the server's disk
 * @throws Problem ballot.already-cast (this form is done, go on), ballot.invalid, form.changed, poll.closed,
 *   storage refusals, network.no-answer (repeat with the same retry)
 */
export async function cast(
  port: PhonePort,
  credential: Credential,
  ballot: { readonly digest: string; readonly answers: unknown; readonly retry: string },
): Promise<string> {
  const { poll, instrument, block, message, signature, transport } = credential;
  const body = { poll, block, instrument, ...ballot, message, signature };
  const { receipt } = (await postSecret(port, "/api/ballots", body, transport, ballot.retry)) as {
    receipt: string;
  };
  return receipt;
}

/** Whether the ballot of this credential has been received, perhaps from another device. */
export async function isCast(port: PhonePort, credential: Credential): Promise<boolean> {
  const { keyId, message, signature, transport } = credential;
  const asked = { keyId, message, signature };
  return askSecret(port, "/api/ballots/check", asked, { transportPublic: transport, name: "cast" });
}

export const newRetry = (port: PhonePort): string => toBase64Url(port.random(16));

export const loadForm = async (port: PhonePort, digest: string): Promise<FrozenForm> =>
  (await getJson(port, `/api/forms/${digest}`)) as FrozenForm;

/** The forms of a batch or link with the keys the document shows for them. */
function formsOf(document: KeysDocument, blocks: KeysDocument["batches"][string]["blocks"]): EntryForm[] {
  const forms = document.forms.filter((form) => blocks[form.instrument] !== undefined);
  if (forms.length !== Object.keys(blocks).length) throw mismatch("key");
  return forms.map(({ instrument, digest }) => {
    const block = blocks[instrument]!;
    const key = document.keys.find((one) => one.instrument === instrument && one.block === block);
    if (!key) throw mismatch("key");
    return { instrument, block, digest, spki: key.spki };
  });
}

function keyBytes(text: string): Uint8Array {
  try {
    return fromBase64Url(text);
  } catch {
    throw mismatch("key");
  }
}

function credentialOf(
  entry: Entry,
  form: EntryForm,
  request: PreparedCredential,
  answer: string | undefined,
): Credential {
  if (answer === undefined) throw mismatch("signature");
  return {
    poll: entry.document.poll,
    instrument: form.instrument,
    block: form.block,
    keyId: toBase64Url(request.keyId),
    message: toBase64Url(request.message),
    signature: toBase64Url(request.finish(fromBase64Url(answer))),
    transport: entry.document.transport.public,
  };
}

const mismatch = (reason: "key" | "signature") => new Problem("credential.key-mismatch", { reason });
