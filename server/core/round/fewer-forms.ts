import type { PlannedBatch, PollPlan } from "./plan.ts";

/**
 * The forms of a bag whose people fill some, but not all, of what another bag of the poll fills: leaders do not rate
 * each other, so their slips have to say that fewer forms are right.
 *
 * @returns instruments in the order of the plan; empty when no other bag fills these and more
 * @source texts.zh.md §2 ticket.leader-note
 */
export function fewerForms({ forms, batches }: PollPlan, batch: PlannedBatch): readonly string[] {
  const own = Object.keys(batch.blocks);
  const isWider = ({ blocks }: PlannedBatch): boolean =>
    Object.keys(blocks).length > own.length && own.every((instrument) => instrument in blocks);
  if (!batches.some(isWider)) return [];
  return forms.map(({ instrument }) => instrument).filter((instrument) => instrument in batch.blocks);
}
