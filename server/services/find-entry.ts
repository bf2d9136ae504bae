import { Problem } from "../core/problem.ts";
import type { Deps } from "./deps.ts";

/**
 * Finds the poll and batch of a ticket from h = SHA-256(a). Changes nothing and tells nothing about use.
 *
 * @throws Problem ticket.unknown, ticket.voided
 */
export async function findEntry(deps: Deps, hash: Uint8Array): Promise<{ poll: string; batch: string }> {
  const ticket = await deps.roll.ticket(hash);
  if (!ticket) throw new Problem("ticket.unknown", {});
  if (ticket.state === "voided") throw new Problem("ticket.voided", {});
  return { poll: ticket.poll, batch: ticket.batch };
}
