import { Problem } from "../../core/problem.ts";
import type { Deps } from "../deps.ts";

/** @throws Problem round.unknown, round.destroyed, round.not-archived */
export async function requireArchived(deps: Pick<Deps, "office">, id: string): Promise<void> {
  const row = await deps.office.inTransaction((office) => office.round(id));
  if (!row) throw new Problem("round.unknown", {});
  if (row.destruction) throw new Problem("round.destroyed", {});
  if (row.archivedAtUtc === undefined) throw new Problem("round.not-archived", {});
}
