import { Problem } from "../problem.ts";
import { normaliseCode } from "./code.ts";
import { normaliseFingerprint } from "./fingerprint.ts";

/**
 * `https://host/v#<code>.<fingerprint>`: what follows # never reaches a server or a log.
 *
 * @param isRehearsal says so before the # (`/v?rehearsal#…`): once a rehearsal is wiped, nothing else can tell its slips
 */
export function ticketUrl(address: string, code: string, fingerprint: string, isRehearsal = false): string {
  return `${address.replace(/\/+$/, "")}/v${isRehearsal ? "?rehearsal" : ""}#${code}.${fingerprint}`;
}

export interface ScannedTicket {
  readonly code: string;
  /** null when only the code was typed: then a person compares the first eight letters. */
  readonly fingerprint: string | null;
}

/**
 * Reads a scanned address, its part from # on, or a typed code.
 *
 * @throws Problem ticket.malformed
 */
export function parseTicket(text: string): ScannedTicket {
  const at = text.indexOf("#");
  const [code, fingerprint, ...more] = (at < 0 ? text : text.slice(at + 1)).split(".");
  if (more.length > 0) throw new Problem("ticket.malformed", {});
  return {
    code: normaliseCode(code ?? ""),
    fingerprint: fingerprint === undefined ? null : normaliseFingerprint(fingerprint),
  };
}
