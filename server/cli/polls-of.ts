import { Problem } from "../core/problem.ts";
import type { Deps } from "../services/deps.ts";
import { cli } from "../../web/text/cli.ts";
import type { PollRow } from "../store/office.ts";

/** The polls a command means: one by id, or all of a round. @throws Problem poll.unknown, round.unknown, usage */
export async function pollsOf(
  deps: Deps,
  poll: string | undefined,
  options: { readonly round?: string },
): Promise<readonly PollRow[]> {
  return deps.office.inTransaction(async (office) => {
    if (options.round !== undefined) {
      if (!(await office.round(options.round))) throw new Problem("round.unknown", {});
      return office.polls(options.round);
    }
    if (poll === undefined) throw new Problem("usage", { reason: cli.pollOrRound });
    const row = await office.poll(poll);
    if (!row) throw new Problem("poll.unknown", {});
    return [row];
  });
}
