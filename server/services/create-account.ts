import { firstPassword, hashPassword } from "../keys/password.ts";
import type { Role } from "../core/access/role.ts";
import type { AccountRow } from "../store/office.ts";
import { audit } from "./audit.ts";
import { randomName } from "./create-round.ts";
import type { Actor, Deps } from "./deps.ts";

/**
 * Makes an account, or gives an existing one a new first password. The password is returned once and stored hashed.
 */
export async function createAccount(
  deps: Deps,
  who: Actor,
  request: { readonly name: string; readonly role: Role; readonly group: string | null },
): Promise<{ readonly account: AccountRow; readonly password: string }> {
  const password = firstPassword();
  const passwordHash = await hashPassword(password);
  const account = await deps.office.inTransaction(async (office) => {
    const known = await office.accountByName(request.name);
    const row: AccountRow = {
      id: known?.id ?? `a${randomName(deps, 6)}`,
      name: request.name,
      role: request.role,
      group: request.group,
      passwordHash,
      mustChange: true,
    };
    await office.saveAccount(row);
    await office.deleteSessionsOf(row.id, null);
    await audit(deps, office, who, known ? "account.password-reset" : "account.created", row.id, {
      name: row.name,
      role: row.role,
      group: row.group,
      roleBefore: known?.role ?? null,
      groupBefore: known?.group ?? null,
    });
    return row;
  });
  return { account, password };
}
