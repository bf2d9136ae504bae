import { compare, HUNDRED, parseRatio, ZERO } from "../ratio.ts";
import type { Faults } from "./faults.ts";
import type { Instrument, OptionValue } from "./instrument.ts";
import type { Option, Question } from "./question.ts";

/** Quotas limit choices that exist, by options that all of them have. */
export function checkQuotas(
  { quotas = [] }: Instrument,
  questions: readonly Question[],
  faults: Faults,
): void {
  for (const [index, { items, options, percent }] of quotas.entries()) {
    const path = `$.quotas[${index}]`;
    const share = parseRatio(percent);
    if (compare(share, ZERO) < 0 || compare(share, HUNDRED) >= 0)
      faults.add(`${path}.percent`, "比例应不小于 0，小于 100");
    if (new Set(items).size !== items.length) faults.add(`${path}.items`, "同一题写了两次");
    for (const [at, name] of items.entries())
      checkItem(name, options, questions, `${path}.items[${at}]`, faults);
  }
}

function checkItem(
  name: string,
  wanted: readonly OptionValue[],
  questions: readonly Question[],
  path: string,
  faults: Faults,
): void {
  const options = optionsOf(questions.find((one) => one.name === name));
  if (options === null) return faults.add(path, `没有名为“${name}”的单选题`);
  for (const value of wanted)
    if (!options.some((option) => option.value === value))
      faults.add(path, `“${name}”没有选项“${String(value)}”`);
}

function optionsOf(question: Question | undefined): readonly Option[] | null {
  if (question?.shape !== "single" && question?.shape !== "rows") return null;
  return question.cell.kind === "choice" ? question.cell.options : null;
}
