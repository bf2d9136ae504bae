import type { Deps } from "./deps.ts";

/**
 * Whether all three stores answer and take what is written, so that people can be let in. A store that refuses says why
 * where it is used.
 */
export async function checkReadiness({ office, roll, box }: Deps): Promise<boolean> {
  try {
    await Promise.all([office.tryOut(), roll.tryOut(), box.tryOut()]);
    return true;
  } catch {
    return false;
  }
}
