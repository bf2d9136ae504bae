import type { SetUp } from "../core/round/round.ts";
import type { Wireless } from "../core/round/wireless.ts";
import type { OfficeTransaction } from "../store/office.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";

/**
 * Keeps the wireless network of a round in draft; one that is not on site has none. The record says the name, and
 * whether the password is another one, never the password.
 */
export async function saveWireless(
  deps: Pick<Deps, "clock">,
  office: OfficeTransaction,
  who: Actor,
  round: { readonly id: string; readonly setUp: SetUp },
  wanted: Wireless | null,
): Promise<void> {
  const network = round.setUp === "onsite" ? wanted : null;
  const before = await office.wireless.of(round.id);
  const passwordChanged = before?.password !== network?.password;
  if (before?.name === network?.name && !passwordChanged) return;
  await office.wireless.save(round.id, network);
  await audit(deps, office, who, "round.network-set", round.id, {
    networkBefore: before?.name ?? "",
    network: network?.name ?? "",
    passwordChanged,
  });
}
