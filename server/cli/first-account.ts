import { createAccount } from "../services/create-account.ts";
import { type Deps, KEEPER } from "../services/deps.ts";
import { cli } from "../../web/text/cli.ts";

/** Makes the first administrator of a data folder that has no account yet; the password is returned once. */
export async function firstAccount(deps: Deps): Promise<{ name: string; password: string } | null> {
  const accounts = await deps.office.inTransaction((office) => office.accounts());
  if (accounts.length > 0) return null;
  const request = { name: cli.administrator, role: "office", group: null } as const;
  const { account, password } = await createAccount(deps, KEEPER, request);
  return { name: account.name, password };
}
