import type { RoundStanding } from "../../services/score-round.ts";
import type { AccountRow } from "../../store/office.ts";

/**
 * Makes something of a whole round once for everybody who may see the same of it: the people of one group, or all of one role.
 * A standing never changes, so what was made goes when the standing goes.
 *
 * @param make takes of the account nothing but what decides which units it sees: its role and its group
 */
export function oncePerViewer<T>(
  make: (standing: RoundStanding, account: AccountRow) => T,
): (standing: RoundStanding, account: AccountRow) => T {
  const made = new WeakMap<RoundStanding, Map<string, { readonly value: T }>>();
  return (standing, account) => {
    const ofStanding = made.get(standing) ?? new Map<string, { readonly value: T }>();
    made.set(standing, ofStanding);
    const viewer = account.role === "group" ? `group ${account.group}` : account.role;
    const found = ofStanding.get(viewer) ?? { value: make(standing, account) };
    ofStanding.set(viewer, found);
    return found.value;
  };
}
