/** The one place that gives forms: those of `surveys/` and those the office made, read from the store for every use. */
import { digestOf } from "../core/definition/canonical.ts";
import type { Instrument } from "../core/definition/instrument.ts";
import { isProblem, Problem } from "../core/problem.ts";
import type { FormPlan } from "../core/round/round.ts";
import type { OfficeTransaction, OwnFormRow, RoundRow } from "../store/office.ts";
import type { Deps } from "./deps.ts";

/** One version of a form. */
export interface LibraryForm {
  readonly instrument: Instrument;
  /** SHA-256 over the canonical JSON of the instrument, hex. */
  readonly digest: string;
  /** JSON text of the instrument, as it was typed or laid out anew. */
  readonly definition: string;
  /** Null for a form of `surveys/`. */
  readonly made: { readonly atUtc: string; readonly by: string } | null;
  /** Only sealed rounds still carry it: an update of `surveys/` replaced it, so no further round can choose it. */
  readonly isFormer: boolean;
}

/**
 * Finds the version a round asks for. Without a version it is the one of `surveys/`, or else the newest own one.
 *
 * @throws Problem definition.unknown
 */
export async function findForm(
  deps: Pick<Deps, "library">,
  office: OfficeTransaction,
  { instrument: id, version }: Pick<FormPlan, "instrument" | "version">,
): Promise<LibraryForm> {
  const shipped = deps.library.instruments.get(id);
  if (shipped && (version === undefined || version === shipped.instrument.version))
    return shippedForm(shipped);
  const row =
    version === undefined
      ? (await office.ownForms()).findLast((one) => one.id === id)
      : await office.ownForm(id, version);
  if (!row) throw new Problem("definition.unknown", { id: version === undefined ? id : `${id} ${version}` });
  return ownForm(row);
}

/** Forms and scheme that came with a round in a 任务包. */
export type Brought = RoundRow["brought"];

/**
 * What one form of a round is: a task's is the one that came with it, whatever the library has under that name.
 *
 * @throws Problem definition.unknown
 */
async function findRoundForm(
  deps: Pick<Deps, "library">,
  office: OfficeTransaction,
  plan: Pick<FormPlan, "instrument" | "version">,
  brought: Brought,
): Promise<LibraryForm> {
  const came = brought?.instruments.find(
    ({ instrument: { id, version } }) =>
      id === plan.instrument && (plan.version === undefined || version === plan.version),
  );
  return came ? shippedForm(came) : findForm(deps, office, plan);
}

/** A form of a draft; `isOther`: the version it names is gone, this is the one its settings offer. */
export interface DraftForm {
  readonly form: LibraryForm;
  readonly isOther: boolean;
}

/** What a draft has of a form; null when neither its task nor the library has anything of it. */
export async function findDraftForm(
  deps: Pick<Deps, "library">,
  office: OfficeTransaction,
  plan: Pick<FormPlan, "instrument" | "version">,
  brought: Brought,
): Promise<DraftForm | null> {
  const found = await findOrNull(deps, office, plan, brought);
  if (found) return { form: found, isOther: false };
  const other = await findOrNull(deps, office, { instrument: plan.instrument }, brought);
  return other && { form: other, isOther: true };
}

const findOrNull: (...of: Parameters<typeof findRoundForm>) => Promise<LibraryForm | null> = (...of) =>
  findRoundForm(...of).catch((error: unknown) => {
    if (isProblem(error, "definition.unknown")) return null;
    throw error;
  });

/** The forms of a round, in its order. @throws Problem definition.unknown */
export async function findForms(
  deps: Pick<Deps, "library">,
  office: OfficeTransaction,
  plans: readonly Pick<FormPlan, "instrument" | "version">[],
  brought?: Brought,
): Promise<readonly LibraryForm[]> {
  const found: LibraryForm[] = [];
  for (const plan of plans) found.push(await findRoundForm(deps, office, plan, brought));
  return found;
}

/** Every version of every form: of each id the one of `surveys/` first, then the own ones as they were made. */
export async function allForms(
  deps: Pick<Deps, "library">,
  office: OfficeTransaction,
): Promise<readonly LibraryForm[]> {
  const own = (await office.ownForms()).map(ownForm);
  const shipped = [...deps.library.instruments.values()].map(shippedForm);
  const ids = new Set([...shipped, ...own].map(({ instrument }) => instrument.id));
  return [...ids].flatMap((id) => [...shipped, ...own].filter(({ instrument }) => instrument.id === id));
}

/**
 * Versions of shipped forms that sealed rounds carry and the library no longer has, in the order of the rounds. They can
 * be read and compared; a new round takes what there is now.
 */
export async function formerForms(
  { library }: Pick<Deps, "library">,
  office: OfficeTransaction,
): Promise<readonly LibraryForm[]> {
  const former = new Map<string, LibraryForm>();
  for (const { frozen } of await office.rounds()) {
    for (const { instrument, digest } of frozen?.instruments ?? []) {
      const { id, version } = instrument;
      const shipped = library.instruments.get(id);
      if (!shipped || shipped.instrument.version === version || (await office.ownForm(id, version))) continue;
      former.set(`${id} ${version}`, { ...shippedForm({ instrument, digest }), isFormer: true });
    }
  }
  return [...former.values()];
}

export const layOut = (instrument: Instrument): string => `${JSON.stringify(instrument, null, 2)}\n`;

const shippedForm = ({ instrument, digest }: Pick<LibraryForm, "instrument" | "digest">): LibraryForm => ({
  instrument,
  digest,
  definition: layOut(instrument),
  made: null,
  isFormer: false,
});

/** A stored definition has passed the checker. */
function ownForm({ definition, madeAtUtc, madeBy }: OwnFormRow): LibraryForm {
  const instrument = JSON.parse(definition) as Instrument;
  const made = { atUtc: madeAtUtc, by: madeBy };
  return { instrument, digest: digestOf(instrument), definition, made, isFormer: false };
}
