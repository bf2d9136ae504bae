/** Quotas on the phone: said before, and kindly refused when a card goes beyond. The server checks them again. */
import type { Question, SurveyModel } from "survey-core";
import { beyondQuota } from "../../../server/core/definition/quota.ts";
import type { FrozenForm, FrozenQuota } from "../../../server/core/definition/frozen.ts";
import { phone } from "../../text/phone.ts";

/** Lets a model refuse a question whose answer is one of too many. */
export function watchQuotas(model: SurveyModel, frozen: FrozenForm): void {
  const quotas = frozen.quotas ?? [];
  if (quotas.length === 0) return;
  model.onValidateQuestion.add((_, options) => {
    for (const quota of quotas) {
      const beyond = beyondQuota(quota, (leaf) => valueOf(model, frozen, leaf));
      if (beyond.some((leaf) => questionOf(frozen, leaf) === options.name))
        options.error = phone.quotaOver(quota.title, quota.max, beyond.length);
    }
  });
}

/** The quotas a question counts towards. */
export const quotasOf = (frozen: FrozenForm, question: Question): readonly FrozenQuota[] =>
  (frozen.quotas ?? []).filter(({ leaves }) =>
    leaves.some((leaf) => questionOf(frozen, leaf) === question.name),
  );

const questionOf = (frozen: FrozenForm, id: string): string | undefined =>
  frozen.leaves.find((leaf) => leaf.id === id)?.question;

/** A leaf is a question, or one row of a table. */
function valueOf(model: SurveyModel, frozen: FrozenForm, id: string): unknown {
  const question = questionOf(frozen, id);
  if (question === undefined) return undefined;
  const value: unknown = model.getValue(question);
  if (id === question) return value;
  return (value as { readonly [row: string]: unknown } | undefined)?.[id.slice(question.length + 1)];
}
