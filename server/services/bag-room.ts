import { Problem } from "../core/problem.ts";
import type { PlannedBatch } from "../core/round/plan.ts";
import type { AuditRow, OfficeTransaction } from "../store/office.ts";

/** Spare slips of one bag: for late-comers and spoiled ones, never enough to vote with. */
export const spareMax = (eligible: number): number => Math.max(10, Math.ceil(eligible / 5));

/** Slips of one bag that may be used in all, spare ones among them. */
export const usableOf = ({ eligible }: PlannedBatch): number => eligible + spareMax(eligible);

/**
 * Before a slip of another bag is exchanged for one of this bag: its last sheet, and what was exchanged into it and out of it since, are
 * fewer than the people of the bag and their spare slips. All of it stands in the record; nothing is asked about which slips were
 * used, so that a refusal tells nothing of an open poll.
 *
 * @param batch the bag the new slip is of
 * @throws Problem ticket.bag-full
 * @source docs/decisions/0132-a-reprint-tells-nothing-of-its-bag.md
 */
export async function requireRoom(
  office: Pick<OfficeTransaction, "auditOf">,
  poll: string,
  batch: PlannedBatch,
): Promise<void> {
  const lines = [
    ...(await office.auditOf("tickets.minted", poll)),
    ...(await office.auditOf("ticket.exchanged", poll)),
  ];
  if (slipsIn(lines, batch.id) >= usableOf(batch)) {
    throw new Problem("ticket.bag-full", { limit: usableOf(batch) });
  }
}

interface SlipFacts {
  readonly batch: string;
  /** Of a sheet. */
  readonly count?: number;
  /** Of an exchange: the bag of the new slip, and the number of this exchange among those of `batch`. */
  readonly to?: string;
  readonly exchanged?: number;
}

function slipsIn(lines: readonly AuditRow[], bag: string): number {
  const acts = lines
    .toSorted((a, b) => a.sequence - b.sequence)
    .map(({ detail }) => JSON.parse(detail) as SlipFacts);
  // Whoever asks again after a kill leaves a second line with the same number.
  const last = new Map(acts.map((act, at) => [`${act.batch} ${act.exchanged}`, at]));
  return acts.reduce((slips, { batch, count, to, exchanged }, at) => {
    if (to === undefined) return batch === bag ? (count ?? 0) : slips;
    if (last.get(`${batch} ${exchanged}`) !== at || batch === to) return slips;
    return slips + (to === bag ? 1 : 0) - (batch === bag ? 1 : 0);
  }, 0);
}
