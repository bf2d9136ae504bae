import { Problem } from "../problem.ts";
import { normaliseFingerprint } from "./fingerprint.ts";

/** What the QR code of an open link says: the same for everybody. */
export interface ScannedLink {
  readonly poll: string;
  /** Id of the planned link. */
  readonly link: string;
  readonly fingerprint: string;
}

const MARK = "open";

/** `https://host/v#open.<poll>.<link>.<fingerprint>`: nothing of it is secret, and it has the place of a ticket. */
export function linkUrl(address: string, { poll, link, fingerprint }: ScannedLink): string {
  return `${address.replace(/\/+$/, "")}/v#${[MARK, poll, link].map(encodeURIComponent).join(".")}.${fingerprint}`;
}

/**
 * Reads a scanned address or its part from # on.
 *
 * @returns null for what is no open link
 * @throws Problem ticket.malformed for a damaged one
 */
export function parseLink(text: string): ScannedLink | null {
  const [mark, ...parts] = text.slice(text.indexOf("#") + 1).split(".");
  if (mark !== MARK) return null;
  const [poll, link, fingerprint, ...more] = parts;
  if (!poll || !link || fingerprint === undefined || more.length > 0)
    throw new Problem("ticket.malformed", {});
  return { poll: decoded(poll), link: decoded(link), fingerprint: normaliseFingerprint(fingerprint) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Problem("ticket.malformed", {});
  }
}
