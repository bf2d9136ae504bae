import { getLocaleStrings } from "survey-core";
import { surveyFaults } from "../../text/form.ts";

/** Puts our sentences in place of SurveyJS's Chinese ones. */
export function sayOwnWords(): void {
  Object.assign(getLocaleStrings("zh-cn") as Record<string, string>, surveyFaults);
}
