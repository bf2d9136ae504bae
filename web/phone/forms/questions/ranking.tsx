/** Ranking by pressing the options one after another: no dragging, which a phone's page takes for scrolling. */
import { useState } from "react";
import type { ItemValue, QuestionRankingModel } from "survey-core";
import { phone } from "../../../text/phone.ts";
import { answer } from "../answer.ts";
import { labelsOf } from "../question-labels.ts";
import { rankNext } from "../rank-next.ts";

export function Ranking({ question }: { question: QuestionRankingModel }) {
  const choices: readonly ItemValue[] = question.visibleChoices;
  const given: readonly unknown[] = Array.isArray(question.value) ? question.value : [];
  const [ranked, setRanked] = useState(given);
  const isPartial = question.selectToRankEnabled;
  const most = isPartial && question.maxSelectedChoices > 0 ? question.maxSelectedChoices : choices.length;
  const isFull = ranked.length >= most;
  function press(item: ItemValue): void {
    const values = choices.map(({ value }) => value as unknown);
    const next = rankNext(ranked, item.value, values, isPartial);
    setRanked(next);
    // A ranking of all options is an answer once it is whole.
    if (next.length > 0 && (isPartial || next.length === choices.length)) answer(question, [...next]);
    else question.clearValue();
  }
  return (
    <>
      <p className="hint" role="status">
        {phone.rankHint(ranked.length, isPartial ? null : choices.length)}
      </p>
      <div className="opts" role="group" {...labelsOf(question)}>
        {choices.map((item) => {
          const place = ranked.indexOf(item.value);
          return (
            <button
              key={String(item.value)}
              type="button"
              className={place < 0 ? "opt rank" : "opt rank chosen"}
              aria-pressed={place >= 0}
              disabled={place < 0 && isFull}
              onClick={() => press(item)}
            >
              <span className="face">
                <span className="place">{place < 0 ? "" : place + 1}</span>
                <span>{item.text}</span>
                {place >= 0 && <span className="sr">{phone.rankPlace(place + 1)}</span>}
              </span>
            </button>
          );
        })}
      </div>
    </>
  );
}
