import { DEFAULT_THRESHOLDS, type Round } from "../core/round/round.ts";
import { Problem } from "../core/problem.ts";
import type { Wireless } from "../core/round/wireless.ts";
import { indicatorsOf, type Scheme } from "../core/scoring/scheme.ts";
import { digestOf } from "../core/definition/canonical.ts";
import { requireNotFixed } from "./parcel/require-fixed.ts";
import { changesBetween } from "../core/audit-change.ts";
import { questionTitle } from "../core/definition/question-title.ts";
import { roundFields, type RoundTitles } from "../core/round/round-fields.ts";
import { audit, type AuditFacts, changeOf } from "./audit.ts";
import type { OfficeTransaction } from "../store/office.ts";
import type { Actor, Deps } from "./deps.ts";
import { allForms, findForm } from "./find-form.ts";
import { allSchemes, findScheme } from "./find-scheme.ts";
import { saveWireless } from "./save-wireless.ts";

export type RoundRequest = Omit<Round, "id" | "thresholds"> &
  Partial<Pick<Round, "id" | "thresholds">> & {
    /** Of the group on site; absent: none. */
    readonly wireless?: Wireless | undefined;
  };

async function requireDefinitions(
  deps: Deps,
  office: OfficeTransaction,
  request: RoundRequest,
): Promise<void> {
  for (const { categories, include, ...plan } of request.forms) {
    const { instrument } = await findForm(deps, office, plan);
    const item = include.find((name) => instrument.items[name]?.optional !== true);
    if (item !== undefined) throw new Problem("definition.unknown", { id: `${instrument.id} ${item}` });
    const unknown = categories.filter((one) => !Object.hasOwn(deps.library.categoryNames.weights, one));
    if (unknown.length > 0) throw new Problem("scoring.unknown-category", { categories: unknown });
  }
  const { scheme } = await findScheme(deps, office, request.scheme);
  requireOpenLinks(deps, request, scheme);
}

/** Nobody checks who answers by an open link: it is for outside raters, and alone it decides no score. */
function requireOpenLinks(deps: Deps, { openCategories = [], forms }: RoundRequest, scheme: Scheme): void {
  const inside = openCategories.filter((one) => !deps.library.categoryNames.outside.includes(one));
  if (inside.length > 0) throw new Problem("round.open-link", { reason: "inside", of: inside });
  const scored = scheme.parts
    .flatMap(indicatorsOf)
    .flatMap(({ source }) => ("instrument" in source ? [source.instrument] : []));
  const alone = forms.filter(
    ({ instrument, categories }) =>
      scored.includes(instrument) && categories.every((one) => openCategories.includes(one)),
  );
  if (alone.length > 0)
    throw new Problem("round.open-link", { reason: "scored", of: alone.map(({ instrument }) => instrument) });
}

/**
 * Opens a round in draft: nothing is frozen yet.
 *
 * @throws Problem definition.unknown when a form, an optional item of it or the scheme is not in the library,
 *   scoring.unknown-category, round.open-link
 */
export const createRound = (deps: Deps, who: Actor, request: RoundRequest): Promise<Round> =>
  deps.office.inTransaction((office) => createRoundIn(deps, office, who, request));

/** The same beside what else a transaction does. */
export async function createRoundIn(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  request: RoundRequest,
): Promise<Round> {
  await requireDefinitions(deps, office, request);
  return addRound(deps, office, who, request, {});
}

/**
 * A round in draft as an earlier one was set up. It may name a form or a scheme that has left the library since: its
 * checklist says so, and its settings offer what there is.
 *
 * @param origin where it came from, for the record
 */
export const createRoundLike = (
  deps: Deps,
  who: Actor,
  request: RoundRequest,
  origin: AuditFacts,
): Promise<Round> => deps.office.inTransaction((office) => addRound(deps, office, who, request, origin));

async function addRound(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  request: RoundRequest,
  origin: AuditFacts,
): Promise<Round> {
  const { wireless = null, ...settings } = request;
  const round: Round = {
    ...settings,
    id: request.id ?? `r${randomName(deps, 6)}`,
    thresholds: request.thresholds ?? DEFAULT_THRESHOLDS,
  };
  if (await office.round(round.id)) throw new Problem("round.frozen", {});
  await office.saveRound({ round, frozen: null });
  await audit(deps, office, who, "round.created", round.id, {
    title: round.title,
    ...origin,
    ...(await settingsChange(deps, office, null, round)),
  });
  await saveWireless(deps, office, who, round, wireless);
  return round;
}

/**
 * Replaces the settings of a round that is still in draft; its thresholds stay.
 *
 * @throws Problem round.unknown, round.frozen, definition.unknown; round.fixed for a round that came in a task parcel, but
 *   for its wireless network
 */
export async function updateRound(deps: Deps, who: Actor, id: string, request: RoundRequest): Promise<Round> {
  return deps.office.inTransaction(async (office) => {
    const row = await office.round(id);
    if (!row) throw new Problem("round.unknown", {});
    if (row.frozen) throw new Problem("round.frozen", {});
    const { wireless = null, ...settings } = request;
    const round: Round = { ...settings, id, thresholds: row.round.thresholds };
    if (await office.parcels.taskOf(id)) {
      // The group's own router is nobody else's business; all the rest came with the task.
      if (digestOf(round) !== digestOf(row.round)) await requireNotFixed(office, id);
      await saveWireless(deps, office, who, row.round, wireless);
      return row.round;
    }
    await requireDefinitions(deps, office, request);
    await office.saveRound({ round, frozen: null });
    await audit(deps, office, who, "round.changed", id, {
      title: round.title,
      ...(await settingsChange(deps, office, row.round, round)),
    });
    await saveWireless(deps, office, who, round, wireless);
    return round;
  });
}

/** Digests of the settings and what changed of them, forms and scheme by their titles. */
async function settingsChange(
  deps: Deps,
  office: OfficeTransaction,
  before: Round | null,
  after: Round,
): Promise<AuditFacts> {
  const forms = new Map((await allForms(deps, office)).map(({ instrument }) => [instrument.id, instrument]));
  const schemes = new Map((await allSchemes(deps, office)).map(({ scheme }) => [scheme.id, scheme.title]));
  const titles: RoundTitles = {
    form: (id) => forms.get(id)?.title ?? id,
    item: (form, item) => questionTitle(forms.get(form)?.survey, item),
    scheme: (id) => schemes.get(id) ?? id,
  };
  const fields = (round: Round) => roundFields(round, titles);
  return changeOf(before, after, changesBetween(before === null ? [] : fields(before), fields(after)));
}

/** A short random name of lower-case letters and digits that say nothing about time or order. */
export function randomName(deps: Pick<Deps, "random">, bytes: number): string {
  return Buffer.from(deps.random(bytes)).toString("hex");
}
