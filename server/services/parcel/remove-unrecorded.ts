import { hasClosedFile } from "../../core/round/round.ts";
import type { Deps } from "../deps.ts";

/**
 * Takes away closed files of another installation that no record tells of: a process was killed, or somebody else was
 * quicker, between the moment they came to their places and the record.
 *
 * @param polls ids of polls that are, or were, held elsewhere
 */
export async function removeUnrecorded(
  { office, closed }: Pick<Deps, "office" | "closed">,
  polls: readonly string[],
): Promise<void> {
  const rows = await office.inTransaction(async (stores) => {
    const found = [];
    for (const id of polls) found.push(await stores.poll(id));
    return found;
  });
  const unrecorded = polls.filter((_, at) => {
    const row = rows[at];
    return !row || !hasClosedFile(row.state);
  });
  if (unrecorded.length > 0) await closed.remove(unrecorded);
}
