/** Scores a unit from counts, judgement and facts that were written down: tally → release → score, the one way there is. */
import { digestOf } from "../definition/canonical.ts";
import { freezeForm } from "../definition/freeze-form.ts";
import type { Instrument } from "../definition/instrument.ts";
import { Problem } from "../problem.ts";
import { type PollResult, type PollToRelease, releasePoll } from "../release/release.ts";
import type { Released } from "../release/released.ts";
import { DEFAULT_THRESHOLDS, type Thresholds } from "../round/round.ts";
import { givenCounts } from "../tally/given-counts.ts";
import type { GivenUnit } from "./given-unit.ts";
import { EMPTY_ASSESSMENT, type Scheme } from "./scheme.ts";
import { scoreUnit } from "./score-unit.ts";
import type { UnitScore } from "./unit-score.ts";
import { withPrices } from "./with-prices.ts";

export interface GivenScore {
  readonly result: Released<PollResult>;
  readonly score: UnitScore;
}

/**
 * Freezes the forms with the scheme's prices, joins the categories into blocks by numbers of ballots and counts: the
 * closed poll that these counts would be.
 *
 * @param instruments by id
 * @throws Problem inputs.invalid, definition.invalid
 */
export function closeGiven(
  scheme: Scheme,
  given: GivenUnit,
  instruments: ReadonlyMap<string, Instrument>,
): PollToRelease {
  const thresholds: Thresholds = { ...DEFAULT_THRESHOLDS, ...given.thresholds };
  const named = given.forms.map(({ form }, i) => {
    const found = instruments.get(form);
    if (found) return withPrices(found, scheme);
    throw new Problem("inputs.invalid", {
      faults: [{ path: `$.forms[${i}].form`, sentence: `没有“${form}”这份表单` }],
    });
  });
  const forms = given.forms.map(({ include = [], leaders = [], categories }, i) => {
    const form = freezeForm(named[i]!, {
      variables: variablesOf(given.unit),
      include,
      kindsInRound: named.map(({ kind }) => kind),
      leaders: leaders.map((leader) => ({ ...leader, since: "" })),
    });
    const digest = digestOf(form);
    return { form, digest, ...givenCounts(form, digest, categories, thresholds, `$.forms[${i}].categories`) };
  });
  return { poll: given.unit, forms, thresholds };
}

/**
 * Releases and scores what was given. What a closed poll of these counts may not show is not shown here either.
 *
 * @throws Problem inputs.invalid, scoring.input, definition.invalid
 */
export function scoreGiven(
  scheme: Scheme,
  given: GivenUnit,
  instruments: ReadonlyMap<string, Instrument>,
): GivenScore {
  const result = releasePoll(closeGiven(scheme, given, instruments));
  const score = scoreUnit(scheme, {
    forms: result.forms,
    assessment: { ...EMPTY_ASSESSMENT, ...given.assessment },
    eligible: given.eligible,
    participated: result.returned,
  });
  return { result, score };
}

/** Titles name the unit; the other variables of a form do not change a score. */
const variablesOf = (unit: string): { readonly [name: string]: string } => ({
  单位: unit,
  本单位: "本单位",
  领导班子: "领导班子",
  评价时段: "",
  巡察组: "",
  轮次: "",
  反馈日期: "",
});
