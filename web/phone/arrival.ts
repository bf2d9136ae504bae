/** Takes the ticket from the address `…/v#<code>.<fingerprint>` and removes it from there at once. */
import { parseTicket, type ScannedTicket } from "../../server/core/ticket/ticket-url.ts";

/**
 * The ticket in the address; afterwards neither the address nor the history holds it.
 *
 * @returns null without one, "malformed" when what follows # is no ticket
 */
export function takeFromAddress(): ScannedTicket | "malformed" | null {
  const fragment = location.hash;
  if (fragment === "" || fragment === "#") return null;
  history.replaceState(null, "", location.pathname + location.search);
  try {
    return parseTicket(fragment);
  } catch {
    return "malformed";
  }
}
