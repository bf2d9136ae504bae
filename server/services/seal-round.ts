/**
 * `seal`: freezes forms, scheme, roster, blocks, weights, thresholds and the address, makes the keys,
 * and from then on real tickets may be made.
 *
 * @source anonymity.md §2a
 */
import { digestOf } from "../core/definition/canonical.ts";
import { freezeForm } from "../core/definition/freeze-form.ts";
import type { FrozenForm } from "../core/definition/frozen.ts";
import { Problem } from "../core/problem.ts";
import { planPoll } from "../core/round/plan-poll.ts";
import type { PollPlan } from "../core/round/plan.ts";
import { unitTypeOf } from "../core/roster/category-names.ts";
import type { Unit } from "../core/roster/unit.ts";
import { makePollKeys } from "../keys/make-keys.ts";
import type { OfficeTransaction, PollRow, RoundRow } from "../store/office.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";

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

/**
 * Seals every poll of a round that is still in draft. Can be repeated: a poll is sealed or still a draft, never between.
 *
 * @throws Problem round.unknown, poll.no-address without a public address
 */
export async function sealRound(
  deps: Deps,
  who: Actor,
  roundId: string,
  progress: (at: SealProgress) => void = () => {},
): Promise<SealOutcome> {
  const row = await freezeRound(deps, who, roundId);
  const { units, polls } = await deps.office.inTransaction(async (office) => ({
    units: new Map((await office.units(roundId)).map((unit) => [unit.id, unit])),
    polls: (await office.polls(roundId)).filter((poll) => poll.state === "draft"),
  }));
  const sealed: string[] = [];
  const tooSmall: string[] = [];
  for (const poll of polls) {
    const unit = units.get(poll.unit);
    if (!unit) throw new Problem("unit.unknown", {});
    if (eligibleInside(unit) < row.round.thresholds.floor) tooSmall.push(poll.id);
    else {
      await sealPoll(deps, who, row, unit, poll);
      sealed.push(poll.id);
    }
    progress({ sealed: sealed.length + tooSmall.length, of: polls.length });
  }
  return { sealed, tooSmall };
}

function eligibleInside(unit: Unit): number {
  return unit.categories.filter((c) => !c.isOutside).reduce((sum, c) => sum + c.eligible, 0);
}

async function freezeRound(deps: Deps, who: Actor, roundId: string): Promise<FrozenRound> {
  return deps.office.inTransaction(async (office) => {
    const row = await office.round(roundId);
    if (!row) throw new Problem("round.unknown", {});
    if (row.frozen) return row as FrozenRound;
    if (deps.address === null) throw new Problem("poll.no-address", {});
    const instruments = row.round.forms.map(({ instrument }) => {
      const found = deps.library.instruments.get(instrument);
      if (!found) throw new Problem("definition.unknown", { id: instrument });
      return found;
    });
    const scheme = deps.library.schemes.get(row.round.scheme);
    if (!scheme) throw new Problem("definition.unknown", { id: row.round.scheme });
    const frozen = { instruments, scheme, address: deps.address };
    await office.saveRound({ round: row.round, frozen });
    await audit(deps, office, who, "round.frozen", roundId, { scheme: scheme.digest, address: deps.address });
    return { round: row.round, frozen };
  });
}

async function sealPoll(deps: Deps, who: Actor, row: FrozenRound, unit: Unit, poll: PollRow): Promise<void> {
  const forms = freezeForms(deps, row, unit);
  const plan = planPoll({
    categories: unit.categories,
    forms: forms.map(({ form, digest }) => ({
      instrument: form.instrument,
      digest,
      categories: row.round.forms.find((one) => one.instrument === form.instrument)!.categories,
    })),
    thresholds: row.round.thresholds,
  });
  await makeKeysOnce(deps, poll.id, plan);
  await deps.office.inTransaction(async (office) => {
    await saveForms(office, forms);
    await office.savePoll({ ...poll, state: "sealed", plan });
    await audit(deps, office, who, "poll.sealed", poll.id, { unit: unit.name });
  });
  deps.live.forget(poll.id);
}

/** Keys of an attempt that did not reach the office store are dropped: no ticket can exist for them. */
async function makeKeysOnce(deps: Deps, poll: string, plan: PollPlan): Promise<void> {
  if (await deps.roll.holds(poll)) await deps.roll.erase(poll);
  const wanted = plan.forms.flatMap((form) =>
    form.blocks.map((block) => ({ instrument: form.instrument, block: block.id, source: "ticket" as const })),
  );
  const { pollKeys, signing } = await makePollKeys(poll, wanted);
  await deps.roll.addKeys(pollKeys, signing);
}

async function saveForms(
  office: OfficeTransaction,
  forms: readonly { form: FrozenForm; digest: string }[],
): Promise<void> {
  for (const { form, digest } of forms) await office.saveForm(digest, form);
}

function freezeForms(deps: Deps, row: FrozenRound, unit: Unit): { form: FrozenForm; digest: string }[] {
  const { round, frozen } = row;
  const type = unitTypeOf(deps.library.categoryNames, unit.unitType);
  const kinds = frozen.instruments.map(({ instrument }) => instrument.kind);
  return frozen.instruments.map(({ instrument }) => {
    const plan = round.forms.find((one) => one.instrument === instrument.id)!;
    const form = freezeForm(instrument, {
      leaders: unit.leaders,
      variables: {
        单位: unit.name,
        本单位: "本单位",
        领导班子: "领导班子",
        评价时段: round.period,
        巡察组: unit.group,
        轮次: round.title,
        反馈日期: "",
        ...type?.variables,
      },
      words: type?.words ?? [],
      include: plan.include,
      kindsInRound: kinds,
    });
    return { form, digest: digestOf(form) };
  });
}
