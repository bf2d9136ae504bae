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
  for (const id of polls) {
    const row = await office.inTransaction((stores) => stores.poll(id));
    if (!row || !hasClosedFile(row.state)) await closed.remove(id);
  }
}
