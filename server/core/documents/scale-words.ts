import type { FrozenForm } from "../definition/frozen.ts";
import type { Instrument } from "../definition/instrument.ts";

interface Option {
  readonly text: string;
  readonly points: string | number | null;
}

/**
 * "好、较好、一般、差分别计 100、80、60、40 分" for every scale of the forms as they were frozen, each once; [] when nothing is
 * priced.
 */
export const scaleWords = (forms: readonly Pick<FrozenForm, "leaves">[]): readonly string[] =>
  wordsOf(
    forms.flatMap(({ leaves }) => leaves.flatMap((leaf) => (leaf.kind === "choice" ? [leaf.options] : []))),
  );

/** The same of a whole round. @param instruments with the prices of its scheme */
export const roundScaleWords = (instruments: readonly Pick<Instrument, "scales">[]): readonly string[] =>
  wordsOf(instruments.flatMap(({ scales }) => Object.values(scales).map(({ options }) => options)));

function wordsOf(scales: readonly (readonly Option[])[]): readonly string[] {
  const said = scales.flatMap((options) => {
    const priced = options.filter(({ points }) => points !== null);
    if (priced.length === 0) return [];
    const names = priced.map(({ text }) => text).join("、");
    return [`${names}分别计 ${priced.map(({ points }) => points).join("、")} 分`];
  });
  return [...new Set(said)];
}
