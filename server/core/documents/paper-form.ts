/**
 * A frozen form as it stands on paper, and in the same order as it is keyed: what can be marked, what is written on
 * the separate sheet. One model for both, so that a keyer's place is always the place on the paper.
 *
 * @source docs/decisions/0071-paper-keyed-twice.md
 */
import type { FrozenForm, LeaderRef, Leaf } from "../definition/frozen.ts";
import type { JsonObject } from "../definition/instrument.ts";
import { readQuestions } from "../definition/read-questions.ts";
import { numberOf, typeOf } from "../definition/survey-text.ts";
import { paperConditions } from "./paper-conditions.ts";
import { conditionWords } from "./paper-words.ts";
import { type QuestionPlace, questionPlaces } from "./question-places.ts";

/** One place for marks. */
export interface PaperMark {
  /** Index into the leaves of the form. */
  readonly at: number;
  readonly kind: "choice" | "multi" | "boolean" | "number";
  /** 1, 2 …; "" for what has no number of its own. */
  readonly number: string;
  readonly title: string;
  /** Small print below the question. */
  readonly hint: string;
  /** Titles of pages and panels that begin here. */
  readonly headings: readonly string[];
  /** Of a choice or a multi-select; 是 and 否 of a boolean. */
  readonly options: readonly string[];
  readonly leader: LeaderRef | null;
  /** When it is to be answered, in a sentence; "" = by everybody. */
  readonly condition: string;
  /** How many options of a multi-select may be ticked, how large a number may be; null: no limit. */
  readonly most: number | null;
  /** How small a number may be. */
  readonly least: number | null;
}

/** A question of the separate sheet; `number` is that of the question it belongs to. */
export interface PaperText {
  readonly number: string;
  readonly title: string;
}

export interface PaperForm {
  /** Of the definition. */
  readonly version: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly introduction: string;
  /** Of several places at most so many may get this option. */
  readonly quotas: readonly { readonly title: string; readonly max: number }[];
  readonly marks: readonly PaperMark[];
  readonly texts: readonly PaperText[];
  /** Titles of questions that only the phone can ask: nobody can tell from marks when they are due. */
  readonly onPhoneOnly: readonly string[];
}

interface Place extends QuestionPlace, Pick<PaperMark, "most" | "least"> {}

const YES_NO = ["是", "否"];

export function paperForm(form: FrozenForm): PaperForm {
  const places = new Map(
    [...questionPlaces(form.survey)].map(([name, place]): [string, Place] => [
      name,
      { ...place, ...limitsOf(place.element, typeOf(place.element)) },
    ]),
  );
  const leaders = new Map(form.items.map(({ leaf, leader }) => [leaf, leader]));
  const leaderOf = (leaf: Leaf): LeaderRef | null =>
    form.leaders.find(({ position }) => position === leaders.get(leaf.id)) ?? null;
  const conditions = paperConditions(readQuestions(form.survey), titlesOf(form, places, leaderOf));
  const marks: PaperMark[] = [];
  const texts: PaperText[] = [];
  let question = "";
  form.leaves.forEach((leaf, at) => {
    const place = places.get(leaf.question);
    // Hidden in every case: nobody can be asked it on paper either.
    if (!place) return;
    // Paper has no rows to add: what occurs in them is marked under each column.
    if (leaf.kind === "list") return;
    if (leaf.kind === "text") {
      texts.push({ number: place.number || question, title: leaf.title });
      return;
    }
    question = place.number || question;
    const condition = conditions.words.get(leaf.question);
    if (condition === undefined) return;
    const leader = leaderOf(leaf);
    const isFirst =
      marks.at(-1)?.at === undefined || form.leaves[marks.at(-1)!.at]!.question !== leaf.question;
    marks.push({
      at,
      kind: leaf.kind,
      number: isFirst ? place.number : "",
      title: leaf.title,
      hint: isFirst ? place.hint : "",
      // The name of a leader stands in the table.
      headings: isFirst && leader === null ? place.headings : [],
      options: optionsOf(leaf),
      leader,
      condition,
      most: place.most,
      least: place.least,
    });
  });
  const { version, title, shortTitle, introduction } = form;
  const quotas = (form.quotas ?? []).map(({ title, max }) => ({ title, max }));
  return {
    version,
    title,
    shortTitle,
    introduction: onPaper(introduction),
    quotas,
    marks: byOptions(marks),
    texts,
    onPhoneOnly: conditions.omitted.map((one) => one.title),
  };
}

/** What a question that can be marked is called in the condition of another. */
function titlesOf(
  form: FrozenForm,
  places: ReadonlyMap<string, Place>,
  leaderOf: (leaf: Leaf) => LeaderRef | null,
): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const leaf of form.leaves) {
    const place = places.get(leaf.question);
    if (!place || titles.has(leaf.question) || leaf.kind === "list" || leaf.kind === "text") continue;
    const leader = leaderOf(leaf);
    const words = leader
      ? conditionWords.leader(leader.name, leaf.title)
      : place.number === ""
        ? conditionWords.titled(place.title)
        : conditionWords.numbered(place.number);
    titles.set(leaf.question, words);
  }
  return titles;
}

/** What a form says about its buttons and slips is no use on paper. */
const onPaper = (introduction: string): string =>
  introduction
    .replace("，点“对这位同志不了解”即可，不用逐项选", "，在“不了解”一栏画“√”")
    .replace("（您本人在名单中的，见票面说明。）", "");

/** Leaders stand in one table for each set of options: 德能勤绩廉 of all, then 总体评价 of all. */
function byOptions(marks: readonly PaperMark[]): readonly PaperMark[] {
  const first = marks.findIndex(({ leader }) => leader !== null);
  if (first < 0) return marks;
  const own = marks.filter(({ leader }) => leader === null);
  const about = marks.filter(({ leader }) => leader !== null);
  const sets = [...new Set(about.map(optionsKey))];
  const sorted = sets.flatMap((set) => about.filter((mark) => optionsKey(mark) === set));
  return [...own.slice(0, first), ...sorted, ...own.slice(first)];
}

function optionsOf(leaf: Exclude<Leaf, { kind: "text" | "list" }>): readonly string[] {
  if (leaf.kind === "boolean") return YES_NO;
  return leaf.kind === "number" ? [] : leaf.options.map(({ text }) => text);
}

function limitsOf(element: JsonObject, type: string): Pick<PaperMark, "most" | "least"> {
  // Of a rating or a matrix these say which options there are.
  const isNumber = type === "text" || type === "slider";
  const most = isNumber ? numberOf(element["max"]) : numberOf(element["maxSelectedChoices"]) || null;
  return { most: most ?? null, least: (isNumber ? numberOf(element["min"]) : null) ?? null };
}

const optionsKey = ({ options }: PaperMark): string => options.join("\n");

/** Marks that stand in one table on paper: neighbours with the same options. */
export function paperTables(marks: readonly PaperMark[]): readonly (readonly PaperMark[])[] {
  const tables: PaperMark[][] = [];
  for (const mark of marks) {
    const table = tables.at(-1);
    if (table !== undefined && isSame(table[0]!, mark)) table.push(mark);
    else tables.push([mark]);
  }
  return tables;
}

const isSame = (a: PaperMark, b: PaperMark): boolean =>
  isTabled(a) &&
  isTabled(b) &&
  (a.leader === null) === (b.leader === null) &&
  optionsKey(a) === optionsKey(b);

/** Options beside each other in a table; else one below the other. */
export const isTabled = ({ kind, options }: PaperMark): boolean =>
  (kind === "choice" || kind === "boolean") &&
  options.length <= 7 &&
  options.every((text) => [...text].length <= 6);
