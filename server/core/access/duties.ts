import type { AccessProfile } from "./profile.ts";
import { KEEPER_ROLES, type Role } from "./role.ts";

/**
 * rounds: everything about rounds and polls. accounts: accounts and the profile. record: reading the record.
 * installation: self-check, backups, storage.
 */
export const DUTIES = ["rounds", "accounts", "record", "installation"] as const;
export type Duty = (typeof DUTIES)[number];

type Keeping = Pick<AccessProfile, "hasKeepers">;

const ROUNDS: readonly Role[] = ["office", "group", "viewer"];

/**
 * Which part of the product is open to a role. Within `rounds` office, group and viewer differ further; the three
 * keepers never have it, so that whoever makes accounts or reads the record sees no result and acts in no round.
 *
 * @source docs/accounts.md
 */
export function hasDuty({ hasKeepers }: Keeping, role: Role, duty: Duty): boolean {
  if (duty === "rounds") return ROUNDS.includes(role);
  if (!hasKeepers) return role === "office";
  if (duty === "installation") return role === "sysadmin";
  return duty === "record" ? role === "auditor" : role === "sysadmin" || role === "security";
}

/**
 * Whether the second person may confirm what the first does with accounts or the profile: another account of the
 * office, or with three keepers the other one of the two who keep accounts.
 */
export function mayConfirmAccounts(profile: Keeping, acting: Role, second: Role): boolean {
  return hasDuty(profile, second, "accounts") && (!profile.hasKeepers || second !== acting);
}

/**
 * Roles without which a profile would leave a duty to nobody.
 *
 * @param ready roles of the accounts whose first password was replaced, one entry an account
 * @returns [] when the profile can be switched to
 */
export function missingRoles(next: Keeping, ready: readonly Role[]): readonly Role[] {
  if (next.hasKeepers) return KEEPER_ROLES.filter((role) => !ready.includes(role));
  return ready.filter((role) => role === "office").length >= 2 ? [] : ["office"];
}
