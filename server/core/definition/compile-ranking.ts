import type { AnswerFaultReason } from "../problem.ts";
import { placeOf, type ValueCheck } from "./draft.ts";
import type { FrozenForm } from "./frozen.ts";
import type { RankingQuestion } from "./question.ts";

/** ranking: options from first to last; each option's leaf gets the index of its place. */
export function compileRanking(question: RankingQuestion, form: FrozenForm): ValueCheck {
  const { name, options } = question;
  const indices = new Map<unknown, number>(options.map(({ value }, index) => [value, index]));
  const places = options.map(({ value }) => placeOf(form, `${name}/${String(value)}`).at);
  return (value, draft, refuse) => {
    if (!Array.isArray(value)) {
      refuse(draft, "wrong-type");
      return false;
    }
    if (value.length === 0) return false;
    const ranked = value.length > options.length ? [] : value.map((one) => indices.get(one));
    const fault = value.length > options.length ? "too-many" : faultOf(question, value, ranked);
    if (fault !== null) {
      refuse(draft, fault);
      return false;
    }
    ranked.forEach((option, place) => (draft.out[places[option!]!] = place));
    return true;
  };
}

function faultOf(
  { options, isPartial, min, max }: RankingQuestion,
  value: readonly unknown[],
  ranked: readonly (number | undefined)[],
): AnswerFaultReason | null {
  const unknown = ranked.indexOf(undefined);
  if (unknown >= 0) return typeof value[unknown] === "object" ? "wrong-type" : "unknown-option";
  if (new Set(ranked).size !== ranked.length) return "duplicate";
  if (!isPartial) return ranked.length < options.length ? "too-few" : null;
  if (max > 0 && ranked.length > max) return "too-many";
  return ranked.length < min ? "too-few" : null;
}
