import type { LabelSet } from "../instrument.ts";
import type { Change } from "./changes.ts";
import { compareLists } from "./compare-lists.ts";

/** Own label sets of two versions of a form, by their letters and codes. */
export function compareLabelSets(before: readonly LabelSet[], after: readonly LabelSet[]): readonly Change[] {
  const ids = (sets: readonly LabelSet[]) => sets.map(({ id }) => id);
  const { removed, added } = compareLists(ids(before), ids(after));
  const whole = (
    change: "labels-added" | "labels-removed",
    sets: readonly LabelSet[],
    some: readonly string[],
  ) =>
    sets
      .filter(({ id }) => some.includes(id))
      .map(({ title, labels }): Change => ({
        change,
        set: title,
        labels: labels.map((label) => label.title),
      }));
  return [
    ...whole("labels-removed", before, removed),
    ...whole("labels-added", after, added),
    ...after.flatMap((set): readonly Change[] => {
      const was = before.find(({ id }) => id === set.id);
      return was ? changesOf(was, set) : [];
    }),
  ];
}

function changesOf(was: LabelSet, { title: set, labels }: LabelSet): readonly Change[] {
  const gone = was.labels.filter(({ code }) => !labels.some((label) => label.code === code));
  return [
    ...(was.title === set ? [] : [{ change: "labels-title", before: was.title, after: set } as const]),
    ...gone.map(({ title: label }): Change => ({ change: "label-removed", set, label })),
    ...labels.flatMap(({ code, title }): readonly Change[] => {
      const before = was.labels.find((label) => label.code === code)?.title;
      if (before === undefined) return [{ change: "label-added", set, label: title }];
      return before === title ? [] : [{ change: "label-text", set, before, after: title }];
    }),
  ];
}
