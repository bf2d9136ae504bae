/** Phones that show codes: an account enrols one; when it is lost, two people reset it and the account enrols anew. */
import { newSecret, SECRET_BYTES } from "../core/access/one-time-code.ts";
import { Problem } from "../core/problem.ts";
import type { AccountRow } from "../store/office.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";
import { tokenHash } from "./sign-in.ts";
import { checkFirstCode } from "./use-codes.ts";

/**
 * A new secret for the phone of an account, which counts once a code of it was right. Asked again, it is another one.
 *
 * @returns base32, shown this once
 * @throws Problem account.not-allowed while the first password stands; account.enrolment when codes are not asked for or
 *   the account has enrolled
 */
export async function beginEnrolment(deps: Deps, account: AccountRow): Promise<string> {
  // Whoever made the account knows its first password, and could bind a phone of their own.
  if (account.mustChange) throw new Problem("account.not-allowed", {});
  return deps.office.inTransaction(async (office) => {
    if (!(await office.profile()).hasCodes) throw new Problem("account.enrolment", { state: "off" });
    if ((await office.secondFactors.of(account.id))?.isConfirmed)
      throw new Problem("account.enrolment", { state: "done" });
    const secret = newSecret(deps.random(SECRET_BYTES));
    await office.secondFactors.begin(account.id, secret);
    return secret;
  });
}

/**
 * Makes the phone count, and ends every other session of the account: they were begun without a code.
 *
 * @param token of the session that goes on
 * @throws Problem account.enrolment when nothing was begun or it counts already, account.code-refused
 */
export async function confirmEnrolment(
  deps: Deps,
  account: AccountRow,
  { code, token }: { readonly code: string; readonly token: string | undefined },
): Promise<void> {
  const begun = await deps.office.inTransaction((office) => office.secondFactors.of(account.id));
  if (!begun || begun.isConfirmed) throw new Problem("account.enrolment", { state: begun ? "done" : "none" });
  const step = await checkFirstCode(deps, account, begun, code);
  await deps.office.inTransaction(async (office) => {
    // Another page may have begun anew, or finished, while this code was looked at.
    const factor = await office.secondFactors.of(account.id);
    if (!factor || factor.isConfirmed || factor.secret !== begun.secret)
      throw new Problem("account.enrolment", { state: factor?.isConfirmed ? "done" : "none" });
    await office.secondFactors.confirm(account.id);
    await office.secondFactors.use(account.id, step);
    await office.deleteSessionsOf(account.id, token ? tokenHash(token) : null);
    await audit(deps, office, { account: account.id, name: account.name }, "account.enrolled", account.id);
  });
}

/**
 * Takes the phone of an account away and ends its sessions. It is an act of two people; the caller has asked both.
 *
 * @param isAlone the keeper of the data folder, when nobody else could confirm; it stands on record
 * @throws Problem account.enrolment when there is none
 */
export async function resetSecondFactor(
  deps: Deps,
  who: Actor,
  account: AccountRow,
  { isAlone = false }: { readonly isAlone?: boolean } = {},
): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    if (!(await office.secondFactors.of(account.id)))
      throw new Problem("account.enrolment", { state: "none" });
    await office.secondFactors.delete(account.id);
    await office.deleteSessionsOf(account.id, null);
    await audit(deps, office, who, "account.code-reset", account.id, {
      name: account.name,
      ...(isAlone && { alone: true }),
    });
  });
}
