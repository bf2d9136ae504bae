import type { PollRow } from "../store/office.ts";
import { changePollState } from "./change-poll-state.ts";
import type { Actor, Deps } from "./deps.ts";

/**
 * Declares a closed poll invalid, for good and on record. From then on nothing of it is released, scored or listed; its
 * closed file stays as it is, so that `verify` still finds a change. What was seen before cannot be unseen.
 *
 * @param who with the second person, who agrees
 * @param reason on record as it is typed
 * @throws Problem poll.unknown, poll.wrong-state for every state but `closed`
 * @source anonymity.md §5 R6
 */
export const declareInvalid = (deps: Deps, who: Actor, poll: string, reason: string): Promise<PollRow> =>
  changePollState(deps, who, poll, ["closed"], { state: "invalid" }, { reason });
