/** Compares two versions of a form, or a form with the one it was copied from. */
import { canonicalJson } from "../canonical.ts";
import type { Instrument, Part, Scale } from "../instrument.ts";
import type { Change, SettingPlace, TextPlace } from "./changes.ts";
import { compareLabelSets } from "./compare-label-sets.ts";
import { compareLists } from "./compare-lists.ts";
import { compareQuestions } from "./compare-questions.ts";

const TEXTS: readonly TextPlace[] = ["title", "shortTitle", "introduction"];

/**
 * Every difference but id and version, in the order of the form. Empty exactly when the two are the same form.
 *
 * @param before passed the checker, as did `after`
 */
export function compareInstruments(before: Instrument, after: Instrument): readonly Change[] {
  const changes: Change[] = [
    ...TEXTS.flatMap((place): Change[] =>
      before[place] === after[place]
        ? []
        : [{ change: "text", place, before: before[place], after: after[place] }],
    ),
    ...settings(before, after),
    ...parts(before.parts, after.parts),
    ...scales(before.scales, after.scales),
    ...compareLabelSets(before.labelSets ?? [], after.labelSets ?? []),
    ...compareQuestions(before, after),
  ];
  return changes.length > 0 || isSame(before, after) ? changes : [{ change: "layout" }];
}

const isSame = (before: Instrument, after: Instrument): boolean =>
  canonicalJson({ ...before, id: "", version: "" }) === canonicalJson({ ...after, id: "", version: "" });

function settings(before: Instrument, after: Instrument): readonly Change[] {
  const surroundings = ({ survey: { pages: _pages, elements: _elements, ...rest } }: Instrument): string =>
    canonicalJson(rest);
  const said: readonly (readonly [SettingPlace, (one: Instrument) => string])[] = [
    ["kind", ({ kind }) => kind],
    ["minutes", ({ minutes }) => String(minutes)],
    ["anonymous", ({ anonymous }) => String(anonymous)],
    ["scoring", ({ scoring }) => canonicalJson(scoring)],
    ["converted", ({ converted }) => canonicalJson(converted ?? null)],
    ["survey", surroundings],
  ];
  return said.flatMap(([place, of]): Change[] =>
    of(before) === of(after) ? [] : [{ change: "setting", place, before: of(before), after: of(after) }],
  );
}

function parts(before: readonly Part[], after: readonly Part[]): readonly Change[] {
  const ids = (list: readonly Part[]) => list.map(({ id }) => id);
  const { removed, added, moved } = compareLists(ids(before), ids(after));
  const alone = (change: "part-added" | "part-removed", list: readonly Part[], some: readonly string[]) =>
    list
      .filter(({ id }) => some.includes(id))
      .map(({ title, weight }): Change => ({ change, part: title, weight: String(weight) }));
  return [
    ...alone("part-removed", before, removed),
    ...alone("part-added", after, added),
    ...after.flatMap((part): Change[] => {
      const was = before.find(({ id }) => id === part.id);
      if (!was) return [];
      const weights = { before: String(was.weight), after: String(part.weight) };
      return [
        ...(was.title === part.title
          ? []
          : [{ change: "part-title" as const, before: was.title, after: part.title }]),
        ...(weights.before === weights.after
          ? []
          : [{ change: "part-weight" as const, part: part.title, ...weights }]),
      ];
    }),
    ...(moved.length > 0 ? [{ change: "parts-order" as const }] : []),
  ];
}

type Scales = Instrument["scales"];

function scales(before: Scales, after: Scales): readonly Change[] {
  const { removed, added } = compareLists(Object.keys(before), Object.keys(after));
  return [
    ...removed.map((scale): Change => ({ change: "scale-removed", scale: saidOf(before[scale]!) })),
    ...added.map((scale): Change => ({ change: "scale-added", scale: saidOf(after[scale]!) })),
    ...Object.entries(after).flatMap(([name, scale]) =>
      Object.hasOwn(before, name) ? scaleChanges(before[name]!, scale) : [],
    ),
  ];
}

/** "好、较好、一般、差、不了解" */
const saidOf = ({ options }: Scale): string => options.map(({ text }) => text).join("、");

function scaleChanges(before: Scale, after: Scale): readonly Change[] {
  const scale = saidOf(after);
  const values = ({ options }: Scale) => options.map(({ value }) => String(value));
  const textOf = (one: Scale, value: string) =>
    one.options.find((option) => String(option.value) === value)?.text ?? value;
  const { removed, added, moved } = compareLists(values(before), values(after));
  return [
    ...removed.map((value): Change => ({
      change: "scale-option-removed",
      scale,
      option: textOf(before, value),
    })),
    ...added.map((value): Change => ({ change: "scale-option-added", scale, option: textOf(after, value) })),
    ...after.options.flatMap((option): Change[] => {
      const was = before.options.find(({ value }) => value === option.value);
      if (!was) return [];
      const points = { before: String(was.points ?? ""), after: String(option.points ?? "") };
      return [
        ...(was.text === option.text
          ? []
          : [{ change: "scale-option-text" as const, scale, before: was.text, after: option.text }]),
        ...(points.before === points.after
          ? []
          : [{ change: "scale-points" as const, scale, option: option.text, ...points }]),
      ];
    }),
    ...(moved.length > 0 ? [{ change: "scale-order" as const, scale }] : []),
  ];
}
