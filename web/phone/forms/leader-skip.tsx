import { useState } from "react";
import type { PageModel, PanelModel, Question } from "survey-core";
import { form as words } from "../../text/form.ts";
import { answer } from "./answer.ts";
import { dontKnowOf, isWholeCard } from "./create-model.ts";
import { visibleQuestionsOf } from "./progress.ts";

/**
 * 对这位同志不了解: answers the whole card at once; pressed again it gives back what was chosen before, or nothing
 * when the card was left or the page loaded in between. A card of one question has it as the last of its answers.
 */
export function LeaderSkip({ card }: { card: PageModel | PanelModel }) {
  const [before, setBefore] = useState<ReadonlyMap<string, unknown> | null>(null);
  const asked = visibleQuestionsOf(card).filter((question) => dontKnowOf(question).length > 0);
  const isSkipped = asked.every(isUnknown);
  function press(): void {
    if (isSkipped) {
      for (const question of asked) answer(question, before?.get(question.name));
      setBefore(null);
      return;
    }
    setBefore(new Map(asked.map((question) => [question.name, question.value as unknown])));
    for (const question of asked) answer(question, dontKnowOf(question)[0]);
  }
  if (asked.length === 0 || asked.some(isWholeCard)) return null;
  return (
    <button type="button" className="btn skip" onClick={press}>
      {isSkipped ? words.leaderSkipUndo : words.leaderSkip}
    </button>
  );
}

function isUnknown(question: Question): boolean {
  return dontKnowOf(question).includes(question.value);
}
