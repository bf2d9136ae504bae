import { scaleWords } from "../../core/documents/scale-words.ts";
import { documentWords } from "../../core/documents/document-words.ts";
import { leafNumbers } from "../../core/documents/question-places.ts";
import type { UnitFacts } from "../../core/documents/unit-facts.ts";
import { standingOf } from "../../core/review/review.ts";
import { unitEligible } from "../../core/results/unit-eligible.ts";
import type { ReadingDeps } from "../deps.ts";
import { readRollSheet } from "../roll-sheet.ts";
import type { RoundStanding, UnitStanding } from "../score-round.ts";
import { localDay } from "./local-day.ts";

type Closed = Omit<UnitStanding, "poll" | "release" | "score"> & {
  readonly [key in "poll" | "release" | "score"]: NonNullable<UnitStanding[key]>;
};

/** Everything that the documents about a closed poll are made of, read once. */
export async function readUnitFacts(
  deps: ReadingDeps,
  { row, scheme }: RoundStanding,
  { poll, assessment, history, release, score }: Closed,
): Promise<UnitFacts> {
  const { typed, sheet } = await readRollSheet(deps, poll.id);
  const { head, result } = release;
  const dayOf = (utc: string | null): string =>
    utc === null ? documentWords.blank : documentWords.madeOn(localDay(new Date(utc)));
  const leaders = head.unit.categories[0]?.id;
  const aboutLeaders = head.plan.forms.filter(
    (planned) =>
      head.forms.find(({ form }) => form.instrument === planned.instrument)?.form.scoring.rule === "leaders",
  );
  return {
    round: head.round,
    unit: head.unit,
    plan: head.plan,
    scales: scaleWords(head.forms.map(({ form }) => form)),
    scheme,
    poll: {
      id: poll.id,
      openedOn: dayOf(poll.openedAtUtc),
      closedOn: dayOf(poll.closedAtUtc),
      digest: poll.closedDigest ?? "",
      isPlain: !(row.frozen?.address ?? "").startsWith("https://"),
    },
    result,
    score,
    assessment,
    review: standingOf(history),
    eligible: unitEligible(head.unit, head.plan),
    numbers: Object.fromEntries(head.forms.map(({ form }) => [form.instrument, leafNumbers(form)])),
    kinds: Object.fromEntries(head.forms.map(({ form }) => [form.instrument, form.kind])),
    leadersRateLeaders:
      aboutLeaders.length === 0
        ? null
        : aboutLeaders.some(({ blocks }) =>
            blocks.some(({ categories }) => leaders !== undefined && categories.includes(leaders)),
          ),
    roll: { sheet: sheet!, typed },
  };
}
