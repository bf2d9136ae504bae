/** Weights add up: parts and own weights to 100, the halves of a rule to 100, prices within 0–100. */
import { compare, HUNDRED, parseRatio, printRatio, sum, ZERO, type Ratio } from "../ratio.ts";
import type { Faults } from "./faults.ts";
import type { Instrument } from "./instrument.ts";

export function checkWeights(instrument: Instrument, faults: Faults): void {
  checkPrices(instrument, faults);
  checkParts(instrument, faults);
  const { scoring } = instrument;
  if (scoring.rule === "leaders") checkHundred("$.scoring", [scoring.principal, scoring.others], faults);
  if (scoring.rule === "questionnaire")
    checkHundred("$.scoring", [scoring.positive, scoring.problems], faults);
  const own = Object.values(instrument.items).filter(
    (item) => item.optional !== true && item.omitBeside === undefined,
  );
  const weights = [
    ...instrument.parts.map((part) => part.weight),
    ...own.flatMap((item) => (item.weight === undefined ? [] : [item.weight])),
  ];
  if (weights.length > 0) checkHundred("$.parts", weights, faults);
  else if (scoring.rule !== "none") faults.add("$.items", "计分的表须有带权重的题目");
}

function checkPrices(instrument: Instrument, faults: Faults): void {
  for (const [name, scale] of Object.entries(instrument.scales)) {
    const path = `$.scales.${name}`;
    const seen = new Set<string>();
    for (const [index, option] of scale.options.entries()) {
      const points = option.points === null ? null : parseRatio(option.points);
      if (points && (compare(points, ZERO) < 0 || compare(points, HUNDRED) > 0))
        faults.add(`${path}.options[${index}].points`, "分值应在 0 到 100 之间");
      if (seen.has(String(option.value))) faults.add(`${path}.options[${index}].value`, "量表里有重复的选项");
      seen.add(String(option.value));
    }
    if (scale.options.every((option) => option.points === null)) faults.add(path, "量表没有一个带分值的选项");
  }
}

function checkParts(instrument: Instrument, faults: Faults): void {
  const seen = new Set<string>();
  for (const [index, part] of instrument.parts.entries()) {
    const path = `$.parts[${index}]`;
    if (seen.has(part.id)) faults.add(`${path}.id`, `“${part.id}”重复`);
    seen.add(part.id);
    const items = Object.values(instrument.items).filter(
      (item) => item.part === part.id && item.optional !== true,
    );
    if (items.length === 0) faults.add(path, `“${part.title}”没有题目，权重无处分配`);
  }
}

function checkHundred(path: string, weights: readonly (string | number)[], faults: Faults): void {
  const ratios: Ratio[] = weights.map(parseRatio);
  if (ratios.some((one) => compare(one, ZERO) < 0)) faults.add(path, "权重不能为负");
  const total = sum(ratios);
  if (compare(total, HUNDRED) !== 0) faults.add(path, `权重合计应为 100，现为 ${printRatio(total, 4)}`);
}
