import { expect } from "vitest";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { startRehearsal, wipeRehearsal } from "../../server/services/rehearse-poll.ts";

/** A rehearsal of one unit begins and is wiped. */
export async function rehearsePollOf(deps: Deps, round: string, unit: string): Promise<void> {
  const rehearsal = await startRehearsal(deps, KEEPER, round, unit);
  expect(rehearsal).toMatchObject({ state: "open", isRehearsal: true });
  await wipeRehearsal(deps, KEEPER, rehearsal.id);
}
