import { missingRoles } from "../core/access/duties.ts";
import type { AccessProfile } from "../core/access/profile.ts";
import { Problem } from "../core/problem.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";

/**
 * Changes how the installation divides its duties. It is an act of two people; the caller has asked both.
 *
 * @throws Problem profile.incomplete when nobody could take over: an account counts once its first password is replaced
 */
export async function switchProfile(
  deps: Pick<Deps, "office" | "clock">,
  who: Actor,
  next: AccessProfile,
): Promise<AccessProfile> {
  return deps.office.inTransaction(async (office) => {
    const before = await office.profile();
    const ready = (await office.accounts()).filter(({ mustChange }) => !mustChange);
    const roles = missingRoles(
      next,
      ready.map(({ role }) => role),
    );
    if (roles.length > 0) throw new Problem("profile.incomplete", { roles });
    await office.saveProfile(next);
    await audit(deps, office, who, "profile.switched", "profile", {
      keepersBefore: before.hasKeepers,
      keepers: next.hasKeepers,
    });
    return next;
  });
}
