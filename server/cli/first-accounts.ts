import { createAccount } from "../services/create-account.ts";
import { type Deps, KEEPER } from "../services/deps.ts";
import { cli } from "../../web/text/cli.ts";

export interface FirstAccount {
  readonly name: string;
  readonly password: string;
}

/**
 * Makes the two administrators of a data folder that has no account yet: sealing and closing take two people.
 *
 * Of several processes that start beside each other one makes them.
 *
 * @returns the one-time passwords, once; [] when there are accounts already
 */
export async function firstAccounts(deps: Deps): Promise<readonly FirstAccount[]> {
  return deps.live.alone("first accounts", async () => {
    const accounts = await deps.office.inTransaction((office) => office.accounts());
    if (accounts.length > 0) return [];
    const made: FirstAccount[] = [];
    for (const name of cli.administrators) {
      const { account, password } = await createAccount(deps, KEEPER, { name, role: "office", group: null });
      made.push({ name: account.name, password });
    }
    return made;
  });
}
