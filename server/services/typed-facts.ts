/**
 * What the record says of the numbers typed for a 登记表: nothing before its poll is closed.
 *
 * @source docs/decisions/0159-the-record-has-no-typed-count-before-the-close.md
 */
import { changesBetween } from "../core/audit-change.ts";
import { rollSheetFields } from "../core/results/roll-sheet-fields.ts";
import type { RollSheetTyped } from "../core/results/roll-sheet.ts";
import type { PlannedBatch } from "../core/round/plan.ts";
import type { OfficeTransaction, PollRow } from "../store/office.ts";
import { type AuditFacts, changeOf } from "./audit.ts";

/**
 * Digests of both states, and what differs field by field. For a closed poll only: a digest of so few small numbers is
 * opened by trying them all.
 *
 * @param bags of the poll, for what they are called
 */
export const typedFacts = (
  before: RollSheetTyped | null,
  typed: RollSheetTyped,
  bags: readonly PlannedBatch[],
): AuditFacts =>
  changeOf(before, typed, changesBetween(rollSheetFields(before, bags), rollSheetFields(typed, bags)));

/** All that was typed until now, for the line of the close; nothing where nothing was. */
export async function typedUntilClose(office: OfficeTransaction, { id, plan }: PollRow): Promise<AuditFacts> {
  const typed = await office.rollSheet(id);
  return typed && plan ? typedFacts(null, typed, plan.batches) : {};
}
