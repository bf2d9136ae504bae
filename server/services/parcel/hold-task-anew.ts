import { Problem } from "../../core/problem.ts";
import type { OfficeTransaction, ParcelRow } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { requireTrusted } from "./require-trusted.ts";

/** Who holds a task: whom it was made for, or whom two people have named since, as the record says. @returns a fingerprint */
export async function holderOf(
  office: Pick<OfficeTransaction, "auditOf">,
  task: Pick<ParcelRow, "id" | "other">,
): Promise<string> {
  const named = (await office.auditOf("parcel.held-anew"))
    .map(({ detail }) => JSON.parse(detail) as { readonly digest: string; readonly fingerprint: string })
    .findLast(({ digest }) => digest === task.id);
  return named?.fingerprint ?? task.other;
}

/** An installation holds one task of a round: a second one would be refused there, far from here. @throws Problem parcel.one-task */
export async function requireNoTask(
  office: Pick<OfficeTransaction, "auditOf" | "installations" | "parcels">,
  { round, to }: { readonly round: string; readonly to: string },
): Promise<void> {
  for (const task of await office.parcels.of(round)) {
    if (task.kind !== "task" || (task.other !== to && (await holderOf(office, task)) !== to)) continue;
    const { name } = await requireTrusted(office, to);
    throw new Problem("parcel.one-task", { name, group: task.group });
  }
}

export interface NewHolder {
  readonly round: string;
  readonly group: string;
  /** Fingerprint of the installation that holds it now, compared aloud when two people put it on the list. */
  readonly by: string;
  /** On record as it is typed. */
  readonly reason: string;
}

/**
 * A group's machine was put back from a backup, or its disk moved into another one: it has what was given to it, and signs with a
 * key of its own. From now on what it hands in for the group's latest task is taken, and what is signed with the key before is
 * not. Nothing of what was closed is void; whatever is handed in is recounted as ever.
 *
 * @param who with the second person, who agrees
 * @throws Problem round.unknown, parcel.unknown where the group has no task of this installation, parcel.empty (none-away) when all
 *   of it is back, installation.unknown, parcel.one-task
 */
export async function holdTaskAnew(
  deps: Deps,
  who: Actor,
  { round, group, by, reason }: NewHolder,
): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    if (!(await office.round(round))) throw new Problem("round.unknown", {});
    await requireTrusted(office, by);
    const tasks = (await office.parcels.of(round)).filter(
      (one) => one.kind === "task" && !one.isIncoming && one.group === group,
    );
    const latest = tasks.toSorted((a, b) => a.edition - b.edition).at(-1);
    if (!latest) throw new Problem("parcel.unknown", {});
    const polls = new Map((await office.polls(round)).map((poll) => [poll.unit, poll.state]));
    if (!latest.units.some((unit) => polls.get(unit) === "away"))
      throw new Problem("parcel.empty", { reason: "none-away" });
    await requireNoTask(office, { round, to: by });
    const { id: digest, edition } = latest;
    await audit(deps, office, who, "parcel.held-anew", round, {
      group,
      edition,
      digest,
      fingerprint: by,
      reason,
    });
  });
}
