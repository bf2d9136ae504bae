import { checkBlinded, signBlinded } from "../keys/blind-sign.ts";
import { Problem } from "../core/problem.ts";
import type { PlannedLink } from "../core/round/plan.ts";
import type { Deps } from "./deps.ts";
import { keysOfBag, type LivePoll } from "./live-polls.ts";
import { requireSecretKeys } from "./require-secret-keys.ts";
import { pollClosed } from "./poll-closed.ts";

export interface LinkRequest {
  readonly poll: string;
  readonly link: string;
  readonly blinded: ReadonlyMap<string, Uint8Array>;
}

/**
 * Signs one blinded message per form of an open link. There is no ticket, so nothing is looked up, marked or stored:
 * whoever asks again has another ballot, and the results say so.
 *
 * @throws Problem poll.unknown, poll.not-open, poll.closed (from `closing` on: nobody can tell who has begun),
 *   link.unknown, credential.refused (forms other than the link's), credential.blinded-out-of-range, poll.keys-missing
 * @source anonymity.md §2
 */
export function redeemLink(deps: Deps, request: LinkRequest): Promise<Map<string, Uint8Array>> {
  return deps.live.admit(request.poll, async (live) => {
    const link = linkOf(live, request.link);
    requireOpen(live);
    requireSecretKeys(live);
    const keys = keysOfBag(live, link);
    const given = [...request.blinded.keys()].toSorted();
    if ([...keys.keys()].toSorted().join("\n") !== given.join("\n"))
      throw new Problem("credential.refused", {});
    for (const [instrument, key] of keys) checkBlinded(key, request.blinded.get(instrument)!);
    return new Map(
      [...keys].map(([instrument, key]) => [instrument, signBlinded(key, request.blinded.get(instrument)!)]),
    );
  });
}

/** @throws Problem link.unknown */
export function linkOf({ plan }: LivePoll, id: string): PlannedLink {
  const link = plan.links?.find((one) => one.id === id);
  if (!link) throw new Problem("link.unknown", {});
  return link;
}

function requireOpen({ row }: LivePoll): void {
  const { state } = row;
  if (state === "open") return;
  if (state === "draft" || state === "sealed" || state === "paused")
    throw new Problem("poll.not-open", { state });
  throw pollClosed(row);
}
