/** A unit and a round that stand in for those a form will be used in, where there is none yet. */
import type { FormContext } from "../definition/freeze-form.ts";
import type { UnitType } from "../roster/category-names.ts";
import { formContext } from "./form-context.ts";

const ROUND = { title: "十五届县委第三轮巡察", period: "近三年", feedbackDate: "2026年9月1日" } as const;
const NAMES = [..."甲乙丙丁戊己庚辛壬癸"];

export const SAMPLE_LEADERS = 3;
export const SAMPLE_LEADERS_MAX = NAMES.length;

/**
 * What `freezeForm` needs for any form whose variables a round has.
 *
 * @param sample.leaders how many the unit has, 0–10, three where it is not said; the first is its 正职
 * @param sample.include optional items (选用) that are asked, none where it is not said
 */
export function sampleContext(sample: {
  readonly leaders?: number;
  readonly include?: readonly string[];
  readonly type?: UnitType | undefined;
}): FormContext {
  const { leaders = SAMPLE_LEADERS, include = [], type } = sample;
  const unit = {
    name: "某单位党组",
    group: "县委第一巡察组",
    leaders: NAMES.slice(0, leaders).map((name, index) => ({
      name: `${name}某某`,
      post: index === 0 ? "党组书记" : "党组成员",
      since: "",
      isPrincipal: index === 0,
    })),
  };
  return formContext(ROUND, unit, type, { include, kinds: [] });
}
