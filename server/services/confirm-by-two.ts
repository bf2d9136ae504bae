import { isProblem, Problem } from "../core/problem.ts";
import type { AccountRow } from "../store/office.ts";
import type { Actor, Deps } from "./deps.ts";
import { checkAccount } from "./sign-in.ts";
import { useCodes } from "./use-codes.ts";

/** What both people type at the act itself. */
export interface TwoPeople {
  /** The acting person's own password, once more: a session left open is not consent. */
  readonly own: string;
  /** Codes of their phones, where the profile asks for them. */
  readonly ownCode?: string | undefined;
  readonly second: { readonly name: string; readonly password: string; readonly code?: string | undefined };
}

/**
 * Two people for one act: seal, open without TLS, close, void, exchange, accounts.
 *
 * @param account who is signed in and acts
 * @param from who asks, as in `SignInRequest`
 * @param mayApprove whether the second person could have acted here
 * @returns the actor with the second person, for the audit line
 * @throws Problem account.same-person, account.own-password, account.refused (the second person),
 *   account.not-allowed when the second person may not approve or still has a first password, which whoever made the
 *   account knows, or has not enrolled a phone where codes are asked for; account.own-code, account.code-refused (the
 *   second person): codes are looked at after both passwords, and neither is used up when the other is wrong
 */
export async function confirmByTwo(
  deps: Deps,
  account: AccountRow,
  request: TwoPeople & { readonly from: string },
  mayApprove: (second: AccountRow) => boolean,
): Promise<Actor> {
  const { own, ownCode, second, from } = request;
  if (second.name === account.name) throw new Problem("account.same-person", {});
  await checkOwn(deps, account, own, from);
  const other = await checkAccount(deps, { name: second.name, password: second.password, from });
  if (other.id === account.id) throw new Problem("account.same-person", {});
  if (other.mustChange || !mayApprove(other)) throw new Problem("account.not-allowed", {});
  await useCodes(deps, [
    { account, code: ownCode, refusal: "account.own-code" },
    { account: other, code: second.code, refusal: "account.code-refused" },
  ]);
  return {
    account: account.id,
    name: account.name,
    second: { account: other.id, name: other.name },
  };
}

async function checkOwn(deps: Deps, { name }: AccountRow, password: string, from: string): Promise<void> {
  try {
    await checkAccount(deps, { name, password, from });
  } catch (error) {
    if (isProblem(error, "account.refused")) throw new Problem("account.own-password", error.facts);
    throw error;
  }
}
