import { type CheckLine, selfCheck } from "../core/installation/self-check.ts";
import { audit } from "./audit.ts";
import { clockBehindMs } from "./check-clock.ts";
import type { Actor, Deps } from "./deps.ts";
import type { MadeBackup } from "./installation.ts";

/** The red and green list of this machine and this data folder, as they are now. */
export async function checkInstallation(
  deps: Pick<Deps, "installation" | "office" | "clock">,
  asksAddress: boolean,
): Promise<readonly CheckLine[]> {
  const [measured, behind] = await Promise.all([deps.installation.measure(asksAddress), clockBehindMs(deps)]);
  return selfCheck({ ...measured, clockBehindMs: behind });
}

/** Makes a backup without private keys, on record. @throws Problem usage while paper is being keyed, store.storage-full */
export async function makeBackup(deps: Deps, who: Actor): Promise<MadeBackup> {
  const made = await deps.installation.makeBackup();
  await deps.office.inTransaction((office) =>
    audit(deps, office, who, "backup.made", made.name, { copiedAgain: made.copiedAgain.length }),
  );
  return made;
}
