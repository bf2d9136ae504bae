import { hasDuty, mayConfirmAccounts } from "../core/access/duties.ts";
import { Problem } from "../core/problem.ts";
import { confirmByTwo } from "../services/confirm-by-two.ts";
import type { Actor, Deps } from "../services/deps.ts";
import { checkAccount } from "../services/sign-in.ts";
import { twoPeople } from "../../web/text/two-people.ts";
import { askLines } from "./ask-lines.ts";

/**
 * Two people at the keyboard of the command line agree to an act with accounts, as they would in the console.
 *
 * @throws Problem as `confirmByTwo`
 */
export async function askKeepers(deps: Deps): Promise<Actor> {
  const asked = await askLines([
    { text: twoPeople.firstName, isSecret: false },
    { text: twoPeople.firstPassword, isSecret: true },
    { text: twoPeople.secondName, isSecret: false },
    { text: twoPeople.secondPassword, isSecret: true },
  ]);
  const [name = "", own = "", otherName = "", password = ""] = asked;
  const first = await checkAccount(deps, { name: name.trim(), password: own, from: "command line" });
  const profile = await deps.office.inTransaction((office) => office.profile());
  if (first.mustChange || !hasDuty(profile, first.role, "accounts"))
    throw new Problem("account.not-allowed", {});
  const request = { own, second: { name: otherName.trim(), password }, from: "command line" };
  return confirmByTwo(deps, first, request, ({ role }) => mayConfirmAccounts(profile, first.role, role));
}
