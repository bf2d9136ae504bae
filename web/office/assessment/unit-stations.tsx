import type { ReactElement } from "react";
import type { AssessmentAnswer, ReviewAnswer } from "../../../server/http/office/answers-review.ts";
import { momentOf, stations as text } from "../../text/console-review.ts";
import { type Station, Stations } from "../parts/stations.tsx";

const ORDER: readonly Station["id"][] = ["computed", "proposed", "reviewed", "approved", "frozen"];
const AT: { readonly [state in AssessmentAnswer["state"]]: number } = {
  entry: 1,
  judged: 1,
  proposed: 2,
  reviewed: 3,
  approved: 4,
  frozen: 5,
};

/** Where this unit is, with the grades and who gave them. A moved grade leads to its reason. */
export function UnitStations({ answer }: { readonly answer: AssessmentAnswer }): ReactElement {
  const now = answer.score?.computed || AT[answer.state] > 1 ? AT[answer.state] : 0;
  return (
    <Stations
      all={ORDER.map((id, at) => ({
        id,
        state: at < now ? "done" : at === now ? "now" : "waiting",
        says: id === "computed" ? computedWords(answer) : <StepWords review={answer.review} id={id} />,
      }))}
    />
  );
}

function computedWords({ score, gaps }: AssessmentAnswer): string {
  if (!score) return text.open;
  if (gaps.some(({ code }) => code === "judgement" || code === "facts")) return text.notEntered;
  return score.computed && score.total
    ? text.computed(score.computed, score.total.printed)
    : text.notComputed;
}

interface StepWordsProps {
  readonly review: ReviewAnswer;
  readonly id: Exclude<Station["id"], "computed">;
}

function StepWords({ review, id }: StepWordsProps): ReactElement {
  const line = review.steps.find(({ act }) => act.kind === id);
  if (!line) return <>{text.whose[id]}</>;
  const { act, atUtc, sequence } = line;
  const moved = review.moved.find(({ step }) => step === id);
  return (
    <>
      {"grade" in act && (
        <>
          {moved ? (
            <button type="button" className="link" onClick={() => showLine(sequence)}>
              {text.moveTo(moved.way, act.grade)}
            </button>
          ) : (
            text.grade(act.grade)
          )}
          <br />
        </>
      )}
      {text.by(text.who(line), momentOf(atUtc))}
    </>
  );
}

/** Goes to the reason: the line of the history below. */
function showLine(sequence: number): void {
  const line = document.getElementById(`act-${sequence}`);
  line?.scrollIntoView({ block: "center" });
  line?.focus({ preventScroll: true });
}
