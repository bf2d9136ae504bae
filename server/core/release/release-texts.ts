import type { FrozenForm } from "../definition/frozen.ts";
import type { PlannedForm } from "../round/plan.ts";
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

/**
 * Whether texts of a form may have come by an open link, where nobody is checked: of none, of some or of all of those who are counted.
 * It follows from the plan and from who is counted at all; of one text nobody can tell.
 *
 * @source docs/decisions/0139-what-is-marked-and-named.md
 */
export type TextsByLink = "none" | "some" | "all";

export function textsByLink(planned: Pick<PlannedForm, "blocks">, released: ReleasedForm): TextsByLink {
  if (released.level !== "tables") return "none";
  const open = new Set(planned.blocks.filter(({ isOpen }) => isOpen).flatMap(({ categories }) => categories));
  const counted = released.blocks.flatMap(({ categories }) => categories);
  if (!counted.some((category) => open.has(category))) return "none";
  return counted.every((category) => open.has(category)) ? "all" : "some";
}
