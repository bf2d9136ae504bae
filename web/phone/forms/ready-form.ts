/** A form with its draft and its model, made while the network is waited for: the model is the larger part of showing it. */
import type { SurveyModel } from "survey-core";
import type { FrozenForm } from "../../../server/core/definition/frozen.ts";
import { newRetry } from "../../../server/core/ticket/respondent.ts";
import { browserPort } from "../browser-port.ts";
import { frozenForm } from "../frozen-forms.ts";
import type { Draft, DraftBox } from "../keep/drafts.ts";
import type { PollForm } from "../poll-document.ts";
import { modelOfDraft } from "./show-form.tsx";

export interface ReadyForm {
  readonly frozen: FrozenForm;
  readonly draft: Draft;
  readonly model: SurveyModel;
  /** Something was answered before. */
  readonly isResumed: boolean;
}

/** By the box of one ticket's drafts, so that nothing of a person outlasts it, and by the form's digest. */
const ready = new WeakMap<DraftBox, Map<string, ReadyForm>>();

/** @throws Problem network.no-answer */
export async function makeReady(drafts: DraftBox, { instrument, digest }: PollForm): Promise<void> {
  const made = readyOf(drafts, instrument, digest, await frozenForm(digest));
  ready.set(drafts, (ready.get(drafts) ?? new Map<string, ReadyForm>()).set(digest, made));
}

/**
 * The form as it was made ready, once, or made now.
 *
 * @throws Problem network.no-answer
 */
export async function takeReady(drafts: DraftBox, instrument: string, digest: string): Promise<ReadyForm> {
  const made = ready.get(drafts)?.get(digest);
  ready.get(drafts)?.delete(digest);
  return made ?? readyOf(drafts, instrument, digest, await frozenForm(digest));
}

function readyOf(drafts: DraftBox, instrument: string, digest: string, frozen: FrozenForm): ReadyForm {
  const kept = drafts.read(instrument);
  const draft: Draft = kept
    ? { ...kept, digest }
    : { digest, answers: {}, page: 0, retry: newRetry(browserPort) };
  const isResumed = Object.keys({ ...kept?.answers, ...kept?.unread }).length > 0;
  return { frozen, draft, model: modelOfDraft(frozen, draft), isResumed };
}
