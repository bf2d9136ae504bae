/** What `items` says, against the questions of the survey: names, prices, exclusive options, repetition. */
import { checkQuotas } from "./check-quotas.ts";
import type { Faults } from "./faults.ts";
import type { Instrument, Item, Scale } from "./instrument.ts";
import type { Cell, Option, Question } from "./question.ts";
import { readQuestions } from "./read-questions.ts";
import { containerOf } from "./repeat-leaders.ts";

export function checkItems(instrument: Instrument, faults: Faults): void {
  const questions = readQuestions(instrument.survey);
  for (const [name, item] of Object.entries(instrument.items)) {
    const path = `$.items.${name}`;
    const question = questionOf(name, questions);
    if (!question) faults.add(path, `没有名为“${name}”的题目`);
    else checkItem(instrument, item, question, path, faults);
  }
  checkRepeats(instrument, faults);
  checkProblemItems(instrument, questions, faults);
  checkQuotas(instrument, questions, faults);
}

/** Items are named by question, or by `question/row` for one row of a matrix. */
function questionOf(name: string, questions: readonly Question[]): Question | undefined {
  return questions.find((question) => {
    if (question.name === name) return true;
    return question.shape === "rows" && question.rows.some((row) => `${question.name}/${row.id}` === name);
  });
}

function checkItem(
  instrument: Instrument,
  item: Item,
  question: Question,
  path: string,
  faults: Faults,
): void {
  const cell = question.shape === "single" || question.shape === "rows" ? question.cell : null;
  if (item.scale !== undefined) checkScale(instrument, item.scale, cell, path, faults);
  if (item.part !== undefined && item.weight !== undefined) faults.add(path, "part 和 weight 只能写一个");
  if (item.part !== undefined && !instrument.parts.some((part) => part.id === item.part))
    faults.add(`${path}.part`, `没有“${item.part}”这一部分`);
  if ((item.part !== undefined || item.weight !== undefined) && item.scale === undefined)
    faults.add(path, "计分的题目须写明量表（scale）");
  const options = cell && (cell.kind === "choice" || cell.kind === "multi") ? cell.options : [];
  for (const [key, value] of Object.entries(item.exclusive ?? {}))
    if (cell?.kind !== "multi" || !has(options, value))
      faults.add(`${path}.exclusive.${key}`, `多选题里没有选项“${value}”`);
  if (item.exclusive?.none !== undefined && item.exclusive.none === item.exclusive.unknown)
    faults.add(`${path}.exclusive`, "“没有发现”和“不了解”不能是同一个选项");
  for (const value of Object.keys(item.tags ?? {}))
    if (!has(options, value)) faults.add(`${path}.tags.${value}`, `没有选项“${value}”`);
  for (const value of Object.keys(item.dimensions ?? {}))
    if (cell?.kind !== "multi" || !has(options, value))
      faults.add(`${path}.dimensions.${value}`, `多选题里没有选项“${value}”`);
}

const has = (options: readonly Option[], value: string): boolean =>
  options.some((option) => String(option.value) === value);

/** Each option of a scored question has its price: the scale's values, all of them, in the same order. */
function checkScale(
  instrument: Instrument,
  name: string,
  cell: Cell | null,
  path: string,
  faults: Faults,
): void {
  const scale = Object.hasOwn(instrument.scales, name) ? instrument.scales[name] : undefined;
  if (!scale) return faults.add(`${path}.scale`, `没有名为“${name}”的量表`);
  if (cell?.kind !== "choice") return faults.add(`${path}.scale`, "只有单选题可以按量表计分");
  for (const option of cell.options)
    if (!scale.options.some(({ value }) => value === option.value))
      faults.add(`${path}.scale`, `选项“${String(option.value)}”在量表里没有分值`);
  if (!isSameOrder(cell.options, scale)) faults.add(`${path}.scale`, "选项须与量表完全一致，顺序也相同");
}

const isSameOrder = (options: readonly Option[], scale: Scale): boolean =>
  options.length === scale.options.length &&
  options.every((option, index) => option.value === scale.options[index]?.value);

function checkRepeats(instrument: Instrument, faults: Faults): void {
  const repeats = new Map(
    Object.entries(instrument.items).flatMap(([name, { repeat }]) =>
      repeat ? [[name, repeat] as const] : [],
    ),
  );
  if (repeats.size > 0 && !containerOf(instrument.survey, repeats))
    faults.add("$.survey", "按班子成员重复的题目须单独放在同一页或同一个分组里");
  if (instrument.scoring.rule === "leaders" && repeats.size === 0)
    faults.add("$.scoring", "按班子成员计分的表，须有按成员重复的题目");
}

function checkProblemItems(instrument: Instrument, questions: readonly Question[], faults: Faults): void {
  if (instrument.scoring.rule !== "questionnaire") return;
  for (const [index, name] of instrument.scoring.problemItems.entries()) {
    const question = questions.find((one) => one.name === name);
    const isMulti = question?.shape === "single" && question.cell.kind === "multi";
    if (!isMulti) faults.add(`$.scoring.problemItems[${index}]`, `没有名为“${name}”的多选题`);
    else if (!Object.hasOwn(instrument.items, name))
      faults.add(`$.scoring.problemItems[${index}]`, `“${name}”须在 items 里写明单独项`);
  }
}
