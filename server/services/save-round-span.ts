import { changesBetween } from "../core/audit-change.ts";
import { Problem } from "../core/problem.ts";
import { spanFields } from "../core/round/round-fields.ts";
import type { RoundSpan } from "../core/round/round.ts";
import { requireUnarchived } from "./archive-round.ts";
import { audit, changeOf } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";

/**
 * Keeps the first and the last day of a round, on record. They stand in the paragraph of its report and decide
 * nothing, so they may be typed until the round is archived.
 *
 * @throws Problem round.unknown, round.archived; request.malformed when the end is before the beginning
 */
export async function saveRoundSpan(deps: Deps, who: Actor, id: string, span: RoundSpan): Promise<void> {
  if (span.from !== "" && span.to !== "" && span.to < span.from)
    throw new Problem("request.malformed", { reason: "to: before from" });
  await deps.office.inTransaction(async (office) => {
    const row = await requireUnarchived(office, id);
    await office.saveSpan(id, span);
    const before = row.span ?? null;
    const changes = changesBetween(spanFields(before), spanFields(span));
    await audit(deps, office, who, "round.dated", id, changeOf(before, span, changes));
  });
}
