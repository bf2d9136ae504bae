import { asksFeedbackDate } from "../core/round/form-context.ts";
import { isProblem, Problem } from "../core/problem.ts";
import type { Instrument } from "../core/definition/instrument.ts";
import { blockMinOf } from "../core/round/block-min.ts";
import { overlappingForms } from "../core/round/overlapping-forms.ts";
import { planPoll } from "../core/round/plan-poll.ts";
import type { PlannedForm } from "../core/round/plan.ts";
import { type Readiness, type ReadinessFacts, readReadiness } from "../core/round/readiness.ts";
import type { FormPlan, Round } from "../core/round/round.ts";
import type { Unit } from "../core/roster/unit.ts";
import type { OfficeTransaction, PollRow, RoundRow } from "../store/office.ts";
import type { Deps } from "./deps.ts";
import { findDraftForm, type LibraryForm } from "./find-form.ts";
import { allSchemes, type FoundScheme } from "./find-scheme.ts";
import { freezeForms, misfitsOf } from "./seal-round.ts";

/** How ready a round is, and how each unit would be cut into blocks as things stand. */
export interface RoundReadiness {
  readonly readiness: Readiness;
  /** Units that can be planned; [] once sealed, because each poll then has its plan. */
  readonly plans: readonly { readonly unit: Unit; readonly forms: readonly PlannedForm[] }[];
}

/** Asks of everything the seal would ask, and changes nothing. @throws Problem round.unknown */
export async function readRoundReadiness(deps: Deps, roundId: string): Promise<RoundReadiness> {
  const found = await deps.office.inTransaction(async (office) => {
    const row = await office.round(roundId);
    if (!row) throw new Problem("round.unknown", {});
    const units = await office.units(roundId);
    return {
      row,
      units,
      polls: await office.polls(roundId),
      forms: row.frozen ? [] : await formsOf(deps, office, row),
      scheme: await draftScheme(deps, office, row),
      rehearsing: (await office.rehearsals(roundId)).map(
        ({ unit }) => units.find(({ id }) => id === unit)?.name ?? unit,
      ),
      hasRehearsed: (await office.auditOf("rehearsal.wiped")).some(
        ({ detail }) => (JSON.parse(detail) as { round?: string }).round === roundId,
      ),
    };
  });
  const { row, units, forms, scheme, rehearsing, hasRehearsed } = found;
  const plans = row.frozen
    ? []
    : units.map((unit) => ({ unit, forms: plannedForms(row.round, instrumentsOf(row, forms), unit) }));
  const polls = await Promise.all(found.polls.map((poll) => pollFacts(deps, poll, units)));
  const readiness = readReadiness({
    isFrozen: row.frozen !== null,
    units: units.map(({ id, name, leaders }, i) => ({
      name,
      leaders: leaders.length,
      principals: leaders.filter(({ isPrincipal }) => isPrincipal).length,
      isTooSmall: row.frozen
        ? found.polls.some(({ unit, state }) => unit === id && state === "draft")
        : plans[i]?.forms === null,
    })),
    needsLeaders: instrumentsOf(row, forms).some(({ items }) =>
      Object.values(items).some(({ repeat }) => repeat !== undefined),
    ),
    forms: row.frozen ? [] : formFacts(deps, { round: row.round, scheme, forms, units }),
    overlapping: overlappingTitles(plans, instrumentsOf(row, forms)),
    schemeMisses: row.frozen ? null : schemeMisses(deps, scheme, forms),
    setUp: row.round.setUp,
    address: row.frozen?.address ?? deps.address,
    rehearsing,
    hasRehearsed,
    polls,
  });
  return { readiness, plans: plans.flatMap((one) => (one.forms ? [{ ...one, forms: one.forms }] : [])) };
}

/** One of a round's forms; null when it has left the library, with what the library has of it now. */
type Found = readonly {
  readonly plan: FormPlan;
  readonly form: LibraryForm | null;
  readonly other: LibraryForm | null;
}[];

async function formsOf(deps: Deps, office: OfficeTransaction, { round, brought }: RoundRow): Promise<Found> {
  const found: Found[number][] = [];
  for (const plan of round.forms) {
    const one = await findDraftForm(deps, office, plan, brought);
    found.push({
      plan,
      form: one?.isOther === false ? one.form : null,
      other: one?.isOther ? one.form : null,
    });
  }
  return found;
}

/** Null when it has left the library. */
async function draftScheme(
  deps: Deps,
  office: OfficeTransaction,
  { round, brought }: RoundRow,
): Promise<FoundScheme | null> {
  const found = (await allSchemes(deps, office)).find(({ scheme }) => scheme.id === round.scheme);
  return brought?.scheme ?? found ?? null;
}

const instrumentsOf = ({ frozen }: RoundRow, forms: Found) =>
  (frozen?.instruments ?? forms.flatMap(({ form }) => form ?? [])).map(({ instrument }) => instrument);

function overlappingTitles(
  plans: readonly { readonly forms: readonly PlannedForm[] | null }[],
  instruments: readonly Instrument[],
): readonly string[] {
  const found = new Set(plans.flatMap(({ forms }) => overlappingForms(forms ?? [])));
  return instruments.filter(({ id }) => found.has(id)).map(({ title }) => title);
}

/** Null when the unit is too small for a poll of its own. */
function plannedForms(
  round: Round,
  instruments: readonly Instrument[],
  { categories }: Unit,
): readonly PlannedForm[] | null {
  const { thresholds, openCategories = [] } = round;
  try {
    const planned = round.forms.map(({ instrument, categories: chosen }) => {
      const known = instruments.find(({ id }) => id === instrument);
      const blockMin = known && blockMinOf(round, known);
      return { instrument, digest: "", categories: chosen, blockMin };
    });
    return planPoll({ categories, forms: planned, thresholds, openCategories }).forms;
  } catch (error) {
    if (isProblem(error, "poll.too-few-eligible")) return null;
    throw error;
  }
}

interface Draft {
  readonly round: Round;
  /** Null when it has left the library. */
  readonly scheme: FoundScheme | null;
  readonly forms: Found;
  readonly units: readonly Unit[];
}

function formFacts(deps: Deps, draft: Draft): ReadinessFacts["forms"] {
  const { round, forms } = draft;
  return forms.map(({ plan: { instrument, version = "" }, form, other }) => {
    if (!form && other) return { title: `${other.instrument.title} ${version}`, misses: "form-replaced" };
    if (!form) return { title: instrument, misses: "form-unknown" };
    const { title } = form.instrument;
    const lacksDate = asksFeedbackDate(form.instrument) && (round.feedbackDate ?? "").trim() === "";
    if (lacksDate) return { title, misses: "feedback-date" };
    return { title, misses: fits(deps, draft, form) ? null : "form-unfit" };
  });
}

/** Whether the form can be made for every unit that is large enough and has leaders. */
function fits(deps: Deps, { round, scheme, forms, units }: Draft, form: LibraryForm): boolean {
  if (!scheme) return true;
  const known = forms.flatMap((one) => one.form ?? []);
  const frozen = { instruments: known, scheme, address: "" };
  try {
    const instruments = known.map(({ instrument }) => instrument);
    const isPlanned = (unit: Unit): boolean => plannedForms(round, instruments, unit) !== null;
    for (const unit of units.filter((one) => one.leaders.length > 0 && isPlanned(one)))
      freezeForms(deps, { round, frozen }, unit, form.instrument.id);
    return true;
  } catch (error) {
    if (isProblem(error, "definition.invalid")) return false;
    throw error;
  }
}

function schemeMisses(deps: Deps, found: FoundScheme | null, forms: Found): ReadinessFacts["schemeMisses"] {
  if (!found) return "scheme-unknown";
  const known = forms.flatMap(({ form }) => form ?? []);
  return misfitsOf(deps, known, found.scheme).length > 0 ? "scheme-unfit" : null;
}

async function pollFacts(
  deps: Deps,
  { id, unit, state, plan }: PollRow,
  units: readonly Unit[],
): Promise<ReadinessFacts["polls"][number]> {
  const isRunning = state === "sealed" || state === "open" || state === "paused";
  const counts = isRunning ? await deps.roll.counts(id) : [];
  const printed = (plan?.batches ?? []).filter(({ id: batch }) =>
    counts.some((count) => count.batch === batch && count.minted > 0),
  );
  return {
    unit: units.find((one) => one.id === unit)?.name ?? unit,
    state,
    bags: plan?.batches.length ?? 0,
    printed: printed.length,
  };
}
