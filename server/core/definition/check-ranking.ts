import { checkChoices } from "./check-choices.ts";
import type { Walk } from "./check-element.ts";
import { refuseValidators } from "./check-matrix.ts";
import type { JsonObject } from "./instrument.ts";
import { listOf, numberOf, propertyOf } from "./survey-text.ts";

/** More would not be ranked with thought, and each is a row of its own in the tally. */
const RANKED_MAX = 20;

export function checkRanking(json: JsonObject, path: string, walk: Walk): void {
  const { faults } = walk;
  const count = listOf(json["choices"]).length;
  refuseValidators(json, path, faults);
  checkChoices(json, "ranking", path, faults);
  if (count > RANKED_MAX) faults.add(`${path}.choices`, `排序题的选项超过 ${RANKED_MAX} 个`);
  walk.leaves += Math.min(count, RANKED_MAX);
  for (const key of ["minSelectedChoices", "maxSelectedChoices"])
    if (json["selectToRankEnabled"] !== true && (numberOf(json[key]) ?? 0) > 0)
      faults.add(`${path}.${key}`, "只有先选后排（selectToRankEnabled）的排序题才有个数限制");
  if (propertyOf(json, "showCommentArea", "hasComment") === true)
    faults.add(`${path}.showCommentArea`, "排序题不支持说明栏");
}
