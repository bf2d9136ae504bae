import { installationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import { type Manifest, readManifest, sharedWith } from "../../core/parcel/manifest.ts";
import { fromBase64Url } from "../../core/ticket/bytes.ts";
import { Problem } from "../../core/problem.ts";
import type { PollState } from "../../core/round/round.ts";
import type { AuditRow, ParcelRow } from "../../store/office.ts";
import type { Deps } from "../deps.ts";
import { mayBeMissing } from "./declare-missing.ts";
import { holderOf } from "./hold-task-anew.ts";
import { type AwaitedUnit, unitsAwaited } from "./require-complete.ts";

export interface ReturnedUnit {
  readonly id: string;
  readonly name: string;
  readonly state: PollState;
  /** When its 封存包 was taken in, ISO 8601 UTC; null: it was not, or it was held here. */
  readonly takenInAtUtc: string | null;
  /** When it was put into a 封存包 here; null: it was not. */
  readonly handedInAtUtc: string | null;
  /** It is awaited, and two people may declare it missing. */
  readonly mayBeMissing: boolean;
}

export interface GroupReturns {
  readonly group: string;
  /** The latest 任务包 that was made here for the group; null: none. */
  readonly task: {
    readonly id: string;
    readonly edition: number;
    readonly atUtc: string;
    /** Name and fingerprint of the installation that holds it. */
    readonly name: string;
    readonly fingerprint: string;
    /** 交叉巡察: the other office, and whether it waits for the signature of this one; null: there is none. */
    readonly shared: { readonly name: string; readonly asksUs: boolean } | null;
    /** Every unit of it is still out: only then is it written once more, or authorised. */
    readonly isOut: boolean;
  } | null;
  readonly units: readonly ReturnedUnit[];
}

/** How far a round has come back, group by group in the order of the roster. */
export interface RoundReturns {
  /** The 任务包 that the round came in; null: it was made here. */
  readonly cameIn: { readonly group: string; readonly edition: number; readonly name: string } | null;
  readonly groups: readonly GroupReturns[];
  /** Names of the units that are on other installations. */
  readonly away: readonly string[];
  /** Names of the other units that all wait for: not given out, or held here and not closed. */
  readonly waiting: readonly string[];
  /** Names of the units that were declared missing. */
  readonly missing: readonly string[];
}

/** @throws Problem round.unknown */
export async function readReturns(deps: Pick<Deps, "office">, roundId: string): Promise<RoundReturns> {
  return deps.office.inTransaction(async (office) => {
    if (!(await office.round(roundId))) throw new Problem("round.unknown", {});
    const units = await office.units(roundId);
    const polls = new Map((await office.polls(roundId)).map((poll) => [poll.unit, poll]));
    const parcels = await office.parcels.of(roundId);
    const names = new Map((await office.installations.all()).map((one) => [one.fingerprint, one.name]));
    const task = await office.parcels.taskOf(roundId);
    const sealed = parcels.filter(({ kind }) => kind === "sealed");
    const when = (unit: string, isIncoming: boolean): string | null =>
      sealed.findLast((one) => one.isIncoming === isIncoming && one.units.includes(unit))?.atUtc ?? null;
    const groups = [...new Set(units.map(({ group }) => group))];
    const holders = new Map<string, string>();
    for (const one of parcels.filter(isOwnTask)) holders.set(one.id, await holderOf(office, one));
    const awaited = await unitsAwaited(office, roundId);
    const lost = new Set((await office.auditOf("poll.void")).filter(isDeclared).map(({ about }) => about));
    const named = (all: readonly Pick<AwaitedUnit, "unit">[]) => all.map(({ unit }) => unit.name);
    const isAway = (unit: string): boolean => polls.get(unit)?.state === "away";
    const missing = units.filter(({ id }) => {
      const poll = polls.get(id);
      return poll?.state === "void" && lost.has(poll.id);
    });
    return {
      cameIn: task && { group: task.group, edition: task.edition, name: names.get(task.other) ?? "" },
      groups: groups.map((group) => ({
        group,
        task: taskOfGroup(parcels, group, { names, holders, isAway }),
        units: units
          .filter((unit) => unit.group === group)
          .map(({ id, name }) => ({
            id,
            name,
            state: polls.get(id)?.state ?? "draft",
            takenInAtUtc: when(id, true),
            handedInAtUtc: when(id, false),
            mayBeMissing: awaited.some((one) => one.unit.id === id && mayBeMissing(one)),
          })),
      })),
      away: named(awaited.filter(({ state }) => state === "away")),
      waiting: named(awaited.filter(({ state }) => state !== "away")),
      missing: missing.map(({ name }) => name),
    };
  });
}

/** Void before anything of it was held here. */
const isDeclared = ({ detail }: Pick<AuditRow, "detail">): boolean =>
  ["away", "draft"].includes((JSON.parse(detail) as { readonly from?: string }).from ?? "");

const isOwnTask = ({ kind, isIncoming }: ParcelRow): boolean => kind === "task" && !isIncoming;

/** One of the two offices is this one, which is on no list of its own. */
function sharedOf(
  manifest: Manifest,
  names: ReadonlyMap<string, string>,
): NonNullable<GroupReturns["task"]>["shared"] {
  const other = sharedWith(manifest);
  if (other === null) return null;
  const maker = installationFingerprint(fromBase64Url(manifest.from));
  const asksUs = !names.has(other);
  return { name: names.get(asksUs ? maker : other) ?? "", asksUs };
}

function taskOfGroup(
  parcels: readonly ParcelRow[],
  group: string,
  {
    names,
    holders,
    isAway,
  }: {
    readonly names: ReadonlyMap<string, string>;
    readonly holders: ReadonlyMap<string, string>;
    isAway(unit: string): boolean;
  },
): GroupReturns["task"] {
  const own = parcels.filter((one) => isOwnTask(one) && one.group === group);
  const latest = own.toSorted((a, b) => a.edition - b.edition).at(-1);
  if (!latest) return null;
  const { id, edition, atUtc } = latest;
  const holder = holders.get(id) ?? latest.other;
  const shared = sharedOf(readManifest(latest.manifest), names);
  return {
    id,
    edition,
    atUtc,
    name: names.get(holder) ?? "",
    fingerprint: holder,
    shared,
    isOut: latest.units.every(isAway),
  };
}
