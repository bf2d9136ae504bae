import { audit, type AuditFacts } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";

/** Archives of a round made and removed; files that went out to somebody; texts that somebody has read. */
type ExportAct = "documents.exported" | "documents.removed" | "documents.downloaded" | "texts.read";

/**
 * Puts on record what leaves the office, before it does: who, when, of which round or poll.
 *
 * @param about id of the round or poll
 * @param facts `title` of a file, with its ending
 */
export async function noteExport(
  deps: Deps,
  who: Actor,
  about: string,
  act: ExportAct,
  facts: Pick<AuditFacts, "title"> = {},
): Promise<void> {
  await deps.office.inTransaction((office) => audit(deps, office, who, act, about, facts));
}
