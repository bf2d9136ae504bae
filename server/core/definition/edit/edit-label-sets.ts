/** Own label sets of a form: added, changed, taken away, together with the codes that the items carry. */
import { FOCUS_SETS } from "../focus-names.ts";
import type { Instrument, Item, LabelSet } from "../instrument.ts";

const LETTERS = "acdehijklmnopqrstuvwxyz".split("");
const LABELS_MAX = 20;

/** Letters that no shipped set has and nobody in `taken`, `own` first. */
export const freeLetters = (taken: readonly string[], own: string | null = null): readonly string[] => [
  ...(own === null ? [] : [own]),
  ...LETTERS.filter(
    (letter) => !taken.includes(letter) && letter !== own && !Object.hasOwn(FOCUS_SETS, letter),
  ),
];

/** Takes the first letter that is free; the form as it is when there is none. */
export function addLabelSet(instrument: Instrument, title: string, taken: readonly string[]): Instrument {
  const [id] = freeLetters([...taken, ...(instrument.labelSets ?? []).map((set) => set.id)]);
  return id === undefined
    ? instrument
    : putLabelSet(instrument, { id, title, labels: [{ code: `${id}1`, title: "" }] });
}

export const putLabelSet = (instrument: Instrument, set: LabelSet): Instrument => ({
  ...instrument,
  labelSets: [...(instrument.labelSets ?? []), set],
});

/** With the lowest number that the set does not have. */
export function addLabel(set: LabelSet): LabelSet {
  const numbers = Array.from({ length: LABELS_MAX }, (_, index) => `${set.id}${index + 1}`);
  const code = numbers.find((one) => !set.labels.some((label) => label.code === one));
  return code === undefined ? set : { ...set, labels: [...set.labels, { code, title: "" }] };
}

/** Puts a set in the place of one; items lose the codes of labels that are gone, and follow another letter. */
export function changeLabelSet(instrument: Instrument, was: LabelSet, now: LabelSet): Instrument {
  const codes = new Map(was.labels.map(({ code }) => [code, now.id + code.slice(1)]));
  const labels = now.labels.map((label) => ({ ...label, code: now.id + label.code.slice(1) }));
  const known = new Set(labels.map(({ code }) => code));
  const follow = (code: string): readonly string[] => {
    const next = codes.get(code);
    return next === undefined ? [code] : known.has(next) ? [next] : [];
  };
  const labelSets = instrument.labelSets?.map((set) => (set === was ? { ...now, labels } : set));
  return { ...instrument, labelSets: labelSets ?? [], items: relabelled(instrument.items, follow) };
}

export function removeLabelSet(instrument: Instrument, set: LabelSet): Instrument {
  const { labelSets = [], ...rest } = instrument;
  const left = labelSets.filter((one) => one !== set);
  const codes = new Set(set.labels.map(({ code }) => code));
  const items = relabelled(instrument.items, (code) => (codes.has(code) ? [] : [code]));
  return { ...rest, ...(left.length > 0 && { labelSets: left }), items };
}

const relabelled = (
  items: Instrument["items"],
  follow: (code: string) => readonly string[],
): Instrument["items"] =>
  Object.fromEntries(
    Object.entries(items).map(([name, { focus, ...item }]): [string, Item] => {
      const next = focus?.flatMap(follow) ?? [];
      return [name, { ...item, ...(next.length > 0 && { focus: next }) }];
    }),
  );
