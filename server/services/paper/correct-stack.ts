/** What goes wrong beside the marks: a stack counted wrongly, a person who has to go. */
import { Problem } from "../../core/problem.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { eraseDeleted } from "./erase-stacks.ts";
import { aboutStack, keyedSession, ownKeying, sheetsSaid, type StackPlace } from "./find-stack.ts";

/**
 * Says that the stack has another number of sheets than was counted. Both have to say again that they are through.
 *
 * @param correction.sheets 1 to 2000
 * @throws Problem paper.unknown, paper.taken; paper.keyed-more when one of the two has keyed more than that
 */
export async function correctCount(
  deps: Deps,
  who: Actor,
  { poll, session: id }: StackPlace,
  { sheets, reason }: { readonly sheets: number; readonly reason: string },
): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    const session = await keyedSession(office, poll, id);
    await ownKeying(office, session, who);
    if (sheets === session.sheets) return;
    const keyings = await office.paper.keyings(id);
    const keyed = Math.max(...keyings.map((keying) => keying.sheets.length));
    if (keyed > sheets) throw new Problem("paper.keyed-more", { keyed });
    await office.paper.saveSession({ ...session, sheets });
    for (const keying of keyings) await office.paper.saveKeying({ ...keying, isDone: false });
    const facts = { ...aboutStack(session), corrected: sheetsSaid(sheets), reason };
    await audit(deps, office, who, "paper.count-corrected", poll, facts);
  });
}

/**
 * Takes one of the two off the stack and erases what they have keyed; what the other has keyed stays, and somebody else
 * may take the place. Whoever goes after a comparison has seen where the other read differently, and does not come back.
 *
 * @throws Problem paper.unknown, paper.taken
 */
export async function leaveStack(
  deps: Deps,
  who: Actor,
  { poll, session: id }: StackPlace,
  reason: string,
): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    const session = await keyedSession(office, poll, id);
    await ownKeying(office, session, who);
    await office.paper.deleteKeying(id, who.account);
    const leftBy = session.comparisons > 0 ? [...session.leftBy, who.account] : session.leftBy;
    await office.paper.saveSession({
      ...session,
      comparisons: 0,
      differences: [],
      leftBy,
      erasing: "keying",
    });
    await audit(deps, office, who, "paper.left", poll, { ...aboutStack(session), reason });
  });
  await eraseDeleted(deps, id);
}
