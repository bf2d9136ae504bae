import { canonicalJson, digestOf } from "../../core/definition/canonical.ts";
import type { Parcel } from "../../core/parcel/parcel.ts";
import { readTask, type TaskContents } from "../../core/parcel/task-contents.ts";
import { isProblem, Problem } from "../../core/problem.ts";
import type { OfficeTransaction, PollRow } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { allForms } from "../find-form.ts";
import { allSchemes } from "../find-scheme.ts";
import { frozenOf, planUnit } from "../seal-round.ts";
import { requireSameAsTask } from "./require-fixed.ts";
import { parcelRefused, requireSigned } from "./require-signed.ts";
import { parcelRow } from "./sign-parcel.ts";

export interface TakenTask {
  readonly kind: "task";
  readonly round: string;
  readonly title: string;
  readonly units: readonly string[];
}

/**
 * Takes a 任务包 in, all of it or nothing: the round with its settings, forms and scheme, the group's units and their polls in
 * draft. From then on the round is rehearsed, sealed and held here as any other, and nothing of it can be changed.
 *
 * @throws Problem parcel.refused; poll.no-address while this installation has no address to print
 */
export async function importTask(deps: Deps, who: Actor, parcel: Parcel): Promise<TakenTask> {
  const contents = readTask(parcel);
  await checkDefinitions(deps, contents);
  return deps.office.inTransaction(async (office) => {
    const from = await requireSigned(deps, office, parcel);
    const { round, units } = contents;
    if (round.id !== parcel.manifest.round) throw parcelRefused("damaged", "round.json");
    if (await office.round(round.id)) throw parcelRefused("already-here", round.title);
    const atUtc = deps.clock().toISOString();
    await addDefinitions(deps, office, contents, { atUtc, by: from });
    await requireSamePlans(deps, office, contents);
    await office.saveRound({ round, frozen: null });
    await office.saveUnits(
      round.id,
      units.map(({ unit }) => unit),
    );
    for (const { unit, poll } of units) {
      if (await office.poll(poll)) throw parcelRefused("already-here", unit.name);
      await office.savePoll(draftOf(round.id, unit.id, poll));
    }
    const ids = units.map(({ unit }) => unit.id);
    const row = parcelRow(parcel, { isIncoming: true, other: from, units: ids, audit: null, atUtc });
    await office.parcels.add(row);
    requireSameAsTask(row, { round, frozen: await frozenOf(deps, office, round) });
    const facts = { kind: "task", group: row.group, edition: row.edition, fingerprint: from, digest: row.id };
    await audit(deps, office, who, "parcel.taken-in", round.id, { ...facts, units: ids.length });
    return { kind: "task", round: round.id, title: round.title, units: units.map(({ unit }) => unit.name) };
  });
}

const draftOf = (round: string, unit: string, id: string): PollRow => ({
  id,
  round,
  unit,
  state: "draft",
  plan: null,
  openedAtUtc: null,
  closingEndsAtUtc: null,
  closedAtUtc: null,
  closedDigest: null,
});

/** Forms are signed for, and still what phones will run: each passes every layer of the checker here too. */
async function checkDefinitions(deps: Deps, { frozen }: TaskContents): Promise<void> {
  for (const { instrument, digest } of frozen.instruments) {
    try {
      const checked = await deps.readDefinition(canonicalJson(instrument));
      if (digestOf(checked.instrument) === digest && digestOf(instrument) === digest) continue;
    } catch (error) {
      if (!isProblem(error)) throw error;
    }
    throw parcelRefused("other-release", instrument.title);
  }
}

/** What this library does not have yet comes into it; what it has under the same name must be the same. */
async function addDefinitions(
  deps: Deps,
  office: OfficeTransaction,
  { frozen }: TaskContents,
  made: { readonly atUtc: string; readonly by: string },
): Promise<void> {
  const forms = await allForms(deps, office);
  for (const { instrument, digest } of frozen.instruments) {
    const { id, version, title } = instrument;
    const known = forms.find((one) => one.instrument.id === id && one.instrument.version === version);
    if (known && known.digest !== digest) throw parcelRefused("other-release", title);
    if (known) continue;
    const definition = canonicalJson(instrument);
    await office.addOwnForm({ id, version, digest, definition, madeAtUtc: made.atUtc, madeBy: made.by });
  }
  const { scheme, digest } = frozen.scheme;
  const known = (await allSchemes(deps, office)).find((one) => one.scheme.id === scheme.id);
  if (digestOf(scheme) !== digest || (known && known.digest !== digest)) {
    throw parcelRefused("other-release", scheme.title);
  }
  if (known) return;
  const { id } = scheme;
  await office.addOwnScheme({ id, digest, scheme, madeAtUtc: made.atUtc, madeBy: made.by });
}

/** Blocks and forms of every unit, worked out here, are those that the office worked out. */
async function requireSamePlans(
  deps: Deps,
  office: OfficeTransaction,
  { round, units }: TaskContents,
): Promise<void> {
  const frozen = await frozenOf(deps, office, round);
  for (const { unit, poll, plan } of units) {
    try {
      const planned = planUnit(deps, { round, frozen }, unit, draftOf(round.id, unit.id, poll));
      if (canonicalJson(planned.plan) === canonicalJson(plan)) continue;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
    throw parcelRefused("other-release", unit.name);
  }
}
