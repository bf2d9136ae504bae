import { entryFields } from "../assessment/entry-fields.ts";
import { compare, parseRatio, ratio, type Ratio, storeRatio } from "../ratio.ts";
import type { FormResult, Released, ReleasedItem } from "../release/released.ts";
import { printScore } from "./grade-of.ts";
import type { Cap, Decimal, Scheme, UnitAssessment } from "./scheme.ts";
import { problemRateOf } from "./score-indicator.ts";
import type { PartValue } from "./score-parts.ts";
import type { ProposedCap } from "./unit-score.ts";

/**
 * The limits that facts, judgement and released tables call for, with the decision of the people who confirm them.
 *
 * An option's rate is read from released tables only: a form that shows one score cannot call for a limit.
 *
 * @source docs/scoring.md §5; domain.md §4 等次限制情形
 */
export function proposeCaps(
  scheme: Scheme,
  forms: readonly Released<FormResult>[],
  assessment: UnitAssessment,
  parts: readonly PartValue[],
): readonly ProposedCap[] {
  return scheme.caps.flatMap((cap) => {
    const evidence = evidenceFor(cap, { scheme, forms, assessment, parts });
    if (evidence === null) return [];
    const made = assessment.capDecisions[cap.id];
    const decision = made && (made.evidence ?? evidence) === evidence ? made : undefined;
    return [
      {
        id: cap.id,
        title: cap.title,
        atMost: cap.atMost,
        evidence,
        confirmed: decision?.confirmed ?? null,
        reason: decision?.reason ?? "",
      },
    ];
  });
}

interface Grounds {
  readonly scheme: Scheme;
  readonly forms: readonly Released<FormResult>[];
  readonly assessment: UnitAssessment;
  readonly parts: readonly PartValue[];
}

/** Null when nothing calls for the limit. */
function evidenceFor({ when }: Cap, { scheme, forms, assessment, parts }: Grounds): string | null {
  if ("fact" in when) return assessment.facts.includes(when.fact) ? "" : null;
  if ("judgementBelow" in when) return lowDimensions(scheme, assessment, when.judgementBelow);
  if ("partBelow" in when) {
    const value = parts.find(({ id }) => id === when.partBelow.part)?.value;
    if (!value || compare(value, parseRatio(when.partBelow.below)) >= 0) return null;
    return `${printScore(value)} < ${when.partBelow.below}`;
  }
  if ("problemRate" in when) {
    const { instrument, select, atLeast } = when.problemRate;
    const form = forms.find((one) => one.instrument === instrument);
    return evidenceOf(form ? problemRateOf(form, select) : null, atLeast);
  }
  const { instrument, option, atLeast } = when.optionRate;
  return evidenceOf(optionShare(forms, instrument, option), atLeast);
}

/** Every dimension below the line, by its title, in the order of the scheme. */
function lowDimensions(scheme: Scheme, { judgement }: UnitAssessment, line: Decimal): string | null {
  const least = parseRatio(line);
  const low = entryFields(scheme).dimensions.flatMap(({ id, title }) => {
    const score = judgement?.[id]?.score;
    return score !== undefined && compare(parseRatio(score), least) < 0
      ? [`${title} ${score} < ${line}`]
      : [];
  });
  return low.length === 0 ? null : low.join("；");
}

const evidenceOf = (share: Ratio | null, atLeast: Decimal): string | null =>
  share === null || compare(share, parseRatio(atLeast)) < 0 ? null : `${storeRatio(share)} ≥ ${atLeast}`;

/** Share of an option among the valid ratings: of the overall item when there is one, else of all items together. */
function optionShare(
  forms: readonly Released<FormResult>[],
  instrument: string,
  option: string,
): Ratio | null {
  const form = forms.find((one) => one.instrument === instrument);
  if (form?.level !== "tables") return null;
  const counted = form.items.filter((item) => item.counts !== null && countOf(item, option) !== null);
  const overall = counted.filter((item) => item.weight === null && item.leader === null);
  const used = overall.length > 0 ? overall : counted;
  const valid = used.reduce((sum, item) => sum + item.valid, 0);
  return valid === 0
    ? null
    : ratio(
        used.reduce((sum, item) => sum + countOf(item, option)!, 0),
        valid,
      );
}

function countOf(item: ReleasedItem, option: string): number | null {
  const at = item.options.findIndex((one) => String(one.value) === option);
  return at < 0 ? null : (item.counts?.[at] ?? null);
}
