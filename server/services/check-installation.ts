import { type CheckLine, selfCheck } from "../core/installation/self-check.ts";
import type { PollState } from "../core/round/round.ts";
import { audit } from "./audit.ts";
import { clockBehindMs } from "./check-clock.ts";
import type { Actor, Deps } from "./deps.ts";
import type { MadeBackup } from "./installation.ts";

/**
 * The red and green list of this machine and this data folder, as they are now.
 *
 * @param timesOpened how often the test page was opened at the address; null where no server is behind it
 */
export async function checkInstallation(
  deps: Pick<Deps, "installation" | "office" | "clock" | "address">,
  timesOpened: number | null,
): Promise<readonly CheckLine[]> {
  const [measured, behind, printedElsewhere] = await Promise.all([
    deps.installation.measure(timesOpened !== null),
    clockBehindMs(deps),
    otherPrinted(deps),
  ]);
  return selfCheck({ ...measured, clockBehindMs: behind, printedElsewhere, timesOpened });
}

const TAKING: ReadonlySet<PollState> = new Set(["sealed", "open", "paused", "closing"]);

/** Addresses in the codes of polls that are not closed yet, other than the installation's own. */
async function otherPrinted({
  office,
  address,
}: Pick<Deps, "office" | "address">): Promise<readonly string[]> {
  return office.inTransaction(async (transaction) => {
    const printed = new Set<string>();
    for (const { round, frozen } of await transaction.rounds()) {
      const polls = await transaction.polls(round.id);
      if (frozen && frozen.address !== address && polls.some(({ state }) => TAKING.has(state))) {
        printed.add(frozen.address);
      }
    }
    return [...printed];
  });
}

/** Makes a backup without private keys, on record. @throws Problem usage while paper is being keyed, store.storage-full */
export async function makeBackup(deps: Deps, who: Actor): Promise<MadeBackup> {
  const made = await deps.live.alone("backup", () => deps.installation.makeBackup());
  await deps.office.inTransaction((office) =>
    audit(deps, office, who, "backup.made", made.name, { copiedAgain: made.copiedAgain.length }),
  );
  return made;
}
