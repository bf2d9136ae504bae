/**
 * `seal`: freezes forms, scheme, roster, blocks, weights, thresholds and the address, makes the keys,
 * and from then on real tickets may be made.
 *
 * @source anonymity.md §2a
 */
import { digestOf } from "../core/definition/canonical.ts";
import { freezeForm } from "../core/definition/freeze-form.ts";
import type { FrozenForm } from "../core/definition/frozen.ts";
import type { Instrument } from "../core/definition/instrument.ts";
import { type DefinitionFault, isProblem, Problem } from "../core/problem.ts";
import { blockMinOf } from "../core/round/block-min.ts";
import { planPoll } from "../core/round/plan-poll.ts";
import { asksFeedbackDate, formContext } from "../core/round/form-context.ts";
import type { PollPlan } from "../core/round/plan.ts";
import { type KeyBits, type Round, USUAL_BITS } from "../core/round/round.ts";
import { unitTypeOf } from "../core/roster/category-names.ts";
import type { Unit } from "../core/roster/unit.ts";
import { checkBesideForms } from "../core/scoring/check-beside-forms.ts";
import type { Scheme } from "../core/scoring/scheme.ts";
import { withPrices } from "../core/scoring/with-prices.ts";
import { makePollKeys, type WantedKey } from "../keys/make-keys.ts";
import type { OfficeTransaction, PollRow, RoundRow } from "../store/office.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";
import { findForms } from "./find-form.ts";
import { findScheme } from "./find-scheme.ts";
import { requireSameAsTask } from "./parcel/require-fixed.ts";

type FrozenRound = RoundRow & { readonly frozen: NonNullable<RoundRow["frozen"]> };

export interface SealProgress {
  readonly sealed: number;
  readonly of: number;
}

/** Units below `floor` eligible stay in draft: they have to share a poll with a neighbour. */
export interface SealOutcome {
  readonly sealed: readonly string[];
  readonly tooSmall: readonly string[];
}

/** Seals under way in this process, by the store that is written: a second caller waits for the first. */
const underWay = new WeakMap<Deps["office"], Map<string, Promise<SealOutcome>>>();

/**
 * Seals every poll of a round that is still in draft. Can be repeated: a poll is sealed or still a draft, never between.
 * Every form and plan is made before anything is frozen, so that a round that cannot be sealed can still be changed.
 * Whoever asks while the same round is being sealed waits: keys are made once, and never for a poll that has some in use.
 *
 * @throws Problem round.unknown, round.rehearsing, poll.no-address without a public address,
 *   round.setting-missing, definition.unknown, definition.invalid,
 *   scheme.invalid when a form lacks what the scheme asks of it;
 *   poll.too-few-eligible when no unit is large enough
 */
export function sealRound(
  deps: Deps,
  who: Actor,
  roundId: string,
  progress: (at: SealProgress) => void = () => {},
): Promise<SealOutcome> {
  const ofStore = underWay.get(deps.office) ?? new Map<string, Promise<SealOutcome>>();
  underWay.set(deps.office, ofStore);
  const found = ofStore.get(roundId);
  if (found) return found;
  const alone = deps.live.alone(`seal ${roundId}`, () => sealDrafts(deps, who, roundId, progress));
  const sealing = alone.finally(() => ofStore.delete(roundId));
  ofStore.set(roundId, sealing);
  return sealing;
}

async function sealDrafts(
  deps: Deps,
  who: Actor,
  roundId: string,
  progress: (at: SealProgress) => void,
): Promise<SealOutcome> {
  const { planned, tooSmall } = await freezeRound(deps, who, roundId);
  const sealed: string[] = [];
  for (const [i, poll] of planned.entries()) {
    if (await sealPoll(deps, who, poll)) sealed.push(poll.row.id);
    progress({ sealed: i + 1 + tooSmall.length, of: planned.length + tooSmall.length });
  }
  await deps.office.inTransaction((office) =>
    audit(deps, office, who, "round.sealed", roundId, { polls: sealed.length, tooSmall: tooSmall.length }),
  );
  return { sealed, tooSmall };
}

/** A draft with what it will be sealed with. */
export interface PlannedPoll {
  readonly row: PollRow;
  readonly unit: Unit;
  readonly forms: readonly { readonly form: FrozenForm; readonly digest: string }[];
  readonly plan: PollPlan;
  readonly keyBits: KeyBits | undefined;
}

interface Planned {
  readonly planned: readonly PlannedPoll[];
  readonly tooSmall: readonly string[];
}

async function freezeRound(deps: Deps, who: Actor, roundId: string): Promise<Planned> {
  return deps.office.inTransaction(async (office) => {
    const wasFrozen = Boolean((await office.round(roundId))?.frozen);
    const row = await frozenForSeal(deps, office, who, roundId, "here");
    const outcome = planDrafts(deps, row, await office.units(roundId), await office.polls(roundId));
    if (!wasFrozen && outcome.planned.length === 0) {
      throw new Problem("poll.too-few-eligible", { eligible: 0, floor: row.round.thresholds.floor });
    }
    return outcome;
  });
}

/**
 * The round with what is frozen, freezing it when nobody has yet. A refusal of the caller takes all of it back.
 *
 * @param where polls are held: `away`, on other installations, no address of this one is needed
 * @throws Problem round.unknown, round.rehearsing, round.fixed; as `frozenOf`
 */
export async function frozenForSeal(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  roundId: string,
  where: "here" | "away",
): Promise<FrozenRound> {
  const row = await office.round(roundId);
  if (!row) throw new Problem("round.unknown", {});
  const { round } = row;
  const rehearsals = (await office.rehearsals(roundId)).length;
  if (rehearsals > 0) throw new Problem("round.rehearsing", { rehearsals });
  const task = await office.parcels.taskOf(roundId);
  if (task && where === "away") throw new Problem("round.fixed", { group: task.group });
  const address =
    where === "away" ? (row.frozen?.address ?? deps.address ?? "") : row.frozen?.address || deps.address;
  if (address === null) throw new Problem("poll.no-address", {});
  const isKept = row.frozen !== null && row.frozen.address === address;
  if (row.frozen && isKept) return { ...row, frozen: row.frozen };
  const frozen = row.frozen ? { ...row.frozen, address } : await frozenOf({ ...deps, address }, office, row);
  if (task) requireSameAsTask(task, { round, frozen });
  await office.saveRound({ ...row, frozen });
  const { smallBlocks = false, keyBits = USUAL_BITS } = round;
  const facts = { scheme: frozen.scheme.digest, address, smallBlocks, keyBits };
  await audit(deps, office, who, "round.frozen", roundId, facts);
  return { ...row, frozen };
}

/** What a seal would freeze now. */
export async function frozenOf(
  deps: Deps,
  office: OfficeTransaction,
  { round, brought }: Pick<RoundRow, "round" | "brought">,
): Promise<FrozenRound["frozen"]> {
  if (deps.address === null) throw new Problem("poll.no-address", {});
  const found = await findForms(deps, office, round.forms, brought);
  const instruments = found.map(({ digest, instrument }) => ({ digest, instrument }));
  requireFeedbackDate(round, instruments);
  const scheme = brought?.scheme ?? (await findScheme(deps, office, round.scheme));
  const faults = misfitsOf(deps, instruments, scheme.scheme);
  if (faults.length > 0) throw new Problem("scheme.invalid", { faults });
  return { instruments, scheme, address: deps.address };
}

function requireFeedbackDate(
  { feedbackDate = "" }: Round,
  instruments: readonly { readonly instrument: Instrument }[],
): void {
  if (feedbackDate.trim() !== "") return;
  const asking = instruments.filter(({ instrument }) => asksFeedbackDate(instrument));
  if (asking.length === 0) return;
  const forms = asking.map(({ instrument }) => instrument.shortTitle);
  throw new Problem("round.setting-missing", { setting: "feedbackDate", forms });
}

/** An own version of a form may lack what the scheme asks of it; forms that the round leaves out are as shipped. */
export function misfitsOf(
  deps: Pick<Deps, "library">,
  instruments: readonly { readonly instrument: Instrument }[],
  scheme: Scheme,
): readonly DefinitionFault[] {
  const forms = [...deps.library.instruments.values(), ...instruments].map(({ instrument }) => instrument);
  return checkBesideForms(scheme, new Map(forms.map((form) => [form.id, form])));
}

/** A roster imported again may have fewer units; the drafts of those that left stay unused. */
export function planDrafts(
  deps: Deps,
  round: FrozenRound,
  units: readonly Unit[],
  polls: readonly PollRow[],
): Planned {
  const planned: PlannedPoll[] = [];
  const tooSmall: string[] = [];
  for (const row of polls) {
    const unit = units.find((one) => one.id === row.unit);
    if (row.state !== "draft" || !unit) continue;
    try {
      planned.push(planUnit(deps, round, unit, row));
    } catch (error) {
      if (!isProblem(error, "poll.too-few-eligible")) throw error;
      tooSmall.push(row.id);
    }
  }
  return { planned, tooSmall };
}

/** Forms, blocks and bags of one unit. @throws Problem poll.too-few-eligible, definition.invalid */
export function planUnit(deps: Deps, { round, frozen }: FrozenRound, unit: Unit, row: PollRow): PlannedPoll {
  const forms = freezeForms(deps, { round, frozen }, unit);
  const plan = planPoll({
    categories: unit.categories,
    forms: forms.map(({ form, digest }) => ({
      instrument: form.instrument,
      digest,
      categories: round.forms.find((one) => one.instrument === form.instrument)!.categories,
      blockMin: blockMinOf(
        round,
        frozen.instruments.find(({ instrument }) => instrument.id === form.instrument)!.instrument,
      ),
    })),
    thresholds: round.thresholds,
    openCategories: round.openCategories ?? [],
  });
  return { row, unit, forms, plan, keyBits: round.keyBits };
}

/** @returns whether it was still a draft: it may have gone to another installation, or been voided, meanwhile */
async function sealPoll(deps: Deps, who: Actor, planned: PlannedPoll): Promise<boolean> {
  const { id } = planned.row;
  if (!(await deps.office.inTransaction((office) => draftOf(office, id)))) return false;
  await makeKeysOnce(deps, id, planned);
  const isSealed = await deps.office.inTransaction(async (office) => {
    const draft = await draftOf(office, id);
    if (!draft) return false;
    await saveForms(office, planned.forms);
    await office.savePoll({ ...draft, state: "sealed", plan: planned.plan });
    await audit(deps, office, who, "poll.sealed", id, { unit: planned.unit.name });
    return true;
  });
  if (!isSealed) await deps.roll.erase(id);
  deps.live.forget(id);
  return isSealed;
}

async function draftOf(office: OfficeTransaction, poll: string): Promise<PollRow | null> {
  const row = await office.poll(poll);
  return row?.state === "draft" ? row : null;
}

/** Keys of an attempt that did not reach the office store are dropped: no ticket can exist for them. */
export async function makeKeysOnce(
  deps: Deps,
  poll: string,
  { plan, keyBits }: Pick<PlannedPoll, "plan" | "keyBits">,
): Promise<void> {
  if (await deps.roll.holds(poll)) await deps.roll.erase(poll);
  const wanted = plan.forms.flatMap((form) =>
    form.blocks.map((block): WantedKey => {
      return { instrument: form.instrument, block: block.id, source: block.isOpen ? "open" : "ticket" };
    }),
  );
  const { pollKeys, signing } = await makePollKeys(poll, wanted, keyBits);
  await deps.roll.addKeys(pollKeys, signing);
}

export async function saveForms(
  office: OfficeTransaction,
  forms: readonly { form: FrozenForm; digest: string }[],
): Promise<void> {
  for (const { form, digest } of forms) await office.saveForm(digest, form);
}

/**
 * The forms of a round as one unit's people will see them.
 *
 * @param only one form of the round; absent: all of them
 * @throws Problem definition.invalid
 */
export function freezeForms(
  deps: Pick<Deps, "library">,
  row: FrozenRound,
  unit: Unit,
  only?: string,
): { form: FrozenForm; digest: string }[] {
  const { round, frozen } = row;
  const type = unitTypeOf(deps.library.categoryNames, unit.unitType);
  const kinds = frozen.instruments.map(({ instrument }) => instrument.kind);
  const wanted = frozen.instruments.filter(({ instrument }) => only === undefined || instrument.id === only);
  return wanted.map(({ instrument }) => {
    const plan = round.forms.find((one) => one.instrument === instrument.id)!;
    const form = freezeForm(
      withPrices(instrument, frozen.scheme.scheme),
      formContext(round, unit, type, { include: plan.include, kinds }),
    );
    return { form, digest: digestOf(form) };
  });
}
