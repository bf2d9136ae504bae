/**
 * Drafts that go without entering the box. What is deleted still stands in the file and its log until both are written
 * anew; the stack keeps a mark until then, and a start-up goes on from it.
 *
 * @source docs/decisions/0071-paper-keyed-twice.md
 */
import { Problem } from "../../core/problem.ts";
import type { OfficeTransaction, PaperSession } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { aboutStack, keyedSession, type StackPlace } from "./find-stack.ts";

/** Both have been through with it once: whoever throws it away throws away a result of two people. */
export const hasBeenFinished = ({ comparisons, leftBy }: PaperSession): boolean =>
  comparisons > 0 || leftBy.length > 0;

/**
 * Throws a stack's drafts away, on record with the reason.
 *
 * @param who with a second person when both have been through with the stack
 * @throws Problem paper.unknown, paper.two-people
 */
export async function giveUpStack(
  deps: Deps,
  who: Actor,
  { poll, session: id }: StackPlace,
  reason: string,
): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    const session = await keyedSession(office, poll, id);
    if (hasBeenFinished(session) && !who.second) throw new Problem("paper.two-people", {});
    await deleteDrafts(office, session);
    await audit(deps, office, who, "paper.given-up", poll, { ...aboutStack(session), reason });
  });
  await eraseDeleted(deps, id);
}

/** Drafts of a poll that was voided. */
export async function eraseStacks(deps: Deps, pollId: string): Promise<void> {
  const sessions = await deps.office.inTransaction(async (office) => {
    const sessions = await office.paper.sessions(pollId);
    for (const session of sessions) await deleteDrafts(office, session);
    return sessions;
  });
  for (const { id } of sessions) await eraseDeleted(deps, id);
}

/** Every step can be repeated. */
export async function eraseDeleted(deps: Deps, id: string): Promise<void> {
  await deps.office.eraseTraces("paper");
  await deps.office.inTransaction(async (office) => {
    const session = await office.paper.session(id);
    if (session?.erasing === "stack") await office.paper.deleteSession(id);
    else if (session) await office.paper.saveSession({ ...session, erasing: null });
  });
}

async function deleteDrafts(office: OfficeTransaction, session: PaperSession): Promise<void> {
  await office.paper.deleteKeyings(session.id);
  await office.paper.saveSession({ ...session, signed: null, differences: [], erasing: "stack" });
}
