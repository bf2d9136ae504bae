/** What a form of a round is filled in with for one unit: its leaders, variables and words. */
import { fillSurvey, fillText } from "../definition/fill-text.ts";
import type { FormContext } from "../definition/freeze-form.ts";
import type { Instrument, InstrumentKind } from "../definition/instrument.ts";
import type { UnitType } from "../roster/category-names.ts";
import type { Unit } from "../roster/unit.ts";
import type { Round } from "./round.ts";

const FEEDBACK_DATE = "反馈日期";

/** Whether people read {{反馈日期}} somewhere in a form, optional questions included. */
export function asksFeedbackDate({ title, shortTitle, introduction, survey }: Instrument): boolean {
  const asked = new Set<string>();
  const note = (name: string): string => (asked.add(name), "");
  const nothing = { variables: {}, words: [] };
  for (const text of [title, shortTitle, introduction]) fillText(text, nothing, note);
  fillSurvey(survey, nothing, note);
  return asked.has(FEEDBACK_DATE);
}

/** 十五届县委第三轮巡察 → 十五届县委第三轮, since forms say “{{轮次}}巡察于……”. */
const roundName = (title: string): string => title.replace(/(.)巡察$/, "$1");

/**
 * @param type of the unit; undefined for one the office has not named
 * @param kinds of all instruments of the round
 * @param include optional items (选用) that the round asks for
 */
export function formContext(
  round: Pick<Round, "title" | "period" | "feedbackDate">,
  unit: Pick<Unit, "name" | "group" | "leaders">,
  type: UnitType | undefined,
  { include, kinds }: { readonly include: readonly string[]; readonly kinds: readonly InstrumentKind[] },
): FormContext {
  return {
    leaders: unit.leaders,
    variables: {
      单位: unit.name,
      本单位: "本单位",
      领导班子: "领导班子",
      评价时段: round.period,
      巡察组: unit.group,
      轮次: roundName(round.title),
      [FEEDBACK_DATE]: round.feedbackDate ?? "",
      ...type?.variables,
    },
    words: type?.words ?? [],
    include,
    kindsInRound: kinds,
  };
}
