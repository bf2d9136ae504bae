import { unitEligible } from "../../../core/results/unit-eligible.ts";
import { isProblem, Problem } from "../../../core/problem.ts";
import type { PollPlan } from "../../../core/round/plan.ts";
import { NO_POSTER_FIELDS, type PosterFields } from "../../../core/round/poster.ts";
import { type Round, USUAL_BITS } from "../../../core/round/round.ts";
import type { Unit } from "../../../core/roster/unit.ts";
import { countTurnout } from "../../../services/count-turnout.ts";
import type { Instrument } from "../../../core/definition/instrument.ts";
import type { Deps } from "../../../services/deps.ts";
import { findDraftForm } from "../../../services/find-form.ts";
import { allSchemes } from "../../../services/find-scheme.ts";
import { releaseOfRow } from "../../../services/release-poll.ts";
import type { AccountRow, OfficeTransaction, PollRow, RoundRow } from "../../../store/office.ts";
import type { BatchRow, RoundAnswer, RoundLine, Turnout, UnitRow } from "../answers.ts";
import { maySee } from "../session.ts";

export async function presentRounds(deps: Deps, account: AccountRow): Promise<RoundLine[]> {
  return deps.office.inTransaction(async (office) => {
    const lines: RoundLine[] = [];
    for (const { round } of await office.rounds()) {
      const seen = new Set((await office.units(round.id)).filter((u) => maySee(account, u)).map((u) => u.id));
      const polls = (await office.polls(round.id)).filter((poll) => seen.has(poll.unit));
      lines.push({
        id: round.id,
        title: round.title,
        units: seen.size,
        closed: polls.filter(({ state }) => state === "closed" || state === "destroyed").length,
      });
    }
    return lines;
  });
}

/** @throws Problem round.unknown */
export async function presentRound(deps: Deps, account: AccountRow, id: string): Promise<RoundAnswer> {
  const { row, forms, scheme, units, polls, wireless, isFixed } = await deps.office.inTransaction(
    async (office) => {
      const row = await office.round(id);
      if (!row) throw new Problem("round.unknown", {});
      const forms = await formsOf(deps, office, row);
      const found = await allSchemes(deps, office);
      const scheme =
        (row.frozen ?? row.brought)?.scheme ?? found.find((one) => one.scheme.id === row.round.scheme);
      return {
        row,
        forms,
        scheme: scheme?.scheme,
        units: await office.units(id),
        isFixed: (await office.parcels.taskOf(id)) !== null,
        polls: await office.polls(id),
        wireless: account.role === "office" ? await office.wireless.of(id) : null,
      };
    },
  );
  const { round } = row;
  const rows: UnitRow[] = [];
  for (const unit of byGroup(units.filter((one) => maySee(account, one)))) {
    const poll = polls.find((one) => one.unit === unit.id) ?? null;
    rows.push(await presentUnit(deps, forms, round, unit, poll));
  }
  return {
    id: round.id,
    title: round.title,
    authority: round.authority,
    setUp: round.setUp,
    wireless: wireless && { name: wireless.name, password: wireless.password },
    period: round.period,
    feedbackDate: round.feedbackDate ?? "",
    span: { from: row.span?.from ?? "", to: row.span?.to ?? "" },
    openUntil: round.openUntil,
    contactPhone: round.contactPhone,
    listPlace: round.listPlace ?? "",
    poster: presentPoster(round.poster ?? NO_POSTER_FIELDS),
    thresholds: round.thresholds,
    scheme: { id: round.scheme, version: scheme?.version ?? "", title: scheme?.title ?? round.scheme },
    judgesFirst: round.judgesFirst === true,
    smallBlocks: round.smallBlocks === true,
    keyBits: round.keyBits ?? USUAL_BITS,
    forms: round.forms.map(({ instrument, categories, include }) => ({
      instrument,
      ...titlesOf(forms, instrument),
      goneVersion: forms.get(instrument)?.goneVersion ?? null,
      categories,
      include,
    })),
    openCategories: round.openCategories ?? [],
    isFrozen: row.frozen !== null,
    isFixed,
    isArchived: row.archivedAtUtc !== undefined,
    address: row.frozen?.address ?? deps.address,
    units: rows,
  };
}

const presentPoster = ({ mailbox, email, visitAt, signedBy, signedOn }: PosterFields): PosterFields => ({
  mailbox,
  email,
  visitAt,
  signedBy,
  signedOn,
});

interface FoundForm {
  readonly instrument: Instrument;
  /** The version that the round names, where the library has only another one. */
  readonly goneVersion: string | null;
}

type Forms = ReadonlyMap<string, FoundForm>;

/** Sealed: the round's own copies. A draft may name a form, or a version of it, that has left the library. */
async function formsOf(deps: Deps, office: OfficeTransaction, row: RoundRow): Promise<Forms> {
  const forms = new Map<string, FoundForm>();
  for (const { instrument } of row.frozen?.instruments ?? [])
    forms.set(instrument.id, { instrument, goneVersion: null });
  if (row.frozen) return forms;
  for (const plan of row.round.forms) {
    const found = await findDraftForm(deps, office, plan, row.brought);
    if (!found) continue;
    const goneVersion = found.isOther ? (plan.version ?? null) : null;
    forms.set(plan.instrument, { instrument: found.form.instrument, goneVersion });
  }
  return forms;
}

function titlesOf(
  forms: Forms,
  id: string,
): Pick<RoundAnswer["forms"][number], "version" | "title" | "shortTitle"> {
  const found = forms.get(id);
  const { version, title, shortTitle } = found?.instrument ?? { version: null, title: id, shortTitle: id };
  return { version: found?.goneVersion ? null : version, title, shortTitle };
}

/** Groups in the order of the roster, within a group its units in that order; never by anything that was counted. */
function byGroup(units: readonly Unit[]): Unit[] {
  const groups = [...new Set(units.map(({ group }) => group))];
  return groups.flatMap((group) => units.filter((unit) => unit.group === group));
}

async function presentUnit(
  deps: Deps,
  forms: Forms,
  { openUntil }: Pick<Round, "openUntil">,
  unit: Unit,
  poll: PollRow | null,
): Promise<UnitRow> {
  const plan = poll?.plan ?? null;
  return {
    id: unit.id,
    name: unit.name,
    unitType: unit.unitType,
    group: unit.group,
    parent: unit.parent,
    eligible: unitEligible(unit, null),
    leaders: unit.leaders.length,
    categories: unit.categories.map(({ id, name, eligible, isOutside }) => ({
      id,
      name,
      eligible,
      isOutside,
    })),
    poll: poll && poll.state !== "draft" ? poll.id : null,
    state: poll?.state ?? "draft",
    turnout: poll && (await turnoutOf(deps, poll)),
    openUntil: poll?.openUntil ?? openUntil,
    forms: (plan?.forms ?? []).map((form) => ({
      instrument: form.instrument,
      shortTitle: titlesOf(forms, form.instrument).shortTitle,
      blocks: form.blocks.map(({ id, name, eligible }) => ({ id, name, eligible })),
    })),
    batches: poll && plan ? await batchesOf(deps, poll, plan) : [],
    links: (plan?.links ?? []).map(({ id, name }) => ({ id, name })),
  };
}

async function turnoutOf(deps: Deps, poll: PollRow): Promise<Turnout | null> {
  if (poll.state === "open" || poll.state === "paused" || poll.state === "closing") {
    return countTurnout(deps, poll.id).catch((error: unknown) => {
      // Closed since the list was read: one unit's end must not refuse the whole round.
      if (isProblem(error, "poll.closed")) return null;
      throw error;
    });
  }
  if (poll.state !== "closed") return null;
  const { result, head } = await releaseOfRow(deps, poll);
  return {
    returned: result.returned,
    eligible: unitEligible(head.unit, head.plan),
  };
}

async function batchesOf(deps: Deps, poll: PollRow, plan: PollPlan): Promise<BatchRow[]> {
  const counts =
    poll.state === "closed" ? (await releaseOfRow(deps, poll)).head.roll : await deps.roll.counts(poll.id);
  const minted = new Map(counts.map((count) => [count.batch, count.minted]));
  return plan.batches.map(({ id, name, eligible, blocks }) => {
    return { id, name, eligible, minted: minted.get(id) ?? 0, forms: Object.keys(blocks) };
  });
}
