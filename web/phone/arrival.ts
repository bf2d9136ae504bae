/** Takes the ticket from the address `…/v#<code>.<fingerprint>`, or the open link, and removes it from there at once. */
import { parseLink, type ScannedLink } from "../../server/core/ticket/link-url.ts";
import { parseTicket, type ScannedTicket } from "../../server/core/ticket/ticket-url.ts";

export type Scanned = ScannedTicket | ScannedLink;

/**
 * The ticket in the address; afterwards neither the address nor the history holds it.
 *
 * @returns null without one, "malformed" when what follows # is neither
 */
export function takeFromAddress(): Scanned | "malformed" | null {
  const fragment = location.hash;
  if (fragment === "" || fragment === "#") return null;
  history.replaceState(null, "", location.pathname + location.search);
  try {
    return parseLink(fragment) ?? parseTicket(fragment);
  } catch {
    return "malformed";
  }
}
