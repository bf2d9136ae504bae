/** A scheme against the instruments it names: what a form alone or a scheme alone cannot know. */
import type { Instrument, Item } from "../definition/instrument.ts";
import { readQuestions } from "../definition/read-questions.ts";
import type { DefinitionFault } from "../problem.ts";
import { HUNDRED } from "../ratio.ts";
import { checkWithin, type Report } from "./check-numbers.ts";
import { type Cap, indicatorsOf, type IndicatorSource, type Scheme, type Selection } from "./scheme.ts";
import { SCHEME } from "./scheme-sentences.ts";
import { isMeant } from "./selection.ts";

type Forms = ReadonlyMap<string, Instrument>;

/**
 * Faults of a scheme beside the instruments of a round, or all of `surveys/`: unknown forms, questions, tags and
 * options; options without a price; sources that the form cannot give.
 *
 * @param forms by id
 * @returns JSON path and sentence each; empty when scheme and forms fit
 * @source docs/scoring.md §4, §9
 */
export function checkBesideForms(scheme: Scheme, forms: Forms): readonly DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  const report: Report = (path, sentence) => void faults.push({ path, sentence });
  scheme.parts.forEach((part, p) =>
    indicatorsOf(part).forEach(({ source }, i) => {
      const at = part.indicators ? `$.parts[${p}].indicators[${i}].source` : `$.parts[${p}].source`;
      checkSource(source, forms, at, report);
    }),
  );
  scheme.caps.forEach(({ when }, i) => checkCap(when, forms, `$.caps[${i}].when`, report));
  for (const [id, prices] of Object.entries(scheme.prices ?? {})) {
    const form = known(id, forms, `$.prices.${id}`, report);
    if (form) checkPrices(form, prices, `$.prices.${id}`, report);
  }
  return faults;
}

function known(id: string, forms: Forms, path: string, report: Report): Instrument | null {
  const form = forms.get(id);
  if (!form) report(path, SCHEME.unknownForm(id));
  return form ?? null;
}

function checkSource(source: IndicatorSource, forms: Forms, path: string, report: Report): void {
  if (!("instrument" in source)) return;
  const form = known(source.instrument, forms, `${path}.instrument`, report);
  if (!form) return;
  if (source.from === "form" && form.scoring.rule === "none") report(path, SCHEME.unscoredForm(form.title));
  if (source.from === "members" && form.scoring.rule !== "leaders")
    report(path, SCHEME.noLeaders(form.title));
  if (source.from === "items") checkRated(form, source.select, `${path}.select`, report);
  if (source.from === "problems") checkMultis(form, source.select ?? {}, `${path}.select`, report);
  if (source.from === "positive") {
    checkRated(form, source.select ?? {}, `${path}.select`, report);
    const priced = pricedOptions(form);
    source.positive.forEach((option, i) => {
      if (!priced.has(option)) report(`${path}.positive[${i}]`, SCHEME.unknownOption(option, form.title));
    });
  }
}

function checkCap(when: Cap["when"], forms: Forms, path: string, report: Report): void {
  if ("optionRate" in when) {
    const form = known(when.optionRate.instrument, forms, `${path}.optionRate.instrument`, report);
    if (form && !pricedOptions(form).has(when.optionRate.option)) {
      report(`${path}.optionRate.option`, SCHEME.unknownOption(when.optionRate.option, form.title));
    }
  }
  if ("problemRate" in when) {
    const form = known(when.problemRate.instrument, forms, `${path}.problemRate.instrument`, report);
    if (form) checkMultis(form, when.problemRate.select ?? {}, `${path}.problemRate.select`, report);
  }
}

/** A scale whose prices a scheme changes is priced by it as a whole. */
function checkPrices(
  form: Instrument,
  prices: { readonly [option: string]: string | number },
  path: string,
  report: Report,
): void {
  const priced = pricedOptions(form);
  for (const [option, points] of Object.entries(prices)) {
    if (!priced.has(option)) report(`${path}.${option}`, SCHEME.unknownOption(option, form.title));
    checkWithin(points, HUNDRED, `${path}.${option}`, SCHEME.percent, report);
  }
  for (const { options } of Object.values(form.scales)) {
    const rated = options.filter(({ points }) => points !== null).map(({ value }) => String(value));
    if (!rated.some((option) => Object.hasOwn(prices, option))) continue;
    for (const option of rated) {
      if (!Object.hasOwn(prices, option)) report(path, SCHEME.unpricedOption(option, form.title));
    }
  }
}

const pricedOptions = ({ scales }: Instrument): ReadonlySet<string> =>
  new Set(
    Object.values(scales).flatMap(({ options }) =>
      options.flatMap(({ value, points }) => (points === null ? [] : [String(value)])),
    ),
  );

function checkRated(form: Instrument, select: Selection, path: string, report: Report): void {
  const rated = Object.entries(form.items).filter(([, item]) => item.scale !== undefined && !item.repeat);
  if (select.tag !== undefined) report(`${path}.tag`, SCHEME.unknownTag(select.tag, form.title));
  checkItems(form, rated, select, path, report);
}

function checkMultis(form: Instrument, select: Selection, path: string, report: Report): void {
  const names = new Set(
    readQuestions(form.survey).flatMap((question) =>
      question.shape === "single" && question.cell.kind === "multi" ? [question.name] : [],
    ),
  );
  const multis = Object.entries(form.items).filter(([name]) => names.has(name));
  checkItems(form, multis, select, path, report);
  const { tag } = select;
  if (tag === undefined) return;
  const isTagged = multis.some(([, item]) => Object.values(item.tags ?? {}).includes(tag));
  if (!isTagged) report(`${path}.tag`, SCHEME.unknownTag(tag, form.title));
}

function checkItems(
  form: Instrument,
  items: readonly (readonly [string, Item])[],
  select: Selection,
  path: string,
  report: Report,
): void {
  (select.items ?? []).forEach((name, i) => {
    if (!items.some(([item]) => item === name)) {
      report(`${path}.items[${i}]`, SCHEME.unknownItem(name, form.title));
    }
  });
  const isAny = items.some(([name, { part = null, dimension = null, dimensions = {}, focus = [] }]) =>
    [dimension, ...Object.values(dimensions)].some((one) =>
      isMeant({ item: name, part, dimension: one, focus }, select),
    ),
  );
  if (!isAny) report(path, SCHEME.selectsNothing(form.title));
}
