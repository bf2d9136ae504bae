import type { ParcelFinding } from "../../core/parcel/parcel.ts";
import type { SealedPoll } from "../../core/parcel/sealed-contents.ts";
import { hasClosedFile } from "../../core/round/round.ts";
import type { Unit } from "../../core/roster/unit.ts";
import type { OfficeTransaction, PollRow } from "../../store/office.ts";
import type { RoundEvidence } from "../verify/evidence.ts";

/** What the office knows of the round. */
export interface Expected {
  readonly round: RoundEvidence;
  /** Real polls, one of each unit, by unit. */
  readonly polls: ReadonlyMap<string, PollRow>;
  /** Ids of the units that the task gave out. */
  readonly units: readonly string[];
  /** Ids of polls of the parcel that stand on record here, of any round. */
  readonly known: ReadonlySet<string>;
}

/** @param sealed the polls of the parcel */
export async function expectedOf(
  office: OfficeTransaction,
  round: RoundEvidence,
  units: readonly string[],
  sealed: readonly Pick<SealedPoll, "id">[],
): Promise<Expected> {
  const polls = await office.polls(round.row.round.id);
  const known = new Set<string>();
  for (const { id } of sealed) if (await office.poll(id)) known.add(id);
  return { round, units, known, polls: new Map(polls.map((poll) => [poll.unit, poll])) };
}

/**
 * Whether every poll of a parcel may stand where it says: one that counts for each of its units, in the place of the one
 * that was given out, the ones before it new here. Asked before the recount and once more as it is put on record.
 */
export function standingFindings(
  expected: Expected,
  units: readonly Pick<Unit, "id" | "name">[],
  polls: readonly SealedPoll[],
): readonly ParcelFinding[] {
  const strangers = [...new Set(polls.map(({ unit }) => unit))].filter(
    (unit) => !units.some(({ id }) => id === unit),
  );
  return [
    ...units.flatMap(({ id, name }) => unitFindings(expected, { id, name }, polls)),
    ...strangers.map((id): ParcelFinding => {
      const unit = expected.round.units.find((one) => one.id === id)?.name ?? null;
      return { unit, finding: "not-expected" };
    }),
  ];
}

function unitFindings(
  expected: Expected,
  { id, name: unit }: Pick<Unit, "id" | "name">,
  polls: readonly SealedPoll[],
): readonly ParcelFinding[] {
  const known = expected.polls.get(id);
  const own = polls.filter((poll) => poll.unit === id);
  if (known && hasClosedFile(known.state)) return [{ unit, finding: "doubled" }];
  if (!known || known.state !== "away" || !expected.units.includes(id)) {
    return [{ unit, finding: "not-expected" }];
  }
  if (!own.some((poll) => poll.id === known.id)) return [{ unit, finding: "other-version" }];
  const [last, ...more] = own.filter(({ replacedBy }) => replacedBy === null);
  const isLine = own.every(
    ({ replacedBy }) => replacedBy === null || own.some((poll) => poll.id === replacedBy),
  );
  const areNew = own.every((poll) => poll.id === known.id || !expected.known.has(poll.id));
  if (more.length > 0 || !isLine || !areNew) return [{ unit, finding: "altered" }];
  return last && hasClosedFile(last.state) ? [] : [{ unit, finding: "not-closed" }];
}
