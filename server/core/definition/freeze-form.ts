/** Instrument → frozen form: what one unit's people see, decided once at `seal`. */
import { Problem } from "../problem.ts";
import type { Leader } from "../roster/unit.ts";
import { fillSurvey, fillText, type Wording } from "./fill-text.ts";
import type { FrozenForm, FrozenItem, LeaderRef, Leaf } from "./frozen.ts";
import type { FormScoring, Instrument, InstrumentKind, Item, JsonObject, Repeat } from "./instrument.ts";
import { mapQuestions, pageObjects, withPages } from "./edit-survey.ts";
import { withoutQuestions } from "./without-questions.ts";
import { leavesOf, type Meaning } from "./leaves-of.ts";
import { freezeQuotas } from "./quota.ts";
import { settleSurvey } from "./settle-survey.ts";
import { tidySurvey } from "./tidy-survey.ts";
import { cloneName, repeatLeaders } from "./repeat-leaders.ts";
import { shareWeight, weighItems } from "./weigh-items.ts";

export interface FormContext extends Partial<Wording> {
  /** In 班子排序. */
  readonly leaders: readonly Leader[];
  /** Values of {{单位}}, {{本单位}}, {{评价时段}} …; a variable of the form that is missing here is refused. */
  readonly variables: { readonly [name: string]: string };
  /** Optional items (选用) the round asks for. */
  readonly include: readonly string[];
  /** Kinds of all instruments of the round, for `omitBeside`. */
  readonly kindsInRound: readonly InstrumentKind[];
}

/** One question of the frozen form that stands for an item of the instrument. */
interface Placed {
  readonly name: string;
  readonly item: Item;
  readonly leader: number | null;
}

/**
 * Fills variables, decides optional questions, makes one page per leader, prices options, shares weights.
 * The same instrument and context always give the same form, byte for byte in canonical JSON.
 *
 * @throws Problem definition.invalid when a variable has no value or no question is left (no leaders)
 */
export function freezeForm(given: Instrument, context: FormContext): FrozenForm {
  const instrument = { ...given, survey: tidySurvey(given.survey) };
  const leaders = context.leaders.map(({ name, post, isPrincipal }, index): LeaderRef => ({
    position: index + 1,
    name,
    post,
    isPrincipal,
  }));
  const names = itemsInForm(instrument, context);
  const dropped = Object.keys(instrument.items).filter((name) => !names.includes(name));
  const missing = new Set<string>();
  const note = (name: string): string => (missing.add(name), "");
  const wording: Wording = { variables: context.variables, words: context.words ?? [] };

  const chosen = withoutQuestions(
    markExclusive(instrument),
    dropped.filter((name) => !name.includes("/")),
  );
  const repeats = new Map<string, Repeat>();
  for (const name of names) {
    const repeat = instrument.items[name]?.repeat;
    if (repeat) repeats.set(name, repeat);
  }
  const cards = repeatLeaders(chosen, repeats, leaders);
  const survey = settleSurvey(fillSurvey(cards, wording, note));
  const placed = new Map(placeItems(instrument, names, leaders).map((one) => [one.name, one]));
  const leaves = leavesOf(survey, meaningOf(instrument, placed));
  const quotas = freezeQuotas(instrument, placesOf(leaves, repeats));
  const form: FrozenForm = {
    formatVersion: 1,
    instrument: instrument.id,
    version: instrument.version,
    kind: instrument.kind,
    title: fillText(instrument.title, wording, note),
    shortTitle: fillText(instrument.shortTitle, wording, note),
    introduction: fillText(instrument.introduction, wording, note),
    minutes: instrument.minutes,
    anonymous: instrument.anonymous,
    parts: instrument.parts.map(({ id, title, weight }) => ({ id, title, weight: String(weight) })),
    leaders: repeats.size > 0 ? leaders : [],
    leaves,
    items: frozenItems(instrument, names, placed, leaves),
    scoring: scoringOf(instrument, names),
    ...(quotas.length > 0 && { quotas }),
    survey,
  };
  refuseUnusable(form, missing);
  return form;
}

/** Choices that an item became: itself, its rows, or its copy for each leader. */
const placesOf =
  (leaves: readonly Leaf[], repeats: ReadonlyMap<string, Repeat>) =>
  (item: string): readonly string[] =>
    leaves.flatMap(({ kind, id, question }) => {
      const original = repeats.has(item) ? question.replace(/__\d+$/, "") : question;
      return kind === "choice" && original === item ? [id] : [];
    });

/** A problem question that is not in the form does not count in 问题反映率. */
function scoringOf({ scoring }: Instrument, names: readonly string[]): FormScoring {
  if (scoring.rule !== "questionnaire") return scoring;
  return { ...scoring, problemItems: scoring.problemItems.filter((name) => names.includes(name)) };
}

function itemsInForm(instrument: Instrument, context: FormContext): string[] {
  return Object.entries(instrument.items)
    .filter(([name, item]) => item.optional !== true || context.include.includes(name))
    .filter(([, item]) => item.omitBeside === undefined || !context.kindsInRound.includes(item.omitBeside))
    .map(([name]) => name);
}

/** 没有发现 and 不了解 exclude the others on the phone as they do in the checker. */
function markExclusive(instrument: Instrument): JsonObject {
  const change = (question: JsonObject): JsonObject => {
    const exclusive = instrument.items[String(question["name"])]?.exclusive;
    if (!exclusive || !Array.isArray(question["choices"])) return question;
    const marked = new Set([exclusive.none, exclusive.unknown]);
    const choices = question["choices"].map((choice: JsonObject | string) => {
      const value = typeof choice === "object" ? choice["value"] : choice;
      if (!marked.has(value as string)) return choice;
      return typeof choice === "object"
        ? { ...choice, isExclusive: true }
        : { value: choice, isExclusive: true };
    });
    return { ...question, choices };
  };
  return withPages(
    instrument.survey,
    pageObjects(instrument.survey).map((page) => mapQuestions(page, change)),
  );
}

function placeItems(
  instrument: Instrument,
  names: readonly string[],
  leaders: readonly LeaderRef[],
): Placed[] {
  return names.flatMap((name): Placed[] => {
    const item = instrument.items[name]!;
    if (item.repeat === undefined) return [{ name, item, leader: null }];
    return leaders
      .filter((leader) => item.repeat === "leader" || leader.isPrincipal)
      .map(({ position }) => ({ name: cloneName(name, position), item, leader: position }));
  });
}

function meaningOf(instrument: Instrument, placed: ReadonlyMap<string, Placed>): Meaning {
  return (question, leaf) => {
    const found = placed.get(leaf) ?? placed.get(question);
    if (!found) return undefined;
    const scale = found.item.scale === undefined ? null : (instrument.scales[found.item.scale] ?? null);
    return { item: found.item, scale };
  };
}

/** In the order of the leaves; comments and leaves without an item are counted only. */
function frozenItems(
  instrument: Instrument,
  names: readonly string[],
  placed: ReadonlyMap<string, Placed>,
  leaves: FrozenForm["leaves"],
): FrozenItem[] {
  const weights = weighItems(instrument, names);
  const original = (one: Placed): string => (one.leader === null ? one.name : one.name.replace(/__\d+$/, ""));
  const rows = (one: Placed): number =>
    leaves.filter((leaf) => leaf.question === one.name && !leaf.id.includes("#") && !placed.has(leaf.id))
      .length;
  return leaves.flatMap((leaf): FrozenItem[] => {
    const own = placed.get(leaf.id);
    const found = own ?? placed.get(leaf.question);
    if (!found || leaf.id.endsWith("#comment")) return [];
    const { item } = found;
    const weight = weights.get(original(found)) ?? null;
    return [
      {
        leaf: leaf.id,
        part: item.part ?? null,
        weight: own ? weight : shareWeight(weight, rows(found)),
        dimension: item.dimension ?? null,
        focus: item.focus ?? [],
        item: original(found),
        leader: found.leader,
      },
    ];
  });
}

function refuseUnusable(form: FrozenForm, missing: ReadonlySet<string>): void {
  const faults = [...missing].map((name) => ({ path: "$", sentence: `变量“{{${name}}}”没有对应的内容` }));
  if (form.leaves.length === 0)
    faults.push({ path: "$.items", sentence: `《${form.title}》没有可填写的题目（名册中没有班子成员？）` });
  if (faults.length > 0) throw new Problem("definition.invalid", { faults });
}
