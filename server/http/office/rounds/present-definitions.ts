import type { Deps } from "../../../services/deps.ts";
import { questionTitle } from "../../../core/definition/question-title.ts";
import { formsOfScheme } from "../../../core/scoring/copy-scheme.ts";
import { allForms } from "../../../services/find-form.ts";
import { allSchemes } from "../../../services/find-scheme.ts";
import type { DefinitionsAnswer } from "../answers.ts";

export async function presentDefinitions({ library, office }: Deps): Promise<DefinitionsAnswer> {
  const { forms, schemes } = await office.inTransaction(async (open) => ({
    forms: await allForms({ library }, open),
    schemes: await allSchemes({ library }, open),
  }));
  return {
    forms: forms.map(({ instrument, made }) => ({
      id: instrument.id,
      version: instrument.version,
      isShipped: made === null,
      kind: instrument.kind,
      title: instrument.title,
      shortTitle: instrument.shortTitle,
      optional: Object.entries(instrument.items)
        .filter(([, item]) => item.optional)
        .map(([item]) => ({ item, title: questionTitle(instrument.survey, item) })),
    })),
    schemes: schemes.map(({ scheme }) => ({
      id: scheme.id,
      version: scheme.version,
      title: scheme.title,
      forms: formsOfScheme(scheme),
    })),
  };
}
