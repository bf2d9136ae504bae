import { canonicalJson } from "../canonical.ts";
import { FOCUS_NAMES, focusName } from "../focus-names.ts";
import type { Instrument, Item } from "../instrument.ts";
import type { Change } from "./changes.ts";
import { optionsKey, optionsOf } from "./edit-options.ts";
import type { OutlineQuestion } from "./outline.ts";

const SAID = new Set(["scale", "part", "weight", "dimension", "focus", "tags", "dimensions", "optional"]);

/** What the question and its rows mean to the tally. */
export function compareItems(
  before: Instrument,
  after: Instrument,
  question: OutlineQuestion,
): readonly Change[] {
  const names = [...new Set([...Object.keys(before.items), ...Object.keys(after.items)])];
  return names
    .filter((name) => name === question.name || name.startsWith(`${question.name}/`))
    .flatMap((name) => itemChanges(before, after, name, question));
}

function itemChanges(
  before: Instrument,
  after: Instrument,
  name: string,
  question: OutlineQuestion,
): readonly Change[] {
  const [was, is]: [Item, Item] = [before.items[name] ?? {}, after.items[name] ?? {}];
  const one = { question: name, title: question.title };
  const changes: Change[] = [];
  const scaleOf = ({ scales }: Instrument, { scale }: Item): string =>
    scale === undefined ? "" : (scales[scale]?.options.map(({ text }) => text).join("、") ?? scale);
  if (was.scale !== is.scale)
    changes.push({ change: "item-scale", ...one, before: scaleOf(before, was), after: scaleOf(after, is) });
  const partOf = ({ parts }: Instrument, { part }: Item): string =>
    parts.find(({ id }) => id === part)?.title ?? part ?? "";
  if (was.part !== is.part)
    changes.push({ change: "item-part", ...one, before: partOf(before, was), after: partOf(after, is) });
  const weights = { before: String(was.weight ?? ""), after: String(is.weight ?? "") };
  if (weights.before !== weights.after) changes.push({ change: "item-weight", ...one, ...weights });
  if (was.dimension !== is.dimension) {
    const dimensions = { before: was.dimension ?? null, after: is.dimension ?? null };
    changes.push({ change: "item-dimension", ...one, ...dimensions });
  }
  if (canonicalJson(was.focus ?? []) !== canonicalJson(is.focus ?? []))
    changes.push({ change: "item-focus", ...one, before: focusOf(before, was), after: focusOf(after, is) });
  changes.push(...tags(was, is, question));
  const isOptional = is.optional === true;
  if ((was.optional === true) !== isOptional) changes.push({ change: "item-optional", ...one, isOptional });
  const properties = others(was, is);
  if (properties.length > 0) changes.push({ change: "item-other", ...one, properties });
  return changes;
}

const focusOf = (instrument: Instrument, { focus = [] }: Item): readonly string[] =>
  focus.map((code) => (code in FOCUS_NAMES ? code : (focusName(instrument, code) ?? code)));

/** What single options are said to be: tags, and dimensions of their own. */
function tags(was: Item, is: Item, { name, title, ...question }: OutlineQuestion): readonly Change[] {
  const key = optionsKey(question);
  const options = key === null ? [] : optionsOf(question.json, key, undefined);
  const texts = new Map(options.map(({ value, text }) => [String(value), text]));
  const lists = [was.tags, is.tags, was.dimensions, is.dimensions];
  const values = [...new Set(lists.flatMap((list) => Object.keys(list ?? {})))];
  return values.flatMap((value): readonly Change[] => {
    const one = { question: name, title, option: texts.get(value) ?? value };
    const tag = { before: was.tags?.[value] ?? "", after: is.tags?.[value] ?? "" };
    const dimension = {
      before: was.dimensions?.[value] ?? was.dimension ?? null,
      after: is.dimensions?.[value] ?? is.dimension ?? null,
    };
    return [
      ...(tag.before === tag.after ? [] : [{ change: "item-tag", ...one, ...tag } as const]),
      ...(dimension.before === dimension.after
        ? []
        : [{ change: "option-dimension", ...one, ...dimension } as const]),
    ];
  });
}

function others(was: Item, is: Item): readonly string[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])] as (keyof Item)[];
  return names.filter(
    (name) => !SAID.has(name) && canonicalJson(was[name] ?? null) !== canonicalJson(is[name] ?? null),
  );
}
