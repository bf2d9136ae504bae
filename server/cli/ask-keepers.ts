import { hasDuty, mayConfirmAccounts } from "../core/access/duties.ts";
import type { AccessProfile } from "../core/access/profile.ts";
import { Problem } from "../core/problem.ts";
import { confirmByTwo } from "../services/confirm-by-two.ts";
import { type Actor, type Deps, KEEPER } from "../services/deps.ts";
import { checkAccount } from "../services/sign-in.ts";
import { useCodes } from "../services/use-codes.ts";
import type { AccountRow } from "../store/office.ts";
import { twoPeople as text } from "../../web/text/two-people.ts";
import { askLines, type Question } from "./ask-lines.ts";

const FROM = "command line";

interface Typed {
  readonly name: string;
  readonly password: string;
  readonly code?: string;
}

/**
 * Two people at the keyboard of the command line agree to an act with accounts, as they would in the console.
 *
 * @throws Problem as `confirmByTwo`
 */
export async function askKeepers(deps: Deps): Promise<Actor> {
  const profile = await profileOf(deps);
  const [first, second] = await askPeople(profile, [
    [text.firstName, text.firstPassword, text.firstCode],
    [text.secondName, text.secondPassword, text.secondCode],
  ]);
  if (!first || !second) throw new Problem("account.not-allowed", {});
  const account = await checkAccount(deps, { ...first, from: FROM });
  requireKeeping(profile, account);
  const request = { own: first.password, ownCode: first.code, second, from: FROM };
  return confirmByTwo(deps, account, request, ({ role }) => mayConfirmAccounts(profile, account.role, role));
}

/**
 * The keeper of the data folder and one person who keeps accounts agree to an act about somebody else's account.
 *
 * @throws Problem account.refused, account.code-refused, account.not-allowed, account.same-person
 */
export async function askOneKeeper(deps: Deps, about: AccountRow): Promise<Actor> {
  const profile = await profileOf(deps);
  const [typed] = await askPeople(profile, [[text.secondName, text.secondPassword, text.secondCode]]);
  if (!typed) throw new Problem("account.not-allowed", {});
  const account = await checkAccount(deps, { ...typed, from: FROM });
  if (account.id === about.id) throw new Problem("account.same-person", {});
  requireKeeping(profile, account);
  await useCodes(deps, [{ account, code: typed.code, refusal: "account.code-refused" }]);
  return { ...KEEPER, second: { account: account.id, name: account.name } };
}

const profileOf = (deps: Deps): Promise<AccessProfile> =>
  deps.office.inTransaction((office) => office.profile());

/** @throws Problem account.not-allowed */
function requireKeeping(profile: AccessProfile, { mustChange, role }: AccountRow): void {
  if (mustChange || !hasDuty(profile, role, "accounts")) throw new Problem("account.not-allowed", {});
}

/** Name, password and, where the profile asks for them, code of one person after the other. */
async function askPeople(
  { hasCodes }: AccessProfile,
  people: readonly (readonly [name: string, password: string, code: string])[],
): Promise<readonly Typed[]> {
  const questions = people.flatMap(([name, password, code]): Question[] => [
    { text: name, isSecret: false },
    { text: password, isSecret: true },
    ...(hasCodes ? [{ text: code, isSecret: false }] : []),
  ]);
  const lines = await askLines(questions);
  const width = questions.length / people.length;
  return people.map((_, i) => {
    const [name = "", password = "", code = ""] = lines.slice(i * width, (i + 1) * width);
    return { name: name.trim(), password, ...(code.trim() !== "" && { code: code.trim() }) };
  });
}
