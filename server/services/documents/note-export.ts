import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";

/** Puts on record that the documents of a round were exported together, or that such an archive was removed. */
export async function noteExport(
  deps: Deps,
  who: Actor,
  round: string,
  act: "documents.exported" | "documents.removed",
): Promise<void> {
  await deps.office.inTransaction((office) => audit(deps, office, who, act, round));
}
