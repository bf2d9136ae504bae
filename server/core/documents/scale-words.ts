import type { FrozenForm } from "../definition/frozen.ts";

/**
 * "好、较好、一般、差分别计 100、80、60、40 分" for every scale of the forms as they were frozen, each once; [] when nothing is
 * priced.
 */
export function scaleWords(forms: readonly Pick<FrozenForm, "leaves">[]): readonly string[] {
  const said = forms
    .flatMap(({ leaves }) => leaves)
    .flatMap((leaf) => {
      const priced = leaf.kind === "choice" ? leaf.options.filter(({ points }) => points !== null) : [];
      if (priced.length === 0) return [];
      const names = priced.map(({ text }) => text).join("、");
      return [`${names}分别计 ${priced.map(({ points }) => points).join("、")} 分`];
    });
  return [...new Set(said)];
}
