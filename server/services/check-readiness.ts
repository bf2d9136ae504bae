import type { Deps } from "./deps.ts";

/** Whether all three stores answer, so that people can be let in. A store that refuses says why where it is used. */
export async function checkReadiness({ office, roll, box }: Deps): Promise<boolean> {
  try {
    await Promise.all([
      office.inTransaction((transaction) => transaction.pollsInState(["open"])),
      roll.pollKeys(""),
      box.countSpent([]),
    ]);
    return true;
  } catch {
    return false;
  }
}
