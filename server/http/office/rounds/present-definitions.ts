import type { Deps } from "../../../services/deps.ts";
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
        .map(([item]) => ({ item, title: titleOf(instrument.survey, item) })),
    })),
    schemes: schemes.map(({ scheme }) => ({
      id: scheme.id,
      version: scheme.version,
      title: scheme.title,
      forms: formsOfScheme(scheme),
    })),
  };
}

/** Title of a question anywhere in a survey; its name when it has none. */
function titleOf(node: unknown, name: string): string {
  const stack: unknown[] = [node];
  while (stack.length > 0) {
    const value = stack.pop();
    if (Array.isArray(value)) stack.push(...value);
    else if (typeof value === "object" && value !== null) {
      const fields = value as Record<string, unknown>;
      if (fields["name"] === name && typeof fields["title"] === "string") return fields["title"];
      stack.push(...Object.values(fields));
    }
  }
  return name;
}
