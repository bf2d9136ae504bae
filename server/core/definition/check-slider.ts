import type { Walk } from "./check-element.ts";
import { refuseValidators } from "./check-matrix.ts";
import type { JsonObject } from "./instrument.ts";
import { readSlider } from "./read-cell.ts";
import { numberOf, textOf } from "./survey-text.ts";

const STEPS_MAX = 1000;

export function checkSlider(json: JsonObject, path: string, walk: Walk): void {
  const { faults } = walk;
  const type = textOf(json["sliderType"]) || "single";
  walk.leaves += type === "range" ? 2 : 1;
  refuseValidators(json, path, faults);
  if (type !== "single" && type !== "range")
    faults.add(`${path}.sliderType`, "滑块应为 single（一个值）或 range（一段）");
  for (const key of ["min", "max", "step", "minRangeLength", "maxRangeLength"])
    if (json[key] !== undefined && numberOf(json[key]) === null) faults.add(`${path}.${key}`, "应为数");
  const { min, max, step } = readSlider(json);
  if (min === null || max === null || step === null) return;
  if (step <= 0) faults.add(`${path}.step`, "应大于 0");
  else if (max <= min) faults.add(path, "滑块的范围是空的（min 应小于 max）");
  else if ((max - min) / step > STEPS_MAX) faults.add(path, `滑块超过 ${STEPS_MAX} 格`);
  const [least, most] = [
    numberOf(json["minRangeLength"]) ?? 0,
    numberOf(json["maxRangeLength"]) ?? max - min,
  ];
  if (least > most || least > max - min) faults.add(`${path}.minRangeLength`, "这样长的一段放不下");
}
