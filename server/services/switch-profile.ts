import { missingRoles } from "../core/access/duties.ts";
import type { AccessProfile } from "../core/access/profile.ts";
import { Problem } from "../core/problem.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";

/**
 * Changes how the installation divides its duties, or whether it asks for codes. It is an act of two people; the caller
 * has asked both. Asking for codes from now on ends every session; doing without them again forgets every phone.
 *
 * @throws Problem profile.incomplete when nobody could take over: an account counts once its first password is replaced
 */
export async function switchProfile(
  deps: Pick<Deps, "office" | "clock">,
  who: Actor,
  change: Partial<AccessProfile>,
): Promise<AccessProfile> {
  return deps.office.inTransaction(async (office) => {
    const before = await office.profile();
    const next: AccessProfile = { ...before, ...change };
    if (change.hasKeepers !== undefined) {
      const ready = (await office.accounts()).filter(({ mustChange }) => !mustChange);
      const roles = missingRoles(
        next,
        ready.map(({ role }) => role),
      );
      if (roles.length > 0) throw new Problem("profile.incomplete", { roles });
    }
    await office.saveProfile(next);
    if (next.hasCodes && !before.hasCodes) await office.deleteSessions();
    if (!next.hasCodes) await office.secondFactors.deleteAll();
    await audit(deps, office, who, "profile.switched", "profile", {
      keepersBefore: before.hasKeepers,
      keepers: next.hasKeepers,
      codesBefore: before.hasCodes,
      codes: next.hasCodes,
    });
    return next;
  });
}
