import type { FrozenForm } from "../definition/frozen.ts";
import type { Released, ReleasedForm } from "./released.ts";
import { vouch } from "./vouch.ts";

/** What people wrote to one question, in an order that says nothing. */
export interface QuestionTexts {
  readonly leaf: string;
  readonly title: string;
  readonly texts: readonly string[];
}

/**
 * Texts of one form, per question, without any key that would join them across questions.
 *
 * @param written in the order of their random tags; leaves that the form does not have are refused nowhere, they are left out
 * @returns null below the threshold of tables: then nobody sees a text
 * @source anonymity.md §5 R11
 */
export function releaseTexts(
  form: FrozenForm,
  released: ReleasedForm,
  written: readonly { readonly question: string; readonly text: string }[],
): Released<readonly QuestionTexts[]> | null {
  if (released.level !== "tables") return null;
  return vouch(
    form.leaves
      .filter((leaf) => leaf.kind === "text")
      .map((leaf) => ({
        leaf: leaf.id,
        title: leaf.title,
        texts: written.filter(({ question }) => question === leaf.id).map(({ text }) => text),
      }))
      .filter(({ texts }) => texts.length > 0),
  );
}
