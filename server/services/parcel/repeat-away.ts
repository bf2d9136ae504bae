import type { PollPlan } from "../../core/round/plan.ts";
import type { Unit } from "../../core/roster/unit.ts";
import type { OfficeTransaction, PollRow } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";

export interface GroupPoll {
  readonly before: PollRow;
  readonly unit: Unit;
  readonly plan: PollPlan;
}

/** Polls of a group that another installation holds and has not brought back, or that are void since and not held anew. */
export async function pollsOfGroup(
  office: OfficeTransaction,
  { round, group }: { readonly round: string; readonly group: string },
  state: "away" | "void",
): Promise<readonly GroupPoll[]> {
  const units = new Map((await office.units(round)).map((unit) => [unit.id, unit]));
  return (await office.polls(round)).flatMap((before) => {
    const unit = units.get(before.unit);
    const isOne = unit?.group === group && before.state === state && before.plan !== null;
    return isOne ? [{ before, unit, plan: before.plan! }] : [];
  });
}

interface Repeat extends Omit<GroupPoll, "plan"> {
  /** Of the poll that takes its place. */
  readonly id: string;
}

/** One of them is void, if it was not, and a poll of another id is away in its place, on record. @returns the new one */
export async function repeatAway(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  { before, unit, id }: Repeat,
): Promise<PollRow> {
  const next: PollRow = { ...before, id, state: "away" };
  await office.savePoll(next);
  await office.savePoll({ ...before, state: "void", replacedBy: id });
  await audit(deps, office, who, "poll.repeated", before.id, { unit: unit.name, to: id });
  return next;
}
