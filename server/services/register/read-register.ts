import { digestOf } from "../../core/definition/canonical.ts";
import {
  buildRegister,
  type Inspection,
  type RegisterLine,
  type RegisterUnit,
} from "../../core/register/register.ts";
import { coverageRows, type CoverageRow, termsOf } from "../../core/register/coverage.ts";
import { readTerm, roundName } from "../../core/register/term.ts";
import { matchKey } from "../../core/roster/table.ts";
import { Problem } from "../../core/problem.ts";
import { type Round, withdrawalOf } from "../../core/round/round.ts";
import type { Unit } from "../../core/roster/unit.ts";
import type { OfficeTransaction, PollRow } from "../../store/office.ts";
import type { Deps, ReadingDeps } from "../deps.ts";

export interface Register {
  readonly units: readonly RegisterUnit[];
  /** Rows that were imported. */
  readonly lines: number;
  /** SHA-256 of those rows, hex. */
  readonly digest: string;
  /** Titles of the rounds of this installation. */
  readonly rounds: readonly string[];
}

/** The 全覆盖台账: the imported history and the rounds of this installation. */
export async function readRegister({ office }: Pick<ReadingDeps, "office">): Promise<Register> {
  return office.inTransaction(async (open) => {
    const lines = await open.registerLines.all();
    return {
      units: buildRegister(lines, await linesOfRounds(open, null)),
      lines: lines.length,
      digest: digestOf(lines),
      rounds: (await open.rounds()).map(({ round }) => round.title),
    };
  });
}

/** How the units of a round that is being planned stand in its term, leaving that round itself out. */
export interface PlannedCoverage {
  /** The round's own term, or the newest one that is known; null when none is. */
  readonly term: number | null;
  /** Whether the title of the round names it. */
  readonly isNamed: boolean;
  /** By id of the unit. */
  readonly rows: ReadonlyMap<string, CoverageRow>;
}

/**
 * @param units those of the round, or those that a file would bring
 * @throws Problem round.unknown
 */
export async function coverageOfUnits(
  { office }: Pick<Deps, "office">,
  round: string,
  units: readonly Unit[],
): Promise<PlannedCoverage> {
  return office.inTransaction(async (open) => {
    const row = await open.round(round);
    if (!row) throw new Problem("round.unknown", {});
    const others = await linesOfRounds(open, round);
    const own = units.map((unit) => lineOf(unit, null));
    const register = buildRegister(await open.registerLines.all(), [...others, ...own]);
    const named = readTerm(row.round.title);
    const term = named ?? termsOf(register)[0] ?? null;
    const byName = new Map(coverageRows(register, term).map((one) => [matchKey(one.name), one]));
    const rows = new Map(
      units.flatMap(({ id, name }) => {
        const found = byName.get(matchKey(name));
        return found ? [[id, found] as const] : [];
      }),
    );
    return { term, isNamed: named !== null, rows };
  });
}

/** Units of all rounds, oldest round first: inspected once their poll is closed, planned before, left out when nothing of it counts. */
async function linesOfRounds(
  office: OfficeTransaction,
  except: string | null,
): Promise<readonly RegisterLine[]> {
  const rounds: { readonly at: string; readonly lines: readonly RegisterLine[] }[] = [];
  for (const { round } of await office.rounds()) {
    if (round.id === except) continue;
    const polls = new Map((await office.polls(round.id)).map((poll) => [poll.unit, poll]));
    const units = await office.units(round.id);
    const lines = units.map((unit) => lineOf(unit, inspectionOf(round, polls.get(unit.id) ?? null)));
    const closed = [...polls.values()].flatMap(({ closedAtUtc }) => closedAtUtc ?? []).toSorted();
    rounds.push({ at: closed.at(-1) ?? "9999", lines });
  }
  return rounds.toSorted((a, b) => (a.at < b.at ? -1 : 1)).flatMap(({ lines }) => lines);
}

const lineOf = (
  { name, unitType, predecessors = [] }: Unit,
  inspection: Inspection | null,
): RegisterLine => ({ unit: name, unitType, predecessors, inspection });

function inspectionOf({ title, openUntil }: Round, poll: PollRow | null): Inspection | null {
  if (poll && withdrawalOf(poll.state) !== null) return null;
  const place = { term: readTerm(title), round: roundName(title) };
  if ((poll?.state === "closed" || poll?.state === "destroyed") && poll.closedAtUtc !== null)
    return { ...place, year: new Date(poll.closedAtUtc).getFullYear(), state: "inspected" };
  const year = /^(\d{4})年/.exec(openUntil)?.[1];
  return { ...place, year: year === undefined ? null : Number(year), state: "planned" };
}
