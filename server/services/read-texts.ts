import type { Released } from "../core/release/released.ts";
import {
  type QuestionTexts,
  releaseTexts,
  type TextsByLink,
  textsByLink,
} from "../core/release/release-texts.ts";
import type { ReadingDeps } from "./deps.ts";
import { readRelease } from "./release-poll.ts";

export interface FormTexts {
  readonly instrument: string;
  readonly title: string;
  /** null: fewer ballots than the threshold of tables. */
  readonly questions: Released<readonly QuestionTexts[]> | null;
  readonly byLink: TextsByLink;
}

/**
 * What people wrote in one closed poll, for office and group only.
 *
 * @throws Problem poll.unknown, poll.results-while-open
 */
export async function readTexts(deps: ReadingDeps, pollId: string): Promise<FormTexts[]> {
  const { head, result } = await readRelease(deps, pollId);
  const written = new Map<string, { question: string; text: string }[]>();
  for await (const { instrument, question, text } of deps.closed.texts(pollId)) {
    const own = written.get(instrument) ?? [];
    own.push({ question, text });
    written.set(instrument, own);
  }
  return head.forms.flatMap(({ form }) => {
    const released = result.forms.find((one) => one.instrument === form.instrument);
    if (!released) return [];
    const questions = releaseTexts(form, released, written.get(form.instrument) ?? []);
    const planned = head.plan.forms.find((one) => one.instrument === form.instrument);
    const byLink = planned ? textsByLink(planned, released) : "none";
    return [{ instrument: form.instrument, title: form.title, questions, byLink }];
  });
}
