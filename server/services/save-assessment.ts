import { type AssessmentEntry, checkAssessment } from "../core/assessment/check-assessment.ts";
import { describeChange } from "../core/assessment/describe-change.ts";
import { versionOf } from "../core/assessment/version-of.ts";
import { canonicalJson } from "../core/definition/canonical.ts";
import { Problem } from "../core/problem.ts";
import { standingOf } from "../core/review/review.ts";
import { EMPTY_ASSESSMENT, type Scheme, type UnitAssessment } from "../core/scoring/scheme.ts";
import { withTotals } from "../core/scoring/score-sheet.ts";
import type { OfficeTransaction } from "../store/office.ts";
import { audit, changeOf } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";
import { type AskedSheets, sheetsFor } from "./panel-sheets.ts";
import { type PollRelease, releaseOfRow } from "./release-poll.ts";
import { schemeOf } from "./find-scheme.ts";
import { scoreClosed } from "./score-round.ts";

/** The unit that is written about; `release` is null until its poll is closed. */
export interface UnitToAssess {
  readonly round: string;
  readonly unit: string;
  readonly scheme: Scheme;
  readonly release: PollRelease | null;
}

/** An entry as it is typed: a panel's 评分表 is named, and totals of points are worked out here. */
export interface TypedAssessment extends Omit<AssessmentEntry, "panelSheets"> {
  /** Absent: the sheets stay as they are. */
  readonly sheets?: AskedSheets | undefined;
}

/**
 * Stores what people entered about one unit: judgement with reasons, numbers of cases, counters. Never names.
 *
 * @param basedOn version of what the person saw (`versionOf`); null writes over whatever is there
 * @throws Problem unit.unknown; assessment.invalid with every fault; assessment.frozen after a proposal, and for the
 *   judgement after it was confirmed; assessment.changed when somebody else has saved since
 */
export async function saveAssessment(
  deps: Deps,
  who: Actor,
  round: string,
  unit: string,
  typed: TypedAssessment,
  basedOn: string | null,
): Promise<void> {
  const [place] = await unitsToAssess(deps, round, [unit]);
  const { sheets: asked, ...rest } = typed;
  await deps.office.inTransaction(async (office) => {
    const chosen = asked && (await sheetsFor(deps, office, place!, asked));
    const stored = chosen?.sheets ?? (await office.assessment(round, unit))?.panelSheets;
    const entry = withTotals<AssessmentEntry>({ ...rest, ...(stored && { panelSheets: stored }) });
    const faults = [...(chosen?.faults ?? []), ...checkAssessment(place!.scheme, entry)];
    if (faults.length > 0) throw new Problem("assessment.invalid", { faults });
    await writeAssessment(deps, office, who, place!, () => entry, basedOn);
  });
}

export interface WrittenAssessment {
  readonly before: UnitAssessment | null;
  readonly after: UnitAssessment;
  readonly isChanged: boolean;
}

/** @throws Problem unit.unknown, definition.unknown */
export async function unitsToAssess(
  deps: Deps,
  round: string,
  units: readonly string[],
): Promise<readonly UnitToAssess[]> {
  const { scheme, polls } = await deps.office.inTransaction(async (office) => {
    const row = await office.round(round);
    const known = await office.units(round);
    if (!row || units.some((id) => !known.some((one) => one.id === id)))
      throw new Problem("unit.unknown", {});
    return { ...(await schemeOf(deps, office, row)), polls: await office.polls(round) };
  });
  return Promise.all(
    units.map(async (unit): Promise<UnitToAssess> => {
      const closed = polls.find((poll) => poll.unit === unit && poll.state === "closed");
      return { round, unit, scheme, release: closed ? await releaseOfRow(deps, closed) : null };
    }),
  );
}

/**
 * Writes one entry inside a transaction, on record with what changed. A decision on a limit falls when what it rested
 * on changes.
 *
 * @returns what stood before, null for nothing, and what stands now
 * @throws Problem assessment.frozen, assessment.changed
 */
export async function writeAssessment(
  deps: Pick<Deps, "clock">,
  office: OfficeTransaction,
  who: Actor,
  place: UnitToAssess,
  entryFrom: (before: UnitAssessment) => AssessmentEntry,
  basedOn: string | null = null,
): Promise<WrittenAssessment> {
  const { round, unit, scheme } = place;
  const stored = await office.assessment(round, unit);
  const before = stored ?? EMPTY_ASSESSMENT;
  const { panelSheets, ...others } = { ...before, ...entryFrom(before), capDecisions: before.capDecisions };
  const hasSheets = panelSheets !== undefined && Object.keys(panelSheets).length > 0;
  const entered: UnitAssessment = hasSheets ? { ...others, panelSheets } : others;
  const after = { ...entered, capDecisions: standingDecisions(place, before, entered) };
  const { state } = standingOf(await office.review(round, unit));
  const isJudgementSame = canonicalJson(before.judgement) === canonicalJson(after.judgement);
  if (state !== "entry" && !(state === "judged" && isJudgementSame)) {
    throw new Problem("assessment.frozen", { state });
  }
  if (basedOn !== null && basedOn !== versionOf(before)) throw new Problem("assessment.changed", {});
  await office.saveAssessment(round, unit, after);
  const changed = describeChange(scheme, stored, after);
  await audit(deps, office, who, "assessment.saved", `${round}/${unit}`, {
    ...(changed !== "" && { changed }),
    ...changeOf(stored, after),
  });
  return { before: stored, after, isChanged: changed !== "" };
}

/** Decisions whose limit is still called for by the very same evidence. */
function standingDecisions(
  { scheme, release }: UnitToAssess,
  before: UnitAssessment,
  after: UnitAssessment,
): UnitAssessment["capDecisions"] {
  if (!release) return {};
  const evidenceIn = (assessment: UnitAssessment): ReadonlyMap<string, string> =>
    new Map(scoreClosed(scheme, release, assessment).caps.map(({ id, evidence }) => [id, evidence]));
  const old = evidenceIn(before);
  const now = evidenceIn(after);
  return Object.fromEntries(
    Object.entries(after.capDecisions).filter(([id]) => now.has(id) && now.get(id) === old.get(id)),
  );
}
