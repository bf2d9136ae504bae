import { type DefinitionFault, isProblem } from "../../../core/problem.ts";
import { type CheckedForm, previewForm } from "../../../services/check-form.ts";
import type { Deps } from "../../../services/deps.ts";
import type { ListedForm } from "../../../services/list-forms.ts";
import type { FormCheckAnswer, LibraryFormAnswer, LibraryLine, PlacedFault } from "../answers-library.ts";

export const presentLine = ({ form, uses }: ListedForm): LibraryLine => {
  const { instrument, digest, made, isFormer } = form;
  const { id, version, kind, title, shortTitle } = instrument;
  return {
    id,
    version,
    kind,
    title,
    shortTitle,
    labelSets: (instrument.labelSets ?? []).map(({ id: letter, title: set, labels }) => ({
      id: letter,
      title: set,
      labels: labels.map((label) => ({ code: label.code, title: label.title })),
    })),
    digest,
    made: made && { atUtc: made.atUtc, by: made.by },
    isFormer,
    uses: uses.map((use) => ({ round: use.round, title: use.title, isSealed: use.isFrozen })),
  };
};

export const presentForm = (deps: Pick<Deps, "library">, listed: ListedForm): LibraryFormAnswer => ({
  ...presentLine(listed),
  definition: listed.form.definition,
  preview: previewForm(deps, listed.form.instrument),
});

/** Faults are an answer here, not a refusal: somebody is in the middle of writing. */
export async function presentCheck(check: () => Promise<CheckedForm>): Promise<FormCheckAnswer> {
  try {
    const { definition, preview, warnings } = await check();
    return { faults: [], warnings: warnings.map(presentFault), checked: { definition, preview } };
  } catch (error) {
    if (isProblem(error, "definition.invalid"))
      return { faults: error.facts.faults.map(presentFault), warnings: [], checked: null };
    throw error;
  }
}

const presentFault = ({ path, sentence, line, column }: DefinitionFault): PlacedFault => ({
  path,
  sentence,
  line: line ?? null,
  column: column ?? null,
});
